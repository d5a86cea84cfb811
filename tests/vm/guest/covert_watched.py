# SPDX-License-Identifier: GPL-2.0-only
"""Miners that stop, or end, while somebody looks, and others that pause as often
without looking. A part of covert."""

import os
import signal
import subprocess
import time

from attack_identity import confirmed
from lib import WORKLOAD, expect, newest_finding, start, stop, table, wait_for

LOOKS = 24	# more than it takes: time may pass that is not the miner's
QUARTER = ("-d", "25")	# so that two have room, and top
MINER = (WORKLOAD, "-s", "900", "cn0-ni")


def row_of(finding):
    return next(r for r in table("findings") if r["id"] == finding)


def signs_of(finding):
    return row_of(finding)["covert"].split(",")


def look():
    """Somebody starts top, from another session."""
    subprocess.run(["top", "-b", "-n", "1"], check=True,
                   stdout=subprocess.DEVNULL)


def pauses(pid):
    os.kill(pid, signal.SIGSTOP)
    time.sleep(5.5)
    os.kill(pid, signal.SIGCONT)


def computes_for(pid, seconds):
    """Wait until the module has seen it take so much CPU time."""
    def cpu():
        return sum(int(r["cpu_ns"]) for r in table("processes")
                   if r["pid"] == str(pid))
    before = cpu()
    expect(wait_for(lambda: cpu() - before > seconds * 1e9, 90),
           f"{pid} does not compute")


def begin(count):
    miners, findings = [], []
    try:
        for _ in range(count):
            before = newest_finding()
            miners.append(start(*MINER, *QUARTER))
            findings.append(confirmed(before, miners[-1].pid)["id"])
    except BaseException:
        stop(*miners)
        raise
    return miners, findings


def pauses_when_watched():
    """Two miners: one that stops when top starts, one that pauses as often and
    as long, but whenever it likes."""
    look()	# the next will not have to wait for a disk
    miners, findings = begin(2)
    try:
        computes_for(miners[0].pid, 5)
        for turn in range(LOOKS):
            look()
            pauses(miners[0].pid)
            computes_for(miners[0].pid, 0.8)
            pauses(miners[1].pid)
            computes_for(miners[1].pid, 1)
            if "pauses" in signs_of(findings[0]):
                break
        print(f"# {[signs_of(f) for f in findings]} after {turn + 1} looks",
              flush=True)
        expect("pauses" in signs_of(findings[0]), f"{row_of(findings[0])}")
        expect("pauses" not in signs_of(findings[1]), f"{row_of(findings[1])}")
        expect(row_of(findings[0])["state"] == "open", "it was closed")
        said = subprocess.run(["cpuwarden", "show", f"id:{findings[0]}"],
                              check=True, capture_output=True,
                              text=True).stdout
        expect("begins to look" in said, said)
    finally:
        stop(*miners)


# Its watchdog ends it when it is told to, and has it anew later. Of other code than
# the miners above, or it would go on with what those were seen to do.
RESTARTS = f"""
trap 'kill -9 $!' USR1
while :; do
    {WORKLOAD} -s 900 cn0-table &
    wait $!; wait $!
    sleep 3
done
"""


def ends_when_watched():
    """… and is started anew: its findings are linked, and what each did is
    counted together."""
    before = newest_finding()
    shell = start("bash", "-c", RESTARTS)
    last, seen = 0, None
    try:
        for turn in range(LOOKS):
            row = wait_for(lambda: [
                r for r in table("findings")
                if int(r["id"]) > max(before, last) and r["state"] == "open" and
                (turn == 0 or r["links"] != "-")], 60)
            expect(row, f"no new finding: {table('findings')}")
            seen, last = row[-1]["id"], int(row[-1]["id"])
            # the first shows for how long it computes unless it is watched
            computes_for(row[-1]["pid"], 6 if turn else 24)
            look()
            time.sleep(0.4)	# until it has noticed
            os.kill(shell.pid, signal.SIGUSR1)
            expect(wait_for(lambda: row_of(seen)["state"] != "open", 30),
                   "it did not end")
            if "pauses" in signs_of(seen):
                break
        print(f"# {signs_of(seen)} after {turn + 1} looks", flush=True)
        expect("pauses" in signs_of(seen), f"{row_of(seen)}")
    finally:
        stop(shell)


TESTS = (
    ("a miner that pauses when watched", pauses_when_watched),
    ("a miner that ends when watched, and comes back", ends_when_watched),
)


def run(tap):
    for name, function in TESTS:
        tap.run(name, function)

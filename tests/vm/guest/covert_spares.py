# SPDX-License-Identifier: GPL-2.0-only
"""Miners that compute now and then only, in three ways, and one that does not
spare itself. A part of covert. Each may wait for the emulated disk, too: that it
sleeps is not excluded of those that rest in another way."""

import os
import signal
import subprocess
import time

from attack_identity import confirmed, remove_cgroups
from lib import WORKLOAD, expect, newest_finding, start, stop, table, wait_for

GROUP = "/sys/fs/cgroup/covert-duty"


def duty_of(pid):
    """After the finding is so old that it is known: duty, and words."""
    def known():
        return [r for r in table("findings")
                if r["pid"] == str(pid) and r["duty_bp"] != "0"]
    rows = wait_for(known, 120, 1)
    expect(rows, f"nothing is known: {table('findings')}")
    return int(rows[0]["duty_bp"]), set(rows[0]["rests"].split(",")) - {"-"}


def miner(*options):
    before = newest_finding()
    process = start(WORKLOAD, "-s", "900", *options, "cn0-ni")
    try:
        return process, confirmed(before, process.pid)["id"]
    except BaseException:
        stop(process)
        raise


def one_that_does_not():
    """It has the CPU but for what this test takes."""
    process, _ = miner()
    try:
        duty, rests = duty_of(process.pid)
        print(f"# {duty} {rests}", flush=True)
        expect(duty > 5000 and not rests & {"sleeps", "stopped"},
               f"{duty} {rests}")
    finally:
        stop(process)


def one_that_sleeps():
    process, finding = miner("-d", "25")
    try:
        duty, rests = duty_of(process.pid)
        print(f"# {duty} {rests}", flush=True)
        expect(duty < 4000 and "sleeps" in rests and "stopped" not in rests,
               f"{duty} {rests}")
        said = subprocess.run(["cpuwarden", "show", f"id:{finding}"],
                              check=True, capture_output=True,
                              text=True).stdout
        expect("it sleeps" in said, said)
    finally:
        stop(process)


def one_that_is_stopped():
    """As cpulimit does it, but slower, so that a shell can."""
    process, _ = miner()
    limiter = start("bash", "-c", f"""
        while :; do
            kill -STOP {process.pid}; sleep 1.3
            kill -CONT {process.pid}; sleep 0.7
        done""")
    try:
        duty, rests = duty_of(process.pid)
        print(f"# {duty} {rests}", flush=True)
        expect(duty < 6500 and "stopped" in rests, f"{duty} {rests}")
    finally:
        stop(limiter, process)


def one_with_a_quota():
    process, _ = miner()
    try:
        os.mkdir(GROUP)
        with open(f"{GROUP}/cpu.max", "w", encoding="ascii") as f:
            f.write("25000 100000")
        with open(f"{GROUP}/cgroup.procs", "w", encoding="ascii") as f:
            f.write(str(process.pid))
        duty, rests = duty_of(process.pid)
        print(f"# {duty} {rests}", flush=True)
        expect(duty < 4500 and "waits" in rests and "stopped" not in rests,
               f"{duty} {rests}")
    finally:
        stop(process)
        remove_cgroups([GROUP])


DAY = 86400
DAYS_MAX = 20	# it is known after seven


def hours_of(finding):
    """Whether it is said that it computes in the same hours."""
    row = [r for r in table("findings") if r["id"] == finding]
    return row and "same-hours" in row[0]["covert"].split(",")


def one_at_night():
    """The clock is set to two in the morning, and to noon, day after day; beside
    it one that computes at noon, too. Each is looked at once a second."""
    process, finding = miner()
    other = None
    wall, began = time.time(), time.monotonic()
    midnight = wall - wall % DAY + DAY
    try:
        other, honest = miner()
        for day in range(DAYS_MAX):
            time.clock_settime(time.CLOCK_REALTIME,
                               midnight + day * DAY + 2 * 3600)
            process.send_signal(signal.SIGCONT)
            time.sleep(2.5)
            process.send_signal(signal.SIGSTOP)
            time.clock_settime(time.CLOCK_REALTIME,
                               midnight + day * DAY + 12 * 3600)
            time.sleep(2.5)
            if hours_of(finding):
                break
        expect(hours_of(finding), f"{table('findings')}")
        expect(not hours_of(honest), f"{table('findings')}")
        said = subprocess.run(["cpuwarden", "show", f"id:{finding}"],
                              check=True, capture_output=True,
                              text=True).stdout
        expect("in the same hours only" in said, said)
    finally:
        time.clock_settime(time.CLOCK_REALTIME,
                           wall + time.monotonic() - began)
        stop(*filter(None, (process, other)))


TESTS = (
    ("a miner that does not spare itself", one_that_does_not),
    ("a duty cycle by sleeping", one_that_sleeps),
    ("a duty cycle by SIGSTOP", one_that_is_stopped),
    ("a duty cycle by quota", one_with_a_quota),
    ("a miner that computes at night", one_at_night),
)


def run(tap):
    for name, function in TESTS:
        tap.run(name, function)

# SPDX-License-Identifier: GPL-2.0-only
"""Coming back: a miner that is started again, under other names, and who does
so. A part of covert."""

import os
import shutil
import signal
import subprocess

from attack_identity import confirmed
from lib import (WORKLOAD, expect, newest_finding, start,
                 stop, table, wait_for)

FOLDER = "/root/return"
# Two fresh copies with random names after each kill, as kits do it.
WATCHDOG = f"""
again() {{
    name={FOLDER}/$(head -c 6 /dev/urandom | od -An -tx1 | tr -d ' \\n')
    cp {WORKLOAD} $name
    $name -s 600 cn0-ni &
    sleep 0.5; rm -f $name
}}
while :; do
    again; a=$!
    again; b=$!
    wait -n $a $b
    kill -9 $a $b
done
"""


def rows_since(before):
    return [r for r in table("findings") if int(r["id"]) > before]


def number_of(rows):
    return {r["id"]: int(r["nth"]) for r in rows}


def kill(row):
    try:
        os.kill(int(row["pid"]), signal.SIGKILL)
    except ProcessLookupError:
        pass


def watchdog():
    """Each finding is linked with those before, and names the shell."""
    os.makedirs(FOLDER)
    before = newest_finding()
    shell = start("bash", "-c", WATCHDOG)
    try:
        for times in (2, 4, 6):
            rows = wait_for(
                lambda n=times: (r := rows_since(before)) and
                sum(row["verdict"] == "confirmed" and
                    row["fingerprint"] != "0" for row in r) >= n and r, 90)
            expect(rows, f"not {times}: {rows_since(before)}")
            kill(next(r for r in reversed(rows) if r["state"] == "open"))
        rows = [r for r in rows if r["fingerprint"] != "0"]
        print(f"# {number_of(rows)}", flush=True)
        expect(len({r["fingerprint"] for r in rows}) == 1,
               f"{[(r['id'], r['fingerprint'], r['nth']) for r in rows]}")
        expect(sorted(number_of(rows).values()) ==
               list(range(1, len(rows) + 1)), f"{number_of(rows)}")
        expect(len({r["exe"] for r in rows}) == len(rows), "not by other names")
        expect(all("code" in r["links"].split(",") for r in rows[1:]), f"{rows}")
        for row in rows:
            expect(row["restarter_kind"] == "shell" and
                   row["restarter"] == "bash" and
                   row["restarter_pid"] == str(shell.pid), f"{row}")
            expect(row["parents"].startswith(f"bash({shell.pid})<"), f"{row}")
        done = subprocess.run(["cpuwarden", "show", f"id:{rows[-1]['id']}"],
                              check=True, capture_output=True, text=True)
        expect(f"bash ({shell.pid})" in done.stdout and
               "alike code" in done.stdout, done.stdout)
    finally:
        stop(shell)
        shutil.rmtree(FOLDER)


def tenant_is_charged():
    """What the findings say is in the account of their tenant."""
    def account():
        return next(r for r in table("tenants") if r["cgroup"] == "/")
    old = account()
    before = newest_finding()
    miner = start(WORKLOAD, "-s", "600", "cn0-ni")
    try:
        opened = confirmed(before, miner.pid)
        grown = wait_for(lambda: int(account()["suspect_ns"]) >=
                         int(old["suspect_ns"]) + 1_000_000_000, 60)
        expect(grown, f"{old} {account()}")
        new = account()
        expect(int(new["findings_total"]) == int(old["findings_total"]) + 1,
               f"{old} {new}")
        expect(int(new["suspect_ns"]) <= int(new["cpu_ns"]) and
               0 < int(new["first_ns"]) < int(opened["opened_ns"]), f"{new}")
    finally:
        stop(miner)


def stranger():
    """Another program of the same family, of another parent, is not it; nor
    that of another compiler."""
    before = newest_finding()
    # a shell of its own: this program started other miners
    miner = start("sh", "-c", f"{WORKLOAD} -s 600 cn0-table & wait")
    try:
        confirmed(before)
        row = wait_for(lambda: (r := [r for r in rows_since(before)
                                      if r["fingerprint"] != "0"]) and r[0], 60)
        expect(row and row["nth"] == "1" and row["links"] == "-", f"{row}")
    finally:
        stop(miner)


TESTS = (
    ("a watchdog and its fresh copies are one miner", watchdog),
    ("another program is another", stranger),
    ("a tenant's account", tenant_is_charged),
)


def run(tap):
    for name, function in TESTS:
        tap.run(name, function)

# SPDX-License-Identifier: GPL-2.0-only
"""Tables for researchers, over /proc and, by docs/netlink/example.py, over
netlink: part of the suite access."""

import json
import os
import subprocess
import sys

from lib import expect, start, status, stop, table, wait_for

EXAMPLE = os.path.join(os.path.dirname(os.path.abspath(__file__)),
                       "../../../docs/netlink/example.py")
# two threads, neither of which mines
THREADS = """
import threading
def work():
    n = 0
    while True:
        n = (n * 1103515245 + 12345) & 0x7fffffff
for _ in range(2):
    threading.Thread(target=work).start()
"""


def ask(*args, code=0):
    """What the example prints, line by line."""
    done = subprocess.run([sys.executable, EXAMPLE, *args], check=False,
                          capture_output=True, text=True)
    expect(done.returncode == code,
           f"{args}: exit code {done.returncode}: {done.stderr}")
    if code:
        return done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def the_contract_is_enough():
    """A program that has only the YAML sees what /proc shows."""
    told, = ask("status-get")
    shown = status()
    for key in ("version", "rate-hz", "load-cookie", "findings-max"):
        expect(told[key] == shown[key], f"{key}: {told[key]} {shown[key]}")
    expect([f["name"] for f in ask("family-get")] ==
           [r["name"] for r in table("families")], "other families")
    expect("id" in ask("finding-get", "id=0", code=1), "an error without words")
    expect(ask("finding-put", code=2), "an unknown command without words")


def executables_are_told():
    """Of a running program, by its file."""
    load = start("sh", "-c", "while :; do :; done")
    try:
        exe = os.path.realpath(f"/proc/{load.pid}/exe")
        st = os.stat(exe)

        def row():
            # other shells may have run before: this one is to be counted
            return [r for r in table("executables") if r["exe"] == exe and
                    int(r["samples_user"]) and int(r["processes"])]
        found = wait_for(row, 60)
        expect(found, f"no executable {exe} in {table('executables')}")
        # the file system of the guest is a plain one: stat() has its device
        expect(int(found[0]["exe_ino"]) == st.st_ino, f"{found[0]} {st}")
        expect(int(found[0]["exe_dev"]) ==
               os.major(st.st_dev) << 20 | os.minor(st.st_dev), f"{found[0]}")
        told = [e for e in ask("executable-get") if e.get("exe-path") == exe]
        expect(len(told) == 1 and told[0]["exe-ino"] == st.st_ino, f"{told}")
    finally:
        stop(load)


def cpus_add_up():
    """The figures of all CPUs are those of the status, which is read between."""
    keys = ("samples-user", "samples-kernel", "samples-dropped", "handler-ns")

    def sums():
        rows = table("cpus")
        expect(len(rows) >= (os.cpu_count() or 1), f"{rows}")
        return [sum(int(r[k.replace("-", "_")]) for r in rows) for k in keys]
    before = sums()
    shown = status()
    after = sums()
    for key, low, high in zip(keys, before, after):
        expect(low <= shown[key] <= high, f"{key}: {low} {shown[key]} {high}")
    expect(sum(r["sampled"] for r in ask("cpu-get")) == shown["cpus"],
           f"{ask('cpu-get')}")


def check_scores(s):
    """All families, and signs and rotations that can be."""
    expect([f["family"] for f in s["score"]] ==
           [r["name"] for r in table("families")], f"families: {s}")
    expect(s["samples"] <= 1024, f"{s['samples']} in a window")
    for sign in s.get("sign", ()):
        expect(0 < sign["hits"] <= sign["trials"] <= s["samples"], f"{sign}")
        expect(sign["text"], f"{sign}")
    for rol in s.get("rotation", ()):
        expect(0 <= rol["amount"] < rol["bits"] in (32, 64), f"{rol}")
    for f in s["score"]:
        expect(f["bar-milli"] > 0, f"{f}")
        expect(("rule" in f) == (f["allowed"] != "clear"), f"{f}")


def threads_and_scores_are_told():
    """Of a process without a finding, and of each of its threads."""
    load = start(sys.executable, "-c", THREADS)
    try:
        def rows():
            mine = [r for r in table("threads") if r["pid"] == str(load.pid)
                    and int(r["samples"])]
            return mine if len(mine) >= 2 else None
        found = wait_for(rows, 120)
        expect(found, f"not both threads: {table('threads')}")
        tids = {int(t) for t in os.listdir(f"/proc/{load.pid}/task")}
        expect({int(r["tid"]) for r in found} <= tids, f"{found} {tids}")
        told = {t["tid"] for t in ask("thread-get") if t["pid"] == load.pid}
        expect({int(r["tid"]) for r in found} <= told, f"{found} {told}")

        def whole():
            s, = ask("scores-get", f"pid={load.pid}")
            return s if s.get("sign") else None
        whole = wait_for(whole, 60)
        expect(whole, "no sign of a process that computes")
        check_scores(whole)
        tid = int(found[0]["tid"])
        one, = ask("scores-get", f"pid={load.pid}", f"tid={tid}")
        check_scores(one)
        expect(one["tid"] == tid, f"{one}")
        expect("thread" in ask("scores-get", f"pid={load.pid}", "tid=1",
                               code=1), "a thread that it has not")
    finally:
        stop(load)


def run(tap):
    tap.run("tables: the contract is enough to read them",
            the_contract_is_enough)
    tap.run("tables: executables", executables_are_told)
    tap.run("tables: CPUs add up to the status", cpus_add_up)
    tap.run("tables: threads, and scores without a finding",
            threads_and_scores_are_told)

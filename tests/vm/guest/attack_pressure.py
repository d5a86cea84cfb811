# SPDX-License-Identifier: GPL-2.0-only
"""Pressure: a tenant fills the tables, so that the collector has much to do.

Under --icount times are instructions, so they are the same on a busy host.
"""

import contextlib
import os
import re
import shutil
import statistics
import struct
import subprocess
import tempfile
import time

from lib import (A_PROCESS_EXE_INO, CMD, PROC, WORKLOAD, WORKLOADS, Netlink,
                 NetlinkError, attr, attrs, expect, module, start, status, stop,
                 table, unload, wait_for)

FEW, MANY = 1500, 4500	# few: more than one round looks after
THREADS = 800
TRACING = "/sys/kernel/tracing"

CROWD = os.path.join(WORKLOADS, "build/crowd")


@contextlib.contextmanager
def loaded_with(*params):
    """The module with other bounds, and as it was afterwards."""
    unload()
    error = module(*params)
    expect(not error, error)
    try:
        yield
    finally:
        unload()
        module()


def set_rate(hz):
    nl = Netlink()
    nl.call(CMD["config-set"], attr(1, struct.pack("=I", hz)))
    nl.close()


class Crowd:
    """Programs that sleep after each of their processes was sampled once."""

    def __init__(self):
        self.members = []

    def add(self, kind, number):
        """So many of a kind, and wait until they sleep."""
        set_rate(1000)
        member = start(CROWD, kind, str(number), stdout=subprocess.PIPE)
        self.members.append(member)
        for word in (b"ready\n", b"asleep\n"):
            expect(member.stdout.readline() == word,
                   f"no {number} {kind}: {member.poll()}")
        set_rate(100)

    def end(self):
        stop(*self.members)
        self.members = []


def write(path, text):
    with open(f"{TRACING}/{path}", "w", encoding="ascii") as f:
        f.write(text)


def collector():
    return int(subprocess.run(["pgrep", "-x", "cpuwarden"], check=True,
                              capture_output=True, text=True).stdout)


class Traced:
    """What the collector does, by ftrace."""

    PROBES = ""		# lines of kprobe_events, in the group cw
    EVENTS = ()		# GROUP/EVENT, with a filter of ours or none

    def filters(self):
        """{event: condition}, beside that it is the collector's."""
        return {}

    def __enter__(self):
        if not os.path.exists(f"{TRACING}/trace"):
            subprocess.run(["mount", "-t", "tracefs", "tracefs", TRACING],
                           check=True)
        write("tracing_on", "0")
        write("buffer_size_kb", "16384")
        write("kprobe_events", self.PROBES)
        self.events = [event for event in self.EVENTS if
                       event.startswith("cw/") or
                       os.path.exists(f"{TRACING}/events/{event}")]
        for event in self.events:
            own = self.filters().get(event)
            write(f"events/{event}/filter", f"common_pid == {collector()}" +
                  (f" && {own}" if own else ""))
            write(f"events/{event}/enable", "1")
        write("trace", "")
        write("tracing_on", "1")
        return self

    def __exit__(self, *error):
        write("tracing_on", "0")
        with open(f"{TRACING}/trace", encoding="ascii", errors="replace") as f:
            for line in f:
                match = re.match(r".* (\d+\.\d+): (\w+): (.*)", line)
                if match:
                    self.take(float(match[1]) * 1e3, match[2], match[3])
        for event in self.events:
            write(f"events/{event}/enable", "0")
            write(f"events/{event}/filter", "0")
        write("kprobe_events", "")

    def take(self, at_ms, event, text):
        """One line of the trace."""
        raise NotImplementedError


class Held(Traced):
    """What it allocates while it changes the tables."""

    # it may have to wait between the call and the return
    PROBES = ("p:cw/lock mutex_lock m=$arg1\n"
              "r:cw/locked mutex_lock\n"
              "p:cw/unlock mutex_unlock m=$arg1\n")
    EVENTS = ("cw/lock", "cw/locked", "cw/unlock", "kmem/kmalloc",
              "kmem/kmem_cache_alloc")

    def __init__(self):
        self.waits = self.held = False
        self.holds = 0
        self.waiting = []

    def filters(self):
        with open("/proc/kallsyms", encoding="ascii") as f:
            lock = next(line.split()[0] for line in f
                        if " cw_tables_lock\t" in line)
        return {event: f"m == 0x{lock}" for event in ("cw/lock", "cw/unlock")}

    def take(self, at_ms, event, text):
        if event == "lock":
            self.waits = True
        elif event == "locked" and self.waits:
            self.waits = False
            self.held = True
        elif event == "unlock":
            self.holds += self.held
            self.held = False
        elif self.held and re.search(r"GFP_(KERNEL|USER)|DIRECT_RECLAIM",
                                     text):
            self.waiting.append(text)


class Walks(Traced):
    """While it walks through the threads of a process."""

    PROBES = ("p:cw/walk cpuwarden:cw_identity_activity\n"
              "r:cw/walked cpuwarden:cw_identity_activity\n"
              "p:cw/pause __cond_resched\n")
    EVENTS = ("cw/walk", "cw/walked", "cw/pause")

    def __init__(self):
        self.since = self.begun = None
        self.longest = self.piece = self.longest_piece = 0

    def take(self, at_ms, event, text):
        if event == "walk":
            self.begun = self.since = at_ms
            self.piece = 0
        if self.begun is None:
            return
        self.piece = max(self.piece, at_ms - self.since)
        self.since = at_ms
        if event == "walked" and at_ms - self.begun > self.longest:
            self.longest = at_ms - self.begun
            self.longest_piece = self.piece
        if event == "walked":
            self.begun = None


def compute(ms):
    end = time.process_time_ns() + ms * 1_000_000
    while time.process_time_ns() < end:
        pass


def housekeeping_ns():
    """What the collector takes in a second in which it keeps house.

    It does so as long as somebody was sampled not long ago. Left alone, whether
    that is so hangs on what the system does by itself: 280 or 1500 us a second.
    Over many seconds, for in a few there may be one round more or less.
    """
    seconds, before = 40, status()["collector-ns"]
    for _ in range(seconds):
        compute(20)
        time.sleep(1)
    return (status()["collector-ns"] - before) // seconds


def many_cost_no_more_than_few(crowd):
    crowd.add("processes", FEW)
    time.sleep(8)
    few = housekeeping_ns()
    crowd.add("processes", MANY - FEW)
    time.sleep(8)
    expect(status()["processes"] > MANY * 0.95, f"{status()['processes']}")
    many = housekeeping_ns()
    print(f"# {few} ns a second with {FEW} records, {many} with {MANY}")
    # thrice as many: three times as much if each of them was looked at
    expect(many < 1.5 * few, f"{few} ns a second, then {many}")


def dumps_are_linear():
    """To find the place in a table takes no longer at its end."""
    ns = []
    fd = os.open(f"{PROC}/processes", os.O_RDONLY)
    while True:	# less than a row: at most one is looked for
        begun = time.perf_counter_ns()
        got = os.read(fd, 100)
        ns.append(time.perf_counter_ns() - begun)
        if not got:
            break
    os.close(fd)
    # the mean: only some ask the collector for a page
    first, last = statistics.mean(ns[50:1550]), statistics.mean(ns[-1550:-50])
    print(f"# {len(ns)} reads: {first:.0f} ns at first, {last:.0f} at last")
    expect(len(ns) > 6000, f"only {len(ns)} reads")
    expect(last < 1.1 * first,
           f"{first:.0f} ns a read at first, {last:.0f} at last")


def exit_of_the_accused_is_noticed():
    """However many others are to be looked after."""
    miner = start(WORKLOAD, "-s", "600", "cn0-table")

    def finding(state):
        return any(row["pid"] == str(miner.pid) and row["state"] == state
                   for row in table("findings"))
    try:
        expect(wait_for(lambda: finding("open"), 60), "it was not found")
    finally:
        stop(miner)
    ended = time.monotonic()
    expect(wait_for(lambda: finding("exited"), 10, 0.1), "it is still open")
    seconds = time.monotonic() - ended
    expect(seconds < 3.5, f"it was noticed after {seconds:.1f} s")


def walks_pause(crowd):
    """The figures of a process with many threads are summed up in pieces."""
    crowd.add("threads", THREADS)
    with Walks() as walks:
        time.sleep(8)
    print(f"# {walks.longest:.3f} ms, {walks.longest_piece:.3f} ms at once")
    expect(walks.longest > 0.05, "no walk was seen")
    expect(walks.longest_piece < 0.75 * walks.longest,
           f"{walks.longest_piece:.3f} of {walks.longest:.3f} ms at once")


def memory_is_not_waited_for(crowd):
    """New records and a finding, made under the lock."""
    with Held() as held:
        crowd.add("processes", 20)
        crowd.add("threads", 20)
        miner = start(WORKLOAD, "-s", "600", "cn0-table")
        try:
            expect(wait_for(lambda: any(
                row["pid"] == str(miner.pid) for row in table("findings")),
                60), "it was not found")
        finally:
            stop(miner)
    crowd.end()
    expect(held.holds > 100, f"only {held.holds} holds were seen")
    expect(not held.waiting, f"{len(held.waiting)} times: {held.waiting[:3]}")


def full_tables_are_asked_again():
    """An executable that came while the table was full gets its record, once
    there is room."""
    with tempfile.TemporaryDirectory() as folder, \
            loaded_with("executables_max=16"):
        def spin(name):
            shutil.copy("/usr/bin/sha256sum", f"{folder}/{name}")
            return start(f"{folder}/{name}", "/dev/zero")

        def sampled(process):
            return any(row["pid"] == str(process.pid)
                       for row in table("processes"))

        def exe(process):
            """The record of its executable: its inode, None without one."""
            nl = Netlink()
            try:
                found = nl.call(CMD["process-get"],
                                attr(2, struct.pack("=I", process.pid)))
            except NetlinkError:
                return None
            finally:
                nl.close()
            return dict(attrs(found[0])).get(A_PROCESS_EXE_INO)
        others = [spin(f"other{n}") for n in range(20)]
        try:
            expect(wait_for(lambda: status()["executables-refused"] and
                            all(sampled(o) for o in others), 30),
                   "the table is not full")
            # who gets a place that becomes free is not known
            late = [o for o in others if exe(o) is None][-1]
            stop(*(o for o in others if o is not late))
            others = [late]
            expect(wait_for(lambda: exe(late), 20), "it has none for ever")
        finally:
            stop(*others)


def run(tap):
    """All of them."""
    crowd = Crowd()
    with loaded_with("processes_max=16384", "threads_max=16384"):
        try:
            tap.run("pressure: many sleeping processes cost no more than few",
                    many_cost_no_more_than_few, crowd)
            tap.run("pressure: dumps are linear", dumps_are_linear)
            tap.run("pressure: the exit of an accused process is noticed",
                    exit_of_the_accused_is_noticed)
            crowd.end()
            tap.run("pressure: others run while threads are counted",
                    walks_pause, crowd)
            tap.run("pressure: memory for the tables is not waited for",
                    memory_is_not_waited_for, crowd)
        finally:
            crowd.end()
    tap.run("pressure: full tables are asked again",
            full_tables_are_asked_again)

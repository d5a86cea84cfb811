# SPDX-License-Identifier: GPL-2.0-only
"""Attacks on the list of findings: to fill it, to flush it, to end while
somebody looks; and an acknowledged miner that becomes another."""

import ctypes
import json
import mmap
import os
import shutil
import signal
import struct
import subprocess
import sys
import threading
import time

from lib import (CMD, Netlink, Skip, attr, expect, module, start, status, stop,
                 table, unload, wait_for)

LIBC = ctypes.CDLL(None, use_errno=True)
CGROUPS = "/sys/fs/cgroup"
TRACE = "/tmp/alternates.cwt"
ROWS = 16	# the smallest table
NEWUSER = 0x10000000
ATTACKER, VICTIM, OTHER = 1001, 1002, 1003
FINDING_NTF = 10
A_ID, A_EVENT, A_ACKED, A_CHANGED = 2, 3, 6, 36
CLOSED, CHANGED = 4, 5
CHANGE_THREADS = 8

# CryptoNight's own: a round of AES, a scratchpad mask, a wide product
ROUND = bytes.fromhex("660f38dcc1 25f0ff1f00 48f7e3")
ROUNDS = 16
LOOP = ROUND * ROUNDS
LOOP += b"\xe9" + struct.pack("<i", -len(LOOP) - 5)

# The same for a while, then another executable, that returns.
ALTERNATES = r"""
#include <unistd.h>
int main(int argc, char **argv)
{
	char *next[] = { argv[1], argv[0], 0 };
	for (int i = 0; i < 120000; i++)
		asm volatile(".rept 16\n"
			     "aesenc %%xmm1, %%xmm0\n"
			     "and $0x1ffff0, %%eax\n"
			     "mul %%rbx\n.endr" : : : "rax", "rdx", "xmm0");
	execv(next[0], next);
	return 1;
}
"""


def loop():
    """A function that computes for ever."""
    LIBC.mmap.restype = ctypes.c_void_p
    LIBC.mmap.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int,
                          ctypes.c_int, ctypes.c_int, ctypes.c_long)
    LIBC.mprotect.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)
    address = LIBC.mmap(None, 4096, mmap.PROT_READ | mmap.PROT_WRITE,
                        mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS, -1, 0)
    ctypes.memmove(address, LOOP, len(LOOP))
    LIBC.mprotect(address, 4096, mmap.PROT_READ | mmap.PROT_EXEC)
    return ctypes.CFUNCTYPE(None)(address)


def enter_cgroup(name):
    path = f"{CGROUPS}/{name}"
    os.makedirs(path, exist_ok=True)
    with open(f"{path}/cgroup.procs", "w", encoding="ascii") as f:
        f.write(str(os.getpid()))


class Miner:
    """A child that mines as a user, in a cgroup, as one of a namespace.

    lent: it is in a user namespace that the user made, as one of many that were
    lent to it.
    """

    def __init__(self, user, cgroup="", lent=None, body=None):
        sys.stdout.flush()
        lend, lending = os.pipe()
        self.pid = os.fork()
        if self.pid:
            os.close(lend)
            if lent is not None:
                self.lend(lent)
            os.close(lending)
            return
        try:
            os.close(lending)
            enter_cgroup(cgroup)
            os.setgroups([])
            os.setgid(user)
            os.setuid(user)
            if lent is not None:
                LIBC.unshare(NEWUSER)
                LIBC.prctl(4, 1)	# else its files belong to root
                os.read(lend, 1)
                os.setuid(0)
            (body or loop())()
        finally:
            os._exit(1)

    def lend(self, lent):
        """Map its user 0 to another one, when it is in its namespace."""
        own = os.readlink("/proc/self/ns/user")
        wait_for(lambda: os.readlink(f"/proc/{self.pid}/ns/user") != own, 10,
                 0.01)
        with open(f"/proc/{self.pid}/uid_map", "w", encoding="ascii") as f:
            f.write(f"0 {lent} 1")

    def finding(self, state="open"):
        return next((r for r in table("findings")
                     if r["pid"] == str(self.pid) and r["state"] == state and
                     r["verdict"] == "confirmed"), None)

    def found(self, seconds=20):
        return wait_for(self.finding, seconds, 0.02)

    def pause(self):
        os.kill(self.pid, signal.SIGSTOP)

    def go_on(self):
        os.kill(self.pid, signal.SIGCONT)

    def end(self):
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)


def anew():
    """No finding is known, and there is place for few."""
    unload()
    expect(module(f"findings_max={ROWS}", "rate_hz=1000") is None, "insmod")


def flood(who):
    """Open findings that sleep, as many as there is place for: who(i) is
    whose. Then others still have theirs."""
    anew()
    miners = []

    def mine(**whose):
        miners.append(Miner(**whose))
        expect(miners[-1].found(), f"{whose} was not found, "
               f"{len(miners) - 1} were before")
        miners[-1].pause()
        return miners[-1]
    try:
        victim = mine(user=VICTIM, cgroup="victim")
        attackers = [mine(**who(i)) for i in range(ROWS - 1)]
        expect(len(table("findings")) == ROWS, "the table is not full")
        mine(user=OTHER, cgroup="other")
        mine(user=OTHER, cgroup="other")
        expect(victim.finding(), "the victim's finding is not open any more")
        gone = [m for m in attackers if not m.finding()]
        expect(gone == attackers[:2],
               f"{[attackers.index(m) for m in gone]} gave way")
        expect(status()["findings-evicted"] == 2, "not counted")
        # who sleeps and computes again is found again
        time.sleep(12)
        gone[0].go_on()
        expect(gone[0].found(), "it computes again, and is not found")
        expect(victim.finding() and miners[-1].finding(),
               "others lost theirs")
    finally:
        for m in miners:
            m.end()


def by_one_user():
    flood(lambda i: {"user": ATTACKER})


def by_one_user_in_many_cgroups():
    flood(lambda i: {"user": ATTACKER, "cgroup": f"attacker-{i}"})


def by_many_users_of_one_cgroup():
    flood(lambda i: {"user": 2000 + i, "cgroup": "attackers"})


def by_root_of_a_container():
    flood(lambda i: {"user": 0, "cgroup": "container"})


def by_root_that_is_another_tenant_each_time():
    """Then nobody holds more than one. Whoever computes has to be seen."""
    anew()
    miners = []

    def mine(**whose):
        miners.append(Miner(**whose))
        expect(miners[-1].found(), f"{whose} was not found")
        miners[-1].pause()
        return miners[-1]
    try:
        victim = mine(user=VICTIM, cgroup="victim")
        for i in range(ROWS - 1):
            mine(user=0, cgroup=f"container-{i}")
        time.sleep(12)	# now they are asleep
        mine(user=OTHER, cgroup="other")
        expect(not victim.finding(), "who slept longest did not give way")
        victim.go_on()
        expect(victim.found(), "it computes again, and is not found")
        expect(miners[-1].finding(), "who came lost it")
    finally:
        for m in miners:
            m.end()


def by_users_lent_to_one():
    flood(lambda i: {"user": ATTACKER, "cgroup": f"attacker-{i}",
                     "lent": 100000 + i})


def compile_alternating():
    """Two executables of the same program."""
    paths = ["/tmp/alternates-1", "/tmp/alternates-2"]
    subprocess.run(["gcc", "-O1", "-x", "c", "-o", paths[0], "-"],
                   input=ALTERNATES, text=True, check=True)
    shutil.copy(*paths)
    return paths


def listen(nl, events, closed):
    """Collect findings that are told until closed is set."""
    while not closed.is_set():
        event = nl.event(0.2)
        if event and event[0] == FINDING_NTF:
            events.append({k: int.from_bytes(v, "little")
                           for k, v in event[1].items()
                           if k in (A_ID, A_EVENT, A_ACKED, A_CHANGED)})


def replayed(pid):
    """How often each finding about a process was opened, by the replay."""
    done = subprocess.run(["cpuwarden", "--json", "replay", TRACE], check=True,
                          capture_output=True, text=True)
    trace = json.loads(done.stdout)["traces"][0]
    return [f["times"] for f in trace["findings"] if f.get("pid") == pid]


def alternating_executables():
    """One process that becomes another program again and again has one finding,
    and neither pushes out what was known of others nor drowns their events."""
    paths = compile_alternating()
    anew()
    victim = Miner(VICTIM, "victim")
    expect(victim.found(), "the victim was not found")
    victim.end()
    expect(wait_for(lambda: victim.finding("exited"), 20), "it did not close")
    nl, events, closed = Netlink(), [], threading.Event()
    nl.listen()
    listener = threading.Thread(target=listen, args=(nl, events, closed))
    listener.start()
    recorder = start("cpuwarden", "record", "-o", TRACE)
    expect(wait_for(lambda: status()["recording"] == 1, 20), "nobody records")
    began, before = time.monotonic(), status()["findings-total"]
    attacker = start("setpriv", f"--reuid={ATTACKER}", "--clear-groups",
                     *paths)
    try:
        expect(wait_for(lambda: status()["findings-total"] >= before + 80,
                        60), f"opened {status()['findings-total'] - before}")
        took = time.monotonic() - began
        heard = len(events)
        rows = [r for r in table("findings") if r["pid"] == str(attacker.pid)]
        expect(victim.finding("exited"), "the victim's finding is forgotten: "
               f"the attacker has {len(rows)} of {ROWS} rows")
        expect(len(rows) == 1 and int(rows[0]["times"]) >= 80, f"{rows}")
        expect(rows[0]["verdict_before"] == "confirmed", f"{rows}")
        expect(heard <= 16 + 2 * took + 4, f"{heard} events in {took:.1f} s")
        expect(status()["events-delayed"] > 0, "no event was delayed")
        other = Miner(OTHER)	# in the same cgroup
        try:
            row = other.found()
            expect(row, "another user's miner is not found")
            expect(wait_for(lambda: any(e[A_ID] == int(row["id"])
                                        for e in list(events)), 2, 0.1),
                   "another user's miner is told of late")
        finally:
            other.end()
        stop(attacker)
        recorder.terminate()
        recorder.wait()
        number = int(rows[0]["id"])
        row = wait_for(lambda: next((r for r in table("findings") if r["id"] ==
                                     str(number) and r["state"] == "exited"),
                                    None), 20)
        expect(replayed(attacker.pid) == [int(row["times"])],
               f"{row['times']} times, replayed {replayed(attacker.pid)}")
        # what is true in the end is told in the end; the other's miner closes
        # about then, too
        def told():
            return [e for e in list(events) if e[A_ID] == number]
        expect(wait_for(lambda: told()[-1][A_EVENT] == CLOSED, 20),
               f"last told: {told()[-1]}")
    finally:
        stop(attacker, recorder)
        closed.set()
        listener.join()
        nl.close()


def a_flood_beside_ones_own_miner():
    """Events that a user makes do not overtake what is to be told of another
    miner of the same user."""
    paths = compile_alternating()
    anew()
    nl, events, closed = Netlink(), [], threading.Event()
    nl.listen()
    listener = threading.Thread(target=listen, args=(nl, events, closed))
    listener.start()
    before = status()["findings-total"]
    attacker = start("setpriv", f"--reuid={ATTACKER}", "--clear-groups",
                     *paths)
    try:
        expect(wait_for(lambda: status()["findings-total"] >= before + 40,
                        60), f"opened {status()['findings-total'] - before}")
        for _ in range(4):
            other = Miner(ATTACKER)
            try:
                row = other.found()
                expect(row, "its other miner is not found")
                expect(wait_for(lambda: any(e[A_ID] == int(row["id"])
                                            for e in list(events)), 5, 0.1),
                       "its other miner is not told of")
            finally:
                other.end()
    finally:
        stop(attacker)
        closed.set()
        listener.join()
        nl.close()


def miners_that_end_one_after_the_other():
    """Many closed findings of one user do not push out another's."""
    anew()

    def mine_and_end(*whose):
        miner = Miner(*whose)
        row = miner.found()
        miner.end()
        expect(row, f"{whose} was not found")
        expect(wait_for(lambda: miner.finding("exited"), 20), "it did not close")
        return miner
    victim = mine_and_end(VICTIM, "victim")
    last = [mine_and_end(ATTACKER) for _ in range(ROWS + 4)][-1]
    expect(victim.finding("exited"), "the victim's finding is forgotten")
    expect(last.finding("exited"), "the newest is not there")
    expect(status()["findings-refused"] == 0, "something was refused")


def check():
    done = subprocess.run(["cpuwarden", "list", "--check"], check=False,
                          stdin=subprocess.DEVNULL, capture_output=True,
                          text=True)
    return done.returncode, done.stdout + done.stderr


def a_miner_that_ends_while_somebody_looks():
    anew()
    expect(check()[0] == 0, "there is a finding already")
    miner = Miner(ATTACKER)
    row = miner.found()
    miner.end()
    expect(row, "not found")
    expect(wait_for(lambda: miner.finding("exited"), 20), "it did not close")
    code, out = check()
    expect(code == 5 and "exited" in out, f"{code}: {out}")
    subprocess.run(["cpuwarden", "ack", row["id"]], check=True,
                   stdout=subprocess.DEVNULL)
    code, out = check()
    expect(code == 0, f"acknowledged: {code}: {out}")


def an_acknowledged_miner_that_grows():
    """It was acknowledged with one thread, and has five then."""
    go_on, tell = os.pipe()

    def body():
        mine = loop()
        threading.Thread(target=mine).start()
        os.read(go_on, 1)
        for _ in range(4):
            threading.Thread(target=mine).start()
        while True:
            time.sleep(1000)
    anew()
    miner = Miner(ATTACKER, body=body)
    nl = Netlink()
    try:
        row = miner.found()
        expect(row, "not found")
        nl.call(CMD["ack"], attr(A_ID, struct.pack("=Q", int(row["id"]))))
        nl.listen()
        time.sleep(12)	# threads are counted again
        expect(miner.finding()["acked"] == "1", "it did not change")
        os.write(tell, b"x")

        def told():
            event = nl.event(5)
            return event and event[0] == FINDING_NTF and \
                event[1].get(A_EVENT) == bytes([CHANGED]) and event[1]
        event = wait_for(told, 30, 0)
        expect(event, "nobody is told")
        expect(event[A_ACKED] == b"\0" and
               int.from_bytes(event[A_CHANGED], "little") == CHANGE_THREADS,
               f"{event[A_CHANGED]}")
        row = miner.finding()
        expect(row["acked"] == "0" and row["changed"] == "threads", f"{row}")
    finally:
        miner.end()
        nl.close()
        os.close(go_on)
        os.close(tell)


TESTS = (
    ("sleeping findings of one user leave place for others", by_one_user),
    ("… of one user in many cgroups", by_one_user_in_many_cgroups),
    ("… of many users of one cgroup", by_many_users_of_one_cgroup),
    ("… of root of a container", by_root_of_a_container),
    ("… of root that is another tenant each time",
     by_root_that_is_another_tenant_each_time),
    ("… of users that were lent to one", by_users_lent_to_one),
    ("closed findings of one user do not push out another's",
     miners_that_end_one_after_the_other),
    ("a process that alternates between executables has one finding",
     alternating_executables),
    ("a user's flood of events does not keep its miner's back",
     a_flood_beside_ones_own_miner),
    ("list --check tells of a miner that just ended",
     a_miner_that_ends_while_somebody_looks),
    ("an acknowledged miner that grows is told of",
     an_acknowledged_miner_that_grows),
)


def only_x86(test):
    if os.uname().machine != "x86_64":
        raise Skip("its miner is x86 code")
    test()


def run(tap):
    for name, test in TESTS:
        tap.run(f"findings: {name}", only_x86, test)
    unload()
    module()

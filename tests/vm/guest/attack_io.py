# SPDX-License-Identifier: GPL-2.0-only
"""Time without I/O: who works for somebody is not accused, and who mines for
himself does not pass for somebody who works for others.

All programs run side by side, this file again in each: PROGRAM is the word
after its name. They compute SHA-3, which gives way to Python's other threads,
and mostly sleep, which costs nothing with --icount.
"""

import hashlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time

from lib import expect, start, stop, table, wait_for

SUSPECT_S = 110			# half a minute, after all that Python imports
HIDING_S = 160			# two minutes, and so on
POOL_S = 30			# a job, and then a share of who takes a tenth of the CPU
PORT = 4400
SAMPLES = 64
START_S = 12			# imports, and some messages
BLOCK = bytes(20000)


def compute(seconds):
    """So much CPU time of hashing, by pieces that take some milliseconds."""
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        hashlib.sha3_256(BLOCK).digest()


# The honest

def feed(at_once, pause):
    """Rows for a worker: so many at once. Without end: a worker that has no
    more to do exits, and is forgotten."""
    while True:
        print("\n".join(["name:" + "x" * 50] * at_once), flush=True)
        time.sleep(pause)


def work():
    """Read rows, write what each makes."""
    for row in sys.stdin:
        compute(0.05)
        print(row.strip(), hashlib.sha256(row.encode()).hexdigest(), flush=True)
        if BACKLOG in sys.argv:
            time.sleep(0.6)


def log_in(connection):
    """The server's side of one who logs in."""
    with connection:
        while connection.recv(200):
            compute(0.03)
            connection.sendall(b"welcome")


def serve(family, address):
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        if family == socket.AF_INET:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen()
        while True:
            connection, _ = listener.accept()
            threading.Thread(target=log_in, args=(connection,),
                             daemon=True).start()


def call(family, address, each):
    """Who logs in: EACH times by one connection, then by the next."""
    while True:
        with socket.socket(family, socket.SOCK_STREAM) as s:
            while s.connect_ex(address):
                time.sleep(0.5)
            for _ in range(each):
                s.sendall(b"name and password")
                s.recv(200)
                time.sleep(0.3)


# The miners. What they do beside is meant to look like I/O.

def pool():
    """A job every POOL_S; it takes shares."""
    job = b'{"method":"job","blob":"' + b"0" * 300 + b'"}\n'
    with socket.create_server(("127.0.0.1", PORT), reuse_port=True) as listener:
        while True:
            connection, _ = listener.accept()
            threading.Thread(target=pool_one, args=(connection, job),
                             daemon=True).start()


def pool_one(connection, job):
    connection.settimeout(POOL_S)
    while True:
        connection.sendall(job)
        try:
            while connection.recv(1000):
                connection.sendall(b'{"status":"OK"}\n')
        except TimeoutError:
            pass


def join_pool():
    s = socket.create_connection(("127.0.0.1", PORT))

    def hear():
        while s.recv(1000):
            s.sendall(b'{"method":"submit","nonce":"0123456789"}\n')
            s.recv(1000)
    threading.Thread(target=hear, daemon=True).start()


def sleeps():
    while True:
        time.sleep(0.005)


def reads_zeroes():
    with open("/dev/zero", "rb", buffering=0) as zero, \
            open("/dev/null", "wb", buffering=0) as null:
        while True:
            null.write(zero.read(1 << 19))
            time.sleep(1)


def forth_and_back(read, write):
    """One thread writes, another reads."""
    def other():
        while True:
            read()
    threading.Thread(target=other, daemon=True).start()
    while True:
        write()
        time.sleep(0.01)


def own_pipe():
    r, w = os.pipe()
    forth_and_back(lambda: os.read(r, 1 << 16), lambda: os.write(w, b"x" * 4096))


def own_eventfd():
    fd = os.eventfd(0)
    forth_and_back(lambda: os.eventfd_read(fd), lambda: os.eventfd_write(fd, 1))


def own_connection():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        here = socket.create_connection(listener.getsockname())
        there = listener.accept()[0]
    forth_and_back(lambda: there.recv(1 << 16), lambda: here.sendall(b"x" * 2000))


def own_socketpair():
    here, there = socket.socketpair()
    forth_and_back(lambda: there.recv(1 << 16), lambda: here.sendall(b"x" * 2000))


def log():
    """Lines to a file, as miners write them, but one a second."""
    with tempfile.TemporaryFile("w", buffering=1) as f:
        while True:
            f.write("accepted\n")
            time.sleep(1)


def yields():
    while True:
        for _ in range(100):
            os.sched_yield()
        time.sleep(0.1)


TRICKS = {f.__name__: f for f in (
    join_pool, sleeps, reads_zeroes, own_pipe, own_eventfd, own_connection,
    own_socketpair, log, yields)}


def mine(*tricks):
    for name in tricks:
        threading.Thread(target=TRICKS[name], daemon=True).start()
    while True:
        compute(0.03)
        time.sleep(0.25)


UNIX = "/tmp/log-in"
BACKLOG = "backlog"
PROGRAMS = {
    "pool": pool,
    "feed": lambda: feed(1, 0.6),
    "feed-backlog": lambda: feed(1000, HIDING_S),
    "work": work,
    "serve": lambda: serve(socket.AF_INET, ("127.0.0.1", PORT + 1)),
    "call": lambda: call(socket.AF_INET, ("127.0.0.1", PORT + 1), 1),
    "call-kept": lambda: call(socket.AF_INET, ("127.0.0.1", PORT + 2), 1000000),
    "serve-kept": lambda: serve(socket.AF_INET, ("127.0.0.1", PORT + 2)),
    "serve-unix": lambda: serve(socket.AF_UNIX, UNIX),
    "call-unix": lambda: call(socket.AF_UNIX, UNIX, 1000000),
    "mine": lambda: mine(*sys.argv[2:]),
}

# What is tried: a name, and the tricks
MINERS = {name: (name,) for name in TRICKS} | {
    "all tricks at once": tuple(TRICKS)}


class Programs:
    """All of them, and the findings about each."""

    def __init__(self, directory):
        self.directory = directory
        self.started = []
        self.began = None
        # by an upgrade: the interpreter of the workers is not there any more
        self.gone = os.path.join(directory, "python3")
        shutil.copy(os.path.realpath(sys.executable), self.gone)
        self.pids = {}

    def run(self, *words, python=sys.executable, **kwargs):
        p = start(python, __file__, *words, **kwargs)
        self.started.append(p)
        return p

    def begin(self):
        # The honest one after the other: all at once they would import for half
        # a minute, which is a time without I/O, and compute after that.
        self.pids["worker"] = self.worker("feed", subprocess.DEVNULL)
        time.sleep(START_S)
        with open(os.path.join(self.directory, "out"), "wb") as out:
            self.pids["backlog"] = self.worker("feed-backlog", out, BACKLOG)
        time.sleep(START_S)
        for how in "serve", "serve-kept", "serve-unix":
            self.pids[how] = self.run(how).pid
            self.run(how.replace("serve", "call"))
            time.sleep(START_S)
        self.run("pool")
        time.sleep(2)
        for name, tricks in MINERS.items():
            self.pids[name] = self.run("mine", *tricks).pid
        wait_for(lambda: self.pids.keys() <= self.seen(), 30)
        os.unlink(self.gone)
        self.began = time.monotonic()

    def worker(self, feed_name, out, *words):
        feeder = self.run(feed_name, stdout=subprocess.PIPE)
        worker = subprocess.Popen([self.gone, __file__, "work", *words],
                                  stdin=feeder.stdout, stdout=subprocess.PIPE
                                  if out is subprocess.DEVNULL else out,
                                  start_new_session=True)
        feeder.stdout.close()
        if worker.stdout:
            threading.Thread(target=worker.stdout.read, daemon=True).start()
        self.started.append(worker)
        return worker.pid

    def seen(self):
        """Whose samples the module has."""
        have = {r["pid"] for r in table("processes")}
        return {name for name, pid in self.pids.items() if str(pid) in have}

    def findings(self, name):
        return [r for r in table("findings")
                if r["pid"] == str(self.pids[name])]

    def end(self):
        stop(*self.started)


def accused(programs, name):
    left = programs.began + SUSPECT_S - time.monotonic()
    expect(wait_for(lambda: programs.findings(name), left),
           f"{name}: no finding in time")


def never_accused(programs, name, seconds, verdicts):
    time.sleep(max(0, programs.began + seconds - time.monotonic()))
    row = next(r for r in table("processes")
               if r["pid"] == str(programs.pids[name]))
    print("#", name, {k: row[k] for k in row if "samples" in k or k in (
        "cpu_ns", "family")})
    expect(int(row["samples_user"]) >= SAMPLES, f"{name}: few samples")
    found = programs.findings(name)
    expect(not {r["verdict"] for r in found} & set(verdicts),
           f"{name}: {found}")


def run(tap):
    with tempfile.TemporaryDirectory(dir="/root") as directory:
        programs = Programs(directory)
        try:
            programs.begin()
            for name in MINERS:
                tap.run(f"a miner is without I/O: {name}", accused, programs,
                        name)
            for name in MINERS:
                os.killpg(programs.pids[name], 9)
            any_verdict = "suspect", "confirmed"
            for name in "serve", "serve-kept", "serve-unix":
                tap.run(f"who logs people in is not suspect: {name}",
                        never_accused, programs, name, SUSPECT_S, any_verdict)
                os.killpg(programs.pids[name], 9)
            tap.run("a worker with a deleted executable is not suspect",
                    never_accused, programs, "worker", HIDING_S, any_verdict)
            tap.run("nor if all its rows lie ready",
                    never_accused, programs, "backlog", HIDING_S, any_verdict)
        finally:
            programs.end()


if __name__ == "__main__":
    PROGRAMS[sys.argv[1]]()

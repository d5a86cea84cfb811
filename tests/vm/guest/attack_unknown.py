# SPDX-License-Identifier: GPL-2.0-only
"""A hash that nobody has heard of: suspect of being one, and confirmed only if
its process hides as well. An honest program that walks as it does is clear.

All run side by side, and mostly sleep, which costs nothing with --icount.
"""

import os
import subprocess

from lib import expect, start, stop, table, wait_for

SOURCE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "walks.c")
PROGRAM = "/tmp/walks"
FAMILY = "unknown-hash"
LONG_S = 600			# two minutes without I/O, and samples enough
SAMPLES = 1024			# more than are asked for


def hidden(word):
    """The program from a file that has been deleted."""
    copy = f"{PROGRAM}-gone"
    subprocess.run(["cp", PROGRAM, copy], check=True)
    fd = os.open(copy, os.O_RDONLY)
    try:
        os.unlink(copy)
        return start("walks", word, executable=f"/proc/self/fd/{fd}",
                     pass_fds=(fd,))
    finally:
        os.close(fd)


def findings(process):
    return [r for r in table("findings") if r["pid"] == str(process.pid)]


def found(process, verdict):
    """Wait for its finding with the verdict."""
    def look():
        return [r for r in findings(process) if r["verdict"] == verdict]
    rows = wait_for(look, LONG_S, 1)
    expect(rows, f"not {verdict}: {findings(process)} {row_of(process)}")
    expect(rows[0]["family"] == FAMILY, f"{rows}")


def row_of(process):
    rows = [r for r in table("processes") if r["pid"] == str(process.pid)]
    return rows[0] if rows else {}


def has_samples(process):
    def look():
        return int(row_of(process).get("samples_user", 0)) >= SAMPLES
    expect(wait_for(look, LONG_S, 1), f"few samples: {row_of(process)}")


def suspect_only(process):
    found(process, "suspect")
    has_samples(process)
    expect({r["verdict"] for r in findings(process)} == {"suspect"},
           f"{findings(process)}")


def clear(process):
    has_samples(process)
    expect(not findings(process), f"{findings(process)}")


def run(tap):
    subprocess.run(["gcc", "-O2", "-o", PROGRAM, SOURCE], check=True)
    programs = (hidden("hash"), start(PROGRAM, "hash"),
                start(PROGRAM, "simulation"))
    try:
        gone, plain, honest = programs
        tap.run("a hash that nobody knows is confirmed if it hides", found,
                gone, "confirmed")
        tap.run("one that does not hide is suspect", suspect_only, plain)
        tap.run("a simulation that walks likewise is clear", clear, honest)
    finally:
        stop(*programs)

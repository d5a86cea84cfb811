# SPDX-License-Identifier: GPL-2.0-only
"""Code that its own process may not read, or that a thread beside takes away.

The part runs on one CPU, where nobody is beside; the rest is in hiding.
"""

import os
import subprocess
import time
from contextlib import contextmanager

from lib import Skip, expect, start, stop, table, wait_for

SOURCE = os.path.join(os.path.dirname(os.path.abspath(__file__)),
                      "unreadable.c")
PROGRAM = "/tmp/unreadable"
HUGE_PAGES = "/proc/sys/vm/nr_hugepages"
NOT_HERE = 4


def build():
    if not os.path.exists(PROGRAM):
        subprocess.run(["gcc", "-O1", "-pthread", "-o", PROGRAM, SOURCE],
                       check=True)


@contextmanager
def unreadable(*arguments):
    """The program at work; its pid."""
    build()
    program = start(PROGRAM, *arguments)
    try:
        time.sleep(0.5)
        if program.poll() == NOT_HERE:
            raise Skip("this kernel or processor cannot do that")
        yield program.pid
    finally:
        stop(program)


def row_of(pid, samples):
    """What is known of it after so many samples."""
    def look():
        rows = [r for r in table("processes") if r["pid"] == str(pid)]
        return rows and int(rows[0]["samples_user"]) >= samples and rows[0]
    row = wait_for(look, 120)
    expect(row, f"it has no {samples} samples")
    return row


def windows(row):
    """Windows of the loop that were decoded: each ends with a jump."""
    mix = dict(cell.split(":") for cell in row["mix"].split(",") if ":" in cell)
    return int(mix.get("jmp", 0))


def read_in_the_interrupt(form):
    """All of it is decoded, and nothing is left to the collector: it would
    need the lock of the address space, which the process can keep."""
    with unreadable(form) as pid:
        row = row_of(pid, 300)
    user = int(row["samples_user"])
    expect(windows(row) > 0.95 * user, f"decoded {windows(row)} of {user}: {row}")
    # what is about to be faulted in for the first time is not there to be read
    missed = int(row["samples_unreadable"])
    expect(missed < 3, f"the interrupt could not read {missed} of {user}")


def read_in_huge_pages():
    with open(HUGE_PAGES, "w", encoding="ascii") as f:
        f.write("4")
    try:
        read_in_the_interrupt("huge")
    finally:
        with open(HUGE_PAGES, "w", encoding="ascii") as f:
            f.write("0")


def run(tap):
    tap.run("execute-only code is read in the interrupt",
            read_in_the_interrupt, "xonly")
    tap.run("execute-only code in huge pages is", read_in_huge_pages)
    tap.run("code behind a protection key is", read_in_the_interrupt, "key")

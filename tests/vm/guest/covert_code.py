# SPDX-License-Identifier: GPL-2.0-only
"""Code that is not in the file that it is mapped from. A part of covert."""

import ctypes
import mmap
import os

from attack_identity import LIBC, child, covert_of, end, row_of, sampled
from lib import expect, wait_for

SPIN = {"x86_64": b"\xeb\xfe", "aarch64": b"\x00\x00\x00\x14"}[os.uname().machine]
EVERYTHING = mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC


def code_of_libc():
    """Where memfrob() is, which nobody calls; made writable."""
    address = ctypes.cast(LIBC.memfrob, ctypes.c_void_p).value
    page = address & -mmap.PAGESIZE
    LIBC.mprotect.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)
    if LIBC.mprotect(page, 2 * mmap.PAGESIZE, EVERYTHING):
        raise OSError(ctypes.get_errno(), "mprotect")
    return address


def written_over():
    address = code_of_libc()
    ctypes.memmove(address, SPIN, len(SPIN))
    ctypes.CFUNCTYPE(None)(address)()


def written_over_with_the_same():
    """It has a page of its own as well, with what is in the file."""
    address = code_of_libc()
    same = ctypes.string_at(address, len(SPIN))
    ctypes.memmove(address, same, len(same))
    data = ctypes.create_string_buffer(1 << 20)
    while True:
        LIBC.memfrob(data, len(data))


def not_what_the_file_says():
    pids = child(written_over), child(written_over_with_the_same)
    try:
        expect(wait_for(lambda: "changed-code" in covert_of(pids[0]), 60),
               f"{row_of(pids[0])}")
        sampled(pids[1], 200)
        expect("changed-code" not in covert_of(pids[1]), f"{row_of(pids[1])}")
    finally:
        end(*pids)


TESTS = (
    ("code that is not in its file", not_what_the_file_says),
)


def run(tap):
    for name, function in TESTS:
        tap.run(name, function)

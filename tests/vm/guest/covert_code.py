# SPDX-License-Identifier: GPL-2.0-only
"""Code that is not in the file that it is mapped from, that is mapped twice, that
is written anew all the time. A part of covert."""

import ctypes
import mmap
import os

from attack_identity import LIBC, child, covert_of, end, row_of, sampled
from lib import descendants, expect, start, stop, wait_for

SPIN = {"x86_64": b"\xeb\xfe", "aarch64": b"\x00\x00\x00\x14"}[os.uname().machine]
EVERYTHING = mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC
# so often round as the argument says: dec %edi; jnz; ret
COUNTS = b"\xff\xcf\x75\xfc\xc3"
ROUNDS = 1 << 18


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


def mapped(length, protection, flags, fd=-1):
    LIBC.mmap.restype = ctypes.c_void_p
    LIBC.mmap.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int,
                          ctypes.c_int, ctypes.c_int, ctypes.c_long)
    address = LIBC.mmap(None, length, protection, flags, fd, 0)
    if address == ctypes.c_void_p(-1).value:
        raise OSError(ctypes.get_errno(), "mmap")
    return address


def from_memory_file(keeps_writing, private=False):
    """Executes a page of it, which it wrote by another mapping; that one is of
    another page afterwards, or gone."""
    fd = os.memfd_create("x")
    os.ftruncate(fd, 2 * mmap.PAGESIZE)
    to_write = mapped(2 * mmap.PAGESIZE, mmap.PROT_READ | mmap.PROT_WRITE,
                      mmap.MAP_SHARED, fd)
    ctypes.memmove(to_write, SPIN, len(SPIN))
    if not keeps_writing:
        LIBC.munmap.argtypes = (ctypes.c_void_p, ctypes.c_size_t)
        LIBC.munmap(to_write, mmap.PAGESIZE)
    execute = mapped(mmap.PAGESIZE, mmap.PROT_READ | mmap.PROT_EXEC,
                     mmap.MAP_PRIVATE if private else mmap.MAP_SHARED, fd)
    ctypes.CFUNCTYPE(None)(execute)()


def mapped_twice():
    """Who has one page both ways, and who has only what lies beside."""
    tricks = (child(lambda: from_memory_file(True)),
              child(lambda: from_memory_file(True, private=True)))
    honest = child(lambda: from_memory_file(False))
    try:
        for pid in tricks:
            expect(wait_for(lambda p=pid: "two-mappings" in covert_of(p), 60),
                   f"{row_of(pid)}")
            # compilers do so, too: it accuses nobody
            expect(row_of(pid)["verdict"] == "clear", f"{row_of(pid)}")
        sampled(honest, 200)
        expect("two-mappings" not in covert_of(honest), f"{row_of(honest)}")
    finally:
        end(*tricks, honest)


def writes_code(places):
    """Machine code by turns at so many places, each time another; each is executed
    for a while."""
    size = 64
    memory = mapped(places * size, EVERYTHING,
                    mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    number = 0
    while True:
        at = memory + number % places * size
        code = COUNTS + number.to_bytes(8, "little")
        ctypes.memmove(at, code, len(code))
        for _ in range(4):
            ctypes.CFUNCTYPE(None, ctypes.c_uint)(at)(ROUNDS)
        number += 1


def written_anew():
    """One buffer for each program, as RandomX has it; and a compiler that writes
    as often, to a new place."""
    pids = (child(lambda: writes_code(1)),
            child(lambda: writes_code(1 << 20)))
    try:
        expect(wait_for(lambda: "rewritten" in covert_of(pids[0]), 90),
               f"{row_of(pids[0])}")
        expect(row_of(pids[0])["verdict"] == "clear", f"{row_of(pids[0])}")
        # it has been looked at as often, and has as many samples
        samples = int(row_of(pids[0])["samples_user"])
        expect(wait_for(lambda: int(row_of(pids[1])["samples_user"]) >= samples,
                        90), f"{row_of(pids[1])}")
        expect("rewritten" not in covert_of(pids[1]), f"{row_of(pids[1])}")
    finally:
        end(*pids)


def compiled_expression():
    """grep has PCRE2 compile it, and executes that for a long time."""
    pipe = start("bash", "-c", "yes abcaabbccabc | grep -cP '(?:a|bc?|c{1,2})*+x'")
    try:
        def compiled():
            rows = [row_of(pid) for pid in descendants(pipe.pid)]
            rows = [r for r in rows if r and r["comm"] == "grep" and
                    "anon" in r["origin"]]
            return rows and int(rows[0]["samples_user"]) > 1000 and rows[0]
        row = wait_for(compiled, 120)
        expect(row, "grep does not execute what it compiled")
        expect("rewritten" not in row["covert"] and
               "two-mappings" not in row["covert"], f"{row}")
    finally:
        stop(pipe)


TESTS = (
    ("code that is not in its file", not_what_the_file_says),
    ("code that is mapped a second time, to be written to", mapped_twice),
    ("code that is written anew all the time", written_anew),
    ("code of a compiler that is done", compiled_expression),
)


def run(tap):
    for name, function in TESTS:
        tap.run(name, function)

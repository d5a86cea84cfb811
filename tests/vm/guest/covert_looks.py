# SPDX-License-Identifier: GPL-2.0-only
"""Names, files, preparation: what a look at a process tells. A part of covert."""

import ctypes
import json
import mmap
import os
import shutil
import subprocess
import sys

import attack_identity
from attack_identity import (DISGUISED, LIBC, child, circumstances, confirmed,
                             covert_of, end, findings_since, looked_up, row_of,
                             sampled)
from lib import WORKLOAD, expect, newest_finding, start, stop, wait_for

# RandomX's: 2080 MiB, in whole pages
DATASET = 2080 << 20
MAP_NORESERVE = 0x4000
WRITABLE = mmap.PROT_READ | mmap.PROT_WRITE
LOOP = "while :; do :; done"
SPIN = {"x86_64": b"\xeb\xfe", "aarch64": b"\x00\x00\x00\x14"}[os.uname().machine]


def copied(path):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    clean_up(path)	# one that still runs cannot be written to
    shutil.copy(shutil.which("bash"), path)
    return path


def signs_of(pid):
    """After its first look-up."""
    sampled(pid, 3)
    row = wait_for(lambda: (r := row_of(pid)) and r["exe"] != "-" and r, 20)
    expect(row, f"it was not looked up: {row_of(pid)}")
    return covert_of(pid)


def shows(pid, *signs):
    """Wait for these signs: the first look-up may fall into the execve() or
    come before what the process does; the next is ten seconds later."""
    seen = signs_of(pid)
    expect(wait_for(lambda: set(signs) <= signs_of(pid), 25),
           f"not {signs}, but {seen}: {row_of(pid)}")


def says(execute, *signs, clear=()):
    """A process that execute() makes shows these signs, and not those."""
    pid = child(execute)
    try:
        shows(pid, *signs)
        seen = signs_of(pid)
        expect(not seen & set(clear), f"{seen}: {row_of(pid)}")
    finally:
        end(pid)


def program(path, argv0=None, script=LOOP):
    copied(path)
    return lambda: os.execv(path, [argv0 or path, "-c", script])


def clean_up(*paths):
    for path in paths:
        if os.path.isdir(path):
            shutil.rmtree(path)
        elif os.path.exists(path):
            os.unlink(path)


NAMES = ("kernel-name", "other-name", "system-name", "hidden-path",
         "open-folder", "gone", "fileless", "idle-class", "pinned",
         "huge-pages", "large-region")


def honest_program():
    """A program under its own name, where programs are: nothing is said."""
    try:
        says(program("/usr/local/bin/compute"), clear=NAMES)
    finally:
        clean_up("/usr/local/bin/compute")


def argv_of_a_kernel_thread():
    """ps shows what stands there; it counts as hiding as a name does."""
    path = "/usr/local/bin/compute"
    pid = child(program(path, "[kworker/0:1-events]"))
    try:
        shows(pid, "kernel-name")
        expect(circumstances(pid) & DISGUISED, "it does not count as hiding")
    finally:
        end(pid)
    try:
        # brackets alone, and titles of servers
        for title in ("[job]x", "sshd: user [priv]", "nginx: worker process"):
            says(program(path, title), clear=("kernel-name",))
    finally:
        clean_up(path)


def name_of_another():
    path = "/usr/local/bin/compute"
    rename = f"echo -n php-fpm >/proc/self/comm; {LOOP}"
    try:
        says(program(path, script=rename), "other-name")
        # what is cut, and what has a version behind it
        says(program("/usr/local/bin/a-very-long-name-of-a-program"),
             clear=("other-name",))
        says(program("/usr/local/bin/solver-11.2", script=
                     f"echo -n solver >/proc/self/comm; {LOOP}"),
             clear=("other-name",))
    finally:
        clean_up(path, "/usr/local/bin/a-very-long-name-of-a-program",
                 "/usr/local/bin/solver-11.2")


def daemons_that_are_none():
    """kdevtmpfsi is what Kinsing's miner is called."""
    fake = ("/root/covert/sshd", "/usr/local/bin/kdevtmpfsi",
            "/usr/local/bin/systemdd")
    honest = ("/usr/sbin/crond", "/usr/local/bin/docker")
    try:
        for path in fake:
            says(program(path), "system-name")
        for path in honest:
            says(program(path), clear=("system-name",))
    finally:
        clean_up("/root/covert", *fake[1:], *honest)


def folders():
    """Any folder that everybody may write to, by whatever name."""
    os.makedirs("/root/open")
    os.chmod("/root/open", 0o1777)
    try:
        for path in ("/tmp/compute", "/dev/shm/compute",
                     "/root/open/below/compute"):
            says(program(path), "open-folder")
        says(program("/tmp/.X11-unix/.rsync/compute"), "hidden-path",
             "open-folder")
        says(program("/root/covert/compute"),
             clear=("open-folder", "hidden-path"))
    finally:
        clean_up("/root/open", "/tmp/compute", "/dev/shm/compute",
                 "/tmp/.X11-unix/.rsync", "/root/covert")


def deleted_is_no_memory_file():
    """Once code of a file deleted from tmpfs was called a memfd's."""
    path = "/dev/shm/compute"
    pid = child(program(path))
    try:
        sampled(pid, 3)
        os.unlink(path)
        row = wait_for(lambda: (r := row_of(pid)) and "gone" in r["covert"] and
                       "deleted" in r["origin"] and r, 25)
        expect(row, f"{row_of(pid)}")
        expect("memfd" not in row["origin"] and "tmpfs" in row["exe_flags"],
               f"{row}")
    finally:
        end(pid)


def upgrade_is_not_gone():
    path = "/usr/local/bin/compute"
    pid = child(program(path))
    try:
        sampled(pid, 3)
        copied(f"{path}.new")
        os.rename(f"{path}.new", path)
        expect(looked_up(pid, attack_identity.REPLACED,
                         attack_identity.REPLACED), f"{row_of(pid)}")
        expect("gone" not in row_of(pid)["covert"], f"{row_of(pid)}")
    finally:
        end(pid)
        clean_up(path)


def jump_into(flags, fd=-1):
    LIBC.mmap.restype = ctypes.c_void_p
    LIBC.mmap.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int,
                          ctypes.c_int, ctypes.c_int, ctypes.c_long)
    address = LIBC.mmap(None, 4096, mmap.PROT_READ | mmap.PROT_WRITE |
                        mmap.PROT_EXEC, flags, fd, 0)
    ctypes.memmove(address, SPIN, len(SPIN))
    ctypes.CFUNCTYPE(None)(address)()


def loader_of_an_interpreter():
    """Python that maps machine code from a memory file and jumps there; beside
    it one that a compiler in it wrote, as numba's."""
    def memory_file():
        fd = os.memfd_create("x")
        os.ftruncate(fd, 4096)
        jump_into(mmap.MAP_SHARED, fd)
    says(memory_file, "fileless")
    says(lambda: jump_into(mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS),
         clear=("fileless",))


def preparation():
    def with_huge_page():
        memory = mmap.mmap(-1, 2 << 20, mmap.MAP_PRIVATE |
                           mmap.MAP_ANONYMOUS | 0x40000)
        memory[0] = 1
        attack_identity.spin()

    def at(nice):
        def run():
            os.nice(nice)
            attack_identity.spin()
        return run

    def idle_class():
        os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
        attack_identity.spin()
    def with_region(size, protection):
        def run():
            memory = mmap.mmap(-1, size, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS |
                               MAP_NORESERVE, protection)
            attack_identity.spin()
            del memory
        return run
    says(with_region(DATASET, WRITABLE), "large-region")
    # half of it, and what is only reserved, as a heap that may grow
    says(with_region(DATASET // 2, WRITABLE), clear=("large-region",))
    says(with_region(4 * DATASET, mmap.PROT_READ), clear=("large-region",))
    says(at(19), "idle-class")
    says(idle_class, "idle-class")
    says(at(10), clear=("idle-class",))
    number = "/proc/sys/vm/nr_hugepages"
    with open(number, "w", encoding="ascii") as f:
        f.write("4")
    try:
        says(with_huge_page, "huge-pages")
    finally:
        with open(number, "w", encoding="ascii") as f:
            f.write("0")


def finding_says_it():
    """/proc, the tool for people and for programs."""
    path = "/tmp/.x/kdevtmpfsi"
    os.makedirs("/tmp/.x")
    shutil.copy(WORKLOAD, path)
    before = newest_finding()
    miner = start(path, "-s", "600", "cn0-ni")
    wanted = {"system-name", "open-folder", "hidden-path"}
    try:
        row = confirmed(before, miner.pid)
        expect(wait_for(lambda: wanted <= set(
            findings_since(before, miner.pid)[0]["covert"].split(",")), 25),
            f"{findings_since(before, miner.pid)}")
        argument = f"id:{row['id']}"
        said = subprocess.run(["cpuwarden", "show", argument], check=True,
                              capture_output=True, text=True).stdout
        expect("\nhides\n" in said and "everybody may write" in said, said)
        said = json.loads(subprocess.run(
            ["cpuwarden", "--json", "show", argument], check=True,
            capture_output=True, text=True).stdout)
        expect(wanted <= set(said["finding"]["covert"]), f"{said}")
    finally:
        stop(miner)
        clean_up("/tmp/.x")


TESTS = (
    ("an honest program shows no sign", honest_program),
    ("argv of a kernel thread", argv_of_a_kernel_thread),
    ("the name of another program", name_of_another),
    ("names of daemons on what is none", daemons_that_are_none),
    ("programs below open and hidden folders", folders),
    ("a program deleted from tmpfs is no memory file", deleted_is_no_memory_file),
    ("an upgraded program is not gone", upgrade_is_not_gone),
    ("an interpreter that runs a memory file", loader_of_an_interpreter),
    ("idle class, huge pages and a dataset", preparation),
    ("a finding says what it shows", finding_says_it),
)


def run(tap):
    sys.stdout.flush()
    for name, function in TESTS:
        tap.run(name, function)

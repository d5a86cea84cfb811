# SPDX-License-Identifier: GPL-2.0-only
"""A program that has the kernel hash for nobody, beside one that has it write a
file. A part of covert."""

import os
import socket
import subprocess
import time

from attack_identity import child, covert_of, end, row_of
from lib import expect, wait_for

BLOCK = bytes(1 << 16)
FILE = "/root/written"


def now_and_then(work):
    """A fifth of the time: nobody waits for the rest."""
    while True:
        until = time.monotonic() + 0.2
        while time.monotonic() < until:
            work()
        time.sleep(0.8)


def hashes():
    hasher = socket.socket(socket.AF_ALG, socket.SOCK_SEQPACKET)
    hasher.bind(("hash", "sha256"))
    operation, _ = hasher.accept()

    def work():
        operation.sendall(BLOCK)
        operation.recv(32)
    now_and_then(work)


def writes():
    fd = os.open(FILE, os.O_CREAT | os.O_WRONLY)

    def work():
        if os.write(fd, BLOCK) and os.lseek(fd, 0, os.SEEK_CUR) >= 1 << 24:
            os.lseek(fd, 0, os.SEEK_SET)
    now_and_then(work)


def computes_in_the_kernel():
    subprocess.run(["modprobe", "algif_hash"], check=True)
    pids = child(hashes), child(writes)
    try:
        expect(wait_for(lambda: "in-kernel" in covert_of(pids[0]), 150, 1),
               f"{row_of(pids[0])}")
        print(f"# {[row_of(p)['samples_kernel'] for p in pids]}", flush=True)
        # it has been looked at as often, and has as many samples
        expect(wait_for(lambda: int(row_of(pids[1])["samples_kernel"]) >= 600,
                        150, 1), f"{row_of(pids[1])}")
        time.sleep(11)
        expect("in-kernel" not in covert_of(pids[1]), f"{row_of(pids[1])}")
    finally:
        end(*pids)
        os.unlink(FILE)


TESTS = (
    ("a program that has the kernel compute for nobody",
     computes_in_the_kernel),
)


def run(tap):
    for name, function in TESTS:
        tap.run(name, function)

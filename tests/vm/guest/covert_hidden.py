# SPDX-License-Identifier: GPL-2.0-only
"""Processes that ps does not show. A part of covert."""

import os
import subprocess

from attack_identity import child, end, sampled, spin
from lib import WORKLOADS, expect

PRELOAD = os.path.join(WORKLOADS, "build/hide-readdir.so")


def verify(**environment):
    done = subprocess.run(["cpuwarden", "verify"], check=False, text=True,
                          capture_output=True,
                          env={**os.environ, **environment})
    return done.returncode, done.stdout


def nobody_hides():
    code, said = verify()
    expect(code == 0 and said.startswith("0 of "), f"{code}: {said}")


def left_out_by_a_library():
    pid = child(spin)
    try:
        sampled(pid, 3)
        code, said = verify(LD_PRELOAD=PRELOAD, HIDE_PID=str(pid))
        expect(code == 5 and f"process {pid} (" in said and
               "readdir()" in said and "\n1 of " in said, f"{code}: {said}")
        # one that is preloaded and hides nobody
        code, said = verify(LD_PRELOAD=PRELOAD)
        expect(code == 0, f"{code}: {said}")
    finally:
        end(pid)


def covered_by_a_mount():
    pid, other = child(spin), child(spin)
    try:
        sampled(pid, 3)
        sampled(other, 3)
        subprocess.run(["mount", "--bind", f"/proc/{other}", f"/proc/{pid}"],
                       check=True)
        try:
            code, said = verify()
        finally:
            subprocess.run(["umount", f"/proc/{pid}"], check=True)
        expect(code == 5 and f"process {pid} (" in said and
               f"process {other} (" in said.replace(f"process {pid} (", "")
               and "\n1 of " in said, f"{code}: {said}")
    finally:
        end(pid, other)


TESTS = (
    ("verify: nobody hides", nobody_hides),
    ("verify: a library leaves a process out", left_out_by_a_library),
    ("verify: a mount covers a process", covered_by_a_mount),
)


def run(tap):
    for name, function in TESTS:
        tap.run(name, function)

# SPDX-License-Identifier: GPL-2.0-only
"""Processes that ps does not show, and what was written into a container. A part of
covert."""

import json
import os
import shutil
import subprocess
from contextlib import contextmanager

from attack_identity import child, end, sampled, spin
from lib import WORKLOADS, expect, start, stop, wait_for

READER = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups",
          "--inh-caps=+net_admin", "--ambient-caps=+net_admin")
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


def by_user(*before):
    done = subprocess.run([*before, *READER, "cpuwarden", "verify"], text=True,
                          check=False, capture_output=True)
    return done.returncode, done.stdout


def covered_for_users():
    """Who is not root has no procfs of his own, and no hidepid= is to blame."""
    pid, other = child(spin), child(spin)
    try:
        sampled(pid, 3)
        sampled(other, 3)
        code, said = by_user("unshare", "--mount", "sh", "-c",
                             f"mount --bind /proc/{other} /proc/{pid}; "
                             'exec "$@"', "sh")
        expect(code == 5 and f"process {pid} (" in said and
               f"shows process {other} (" in said and "\n1 of " in said,
               f"{code}: {said}")
        code, said = by_user("unshare", "--mount", "sh", "-c",
                             'mount -t tmpfs none /proc; exec "$@"', "sh")
        expect(code == 5 and f"process {pid} (" in said and
               "not known" not in said, f"{code}: {said}")
    finally:
        end(pid, other)


def hidden_from_users():
    """The host's root has set hidepid=2: nobody hides. It does not hold for him; a
    reader who is not root is told how much he cannot know."""
    pid = child(lambda: (os.setgid(1000), os.setuid(1000), spin()))
    try:
        sampled(pid, 3)
        subprocess.run(["mount", "-o", "remount,hidepid=2", "/proc"], check=True)
        try:
            code, said = verify()
            user_code, user_said = by_user()
        finally:
            subprocess.run(["mount", "-o", "remount,hidepid=0", "/proc"],
                           check=True)
        expect(code == 0 and said.startswith("0 of ") and
               "not known" not in said, f"{code}: {said}")
        expect(user_code == 0 and user_said.startswith("0 of ") and
               "others are not known" in user_said, f"{user_code}: {user_said}")
    finally:
        end(pid)


def in_a_namespace_of_its_own():
    """As each container is: it is seen from here by its number here."""
    inner = start("unshare", "--pid", "--fork", "--mount-proc", "bash", "-c",
                  "while :; do :; done")
    try:
        pid = wait_for(lambda: children_of(inner.pid), 30)
        expect(pid, "it did not start")
        sampled(pid, 3)
        code, said = verify()
        expect(code == 0 and said.startswith("0 of "), f"{code}: {said}")
    finally:
        stop(inner)


def children_of(pid):
    with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as f:
        children = f.read().split()
    return int(children[0]) if children else None


CONTAINER = "/root/container"
MERGED = f"{CONTAINER}/merged"


def in_upper_layer(pid):
    sampled(pid, 3)
    said = json.loads(subprocess.run(
        ["cpuwarden", "--json", "show", f"pid:{pid}"], check=True,
        capture_output=True, text=True).stdout)
    return said["upper_layer"]


@contextmanager
def overlay():
    """A container's file system: the shell of its image, below MERGED."""
    for folder in ("image", "upper", "work", "merged"):
        os.makedirs(f"{CONTAINER}/{folder}")
    os.chmod("/root", 0o711)	# users of the container pass
    shutil.copy(shutil.which("bash"), f"{CONTAINER}/image/bash")
    subprocess.run(["mount", "-t", "overlay", "overlay", "-o",
                    f"lowerdir={CONTAINER}/image,upperdir={CONTAINER}/upper,"
                    f"workdir={CONTAINER}/work", MERGED], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", MERGED], check=True)
        shutil.rmtree(CONTAINER)


def written_into_a_container():
    """The shell of its image, and a copy that somebody made in it."""
    loop = ("-c", "while :; do :; done")
    shells = []
    with overlay():
        shutil.copy(f"{MERGED}/bash", f"{MERGED}/compute")
        try:
            for path in (f"{MERGED}/compute", f"{MERGED}/bash",
                         shutil.which("bash")):
                shells.append(start(path, *loop))
            # in a mount namespace of its own, as a container's
            shells.append(start("unshare", "--mount", f"{MERGED}/compute",
                                *loop))
            seen = [in_upper_layer(shell.pid) for shell in shells]
            expect(seen == [True, False, False, True], f"{seen}")
            said = subprocess.run(
                ["cpuwarden", "show", f"pid:{shells[0].pid}"], check=True,
                capture_output=True, text=True).stdout
            expect("it did not come with the image" in said, said)
        finally:
            stop(*shells)


TESTS = (
    ("verify: nobody hides", nobody_hides),
    ("verify: a library leaves a process out", left_out_by_a_library),
    ("verify: a mount covers a process", covered_by_a_mount),
    ("verify: a mount covers a process for users", covered_for_users),
    ("verify: /proc shows users only their own", hidden_from_users),
    ("verify: a process in a pid namespace", in_a_namespace_of_its_own),
    ("a program that was written into a container", written_into_a_container),
)


def run(tap):
    for name, function in TESTS:
        tap.run(name, function)

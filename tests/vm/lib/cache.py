# SPDX-License-Identifier: GPL-2.0-only
"""The cache outside the clone: locked, filled atomically, keyed by inputs."""

import contextlib
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

REPO = Path(__file__).resolve().parents[3]
CACHE = Path(os.environ.get("CPUWARDEN_CACHE")
             or Path.home() / ".cache" / "cpuwarden")
JOBS = os.environ.get("CPUWARDEN_JOBS", "2")

# The two architectures, by the names that run uses.
DEB_ARCH = {"x86_64": "amd64", "arm64": "arm64"}
COMPILER = {"x86_64": "x86_64-linux-gnu-gcc", "arm64": "aarch64-linux-gnu-gcc"}

# Host programs and the Debian package that brings each.
TOOLS = {
    "aarch64-linux-gnu-gcc": "gcc-aarch64-linux-gnu libc6-dev-arm64-cross",
    "apt-get": "apt",
    "bc": "bc",
    "bison": "bison",
    "depmod": "kmod",
    "dpkg-deb": "dpkg",
    "fakeroot": "fakeroot",
    "flex": "flex",
    "gcc": "gcc libc6-dev",
    "make": "make",
    "mke2fs": "e2fsprogs",
    "mmdebstrap": "mmdebstrap",
    "newuidmap": "uidmap",
    "patchelf": "patchelf",
    "pkg-config": "pkg-config libmnl-dev libjansson-dev zlib1g-dev",
    "qemu-system-aarch64": "qemu-system-arm",
    "qemu-system-x86_64": "qemu-system-x86",
    "setpriv": "util-linux",
    "tar": "tar",
    "x86_64-linux-gnu-gcc": "gcc-x86-64-linux-gnu libc6-dev-amd64-cross",
    "xz": "xz-utils",
}


def host_arch():
    """The machine we run on."""
    return {"aarch64": "arm64"}.get(os.uname().machine, os.uname().machine)


class Failure(Exception):
    """Something the user must know in one line."""


def say(text):
    """A progress line; stdout belongs to the guest's command."""
    print(f"vm: {text}", file=sys.stderr, flush=True)


def need(*tools):
    """Fail with the package to install when a host program is missing."""
    path = os.environ.get("PATH", "") + ":/usr/sbin:/sbin"
    os.environ["PATH"] = path
    for tool in tools:
        if not shutil.which(tool):
            raise Failure(f"{tool} is missing on this machine: "
                          f"apt-get install {TOOLS[tool]}")


def digest(*parts):
    """A short key over strings and bytes."""
    h = hashlib.sha256()
    for part in parts:
        data = part if isinstance(part, bytes) else str(part).encode()
        h.update(b"%d:" % len(data) + data)
    return h.hexdigest()[:16]


def call(argv, log=None, **kw):
    """Run a host command; on failure show the end of what it said."""
    if log:
        with open(log, "ab") as out:
            res = subprocess.run(argv, stdin=subprocess.DEVNULL, stdout=out,
                                 stderr=subprocess.STDOUT, check=False, **kw)
        text = Path(log).read_text(errors="replace") if res.returncode else ""
    else:
        res = subprocess.run(argv, stdin=subprocess.DEVNULL,
                             stdout=subprocess.PIPE,
                             stderr=subprocess.STDOUT, check=False, **kw)
        text = res.stdout.decode(errors="replace")
    if res.returncode:
        sys.stderr.write("\n".join(text.splitlines()[-30:]) + "\n")
        where = f" (all of it: {log})" if log else ""
        raise Failure(f"'{' '.join(map(str, argv[:4]))} …' failed with "
                      f"status {res.returncode}{where}")
    return text


@contextlib.contextmanager
def lock(name):
    """Only one process at a time makes the thing called name."""
    path = CACHE / "locks" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(f"waiting for another run that prepares {name}")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def temp_dir(prefix):
    """A scratch directory in the cache's file system, removed at exit."""
    return tempfile.TemporaryDirectory(prefix=prefix + "-", dir=temp_base())


def temp_base():
    """The folder for temporary files; drops what killed runs have left."""
    base = CACHE / "tmp"
    base.mkdir(parents=True, exist_ok=True)
    prune(base, keep=0)
    return base


def made(dest, what, maker):
    """Return dest, first made by maker(directory) if it is not there.

    maker fills a scratch directory that becomes dest in one rename, so
    that dest is either whole or absent, and two runs never race.
    """
    dest = Path(dest)
    if dest.exists():
        return dest
    with lock(digest(dest)):
        if dest.exists():
            return dest
        start = time.monotonic()
        say(f"{what} …")
        dest.parent.mkdir(parents=True, exist_ok=True)
        with temp_dir("make") as scratch:
            work = Path(scratch) / "new"
            work.mkdir()
            maker(work)
            os.rename(work, dest)
        say(f"{what}: done in {time.monotonic() - start:.0f} s")
    return dest


def prune(folder, keep, days=2):
    """Drop all but the newest keep entries that are older than days."""
    folder = Path(folder)
    if not folder.is_dir():
        return
    old = time.time() - days * 86400
    entries = []
    for entry in folder.iterdir():
        with contextlib.suppress(FileNotFoundError):	# another run's, and gone
            entries.append((entry.lstat().st_mtime, entry))
    entries.sort(reverse=True)
    for changed, entry in entries[keep:]:
        if changed > old:
            continue
        if entry.is_dir():
            shutil.rmtree(entry, ignore_errors=True)
        else:
            entry.unlink(missing_ok=True)

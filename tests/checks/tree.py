# SPDX-License-Identifier: GPL-2.0-only
"""The tree that is judged, and what all checks need of it."""

import functools
import hashlib
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import table
from cache import CACHE, JOBS, Failure, digest, made

TOP = Path(__file__).resolve().parents[2]
# Shared components that the module is made of, too.
PURE = ("lib/isa", "lib/detect", "lib/case")
TARBALL = Path(f"/usr/src/{table.SOURCE}.tar.xz")
FROM_TARBALL = ["scripts/checkpatch.pl", "scripts/spelling.txt",
                "scripts/const_structs.checkpatch", "scripts/kernel-doc",
                "tools/net/ynl", "Documentation/netlink"]


def shown(text):
    """Output of a program with our paths as people know them."""
    return text.replace(f"{TOP}/", "")


def run(argv, **kw):
    """Run a program: (status, what it said, stdout and stderr together)."""
    try:
        res = subprocess.run([str(a) for a in argv], text=True, check=False,
                             stdin=subprocess.DEVNULL, errors="replace",
                             stdout=subprocess.PIPE,
                             stderr=subprocess.STDOUT, **{"cwd": TOP, **kw})
    except FileNotFoundError as err:
        raise Failure(f"{err.filename} is missing on this machine: "
                      "run 'make deps'") from err
    return res.returncode, shown(res.stdout)


def each(function, items):
    """Call function for all items, as many at once as make would."""
    with ThreadPoolExecutor(int(JOBS)) as pool:
        return [line for lines in pool.map(function, items) for line in lines]


def tracked(*patterns):
    """Files under version control, relative, that are in the tree now."""
    status, text = run(["git", "-c", f"safe.directory={TOP}", "ls-files", "-z",
                        "--", *patterns])
    if status:
        raise Failure(f"git cannot list the files of {TOP}: {text.strip()}")
    return [f for f in text.split("\0") if f and (TOP / f).is_file()]


@functools.cache
def generated():
    """Files that a generator writes; where their lines break is its business.

    .gitattributes has the list.
    """
    return tracked(":(attr:linguist-generated)")


def linux():
    """The few files of the kernel's source that judge ours."""
    if not TARBALL.exists():
        raise Failure(f"{TARBALL} is missing: run 'make deps'")
    with open(TARBALL, "rb") as tarball:
        key = hashlib.file_digest(tarball, "sha256").hexdigest()[:16]

    def unpack(work):
        status, text = run(
            ["tar", "-x", "-f", TARBALL, "-C", work, "--strip-components=1",
             *(f"{TARBALL.name.removesuffix('.tar.xz')}/{name}"
               for name in FROM_TARBALL)])
        if status:
            raise Failure(f"cannot unpack {TARBALL}: {text}")

    return made(CACHE / "lint" / f"linux-{digest(key, *FROM_TARBALL)}",
                f"unpacking the kernel's scripts from {TARBALL}", unpack)

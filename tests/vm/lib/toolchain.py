# SPDX-License-Identifier: GPL-2.0-only
"""The compilers of Debian's other suites, unpacked and not installed.

A kernel's headers want the compiler that built it, and they come with programs
for the C library of their suite. So that these run on this machine, each is told
where its own loader and libraries lie.
"""

import os
from pathlib import Path

from cache import CACHE, COMPILER, DEB_ARCH, call, digest, host_arch, made, need
from debs import Apt, usr_merge

TRIPLET = COMPILER[host_arch()].removesuffix("-gcc")


def get(suite, gcc, kbuild, deb_arch):
    """The folder of a suite's gcc, which compiles for deb_arch on this machine.
    With it comes what the programs of linux-kbuild need."""
    native = DEB_ARCH[host_arch()]
    packages = [gcc, kbuild]
    if deb_arch != native:
        target, = (c.removesuffix("-gcc") for a, c in COMPILER.items()
                   if DEB_ARCH[a] == deb_arch)
        packages.append(f"{gcc}-{target}")
    key = digest(Path(__file__).read_bytes(), suite, gcc)
    home = CACHE / "packages" / f"{gcc}-{suite}-{deb_arch}-{key}"

    def fill(work):
        usr_merge(work)
        Apt(native, suite).unpack_all(packages, work)
        adopt(work / "usr" / "bin", home, work)
        adopt(work / "usr" / "lib" / "gcc", home, work)
        adopt(work / "usr" / "libexec", home, work)

    return made(home, f"unpacking {gcc} of Debian {suite}", fill)


def adopt(folder, home, work=None):
    """Let the programs in this folder run on the libraries in home, which is
    still called work."""
    need("patchelf")
    where = Path("usr") / "lib" / TRIPLET
    loader, = (work or home).joinpath(where).glob("ld-linux*.so.*")
    for path in folder.rglob("*"):
        if path.is_symlink() or not path.is_file() \
                or not os.access(path, os.X_OK):
            continue
        with open(path, "rb") as file:
            head = file.read(4096)
        # what has an interpreter names it near its start
        if head[:4] == b"\x7fELF" and b"/ld-linux" in head:
            call(["patchelf", "--set-interpreter",
                  str(home / where / loader.name), "--force-rpath",
                  "--set-rpath", str(home / where), str(path)])

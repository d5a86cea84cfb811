# SPDX-License-Identifier: GPL-2.0-only
"""What is under test, built from the working tree into the cache."""

import shutil
from pathlib import Path

from cache import CACHE, JOBS, REPO, Failure, call, digest, made, need, prune, \
    say

MODULE_PARTS = ("Kbuild", "module", "include")
TOOL_PARTS = ("module", "include", "tools/cpuwarden", "docs/netlink")
SOURCES = {".c", ".h", ".S", ".py", ".yaml", ".inc", ".def", ".in", ".sh"}
CROSS = {"x86_64": [], "arm64": ["ARCH=arm64",
                                 "CROSS_COMPILE=aarch64-linux-gnu-"]}


def sources(tree, parts):
    """Source files below the parts of a tree, as sorted relative paths."""
    found = []
    for part in parts:
        base = tree / part
        files = [base] if base.is_file() else base.rglob("*")
        found += [f.relative_to(tree) for f in files if f.is_file()
                  and not f.name.endswith(".mod.c")
                  and (f.suffix in SOURCES or f.name in ("Kbuild", "Makefile"))]
    return sorted(found)


def snapshot(tree, parts, work):
    """Copy the sources of a tree."""
    for name in sources(tree, parts):
        (work / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(tree / name, work / name)


def source_key(tree, parts, *more):
    """A digest over names and contents of sources."""
    return digest(*more, *(x for f in sources(tree, parts)
                           for x in (f, (tree / f).read_bytes())))


def module(kernel, arch, tree=None):
    """cpuwarden.ko for this kernel."""
    tree = (tree or REPO).resolve()
    if not (tree / "Kbuild").exists():
        raise Failure(f"{tree} has no Kbuild: there is no module to build "
                      "(--no-module runs without it)")
    need("make", "gcc")
    key = source_key(tree, MODULE_PARTS, str(kernel.kdir))

    def build(work):
        src = work / "src"
        snapshot(tree, MODULE_PARTS, src)
        call(["make", "-s", f"-j{JOBS}", "-C", str(kernel.kdir), f"M={src}",
              *CROSS[arch], "modules"])
        if not (src / "cpuwarden.ko").exists():
            raise Failure("the build made no cpuwarden.ko")
        (src / "cpuwarden.ko").rename(work / "cpuwarden.ko")
        shutil.rmtree(src)

    prune(CACHE / "modules", keep=40)
    return made(CACHE / "modules" / f"{kernel.release}-{key}",
                f"building cpuwarden.ko for {kernel.release}",
                build) / "cpuwarden.ko"


def tool(arch):
    """The command-line tool, or None while there is none."""
    if not (REPO / "tools" / "cpuwarden" / "Makefile").exists():
        return None
    if arch != "x86_64":
        say("the tool is not cross-built yet: the guest goes without it")
        return None
    need("make", "gcc")
    key = source_key(REPO, TOOL_PARTS, arch)

    def build(work):
        src = work / "src"
        snapshot(REPO, TOOL_PARTS, src)
        call(["make", "-s", f"-j{JOBS}", "-C", str(src / "tools/cpuwarden")])
        (src / "tools/cpuwarden/cpuwarden").rename(work / "cpuwarden")
        shutil.rmtree(src)

    prune(CACHE / "tools", keep=40)
    return made(CACHE / "tools" / f"{arch}-{key}", "building the tool",
                build) / "cpuwarden"

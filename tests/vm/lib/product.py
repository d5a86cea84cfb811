# SPDX-License-Identifier: GPL-2.0-only
"""What is under test, built from the working tree into the cache."""

import contextlib
import shutil
from pathlib import Path

from cache import CACHE, COMPILER, DEB_ARCH, JOBS, REPO, Failure, call, \
    digest, host_arch, made, need, prune, temp_dir
from debs import Apt

MODULE_PARTS = ("Kbuild", "module", "lib", "include")
TOOL_PARTS = ("lib", "include", "tools/cpuwarden", "docs/netlink")
SOURCES = {".c", ".h", ".mk", ".S", ".py", ".yaml", ".inc", ".def", ".in", ".sh"}
TOOL_LIBRARIES = ["libjansson-dev", "libjansson4", "libmnl-dev", "libmnl0",
                  "libsmartcols-dev", "libsmartcols1", "zlib1g-dev", "zlib1g"]


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


@contextlib.contextmanager
def snapshot(tree, parts):
    """A copy of the sources of a tree, and the digest of what was copied:
    people edit while we build."""
    with temp_dir("src") as scratch:
        copy = Path(scratch)
        contents = []
        for name in sources(tree, parts):
            data = (tree / name).read_bytes()
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            (copy / name).write_bytes(data)
            contents += [name, data]
        yield copy, digest(*contents)


def module(kernel, tree=None, name="cpuwarden"):
    """cpuwarden.ko for this kernel, or another one that a tree makes."""
    tree = (tree or REPO).resolve()
    if not (tree / "Kbuild").exists():
        raise Failure(f"{tree} has no Kbuild: there is no module to build "
                      "(--no-module runs without it)")
    prune(CACHE / "modules", keep=40)
    with snapshot(tree, MODULE_PARTS) as (src, key):
        def build(work):
            call(kernel.make(src))
            sign(kernel, src / f"{name}.ko")
            shutil.move(src / f"{name}.ko", work)

        home = CACHE / "modules" / digest(key, kernel.kdir, signer(kernel))
        return made(home, f"building {name}.ko for {kernel.release}",
                    build) / f"{name}.ko"


def signer(kernel):
    """The certificate of a kernel of our own, if it has one: each build makes
    another."""
    certificate = kernel.kdir / "certs" / "signing_key.x509"
    return certificate.read_bytes() if certificate.exists() else b""


def sign(kernel, file):
    """With the key of a kernel of our own, if it has one."""
    key = kernel.kdir / "certs" / "signing_key.pem"
    if key.exists():
        call([str(kernel.kdir / "scripts" / "sign-file"), "sha256", str(key),
              str(key.with_suffix(".x509")), str(file)])


def tool(arch):
    """What there is of the tool and of guard, which is not built for others
    than the host."""
    if not (REPO / "tools" / "cpuwarden" / "Makefile").exists():
        return []
    need("make", "gcc", "pkg-config")
    names = ["cpuwarden"]
    if arch == host_arch():
        names.append("cpuwarden-guard")
    options = [] if arch == host_arch() else cross_libraries(arch)
    prune(CACHE / "tools", keep=40)
    with snapshot(REPO, TOOL_PARTS) as (src, key):
        def build(work):
            call(["env", *options, "make", "-s", f"-j{JOBS}", "-C",
                  str(src / "tools/cpuwarden"), *names])
            for name in names:
                shutil.move(src / "tools/cpuwarden" / name, work)

        home = made(CACHE / "tools" / digest(key, arch, *names, *options),
                    "building the tool", build)
        return [home / name for name in names]


def cross_libraries(arch):
    """Environment for a cross build against the foreign libraries."""
    triplet = COMPILER[arch].removesuffix("-gcc")
    need(COMPILER[arch])
    key = digest(*TOOL_LIBRARIES)
    root = made(CACHE / "packages" / f"tool-libraries-{arch}-{key}",
                f"fetching the tool's libraries ({arch})",
                lambda work: Apt(DEB_ARCH[arch]).unpack(TOOL_LIBRARIES, work))
    return [f"CC={COMPILER[arch]}", f"PKG_CONFIG_SYSROOT_DIR={root}",
            f"PKG_CONFIG_LIBDIR={root}/usr/lib/{triplet}/pkgconfig"]

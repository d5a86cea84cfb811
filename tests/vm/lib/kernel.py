# SPDX-License-Identifier: GPL-2.0-only
"""Kernels: stock Debian ones fetched by name, and the debug one we build."""

import json
import lzma
import os
import shutil
from pathlib import Path

import cpio
import kbuild
import stock
import table
from cache import CACHE, DEB_ARCH, JOBS, REPO, Failure, call, digest, made, \
    need

VM = REPO / "tests" / "vm"
# What init needs before it can mount the root image; absent = built in. That
# ext4 needs crc32c, modules.dep does not say.
BOOT_MODULES = ["virtio_pci", "virtio_blk", "crc32c_generic", "ext4",
                "virtio_console", "virtio_rng"]


CROSS = {"x86_64": [], "arm64": ["ARCH=arm64",
                                 "CROSS_COMPILE=aarch64-linux-gnu-"]}


class Kernel:
    """A kernel ready to boot: image, modules, build directory."""

    def __init__(self, home, arch):
        self.home = home
        self.arch = arch
        meta = json.loads((home / "kernel.json").read_text())
        self.release = meta["release"]
        self.image = home / meta["image"]
        self.kdir = home / meta["kdir"]
        self.initrd = home / "initrd.cpio"
        self.modules = home / "modules.img"
        self.debug = meta["debug"]
        self.tools = meta.get("tools")

    def make(self, source, *more):
        """The command that builds the module in this folder."""
        need("make", "gcc")
        path = os.environ["PATH"]
        if self.tools:
            path = f"{self.tools}:{path}"
        return ["env", f"PATH={path}", "make", "-s", f"-j{JOBS}", "-C",
                str(self.kdir), f"M={source}", *CROSS[self.arch], *more,
                "modules"]


def get(name, arch):
    """The kernel called name, fetched or built if the cache lacks it."""
    if name not in table.names(arch):
        raise Failure(f"no kernel '{name}' for {arch}; there are: "
                      + " ".join(table.names(arch)))
    config = table.KERNELS[name].config
    return Kernel(_built(name, VM / config) if config else _stock(name, arch),
                  arch)


def _stock(name, arch):
    need("depmod", "mke2fs", "xz")
    deb_arch = DEB_ARCH[arch]
    packages = stock.get(name, deb_arch)
    key = digest(packages.name, stock.describe(packages)["release"], _self())
    return made(CACHE / "kernels" / f"{name}-{arch}-{key}",
                f"preparing Debian's kernel {name} for {arch}",
                lambda work: _take_stock(work, packages))


def _take_stock(work, packages):
    meta = stock.describe(packages)
    release = meta["release"]
    shutil.copytree(packages / meta["modules"],
                    work / "lib" / "modules" / release, symlinks=True,
                    ignore=shutil.ignore_patterns("vmlinuz"))
    _finish(work, release, image=str(packages / meta["image"]),
            kdir=str(packages / meta["kdir"]), debug=False,
            tools=meta["tools"])


def _built(name, config):
    key = digest(config.read_bytes(), _self())
    home = CACHE / "kernels" / f"{name}-x86_64-{key}"
    if home.exists():
        return home
    kdir = kbuild.tree(config, "x86_64", ["bzImage", "modules"],
                       "arch/x86/boot/bzImage")
    return made(home, f"preparing the {name} kernel",
                lambda work: _take_built(work, kdir))


def _take_built(work, kdir):
    release = (kdir / "include/config/kernel.release").read_text().strip()
    folder = work / "lib" / "modules" / release
    folder.mkdir(parents=True)
    for name in ("modules.builtin", "modules.order", "modules.builtin.modinfo"):
        if (kdir / name).exists():
            shutil.copy(kdir / name, folder)
    _finish(work, release, image=str(kdir / "arch/x86/boot/bzImage"),
            kdir=str(kdir), debug=True)


def _finish(work, release, **meta):
    """Add what booting needs: module dependencies, modules image, initrd; and
    what is known of the kernel."""
    call(["depmod", "-b", str(work), release])
    tree = work / "lib" / "modules"
    for link in ("build", "source"):
        (tree / release / link).unlink(missing_ok=True)
    # The file is sparse: generous costs nothing.
    size = sum(p.stat().st_size for p in tree.rglob("*") if p.is_file())
    call(["mke2fs", "-q", "-t", "ext4", "-O", "^has_journal", "-m", "0", "-d",
          str(tree), str(work / "modules.img"), f"{size // 2 ** 19 + 64}M"])
    archive = cpio.Archive()
    archive.directory("modules")
    order = boot_modules(tree / release)
    for path in order:
        data = path.read_bytes()
        if path.suffix == ".xz":
            data = lzma.decompress(data)
        archive.file(f"modules/{path.name.removesuffix('.xz')}", data)
    archive.file("modules.list", "".join(
        f"{p.name.removesuffix('.xz')}\n" for p in order).encode())
    (work / "initrd.cpio").write_bytes(archive.bytes())
    shutil.rmtree(tree)
    (work / "kernel.json").write_text(json.dumps({"release": release, **meta}))


def boot_modules(tree):
    """Files of BOOT_MODULES and what they need, in loading order."""
    deps = {}
    for line in (tree / "modules.dep").read_text().splitlines():
        path, _, needs = line.partition(":")
        deps[_module_name(path)] = (path, needs.split())
    order = []
    for name in BOOT_MODULES:
        if name not in deps:
            continue
        path, needs = deps[name]
        for one in [*reversed(needs), path]:
            if tree / one not in order:
                order.append(tree / one)
    return order


def _module_name(path):
    return Path(path).name.split(".")[0].replace("-", "_")


def _self():
    """The code that makes a kernel's directory is one of its inputs."""
    return (VM / "lib" / "kernel.py").read_bytes() \
        + (VM / "lib" / "cpio.py").read_bytes()

# SPDX-License-Identifier: GPL-2.0-only
"""Kernels: stock Debian ones fetched by name, and the debug one we build."""

import json
import shutil
from pathlib import Path

import cpio
from cache import CACHE, REPO, Failure, call, digest, made, need
from debs import Apt

VM = REPO / "tests" / "vm"
STOCK = {"6.1": "linux-image-cloud-{arch}",
         "6.12": "linux-image-6.12-cloud-{arch}"}
BUILT = {"debug": "x86-debug.config"}
DEB_ARCH = {"x86_64": "amd64", "arm64": "arm64"}
# What init needs before it can mount the root image; absent = built in.
BOOT_MODULES = ["virtio_pci", "virtio_blk", "ext4", "virtio_console", "virtio_rng"]


def names(arch):
    """The kernels that run can boot on this architecture."""
    return list(STOCK) + (list(BUILT) if arch == "x86_64" else [])


class Kernel:
    """A kernel ready to boot: image, modules, build directory."""

    def __init__(self, home):
        self.home = home
        meta = json.loads((home / "kernel.json").read_text())
        self.release = meta["release"]
        self.image = home / meta["image"]
        self.kdir = home / meta["kdir"]
        self.initrd = home / "initrd.cpio"
        self.modules = home / "modules.img"
        self.debug = meta["debug"]


def get(name, arch):
    """The kernel called name, fetched or built if the cache lacks it."""
    if name in STOCK:
        return Kernel(_stock(name, arch))
    if name in BUILT and arch == "x86_64":
        return Kernel(_built(name))
    raise Failure(f"no kernel '{name}' for {arch}; there are: "
                  + " ".join(names(arch)))


def _stock(name, arch):
    need("depmod", "mke2fs", "xz")
    key = digest(_self(), DEB_ARCH[arch])
    home = CACHE / "kernels" / f"{name}-{arch}-{key}"
    return made(home, f"fetching Debian's kernel {name} for {arch}",
                lambda work: _fetch_stock(name, arch, work, home))


def _fetch_stock(name, arch, work, home):
    deb_arch = DEB_ARCH[arch]
    apt = Apt(deb_arch)
    apt.update()
    meta = STOCK[name].format(arch=deb_arch)
    image = apt.field(meta, "Depends").split()[0]
    release = image.removeprefix("linux-image-")
    headers = f"linux-headers-{release}"
    depends = [d.split()[0] for d in apt.field(headers, "Depends").split(",")]
    common = next(d for d in depends if d.endswith("-common"))
    kbuild = next(d for d in depends if d.startswith("linux-kbuild-"))
    apt.unpack([image, headers, common], work)
    Apt("amd64").unpack([kbuild], work)

    kdir = Path("usr/src") / headers
    # Debian's headers name each other by absolute path.
    makefile = work / kdir / "Makefile"
    makefile.write_text(makefile.read_text().replace(
        " /usr/src/", f" {home}/usr/src/"))
    # Without vmlinux the build leaves out BTF, and needs no pahole.
    (work / kdir / "vmlinux").unlink(missing_ok=True)
    _finish(work, work, release, f"boot/vmlinuz-{release}", kdir, False)


def _built(name):
    home = built_home(name)
    if not home.exists():
        import kbuild
        kbuild.build(name, home)
    return home


def built_home(name):
    """Where the cache keeps a kernel that we build."""
    config = (VM / BUILT[name]).read_text()
    return CACHE / "kernels" / f"{name}-x86_64-{digest(config, _self())}"


def _finish(work, mod_root, release, image, kdir, debug):
    """Add what booting needs: module dependencies, modules image, initrd."""
    (work / "lib" / "modules" / release).mkdir(parents=True, exist_ok=True)
    call(["depmod", "-b", str(mod_root), release])
    tree = mod_root / "lib" / "modules"
    for link in ("build", "source"):
        (tree / release / link).unlink(missing_ok=True)
    call(["mke2fs", "-q", "-t", "ext4", "-O", "^has_journal", "-m", "0", "-d",
          str(tree), str(work / "modules.img"), "256M"])
    archive = cpio.Archive()
    archive.directory("modules")
    order = boot_modules(tree / release)
    for path in order:
        data = path.read_bytes()
        if path.suffix == ".xz":
            import lzma
            data = lzma.decompress(data)
        archive.file(f"modules/{path.name.removesuffix('.xz')}", data)
    archive.file("modules.list", "".join(
        f"{p.name.removesuffix('.xz')}\n" for p in order).encode())
    (work / "initrd.cpio").write_bytes(archive.bytes())
    shutil.rmtree(tree)
    (work / "kernel.json").write_text(json.dumps({
        "release": release, "image": image, "kdir": str(kdir),
        "debug": debug}))


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

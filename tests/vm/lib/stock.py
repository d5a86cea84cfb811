# SPDX-License-Identifier: GPL-2.0-only
"""Debian's own kernels and their headers, fetched by package name."""

import fnmatch
import json
import re
from pathlib import Path

import toolchain
from cache import CACHE, DEB_ARCH, Failure, digest, host_arch, made
from debs import HOST_SUITE, Apt
from table import KERNELS

# Since 7.2 the image package is empty and its files are in these.
PARTS = ("base", "binary", "modules")


def get(name, deb_arch):
    """Directory of the unpacked packages. What the cache has, it keeps: the
    newest version is looked up when there is none."""
    row = KERNELS[name]
    key = digest(Path(__file__).read_bytes(), row.package, row.suite)
    home = CACHE / "packages" / f"linux-{name}-{deb_arch}-{key}"
    return made(home, f"fetching Debian's kernel {name} for {deb_arch}",
                lambda work: _fetch(row, deb_arch, work, home))


def describe(home):
    """Release, image, modules and build directory (relative) of a fetched
    kernel; the folder of the compiler for it, if it is not the host's."""
    return json.loads((home / "kernel.json").read_text())


def _image(apt, package):
    """The image that a metapackage names, or the newest that a pattern does."""
    if "*" not in package:
        found = [d.split()[0] for d in apt.field(package, "Depends").split(",")]
        return next(d for d in found if d.startswith("linux-image-"))
    found = fnmatch.filter(apt.names("linux-image-"), package)
    if not found:
        raise Failure(f"Debian {apt.suite} has no {package} any more")
    return max(found, key=lambda name: [int(n) for n in
                                        re.findall(r"\d+", name)])


def _fetch(row, deb_arch, work, home):
    apt = Apt(deb_arch, row.suite)
    apt.update()
    image = _image(apt, row.package.format(arch=deb_arch))
    release = image.removeprefix("linux-image-")
    there = set(apt.names("linux-"))
    images = [image] + [part for part in (f"linux-{p}-{release}" for p in PARTS)
                        if part in there]
    headers = f"linux-headers-{release}"
    depends = [d.split()[0] for d in apt.field(headers, "Depends").split(",")]
    common, kbuild, compiler = (
        next((d for d in depends if re.match(start, d)), None)
        for start in ("linux-headers-", "linux-kbuild-", r".*\bgcc-\d+"))
    if not common or not kbuild or not compiler:
        raise Failure(f"{headers} depends on {' '.join(depends)}: no common "
                      "headers, linux-kbuild or gcc among them")
    apt.unpack([*images, headers, common], work)
    # Kbuild's programs run here, whatever the kernel is for.
    Apt(DEB_ARCH[host_arch()], row.suite).unpack([kbuild], work)
    tools = None
    if row.suite != HOST_SUITE:
        gcc = re.search(r"gcc-\d+", compiler)[0]
        tools = toolchain.get(row.suite, gcc, kbuild, deb_arch)
        toolchain.adopt(work / "usr" / "lib" / kbuild, tools)

    kdir = Path("usr/src") / headers
    # Debian's headers name each other by absolute path.
    makefile = work / kdir / "Makefile"
    makefile.write_text(re.sub(r"(?<=[ =])/usr/src/", f"{home}/usr/src/",
                               makefile.read_text()))
    # Without vmlinux the build leaves out BTF, and needs no pahole.
    (work / kdir / "vmlinux").unlink(missing_ok=True)
    modules = next(p for p in (f"lib/modules/{release}",
                               f"usr/lib/modules/{release}")
                   if (work / p).is_dir())
    vmlinuz = next(p for p in (f"boot/vmlinuz-{release}", f"{modules}/vmlinuz")
                   if (work / p).exists())
    (work / "kernel.json").write_text(json.dumps({
        "release": release, "image": vmlinuz, "modules": modules,
        "kdir": str(kdir), "tools": tools and str(tools / "usr" / "bin")}))

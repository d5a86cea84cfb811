# SPDX-License-Identifier: GPL-2.0-only
"""Debian's own cloud kernels and their headers, fetched by package name."""

import json
from pathlib import Path

from cache import CACHE, DEB_ARCH, digest, host_arch, made
from debs import Apt
from table import KERNELS


def get(name, deb_arch):
    """Directory of the unpacked packages. What the cache has, it keeps: the
    newest version is looked up when there is none."""
    meta = KERNELS[name].package.format(arch=deb_arch)
    key = digest(Path(__file__).read_bytes(), meta)
    home = CACHE / "packages" / f"linux-{name}-{deb_arch}-{key}"
    return made(home, f"fetching Debian's kernel {name} for {deb_arch}",
                lambda work: _fetch(meta, deb_arch, work, home))


def describe(home):
    """Release, image and build directory (relative) of a fetched kernel."""
    return json.loads((home / "kernel.json").read_text())


def _fetch(meta, deb_arch, work, home):
    """The kernel that a metapackage names: the newest of its series."""
    apt = Apt(deb_arch)
    apt.update()
    image = apt.field(meta, "Depends").split()[0]
    release = image.removeprefix("linux-image-")
    headers = f"linux-headers-{release}"
    depends = [d.split()[0] for d in apt.field(headers, "Depends").split(",")]
    common, kbuild = (
        next((d for d in depends if d.startswith(start)), None)
        for start in ("linux-headers-", "linux-kbuild-"))
    if not common or not kbuild:
        raise Failure(f"{headers} depends on {' '.join(depends)}: no common "
                      "headers or no linux-kbuild among them")
    apt.unpack([image, headers, common], work)
    # Kbuild's programs run here, whatever the kernel is for.
    Apt(DEB_ARCH[host_arch()]).unpack([kbuild], work)

    kdir = Path("usr/src") / headers
    # Debian's headers name each other by absolute path.
    makefile = work / kdir / "Makefile"
    makefile.write_text(makefile.read_text().replace(
        " /usr/src/", f" {home}/usr/src/"))
    # Without vmlinux the build leaves out BTF, and needs no pahole.
    (work / kdir / "vmlinux").unlink(missing_ok=True)
    (work / "kernel.json").write_text(json.dumps({
        "release": release, "image": f"boot/vmlinuz-{release}",
        "kdir": str(kdir)}))

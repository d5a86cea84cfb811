# SPDX-License-Identifier: GPL-2.0-only
"""The guest's Debian user land: one ext4 image, made from packages.

Packages are unpacked, not installed: no maintainer script runs, so that the
same code makes the image of any architecture, inside any container. The few
things that those scripts would have done are done here.
"""

import os
import subprocess
from pathlib import Path

from cache import CACHE, REPO, call, digest, made, need
from debs import Apt, usr_merge

VM = REPO / "tests" / "vm"
SIZE = "6G"	# sparse; what is free is the guest's to write on
DIRS = ("dev", "proc", "sys", "run", "tmp", "root", "mnt", "opt", "srv",
        "home", "var/tmp", "var/log", "usr/local/bin", "usr/local/sbin")
ALTERNATIVES = {"awk": "mawk", "nawk": "mawk", "cc": "gcc", "c99": "gcc"}


def packages():
    """The names in packages.list."""
    lines = (VM / "packages.list").read_text().splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def get(deb_arch):
    """Path of the image, made if the cache lacks it."""
    need("mke2fs", "tar")
    here = Path(__file__).read_bytes()
    key = digest(here, " ".join(packages()), deb_arch)
    home = made(CACHE / "images" / f"{deb_arch}-{key}",
                f"making the guest's Debian user land ({deb_arch})",
                lambda work: _make(deb_arch, work))
    return home / "root.img"


def _make(deb_arch, work):
    root = work / "root"
    root.mkdir()
    usr_merge(root)
    Apt(deb_arch).unpack_all(packages(), root)
    for name in DIRS:
        (root / name).mkdir(parents=True, exist_ok=True)
    os.chmod(root / "tmp", 0o1777)
    os.chmod(root / "var" / "tmp", 0o1777)
    for name, target in ALTERNATIVES.items():
        link = root / "usr" / "bin" / name
        if not link.exists() and not link.is_symlink():
            link.symlink_to(target)
    _etc(root)
    native = deb_arch == _host_arch()
    if native:
        call(["ldconfig", "-r", str(root)])
        # Best effort: without its cache Python starts slower, no worse.
        subprocess.run(["chroot", str(root), "python3", "-m", "compileall",
                        "-q", "/usr/lib/python3.11"], check=False,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    call(["mke2fs", "-q", "-t", "ext4", "-O", "^has_journal", "-m", "0", "-E",
          "root_owner=0:0", "-d", str(root), str(work / "root.img"), SIZE])
    call(["rm", "-rf", str(root)])


def _etc(root):
    etc = root / "etc"
    masters = root / "usr" / "share" / "base-passwd"
    for name in ("passwd", "group"):
        text = (masters / f"{name}.master").read_text()
        if name == "passwd":
            text += "user:x:1000:1000:user:/home/user:/bin/bash\n"
        else:
            text += "user:x:1000:\n"
        (etc / name).write_text(text)
    (root / "home" / "user").mkdir()
    os.chown(root / "home" / "user", 1000, 1000)
    (etc / "hosts").write_text("127.0.0.1 localhost guest\n::1 localhost\n")
    (etc / "hostname").write_text("guest\n")
    # The common-* files of PAM come from a script: root may become anybody.
    for name in ("auth", "account", "password", "session",
                 "session-noninteractive"):
        (etc / "pam.d" / f"common-{name}").write_text(
            f"{name.partition('-')[0]} required pam_permit.so\n")
    (etc / "nsswitch.conf").write_text(
        "passwd: files\ngroup: files\nhosts: files\n")


def _host_arch():
    return call(["dpkg", "--print-architecture"]).strip()

# SPDX-License-Identifier: GPL-2.0-only
"""Debian packages by name, through apt, without touching the system.

apt runs on a state of its own (lists, archives, an empty status file) inside
the cache; packages are unpacked with dpkg-deb, never installed.
"""

import re
import subprocess
import time
from pathlib import Path

from cache import CACHE, Failure, call, lock, need, say, temp_dir

KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")
DEBIAN = "http://deb.debian.org/debian"
SECURITY = "http://deb.debian.org/debian-security"
HOST_SUITE = "bookworm"	# what programs of ours are built and run on
MERGED = ("bin", "sbin", "lib", "lib32", "lib64", "libx32")
FRESH_S = 6 * 3600


def sources(suite):
    """apt's list for a suite: a release with its updates, unstable alone."""
    release = suite.removesuffix("-backports")
    places = [(DEBIAN, release)]
    if release != "sid":
        places += [(DEBIAN, f"{release}-updates"),
                   (SECURITY, f"{release}-security")]
    if suite != release:
        places.append((DEBIAN, suite))
    return "".join(f"deb [signed-by={KEYRING}] {where} {name} main\n"
                   for where, name in places)


class Apt:
    """apt for one architecture of one of Debian's suites."""

    def __init__(self, arch, suite=HOST_SUITE):
        self.arch = arch
        self.suite = suite
        self.dir = CACHE / "apt" / (
            arch if suite == HOST_SUITE else f"{suite}-{arch}")

    def _options(self):
        pairs = {
            "Dir::State": self.dir,
            "Dir::State::lists": self.dir / "lists",
            "Dir::State::status": self.dir / "status",
            "Dir::Cache": self.dir,
            "Dir::Etc::sourcelist": self.dir / "sources.list",
            "Dir::Etc::sourceparts": "/dev/null",
            "Dir::Etc::preferencesparts": "/dev/null",
            "APT::Architecture": self.arch,
            "APT::Architectures": self.arch,
            "APT::Sandbox::User": "root",
            "APT::Install-Recommends": "false",
            "Acquire::Languages": "none",
            "Acquire::Retries": "3",
            "Acquire::IndexTargets::deb::DEP-11::DefaultEnabled": "false",
        }
        return [arg for k, v in pairs.items() for arg in ("-o", f"{k}={v}")]

    def _run(self, tool, *args, **kw):
        return call([tool, *self._options(), "-q", *args], **kw)

    def update(self, force=False):
        """Fetch the package lists unless they are recent."""
        need("apt-get", "dpkg-deb")
        if not KEYRING.exists():
            raise Failure(f"{KEYRING} is missing on this machine: "
                          "apt-get install debian-archive-keyring")
        with lock(f"apt-{self.dir.name}"):
            stamp = self.dir / "updated"
            if force or not stamp.exists() \
                    or time.time() - stamp.stat().st_mtime > FRESH_S:
                self._update()
                stamp.touch()

    def _update(self):
        say(f"fetching the package lists of Debian {self.suite} ({self.arch})")
        (self.dir / "lists" / "partial").mkdir(parents=True, exist_ok=True)
        (self.dir / "status").touch()
        (self.dir / "sources.list").write_text(sources(self.suite))
        self._run("apt-get", "update", "--error-on=any")

    def names(self, start):
        """All packages whose names start so."""
        return self._run("apt-cache", "pkgnames", start).split()

    def field(self, package, name):
        """One field of the newest version of a package."""
        text = self._run("apt-cache", "show", "--no-all-versions", package)
        match = re.search(rf"^{name}: (.*)$", text, re.M)
        if not match:
            raise Failure(f"package {package} has no field {name}")
        return match.group(1)

    def _fetch(self, *args, **kw):
        """Download; once more with fresh lists if the mirror moved on."""
        try:
            return self._run("apt-get", *args, **kw)
        except Failure:
            say("download failed, trying again with fresh package lists")
            self.update(force=True)
            return self._run("apt-get", *args, **kw)

    def unpack(self, packages, root):
        """Unpack exactly these packages below root."""
        self.update()
        self._fetch("download", *packages, cwd=root)
        for deb in sorted(Path(root).glob("*.deb")):
            unpack_deb(deb, root)
            deb.unlink()

    def unpack_all(self, packages, root):
        """Unpack these packages and all that they depend on below root."""
        self.update()
        with temp_dir("debs") as scratch:
            (Path(scratch) / "partial").mkdir()
            self._fetch("-o", f"Dir::Cache::archives={scratch}", "install",
                        "-y", "--download-only", *packages)
            for deb in sorted(Path(scratch).glob("*.deb")):
                unpack_deb(deb, root)


def usr_merge(root):
    """What older packages have in /bin and such goes to /usr there."""
    for name in MERGED:
        (root / "usr" / name).mkdir(parents=True)
        (root / name).symlink_to(f"usr/{name}")


def unpack_deb(deb, root):
    """dpkg-deb -x that keeps the /bin -> usr/bin links of root."""
    data = subprocess.Popen(["dpkg-deb", "--fsys-tarfile", str(deb)],
                            stdout=subprocess.PIPE)
    res = subprocess.run(["tar", "-x", "--keep-directory-symlink", "-C",
                          str(root)], stdin=data.stdout, check=False)
    data.stdout.close()
    if data.wait() or res.returncode:
        raise Failure(f"cannot unpack {deb}")

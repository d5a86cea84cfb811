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
SOURCES = """\
deb [signed-by={key}] http://deb.debian.org/debian bookworm main
deb [signed-by={key}] http://deb.debian.org/debian bookworm-updates main
deb [signed-by={key}] http://deb.debian.org/debian-security bookworm-security main
"""
FRESH_S = 6 * 3600


class Apt:
    """apt for one architecture of Debian 12."""

    def __init__(self, arch):
        self.arch = arch
        self.dir = CACHE / "apt" / arch

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
        with lock(f"apt-{self.arch}"):
            stamp = self.dir / "updated"
            if force or not stamp.exists() \
                    or time.time() - stamp.stat().st_mtime > FRESH_S:
                self._update()
                stamp.touch()

    def _update(self):
        say(f"fetching Debian 12's package lists ({self.arch})")
        (self.dir / "lists" / "partial").mkdir(parents=True, exist_ok=True)
        (self.dir / "status").touch()
        (self.dir / "sources.list").write_text(SOURCES.format(key=KEYRING))
        self._run("apt-get", "update", "--error-on=any")

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


def unpack_deb(deb, root):
    """dpkg-deb -x that keeps the /bin -> usr/bin links of root."""
    data = subprocess.Popen(["dpkg-deb", "--fsys-tarfile", str(deb)],
                            stdout=subprocess.PIPE)
    res = subprocess.run(["tar", "-x", "--keep-directory-symlink", "-C",
                          str(root)], stdin=data.stdout, check=False)
    data.stdout.close()
    if data.wait() or res.returncode:
        raise Failure(f"cannot unpack {deb}")

# SPDX-License-Identifier: GPL-2.0-only
"""kernels.toml, the one list of kernels, for all that needs to know them."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from cache import DEB_ARCH

TABLE = Path(__file__).resolve().parents[1] / "kernels.toml"


@dataclass
class Row:
    """What kernels.toml says of one kernel; there it is explained."""

    name: str
    package: str = ""
    suite: str = "bookworm"
    config: str = ""
    x86_64: list = field(default_factory=list)
    arm64: list = field(default_factory=list)
    more_x86_64: list = field(default_factory=list)
    more_arm64: list = field(default_factory=list)
    default: bool = False
    lint: bool = False

    def suites(self, arch, more=False):
        """The guest suites that run on it; with more, in check-all."""
        return getattr(self, arch) + (getattr(self, f"more_{arch}") if more
                                      else [])


def _read():
    with open(TABLE, "rb") as file:
        data = tomllib.load(file)
    rows = [Row(name, **row) for name, row in data["kernel"].items()]
    if any(bool(row.package) == bool(row.config) for row in rows):
        raise ValueError(f"{TABLE}: a kernel has a package or a config")
    return data["source"], {row.name: row for row in rows}


SOURCE, KERNELS = _read()
DEFAULT, = (name for name, row in KERNELS.items() if row.default)


def names(arch):
    """The kernels for this architecture."""
    assert arch in DEB_ARCH
    return [name for name, row in KERNELS.items() if row.suites(arch, more=True)]


def stock(arch):
    """Those of them that Debian builds, the oldest first."""
    return [name for name in names(arch) if KERNELS[name].package]


def checked():
    """The stock kernels that 'make check' boots."""
    return [name for name in stock("x86_64") if KERNELS[name].x86_64]


def linted():
    """The stock kernels that lint builds for."""
    return [name for name in stock("x86_64") if KERNELS[name].lint]

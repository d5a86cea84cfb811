# SPDX-License-Identifier: GPL-2.0-only
"""Debian packages of this tree, and the same under a lower version."""

import re
import shutil
from pathlib import Path

from cache import CACHE, REPO, call, digest, made, prune, temp_dir

OLD = "0.0.1"		# what is upgraded from
PACKAGES = ("cpuwarden", "cpuwarden-dkms")


def get():
    """A folder with the packages of this tree, in new, and the same under a
    lower version, in old."""
    names = call(["git", "-C", str(REPO), "ls-files", "-z", "--",
                  ":!tests"]).split("\0")
    names = [name for name in names if (REPO / name).is_file()]
    key = digest(Path(__file__).read_bytes(),
                 *(part for name in names
                   for part in (name, (REPO / name).read_bytes())))
    prune(CACHE / "debs", keep=5)
    return made(CACHE / "debs" / key, "building the packages", _build)


def _build(work):
    call(["make", "-s", "-C", str(REPO), "deb", f"DEB={work}/build",
          "LINTIAN=true"])
    (work / "new").mkdir()
    (work / "old").mkdir()
    for name in PACKAGES:
        deb, = (work / "build").glob(f"{name}_*.deb")
        shutil.move(deb, work / "new")
        with temp_dir("deb") as scratch:
            _relabel(work / "new" / deb.name, Path(scratch) / "tree",
                     work / "old" / f"{name}.deb")
    shutil.rmtree(work / "build")


def _relabel(deb, tree, to):
    """The same package under a lower version."""
    call(["dpkg-deb", "-R", str(deb), str(tree)])
    control = (tree / "DEBIAN" / "control").read_text()
    version = re.search(r"^Version: (.*)$", control, re.M)[1]
    (tree / "DEBIAN" / "control").write_text(re.sub(
        r"^Version: .*$", f"Version: {OLD}", control, flags=re.M))
    source = tree / "usr" / "src" / f"cpuwarden-{version}"
    if source.exists():
        conf = source / "dkms.conf"
        conf.write_text(conf.read_text().replace(version, OLD))
        source.rename(source.with_name(f"cpuwarden-{OLD}"))
        for script in ("postinst", "prerm"):
            path = tree / "DEBIAN" / script
            path.write_text(path.read_text().replace(version, OLD))
    (tree / "DEBIAN" / "md5sums").unlink(missing_ok=True)
    call(["dpkg-deb", "--root-owner-group", "-b", str(tree), str(to)])


def sources(debs, scratch):
    """The module's sources as the packages have them, by version."""
    trees = {}
    for deb in [*debs.glob("*/cpuwarden-dkms*.deb")]:
        tree = scratch / deb.parent.name
        call(["dpkg-deb", "-x", str(deb), str(tree)])
        source, = (tree / "usr" / "src").iterdir()
        trees[source.name.removeprefix("cpuwarden-")] = source
    return trees

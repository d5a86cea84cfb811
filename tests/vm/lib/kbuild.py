# SPDX-License-Identifier: GPL-2.0-only
"""Kernels that we build from Debian's linux-source, kept in the cache."""

import os
import re
import threading
import time
from pathlib import Path

from cache import CACHE, JOBS, Failure, call, digest, lock, made, need, say
from debs import Apt
from table import SOURCE

PROGRESS_S = 60
HEADERS = {"/usr/include/libelf.h": "libelf-dev",
           "/usr/include/stdio.h": "libc6-dev"}


def source():
    """The unpacked kernel source."""
    need("xz", "tar")
    return made(CACHE / "source" / SOURCE.replace("-source", ""),
                f"fetching {SOURCE}", _unpack_source)


def _unpack_source(work):
    Apt("amd64").unpack([SOURCE], work)
    tarball = next((work / "usr" / "src").glob("linux-source-*.tar.xz"))
    call(["tar", "-x", "--strip-components=1", "-C", str(work), "-f",
          str(tarball)])
    call(["rm", "-rf", str(work / "usr" / "share"), str(tarball)])


def tree(config, arch, targets, product):
    """A build directory with this fragment over tinyconfig, fully built.

    product is the file that shows that the build is complete. An interrupted
    build goes on where it was.
    """
    need("bc", "bison", "flex", "gcc", "make")
    for header, package in HEADERS.items():
        if not Path(header).exists():
            raise Failure(f"{header} is missing on this machine: "
                          f"apt-get install {package}")
    text = config.read_text()
    name = f"{config.stem}-{digest(text, arch)}"
    home = CACHE / "kbuild" / name
    done = home / ".complete"
    if done.exists():
        return home
    src = source()
    with lock(name):
        if not done.exists():
            home.mkdir(parents=True, exist_ok=True)
            make = ["make", "-C", str(src), f"O={home}", f"ARCH={arch}",
                    # KCSAN is to watch the module, not what the kernel
                    # does to itself; a module is built without this
                    "KCSAN_SANITIZE=n"]
            _configure(make, home, text)
            _make(make + [f"-j{JOBS}", *targets], home, config.stem)
            if not (home / product).exists():
                raise Failure(f"the kernel build made no {product}")
            _slim(home)
            done.touch()
    return home


def _configure(make, home, fragment):
    call([*make, "tinyconfig"])
    with open(home / ".config", "a", encoding="utf-8") as out:
        out.write(fragment)
    call([*make, "olddefconfig"])
    have = set((home / ".config").read_text().splitlines())
    wanted = [line for line in fragment.splitlines()
              if re.match(r"CONFIG_\w+=|# CONFIG_\w+ is not set", line)]
    lost = [line for line in wanted if line not in have
            and not (line.endswith(" is not set")
                     and line.split()[1] + "=" not in "\n".join(have))]
    if lost:
        raise Failure(f"the kernel's configuration refused: {lost}")


def _make(argv, home, name):
    """Run make, saying once a minute how far it is."""
    log = home / "build.log"
    start = time.monotonic()
    over = threading.Event()

    def report():
        while not over.wait(PROGRESS_S):
            done = log.read_text(errors="replace").count("\n  CC ") \
                if log.exists() else 0
            say(f"still building the {name} kernel: {done} files compiled, "
                f"{(time.monotonic() - start) / 60:.0f} min")

    say(f"building the {name} kernel (some minutes, once; log: {log}) …")
    log.unlink(missing_ok=True)
    watcher = threading.Thread(target=report, daemon=True)
    watcher.start()
    try:
        call(argv, log=log)
    finally:
        over.set()
        watcher.join()
    say(f"the {name} kernel is built, "
        f"{(time.monotonic() - start) / 60:.1f} min")


def _slim(home):
    """Drop what neither booting nor building a module needs."""
    for folder, dirs, files in os.walk(home):
        if Path(folder) == home:
            dirs[:] = [d for d in dirs if d not in ("scripts", "tools")]
        for name in files:
            if name.endswith((".o", ".a")) or name.startswith("vmlinux.o"):
                os.unlink(Path(folder) / name)
    (home / "vmlinux").unlink(missing_ok=True)

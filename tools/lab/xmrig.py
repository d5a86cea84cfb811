#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Record xmrig, the miner that hidden ones are most often made of.

usage: xmrig.py [-t SECONDS] [-n SAMPLES] [-s SUFFIX] [-k]
                XMRIG RECORD TRIM DIRECTORY [NAME]...

XMRIG is the program (Debian's source package xmrig, built as its rules say);
RECORD and TRIM are tools/lab's. DIRECTORY takes xmrig-NAME@SUFFIX.cwt, one for
each of FORMS. It mines for the pool of pool.py, in a network namespace
without a network. Recording begins after a time of each form's own, when the
memory has been filled. With -k what is there already is kept.
"""

import argparse
import functools
import os
import pathlib
import signal
import subprocess
import sys
import time

import recording

HERE = pathlib.Path(__file__).resolve().parent
RATE_HZ = 250
SETTLE_S = 4

LIGHT = ("--randomx-mode=light", "--randomx-init=1")
FAST = ("--randomx-mode=fast", "--randomx-init=2")
SOFT_AES = ("-c", HERE / "xmrig-softaes.json")
PLAIN_C = ("--asm=none",)

# name: (algorithm, arguments, seconds until it mines)
FORMS = {
    **{name.replace("/", "-"): (name, (), SETTLE_S) for name in (
        "cn/0", "cn/1", "cn/2", "cn/r", "cn/fast", "cn/half", "cn/xao",
        "cn/rto", "cn/rwz", "cn/zls", "cn/double", "cn/ccx", "cn-lite/0",
        "cn-lite/1", "cn-heavy/0", "cn-heavy/tube", "cn-heavy/xhv",
        "cn-pico", "cn-pico/tlo", "cn/upx2", "argon2/chukwa",
        "argon2/chukwav2", "argon2/ninja")},
    **{name.replace("/", "-") + "-light": (name, LIGHT, 12) for name in (
        "rx/0", "rx/2", "rx/wow", "rx/arq", "rx/graft", "rx/sfx", "rx/yada")},
    **{name.replace("/", "-") + "-c": (name, PLAIN_C, SETTLE_S) for name in (
        "cn/0", "cn/1", "cn/2", "cn/r", "cn/half", "cn-pico")},
    **{name.replace("/", "-") + "-soft": (name, SOFT_AES, 3 * SETTLE_S)
       for name in ("cn/0", "cn/1", "cn/2", "cn/r", "cn-lite/1",
                    "cn-heavy/0", "cn-pico")},
    "cn-0-double": ("cn/0", ("--av=2",), SETTLE_S),
    "rx-0-light-soft": ("rx/0", LIGHT + SOFT_AES, 20),
    "rx-2-light-soft": ("rx/2", LIGHT + SOFT_AES, 20),
    "rx-0-fast": ("rx/0", FAST, 240),
    "rx-2-fast": ("rx/2", FAST, 240),
}


def mine(options, algorithm, arguments):
    """The pool, whose child is the miner."""
    return subprocess.Popen(
        ["unshare", "-n", "sh", "-ec", 'ip link set lo up; exec "$@"', "sh",
         HERE / "pool.py", algorithm, options.xmrig, "-o",
         "127.0.0.1:{port}", "-a", algorithm, "-u", "nobody", "-p", "x",
         "-t", "1", "--no-color", "--print-time=600", *arguments],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL)


def child(pid):
    children = pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text(
        encoding="ascii").split()
    if not children:
        raise RuntimeError("the miner has ended")
    return int(children[0])


def record(options, name, trace):
    algorithm, arguments, settle_s = FORMS[name]
    with (recording.trimmed(options, trace) as whole,
          mine(options, algorithm, arguments) as pool):
        time.sleep(settle_s)
        miner = child(pool.pid)
        try:
            subprocess.run([options.record, "-r", str(RATE_HZ), "-t",
                            str(options.t), "-o", whole, "-p", str(miner)],
                           check=True, stdin=subprocess.DEVNULL,
                           stdout=subprocess.DEVNULL)
        finally:
            os.kill(miner, signal.SIGTERM)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-t", type=int, default=6)
    parser.add_argument("-n", type=int, default=700)
    parser.add_argument("-s", default="debian")
    parser.add_argument("-k", action="store_true")
    parser.add_argument("xmrig")
    parser.add_argument("record")
    parser.add_argument("trim")
    parser.add_argument("directory", type=pathlib.Path)
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    return recording.record_all(
        options, ((f"xmrig-{name}@{options.s}",
                   functools.partial(record, options, name))
                  for name in options.names or FORMS))


if __name__ == "__main__":
    sys.exit(main())

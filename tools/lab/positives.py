#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Record the positives: our workloads, in every build that this CPU can run.

usage: positives.py [-r HZ] [-t SECONDS] [-n SAMPLES] [-k] [-w]
                    [-v VARIANT,...] RECORD TRIM DIRECTORY [WORKLOAD]...

RECORD and TRIM are tools/lab's programs; DIRECTORY takes
WORKLOAD@VARIANT.cwt. The builds are those of `make -C tests/workloads
variants`, or some of them; with -w those of `make wasm` there, run by node.
With -k what is there already is kept.
"""

import argparse
import functools
import pathlib
import subprocess
import sys

import recording

TOP = pathlib.Path(__file__).resolve().parents[2]
WORKLOADS = TOP / "tests/workloads"
PREFIX = "cw-workload-"
NODE = ["node", "--no-warnings", WORKLOADS / "wasm/run.mjs"]


def variants(wasm):
    """Command of each build by its name, those that this CPU can run."""
    subprocess.run(["make", "-s", "-C", WORKLOADS,
                    "wasm" if wasm else "variants"], check=True)
    for path in sorted((WORKLOADS / "build").glob(PREFIX + "*")):
        if not path.is_file() or (path.suffix == ".wasm") != wasm:
            continue
        name = path.stem.removeprefix(PREFIX)
        command = [*NODE, path] if wasm else [path]
        if runs(command):
            yield f"wasm-{name}" if wasm else name, command


def runs(command):
    return not subprocess.run([*command, "--selftest"], check=False,
                              stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL).returncode


def names(command):
    out = subprocess.run([*command, "--list"], check=True, text=True,
                         stdout=subprocess.PIPE).stdout
    return [line.split("\t")[0] for line in out.splitlines()]


def record(options, command, name, trace):
    with recording.trimmed(options, trace) as whole:
        subprocess.run(
            [options.record, "-q", "-r", str(options.r), "-t",
             str(options.t), "-o", whole, "--", *command, "-s",
             str(options.t * 4), name],
            check=True, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def jobs(options):
    """Each workload of each build, and how to record it."""
    for variant, command in variants(options.w):
        if options.v and variant not in options.v:
            continue
        for name in names(command):
            if not options.workloads or name in options.workloads:
                yield (f"{name}@{variant}",
                       functools.partial(record, options, command, name))


def main():
    parser = argparse.ArgumentParser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-r", type=int, default=250)
    parser.add_argument("-t", type=int, default=4)
    parser.add_argument("-n", type=int, default=700)
    parser.add_argument("-k", action="store_true")
    parser.add_argument("-w", action="store_true")
    parser.add_argument("-v", type=lambda text: text.split(","))
    parser.add_argument("record")
    parser.add_argument("trim")
    parser.add_argument("directory", type=pathlib.Path)
    parser.add_argument("workloads", nargs="*")
    options = parser.parse_args()
    return recording.record_all(options, jobs(options))


if __name__ == "__main__":
    sys.exit(main())

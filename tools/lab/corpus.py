#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Record a set of programs.

usage: corpus.py [-s SET] [-d DATA] [-r HZ] [-t SECONDS] [-n SAMPLES] [-k]
                 RECORD TRIM DIRECTORY [NAME]...

SET has programs.tsv and inputs.tsv (default: tests/lab/corpus). RECORD and TRIM
are tools/lab's programs, DIRECTORY takes the first SAMPLES of each program as
NAME.cwt; with -k what is there already is kept. A program that cannot be run
leaves a short trace or none.

The programs run in DATA, by default ${CPUWARDEN_CACHE:-~/.cache/cpuwarden}/
lab-data, where everything that inputs.tsv lists is made first if it is not
there: name, source and shell command. A source is a file of SET/programs or
tests/lab/programs that is copied to DATA; the input is made again when it is
newer. A command of programs.tsv that begins with "@ready " is recorded from
the time on when it prints "ready pid=PID", and that process only.
"""

import argparse
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys

TOP = pathlib.Path(__file__).resolve().parents[2]
CACHE = pathlib.Path(os.environ.get("CPUWARDEN_CACHE") or
                     pathlib.Path.home() / ".cache/cpuwarden")
READY = "@ready "


def table(path):
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            if line.strip() and not line.startswith("#"):
                yield line.rstrip("\n").split("\t")


class Recorder:
    """Records the programs of one set."""

    def __init__(self, options):
        self.set = options.s
        self.data = options.d.resolve()
        self.command = [options.record, "-q", "-r", str(options.r),
                        "-t", str(options.t)]
        self.trim = [options.trim, str(options.n)]
        self.environment = dict(
            os.environ, TOP=str(TOP),
            PATH=os.environ["PATH"] + ":/usr/games:/usr/sbin:/sbin",
            CW_WORKLOAD=str(TOP / "tests/workloads/build/cw-workload"))

    def prepare(self, name, source, command):
        made, copy = self.data / name, self.data / source
        if source != "-":
            path = self.set / "programs" / source
            if not path.exists():
                path = TOP / "tests/lab/programs" / source
            if (not copy.exists() or
                    copy.read_bytes() != path.read_bytes()):
                shutil.copyfile(path, copy)
            if (made.exists() and
                    made.stat().st_mtime >= copy.stat().st_mtime):
                return
        elif made.exists():
            return
        result = subprocess.run(["sh", "-ec", command], cwd=self.data,
                                env=self.environment, check=False,
                                stdin=subprocess.DEVNULL, capture_output=True)
        if result.returncode:
            print(f"corpus: cannot make {name}: "
                  f"{result.stderr.decode(errors='replace')[-300:]}",
                  file=sys.stderr)

    def run(self, arguments):
        return subprocess.run(
            self.command + arguments, check=False, cwd=self.data,
            env=self.environment, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE).stderr.decode().strip()

    def keep(self, whole, trace):
        """The first samples of a recording."""
        if whole.exists():
            subprocess.run(self.trim + [whole, trace], check=True)
            whole.unlink()

    def record(self, command, trace):
        command = command.replace("\\n", "\n")
        if not command.startswith(READY):
            return self.run(["-o", trace, "--", "sh", "-c",
                             "exec " + command])
        with subprocess.Popen(
                ["sh", "-c", "exec " + command.removeprefix(READY)],
                cwd=self.data, env=self.environment, text=True,
                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL) as program:
            for line in program.stdout:
                found = re.match(r"ready pid=(\d+)", line)
                if found:
                    said = self.run(["-o", trace, "-p", found[1]])
                    program.send_signal(signal.SIGTERM)
                    return said
        return "it was never ready"


def main():
    parser = argparse.ArgumentParser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-s", type=pathlib.Path,
                        default=TOP / "tests/lab/corpus")
    parser.add_argument("-d", type=pathlib.Path, default=CACHE / "lab-data")
    parser.add_argument("-r", type=int, default=250)
    parser.add_argument("-t", type=int, default=8)
    parser.add_argument("-n", type=int, default=700)
    parser.add_argument("-k", action="store_true")
    parser.add_argument("record", type=pathlib.Path)
    parser.add_argument("trim", type=pathlib.Path)
    parser.add_argument("directory", type=pathlib.Path)
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    options.record = options.record.resolve()
    options.trim = options.trim.resolve()
    options.directory = options.directory.resolve()
    options.directory.mkdir(parents=True, exist_ok=True)
    options.d.mkdir(parents=True, exist_ok=True)
    recorder = Recorder(options)
    for row in table(options.s / "inputs.tsv"):
        recorder.prepare(*row)
    for name, _, package, command in table(options.s / "programs.tsv"):
        trace = options.directory / f"{name}.cwt"
        if ((options.names and name not in options.names) or
                (options.k and trace.exists())):
            continue
        whole = trace.with_suffix(".whole")
        print(name, package, recorder.record(command, whole), flush=True)
        recorder.keep(whole, trace)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Record the programs of a set by the commands of tests/traces/index.tsv.

usage: programs.py [-s SET] [-d DATA] [-r HZ] [-t SECONDS] [-n SAMPLES] [-k]
                   RECORD TRIM DIRECTORY [NAME]...

SET is training (the default), heldout1 ... RECORD and TRIM are tools/lab's
programs, DIRECTORY takes the first SAMPLES of each program as NAME.cwt; with -k
what is there already is kept. A program that cannot be run leaves a short trace
or none.

The programs run in DATA, by default ${CPUWARDEN_CACHE:-~/.cache/cpuwarden}/
lab-data, where everything that inputs.tsv lists for the set is made first if it
is not there: by a shell command, some of a source. A source is a file of
tests/lab/programs that is copied to DATA; the input is made again when it is
newer.

A command that begins with "@ready " is recorded from the time on when it prints
"ready pid=PID", and that process only. "@positives.py", "@xmrig.py",
"@randomx-variants" and "@record-arm64" are recorded by these programs under the
name that the trace has; "-" cannot be recorded again. Both are left out here.
"""

import argparse
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys

import traceset

TOP = traceset.TOP
SOURCES = TOP / "tests/lab/programs"
CACHE = pathlib.Path(os.environ.get("CPUWARDEN_CACHE") or
                     pathlib.Path.home() / ".cache/cpuwarden")
READY = "@ready "
RECORDERS = {"@record-arm64": TOP / "tests/vm/record-arm64"}


def recorder(command):
    """The program that records such traces; None if this one does."""
    if command.startswith(READY) or not command.startswith("@"):
        return None
    return RECORDERS.get(command, TOP / "tools/lab" / command[1:])


class Recorder:
    """Records the programs of one set."""

    def __init__(self, options):
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
            path = SOURCES / source
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
            print(f"programs: cannot make {name}: "
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
    parser.add_argument("-s", default=traceset.TRAINING)
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
    wanted = {known.name: known for known in traceset.index(options.s)}
    for name in options.names:
        if name not in wanted:
            sys.exit(f"programs.py: {options.s} has no trace {name}")
        if wanted[name].command == "-" or recorder(wanted[name].command):
            sys.exit(f"programs.py: {name} is not recorded by this program: "
                     f"its command is {wanted[name].command}")
    runner = Recorder(options)
    for row in traceset.inputs(options.s):
        runner.prepare(*row)
    for known in traceset.index(options.s):
        trace = options.directory / f"{known.name}.cwt"
        if (known.command == "-" or recorder(known.command) or
                (options.names and known.name not in options.names) or
                (options.k and trace.exists())):
            continue
        whole = trace.with_suffix(".whole")
        print(known.name, known.package, runner.record(known.command, whole),
              flush=True)
        runner.keep(whole, trace)


if __name__ == "__main__":
    main()

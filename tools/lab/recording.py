# SPDX-License-Identifier: GPL-2.0-only
"""What the programs that record miners have in common.

Their options are: record, trim (tools/lab's programs), n (samples to keep),
k (keep what is there) and directory.
"""

import contextlib
import os
import pathlib
import subprocess
import sys
import tempfile


@contextlib.contextmanager
def trimmed(options, trace):
    """Where to record to; what is there in the end is cut to TRACE."""
    with tempfile.TemporaryDirectory() as scratch:
        whole = pathlib.Path(scratch) / "whole.cwt"
        yield whole
        subprocess.run([options.trim, str(options.n), whole, trace],
                       check=True)


def record_all(options, jobs):
    """Do each (name, function of a trace) of JOBS. Return: exit status."""
    options.directory.mkdir(parents=True, exist_ok=True)
    failed = 0
    for name, record in jobs:
        trace = options.directory.resolve() / f"{name}.cwt"
        if options.k and trace.exists():
            continue
        try:
            record(trace)
            print(name, flush=True)
        except (RuntimeError, subprocess.CalledProcessError) as error:
            program = pathlib.Path(sys.argv[0]).stem
            print(f"{program}: {name}: {error}", file=sys.stderr, flush=True)
            failed = 1
    return failed


def cpu_seconds(pid):
    """CPU time in user mode of a process so far; without end if it is gone."""
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii",
                  errors="replace") as file:
            fields = file.read().rpartition(")")[2].split()
    except OSError:
        return float("inf")
    return int(fields[11]) / os.sysconf("SC_CLK_TCK")

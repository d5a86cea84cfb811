#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""What perf's ring had no room for is counted in the trace (TAP).

usage: record-test.py RECORD
"""

import pathlib
import signal
import struct
import subprocess
import sys
import tempfile
import time
import zlib

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] /
                       "tools/lab"))

# pylint: disable=wrong-import-position,import-error
from recording import cpu_seconds  # noqa: E402

# docs/traces.md
FILE_HEADER, BLOCK_HEADER = 32, struct.Struct("<IIII")
RECORD_HEADER = struct.Struct("<HH")
LOST = 9
RATE_HZ = 4000	# 256 KiB hold a second of it
STOPPED_S = 3	# of CPU time


def records(path):
    """Type and content of each record."""
    data, at = path.read_bytes(), FILE_HEADER
    while at < len(data):
        _, _, length, _ = BLOCK_HEADER.unpack_from(data, at)
        at += BLOCK_HEADER.size
        block, offset = zlib.decompress(data[at:at + length]), 0
        at += length
        while offset < len(block):
            kind, size = RECORD_HEADER.unpack_from(block, offset)
            yield kind, block[offset + RECORD_HEADER.size:offset + size]
            offset += size


def samples(recorder):
    """Has it the ring of perf by now?"""
    maps = pathlib.Path(f"/proc/{recorder.pid}/maps")
    return maps.exists() and "perf_event" in maps.read_text(encoding="utf-8")


def computes(program, seconds):
    """Wait while it takes so many seconds of a CPU."""
    enough = cpu_seconds(program.pid) + seconds
    while cpu_seconds(program.pid) < enough:
        time.sleep(0.1)


def record_late(recorder, trace):
    """A busy program, and a recorder that is stopped while it computes."""
    with subprocess.Popen(["taskset", "-c", "0", "sh", "-c",
                           "while :; do :; done"]) as busy:
        with subprocess.Popen(
                [recorder, "-q", "-b", "perf", "-r", str(RATE_HZ), "-t", "120",
                 "-o", trace, "-p", str(busy.pid)],
                stderr=subprocess.PIPE, text=True) as late:
            while not samples(late) and late.poll() is None:
                time.sleep(0.1)
            late.send_signal(signal.SIGSTOP)
            computes(busy, STOPPED_S)
            late.send_signal(signal.SIGCONT)
            # what was lost is told with the next sample
            time.sleep(1)
            computes(busy, 1)
            busy.kill()
            busy.wait()
            _, said = late.communicate()
            return late.returncode, said


def main():
    print("TAP version 13\n1..1")
    name = "record: what perf's ring had no room for is counted"
    with tempfile.TemporaryDirectory() as scratch:
        trace = pathlib.Path(scratch) / "late.cwt"
        code, said = record_late(sys.argv[1], trace)
        if code and "cpu-clock" in said:
            print(f"ok 1 - {name} # SKIP {said.strip()}")
            return 0
        lost = [struct.unpack_from("<IQQ", content)[2]
                for kind, content in records(trace) if kind == LOST]
        print(f"# {sum(lost)} lost")
    wrong = code or sum(lost) < RATE_HZ / 4
    print(f"{'not ok' if wrong else 'ok'} 1 - {name}")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())

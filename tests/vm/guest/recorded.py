# SPDX-License-Identifier: GPL-2.0-only
"""Recordings, their replay, and whether that agrees with the module."""

import json
import os
import struct
import subprocess
import time

from lib import PROC, expect, status, wait_for

TRACE = "/tmp/record.cwt"


def tool(*args, code=0):
    """Run cpuwarden; its stdout."""
    done = subprocess.run(["cpuwarden", *args], check=False, text=True,
                          capture_output=True, stdin=subprocess.DEVNULL,
                          timeout=300)
    expect(done.returncode == code, f"cpuwarden {' '.join(args)}: "
           f"{done.returncode}, not {code}: {done.stderr}{done.stdout[-300:]}")
    return done.stdout if not code else done.stderr


def samples_of(pid, seconds):
    """Time in ns and flags of a process's samples, as the recorder tells."""
    judged, samples, data = 7, [], b""
    end_at = time.monotonic() + seconds
    with open(f"{PROC}/samples", "rb", buffering=0) as f:
        while time.monotonic() < end_at:
            data += f.read(1 << 20)
            while len(data) >= 4:
                kind, size = struct.unpack_from("<HH", data)
                if len(data) < size:
                    break
                if kind == judged and \
                        struct.unpack_from("<I", data, 76)[0] == pid:
                    samples.append((struct.unpack_from("<Q", data, 8)[0],
                                    struct.unpack_from("<H", data, 92)[0]))
                data = data[size:]
    return samples


def replay(path=TRACE):
    return json.loads(tool("--json", "replay", path))["traces"][0]


def recorder(*args, path=TRACE):
    """cpuwarden record, once the module hands it samples."""
    if os.path.isfile(path):
        os.unlink(path)
    process = subprocess.Popen(["cpuwarden", "record", "-o", path, *args],
                               stdin=subprocess.DEVNULL, text=True,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    expect(wait_for(lambda: status()["recording"] == 1, 20),
           "nobody records")
    return process


def word(value):
    return "-" if value in (None, "") else str(value)


def names(flags):
    return ",".join(flags) or "-"


def evidence(finding):
    return ",".join(f"{e['name']}:{e['hits']}/{e['trials']}:"
                    f"{e['weight_milli']}" for e in finding["evidence"]) or "-"


def finding_of_replay(f):
    """The columns of /proc/cpuwarden/findings that a replay can tell."""
    return {
        "verdict": f["verdict"], "family": f["family"],
        "score_milli": str(f["score_milli"]),
        "runner_up": word(f.get("runner_up")),
        "runner_up_milli": str(f.get("runner_up_milli", 0)),
        "subject": f["subject"], "pid": str(f.get("pid", 0)),
        "start_ns": str(f.get("start_ns", 0)), "uid": word(f.get("uid")),
        "exe": word(f.get("exe_path")), "cgroup": word(f.get("cgroup_path")),
        "origin": names(f.get("origin", [])),
        "samples": str(f["samples"]), "first_ns": str(f["first_ns"]),
        "opened_ns": str(f["opened_ns"]), "updated_ns": str(f["updated_ns"]),
        "cpu_ns": str(f["cpu_ns"]), "evidence": evidence(f),
        "rule": word(f.get("rule")).replace(" ", r"\040"),
    }


def process_of_replay(p):
    """The same for /proc/cpuwarden/processes."""
    return {
        "pid": str(p["pid"]), "start_ns": str(p["start_ns"]),
        "exe": word(p.get("exe_path")), "cgroup": word(p.get("cgroup_path")),
        "origin": names(p["origin"]), "verdict": p["verdict"],
        "family": word(p.get("family")), "score_milli": str(p["score_milli"]),
        "samples_user": str(p["samples_user"]),
        "samples_kernel": str(p["samples_kernel"]),
        "samples_guest": str(p["samples_guest"]),
        "guest_ns": str(p["guest_ns"]),
        "samples_unreadable": str(p["samples_unreadable"]),
        "samples_rounding": str(p["samples_rounding"]),
        "cpu_ns": str(p["cpu_ns"]), "first_ns": str(p["first_ns"]),
        "last_ns": str(p["last_ns"]),
        "mix": ",".join(f"{m['op']}:{m['count']}" for m in p["mix"]) or "-",
    }


def same(what, module_says, replay_says):
    other = {key: (module_says[key], value)
             for key, value in replay_says.items()
             if module_says[key] != value}
    expect(not other, f"{what}: module and replay differ: {other}")

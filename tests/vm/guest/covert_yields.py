# SPDX-License-Identifier: GPL-2.0-only
"""A miner that stops while others compute, and one that is only crowded out. A part
of covert."""

import os
import signal
import subprocess
import time

from attack_identity import confirmed
from covert_watched import computes_for, row_of, signs_of
from lib import WORKLOAD, expect, newest_finding, start, stop

TURNS = 24	# more than it takes: time may pass that is not the miner's
LOAD = ("bash", "-c", "while :; do :; done")
# Of other code than the miners that other parts stop, and of a shell of its own, or
# it would go on with what those did.
MINER = f"{WORKLOAD} -s 900 -d 25 cn0-table & wait"


def begin(before=""):
    """Its shell, its pid, its finding."""
    newest = newest_finding()
    shell = start("sh", "-c", before + MINER)
    row = confirmed(newest)
    return shell, int(row["pid"]), row["id"]


def gives_way():
    """Both get hardly any CPU time while others compute: the one stops, the other
    waits for it, as a batch job of nice 19 does."""
    (shell, miner, finding), (batch, _, other) = begin(), begin("nice -n 19 ")
    try:
        computes_for(miner, 5)
        for turn in range(TURNS):
            os.kill(miner, signal.SIGSTOP)
            load = start(*LOAD)
            time.sleep(6)
            stop(load)
            os.kill(miner, signal.SIGCONT)
            computes_for(miner, 1.2)
            if "yields" in signs_of(finding):
                break
        print(f"# {signs_of(finding)} {signs_of(other)} after {turn + 1} turns",
              flush=True)
        expect("yields" in signs_of(finding), f"{row_of(finding)}")
        expect("yields" not in signs_of(other), f"{row_of(other)}")
        said = subprocess.run(["cpuwarden", "show", f"id:{finding}"],
                              check=True, capture_output=True,
                              text=True).stdout
        expect("others begin to compute" in said, said)
    finally:
        stop(shell, batch)


TESTS = (
    ("a miner that stops while others compute", gives_way),
)


def run(tap):
    for name, function in TESTS:
        tap.run(name, function)

# SPDX-License-Identifier: GPL-2.0-only
"""A miner that stops while others compute, and one that is only crowded out. A part
of covert."""

import os
import signal
import subprocess
import time

from attack_identity import confirmed
from covert_watched import MINER, QUARTER, computes_for, row_of, signs_of
from lib import expect, newest_finding, start, stop

TURNS = 24	# more than it takes: time may pass that is not the miner's
LOAD = ("bash", "-c", "while :; do :; done")
BATCH = ("nice", "-n", "19")


def begin(*before):
    newest = newest_finding()
    miner = start(*before, *MINER, *QUARTER)
    return miner, confirmed(newest, miner.pid)["id"]


def gives_way():
    """Both get hardly any CPU time while others compute: the one stops, the other
    waits for it, as a batch job of nice 19 does."""
    (miner, finding), (batch, other) = begin(), begin(*BATCH)
    try:
        computes_for(miner.pid, 5)
        for turn in range(TURNS):
            os.kill(miner.pid, signal.SIGSTOP)
            load = start(*LOAD)
            time.sleep(6)
            stop(load)
            os.kill(miner.pid, signal.SIGCONT)
            computes_for(miner.pid, 1.2)
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
        stop(miner, batch)


TESTS = (
    ("a miner that stops while others compute", gives_way),
)


def run(tap):
    for name, function in TESTS:
        tap.run(name, function)

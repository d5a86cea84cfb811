#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""The index of the traces is complete, and the held-out sets are as they were
when they were frozen (TAP).

usage: index-test.py REPLAY
"""

import collections
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "tools/lab"))

# pylint: disable=wrong-import-position,import-error
import judge  # noqa: E402
import traceset  # noqa: E402
from programs import READY, SOURCES, recorder  # noqa: E402

# Files that a trace is not.
BESIDE = {"README.md", "index.tsv", "inputs.tsv", "survey.tsv",
          "frozen.sha256", "heldout2-packages.txt"}


def no_table(traces):
    """Lines that break the form of the index."""
    names = [trace.name for trace in traces]
    for before, after in zip(names, names[1:]):
        if before >= after:
            yield f"{after} is a row after {before}"
    for trace in traces:
        if not all(trace):
            yield f"{trace.name} has an empty column"


def unpaired(traces):
    rows = {f"{trace.name}.cwt" for trace in traces}
    files = {path.name for path in traceset.TRACES.iterdir()} - BESIDE
    for name in sorted(rows - files):
        yield f"{name} has a row, but is not there"
    for name in sorted(files - rows):
        yield f"{name} has no row"


def changed(traces):
    for trace in traces:
        if (traceset.path_of(trace.name).exists() and
                traceset.hash_of(trace.name) != trace.sha256):
            yield f"{trace.name}: its hash is not the index's"


def thawed(traces):
    """Held-out sets that are not what they were when they were frozen."""
    frozen = dict(traceset.read_table(traceset.FROZEN))
    for name in sorted(set(traceset.held_out(traces)) | set(frozen)):
        if frozen.get(name) != traceset.frozen_digest(traces, name):
            yield f"{name} is not the set of {traceset.FROZEN.name}"


def mislabelled(traces, families):
    allowed = {"adversarial", "benign", *families,
               *(f"benign:{family}" for family in families)}
    for trace in traces:
        if trace.label not in allowed:
            yield f"{trace.name}: {trace.label} is no label"


def misexpected(traces):
    """Miners may be missed and benign programs accused, but with a reason."""
    for trace in traces:
        expectation, why = trace.expectation, trace.why
        benign = traceset.is_benign(trace.label) or trace.label == "adversarial"
        known = judge.ORDER[:2] if not benign else \
            judge.ORDER[1:] if trace.set != traceset.TRAINING else ()
        if expectation not in ("-", *known):
            yield f"{trace.name}: {expectation} cannot be expected"
        elif expectation != "-" and why == "-":
            yield f"{trace.name}: expected to be misjudged without a reason"


def unrecordable(traces):
    """Commands by a recorder that is not there, inputs that nothing makes."""
    for trace in traces:
        path = recorder(trace.command)
        if path and not path.exists():
            yield f"{trace.name}: there is no {path}"
        if trace.command.startswith(READY) and not trace.command[len(READY):]:
            yield f"{trace.name}: nothing to run"
    sets = {trace.set for trace in traces}
    rows = list(traceset.read_table(traceset.TRACES / "inputs.tsv"))
    for name, count in collections.Counter(row[0] for row in rows).items():
        if count > 1:
            yield f"inputs.tsv has {name} twice"
    for name, of, source, _ in rows:
        if not set(of.split(",")) <= sets:
            yield f"inputs.tsv: {name} is of no set"
        if source != "-" and not (SOURCES / source).exists():
            yield f"inputs.tsv: {SOURCES / source} is missing"


def main():
    replay = pathlib.Path(sys.argv[1]).resolve()
    traces = traceset.index()
    families = judge.families(replay, judge.Set(traceset.TRAINING))
    tests = {
        "the index is sorted, each name is there once": no_table(traces),
        "every trace has a row and every row a trace": unpaired(traces),
        "every trace has the hash of its row": changed(traces),
        "the held-out sets are as they were frozen": thawed(traces),
        "every label is one": mislabelled(traces, families),
        "every expected miss has a reason": misexpected(traces),
        "what is needed to record again is there": unrecordable(traces),
    }
    failed = 0
    print(f"TAP version 13\n1..{len(tests)}")
    for number, (what, wrong) in enumerate(tests.items(), 1):
        wrong = list(wrong)
        for line in wrong:
            print(f"# {line}")
        failed += bool(wrong)
        print(f"{'not ok' if wrong else 'ok'} {number} - traces: {what}")
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()

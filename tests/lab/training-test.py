#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Replay every recorded program and compare the verdicts with the labels.

usage: training-test.py REPLAY

All traces of the training set are replayed as if their process had done no I/O
for longer than any rule asks: the hardest case for benign programs. What
is known to be missed has an expectation in the index, with the reason; a miss
that is not expected, and one that is found after all, both fail.
"""

import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "tools/lab"))

# pylint: disable=wrong-import-position,import-error
import judge as lab  # noqa: E402
import traceset  # noqa: E402
import train  # noqa: E402

# Whose miners are to be confirmed: those that have a rule for it.
MINING = {family.name for family in train.read_families(train.SIGNS)
          if any(rule.verdict == "confirm" for rule in family.rules)}


def judge(label, found, missed):
    """None if the verdict is right, else what is wrong with it."""
    verdict, family = lab.ORDER[found.verdict], found.family
    if label in MINING:
        if verdict == missed:
            return None
        if missed:
            return f"{verdict}, but the index expects {missed}"
        if (verdict, family) != ("confirmed", label):
            return f"{verdict} {family}, not confirmed {label}"
        return None
    if verdict == "confirmed":
        return f"confirmed {family}"
    if label == "adversarial":
        return None
    if verdict == "suspect" and family in MINING:
        return f"suspect {family}"
    if not traceset.is_benign(label) and verdict == "suspect" and family != label:
        return f"suspect {family}, not {label}"
    if not traceset.is_benign(label) and verdict != (missed or "suspect"):
        return f"{verdict}, not {missed or 'suspect'}"
    return None


def said(found):
    return f"{lab.ORDER[found.verdict]} {found.family}"


def main():
    replay = pathlib.Path(sys.argv[1]).resolve()
    training = traceset.index(traceset.TRAINING)
    found = lab.verdicts(replay, lab.Set(traceset.TRAINING),
                         [trace.name for trace in training])
    failed = 0
    print(f"TAP version 13\n1..{len(training)}")
    for number, trace in enumerate(training, 1):
        verdict = found[trace.name]
        wrong = judge(trace.label, verdict, None if trace.expectation == "-"
                      else trace.expectation)
        failed += wrong is not None
        print(f"{'not ok' if wrong else 'ok'} {number} - {trace.name}: "
              f"{wrong or said(verdict)}")
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()

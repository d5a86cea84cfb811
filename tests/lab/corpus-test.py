#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Replay every recorded program and compare the verdicts with the labels.

usage: corpus-test.py REPLAY

All traces are replayed as if their process had done no I/O for longer than any
condition asks: the hardest case for honest programs. What is known to be missed
is listed in corpus/known-misses.tsv, with the reason; a miss that is not in the
list, and an entry of the list that is found after all, both fail.
"""

import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "tools/lab"))

# pylint: disable=wrong-import-position,import-error
import judge as lab  # noqa: E402
from train import read_table  # noqa: E402

CORPUS = HERE / "corpus"
MINING = ("randomx", "cryptonight", "cuckoo", "verushash", "yespower",
          "ethash", "progpow", "astrobwt", "equihash", "hashchain")


def judge(label, found, missed):
    """None if the verdict is right, else what is wrong with it."""
    verdict, family = lab.ORDER[found.verdict], found.family
    if label in MINING:
        if verdict == missed:
            return None
        if missed:
            return f"{verdict}, but known-misses.tsv says {missed}"
        if (verdict, family) != ("confirmed", label):
            return f"{verdict} {family}, not confirmed {label}"
        return None
    if verdict == "confirmed":
        return f"confirmed {family}"
    if label == "adversarial":
        return None
    if verdict == "suspect" and family in MINING:
        return f"suspect {family}"
    if not label.startswith("honest") and verdict != (missed or "suspect"):
        return f"{verdict}, not {missed or 'suspect'}"
    return None


def said(found):
    return f"{lab.ORDER[found.verdict]} {found.family}"


def main():
    replay = pathlib.Path(sys.argv[1]).resolve()
    corpus = lab.Set(CORPUS)
    labels = corpus.label
    misses = {row[0]: row[1] for row in
              read_table(CORPUS / "known-misses.tsv")}
    traces = {path.stem for path in (CORPUS / "traces").glob("*.cwt")}
    names = sorted(labels)
    found = lab.verdicts(replay, corpus, [n for n in names if n in traces])
    failed = 0
    print(f"TAP version 13\n1..{len(names) + 1}")
    for number, name in enumerate(names, 1):
        wrong = (judge(labels[name], found[name], misses.get(name))
                 if name in found else "no trace")
        failed += wrong is not None
        print(f"{'not ok' if wrong else 'ok'} {number} - {name}: "
              f"{wrong or said(found[name])}")
    unknown = sorted((traces | set(misses)) - set(labels))
    failed += bool(unknown)
    print(f"{'not ok' if unknown else 'ok'} {len(names) + 1} - every trace has"
          f" a label{': not ' + ', '.join(unknown) if unknown else ''}")
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Replay every recorded program and compare the verdicts with the labels.

usage: corpus-test.py REPLAY

All traces are replayed as if their process had done no I/O for a minute: the
hardest case for honest programs. What is known to be missed is listed in
corpus/known-misses.tsv, with the reason; a miss that is not in the list, and
an entry of the list that is found after all, both fail.
"""

import pathlib
import subprocess
import sys

CORPUS = pathlib.Path(__file__).resolve().parent / "corpus"
MINING = ("randomx", "cryptonight", "cuckoo", "verushash", "yespower",
          "ethash", "astrobwt", "equihash", "hashchain")
ORDER = ("clear", "suspect", "confirmed")


def table(path):
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def verdicts(replay):
    """Highest (verdict, family) of any process, thread or executable."""
    traces = sorted((CORPUS / "traces").glob("*.cwt"))
    out = subprocess.run([replay, "-P", "60", *traces], check=True,
                         capture_output=True, text=True).stdout
    worst = {}
    for line in out.splitlines():
        if line.startswith("#"):
            continue
        fields = line.split("\t")
        name = pathlib.Path(fields[0]).stem
        found = (ORDER.index(fields[6]), fields[7])
        worst[name] = max(worst.get(name, (0, "-")), found)
    return worst


def judge(label, found, missed):
    """None if the verdict is right, else what is wrong with it."""
    verdict, family = ORDER[found[0]], found[1]
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


def main():
    labels = dict(row[:2] for row in table(CORPUS / "labels.tsv"))
    misses = {row[0]: row[1] for row in table(CORPUS / "known-misses.tsv")}
    found = verdicts(sys.argv[1])
    names = sorted(labels)
    failed = 0
    print(f"TAP version 13\n1..{len(names) + 1}")
    for number, name in enumerate(names, 1):
        wrong = (judge(labels[name], found[name], misses.get(name))
                 if name in found else "no trace")
        failed += wrong is not None
        print(f"{'not ok' if wrong else 'ok'} {number} - {name}: "
              f"{wrong or ' '.join((ORDER[found[name][0]], found[name][1]))}")
    unknown = sorted(set(found) - set(labels) | set(misses) - set(labels))
    failed += bool(unknown)
    print(f"{'not ok' if unknown else 'ok'} {len(names) + 1} - every trace has"
          f" a label{': not ' + ', '.join(unknown) if unknown else ''}")
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()

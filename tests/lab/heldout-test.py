#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Replay a held-out set: no benign program may be taken for a miner.

usage: heldout-test.py REPLAY SET

As if the programs had done no I/O for longer than any rule asks, the
hardest case. Neither confirmed nor suspect of a mining-only family is allowed;
to be suspect of the primitive that a program runs is. What is known to be accused
has an expectation in the index, with the reason; if it is not accused after all,
that fails, too. docs/evaluation-heldout*.md have two of the sets,
tests/foreign/README.md the others. Miners are not judged here:
docs/evaluation.md says which of them
are missed.
"""

import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "tools/lab"))

# pylint: disable=wrong-import-position,import-error
import judge  # noqa: E402
import traceset  # noqa: E402


def main():
    replay = pathlib.Path(sys.argv[1]).resolve()
    programs = judge.Set(sys.argv[2])
    mining = judge.families(replay, programs)
    names = programs.benign() + programs.names("adversarial")
    found = judge.verdicts(replay, programs, names)
    expected = {t.name: t.expectation for t in traceset.index(sys.argv[2])}
    failed = 0
    print(f"TAP version 13\n1..{len(names)}")
    for number, name in enumerate(names, 1):
        verdict = found[name]
        accused = verdict.verdict == 2 or (verdict.verdict == 1 and
                                           mining[verdict.family])
        wrong = expected[name] != (judge.ORDER[verdict.verdict] if accused
                                   else "-")
        failed += wrong
        print(f"{'not ok' if wrong else 'ok'} {number} - {name}: "
              f"{judge.ORDER[verdict.verdict]} {verdict.family}")
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()

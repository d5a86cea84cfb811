#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Each rule of families.map holds in the traces it was made for, and in none
of those that it must not catch.

usage: rules-test.py REPLAY

As if the programs had done no I/O for longer than any rule asks, and whatever
the score says: `replay -r`. A rule that says no-trace holds in no trace.
"""

import collections
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "lib/detect"))

# pylint: disable=wrong-import-position,import-error
from maps import read_families, read_signs  # noqa: E402


def holding(replay, traces):
    """{(family, rule): names of the traces in which it holds}."""
    out = subprocess.run([replay, "-r", *traces], check=True,
                         capture_output=True, text=True).stdout
    result = collections.defaultdict(set)
    for line in out.splitlines():
        if not line.startswith("#"):
            trace, family, rule, _ = line.split("\t")
            result[family, rule].add(pathlib.Path(trace).stem)
    return result


def wrong(rule, held, traces):
    """What is not as the map says."""
    unknown = {*rule.made_for, *rule.must_not_catch} - traces
    if unknown:
        yield f"no trace is called {', '.join(sorted(unknown))}"
    missed = set(rule.made_for) - held - unknown
    if missed:
        yield f"does not hold in {', '.join(sorted(missed))}"
    caught = set(rule.must_not_catch) & held
    if caught:
        yield f"holds in {', '.join(sorted(caught))}"
    if rule.no_trace and held:
        yield ("holds in " + ", ".join(sorted(held)[:3]) +
               ", though there is no trace of it")


def main():
    replay = pathlib.Path(sys.argv[1]).resolve()
    paths = sorted((HERE.parent / "traces").glob("*.cwt"))
    held = holding(replay, paths)
    traces = {path.stem for path in paths}
    rules = [(family, rule) for family in read_families(read_signs())
             for rule in family.rules]
    failed = 0
    print(f"TAP version 13\n1..{len(rules)}")
    for number, (family, rule) in enumerate(rules, 1):
        reasons = list(wrong(rule, held[family.name, rule.name], traces))
        failed += bool(reasons)
        print(f"{'not ok' if reasons else 'ok'} {number} - {family.name}: "
              f"{rule.name}{': ' if reasons else ''}{'; '.join(reasons)}")
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()

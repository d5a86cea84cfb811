#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Judge a held-out set by one build of the detector, and say why.

usage: frozen.py REPLAY SET COMMIT > tables.md

REPLAY is the replay program of a tree at COMMIT, SET heldout1 or heldout2. The
verdicts are printed as recorded, and as if there had been no I/O for longer
than any rule asks; those that are false come with all their evidence.
"""

import pathlib
import subprocess
import sys
import tempfile

import judge
import tables
import traceset


def evidence(replay, view, name, options):
    """Evidence of the subject that got the verdict, as text."""
    found, lines, wanted = view.found[name], [], False
    for row in judge.run(replay, ["-e", *options], view.set.traces([name])):
        if row[0] == "#":
            if wanted:
                lines.append(row[1])
        elif not row[0].startswith("#"):
            wanted = (not lines and row[7] == found.family and
                      row[6] == judge.ORDER[found.verdict] and
                      int(row[9]) == found.at)
    return "; ".join(lines)


def write_why(out, replay, view, options):
    names = [n for n in view.set.benign() + view.set.names("adversarial")
             if view.found[n].verdict]
    out.write("\n### Evidence\n\n| program | package | verdict | at sample |"
              " nats | evidence |\n|---|---|---|---|---|---|\n")
    for name in sorted(names, key=lambda n: (-view.found[n].verdict, n)):
        v = view.found[name]
        out.write(f"| {name} | {view.set.package[name]} | "
                  f"{tables.verdict_text(v)} | {v.at} | {v.score / 1000:.1f}"
                  f" | {evidence(replay, view, name, options)} |\n")


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    replay, name, commit = (pathlib.Path(sys.argv[1]).resolve(), sys.argv[2],
                            sys.argv[3])
    with tempfile.NamedTemporaryFile() as counts:
        traces = [traceset.path_of(trace.name)
                  for trace in traceset.index(name)]
        subprocess.run([replay, "-c", *traces], check=True, stdout=counts)
        programs = judge.Set(name, counts.name)
    families = judge.families(replay, programs)
    out = sys.stdout
    for idle_s, how in ((0, "as recorded"),
                        (judge.IO_IDLE_S,
                         f"as if without I/O for {judge.IO_IDLE_S} s")):
        found = judge.verdicts(replay, programs, list(programs.label), idle_s)
        view = tables.View(programs, families, found, {})
        out.write(f"\n## Verdicts of {commit}, {how}\n\n")
        tables.write_recall(out, view)
        out.write("\n### Benign programs\n\n")
        tables.write_benign(out, view)
        write_why(out, replay, view, ["-P", str(idle_s)] if idle_s else [])


if __name__ == "__main__":
    main()

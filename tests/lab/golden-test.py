#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Does the detector still say of every trace what it said before? (TAP)

usage: golden-test.py [-w] [-o DIRECTORY] REPLAY RESAMPLE TOOL

REPLAY and RESAMPLE are tools/lab's, TOOL is cpuwarden. All traces are replayed
as recorded and as if there had been no I/O for longer than any rule asks, and
the result is compared with golden.tsv: in words the highest verdict, its score
and samples, and as digests
  verdicts  all that replay says of every subject
  evidence  its evidence
  scores    the score of every family over time, and the instructions
  counts    samples that showed each sign
  tool      what `cpuwarden --json replay` says
The last line is of the resampled programs. A column, key or line of evidence
that is new changes nothing; the order of the signs and families neither.

  -w            write golden.tsv: only when the verdicts are meant to change
  -o DIRECTORY  write there what the digests are of. Two builds that differ
                are told apart by diff -r of two such folders.
"""

import argparse
import collections
import hashlib
import json
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "tools/lab"))

import traceset  # noqa: E402  pylint: disable=wrong-import-position,import-error

GOLDEN = HERE / "golden.tsv"
IDLE_S = "150"
ORDER = ("clear", "suspect", "confirmed")
WORDS = ("recorded", "idle")
DIGESTS = ("verdicts", "evidence", "scores", "counts", "tool")
RESAMPLED = "resample"
SHOWN = 12	# differences of a kind

COLUMNS = ("level", "tgid", "tid", "exe", "samples", "verdict", "family",
           "score_milli", "at_sample", "at_cpu_ns", "opened")
EVIDENCE = re.compile(r".* in \d+ % of \d+ samples \(")
KEYS = {
    # of a trace
    "backend", "created_ns", "rate_hz", "register_state", "complete", "lost",
    "samples_user", "samples_kernel", "first_ns", "last_ns",
    # of what is judged
    "findings", "processes", "threads", "executables", "tenants", "subject",
    "pid", "tid", "start_ns", "comm", "uid", "exe_path", "origin", "verdict",
    "family", "family_title", "score_milli", "samples", "samples_unreadable",
    "samples_rounding", "cpu_ns", "energy_estimate_j", "opened_ns",
    "opened_samples", "confirmed_ns", "confirmed_samples", "updated_ns",
    "open", "partial",
    # of evidence and instructions
    "evidence", "name", "text", "hits", "trials", "weight_milli", "mix", "op",
    "count",
}


def all_traces():
    return {trace.name: traceset.path_of(trace.name)
            for trace in traceset.index()}


def lines_of(program, arguments, traces):
    out = subprocess.run([program, *arguments, *traces.values()], check=True,
                         stdout=subprocess.PIPE, text=True).stdout
    return [line.split("\t") for line in out.splitlines()]


def stem(path):
    return pathlib.Path(path).stem


def highest(row, old):
    """The more severe, of the same the earlier."""
    def rank(cell):
        return ORDER.index(cell["verdict"]), -int(cell["at_sample"])
    return row if not old or rank(row) > rank(old) else old


def replay_verdicts(said, replay, how, traces):
    """Verdicts of all subjects with their evidence, by one way of replay."""
    arguments = ["-e"] if how == "recorded" else ["-e", "-P", IDLE_S]
    heads, *rows = lines_of(replay, arguments, traces)
    top, name = {}, None
    for row in rows:
        if row[0] != "#":
            name = stem(row[0])
            cells = dict(zip(heads[1:], row[1:]))
            top[name] = highest(cells, top.get(name))
            said[name]["verdicts"].append(" ".join(
                [how, *(cells[column] for column in COLUMNS)]))
        elif EVIDENCE.match(row[1]):
            said[name]["evidence"].append(f"{how} {row[1]}")
    for name in traces:
        cells = top.get(name, {"verdict": "clear"})
        said[name][how] = cells["verdict"]
        if cells["verdict"] != "clear":
            said[name][how] = (f"{cells['verdict']} {cells['family']} "
                               f"{cells['score_milli']} at "
                               f"{cells['at_sample']}")


def replay_figures(said, replay, traces):
    for trace, *pairs in lines_of(replay, ["-c"], traces):
        said[stem(trace)]["counts"] = sorted(pairs)
    for trace, *rest in lines_of(replay, ["-f"], traces):
        if trace != "#":
            said[stem(trace)]["scores"].append(
                " ".join([*rest[:2], *sorted(rest[2:])]))


def known(value):
    """Without keys that are newer than this test."""
    if isinstance(value, list):
        return [known(item) for item in value]
    if isinstance(value, dict):
        return {key: known(item) for key, item in value.items()
                if key in KEYS}
    return value


def tool_says(said, tool, traces):
    out = subprocess.run([tool, "--json", "replay", *traces.values()],
                         check=True, stdout=subprocess.PIPE).stdout
    for trace in json.loads(out)["traces"]:
        said[stem(trace["file"])]["tool"] = [
            f"{key} {json.dumps(item, sort_keys=True)}"
            for key, value in sorted(known(trace).items())
            for item in (value if isinstance(value, list) else [value])]


def resampled(said, resample, traces):
    """Runs longer than a trace, and short-lived processes of a tenant.

    Who is drawn from is settled by the verdicts, so that no label matters.
    """
    clear = {name: path for name, path in traces.items()
             if said[name]["idle"] == "clear"}
    miners = [name for name in traces
              if said[name]["idle"].startswith("confirmed")]
    rows = [" ".join(row) for row in
            lines_of(resample, ["long", "2000"], clear)]
    some = {name: traces[name] for name in miners[::8]}
    for _, *cells in lines_of(resample, ["lives", "20"],
                              {**clear, "": "--", **some})[1:]:
        rows.append("lives " + " ".join(cells))
    return rows


def what_is_said(programs, traces):
    said = collections.defaultdict(lambda: collections.defaultdict(list))
    for how in WORDS:
        replay_verdicts(said, programs.replay, how, traces)
    replay_figures(said, programs.replay, traces)
    tool_says(said, programs.tool, traces)
    said[RESAMPLED] = {"verdicts": resampled(said, programs.resample, traces)}
    return said


def digest(lines):
    text = "".join(f"{line}\n" for line in lines)
    return hashlib.sha256(text.encode()).hexdigest()[:12] if lines else "-"


def table(said):
    """{name: its cells}"""
    return {name: [*(about.get(word, "-") for word in WORDS),
                   *(digest(about.get(key, [])) for key in DIGESTS)]
            for name, about in sorted(said.items())}


def write_golden(now):
    with open(GOLDEN, "w", encoding="ascii") as out:
        out.write("# Written by tests/lab/golden-test.py -w: do not edit.\n")
        for name, cells in [("# trace", [*WORDS, *DIGESTS]), *now.items()]:
            out.write("\t".join([name, *cells]) + "\n")


def read_golden():
    with open(GOLDEN, encoding="ascii") as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines
                if not line.startswith("#")]
    return {name: cells for name, *cells in rows}


def write_all(said, directory):
    for key in DIGESTS:
        directory.mkdir(parents=True, exist_ok=True)
        with open(directory / f"{key}.txt", "w", encoding="utf-8") as out:
            for name, about in sorted(said.items()):
                out.writelines(f"{name} {line}\n"
                               for line in about.get(key, []))


def compare(old, now):
    """Print what differs; true if nothing does."""
    columns, failed = [*WORDS, *DIGESTS], 0
    print(f"TAP version 13\n1..{len(columns) + 1}")
    unpaired = sorted(old.keys() ^ now.keys())
    tests = [(unpaired, "the traces are those of golden.tsv")]
    both = [name for name in old if name in now]
    for at, column in enumerate(columns):
        differ = [f"{name}: {now[name][at]}, was {old[name][at]}"
                  for name in both if now[name][at] != old[name][at]]
        tests.append((differ, f"{column} as in golden.tsv, of {len(both)}"))
    for number, (differ, what) in enumerate(tests, 1):
        for line in differ[:SHOWN]:
            print(f"# {line}")
        more = f": {len(differ)} differ" if differ else ""
        print(f"{'not ok' if differ else 'ok'} {number} - {what}{more}")
        failed += bool(differ)
    return not failed


def main():
    parser = argparse.ArgumentParser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-w", action="store_true")
    parser.add_argument("-o", type=pathlib.Path)
    parser.add_argument("replay", type=pathlib.Path)
    parser.add_argument("resample", type=pathlib.Path)
    parser.add_argument("tool", type=pathlib.Path)
    options = parser.parse_args()
    said = what_is_said(options, all_traces())
    if options.o:
        write_all(said, options.o)
    if options.w:
        write_golden(table(said))
        return 0
    return not compare(read_golden(), table(said))


if __name__ == "__main__":
    sys.exit(main())

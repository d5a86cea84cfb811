#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""The recorded traces and what is known of them: tests/traces/index.tsv.

usage: traceset.py hash [NAME]...
       traceset.py frozen

hash     write the hashes of traces that have none yet ("-") into the index,
         and those of NAMEs that were recorded again
frozen   print what tests/traces/frozen.sha256 is to say of the held-out sets

tests/traces/README.md explains the columns.
"""

import collections
import hashlib
import pathlib
import sys

TOP = pathlib.Path(__file__).resolve().parents[2]
TRACES = TOP / "tests/traces"
INDEX = TRACES / "index.tsv"
FROZEN = TRACES / "frozen.sha256"
TRAINING = "training"
COLUMNS = "name set label kind package expectation why command sha256".split()

Trace = collections.namedtuple("Trace", COLUMNS)


def read_table(path):
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            if line.strip() and not line.startswith("#"):
                yield line.rstrip("\n").split("\t")


def index(of=None):
    """All traces, or those of one set, in the order of the index."""
    traces = [Trace(*row) for row in read_table(INDEX)]
    return [trace for trace in traces if of in (None, trace.set)]


def inputs(of):
    """(name, source, command) of what the programs of a set work on."""
    return [(name, source, command) for name, sets, source, command in
            read_table(TRACES / "inputs.tsv") if of in sets.split(",")]


def path_of(name):
    return TRACES / f"{name}.cwt"


def is_benign(label):
    """Of a program that no miner is, whatever primitive it is busy with."""
    return label.split(":")[0] == "benign"


def held_out(traces):
    return sorted({trace.set for trace in traces} - {TRAINING})


def hash_of(name):
    return hashlib.sha256(path_of(name).read_bytes()).hexdigest()


def frozen_digest(traces, of):
    """What must not change of a set that has been judged: which traces, what
    they are held to be, and their content."""
    rows = sorted(f"{t.name}\t{t.label}\t{t.sha256}\n" for t in traces
                  if t.set == of)
    return hashlib.sha256("".join(rows).encode()).hexdigest()


def write_index(traces):
    with open(INDEX, "w", encoding="utf-8") as out:
        for row in [["# " + COLUMNS[0], *COLUMNS[1:]], *sorted(traces)]:
            out.write("\t".join(row) + "\n")


def write_hashes(names):
    traces = index()
    unknown = sorted(set(names) - {trace.name for trace in traces})
    if unknown:
        sys.exit(f"traceset: {INDEX.name} has no row for {unknown[0]}")
    write_index(t._replace(sha256=hash_of(t.name))
                if t.name in names or t.sha256 == "-" else t for t in traces)


def main(arguments):
    if arguments[:1] == ["hash"]:
        write_hashes(arguments[1:])
    elif arguments == ["frozen"]:
        traces = index()
        for name in held_out(traces):
            print(f"{name}\t{frozen_digest(traces, name)}")
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])

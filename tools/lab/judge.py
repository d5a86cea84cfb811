# SPDX-License-Identifier: GPL-2.0-only
"""Build the detector with a model and run it over sets of traces."""

import collections
import pathlib
import shutil
import subprocess
import sys
import zlib

import traceset
import train

HERE = pathlib.Path(__file__).resolve().parent
TOP = traceset.TOP
DETECT = TOP / "lib/detect"
ORDER = ("clear", "suspect", "confirmed")
FOLDS = 16
# The time without I/O that programs are judged as if they had it, seconds.
IO_IDLE_S = 150

# verdict: index of ORDER; at: samples of that subject
Verdict = collections.namedtuple("Verdict", "verdict family at score exe")
CLEAR = Verdict(0, "-", 0, 0, "")
# curve: [(samples, {family: milli-nats})]; mix: {instruction: count}
Scores = collections.namedtuple("Scores", "curve mix")


class Set:
    """The traces of a set; with counts if their file is given."""

    def __init__(self, name, counts=None):
        known = traceset.index(name)
        if not known:
            sys.exit(f"{traceset.INDEX} has no set {name}")
        self.name = name
        self.label = {trace.name: trace.label for trace in known}
        self.package = {trace.name: trace.package for trace in known}
        self.why = {trace.name: trace.why for trace in known}
        self.programs = train.read_programs(name, counts) if counts else []
        self.samples = {p[0]: p[3]["user"] for p in self.programs}

    def names(self, *labels):
        return [n for n in self.label if self.label[n] in labels]

    def benign(self):
        return [n for n, l in self.label.items() if traceset.is_benign(l)]

    def group(self, name):
        """What is in one fold: either trained on or judged, never both."""
        package = self.package[name]
        return name.split("@")[0] if package == "-" else package

    def traces(self, names):
        return [traceset.path_of(name) for name in names]


def build(name, out, programs, survey):
    """A replay program whose model is trained on `programs`."""
    directory = out / "eval" / name
    directory.mkdir(parents=True, exist_ok=True)
    shutil.copy(DETECT / "model.c", directory)
    with open(directory / "model-table.h", "w", encoding="ascii") as table:
        train.write({family: train.train_family(family, programs, survey)
                     for family in train.PIECES}, programs, table)
    replay = directory / "replay"
    subprocess.run(["make", "-s", "-C", HERE, f"OUT={out}", replay],
                   check=True)
    return replay


def run(replay, arguments, traces):
    if not traces:
        return []
    out = subprocess.run([replay, *arguments, *traces], check=True,
                         capture_output=True, text=True).stdout
    return [line.split("\t") for line in out.splitlines()]


def verdicts(replay, programs, names, io_idle_s=IO_IDLE_S):
    """Highest verdict of any thread, process or executable of each trace."""
    options = ["-P", str(io_idle_s)] if io_idle_s else []
    result = {name: CLEAR for name in names}
    for row in run(replay, options, programs.traces(names)):
        if row[0].startswith("#"):
            continue
        name = pathlib.Path(row[0]).stem
        found = Verdict(ORDER.index(row[6]), row[7], int(row[9]),
                        int(row[8]), row[4])
        old = result[name]
        if found.verdict > old.verdict or (found.verdict == old.verdict and
                                           found.at < old.at):
            result[name] = found
    return result


def scores(replay, programs, names):
    """Score of every family over time, conditions aside, and the mix."""
    result = {name: Scores([], {}) for name in names}
    for trace, what, *rest in run(replay, ["-f"], programs.traces(names)):
        if trace == "#":
            continue
        pairs = {key: int(value) for key, value in
                 (pair.split("=") for pair in rest[1:])}
        found = result[pathlib.Path(trace).stem]
        if what == "score":
            found.curve.append((int(rest[0]), pairs))
        else:
            found.mix.update(pairs)
    return result


def about_families(replay, programs):
    """Name, kind and bar in milli-nats; an old replay has no bar."""
    some = programs.traces(list(programs.label)[:1])
    return [row[1:] for row in run(replay, ["-f"], some) if row[0] == "#"]


def families(replay, programs):
    """{family: whether it is a mining family}."""
    return {row[0]: row[1] == "mining"
            for row in about_families(replay, programs)}


def bars(replay, programs):
    """{family: its bar in nats}."""
    return {row[0]: int(row[2]) / 1000
            for row in about_families(replay, programs)}


def cross_validate(out, training, survey):
    """Verdicts and scores of each program, by a model trained without it."""
    folds = collections.defaultdict(list)
    for name in training.label:
        folds[zlib.crc32(training.group(name).encode()) % FOLDS].append(name)
    found, scored = {}, {}
    for fold, names in sorted(folds.items()):
        rest = [p for p in training.programs if p[0] not in names]
        replay = build(f"fold{fold}", out, rest, survey)
        found.update(verdicts(replay, training, names))
        scored.update(scores(replay, training, names))
    return found, scored


def without_family(out, training, survey, family):
    rest = [p for p in training.programs if p[1] != family]
    replay = build(f"without-{family}", out, rest, survey)
    return verdicts(replay, training, training.names(family))

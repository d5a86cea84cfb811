#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Evaluate the detector on programs it was not trained on.

usage: evaluate.py --out BUILD > docs/evaluation.md

Programs are divided into folds so that all recordings of a package (honest) or
of an algorithm (miners) are in one; each fold is judged by a model trained
without it. BUILD holds the objects and counts.tsv that make has built.
"""

import argparse
import collections
import math
import pathlib
import shutil
import subprocess
import zlib

import train

HERE = pathlib.Path(__file__).resolve().parent
TOP = HERE.parent.parent
CORPUS = TOP / "tests/lab/corpus"
DETECT = TOP / "module/detect"
FOLDS = 16
RATE_HZ = 100
MINING = ("randomx", "cryptonight", "cuckoo")
ORDER = ("clear", "suspect", "confirmed")

Verdict = collections.namedtuple("Verdict", "verdict family at")


def build(name, out, programs, survey):
    """A replay program whose model is trained on `programs`."""
    directory = out / "eval" / name
    directory.mkdir(parents=True, exist_ok=True)
    shutil.copy(DETECT / "model.c", directory)
    with open(directory / "model-table.h", "w", encoding="ascii") as table:
        train.write({family: train.train_family(family, programs, survey)
                     for family in train.PIECES}, programs, table)
    objects = [str(path) for room in ("isa", "detect")
               for path in sorted((out / room).glob("*.o"))
               if path.name != "model.o"]
    replay = directory / "replay"
    subprocess.run(
        ["cc", "-O2", "-std=gnu11", f"-I{TOP}/include", "-iquote", DETECT, "-o",
         replay, directory / "model.c", HERE / "replay.c", HERE / "levels.c",
         HERE / "trace.c", *objects, "-lz"], check=True)
    return replay


def verdicts(replay, names):
    """Highest verdict of each trace; at: samples of that subject."""
    traces = [CORPUS / "traces" / f"{name}.cwt" for name in names]
    result = {name: Verdict(0, "-", 0) for name in names}
    if not traces:
        return result
    out = subprocess.run([replay, "-P", "60", *traces], check=True,
                         capture_output=True, text=True).stdout
    for line in out.splitlines():
        if line.startswith("#"):
            continue
        fields = line.split("\t")
        name = pathlib.Path(fields[0]).stem
        found = Verdict(ORDER.index(fields[6]), fields[7], int(fields[9]))
        old = result[name]
        if found.verdict > old.verdict or (found.verdict == old.verdict and
                                           found.at < old.at):
            result[name] = found
    return result


def packages():
    return {row[0]: row[2] for row in
            train.read_table(CORPUS / "programs.tsv")}


def group(name, package):
    """What must not be both trained on and judged."""
    return package.get(name, name.split("@")[0])


def cross_validate(out, programs, survey):
    package = packages()
    folds = collections.defaultdict(list)
    for program in programs:
        key = group(program[0], package).encode()
        folds[zlib.crc32(key) % FOLDS].append(program[0])
    found = {}
    for fold, names in sorted(folds.items()):
        rest = [p for p in programs if p[0] not in names]
        replay = build(f"fold{fold}", out, rest, survey)
        found.update(verdicts(replay, names))
    return found


def without_family(out, programs, survey, family):
    rest = [p for p in programs if p[1] != family]
    names = [p[0] for p in programs if p[1] == family]
    return verdicts(build(f"without-{family}", out, rest, survey), names)


def wilson(good, total):
    """95 % interval of a proportion (Wilson)."""
    if not total:
        return 0.0, 1.0
    z, p = 1.96, good / total
    centre = p + z * z / (2 * total)
    spread = z * math.sqrt(p * (1 - p) / total + z * z / (4 * total * total))
    scale = 1 + z * z / total
    return (centre - spread) / scale, min((centre + spread) / scale, 1.0)


def percentile(values, share):
    values = sorted(values)
    return values[min(math.ceil(share * len(values)), len(values)) - 1]


def recall_rows(programs, found):
    for family in train.PIECES:
        names = [p[0] for p in programs if p[1] == family]
        if not names:
            continue
        want = 2 if family in MINING else 1
        hit = [n for n in names if found[n].verdict >= want]
        right = [n for n in hit if found[n].family == family]
        low, high = wilson(len(right), len(names))
        at = [found[n].at for n in right]
        times = (f"{percentile(at, 0.5)} / {percentile(at, 0.95)}" if at
                 else "-")
        seconds = " | ".join(
            "-" if not at else f"{percentile(at, 0.95) / RATE_HZ / duty:.3g}"
            for duty in (1, 0.25, 0.05, 0.01))
        yield (f"| {family} | {ORDER[want]} | {len(right)} of {len(names)} | "
               f"{100 * low:.1f} … {100 * high:.1f} % | "
               f"{len(hit) - len(right)} | {times} | {seconds} |")


def honest_lines(programs, found):
    names = [p[0] for p in programs if p[1].startswith("honest")]
    samples = sum(p[3]["user"] for p in programs
                  if p[1].startswith("honest"))
    hours = samples / RATE_HZ / 3600
    confirmed = [n for n in names if found[n].verdict == 2]
    suspect = [n for n in names if found[n].verdict == 1]
    mining = [n for n in suspect if found[n].family in MINING]
    yield f"| honest programs | {len(names)} |"
    yield f"| their samples | {samples} |"
    yield f"| process-hours at {RATE_HZ} Hz | {hours:.2f} |"
    yield f"| confirmed | {len(confirmed)} |"
    yield f"| suspect of a mining-only family | {len(mining)} |"
    yield f"| suspect of a shared primitive | {len(suspect) - len(mining)} |"
    yield ("| upper 95 % bound of confirmed per process-hour, if none "
           f"(rule of three) | {3 / hours:.2g} |")
    yield ("| upper 95 % bound of confirmed per program, if none | "
           f"{3 / len(names):.2g} |")
    for name in confirmed + mining:
        yield f"| {name} | {ORDER[found[name].verdict]} {found[name].family} |"


def print_report(programs, found, removed):
    honest = [p for p in programs if p[1].startswith("honest")]
    print(f"""# Evaluation

Written by `make eval` from the {len(programs)} traces in `tests/lab/corpus`:
do not edit. [detection.md](detection.md) has the method.

Every program is judged by a model trained without it: all recordings of one
package, or of one algorithm, are in the same of {FOLDS} folds. All traces are
replayed as if the process had done no I/O for a minute, the hardest case for
honest programs. The figures are of traces of at most 700 samples (1500 for
monerod and for guests); the highest verdict of any thread, process or
executable counts.

## Miners and primitives

The interval is Wilson's, 95 %. Samples are those of the subject on the CPU,
until the verdict: median / 95th percentile; the seconds are that percentile at
{RATE_HZ} samples a second and a duty of 100, 25, 5 and 1 %.

| family | verdict wanted | had, named right | interval | named wrong | samples | 100 % | 25 % | 5 % | 1 % |
|---|---|---|---|---|---|---|---|---|---|""")
    for line in recall_rows(programs, found):
        print(line)
    print("""
Primitives are suspect only after 30 s without I/O, which the seconds do not
include.

### Missed

| program | verdict |
|---|---|""")
    for name, label, *_ in programs:
        if label.startswith("honest") or label == "adversarial":
            continue
        want = 2 if label in MINING else 1
        if found[name].verdict < want or found[name].family != label:
            print(f"| {name} | {ORDER[found[name].verdict]} "
                  f"{found[name].family} |")
    print("""
### With the whole family left out of training

| family | confirmed | suspect | of |
|---|---|---|---|""")
    for family, result in removed.items():
        count = collections.Counter(v.verdict for v in result.values()
                                    if v.family in ("-", family))
        print(f"| {family} | {count[2]} | {count[1]} | {len(result)} |")
    print("\n## Honest programs\n\n| what | |\n|---|---|")
    for line in honest_lines(programs, found):
        print(line)
    print("""
Zero in so few hours bounds little by itself; the rate that is stated rests on
the model (detection.md, "Error rates").

### Suspect of a shared primitive

| program | package | family | what it is busy with |
|---|---|---|---|""")
    package = packages()
    for name, label, *_ in honest:
        if found[name].verdict == 1 and found[name].family not in MINING:
            busy = label.partition(":")[2] or "something else"
            print(f"| {name} | {package.get(name, '-')} | "
                  f"{found[name].family} | {busy} |")
    print("\n### Written to be mistaken\n\n| program | verdict |\n|---|---|")
    for name, label, *_ in programs:
        if label == "adversarial":
            print(f"| {name} | {ORDER[found[name].verdict]} "
                  f"{found[name].family} |")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", type=pathlib.Path, required=True)
    out = parser.parse_args().out.resolve()
    train.FEATURE_IDS.update(train.read_features(DETECT / "features.h"))
    programs = train.read_programs(
        train.read_labels(CORPUS / "labels.tsv"), out / "counts.tsv")
    survey = train.read_survey(CORPUS / "survey.tsv")
    found = cross_validate(out, programs, survey)
    removed = {family: without_family(out, programs, survey, family)
               for family in MINING}
    print_report(programs, found, removed)


if __name__ == "__main__":
    main()

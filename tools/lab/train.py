#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Train the model: recorded programs to lib/detect/model-table.h.

usage: train.py COUNTS SURVEY > model-table.h

Learns from the training set of tests/traces/index.tsv. A trace's label is a
family, "benign", "benign:FAMILY" for a benign program that is busy with that
primitive, or "adversarial" for one that we wrote to be mistaken (never trained
on). COUNTS is the output of `replay -c` over the traces. SURVEY says in how
many program files of a distribution each sign's instructions occur at all.
families.map says what is weighed of each family. docs/detection.md, "The
model", is the reasoning; only arithmetic here.
"""

import math
import pathlib
import sys

from traceset import TRAINING, index, is_benign, read_table

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] /
                       "lib/detect"))

# pylint: disable=wrong-import-position,import-error
from maps import read_families, read_signs  # noqa: E402

# (a, b) of the Betas, in sixteenths, from "never" to "in every sample"
ATOMS = [(1, 65535), (1, 256), (8, 256), (24, 216), (48, 144), (80, 80), (144, 48),
         (216, 24), (256, 1)]

SIGNS = read_signs()
# What speaks about a family.
FAMILIES = {family.name: family for family in read_families(SIGNS)}
PIECES = {name: family.signs + [sign for sign in family.unseen
                                if sign not in family.signs]
          for name, family in FAMILIES.items()}

# Pseudo-programs added to each atom. Among a kind of a family: our recordings
# are few and others may differ. Among all others: half a program in all, so
# that nothing is held to be rarer than the training set can tell.
KIND_PRIOR = 0.1
KIND_PRIOR_SHARE = 0.005
BENIGN_PRIOR = 0.5 / len(ATOMS)
ROUNDS = 100

# Of programs of the kind that nobody recorded: their share, and how many of
# them never show what all should.
UNSEEN = "unseen"
UNSEEN_SHARE = 0.25
UNSEEN_NEVER = 0.001
# … and of a special form of it
UNSEEN_REFINED = 0.5
# … and of what they may show, who do; the rest are as elsewhere
UNSEEN_MAYBE = 0.5

# CW_KINDS_MAX and CW_PIECES_MAX of model.h
KINDS_MAX = 12
PIECES_MAX = 16


def log_beta(a, b):
    return math.lgamma(a) + math.lgamma(b) - math.lgamma(a + b)


def likelihoods(hits, trials):
    """Marginal likelihood of the counts under each atom, scaled to max 1."""
    logs = [log_beta(hits + a / 16, trials - hits + b / 16) -
            log_beta(a / 16, b / 16) for a, b in ATOMS]
    top = max(logs)
    return [math.exp(value - top) for value in logs]


def mixture(programs, pseudo, absent=0):
    """Weights of the atoms by expectation maximisation.

    `absent` programs are known not to contain the sign at all.
    """
    rows = [likelihoods(h, n) for h, n in programs if n]
    extra = [pseudo + (absent if i == 0 else 0) for i in range(len(ATOMS))]
    total = len(rows) + sum(extra)
    weights = [value / sum(extra) for value in extra]
    for _ in range(ROUNDS):
        mass = list(extra)
        for row in rows:
            parts = [w * l for w, l in zip(weights, row)]
            scale = sum(parts)
            for i, part in enumerate(parts):
                mass[i] += part / scale
        weights = [value / total for value in mass]
    return weights


def read_programs(of, path):
    """Programs of a set as (name, label, kind, counts), sorted by name."""
    counts = {}
    for trace, *pairs in read_table(path):
        name = trace.rsplit("/", 1)[-1].removesuffix(".cwt")
        counts[name] = {key: int(value) for key, value in
                        (pair.split("=") for pair in pairs)}
    return [(trace.name, trace.label, trace.kind, counts[trace.name])
            for trace in index(of)]


def read_survey(path):
    """{sign: (program files that contain it, program files looked at)}"""
    rows = {key: [int(value) for value in values]
            for key, *values in read_table(path)}
    files = rows.pop("files")
    return {key: (found, *(of or files)) for key, (found, *of) in rows.items()}


def trials(counts, sign):
    """Samples that could show it: of the sign that it refines, if any."""
    if SIGNS[sign].refines:
        return counts.get(SIGNS[sign].refines, 0)
    return counts.get({"state": "fpctrl", "origin": "user",
                       "code": "code", "values": "values",
                       "vectors": "vectors"}[SIGNS[sign].needs], 0)


def rates(programs, sign):
    return [(counts.get(sign, 0), trials(counts, sign))
            for *_, counts in programs]


def milli(weights):
    return [max(round(math.log(weight) * 1000), -32000) for weight in weights]


def train_family(family, programs, survey):
    """Shares of the kinds, and (sign, logs by kind, benign logs) each."""
    # A primitive inside a benign program is still that primitive.
    labels = {family, "benign:" + family}
    own = [p for p in programs if p[1] in labels]
    others = [p for p in programs if is_benign(p[1]) and p[1] not in labels]
    kinds = sorted({p[2] for p in own}) or ["-"]
    members = {kind: [p for p in own if p[2] == kind] for kind in kinds}
    shares = [(len(members[kind]) + 1) / (len(own) + len(kinds))
              for kind in kinds]
    unseen = FAMILIES[family].unseen
    if unseen:
        shares = [share * (1 - UNSEEN_SHARE) for share in shares]
        shares.append(UNSEEN_SHARE)
    pieces = []
    for sign in PIECES[family]:
        found, files = survey.get(sign, (0, 0))
        beside, _ = survey.get(SIGNS[sign].refines, (files, files))
        absent = beside - found if sign in survey else 0
        benign = mixture(rates(others, sign), BENIGN_PRIOR, absent)
        by_kind = [milli(kind_mixture(rates(members[kind], sign), benign)
                         if sign in FAMILIES[family].signs else benign)
                   for kind in kinds]
        if unseen:
            by_kind.append(milli(unseen_mixture(FAMILIES[family], sign,
                                                benign)))
        pieces.append((sign, by_kind, milli(benign)))
    return kinds + [UNSEEN] * bool(unseen), milli(shares), pieces


def kind_mixture(programs, benign):
    """What is not known of a kind, because none of its recordings has what
    the sign needs, is taken to be as elsewhere: it says nothing. A family that
    is left out of training has no recordings: any rate is as likely."""
    if programs and not any(n for _, n in programs):
        return benign
    return mixture(programs, KIND_PRIOR + KIND_PRIOR_SHARE * len(programs))


def unseen_mixture(family, sign, benign):
    """Of a spelling that nobody recorded: any rate is as likely of what it
    must show, and the rest is as elsewhere."""
    if sign not in family.unseen:
        return benign
    least = family.unseen[sign] / 10000
    never = UNSEEN_REFINED if SIGNS[sign].refines else UNSEEN_NEVER
    likely = [i > 0 and a / (a + b) >= least for i, (a, b) in enumerate(ATOMS)]
    weights = [(1 - never) * one / sum(likely) + never * (i == 0)
               for i, one in enumerate(likely)]
    tail = UNSEEN_NEVER / len(ATOMS)
    weights = [(1 - UNSEEN_NEVER) * weight + tail for weight in weights]
    if sign in family.maybe:
        weights = [(1 - UNSEEN_MAYBE) * other + UNSEEN_MAYBE * weight
                   for weight, other in zip(weights, benign)]
    return weights


def row(values):
    return "{ " + ", ".join(map(str, values)) + " }"


def write(model, programs, out):
    benign = sum(is_benign(label) for _, label, *_ in programs)
    out.write("/* SPDX-License-Identifier: GPL-2.0-only */\n")
    out.write("/*\n * Written by tools/lab/train.py from tests/traces: "
              "do not edit.\n"
              f" * {benign} benign programs, {len(programs) - benign} others."
              "\n */\n\n")
    out.write("const struct cw_atom cw_atoms[CW_ATOMS] = {\n")
    for a, b in ATOMS:
        out.write(f"\t{{ {a}, {b} }},\n")
    out.write("};\n\nconst struct cw_model cw_models[CW_FAMILY_COUNT] = {\n")
    for family, (kinds, shares, pieces) in model.items():
        if len(kinds) > KINDS_MAX or len(pieces) > PIECES_MAX:
            sys.exit(f"train: {family} has {len(kinds)} kinds and "
                     f"{len(pieces)} pieces, more than model.h holds")
        name = family.upper().replace("-", "_")
        out.write(f"\t[CW_FAMILY_{name}] = {{\n"
                  f"\t\t/* kinds: {', '.join(kinds)} */\n"
                  f"\t\t.pieces = {len(pieces)},\n"
                  f"\t\t.kinds = {len(kinds)},\n"
                  f"\t\t.share = {row(shares)},\n"
                  "\t\t.piece = {\n")
        for sign, by_kind, others in pieces:
            out.write("\t\t\t{\n"
                      f"\t\t\t\t.sign = CW_SIGN_{sign.upper()},\n"
                      "\t\t\t\t.kind = {\n")
            for values in by_kind:
                out.write(f"\t\t\t\t\t{row(values)},\n")
            out.write("\t\t\t\t},\n"
                      f"\t\t\t\t.others = {row(others)},\n\t\t\t}},\n")
        out.write("\t\t},\n\t},\n")
    out.write("};\n")


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    programs = read_programs(TRAINING, sys.argv[1])
    survey = read_survey(sys.argv[2])
    write({family: train_family(family, programs, survey)
           for family in PIECES}, programs, sys.stdout)


if __name__ == "__main__":
    main()

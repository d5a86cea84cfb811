#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Evaluate the detector on programs it was not trained on.

usage: evaluate.py OUT

OUT holds what make has built: objects, replay, resample and counts.tsv. Writes
OUT/evaluation.md and OUT/evaluation.html.

The training set is divided into folds so that all recordings of a package
(benign) or of an algorithm (miners) are in one; each fold is judged by a model
trained without it. The held-out sets are judged by the model as it is in the
tree.
"""

import pathlib
import sys

import bounds
import judge
import page
import resampled
import tables
import train
import traceset


def held_out_view(out, name, families):
    held_out = judge.Set(name, out / "counts.tsv")
    names = list(held_out.label)
    return tables.View(held_out, families,
                       judge.verdicts(out / "replay", held_out, names),
                       judge.scores(out / "replay", held_out, names))


def main():
    if sys.argv[1:] in (["-h"], ["--help"]):
        print(__doc__)
        return
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    out = pathlib.Path(sys.argv[1]).resolve()
    training = judge.Set(traceset.TRAINING, out / "counts.tsv")
    survey = train.read_survey(traceset.TRACES / "survey.tsv")
    families = judge.families(out / "replay", training)

    found, scored = judge.cross_validate(out, training, survey)
    removed = {family: judge.without_family(out, training, survey, family)
               for family, mining in families.items() if mining}
    training_view = tables.View(training, families, found, scored)
    held_out_views = [held_out_view(out, name, families)
                      for name in tables.HELD_OUT]
    unseen = {name: held_out_view(out, name, families)
              for name in bounds.UNSEEN}
    bars = judge.bars(out / "replay", training)
    with open(out / "evaluation.md", "w", encoding="utf-8") as to:
        tables.write(to, training_view, removed, held_out_views)
        bounds.write(to, [training_view, *held_out_views], unseen, bars)
        resampled.write(to, out / "resample",
                        [view.set for view in (training_view, *held_out_views)],
                        families)
    with open(out / "evaluation.html", "w", encoding="utf-8") as to:
        page.write(to, training_view, held_out_views, bars)


if __name__ == "__main__":
    main()

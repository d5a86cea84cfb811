#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Evaluate the detector on programs it was not trained on.

usage: evaluate.py OUT

OUT holds what make has built: objects, replay, resample, counts.tsv of the corpus, and
blind.tsv and blind2.tsv of the blind sets. Writes OUT/evaluation.md and
OUT/evaluation.html.

The corpus is divided into folds so that all recordings of a package (honest)
or of an algorithm (miners) are in one; each fold is judged by a model trained
without it. The blind sets are judged by the model as it is in the tree.
"""

import pathlib
import sys

import judge
import page
import resampled
import tables
import train

TESTS = judge.TOP / "tests/lab"


def blind_view(out, name, families):
    blind = judge.Set(TESTS / name, out / f"{name}.tsv")
    names = list(blind.label)
    return tables.View(blind, families,
                       judge.verdicts(out / "replay", blind, names),
                       judge.scores(out / "replay", blind, names))


def main():
    if sys.argv[1:] in (["-h"], ["--help"]):
        print(__doc__)
        return
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    out = pathlib.Path(sys.argv[1]).resolve()
    train.learn_features(judge.DETECT)
    corpus = judge.Set(TESTS / "corpus", out / "counts.tsv")
    survey = train.read_survey(TESTS / "corpus/survey.tsv")
    families = judge.families(out / "replay", corpus)

    found, scored = judge.cross_validate(out, corpus, survey)
    removed = {family: judge.without_family(out, corpus, survey, family)
               for family, mining in families.items() if mining}
    corpus_view = tables.View(corpus, families, found, scored)
    blind_views = [blind_view(out, name, families) for name in tables.BLIND]
    with open(out / "evaluation.md", "w", encoding="utf-8") as to:
        tables.write(to, corpus_view, removed, blind_views)
        resampled.write(to, out / "resample",
                        [view.set for view in (corpus_view, *blind_views)],
                        families)
    with open(out / "evaluation.html", "w", encoding="utf-8") as to:
        page.write(to, corpus_view, blind_views,
                   judge.bars(out / "replay", corpus))


if __name__ == "__main__":
    main()

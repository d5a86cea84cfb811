# SPDX-License-Identifier: GPL-2.0-only
"""What is asked of the detector on programs that nobody has trained on, and
what it does: a chapter of docs/evaluation.md."""

import collections
import re

import stats
from judge import ORDER

# The sets that are for this alone, and what is said of each.
UNSEEN = {
    "foreign": """Mining algorithms and primitives written again in other languages, by packages, or
by other toolchains ([tests/foreign](../tests/foreign/README.md)), at full speed.
""",
    "respelled": """This project's workloads, their assembly rewritten by
[tests/foreign/respell](../tests/foreign/respell): one way at a time, and many
together.
""",
    "hurts": """Benign programs chosen because they do something that miners do.
""",
    "near": """Benign programs written to come as near to miners as could be, in C, D, C#, Java and
JavaScript, while the rules of that day were made, by somebody else; and `nearer`,
whose author had the rules before him.
""",
    "exam": """Miners from specification and benign programs, in other languages and by other
toolchains, by somebody who had read neither rules nor model and told those who made
rules that day how many of a class were found, no more.
""",
}
MOST_LOSS_PERCENT = 25
OTHERS = ("randomx", "cryptonight")
UNKNOWN = "unknown-hash"


def is_mining(view, name):
    return view.families.get(view.set.label[name], False)


def loss_percent(view, name):
    """Of the hash rate, by being respelled."""
    found = re.search(r"loss (-?\d+) %", view.set.why[name])
    return int(found[1]) if found else None


def at_full_speed(view):
    for name in view.set.label:
        loss = loss_percent(view, name)
        if is_mining(view, name) and (loss is None or loss < MOST_LOSS_PERCENT):
            yield name


def accused(view, name):
    """A benign program, of mining or of hashing that nobody knows."""
    verdict = view.found[name]
    return verdict.verdict and (verdict.verdict == 2 or
                                verdict.family == UNKNOWN or
                                view.families.get(verdict.family, False))


def share(good, total):
    low, high = stats.wilson(good, total)
    percent = 100 * good / total if total else 0
    return (f"{good} of {total}, {percent:.1f} %", f"{100 * low:.1f} … {100 * high:.1f} %")


def recall_lines(what, view, confirmed, suspect):
    names = list(at_full_speed(view))
    for level, bound in ((2, confirmed), (1, suspect)):
        had = sum(view.found[n].verdict >= level for n in names)
        word = "confirmed" if level == 2 else "at least suspect"
        yield (f"{what}: {word}", *share(had, len(names)), f"≥ {bound} %")


def benign_lines(views):
    names = [(view, n) for view in views for n in view.set.benign() +
             view.set.names("adversarial")]
    confirmed = sum(view.found[n].verdict == 2 for view, n in names)
    some = sum(bool(accused(view, n)) for view, n in names)
    yield ("benign, all sets: confirmed", *share(confirmed, len(names)), "0")
    yield ("benign, all sets: confirmed, or suspect of mining or unknown-hash",
           *share(some, len(names)), "≤ 0.5 %")


def patience(view, name, bars):
    """
    Samples to "confirmed", in units of what Wald's test would take: the bar by
    the score of a sample. None if there is nothing to compare.
    """
    verdict, family = view.found[name], view.set.label[name]
    if verdict.verdict < 2 or not view.scored[name].curve:
        return None
    best = max((score[family] / 1000 / n
                for n, score in view.scored[name].curve if n), default=0)
    return verdict.at * best / bars[family] if best > 0 else None


def patience_lines(views, bars):
    taken = collections.defaultdict(list)
    for view in views:
        for name in view.set.label:
            if is_mining(view, name) and view.set.label[name] not in OTHERS:
                times = patience(view, name, bars)
                if times:
                    taken[view.set.label[name]].append(times)
    for family, times in sorted(taken.items()):
        low, high = stats.median_interval(times)
        yield (f"samples to confirmed of {family}, times Wald's: median",
               f"{stats.percentile(times, 0.5):.1f} of {len(times)}",
               f"{low:.1f} … {high:.1f}" if low else "-", "≤ 6")


def table(out, head, rows):
    out.write("| " + " | ".join(head) + " |\n" + "|---" * len(head) + "|\n")
    for row in rows:
        out.write("| " + " | ".join(row) + " |\n")


def write_set(out, view):
    out.write(f"\n## `{view.set.name}`\n\n{UNSEEN[view.set.name]}\n")
    missed = []
    for name, label in view.set.label.items():
        verdict = view.found[name]
        loss = loss_percent(view, name)
        lost = "-" if loss is None else f"{loss} %"
        if label in view.families:
            if verdict.verdict < (2 if is_mining(view, name) else 1):
                missed.append((name, label, lost,
                               f"{ORDER[verdict.verdict]} {verdict.family}"))
        elif accused(view, name):
            missed.append((name, label, lost,
                           f"{ORDER[verdict.verdict]} {verdict.family}"))
    out.write(f"{len(missed)} of {len(view.set.label)} are not as they should "
              "be:\n\n")
    table(out, ("program", "label", "loss of hash rate", "verdict"), missed)


def write(out, known, unseen, bars):
    """known: views of the other sets; unseen: {name: view}."""
    out.write("\n# Bounds\n\nWhat is asked of the detector, by the model in the "
              "tree. The training set is judged by\ncross-validation. Intervals "
              "are of 95 %.\n\n")
    everything = [*known, *unseen.values()]
    table(out, ("what", "is", "interval", "bound"),
          [*recall_lines("foreign code", unseen["foreign"], 95, 99),
           *recall_lines("exam, whose chains were looked into", unseen["exam"], 95, 99),
           *recall_lines(f"respelled, loss of hash rate under "
                         f"{MOST_LOSS_PERCENT} %", unseen["respelled"], 90, 98),
           *benign_lines(everything), *patience_lines(everything, bars)])
    for view in unseen.values():
        write_set(out, view)

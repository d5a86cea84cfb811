# SPDX-License-Identifier: GPL-2.0-only
"""The evaluation as tables: docs/evaluation.md."""

import collections
import math

import stats
from judge import FOLDS, ORDER, IO_IDLE_S

RATE_HZ = 100
# What the detector allows itself (lib/detect/sprt.h): kinds of work in
# an hour, each a draw of the rates.
KINDS = 4
LEVELS = (2, 4, 6, 8, 10, 12, 14, 16, 18)
# The held-out sets, and what is said of each.
HELD_OUT = {
    "heldout1": """These programs are never trained on. They were recorded when the
detector was that of commit bcbe390, and
[evaluation-heldout1.md](evaluation-heldout1.md) has what that one said of them,
before anybody looked at them. Whoever changes the detector after reading that
page has seen them: from then on this table says that what was learned holds,
and no longer what an unseen program would meet.
""",
    "heldout2": """Recorded for the detector that had learnt from the first;
[evaluation-heldout2.md](evaluation-heldout2.md) has what it said of them before
anybody looked.
""",
}
DUTIES = (1, 0.25, 0.05, 0.01)

# families: {name: whether it is mining-only}, in order
View = collections.namedtuple("View", "set families found scored")


def wanted(view, family):
    """The verdict that a family is to have."""
    return 2 if view.families[family] else 1


def missed(view, name):
    label, verdict = view.set.label[name], view.found[name]
    return verdict.verdict < wanted(view, label) or verdict.family != label


def verdict_text(verdict):
    return f"{ORDER[verdict.verdict]} {verdict.family}"


def seconds(samples, duty):
    return f"{samples / RATE_HZ / duty:.3g}"


def times(at):
    """Samples and seconds to the verdict, as cells."""
    if not at:
        return ["-"] * (1 + len(DUTIES))
    low, high = stats.median_interval(at)
    late = stats.percentile(at, 0.95)
    spread = f" [{low} … {high}]" if low is not None else ""
    cells = [f"{stats.percentile(at, 0.5)}{spread} / {late}"]
    for duty in DUTIES:
        some = (f" [{seconds(low, duty)} … {seconds(high, duty)}]"
                if low is not None else "")
        cells.append(f"{seconds(stats.percentile(at, 0.5), duty)}{some} / "
                     f"{seconds(late, duty)}")
    return cells


def recall_rows(view):
    for family in view.families:
        names = view.set.names(family)
        if not names:
            continue
        want = wanted(view, family)
        hit = [n for n in names if view.found[n].verdict >= want]
        right = [n for n in hit if view.found[n].family == family]
        low, high = stats.wilson(len(right), len(names))
        cells = [family, ORDER[want], f"{len(right)} of {len(names)}",
                 f"{100 * low:.1f} … {100 * high:.1f} %",
                 str(len(hit) - len(right)),
                 *times([view.found[n].at for n in right])]
        yield "| " + " | ".join(cells) + " |\n"


def write_recall(out, view):
    out.write("| family | verdict wanted | had, named right | interval |"
              " named wrong | samples | s at 100 % | 25 % | 5 % | 1 % |\n"
              "|---|---|---|---|---|---|---|---|---|---|\n")
    out.writelines(recall_rows(view))
    out.write("\n### Missed\n\n| program | verdict |\n|---|---|\n")
    for name, label in view.set.label.items():
        if label in view.families and missed(view, name):
            out.write(f"| {name} | {verdict_text(view.found[name])} |\n")


def write_benign(out, view):
    names = view.set.benign()
    samples = sum(view.set.samples[n] for n in names)
    hours = samples / RATE_HZ / 3600
    confirmed = [n for n in names if view.found[n].verdict == 2]
    suspect = [n for n in names if view.found[n].verdict == 1]
    mining = [n for n in suspect
              if view.families.get(view.found[n].family, False)]
    other = [n for n in suspect if n not in mining]
    low, high = stats.wilson(len(confirmed), len(names))
    out.write("| what | |\n|---|---|\n"
              f"| benign programs | {len(names)} |\n"
              f"| their samples | {samples} |\n"
              f"| process-hours at {RATE_HZ} Hz | {hours:.2f} |\n"
              f"| confirmed | {len(confirmed)} |\n"
              f"| suspect of a mining-only family | {len(mining)} |\n"
              f"| suspect of a shared primitive | {len(other)} |\n"
              "| confirmed per process-hour, upper 95 % bound (Poisson) | "
              f"{stats.poisson_upper(len(confirmed)) / hours:.2g} |\n"
              "| confirmed per program, 95 % interval (Wilson) | "
              f"{100 * low:.2g} … {100 * high:.2g} % |\n")
    if confirmed or mining:
        out.write("\n### Falsely accused\n\n| program | package | verdict |"
                  " executable | at sample | score, nats |\n"
                  "|---|---|---|---|---|---|\n")
    for name in confirmed + mining:
        v = view.found[name]
        out.write(f"| {name} | {view.set.package[name]} |"
                  f" {verdict_text(v)} | {v.exe} | {v.at} |"
                  f" {v.score / 1000:.1f} |\n")
    out.write("\n### Suspect of a shared primitive\n\n| program | package |"
              " family | what it is busy with |\n|---|---|---|---|\n")
    for name in other:
        busy = view.set.label[name].partition(":")[2] or "something else"
        out.write(f"| {name} | {view.set.package[name]} | "
                  f"{view.found[name].family} | {busy} |\n")
    out.write("\n### Written to be mistaken\n\n| program | verdict |\n"
              "|---|---|\n")
    for name in view.set.names("adversarial"):
        out.write(f"| {name} | {verdict_text(view.found[name])} |\n")


def highest(view, name, family):
    """Highest score of @family at any time, conditions aside, nats."""
    return max((score[family] for _, score in view.scored[name].curve),
               default=0) / 1000


def write_calibration(out, view):
    """How many benign programs reach a score, and how many may."""
    names = view.set.benign()
    out.write("| nats | may | " + " | ".join(
        family for family, mining in view.families.items() if mining) +
        " |\n|---|---|" + "---|" * sum(view.families.values()) + "\n")
    tops = {family: [highest(view, n, family) for n in names]
            for family, mining in view.families.items() if mining}
    for level in LEVELS:
        may = min(len(names), KINDS * len(names) * math.exp(-level))
        cells = [str(sum(top >= level for top in tops[family]))
                 for family in tops]
        out.write(f"| {level} | {may:.2g} | " + " | ".join(cells) + " |\n")


def write(out, training, removed, held_out):
    others = " and ".join(f"the {len(view.set.label)} of `{name}`"
                          for name, view in zip(HELD_OUT, held_out))
    out.write(f"""# Evaluation

Written by `make eval` from the traces in `tests/traces`: the
{len(training.set.label)} of the training set, {others}. Do not edit.
[detection.md](detection.md) has the method; `build/lab/evaluation.html` has
the plots.

All traces are replayed as if the process had done no I/O for {IO_IDLE_S} seconds,
the hardest case for benign programs. The figures are of traces of at most 700
samples (1500 of slow starters: RandomX, Equihash, X11, guests); the highest verdict of any thread,
process or executable counts.

Intervals are of 95 %: Wilson's of proportions, from order statistics of
medians. Samples are those of the subject on the CPU until the verdict: median
[interval] / 95th percentile. The seconds are the same at {RATE_HZ} samples a
second of CPU time and a duty of 100, 25, 5 and 1 %. Primitives are suspect
only after 30 s without I/O, which the seconds do not include.

# The training set, cross-validated

Every program is judged by a model trained without it: all recordings of one
package, or of one algorithm, are in the same of {FOLDS} folds.

## Miners and primitives

""")
    write_recall(out, training)
    out.write("\n### With the whole family left out of training\n\n"
              "| family | confirmed | suspect | of |\n|---|---|---|---|\n")
    for family, result in removed.items():
        count = collections.Counter(v.verdict for v in result.values()
                                    if v.family in ("-", family))
        out.write(f"| {family} | {count[2]} | {count[1]} | {len(result)} |\n")
    out.write("\n## Benign programs\n\n")
    write_benign(out, training)
    out.write(f"""
Zero in so few hours bounds little by itself; the rate that is stated rests on
the model (detection.md, "Error rates").

## Calibration

Does the score keep its promise where there are programs enough to see? Under
the model at most N · {KINDS} · exp(-B) of N benign programs ever reach B nats
("may"); counted is how many did, without the conditions. Where more did, the
signs of that family depend on each other in benign programs, and only its
conditions keep them from being accused.

""")
    write_calibration(out, training)
    for name, view in zip(HELD_OUT, held_out):
        out.write(f"\n# The held-out set `{name}`, by the model in the tree\n"
                  f"\n{HELD_OUT[name]}\n## Miners\n\n")
        write_recall(out, view)
        out.write("\n## Benign programs\n\n")
        write_benign(out, view)
        out.write("\n## Calibration\n\n")
        write_calibration(out, view)

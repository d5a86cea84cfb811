# SPDX-License-Identifier: GPL-2.0-only
"""The evaluation as plots: one HTML page with inline SVG and nothing else.

Written directly, with rounded coordinates, so that the same traces give the
same bytes.
"""

import html
import math

import stats
from judge import ORDER
from tables import HELD_OUT, verdict_text
from traceset import is_benign

WIDTH, HEIGHT = 330, 210
LEFT, RIGHT, TOP, BOTTOM = 44, 8, 20, 30

STYLE = """
:root { color-scheme: light dark; --ink: #222; --paper: #fff; --rule: #ccc;
--miner: #c2410c; --benign: #2563a8; --other: #6b7280; }
@media (prefers-color-scheme: dark) { :root { --ink: #ddd; --paper: #181818;
--rule: #444; --miner: #fb923c; --benign: #7db3f0; --other: #9ca3af; } }
body { font: 15px/1.45 sans-serif; color: var(--ink); background: var(--paper);
max-width: 1060px; margin: 2em auto; padding: 0 1em; }
svg text { font: 11px sans-serif; fill: var(--ink); }
svg .axis { stroke: var(--rule); fill: none; }
svg .bar { stroke: var(--ink); stroke-dasharray: 4 3; fill: none; }
svg .miner { stroke: var(--miner); fill: none; }
svg .benign { stroke: var(--benign); fill: none; }
svg .bound { stroke: var(--other); stroke-dasharray: 4 3; fill: none; }
svg .many { opacity: .25; stroke-width: 1; }
svg .band { fill: var(--benign); stroke: none; opacity: .18; }
svg .wide { stroke-width: 2; }
figure { display: inline-block; margin: 4px; }
.key span { display: inline-block; width: 1.6em; height: 3px; margin: 0 .4em
.2em 1em; vertical-align: middle; }
"""


def number(value):
    return f"{value:.1f}".rstrip("0").rstrip(".")


class Panel:
    """One plot with its own scales."""

    def __init__(self, title, x, y):
        self.title = title
        self.x_range, self.y_range = x, y
        self.parts = []

    def x(self, value):
        low, high = self.x_range
        return LEFT + (WIDTH - LEFT - RIGHT) * (value - low) / (high - low)

    def y(self, value):
        low, high = self.y_range
        value = min(max(value, low), high)
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * (
            (value - low) / (high - low))

    def path(self, points):
        return "M" + "L".join(f"{number(self.x(x))} {number(self.y(y))}"
                              for x, y in points)

    def line(self, points, style, title=None):
        if len(points) < 2:
            return
        tip = f"<title>{html.escape(title)}</title>" if title else ""
        self.parts.append(f'<path class="{style}" d="{self.path(points)}">'
                          f"{tip}</path>")

    def band(self, low, high):
        if low:
            self.parts.append('<path class="band" d="'
                              f'{self.path(low + high[::-1])}Z"/>')

    def text(self, x, y, value, anchor="middle"):
        self.parts.append(f'<text x="{number(x)}" y="{number(y)}" '
                          f'text-anchor="{anchor}">{html.escape(value)}</text>')

    def axes(self, x_ticks, y_ticks, x_title):
        for at, name in x_ticks:
            self.line([(at, self.y_range[0]), (at, self.y_range[1])], "axis")
            self.text(self.x(at), HEIGHT - BOTTOM + 13, name)
        for at, name in y_ticks:
            self.line([(self.x_range[0], at), (self.x_range[1], at)], "axis")
            self.text(LEFT - 4, self.y(at) + 4, name, "end")
        self.text(LEFT + (WIDTH - LEFT - RIGHT) / 2, HEIGHT - 4, x_title)
        self.text(LEFT, 13, self.title, "start")

    def svg(self):
        return (f'<figure><svg width="{WIDTH}" height="{HEIGHT}" '
                f'viewBox="0 0 {WIDTH} {HEIGHT}">' + "".join(self.parts) +
                "</svg></figure>\n")


def curve(scored, family):
    return [(math.log2(n), score[family] / 1000) for n, score in scored.curve]


def benign_for(view, family):
    """Benign programs that are not busy with this very primitive."""
    return [n for n in view.set.benign()
            if view.set.label[n] != f"benign:{family}" and
            view.scored[n].curve]


def quantiles(view, names, family):
    """Of all benign programs, by samples: median, 99th percentile, highest."""
    columns = {}
    for name in names:
        for n, score in view.scored[name].curve:
            if n & (n - 1) == 0:
                columns.setdefault(math.log2(n), []).append(
                    score[family] / 1000)
    rows = [(at, values) for at, values in sorted(columns.items())
            if len(values) * 4 > len(names)]
    return [[(at, pick(values)) for at, values in rows] for pick in
            (lambda v: stats.percentile(v, 0.5),
             lambda v: stats.percentile(v, 0.99), max, min)]


def evidence_panel(view, family, bar):
    panel = Panel(family, (3, 10), (-20, 80))
    panel.axes([(i, str(2 ** i)) for i in range(3, 11)],
               [(i, str(i)) for i in range(-20, 81, 20)], "samples")
    panel.line([(3, bar), (10, bar)], "bar", f"{bar:g} nats")
    names = benign_for(view, family)
    if names:
        median, high, top, low = quantiles(view, names, family)
        panel.band(low, high)
        panel.line(median, "benign wide", "benign programs, median")
        panel.line(top, "benign", "benign programs, highest")
    for name in view.set.names(family):
        panel.line(curve(view.scored[name], family), "miner many", name)
    return panel.svg()


def last(view, names, family):
    return [view.scored[n].curve[-1][1][family] for n in names
            if view.scored[n].curve]


def roc_panel(training, held_out, family):
    floor = -3
    panel = Panel(family, (floor, 0), (0, 1))
    panel.axes([(i, f"{100 * 10 ** i:g} %") for i in range(floor, 1)],
               [(i / 4, f"{25 * i} %") for i in range(5)],
               "benign programs above the threshold")
    areas = []
    for view, style in [(training, "miner wide"),
                        *((one, "benign wide") for one in held_out)]:
        positive = last(view, view.set.names(family), family)
        negative = last(view, benign_for(view, family), family)
        if not positive or not negative:
            continue
        points, area = stats.roc(positive, negative)
        steps = [(max(math.log10(x), floor) if x else floor, y)
                 for x, y in points]
        walk = [steps[0]]
        for x, y in steps[1:]:
            walk += [(x, walk[-1][1]), (x, y)]
        panel.line(walk, style)
        areas.append(f"{area:.4f}")
    panel.text(WIDTH - RIGHT, 13, "area " + " / ".join(areas), "end")
    return panel.svg()


def heat_map(view, instructions):
    """Program x instruction; darker is a larger share, on a root scale."""
    cell, left, top, levels = 13, 190, 70, 6
    order = sorted(view.set.label, key=lambda n: (
        is_benign(view.set.label[n]), view.set.label[n], n))
    height, width = 5, left + cell * len(instructions) + 45
    shades = [[] for _ in range(levels)]
    rows, groups = [], []
    for row, name in enumerate(order):
        mix = view.scored[name].mix
        total = sum(mix.values()) or 1
        label = view.set.label[name].split(":")[0]
        if not groups or groups[-1][0] != label:
            groups.append((label, row))
        for column, op in enumerate(instructions):
            share = math.sqrt(mix.get(op, 0) / total)
            level = min(math.ceil(share * 1.5 * levels), levels)
            if level:
                shades[level - 1].append(
                    f"M{left + column * cell} {top + row * height}"
                    f"h{cell}v{height}h-{cell}z")
        rows.append(f'<rect x="{left}" y="{top + row * height}" '
                    f'width="{cell * len(instructions)}" height="{height}" opacity="0">'
                    f"<title>{html.escape(name)}: "
                    f"{verdict_text(view.found[name])}</title></rect>")
    parts = [f'<path fill="var(--miner)" opacity="{(i + 1) / levels:.2f}" '
             f'd="{"".join(shade)}"/>' for i, shade in enumerate(shades)]
    for label, row in groups:
        parts.append(f'<text x="{left - 6}" y="{top + row * height + 9}" '
                     f'text-anchor="end">{html.escape(label)}</text>'
                     f'<path class="axis" d="M{left - 60} '
                     f'{top + row * height}H{width}"/>')
    for column, op in enumerate(instructions):
        at = left + column * cell + 10
        parts.append(f'<text transform="translate({at} {top - 5}) '
                     f'rotate(-60)">{html.escape(op)}</text>')
    return (f'<figure><svg width="{width}" height="{top + len(order) * height}"'
            f' viewBox="0 0 {width} {top + len(order) * height}">' +
            "".join(parts + rows) + "</svg></figure>\n")


def common_instructions(views):
    """Those that some program spends a twentieth on, commonest first."""
    share = {}
    for view in views:
        for scored in view.scored.values():
            total = sum(scored.mix.values())
            for op, count in scored.mix.items():
                share.setdefault(op, []).append(count / total)
    return sorted((op for op, values in share.items() if max(values) > 0.05),
                  key=lambda op: -sum(share[op]))


def delay_panel(view, family):
    """Share of the runs with their verdict by so many samples."""
    panel = Panel(family, (3, 10), (0, 1))
    panel.axes([(i, str(2 ** i)) for i in range(3, 11)],
               [(i / 4, f"{25 * i} %") for i in range(5)], "samples")
    want = 2 if view.families[family] else 1
    names = view.set.names(family)
    at = sorted(math.log2(view.found[n].at) for n in names
                if view.found[n].verdict >= want and
                view.found[n].family == family)
    walk = [(3, 0.0)]
    for i, x in enumerate(at, 1):
        walk += [(x, walk[-1][1]), (x, i / len(names))]
    panel.line(walk + [(10, walk[-1][1])], "miner wide",
               f"{len(at)} of {len(names)} {ORDER[want]}")
    return panel.svg()


def write(out, training, held_out, bars):
    views = [(training, "training set"),
             *((view, f"held-out set {name}")
               for name, view in zip(HELD_OUT, held_out))]
    out.write("<!DOCTYPE html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n"
              "<title>cpuwarden: evaluation</title>\n"
              f"<style>{STYLE}</style>\n<h1>Evaluation of the detector</h1>\n"
              "<p>Written by <code>make eval</code>; the figures are in "
              "docs/evaluation.md. Programs of the training set are judged by "
              "a model trained without them, those of the held-out sets by the "
              "model in the tree. Names of programs and curves appear under "
              "the pointer.</p>\n")
    for view, title in views:
        out.write(f"<h2>Evidence over samples, {title}</h2>\n<p>Log-likelihood "
                  "ratio, nats, of all samples of a program; what the "
                  "conditions allow is not in it. <span class=key><span "
                  "style='background:var(--miner)'></span>each program of the "
                  "family<span style='background:var(--benign)'></span>benign "
                  "programs: median, highest; band from the lowest to the 99th "
                  "percentile; dashed: what the verdict asks for</span></p>\n")
        for family in view.families:
            if view is training or view.set.names(family):
                out.write(evidence_panel(view, family, bars[family]))
    out.write("<h2>ROC</h2>\n<p>Of the score alone, after all samples; benign "
              "programs that are busy with the primitive itself left out. "
              "<span class=key><span style='background:var(--miner)'></span>"
              "training set<span style='background:var(--benign)'></span>held-out"
              " sets"
              "</span></p>\n")
    for family in training.families:
        if any(view.set.names(family) for view, _ in views):
            out.write(roc_panel(training, held_out, family))
    out.write("<h2>Samples to the verdict, training set</h2>\n<p>At 100 samples "
              "a second of CPU time, 100 samples are 1 s at full speed, 4 s at "
              "a duty of 25 %, 20 s at 5 %, 100 s at 1 %.</p>\n")
    for family in training.families:
        if training.set.names(family):
            out.write(delay_panel(training, family))
    instructions = common_instructions([view for view, _ in views])
    for view, title in views:
        out.write(f"<h2>Instruction mix, {title}</h2>\n<p>Share of the decoded "
                  "instructions, one row for each program.</p>\n")
        out.write(heat_map(view, instructions))

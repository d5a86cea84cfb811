# SPDX-License-Identifier: GPL-2.0-only
"""The few statistics that the evaluation needs. Intervals are of 95 %."""

import math

Z = 1.96


def wilson(good, total):
    """Interval of a proportion (Wilson 1927)."""
    if not total:
        return 0.0, 1.0
    p = good / total
    centre = p + Z * Z / (2 * total)
    spread = Z * math.sqrt(p * (1 - p) / total + Z * Z / (4 * total * total))
    scale = 1 + Z * Z / total
    return (max((centre - spread) / scale, 0.0),
            min((centre + spread) / scale, 1.0))


def percentile(values, share):
    values = sorted(values)
    return values[min(math.ceil(share * len(values)), len(values)) - 1]


def median_interval(values):
    """Of the median, from order statistics; (None, None) if too few."""
    values = sorted(values)
    n = len(values)
    tail, low = 0.0, -1
    for i in range(n):
        tail += math.comb(n, i) / 2 ** n
        if tail > 0.025:
            break
        low = i
    if low < 0:
        return None, None
    return values[low], values[n - 1 - low]


def poisson_upper(events):
    """Upper end of a one-sided interval of a count (Garwood 1936)."""
    low, high = 0.0, 10.0 * (events + 3)
    for _ in range(60):
        mean = (low + high) / 2
        below = sum(math.exp(-mean) * mean ** k / math.factorial(k)
                    for k in range(events + 1))
        low, high = (mean, high) if below > 0.05 else (low, mean)
    return high


def roc(positive, negative):
    """Points (false, true positive rate) of all thresholds, and the area."""
    scored = sorted([(s, 1) for s in positive] + [(s, 0) for s in negative],
                    key=lambda pair: -pair[0])
    points, hits, alarms, area, i = [(0.0, 0.0)], 0, 0, 0.0, 0
    while i < len(scored):
        score = scored[i][0]
        while i < len(scored) and scored[i][0] == score:
            hits += scored[i][1]
            alarms += 1 - scored[i][1]
            i += 1
        x, y = alarms / len(negative), hits / len(positive)
        area += (x - points[-1][0]) * (y + points[-1][1]) / 2
        points.append((x, y))
    return points, area

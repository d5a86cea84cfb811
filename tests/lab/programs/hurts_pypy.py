# SPDX-License-Identifier: GPL-2.0-only
"""Work in Python: "pypy3 hurts_pypy.py NAME" does it for ever."""

import array
import math
import random
import sys

CELLS = array.array("L", [0]) * (1 << 18)


def gups():
    r = 1
    for _ in range(1 << 20):
        r = (r << 1 ^ (r >> 63) * 7) & 0xffffffffffffffff
        CELLS[r & 0x3ffff] ^= r


def monte_carlo():
    return sum(random.random() ** 2 + random.random() ** 2 < 1
               for _ in range(1000000))


def table():
    return {random.getrandbits(60): i for i in range(100000)}


def fft():
    a = [complex(random.random()) for _ in range(4096)]
    half = 2048
    while half:
        for at in range(0, 4096, 2 * half):
            for j in range(half):
                w = complex(math.cos(math.pi * j / half),
                            -math.sin(math.pi * j / half))
                x, y = a[at + j], a[at + j + half]
                a[at + j], a[at + j + half] = x + y, (x - y) * w
        half //= 2


def matrix():
    n = 100
    a = [[random.random() for _ in range(n)] for _ in range(n)]
    return [[sum(row[k] * a[k][j] for k in range(n)) for j in range(n)]
            for row in a]


def bits():
    x = 1
    for _ in range(1000000):
        x ^= x << 13 & 0xffffffff
        x ^= x >> 17
        x ^= x << 5 & 0xffffffff
    return x


def strings():
    words = sorted(f"{random.getrandbits(32):08x}" for _ in range(20000))
    return "".join(words).replace("ab", "x").upper()


def nbody():
    x, v = [random.random() for _ in range(30)], [0.0] * 30
    for _ in range(500):
        for i in range(30):
            for j in range(30):
                d = x[j] - x[i]
                v[i] += d / (d * d + 0.01) ** 1.5 * 1e-4
        x = [a + b for a, b in zip(x, v)]


WORKS = {"gups": gups, "random": monte_carlo, "table": table, "fft": fft,
         "matrix": matrix, "bits": bits, "strings": strings, "nbody": nbody}

while True:
    WORKS[sys.argv[1]]()

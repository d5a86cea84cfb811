# SPDX-License-Identifier: GPL-2.0-only
"""What resample says of long runs and of short lives, as tables."""

import collections

import judge
from tables import RATE_HZ

LONG_SAMPLES = 200000	# of each program
TENANTS = 1500
FRAMED_LIVES = 5000	# of each program

# of one time without I/O: programs, and (trace, verdict, family) of some
Long = collections.namedtuple("Long", "programs accused")
# programs, their lives, miners told themselves, miners; (trace, family, lives,
# fewest samples) of the programs that were told
Framed = collections.namedtuple("Framed", "programs lives able miners accused")


def traces(sets, *labels):
    """All traces whose label begins with one of labels."""
    return [path for one in sets for path in one.traces(
        [n for n, label in one.label.items()
         if label.split(":")[0] in labels])]


def long_runs(program, sets):
    """{seconds without I/O: Long}"""
    accused, result = {}, {}
    for io_idle_s, name, *rest in judge.run(program,
                                            ["long", str(LONG_SAMPLES)],
                                            traces(sets, "benign")):
        if name == "total":
            result[io_idle_s] = Long(int(rest[0]), accused.pop(io_idle_s, []))
        else:
            accused.setdefault(io_idle_s, []).append((name, *rest))
    return result


def lives(program, sets):
    """Rows of cells, the heads first."""
    return judge.run(program, ["lives", str(TENANTS)],
                     [*traces(sets, "benign"), "--",
                      *traces(sets, "randomx", "cryptonight")])


def framed(program, sets, number, *labels):
    """Framed, of number lives of each program of these labels."""
    *accused, total = judge.run(program, ["framed", str(number)],
                                [*traces(sets, *labels), "--",
                                 *traces(sets, "randomx", "cryptonight")])
    return Framed(*(int(n) for n in total[1:5]), accused)


def write_framed(out, one):
    out.write("| programs | lives | told | miners | told themselves |\n"
              "|---|---|---|---|---|\n"
              f"| {one.programs} | {one.lives} | "
              f"{sum(int(row[2]) for row in one.accused)} | {one.miners} | "
              f"{one.able} |\n")


def write_long(out, runs, mining):
    out.write("| without I/O for | programs | process-hours | confirmed | "
              "suspect of mining | suspect of a primitive |\n"
              "|---|---|---|---|---|---|\n")
    named = []
    for io_idle_s, one in runs.items():
        hours = one.programs * LONG_SAMPLES / RATE_HZ / 3600
        kind = collections.Counter(
            verdict if verdict == "confirmed" else mining[family]
            for _, verdict, family in one.accused)
        named += [f"{name.removesuffix('.cwt')} ({verdict} {family})"
                  for name, verdict, family in one.accused
                  if verdict == "confirmed" or mining[family]]
        out.write(f"| {io_idle_s} s | {one.programs} | {hours:.0f} | "
                  f"{kind['confirmed']} | {kind[True]} | {kind[False]} |\n")
    out.write(f"\nThese are: {', '.join(sorted(named)) or 'none'}.\n")


def write_lives(out, rows):
    for number, row in enumerate(rows):
        out.write("| " + " | ".join(row) + " |\n")
        if not number:
            out.write("|---" * len(row) + "|\n")


def write(out, program, sets, mining):
    """Both tables; mining: {family: whether it is mining-only}."""
    out.write(f"""
# Long runs and short lives, resampled

The benign programs of all sets, by the model in the tree, each drawn from its
recording for {LONG_SAMPLES} samples, pieces of up to 63 at a time (`tools/lab/resample.c`):
does anybody who is clear for 700 samples stay so? This shows what the test makes of
chance; it cannot show what a program would do that was not recorded.

""")
    write_long(out, long_runs(program, sets), mining)
    out.write("""
Tenants of 256 processes that end before their 64th sample, each in an executable
of its own, as a compiler's tests or a miner in fresh copies. "Merged" is what
their added counts alone would have said
([detection.md](detection.md#short-lived-processes)). Miners are all recordings
of RandomX and CryptoNight, each for up to 20 samples at a time, once each.

""")
    write_lives(out, lives(program, sets))
    out.write("""
Lives of benign programs, each the next one after 64 of a miner that left all they
had to the same executable, user and tenant. Told is one that opens a finding.

""")
    write_framed(out, framed(program, sets, FRAMED_LIVES, "benign"))

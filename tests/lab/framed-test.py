#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""No benign life is told, whatever a miner's lives have left before it (TAP).

usage: framed-test.py RESAMPLE

Of each benign program, and each of those that were written to be mistaken, 200
short lives are drawn from its recording; before each, a recorded miner had 64 of
the same user, tenant and executable.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent / "../../tools/lab"))
sys.dont_write_bytecode = True

# pylint: disable=wrong-import-position
import judge  # noqa: E402
import resampled  # noqa: E402

LIVES = 200


def main():
    sets = [judge.Set(name) for name in ("training", "heldout1", "heldout2")]
    framed = resampled.framed(Path(sys.argv[1]), sets, LIVES,
                              "benign", "adversarial")
    print("TAP version 13\n1..2")
    for row in framed.accused:
        print("#", *row)
    print(f"# {framed.lives} lives of {framed.programs} programs after those of "
          f"{framed.miners} miners, of whom {framed.able} were told themselves")
    print(f"{'not ' if framed.accused else ''}ok 1 - "
          "no benign life is told after those of a miner")
    few = framed.able < framed.miners / 2
    print(f"{'not ' if few else ''}ok 2 - the miners had left enough")
    return bool(framed.accused or few)


if __name__ == "__main__":
    sys.exit(main())

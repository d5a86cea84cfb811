#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Write lib/detect/logmath-table.h to standard output."""

import math

LN_BITS = 9
LGAMMA_TABLE = 256
LOG_ADD_STEP = 31250
LOG_ADD_LIMIT = 14_000_000


def table(kind, name, size, values):
    print(f"\nstatic const {kind} {name}[{size}] = {{")
    row = "\t"
    for value in values:
        item = f"{value}, "
        if len(row) + len(item) > 72:
            print(row.rstrip())
            row = "\t"
        row += item
    print(row.rstrip())
    print("};")


def main():
    print("/* SPDX-License-Identifier: GPL-2.0-only */")
    print("/* Written by tools/lab/gen-logmath.py: do not edit. */")
    print("#ifndef _CPUWARDEN_DETECT_LOGMATH_TABLE_H")
    print("#define _CPUWARDEN_DETECT_LOGMATH_TABLE_H")
    print(f"\n#define CW_LN_BITS\t{LN_BITS}")
    print(f"#define CW_LGAMMA_TABLE\t{LGAMMA_TABLE}")
    print(f"#define CW_LOG_ADD_STEP\t{LOG_ADD_STEP}")
    print(f"#define CW_LOG_ADD_LIMIT\t{LOG_ADD_LIMIT}")
    steps = 1 << LN_BITS
    print("\n/* ln(1 + i / 2^CW_LN_BITS), nano-nats */", end="")
    table("s32", "cw_ln_table", "(1 << CW_LN_BITS) + 1",
          (round(math.log1p(i / steps) * 1e9) for i in range(steps + 1)))
    print("\n/* ln Gamma(i / 16), micro-nats; the first is never read */",
          end="")
    table("s32", "cw_lgamma_table", "CW_LGAMMA_TABLE",
          (round(math.lgamma(i / 16) * 1e6) if i else 0
           for i in range(LGAMMA_TABLE)))
    print("\n/* ln(1 + exp(-i * CW_LOG_ADD_STEP)), micro-nats */", end="")
    table("s32", "cw_log_add_table",
          "CW_LOG_ADD_LIMIT / CW_LOG_ADD_STEP + 2",
          (round(math.log1p(math.exp(-i * LOG_ADD_STEP / 1e6)) * 1e6)
           for i in range(LOG_ADD_LIMIT // LOG_ADD_STEP + 2)))
    print("\n#endif /* _CPUWARDEN_DETECT_LOGMATH_TABLE_H */")


main()

# SPDX-License-Identifier: GPL-2.0-only
"""Who may include what, and what keeps pure components pure."""

import os
import re
from pathlib import Path

from cache import temp_dir
from tree import PURE, TOP, run, tracked


def without_comments(text):
    """C source with comments and strings blanked, lines kept."""
    return re.sub(r"//[^\n]*|/\*.*?\*/|\"(?:\\.|[^\"\\\n])*\"",
                  lambda m: re.sub(r"[^\n]", " ", m[0]), text, flags=re.S)


def includes(name):
    """What a file includes: (line number, as written, resolved)."""
    for number, line in enumerate(
            (TOP / name).read_text().splitlines(), 1):
        match = re.match(r'\s*#\s*include\s*([<"])([^>"]+)[>"]', line)
        if match and match[1] == '"':
            path = os.path.normpath(Path(name).parent / match[2])
            if not (TOP / path).exists():
                path = f"lib/{match[2]}"
            yield number, match[2], path
        elif match:
            yield number, match[2], f"<{match[2]}>"


# Where a file may include from; the first rule that fits a file holds.
# main.c alone knows all; knowledge runs one way, along the sample's path.
SYSTEM = r"<(linux|net|asm|uapi|cpuwarden)/.*>|module/compat/\w+\.h"
LAYERS = [
    (r"lib/isa/", r"<cpuwarden/.*>|lib/isa/.*"),
    (r"lib/detect/", r"<cpuwarden/.*>|lib/(isa|detect)/.*"),
    (r"lib/case/", r"<cpuwarden/.*>|<uapi/linux/cpuwarden\.h>"
     r"|lib/(detect|case)/.*"),
    (r"lib/trace/", r"<.*>|lib/(isa|trace)/.*"),
    (r"lib/(replay|record)/", r"<.*>|lib/.*"),
    (r"module/compat/", SYSTEM),
    (r"module/ring\.", rf"{SYSTEM}|module/ring\.h"),
    (r"module/counters\.", rf"{SYSTEM}|module/counters\.h"),
    (r"module/tenant\.", SYSTEM),
    (r"module/trigger(_clock|_pmu)?\.",
     rf"{SYSTEM}|module/(trigger|counters)\.h"),
    (r"module/sampler\.",
     rf"{SYSTEM}|module/(sampler|trigger|ring|counters|tenant)\.h"),
    (r"module/coverage\.", rf"{SYSTEM}|module/(coverage|sampler)\.h"),
    (r"module/covert/", rf"{SYSTEM}|module/covert/\w+\.h"
     r"|lib/case/.*\.h"),
    (r"module/(identity|origin|channel)\.",
     rf"{SYSTEM}|module/(identity|origin|channel|tenant|covert/\w+)\.h"
     r"|lib/case/(io_idle|restarter|rewritten)\.h"),
    (r"module/table\.", rf"{SYSTEM}|module/table\.h"),
    (r"module/known\.", rf"{SYSTEM}|module/known\.h|lib/detect/known\.h"),
    (r"module/holder\.", rf"{SYSTEM}|module/(table|holder)\.h"),
    (r"module/(group|process|finding|lives|kin)\.",
     rf"{SYSTEM}|module/(table|holder|group|process|finding|lives|kin|identity|origin|covert/(duty|monitor))\.h"
     r"|lib/detect/(detect|guest|track|short_lived)\.h|lib/case/.*\.h"),
    (r"module/ledger\.",
     rf"{SYSTEM}|module/(table|group|process|finding|identity|ledger)\.h"),
    (r"module/collector\.", rf"{SYSTEM}|module/[a-z]+\.h|lib/case/.*\.h"
     r"|lib/detect/regs\.h"),
    (r"module/report/", rf"{SYSTEM}|module/(report/)?[a-z]+\.h"
     r"|lib/detect/detect\.h|lib/case/restarter\.h"),
    (r"module/main\.c", r".*"),
    (r"include/", r"<.*>"),
]


def layers():
    """Includes follow the way of the sample, never against it."""
    lines = []
    for name in tracked("module", "lib", "include"):
        if not name.endswith((".c", ".h")):
            continue
        rule = next((may for where, may in LAYERS if re.match(where, name)),
                    None)
        if rule is None:
            lines.append(f"{name}: no rule says what it may include "
                         "(LAYERS in tests/checks/components.py)")
            continue
        lines += [f"{name}:{number}: must not include {written}"
                  for number, written, path in includes(name)
                  if not re.fullmatch(rule, path)]
    return lines


# memcpy() and friends: gcc calls them of its own accord.
PURE_CALLS = {"memcpy", "memmove", "memset", "memcmp", "strcmp", "strlen"}


def pure():
    """PURE: no floating point, no allocation, no state."""
    lines = []
    with temp_dir("pure") as scratch:
        objects = []
        for component in PURE:
            for name in tracked(f"{component}/*.[ch]"):
                text = without_comments((TOP / name).read_text())
                for number, line in enumerate(text.splitlines(), 1):
                    for word in re.findall(r"\b(?:float|double|__float128)\b",
                                           line):
                        lines.append(f"{name}:{number}: {word}")
                if not name.endswith(".c"):
                    continue
                out = Path(scratch) / (name.replace("/", "-") + ".o")
                status, text = run(["gcc", "-std=gnu11", "-O2", "-fno-pic",
                                    "-mgeneral-regs-only", "-Iinclude", "-Ilib",
                                    "-c", "-o", out, name])
                if status:
                    lines += text.splitlines()
                else:
                    objects.append((name, out))
        if lines:
            return lines
        defined, wanted = set(), []
        for name, out in objects:
            status, text = run(["nm", "--format=posix", out])
            if status:
                lines += text.splitlines()
            for line in text.splitlines():
                symbol, kind = line.split()[:2]
                if kind == "U":
                    wanted.append((name, symbol))
                elif kind in "dDbBcCgGsS":
                    lines.append(f"{name}: {symbol} can be written to")
                else:
                    defined.add(symbol)
        lines += [f"{name}: calls {symbol}()" for name, symbol in wanted
                  if symbol not in defined | PURE_CALLS]
    return lines

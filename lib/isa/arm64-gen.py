#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Turn the arm64 opcode maps into the decoder's tables.

usage: arm64-gen.py MAP... > arm64-table.h

docs/isa-arm64.md describes the format of the maps, isa.h has the classes. The
output depends on nothing else: running it again gives the same bytes.
"""

import re
import sys
from pathlib import Path

FIRST_BITS = 11     # bits 31 ... 21 select the entry point
LEAF_MAX = 3        # patterns a leaf compares one after the other
WINDOW_MAX = 6      # bits one inner node looks at

# What an index of 16 bits refers to; a row otherwise, row 0 being "invalid".
NODE = 0x4000
LEAF = 0x8000

FLAGS = {
    "R": "CW_INSN_MEM_READ",
    "W": "CW_INSN_MEM_WRITE",
    "V": "CW_INSN_VECTOR",
    "F": "CW_INSN_SCALAR_FP",
    "L": "CW_INSN_LOCK",
    "S": "CW_INSN_SIGNED",
    "I": "CW_INSN_IMM",
}

# Names for the choices of width and element that nearly every line makes.
SHORT = {
    "w:sf": "w:s(4,8)",
    "w:Q": "w:Q(8,16)",
    "w:z": "w:z(1,2,4,8)",
    "w:p": "w:p(4,8,0,2)",
    "w:y": "w:y(4,8)",
    "e:z": "e:z(1,2,4,8)",
    "e:y": "e:y(4,8)",
}

# The registers, whose letters are reserved: lowest bit, member of cw_insn.
REGISTERS = {"d": (0, "reg"), "n": (5, "rm"), "m": (16, "vvvv")}


OPS = set(re.findall(r"^\tCW_OP_(\w+)",
                     (Path(__file__).parent / "isa.h").read_text("utf-8"),
                     re.M))


class MapError(Exception):
    pass


class Row:
    """What a line of the map says about the instructions it matches."""

    def __init__(self, fields):
        self.op = None
        self.flags = set()
        self.form = "ARM64_NONE"
        self.const = {"width": "0", "elem": "0", "amount": "CW_AMOUNT_NONE",
                      "imm": "0"}
        for letter, (low, member) in REGISTERS.items():
            present = fields.get(letter) == list(range(low + 4, low - 1, -1))
            self.const[member] = "0" if present else "CW_REG_NONE"
        self.imm_field = (0, 0)         # lowest bit, mask
        self.imm_left = 0
        self.amount_field = (0, 0)

    def copy(self, member, value):
        new = Row({})
        new.__dict__.update(self.__dict__)
        new.const = dict(self.const)
        if member == "left":
            new.imm_left = value
        else:
            new.const[member] = str(value)
        return new

    def text(self):
        c = self.const
        flags = " | ".join(FLAGS[f] for f in FLAGS if f in self.flags)
        return (f"CW_OP_{self.op}, {flags or 0},\n\t      "
                f"{c['width']}, {c['elem']}, {c['amount']}, {c['reg']}, "
                f"{c['rm']}, {c['vvvv']}, {c['imm']},\n\t      "
                f"{self.form}, {self.imm_field[0]}, {self.imm_field[1]:#x}, "
                f"{self.imm_left}, {self.amount_field[0]}, "
                f"{self.amount_field[1]:#x}")


def bits_of(pattern):
    fixed = {}
    fields = {}
    for i, c in enumerate(pattern):
        bit = 31 - i
        if c in "01":
            fixed[bit] = int(c)
        elif c != "x":
            fields.setdefault(c, []).append(bit)
    return fixed, fields


def parse_values(text, size):
    negate = text.startswith("!")
    values = set()
    for part in text.lstrip("!").split(","):
        first, _, last = part.partition("-")
        values.update(range(int(first, 0), int(last or first, 0) + 1))
    if max(values) >= 1 << size:
        raise MapError(f"value {max(values)} does not fit {size} bits")
    return set(range(1 << size)) - values if negate else values


def cubes_of(values, size):
    """Cover a set of values by (mask, value) pairs, none overlapping."""
    full = (1 << size) - 1

    def split(mask, value, bit):
        inside = [v for v in values if v & mask == value]
        if not inside:
            return []
        if len(inside) == 1 << (size - bin(mask).count("1")):
            return [(mask, value)]
        b = 1 << bit
        return (split(mask | b, value, bit - 1) +
                split(mask | b, value | b, bit - 1))

    return [(m & full, v) for m, v in split(0, 0, size - 1)]


def field_of(fields, letter):
    """A field that must be contiguous -> lowest bit, width."""
    bits = fields[letter]
    if bits != list(range(bits[0], bits[-1] - 1, -1)):
        raise MapError(f"field {letter} is not contiguous")
    return bits[-1], len(bits)


def scatter(value, bits):
    """Spread the bits of a value over the places of a field."""
    return sum((value >> i & 1) << b for i, b in enumerate(reversed(bits)))


def narrow_cubes(cubes, pairs, bits):
    """Intersect cubes with a choice of (mask, value) of one field."""
    return [(m | scatter(fm, bits), v | scatter(fv, bits))
            for fm, fv in pairs for m, v in cubes]


def agrees(cube, value, bits):
    """Whether a field can have a value, given what a cube fixes of it."""
    return not (scatter(value, bits) ^ cube[1]) & cube[0] & \
        scatter((1 << len(bits)) - 1, bits)


def expand(rows, member, text, fields):
    """Set a member of the rows, one row for each value of a field."""
    m = re.fullmatch(r"(\w)\(([\d,]+)\)", text)
    if not m:
        return [(cubes, row.copy(member, int(text))) for cubes, row in rows]
    bits = fields[m.group(1)]
    values = [int(v) for v in m.group(2).split(",")]
    full = (1 << len(bits)) - 1
    if len(values) != full + 1:
        raise MapError(f"field {m.group(1)} has {full + 1} values")
    return [(narrow_cubes([c for c in cubes if agrees(c, i, bits)],
                          [(full, i)], bits), row.copy(member, value))
            for cubes, row in rows for i, value in enumerate(values)]


def set_amount(row, text, fields):
    if text == "var":
        row.const["amount"] = "CW_AMOUNT_VAR"
    elif text.isdigit():
        row.const["amount"] = text
    else:
        low, size = field_of(fields, text)
        row.const["amount"] = "0"
        row.amount_field = (low, (1 << size) - 1)


def set_immediate(row, text, fields):
    row.flags.add("I")
    if text.startswith("0x"):
        row.const["imm"] = text
    else:
        low, size = field_of(fields, text)
        row.imm_field = (low, (1 << size) - 1)


def parse_line(line):
    """One line -> list of (cubes, row); row is None for 'invalid'."""
    left, right = (part.split() for part in line.split("|"))
    pattern = "".join(left[1:])
    if len(pattern) != 32:
        raise MapError(f"pattern has {len(pattern)} bits")
    fixed, fields = bits_of(pattern)
    row = Row(fields)
    row.op = right[0]
    if row.op not in OPS | {"invalid"}:
        raise MapError(f"isa.h has no CW_OP_{row.op}")
    cubes = [(sum(1 << b for b in fixed),
              sum(v << b for b, v in fixed.items()))]
    choices = []
    for word in right[1:]:
        word = SHORT.get(word, word)
        key, colon, value = word.partition(":")
        m = re.fullmatch(r"(\w)=(\S+)", word)
        if m:
            bits = fields[m.group(1)]
            pairs = cubes_of(parse_values(m.group(2), len(bits)), len(bits))
            cubes = narrow_cubes(cubes, pairs, bits)
        elif colon and key in ("w", "e", "l"):
            choices.append(({"w": "width", "e": "elem", "l": "left"}[key],
                            value))
        elif key == "a":
            set_amount(row, value, fields)
        elif key == "imm":
            set_immediate(row, value, fields)
        elif key == "i":
            row.form = "ARM64_" + value.upper()
        elif not colon and set(word) <= set(FLAGS):
            row.flags |= set(word)
        else:
            raise MapError(f"unknown attribute {word}")
    if row.op == "invalid":
        return [(cubes, None)]
    rows = [(cubes, row)]
    for member, value in choices:
        rows = expand(rows, member, value, fields)
    return rows


def intersects(a, b):
    return not (a[1] ^ b[1]) & a[0] & b[0]


class Table:
    def __init__(self):
        self.rows = []      # texts; index 0 is "invalid"
        self.forms = set()
        self.row_index = {None: 0}
        self.patterns = []  # (mask, value, row)
        self.nodes = []     # (shift, bits, first child)
        self.children = []
        self.leaves = []    # (mask, value, row), the last of a leaf marked
        self.memo = {}

    def add(self, cubes, row):
        text = row.text() if row else None
        if cubes and text not in self.row_index:
            self.rows.append(text)
            self.row_index[text] = len(self.rows)
            self.forms.add(row.form)
        self.patterns += [(m, v, self.row_index[text])
                          for m, v in cubes]

    def narrow(self, patterns, mask, value):
        """The patterns that can still match once (mask, value) is known."""
        out = []
        for p in patterns:
            if not intersects(p, (mask, value)):
                continue
            out.append(p)
            if not p[0] & ~mask:
                break
        while out and not out[-1][2]:
            out.pop()       # nothing matched means invalid anyway
        return out

    def leaf(self, patterns, known):
        key = tuple((m & ~known, v & ~known & m, r) for m, v, r in patterns)
        if not key[0][0]:
            return key[0][2]
        if key not in self.memo:
            self.memo[key] = LEAF | len(self.leaves)
            for i, p in enumerate(key):
                self.leaves.append(p + (i == len(key) - 1,))
        return self.memo[key]

    def choose(self, patterns, known):
        """The window of bits that tells the patterns apart best."""
        best = None
        for size in range(1, WINDOW_MAX + 1):
            for shift in range(0, 33 - size):
                window = ((1 << size) - 1) << shift
                if window & known:
                    continue
                total = 0
                for p in patterns:
                    care = bin(p[0] & window).count("1")
                    total += 2.0 ** -care
                # work left over, and a price for the table
                cost = total + 0.02 * (1 << size)
                if best is None or cost < best[0]:
                    best = (cost, shift, size)
        return best[1], best[2]

    def branch(self, patterns, known, value, shift, size):
        """One child for each value of a window of bits."""
        mask = known | ((1 << size) - 1) << shift
        kids = []
        for i in range(1 << size):
            val = value | i << shift
            kids.append(self.build(self.narrow(patterns, mask, val),
                                   mask, val))
        return kids

    def build(self, patterns, known, value):
        if not patterns:
            return 0
        if len(patterns) <= LEAF_MAX:
            return self.leaf(patterns, known)
        key = (known, tuple((m & ~known, v & ~known & m, r)
                            for m, v, r in patterns))
        if key in self.memo:
            return self.memo[key]
        shift, size = self.choose(patterns, known)
        kids = self.branch(patterns, known, value, shift, size)
        index = NODE | len(self.nodes)
        self.nodes.append((shift, size, len(self.children)))
        self.children += kids
        self.memo[key] = index
        return index

    def finish(self):
        self.first = self.branch(self.patterns, 0, 0,
                                 32 - FIRST_BITS, FIRST_BITS)
        if max(len(self.leaves), len(self.nodes), len(self.rows)) >= NODE or \
           len(self.children) > 0xffff:
            raise MapError("the tables outgrew their indices")

    def emit(self, out, maps):
        names = " ".join(m.rsplit("/", 1)[-1] for m in maps)
        out.write("/* SPDX-License-Identifier: GPL-2.0-only */\n"
                  "/*\n * Do not edit: arm64-gen.py made this from\n"
                  f" * {names}\n */\n\n")
        out.write("enum arm64_form {\n\tARM64_NONE,\n")
        for form in sorted(self.forms - {"ARM64_NONE"}):
            out.write(f"\t{form},\n")
        out.write("};\n\n"
                  "static const struct arm64_row arm64_rows[] = {\n"
                  "\t{ .form = ARM64_NONE },\n")
        for text in self.rows:
            out.write(f"\tROW({text}),\n")
        out.write("};\n\n"
                  f"#define ARM64_NODE\t\t{NODE:#x}\n"
                  f"#define ARM64_LEAF\t\t{LEAF:#x}\n"
                  f"#define ARM64_FIRST_SHIFT\t{32 - FIRST_BITS}\n\n"
                  f"static const u16 arm64_first[{1 << FIRST_BITS}] = {{\n")
        self.emit_list(out, [str(c) for c in self.first])
        out.write("};\n\n"
                  "static const struct arm64_node arm64_nodes[] = {\n")
        self.emit_list(out, [f"{{ {s}, {(1 << b) - 1}, {c} }}"
                             for s, b, c in self.nodes])
        out.write("};\n\nstatic const u16 arm64_children[] = {\n")
        self.emit_list(out, [str(c) for c in self.children])
        out.write("};\n\n"
                  "static const struct arm64_leaf arm64_leaves[] = {\n")
        self.emit_list(out, [f"{{ {m:#x}, {v:#x}, {r}, {int(last)} }}"
                             for m, v, r, last in self.leaves])
        out.write("};\n")

    @staticmethod
    def emit_list(out, items):
        line = "\t"
        for item in items:
            if len(line.expandtabs(8)) + len(item) + 1 > 80:
                out.write(line.rstrip() + "\n")
                line = "\t"
            line += item + ", "
        if line.strip():
            out.write(line.rstrip() + "\n")


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    table = Table()
    for path in sys.argv[1:]:
        with open(path, encoding="utf-8") as f:
            for number, line in enumerate(f, 1):
                line = line.split("#")[0].strip()
                if not line:
                    continue
                try:
                    for cubes, row in parse_line(line):
                        table.add(cubes, row)
                except (MapError, KeyError, ValueError) as e:
                    sys.exit(f"{path}:{number}: {e}: {line}")
    table.finish()
    table.emit(sys.stdout, sys.argv[1:])


if __name__ == "__main__":
    main()

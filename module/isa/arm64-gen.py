#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Turn the arm64 opcode maps into the decoder's tables.

usage: arm64-gen.py MAP... > arm64-table.h

docs/isa-arm64.md describes the format of the maps. The output depends on
nothing but the maps: running it again gives the same bytes.
"""

import re
import sys

FIRST_BITS = 11     # bits 31 ... 21 select the entry point
LEAF_MAX = 3        # patterns a leaf compares one after the other
WINDOW_MAX = 6      # bits one inner node looks at

FLAGS = {
    "R": "CW_INSN_MEM_READ",
    "W": "CW_INSN_MEM_WRITE",
    "V": "CW_INSN_VECTOR",
    "F": "CW_INSN_SCALAR_FP",
    "L": "CW_INSN_LOCK",
    "S": "CW_INSN_SIGNED",
}

# Names for the choices of width and element that nearly every line makes.
SHORT = {
    "w:sf": "w:s(4,8)",
    "w:Q": "w:Q(8,16)",
    "w:z": "w:z(1,2,4,8)",
    "e:z": "e:z(1,2,4,8)",
    "e:zw": "e:z(2,4,8,0)",
    "e:y": "e:y(4,8)",
    "w:y": "w:y(4,8)",
}


class MapError(Exception):
    pass


class Row:
    """What a line of the map says about the instructions it matches."""

    def __init__(self, fields):
        self.op = None
        self.flags = set()
        self.form = "NONE"
        self.picks = {"w": (0, 0, (0,)), "e": (0, 0, (0,))}
        self.regs = [name for name, (low, letter) in
                     (("RD", (0, "d")), ("RN", (5, "n")), ("RM", (16, "m")))
                     if fields.get(letter) == list(range(low + 4, low - 1, -1))]

    def key(self):
        return (self.op, tuple(sorted(self.flags)), self.form,
                self.picks["w"], self.picks["e"], tuple(self.regs))


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


def parse_pick(text, fields):
    m = re.fullmatch(r"(\w)\(([\d,]+)\)", text)
    if not m:
        return (0, 0, (int(text),))
    bits = fields[m.group(1)]
    if bits != list(range(bits[0], bits[-1] - 1, -1)):
        raise MapError(f"field {m.group(1)} is not contiguous")
    values = tuple(int(v) for v in m.group(2).split(","))
    if len(values) != 1 << len(bits):
        raise MapError(f"field {m.group(1)} has {1 << len(bits)} values")
    return (bits[-1], len(values) - 1, values)


def parse_line(line):
    """One line -> list of (mask, value), Row or None for 'invalid'."""
    left, right = (part.split() for part in line.split("|"))
    pattern = "".join(left[1:])
    if len(pattern) != 32:
        raise MapError(f"pattern has {len(pattern)} bits")
    fixed, fields = bits_of(pattern)
    row = Row(fields)
    cubes = [(sum(1 << b for b in fixed),
              sum(v << b for b, v in fixed.items()))]
    if right[0] != "invalid":
        row.op = right[0]
    for word in right[1:]:
        word = SHORT.get(word, word)
        m = re.fullmatch(r"(\w)=(\S+)", word)
        if m:
            bits = fields[m.group(1)]
            out = []
            for cm, cv in cubes_of(parse_values(m.group(2), len(bits)),
                                   len(bits)):
                mask = value = 0
                for i, bit in enumerate(reversed(bits)):
                    mask |= (cm >> i & 1) << bit
                    value |= (cv >> i & 1) << bit
                out += [(om | mask, ov | value) for om, ov in cubes]
            cubes = out
        elif word[:2] in ("w:", "e:"):
            row.picks[word[0]] = parse_pick(word[2:], fields)
        elif word[:2] == "i:":
            row.form = word[2:].upper()
        elif set(word) <= set(FLAGS):
            row.flags |= set(word)
        else:
            raise MapError(f"unknown attribute {word}")
    return cubes, row if row.op else None


def intersects(a, b):
    return not (a[1] ^ b[1]) & a[0] & b[0]


class Table:
    def __init__(self):
        self.rows = []      # index 0 is "invalid"
        self.row_index = {None: 0}
        self.picks = []
        self.pick_index = {}
        self.patterns = []  # (mask, value, row)
        self.nodes = []     # (shift, bits, first child)
        self.children = []
        self.leaves = []    # (mask, value, row), the last of a leaf marked
        self.memo = {}

    def add(self, cubes, row):
        index = 0
        if row:
            key = row.key()
            if key not in self.row_index:
                self.row_index[key] = len(self.rows) + 1
                self.rows.append(row)
                for pick in row.picks.values():
                    if pick not in self.pick_index:
                        self.pick_index[pick] = len(self.picks)
                        self.picks.append(pick)
            index = self.row_index[key]
        self.patterns += [(m, v, index) for m, v in cubes]

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
        key = ("leaf", tuple((m & ~known, v & ~known & m, r)
                             for m, v, r in patterns))
        if key not in self.memo:
            self.memo[key] = 0x8000 | len(self.leaves)
            for i, p in enumerate(key[1]):
                self.leaves.append(p + (i == len(key[1]) - 1,))
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
        index = len(self.nodes) + 1
        self.nodes.append((shift, size, len(self.children)))
        self.children += kids
        self.memo[key] = index
        return index

    def finish(self):
        self.first = self.branch(self.patterns, 0, 0,
                                 32 - FIRST_BITS, FIRST_BITS)
        if len(self.leaves) > 0x7fff or len(self.nodes) > 0x7fff or \
           len(self.children) > 0xffff:
            raise MapError("the tables outgrew their 16-bit indices")

    def emit(self, out, maps):
        names = " ".join(m.rsplit("/", 1)[-1] for m in maps)
        out.write("/* SPDX-License-Identifier: GPL-2.0-only */\n"
                  "/*\n * Do not edit: arm64-gen.py made this from\n"
                  f" * {names}\n */\n\n")
        forms = sorted({r.form for r in self.rows} - {"NONE"})
        out.write("enum arm64_form {\n\tARM64_FORM_NONE,\n")
        for form in forms:
            out.write(f"\tARM64_FORM_{form},\n")
        out.write("};\n\n")
        out.write("static const struct arm64_pick arm64_picks[] = {\n")
        for shift, mask, values in self.picks:
            vals = ", ".join(str(v) for v in values)
            out.write(f"\t{{ {shift}, {mask}, {{ {vals} }} }},\n")
        out.write("};\n\n")
        out.write("static const struct arm64_row arm64_rows[] = {\n"
                  "\t{ 0 },\n")
        for r in self.rows:
            flags = " | ".join(FLAGS[f] for f in FLAGS if f in r.flags)
            regs = " | ".join("ARM64_" + n for n in r.regs)
            out.write(f"\t{{ CW_OP_{r.op}, {flags or 0},\n"
                      f"\t  {regs or 0}, ARM64_FORM_{r.form}, "
                      f"{self.pick_index[r.picks['w']]}, "
                      f"{self.pick_index[r.picks['e']]} }},\n")
        out.write("};\n\n")
        out.write("/* Indices of nodes, or of leaves where ARM64_IS_LEAF is "
                  "set; 0 is invalid. */\n"
                  f"#define ARM64_FIRST_SHIFT\t{32 - FIRST_BITS}\n\n"
                  f"static const u16 arm64_first[{1 << FIRST_BITS}] = {{\n")
        self.emit_list(out, [str(c) for c in self.first])
        out.write("};\n\n"
                  "static const struct arm64_node arm64_nodes[] = {\n"
                  "\t{ 0 },\n")
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
                    table.add(*parse_line(line))
                except (MapError, KeyError, ValueError) as e:
                    sys.exit(f"{path}:{number}: {e}: {line}")
    table.finish()
    table.emit(sys.stdout, sys.argv[1:])


if __name__ == "__main__":
    main()

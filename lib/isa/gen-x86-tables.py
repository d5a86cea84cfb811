#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Make x86-tables.h from x86-opcode-map.txt (format: docs/isa.md).

usage: gen-x86-tables.py [MAP [ISA_H]] > x86-tables.h
"""
import collections
import itertools
import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))

# The bits of the selection key: which of them an opcode looks at is its mask.
KEY_RM, KEY_REG, KEY_MOD3, KEY_W, KEY_L = 0x007, 0x038, 0x040, 0x080, 0x300

FLAG_READ, FLAG_WRITE, FLAG_VECTOR = 1 << 0, 1 << 1, 1 << 3
FLAG_IMM, FLAG_SCALAR, FLAG_SIGNED = 1 << 2, 1 << 4, 1 << 6
BAD32, BAD64 = 1, 2

PREFIXES = ["np", "66", "f3", "f2"]

# the last ones grow with the vector length
WIDTHS = ["none", "b", "w", "d", "q", "dq", "oo", "zz", "v", "z", "y", "s",
          "f", "sf", "x", "h", "f4", "e"]
ELEMS = ["0", "1", "2", "4", "8", "y", "bw"]
# what else the decoder has to work out: whether the form is invalid, a shift
# amount, or that the register is the accumulator
QUIRKS = ["none", "bad", "acc", "gpr", "vec", "rot", "bytes", "align"]
# shift amounts that the leaf knows
AMOUNTS = {"none": 0xff, "var": 0xfe, "1": 1}
# immediate in the map -> (bytes with 32-bit operands, how they vary, value)
IMMS = {
    "none": (0, "fixed", "none"), "b": (1, "fixed", "u8"),
    "sb": (1, "fixed", "s"), "w": (2, "fixed", "u16"),
    "d": (4, "fixed", "u32"), "z": (4, "z", "s"),
    "v": (4, "v", "s"), "wb": (3, "fixed", "u24"),
    "bb": (2, "fixed", "u16"), "jb": (1, "fixed", "s"),
    "jz": (4, "jz", "s"), "ap": (6, "z", "u48"), "is4": (1, "fixed", "none"),
    "moffs": (8, "fixed", "none"), "jq": (8, "fixed", "s"),
}
SIZES = {"fixed": 0, "z": 1, "v": 3}
RM_KINDS = ["gpr", "vector", "eight"]
# what of the sign-extended immediate is kept
VALUES = ["none", "u8", "u16", "u24", "u32", "u48", "v", "s", "f", "all"]

# operand type -> (width, elem, is floating-point scalar)
TYPES = {
    "": ("none", "0", 0), "b": ("b", "0", 0), "w": ("w", "0", 0),
    "d": ("d", "0", 0), "q": ("q", "0", 0), "dq": ("dq", "0", 0),
    "oo": ("oo", "0", 0), "v": ("v", "0", 0), "z": ("z", "0", 0),
    "y": ("y", "0", 0), "s": ("s", "0", 0), "f": ("f", "0", 0),
    "p": ("v", "0", 0),
    "x": ("x", "0", 0), "xb": ("x", "1", 0), "xw": ("x", "2", 0),
    "xd": ("x", "4", 0), "xq": ("x", "8", 0), "xy": ("x", "y", 0),
    "xbw": ("x", "bw", 0),
    "ps": ("x", "4", 0), "pd": ("x", "8", 0), "ph": ("x", "2", 0),
    "pf": ("x", "y", 0),
    "ss": ("d", "4", 1), "sd": ("q", "8", 1), "sh": ("w", "2", 1),
    "sf": ("sf", "y", 1),
    "hx": ("h", "0", 0), "hb": ("h", "1", 0), "hw": ("h", "2", 0),
    "hd": ("h", "4", 0), "hps": ("h", "4", 0), "hph": ("h", "2", 0),
    "dd": ("dq", "4", 0), "dps": ("dq", "4", 0), "dph": ("dq", "2", 0),
    "fx": ("f4", "0", 0), "fb": ("f4", "1", 0), "fw": ("f4", "2", 0),
    "fph": ("f4", "2", 0),
    "ix": ("e", "0", 0), "ib": ("e", "1", 0),
    "qb": ("q", "1", 0), "qw": ("q", "2", 0), "qd": ("q", "4", 0),
    "qq": ("q", "8", 0), "qps": ("q", "4", 0),
}

SHIFTS = ("shl", "shr", "sar", "shld", "shrd", "rol", "ror", "rcl", "vshl",
          "vshr", "vsar", "vshift_bytes", "vshld", "vrol", "vror")
FLAG_ATTRIBUTES = {"mr": FLAG_READ, "mw": FLAG_WRITE, "signed": FLAG_SIGNED,
                   "vec": FLAG_VECTOR}

# Rules beyond the opcode, one bit each; meaning by encoding (x86.c).
LEGACY_RULES = ["lock", "creg", "dreg", "norex2"]
VECTOR_RULES = ["nov", "k", "z", "kk", "bc", "er", "sae", "rmdst", "vsib",
                "sib", "regk", "hk", "tile", "distinct", "apx", "nf"]
APX_RULES = ["nov", "nd", "nf", "scc", "cf", "zu", "pp2", "distinct"]


Leaf = collections.namedtuple(
    "Leaf", "op flags mem width elem quirk amount value noreg norm rmkind "
    "vvvv bad rules")


class Line:
    """One line of the map."""

    def __init__(self, where, table, text, ops):
        self.where, self.table, self.text = where, table, text
        words = text.split()
        m = re.fullmatch(r"([0-9a-f]{2})(?:-([0-9a-f]{2}))?"
                         r"(?:/([0-7])(?:-([0-7]))?"
                         r"(?:\.([0-7])(?:-([0-7]))?)?)?", words.pop(0))
        if not m:
            self.die("bad opcode")
        lo = int(m[1], 16)
        self.opcodes = range(lo, int(m[2] or m[1], 16) + 1)
        self.reg = self.span(m[3], m[4])
        self.rm = self.span(m[5], m[6])
        self.pp = self.mod3 = self.w = self.l = None
        self.i64 = self.o64 = False
        while words and self.selector(words[0]):
            words.pop(0)
        self.modrm = self.f6test = False
        self.imm = "none"
        self.leaf = None
        self.esc = words[0] == "ESC"
        if self.esc:
            return
        if len(words) < 3:
            self.die("wants mnemonic, op and operands")
        if words[1] not in ops:
            self.die("no such op: " + words[1])
        self.opname = words[1]
        self.operands = [] if words[2] == "-" else words[2].split(",")
        self.vec = table[:3] in ("vex", "xop", "eve")
        self.apx4 = table == "evex4"
        self.rule_names = (APX_RULES if self.apx4 else
                           VECTOR_RULES if self.vec else LEGACY_RULES)
        self.flags = self.rules = 0
        self.width, self.elem, self.amount = None, None, "none"
        self.memdir = None
        self.noreg = self.norm = False      # no register in reg, in rm
        self.reg_seen = self.vvvv_seen = self.zop = self.acc = False
        self.rm_letter = self.rm_pos = None
        for position, operand in enumerate(self.operands):
            self.operand(position, operand)
        for attribute in words[3:]:
            self.attribute(attribute)
        self.finish(ops[self.opname])

    def die(self, why):
        sys.exit("%s: %s: %s" % (self.where, why, self.text))

    @staticmethod
    def span(first, last):
        if first is None:
            return None
        return range(int(first), int(last or first) + 1)

    def selector(self, word):
        if all(p in PREFIXES for p in word.split(",")):
            self.pp = [PREFIXES.index(p) for p in word.split(",")]
        elif word in ("mem", "reg"):
            self.mod3 = word == "reg"
        elif word in ("W0", "W1"):
            self.w = int(word[1])
        elif re.fullmatch(r"L[012]+", word):
            self.l = [int(c) for c in word[1:]]
        elif word == "LIG":
            pass            # any L: said for the reader
        elif word == "i64":
            self.i64 = True
        elif word == "o64":
            self.o64 = True
        else:
            return False
        return True

    def specific(self):
        """How many selectors: the line with more of them wins."""
        return sum(x is not None for x in
                   (self.pp, self.reg, self.rm, self.mod3, self.w, self.l))

    def match(self, reg, mod3, rm, w, l, vec):
        if self.reg is not None and reg not in self.reg:
            return False
        if self.mod3 is not None and mod3 != self.mod3:
            return False
        if self.rm is not None and (not mod3 or rm not in self.rm):
            return False
        if vec:
            if self.w is not None and w != self.w:
                return False
            if self.l is not None:
                return l in self.l
            if self.table == "evex4":
                return l == 0
            if l == 3:
                return False
        return True

    def operand(self, position, operand):
        """One operand by letter and type; the first gives the width."""
        letter, typ = operand[0], operand[1:]
        first = position == 0
        if letter in "KT":
            letter, typ = operand[:2], operand[2:]
        if operand in ("AL", "rAX", "DX"):
            if first:
                self.acc = operand != "DX"
                self.width = {"AL": "b", "rAX": "v", "DX": None}[operand]
            return
        if letter in "IJAO":
            self.immediate(letter, typ, first)
            return
        if letter[0] == "K":
            # a mask is as wide as the vector it speaks of, or as memory
            typ = typ[1:] if typ.startswith(":") else \
                {"": "", "1": "b", "2": "w", "4": "d", "8": "q"}[typ]
        if typ not in TYPES:
            self.die("unknown operand type " + operand)
        if letter[0] in "KTVWUHPQNL":
            self.flags |= FLAG_VECTOR
        if first:
            self.width, self.elem, scalar = TYPES[typ]
            if scalar and self.opname.startswith("fp_"):
                self.flags |= FLAG_SCALAR
        self.field(position, letter)

    def immediate(self, letter, typ, first):
        """Immediates, displacements of jumps, far pointers, addresses."""
        self.imm = {"I": {"4": "z", "q": "jq"}.get(typ, typ), "J": "j" + typ,
                    "A": "a" + typ, "O": "moffs"}[letter]
        if self.imm not in IMMS:
            self.die("unknown immediate " + letter + typ)
        if letter == "A":
            self.width = "v"
        elif letter == "J" and first:
            self.width = "f"
        elif letter == "O" and first:
            self.width = typ

    def field(self, position, letter):
        """Where in the encoding an operand sits."""
        if letter in ("G", "V", "P", "S", "C", "D", "Kg", "Tg"):
            self.reg_seen = self.modrm = True
            if letter in ("Kg", "Tg"):
                self.rule("regk")
        elif letter in ("E", "M", "R", "W", "U", "Q", "N", "Ke", "Ku", "Tu"):
            self.modrm = True
            self.rm_pos, self.rm_letter = position, letter
            if letter in ("R", "U", "N", "Ku", "Tu"):
                self.mod3 = True
            elif letter == "M":
                self.mod3 = False
            if letter == "Tu":
                self.rule("tile")
            if position == 0 and self.vec and not self.apx4:
                self.rule("rmdst")
        elif letter in ("H", "B", "Kh", "Th"):
            self.vvvv_seen = True
            if letter in ("Kh", "Th"):
                self.rule("hk")
        elif letter == "Z":
            self.zop = True
        elif letter == "L":
            self.imm = "is4"
        else:
            self.die("unknown operand " + letter)

    def attribute(self, word):
        """What the operands do not tell."""
        if word in ("r", "w", "rw", "-"):
            self.memdir = word
        elif word in FLAG_ATTRIBUTES:
            self.flags |= FLAG_ATTRIBUTES[word]
        elif word.startswith("amt="):
            self.amount = word[4:]
        elif word == "scalar":
            self.flags |= FLAG_SCALAR
            self.elem = TYPES[self.operands[1][1:]][1]
        elif word in ("acc", "noreg"):
            setattr(self, word, True)
        elif word == "normrm":
            self.noreg = True
            self.norm = self.norm or not self.modrm
            self.modrm = True
        elif word == "F6TEST":
            self.f6test = True
        elif word in ("gather", "scatter", "vsib"):
            self.rule("vsib")
            self.rule("sib")
        elif word == "kz":
            self.rule("k")
            self.rule("z")
        elif word == "rm0":
            self.rm = range(0, 1)
            self.mod3 = self.norm = True
        elif word == "gprh":
            pass            # VEX.vvvv is a general register: for the reader
        elif word == "o64":
            self.o64 = True
        elif word in self.rule_names:
            self.rule(word)
        elif re.fullmatch(r"w(b|w|d|q|dq|v|z|y|s|f|x|16|64)", word):
            self.width = {"16": "dq", "64": "zz"}.get(word[1:], word[1:])
        elif re.fullmatch(r"e[1248y]", word):
            self.elem = word[1:]
        else:
            self.die("unknown attribute " + word)

    def finish(self, op):
        """Operands and attributes are known: make the leaf."""
        if self.apx4:
            self.o64 = True
            if not self.vvvv_seen and not any(
                    map(self.has_rule, ("nd", "scc", "pp2"))):
                self.rule("nov")
        elif self.vec and not self.vvvv_seen:
            self.rule("nov")
        if self.reg is not None or self.mod3 is not None:
            self.modrm = True
        if self.modrm:
            self.noreg = self.noreg or not self.reg_seen
            self.norm = self.norm or self.rm_pos is None or \
                (self.operands == ["R"] and self.opname != "x87")
        else:
            self.noreg = True
            self.norm = not self.zop and not self.acc
        value = IMMS[self.imm][2]
        if value != "none":
            self.flags |= FLAG_IMM
        if value == "s":
            value = {"b": "u8", "w": "u16", "v": "v", "z": "v", "s": "s",
                     "f": "f", "q": "all"}.get(self.width, "v")
        self.leaf = Leaf(
            op=op, flags=self.flags, mem=self.memory_flags(),
            width=self.width or "none", elem=self.elem or "0",
            quirk=QUIRKS.index(self.quirk()),
            amount=AMOUNTS.get(self.amount, 0xff),
            value=VALUES.index(value), noreg=self.noreg, norm=self.norm,
            rmkind=self.rm_kind(), vvvv=self.vvvv_seen,
            bad=(BAD64 if self.i64 else 0) | (BAD32 if self.o64 else 0),
            rules=self.rules)

    def memory_flags(self):
        """access to the operand in ModRM.rm, should it be memory"""
        if self.rm_letter not in ("E", "M", "W", "Q", "Ke") or self.mod3:
            return 0
        if self.memdir is None and self.rm_pos == 0:
            self.die("first operand may be memory: say r, w or rw")
        return {"r": FLAG_READ, "w": FLAG_WRITE, "-": 0,
                "rw": FLAG_READ | FLAG_WRITE}[self.memdir or "r"]

    def quirk(self):
        """what x86_quirk() has to do"""
        if self.amount not in QUIRKS and self.amount not in AMOUNTS:
            self.die("unknown amount " + self.amount)
        if (self.opname in SHIFTS) != (self.amount != "none"):
            self.die("shifts, and only they, want amt=")
        if self.acc and not self.modrm:
            return "acc"
        if self.amount in QUIRKS and self.amount != "none":
            return self.amount
        return "bad" if self.i64 or self.o64 else "none"

    def rm_kind(self):
        """which bits extend ModRM.rm: those of a general or of a vector
        register, or none, of eight mask or MMX registers"""
        if self.rm_letter in ("W", "U"):
            return "vector"
        return "eight" if self.rm_letter in ("Ke", "Ku", "Q", "N") else "gpr"

    def has_rule(self, name):
        return self.rules >> self.rule_names.index(name) & 1

    def rule(self, name):
        if name not in self.rule_names:
            self.die("rule %s does not apply here" % name)
        self.rules |= 1 << self.rule_names.index(name)


def read_ops(path):
    """enum cw_op of isa.h: stable name -> value"""
    body = re.search(r"enum cw_op \{(.*?)\n\};", open(path).read(), re.S)[1]
    body = re.sub(r"/\*.*?\*/", "", body, flags=re.S)
    names = re.findall(r"CW_OP_([A-Z0-9_]+)", body)
    return {n.lower(): i for i, n in enumerate(names) if n != "COUNT"}


def read_map(path, ops):
    tables, table = {}, None
    for number, text in enumerate(open(path), 1):
        text = text.split("#")[0].strip()
        if not text:
            continue
        if text.startswith("table "):
            table = text.split()[1]
            tables[table] = []
            continue
        where = "%s:%d" % (os.path.basename(path), number)
        tables[table].append(Line(where, table, text, ops))
    return tables


BAD = Leaf(0, 0, 0, "none", "0", QUIRKS.index("bad"), 0xff, 0, True, True,
           "gpr", False, BAD32 | BAD64, 0)


LEAF_SIZE = 32      # slots hold distances in bytes


class Builder:
    """Rows of entries, slots and leaves, all of them deduplicated."""

    def __init__(self):
        self.leaves = [BAD]
        self.leaf_index = {BAD: 0}
        self.slots = {0: 0}
        self.runs = {((0, 0),): 0}
        self.first_free = 0
        self.rows = []
        self.row_index = {}
        self.cache = {}

    def leaf(self, value):
        if value not in self.leaf_index:
            self.leaf_index[value] = len(self.leaves)
            self.leaves.append(value)
        return self.leaf_index[value]

    def place(self, run):
        """First fit: runs may interleave where their offsets do not clash."""
        key = tuple(sorted(run.items()))
        if key in self.runs:
            return self.runs[key]
        base = self.first_free
        while any(self.slots.get(base + o, v) != v for o, v in run.items()):
            base += 1
        for o, v in run.items():
            self.slots[base + o] = v
        self.runs[key] = base
        while self.first_free in self.slots:
            self.first_free += 1
        return base

    def forms(self, lines, vec):
        """selection key -> leaf, for all keys that can occur"""
        lines = sorted(lines, key=lambda l: -l.specific())
        forms = {}
        keys = itertools.product((False, True), range(8), range(8),
                                 (0, 1) if vec else (0,),
                                 range(4) if vec else (0,))
        for mod3, reg, rm, w, l in keys:
            if rm and not mod3:
                continue        # rm tells forms apart under mod 3 only
            hits = [x for x in lines if x.match(reg, mod3, rm, w, l, vec)]
            if len(hits) > 1 and hits[0].leaf != hits[1].leaf and \
               hits[0].specific() == hits[1].specific():
                hits[0].die("as specific as: " + hits[1].text)
            key = (KEY_MOD3 if mod3 else 0) | reg << 3 | rm | w << 7 | l << 8
            forms[key] = self.leaf(hits[0].leaf if hits else BAD)
        return forms

    @staticmethod
    def mask_of(forms):
        """The bits of the key that matter: forget what mixes no leaves."""
        mask = KEY_RM | KEY_REG | KEY_MOD3 | KEY_W | KEY_L
        for bits in (KEY_MOD3, KEY_REG, KEY_W, KEY_L, KEY_RM):
            seen = {}
            if all(seen.setdefault(k & mask & ~bits, leaf) == leaf
                   for k, leaf in forms.items()):
                mask &= ~bits
        return mask

    def entry(self, lines, vec):
        """One opcode under one prefix: everything the decoder asks next."""
        key = (tuple(id(l) for l in lines), vec)
        if key not in self.cache:
            forms = self.forms(lines, vec)
            mask = self.mask_of(forms)
            imms = {x.imm for x in lines if not x.f6test}
            if len(imms) > 1:
                lines[0].die("immediates differ in one entry")
            modrm = {x.modrm for x in lines}
            if len(modrm) > 1:
                lines[0].die("some forms have ModRM, some not")
            run = {k & mask: leaf for k, leaf in forms.items()}
            self.cache[key] = (self.place(run), mask, imms.pop(), modrm.pop())
        return self.cache[key]

    def row(self, entries):
        key = tuple(entries)
        if key not in self.row_index:
            self.row_index[key] = len(self.rows)
            self.rows.append(entries)
        return self.row_index[key]


SPECIAL_ONE = {0x26, 0x2e, 0x36, 0x3e, 0x64, 0x65, 0x66, 0x67, 0xf0, 0xf2,
               0xf3, 0x0f, 0x62, 0xc4, 0xc5, 0x8f, 0x90, 0xa0, 0xa1, 0xa2,
               0xa3, 0xf6, 0xf7}
SPECIAL_LONG = set(range(0x40, 0x50)) | {0xd5}
SPECIAL_0F = {0x0f, 0x38, 0x3a, 0x20, 0x21, 0x22, 0x23}
# layout of an entry; the lowest ten bits are the mask of the selection key
ENTRY_MODRM, ENTRY_SPECIAL = 10, 11
# the immediate: two bytes less with 16-bit operands, four more with 64-bit
ENTRY_SIZE = ENTRY_SHRINK = 12
ENTRY_GROW, ENTRY_BASE, ENTRY_IMM = 13, 14, 28


def make_row(builder, tables, table, pp, mode):
    """The 256 entries of one table under one mandatory prefix."""
    vec = table[:3] in ("vex", "xop", "eve")
    entries = []
    for opcode in range(256):
        lines = [l for l in tables.get(table, []) if opcode in l.opcodes and
                 not l.esc and (l.pp is None or pp in l.pp)]
        if table == "one":
            lines = [l for l in lines if not
                     (l.i64 if mode == 64 else l.o64)]
        special = (table == "one" and (
            opcode in SPECIAL_ONE or
            (mode == 64 and opcode in SPECIAL_LONG))) or \
            (table == "0f" and opcode in SPECIAL_0F)
        base, mask, imm, modrm = builder.entry(lines, vec) if lines \
            else (0, 0, "none", False)
        if base >= 1 << (ENTRY_IMM - ENTRY_BASE):
            sys.exit("too many slots")
        size = IMMS[imm][1]
        if size == "jz":    # in the two-byte map the decoder sees to it
            size = "z" if mode == 32 and table == "one" else "fixed"
        entries.append(mask | base << ENTRY_BASE | modrm << ENTRY_MODRM |
                       special << ENTRY_SPECIAL |
                       SIZES[size] << ENTRY_SIZE |
                       IMMS[imm][0] << ENTRY_IMM)
    return entries


SPACES = ["one64", "one32", "0f", "0f38", "0f3a", "3dnow", "vex1", "vex2",
          "vex3", "vex5", "vex7", "evex1", "evex2", "evex3", "evex4",
          "evex5", "evex6", "evex7", "xop8", "xop9", "xopa", "rex2", "none"]


def width_of(kind, long_mode, osz):
    """bytes; osz: 0 for 16, 1 for 32, 2 for 64 bit operands"""
    gpr = 2 << osz
    return {
        "none": 0, "b": 1, "w": 2, "d": 4, "q": 8, "dq": 16, "oo": 32,
        "zz": 64, "v": gpr, "z": min(gpr, 4),
        "y": 8 if osz == 2 and long_mode else 4,
        "s": 2 if osz == 0 else 8 if long_mode else 4,
        "f": 8 if long_mode else min(gpr, 4),
        "x": 16, "h": 8, "f4": 4, "e": 2,
        "sf": 8 if osz == 2 else 4,
    }[kind]


def value_mask(kind, long_mode, osz):
    """what is kept of the sign-extended immediate"""
    bits = {"none": 0, "u8": 8, "u16": 16, "u24": 24, "u32": 32,
            "u48": 48, "all": 64}
    if kind not in bits:
        return (1 << 8 * width_of(kind, long_mode, osz)) - 1
    return (1 << bits[kind]) - 1


def elem_of(kind, osz):
    """bytes; W stands for 64-bit operands"""
    if kind == "y":
        return 8 if osz == 2 else 4
    if kind == "bw":
        return 2 if osz == 2 else 1
    return int(kind)


# Where the fields of struct cw_insn lie in its first eight bytes
WORD_OP, WORD_FLAGS, WORD_WIDTH, WORD_ELEM = 8, 16, 24, 32
WORD_AMOUNT, WORD_REG, WORD_RM = 40, 48, 56


def leaf_word(leaf, osz):
    """struct cw_insn as far as the leaf knows it, in 64-bit mode"""
    return (leaf.op << WORD_OP | leaf.flags << WORD_FLAGS |
            width_of(leaf.width, True, osz) << WORD_WIDTH |
            elem_of(leaf.elem, osz) << WORD_ELEM |
            leaf.amount << WORD_AMOUNT |
            (0xff << WORD_REG if leaf.noreg else 0) |
            (0xff << WORD_RM if leaf.norm else 0))


MODRM_SIB0, MODRM_MEM, MODRM_KEY = 0x10, 0x80, 32


def modrm_info(modrm, addr16):
    """Bits 0-3: bytes of ModRM, SIB and displacement; MODRM_SIB0: there is an
    SIB byte under mod 0, where base 5 brings four bytes more; MODRM_MEM:
    memory; at MODRM_KEY: the selection key (rm tells forms apart under mod 3
    only). At the places of struct cw_insn: both memory flags, reg and rm."""
    mod, reg, rm = modrm >> 6, modrm >> 3 & 7, modrm & 7
    if mod == 3:
        return (1 | (modrm & 0x7f) << MODRM_KEY | reg << WORD_REG |
                rm << WORD_RM)
    if addr16:
        length = 1 + (2 if mod == 2 or (mod == 0 and rm == 6) else mod)
    else:
        length = 1 + (rm == 4) + {0: 4 if rm == 5 else 0, 1: 1, 2: 4}[mod]
    sib0 = MODRM_SIB0 if rm == 4 and mod == 0 and not addr16 else 0
    return (length | sib0 | MODRM_MEM | (modrm & 0x38) << MODRM_KEY |
            (FLAG_READ | FLAG_WRITE) << WORD_FLAGS |
            reg << WORD_REG | 0xff << WORD_RM)


def print_array(ctype, name, values, fmt, per_line):
    print("static const %s %s = {" % (ctype, name))
    for i in range(0, len(values), per_line):
        print("\t" + " ".join(fmt % v + "," for v in values[i:i + per_line]))
    print("};\n")


def print_enum(prefix, names, shift=None):
    print("enum {")
    for i, n in enumerate(names):
        print("\t%s%s = %d," % (prefix, re.sub(r"\W", "_", n).upper(), i))
    print("};\n")


def main():
    args = sys.argv[1:]
    map_path = args[0] if args else os.path.join(HERE, "x86-opcode-map.txt")
    isa_path = args[1] if len(args) > 1 else os.path.join(HERE, "isa.h")
    tables = read_map(map_path, read_ops(isa_path))
    builder = Builder()
    # the decoder's fast path counts on the first three rows
    index = []
    first = [("one", 0, 64), ("0f", 0, 64), ("one", 0, 32)]
    for table, pp, mode in first:
        builder.row(make_row(builder, tables, table, pp, mode))
    for space in SPACES:
        table = "one" if space.startswith("one") else space
        mode = 32 if space == "one32" else 64
        for pp in range(4):
            tpp = 0 if space == "3dnow" else pp
            if space == "none":
                entries = [0] * 256
            else:
                entries = make_row(builder, tables, table, tpp, mode)
            index.append(builder.row(entries))
    slots = [builder.slots.get(i, 0) for i in range(max(builder.slots) + 1)]

    print("/* SPDX-License-Identifier: GPL-2.0-only */")
    print("/*")
    print(" * DO NOT EDIT: made by gen-x86-tables.py from x86-opcode-map.txt"
          " and isa.h")
    print(" */\n")
    print_enum("X86_SPACE_", SPACES)
    print_enum("X86_QUIRK_", QUIRKS)
    print_enum("X86_RM_", RM_KINDS)
    for prefix, names in (("X86_LEGACY_", LEGACY_RULES),
                          ("X86_RULE_", VECTOR_RULES),
                          ("X86_APX_", APX_RULES)):
        print("enum {")
        for i, n in enumerate(names):
            print("\t%s%s = 1 << %d," % (prefix, n.upper(), i))
        print("};\n")
    for name in ("BASE", "MODRM", "SPECIAL", "SHRINK", "GROW", "IMM"):
        print("#define X86_ENTRY_%s\t%d" % (name,
                                            globals()["ENTRY_" + name]))
    print("#define X86_ENTRY_KEY_MASK\t0x%x" % ((1 << ENTRY_MODRM) - 1))
    print("#define X86_ENTRY_BASE_MASK\t0x%x" %
          ((1 << (ENTRY_IMM - ENTRY_BASE)) - 1))
    print("#define X86_WIDTH_VECTOR\t%d" % WIDTHS.index("x"))
    for name in ("OP", "FLAGS", "WIDTH", "ELEM", "AMOUNT", "REG", "RM"):
        print("#define X86_WORD_%s\t%d" % (name, globals()["WORD_" + name]))
    print("#define X86_MODRM_MEM\t0x%x" % MODRM_MEM)
    print("#define X86_MODRM_SIB0\t0x%x" % MODRM_SIB0)
    print("#define X86_MODRM_KEY\t%d" % MODRM_KEY)
    print()
    print_array("u8", "x86_row[][4]",
                ["{ " + ", ".join("%d" % r for r in index[i:i + 4]) + " }"
                 for i in range(0, len(index), 4)], "%s", 1)
    print("static const u32 x86_entry[][256] = {")
    for row in builder.rows:
        print("\t{")
        for i in range(0, 256, 6):
            print("\t\t" + " ".join("0x%08x," % v for v in row[i:i + 6]))
        print("\t},")
    print("};\n")
    print("""struct x86_leaf {
\tu64 word[2];\t/* start of struct cw_insn with 32- and 64-bit operands */
\tu32 mem_word;\t/* these bits too if ModRM.rm is memory */
\tu16 rules;
\tu8 width;\t/* row of x86_width */
\tu8 elem;\t/* row of x86_elem */
\tu8 value;\t/* row of x86_value_mask */
\tu8 quirk;
\tu8 vvvv_or;\t/* 0xff: no register */
\tu8 rm_kind;\t/* X86_RM_* */
\tu8 bad;\t\t/* bit 0: invalid in 32-bit mode, bit 1: in 64-bit mode */
} __attribute__((aligned(32)));
""")
    if LEAF_SIZE * len(builder.leaves) > 1 << 16:
        sys.exit("too many leaves")
    print_array("u16", "x86_slot[]", [LEAF_SIZE * s for s in slots], "%d",
                14)
    print_array("struct x86_leaf", "x86_leaf[]",
                ["{ { 0x%xULL, 0x%xULL }, 0x%x, 0x%x, %d, %d, %d, %d, "
                 "0x%x, %d, %d }" %
                 (leaf_word(x, 1), leaf_word(x, 2), x.mem << WORD_FLAGS,
                  x.rules, WIDTHS.index(x.width), ELEMS.index(x.elem),
                  x.value, x.quirk, 0 if x.vvvv else 0xff,
                  RM_KINDS.index(x.rmkind), x.bad)
                 for x in builder.leaves], "%s", 1)
    print_array("u8", "x86_width[]",
                [width_of(k, lm, o) if o < 3 else 0 for k in WIDTHS
                 for lm in (0, 1) for o in range(4)], "%d", 8)
    print_array("u8", "x86_elem[]",
                [elem_of(e, o) for e in ELEMS for o in range(4)], "%d", 16)
    print_array("u64", "x86_value_mask[]",
                [value_mask(v, lm, o) if o < 3 else 0 for v in VALUES
                 for lm in (0, 1) for o in range(4)], "0x%xULL", 4)
    # the registers that REX extends, at the places of struct cw_insn
    print_array("u64", "x86_rex[]",
                [(r & 4) << WORD_REG + 1 | (r & 1) << WORD_RM + 3
                 for r in range(16)], "0x%xULL", 3)
    # without ModRM, by opcode; with 32- and 64-bit, with 16-bit addressing
    print_array("u64", "x86_modrm[3 * 256]",
                [(m & 7) << WORD_RM for m in range(256)] +
                [modrm_info(m, False) for m in range(256)] +
                [modrm_info(m, True) for m in range(256)], "0x%016xULL", 3)


if __name__ == "__main__":
    main()

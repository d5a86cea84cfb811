# SPDX-License-Identifier: GPL-2.0-only
"""Read signs.map and families.map; the maps themselves say what is in them."""

import dataclasses
import os
import pathlib
import re

HERE = pathlib.Path(__file__).resolve().parent

NEEDS = ("state", "origin", "code", "values", "vectors")
CLASSES = ("mining", "primitive")
# What the tables' types hold.
MAX_SIGNS = 256
MAX_RULES = 255
MAX_SAMPLES = 1024


class MapError(Exception):
    """What is wrong with a map, and where."""


@dataclasses.dataclass
class Sign:
    """One yes-or-no observation; refines: the name of another or None."""
    name: str
    needs: str
    refines: str
    words: str


@dataclasses.dataclass
class Condition:
    """So many (need) of the signs at such a rate; below: at a lower one."""
    below: bool
    rate_bp: int
    need: int
    signs: list

    def __str__(self):
        some = ""
        if len(self.signs) > 1:
            some = {1: "any of ", len(self.signs): "all of "}.get(
                self.need, f"{self.need} of ")
        return (f"{'<' if self.below else '≥'} {self.rate_bp / 100:g} % "
                f"{some}{', '.join(self.signs)}")


@dataclasses.dataclass
class Rule:
    """One set of sufficient conditions. Times in ms, bars in micro-nats."""
    name: str
    verdict: str
    where: str
    samples: int = 0
    io_idle_ms: int = 0
    rotations: tuple = None     # (how many different ones, name of the set)
    bar: int = 0
    suspect: int = 0            # 0: what all families ask for
    steady: bool = False
    patient: bool = False
    conditions: list = dataclasses.field(default_factory=list)
    made_for: list = dataclasses.field(default_factory=list)
    no_trace: str = None        # why made_for is empty
    must_not_catch: list = dataclasses.field(default_factory=list)


@dataclasses.dataclass
class Family:
    """What one algorithm is called, what speaks for it, when it is named."""
    name: str
    where: str
    title: str = None
    used_by: str = None
    kind: str = None
    bar: int = 0
    signs: list = dataclasses.field(default_factory=list)
    unseen: dict = dataclasses.field(default_factory=dict)  # sign: basis points
    maybe: set = dataclasses.field(default_factory=set)  # of these
    rules: list = dataclasses.field(default_factory=list)


def lines_of(path):
    """(where, depth in tabs, text) of each line that says something."""
    shown = os.path.relpath(path)
    with open(path, encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            text = line.rstrip()
            words = text.lstrip("\t")
            if words and not words.startswith("#"):
                if '"' in words and not words.isascii():
                    raise MapError(f"{shown}:{number}: not all of this is "
                                   "ASCII, as C and the wire have it")
                yield f"{shown}:{number}", len(text) - len(words), words


def number(where, text, unit, scale=1):
    """A figure with its unit, as a whole number of 1 / scale."""
    match = re.fullmatch(rf"(\d+(?:\.\d+)?){re.escape(unit)}", text)
    if not match:
        raise MapError(f"{where}: \"{text}\" is not a number"
                       f"{' of' + unit if unit else ''}")
    value = round(float(match[1]) * scale)
    if abs(value - float(match[1]) * scale) > 1e-6:
        raise MapError(f"{where}: {text} is finer than 1/{scale}")
    return value


def read_signs(path=HERE / "signs.map"):
    """{name: Sign}, in the order of the map."""
    signs = {}
    for where, depth, text in lines_of(path):
        columns = re.split(r"\t+", text)
        if depth or len(columns) != 4:
            raise MapError(f"{where}: a sign is a line of four columns, parted"
                           " by tabs: name, needs, refines, words")
        name, needs, refines, words = columns
        if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
            raise MapError(f"{where}: \"{name}\" is no name: small letters, "
                           "digits and _")
        if name in signs:
            raise MapError(f"{where}: {name} is there already")
        if needs not in NEEDS:
            raise MapError(f"{where}: {name} needs one of {', '.join(NEEDS)}, "
                           f"not \"{needs}\"")
        if not words.isascii() or '"' in words or "\\" in words:
            raise MapError(f"{where}: the words are not plain ASCII")
        signs[name] = (where, Sign(name, needs,
                                   None if refines == "-" else refines, words))
    for where, sign in signs.values():
        if sign.refines is None:
            continue
        if sign.refines not in signs:
            raise MapError(f"{where}: {sign.name} refines \"{sign.refines}\", "
                           "which is no sign")
        if signs[sign.refines][1].needs != sign.needs:
            raise MapError(f"{where}: {sign.name} and {sign.refines} need "
                           "different things")
    if len(signs) > MAX_SIGNS:
        raise MapError(f"{path}: {len(signs)} signs; a u8 tells {MAX_SIGNS}")
    return {name: sign for name, (_, sign) in signs.items()}


def split_names(text):
    return re.split(r",\s*", text)


def known(where, names, signs):
    """The names of signs, if they are that."""
    for name in names:
        if name not in signs:
            raise MapError(f"{where}: no sign is called \"{name}\" "
                           "(signs.map lists them)")
    if len(set(names)) < len(names):
        raise MapError(f"{where}: a sign is named twice")
    return names


def read_option(where, rule, text):
    """One of what stands behind a rule's name."""
    key, _, value = text.partition(" ")
    if key == "samples":
        rule.samples = number(where, value, "")
        if not 0 < rule.samples <= MAX_SAMPLES:
            raise MapError(f"{where}: a window holds 1 to {MAX_SAMPLES} "
                           "samples")
    elif key == "io-idle":
        rule.io_idle_ms = number(where, value, " s", 1000)
    elif key == "bar":
        rule.bar = number(where, value, " nats", 1000000)
    elif key == "suspect":
        rule.suspect = number(where, value, " nats", 1000000)
    elif key == "rotations":
        match = re.fullmatch(r"(\d+) of (\w+)", value)
        if not match:
            raise MapError(f"{where}: \"{text}\" is not \"rotations N of SET\"")
        rule.rotations = (int(match[1]), match[2])
    elif text == "steady":
        rule.steady = True
    elif text == "patient":
        rule.patient = True
    else:
        raise MapError(f"{where}: \"{text}\" is none of samples N, io-idle N s,"
                       " bar N nats, suspect N nats, rotations N of SET, steady,"
                       " patient")


def read_rule(where, family, text):
    match = re.fullmatch(r'(confirm|suspect) "([^"\\]+)": (.+)', text)
    if not match:
        raise MapError(f"{where}: not as 'confirm \"NAME\": samples N, …'")
    verdict, name, options = match.groups()
    if any(rule.name == name for rule in family.rules):
        raise MapError(f"{where}: {family.name} has a rule \"{name}\" already")
    rule = Rule(name, verdict, where)
    for option in split_names(options):
        read_option(where, rule, option)
    if not rule.samples:
        raise MapError(f"{where}: \"{name}\" does not say how many samples")
    if len(family.rules) == MAX_RULES:
        raise MapError(f"{where}: a u8 tells {MAX_RULES} rules of a family")
    family.rules.append(rule)


def read_condition(where, text, signs):
    match = re.fullmatch(r"(>=|<) ([\d.]+ %)\t+(?:(any|all|\d+) of )?(.+)",
                         text)
    if not match:
        raise MapError(f"{where}: a condition is \">= R %\" or \"< R %\", a "
                       "tab, and a sign, or \"any of\", \"all of\" or \"N of\""
                       " several")
    names = known(where, split_names(match[4]), signs)
    if match[3] is None and len(names) > 1:
        raise MapError(f"{where}: any of these {len(names)} signs, all, or how "
                       "many?")
    if match[3] and len(names) == 1:
        raise MapError(f"{where}: \"{match[3]} of\" a single sign")
    need = {None: 1, "any": 1, "all": len(names)}.get(match[3])
    if need is None:
        need = int(match[3])
        if not 1 < need < len(names):
            raise MapError(f"{where}: {need} of {len(names)} signs: say \"any "
                           "of\" or \"all of\"")
    rate = number(where, match[2], " %", 100)
    if rate > 10000:
        raise MapError(f"{where}: more than all")
    return Condition(match[1] == "<", rate, need, names)


def read_unseen(where, family, text, signs):
    """Signs, each perhaps "from R %", and "maybe"."""
    for part in split_names(text):
        part, maybe, _ = part.partition(" maybe")
        name, _, rate = part.partition(" from ")
        if maybe:
            family.maybe.add(name)
        known(where, [*family.unseen, name], signs)
        family.unseen[name] = number(where, rate, " %", 100) if rate else 0


def read_attribute(where, family, text, signs):
    """A line about the family itself."""
    key, tab, value = text.partition("\t")
    value = value.strip()
    if key not in ("title", "used-by", "class", "bar", "signs",
                   "unseen") or not tab:
        raise MapError(f"{where}: \"{text}\" is none of title, used-by, class, "
                       "bar, signs, unseen (and a tab), confirm, suspect")
    if key == "signs":
        family.signs = known(where, family.signs + split_names(value), signs)
        return
    if key == "unseen":
        read_unseen(where, family, value, signs)
        return
    field = {"class": "kind"}.get(key, key.replace("-", "_"))
    if getattr(family, field):
        raise MapError(f"{where}: {key} was said already")
    if '"' in value or "\\" in value or not value.isascii():
        raise MapError(f"{where}: {key} is not plain ASCII without quotes")
    if key == "class" and value not in CLASSES:
        raise MapError(f"{where}: a class is one of {', '.join(CLASSES)}")
    if key == "bar":
        value = number(where, value, " nats", 1000000)
    setattr(family, field, value)


def read_detail(where, rule, text, signs):
    """A line of a rule: a condition, or traces."""
    key, _, value = text.partition("\t")
    if key in ("made-for", "must-not-catch"):
        getattr(rule, key.replace("-", "_")).extend(
            split_names(value.strip()))
    elif key == "no-trace":
        rule.no_trace = value.strip()
    else:
        rule.conditions.append(read_condition(where, text, signs))


def complete(family):
    """Raise MapError if a family or a rule of it lacks something."""
    for field, name in (("title", "title"), ("used_by", "used-by"),
                        ("kind", "class"), ("bar", "bar"), ("signs", "signs"),
                        ("rules", "rule")):
        if not getattr(family, field):
            raise MapError(f"{family.where}: {family.name} has no {name}")
    for rule in family.rules:
        if not rule.conditions:
            raise MapError(f"{rule.where}: \"{rule.name}\" has no condition")
        if rule.verdict == "suspect" and rule.bar:
            raise MapError(f"{rule.where}: a bar is for \"confirm\"")
        if rule.suspect and rule.suspect >= (rule.bar or family.bar):
            raise MapError(f"{rule.where}: to be suspect takes no more than to "
                           "be confirmed")
        if bool(rule.made_for) == bool(rule.no_trace):
            raise MapError(f"{rule.where}: for which traces was "
                           f"\"{rule.name}\" made (made-for), or why is there "
                           "none (no-trace)?")
        if not rule.must_not_catch:
            raise MapError(f"{rule.where}: which traces come near and must not "
                           f"be caught by \"{rule.name}\" (must-not-catch)?")
        both = set(rule.made_for) & set(rule.must_not_catch)
        if both:
            raise MapError(f"{rule.where}: made for {both.pop()}, which it "
                           "must not catch")
        rule.bar = rule.bar or family.bar


def read_families(signs, path=HERE / "families.map"):
    """[Family], in the order of the map; signs: of read_signs()."""
    families = []
    for where, depth, text in lines_of(path):
        if depth == 0:
            match = re.fullmatch(r"family ([a-z][a-z0-9-]*)", text)
            if not match:
                raise MapError(f"{where}: \"{text}\" is not \"family NAME\"")
            if any(family.name == match[1] for family in families):
                raise MapError(f"{where}: there is a family {match[1]} already")
            families.append(Family(match[1], where))
        elif not families:
            raise MapError(f"{where}: of which family?")
        elif depth == 1 and re.match(r"(confirm|suspect)\b", text):
            read_rule(where, families[-1], text)
        elif depth == 1:
            read_attribute(where, families[-1], text, signs)
        elif depth == 2 and families[-1].rules:
            read_detail(where, families[-1].rules[-1], text, signs)
        else:
            raise MapError(f"{where}: {depth} tabs belong to nothing")
    for family in families:
        complete(family)
    if len(families) > 254:
        raise MapError(f"{path}: a u8 tells 254 families")
    return families

#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Compare the sources with the netlink contract, one line per difference:
attributes that the module does not send, or sends as another type; those that
/proc/cpuwarden does not show; words that are listed again; numbers of enums
that leave the module without being compared with the contract.

usage: docs/netlink/check-fields.py
"""

import importlib
import re
import subprocess
import sys

sys.dont_write_bytecode = True

# pylint: disable=wrong-import-position
from spec import TOP, Mistake, Spec  # noqa: E402

proc_columns = importlib.import_module("gen-fields").proc_columns

PUTS = {"u8": "u8", "u32": "u32", "s32": "s32", "u64": "u64", "text": "string",
        "u64_64bit": "u64", "string": "string"}
# Where enums are that may leave the module, and who compares them.
OURS = ("include/cpuwarden", "module", "lib")
COMPARING = (*OURS, "tools")
CONTRACT = "include/uapi/linux"


def sources(*folders):
    """C sources below folders, those that there are."""
    return sorted(path for folder in folders for path in
                  (TOP / folder).rglob("*.[ch]"))


def shown(path):
    """A path as people know it."""
    return path.relative_to(TOP)


def expanded(path):
    """A C source with its own macros expanded, without what it includes."""
    text = re.sub(r"^\s*#\s*(include|error)\b.*$", "", path.read_text("utf-8"),
                  flags=re.M)
    return subprocess.run(["gcc", "-E", "-P", "-x", "c", "-"], input=text,
                          text=True, check=True,
                          stdout=subprocess.PIPE).stdout


# ---- what the module sends ------------------------------------------------

def sent(text):
    """{attribute: the types it is put as, None if that is not plain}."""
    found = {}
    for kind, name in re.findall(
            r"\b(\w+?)_attr\(\s*&?\w+,\s*(CPUWARDEN_A_\w+)", text):
        found.setdefault(name, set()).add(PUTS.get(kind))
    for kind, name in re.findall(
            r"\bnla_put_(\w+)\(\s*\w+,\s*(CPUWARDEN_A_\w+)", text):
        found.setdefault(name, set()).add(PUTS.get(kind))
    for name in re.findall(
            r"\bbegin_nest\(\s*[\w>-]+,\s*(CPUWARDEN_A_\w+)", text):
        found.setdefault(name, set()).add("nest")
    for name in re.findall(r"=\s*(CPUWARDEN_A_\w+)\s*,", text):
        found.setdefault(name, set()).add(None)
    return found


def status_lines(text):
    """[(key, attribute, type)] of status.c."""
    found = []
    for call, key, name, kind in re.findall(
            r'\b(put|put_text)\(\s*\w+,\s*((?:"[^"]*"\s*)+),'
            r"\s*(CPUWARDEN_A_\w+),\s*(U32|U64)?", text):
        key = "".join(re.findall(r'"([^"]*)"', key))
        found.append((key, name, kind.lower() if call == "put" else "string"))
    return found


def check_sent(spec):
    """Every attribute is sent, as what it is."""
    found, keys = {}, {}
    for path in sources("module/report"):
        text = expanded(path) if path.suffix == ".c" else ""
        for name, kinds in sent(text).items():
            found.setdefault(name, set()).update(kinds)
        for key, name, kind in status_lines(text):
            found.setdefault(name, set()).add(kind)
            keys[name] = key
    for attributes in spec.sets.values():
        for a in attributes:
            if a.constant not in found:
                yield (f"{a.set} {a.name}: the module does not send it "
                       f"({a.constant} in module/report)")
            for kind in found.get(a.constant, set()) - {None, a.type}:
                yield (f"{a.set} {a.name}: the module sends it as {kind}, it "
                       f"is {a.type}")
            if keys.get(a.constant, a.name) != a.name:
                yield (f"{a.set} {a.name}: /proc/cpuwarden/status calls it "
                       f"{keys[a.constant]}")


# ---- what /proc shows -----------------------------------------------------

def check_shown(spec):
    """Every attribute is a column, or it is said why not."""
    tables = proc_columns()
    if set(tables) != set(spec.extra["proc"]):
        yield (f"procfs.c has the tables {sorted(tables)}, extra.yaml "
               f"{sorted(spec.extra['proc'])}")
        return
    for name, beside in spec.extra["proc"].items():
        own, absent = beside["columns"], beside.get("absent", {})
        for column in own.keys() - set(tables[name]):
            yield f"extra.yaml: proc {name}: there is no column {column}"
        has = {own.get(column, {}).get("attribute", column.replace("_", "-"))
               for column in tables[name]}
        for a in spec.sets[beside["set"]]:
            if a.name in has and a.name in absent:
                yield (f"extra.yaml: proc {name}: {a.name} is absent, and "
                       "procfs.c shows it")
            if a.name not in has and a.name not in absent:
                yield (f"{a.set} {a.name}: /proc/cpuwarden/{name} does not "
                       "show it (procfs.c), and extra.yaml does not say why")


# ---- words and numbers ----------------------------------------------------

def without_comments(text):
    """C without its comments."""
    return re.sub(r"//[^\n]*|/\*.*?\*/", " ", text, flags=re.S)


def check_words(spec):
    """Lists of words stand in the generated header only."""
    lists = {name: re.compile(r'"\s*,\s*(?:\[\w+\]\s*=\s*)?"'.join(
        ['"' + words[0], *words[1:-1], words[-1] + '"']))
        for name, words in spec.words().items()}
    for path in sources(*OURS, "tools"):
        if path == TOP / "include/cpuwarden/words.h":
            continue
        text = without_comments(path.read_text("utf-8"))
        for name, pattern in lists.items():
            if pattern.search(text):
                yield (f"{shown(path)}: lists the words of {name}, which "
                       "include/cpuwarden/words.h has")


def enums(*folders):
    """{enum: its members} of the headers and sources below folders."""
    found = {}
    for path in sources(*folders):
        text = without_comments(path.read_text("utf-8"))
        for name, body in re.findall(r"\benum\s+(\w+)\s*\{([^}]*)\}", text):
            found[name] = re.findall(r"(?:^|,)\s*([A-Z]\w*)", body)
    return found


def check_numbers():
    """What leaves the module as a number has the value of the contract."""
    texts = {path: path.read_text("utf-8")
             for path in sources(*COMPARING, CONTRACT)}
    pairs = [pair for text in texts.values() for pair in
             re.findall(r"^CW_WIRE\((\w+),\s*(\w+)\);", text, re.M)]
    compared = {name for pair in pairs for name in pair}
    module = "".join(text for path, text in texts.items()
                     if {TOP / "module", TOP / "lib/case"} & {*path.parents})
    theirs, ours = enums(CONTRACT), enums(*OURS)
    for name, members in {**ours, **theirs}.items():
        some = compared & set(members)
        what = name.removeprefix("cw_")
        if name in ours and not some and theirs.keys() & {
                f"cpuwarden_{what}", f"cpuwarden_rec_{what}"}:
            yield f"enum {name}: its values are compared nowhere (CW_WIRE)"
        for member in members:
            if some and member not in compared \
                    and not member.endswith("_COUNT"):
                yield (f"enum {name}: {member} is not compared with the other "
                       "side (CW_WIRE)")
    for name, members in theirs.items():
        if not (compared & set(members) or re.search(
                rf"\b({'|'.join(members)})\b", module)):
            yield (f"enum {name}: the module neither uses its values nor "
                   "compares its own with them (CW_WIRE)")
    for path in sources(CONTRACT):
        for line in re.findall(r".*enum cw_\w+.*", texts[path]):
            yield f"{shown(path)}: speaks of what is ours: {line.strip()}"


def main():
    """The command."""
    try:
        spec = Spec()
        lines = [*check_sent(spec), *check_shown(spec), *check_words(spec),
                 *check_numbers()]
    except Mistake as err:
        lines = [str(err)]
    print("\n".join(lines), end="\n" if lines else "")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())

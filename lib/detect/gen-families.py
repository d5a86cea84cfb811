#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Write what signs.map and families.map say, as C and as text.

usage: gen-families.py write | check

write   ids.h, signs-table.h and families-table.h beside this file, the table
        of rules in docs/detection.md and the list of families in README.md,
        these between their markers
check   say which of them is not what the maps say
"""

import io
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
TOP = HERE.parents[1]
sys.path.insert(0, str(HERE))
sys.dont_write_bytecode = True

# pylint: disable=wrong-import-position
from maps import MapError, read_families, read_signs  # noqa: E402

HEAD = """/* SPDX-License-Identifier: GPL-2.0-only */
/* Written by gen-families.py from {}: do not edit. */
"""
VERDICTS = {"confirm": "CONFIRMED", "suspect": "SUSPECT"}


def sign_id(name):
    return f"CW_SIGN_{name.upper()}"


def family_id(family):
    return f"CW_FAMILY_{family.name.upper()}".replace("-", "_")


def wrapped(items, indent):
    """Comma-parted, in lines that fit."""
    lines, line = [], ""
    for item in items:
        if line and len(indent.expandtabs() + line) + len(item) > 76:
            lines.append(indent + line.rstrip())
            line = ""
        line += f"{item}, "
    return "\n".join([*lines, indent + line.rstrip()]) + "\n"


OPEN_BP = 50        # for rarer signs a window would be kept for too long
KEY_SAMPLES = 50    # after so many a sign of 2 % is due


def write_ids(signs, families, out):
    out.write(HEAD.format("signs.map and families.map"))
    out.write("""#ifndef _CPUWARDEN_DETECT_IDS_H
#define _CPUWARDEN_DETECT_IDS_H

/* What one sample can show. Values are internal; names are stable. */
enum cw_sign {
""")
    for sign in signs.values():
        out.write(f"\t{sign_id(sign.name)},\t/* {sign.words} */\n")
    out.write("""\tCW_SIGN_COUNT,
};

/* Values are internal; the stable name is cw_family_info()->name. */
enum cw_family {
""")
    for family in families:
        out.write(f"\t{family_id(family)},\n")
    out.write("""\tCW_FAMILY_COUNT,
\tCW_FAMILY_NONE = 0xff,
};

/* As many as the rules of families.map need. */
""")
    conditions = [rule.conditions for family in families
                  for rule in family.rules]
    most = max(len(c.signs) for some in conditions for c in some)
    out.write(f"#define CW_RULE_CONDITIONS\t{max(map(len, conditions))}\n"
              f"#define CW_CONDITION_SIGNS\t{most}\n"
              "\n/* The highest bar of a family, micro-nats. */\n"
              "#define CW_CONFIRM_MICRO\t"
              f"{max(family.bar for family in families)}\n")
    out.write("\n/* Basis points: nobody waits for rarer signs. */\n"
              f"#define CW_OPEN_BP\t{OPEN_BP}\n"
              "\n/* When the keys of families-table.h are due. */\n"
              f"#define CW_KEY_SAMPLES\t{KEY_SAMPLES}\n")
    out.write("""
#endif /* _CPUWARDEN_DETECT_IDS_H */
""")


def write_signs(signs, out):
    out.write(HEAD.format("signs.map"))
    out.write("\nconst struct cw_sign_info cw_sign_infos[CW_SIGN_COUNT] = {\n")
    for sign in signs.values():
        refines = sign_id(sign.refines or sign.name)
        out.write(f"\t[{sign_id(sign.name)}] = {{\n"
                  f"\t\t\"{sign.name}\",\n"
                  f"\t\t\"{sign.words}\",\n"
                  f"\t\tCW_NEEDS_{sign.needs.upper()}, {refines},\n\t}},\n")
    out.write("};\n")


def write_condition(condition, out):
    out.write(f"\t\t\t{{ {condition.rate_bp}, {condition.need}, "
              f"{str(condition.below).lower()}, {len(condition.signs)}, {{\n")
    out.write(wrapped([sign_id(name) for name in condition.signs], "\t\t\t\t"))
    out.write("\t\t\t} },\n")


def write_rule(rule, out):
    need, name = rule.rotations or (0, "count")
    out.write(f"\t{{\n\t\t.name = \"{rule.name}\",\n"
              f"\t\t.verdict = CW_VERDICT_{VERDICTS[rule.verdict]},\n"
              f"\t\t.samples = {rule.samples},\n"
              f"\t\t.io_idle_ms = {rule.io_idle_ms},\n"
              f"\t\t.bar_micro = {rule.bar},\n"
              f"\t\t.suspect_micro = {rule.suspect},\n"
              f"\t\t.set = CW_SET_{name.upper()},\n"
              f"\t\t.members = {need},\n"
              f"\t\t.steady = {str(rule.steady).lower()},\n"
              f"\t\t.patient = {str(rule.patient).lower()},\n"
              f"\t\t.conditions = {len(rule.conditions)},\n"
              "\t\t.condition = {\n")
    for condition in rule.conditions:
        write_condition(condition, out)
    out.write("\t\t},\n\t},\n")


def keys_of(rule, signs):
    """The signs without one of which a rule neither holds nor is waited for.

    Those of the condition with the fewest, if it is one that cannot be met by
    what is not due yet; else of all conditions, for without any nobody waits.
    """
    asked = [c for c in rule.conditions if not c.below and c.rate_bp]
    sure = [c for c in asked if
            ((c.rate_bp < OPEN_BP and not rule.patient) or
             c.rate_bp * KEY_SAMPLES >= 10000) and
            all(signs[name].needs in ("code", "state") for name in c.signs)]
    if sure:
        return min(sure, key=lambda c: len(c.signs)).signs
    if not asked:
        raise MapError(f"{rule.where}: \"{rule.name}\" asks for no sign")
    return [name for c in asked for name in c.signs]


def write_keys(families, signs, out):
    """The signs without which no rule of a family holds, by words of bits."""
    numbers = {name: n for n, name in enumerate(signs)}
    words = (len(signs) + 63) // 64
    out.write("\n#define S(sign) (1ull << (sign) % 64)\n\nconst u64 "
              "cw_family_keys[CW_FAMILY_COUNT][CW_SIGN_WORDS] = {\n")
    for family in families:
        names = sorted({name for rule in family.rules
                        for name in keys_of(rule, signs)}, key=numbers.get)
        out.write(f"\t[{family_id(family)}] = {{\n")
        for word in range(words):
            bits = [f"S({sign_id(name)})" for name in names
                    if numbers[name] // 64 == word]
            if bits:
                out.write(f"\t\t[{word}] = " + wrapped(
                    [f"{bit} |" for bit in bits[:-1]] + bits[-1:], "\t\t\t")
                    .replace("|,", "|").strip() + "\n")
        out.write("\t},\n")
    out.write("};\n")


def write_families(families, signs, out):
    out.write(HEAD.format("families.map"))
    out.write("\nstatic const struct cw_family_info infos[CW_FAMILY_COUNT] = "
              "{\n")
    for family in families:
        out.write(f"\t[{family_id(family)}] = {{\n"
                  f"\t\t.name = \"{family.name}\",\n"
                  f"\t\t.title = \"{family.title}\",\n"
                  f"\t\t.used_by = \"{family.used_by}\",\n"
                  f"\t\t.kind = CW_FAMILY_{family.kind.upper()},\n"
                  f"\t\t.confirm_micro = {family.bar},\n\t}},\n")
    out.write("};\n\nstatic const struct cw_rule rules[] = {\n")
    for family in families:
        out.write(f"\t/* {family.name} */\n")
        for rule in family.rules:
            write_rule(rule, out)
    out.write("};\n\nstatic const struct {\n\tu16 first;\n\tu8 count;\n"
              "} rules_of[CW_FAMILY_COUNT] = {\n")
    first = 0
    for family in families:
        out.write(f"\t[{family_id(family)}] = {{ {first}, "
                  f"{len(family.rules)} }},\n")
        first += len(family.rules)
    out.write("};\n")
    write_keys(families, signs, out)


def write_rules_doc(families, out):
    out.write("| family | rule | verdict | what must be seen | samples | "
              "without I/O | nats |\n|---|---|---|---|---|---|---|\n")
    for family in families:
        title = family.title
        for rule in family.rules:
            seen = "; ".join(map(str, rule.conditions))
            if rule.rotations:
                seen += "; rotations all but only of {1}, {0} of them".format(
                    *rule.rotations)
            if rule.steady:
                seen += "; in the younger window, too"
            if rule.patient:
                seen += "; rare signs are waited for"
            idle = (f"{rule.io_idle_ms / 1000:g} s" if rule.io_idle_ms
                    else "–")
            bar = (f"{rule.bar / 1000000:g}" if rule.verdict == "confirm"
                   else "")
            if rule.suspect:
                bar += f", suspect {rule.suspect / 1000000:g}"
            out.write(f"| {title} | {rule.name} | {rule.verdict} | {seen} | "
                      f"{rule.samples} | {idle} | {bar} |\n")
            title = ""


def write_families_doc(families, out):
    for kind, words in (("mining", "Nobody runs these but to mine"),
                        ("primitive", "Benign programs compute these, too")):
        names = [f"{family.title} ({family.used_by})" for family in families
                 if family.kind == kind]
        out.write(f"- {words}: {'; '.join(names)}.\n")


def in_document(path, name, text):
    """The whole of a document with what stands between markers made anew."""
    begin = (f"<!-- {name}: generated from lib/detect/families.map by "
             "gen-families.py -->\n")
    end = f"<!-- end of {name} -->\n"
    document = path.read_text(encoding="utf-8")
    head, found, rest = document.partition(begin)
    _, ends, tail = rest.partition(end)
    if not found or not ends:
        raise MapError(f"{path}: no lines \"{begin.strip()}\" and "
                       f"\"{end.strip()}\"")
    return head + begin + text + end + tail


def outputs():
    """{path: what it should hold}."""
    signs = read_signs()
    families = read_families(signs)

    def made(writer, *args):
        out = io.StringIO()
        writer(*args, out)
        return out.getvalue()

    detection, readme = TOP / "docs/detection.md", TOP / "README.md"
    return {
        HERE / "ids.h": made(write_ids, signs, families),
        HERE / "signs-table.h": made(write_signs, signs),
        HERE / "families-table.h": made(write_families, families, signs),
        detection: in_document(detection, "rules",
                               made(write_rules_doc, families)),
        readme: in_document(readme, "families",
                            made(write_families_doc, families)),
    }


def main():
    if sys.argv[1:] not in (["write"], ["check"]):
        sys.exit(__doc__)
    try:
        wanted = outputs()
    except MapError as err:
        sys.exit(f"gen-families: {err}")
    stale = [path for path, text in wanted.items() if not path.exists() or
             path.read_text(encoding="utf-8") != text]
    for path in stale:
        if sys.argv[1] == "write":
            path.write_text(wanted[path], encoding="utf-8")
        else:
            print(f"{path.relative_to(TOP)} is not what the maps say: run "
                  "'make -C tools/lab tables'")
    sys.exit(sys.argv[1] == "check" and bool(stale))


if __name__ == "__main__":
    main()

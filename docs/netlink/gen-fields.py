#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Write what follows from the netlink contract: the words of its enums, the
tool's records and tables, the tables of docs/json.md and docs/proc.md, and the
lists of attributes in the replies of the contract itself.

usage: docs/netlink/gen-fields.py [--check]

--check writes nothing and says what is not as it would be written.
"""

import re
import sys
from pathlib import Path

sys.dont_write_bytecode = True

# pylint: disable=wrong-import-position
from spec import TOP, Mistake, Spec, snake  # noqa: E402

NOTE = "docs/netlink/gen-fields.py"
C_TYPES = {"u8": "uint8_t ", "u32": "uint32_t ", "u64": "uint64_t ",
           "s32": "int32_t ", "string": "char *", "nest": "struct vec "}
MARKED = re.compile(r"(<!-- fields: ([a-z ]+) -->\n).*?(<!-- end of fields -->)",
                    re.S)


# ---- C --------------------------------------------------------------------

def wrapped(text, indent, width=80):
    """`text` in lines of C that begin with `indent` from the second on."""
    lines, line = [], ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if line and len(longer.expandtabs(8)) > width:
            lines.append(line)
            longer = indent + word
        line = longer
    return "\n".join([*lines, line])


def head(note, *lines):
    """How a generated header begins."""
    return "\n".join(["/* SPDX-License-Identifier: GPL-2.0-only */",
                      "/*", f" * Do not edit: {NOTE} made this from",
                      f" * {note}.", " */", *lines, ""])


def words_header(spec):
    """include/cpuwarden/words.h."""
    out = [head("docs/netlink/cpuwarden.yaml", "#ifndef _CPUWARDEN_WORDS_H",
                "#define _CPUWARDEN_WORDS_H", "",
                "/* In the order of the values; of flags in that of the bits. "
                "*/")]
    for name, words in spec.words().items():
        listed = ", ".join(f'"{word}"' for word in words)
        out.append(f"#define CW_{snake(name).upper()}_WORDS \\\n\t{listed}\n")
    checked = [a for s in spec.sets.values() for a in s if a.checks]
    if checked:
        out.append("/* Bounds of what may be set. */")
    for a in checked:
        name = f"CW_{snake(a.set)}_{a.c_name}".upper()
        out += [f"#define {name}_{end.upper()} {value}"
                for end, value in a.checks.items()]
    return "\n".join([*out, "", "#endif /* _CPUWARDEN_WORDS_H */", ""])


def records_header(spec):
    """tools/cpuwarden/model-records.h: a structure per attribute set."""
    out = [head("docs/netlink/cpuwarden.yaml", "#ifndef _TOOL_MODEL_RECORDS_H",
                "#define _TOOL_MODEL_RECORDS_H")]
    for name, attributes in spec.sets.items():
        members = [f"\t{C_TYPES[a.type]}{a.c_name};" for a in attributes]
        out += [f"struct {snake(name)} {{", "\tuint64_t present;", *members,
                "};", ""]
    out += [f"extern const struct schema {snake(name)}_schema;"
            for name in spec.sets]
    out += ["", "/* Words for the values that the protocol numbers. */"]
    out += [f"extern const char *const {snake(name)}_names[];"
            for name in spec.words()]
    return "\n".join([*out, "", "#endif /* _TOOL_MODEL_RECORDS_H */", ""])


def field(a):
    """One row of a table."""
    kind = "LIST" if a.type == "nest" else a.type.upper()
    args = [f"{snake(a.set)}_{a.c_name}".upper(), kind, a.c_name]
    if a.required:
        args.append("REQUIRED")
    if a.boolean:
        args.append("BOOLEAN")
    if a.enum:
        args.append(f"{'BITS' if a.flags else 'WORDS'}"
                    f"({snake(a.enum['name'])}_names)")
    if a.nested:
        args.append(f".nested = &{snake(a.nested)}_schema")
    return wrapped(f"\tFIELD({', '.join(args)}),", "\t      ")


def tables_header(spec):
    """tools/cpuwarden/model-tables.h: the same as tables, for model.c."""
    out = [head("docs/netlink/cpuwarden.yaml and extra.yaml")]
    out += [f"const char *const {snake(name)}_names[] = "
            f"{{\n\tCW_{snake(name).upper()}_WORDS, NULL\n}};\n"
            for name in spec.words()]
    for name, attributes in spec.sets.items():
        c = snake(name)
        out += [f"static_assert(CPUWARDEN_A_{c.upper()}_MAX < PRESENT_BITS,",
                f'\t      "{name}: too many attributes");',
                f"#define RECORD {c}",
                f"static const struct field {c}_fields[] = {{",
                *map(field, attributes), "\t{ 0 }", "};", "",
                f'const struct schema {c}_schema = SCHEMA("{name}", '
                f"{c}_fields);", "#undef RECORD", ""]
    return "\n".join(out)


# ---- documents ------------------------------------------------------------

def code(names):
    """Names as a cell has them."""
    return ", ".join(f"`{name}`" for name in names)


def prose(spec, a, doc, dashes=False):
    """A doc as the text of a cell."""
    names = {b.name for s in spec.sets.values() for b in s}
    if a and a.enum:
        words = a.enum["entries"]
        said = [w for w in words if f"`{w}`" in doc]
        if said and said != words:
            raise Mistake(f"cpuwarden.yaml: {a.set} {a.name}: the doc lacks "
                          + code(w for w in words if w not in said))
        if not said:
            doc = f"{code(words)}: {doc}"
    if not dashes:
        doc = re.sub(r"`([a-z-]+)`",
                     lambda m: snake(m[0]) if m[1] in names else m[0], doc)
    doc = re.sub(r"docs/([\w-]+\.md)", r"[\1](\1)", doc)
    return doc.replace("|", "\\|")


class Table:
    """Rows by name; those that say the same become one."""

    def __init__(self, *titles):
        self.titles = titles
        self.rows = {}      # text: [(name, type)]
        self.shared = {}    # where it is explained: names
        self.last = {}      # rows of what is nested

    def add(self, name, kind, text, nested=False):
        """One name."""
        rows = self.last if nested else self.rows
        rows.setdefault(text, []).append((name, kind))

    def share(self, name, where):
        """A name that is explained elsewhere."""
        self.shared.setdefault(where, []).append(name)

    def lines(self):
        """The table in Markdown."""
        rows = [*self.rows.items(),
                *((where, [(name, "") for name in names])
                  for where, names in self.shared.items()),
                *self.last.items()]
        cells = [self.titles]
        for text, named in rows:
            kinds = [kind for _, kind in named]
            kinds = kinds[:1] if len(set(kinds)) == 1 else kinds
            cells.append([code(name for name, _ in named), ", ".join(kinds),
                          text])
            if len(self.titles) == 2:
                del cells[-1][1]
        out = ["| " + " | ".join(row) + " |" for row in cells]
        return [out[0], "|" + "---|" * len(self.titles), *out[1:]]


def json_table(spec, of):
    """The keys of a record in JSON."""
    table = Table("key", "type", "meaning")
    nested = []
    for a in spec.sets[of]:
        first = spec.inherited.get((of, a.name))
        if first:
            table.share(a.c_name, f"as of a {first.set}")
        else:
            text = prose(spec, a, a.doc)
            if a.nested:
                keys = [b.c_name for b in spec.sets[a.nested]]
                text += f": objects with {code(keys)}"
                nested += spec.sets[a.nested]
            table.add(a.c_name, a.json_type, text)
        for row in spec.derived(of):
            if row["after"] != a.name:
                continue
            if "doc" in row:
                table.add(row["name"], row["type"],
                          prose(spec, None, row["doc"]))
            else:
                table.share(row["name"], "as of a finding")
    for a in nested:
        table.add(a.c_name, a.json_type, prose(spec, a, a.doc), nested=True)
    return table.lines()


def proc_columns(top=TOP):
    """{table: columns} of procfs.c."""
    text = (Path(top) / "module/report/procfs.c").read_text("utf-8")
    found = re.findall(
        r'\.name = "(\w+)",\s*\.columns = ((?:"[^"]*"\s*)+),', text)
    return {name: "".join(re.findall(r'"([^"]*)"', parts)).split("\\t")
            for name, parts in found}


def proc_table(spec, name):
    """The columns of a table of /proc/cpuwarden, or the keys of status."""
    if name == "status":
        table = Table("key", "meaning")
        for a in spec.sets["status"]:
            table.add(a.name, "", prose(spec, a, a.doc, dashes=True))
        return table.lines()
    table = Table("column", "meaning")
    beside = spec.extra["proc"][name]
    tables = {t["set"]: n for n, t in spec.extra["proc"].items()}
    for column in proc_columns()[name]:
        own = beside["columns"].get(column, {})
        a = spec.attribute(beside["set"],
                           own.get("attribute", column.replace("_", "-")))
        if not a and "doc" not in own:
            raise Mistake(f"procfs.c: {name}: {column} is no attribute of "
                          f"{beside['set']}, and extra.yaml does not tell of "
                          "it")
        first = a and spec.inherited.get((a.set, a.name))
        if "doc" in own:
            table.add(column, "", prose(spec, None, own["doc"]))
        elif first:
            table.share(column, f"as in {tables[first.set]}")
        else:
            table.add(column, "", prose(spec, a, a.doc))
    return table.lines()


def times(spec):
    """Which fields in -ns are which."""
    names = []
    for attributes in spec.sets.values():
        for a in attributes:
            if a.name.endswith("-ns") and a.c_name not in names:
                names.append(a.c_name)
    spans = [snake(name) for name in spec.extra["durations"]]
    return [f"- Times are points on `CLOCK_BOOTTIME`: "
            f"{code(n for n in names if n not in spans)}; or durations: "
            f"{code(spans)}."]


def document(spec, text):
    """A document with its marked parts anew."""
    makers = {"json": json_table, "proc": proc_table}

    def part(match):
        kind, _, name = match[2].partition(" ")
        lines = times(spec) if kind == "times" else makers[kind](spec, name)
        return "\n".join([match[1].rstrip("\n"), *lines, match[3]])

    return MARKED.sub(part, text)


def replies(spec, text):
    """cpuwarden.yaml with its replies complete: all but the padding."""
    def part(match):
        names = [a.name for a in spec.sets[match[1]]]
        return f"&{match[1]}-all [{', '.join(names)}]"

    return re.sub(r"&([a-z-]+)-all \[[^\]]*\]", part, text)


# ---------------------------------------------------------------------------

def generated(spec):
    """{file: its contents}."""
    def read(name):
        return (TOP / name).read_text("utf-8")

    return {
        "docs/netlink/cpuwarden.yaml": replies(spec, spec.text),
        "include/cpuwarden/words.h": words_header(spec),
        "tools/cpuwarden/model-records.h": records_header(spec),
        "tools/cpuwarden/model-tables.h": tables_header(spec),
        "docs/json.md": document(spec, read("docs/json.md")),
        "docs/proc.md": document(spec, read("docs/proc.md")),
    }


def main(argv):
    """The command."""
    if argv not in ([], ["--check"]):
        print(__doc__.strip(), file=sys.stderr)
        return 2
    try:
        files = generated(Spec())
    except Mistake as err:
        print(err, file=sys.stderr)
        return 1
    stale = [name for name, text in files.items()
             if not (TOP / name).exists()
             or (TOP / name).read_text("utf-8") != text]
    for name in stale:
        if argv:
            print(f"{name} is not what {NOTE} writes")
        else:
            (TOP / name).write_text(files[name], "utf-8")
    return 1 if argv and stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

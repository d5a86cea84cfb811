# SPDX-License-Identifier: GPL-2.0-only
"""The netlink contract as Python sees it: cpuwarden.yaml and extra.yaml."""

import re
from pathlib import Path

import yaml

HERE = Path(__file__).resolve().parent
TOP = HERE.parents[1]

JSON_TYPES = {"u8": "integer", "u32": "integer", "u64": "integer",
              "s32": "integer", "string": "string", "nest": "array"}


class Mistake(Exception):
    """The two files contradict each other or the sources."""


def snake(name):
    """A name of the YAML as C and JSON have it."""
    return name.replace("-", "_")


class Attribute:
    """One attribute; `doc` is inherited if it has none of its own."""

    def __init__(self, spec, of, row):
        self.set, self.name, self.type = of, row["name"], row["type"]
        self.enum = spec.enums[row["enum"]] if "enum" in row else None
        self.nested = row.get("nested-attributes")
        self.checks = row.get("checks", {})
        self.doc = row.get("doc")
        self.required = self.name in spec.extra["required"].get(of, [])
        self.boolean = self.name in spec.extra["booleans"].get(of, [])

    @property
    def c_name(self):
        """Of the member, and in JSON."""
        return snake(self.name)

    @property
    def constant(self):
        """What the uapi header calls it."""
        return f"CPUWARDEN_A_{snake(self.set)}_{self.c_name}".upper()

    @property
    def flags(self):
        """Are the words of its enum for bits?"""
        return bool(self.enum) and self.enum["type"] == "flags"

    @property
    def json_type(self):
        """In the words of docs/json.md."""
        if self.boolean:
            return "boolean"
        if self.enum:
            return "array" if self.flags else "string"
        return JSON_TYPES[self.type]

    def like(self, other):
        """Could it mean the same?"""
        return (self.name, self.type, self.enum) == (
            other.name, other.type, other.enum)


class Spec:
    """Both files, read and compared."""

    def __init__(self, top=TOP):
        folder = Path(top) / "docs" / "netlink"
        self.text = (folder / "cpuwarden.yaml").read_text("utf-8")
        self.tree = yaml.safe_load(self.text)
        self.extra = yaml.safe_load(
            (folder / "extra.yaml").read_text("utf-8"))
        self.enums = {d["name"]: d for d in self.tree["definitions"]}
        self.sets = {s["name"]: [Attribute(self, s["name"], row)
                                 for row in s["attributes"]
                                 if row["type"] != "pad"]
                     for s in self.tree["attribute-sets"]}
        self._published(Path(top) / "include/uapi/linux/cpuwarden.h")
        self.inherited = {}
        self._inherit()
        self._compare()

    def _published(self, header):
        """Numbers that are out stay: what is new stands at the end."""
        lists = {f"A_{snake(of)}".upper(): [a.c_name.upper() for a in rows]
                 for of, rows in self.sets.items()}
        lists.update({snake(name).upper(): [snake(e).upper()
                                            for e in enum["entries"]]
                      for name, enum in self.enums.items()})
        for prefix, names in lists.items():
            twice = {n for n in names if names.count(n) > 1}
            if twice:
                raise Mistake(f"cpuwarden.yaml: {prefix}: {twice.pop()} "
                              "is there twice")
        have = header.read_text("utf-8") if header.exists() else ""
        for body in re.findall(r"^enum[^{]*\{(.*?)^\}", have, re.M | re.S):
            out = re.findall(r"^\tCPUWARDEN_(\w+?)(?: = \d+)?,", body, re.M)
            prefix = max((p for p in lists if out and
                          out[0].startswith(f"{p}_")), key=len, default=None)
            if prefix is None:
                continue
            out = [name.removeprefix(f"{prefix}_") for name in out]
            out = [name for name in out if name != "PAD"]
            moved = next((o for o, n in zip(out, lists[prefix] + [None] *
                                            len(out)) if o != n), None)
            if moved:
                raise Mistake(
                    f"cpuwarden.yaml: {prefix}: {moved} has a number in the "
                    "uapi header, which it would lose: what is new stands at "
                    "the end, and nothing is taken away")

    def _inherit(self):
        """Attributes without a doc mean what they mean in the set before."""
        before = []
        for name, attributes in self.sets.items():
            for a in attributes:
                if a.doc is None:
                    found = next((b for b in before if a.like(b)), None)
                    if found is None:
                        raise Mistake(f"cpuwarden.yaml: {name} {a.name}: no "
                                      "doc, and no set before has the like")
                    a.doc = found.doc
                    self.inherited[name, a.name] = self.inherited.get(
                        (found.set, found.name), found)
            before = attributes + before

    def attribute(self, of, name):
        """One by name, None if there is none."""
        return next((a for a in self.sets.get(of, ()) if a.name == name),
                    None)

    def _compare(self):
        """extra.yaml speaks of what there is."""
        for key in ("required", "booleans"):
            for of, names in self.extra[key].items():
                self._known(key, of, names)
        for of, rows in self.extra["derived"].items():
            self._known("derived", of, [row["after"] for row in rows])
        for table, spec in self.extra["proc"].items():
            self._known(f"proc {table}", spec["set"],
                        [*spec.get("absent", ()),
                         *(c["attribute"] for c in spec["columns"].values()
                           if "attribute" in c)])
        times = {a.name for s in self.sets.values() for a in s}
        for name in self.extra["durations"]:
            if name not in times:
                raise Mistake(f"extra.yaml: durations: no attribute {name}")

    def _known(self, where, of, names):
        for name in names:
            if not self.attribute(of, name):
                raise Mistake(f"extra.yaml: {where}: {of} has no attribute "
                              f"{name}")

    def words(self):
        """{name: words in the order of their values}, of all enums."""
        found = {d["name"]: d["entries"] for d in self.tree["definitions"]}
        found.update(self.extra["words"])
        return found

    def derived(self, of):
        """What the tool adds to the JSON of a record."""
        return self.extra["derived"].get(of, [])

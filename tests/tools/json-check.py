#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Check JSON of the tool against what is documented.

Every line of FILE must be a document by itself; every key in it must stand in
docs/json.md in `code`, and what comes from the module must be named and typed
as in docs/netlink/cpuwarden.yaml.

usage: json-check.py TOP_DIRECTORY FILE
"""

import json
import re
import sys
import time
from pathlib import Path

import yaml

# Made by the tool, not by the module; docs/json.md says so too.
DERIVED = {"user", "container_engine", "container_id", "used_by",
           "mining_only", "energy_estimate_j"}
SETS = {"status": "status", "finding": "finding", "process": "process",
        "config": "config", "findings": "finding", "processes": "process",
        "tenants": "tenant", "families": "family"}


def documented(top):
    """All words in `code` in docs/json.md."""
    text = (top / "docs/json.md").read_text(encoding="utf-8")
    return set(re.findall(r"`([a-z_]+)`", text))


def check_type(spec, enums, name, value):
    """Does @value fit the attribute's type in the YAML?"""
    kind = spec["type"]
    if kind == "nest":
        return isinstance(value, list)
    if kind == "string":
        return isinstance(value, str)
    if "enum" in spec:
        words = enums[spec["enum"]]
        if words["type"] == "flags":
            return isinstance(value, list) and set(value) <= set(
                words["entries"])
        return value in words["entries"]
    if kind == "u64" and isinstance(value, str):
        return value.isdigit() and int(value) > 2**63 - 1
    return isinstance(value, int) and not isinstance(value, bool)


def check_record(spec, enums, name, record):
    """A record of attribute set @name."""
    attributes = {a["name"].replace("-", "_"): a for a in
                  spec[name]["attributes"]}
    for key, value in record.items():
        if key in DERIVED:
            continue
        assert key in attributes, f"{name}: {key} is not in the YAML"
        attribute = attributes[key]
        assert check_type(attribute, enums, key, value), \
            f"{name}: {key} is {value!r}"
        if attribute["type"] == "nest":
            for item in value:
                check_record(spec, enums, attribute["nested-attributes"],
                             item)


def keys(value):
    """All keys in @value, at any depth."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from keys(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from keys(inner)


def check(top, line, known, spec, enums):
    """One document."""
    doc = json.loads(line)
    header = doc["cpuwarden"]
    assert header["schema"] == 1, header
    assert set(header) == {"schema", "version", "command", "boottime_ns",
                           "realtime_ns"}
    assert abs(header["realtime_ns"] / 1e9 - time.time()) < 3600, header
    unknown = set(keys(doc)) - known
    assert not unknown, f"not in docs/json.md: {sorted(unknown)}"
    for key, attribute_set in SETS.items():
        if key not in doc:
            continue
        records = doc[key] if isinstance(doc[key], list) else [doc[key]]
        for record in records:
            check_record(spec, enums, attribute_set, record)
    if header["command"] in ("list", "show"):
        for finding in doc.get("findings", []) + [doc.get("finding", {})]:
            assert finding.get("event") != "none", finding
    if header["command"] == "show":
        for name in SETS.keys() & doc.keys():
            have = set(doc[name]) - DERIVED
            want = {a["name"].replace("-", "_") for a in
                    spec[name]["attributes"]} - {"pad"}
            if doc[name]["verdict"] == "clear":
                want -= {"family"}
            assert have == want, f"{name}: {sorted(have ^ want)}"


def main():
    top, path = Path(sys.argv[1]), Path(sys.argv[2])
    tree = yaml.safe_load(
        (top / "docs/netlink/cpuwarden.yaml").read_text(encoding="utf-8"))
    spec = {s["name"]: s for s in tree["attribute-sets"]}
    enums = {d["name"]: d for d in tree["definitions"]}
    lines = path.read_bytes().decode("utf-8").split("\n")
    assert lines.pop() == "", "the last line has no end"
    assert lines, "no document"
    for line in lines:
        check(top, line, documented(top), spec, enums)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Check JSON of the tool against what is documented.

Every line of FILE must be a document by itself; every key in it must stand in
docs/json.md in `code`, and what comes from the module must be named and typed
as in docs/netlink/cpuwarden.yaml, or be one of those that extra.yaml beside it
says the tool adds.

usage: json-check.py TOP_DIRECTORY FILE
"""

import importlib
import json
import re
import sys
import time
from pathlib import Path

sys.dont_write_bytecode = True

SETS = {"status": "status", "finding": "finding", "process": "process",
        "config": "config", "findings": "finding", "processes": "process",
        "tenants": "tenant", "families": "family", "threads": "thread",
        "executables": "executable", "cpus": "cpu", "scores": "scores"}


def contract(top):
    """docs/netlink/cpuwarden.yaml and extra.yaml, of the tree @top."""
    sys.path.insert(0, str(top / "docs" / "netlink"))
    return importlib.import_module("spec").Spec(top)


def documented(top):
    """All words in `code` in docs/json.md."""
    text = (top / "docs/json.md").read_text(encoding="utf-8")
    return set(re.findall(r"`([a-z_]+)`", text))


def fits(attribute, value):
    """Does @value fit the attribute's type in the YAML?"""
    kind = attribute.json_type
    if attribute.flags:
        return isinstance(value, list) and set(value) <= set(
            attribute.enum["entries"])
    if attribute.enum:
        return value in attribute.enum["entries"]
    if attribute.type == "u64" and isinstance(value, str):
        return value.isdigit() and int(value) > 2**63 - 1
    if kind == "integer":
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, {"array": list, "string": str,
                              "boolean": bool}[kind])


def check_record(spec, of, record):
    """A record of attribute set @of."""
    attributes = {a.c_name: a for a in spec.sets[of]}
    derived = {row["name"] for row in spec.derived(of)}
    for key, value in record.items():
        if key in derived:
            continue
        assert key in attributes, f"{of}: {key} is not in the YAML"
        assert fits(attributes[key], value), f"{of}: {key} is {value!r}"
        if attributes[key].nested:
            for item in value:
                check_record(spec, attributes[key].nested, item)


def keys(value):
    """All keys in @value, at any depth."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from keys(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from keys(inner)


def check(line, known, spec):
    """One document."""
    doc = json.loads(line)
    header = doc["cpuwarden"]
    assert header["schema"] == 1, header
    assert set(header) == {"schema", "version", "command", "boottime_ns",
                           "realtime_ns"}
    assert abs(header["realtime_ns"] / 1e9 - time.time()) < 3600, header
    unknown = set(keys(doc)) - known
    assert not unknown, f"not in docs/json.md: {sorted(unknown)}"
    for key, of in SETS.items():
        if key not in doc:
            continue
        records = doc[key] if isinstance(doc[key], list) else [doc[key]]
        for record in records:
            check_record(spec, of, record)
    if header["command"] in ("list", "show"):
        for finding in doc.get("findings", []) + [doc.get("finding", {})]:
            assert finding.get("event") != "none", finding
    if header["command"] == "show":
        for name in SETS.keys() & doc.keys():
            derived = {row["name"] for row in spec.derived(name)}
            have = set(doc[name]) - derived
            want = {a.c_name for a in spec.sets[name]}
            if doc[name]["verdict"] == "clear":
                want -= {"family"}
            assert have == want, f"{name}: {sorted(have ^ want)}"


def main():
    top, path = Path(sys.argv[1]).resolve(), Path(sys.argv[2])
    spec = contract(top)
    lines = path.read_bytes().decode("utf-8").split("\n")
    assert lines.pop() == "", "the last line has no end"
    assert lines, "no document"
    for line in lines:
        check(line, documented(top), spec)


if __name__ == "__main__":
    main()

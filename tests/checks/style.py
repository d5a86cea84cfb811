# SPDX-License-Identifier: GPL-2.0-only
"""How sources, scripts, documents and tests are written and named."""

import os
import re
import warnings
from pathlib import Path

from cache import temp_dir
from tree import PURE, TOP, each, generated, linux, run, tracked

# Text that has no comments (data, prose, licence texts) carries no SPDX line.
NO_SPDX = re.compile(r"^LICENSE|(^|/)\.gitignore$|\.(md|tsv|json|txt|list)$"
                     r"|^tests/\w+/corpus/|^tests/traces/")

# Types that every out-of-tree file would trip over, or that contradict what
# the pure components are for; each with the files it is switched off for.
CHECKPATCH_IGNORE = {
    # MAINTAINERS is a file of the kernel's tree
    "FILE_PATH_CHANGES": ".",
    # these files build in user space too, where the kernel's words for C11
    # types, attributes, assertions and array sizes do not exist or are made
    "PREFER_KERNEL_TYPES": r"^include/cpuwarden/types\.h$",
    "PREFER_DEFINED_ATTRIBUTE_MACRO": r"^include/cpuwarden/types\.h$",
    "ARRAY_SIZE": r"^lib/(isa|detect)/",
    # static_assert() of C11 by its keyword
    "CAMELCASE": r"^lib/(isa|detect)/",
    # a list of X(...) is no expression, nor are attributes
    "COMPLEX_MACRO": r"^include/cpuwarden/types\.h$",
    # arguments are constants or plain names
    "MACRO_ARG_REUSE": r"^module/report/(netlink|status)\.c$"
                       r"|^lib/isa/x86\.c$",
}


def checkpatch():
    """checkpatch.pl --strict."""
    script = linux() / "scripts" / "checkpatch.pl"
    files = [f for f in tracked("module", *PURE, "include/cpuwarden",
                               "tests/kunit")
             if f.endswith((".c", ".h")) and f not in generated()]

    # It leaves a list of CamelCase words where it runs.
    with temp_dir("checkpatch") as scratch:
        def judge(name):
            ignore = [kind for kind, where in CHECKPATCH_IGNORE.items()
                      if re.search(where, name)]
            status, text = run(
                ["perl", script, "--no-tree", "--strict", "--terse",
                 "--show-types", "--no-summary", "--ignore", ",".join(ignore),
                 "-f", TOP / name], cwd=scratch)
            lines = [line for line in text.splitlines()
                     if line.startswith(name + ":")]
            if status and not lines:
                lines = [f"{name}: checkpatch failed: {text}"]
            return lines

        return each(judge, files)


def kernel_doc():
    """kernel-doc comments are complete and name what is there."""
    script = linux() / "scripts" / "kernel-doc"
    files = [f for f in tracked("module", "lib", "include/cpuwarden")
             if f.endswith((".c", ".h")) and f not in generated()]
    status, text = run(["perl", script, "-none", "-Wall", *files])
    return text.splitlines() or ([f"status {status}"] if status else [])


def spdx():
    """Every file that can carry one has an SPDX line in its first lines."""
    lines = []
    for name in tracked():
        if NO_SPDX.search(name):
            continue
        with open(TOP / name, "rb") as file:
            head = b"".join(file.readlines(400)[:4])
        if b"SPDX-License-Identifier: " not in head:
            lines.append(f"{name}: no SPDX-License-Identifier")
    return lines


def interpreted(*words):
    """Tracked files whose first line names one of these interpreters."""
    pattern = re.compile(rb"^#!.*[/ ](%s)[0-9.]*\b" % "|".join(words).encode())
    found = []
    for name in tracked():
        with open(TOP / name, "rb") as file:
            if pattern.match(file.readline(200)):
                found.append(name)
    return found


def shell():
    """shellcheck."""
    files = interpreted("sh", "dash", "bash")
    sourced = tracked("*.sh")
    lines = []
    for options, names in (([], [f for f in files if f not in sourced]),
                           (["--shell=sh"], sourced),
                           (["--shell=bash"], tracked("*.bash-completion"))):
        # SC1091: what is sourced is checked for itself
        if names:
            status, text = run(["shellcheck", "--format=gcc",
                                "--exclude=SC1091", *options, *names])
            lines += text.splitlines()
            if status and not text:
                lines.append(f"shellcheck failed with status {status}")
    return lines


def python():
    """Python scripts compile, without a warning."""
    lines = []
    for name in sorted({*tracked("*.py"), *interpreted("python")}):
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            try:
                compile((TOP / name).read_bytes(), name, "exec",
                        dont_inherit=True)
            except (SyntaxError, ValueError) as err:
                lines.append(f"{name}: {err}")
    return lines


def prose(name):
    """A document without its code, lines kept."""
    return re.sub(r"^```.*?^```|`[^`\n]*`",
                  lambda m: re.sub(r"[^\n]", " ", m[0]),
                  (TOP / name).read_text(), flags=re.S | re.M)


def anchors(name):
    """What #... may name in a document: its headings, as GitHub has them."""
    found = set()
    text = re.sub(r"^```.*?^```", "", (TOP / name).read_text(),
                  flags=re.S | re.M)
    for title in re.findall(r"^#+ (.*)$", text, re.M):
        title = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", title)
        slug = re.sub(r"[^\w\- ]", "", title.strip().lower())
        slug, count = slug.replace(" ", "-"), 0
        while (anchor := f"{slug}-{count}" if count else slug) in found:
            count += 1
        found.add(anchor)
    return found


def links():
    """Every relative link and #anchor in a document leads somewhere."""
    lines = []
    for name in tracked("*.md"):
        for number, line in enumerate(prose(name).splitlines(), 1):
            for target in re.findall(r"\]\(([^)\s]+)\)", line):
                if re.match(r"\w+:", target):
                    continue
                path, _, anchor = target.partition("#")
                path = os.path.normpath(Path(name).parent / path) if path \
                    else name
                if not (TOP / path).exists():
                    lines.append(f"{name}:{number}: {path} does not exist")
                elif anchor and anchor not in anchors(path):
                    lines.append(f"{name}:{number}: {path} has no #{anchor}")
    return lines


# What shows that a file prints TAP, and where that makes no test of it: what
# tests share, what starts them, guest suites, programs that test themselves.
PRINTS_TAP = re.compile(r"TAP version|\btap\.(sh|h)\b|\bimport .*\bTap\b")
NO_TEST = re.compile(r"tests/(lint|checks/style\.py)|tests/workloads/.*\.[ch]"
                     r"|.*/(tap\.(c|h|sh)|Makefile|run|run-all)"
                     r"|tests/vm/guest/.*")
IS_TEST = re.compile(r".*-test(\.(c|py))?")
LIKE_A_TEST = re.compile(r".*/([^/]*[-_])?(tests?|selftest)([-_.][^/]*)?")
STARTS_TESTS = re.compile(r".*/(Makefile|[^/]*\.mk|run|run-all)")


def test_names():
    """What prints TAP ends in -test, and something starts it."""
    texts = {name: (TOP / name).read_text() for name in
             tracked("tests", ":(exclude,attr:binary)",
                     ":(exclude)tests/lab/programs")}
    starts = "\n".join(text for name, text in texts.items()
                       if STARTS_TESTS.fullmatch(name))
    lines = []
    for name, text in texts.items():
        if IS_TEST.fullmatch(name):
            if not re.search(rf"{re.escape(Path(name).stem)}\b", starts):
                lines.append(f"{name}: nothing starts it")
        elif LIKE_A_TEST.fullmatch(name):
            lines.append(f"{name}: a test ends in -test, nothing else looks "
                         "like one")
        elif PRINTS_TAP.search(text) and not NO_TEST.fullmatch(name):
            lines.append(f"{name}: prints TAP, but does not end in -test")
    return lines

#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""What is wrong with a map is said with its file and line."""

import pathlib
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
DETECT = HERE.parents[1] / "lib/detect"
sys.path.insert(0, str(DETECT))

# pylint: disable=wrong-import-position,import-error
from maps import MapError, read_families, read_signs  # noqa: E402

# map, what stands there, what is made of it, what is to be said of that line
CASES = (
    ("signs", "fp_packed\t\tcode", "fp_packed\t\tbytes",
     "fp_packed needs one of state, origin, code"),
    ("signs", "code\trot_siphash\tSipHash beside", "code\trot_sip\tSipHash beside",
     'siphash_bit refines "rot_sip", which is no sign'),
    ("signs", "clmul\t\t\tcode", "imul\t\t\tcode", "imul is there already"),
    ("signs", "div\t\t\tcode\t-\t\t", "div\t\t\tcode\t",
     "a sign is a line of four columns"),
    ("families", "family sha1", "family md5", "there is a family md5 already"),
    ("families", ">= 3 %\tsiphash_bit", ">= 3 %\tsiphash_bits",
     'no sign is called "siphash_bits"'),
    ("families", "< 2 %\tall of fp, string_insn", "< 2 %\tfp, string_insn",
     "any of these 2 signs, all, or how many?"),
    ("families", "all of fp, string_insn", "3 of fp, string_insn",
     "3 of 2 signs"),
    ("families", ">= 0.2 %\tmask_blocks", ">= 0.201 %\tmask_blocks",
     "finer than 1/100"),
    ("families", "samples 256, io-idle 30 s, bar", "samples 256, io-idle 30, bar",
     '"30" is not a number of s'),
    ("families", "blake2b, steady", "blake2b, stable", '"stable" is none of samples N'),
    ("families", "suspect 4.6 nats", "suspect 13.8 nats",
     "to be suspect takes no more than to be confirmed"),
    ("families", 'confirm "vectors":', 'confirm "bitmap beside":',
     'cuckoo has a rule "bitmap beside" already'),
    ("families", "class\tmining", "class\tminer", "a class is one of"),
    ("families", "\tused-by\tVerus\n", "", "verushash has no used-by"),
    ("families", "\t\tmade-for\tmonerod-guest\n", "",
     'for which traces was "code alone" made'),
    ("families", "must-not-catch\taes-hash-wasm, ring-mask, crystal",
     "must-not-catch\tmonerod-guest", "made for monerod-guest, which it"),
)


def said(folder, name, old, new):
    """(where it is wrong, what is said)."""
    text = (DETECT / f"{name}.map").read_text(encoding="utf-8")
    if old not in text:
        return 0, f"{name}.map has no {old!r}"
    path = pathlib.Path(folder) / f"{name}.map"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    try:
        if name == "signs":
            read_signs(path)
        else:
            read_families(read_signs(), path)
    except MapError as err:
        where, _, what = str(err).partition(": ")
        file, _, line = where.rpartition(":")
        return (int(line) if file.endswith(path.name) and line.isdigit()
                else 0), what
    return 0, "nothing"


def main():
    failed = 0
    print(f"TAP version 13\n1..{len(CASES)}")
    with tempfile.TemporaryDirectory() as folder:
        for number, (name, old, new, want) in enumerate(CASES, 1):
            line, what = said(folder, name, old, new)
            good = line > 0 and want in what
            failed += not good
            print(f"{'ok' if good else 'not ok'} {number} - {name}.map: {want}")
            if not good:
                print(f"# said of line {line}: {what}")
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Record the corpus: every program of tests/lab/corpus/programs.tsv.

usage: corpus.py [-r HZ] [-t SECONDS] [-k] RECORD DIRECTORY [NAME]...

RECORD is the recorder, DIRECTORY takes NAME.cwt for each program. With -k
what is there already is kept. Programs that are not installed are named and
left out. Inputs are made once in DATA.
"""

import argparse
import os
import pathlib
import shutil
import subprocess
import sys

TOP = pathlib.Path(__file__).resolve().parents[2]
PROGRAMS = TOP / "tests/lab/corpus/programs.tsv"
SOURCES = TOP / "tests/lab/programs"
DATA = pathlib.Path("/root/cw-lab-data")


def shell(command):
    subprocess.run(["sh", "-ec", command], check=True, cwd=DATA,
                   stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)


# file: how it is made, in DATA
INPUTS = {
    "text.txt": "find /usr/share/doc /usr/share/perl -type f ! -name '*.gz' "
                "| sort | xargs cat | head -c 30000000 > text.txt",
    "text1.txt": "head -c 200000 text.txt | tr -c 'a-zA-Z .\\n' ' ' "
                 "> text1.txt",
    "text.xz": "xz -1 -kc text.txt > text.xz",
    "big.bin": "openssl enc -aes-128-ctr -K 00 -iv 00 -in /dev/zero "
               "2>/dev/null | head -c 400000000 > big.bin",
    "pw": "echo secret > pw",
    "borg": "BORG_UNKNOWN_UNENCRYPTED_REPO_ACCESS_IS_OK=yes "
            "borg init -e none borg",
    "restic": "restic -r restic --password-file pw init",
    "repo": f"git clone -q --no-hardlinks {TOP} repo",
    "share": "mkdir -p share && cp -r /usr/share/doc share/",
    "deb": "mkdir -p deb/DEBIAN deb/usr && head -c 8000000 text.txt "
           "> deb/usr/t && printf 'Package: x\\nVersion: 1\\n"
           "Architecture: all\\nMaintainer: x <x@x>\\nDescription: x\\n' "
           "> deb/DEBIAN/control",
    "v.y4m": "ffmpeg -v error -f lavfi -i testsrc2=s=640x360:d=20 "
             "-vf noise=alls=20 v.y4m",
    "a.wav": "ffmpeg -v error -f lavfi -i anoisesrc=d=200:a=0.3 a.wav",
    "i.png": "ffmpeg -v error -f lavfi -i testsrc2=s=1280x720 -vf "
             "noise=alls=30 -frames:v 1 i.png",
    "i.ppm": "convert i.png i.ppm",
    "go.gtp": "(echo boardsize 19; for i in $(seq 99); do "
              "echo genmove b; echo genmove w; done) > go.gtp",
}


def copy_sources():
    """Our own small programs and inputs, built where they need it."""
    for source in sorted(SOURCES.iterdir()):
        shutil.copy(source, DATA / source.name)
    for source, flags in (("interval.cc", "-O2 -frounding-math"),
                          ("mpfi.c", "-O2"), ("rounding.c", "-O2"),
                          ("nbody.c", "-O3 -ffast-math -march=native"),
                          ("siptable.c", "-O2"), ("ringmask.c", "-O2"),
                          ("ghash.c", "-O2")):
        compiler = "g++" if source.endswith(".cc") else "gcc"
        libs = "-lmpfi -lmpfr -lgmp" if source == "mpfi.c" else "-lm"
        out = source.split(".", maxsplit=1)[0]
        try:
            shell(f"test {out} -nt {source} || "
                  f"{compiler} {flags} -o {out} {source} {libs}")
        except subprocess.CalledProcessError:
            print(f"corpus: cannot build {source}", file=sys.stderr)


def prepare():
    DATA.mkdir(parents=True, exist_ok=True)
    copy_sources()
    for name, command in INPUTS.items():
        if (DATA / name).exists():
            continue
        try:
            shell(command)
        except subprocess.CalledProcessError:
            print(f"corpus: cannot make {name}", file=sys.stderr)
    if not (DATA / "ref.fa").exists():
        shell("python3 make-inputs.py")


def programs():
    with open(PROGRAMS, encoding="utf-8") as lines:
        for line in lines:
            if not line.startswith("#"):
                name, label, package, command = line.rstrip("\n").split("\t")
                yield name, label, package, command


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("-r", type=int, default=250)
    parser.add_argument("-t", type=int, default=8)
    parser.add_argument("-k", action="store_true")
    parser.add_argument("record")
    parser.add_argument("directory", type=pathlib.Path)
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    options.directory = options.directory.resolve()
    prepare()
    options.directory.mkdir(parents=True, exist_ok=True)
    for name, _, package, command in programs():
        trace = options.directory / f"{name}.cwt"
        if options.names and name not in options.names:
            continue
        if options.k and trace.exists():
            continue
        result = subprocess.run(
            [options.record, "-q", "-r", str(options.r), "-t",
             str(options.t), "-o", trace, "--", "sh", "-c",
             "exec " + command.replace("\\n", "\n")],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE, check=False, cwd=DATA,
            env=dict(os.environ,
                     PATH=os.environ["PATH"] + ":/usr/games",
                     CW_WORKLOAD=str(
                         TOP / "tests/workloads/build/cw-workload")))
        print(name, package, result.stderr.decode().strip(), flush=True)


if __name__ == "__main__":
    main()

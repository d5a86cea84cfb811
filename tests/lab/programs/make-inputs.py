#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Write the inputs of some benign programs into the current directory."""

import random

random.seed(1)


def bases(count):
    return "".join(random.choice("ACGT") for _ in range(count))


def main():
    ref = bases(2_000_000)
    with open("ref.fa", "w", encoding="ascii") as out:
        out.write(">ref\n")
        for at in range(0, len(ref), 60):
            out.write(ref[at:at + 60] + "\n")
    with open("reads.fq", "w", encoding="ascii") as out:
        for i in range(60000):
            at = random.randrange(len(ref) - 150)
            read = list(ref[at:at + 150])
            for _ in range(4):
                read[random.randrange(150)] = random.choice("ACGT")
            out.write(f"@r{i}\n{''.join(read)}\n+\n{'I' * 150}\n")
    with open("q.fa", "w", encoding="ascii") as out:
        for i in range(400):
            out.write(f">q{i}\n{bases(3000)}\n")
    with open("q2.fa", "w", encoding="ascii") as out:
        base = bases(1200)
        for i in range(60):
            seq = "".join(c if random.random() < .8 else random.choice("ACGT")
                          for c in base)
            out.write(f">s{i}\n{seq}\n")
    with open("f.cnf", "w", encoding="ascii") as out:
        out.write("p cnf 260 1105\n")
        for _ in range(1105):
            out.write(" ".join(str(v * random.choice((1, -1))) for v in
                               random.sample(range(1, 261), 3)) + " 0\n")
    with open("f.smt2", "w", encoding="ascii") as out:
        out.write("(declare-const a (_ BitVec 40))\n"
                  "(declare-const b (_ BitVec 40))\n"
                  "(assert (= (bvmul a b) #x7fffffffed))\n"
                  "(assert (bvugt a #x0000000002))\n"
                  "(assert (bvugt b #x0000000002))\n"
                  "(assert (bvult a #x0000100000))(check-sat)\n")
    weights = [random.randrange(100, 9999) for _ in range(60)]
    with open("k.mod", "w", encoding="ascii") as out:
        out.write("var x{1..60} binary;\nmaximize z: "
                  + " + ".join(f"{w + random.randrange(50)}*x[{i + 1}]"
                               for i, w in enumerate(weights))
                  + ";\ns.t. c: " + " + ".join(
                      f"{w}*x[{i + 1}]" for i, w in enumerate(weights))
                  + f" <= {sum(weights) // 2 + 1};\nend;\n")
    with open("big.c", "w", encoding="ascii") as out:
        for i in range(1500):
            out.write(f"int f{i}(int a, int b) {{ int s = {i}; for (int i = 0;"
                      f" i < a; i++) s += (b ^ i) * {i} % (i + 1); return s;"
                      " }\n")
    with open("x.xml", "w", encoding="ascii") as out:
        out.write("<a>" + "<b c='d'>text &amp; more</b>" * 200000 + "</a>")
    with open("t.1", "w", encoding="ascii") as out:
        out.write(".TH T 1\n" + ".SH NAME\nsome \\fBbold\\fP text here\n" *
                  5000)


main()

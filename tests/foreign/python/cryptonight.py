# SPDX-License-Identifier: GPL-2.0-only
"""CryptoNight v0 and v1 for PyPy: "pypy3 cryptonight.py ALGORITHM" checks
itself, then hashes for ever. Source: CryptoNote standard CNS008; of the four
functions that it may end with only BLAKE-256 is here, which the published
vectors end with; a nonce that ends with another is given up there.
"""

import array
import itertools
import struct
import sys

SIGMA = [int(c, 16) for c in
         "0123456789abcdefea489fd61c02b753b8c052fdae367194"
         "7931dcbe265a40f8905724afe1bc683d2c6a0b834d75fe19"
         "c51fed4a0763928bdb7ec13950f4862a6fe9b308c2d714a5a2847615fb9e3cd0"]
PI = (0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0,
      0x082efa98, 0xec4e6c89, 0x452821e6, 0x38d01377, 0xbe5466cf, 0x34e90c6c,
      0xc0ac29b7, 0xc97c50dd, 0x3f84d5b5, 0xb5470917)
WORD = 0xffffffff
LONG = 0xffffffffffffffff


def rol(x, n, bits=32):
    return (x << n | x >> bits - n) & (1 << bits) - 1


def times2(x):
    return (x << 1 ^ (x >> 7) * 0x11b) & 255


def make_tables():
    sbox, p, q = [0x63] * 256, 1, 1
    while True:
        p ^= times2(p)
        q ^= q << 1
        q ^= q << 2
        q ^= q << 4
        q = (q ^ (q >> 7 & 1) * 9) & 255
        w = q * 0x101
        sbox[p] = (q ^ w >> 7 ^ w >> 6 ^ w >> 5 ^ w >> 4 ^ 0x63) & 255
        if p == 1:
            break
    first = [times2(s) | s << 8 | s << 16 | (s ^ times2(s)) << 24 for s in sbox]
    return sbox, [array.array("L", (rol(w, 8 * k) for w in first))
                  for k in range(4)]


SBOX, (T0, T1, T2, T3) = make_tables()


def permute(a):
    lfsr = 1
    for _ in range(24):
        c = [a[x] ^ a[x + 5] ^ a[x + 10] ^ a[x + 15] ^ a[x + 20]
             for x in range(5)]
        for i in range(25):
            a[i] ^= c[(i + 4) % 5] ^ rol(c[(i + 1) % 5], 1, 64)
        x, y, lane = 1, 0, a[1]
        for t in range(24):
            x, y = y, (2 * x + 3 * y) % 5
            at = x + 5 * y
            lane, a[at] = a[at], rol(lane, (t + 1) * (t + 2) // 2 % 64, 64)
        for row in range(0, 25, 5):
            c = a[row:row + 5]
            for i in range(5):
                a[row + i] = c[i] ^ ~c[(i + 1) % 5] & c[(i + 2) % 5]
        for j in range(7):
            lfsr = (lfsr << 1 ^ (lfsr >> 7) * 0x71) & 255
            if lfsr & 2:
                a[0] ^= 1 << (1 << j) - 1


def absorb(text):
    """The input is shorter than a block."""
    block = bytearray(200)
    block[:len(text)] = text
    block[len(text)] = 1
    block[135] |= 0x80
    state = list(struct.unpack("<25Q", block))
    permute(state)
    return state


def blake256(state):
    h = [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c,
         0x1f83d9ab, 0x5be0cd19]
    text = (struct.pack("<25Q", *state) + b"\x80" + bytes(46) + b"\1" +
            struct.pack(">Q", 1600))
    for block in range(4):
        m = struct.unpack_from(">16I", text, 64 * block)
        v = h + list(PI[:8])
        bits = min(512 * (block + 1), 1600)
        v[12] ^= bits
        v[13] ^= bits
        for step in range(14 * 8):
            at, turn = step // 8 % 10 * 16 + step % 8 * 2, step // 4 % 2
            a, b = step % 4, 4 + (step + turn) % 4
            c, d = 8 + (step + 2 * turn) % 4, 12 + (step + 3 * turn) % 4
            i, j = SIGMA[at], SIGMA[at + 1]
            for x, r, s in ((m[i] ^ PI[j], 16, 20), (m[j] ^ PI[i], 24, 25)):
                v[a] = v[a] + v[b] + x & WORD
                v[d] = rol(v[d] ^ v[a], r)
                v[c] = v[c] + v[d] & WORD
                v[b] = rol(v[b] ^ v[c], s)
        h = [h[i] ^ v[i] ^ v[i + 8] for i in range(8)]
    return "".join(f"{w:08x}" for w in h)


def substitute(x):
    return (SBOX[x & 255] | SBOX[x >> 8 & 255] << 8 |
            SBOX[x >> 16 & 255] << 16 | SBOX[x >> 24] << 24)


def expand(key):
    w = [x >> shift & WORD for x in key for shift in (0, 32)]
    for i in range(8, 40):
        x = w[i - 1]
        if i % 8 == 0:
            x = substitute(rol(x, 24)) ^ 1 << i // 8 - 1
        elif i % 8 == 4:
            x = substitute(x)
        w.append(w[i - 8] ^ x)
    return w


def ten_rounds(text, keys):
    for lane in range(0, 32, 4):
        a, b, c, d = text[lane], text[lane + 1], text[lane + 2], text[lane + 3]
        for k in range(0, 40, 4):
            a, b, c, d = (
                T0[a & 255] ^ T1[b >> 8 & 255] ^ T2[c >> 16 & 255] ^
                T3[d >> 24] ^ keys[k],
                T0[b & 255] ^ T1[c >> 8 & 255] ^ T2[d >> 16 & 255] ^
                T3[a >> 24] ^ keys[k + 1],
                T0[c & 255] ^ T1[d >> 8 & 255] ^ T2[a >> 16 & 255] ^
                T3[b >> 24] ^ keys[k + 2],
                T0[d & 255] ^ T1[a >> 8 & 255] ^ T2[b >> 16 & 255] ^
                T3[c >> 24] ^ keys[k + 3])
        text[lane], text[lane + 1] = a, b
        text[lane + 2], text[lane + 3] = c, d


def walk(st, version, tweak, pad, words):
    """The pad is of 32-bit words, registers are of 32 bits, too."""
    a0, a1 = (st[0] ^ st[4]) & WORD, (st[0] ^ st[4]) >> 32
    a2, a3 = (st[1] ^ st[5]) & WORD, (st[1] ^ st[5]) >> 32
    b0, b1 = (st[2] ^ st[6]) & WORD, (st[2] ^ st[6]) >> 32
    b2, b3 = (st[3] ^ st[7]) & WORD, (st[3] ^ st[7]) >> 32
    mask, t0, t1 = words - 4, tweak & WORD, tweak >> 32
    for _ in range(words):
        p = a0 >> 2 & mask
        x, y, z, w = pad[p], pad[p + 1], pad[p + 2], pad[p + 3]
        c0 = (T0[x & 255] ^ T1[y >> 8 & 255] ^ T2[z >> 16 & 255] ^
              T3[w >> 24] ^ a0)
        c1 = (T0[y & 255] ^ T1[z >> 8 & 255] ^ T2[w >> 16 & 255] ^
              T3[x >> 24] ^ a1)
        c2 = (T0[z & 255] ^ T1[w >> 8 & 255] ^ T2[x >> 16 & 255] ^
              T3[y >> 24] ^ a2)
        c3 = (T0[w & 255] ^ T1[x >> 8 & 255] ^ T2[y >> 16 & 255] ^
              T3[z >> 24] ^ a3)
        mixed = b2 ^ c2
        if version == 1:
            top = mixed >> 24
            mixed ^= (0x75310 >> ((top >> 3 & 6 | top & 1) << 1) & 0x30) << 24
        pad[p], pad[p + 1], pad[p + 2], pad[p + 3] = b0 ^ c0, b1 ^ c1, mixed, b3 ^ c3
        p = c0 >> 2 & mask
        d0, d1, d2, d3 = pad[p], pad[p + 1], pad[p + 2], pad[p + 3]
        # halves of 16 bits: what is larger than a machine word is slow
        m0, m1 = d0 & 0xffff, d0 >> 16
        m2, m3 = d1 & 0xffff, d1 >> 16
        s0 = c0 * m0
        s1 = c0 * m1 + (s0 >> 16)
        s2 = c0 * m2 + c1 * m0 + (s1 >> 16)
        s3 = c0 * m3 + c1 * m1 + (s2 >> 16)
        s4 = c1 * m2 + (s3 >> 16)
        s5 = c1 * m3 + (s4 >> 16)
        low0 = s0 & 0xffff | (s1 & 0xffff) << 16
        low1 = s2 & 0xffff | (s3 & 0xffff) << 16
        high = (s4 & 0xffff) + a0 + ((s5 & 0xffff) << 16)
        a0 = high & WORD
        a1 = a1 + (s5 >> 16) + (high >> 32) & WORD
        a2 += low0
        a3 = a3 + low1 + (a2 >> 32) & WORD
        a2 &= WORD
        pad[p], pad[p + 1], pad[p + 2], pad[p + 3] = a0, a1, a2 ^ t0, a3 ^ t1
        a0, a1, a2, a3 = a0 ^ d0, a1 ^ d1, a2 ^ d2, a3 ^ d3
        b0, b1, b2, b3 = c0, c1, c2, c3


def lanes(st):
    return [x >> shift & WORD for x in st[8:24] for shift in (0, 32)]


def cryptonight(version, text, pad, words):
    """None if it does not end with BLAKE-256."""
    st = absorb(text)
    keys, lane = expand(st[:4]), lanes(st)
    for i in range(0, words, 32):
        ten_rounds(lane, keys)
        for k in range(32):
            pad[i + k] = lane[k]
    tweak = 0
    if version == 1:
        tweak = struct.unpack_from("<Q", text, 35)[0] ^ st[24]
    walk(st, version, tweak, pad, words)
    keys, lane = expand(st[4:8]), lanes(st)
    for i in range(0, words, 32):
        for k in range(32):
            lane[k] ^= pad[i + k]
        ten_rounds(lane, keys)
    st[8:24] = [lane[2 * i] | lane[2 * i + 1] << 32 for i in range(16)]
    permute(st)
    return None if st[0] & 3 else blake256(st)


def main():
    pad = array.array("L", [0]) * (1 << 19)
    assert (cryptonight(0, b"de omnibus dubitandum", pad, 1 << 19) ==
            "2f8e3df40bd11f9ac90c743ca8e32bb391da4fb98612aa3b6cdc639ee00b31f5")
    assert (cryptonight(1, bytes(76), pad, 1 << 19) ==
            "80563c40ed46575a9e44820d93ee095e2851aa22483fd67837118c6cd951ba61")
    version = 0 if sys.argv[1] == "cn0" else 1
    words = 1 << 18 if sys.argv[1] == "cn-lite1" else 1 << 19
    for nonce in itertools.count():
        cryptonight(version, bytes(39) + struct.pack("<I", nonce) + bytes(33),
                    pad, words)


main()

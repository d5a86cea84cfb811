// SPDX-License-Identifier: GPL-2.0-only
//! Chains of hash functions that lost the SHA-3 competition, from their
//! submissions: Nist5 (BLAKE, Groestl, JH, Keccak, Skein, all of 512 bits),
//! Quark (these and BMW, by bits of the digest before), and an order that
//! the block before gives, as X16R has it.
//!
//! usage: chain nist5|quark|shuffled

use std::env;
use std::process::exit;

type Digest = [u8; 64];

fn word_be(b: &[u8], i: usize) -> u64 {
    u64::from_be_bytes(b[8 * i..8 * i + 8].try_into().unwrap())
}

fn word_le(b: &[u8], i: usize) -> u64 {
    u64::from_le_bytes(b[8 * i..8 * i + 8].try_into().unwrap())
}

mod blake {
    use super::*;

    const C: [u64; 16] = [
        0x243f6a8885a308d3, 0x13198a2e03707344, 0xa4093822299f31d0, 0x082efa98ec4e6c89,
        0x452821e638d01377, 0xbe5466cf34e90c6c, 0xc0ac29b7c97c50dd, 0x3f84d5b5b5470917,
        0x9216d5d98979fb1b, 0xd1310ba698dfb5ac, 0x2ffd72dbd01adfb7, 0xb8e1afed6a267e96,
        0xba7c9045f12c7f99, 0x24a19947b3916cf7, 0x0801f2e2858efc16, 0x636920d871574e69,
    ];
    const IV: [u64; 8] = [
        0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1,
        0x510e527fade682d1, 0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179,
    ];
    const SIGMA: [[usize; 16]; 10] = [
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
        [14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3],
        [11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4],
        [7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8],
        [9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13],
        [2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9],
        [12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11],
        [13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10],
        [6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5],
        [10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0],
    ];

    /// Of at most 111 bytes: one block.
    pub fn hash(data: &[u8]) -> Digest {
        let mut block = [0u8; 128];
        block[..data.len()].copy_from_slice(data);
        block[data.len()] |= 0x80;
        block[111] |= 1;
        let bits = 8 * data.len() as u64;
        block[120..].copy_from_slice(&bits.to_be_bytes());
        let m: [u64; 16] = std::array::from_fn(|i| word_be(&block, i));
        let mut v: [u64; 16] = std::array::from_fn(|i| if i < 8 { IV[i] } else { C[i - 8] });
        v[12] ^= bits;
        v[13] ^= bits;
        for r in 0..16 {
            let s = &SIGMA[r % 10];
            for (g, [a, b, c, d]) in [
                [0, 4, 8, 12], [1, 5, 9, 13], [2, 6, 10, 14], [3, 7, 11, 15],
                [0, 5, 10, 15], [1, 6, 11, 12], [2, 7, 8, 13], [3, 4, 9, 14],
            ].into_iter().enumerate() {
                let (x, y) = (s[2 * g], s[2 * g + 1]);
                v[a] = v[a].wrapping_add(v[b]).wrapping_add(m[x] ^ C[y]);
                v[d] = (v[d] ^ v[a]).rotate_right(32);
                v[c] = v[c].wrapping_add(v[d]);
                v[b] = (v[b] ^ v[c]).rotate_right(25);
                v[a] = v[a].wrapping_add(v[b]).wrapping_add(m[y] ^ C[x]);
                v[d] = (v[d] ^ v[a]).rotate_right(16);
                v[c] = v[c].wrapping_add(v[d]);
                v[b] = (v[b] ^ v[c]).rotate_right(11);
            }
        }
        let mut out = [0; 64];
        for i in 0..8 {
            out[8 * i..8 * i + 8].copy_from_slice(&(IV[i] ^ v[i] ^ v[i + 8]).to_be_bytes());
        }
        out
    }
}

mod groestl {
    use super::*;

    pub struct Tables([[u64; 256]; 8]);

    impl Tables {
        pub fn new(sbox: &[u8; 256]) -> Self {
            let mut t = [[0u64; 256]; 8];
            let twice = |x: u8| x << 1 ^ (x >> 7) * 0x1b;
            for i in 0..256 {
                let s = sbox[i];
                let (s2, s4) = (twice(s), twice(twice(s)));
                // the first column of circ(2, 2, 3, 4, 5, 3, 5, 7)
                let column = [s2, s4 ^ s2 ^ s, s4 ^ s, s2 ^ s, s4 ^ s, s4, s2 ^ s, s2];
                for (k, row) in t.iter_mut().enumerate() {
                    let mut b = column;
                    b.rotate_right(k);
                    row[i] = u64::from_be_bytes(b);
                }
            }
            Tables(t)
        }

        fn permute(&self, x: &mut [u64; 16], q: bool) {
            const P: [usize; 8] = [0, 1, 2, 3, 4, 5, 6, 11];
            const Q: [usize; 8] = [1, 3, 5, 11, 0, 2, 4, 6];
            let shift = if q { Q } else { P };
            for r in 0..14u64 {
                for (i, w) in x.iter_mut().enumerate() {
                    let c = (i as u64) << 4 ^ r;
                    *w ^= if q { !0 ^ c } else { c << 56 };
                }
                let y = *x;
                for i in 0..16 {
                    x[i] = 0;
                    for k in 0..8 {
                        let byte = (y[(i + shift[k]) % 16] >> (56 - 8 * k)) as u8;
                        x[i] ^= self.0[k][byte as usize];
                    }
                }
            }
        }

        /// Of at most 119 bytes.
        pub fn hash(&self, data: &[u8]) -> Digest {
            let mut block = [0u8; 128];
            block[..data.len()].copy_from_slice(data);
            block[data.len()] = 0x80;
            block[127] = 1;
            let mut h = [0u64; 16];
            h[15] = 512;
            let m: [u64; 16] = std::array::from_fn(|i| word_be(&block, i));
            let (mut p, mut q) = (std::array::from_fn(|i| h[i] ^ m[i]), m);
            self.permute(&mut p, false);
            self.permute(&mut q, true);
            for i in 0..16 {
                h[i] ^= p[i] ^ q[i];
            }
            let mut last = h;
            self.permute(&mut last, false);
            let mut out = [0; 64];
            for i in 0..8 {
                out[8 * i..8 * i + 8].copy_from_slice(&(h[i + 8] ^ last[i + 8]).to_be_bytes());
            }
            out
        }
    }
}

mod jh {
    use super::*;

    /// Where a round takes the nibble at `k` of `n`.
    fn moved(k: usize, n: usize) -> usize {
        let k = if k % 4 > 1 { k ^ 1 } else { k };
        let to = k / 2 + k % 2 * (n / 2);
        if k % 2 == 1 { to ^ 1 } else { to }
    }

    /// The constants are states of the same function on 64 nibbles.
    fn next(c: &[u8; 64]) -> [u8; 64] {
        const S: [u8; 16] = [9, 0, 4, 11, 13, 12, 3, 15, 1, 10, 2, 6, 7, 5, 8, 14];
        let twice = |x: u8| (x << 1 ^ x >> 3 ^ (x >> 2 & 2)) & 15;
        let mut out = [0; 64];
        for i in (0..64).step_by(2) {
            let a = S[c[i] as usize];
            let b = S[c[i + 1] as usize] ^ twice(a);
            out[moved(i, 64)] = a ^ twice(b);
            out[moved(i + 1, 64)] = b;
        }
        out
    }

    /// Two halves of 128 nibbles, a word for each bit; constants for each half.
    pub struct Jh {
        constants: [[u128; 2]; 42],
        start: [u128; 8],
    }

    fn swap(x: u128, n: usize) -> u128 {
        let mask = u128::MAX / ((1 << (1 << n)) + 1);
        (x & mask) << (1 << n) | x >> (1 << n) & mask
    }

    macro_rules! boxes {
        ($a:expr, $b:expr, $c:expr, $d:expr, $k:expr) => {
            $d = !$d;
            $a ^= !$c & $k;
            let t = $k ^ ($a & $b);
            $a ^= $c & $d;
            $d ^= !$b & $c;
            $b ^= $a & $c;
            $c ^= $a & !$d;
            $a ^= $b | $d;
            $d ^= $b & $c;
            $b ^= t & $a;
            $c ^= t;
        };
    }

    impl Jh {
        pub fn new() -> Self {
            // sqrt(2) - 1
            let mut c = [0; 64];
            let root = b"6a09e667f3bcc908b2fb1366ea957d3e3adec17512775099da2f590b0667322a";
            for (nibble, digit) in c.iter_mut().zip(root) {
                *nibble = (*digit as char).to_digit(16).unwrap() as u8;
            }
            let mut even: Vec<usize> = (0..128).map(|i| 2 * i).collect();
            let mut odd: Vec<usize> = (0..128).map(|i| 2 * i + 1).collect();
            let mut constants = [[0; 2]; 42];
            for (r, k) in constants.iter_mut().enumerate() {
                for i in 0..128 {
                    let bit = |at: usize| (c[at / 4] >> (3 - at % 4) & 1) as u128;
                    k[0] |= bit(even[i]) << i;
                    k[1] |= bit(odd[i]) << i;
                }
                c = next(&c);
                let to: Vec<usize> = odd.iter().map(|&at| moved(at, 256)).collect();
                for i in 0..128 {
                    even[i] = moved(even[i], 256);
                    odd[i] = to[i ^ 1 << (r % 7)];
                }
                assert!((0..128).all(|i| even[i] + 1 == odd[i] && even[i] % 2 == 0));
            }
            let mut jh = Jh { constants, start: [0; 8] };
            let mut h = [0; 8];
            h[0] = 1 << 6;
            jh.compress(&mut h, &[0; 64]);
            jh.start = h;
            jh
        }

        fn compress(&self, h: &mut [u128; 8], m: &[u8; 64]) {
            let m: [u128; 4] = std::array::from_fn(|i| {
                let b: [u8; 16] = m[16 * i..16 * i + 16].try_into().unwrap();
                u128::from_le_bytes(b.map(u8::reverse_bits))
            });
            for i in 0..4 {
                h[i] ^= m[i];
            }
            let [mut a, mut e, mut b, mut f, mut c, mut g, mut d, mut i] = *h;
            for (r, k) in self.constants.iter().enumerate() {
                boxes!(a, b, c, d, k[0]);
                boxes!(e, f, g, i, k[1]);
                e ^= b;
                f ^= c;
                g ^= a ^ d;
                i ^= a;
                a ^= f;
                b ^= g;
                c ^= e ^ i;
                d ^= e;
                let n = r % 7;
                e = swap(e, n);
                f = swap(f, n);
                g = swap(g, n);
                i = swap(i, n);
            }
            *h = [a, e, b, f, c, g, d, i];
            for i in 0..4 {
                h[4 + i] ^= m[i];
            }
        }

        pub fn hash(&self, data: &[u8]) -> Digest {
            let mut h = self.start;
            let mut padded = [0u8; 256];
            padded[..data.len()].copy_from_slice(data);
            padded[data.len()] = 0x80;
            let mut n = (data.len() / 64 + 1) * 64;
            if data.len() % 64 != 0 {
                n += 64;
            }
            padded[n - 8..n].copy_from_slice(&(8 * data.len() as u64).to_be_bytes());
            for m in padded[..n].chunks_exact(64) {
                self.compress(&mut h, m.try_into().unwrap());
            }
            let mut out = [0; 64];
            for i in 0..4 {
                let bytes = h[4 + i].to_le_bytes().map(u8::reverse_bits);
                out[16 * i..16 * i + 16].copy_from_slice(&bytes);
            }
            out
        }
    }
}

fn keccak(data: &[u8]) -> Digest {
    let mut s = [0u64; 25];
    let mut padded = data.to_vec();
    padded.push(1);
    padded.resize(padded.len().div_ceil(72) * 72, 0);
    *padded.last_mut().unwrap() |= 0x80;
    for block in padded.chunks_exact(72) {
        for i in 0..9 {
            s[i] ^= word_le(block, i);
        }
        let mut lfsr = 1u8;
        for _ in 0..24 {
            let c: [u64; 5] =
                std::array::from_fn(|i| s[i] ^ s[i + 5] ^ s[i + 10] ^ s[i + 15] ^ s[i + 20]);
            for i in 0..25 {
                s[i] ^= c[(i + 4) % 5] ^ c[(i + 1) % 5].rotate_left(1);
            }
            let (mut x, mut y, mut t) = (1, 0, s[1]);
            for i in 0..24u32 {
                (x, y) = (y, (2 * x + 3 * y) % 5);
                let u = s[x + 5 * y];
                s[x + 5 * y] = t.rotate_left((i + 1) * (i + 2) / 2 % 64);
                t = u;
            }
            for row in s.chunks_exact_mut(5) {
                let c: [u64; 5] = row.try_into().unwrap();
                for i in 0..5 {
                    row[i] ^= !c[(i + 1) % 5] & c[(i + 2) % 5];
                }
            }
            for k in 0..7 {
                if lfsr & 1 != 0 {
                    s[0] ^= 1 << ((1 << k) - 1);
                }
                lfsr = lfsr << 1 ^ (lfsr >> 7) * 0x71;
            }
        }
    }
    let mut out = [0; 64];
    for i in 0..8 {
        out[8 * i..8 * i + 8].copy_from_slice(&s[i].to_le_bytes());
    }
    out
}

mod skein {
    use super::*;

    const ROT: [[u32; 4]; 8] = [
        [46, 36, 19, 37], [33, 27, 14, 42], [17, 49, 36, 39], [44, 9, 54, 56],
        [39, 30, 34, 24], [13, 50, 10, 17], [25, 29, 39, 43], [8, 35, 56, 22],
    ];

    fn ubi(chain: &[u64; 8], block: &[u8; 64], t0: u64, t1: u64) -> [u64; 8] {
        let m: [u64; 8] = std::array::from_fn(|i| word_le(block, i));
        let mut k = [0u64; 9];
        k[..8].copy_from_slice(chain);
        k[8] = chain.iter().fold(0x1bd11bdaa9fc1a22, |x, y| x ^ y);
        let t = [t0, t1, t0 ^ t1];
        let mut v = m;
        for s in 0..=18usize {
            for i in 0..8 {
                v[i] = v[i].wrapping_add(k[(s + i) % 9]);
            }
            v[5] = v[5].wrapping_add(t[s % 3]);
            v[6] = v[6].wrapping_add(t[(s + 1) % 3]);
            v[7] = v[7].wrapping_add(s as u64);
            if s == 18 {
                break;
            }
            for r in 0..4 {
                for i in 0..4 {
                    let (a, b) = (v[2 * i].wrapping_add(v[2 * i + 1]), v[2 * i + 1]);
                    v[2 * i] = a;
                    v[2 * i + 1] = b.rotate_left(ROT[s % 2 * 4 + r][i]) ^ a;
                }
                v = [v[2], v[1], v[4], v[7], v[6], v[5], v[0], v[3]];
            }
        }
        std::array::from_fn(|i| v[i] ^ m[i])
    }

    pub fn start() -> [u64; 8] {
        let mut block = [0; 64];
        block[..5].copy_from_slice(b"SHA3\x01");
        block[8..10].copy_from_slice(&512u16.to_le_bytes());
        ubi(&[0; 8], &block, 32, 0xc4 << 56)
    }

    pub fn hash(start: &[u64; 8], data: &[u8]) -> Digest {
        let mut chain = *start;
        let (mut at, mut first) = (0, 1u64 << 62);
        loop {
            let n = (data.len() - at).min(64);
            let mut block = [0; 64];
            block[..n].copy_from_slice(&data[at..at + n]);
            at += n;
            let last = at == data.len();
            let flags = 48 << 56 | first | if last { 1 << 63 } else { 0 };
            chain = ubi(&chain, &block, at as u64, flags);
            first = 0;
            if last {
                break;
            }
        }
        let out = ubi(&chain, &[0; 64], 8, 0xff << 56);
        let mut bytes = [0; 64];
        for i in 0..8 {
            bytes[8 * i..8 * i + 8].copy_from_slice(&out[i].to_le_bytes());
        }
        bytes
    }
}

mod bmw {
    use super::*;

    fn s(k: usize, x: u64) -> u64 {
        match k {
            0 => x >> 1 ^ x << 3 ^ x.rotate_left(4) ^ x.rotate_left(37),
            1 => x >> 1 ^ x << 2 ^ x.rotate_left(13) ^ x.rotate_left(43),
            2 => x >> 2 ^ x << 1 ^ x.rotate_left(19) ^ x.rotate_left(53),
            3 => x >> 2 ^ x << 2 ^ x.rotate_left(28) ^ x.rotate_left(59),
            4 => x >> 1 ^ x,
            _ => x >> 2 ^ x,
        }
    }

    const R: [u32; 7] = [5, 11, 27, 32, 37, 43, 53];
    /// Which words are added (+) or subtracted, of the difference of two.
    const W: [[(usize, bool); 5]; 16] = {
        const P: bool = true;
        const M: bool = false;
        [
            [(5, P), (7, M), (10, P), (13, P), (14, P)],
            [(6, P), (8, M), (11, P), (14, P), (15, M)],
            [(0, P), (7, P), (9, P), (12, M), (15, P)],
            [(0, P), (1, M), (8, P), (10, M), (13, P)],
            [(1, P), (2, P), (9, P), (11, M), (14, M)],
            [(3, P), (2, M), (10, P), (12, M), (15, P)],
            [(4, P), (0, M), (3, M), (11, M), (13, P)],
            [(1, P), (4, M), (5, M), (12, M), (14, M)],
            [(2, P), (5, M), (6, M), (13, P), (15, M)],
            [(0, P), (3, M), (6, P), (7, M), (14, P)],
            [(8, P), (1, M), (4, M), (7, M), (15, P)],
            [(8, P), (0, M), (2, M), (5, M), (9, P)],
            [(1, P), (3, P), (6, M), (9, M), (10, P)],
            [(2, P), (4, P), (7, P), (10, P), (11, P)],
            [(3, P), (5, M), (8, P), (11, M), (12, M)],
            [(12, P), (4, M), (6, M), (9, M), (13, P)],
        ]
    };

    fn compress(h: &[u64; 16], m: &[u64; 16]) -> [u64; 16] {
        let mut q = [0u64; 32];
        for i in 0..16 {
            let w = W[i].iter().fold(0u64, |x, &(k, plus)| {
                let d = m[k] ^ h[k];
                if plus { x.wrapping_add(d) } else { x.wrapping_sub(d) }
            });
            q[i] = s(i % 5, w).wrapping_add(h[(i + 1) % 16]);
        }
        for i in 16..32 {
            let j = i - 16;
            let m_of = |k: usize| m[k % 16].rotate_left(k as u32 % 16 + 1);
            let add = m_of(j).wrapping_add(m_of(j + 3)).wrapping_sub(m_of(j + 10))
                .wrapping_add((i as u64).wrapping_mul(0x0555555555555555)) ^ h[(j + 7) % 16];
            let mut x = add;
            if i < 18 {
                for k in 0..16 {
                    x = x.wrapping_add(s([1, 2, 3, 0][k % 4], q[j + k]));
                }
            } else {
                for k in 0..14 {
                    let y = q[j + k];
                    x = x.wrapping_add(if k % 2 == 0 { y } else { y.rotate_left(R[k / 2]) });
                }
                x = x.wrapping_add(s(4, q[j + 14])).wrapping_add(s(5, q[j + 15]));
            }
            q[i] = x;
        }
        let lo = q[16..24].iter().fold(0, |x, y| x ^ y);
        let hi = q[24..].iter().fold(lo, |x, y| x ^ y);
        let mut r = [0u64; 16];
        let shift = |x: u64, n: i32| if n < 0 { x >> -n } else { x << n };
        for (i, (a, b)) in [(5, -5), (-7, 8), (-5, 5), (-1, 5), (-3, 0), (6, -6), (-4, 6), (-11, 2)]
            .into_iter().enumerate() {
            r[i] = (shift(hi, a) ^ shift(q[16 + i], b) ^ m[i])
                .wrapping_add(lo ^ q[24 + i] ^ q[i]);
        }
        for (i, n) in [8i32, -6, 6, 4, -3, -4, -7, -2].into_iter().enumerate() {
            let t = match i {
                0 => shift(lo, 8), 1 => shift(lo, -6), 2 => shift(lo, 6), 3 => shift(lo, 4),
                4 => shift(lo, -3), 5 => shift(lo, -4), 6 => shift(lo, -7), _ => shift(lo, n),
            };
            r[8 + i] = r[(i + 4) % 8].rotate_left(9 + i as u32)
                .wrapping_add(hi ^ q[24 + i] ^ m[8 + i])
                .wrapping_add(t ^ q[if i == 0 { 23 } else { 15 + i }] ^ q[8 + i]);
        }
        r
    }

    /// Of at most 119 bytes.
    pub fn hash(data: &[u8]) -> Digest {
        let mut block = [0u8; 128];
        block[..data.len()].copy_from_slice(data);
        block[data.len()] = 0x80;
        block[120..].copy_from_slice(&(8 * data.len() as u64).to_le_bytes());
        let start: [u64; 16] =
            std::array::from_fn(|i| u64::from_be_bytes(std::array::from_fn(|k| 0x80 + 8 * i as u8 + k as u8)));
        let m: [u64; 16] = std::array::from_fn(|i| word_le(&block, i));
        let h = compress(&start, &m);
        let last: [u64; 16] = std::array::from_fn(|i| 0xaaaaaaaaaaaaaaa0 + i as u64);
        let h = compress(&last, &h);
        let mut out = [0; 64];
        for i in 0..8 {
            out[8 * i..8 * i + 8].copy_from_slice(&h[8 + i].to_le_bytes());
        }
        out
    }
}

struct Hashes {
    groestl: groestl::Tables,
    jh: jh::Jh,
    skein: [u64; 8],
}

impl Hashes {
    fn new() -> Self {
        let (mut sbox, mut p, mut q) = ([0u8; 256], 1u8, 1u8);
        loop {
            p ^= p << 1 ^ (p >> 7) * 0x1b;
            q ^= q << 1;
            q ^= q << 2;
            q ^= q << 4;
            q ^= (q >> 7) * 9;
            sbox[p as usize] = q ^ q.rotate_left(1) ^ q.rotate_left(2) ^ q.rotate_left(3)
                ^ q.rotate_left(4) ^ 0x63;
            if p == 1 {
                break;
            }
        }
        sbox[0] = 0x63;
        Hashes { groestl: groestl::Tables::new(&sbox), jh: jh::Jh::new(), skein: skein::start() }
    }

    fn one(&self, which: usize, data: &[u8]) -> Digest {
        match which {
            0 => blake::hash(data),
            1 => self.groestl.hash(data),
            2 => self.jh.hash(data),
            3 => keccak(data),
            4 => skein::hash(&self.skein, data),
            _ => bmw::hash(data),
        }
    }

    fn nist5(&self, data: &[u8]) -> Digest {
        (1..5).fold(self.one(0, data), |d, which| self.one(which, &d))
    }

    fn quark(&self, data: &[u8]) -> Digest {
        let pick = |d: &Digest, a, b| if d[0] & 8 != 0 { a } else { b };
        let mut d = self.one(5, &self.one(0, data));
        d = self.one(pick(&d, 1, 4), &d);
        d = self.one(2, &self.one(1, &d));
        d = self.one(pick(&d, 0, 5), &d);
        d = self.one(4, &self.one(3, &d));
        self.one(pick(&d, 3, 2), &d)
    }

    fn shuffled(&self, data: &[u8]) -> Digest {
        let order = word_le(data, 1);
        let first = self.one((order & 15) as usize % 6, data);
        (1..16).fold(first, |d, i| self.one((order >> (4 * i) & 15) as usize % 6, &d))
    }
}

fn main() {
    // of nothing, first bytes: the submissions' known answers
    const KNOWN: [u64; 6] = [
        0xa8cfbbd73726062d, 0x6d3ad29d279110ee, 0x90ecf2f76f9d2c80, 0x0eab42de4c3ceb92,
        0xbc5b4c50925519c2, 0x6a725655c42bc8a2,
    ];
    let hashes = Hashes::new();
    for (which, known) in KNOWN.iter().enumerate() {
        let got = word_be(&hashes.one(which, b""), 0);
        if got != *known {
            eprintln!("{which}: {got:016x}, not {known:016x}");
            exit(1);
        }
    }
    let chain: fn(&Hashes, &[u8]) -> Digest = match env::args().nth(1).as_deref() {
        Some("nist5") => Hashes::nist5,
        Some("quark") => Hashes::quark,
        Some("shuffled") => Hashes::shuffled,
        _ => exit(2),
    };
    let mut head = [7u8; 80];
    for nonce in 0u32.. {
        head[76..].copy_from_slice(&nonce.to_le_bytes());
        if nonce % 65536 == 0 {
            head[8] = head[8].wrapping_mul(37).wrapping_add(11);
        }
        let d = chain(&hashes, &head);
        if d[28..32] == [0; 4] {
            println!("{nonce}");
        }
    }
}

// SPDX-License-Identifier: GPL-2.0-only
//! CryptoNight v0 and v1. Source: CryptoNote standard CNS008. Of the four hash
//! functions that it may end with only BLAKE-256 is here, which the published
//! vectors end with; a nonce that ends with another is given up there.
use crate::keccak;
use std::arch::x86_64::*;

const SIGMA: [&[u8; 16]; 10] = [
    b"0123456789abcdef", b"ea489fd61c02b753", b"b8c052fdae367194",
    b"7931dcbe265a40f8", b"905724afe1bc683d", b"2c6a0b834d75fe19",
    b"c51fed4a0763928b", b"db7ec13950f4862a", b"6fe9b308c2d714a5",
    b"a2847615fb9e3cd0",
];
const PI: [u32; 16] = [
    0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0,
    0x082efa98, 0xec4e6c89, 0x452821e6, 0x38d01377, 0xbe5466cf, 0x34e90c6c,
    0xc0ac29b7, 0xc97c50dd, 0x3f84d5b5, 0xb5470917,
];
const IV: [u32; 8] = [
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c,
    0x1f83d9ab, 0x5be0cd19,
];

fn blake256(text: &[u8; 200]) -> Vec<u8> {
    let mut padded = text.to_vec();
    padded.push(0x80);
    padded.resize(247, 0);
    padded.push(1);
    padded.extend_from_slice(&1600u64.to_be_bytes());
    let mut h = IV;
    for (i, block) in padded.chunks_exact(64).enumerate() {
        let bits = (512 * (i as u32 + 1)).min(1600);
        let m: Vec<u32> = block.chunks_exact(4)
            .map(|b| u32::from_be_bytes(b.try_into().unwrap())).collect();
        let mut v = [0u32; 16];
        v[..8].copy_from_slice(&h);
        v[8..].copy_from_slice(&PI[..8]);
        v[12] ^= bits;
        v[13] ^= bits;
        for round in 0..14 {
            let s: Vec<usize> = SIGMA[round % 10].iter()
                .map(|&c| (c as char).to_digit(16).unwrap() as usize).collect();
            for (g, &[a, b, c, d]) in [
                [0, 4, 8, 12], [1, 5, 9, 13], [2, 6, 10, 14], [3, 7, 11, 15],
                [0, 5, 10, 15], [1, 6, 11, 12], [2, 7, 8, 13], [3, 4, 9, 14],
            ].iter().enumerate() {
                let (j, k) = (s[2 * g], s[2 * g + 1]);
                for (x, r, q) in [(m[j] ^ PI[k], 16, 12), (m[k] ^ PI[j], 8, 7)] {
                    v[a] = v[a].wrapping_add(v[b]).wrapping_add(x);
                    v[d] = (v[d] ^ v[a]).rotate_right(r);
                    v[c] = v[c].wrapping_add(v[d]);
                    v[b] = (v[b] ^ v[c]).rotate_right(q);
                }
            }
        }
        for i in 0..8 {
            h[i] ^= v[i] ^ v[i + 8];
        }
    }
    h.iter().flat_map(|w| w.to_be_bytes()).collect()
}

pub struct Tables {
    sbox: [u8; 256],
    t: [[u32; 256]; 4],
}

impl Tables {
    pub fn new() -> Self {
        let mut this = Tables { sbox: [0x63; 256], t: [[0; 256]; 4] };
        let times2 = |x: u8| (x << 1) ^ if x & 0x80 != 0 { 0x1b } else { 0 };
        let (mut p, mut q) = (1u8, 1u8);
        loop {
            p ^= times2(p);
            q ^= q << 1;
            q ^= q << 2;
            q ^= q << 4;
            if q & 0x80 != 0 {
                q ^= 9;
            }
            this.sbox[p as usize] = q ^ q.rotate_left(1) ^ q.rotate_left(2)
                ^ q.rotate_left(3) ^ q.rotate_left(4) ^ 0x63;
            if p == 1 {
                break;
            }
        }
        for i in 0..256 {
            let s = this.sbox[i];
            let column = u32::from_le_bytes([times2(s), s, s, times2(s) ^ s]);
            for k in 0..4 {
                this.t[k][i] = column.rotate_left(8 * k as u32);
            }
        }
        this
    }

    fn substitute(&self, x: u32) -> u32 {
        u32::from_le_bytes(x.to_le_bytes().map(|b| self.sbox[b as usize]))
    }

    fn expand(&self, key: &[u64]) -> [[u64; 2]; 10] {
        let mut w: Vec<u32> = key.iter()
            .flat_map(|&k| [k as u32, (k >> 32) as u32]).collect();
        for i in 8..40 {
            let mut x = w[i - 1];
            if i % 8 == 0 {
                x = self.substitute(x.rotate_right(8)) ^ 1 << (i / 8 - 1);
            } else if i % 8 == 4 {
                x = self.substitute(x);
            }
            w.push(w[i - 8] ^ x);
        }
        std::array::from_fn(|r| std::array::from_fn(
            |i| w[4 * r + 2 * i] as u64 | (w[4 * r + 2 * i + 1] as u64) << 32))
    }
}

type Block = [u64; 2];

pub trait Aes {
    fn round(&self, x: Block, key: Block) -> Block;
}

pub struct ByTable<'a>(pub &'a Tables);

impl Aes for ByTable<'_> {
    #[inline(always)]
    fn round(&self, x: Block, key: Block) -> Block {
        let w = [x[0] as u32, (x[0] >> 32) as u32, x[1] as u32,
                 (x[1] >> 32) as u32];
        let t = &self.0.t;
        let column = |i: usize| (t[0][w[i] as u8 as usize]
            ^ t[1][(w[(i + 1) % 4] >> 8) as u8 as usize]
            ^ t[2][(w[(i + 2) % 4] >> 16) as u8 as usize]
            ^ t[3][(w[(i + 3) % 4] >> 24) as usize]) as u64;
        [(column(0) | column(1) << 32) ^ key[0],
         (column(2) | column(3) << 32) ^ key[1]]
    }
}

pub struct ByInstruction;

impl Aes for ByInstruction {
    #[inline(always)]
    fn round(&self, x: Block, key: Block) -> Block {
        unsafe {
            std::mem::transmute(_mm_aesenc_si128(
                std::mem::transmute::<Block, __m128i>(x),
                std::mem::transmute::<Block, __m128i>(key)))
        }
    }
}

fn ten_rounds<A: Aes>(aes: &A, text: &mut [Block; 8], keys: &[Block; 10]) {
    for key in keys {
        for block in text.iter_mut() {
            *block = aes.round(*block, *key);
        }
    }
}

/// Version 0 or 1 with a scratchpad of `pad.len()` blocks.
pub fn hash<A: Aes>(aes: &A, tables: &Tables, version: u32, input: &[u8],
                    pad: &mut [Block]) -> Option<Vec<u8>> {
    let mut st = keccak::absorb(input, 136, 1);
    let lanes = |st: &[u64; 25]| -> [Block; 8] {
        std::array::from_fn(|i| [st[8 + 2 * i], st[9 + 2 * i]])
    };
    let mut text = lanes(&st);
    let keys = tables.expand(&st[..4]);
    for chunk in pad.chunks_exact_mut(8) {
        ten_rounds(aes, &mut text, &keys);
        chunk.copy_from_slice(&text);
    }
    let mut tweak = 0;
    if version == 1 {
        tweak = u64::from_le_bytes(input[35..43].try_into().unwrap()) ^ st[24];
    }
    let mut a = [st[0] ^ st[4], st[1] ^ st[5]];
    let mut b = [st[2] ^ st[6], st[3] ^ st[7]];
    let mask = pad.len() - 1;
    for _ in 0..pad.len() * 4 {
        let p = &mut pad[(a[0] >> 4) as usize & mask];
        let c = aes.round(*p, a);
        *p = [b[0] ^ c[0], b[1] ^ c[1]];
        if version == 1 {
            let byte = (p[1] >> 24) as u32;
            let shift = ((byte >> 3 & 6) | (byte & 1)) << 1;
            p[1] ^= u64::from(0x75310u32 >> shift & 0x30) << 24;
        }
        let p = &mut pad[(c[0] >> 4) as usize & mask];
        let d = *p;
        let product = c[0] as u128 * d[0] as u128;
        a[0] = a[0].wrapping_add((product >> 64) as u64);
        a[1] = a[1].wrapping_add(product as u64);
        *p = [a[0], a[1] ^ tweak];
        a = [a[0] ^ d[0], a[1] ^ d[1]];
        b = c;
    }
    let keys = tables.expand(&st[4..8]);
    let mut text = lanes(&st);
    for chunk in pad.chunks_exact(8) {
        for (block, from) in text.iter_mut().zip(chunk) {
            *block = [block[0] ^ from[0], block[1] ^ from[1]];
        }
        ten_rounds(aes, &mut text, &keys);
    }
    for (i, block) in text.iter().enumerate() {
        st[8 + 2 * i..10 + 2 * i].copy_from_slice(block);
    }
    keccak::permute(&mut st);
    if st[0] & 3 != 0 {
        return None;
    }
    let bytes: Vec<u8> = st.iter().flat_map(|w| w.to_le_bytes()).collect();
    Some(blake256(bytes.as_slice().try_into().unwrap()))
}

/// `pad` is of 2 MiB for the vectors, of 1 MiB for CryptoNight-Lite.
pub fn mine<A: Aes>(aes: &A, version: u32, lite: bool) {
    let tables = Tables::new();
    let mut pad = vec![[0u64; 2]; 1 << 17];
    let (text, want) = match version {
        0 => (b"de omnibus dubitandum".to_vec(),
              "2f8e3df40bd11f9ac90c743ca8e32bb391da4fb98612aa3b6cdc639ee00b31f5"),
        _ => (vec![0; 76],
              "80563c40ed46575a9e44820d93ee095e2851aa22483fd67837118c6cd951ba61"),
    };
    crate::expect(&hash(aes, &tables, version, &text, &mut pad).unwrap(), want);
    if lite {
        pad.truncate(1 << 16);
    }
    let mut header = vec![0; 76];
    for nonce in 0u32.. {
        header[39..43].copy_from_slice(&nonce.to_le_bytes());
        std::hint::black_box(hash(aes, &tables, version, &header, &mut pad));
    }
}

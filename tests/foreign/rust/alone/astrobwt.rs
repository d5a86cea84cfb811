// SPDX-License-Identifier: GPL-2.0-only
//! AstroBWT, Dero's first proof of work: checks itself, says "ready", then
//! hashes for ever. Suffixes are sorted by their first eight bytes, and by what
//! follows where these are alike. Sources: deroproject/astrobwt; Bernstein, "The
//! Salsa20 family of stream ciphers"; FIPS 202.

const STAGE1: usize = 147253;
const RHO: [u32; 24] = [
    1, 3, 6, 10, 15, 21, 28, 36, 45, 55, 2, 14, 27, 41, 56, 8, 25, 43, 62, 18, 39, 61, 20, 44,
];
const PI: [usize; 24] = [
    10, 7, 11, 17, 18, 3, 5, 16, 8, 21, 24, 4, 15, 23, 19, 13, 12, 2, 20, 14, 22, 9, 6, 1,
];

struct Keccak {
    a: [u64; 25],
    at: usize,
    iota: [u64; 24],
}

impl Keccak {
    fn new() -> Self {
        let mut iota = [0u64; 24];
        let mut lfsr = 1u32;
        for word in iota.iter_mut() {
            for j in 0..7 {
                if lfsr & 1 != 0 {
                    *word |= 1 << ((1 << j) - 1);
                }
                lfsr = lfsr << 1 ^ (lfsr >> 7) * 0x171;
            }
        }
        Keccak { a: [0; 25], at: 0, iota }
    }

    fn permute(&mut self) {
        let a = &mut self.a;
        for round in 0..24 {
            let c: [u64; 5] = std::array::from_fn(|x| (0..5).fold(0, |v, y| v ^ a[x + 5 * y]));
            for i in 0..25 {
                a[i] ^= c[(i + 4) % 5] ^ c[(i + 1) % 5].rotate_left(1);
            }
            let mut last = a[1];
            macro_rules! steps {
                ($($i:literal)*) => { $(
                    last = std::mem::replace(&mut a[PI[$i]], last.rotate_left(RHO[$i]));
                )* }
            }
            steps!(0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23);
            let _ = last;
            for row in a.chunks_exact_mut(5) {
                let (x, y) = (row[0], row[1]);
                row[0] ^= !row[1] & row[2];
                row[1] ^= !row[2] & row[3];
                row[2] ^= !row[3] & row[4];
                row[3] ^= !row[4] & x;
                row[4] ^= !x & y;
            }
            a[0] ^= self.iota[round];
        }
    }

    fn byte(&mut self, b: u8) {
        self.a[self.at / 8] ^= u64::from(b) << (8 * (self.at % 8));
        self.at += 1;
        if self.at == 136 {
            self.permute();
            self.at = 0;
        }
    }

    fn finish(mut self) -> [u8; 32] {
        let at = self.at;
        self.a[at / 8] ^= 6 << (8 * (at % 8));
        self.a[16] ^= 1 << 63;
        self.permute();
        std::array::from_fn(|i| (self.a[i / 8] >> (8 * (i % 8))) as u8)
    }
}

fn sha3(text: impl Iterator<Item = u8>) -> [u8; 32] {
    let mut k = Keccak::new();
    text.for_each(|b| k.byte(b));
    k.finish()
}

fn quarter(x: &mut [u32; 16], [a, b, c, d]: [usize; 4]) {
    x[b] ^= x[a].wrapping_add(x[d]).rotate_left(7);
    x[c] ^= x[b].wrapping_add(x[a]).rotate_left(9);
    x[d] ^= x[c].wrapping_add(x[b]).rotate_left(13);
    x[a] ^= x[d].wrapping_add(x[c]).rotate_left(18);
}

fn key_stream(key: &[u8; 32], bytes: usize) -> Vec<u8> {
    let word = |b: &[u8], i: usize| u32::from_le_bytes(b[4 * i..4 * i + 4].try_into().unwrap());
    let sigma = b"expand 32-byte k";
    let mut start = [0u32; 16];
    for i in 0..4 {
        start[5 * i] = word(sigma, i);
        start[1 + i] = word(key, i);
        start[11 + i] = word(key, 4 + i);
    }
    let mut out = Vec::with_capacity(bytes + 64);
    while out.len() < bytes {
        let mut x = start;
        for _ in 0..10 {
            quarter(&mut x, [0, 4, 8, 12]);
            quarter(&mut x, [5, 9, 13, 1]);
            quarter(&mut x, [10, 14, 2, 6]);
            quarter(&mut x, [15, 3, 7, 11]);
            quarter(&mut x, [0, 1, 2, 3]);
            quarter(&mut x, [5, 6, 7, 4]);
            quarter(&mut x, [10, 11, 8, 9]);
            quarter(&mut x, [15, 12, 13, 14]);
        }
        out.extend(x.iter().zip(start).flat_map(|(v, w)| v.wrapping_add(w).to_le_bytes()));
        start[8] += 1;
    }
    out.truncate(bytes);
    out
}

fn stage(key: &[u8; 32], bytes: usize) -> [u8; 32] {
    let mut text = key_stream(key, bytes);
    text.extend([0; 8]);
    let mut suffixes: Vec<(u64, u32)> = (0..bytes)
        .map(|i| (u64::from_be_bytes(text[i..i + 8].try_into().unwrap()), i as u32))
        .collect();
    suffixes.sort_unstable_by(|a, b| {
        a.0.cmp(&b.0).then_with(|| text[a.1 as usize..bytes].cmp(&text[b.1 as usize..bytes]))
    });
    sha3(std::iter::once(text[bytes - 1]).chain(
        suffixes.iter().map(|&(_, i)| if i > 0 { text[i as usize - 1] } else { 0 }),
    ))
}

fn astrobwt(block: &[u8]) -> [u8; 32] {
    let key = stage(&sha3(block.iter().copied()), STAGE1);
    let more = u32::from_le_bytes(key[..4].try_into().unwrap()) & 0xfffff;
    stage(&key, STAGE1 + more as usize)
}

fn main() {
    let hex = "0305a0dbd6bf05cf16e503f3a66f78007cbf34144332ecbfc22ed95c8700383b309ace1923a0964b00000008ba939a62724c0d7581fce5761e9d8a0e6a1c3f924fdd8493d1115649c05eb601";
    let mut block: Vec<u8> = (0..hex.len() / 2)
        .map(|i| u8::from_str_radix(&hex[2 * i..2 * i + 2], 16).unwrap())
        .collect();
    let digest: String = astrobwt(&block).iter().map(|b| format!("{b:02x}")).collect();
    assert_eq!(digest, "7e8844f2d6b7a43498fe6d226527689023da8a52f9fc4ec69e5aaaa63edce1c1");
    println!("ready");
    for nonce in 0u32.. {
        block[39..43].copy_from_slice(&nonce.to_le_bytes());
        std::hint::black_box(astrobwt(&block));
    }
}

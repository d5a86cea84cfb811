// SPDX-License-Identifier: GPL-2.0-only
//! Equihash by Wagner's algorithm. Source: Biryukov, Khovratovich, "Equihash",
//! with the conventions of the Zcash protocol specification, 7.7.1; BLAKE2b
//! from RFC 7693.

const WORDS: usize = 6;	// k + 1
const SIGMA: [&[u8; 16]; 10] = [
    b"0123456789abcdef", b"ea489fd61c02b753", b"b8c052fdae367194",
    b"7931dcbe265a40f8", b"905724afe1bc683d", b"2c6a0b834d75fe19",
    b"c51fed4a0763928b", b"db7ec13950f4862a", b"6fe9b308c2d714a5",
    b"a2847615fb9e3cd0",
];
const IV: [u64; 8] = [
    0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b,
    0xa54ff53a5f1d36f1, 0x510e527fade682d1, 0x9b05688c2b3e6c1f,
    0x1f83d9abfb41bd6b, 0x5be0cd19137e2179,
];

#[derive(Clone)]
pub struct Blake2b {
    h: [u64; 8],
    bytes: usize,
}

impl Blake2b {
    pub fn new(bytes: usize, person: &[u8; 16]) -> Self {
        let mut h = IV;
        h[0] ^= 0x0101_0000 ^ bytes as u64;
        h[6] ^= u64::from_le_bytes(person[..8].try_into().unwrap());
        h[7] ^= u64::from_le_bytes(person[8..].try_into().unwrap());
        Blake2b { h, bytes }
    }

    fn compress(&mut self, block: &[u8], count: usize, last: bool) {
        let mut m = [0u64; 16];
        for (w, b) in m.iter_mut().zip(block.chunks_exact(8)) {
            *w = u64::from_le_bytes(b.try_into().unwrap());
        }
        let mut v = [0u64; 16];
        v[..8].copy_from_slice(&self.h);
        v[8..].copy_from_slice(&IV);
        v[12] ^= count as u64;
        if last {
            v[14] = !v[14];
        }
        for round in 0..12 {
            let s = SIGMA[round % 10].map(|c| (c as usize & 15) + 9 * (c as usize >> 6));
            for (g, [a, b, c, d]) in [
                [0, 4, 8, 12], [1, 5, 9, 13], [2, 6, 10, 14], [3, 7, 11, 15],
                [0, 5, 10, 15], [1, 6, 11, 12], [2, 7, 8, 13], [3, 4, 9, 14],
            ].into_iter().enumerate() {
                v[a] = v[a].wrapping_add(v[b]).wrapping_add(m[s[2 * g]]);
                v[d] = (v[d] ^ v[a]).rotate_right(32);
                v[c] = v[c].wrapping_add(v[d]);
                v[b] = (v[b] ^ v[c]).rotate_right(24);
                v[a] = v[a].wrapping_add(v[b]).wrapping_add(m[s[2 * g + 1]]);
                v[d] = (v[d] ^ v[a]).rotate_right(16);
                v[c] = v[c].wrapping_add(v[d]);
                v[b] = (v[b] ^ v[c]).rotate_right(63);
            }
        }
        for i in 0..8 {
            self.h[i] ^= v[i] ^ v[i + 8];
        }
    }

    pub fn finish(mut self, text: &[u8]) -> Vec<u8> {
        let whole = text.len().saturating_sub(1) / 128;
        for i in 0..whole {
            self.compress(&text[128 * i..128 * i + 128], 128 * (i + 1), false);
        }
        let mut block = text[128 * whole..].to_vec();
        block.resize(128, 0);
        self.compress(&block, text.len(), true);
        self.h.iter().flat_map(|w| w.to_le_bytes()).take(self.bytes).collect()
    }
}

/// What is left of a row's hash, as many bits a word as collide, and the rows it is made of.
#[derive(Clone)]
struct Row {
    rest: [u32; WORDS],
    from: (u32, u32),
}

struct Shape {
    n: usize,
    k: usize,
}

impl Shape {
    fn bits(&self) -> usize {
        self.n / (self.k + 1)
    }

    fn first_rows(&self, header: &[u8]) -> Vec<Row> {
        let mut person = *b"ZcashPoW\0\0\0\0\0\0\0\0";
        person[8..12].copy_from_slice(&(self.n as u32).to_le_bytes());
        person[12..].copy_from_slice(&(self.k as u32).to_le_bytes());
        let per_hash = 512 / self.n;
        let blake = Blake2b::new(per_hash * self.n / 8, &person);
        let mut rows = Vec::with_capacity(2 << self.bits());
        let mut text = header.to_vec();
        for i in 0..(2u32 << self.bits()).div_ceil(per_hash as u32) {
            text.truncate(header.len());
            text.extend_from_slice(&i.to_le_bytes());
            for hash in blake.clone().finish(&text).chunks_exact(self.n / 8) {
                let (mut have, mut count, mut words) = (0u64, 0, 0);
                let mut rest = [0; WORDS];
                for &byte in hash {
                    have = have << 8 | u64::from(byte);
                    count += 8;
                    if count >= self.bits() {
                        count -= self.bits();
                        rest[words] = (have >> count) as u32 & ((1 << self.bits()) - 1);
                        words += 1;
                    }
                }
                rows.push(Row { rest, from: (rows.len() as u32, 0) });
            }
        }
        rows.truncate(2 << self.bits());
        rows
    }

    /// Pairs of the rows that agree in their first word.
    fn pairs(&self, rows: &[Row], last: bool) -> Vec<Row> {
        let mut start = vec![0u32; (1 << self.bits()) + 1];
        for row in rows {
            start[row.rest[0] as usize + 1] += 1;
        }
        for i in 1..start.len() {
            start[i] += start[i - 1];
        }
        let mut order = vec![0u32; rows.len()];
        let mut next = start.clone();
        for (i, row) in rows.iter().enumerate() {
            order[next[row.rest[0] as usize] as usize] = i as u32;
            next[row.rest[0] as usize] += 1;
        }
        let mut made = vec![];
        for bucket in start.windows(2) {
            let members = &order[bucket[0] as usize..bucket[1] as usize];
            for (i, &a) in members.iter().enumerate() {
                for &b in &members[i + 1..] {
                    let (x, y) = (&rows[a as usize].rest, &rows[b as usize].rest);
                    let mut rest = [0; WORDS];
                    for i in 1..WORDS {
                        rest[i - 1] = x[i] ^ y[i];
                    }
                    if rest.iter().all(|&w| w == 0) == last && made.len() < rows.len() {
                        made.push(Row { rest, from: (a, b) });
                    }
                }
            }
        }
        made
    }

    fn leaves(&self, levels: &[Vec<Row>], row: u32) -> Vec<u32> {
        let (level, below) = levels.split_last().unwrap();
        if below.is_empty() {
            return vec![row];
        }
        let (a, b) = level[row as usize].from;
        let (mut a, mut b) = (self.leaves(below, a), self.leaves(below, b));
        if a[0] > b[0] {
            (a, b) = (b, a);
        }
        a.extend(b);
        a
    }

    fn solve(&self, header: &[u8]) -> Vec<Vec<u32>> {
        let mut levels = vec![self.first_rows(header)];
        for round in 0..self.k {
            levels.push(self.pairs(levels.last().unwrap(), round == self.k - 1));
        }
        (0..levels.last().unwrap().len()).map(|i| self.leaves(&levels, i as u32))
            .filter(|leaves| {
                let mut sorted = leaves.clone();
                sorted.sort_unstable();
                sorted.windows(2).all(|pair| pair[0] != pair[1])
            }).collect()
    }
}

pub fn mine() {
    let mut header = b"block header".to_vec();
    header.resize(44, 0);
    let shape = Shape { n: 96, k: 5 };
    assert_eq!(shape.solve(&header).len(), 5);
    header[12] = 2;
    let found = shape.solve(&header);
    assert_eq!((found.len(), &found[0][..4]), (1, &[165, 27290, 87424, 123403][..]));
    for nonce in 0u32.. {
        header[20..24].copy_from_slice(&nonce.to_le_bytes());
        std::hint::black_box(shape.solve(&header));
    }
}

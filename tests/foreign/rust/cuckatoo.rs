// SPDX-License-Identifier: GPL-2.0-only
//! Cuckatoo Cycle: lean edge trimming. Source: J. Tromp, "Cuckoo Cycle", and
//! Grin's description of Cuckatoo.
use crate::equihash::Blake2b;
use std::collections::HashMap;

const GRIN_PROOF: [u64; 42] = [
    0x48a9e2, 0x9cf043, 0x155ca30, 0x18f4783, 0x248f86c, 0x2629a64,
    0x5bad752, 0x72e3569, 0x93db760, 0x97d3b37, 0x9e05670, 0xa315d5a,
    0xa3571a1, 0xa48db46, 0xa7796b6, 0xac43611, 0xb64912f, 0xbb6c71e,
    0xbcc8be1, 0xc38a43a, 0xd4faa99, 0xe018a66, 0xe37e49c, 0xfa975fa,
    0x11786035, 0x1243b60a, 0x12892da0, 0x141b5453, 0x1483c3a0, 0x1505525e,
    0x1607352c, 0x16181fe3, 0x17e3a1da, 0x180b651e, 0x1899d678, 0x1931b0bb,
    0x19606448, 0x1b041655, 0x1b2c20ad, 0x1bd7a83c, 0x1c05d5b0, 0x1c0b9caa,
];

struct Sip(u64, u64, u64, u64);

impl Sip {
    #[inline(always)]
    fn round(&mut self) {
        self.0 = self.0.wrapping_add(self.1);
        self.2 = self.2.wrapping_add(self.3);
        self.1 = self.1.rotate_left(13) ^ self.0;
        self.3 = self.3.rotate_left(16) ^ self.2;
        self.0 = self.0.rotate_left(32).wrapping_add(self.3);
        self.2 = self.2.wrapping_add(self.1);
        self.1 = self.1.rotate_left(17) ^ self.2;
        self.3 = self.3.rotate_left(21) ^ self.0;
        self.2 = self.2.rotate_left(32);
    }
}

#[inline(always)]
fn node(keys: &[u64; 4], edge: u64, side: u64, mask: u64) -> u64 {
    let nonce = 2 * edge + side;
    let mut s = Sip(keys[0], keys[1], keys[2], keys[3] ^ nonce);
    s.round();
    s.round();
    s.0 ^= nonce;
    s.2 ^= 0xff;
    for _ in 0..4 {
        s.round();
    }
    (s.0 ^ s.1 ^ s.2 ^ s.3) & mask
}

fn keys_of(nonce: u32) -> [u64; 4] {
    let mut header = [0; 80];
    header[76..].copy_from_slice(&nonce.to_le_bytes());
    let seed = Blake2b::new(32, &[0; 16]).finish(&header);
    std::array::from_fn(|i| u64::from_le_bytes(
        seed[8 * i..8 * i + 8].try_into().unwrap()))
}

/// Every node of a cycle is met by two edges.
fn is_cycle(keys: &[u64; 4]) -> bool {
    (0..2).all(|side| {
        let mut met = HashMap::new();
        for edge in GRIN_PROOF {
            *met.entry(node(keys, edge, side, (1 << 29) - 1) >> 1).or_insert(0) += 1;
        }
        met.values().all(|&count| count == 2)
    })
}

fn trim(keys: &[u64; 4], bits: u32, side: u64, alive: &mut [u64]) -> u32 {
    let mask = (1u64 << bits) - 1;
    let mut used = vec![0u64; alive.len()];
    for (i, &word) in alive.iter().enumerate() {
        for bit in (0..64).filter(|bit| word >> bit & 1 != 0) {
            let n = node(keys, 64 * i as u64 + bit, side, mask);
            used[n as usize / 64] |= 1 << (n % 64);
        }
    }
    for (i, word) in alive.iter_mut().enumerate() {
        for bit in 0..64 {
            if *word >> bit & 1 != 0 {
                let n = node(keys, 64 * i as u64 + bit, side, mask) ^ 1;
                if used[n as usize / 64] >> (n % 64) & 1 == 0 {
                    *word &= !(1 << bit);
                }
            }
        }
    }
    alive.iter().map(|word| word.count_ones()).sum()
}

pub fn mine() {
    assert!(is_cycle(&keys_of(20)) && !is_cycle(&keys_of(21)));
    for nonce in 0.. {
        let mut alive = vec![u64::MAX; 1 << 18];
        for round in 0..8 {
            trim(&keys_of(nonce), 24, round & 1, &mut alive);
        }
    }
}

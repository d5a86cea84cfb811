// SPDX-License-Identifier: GPL-2.0-only
//! Keccak-f[1600] and its sponge. Source: FIPS 202.

pub fn permute(a: &mut [u64; 25]) {
    let mut lfsr: u32 = 1;
    for _ in 0..24 {
        let mut c = [0u64; 5];
        for x in 0..5 {
            c[x] = a[x] ^ a[x + 5] ^ a[x + 10] ^ a[x + 15] ^ a[x + 20];
        }
        for x in 0..5 {
            let d = c[(x + 4) % 5] ^ c[(x + 1) % 5].rotate_left(1);
            for y in 0..5 {
                a[x + 5 * y] ^= d;
            }
        }
        let (mut x, mut y, mut lane) = (1, 0, a[1]);
        for t in 0..24u32 {
            (x, y) = (y, (2 * x + 3 * y) % 5);
            let next = a[x + 5 * y];
            a[x + 5 * y] = lane.rotate_left((t + 1) * (t + 2) / 2 % 64);
            lane = next;
        }
        for row in a.chunks_exact_mut(5) {
            let r = [row[0], row[1], row[2], row[3], row[4]];
            for x in 0..5 {
                row[x] = r[x] ^ (!r[(x + 1) % 5] & r[(x + 2) % 5]);
            }
        }
        for j in 0..7 {
            lfsr = ((lfsr << 1) ^ ((lfsr >> 7) * 0x71)) & 255;
            if lfsr & 2 != 0 {
                a[0] ^= 1u64 << ((1 << j) - 1);
            }
        }
    }
}

/// The state after the input, `rate` bytes a block, padded by `pad` (1: Keccak).
pub fn absorb(input: &[u8], rate: usize, pad: u8) -> [u64; 25] {
    let mut state = [0u64; 25];
    let mut text = input.to_vec();
    text.push(pad);
    text.resize(text.len().div_ceil(rate) * rate, 0);
    *text.last_mut().unwrap() |= 0x80;
    for block in text.chunks_exact(rate) {
        for (lane, bytes) in state.iter_mut().zip(block.chunks_exact(8)) {
            *lane ^= u64::from_le_bytes(bytes.try_into().unwrap());
        }
        permute(&mut state);
    }
    state
}

pub fn digest(input: &[u8], bytes: usize, pad: u8) -> Vec<u8> {
    let state = absorb(input, 200 - 2 * bytes, pad);
    state.iter().flat_map(|lane| lane.to_le_bytes()).take(bytes).collect()
}

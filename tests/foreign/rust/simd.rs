// SPDX-License-Identifier: GPL-2.0-only
//! Keccak-256 in four lanes and BLAKE2s in eight, by AVX2. Sources: FIPS 202,
//! RFC 7693. What a lane computes is compared with scalar code, and that with
//! published digests.
use crate::keccak;
use std::arch::x86_64::*;

#[inline]
#[target_feature(enable = "avx2")]
unsafe fn rotate64(x: __m256i, n: u32) -> __m256i {
    _mm256_or_si256(_mm256_sll_epi64(x, _mm_cvtsi32_si128(n as i32)),
                    _mm256_srl_epi64(x, _mm_cvtsi32_si128(64 - n as i32)))
}

#[target_feature(enable = "avx2")]
unsafe fn permute4(a: &mut [__m256i; 25]) {
    let mut lfsr: u32 = 1;
    for _ in 0..24 {
        let mut c = [_mm256_setzero_si256(); 5];
        for x in 0..5 {
            c[x] = a[x];
            for y in 1..5 {
                c[x] = _mm256_xor_si256(c[x], a[x + 5 * y]);
            }
        }
        for x in 0..5 {
            let d = _mm256_xor_si256(c[(x + 4) % 5], rotate64(c[(x + 1) % 5], 1));
            for y in 0..5 {
                a[x + 5 * y] = _mm256_xor_si256(a[x + 5 * y], d);
            }
        }
        let (mut x, mut y, mut lane) = (1, 0, a[1]);
        for t in 0..24u32 {
            (x, y) = (y, (2 * x + 3 * y) % 5);
            let next = a[x + 5 * y];
            a[x + 5 * y] = rotate64(lane, (t + 1) * (t + 2) / 2 % 64);
            lane = next;
        }
        for y in 0..5 {
            let row: [__m256i; 5] = a[5 * y..5 * y + 5].try_into().unwrap();
            for x in 0..5 {
                a[5 * y + x] = _mm256_xor_si256(row[x],
                    _mm256_andnot_si256(row[(x + 1) % 5], row[(x + 2) % 5]));
            }
        }
        let mut constant = 0u64;
        for j in 0..7 {
            lfsr = ((lfsr << 1) ^ ((lfsr >> 7) * 0x71)) & 255;
            if lfsr & 2 != 0 {
                constant |= 1 << ((1 << j) - 1);
            }
        }
        a[0] = _mm256_xor_si256(a[0], _mm256_set1_epi64x(constant as i64));
    }
}

/// Keccak-256 of 80 bytes that differ in the last eight.
#[target_feature(enable = "avx2")]
pub unsafe fn keccak() {
    crate::expect(&keccak::digest(&[b'~'; 32], 32, 1),
                  "2b5ddf6f4d21c23de216f44d5e4bdc68e044b71897837ea74c83908be7037cd7");
    for nonce in 0u64.. {
        let mut a = [_mm256_setzero_si256(); 25];
        a[9] = _mm256_set_epi64x(3, 2, 1, 0);
        a[9] = _mm256_add_epi64(a[9], _mm256_set1_epi64x(4 * nonce as i64));
        a[10] = _mm256_set1_epi64x(1);
        a[16] = _mm256_set1_epi64x(i64::MIN);
        permute4(&mut a);
        if nonce == 0 {
            let mut header = [0; 80];
            header[72] = 3;
            let want = keccak::digest(&header, 32, 1);
            let lane: Vec<u8> = (0..4).flat_map(
                |i| _mm256_extract_epi64::<3>(a[i]).to_le_bytes()).collect();
            assert_eq!(lane, want);
        }
        std::hint::black_box(&a);
    }
}

const SIGMA: [&[u8; 16]; 10] = [
    b"0123456789abcdef", b"ea489fd61c02b753", b"b8c052fdae367194",
    b"7931dcbe265a40f8", b"905724afe1bc683d", b"2c6a0b834d75fe19",
    b"c51fed4a0763928b", b"db7ec13950f4862a", b"6fe9b308c2d714a5",
    b"a2847615fb9e3cd0",
];
const IV: [u32; 8] = [
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c,
    0x1f83d9ab, 0x5be0cd19,
];

macro_rules! rotate32 {
    ($x:expr, $n:literal) => {{
        let x = $x;
        _mm256_or_si256(_mm256_srli_epi32::<$n>(x),
                        _mm256_slli_epi32::<{ 32 - $n }>(x))
    }};
}

#[target_feature(enable = "avx2")]
unsafe fn compress8(h: &mut [__m256i; 8], m: &[__m256i; 16], bytes: i32, last: bool) {
    let mut v = [_mm256_setzero_si256(); 16];
    for i in 0..8 {
        v[i] = h[i];
        v[i + 8] = _mm256_set1_epi32(IV[i] as i32);
    }
    v[12] = _mm256_xor_si256(v[12], _mm256_set1_epi32(bytes));
    if last {
        v[14] = _mm256_xor_si256(v[14], _mm256_set1_epi32(-1));
    }
    for row in SIGMA {
        let s = row.map(|c| (c as usize & 15) + 9 * (c as usize >> 6));
        for (g, [a, b, c, d]) in [
            [0, 4, 8, 12], [1, 5, 9, 13], [2, 6, 10, 14], [3, 7, 11, 15],
            [0, 5, 10, 15], [1, 6, 11, 12], [2, 7, 8, 13], [3, 4, 9, 14],
        ].into_iter().enumerate() {
            v[a] = _mm256_add_epi32(_mm256_add_epi32(v[a], v[b]), m[s[2 * g]]);
            v[d] = rotate32!(_mm256_xor_si256(v[d], v[a]), 16);
            v[c] = _mm256_add_epi32(v[c], v[d]);
            v[b] = rotate32!(_mm256_xor_si256(v[b], v[c]), 12);
            v[a] = _mm256_add_epi32(_mm256_add_epi32(v[a], v[b]), m[s[2 * g + 1]]);
            v[d] = rotate32!(_mm256_xor_si256(v[d], v[a]), 8);
            v[c] = _mm256_add_epi32(v[c], v[d]);
            v[b] = rotate32!(_mm256_xor_si256(v[b], v[c]), 7);
        }
    }
    for i in 0..8 {
        h[i] = _mm256_xor_si256(h[i], _mm256_xor_si256(v[i], v[i + 8]));
    }
}

#[target_feature(enable = "avx2")]
unsafe fn start8() -> [__m256i; 8] {
    let mut h = IV.map(|w| _mm256_set1_epi32(w as i32));
    h[0] = _mm256_xor_si256(h[0], _mm256_set1_epi32(0x0101_0020));
    h
}

/// BLAKE2s-256 of 80 bytes that differ in the last four.
#[target_feature(enable = "avx2")]
pub unsafe fn blake2s() {
    let zero = _mm256_setzero_si256();
    let (mut h, mut m) = (start8(), [zero; 16]);
    m[0] = _mm256_set1_epi32(i32::from_le_bytes(*b"abc\0"));
    compress8(&mut h, &m, 3, true);
    let lane: Vec<u8> = h.iter().flat_map(
        |&w| _mm256_extract_epi32::<5>(w).to_le_bytes()).collect();
    crate::expect(&lane, "508c5e8c327c14e2e1a72ba34eeb452f37458b209ed63a294d999b4c86675982");
    for nonce in 0.. {
        h = start8();
        compress8(&mut h, &[zero; 16], 64, false);
        m = [zero; 16];
        m[3] = _mm256_add_epi32(_mm256_set_epi32(7, 6, 5, 4, 3, 2, 1, 0),
                                _mm256_set1_epi32(8 * nonce));
        compress8(&mut h, &m, 80, true);
        std::hint::black_box(&h);
    }
}

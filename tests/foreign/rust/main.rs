// SPDX-License-Identifier: GPL-2.0-only
//! Miners' kernels in Rust: `miner-rust ALGORITHM` checks itself, then hashes
//! for ever.
mod cryptonight;
mod cuckatoo;
mod equihash;
mod ethash;
mod keccak;
mod simd;

use cryptonight::{ByInstruction, ByTable, Tables};

pub fn expect(got: &[u8], want: &str) {
    let hex: String = got.iter().map(|b| format!("{b:02x}")).collect();
    if hex != want {
        eprintln!("wrong digest {hex}, not {want}");
        std::process::exit(1);
    }
}

fn main() {
    let name = std::env::args().nth(1).unwrap_or_default();
    let tables = Tables::new();
    match name.as_str() {
        "cn0" => cryptonight::mine(&ByTable(&tables), 0, false),
        "cn1" => cryptonight::mine(&ByTable(&tables), 1, false),
        "cn-lite1" => cryptonight::mine(&ByTable(&tables), 1, true),
        "cn0-ni" => cryptonight::mine(&ByInstruction, 0, false),
        "cn1-ni" => cryptonight::mine(&ByInstruction, 1, false),
        "cn-lite1-ni" => cryptonight::mine(&ByInstruction, 1, true),
        "ethash" => ethash::mine(false),
        "ethash-light" => ethash::mine(true),
        "cuckatoo" => cuckatoo::mine(),
        "equihash" => equihash::mine(),
        "keccak-avx2" => unsafe { simd::keccak() },
        "blake2s-avx2" => unsafe { simd::blake2s() },
        _ => std::process::exit(2),
    }
}

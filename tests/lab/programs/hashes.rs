// SPDX-License-Identifier: GPL-2.0-only

//! Hash tables, hashes, key derivation and random numbers of Debian's Rust
//! crates: hashes NAME FILE

use rand::{Rng, SeedableRng};
use std::collections::HashMap;
use std::hash::BuildHasher;

fn count<S: BuildHasher + Default>(words: &[&str]) {
    let mut table: HashMap<&str, u32, S> = HashMap::default();
    for word in words {
        *table.entry(word).or_insert(0) += 1;
    }
    assert!(!table.is_empty());
}

fn points<S: BuildHasher + Default>() {
    let mut table: HashMap<(u32, u64), u32, S> = HashMap::default();
    for i in 0..500000u32 {
        *table.entry((i * 7919 % 100003, u64::from(i) << 7)).or_insert(0) += i;
    }
    assert!(!table.is_empty());
}

fn duplicates(sum: impl Fn(&[u8]) -> Vec<u8>, data: &[u8]) {
    let mut sums: Vec<_> = data.chunks(4096).map(sum).collect();
    sums.sort();
    sums.dedup();
}

fn integrate(mut rng: impl Rng) -> f64 {
    let mut sum = 0.0;
    for _ in 0..1000000 {
        let x: f64 = rng.gen();
        sum += (x * x + 1.0).sqrt() / f64::from(rng.gen_range(1..7));
    }
    sum
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let data = std::fs::read(&arguments[2]).unwrap();
    let text = String::from_utf8_lossy(&data[..4 << 20]);
    let words: Vec<&str> = text.split_whitespace().collect();
    let data = text.as_bytes();
    let mut total = 0.0;
    for seed in 0.. {
        match arguments[1].as_str() {
            "fnv" => count::<fnv::FnvBuildHasher>(&words),
            "ahash" => count::<ahash::RandomState>(&words),
            "ahash-points" => points::<ahash::RandomState>(),
            "fxhash" => count::<fxhash::FxBuildHasher>(&words),
            "fnv-points" => points::<fnv::FnvBuildHasher>(),
            "blake3" => duplicates(|b| blake3::hash(b).as_bytes().to_vec(), data),
            "seahash" => duplicates(|b| seahash::hash(b).to_be_bytes().to_vec(), data),
            "argon2" => {
                let config = argon2::Config {
                    mem_cost: 65536,
                    variant: argon2::Variant::Argon2id,
                    ..argon2::Config::default()
                };
                argon2::hash_raw(b"password", b"saltsalt", &config).unwrap();
            }
            "chacha" => total += integrate(rand_chacha::ChaCha20Rng::seed_from_u64(seed)),
            "pcg" => total += integrate(rand_pcg::Pcg64Mcg::seed_from_u64(seed)),
            "isaac" => total += integrate(rand_isaac::Isaac64Rng::seed_from_u64(seed)),
            "xoshiro" => total += integrate(rand_xoshiro::Xoshiro256Plus::seed_from_u64(seed)),
            "hc128" => total += integrate(rand_hc::Hc128Rng::seed_from_u64(seed)),
            "sort" => {
                let mut copy = words.clone();
                copy.sort_unstable();
                total += copy.len() as f64;
            }
            _ => std::process::exit(2),
        }
    }
    println!("{total}");
}

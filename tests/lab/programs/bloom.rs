// SPDX-License-Identifier: GPL-2.0-only
// A Bloom filter as one writes it in Rust: the standard library's hasher,
// which is SipHash-1-3, over a bitmap. Counts words of a file again and again.
// bloom set|filter FILE
use std::collections::hash_map::DefaultHasher;
use std::collections::HashSet;
use std::hash::{Hash, Hasher};

struct Bloom {
    bits: Vec<u64>,
}

impl Bloom {
    fn insert(&mut self, word: &str) -> bool {
        let mut new = false;
        for seed in 0u64..4 {
            let mut hasher = DefaultHasher::new();
            seed.hash(&mut hasher);
            word.hash(&mut hasher);
            let at = hasher.finish() as usize % (self.bits.len() * 64);
            new |= self.bits[at / 64] >> (at % 64) & 1 == 0;
            self.bits[at / 64] |= 1 << (at % 64);
        }
        new
    }
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let raw = std::fs::read(&arguments[2]).unwrap();
    let text = String::from_utf8_lossy(&raw);
    loop {
        let distinct = if arguments[1] == "set" {
            text.split_whitespace().collect::<HashSet<_>>().len()
        } else {
            let mut bloom = Bloom { bits: vec![0; 1 << 18] };
            text.split_whitespace().filter(|w| bloom.insert(w)).count()
        };
        println!("{}", distinct);
    }
}

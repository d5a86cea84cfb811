// SPDX-License-Identifier: GPL-2.0-only
//! Ethash. Source: appendix J of the Ethereum yellow paper. The vectors are of
//! epoch 0 by computing what is looked up; mined is on 64 MiB of other words.
use crate::keccak;

type Node = [u32; 16];

fn fnv(a: u32, b: u32) -> u32 {
    a.wrapping_mul(0x0100_0193) ^ b
}

fn words(bytes: &[u8]) -> Node {
    std::array::from_fn(|i| u32::from_le_bytes(
        bytes[4 * i..4 * i + 4].try_into().unwrap()))
}

fn bytes(node: &[u32]) -> Vec<u8> {
    node.iter().flat_map(|w| w.to_le_bytes()).collect()
}

fn hash_node(node: &Node) -> Node {
    words(&keccak::digest(&bytes(node), 64, 1))
}

fn make_cache(seed: &[u8], nodes: usize) -> Vec<Node> {
    let mut cache = vec![words(&keccak::digest(seed, 64, 1))];
    for i in 1..nodes {
        cache.push(hash_node(&cache[i - 1]));
    }
    for _ in 0..3 {
        for i in 0..nodes {
            let (a, b) = (cache[i][0] as usize % nodes, (i + nodes - 1) % nodes);
            let mixed = std::array::from_fn(|k| cache[a][k] ^ cache[b][k]);
            cache[i] = hash_node(&mixed);
        }
    }
    cache
}

fn dataset_node(cache: &[Node], index: usize) -> Node {
    let mut mix = cache[index % cache.len()];
    mix[0] ^= index as u32;
    mix = hash_node(&mix);
    for i in 0..256 {
        let parent = fnv(index as u32 ^ i, mix[i as usize % 16]) as usize;
        for (m, p) in mix.iter_mut().zip(cache[parent % cache.len()]) {
            *m = fnv(*m, p);
        }
    }
    hash_node(&mix)
}

/// The mix and the result; `node` looks up one of `count` nodes.
fn hashimoto(header: &[u8], nonce: u64, count: usize,
             node: impl Fn(usize) -> Node) -> (Vec<u8>, Vec<u8>) {
    let mut start = header.to_vec();
    start.extend_from_slice(&nonce.to_le_bytes());
    let seed = words(&keccak::digest(&start, 64, 1));
    let mut mix: Vec<u32> = seed.iter().chain(&seed).copied().collect();
    for i in 0..64 {
        let page = fnv(i ^ seed[0], mix[i as usize % 32]) as usize % (count / 2);
        for half in 0..2 {
            for (m, w) in mix[16 * half..].iter_mut().zip(node(2 * page + half)) {
                *m = fnv(*m, w);
            }
        }
    }
    let short: Vec<u32> = mix.chunks_exact(4)
        .map(|m| fnv(fnv(fnv(m[0], m[1]), m[2]), m[3])).collect();
    let mixed = bytes(&short);
    let mut end = bytes(&seed);
    end.extend_from_slice(&mixed);
    (mixed, keccak::digest(&end, 32, 1))
}

pub fn mine(light: bool) {
    let small = make_cache(&[b'~'; 32], 16);
    crate::expect(&bytes(&small[15]), "d118d4bcf98d7a4916794d6ab290045e30f9ea00ca547c584b8482b0331ba1539a0f2714fddc3a0b06b0cfbb6a607b8339c39bcfd6640b1f653e9d70ef6c985b");
    crate::expect(&bytes(&dataset_node(&small, 0)), "b1698f829f90b35455804e5185d78f549fcb1bdce2bee006d4d7e68eb154b596be1427769eb1c3c3e93180c760af75f81d1023da6a0ffbe321c153a7c0103597");
    let header = [0x11; 32];
    if light {
        let cache = make_cache(&[0; 32], 16776896 / 64);
        for nonce in 0.. {
            std::hint::black_box(hashimoto(&header, nonce, 1073739904 / 64,
                                           |i| dataset_node(&cache, i)));
        }
    }
    let mut x = 88172645463325252u64;
    let data: Vec<Node> = (0..1 << 20).map(|_| std::array::from_fn(|_| {
        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
        x as u32
    })).collect();
    for nonce in 0.. {
        std::hint::black_box(hashimoto(&header, nonce, data.len(), |i| data[i]));
    }
}

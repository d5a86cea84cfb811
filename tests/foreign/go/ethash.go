// SPDX-License-Identifier: GPL-2.0-only

package main

// Ethash. Source: appendix J of the Ethereum yellow paper. Mined is on 64 MiB
// of words that are not those of the dataset, or light.

import (
	"encoding/binary"
	"math/rand"
)

type node [16]uint32

func fnv(a, b uint32) uint32 { return a*0x01000193 ^ b }

func words(in []byte) (n node) {
	for i := range n {
		n[i] = binary.LittleEndian.Uint32(in[4*i:])
	}
	return
}

func bytesOf(n []uint32) (out []byte) {
	for _, w := range n {
		out = binary.LittleEndian.AppendUint32(out, w)
	}
	return
}

func makeCache(seed []byte, nodes int) []node {
	cache := make([]node, nodes)
	cache[0] = words(keccak(seed, 64, 1))
	for i := 1; i < nodes; i++ {
		cache[i] = words(keccak(bytesOf(cache[i-1][:]), 64, 1))
	}
	for round := 0; round < 3; round++ {
		for i := range cache {
			mix := cache[cache[i][0]%uint32(nodes)]
			for k, w := range cache[(i+nodes-1)%nodes] {
				mix[k] ^= w
			}
			cache[i] = words(keccak(bytesOf(mix[:]), 64, 1))
		}
	}
	return cache
}

func datasetNode(cache []node, index uint32) node {
	count := uint32(len(cache))
	mix := cache[index%count]
	mix[0] ^= index
	mix = words(keccak(bytesOf(mix[:]), 64, 1))
	for i := uint32(0); i < 256; i++ {
		parent := &cache[fnv(index^i, mix[i%16])%count]
		for k := range mix {
			mix[k] = fnv(mix[k], parent[k])
		}
	}
	return words(keccak(bytesOf(mix[:]), 64, 1))
}

func hashimoto(header []byte, nonce uint64, count uint32,
	look func(uint32) *node) []byte {
	start := binary.LittleEndian.AppendUint64(append([]byte{}, header...), nonce)
	seed := keccak(start, 64, 1)
	s := words(seed)
	var mix [32]uint32
	copy(mix[:], s[:])
	copy(mix[16:], s[:])
	for i := uint32(0); i < 64; i++ {
		page := fnv(i^s[0], mix[i%32]) % (count / 2)
		for half := uint32(0); half < 2; half++ {
			n := look(2*page + half)
			for k, w := range n {
				mix[int(16*half)+k] = fnv(mix[int(16*half)+k], w)
			}
		}
	}
	for i := 0; i < 32; i += 4 {
		w := fnv(fnv(fnv(mix[i], mix[i+1]), mix[i+2]), mix[i+3])
		seed = binary.LittleEndian.AppendUint32(seed, w)
	}
	return keccak(seed, 32, 1)
}

func mineEthash(light bool) {
	tildes := []byte("~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~")
	cache := makeCache(tildes, 16)
	n := datasetNode(cache, 0)
	expect(bytesOf(cache[15][:]), "d118d4bcf98d7a4916794d6ab290045e30f9ea00ca547c584b8482b0331ba1539a0f2714fddc3a0b06b0cfbb6a607b8339c39bcfd6640b1f653e9d70ef6c985b")
	expect(bytesOf(n[:]), "b1698f829f90b35455804e5185d78f549fcb1bdce2bee006d4d7e68eb154b596be1427769eb1c3c3e93180c760af75f81d1023da6a0ffbe321c153a7c0103597")
	header := make([]byte, 32)
	if light {
		cache = makeCache(header, 16776896/64)
		for nonce := uint64(0); ; nonce++ {
			hashimoto(header, nonce, 1073739904/64, func(i uint32) *node {
				n := datasetNode(cache, i)
				return &n
			})
		}
	}
	data := make([]node, 1<<20)
	for i := range data {
		for k := range data[i] {
			data[i][k] = rand.Uint32()
		}
	}
	for nonce := uint64(0); ; nonce++ {
		hashimoto(header, nonce, 1<<20, func(i uint32) *node { return &data[i] })
	}
}

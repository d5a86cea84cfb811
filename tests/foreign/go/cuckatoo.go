// SPDX-License-Identifier: GPL-2.0-only

package main

// Cuckatoo Cycle: lean edge trimming. Source: J. Tromp, "Cuckoo Cycle", and
// Grin's description of Cuckatoo.

import (
	"encoding/binary"
	"math/bits"
)

var grinProof = [42]uint64{
	0x48a9e2, 0x9cf043, 0x155ca30, 0x18f4783, 0x248f86c, 0x2629a64,
	0x5bad752, 0x72e3569, 0x93db760, 0x97d3b37, 0x9e05670, 0xa315d5a,
	0xa3571a1, 0xa48db46, 0xa7796b6, 0xac43611, 0xb64912f, 0xbb6c71e,
	0xbcc8be1, 0xc38a43a, 0xd4faa99, 0xe018a66, 0xe37e49c, 0xfa975fa,
	0x11786035, 0x1243b60a, 0x12892da0, 0x141b5453, 0x1483c3a0, 0x1505525e,
	0x1607352c, 0x16181fe3, 0x17e3a1da, 0x180b651e, 0x1899d678, 0x1931b0bb,
	0x19606448, 0x1b041655, 0x1b2c20ad, 0x1bd7a83c, 0x1c05d5b0, 0x1c0b9caa,
}

func edgeNode(keys *[4]uint64, edge, side, mask uint64) uint64 {
	nonce := 2*edge + side
	a, b, c, d := keys[0], keys[1], keys[2], keys[3]^nonce
	for round := 0; round < 6; round++ {
		if round == 2 {
			a ^= nonce
			c ^= 0xff
		}
		a += b
		c += d
		b = bits.RotateLeft64(b, 13) ^ a
		d = bits.RotateLeft64(d, 16) ^ c
		a = bits.RotateLeft64(a, 32) + d
		c += b
		b = bits.RotateLeft64(b, 17) ^ c
		d = bits.RotateLeft64(d, 21) ^ a
		c = bits.RotateLeft64(c, 32)
	}
	return (a ^ b ^ c ^ d) & mask
}

func cuckooKeys(nonce uint32) (keys [4]uint64) {
	header := make([]byte, 80)
	binary.LittleEndian.PutUint32(header[76:], nonce)
	seed := newBlake2b(32, nil).finish(header)
	for i := range keys {
		keys[i] = binary.LittleEndian.Uint64(seed[8*i:])
	}
	return
}

// Whether every node of the proof is met by two edges.
func isCycle(keys [4]uint64) bool {
	for side := uint64(0); side < 2; side++ {
		met := map[uint64]int{}
		for _, edge := range grinProof {
			met[edgeNode(&keys, edge, side, 1<<29-1)>>1]++
		}
		for _, count := range met {
			if count != 2 {
				return false
			}
		}
	}
	return true
}

func trim(keys *[4]uint64, size, side uint64, alive, used []uint64) {
	for i := range used {
		used[i] = 0
	}
	for edge := uint64(0); edge < size; edge++ {
		if alive[edge/64]>>(edge%64)&1 != 0 {
			n := edgeNode(keys, edge, side, size-1)
			used[n/64] |= 1 << (n % 64)
		}
	}
	for edge := uint64(0); edge < size; edge++ {
		if alive[edge/64]>>(edge%64)&1 != 0 {
			n := edgeNode(keys, edge, side, size-1) ^ 1
			if used[n/64]>>(n%64)&1 == 0 {
				alive[edge/64] &^= 1 << (edge % 64)
			}
		}
	}
}

func mineCuckatoo() {
	must(isCycle(cuckooKeys(20)) && !isCycle(cuckooKeys(21)))
	alive, used := make([]uint64, 1<<18), make([]uint64, 1<<18)
	for nonce := uint32(0); ; nonce++ {
		keys := cuckooKeys(nonce)
		for i := range alive {
			alive[i] = ^uint64(0)
		}
		for round := uint64(0); round < 8; round++ {
			trim(&keys, 1<<24, round&1, alive, used)
		}
	}
}

// SPDX-License-Identifier: GPL-2.0-only

package main

// AstroBWT, Dero's first proof of work: Salsa20, the Burrows-Wheeler transform
// of its key stream by the sorter of Go's library, and SHA-3. Source:
// deroproject/astrobwt, with the length that its chain used.

import (
	"encoding/binary"
	"encoding/hex"
	"index/suffixarray"
	"math/bits"
	"unsafe"
)

func salsa20(key, out []byte) {
	var in [16]uint32
	for i := 0; i < 4; i++ {
		in[5*i] = binary.LittleEndian.Uint32([]byte("expand 32-byte k")[4*i:])
		in[1+i] = binary.LittleEndian.Uint32(key[4*i:])
		in[11+i] = binary.LittleEndian.Uint32(key[16+4*i:])
	}
	var last [64]byte
	for ; len(out) > 0; in[8]++ {
		x := in
		for round := 0; round < 20; round++ {
			for i := 0; i < 4; i++ {
				a, b, c, d := 5*i%16, (5*i+4)%16, (5*i+8)%16, (5*i+12)%16
				if round&1 == 1 {
					a, b, c, d = 5*i, 4*i+(i+1)%4, 4*i+(i+2)%4, 4*i+(i+3)%4
				}
				x[b] ^= bits.RotateLeft32(x[a]+x[d], 7)
				x[c] ^= bits.RotateLeft32(x[b]+x[a], 9)
				x[d] ^= bits.RotateLeft32(x[c]+x[b], 13)
				x[a] ^= bits.RotateLeft32(x[d]+x[c], 18)
			}
		}
		for i, w := range x {
			binary.LittleEndian.PutUint32(last[4*i:], w+in[i])
		}
		out = out[copy(out, last[:]):]
	}
}

// What suffixarray.Index begins with.
type suffixIndex struct {
	data   []byte
	sorted []int32
}

func astroStage(key []byte, size uint32) []byte {
	text := make([]byte, size)
	salsa20(key, text)
	index := (*suffixIndex)(unsafe.Pointer(suffixarray.New(text)))
	transformed := make([]byte, 1, size+1)
	transformed[0] = text[size-1]
	for _, at := range index.sorted {
		before := byte(0)
		if at > 0 {
			before = text[at-1]
		}
		transformed = append(transformed, before)
	}
	return keccak(transformed, 32, 6)
}

func astroBWT(in []byte) []byte {
	const stage1 = 147253
	key := astroStage(keccak(in, 32, 6), stage1)
	return astroStage(key, stage1+binary.LittleEndian.Uint32(key)&0xfffff)
}

func mineAstroBWT() {
	block, _ := hex.DecodeString("0305a0dbd6bf05cf16e503f3a66f78007cbf34144332ecbfc22ed95c8700383b309ace1923a0964b00000008ba939a62724c0d7581fce5761e9d8a0e6a1c3f924fdd8493d1115649c05eb601")
	expect(astroBWT(block), "7e8844f2d6b7a43498fe6d226527689023da8a52f9fc4ec69e5aaaa63edce1c1")
	for nonce := uint32(0); ; nonce++ {
		binary.LittleEndian.PutUint32(block[39:], nonce)
		astroBWT(block)
	}
}

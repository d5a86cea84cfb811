// SPDX-License-Identifier: GPL-2.0-only

package main

// Equihash by Wagner's algorithm. Source: Biryukov, Khovratovich, "Equihash",
// with the conventions of the Zcash protocol specification, 7.7.1; BLAKE2b
// from RFC 7693.

import (
	"encoding/binary"
	"math/bits"
)

var blake2IV = [8]uint64{
	0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b,
	0xa54ff53a5f1d36f1, 0x510e527fade682d1, 0x9b05688c2b3e6c1f,
	0x1f83d9abfb41bd6b, 0x5be0cd19137e2179,
}

type blake2b struct {
	h    [8]uint64
	size int
}

func newBlake2b(size int, person []byte) blake2b {
	b := blake2b{blake2IV, size}
	b.h[0] ^= 0x01010000 ^ uint64(size)
	if person != nil {
		b.h[6] ^= binary.LittleEndian.Uint64(person)
		b.h[7] ^= binary.LittleEndian.Uint64(person[8:])
	}
	return b
}

func (b *blake2b) compress(block []byte, count int, last bool) {
	var m, v [16]uint64
	for i := range m {
		m[i] = binary.LittleEndian.Uint64(block[8*i:])
	}
	copy(v[:], b.h[:])
	copy(v[8:], blake2IV[:])
	v[12] ^= uint64(count)
	if last {
		v[14] = ^v[14]
	}
	for r := 0; r < 12; r++ {
		for g, q := range quarters {
			x, y, z, w := v[q[0]], v[q[1]], v[q[2]], v[q[3]]
			x += y + m[sigma(r, 2*g)]
			w = bits.RotateLeft64(w^x, -32)
			z += w
			y = bits.RotateLeft64(y^z, -24)
			x += y + m[sigma(r, 2*g+1)]
			w = bits.RotateLeft64(w^x, -16)
			z += w
			y = bits.RotateLeft64(y^z, -63)
			v[q[0]], v[q[1]], v[q[2]], v[q[3]] = x, y, z, w
		}
	}
	for i := range b.h {
		b.h[i] ^= v[i] ^ v[i+8]
	}
}

func (b blake2b) finish(text []byte) []byte {
	done := 0
	for ; len(text)-done > 128; done += 128 {
		b.compress(text[done:], done+128, false)
	}
	block := make([]byte, 128)
	copy(block, text[done:])
	b.compress(block, len(text), true)
	out := make([]byte, 64)
	for i, w := range b.h {
		binary.LittleEndian.PutUint64(out[8*i:], w)
	}
	return out[:b.size]
}

const (
	equiN, equiK = 96, 5
	equiBits     = equiN / (equiK + 1)
	equiRows     = 2 << equiBits
)

type row struct {
	rest        [equiK + 1]uint32
	left, right uint32
}

func firstRows(header []byte) (rows []row) {
	person := append([]byte("ZcashPoW"), equiN, 0, 0, 0, equiK, 0, 0, 0)
	blake := newBlake2b(512/equiN*equiN/8, person)
	for i := uint32(0); len(rows) < equiRows; i++ {
		hash := blake.finish(binary.LittleEndian.AppendUint32(header, i))
		for ; len(hash) > 0 && len(rows) < equiRows; hash = hash[equiN/8:] {
			r := row{left: uint32(len(rows))}
			for k := range r.rest {
				r.rest[k] = uint32(hash[2*k])<<8 | uint32(hash[2*k+1])
			}
			rows = append(rows, r)
		}
	}
	return
}

func pairs(rows []row, last bool) (made []row) {
	buckets := make([][]uint32, 1<<equiBits)
	for i := range rows {
		b := &buckets[rows[i].rest[0]]
		*b = append(*b, uint32(i))
	}
	made = make([]row, 0, equiRows)
	for _, members := range buckets {
		for i, a := range members {
			for _, b := range members[i+1:] {
				r := row{left: a, right: b}
				any := uint32(0)
				for k := 1; k <= equiK; k++ {
					r.rest[k-1] = rows[a].rest[k] ^ rows[b].rest[k]
					any |= r.rest[k-1]
				}
				if (any == 0) == last && len(made) < equiRows {
					made = append(made, r)
				}
			}
		}
	}
	return
}

func leaves(levels [][]row, r uint32) []uint32 {
	top := len(levels) - 1
	if top == 0 {
		return []uint32{r}
	}
	a := leaves(levels[:top], levels[top][r].left)
	b := leaves(levels[:top], levels[top][r].right)
	if a[0] > b[0] {
		a, b = b, a
	}
	return append(append([]uint32{}, a...), b...)
}

func solve(header []byte) (found [][]uint32) {
	levels := [][]row{firstRows(header)}
	for round := 0; round < equiK; round++ {
		levels = append(levels, pairs(levels[round], round == equiK-1))
	}
	for i := range levels[equiK] {
		l, seen := leaves(levels, uint32(i)), map[uint32]bool{}
		for _, leaf := range l {
			seen[leaf] = true
		}
		if len(seen) == len(l) {
			found = append(found, l)
		}
	}
	return
}

func mineEquihash() {
	header := make([]byte, 44)
	copy(header, "block header")
	must(len(solve(header)) == 5)
	header[12] = 2
	found := solve(header)
	must(len(found) == 1 && found[0][0] == 165 && found[0][31] == 94889)
	for nonce := uint32(0); ; nonce++ {
		binary.LittleEndian.PutUint32(header[20:], nonce)
		solve(header)
	}
}

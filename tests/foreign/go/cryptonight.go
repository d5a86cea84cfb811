// SPDX-License-Identifier: GPL-2.0-only

package main

// CryptoNight v0 and v1. Source: CryptoNote standard CNS008. Of the four hash
// functions that it may end with only BLAKE-256 is here, which the published
// vectors end with; a nonce that ends with another is given up there.

import (
	"encoding/binary"
	"math/bits"
)

const blakeSigma = "0123456789abcdefea489fd61c02b753b8c052fdae367194" +
	"7931dcbe265a40f8905724afe1bc683d2c6a0b834d75fe19c51fed4a0763928b" +
	"db7ec13950f4862a6fe9b308c2d714a5a2847615fb9e3cd0"

func sigma(round, i int) int {
	c := blakeSigma[round%10*16+i]
	if c >= 'a' {
		return int(c - 'a' + 10)
	}
	return int(c - '0')
}

var pi = [16]uint32{
	0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0,
	0x082efa98, 0xec4e6c89, 0x452821e6, 0x38d01377, 0xbe5466cf, 0x34e90c6c,
	0xc0ac29b7, 0xc97c50dd, 0x3f84d5b5, 0xb5470917,
}

var quarters = [8][4]int{
	{0, 4, 8, 12}, {1, 5, 9, 13}, {2, 6, 10, 14}, {3, 7, 11, 15},
	{0, 5, 10, 15}, {1, 6, 11, 12}, {2, 7, 8, 13}, {3, 4, 9, 14},
}

func blake256(text []byte) []byte {
	h := [8]uint32{
		0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f,
		0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
	}
	padded := make([]byte, 256)
	copy(padded, text)
	padded[200], padded[247] = 0x80, 1
	binary.BigEndian.PutUint64(padded[248:], 1600)
	for block := 0; block < 4; block++ {
		var m, v [16]uint32
		for i := range m {
			m[i] = binary.BigEndian.Uint32(padded[64*block+4*i:])
		}
		copy(v[:], h[:])
		copy(v[8:], pi[:])
		count := uint32(512 * (block + 1))
		if block == 3 {
			count = 1600
		}
		v[12] ^= count
		v[13] ^= count
		for r := 0; r < 14; r++ {
			for g, q := range quarters {
				a, b, c, d := q[0], q[1], q[2], q[3]
				i, j := sigma(r, 2*g), sigma(r, 2*g+1)
				v[a] += v[b] + (m[i] ^ pi[j])
				v[d] = bits.RotateLeft32(v[d]^v[a], -16)
				v[c] += v[d]
				v[b] = bits.RotateLeft32(v[b]^v[c], -12)
				v[a] += v[b] + (m[j] ^ pi[i])
				v[d] = bits.RotateLeft32(v[d]^v[a], -8)
				v[c] += v[d]
				v[b] = bits.RotateLeft32(v[b]^v[c], -7)
			}
		}
		for i := range h {
			h[i] ^= v[i] ^ v[i+8]
		}
	}
	out := make([]byte, 32)
	for i, w := range h {
		binary.BigEndian.PutUint32(out[4*i:], w)
	}
	return out
}

var (
	sbox  [256]byte
	table [4][256]uint32
)

func times2(x byte) byte {
	return x<<1 ^ x>>7*0x1b
}

func init() {
	sbox[0] = 0x63
	for p, q, first := byte(1), byte(1), true; first || p != 1; first = false {
		p ^= times2(p)
		q ^= q << 1
		q ^= q << 2
		q ^= q << 4
		q ^= q >> 7 * 9
		sbox[p] = q ^ bits.RotateLeft8(q, 1) ^ bits.RotateLeft8(q, 2) ^
			bits.RotateLeft8(q, 3) ^ bits.RotateLeft8(q, 4) ^ 0x63
	}
	for i, s := range sbox {
		s2 := times2(s)
		w := uint32(s2) | uint32(s)<<8 | uint32(s)<<16 | uint32(s^s2)<<24
		for t := range table {
			table[t][i] = bits.RotateLeft32(w, 8*t)
		}
	}
}

func substitute(x uint32) (y uint32) {
	for shift := 0; shift < 32; shift += 8 {
		y |= uint32(sbox[byte(x>>shift)]) << shift
	}
	return
}

type block [4]uint32

func expandKey(key []uint64) (k [10]block) {
	var w [40]uint32
	for i, x := range key {
		w[2*i], w[2*i+1] = uint32(x), uint32(x>>32)
	}
	for i := 8; i < 40; i++ {
		x := w[i-1]
		if i%8 == 0 {
			x = substitute(bits.RotateLeft32(x, -8)) ^ 1<<(i/8-1)
		} else if i%8 == 4 {
			x = substitute(x)
		}
		w[i] = w[i-8] ^ x
	}
	for i, x := range w {
		k[i/4][i%4] = x
	}
	return
}

func aesRound(x, k *block) block {
	return block{
		table[0][byte(x[0])] ^ table[1][byte(x[1]>>8)] ^
			table[2][byte(x[2]>>16)] ^ table[3][x[3]>>24] ^ k[0],
		table[0][byte(x[1])] ^ table[1][byte(x[2]>>8)] ^
			table[2][byte(x[3]>>16)] ^ table[3][x[0]>>24] ^ k[1],
		table[0][byte(x[2])] ^ table[1][byte(x[3]>>8)] ^
			table[2][byte(x[0]>>16)] ^ table[3][x[1]>>24] ^ k[2],
		table[0][byte(x[3])] ^ table[1][byte(x[0]>>8)] ^
			table[2][byte(x[1]>>16)] ^ table[3][x[2]>>24] ^ k[3],
	}
}

func tenRounds(text *[8]block, keys *[10]block) {
	for k := range keys {
		for l := range text {
			text[l] = aesRound(&text[l], &keys[k])
		}
	}
}

func lanes(st *[25]uint64) (text [8]block) {
	for i := range text {
		text[i] = fromWords(st[8+2*i], st[9+2*i])
	}
	return
}

func fromWords(low, high uint64) block {
	return block{uint32(low), uint32(low >> 32), uint32(high), uint32(high >> 32)}
}

func (b *block) low() uint64  { return uint64(b[0]) | uint64(b[1])<<32 }
func (b *block) high() uint64 { return uint64(b[2]) | uint64(b[3])<<32 }

func walk(st *[25]uint64, version int, tweak uint64, pad []block) {
	mask := uint64(len(pad) - 1)
	a0, a1 := st[0]^st[4], st[1]^st[5]
	b := fromWords(st[2]^st[6], st[3]^st[7])
	for i := 0; i < 4*len(pad); i++ {
		a := fromWords(a0, a1)
		p := &pad[a0>>4&mask]
		c := aesRound(p, &a)
		for k := range p {
			p[k] = b[k] ^ c[k]
		}
		if version == 1 {
			x := p[2] >> 24
			shift := (x>>3&6 | x&1) << 1
			p[2] ^= 0x75310 >> shift & 0x30 << 24
		}
		p = &pad[c.low()>>4&mask]
		d0, d1 := p.low(), p.high()
		hi, lo := bits.Mul64(c.low(), d0)
		a0 += hi
		a1 += lo
		*p = fromWords(a0, a1^tweak)
		a0 ^= d0
		a1 ^= d1
		b = c
	}
}

// nil if it does not end with BLAKE-256.
func cryptoNight(version int, in []byte, pad []block) []byte {
	st := absorb(in, 136, 1)
	keys, text := expandKey(st[:4]), lanes(&st)
	for i := 0; i < len(pad); i += 8 {
		tenRounds(&text, &keys)
		copy(pad[i:], text[:])
	}
	tweak := uint64(0)
	if version == 1 {
		tweak = binary.LittleEndian.Uint64(in[35:]) ^ st[24]
	}
	walk(&st, version, tweak, pad)
	keys, text = expandKey(st[4:8]), lanes(&st)
	for i := 0; i < len(pad); i += 8 {
		for l := range text {
			for k, w := range pad[i+l] {
				text[l][k] ^= w
			}
		}
		tenRounds(&text, &keys)
	}
	for i := range text {
		st[8+2*i], st[9+2*i] = text[i].low(), text[i].high()
	}
	permute(&st)
	if st[0]&3 != 0 {
		return nil
	}
	return blake256(stateBytes(&st))
}

func mineCryptoNight(version, blocks int) {
	pad := make([]block, 1<<17)
	expect(cryptoNight(0, []byte("de omnibus dubitandum"), pad),
		"2f8e3df40bd11f9ac90c743ca8e32bb391da4fb98612aa3b6cdc639ee00b31f5")
	header := make([]byte, 76)
	expect(cryptoNight(1, header, pad),
		"80563c40ed46575a9e44820d93ee095e2851aa22483fd67837118c6cd951ba61")
	for nonce := uint32(0); ; nonce++ {
		binary.LittleEndian.PutUint32(header[39:], nonce)
		cryptoNight(version, header, pad[:blocks])
	}
}

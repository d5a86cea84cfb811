// SPDX-License-Identifier: GPL-2.0-only

package main

// scrypt(1024, 1, 1) of a block header. Source: RFC 7914.

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"math/bits"
)

func pbkdf2(password, salt []byte, size int) (out []byte) {
	for i := uint32(1); len(out) < size; i++ {
		mac := hmac.New(sha256.New, password)
		mac.Write(salt)
		mac.Write(binary.BigEndian.AppendUint32(nil, i))
		out = mac.Sum(out)
	}
	return out[:size]
}

func salsa8(b, with *[16]uint32) {
	for i, w := range with {
		b[i] ^= w
	}
	x := *b
	quarter := func(a, b, c, d int) {
		x[b] ^= bits.RotateLeft32(x[a]+x[d], 7)
		x[c] ^= bits.RotateLeft32(x[b]+x[a], 9)
		x[d] ^= bits.RotateLeft32(x[c]+x[b], 13)
		x[a] ^= bits.RotateLeft32(x[d]+x[c], 18)
	}
	for round := 0; round < 8; round += 2 {
		quarter(0, 4, 8, 12)
		quarter(5, 9, 13, 1)
		quarter(10, 14, 2, 6)
		quarter(15, 3, 7, 11)
		quarter(0, 1, 2, 3)
		quarter(5, 6, 7, 4)
		quarter(10, 11, 8, 9)
		quarter(15, 12, 13, 14)
	}
	for i, w := range x {
		b[i] += w
	}
}

func scryptHeader(header []byte, v *[1024][2][16]uint32) []byte {
	var x [2][16]uint32
	start := pbkdf2(header, header, 128)
	for i := range x[0] {
		x[0][i] = binary.LittleEndian.Uint32(start[4*i:])
		x[1][i] = binary.LittleEndian.Uint32(start[64+4*i:])
	}
	for i := range v {
		v[i] = x
		salsa8(&x[0], &x[1])
		salsa8(&x[1], &x[0])
	}
	for range v {
		from := &v[x[1][0]%1024]
		for i := range x[0] {
			x[0][i] ^= from[0][i]
			x[1][i] ^= from[1][i]
		}
		salsa8(&x[0], &x[1])
		salsa8(&x[1], &x[0])
	}
	return pbkdf2(header, append(bytesOf(x[0][:]), bytesOf(x[1][:])...), 32)
}

func mineScrypt() {
	var v [1024][2][16]uint32
	header, _ := hex.DecodeString("010000000000000000000000000000000000000000000000000000000000000000000000d9ced4ed1130f7b7faad9be25323ffafa33232a17c3edf6cfd97bee6bafbdd97b9aa8e4ef0ff0f1ecd513f7c")
	expect(scryptHeader(header, &v), "001e67b013726fd7382e9acb69165b4b6316227fb3156b5b414ba6340c050000")
	for nonce := uint32(0); ; nonce++ {
		binary.LittleEndian.PutUint32(header[76:], nonce)
		scryptHeader(header, &v)
	}
}

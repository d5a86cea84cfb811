// SPDX-License-Identifier: GPL-2.0-only

package main

// Keccak-f[1600] and its sponge. Source: FIPS 202.

import (
	"encoding/binary"
	"math/bits"
)

var roundConstants = func() (rc [24]uint64) {
	lfsr := uint32(1)
	for r := range rc {
		for j := 0; j < 7; j++ {
			lfsr = (lfsr<<1 ^ lfsr>>7*0x71) & 255
			if lfsr&2 != 0 {
				rc[r] |= 1 << (1<<j - 1)
			}
		}
	}
	return
}()

func permute(a *[25]uint64) {
	var c [5]uint64
	for _, constant := range roundConstants {
		for x := range c {
			c[x] = a[x] ^ a[x+5] ^ a[x+10] ^ a[x+15] ^ a[x+20]
		}
		for x := range c {
			d := c[(x+4)%5] ^ bits.RotateLeft64(c[(x+1)%5], 1)
			for y := 0; y < 25; y += 5 {
				a[x+y] ^= d
			}
		}
		x, y, lane := 1, 0, a[1]
		for t := 0; t < 24; t++ {
			x, y = y, (2*x+3*y)%5
			lane, a[x+5*y] = a[x+5*y], bits.RotateLeft64(lane, (t+1)*(t+2)/2)
		}
		for y := 0; y < 25; y += 5 {
			copy(c[:], a[y:y+5])
			for x := range c {
				a[y+x] = c[x] ^ c[(x+2)%5]&^c[(x+1)%5]
			}
		}
		a[0] ^= constant
	}
}

// The state after the input; pad is 1 for Keccak and 6 for SHA-3.
func absorb(in []byte, rate int, pad byte) (state [25]uint64) {
	text := append(append([]byte{}, in...), pad)
	for len(text)%rate != 0 {
		text = append(text, 0)
	}
	text[len(text)-1] |= 0x80
	for ; len(text) > 0; text = text[rate:] {
		for i := 0; i < rate/8; i++ {
			state[i] ^= binary.LittleEndian.Uint64(text[8*i:])
		}
		permute(&state)
	}
	return
}

func keccak(in []byte, size int, pad byte) []byte {
	state := absorb(in, 200-2*size, pad)
	return stateBytes(&state)[:size]
}

func stateBytes(state *[25]uint64) []byte {
	out := make([]byte, 200)
	for i, lane := range state {
		binary.LittleEndian.PutUint64(out[8*i:], lane)
	}
	return out
}

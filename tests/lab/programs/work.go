// SPDX-License-Identifier: GPL-2.0-only

// Go's own library under work: work NAME.
package main

import (
	"compress/flate"
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha256"
	"fmt"
	"hash/maphash"
	"io"
	"math/big"
	"os"
	"sort"
)

func main() {
	buf := make([]byte, 1<<20)
	block, _ := aes.NewCipher(buf[:32])
	gcm, _ := cipher.NewGCM(block)
	count := map[string]int{}
	var hash maphash.Hash
	for n := 0; ; n++ {
		switch os.Args[1] {
		case "gcm":
			gcm.Seal(nil, buf[:12], buf, nil)
		case "sha256":
			sha256.Sum256(buf)
		case "map":
			count[fmt.Sprint(n%300000)]++
		case "maphash":
			hash.Write(buf)
		case "flate":
			for i := range buf {
				buf[i] = byte(i * i >> 7)
			}
			w, _ := flate.NewWriter(io.Discard, 9)
			w.Write(buf)
			w.Close()
		case "big":
			x := new(big.Int).Exp(big.NewInt(3), big.NewInt(40000), nil)
			x.Mul(x, x)
		case "sort":
			x := make([]float64, 100000)
			for i := range x {
				x[i] = float64(i * 7919 % 100003)
			}
			sort.Float64s(x)
		}
	}
}

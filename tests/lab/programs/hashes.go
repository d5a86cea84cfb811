// SPDX-License-Identifier: GPL-2.0-only

// Hash functions and key derivation of Debian's Go libraries over words and
// blocks: hashes NAME FILE.
package main

import (
	"bytes"
	"crypto/cipher"
	"crypto/sha256"
	"hash"
	"hash/crc64"
	"hash/fnv"
	"math/rand"
	"os"
	"sort"
	"strings"

	"github.com/cespare/xxhash"
	"github.com/minio/highwayhash"
	"github.com/spaolacci/murmur3"
	"golang.org/x/crypto/argon2"
	"golang.org/x/crypto/bcrypt"
	"golang.org/x/crypto/blake2b"
	"golang.org/x/crypto/blake2s"
	"golang.org/x/crypto/chacha20poly1305"
	"golang.org/x/crypto/pbkdf2"
	"golang.org/x/crypto/scrypt"
	"golang.org/x/crypto/twofish"
	"golang.org/x/crypto/xts"
	"lukechampine.com/blake3"
)

// A count-min sketch of the words by a 32 bit hash.
func sketch32(h hash.Hash32, words [][]byte) {
	var table [4][65536]uint32
	for _, word := range words {
		h.Reset()
		h.Write(word)
		sum := h.Sum32()
		for row := range table {
			table[row][sum&65535]++
			sum = sum>>7 | sum<<25
		}
	}
}

func sketch64(h hash.Hash64, words [][]byte) {
	table := make([]uint32, 1<<20)
	for _, word := range words {
		h.Reset()
		h.Write(word)
		table[h.Sum64()&(1<<20-1)]++
	}
}

// Duplicates among blocks: hash all, sort the sums.
func duplicates(sum func([]byte) []byte, data []byte) {
	var sums []string
	for i := 0; i+4096 <= len(data); i += 4096 {
		sums = append(sums, string(sum(data[i:i+4096])))
	}
	sort.Strings(sums)
}

type point struct{ x, y, z int32 }

func main() {
	data, _ := os.ReadFile(os.Args[2])
	data = data[:4<<20]
	words := bytes.Fields(data)
	key := []byte(strings.Repeat("k", 32))
	for n := 0; ; n++ {
		switch os.Args[1] {
		case "fnv32":
			sketch32(fnv.New32(), words)
		case "fnv32a":
			sketch32(fnv.New32a(), words)
		case "fnv64a":
			sketch64(fnv.New64a(), words)
		case "murmur3":
			sketch32(murmur3.New32(), words)
		case "xxhash":
			sketch64(xxhash.New(), words)
		case "crc64":
			sketch64(crc64.New(crc64.MakeTable(crc64.ECMA)), words)
		case "highway":
			duplicates(func(b []byte) []byte {
				s := highwayhash.Sum(b, key)
				return s[:]
			}, data)
		case "blake3":
			duplicates(func(b []byte) []byte {
				s := blake3.Sum256(b)
				return s[:]
			}, data)
		case "blake2b":
			duplicates(func(b []byte) []byte {
				s := blake2b.Sum256(b)
				return s[:]
			}, data)
		case "blake2s":
			duplicates(func(b []byte) []byte {
				s := blake2s.Sum256(b)
				return s[:]
			}, data)
		case "argon2":
			key = argon2.Key(key, []byte("saltsalt"), 3, 65536, 1, 32)
		case "argon2id":
			key = argon2.IDKey(key, []byte("saltsalt"), 1, 262144, 1, 32)
		case "bcrypt":
			bcrypt.GenerateFromPassword(key, 11)
		case "scrypt":
			key, _ = scrypt.Key(key, []byte("saltsalt"), 65536, 8, 1, 32)
		case "pbkdf2":
			key = pbkdf2.Key(key, []byte("saltsalt"), 100000, 32, sha256.New)
		case "chacha":
			c, _ := chacha20poly1305.NewX(key)
			c.Seal(nil, make([]byte, 24), data, nil)
		case "twofish-xts":
			c, _ := xts.NewCipher(func(k []byte) (cipher.Block, error) {
				return twofish.NewCipher(k)
			}, append(key, key...))
			for i := 0; i+4096 <= len(data); i += 4096 {
				c.Encrypt(data[i:], data[i:i+4096], uint64(i))
			}
		case "map-words":
			count := map[string]int{}
			for _, word := range words {
				count[string(word)]++
			}
		case "map-points":
			grid := map[point]int32{}
			for i := int32(0); i < 500000; i++ {
				grid[point{i * 7919 % 1009, i % 97, i & 3}] += i
			}
		case "map-any":
			seen := map[interface{}]bool{}
			for i := 0; i < 300000; i++ {
				seen[i*7919%100003] = true
				seen[float64(i)/3] = true
			}
		case "rand":
			s := 0.0
			for i := 0; i < 1000000; i++ {
				s += rand.NormFloat64()*rand.Float64() + float64(rand.Intn(6))
			}
		case "sort":
			sort.Slice(words, func(i, j int) bool {
				return bytes.Compare(words[i], words[j]) < 0
			})
			rand.Shuffle(len(words), func(i, j int) {
				words[i], words[j] = words[j], words[i]
			})
		}
	}
}

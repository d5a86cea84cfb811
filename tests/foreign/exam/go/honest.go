// SPDX-License-Identifier: GPL-2.0-only
// Honest work by Go's libraries and by Debian's golang-github-cloudflare-circl
// and golang-golang-x-crypto. usage: honest-go PROGRAM
package main

import (
	"bytes"
	"compress/flate"
	"compress/lzw"
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"hash/maphash"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"index/suffixarray"
	"io"
	"math"
	"math/big"
	mrand "math/rand"
	"os"
	"regexp"
	"sort"
	"strings"

	"github.com/cloudflare/circl/ecc/bls12381"
	"github.com/cloudflare/circl/kem/kyber/kyber768"
	"github.com/cloudflare/circl/sign/dilithium/mode3"
	"golang.org/x/crypto/argon2"
	"golang.org/x/crypto/bcrypt"
	"golang.org/x/crypto/blake2b"
	"golang.org/x/crypto/chacha20poly1305"
	"golang.org/x/crypto/scrypt"
	"golang.org/x/crypto/sha3"
	"golang.org/x/crypto/xts"
)

func must(err error) {
	if err != nil {
		panic(err)
	}
}

func noise(n int) []byte {
	b := make([]byte, n)
	mrand.Read(b)
	return b
}

func text(n int) []byte {
	words := strings.Fields("the quick brown fox jumps over a lazy dog and runs on")
	var b bytes.Buffer
	for b.Len() < n {
		b.WriteString(words[mrand.Intn(len(words))])
		if mrand.Intn(9) == 0 {
			fmt.Fprintf(&b, "%d\n", mrand.Int31())
		} else {
			b.WriteByte(' ')
		}
	}
	return b.Bytes()
}

type tree [][32]byte

func (t tree) root() [32]byte {
	for n := len(t); n > 1; n /= 2 {
		for i := 0; i < n/2; i++ {
			t[i] = sha256.Sum256(append(t[2*i][:], t[2*i+1][:]...))
		}
	}
	return t[0]
}

var programs = map[string]func(){
	"ctr": func() {
		block, err := aes.NewCipher(noise(32))
		must(err)
		data := noise(1 << 20)
		for {
			cipher.NewCTR(block, noise(16)).XORKeyStream(data, data)
		}
	},
	"gcm": func() {
		block, err := aes.NewCipher(noise(16))
		must(err)
		gcm, err := cipher.NewGCM(block)
		must(err)
		data, nonce := noise(1<<16), noise(12)
		for {
			sealed := gcm.Seal(nil, nonce, data, nil)
			_, err := gcm.Open(nil, nonce, sealed, nil)
			must(err)
		}
	},
	"xts": func() {
		c, err := xts.NewCipher(aes.NewCipher, noise(64))
		must(err)
		disk := noise(64 << 20)
		for {
			n := mrand.Intn(len(disk) / 4096)
			c.Encrypt(disk[n*4096:n*4096+4096], disk[n*4096:n*4096+4096], uint64(n))
		}
	},
	"chacha": func() {
		aead, err := chacha20poly1305.New(noise(32))
		must(err)
		data, nonce := noise(1<<16), noise(12)
		for {
			aead.Seal(nil, nonce, data, nil)
		}
	},
	"kyber": func() {
		scheme := kyber768.Scheme()
		for {
			pk, sk, err := scheme.GenerateKeyPair()
			must(err)
			ct, ss, err := scheme.Encapsulate(pk)
			must(err)
			got, err := scheme.Decapsulate(sk, ct)
			must(err)
			if !bytes.Equal(ss, got) {
				panic("kyber")
			}
		}
	},
	"dilithium": func() {
		pk, sk, err := mode3.GenerateKey(rand.Reader)
		must(err)
		for message := noise(32); ; message[0]++ {
			sig := make([]byte, mode3.SignatureSize)
			mode3.SignTo(sk, message, sig)
			if !mode3.Verify(pk, message, sig) {
				panic("dilithium")
			}
		}
	},
	"pairing": func() {
		g, h := bls12381.G1Generator(), bls12381.G2Generator()
		for {
			bls12381.Pair(g, h)
			g.Double()
		}
	},
	"msm": func() {
		sum := new(bls12381.G1)
		sum.SetIdentity()
		for {
			var s bls12381.Scalar
			s.SetBytes(noise(32))
			p := new(bls12381.G1)
			p.ScalarMult(&s, bls12381.G1Generator())
			sum.Add(sum, p)
		}
	},
	"ecdsa": func() {
		key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		must(err)
		for {
			digest := sha256.Sum256(noise(64))
			r, s, err := ecdsa.Sign(rand.Reader, key, digest[:])
			must(err)
			if !ecdsa.Verify(&key.PublicKey, digest[:], r, s) {
				panic("ecdsa")
			}
		}
	},
	"merkle": func() {
		t := make(tree, 1<<16)
		for {
			for i := range t {
				binary.LittleEndian.PutUint64(t[i][:], mrand.Uint64())
			}
			t.root()
		}
	},
	"backup": func() {
		known := map[[32]byte]int{}
		data := noise(16 << 20)
		for {
			var gear uint64
			start := 0
			for i, b := range data {
				gear = gear<<1 + uint64(b)*0x9e3779b97f4a7c15
				if gear>>51 == 0 || i-start > 65536 {
					known[blake2b.Sum256(data[start:i])]++
					start = i
				}
			}
			copy(data[mrand.Intn(len(data)-4096):], noise(4096))
		}
	},
	"shake": func() {
		out := make([]byte, 1<<16)
		for {
			sha3.ShakeSum256(out, out[:64])
		}
	},
	"password-argon2": func() {
		for {
			argon2.IDKey(noise(12), noise(16), 1, 64<<10, 1, 32)
		}
	},
	"password-scrypt": func() {
		for {
			_, err := scrypt.Key(noise(12), noise(16), 1<<15, 8, 1, 32)
			must(err)
		}
	},
	"password-bcrypt": func() {
		for {
			_, err := bcrypt.GenerateFromPassword(noise(12), 10)
			must(err)
		}
	},
	"map": func() {
		m := make(map[uint64]uint64, 1<<17)
		for {
			k := mrand.Uint64() & (1<<17 - 1)
			m[k*0x9e3779b97f4a7c15] += k
		}
	},
	"maphash": func() {
		seed := maphash.MakeSeed()
		table := make([][2]uint64, 1<<17)
		key := make([]byte, 16)
		for n := uint64(0); ; n++ {
			binary.LittleEndian.PutUint64(key, n&0xffff)
			h := maphash.Bytes(seed, key)
			e := &table[h&(1<<17-1)]
			e[0] ^= h
			e[1]++
		}
	},
	"suffix": func() {
		for {
			index := suffixarray.New(text(1 << 20))
			index.Lookup([]byte("fox runs"), -1)
		}
	},
	"flate": func() {
		data := text(1 << 20)
		for {
			var b bytes.Buffer
			w, err := flate.NewWriter(&b, 6)
			must(err)
			w.Write(data)
			must(w.Close())
			_, err = io.Copy(io.Discard, flate.NewReader(&b))
			must(err)
		}
	},
	"lzw": func() {
		data := text(1 << 20)
		for {
			w := lzw.NewWriter(io.Discard, lzw.LSB, 8)
			w.Write(data)
			must(w.Close())
		}
	},
	"jpeg": func() {
		picture := image.NewRGBA(image.Rect(0, 0, 512, 512))
		for n := 0; ; n++ {
			for i := 0; i < 512*512; i++ {
				v := uint8(128 + 100*math.Sin(float64(i%512+n)/20))
				picture.Set(i%512, i/512, color.RGBA{v, uint8(i), v, 255})
			}
			must(jpeg.Encode(io.Discard, picture, nil))
			must(png.Encode(io.Discard, picture))
		}
	},
	"json": func() {
		type entry struct {
			Name  string
			Score float64
			Tags  []string
		}
		var list []entry
		for i := 0; i < 1000; i++ {
			list = append(list, entry{fmt.Sprint("n", i), mrand.Float64(), strings.Fields(string(text(80)))})
		}
		for {
			b, err := json.Marshal(list)
			must(err)
			must(json.Unmarshal(b, &list))
			sort.Slice(list, func(i, j int) bool { return list[i].Score < list[j].Score })
		}
	},
	"regexp": func() {
		data := text(1 << 18)
		for {
			regexp.MustCompile(`(fox|dog)\s+(\w+)\s+[0-9]{3,}`).FindAll(data, -1)
		}
	},
	"rsa": func() {
		for {
			p, err := rand.Prime(rand.Reader, 1024)
			must(err)
			new(big.Int).Exp(big.NewInt(3), p, p)
		}
	},
	"montecarlo": func() {
		r := mrand.New(mrand.NewSource(1))
		for {
			sum := 0.0
			for i := 0; i < 100000; i++ {
				s := 100.0
				for t := 0; t < 12; t++ {
					s *= math.Exp(0.01 + 0.2*r.NormFloat64()/math.Sqrt(12))
				}
				sum += math.Max(s-100, 0)
			}
			if math.IsNaN(sum) {
				panic("sum")
			}
		}
	},
	"graph": func() {
		const n = 1 << 18
		edges := make([][4]int32, n)
		for i := range edges {
			for k := range edges[i] {
				edges[i][k] = int32(mrand.Intn(n))
			}
		}
		for {
			seen := make([]bool, n)
			queue := []int32{int32(mrand.Intn(n))}
			for len(queue) > 0 {
				at := queue[0]
				queue = queue[1:]
				for _, to := range edges[at] {
					if !seen[to] {
						seen[to] = true
						queue = append(queue, to)
					}
				}
			}
		}
	},
	"checksums": func() {
		data := noise(1 << 20)
		for {
			crc32.ChecksumIEEE(data)
			sha512.Sum512(data)
			h := sha256.New()
			h.Write(data)
			h.Sum(nil)
		}
	},
}

func main() {
	if len(os.Args) > 1 && programs[os.Args[1]] != nil {
		programs[os.Args[1]]()
	}
	os.Exit(2)
}

// SPDX-License-Identifier: GPL-2.0-only

// Work of Go's library and of circl: "hurts-go NAME" does it for ever.
package main

import (
	"bytes"
	"compress/flate"
	"compress/lzw"
	"container/heap"
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/md5"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha1"
	"encoding/gob"
	"encoding/json"
	"image"
	"image/jpeg"
	"image/png"
	"index/suffixarray"
	"io"
	"math"
	mrand "math/rand"
	"os"
	"regexp"
	"sort"

	"github.com/cloudflare/circl/dh/csidh"
	"github.com/cloudflare/circl/dh/x448"
	"github.com/cloudflare/circl/ecc/bls12381"
	"github.com/cloudflare/circl/ecc/fourq"
	"github.com/cloudflare/circl/kem/kyber/kyber1024"
	"github.com/cloudflare/circl/kem/sike/sikep434"
	"github.com/cloudflare/circl/sign/dilithium"
)

var data = make([]byte, 1<<16)
var table = make([]uint64, 1<<18)

type queue []uint64

func (q queue) Len() int           { return len(q) }
func (q queue) Less(i, j int) bool { return q[i] < q[j] }
func (q queue) Swap(i, j int)      { q[i], q[j] = q[j], q[i] }
func (q *queue) Push(x any)        { *q = append(*q, x.(uint64)) }
func (q *queue) Pop() any {
	last := (*q)[len(*q)-1]
	*q = (*q)[:len(*q)-1]
	return last
}

func picture() image.Image {
	p := image.NewRGBA(image.Rect(0, 0, 128, 128))
	rand.Read(p.Pix)
	return p
}

var works = map[string]func(){
	"kyber1024": func() {
		s := kyber1024.Scheme()
		pk, sk, _ := s.GenerateKeyPair()
		ct, _, _ := s.Encapsulate(pk)
		s.Decapsulate(sk, ct)
	},
	"dilithium5": func() {
		m := dilithium.Mode5
		pk, sk, _ := m.GenerateKey(nil)
		m.Verify(pk, data[:64], m.Sign(sk, data[:64]))
	},
	"sidh": func() {
		s := sikep434.Scheme()
		pk, sk, _ := s.GenerateKeyPair()
		ct, _, _ := s.Encapsulate(pk)
		s.Decapsulate(sk, ct)
	},
	"x448": func() {
		var secret, public x448.Key
		rand.Read(secret[:])
		x448.KeyGen(&public, &secret)
	},
	"fourq": func() {
		var p fourq.Point
		var k [32]byte
		rand.Read(k[:])
		p.ScalarBaseMult(&k)
	},
	"bls12381": func() {
		k := &bls12381.Scalar{}
		k.Random(rand.Reader)
		g := bls12381.G1Generator()
		g.ScalarMult(k, g)
		bls12381.Pair(g, bls12381.G2Generator())
	},
	"csidh": func() {
		var private csidh.PrivateKey
		var public csidh.PublicKey
		csidh.GeneratePrivateKey(&private, rand.Reader)
		csidh.GeneratePublicKey(&public, &private, rand.Reader)
	},
	"ed25519": func() {
		pk, sk, _ := ed25519.GenerateKey(nil)
		ed25519.Verify(pk, data, ed25519.Sign(sk, data))
	},
	"p256": func() {
		sk, _ := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		ecdsa.SignASN1(rand.Reader, sk, data[:32])
	},
	"rsa": func() { rsa.GenerateKey(rand.Reader, 1024) },
	"aes-cbc": func() {
		block, _ := aes.NewCipher(data[:32])
		cipher.NewCBCEncrypter(block, data[:16]).CryptBlocks(data, data)
	},
	"aes-ctr": func() {
		block, _ := aes.NewCipher(data[:16])
		cipher.NewCTR(block, data[:16]).XORKeyStream(data, data)
	},
	"sha1": func() { sha1.Sum(data) },
	"md5":  func() { md5.Sum(data) },
	"lzw": func() {
		w := lzw.NewWriter(io.Discard, lzw.LSB, 8)
		w.Write(data)
		w.Close()
	},
	"flate": func() {
		w, _ := flate.NewWriter(io.Discard, 9)
		for i := range data {
			data[i] &= 15
		}
		w.Write(data)
		w.Close()
	},
	"jpeg": func() { jpeg.Encode(io.Discard, picture(), nil) },
	"png":  func() { png.Encode(io.Discard, picture()) },
	"gob": func() {
		var b bytes.Buffer
		gob.NewEncoder(&b).Encode(table[:4096])
		var out []uint64
		gob.NewDecoder(&b).Decode(&out)
	},
	"json": func() {
		b, _ := json.Marshal(table[:4096])
		var out []uint64
		json.Unmarshal(b, &out)
	},
	"regexp": func() {
		regexp.MustCompile(`(a|b)*c[0-9a-f]+d?$`).FindAllIndex(data, -1)
	},
	"gups": func() {
		r := uint64(1)
		for i := 0; i < 1<<20; i++ {
			r = r<<1 ^ uint64(int64(r)>>63)&7
			table[r&0x3ffff] ^= r
		}
	},
	"montecarlo": func() {
		sum := 0.0
		for i := 0; i < 100000; i++ {
			sum += math.Exp(0.2 * mrand.NormFloat64())
		}
	},
	"heap": func() {
		q := &queue{}
		for i := 0; i < 20000; i++ {
			heap.Push(q, mrand.Uint64())
		}
		for q.Len() > 0 {
			heap.Pop(q)
		}
	},
	"suffixarray": func() {
		rand.Read(data)
		suffixarray.New(data)
	},
	"life": func() {
		next := make([]uint64, len(table))
		for i := range table {
			up, down := table[(i+1)&0x3ffff], table[(i-1)&0x3ffff]
			next[i] = up<<1 ^ table[i] ^ down>>1
		}
		table = next
	},
	"sort": func() {
		for i := range table {
			table[i] = mrand.Uint64()
		}
		sort.Slice(table, func(i, j int) bool { return table[i] < table[j] })
	},
}

func main() {
	rand.Read(data)
	for i := range table {
		table[i] = mrand.Uint64()
	}
	for work := works[os.Args[1]]; ; {
		work()
	}
}

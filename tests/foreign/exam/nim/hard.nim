# SPDX-License-Identifier: GPL-2.0-only
## Ethash on 64 MiB that are not the dataset, AstroBWT by a merge sort: Nim.
import std/[os, bitops, algorithm]

type Bytes = seq[uint8]

proc le32(b: Bytes, at: int): uint32 =
  for i in 0 .. 3: result = result or uint32(b[at + i]) shl (8 * i)

proc put32(b: var Bytes, at: int, x: uint32) =
  for i in 0 .. 3: b[at + i] = uint8(x shr (8 * i) and 0xff)

proc unhex(s: string): Bytes =
  proc digit(c: char): int = (if c <= '9': ord(c) - 48 else: ord(c) - 87)
  for i in countup(0, s.len - 1, 2): result.add uint8(digit(s[i]) * 16 + digit(s[i + 1]))

proc must(got: Bytes, want: string) =
  let w = unhex(want)
  if got[0 ..< w.len] != w:
    stderr.writeLine "got ", got
    quit 1

proc keccakF(s: var array[25, uint64]) =
  var l = 1
  for r in 0 .. 23:
    var c: array[5, uint64]
    for i in 0 .. 4: c[i] = s[i] xor s[i + 5] xor s[i + 10] xor s[i + 15] xor s[i + 20]
    for i in 0 .. 24:
      s[i] = s[i] xor c[(i + 4) mod 5] xor rotateLeftBits(c[(i + 1) mod 5], 1)
    var (x, y, t) = (1, 0, s[1])
    for i in 0 .. 23:
      (x, y) = (y, (2 * x + 3 * y) mod 5)
      let u = s[x + 5 * y]
      s[x + 5 * y] = rotateLeftBits(t, ((i + 1) * (i + 2) div 2) mod 64)
      t = u
    for j in countup(0, 20, 5):
      for i in 0 .. 4: c[i] = s[j + i]
      for i in 0 .. 4: s[j + i] = c[i] xor (not c[(i + 1) mod 5] and c[(i + 2) mod 5])
    for k in 0 .. 6:
      if (l and 1) != 0: s[0] = s[0] xor 1'u64 shl ((1 shl k) - 1)
      l = if l >= 128: (l shl 1 xor 0x71) and 0xff else: l shl 1

proc sponge(data: Bytes, rate: int, pad: uint8, want: int): Bytes =
  var s: array[25, uint64]
  var at = 0
  for b in data:
    s[at div 8] = s[at div 8] xor uint64(b) shl (8 * (at mod 8))
    inc at
    if at == rate:
      keccakF(s)
      at = 0
  s[at div 8] = s[at div 8] xor uint64(pad) shl (8 * (at mod 8))
  s[rate div 8 - 1] = s[rate div 8 - 1] xor 1'u64 shl 63
  keccakF(s)
  for i in 0 ..< want: result.add uint8(s[i div 8] shr (8 * (i mod 8)) and 0xff)

proc quarter(x: var array[16, uint32], a, b, c, d: int) {.inline.} =
  x[b] = x[b] xor rotateLeftBits(x[a] + x[d], 7)
  x[c] = x[c] xor rotateLeftBits(x[b] + x[a], 9)
  x[d] = x[d] xor rotateLeftBits(x[c] + x[b], 13)
  x[a] = x[a] xor rotateLeftBits(x[d] + x[c], 18)

proc salsa(x: var array[16, uint32], rounds: static int) =
  let y = x
  for r in 1 .. rounds div 2:
    quarter(x, 0, 4, 8, 12)
    quarter(x, 5, 9, 13, 1)
    quarter(x, 10, 14, 2, 6)
    quarter(x, 15, 3, 7, 11)
    quarter(x, 0, 1, 2, 3)
    quarter(x, 5, 6, 7, 4)
    quarter(x, 10, 11, 8, 9)
    quarter(x, 15, 12, 13, 14)
  for i in 0 .. 15: x[i] += y[i]

# Ethash

proc ethash(dataset: seq[uint32], head: Bytes): Bytes =
  let seed = sponge(head, 72, 1, 64)
  let first = le32(seed, 0)
  let pages = uint32(dataset.len div 32)
  var mix: array[32, uint32]
  for i in 0 .. 31: mix[i] = le32(seed, i mod 16 * 4)
  for i in 0'u32 .. 63:
    let page = int(((i xor first) * 0x01000193'u32 xor mix[i mod 32]) mod pages) * 32
    for k in 0 .. 31: mix[k] = mix[k] * 0x01000193'u32 xor dataset[page + k]
  result = seed
  result.setLen 96
  for i in 0 .. 7:
    var x = mix[4 * i]
    for k in 1 .. 3: x = x * 0x01000193'u32 xor mix[4 * i + k]
    put32(result, 64 + 4 * i, x)
  result = sponge(result, 136, 1, 32)

# AstroBWT

const first = 147253

proc stream(key: Bytes, n: int): Bytes =
  var input: array[16, uint32]
  input[0] = 0x61707865'u32
  input[5] = 0x3320646e'u32
  input[10] = 0x79622d32'u32
  input[15] = 0x6b206574'u32
  for i in 0 .. 3:
    input[1 + i] = le32(key, 4 * i)
    input[11 + i] = le32(key, 16 + 4 * i)
  result = newSeq[uint8]((n + 63) div 64 * 64 + 8)
  for at in countup(0, n - 1, 64):
    var x = input
    salsa(x, 20)
    for i in 0 .. 15: put32(result, at + 4 * i, x[i])
    inc input[8]
  for i in n ..< result.len: result[i] = 0

proc stage(key: Bytes, n: int): Bytes =
  let text = stream(key, n)
  var order = newSeq[tuple[head: uint64, at: int32]](n)
  var head = 0'u64
  for i in countdown(n - 1, 0):
    head = head shr 8 or uint64(text[i]) shl 56
    order[i] = (head, int32(i))
  proc compare(a, b: tuple[head: uint64, at: int32]): int =
    if a.head != b.head: return (if a.head < b.head: -1 else: 1)
    var (x, y) = (int(a.at), int(b.at))
    while x < n and y < n:
      if text[x] != text[y]: return int(text[x]) - int(text[y])
      inc x
      inc y
    y - x
  order.sort(compare)
  var bwt = newSeq[uint8](n + 1)
  bwt[0] = text[n - 1]
  for i, s in order: bwt[i + 1] = if s.at > 0: text[s.at - 1] else: 0'u8
  sponge(bwt, 136, 6, 32)

proc astrobwt(data: Bytes): Bytes =
  result = stage(sponge(data, 136, 6, 32), first)
  result = stage(result, first + int(le32(result, 0) and 0xfffff))

const test = "0305a0dbd6bf05cf16e503f3a66f78007cbf34144332ecbfc22ed95c8700383b309ace1923a0" &
  "964b00000008ba939a62724c0d7581fce5761e9d8a0e6a1c3f924fdd8493d1115649c05eb601"

var head = newSeq[uint8](48)
case paramStr(1)
of "ethash":
  must(sponge(@[], 136, 1, 32), "c5d2460186f7233c")
  var dataset = newSeq[uint32](16 shl 20)
  var x = 1'u32
  for w in dataset.mitems:
    x = x xor x shl 13
    x = x xor x shr 17
    x = x xor x shl 5
    w = x
  head.setLen 40
  for nonce in 0'u32 .. high(uint32):
    put32(head, 32, nonce)
    let d = ethash(dataset, head)
    if d[31] == 0 and d[30] == 0 and d[29] == 0: echo nonce
of "astrobwt":
  must(astrobwt(unhex(test)), "7e8844f2d6b7a434")
  for nonce in 0'u32 .. high(uint32):
    put32(head, 39, nonce)
    let d = astrobwt(head)
    if d[31] == 0 and d[30] == 0: echo nonce
else: quit 2

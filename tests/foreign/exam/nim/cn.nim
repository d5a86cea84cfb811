# SPDX-License-Identifier: GPL-2.0-only
## CryptoNight v0, v1, Lite and Pico in Nim, by sequences.
import std/[os, math, bitops]

type
  Blk = array[2, uint64]
  Coin = object
    variant: int
    pad, mask, iterations: int
    check: uint64

const input = [
  0x03'u8, 0x05, 0xa0, 0xdb, 0xd6, 0xbf, 0x05, 0xcf, 0x16, 0xe5, 0x03, 0xf3, 0xa6,
  0x6f, 0x78, 0x00, 0x7c, 0xbf, 0x34, 0x14, 0x43, 0x32, 0xec, 0xbf, 0xc2, 0x2e,
  0xd9, 0x5c, 0x87, 0x00, 0x38, 0x3b, 0x30, 0x9a, 0xce, 0x19, 0x23, 0xa0, 0x96,
  0x4b, 0x00, 0x00, 0x00, 0x08, 0xba, 0x93, 0x9a, 0x62, 0x72, 0x4c, 0x0d, 0x75,
  0x81, 0xfc, 0xe5, 0x76, 0x1e, 0x9d, 0x8a, 0x0e, 0x6a, 0x1c, 0x3f, 0x92, 0x4f,
  0xdd, 0x84, 0x93, 0xd1, 0x11, 0x56, 0x49, 0xc0, 0x5e, 0xb6, 0x01]

proc makeBox(): array[256, uint8] {.compileTime.} =
  var p = 1
  var q = 1
  while true:
    p = p xor ((p shl 1) and 0xff) xor (if p >= 128: 0x1b else: 0)
    q = q xor (q shl 1)
    q = q xor (q shl 2)
    q = (q xor (q shl 4)) and 0xff
    if q >= 128: q = q xor 9
    var x = 0x63
    for k in 0 .. 4:
      x = x xor (q shl k) xor (q shr (8 - k))
    result[p] = uint8(x and 0xff)
    if p == 1: break
  result[0] = 0x63

const box = makeBox()

proc makeTable(): array[256, uint64] =
  ## 64 bits wide: a column twice, so that a shift is a rotation.
  for i in 0 .. 255:
    let s = uint64(box[i])
    let d = (s shl 1 xor (s shr 7) * 0x1b) and 0xff
    let w = d or s shl 8 or s shl 16 or (d xor s) shl 24
    result[i] = w or w shl 32

var table = makeTable()

template look(x: uint32, byte, turn: static int): uint32 =
  uint32(table[int(x shr byte and 0xff)] shr turn and 0xffffffff'u64)

proc round(x, k: Blk): Blk {.inline.} =
  let a = uint32(x[0] and 0xffffffff'u64)
  let b = uint32(x[0] shr 32)
  let c = uint32(x[1] and 0xffffffff'u64)
  let d = uint32(x[1] shr 32)
  let e = look(a, 0, 0) xor look(b, 8, 24) xor look(c, 16, 16) xor look(d, 24, 8)
  let f = look(b, 0, 0) xor look(c, 8, 24) xor look(d, 16, 16) xor look(a, 24, 8)
  let g = look(c, 0, 0) xor look(d, 8, 24) xor look(a, 16, 16) xor look(b, 24, 8)
  let h = look(d, 0, 0) xor look(a, 8, 24) xor look(b, 16, 16) xor look(c, 24, 8)
  [k[0] xor (uint64(e) or uint64(f) shl 32), k[1] xor (uint64(g) or uint64(h) shl 32)]

proc keccak(s: var array[25, uint64]) =
  var l = 1
  for r in 0 .. 23:
    var c: array[5, uint64]
    for i in 0 .. 4:
      c[i] = s[i] xor s[i + 5] xor s[i + 10] xor s[i + 15] xor s[i + 20]
    for i in 0 .. 4:
      let d = c[(i + 4) mod 5] xor rotateLeftBits(c[(i + 1) mod 5], 1)
      for j in 0 .. 4: s[i + 5 * j] = s[i + 5 * j] xor d
    var x = 1
    var y = 0
    var t = s[1]
    for i in 0 .. 23:
      (x, y) = (y, (2 * x + 3 * y) mod 5)
      let u = s[x + 5 * y]
      s[x + 5 * y] = rotateLeftBits(t, ((i + 1) * (i + 2) div 2) mod 64)
      t = u
    for j in 0 .. 4:
      for i in 0 .. 4: c[i] = s[5 * j + i]
      for i in 0 .. 4:
        s[5 * j + i] = c[i] xor (not c[(i + 1) mod 5] and c[(i + 2) mod 5])
    for k in 0 .. 6:
      if (l and 1) != 0: s[0] = s[0] xor (1'u64 shl ((1 shl k) - 1))
      l = if l >= 128: ((l shl 1) xor 0x71) and 0xff else: l shl 1

proc expand(key: openArray[uint64]): array[10, Blk] =
  var w: array[40, uint32]
  for i in 0 .. 3:
    w[2 * i] = uint32(key[i] and 0xffffffff'u64)
    w[2 * i + 1] = uint32(key[i] shr 32)
  var rcon = 1'u32
  for i in 8 .. 39:
    var t = w[i - 1]
    if i mod 8 == 0: t = rotateRightBits(t, 8)
    if i mod 4 == 0:
      var u = 0'u32
      for k in 0 .. 3: u = u or uint32(box[int(t shr (8 * k) and 0xff)]) shl (8 * k)
      t = u
    if i mod 8 == 0:
      t = t xor rcon
      rcon = rcon shl 1
    w[i] = w[i - 8] xor t
  for i in 0 .. 9:
    result[i] = [uint64(w[4 * i]) or uint64(w[4 * i + 1]) shl 32,
                 uint64(w[4 * i + 2]) or uint64(w[4 * i + 3]) shl 32]

proc widen(x, y: uint64): (uint64, uint64) {.inline.} =
  let x0 = x and 0xffffffff'u64
  let x1 = x shr 32
  let y0 = y and 0xffffffff'u64
  let y1 = y shr 32
  let a = x0 * y0
  let b = x1 * y0 + a shr 32
  let c = x0 * y1 + (b and 0xffffffff'u64)
  (x1 * y1 + b shr 32 + c shr 32, x * y)

proc root(n: uint64): uint64 {.inline.} =
  result = uint64(sqrt(float64(n) + 18446744073709551616.0) * 2.0 - 8589934592.0)
  let s = result shr 1
  let b = result and 1
  let r2 = s * (s + b) + result shl 32
  if r2 + b > n: dec result
  if r2 + 1'u64 shl 32 < n - s: inc result

proc shuffle(pad: var seq[Blk], j: int, a, b, b1: Blk) {.inline.} =
  let x = pad[j xor 1]
  let y = pad[j xor 2]
  let z = pad[j xor 3]
  pad[j xor 1] = [z[0] + b1[0], z[1] + b1[1]]
  pad[j xor 2] = [x[0] + b[0], x[1] + b[1]]
  pad[j xor 3] = [y[0] + a[0], y[1] + a[1]]

proc mix(coin: Coin, s: array[25, uint64], tweak: uint64, pad: var seq[Blk]) =
  var a: Blk = [s[0] xor s[4], s[1] xor s[5]]
  var b: Blk = [s[2] xor s[6], s[3] xor s[7]]
  var b1: Blk = [s[8] xor s[10], s[9] xor s[11]]
  var division = s[12]
  var rooted = s[13]
  for n in 1 .. coin.iterations:
    var j = int(a[0] shr 4) and coin.mask
    let c = round(pad[j], a)
    if coin.variant == 2: shuffle(pad, j, a, b, b1)
    pad[j] = [b[0] xor c[0], b[1] xor c[1]]
    if coin.variant == 1:
      let h = pad[j][1]
      let i = ((h shr 27 and 6) or (h shr 24 and 1)) shl 1
      pad[j][1] = h xor (0x75310'u64 shr i and 0x30) shl 24
    j = int(c[0] shr 4) and coin.mask
    var d = pad[j]
    if coin.variant == 2:
      d[0] = d[0] xor division xor rooted shl 32
      let divisor = (c[0] + rooted shl 1 and 0xffffffff'u64) or 0x80000001'u64
      let v = divisor and 0xffffffff'u64
      division = (c[1] div v and 0xffffffff'u64) + (c[1] mod v) shl 32
      rooted = root(c[0] + division)
    var (hi, lo) = widen(c[0], d[0])
    if coin.variant == 2:
      pad[j xor 1] = [pad[j xor 1][0] xor hi, pad[j xor 1][1] xor lo]
      hi = hi xor pad[j xor 2][0]
      lo = lo xor pad[j xor 2][1]
      shuffle(pad, j, a, b, b1)
    a[0] += hi
    a[1] += lo
    pad[j] = a
    if coin.variant == 1: pad[j][1] = a[1] xor tweak
    a[0] = a[0] xor d[0]
    a[1] = a[1] xor d[1]
    b1 = b
    b = c

proc hash(coin: Coin, data: array[76, uint8], pad: var seq[Blk]): array[25, uint64] =
  for i, x in data: result[i div 8] = result[i div 8] or uint64(x) shl (8 * (i mod 8))
  result[9] = result[9] or 1'u64 shl 32
  result[16] = 1'u64 shl 63
  keccak(result)
  var keys = expand(result[0 .. 3])
  var text: array[8, Blk]
  for i in 0 .. 7: text[i] = [result[8 + 2 * i], result[9 + 2 * i]]
  for n in countup(0, coin.pad - 1, 8):
    for i in 0 .. 7:
      for k in keys: text[i] = round(text[i], k)
      pad[n + i] = text[i]
  var tweak = result[24]
  for i in 0 .. 7: tweak = tweak xor uint64(data[35 + i]) shl (8 * i)
  mix(coin, result, tweak, pad)
  keys = expand(result[4 .. 7])
  for i in 0 .. 7: text[i] = [result[8 + 2 * i], result[9 + 2 * i]]
  for n in countup(0, coin.pad - 1, 8):
    for i in 0 .. 7:
      text[i] = [text[i][0] xor pad[n + i][0], text[i][1] xor pad[n + i][1]]
      for k in keys: text[i] = round(text[i], k)
  for i in 0 .. 7:
    result[8 + 2 * i] = text[i][0]
    result[9 + 2 * i] = text[i][1]
  keccak(result)

let coin = case paramStr(1)
  of "v0": Coin(variant: 0, pad: 0x20000, mask: 0x1ffff, iterations: 0x80000, check: 0x3f623466e0dc7066'u64)
  of "v1": Coin(variant: 1, pad: 0x20000, mask: 0x1ffff, iterations: 0x80000, check: 0x301ffa81c93a9f0a'u64)
  of "v2": Coin(variant: 2, pad: 0x20000, mask: 0x1ffff, iterations: 0x80000, check: 0x1ad4a9e9082421f1'u64)
  of "pico": Coin(variant: 2, pad: 0x4000, mask: 0x1fff, iterations: 0x10000, check: 0xf9382d6c18e2ac0f'u64)
  else: quit 2
var pad = newSeq[Blk](coin.pad)
var data = input
var s = hash(coin, data, pad)
if s[0] != coin.check:
  stderr.writeLine "wrong: ", s[0]
  quit 1
var nonce = 0'u32
while true:
  for i in 0 .. 3: data[39 + i] = uint8(nonce shr (8 * i) and 0xff)
  s = hash(coin, data, pad)
  if s[3] shr 40 == 0: echo nonce
  inc nonce

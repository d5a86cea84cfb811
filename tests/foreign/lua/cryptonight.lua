-- SPDX-License-Identifier: GPL-2.0-only
-- CryptoNight v0 and v1 for LuaJIT: "luajit cryptonight.lua ALGORITHM" checks
-- itself, then hashes for ever. Source: CryptoNote standard CNS008; of the four
-- functions that it may end with only BLAKE-256 is here, which the published
-- vectors end with; a nonce that ends with another is given up there.
local bit, ffi = require("bit"), require("ffi")
local band, bor, bxor, bnot = bit.band, bit.bor, bit.bxor, bit.bnot
local lshift, rshift, rol, ror = bit.lshift, bit.rshift, bit.rol, bit.ror

local SIGMA = "0123456789abcdefea489fd61c02b753b8c052fdae367194" ..
	"7931dcbe265a40f8905724afe1bc683d2c6a0b834d75fe19" ..
	"c51fed4a0763928bdb7ec13950f4862a6fe9b308c2d714a5a2847615fb9e3cd0"
local PI = { [0] = 0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344,
	0xa4093822, 0x299f31d0, 0x082efa98, 0xec4e6c89, 0x452821e6, 0x38d01377,
	0xbe5466cf, 0x34e90c6c, 0xc0ac29b7, 0xc97c50dd, 0x3f84d5b5, 0xb5470917 }
local SBOX = ffi.new("uint8_t[256]")
local T = { [0] = ffi.new("int32_t[256]"), ffi.new("int32_t[256]"),
	ffi.new("int32_t[256]"), ffi.new("int32_t[256]") }

local function times2(x)
	return band(bxor(lshift(x, 1), rshift(x, 7) * 0x11b), 255)
end

local function make_tables()
	local p, q = 1, 1
	repeat
		p = bxor(p, times2(p))
		q = bxor(q, lshift(q, 1))
		q = bxor(q, lshift(q, 2))
		q = bxor(q, lshift(q, 4))
		q = band(bxor(q, band(rshift(q, 7), 1) * 9), 255)
		local w = q * 0x101
		SBOX[p] = band(bxor(q, rshift(w, 7), rshift(w, 6), rshift(w, 5),
				    rshift(w, 4), 0x63), 255)
	until p == 1
	SBOX[0] = 0x63
	for i = 0, 255 do
		local s, s2 = SBOX[i], times2(SBOX[i])
		T[0][i] = bor(s2, lshift(s, 8), lshift(s, 16), lshift(bxor(s, s2), 24))
		for k = 1, 3 do
			T[k][i] = rol(T[0][i], 8 * k)
		end
	end
end

local function permute(a)
	local c, lfsr = ffi.new("uint64_t[5]"), 1
	for _ = 1, 24 do
		for x = 0, 4 do
			c[x] = bxor(a[x], a[x + 5], a[x + 10], a[x + 15], a[x + 20])
		end
		for i = 0, 24 do
			a[i] = bxor(a[i], c[(i + 4) % 5], rol(c[(i + 1) % 5], 1))
		end
		local x, y, lane = 1, 0, a[1]
		for t = 0, 23 do
			x, y = y, (2 * x + 3 * y) % 5
			local at = x + 5 * y
			lane, a[at] = a[at], rol(lane, (t + 1) * (t + 2) / 2 % 64)
		end
		for row = 0, 20, 5 do
			ffi.copy(c, a + row, 40)
			for i = 0, 4 do
				a[row + i] = bxor(c[i], band(bnot(c[(i + 1) % 5]),
							     c[(i + 2) % 5]))
			end
		end
		for j = 0, 6 do
			lfsr = band(bxor(lshift(lfsr, 1), rshift(lfsr, 7) * 0x71), 255)
			if band(lfsr, 2) ~= 0 then
				a[0] = bxor(a[0], lshift(1ULL, lshift(1, j) - 1))
			end
		end
	end
end

-- the input is shorter than a block
local function absorb(text)
	local state = ffi.new("uint64_t[25]")
	local bytes = ffi.cast("uint8_t *", state)
	ffi.copy(bytes, text, #text)
	bytes[#text] = 1
	bytes[135] = bxor(bytes[135], 0x80)
	permute(state)
	return state
end

local function blake256(state)
	local h = ffi.new("int32_t[8]", { 0x6a09e667, bit.tobit(0xbb67ae85),
		0x3c6ef372, bit.tobit(0xa54ff53a), 0x510e527f,
		bit.tobit(0x9b05688c), 0x1f83d9ab, 0x5be0cd19 })
	local text = ffi.new("uint8_t[256]")
	ffi.copy(text, state, 200)
	text[200], text[247], text[254], text[255] = 0x80, 1, 6, 64
	for block = 0, 3 do
		local m, v = ffi.new("int32_t[16]"), ffi.new("int32_t[16]")
		local bits = math.min(512 * (block + 1), 1600)
		for i = 0, 15 do
			local p = text + 64 * block + 4 * i
			m[i] = bor(lshift(p[0], 24), lshift(p[1], 16), lshift(p[2], 8), p[3])
			v[i] = i < 8 and h[i] or bit.tobit(PI[i - 8])
		end
		v[12], v[13] = bxor(v[12], bits), bxor(v[13], bits)
		for step = 0, 14 * 8 - 1 do
			local at = math.floor(step / 8) % 10 * 16 + step % 8 * 2 + 1
			local i = tonumber(SIGMA:sub(at, at), 16)
			local j = tonumber(SIGMA:sub(at + 1, at + 1), 16)
			local turn = math.floor(step / 4) % 2
			local a, b = step % 4, 4 + (step + turn) % 4
			local c, d = 8 + (step + 2 * turn) % 4, 12 + (step + 3 * turn) % 4
			v[a] = bit.tobit(v[a] + v[b] + bxor(m[i], PI[j]))
			v[d] = ror(bxor(v[d], v[a]), 16)
			v[c] = bit.tobit(v[c] + v[d])
			v[b] = ror(bxor(v[b], v[c]), 12)
			v[a] = bit.tobit(v[a] + v[b] + bxor(m[j], PI[i]))
			v[d] = ror(bxor(v[d], v[a]), 8)
			v[c] = bit.tobit(v[c] + v[d])
			v[b] = ror(bxor(v[b], v[c]), 7)
		end
		for i = 0, 7 do
			h[i] = bxor(h[i], v[i], v[i + 8])
		end
	end
	local out = {}
	for i = 0, 7 do
		out[i + 1] = bit.tohex(h[i])
	end
	return table.concat(out)
end

local function substitute(x)
	return bor(SBOX[band(x, 255)], lshift(SBOX[band(rshift(x, 8), 255)], 8),
		   lshift(SBOX[band(rshift(x, 16), 255)], 16),
		   lshift(SBOX[rshift(x, 24)], 24))
end

local function expand(key)
	local w = ffi.new("int32_t[40]")
	ffi.copy(w, key, 32)
	for i = 8, 39 do
		local x = w[i - 1]
		if i % 8 == 0 then
			x = bxor(substitute(ror(x, 8)), lshift(1, i / 8 - 1))
		elseif i % 8 == 4 then
			x = substitute(x)
		end
		w[i] = bxor(w[i - 8], x)
	end
	return w
end

local T0, T1, T2, T3 = T[0], T[1], T[2], T[3]

local function column(a, b, c, d)
	return bxor(T0[band(a, 255)], T1[band(rshift(b, 8), 255)],
		    T2[band(rshift(c, 16), 255)], T3[rshift(d, 24)])
end

local function ten_rounds(text, keys)
	for l = 0, 28, 4 do
		local a, b, c, d = text[l], text[l + 1], text[l + 2], text[l + 3]
		for k = 0, 36, 4 do
			a, b, c, d = bxor(column(a, b, c, d), keys[k]),
				bxor(column(b, c, d, a), keys[k + 1]),
				bxor(column(c, d, a, b), keys[k + 2]),
				bxor(column(d, a, b, c), keys[k + 3])
		end
		text[l], text[l + 1], text[l + 2], text[l + 3] = a, b, c, d
	end
end

local function multiply_high(x, y)
	local x0, x1 = band(x, 0xffffffffULL), rshift(x, 32)
	local y0, y1 = band(y, 0xffffffffULL), rshift(y, 32)
	local middle = x1 * y0 + rshift(x0 * y0, 32)
	local other = x0 * y1 + band(middle, 0xffffffffULL)
	return x1 * y1 + rshift(middle, 32) + rshift(other, 32)
end

local function walk(st, version, tweak, pad, words)
	local pad64 = ffi.cast("uint64_t *", pad)
	local a0, a1 = bxor(st[0], st[4]), bxor(st[1], st[5])
	local b0, b1 = bxor(st[2], st[6]), bxor(st[3], st[7])
	for _ = 1, words do
		local p = tonumber(band(a0, 4ULL * words - 16)) / 4
		local x, y, z, w = pad[p], pad[p + 1], pad[p + 2], pad[p + 3]
		local q = p / 2
		pad[p] = column(x, y, z, w)
		pad[p + 1] = column(y, z, w, x)
		pad[p + 2] = column(z, w, x, y)
		pad[p + 3] = column(w, x, y, z)
		local c0, c1 = bxor(pad64[q], a0), bxor(pad64[q + 1], a1)
		local high = bxor(b1, c1)
		if version == 1 then
			local top = tonumber(band(rshift(high, 24), 255))
			local shift = 2 * bor(band(rshift(top, 3), 6), band(top, 1))
			high = bxor(high, lshift(0ULL + band(rshift(0x75310, shift), 0x30), 24))
		end
		pad64[q], pad64[q + 1] = bxor(b0, c0), high
		q = tonumber(band(c0, 4ULL * words - 16)) / 8
		local d0, d1 = pad64[q], pad64[q + 1]
		a0 = a0 + multiply_high(c0, d0)
		a1 = a1 + c0 * d0
		pad64[q], pad64[q + 1] = a0, bxor(a1, tweak)
		a0, a1 = bxor(a0, d0), bxor(a1, d1)
		b0, b1 = c0, c1
	end
end

-- nil if it does not end with BLAKE-256
local function hash(version, input, pad, words)
	local st, text = absorb(input), ffi.new("int32_t[32]")
	local keys, tweak = expand(st), 0ULL
	ffi.copy(text, st + 8, 128)
	for i = 0, words - 1, 32 do
		ten_rounds(text, keys)
		ffi.copy(pad + i, text, 128)
	end
	if version == 1 then
		for i = 43, 36, -1 do
			tweak = tweak * 256 + input:byte(i)
		end
		tweak = bxor(tweak, st[24])
	end
	walk(st, version, tweak, pad, words)
	keys = expand(st + 4)
	ffi.copy(text, st + 8, 128)
	for i = 0, words - 1, 32 do
		for l = 0, 31 do
			text[l] = bxor(text[l], pad[i + l])
		end
		ten_rounds(text, keys)
	end
	ffi.copy(st + 8, text, 128)
	permute(st)
	return band(st[0], 3ULL) == 0 and blake256(st) or nil
end

make_tables()
local pad = ffi.new("int32_t[?]", 2 ^ 19)
assert(hash(0, "de omnibus dubitandum", pad, 2 ^ 19) ==
	"2f8e3df40bd11f9ac90c743ca8e32bb391da4fb98612aa3b6cdc639ee00b31f5")
assert(hash(1, ("\0"):rep(76), pad, 2 ^ 19) ==
	"80563c40ed46575a9e44820d93ee095e2851aa22483fd67837118c6cd951ba61")
local version = arg[1] == "cn0" and 0 or 1
local words = arg[1] == "cn-lite1" and 2 ^ 18 or 2 ^ 19
for nonce = 1, math.huge do
	hash(version, ("\0"):rep(39) .. bit.tohex(nonce) .. ("\0"):rep(29), pad, words)
end

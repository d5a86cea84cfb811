-- SPDX-License-Identifier: GPL-2.0-only
-- Work in Lua: "luajit hurts.lua NAME" does it for ever.
local bit, ffi = require("bit"), require("ffi")
local cells = ffi.new("uint64_t[?]", 2 ^ 18)

local works = {
	gups = function()
		local r = 1ULL
		for _ = 1, 2 ^ 20 do
			r = bit.bxor(bit.lshift(r, 1), bit.rshift(r, 63) * 7)
			local at = tonumber(bit.band(r, 0x3ffffULL))
			cells[at] = bit.bxor(cells[at], r)
		end
	end,
	random = function()
		local hits = 0
		for _ = 1, 1e6 do
			local x, y = math.random(), math.random()
			hits = hits + (x * x + y * y < 1 and 1 or 0)
		end
	end,
	table = function()
		local t = {}
		for i = 1, 1e5 do
			t[math.random(1e9)] = i
		end
	end,
	fft = function()
		local n, re, im = 4096, {}, {}
		for i = 0, n - 1 do
			re[i], im[i] = math.random(), 0
		end
		local half = n / 2
		while half >= 1 do
			for at = 0, n - 1, 2 * half do
				for j = at, at + half - 1 do
					local a = math.pi * (j - at) / half
					local c, s = math.cos(a), -math.sin(a)
					local x, y = re[j] - re[j + half], im[j] - im[j + half]
					re[j], im[j] = re[j] + re[j + half], im[j] + im[j + half]
					re[j + half], im[j + half] = x * c - y * s, x * s + y * c
				end
			end
			half = half / 2
		end
	end,
	matrix = function()
		local n, a, b = 100, {}, {}
		for i = 1, n * n do
			a[i], b[i] = math.random(), 0
		end
		for i = 0, n - 1 do
			for k = 0, n - 1 do
				for j = 1, n do
					b[i * n + j] = b[i * n + j] + a[i * n + k + 1] * a[k * n + j]
				end
			end
		end
	end,
	bits = function()
		local x = 1
		for _ = 1, 1e6 do
			x = bit.bxor(x, bit.lshift(x, 13))
			x = bit.bxor(x, bit.rshift(x, 17))
			x = bit.bxor(x, bit.lshift(x, 5))
		end
		return x
	end,
	strings = function()
		local s = {}
		for i = 1, 20000 do
			s[i] = ("%08x"):format(math.random(2 ^ 31 - 1))
		end
		table.sort(s)
		return table.concat(s):gsub("[a-f]+", string.upper)
	end,
	nbody = function()
		local x, v = {}, {}
		for i = 1, 30 do
			x[i], v[i] = math.random(), 0
		end
		for _ = 1, 500 do
			for i = 1, 30 do
				for j = 1, 30 do
					local d = x[j] - x[i]
					v[i] = v[i] + d / (d * d + 0.01) ^ 1.5 * 1e-4
				end
			end
			for i = 1, 30 do
				x[i] = x[i] + v[i]
			end
		end
	end,
}

while true do
	works[arg[1]]()
end

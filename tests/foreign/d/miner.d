// SPDX-License-Identifier: GPL-2.0-only
/* CryptoNight v0, v1 and Lite v1, and Cuckatoo's edge trimming, in D:
 * "miner ALGORITHM" checks itself, then hashes for ever. Sources: CryptoNote
 * standard CNS008; J. Tromp, "Cuckoo Cycle", and Grin's description of
 * Cuckatoo. Of the four functions that CryptoNight may end with only BLAKE-256
 * is here, which the published vectors end with; a nonce that ends with another
 * is given up there.
 */
import core.bitop : bsf, popcnt, rol, ror;
import std.algorithm : all, map, sum;
import std.array : array;
import std.digest : toHexString, LetterCase;
import std.range : iota;
import std.stdio : stderr;

struct Block { ulong lo, hi; }

// ---- AES's round by tables

ubyte xtime(ubyte x) pure { return cast(ubyte)(x << 1 ^ (x & 0x80 ? 0x1b : 0)); }

ubyte[256] makeSbox() pure
{
	ubyte[256] exp, log, box;
	ubyte x = 1;
	foreach (i; 0 .. 255) {
		exp[i] = x;
		log[x] = cast(ubyte)i;
		x ^= xtime(x);
	}
	foreach (i; 0 .. 256) {
		const ubyte inverse = i ? exp[(255 - log[i]) % 255] : 0;
		uint y = inverse;
		foreach (n; 1 .. 5)
			y ^= cast(ubyte)(inverse << n | inverse >> 8 - n);
		box[i] = cast(ubyte)(y ^ 0x63);
	}
	return box;
}

uint[256][4] makeTables(in ubyte[256] box) pure
{
	uint[256][4] t;
	foreach (i, s; box) {
		const uint word = xtime(s) | s << 8 | s << 16 | (s ^ xtime(s)) << 24;
		foreach (n; 0 .. 4)
			t[n][i] = n ? rol(word, 8 * n) : word;
	}
	return t;
}

immutable ubyte[256] sbox = makeSbox();
immutable uint[256][4] tables = makeTables(sbox);

uint column(uint a, uint b, uint c, uint d)
{
	return tables[0][a & 255] ^ tables[1][b >> 8 & 255] ^
		tables[2][c >> 16 & 255] ^ tables[3][d >> 24];
}

Block aesRound(Block x, Block key)
{
	const a = cast(uint)x.lo, b = cast(uint)(x.lo >> 32);
	const c = cast(uint)x.hi, d = cast(uint)(x.hi >> 32);
	return Block(
		(column(a, b, c, d) | cast(ulong)column(b, c, d, a) << 32) ^ key.lo,
		(column(c, d, a, b) | cast(ulong)column(d, a, b, c) << 32) ^ key.hi);
}

Block[10] expandKey(in ulong[] from)
{
	uint[40] w;
	Block[10] keys;
	uint rcon = 1;
	foreach (i; 0 .. 8)
		w[i] = cast(uint)(from[i / 2] >> 32 * (i % 2));
	foreach (i; 8 .. 40) {
		uint x = w[i - 1];
		if (i % 8 == 0)
			x = ror(x, 8);
		if (i % 4 == 0)
			x = sbox[x & 255] | sbox[x >> 8 & 255] << 8 |
				sbox[x >> 16 & 255] << 16 | sbox[x >> 24] << 24;
		if (i % 8 == 0) {
			x ^= rcon;
			rcon <<= 1;
		}
		w[i] = w[i - 8] ^ x;
	}
	foreach (i, ref key; keys)
		key = Block(w[4 * i] | cast(ulong)w[4 * i + 1] << 32,
			w[4 * i + 2] | cast(ulong)w[4 * i + 3] << 32);
	return keys;
}

// ---- Keccak (FIPS 202) and BLAKE-256

void keccak(ref ulong[25] a)
{
	uint lfsr = 1;
	foreach (round; 0 .. 24) {
		ulong[5] parity;
		foreach (x; 0 .. 5)
			parity[x] = a[x] ^ a[x + 5] ^ a[x + 10] ^ a[x + 15] ^ a[x + 20];
		foreach (i, ref lane; a)
			lane ^= parity[(i + 4) % 5] ^ rol(parity[(i + 1) % 5], 1);
		size_t at = 1;
		ulong lane = a[1];
		foreach (t; 1 .. 25) {
			const x = at % 5, y = at / 5;
			at = y + 5 * ((2 * x + 3 * y) % 5);
			const turned = t * (t + 1) / 2 % 64;
			const next = a[at];
			a[at] = turned ? rol(lane, turned) : lane;
			lane = next;
		}
		foreach (y; iota(0, 25, 5)) {
			const ulong[5] row = a[y .. y + 5];
			foreach (x; 0 .. 5)
				a[y + x] = row[x] ^ ~row[(x + 1) % 5] & row[(x + 2) % 5];
		}
		foreach (j; 0 .. 7) {
			if (lfsr & 1)
				a[0] ^= 1UL << (1 << j) - 1;
			lfsr = lfsr << 1 ^ (lfsr & 0x80 ? 0x171 : 0);
		}
	}
}

ulong[25] absorb(in ubyte[] text)
{
	ulong[25] state = 0;
	auto bytes = cast(ubyte[])state[];
	bytes[0 .. text.length] = text;
	bytes[text.length] = 1;
	bytes[135] |= 0x80;
	keccak(state);
	return state;
}

immutable uint[16] pi = [
	0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344,
	0xa4093822, 0x299f31d0, 0x082efa98, 0xec4e6c89,
	0x452821e6, 0x38d01377, 0xbe5466cf, 0x34e90c6c,
	0xc0ac29b7, 0xc97c50dd, 0x3f84d5b5, 0xb5470917,
];

// the order of message words, BLAKE's and BLAKE2's
immutable ulong[10] sigma = [
	0x0123456789abcdef, 0xea489fd61c02b753, 0xb8c052fdae367194,
	0x7931dcbe265a40f8, 0x905724afe1bc683d, 0x2c6a0b834d75fe19,
	0xc51fed4a0763928b, 0xdb7ec13950f4862a, 0x6fe9b308c2d714a5,
	0xa2847615fb9e3cd0,
];

size_t order(size_t round, size_t i) { return sigma[round % 10] >> 60 - 4 * i & 15; }

// The words that the G functions of a round take, column by column, diagonals after.
immutable ubyte[4][8] quarters = [
	[0, 4, 8, 12], [1, 5, 9, 13], [2, 6, 10, 14], [3, 7, 11, 15],
	[0, 5, 10, 15], [1, 6, 11, 12], [2, 7, 8, 13], [3, 4, 9, 14],
];

string blake256(in ulong[25] state)
{
	uint[8] h = [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
		0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19];
	ubyte[256] text = 0;
	text[0 .. 200] = cast(const(ubyte)[])state[];
	text[200] = 0x80;
	text[247] = 1;
	text[254] = 1600 >> 8;
	text[255] = 1600 & 255;
	foreach (block; 0 .. 4) {
		uint[16] m = 0, v;
		foreach (i; 0 .. 64)
			m[i / 4] = m[i / 4] << 8 | text[64 * block + i];
		const uint bits = block == 3 ? 1600 : 512 * (block + 1);
		v[0 .. 8] = h;
		v[8 .. 16] = pi[0 .. 8];
		v[12] ^= bits;
		v[13] ^= bits;
		foreach (round; 0 .. 14)
			foreach (g, q; quarters) {
				const i = order(round, 2 * g), j = order(round, 2 * g + 1);
				v[q[0]] += v[q[1]] + (m[i] ^ pi[j]);
				v[q[3]] = ror(v[q[3]] ^ v[q[0]], 16);
				v[q[2]] += v[q[3]];
				v[q[1]] = ror(v[q[1]] ^ v[q[2]], 12);
				v[q[0]] += v[q[1]] + (m[j] ^ pi[i]);
				v[q[3]] = ror(v[q[3]] ^ v[q[0]], 8);
				v[q[2]] += v[q[3]];
				v[q[1]] = ror(v[q[1]] ^ v[q[2]], 7);
			}
		foreach (i; 0 .. 8)
			h[i] ^= v[i] ^ v[i + 8];
	}
	ubyte[32] digest;
	foreach (i, ref b; digest)
		b = cast(ubyte)(h[i / 4] >> 24 - 8 * (i % 4));
	return digest.toHexString!(LetterCase.lower).idup;
}

// ---- CryptoNight

ulong multiply(ulong x, ulong y, out ulong high)
{
	const xl = x & uint.max, xh = x >> 32, yl = y & uint.max, yh = y >> 32;
	const mid = xh * yl + (xl * yl >> 32);
	const cross = xl * yh + (mid & uint.max);
	high = xh * yh + (mid >> 32) + (cross >> 32);
	return x * y;
}

void tenRounds(ref Block[8] lanes, in Block[10] keys)
{
	foreach (ref lane; lanes)
		foreach (key; keys)
			lane = aesRound(lane, key);
}

void walk(in ulong[25] st, bool v1, ulong tweak, Block[] pad)
{
	const mask = pad.length - 1;
	auto a = Block(st[0] ^ st[4], st[1] ^ st[5]);
	auto b = Block(st[2] ^ st[6], st[3] ^ st[7]);
	foreach (i; 0 .. 4 * pad.length) {
		auto place = &pad[a.lo >> 4 & mask];
		const c = aesRound(*place, a);
		ulong mixed = b.hi ^ c.hi;
		if (v1) {
			const top = mixed >> 24;
			mixed ^= (0x75310UL >> ((top >> 3 & 6 | top & 1) << 1) & 0x30) << 24;
		}
		*place = Block(b.lo ^ c.lo, mixed);
		place = &pad[c.lo >> 4 & mask];
		const d = *place;
		ulong high;
		const low = multiply(c.lo, d.lo, high);
		a.lo += high;
		a.hi += low;
		*place = Block(a.lo, a.hi ^ tweak);
		a.lo ^= d.lo;
		a.hi ^= d.hi;
		b = c;
	}
}

/// null if it does not end with BLAKE-256.
string cryptonight(bool v1, in ubyte[] input, Block[] pad)
{
	auto st = absorb(input);
	auto lanes = *cast(Block[8]*)&st[8];
	auto keys = expandKey(st[0 .. 4]);
	foreach (i; iota(0, pad.length, 8)) {
		tenRounds(lanes, keys);
		pad[i .. i + 8] = lanes;
	}
	ulong tweak = 0;
	if (v1)
		foreach (i; 0 .. 8)
			tweak |= cast(ulong)input[35 + i] << 8 * i;
	walk(st, v1, v1 ? tweak ^ st[24] : 0, pad);
	lanes = *cast(Block[8]*)&st[8];
	keys = expandKey(st[4 .. 8]);
	foreach (i; iota(0, pad.length, 8)) {
		foreach (l, ref lane; lanes)
			lane = Block(lane.lo ^ pad[i + l].lo, lane.hi ^ pad[i + l].hi);
		tenRounds(lanes, keys);
	}
	*cast(Block[8]*)&st[8] = lanes;
	keccak(st);
	return st[0] & 3 ? null : blake256(st);
}

// ---- Cuckatoo

ulong[4] blake2b256(in ubyte[] text)
{
	static immutable ulong[8] iv = [
		0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b,
		0xa54ff53a5f1d36f1, 0x510e527fade682d1, 0x9b05688c2b3e6c1f,
		0x1f83d9abfb41bd6b, 0x5be0cd19137e2179,
	];
	ulong[16] m = 0, v;
	ulong[8] h = iv;
	(cast(ubyte[])m[])[0 .. text.length] = text;
	h[0] ^= 0x01010000 ^ 32;
	v[0 .. 8] = h;
	v[8 .. 16] = iv;
	v[12] ^= text.length;
	v[14] = ~v[14];
	foreach (round; 0 .. 12)
		foreach (g, q; quarters) {
			v[q[0]] += v[q[1]] + m[order(round, 2 * g)];
			v[q[3]] = ror(v[q[3]] ^ v[q[0]], 32);
			v[q[2]] += v[q[3]];
			v[q[1]] = ror(v[q[1]] ^ v[q[2]], 24);
			v[q[0]] += v[q[1]] + m[order(round, 2 * g + 1)];
			v[q[3]] = ror(v[q[3]] ^ v[q[0]], 16);
			v[q[2]] += v[q[3]];
			v[q[1]] = ror(v[q[1]] ^ v[q[2]], 63);
		}
	foreach (i; 0 .. 8)
		h[i] ^= v[i] ^ v[i + 8];
	return h[0 .. 4];
}

struct SipHash24 {
	ulong v0, v1, v2, v3;

	void round()
	{
		v0 += v1;
		v1 = rol(v1, 13) ^ v0;
		v0 = rol(v0, 32);
		v2 += v3;
		v3 = rol(v3, 16) ^ v2;
		v0 += v3;
		v3 = rol(v3, 21) ^ v0;
		v2 += v1;
		v1 = rol(v1, 17) ^ v2;
		v2 = rol(v2, 32);
	}
}

ulong node(in ulong[4] keys, ulong edge, uint side, ulong mask)
{
	const nonce = edge << 1 | side;
	auto s = SipHash24(keys[0], keys[1], keys[2], keys[3] ^ nonce);
	s.round();
	s.round();
	s.v0 ^= nonce;
	s.v2 ^= 0xff;
	foreach (i; 0 .. 4)
		s.round();
	return (s.v0 ^ s.v1 ^ s.v2 ^ s.v3) & mask;
}

ulong[4] headerKeys(uint nonce)
{
	ubyte[80] header = 0;
	foreach (i; 0 .. 4)
		header[76 + i] = cast(ubyte)(nonce >> 8 * i);
	return blake2b256(header);
}

/// Of Grin's test: a cycle in the graph of 2^29 edges that nonce 20 makes.
immutable ulong[42] grinProof = [
	0x48a9e2, 0x9cf043, 0x155ca30, 0x18f4783, 0x248f86c, 0x2629a64,
	0x5bad752, 0x72e3569, 0x93db760, 0x97d3b37, 0x9e05670, 0xa315d5a,
	0xa3571a1, 0xa48db46, 0xa7796b6, 0xac43611, 0xb64912f, 0xbb6c71e,
	0xbcc8be1, 0xc38a43a, 0xd4faa99, 0xe018a66, 0xe37e49c, 0xfa975fa,
	0x11786035, 0x1243b60a, 0x12892da0, 0x141b5453, 0x1483c3a0, 0x1505525e,
	0x1607352c, 0x16181fe3, 0x17e3a1da, 0x180b651e, 0x1899d678, 0x1931b0bb,
	0x19606448, 0x1b041655, 0x1b2c20ad, 0x1bd7a83c, 0x1c05d5b0, 0x1c0b9caa,
];

/// Every node of a cycle is met by two edges.
bool isCycle(in ulong[4] keys)
{
	foreach (uint side; 0 .. 2) {
		int[ulong] met;
		foreach (edge; grinProof)
			++met[node(keys, edge, side, (1UL << 29) - 1) >> 1];
		if (!met.byValue.all!(count => count == 2))
			return false;
	}
	return true;
}

/// An edge stays if another one ends at the other half of its node.
void trim(in ulong[4] keys, uint bits, uint side, ulong[] alive)
{
	const mask = (1UL << bits) - 1;
	auto used = new ulong[alive.length];
	scope (exit)
		used.destroy();
	foreach (i, word; alive)
		for (; word; word &= word - 1) {
			const n = node(keys, 64 * i + bsf(word), side, mask);
			used[n >> 6] |= 1UL << (n & 63);
		}
	foreach (i, ref word; alive)
		for (ulong rest = word; rest; rest &= rest - 1) {
			const n = node(keys, 64 * i + bsf(rest), side, mask) ^ 1;
			if (!(used[n >> 6] >> (n & 63) & 1))
				word &= ~(1UL << bsf(rest));
		}
}

// ---- what is checked, and what runs for ever

void expect(bool right, string what)
{
	if (right)
		return;
	stderr.writeln("wrong: ", what);
	import core.stdc.stdlib : exit;
	exit(1);
}

void mineCuckatoo()
{
	expect(isCycle(headerKeys(20)), "Grin's proof is no cycle");
	expect(!isCycle(headerKeys(21)), "any 42 edges are a cycle");
	for (uint nonce = 0;; ++nonce) {
		auto alive = new ulong[1 << 18];
		alive[] = ulong.max;
		foreach (uint round; 0 .. 8)
			trim(headerKeys(nonce), 24, round & 1, alive);
		expect(alive.map!(word => cast(ulong)popcnt(word)).sum > 0, "none is left");
	}
}

void mineCryptonight(bool v1, size_t blocks)
{
	auto pad = new Block[1 << 17];
	ubyte[76] header = 0;
	expect(cryptonight(false, cast(immutable(ubyte)[])"de omnibus dubitandum", pad) ==
		"2f8e3df40bd11f9ac90c743ca8e32bb391da4fb98612aa3b6cdc639ee00b31f5", "v0");
	expect(cryptonight(true, header, pad) ==
		"80563c40ed46575a9e44820d93ee095e2851aa22483fd67837118c6cd951ba61", "v1");
	for (uint nonce = 0;; ++nonce) {
		foreach (i; 0 .. 4)
			header[39 + i] = cast(ubyte)(nonce >> 8 * i);
		cryptonight(v1, header, pad[0 .. blocks]);
	}
}

void main(string[] args)
{
	switch (args.length > 1 ? args[1] : "") {
	case "cn0":
		return mineCryptonight(false, 1 << 17);
	case "cn1":
		return mineCryptonight(true, 1 << 17);
	case "cn-lite1":
		return mineCryptonight(true, 1 << 16);
	case "cuckatoo":
		return mineCuckatoo();
	default:
		expect(false, "one of cn0, cn1, cn-lite1, cuckatoo is wanted");
	}
}

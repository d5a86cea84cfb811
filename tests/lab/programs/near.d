// SPDX-License-Identifier: GPL-2.0-only
// Benign programs in D whose inner loops come near to those of miners:
// "near NAME" does one of them for ever.
import std.algorithm : sort;
import std.typecons : Tuple;

ulong seed = 0x853c49e6748fea9b;

ulong Next()
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return seed;
}

ulong Rotl(ulong x, int n) { return x << n | x >> 64 - n; }
uint Rotl(uint x, int n) { return x << n | x >> 32 - n; }

// ---- a file encrypted by AES-128-CBC
ubyte[256] S;
uint[1024] Te;

void MakeTe()
{
	auto log = new ubyte[256];
	auto exp = new ubyte[256];
	int x = 1;
	for (int i = 0; i < 255; i++) {
		exp[i] = cast(ubyte)x;
		log[x] = cast(ubyte)i;
		x ^= x << 1 ^ (x >> 7) * 0x11b;
		x &= 255;
	}
	for (int i = 0; i < 256; i++) {
		int inv = i == 0 ? 0 : exp[(255 - log[i]) % 255], y = inv;
		for (int n = 1; n < 5; n++)
			y ^= (inv << n | inv >> 8 - n) & 255;
		S[i] = cast(ubyte)(y ^ 0x63);
	}
	for (int i = 0; i < 256; i++) {
		int s = S[i], s2 = (s << 1 ^ (s >> 7) * 0x11b) & 255;
		uint w = cast(uint)(s2 << 24 | s << 16 | s << 8 | s2 ^ s);
		for (int n = 0; n < 4; n++)
			Te[256 * n + i] = n == 0 ? w : Rotl(w, 32 - 8 * n);
	}
}

void Cbc()
{
	MakeTe();
	auto key = new uint[44];
	for (int i = 0; i < 44; i++)
		key[i] = cast(uint)Next();
	auto text = new uint[1 << 18];
	for (int i = 0; i < text.length; i++)
		text[i] = cast(uint)Next();
	uint a = 1, b = 2, c = 3, d = 4;
	for (;;)
		for (int i = 0; i < text.length; i += 4) {
			a ^= text[i] ^ key[0];
			b ^= text[i + 1] ^ key[1];
			c ^= text[i + 2] ^ key[2];
			d ^= text[i + 3] ^ key[3];
			for (int r = 4; r < 40; r += 4) {
				uint e = Te[a >> 24] ^ Te[256 + (b >> 16 & 255)] ^
					Te[512 + (c >> 8 & 255)] ^ Te[768 + (d & 255)] ^ key[r];
				uint f = Te[b >> 24] ^ Te[256 + (c >> 16 & 255)] ^
					Te[512 + (d >> 8 & 255)] ^ Te[768 + (a & 255)] ^ key[r + 1];
				uint g = Te[c >> 24] ^ Te[256 + (d >> 16 & 255)] ^
					Te[512 + (a >> 8 & 255)] ^ Te[768 + (b & 255)] ^ key[r + 2];
				d = Te[d >> 24] ^ Te[256 + (a >> 16 & 255)] ^
					Te[512 + (b >> 8 & 255)] ^ Te[768 + (c & 255)] ^ key[r + 3];
				a = e;
				b = f;
				c = g;
			}
			uint A = Last(a, b, c, d) ^ key[40], B = Last(b, c, d, a) ^ key[41];
			uint C = Last(c, d, a, b) ^ key[42], D = Last(d, a, b, c) ^ key[43];
			text[i] = a = A;
			text[i + 1] = b = B;
			text[i + 2] = c = C;
			text[i + 3] = d = D;
		}
}

uint Last(uint a, uint b, uint c, uint d)
{
	return cast(uint)S[a >> 24] << 24 | cast(uint)S[b >> 16 & 255] << 16 |
		cast(uint)S[c >> 8 & 255] << 8 | S[d & 255];
}

// ---- two tables of a database joined by a hash table of 2 MiB
ulong Mix(ulong x)
{
	x = (x ^ x >> 33) * 0xff51afd7ed558ccd;
	x = (x ^ x >> 33) * 0xc4ceb9fe1a85ec53;
	return x ^ x >> 33;
}

struct Slot { ulong Key, Value; }

void Join()
{
	auto table = new Slot[1 << 17];
	for (;;) {
		table[] = Slot();
		for (int i = 0; i < 80000; i++) {
			ulong key = Next() | 1;
			long at = cast(long)(Mix(key) & 0x1ffff);
			while (table[at].Key != 0 && table[at].Key != key)
				at = at + 1 & 0x1ffff;
			table[at].Key = key;
			table[at].Value += cast(ulong)i;
		}
		for (int i = 0; i < 400000; i++) {
			ulong key = Next() | 1;
			long at = cast(long)(Mix(key) & 0x1ffff);
			while (table[at].Key != 0 && table[at].Key != key)
				at = at + 1 & 0x1ffff;
			table[at].Value ^= key;
		}
	}
}

// ---- random games with a table of positions
void Playouts()
{
	auto zobrist = new ulong[128];
	for (int i = 0; i < zobrist.length; i++)
		zobrist[i] = Next();
	auto seen = new Slot[1 << 16];
	for (;;) {
		ulong own = 0, other = 0, hash = 0;
		for (int move = 0; move < 60; move++) {
			int at = cast(int)(Next() >> 58);
			ulong bit = 1UL << at;
			if (((own | other) & bit) != 0)
				continue;
			own |= bit;
			hash ^= zobrist[2 * at + (move & 1)];
			int slot = cast(int)(hash & 0xffff);
			if (seen[slot].Key != hash) {
				seen[slot].Key = hash;
				ulong lines = own & own >> 1 & own >> 2;
				lines |= own & own >> 8 & own >> 16;
				seen[slot].Value = lines;
			}
			if (seen[slot].Value != 0)
				break;
			ulong turn = own;
			own = other;
			other = turn;
		}
	}
}

// ---- a Bloom filter keyed by SipHash
ulong v0, v1, v2, v3;

void SipRound()
{
	v0 += v1; v1 = Rotl(v1, 13); v1 ^= v0; v0 = Rotl(v0, 32);
	v2 += v3; v3 = Rotl(v3, 16); v3 ^= v2;
	v0 += v3; v3 = Rotl(v3, 21); v3 ^= v0;
	v2 += v1; v1 = Rotl(v1, 17); v1 ^= v2; v2 = Rotl(v2, 32);
}

void Filter()
{
	auto bits = new ulong[1 << 16];
	long hits = 0;
	for (;;) {
		ulong word = Next() % 2000000;
		v0 = 0x736f6d6570736575;
		v1 = 0x646f72616e646f6d;
		v2 = 0x6c7967656e657261;
		v3 = 0x7465646279746573 ^ word;
		SipRound();
		SipRound();
		v0 ^= word;
		v2 ^= 0xff;
		SipRound();
		SipRound();
		SipRound();
		SipRound();
		ulong h = v0 ^ v1 ^ v2 ^ v3, step = h >> 32 | 1;
		for (int i = 0; i < 5; i++) {
			ulong at = h & 0x3fffff;
			hits += cast(long)(bits[at >> 6] >> cast(int)(at & 63) & 1);
			bits[at >> 6] |= 1UL << cast(int)(at & 63);
			h += step;
		}
		if ((Next() & 0xfffff) == 0)
			bits[] = 0;
	}
}

// ---- powers modulo a number of 1024 bits, as RSA does
ulong High(ulong x, ulong y)
{
	ulong a = x >> 32, b = cast(uint)x, c = y >> 32, d = cast(uint)y;
	ulong bd = b * d, ad = a * d, bc = b * c;
	ulong mid = (bd >> 32) + cast(uint)ad + cast(uint)bc;
	return a * c + (ad >> 32) + (bc >> 32) + (mid >> 32);
}

void Modexp()
{
	enum n = 16;
	auto m = new ulong[n];
	auto x = new ulong[n];
	auto t = new ulong[n + 2];
	for (int i = 0; i < n; i++) {
		m[i] = Next();
		x[i] = Next();
	}
	m[0] |= 1;
	m[n - 1] |= 1UL << 63;
	ulong inverse = 1;
	for (int i = 0; i < 6; i++)
		inverse *= 2 - m[0] * inverse;
	inverse = 0 - inverse;
	for (;;) {
		t[] = 0;
		for (int i = 0; i < n; i++) {
			ulong carry = 0;
			for (int j = 0; j < n; j++)
				carry = Add(t, j, x[i], x[j], carry);
			ulong sum = t[n] + carry;
			t[n + 1] = sum < carry ? 1UL : 0;
			t[n] = sum;
			ulong q = t[0] * inverse;
			carry = 0;
			for (int j = 0; j < n; j++)
				carry = Add(t, j, q, m[j], carry);
			t[n] += carry;
			for (int j = 0; j <= n; j++)
				t[j] = t[j + 1];
		}
		x[0 .. n] = t[0 .. n];
	}
}

ulong Add(ulong[] t, int j, ulong x, ulong y, ulong carry)
{
	ulong low = x * y, high = High(x, y);
	low += carry;
	if (low < carry)
		high++;
	t[j] += low;
	if (t[j] < low)
		high++;
	return high;
}

// ---- Keccak and BLAKE2b, of which the next four are made
int[25] Turns;
ulong[24] Rc;

void MakeKeccak()
{
	int x = 1, y = 0, lfsr = 1;
	for (int t = 0; t < 24; t++) {
		Turns[x + 5 * y] = (t + 1) * (t + 2) / 2 % 64;
		int z = (2 * x + 3 * y) % 5;
		x = y;
		y = z;
		for (int j = 0; j < 7; j++) {
			if ((lfsr & 1) != 0)
				Rc[t] ^= 1UL << (1 << j) - 1;
			lfsr = (lfsr << 1 ^ (lfsr >> 7) * 0x171) & 255;
		}
	}
}

void Keccak(ulong[] a)
{
	auto b = new ulong[25];
	for (int r = 0; r < 24; r++) {
		for (int x = 0; x < 5; x++)
			b[x] = a[x] ^ a[x + 5] ^ a[x + 10] ^ a[x + 15] ^ a[x + 20];
		for (int x = 0; x < 5; x++) {
			ulong d = b[(x + 4) % 5] ^ Rotl(b[(x + 1) % 5], 1);
			for (int y = 0; y < 25; y += 5)
				a[x + y] ^= d;
		}
		for (int y = 0; y < 5; y++)
			for (int x = 0; x < 5; x++) {
				int n = Turns[x + 5 * y];
				ulong lane = a[x + 5 * y];
				b[y + 5 * ((2 * x + 3 * y) % 5)] = n == 0 ? lane : Rotl(lane, n);
			}
		for (int y = 0; y < 25; y += 5)
			for (int x = 0; x < 5; x++)
				a[x + y] = b[x + y] ^ ~b[(x + 1) % 5 + y] & b[(x + 2) % 5 + y];
		a[0] ^= Rc[r];
	}
}

immutable ulong[8] Iv = [
	0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b,
	0xa54ff53a5f1d36f1, 0x510e527fade682d1, 0x9b05688c2b3e6c1f,
	0x1f83d9abfb41bd6b, 0x5be0cd19137e2179,
];

void G(ulong[] v, int a, int b, int c, int d, ulong x, ulong y)
{
	v[a] += v[b] + x;
	v[d] = Rotl(v[d] ^ v[a], 32);
	v[c] += v[d];
	v[b] = Rotl(v[b] ^ v[c], 40);
	v[a] += v[b] + y;
	v[d] = Rotl(v[d] ^ v[a], 48);
	v[c] += v[d];
	v[b] = Rotl(v[b] ^ v[c], 1);
}

void Blake2b(ulong[] h, ulong[] m, int[] order)
{
	auto v = new ulong[16];
	v[0 .. 8] = h[0 .. 8];
	v[8 .. 8 + 8] = Iv[0 .. 0 + 8];
	v[12] ^= 128;
	v[14] = ~v[14];
	for (int r = 0; r < 12; r++) {
		int o = r % 10 * 16;
		for (int i = 0; i < 4; i++)
			G(v, i, 4 + i, 8 + i, 12 + i, m[order[o + 2 * i]], m[order[o + 2 * i + 1]]);
		for (int i = 0; i < 4; i++)
			G(v, i, 4 + (i + 1) % 4, 8 + (i + 2) % 4, 12 + (i + 3) % 4,
				m[order[o + 8 + 2 * i]], m[order[o + 9 + 2 * i]]);
	}
	for (int i = 0; i < 8; i++)
		h[i] ^= v[i] ^ v[i + 8];
}

int[] Sigma()
{
	immutable s = "0123456789abcdefea489fd61c02b753b8c052fdae3671947931dcbe265a40f8905724afe1bc683d2c6a0b834d75fe19c51fed4a0763928bdb7ec13950f4862a6fe9b308c2d714a5a2847615fb9e3cd0";
	auto order = new int[160];
	for (int i = 0; i < 160; i++)
		order[i] = s[i] <= '9' ? s[i] - '0' : s[i] - 'a' + 10;
	return order;
}

// ---- a tree of digests, as of a file system that checks what it reads
void Merkle()
{
	MakeKeccak();
	auto leaves = new ulong[1 << 16];
	auto state = new ulong[25];
	for (;;) {
		for (int i = 0; i < leaves.length; i++)
			leaves[i] = Next();
		for (ulong n = leaves.length; n >= 8; n /= 2)
			for (int i = 0; i + 8 <= n; i += 8) {
				state[] = 0;
				state[0 .. 0 + 8] = leaves[i .. i + 8];
				state[8] = 6;
				state[16] = 1UL << 63;
				Keccak(state);
				leaves[i / 2 .. i / 2 + 4] = state[0 .. 0 + 4];
			}
	}
}

// ---- a backup that finds what is there twice: digests, sorted
void Backup()
{
	auto order = Sigma();
	auto digests = new Tuple!(ulong, int)[30000];
	auto m = new ulong[16];
	auto h = new ulong[8];
	for (;;) {
		for (int i = 0; i < 30000; i++) {
			for (int j = 0; j < 16; j++)
				m[j] = j == 0 ? Next() % 20000 : cast(ulong)j;
			h[0 .. 8] = Iv[0 .. 8];
			h[0] ^= 0x01010040;
			Blake2b(h, m, order);
			digests[i] = Tuple!(ulong, int)(h[0], i);
		}
		digests.sort!((x, y) => x[0] < y[0]);
		int twice = 0;
		for (int i = 1; i < digests.length; i++)
			if (digests[i][0] == digests[i - 1][0])
				twice++;
		if (twice == 0)
			return;
	}
}

// ---- records of 16 bytes shuffled by PCG
void Shuffle()
{
	auto records = new Slot[1 << 17];
	ulong state = 42;
	for (;;)
		for (uint i = cast(uint)records.length - 1; i > 0; i--) {
			state = state * 6364136223846793005 + 1442695040888963407;
			uint x = cast(uint)((state >> 18 ^ state) >> 27);
			int turn = cast(int)(state >> 59);
			x = x >> turn | x << (-turn & 31);
			uint j = cast(uint)(cast(ulong)x * (i + 1) >> 32);
			Slot s = records[i];
			records[i] = records[j];
			records[j] = s;
			records[j].Key += x;
		}
}

// ---- a store that finds its blocks by FNV and checks them by SHA-3
void Store()
{
	MakeKeccak();
	auto index = new uint[1 << 24];
	auto state = new ulong[25];
	for (;;) {
		ulong name = Next();
		uint h = 0x811c9dc5;
		for (int i = 0; i < 64; i++)
			h = (h ^ cast(ubyte)(name >> (i & 7) * 8)) * 0x01000193;
		for (int i = 0; i < 32; i++) {
			uint found = index[h & 0xffffff];
			h = h * 0x01000193 ^ found;
			index[h & 0xffffff] = h;
		}
		if ((h & 31) == 0) {
			state[0] ^= h;
			Keccak(state);
		}
	}
}

// ---- an archive: blocks sorted by Burrows and Wheeler, encrypted by Salsa20
void Archive()
{
	auto block = new ubyte[1 << 15];
	auto at = new int[block.length];
	auto stream = new uint[16];
	for (;;) {
		for (int i = 0; i < block.length; i++) {
			block[i] = cast(ubyte)(Next() & 15);
			at[i] = i;
		}
		at.sort!((x, y) {
			for (int i = 0; i < 64; i++) {
				int a = block[x + i & block.length - 1];
				int b = block[y + i & block.length - 1];
				if (a != b)
					return a < b;
			}
			return x < y;
		});
		for (int i = 0; i < block.length; i += 64) {
			auto x = new uint[16];
			for (int j = 0; j < 16; j++)
				x[j] = stream[j] + cast(uint)i;
			for (int r = 0; r < 10; r++) {
				for (int c = 0; c < 4; c++)
					Quarter(x, 5 * c & 15, 5 * c + 4 & 15, 5 * c + 8 & 15, 5 * c + 12 & 15);
				for (int c = 0; c < 4; c++)
					Quarter(x, 5 * c, 4 * c + (c + 1 & 3), 4 * c + (c + 2 & 3),
						4 * c + (c + 3 & 3));
			}
			for (int j = 0; j < 16; j++)
				stream[j] += x[j] ^ block[at[i + j]];
		}
	}
}

void Quarter(uint[] x, int a, int b, int c, int d)
{
	x[b] ^= Rotl(x[a] + x[d], 7);
	x[c] ^= Rotl(x[b] + x[a], 9);
	x[d] ^= Rotl(x[c] + x[b], 13);
	x[a] ^= Rotl(x[d] + x[c], 18);
}

void main(string[] args)
{
	switch (args[1]) {
	case "cbc": Cbc(); break;
	case "join": Join(); break;
	case "playouts": Playouts(); break;
	case "filter": Filter(); break;
	case "modexp": Modexp(); break;
	case "merkle": Merkle(); break;
	case "backup": Backup(); break;
	case "shuffle": Shuffle(); break;
	case "store": Store(); break;
	case "archive": Archive(); break;
	default: throw new Exception(args[1]);
	}
}

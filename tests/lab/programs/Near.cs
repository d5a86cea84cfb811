// SPDX-License-Identifier: GPL-2.0-only
// Benign programs in C# whose inner loops come near to those of miners:
// "mono Near.exe NAME" does one of them for ever.
using System;
using System.Collections.Generic;

static class Near
{
	static ulong seed = 0x853c49e6748fea9b;

	static ulong Next()
	{
		seed ^= seed << 13;
		seed ^= seed >> 7;
		seed ^= seed << 17;
		return seed;
	}

	static ulong Rotl(ulong x, int n) { return x << n | x >> 64 - n; }
	static uint Rotl(uint x, int n) { return x << n | x >> 32 - n; }

	// ---- a file encrypted by AES-128-CBC
	static readonly byte[] S = new byte[256];
	static readonly uint[] Te = new uint[1024];

	static void MakeTe()
	{
		var log = new byte[256];
		var exp = new byte[256];
		int x = 1;
		for (int i = 0; i < 255; i++) {
			exp[i] = (byte)x;
			log[x] = (byte)i;
			x ^= x << 1 ^ (x >> 7) * 0x11b;
			x &= 255;
		}
		for (int i = 0; i < 256; i++) {
			int inv = i == 0 ? 0 : exp[(255 - log[i]) % 255], y = inv;
			for (int n = 1; n < 5; n++)
				y ^= (inv << n | inv >> 8 - n) & 255;
			S[i] = (byte)(y ^ 0x63);
		}
		for (int i = 0; i < 256; i++) {
			int s = S[i], s2 = (s << 1 ^ (s >> 7) * 0x11b) & 255;
			uint w = (uint)(s2 << 24 | s << 16 | s << 8 | s2 ^ s);
			for (int n = 0; n < 4; n++)
				Te[256 * n + i] = n == 0 ? w : Rotl(w, 32 - 8 * n);
		}
	}

	static void Cbc()
	{
		MakeTe();
		var key = new uint[44];
		for (int i = 0; i < 44; i++)
			key[i] = (uint)Next();
		var text = new uint[1 << 18];
		for (int i = 0; i < text.Length; i++)
			text[i] = (uint)Next();
		uint a = 1, b = 2, c = 3, d = 4;
		for (;;)
			for (int i = 0; i < text.Length; i += 4) {
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

	static uint Last(uint a, uint b, uint c, uint d)
	{
		return (uint)S[a >> 24] << 24 | (uint)S[b >> 16 & 255] << 16 |
			(uint)S[c >> 8 & 255] << 8 | S[d & 255];
	}

	// ---- two tables of a database joined by a hash table of 2 MiB
	static ulong Mix(ulong x)
	{
		x = (x ^ x >> 33) * 0xff51afd7ed558ccd;
		x = (x ^ x >> 33) * 0xc4ceb9fe1a85ec53;
		return x ^ x >> 33;
	}

	struct Slot { public ulong Key, Value; }

	static void Join()
	{
		var table = new Slot[1 << 17];
		for (;;) {
			Array.Clear(table, 0, table.Length);
			for (int i = 0; i < 80000; i++) {
				ulong key = Next() | 1;
				long at = (long)(Mix(key) & 0x1ffff);
				while (table[at].Key != 0 && table[at].Key != key)
					at = at + 1 & 0x1ffff;
				table[at].Key = key;
				table[at].Value += (ulong)i;
			}
			for (int i = 0; i < 400000; i++) {
				ulong key = Next() | 1;
				long at = (long)(Mix(key) & 0x1ffff);
				while (table[at].Key != 0 && table[at].Key != key)
					at = at + 1 & 0x1ffff;
				table[at].Value ^= key;
			}
		}
	}

	// ---- random games with a table of positions
	static void Playouts()
	{
		var zobrist = new ulong[2 * 64];
		for (int i = 0; i < zobrist.Length; i++)
			zobrist[i] = Next();
		var seen = new Slot[1 << 16];
		for (;;) {
			ulong own = 0, other = 0, hash = 0;
			for (int move = 0; move < 60; move++) {
				int at = (int)(Next() >> 58);
				ulong bit = 1UL << at;
				if (((own | other) & bit) != 0)
					continue;
				own |= bit;
				hash ^= zobrist[2 * at + (move & 1)];
				int slot = (int)(hash & 0xffff);
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
	static ulong v0, v1, v2, v3;

	static void SipRound()
	{
		v0 += v1; v1 = Rotl(v1, 13); v1 ^= v0; v0 = Rotl(v0, 32);
		v2 += v3; v3 = Rotl(v3, 16); v3 ^= v2;
		v0 += v3; v3 = Rotl(v3, 21); v3 ^= v0;
		v2 += v1; v1 = Rotl(v1, 17); v1 ^= v2; v2 = Rotl(v2, 32);
	}

	static void Filter()
	{
		var bits = new ulong[1 << 16];
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
				hits += (long)(bits[at >> 6] >> (int)(at & 63) & 1);
				bits[at >> 6] |= 1UL << (int)(at & 63);
				h += step;
			}
			if ((Next() & 0xfffff) == 0)
				Array.Clear(bits, 0, bits.Length);
		}
	}

	// ---- powers modulo a number of 1024 bits, as RSA does
	static ulong High(ulong x, ulong y)
	{
		ulong a = x >> 32, b = (uint)x, c = y >> 32, d = (uint)y;
		ulong bd = b * d, ad = a * d, bc = b * c;
		ulong mid = (bd >> 32) + (uint)ad + (uint)bc;
		return a * c + (ad >> 32) + (bc >> 32) + (mid >> 32);
	}

	static void Modexp()
	{
		const int n = 16;
		var m = new ulong[n];
		var x = new ulong[n];
		var t = new ulong[n + 2];
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
			Array.Clear(t, 0, t.Length);
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
			Array.Copy(t, x, n);
		}
	}

	static ulong Add(ulong[] t, int j, ulong x, ulong y, ulong carry)
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
	static readonly int[] Turns = new int[25];
	static readonly ulong[] Rc = new ulong[24];

	static void MakeKeccak()
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

	static void Keccak(ulong[] a)
	{
		var b = new ulong[25];
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

	static readonly ulong[] Iv = {
		0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b,
		0xa54ff53a5f1d36f1, 0x510e527fade682d1, 0x9b05688c2b3e6c1f,
		0x1f83d9abfb41bd6b, 0x5be0cd19137e2179,
	};

	static void G(ulong[] v, int a, int b, int c, int d, ulong x, ulong y)
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

	static void Blake2b(ulong[] h, ulong[] m, int[] order)
	{
		var v = new ulong[16];
		Array.Copy(h, v, 8);
		Array.Copy(Iv, 0, v, 8, 8);
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

	static int[] Sigma()
	{
		const string s = "0123456789abcdefea489fd61c02b753b8c052fdae3671947931dcbe265a40f8905724afe1bc683d2c6a0b834d75fe19c51fed4a0763928bdb7ec13950f4862a6fe9b308c2d714a5a2847615fb9e3cd0";
		var order = new int[160];
		for (int i = 0; i < 160; i++)
			order[i] = Convert.ToInt32(s.Substring(i, 1), 16);
		return order;
	}

	// ---- a tree of digests, as of a file system that checks what it reads
	static void Merkle()
	{
		MakeKeccak();
		var leaves = new ulong[1 << 16];
		var state = new ulong[25];
		for (;;) {
			for (int i = 0; i < leaves.Length; i++)
				leaves[i] = Next();
			for (int n = leaves.Length; n >= 8; n /= 2)
				for (int i = 0; i + 8 <= n; i += 8) {
					Array.Clear(state, 0, 25);
					Array.Copy(leaves, i, state, 0, 8);
					state[8] = 6;
					state[16] = 1UL << 63;
					Keccak(state);
					Array.Copy(state, 0, leaves, i / 2, 4);
				}
		}
	}

	// ---- a backup that finds what is there twice: digests, sorted
	static void Backup()
	{
		var order = Sigma();
		var digests = new List<KeyValuePair<ulong, int>>();
		var m = new ulong[16];
		var h = new ulong[8];
		for (;;) {
			digests.Clear();
			for (int i = 0; i < 30000; i++) {
				for (int j = 0; j < 16; j++)
					m[j] = j == 0 ? Next() % 20000 : (ulong)j;
				Array.Copy(Iv, h, 8);
				h[0] ^= 0x01010040;
				Blake2b(h, m, order);
				digests.Add(new KeyValuePair<ulong, int>(h[0], i));
			}
			digests.Sort((x, y) => x.Key.CompareTo(y.Key));
			int twice = 0;
			for (int i = 1; i < digests.Count; i++)
				if (digests[i].Key == digests[i - 1].Key)
					twice++;
			if (twice == 0)
				return;
		}
	}

	// ---- records of 16 bytes shuffled by PCG
	static void Shuffle()
	{
		var records = new Slot[1 << 17];
		ulong state = 42;
		for (;;)
			for (uint i = (uint)records.Length - 1; i > 0; i--) {
				state = state * 6364136223846793005 + 1442695040888963407;
				uint x = (uint)((state >> 18 ^ state) >> 27);
				int turn = (int)(state >> 59);
				x = x >> turn | x << (-turn & 31);
				uint j = (uint)((ulong)x * (i + 1) >> 32);
				Slot s = records[i];
				records[i] = records[j];
				records[j] = s;
				records[j].Key += x;
			}
	}

	// ---- a store that finds its blocks by FNV and checks them by SHA-3
	static void Store()
	{
		MakeKeccak();
		var index = new uint[1 << 24];
		var state = new ulong[25];
		for (;;) {
			ulong name = Next();
			uint h = 0x811c9dc5;
			for (int i = 0; i < 64; i++)
				h = (h ^ (byte)(name >> (i & 7) * 8)) * 0x01000193;
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
	static void Archive()
	{
		var block = new byte[1 << 15];
		var at = new int[block.Length];
		var stream = new uint[16];
		for (;;) {
			for (int i = 0; i < block.Length; i++) {
				block[i] = (byte)(Next() & 15);
				at[i] = i;
			}
			Array.Sort(at, (x, y) => {
				for (int i = 0; i < 64; i++) {
					int a = block[x + i & block.Length - 1];
					int b = block[y + i & block.Length - 1];
					if (a != b)
						return a - b;
				}
				return x - y;
			});
			for (int i = 0; i < block.Length; i += 64) {
				var x = new uint[16];
				for (int j = 0; j < 16; j++)
					x[j] = stream[j] + (uint)i;
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

	static void Quarter(uint[] x, int a, int b, int c, int d)
	{
		x[b] ^= Rotl(x[a] + x[d], 7);
		x[c] ^= Rotl(x[b] + x[a], 9);
		x[d] ^= Rotl(x[c] + x[b], 13);
		x[a] ^= Rotl(x[d] + x[c], 18);
	}

	static void Main(string[] args)
	{
		switch (args[0]) {
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
		default: throw new ArgumentException(args[0]);
		}
	}
}

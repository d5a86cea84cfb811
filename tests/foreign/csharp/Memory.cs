// SPDX-License-Identifier: GPL-2.0-only
using System;
using System.Linq;

/// Ethash on 64 MiB, and Cuckatoo's edge trimming, in C#: "Memory.exe
/// ALGORITHM" checks itself, says "ready", then hashes for ever. Sources:
/// Ethereum's yellow paper; FIPS 202; J. Tromp, "Cuckoo Cycle".
static class Memory {
	static readonly ulong[] Iota = new ulong[24];
	static readonly int[] Rho = new int[25], Pi = new int[25];

	static void Constants() {
		uint lfsr = 1;
		for (int r = 0; r < 24; r++)
			for (int j = 0; j < 7; j++) {
				lfsr = (lfsr << 1 ^ (lfsr >> 7) * 0x71) & 255;
				if ((lfsr & 2) != 0)
					Iota[r] ^= 1UL << (1 << j) - 1;
			}
		int x = 1, y = 0;
		for (int t = 0; t < 24; t++) {
			int z = (2 * x + 3 * y) % 5;
			Rho[x + 5 * y] = (t + 1) * (t + 2) / 2 % 64;
			Pi[x + 5 * y] = y + 5 * z;
			x = y;
			y = z;
		}
	}

	static ulong Rol(ulong v, int n) { return v << n | v >> 64 - n; }

	static void Permute(ulong[] a, ulong[] b) {
		for (int round = 0; round < 24; round++) {
			ulong c0 = a[0] ^ a[5] ^ a[10] ^ a[15] ^ a[20];
			ulong c1 = a[1] ^ a[6] ^ a[11] ^ a[16] ^ a[21];
			ulong c2 = a[2] ^ a[7] ^ a[12] ^ a[17] ^ a[22];
			ulong c3 = a[3] ^ a[8] ^ a[13] ^ a[18] ^ a[23];
			ulong c4 = a[4] ^ a[9] ^ a[14] ^ a[19] ^ a[24];
			ulong d0 = c4 ^ Rol(c1, 1), d1 = c0 ^ Rol(c2, 1);
			ulong d2 = c1 ^ Rol(c3, 1), d3 = c2 ^ Rol(c4, 1), d4 = c3 ^ Rol(c0, 1);
			for (int i = 0; i < 25; i += 5) {
				a[i] ^= d0; a[i + 1] ^= d1; a[i + 2] ^= d2;
				a[i + 3] ^= d3; a[i + 4] ^= d4;
			}
			b[0] = a[0];
			for (int i = 1; i < 25; i++)
				b[Pi[i]] = Rol(a[i], Rho[i]);
			for (int i = 0; i < 25; i += 5) {
				a[i] = b[i] ^ ~b[i + 1] & b[i + 2];
				a[i + 1] = b[i + 1] ^ ~b[i + 2] & b[i + 3];
				a[i + 2] = b[i + 2] ^ ~b[i + 3] & b[i + 4];
				a[i + 3] = b[i + 3] ^ ~b[i + 4] & b[i];
				a[i + 4] = b[i + 4] ^ ~b[i] & b[i + 1];
			}
			a[0] ^= Iota[round];
		}
	}

	/// Of less than a block of words.
	static uint[] Keccak(uint[] input, int bytes) {
		var a = new ulong[25];
		int rate = 200 - 2 * bytes;
		for (int i = 0; i < input.Length; i++)
			a[i / 2] ^= (ulong)input[i] << 32 * (i % 2);
		a[input.Length / 2] ^= 1UL << 32 * (input.Length % 2);
		a[rate / 8 - 1] ^= 1UL << 63;
		Permute(a, new ulong[25]);
		return Enumerable.Range(0, bytes / 4)
			.Select(i => (uint)(a[i / 2] >> 32 * (i % 2))).ToArray();
	}

	static uint Fnv(uint a, uint b) { return a * 0x01000193 ^ b; }

	static uint[][] Cache(uint[] seed, int nodes) {
		var cache = new uint[nodes][];
		for (int i = 0; i < nodes; i++)
			cache[i] = Keccak(i == 0 ? seed : cache[i - 1], 64);
		for (int round = 0; round < 3; round++)
			for (int i = 0; i < nodes; i++) {
				uint[] p = cache[(i + nodes - 1) % nodes], q = cache[cache[i][0] % (uint)nodes];
				cache[i] = Keccak(p.Zip(q, (v, w) => v ^ w).ToArray(), 64);
			}
		return cache;
	}

	static uint[] Item(uint[][] cache, uint index) {
		var mix = (uint[])cache[index % cache.Length].Clone();
		mix[0] ^= index;
		mix = Keccak(mix, 64);
		for (uint i = 0; i < 256; i++) {
			uint[] parent = cache[Fnv(index ^ i, mix[i % 16]) % cache.Length];
			for (int k = 0; k < 16; k++)
				mix[k] = Fnv(mix[k], parent[k]);
		}
		return Keccak(mix, 64);
	}

	static uint[] Hashimoto(uint[] data, uint[] start) {
		uint pages = (uint)data.Length / 32;
		uint[] s = Keccak(start, 64), mix = s.Concat(s).ToArray();
		for (uint i = 0; i < 64; i++) {
			uint at = 32 * (Fnv(i ^ s[0], mix[i % 32]) % pages);
			for (int k = 0; k < 32; k++)
				mix[k] = Fnv(mix[k], data[at + k]);
		}
		var cut = new uint[24];
		s.CopyTo(cut, 0);
		for (int i = 0; i < 8; i++)
			cut[16 + i] = Fnv(Fnv(Fnv(mix[4 * i], mix[4 * i + 1]), mix[4 * i + 2]), mix[4 * i + 3]);
		return Keccak(cut, 32);
	}

	static void Must(bool good) {
		if (good)
			return;
		Console.Error.WriteLine("wrong result");
		Environment.Exit(1);
	}

	static void Ethash() {
		Constants();
		uint[][] cache = Cache(Enumerable.Repeat(0x7e7e7e7eu, 8).ToArray(), 16);
		Must(cache[15][0] == 0xbcd418d1 && cache[15][15] == 0x5b986cef);
		uint[] item = Item(cache, 0);
		Must(item[0] == 0x828f69b1 && item[15] == 0x973510c0);
		var data = new uint[1 << 24];
		uint x = 2463534242;
		for (int i = 0; i < data.Length; i++) {
			x ^= x << 13;
			x ^= x >> 17;
			data[i] = x ^= x << 5;
		}
		Console.WriteLine("ready");
		var start = new uint[10];
		for (;; start[8]++)
			Hashimoto(data, start);
	}

	static readonly uint[] Proof = {
		0x48a9e2, 0x9cf043, 0x155ca30, 0x18f4783, 0x248f86c, 0x2629a64,
		0x5bad752, 0x72e3569, 0x93db760, 0x97d3b37, 0x9e05670, 0xa315d5a,
		0xa3571a1, 0xa48db46, 0xa7796b6, 0xac43611, 0xb64912f, 0xbb6c71e,
		0xbcc8be1, 0xc38a43a, 0xd4faa99, 0xe018a66, 0xe37e49c, 0xfa975fa,
		0x11786035, 0x1243b60a, 0x12892da0, 0x141b5453, 0x1483c3a0, 0x1505525e,
		0x1607352c, 0x16181fe3, 0x17e3a1da, 0x180b651e, 0x1899d678, 0x1931b0bb,
		0x19606448, 0x1b041655, 0x1b2c20ad, 0x1bd7a83c, 0x1c05d5b0, 0x1c0b9caa,
	};

	struct Sip {
		public ulong A, B, C, D;

		void Round() {
			A += B; C += D;
			B = Rol(B, 13) ^ A; D = Rol(D, 16) ^ C;
			A = Rol(A, 32) + D; C += B;
			B = Rol(B, 17) ^ C; D = Rol(D, 21) ^ A;
			C = Rol(C, 32);
		}

		public uint Node(uint edge, uint side, uint mask) {
			ulong nonce = 2UL * edge + side;
			var s = this;
			s.D ^= nonce;
			s.Round(); s.Round();
			s.A ^= nonce;
			s.C ^= 255;
			s.Round(); s.Round(); s.Round(); s.Round();
			return (uint)(s.A ^ s.B ^ s.C ^ s.D) & mask;
		}
	}

	static void Cuckatoo() {
		// what BLAKE2b makes of 76 zeros and the nonce 20
		var keys = new Sip { A = 0x27580576fe290177, B = 0xf9ea9b2031f4e76e, C = 0x1663308c8607868f, D = 0xb88839b0fa180d0e };
		for (uint side = 0; side < 2; side++)
			Must(Proof.GroupBy(e => keys.Node(e, side, (1u << 29) - 1) / 2)
			     .All(g => g.Count() == 2));
		const uint edges = 1 << 24;
		var alive = new bool[edges];
		var seen = new System.Collections.BitArray((int)edges);
		Console.WriteLine("ready");
		for (;; keys.A++) {
			for (uint e = 0; e < edges; e++)
				alive[e] = true;
			for (uint round = 0; round < 8; round++) {
				seen.SetAll(false);
				for (uint e = 0; e < edges; e++)
					if (alive[e])
						seen.Set((int)keys.Node(e, round & 1, edges - 1), true);
				for (uint e = 0; e < edges; e++)
					if (alive[e])
						alive[e] = seen.Get((int)keys.Node(e, round & 1, edges - 1) ^ 1);
			}
		}
	}

	static void Main(string[] args) {
		if (args[0] == "ethash")
			Ethash();
		else if (args[0] == "cuckatoo")
			Cuckatoo();
		Must(false);
	}
}

// SPDX-License-Identifier: GPL-2.0-only
// CryptoNight v0 and v1 in C#: "mono Miner.exe ALGORITHM" checks itself, then
// hashes for ever. Source: CryptoNote standard CNS008; of the four functions
// that it may end with only BLAKE-256 is here, which the published vectors end
// with; a nonce that ends with another is given up there.
using System;

static class Miner
{
	const string Sigma = "0123456789abcdefea489fd61c02b753b8c052fdae367194"
		+ "7931dcbe265a40f8905724afe1bc683d2c6a0b834d75fe19"
		+ "c51fed4a0763928bdb7ec13950f4862a6fe9b308c2d714a5a2847615fb9e3cd0";
	static readonly uint[] Pi = {
		0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822,
		0x299f31d0, 0x082efa98, 0xec4e6c89, 0x452821e6, 0x38d01377,
		0xbe5466cf, 0x34e90c6c, 0xc0ac29b7, 0xc97c50dd, 0x3f84d5b5,
		0xb5470917,
	};
	static readonly byte[] Sbox = new byte[256];
	static readonly uint[] T0 = new uint[256], T1 = new uint[256];
	static readonly uint[] T2 = new uint[256], T3 = new uint[256];

	struct Block { public ulong Low, High; }

	static uint Left(uint x, int n) { return x << n | x >> 32 - n; }
	static ulong Left(ulong x, int n) { return n == 0 ? x : x << n | x >> 64 - n; }

	static int Times2(int x) { return (x << 1 ^ (x >> 7) * 0x11b) & 255; }

	static void MakeTables()
	{
		int p = 1, q = 1;
		do {
			p ^= Times2(p);
			q ^= q << 1;
			q ^= q << 2;
			q ^= q << 4;
			q = (q ^ (q >> 7 & 1) * 9) & 255;
			int w = q * 0x101;
			Sbox[p] = (byte)(q ^ w >> 7 ^ w >> 6 ^ w >> 5 ^ w >> 4 ^ 0x63);
		} while (p != 1);
		Sbox[0] = 0x63;
		for (int i = 0; i < 256; i++) {
			uint s = Sbox[i], s2 = (uint)Times2((int)s);
			T0[i] = s2 | s << 8 | s << 16 | (s ^ s2) << 24;
			T1[i] = Left(T0[i], 8);
			T2[i] = Left(T0[i], 16);
			T3[i] = Left(T0[i], 24);
		}
	}

	static void Permute(ulong[] a)
	{
		var c = new ulong[5];
		int lfsr = 1;
		for (int round = 0; round < 24; round++) {
			for (int i = 0; i < 5; i++)
				c[i] = a[i] ^ a[i + 5] ^ a[i + 10] ^ a[i + 15] ^ a[i + 20];
			for (int i = 0; i < 25; i++)
				a[i] ^= c[(i + 4) % 5] ^ Left(c[(i + 1) % 5], 1);
			int x = 1, y = 0;
			ulong lane = a[1];
			for (int t = 0; t < 24; t++) {
				int z = (2 * x + 3 * y) % 5;
				x = y;
				y = z;
				ulong next = a[x + 5 * y];
				a[x + 5 * y] = Left(lane, (t + 1) * (t + 2) / 2 % 64);
				lane = next;
			}
			for (y = 0; y < 25; y += 5) {
				Array.Copy(a, y, c, 0, 5);
				for (x = 0; x < 5; x++)
					a[y + x] = c[x] ^ ~c[(x + 1) % 5] & c[(x + 2) % 5];
			}
			for (int j = 0; j < 7; j++) {
				lfsr = (lfsr << 1 ^ (lfsr >> 7) * 0x71) & 255;
				if ((lfsr & 2) != 0)
					a[0] ^= 1UL << (1 << j) - 1;
			}
		}
	}

	// the input is shorter than a block
	static ulong[] Absorb(byte[] text)
	{
		var block = new byte[136];
		var state = new ulong[25];
		text.CopyTo(block, 0);
		block[text.Length] = 1;
		block[135] |= 0x80;
		for (int i = 0; i < 17; i++)
			state[i] = BitConverter.ToUInt64(block, 8 * i);
		Permute(state);
		return state;
	}

	static string Blake256(ulong[] state)
	{
		uint[] h = { 0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
			0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19 };
		var text = new byte[256];
		Buffer.BlockCopy(state, 0, text, 0, 200);
		text[200] = 0x80;
		text[247] = 1;
		text[254] = 1600 >> 8;
		text[255] = 1600 & 255;
		for (int block = 0; block < 4; block++) {
			var m = new uint[16];
			var v = new uint[16];
			uint bits = block == 3 ? 1600 : 512 * (uint)(block + 1);
			for (int i = 0; i < 64; i++)
				m[i / 4] = m[i / 4] << 8 | text[64 * block + i];
			Array.Copy(h, v, 8);
			Array.Copy(Pi, 0, v, 8, 8);
			v[12] ^= bits;
			v[13] ^= bits;
			for (int step = 0; step < 14 * 8; step++) {
				int at = step / 8 % 10 * 16 + step % 8 * 2, turn = step / 4 % 2;
				int i = Convert.ToInt32(Sigma.Substring(at, 1), 16);
				int j = Convert.ToInt32(Sigma.Substring(at + 1, 1), 16);
				int a = step % 4, b = 4 + (a + turn) % 4;
				int c = 8 + (a + 2 * turn) % 4, d = 12 + (a + 3 * turn) % 4;
				v[a] += v[b] + (m[i] ^ Pi[j]);
				v[d] = Left(v[d] ^ v[a], 16);
				v[c] += v[d];
				v[b] = Left(v[b] ^ v[c], 20);
				v[a] += v[b] + (m[j] ^ Pi[i]);
				v[d] = Left(v[d] ^ v[a], 24);
				v[c] += v[d];
				v[b] = Left(v[b] ^ v[c], 25);
			}
			for (int i = 0; i < 8; i++)
				h[i] ^= v[i] ^ v[i + 8];
		}
		return string.Concat(Array.ConvertAll(h, w => w.ToString("x8")));
	}

	static uint Substitute(uint x)
	{
		return Sbox[x & 255] | (uint)Sbox[x >> 8 & 255] << 8
			| (uint)Sbox[x >> 16 & 255] << 16 | (uint)Sbox[x >> 24] << 24;
	}

	static Block[] Expand(ulong[] st, int from)
	{
		var w = new uint[40];
		var keys = new Block[10];
		for (int i = 0; i < 8; i++)
			w[i] = (uint)(st[from + i / 2] >> 32 * (i & 1));
		for (int i = 8; i < 40; i++) {
			uint x = w[i - 1];
			if (i % 8 == 0)
				x = Substitute(Left(x, 24)) ^ 1u << i / 8 - 1;
			else if (i % 8 == 4)
				x = Substitute(x);
			w[i] = w[i - 8] ^ x;
		}
		for (int i = 0; i < 10; i++) {
			keys[i].Low = w[4 * i] | (ulong)w[4 * i + 1] << 32;
			keys[i].High = w[4 * i + 2] | (ulong)w[4 * i + 3] << 32;
		}
		return keys;
	}

	static Block Round(Block x, Block key)
	{
		uint a = (uint)x.Low, b = (uint)(x.Low >> 32);
		uint c = (uint)x.High, d = (uint)(x.High >> 32);
		Block r;
		r.Low = T0[(byte)a] ^ T1[(byte)(b >> 8)] ^ T2[(byte)(c >> 16)] ^ T3[d >> 24];
		r.Low |= (ulong)(T0[(byte)b] ^ T1[(byte)(c >> 8)]
			^ T2[(byte)(d >> 16)] ^ T3[a >> 24]) << 32;
		r.High = T0[(byte)c] ^ T1[(byte)(d >> 8)] ^ T2[(byte)(a >> 16)] ^ T3[b >> 24];
		r.High |= (ulong)(T0[(byte)d] ^ T1[(byte)(a >> 8)]
			^ T2[(byte)(b >> 16)] ^ T3[c >> 24]) << 32;
		r.Low ^= key.Low;
		r.High ^= key.High;
		return r;
	}

	static void TenRounds(Block[] text, Block[] keys)
	{
		for (int l = 0; l < 8; l++)
			for (int k = 0; k < 10; k++)
				text[l] = Round(text[l], keys[k]);
	}

	static Block[] Lanes(ulong[] st)
	{
		var text = new Block[8];
		for (int l = 0; l < 8; l++) {
			text[l].Low = st[8 + 2 * l];
			text[l].High = st[9 + 2 * l];
		}
		return text;
	}

	static ulong MultiplyHigh(ulong x, ulong y)
	{
		ulong low = (uint)x * (ulong)(uint)y;
		ulong middle = (x >> 32) * (uint)y + (low >> 32);
		ulong other = (uint)x * (y >> 32) + (uint)middle;
		return (x >> 32) * (y >> 32) + (middle >> 32) + (other >> 32);
	}

	static void Walk(ulong[] st, int version, ulong tweak, Block[] pad, int blocks)
	{
		Block a, b;
		a.Low = st[0] ^ st[4];
		a.High = st[1] ^ st[5];
		b.Low = st[2] ^ st[6];
		b.High = st[3] ^ st[7];
		for (int i = 0; i < 4 * blocks; i++) {
			int p = (int)(a.Low >> 4) & blocks - 1;
			Block c = Round(pad[p], a);
			pad[p].Low = b.Low ^ c.Low;
			ulong high = b.High ^ c.High;
			if (version == 1) {
				int top = (int)(high >> 24) & 255;
				int shift = (top >> 3 & 6 | top & 1) << 1;
				high ^= (ulong)(0x75310 >> shift & 0x30) << 24;
			}
			pad[p].High = high;
			p = (int)(c.Low >> 4) & blocks - 1;
			Block d = pad[p];
			a.Low += MultiplyHigh(c.Low, d.Low);
			a.High += c.Low * d.Low;
			pad[p].Low = a.Low;
			pad[p].High = a.High ^ tweak;
			a.Low ^= d.Low;
			a.High ^= d.High;
			b = c;
		}
	}

	// null if it does not end with BLAKE-256
	static string Hash(int version, byte[] input, Block[] pad, int blocks)
	{
		var st = Absorb(input);
		var keys = Expand(st, 0);
		var text = Lanes(st);
		for (int i = 0; i < blocks; i += 8) {
			TenRounds(text, keys);
			Array.Copy(text, 0, pad, i, 8);
		}
		ulong tweak = version == 0 ? 0 : BitConverter.ToUInt64(input, 35) ^ st[24];
		Walk(st, version, tweak, pad, blocks);
		keys = Expand(st, 4);
		text = Lanes(st);
		for (int i = 0; i < blocks; i += 8) {
			for (int l = 0; l < 8; l++) {
				text[l].Low ^= pad[i + l].Low;
				text[l].High ^= pad[i + l].High;
			}
			TenRounds(text, keys);
		}
		for (int l = 0; l < 8; l++) {
			st[8 + 2 * l] = text[l].Low;
			st[9 + 2 * l] = text[l].High;
		}
		Permute(st);
		return (st[0] & 3) == 0 ? Blake256(st) : null;
	}

	static void Expect(string got, string want)
	{
		if (got == want)
			return;
		Console.Error.WriteLine("wrong digest {0}, not {1}", got, want);
		Environment.Exit(1);
	}

	static void Main(string[] args)
	{
		MakeTables();
		var pad = new Block[1 << 17];
		var header = new byte[76];
		var text = System.Text.Encoding.ASCII.GetBytes("de omnibus dubitandum");
		Expect(Hash(0, text, pad, 1 << 17),
			"2f8e3df40bd11f9ac90c743ca8e32bb391da4fb98612aa3b6cdc639ee00b31f5");
		Expect(Hash(1, header, pad, 1 << 17),
			"80563c40ed46575a9e44820d93ee095e2851aa22483fd67837118c6cd951ba61");
		int version = args[0] == "cn0" ? 0 : 1;
		int blocks = args[0] == "cn-lite1" ? 1 << 16 : 1 << 17;
		for (uint nonce = 0;; nonce++) {
			BitConverter.GetBytes(nonce).CopyTo(header, 39);
			Hash(version, header, pad, blocks);
		}
	}
}

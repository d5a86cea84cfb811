// SPDX-License-Identifier: GPL-2.0-only
// Benign programs in Java whose inner loops come near to those of miners:
// "java Near NAME" does one of them for ever.
import java.util.Arrays;

final class Near
{
	static long seed = 0x853c49e6748fea9bL;

	static long next()
	{
		seed ^= seed << 13;
		seed ^= seed >>> 7;
		seed ^= seed << 17;
		return seed;
	}

	static long rotl(long x, int n) { return x << n | x >>> 64 - n; }
	static int rotl(int x, int n) { return x << n | x >>> 32 - n; }

	// ---- a file encrypted by AES-128-CBC
	static final int[] S = new int[256];
	static final int[] Te = new int[1024];

	static void makeTe()
	{
		int[] log = new int[256];
		int[] exp = new int[256];
		int x = 1;
		for (int i = 0; i < 255; i++) {
			exp[i] = x;
			log[x] = i;
			x ^= x << 1 ^ (x >>> 7) * 0x11b;
			x &= 255;
		}
		for (int i = 0; i < 256; i++) {
			int inv = i == 0 ? 0 : exp[(255 - log[i]) % 255], y = inv;
			for (int n = 1; n < 5; n++)
				y ^= (inv << n | inv >>> 8 - n) & 255;
			S[i] = y ^ 0x63;
		}
		for (int i = 0; i < 256; i++) {
			int s = S[i], s2 = (s << 1 ^ (s >>> 7) * 0x11b) & 255;
			int w = (int)(s2 << 24 | s << 16 | s << 8 | s2 ^ s);
			for (int n = 0; n < 4; n++)
				Te[256 * n + i] = n == 0 ? w : rotl(w, 32 - 8 * n);
		}
	}

	static void cbc()
	{
		makeTe();
		int[] key = new int[44];
		for (int i = 0; i < 44; i++)
			key[i] = (int)next();
		int[] text = new int[1 << 18];
		for (int i = 0; i < text.length; i++)
			text[i] = (int)next();
		int a = 1, b = 2, c = 3, d = 4;
		for (;;)
			for (int i = 0; i < text.length; i += 4) {
				a ^= text[i] ^ key[0];
				b ^= text[i + 1] ^ key[1];
				c ^= text[i + 2] ^ key[2];
				d ^= text[i + 3] ^ key[3];
				for (int r = 4; r < 40; r += 4) {
					int e = Te[a >>> 24] ^ Te[256 + (b >>> 16 & 255)] ^
						Te[512 + (c >>> 8 & 255)] ^ Te[768 + (d & 255)] ^ key[r];
					int f = Te[b >>> 24] ^ Te[256 + (c >>> 16 & 255)] ^
						Te[512 + (d >>> 8 & 255)] ^ Te[768 + (a & 255)] ^ key[r + 1];
					int g = Te[c >>> 24] ^ Te[256 + (d >>> 16 & 255)] ^
						Te[512 + (a >>> 8 & 255)] ^ Te[768 + (b & 255)] ^ key[r + 2];
					d = Te[d >>> 24] ^ Te[256 + (a >>> 16 & 255)] ^
						Te[512 + (b >>> 8 & 255)] ^ Te[768 + (c & 255)] ^ key[r + 3];
					a = e;
					b = f;
					c = g;
				}
				int A = last(a, b, c, d) ^ key[40], B = last(b, c, d, a) ^ key[41];
				int C = last(c, d, a, b) ^ key[42], D = last(d, a, b, c) ^ key[43];
				text[i] = a = A;
				text[i + 1] = b = B;
				text[i + 2] = c = C;
				text[i + 3] = d = D;
			}
	}

	static int last(int a, int b, int c, int d)
	{
		return S[a >>> 24] << 24 | S[b >>> 16 & 255] << 16 |
			S[c >>> 8 & 255] << 8 | S[d & 255];
	}

	// ---- two tables of a database joined by a hash table of 2 MiB
	static long mix(long x)
	{
		x = (x ^ x >>> 33) * 0xff51afd7ed558ccdL;
		x = (x ^ x >>> 33) * 0xc4ceb9fe1a85ec53L;
		return x ^ x >>> 33;
	}

	

	static void join()
	{
		long[] keys = new long[1 << 17], values = new long[1 << 17];
		for (;;) {
			Arrays.fill(keys, 0);
			for (int i = 0; i < 80000; i++) {
				long key = next() | 1;
				int at = (int)(mix(key) & 0x1ffff);
				while (keys[at] != 0 && keys[at] != key)
					at = at + 1 & 0x1ffff;
				keys[at] = key;
				values[at] += (long)i;
			}
			for (int i = 0; i < 400000; i++) {
				long key = next() | 1;
				int at = (int)(mix(key) & 0x1ffff);
				while (keys[at] != 0 && keys[at] != key)
					at = at + 1 & 0x1ffff;
				values[at] ^= key;
			}
		}
	}

	// ---- random games with a table of positions
	static void playouts()
	{
		long[] zobrist = new long[2 * 64];
		for (int i = 0; i < zobrist.length; i++)
			zobrist[i] = next();
		long[] keys = new long[1 << 16], values = new long[1 << 16];
		for (;;) {
			long own = 0, other = 0, hash = 0;
			for (int move = 0; move < 60; move++) {
				int at = (int)(next() >>> 58);
				long bit = 1L << at;
				if (((own | other) & bit) != 0)
					continue;
				own |= bit;
				hash ^= zobrist[2 * at + (move & 1)];
				int slot = (int)(hash & 0xffff);
				if (keys[slot] != hash) {
					keys[slot] = hash;
					long lines = own & own >>> 1 & own >>> 2;
					lines |= own & own >>> 8 & own >>> 16;
					values[slot] = lines;
				}
				if (values[slot] != 0)
					break;
				long turn = own;
				own = other;
				other = turn;
			}
		}
	}

	// ---- a Bloom filter keyed by SipHash
	static long v0, v1, v2, v3;

	static void sipRound()
	{
		v0 += v1; v1 = rotl(v1, 13); v1 ^= v0; v0 = rotl(v0, 32);
		v2 += v3; v3 = rotl(v3, 16); v3 ^= v2;
		v0 += v3; v3 = rotl(v3, 21); v3 ^= v0;
		v2 += v1; v1 = rotl(v1, 17); v1 ^= v2; v2 = rotl(v2, 32);
	}

	static void filter()
	{
		long[] bits = new long[1 << 16];
		long hits = 0;
		for (;;) {
			long word = next() >>> 43;
			v0 = 0x736f6d6570736575L;
			v1 = 0x646f72616e646f6dL;
			v2 = 0x6c7967656e657261L;
			v3 = 0x7465646279746573L ^ word;
			sipRound();
			sipRound();
			v0 ^= word;
			v2 ^= 0xff;
			sipRound();
			sipRound();
			sipRound();
			sipRound();
			long h = v0 ^ v1 ^ v2 ^ v3, step = h >>> 32 | 1;
			for (int i = 0; i < 5; i++) {
				long at = h & 0x3fffff;
				hits += bits[(int)(at >>> 6)] >>> (at & 63) & 1;
				bits[(int)(at >>> 6)] |= 1L << (at & 63);
				h += step;
			}
			if ((next() & 0xfffff) == 0)
				Arrays.fill(bits, 0);
		}
	}

	// ---- powers modulo a number of 1024 bits, as RSA does
	static long high(long x, long y)
	{
		long a = x >>> 32, b = x & 0xffffffffL, c = y >>> 32, d = y & 0xffffffffL;
		long bd = b * d, ad = a * d, bc = b * c;
		long mid = (bd >>> 32) + (ad & 0xffffffffL) + (bc & 0xffffffffL);
		return a * c + (ad >>> 32) + (bc >>> 32) + (mid >>> 32);
	}

	static void modexp()
	{
		final int n = 16;
		long[] m = new long[n];
		long[] x = new long[n];
		long[] t = new long[n + 2];
		for (int i = 0; i < n; i++) {
			m[i] = next();
			x[i] = next();
		}
		m[0] |= 1;
		m[n - 1] |= 1L << 63;
		long inverse = 1;
		for (int i = 0; i < 6; i++)
			inverse *= 2 - m[0] * inverse;
		inverse = 0 - inverse;
		for (;;) {
			Arrays.fill(t, 0);
			for (int i = 0; i < n; i++) {
				long carry = 0;
				for (int j = 0; j < n; j++)
					carry = add(t, j, x[i], x[j], carry);
				long sum = t[n] + carry;
				t[n + 1] = Long.compareUnsigned(sum, carry) < 0 ? 1 : 0;
				t[n] = sum;
				long q = t[0] * inverse;
				carry = 0;
				for (int j = 0; j < n; j++)
					carry = add(t, j, q, m[j], carry);
				t[n] += carry;
				for (int j = 0; j <= n; j++)
					t[j] = t[j + 1];
			}
			System.arraycopy(t, 0, x, 0, n);
		}
	}

	static long add(long[] t, int j, long x, long y, long carry)
	{
		long low = x * y, high = high(x, y);
		low += carry;
		if (Long.compareUnsigned(low, carry) < 0)
			high++;
		t[j] += low;
		if (Long.compareUnsigned(t[j], low) < 0)
			high++;
		return high;
	}

	// ---- Keccak and BLAKE2b, of which the next four are made
	static final int[] Turns = new int[25];
	static final long[] Rc = new long[24];

	static void makeKeccak()
	{
		int x = 1, y = 0, lfsr = 1;
		for (int t = 0; t < 24; t++) {
			Turns[x + 5 * y] = (t + 1) * (t + 2) / 2 % 64;
			int z = (2 * x + 3 * y) % 5;
			x = y;
			y = z;
			for (int j = 0; j < 7; j++) {
				if ((lfsr & 1) != 0)
					Rc[t] ^= 1L << (1 << j) - 1;
				lfsr = (lfsr << 1 ^ (lfsr >>> 7) * 0x171) & 255;
			}
		}
	}

	static void keccak(long[] a)
	{
		long[] b = new long[25];
		for (int r = 0; r < 24; r++) {
			for (int x = 0; x < 5; x++)
				b[x] = a[x] ^ a[x + 5] ^ a[x + 10] ^ a[x + 15] ^ a[x + 20];
			for (int x = 0; x < 5; x++) {
				long d = b[(x + 4) % 5] ^ rotl(b[(x + 1) % 5], 1);
				for (int y = 0; y < 25; y += 5)
					a[x + y] ^= d;
			}
			for (int y = 0; y < 5; y++)
				for (int x = 0; x < 5; x++) {
					int n = Turns[x + 5 * y];
					long lane = a[x + 5 * y];
					b[y + 5 * ((2 * x + 3 * y) % 5)] = n == 0 ? lane : rotl(lane, n);
				}
			for (int y = 0; y < 25; y += 5)
				for (int x = 0; x < 5; x++)
					a[x + y] = b[x + y] ^ ~b[(x + 1) % 5 + y] & b[(x + 2) % 5 + y];
			a[0] ^= Rc[r];
		}
	}

	static final long[] Iv = {
		0x6a09e667f3bcc908L, 0xbb67ae8584caa73bL, 0x3c6ef372fe94f82bL,
		0xa54ff53a5f1d36f1L, 0x510e527fade682d1L, 0x9b05688c2b3e6c1fL,
		0x1f83d9abfb41bd6bL, 0x5be0cd19137e2179L,
	};

	static void G(long[] v, int a, int b, int c, int d, long x, long y)
	{
		v[a] += v[b] + x;
		v[d] = rotl(v[d] ^ v[a], 32);
		v[c] += v[d];
		v[b] = rotl(v[b] ^ v[c], 40);
		v[a] += v[b] + y;
		v[d] = rotl(v[d] ^ v[a], 48);
		v[c] += v[d];
		v[b] = rotl(v[b] ^ v[c], 1);
	}

	static void blake2b(long[] h, long[] m, int[] order)
	{
		long[] v = new long[16];
		System.arraycopy(h, 0, v, 0, 8);
		System.arraycopy(Iv, 0, v, 8, 8);
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

	static int[] sigma()
	{
		final String s = "0123456789abcdefea489fd61c02b753b8c052fdae3671947931dcbe265a40f8905724afe1bc683d2c6a0b834d75fe19c51fed4a0763928bdb7ec13950f4862a6fe9b308c2d714a5a2847615fb9e3cd0";
		int[] order = new int[160];
		for (int i = 0; i < 160; i++)
			order[i] = Character.digit(s.charAt(i), 16);
		return order;
	}

	// ---- a tree of digests, as of a file system that checks what it reads
	static void merkle()
	{
		makeKeccak();
		long[] leaves = new long[1 << 16];
		long[] state = new long[25];
		for (;;) {
			for (int i = 0; i < leaves.length; i++)
				leaves[i] = next();
			for (int n = leaves.length; n >= 8; n /= 2)
				for (int i = 0; i + 8 <= n; i += 8) {
					Arrays.fill(state, 0);
					System.arraycopy(leaves, i, state, 0, 8);
					state[8] = 6;
					state[16] = 1L << 63;
					keccak(state);
					System.arraycopy(state, 0, leaves, i / 2, 4);
				}
		}
	}

	// ---- a backup that finds what is there twice: digests, sorted
	static void backup()
	{
		var order = sigma();
		long[] digests = new long[30000];
		long[] m = new long[16];
		long[] h = new long[8];
		for (;;) {
			for (int i = 0; i < 30000; i++) {
				for (int j = 0; j < 16; j++)
					m[j] = j == 0 ? next() >>> 49 : (long)j;
				System.arraycopy(Iv, 0, h, 0, 8);
				h[0] ^= 0x01010040;
				blake2b(h, m, order);
				digests[i] = h[0];
			}
			Arrays.sort(digests);
			int twice = 0;
			for (int i = 1; i < digests.length; i++)
				if (digests[i] == digests[i - 1])
					twice++;
			if (twice == 0)
				return;
		}
	}

	// ---- records of 16 bytes shuffled by PCG
	static void shuffle()
	{
		long[] keys = new long[1 << 17], values = new long[1 << 17];
		long state = 42;
		for (;;)
			for (int i = keys.length - 1; i > 0; i--) {
				state = state * 6364136223846793005L + 1442695040888963407L;
				int x = (int)((state >>> 18 ^ state) >>> 27);
				int turn = (int)(state >>> 59);
				x = x >>> turn | x << (-turn & 31);
				int j = (int)((x & 0xffffffffL) * (i + 1) >>> 32);
				long k = keys[i], v = values[i];
				keys[i] = keys[j];
				values[i] = values[j];
				keys[j] = k;
				values[j] = v;
				keys[j] += x;
			}
	}

	// ---- a store that finds its blocks by FNV and checks them by SHA-3
	static void store()
	{
		makeKeccak();
		int[] index = new int[1 << 24];
		long[] state = new long[25];
		for (;;) {
			long name = next();
			int h = 0x811c9dc5;
			for (int i = 0; i < 64; i++)
				h = (h ^ (int)(name >>> (i & 7) * 8) & 255) * 0x01000193;
			for (int i = 0; i < 32; i++) {
				int found = index[h & 0xffffff];
				h = h * 0x01000193 ^ found;
				index[h & 0xffffff] = h;
			}
			if ((h & 31) == 0) {
				state[0] ^= h;
				keccak(state);
			}
		}
	}

	// ---- an archive: blocks sorted by Burrows and Wheeler, encrypted by Salsa20
	static void archive()
	{
		byte[] block = new byte[1 << 15];
		Integer[] at = new Integer[block.length];
		int[] stream = new int[16];
		for (;;) {
			for (int i = 0; i < block.length; i++) {
				block[i] = (byte)(next() & 15);
				at[i] = i;
			}
			Arrays.sort(at, (x, y) -> {
				for (int i = 0; i < 64; i++) {
					int a = block[x + i & block.length - 1];
					int b = block[y + i & block.length - 1];
					if (a != b)
						return a - b;
				}
				return x - y;
			});
			for (int i = 0; i < block.length; i += 64) {
				int[] x = new int[16];
				for (int j = 0; j < 16; j++)
					x[j] = stream[j] + (int)i;
				for (int r = 0; r < 10; r++) {
					for (int c = 0; c < 4; c++)
						quarter(x, 5 * c & 15, 5 * c + 4 & 15, 5 * c + 8 & 15, 5 * c + 12 & 15);
					for (int c = 0; c < 4; c++)
						quarter(x, 5 * c, 4 * c + (c + 1 & 3), 4 * c + (c + 2 & 3),
							4 * c + (c + 3 & 3));
				}
				for (int j = 0; j < 16; j++)
					stream[j] += x[j] ^ block[at[i + j]];
			}
		}
	}

	static void quarter(int[] x, int a, int b, int c, int d)
	{
		x[b] ^= rotl(x[a] + x[d], 7);
		x[c] ^= rotl(x[b] + x[a], 9);
		x[d] ^= rotl(x[c] + x[b], 13);
		x[a] ^= rotl(x[d] + x[c], 18);
	}

	public static void main(String[] args)
	{
		switch (args[0]) {
		case "cbc": cbc(); break;
		case "join": join(); break;
		case "playouts": playouts(); break;
		case "filter": filter(); break;
		case "modexp": modexp(); break;
		case "merkle": merkle(); break;
		case "backup": backup(); break;
		case "shuffle": shuffle(); break;
		case "store": store(); break;
		case "archive": archive(); break;
		default: throw new IllegalArgumentException(args[0]);
		}
	}
}

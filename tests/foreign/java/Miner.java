// SPDX-License-Identifier: GPL-2.0-only
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Miners' kernels in Java: "java Miner.java ALGORITHM" checks itself, then
 * hashes for ever. Sources: CryptoNote standard CNS008 (of the four functions
 * that it may end with only BLAKE-256, which the published vectors end with; a
 * nonce that ends with another is given up there), FIPS 202, Ethereum's yellow
 * paper.
 */
public class Miner {
	static final String SIGMA = "0123456789abcdefea489fd61c02b753"
		+ "b8c052fdae3671947931dcbe265a40f8905724afe1bc683d"
		+ "2c6a0b834d75fe19c51fed4a0763928bdb7ec13950f4862a"
		+ "6fe9b308c2d714a5a2847615fb9e3cd0";
	static final int[] PI = {
		0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822,
		0x299f31d0, 0x082efa98, 0xec4e6c89, 0x452821e6, 0x38d01377,
		0xbe5466cf, 0x34e90c6c, 0xc0ac29b7, 0xc97c50dd, 0x3f84d5b5,
		0xb5470917,
	};
	static final int[] SBOX = new int[256];
	static final int[][] T = new int[4][256];

	static int times2(int x) {
		return (x << 1 ^ (x >> 7) * 0x11b) & 255;
	}

	static void tables() {
		int p = 1, q = 1;
		do {
			p ^= times2(p);
			q ^= q << 1;
			q ^= q << 2;
			q ^= q << 4;
			q = (q ^ (q >> 7 & 1) * 9) & 255;
			int w = q * 0x101;
			SBOX[p] = (q ^ w >> 7 ^ w >> 6 ^ w >> 5 ^ w >> 4 ^ 0x63) & 255;
		} while (p != 1);
		SBOX[0] = 0x63;
		for (int i = 0; i < 256; i++) {
			int s = SBOX[i], s2 = times2(s);
			for (int t = 0; t < 4; t++)
				T[t][i] = Integer.rotateLeft(
					s2 | s << 8 | s << 16 | (s ^ s2) << 24, 8 * t);
		}
	}

	static void permute(long[] a) {
		long[] c = new long[5];
		int lfsr = 1;
		for (int round = 0; round < 24; round++) {
			for (int x = 0; x < 5; x++)
				c[x] = a[x] ^ a[x + 5] ^ a[x + 10] ^ a[x + 15] ^ a[x + 20];
			for (int x = 0; x < 5; x++) {
				long d = c[(x + 4) % 5] ^ Long.rotateLeft(c[(x + 1) % 5], 1);
				for (int y = 0; y < 25; y += 5)
					a[x + y] ^= d;
			}
			int x = 1, y = 0;
			long lane = a[1];
			for (int t = 0; t < 24; t++) {
				int z = (2 * x + 3 * y) % 5;
				x = y;
				y = z;
				long next = a[x + 5 * y];
				a[x + 5 * y] = Long.rotateLeft(lane, (t + 1) * (t + 2) / 2);
				lane = next;
			}
			for (y = 0; y < 25; y += 5) {
				System.arraycopy(a, y, c, 0, 5);
				for (x = 0; x < 5; x++)
					a[y + x] = c[x] ^ ~c[(x + 1) % 5] & c[(x + 2) % 5];
			}
			for (int j = 0; j < 7; j++) {
				lfsr = (lfsr << 1 ^ (lfsr >> 7) * 0x71) & 255;
				if ((lfsr & 2) != 0)
					a[0] ^= 1L << ((1 << j) - 1);
			}
		}
	}

	static long[] absorb(byte[] in, int rate) {
		byte[] text = Arrays.copyOf(in, (in.length / rate + 1) * rate);
		text[in.length] |= 1;
		text[text.length - 1] |= 0x80;
		ByteBuffer words = ByteBuffer.wrap(text).order(ByteOrder.LITTLE_ENDIAN);
		long[] state = new long[25];
		while (words.hasRemaining()) {
			for (int i = 0; i < rate / 8; i++)
				state[i] ^= words.getLong();
			permute(state);
		}
		return state;
	}

	static byte[] bytes(long[] words) {
		ByteBuffer out = ByteBuffer.allocate(8 * words.length)
			.order(ByteOrder.LITTLE_ENDIAN);
		for (long w : words)
			out.putLong(w);
		return out.array();
	}

	static void quarter(int[] v, int a, int b, int c, int d, int x, int y) {
		v[a] += v[b] + x;
		v[d] = Integer.rotateRight(v[d] ^ v[a], 16);
		v[c] += v[d];
		v[b] = Integer.rotateRight(v[b] ^ v[c], 12);
		v[a] += v[b] + y;
		v[d] = Integer.rotateRight(v[d] ^ v[a], 8);
		v[c] += v[d];
		v[b] = Integer.rotateRight(v[b] ^ v[c], 7);
	}

	static byte[] blake256(byte[] text) {
		int[] h = { 0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
			0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19 };
		byte[] padded = Arrays.copyOf(text, 256);
		padded[200] = (byte)0x80;
		padded[247] = 1;
		ByteBuffer words = ByteBuffer.wrap(padded);
		words.putLong(248, 1600);
		for (int block = 0; block < 4; block++) {
			int[] m = new int[16], v = Arrays.copyOf(h, 16);
			int bits = Math.min(512 * (block + 1), 1600);
			for (int i = 0; i < 16; i++)
				m[i] = words.getInt();
			System.arraycopy(PI, 0, v, 8, 8);
			v[12] ^= bits;
			v[13] ^= bits;
			for (int r = 0; r < 14; r++)
				for (int g = 0; g < 8; g++) {
					int i = Character.digit(SIGMA.charAt(r % 10 * 16 + 2 * g), 16);
					int j = Character.digit(SIGMA.charAt(r % 10 * 16 + 2 * g + 1), 16);
					int turn = g / 4;
					quarter(v, g % 4, 4 + (g + turn) % 4, 8 + (g + 2 * turn) % 4,
						12 + (g + 3 * turn) % 4, m[i] ^ PI[j], m[j] ^ PI[i]);
				}
			for (int i = 0; i < 8; i++)
				h[i] ^= v[i] ^ v[i + 8];
		}
		ByteBuffer out = ByteBuffer.allocate(32);
		for (int w : h)
			out.putInt(w);
		return out.array();
	}

	static int substitute(int x) {
		return SBOX[x & 255] | SBOX[x >>> 8 & 255] << 8
			| SBOX[x >>> 16 & 255] << 16 | SBOX[x >>> 24] << 24;
	}

	static int[] expand(long[] st, int from) {
		int[] w = new int[40];
		for (int i = 0; i < 8; i++)
			w[i] = (int)(st[from + i / 2] >>> 32 * (i & 1));
		for (int i = 8; i < 40; i++) {
			int x = w[i - 1];
			if (i % 8 == 0)
				x = substitute(Integer.rotateRight(x, 8)) ^ 1 << i / 8 - 1;
			else if (i % 8 == 4)
				x = substitute(x);
			w[i] = w[i - 8] ^ x;
		}
		return w;
	}

	static int column(int a, int b, int c, int d) {
		return T[0][a & 255] ^ T[1][b >>> 8 & 255] ^ T[2][c >>> 16 & 255]
			^ T[3][d >>> 24];
	}

	static void tenRounds(int[] text, int[] keys) {
		for (int l = 0; l < 32; l += 4) {
			int a = text[l], b = text[l + 1], c = text[l + 2], d = text[l + 3];
			for (int k = 0; k < 40; k += 4) {
				int e = column(a, b, c, d) ^ keys[k];
				int f = column(b, c, d, a) ^ keys[k + 1];
				int g = column(c, d, a, b) ^ keys[k + 2];
				d = column(d, a, b, c) ^ keys[k + 3];
				a = e;
				b = f;
				c = g;
			}
			text[l] = a;
			text[l + 1] = b;
			text[l + 2] = c;
			text[l + 3] = d;
		}
	}

	static int[] lanes(long[] st) {
		int[] text = new int[32];
		for (int i = 0; i < 32; i++)
			text[i] = (int)(st[8 + i / 2] >>> 32 * (i & 1));
		return text;
	}

	static long join(int low, int high) {
		return low & 0xffffffffL | (long)high << 32;
	}

	static void walk(long[] st, int version, long tweak, int[] pad, int words) {
		long a0 = st[0] ^ st[4], a1 = st[1] ^ st[5];
		long b0 = st[2] ^ st[6], b1 = st[3] ^ st[7];
		int mask = words - 4;
		for (int i = 0; i < words; i++) {
			int p = (int)(a0 >>> 2) & mask;
			int x = pad[p], y = pad[p + 1], z = pad[p + 2], w = pad[p + 3];
			int cw0 = column(x, y, z, w) ^ (int)a0;
			int cw1 = column(y, z, w, x) ^ (int)(a0 >>> 32);
			int cw2 = column(z, w, x, y) ^ (int)a1;
			int cw3 = column(w, x, y, z) ^ (int)(a1 >>> 32);
			pad[p] = (int)b0 ^ cw0;
			pad[p + 1] = (int)(b0 >>> 32) ^ cw1;
			int mixed = (int)b1 ^ cw2;
			if (version == 1) {
				int top = mixed >>> 24;
				mixed ^= (0x75310 >> ((top >> 3 & 6 | top & 1) << 1) & 0x30) << 24;
			}
			pad[p + 2] = mixed;
			pad[p + 3] = (int)(b1 >>> 32) ^ cw3;
			b0 = join(cw0, cw1);
			b1 = join(cw2, cw3);
			p = (int)(b0 >>> 2) & mask;
			long d0 = join(pad[p], pad[p + 1]), d1 = join(pad[p + 2], pad[p + 3]);
			a0 += Math.multiplyHigh(b0, d0) + (b0 >> 63 & d0) + (d0 >> 63 & b0);
			a1 += b0 * d0;
			pad[p] = (int)a0;
			pad[p + 1] = (int)(a0 >>> 32);
			pad[p + 2] = (int)(a1 ^ tweak);
			pad[p + 3] = (int)((a1 ^ tweak) >>> 32);
			a0 ^= d0;
			a1 ^= d1;
		}
	}

	/** Null if it does not end with BLAKE-256. */
	static byte[] cryptoNight(int version, byte[] in, int[] pad, int words) {
		long[] st = absorb(in, 136);
		int[] keys = expand(st, 0), text = lanes(st);
		for (int i = 0; i < words; i += 32) {
			tenRounds(text, keys);
			System.arraycopy(text, 0, pad, i, 32);
		}
		long tweak = version == 0 ? 0 : st[24] ^ ByteBuffer.wrap(in)
			.order(ByteOrder.LITTLE_ENDIAN).getLong(35);
		walk(st, version, tweak, pad, words);
		keys = expand(st, 4);
		text = lanes(st);
		for (int i = 0; i < words; i += 32) {
			for (int l = 0; l < 32; l++)
				text[l] ^= pad[i + l];
			tenRounds(text, keys);
		}
		for (int i = 0; i < 16; i++)
			st[8 + i] = join(text[2 * i], text[2 * i + 1]);
		permute(st);
		return (st[0] & 3) == 0 ? blake256(bytes(st)) : null;
	}

	static void expect(byte[] got, String want) {
		String hex = HexFormat.of().formatHex(got);
		if (!hex.equals(want)) {
			System.err.println("wrong digest " + hex + ", not " + want);
			System.exit(1);
		}
	}

	static void mineCryptoNight(int version, int words) {
		int[] pad = new int[1 << 19];
		byte[] header = new byte[76];
		expect(cryptoNight(0, "de omnibus dubitandum".getBytes(), pad, 1 << 19),
			"2f8e3df40bd11f9ac90c743ca8e32bb391da4fb98612aa3b6cdc639ee00b31f5");
		expect(cryptoNight(1, header, pad, 1 << 19),
			"80563c40ed46575a9e44820d93ee095e2851aa22483fd67837118c6cd951ba61");
		for (int nonce = 0;; nonce++) {
			ByteBuffer.wrap(header).putInt(39, nonce);
			cryptoNight(version, header, pad, words);
		}
	}

	static int fnv(int a, int b) {
		return a * 0x01000193 ^ b;
	}

	static int[] keccak512(int[] in, int count) {
		ByteBuffer text = ByteBuffer.allocate(4 * count)
			.order(ByteOrder.LITTLE_ENDIAN);
		for (int i = 0; i < count; i++)
			text.putInt(in[i]);
		int[] out = new int[16];
		long[] st = absorb(text.array(), 72);
		for (int i = 0; i < 16; i++)
			out[i] = (int)(st[i / 2] >>> 32 * (i & 1));
		return out;
	}

	static int[][] makeCache(int[] seed, int nodes) {
		int[][] cache = new int[nodes][];
		cache[0] = keccak512(seed, 8);
		for (int i = 1; i < nodes; i++)
			cache[i] = keccak512(cache[i - 1], 16);
		for (int round = 0; round < 3; round++)
			for (int i = 0; i < nodes; i++) {
				int[] x = cache[Integer.remainderUnsigned(cache[i][0], nodes)].clone();
				for (int k = 0; k < 16; k++)
					x[k] ^= cache[(i + nodes - 1) % nodes][k];
				cache[i] = keccak512(x, 16);
			}
		return cache;
	}

	static int[] datasetNode(int[][] cache, int index) {
		int[] mix = cache[Integer.remainderUnsigned(index, cache.length)].clone();
		mix[0] ^= index;
		mix = keccak512(mix, 16);
		for (int i = 0; i < 256; i++) {
			int[] parent = cache[Integer.remainderUnsigned(
				fnv(index ^ i, mix[i % 16]), cache.length)];
			for (int k = 0; k < 16; k++)
				mix[k] = fnv(mix[k], parent[k]);
		}
		return keccak512(mix, 16);
	}

	static int hashimoto(int[] data, int nonce) {
		int[] s = keccak512(new int[] { 0, 0, 0, 0, 0, 0, 0, 0, nonce, 0 }, 10);
		int[] mix = Arrays.copyOf(s, 32);
		System.arraycopy(s, 0, mix, 16, 16);
		for (int i = 0; i < 64; i++) {
			int page = Integer.remainderUnsigned(fnv(i ^ s[0], mix[i % 32]),
				data.length / 32);
			for (int k = 0; k < 32; k++)
				mix[k] = fnv(mix[k], data[32 * page + k]);
		}
		int[] end = Arrays.copyOf(s, 24);
		for (int i = 0; i < 8; i++)
			end[16 + i] = fnv(fnv(fnv(mix[4 * i], mix[4 * i + 1]),
				mix[4 * i + 2]), mix[4 * i + 3]);
		return keccak512(end, 24)[0];
	}

	static byte[] bytes(int[] words) {
		ByteBuffer out = ByteBuffer.allocate(4 * words.length)
			.order(ByteOrder.LITTLE_ENDIAN);
		for (int w : words)
			out.putInt(w);
		return out.array();
	}

	static void mineEthash() {
		int[] seed = new int[8], data = new int[1 << 24];
		Arrays.fill(seed, 0x7e7e7e7e);
		int[][] cache = makeCache(seed, 16);
		expect(bytes(cache[15]), "d118d4bcf98d7a4916794d6ab290045e30f9ea00ca547c584b8482b0331ba1539a0f2714fddc3a0b06b0cfbb6a607b8339c39bcfd6640b1f653e9d70ef6c985b");
		expect(bytes(datasetNode(cache, 0)), "b1698f829f90b35455804e5185d78f549fcb1bdce2bee006d4d7e68eb154b596be1427769eb1c3c3e93180c760af75f81d1023da6a0ffbe321c153a7c0103597");
		for (int i = 0; i < data.length; i++)
			data[i] = Integer.rotateLeft(i * 0x9e3779b1, 15) * 0x85ebca77;
		for (int nonce = 0;; nonce++)
			hashimoto(data, nonce);
	}

	public static void main(String[] args) {
		tables();
		switch (args[0]) {
		case "cn0" -> mineCryptoNight(0, 1 << 19);
		case "cn1" -> mineCryptoNight(1, 1 << 19);
		case "cn-lite1" -> mineCryptoNight(1, 1 << 18);
		case "ethash" -> mineEthash();
		default -> System.exit(2);
		}
	}
}

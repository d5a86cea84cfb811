// SPDX-License-Identifier: GPL-2.0-only
import java.util.HashMap;
import java.util.stream.IntStream;

/**
 * Cuckatoo's edge trimming by several threads, in Java: checks itself, says
 * "ready", then hashes for ever. Source: J. Tromp, "Cuckoo Cycle", and Grin's
 * description of Cuckatoo.
 */
public class Cuckoo {
	static final int EDGE_BITS = 24, EDGES = 1 << EDGE_BITS;
	static final int[] PROOF = {
		0x48a9e2, 0x9cf043, 0x155ca30, 0x18f4783, 0x248f86c, 0x2629a64,
		0x5bad752, 0x72e3569, 0x93db760, 0x97d3b37, 0x9e05670, 0xa315d5a,
		0xa3571a1, 0xa48db46, 0xa7796b6, 0xac43611, 0xb64912f, 0xbb6c71e,
		0xbcc8be1, 0xc38a43a, 0xd4faa99, 0xe018a66, 0xe37e49c, 0xfa975fa,
		0x11786035, 0x1243b60a, 0x12892da0, 0x141b5453, 0x1483c3a0, 0x1505525e,
		0x1607352c, 0x16181fe3, 0x17e3a1da, 0x180b651e, 0x1899d678, 0x1931b0bb,
		0x19606448, 0x1b041655, 0x1b2c20ad, 0x1bd7a83c, 0x1c05d5b0, 0x1c0b9caa,
	};

	/** @param k what BLAKE2b makes of the header */
	static long sip(long[] k, long nonce) {
		long v0 = k[0], v1 = k[1], v2 = k[2], v3 = k[3] ^ nonce;
		for (int i = 0; i < 6; i++) {
			if (i == 2) {
				v0 ^= nonce;
				v2 ^= 0xff;
			}
			v0 += v1;
			v2 += v3;
			v1 = Long.rotateLeft(v1, 13) ^ v0;
			v3 = Long.rotateLeft(v3, 16) ^ v2;
			v0 = Long.rotateLeft(v0, 32);
			v2 += v1;
			v0 += v3;
			v1 = Long.rotateLeft(v1, 17) ^ v2;
			v3 = Long.rotateLeft(v3, 21) ^ v0;
			v2 = Long.rotateLeft(v2, 32);
		}
		return v0 ^ v1 ^ v2 ^ v3;
	}

	static int node(long[] k, int edge, int side, int bits) {
		return (int)sip(k, 2L * edge + side) & (1 << bits) - 1;
	}

	static void mark(long[] k, int side, long[] alive, int[] degree) {
		for (int w = 0; w < alive.length; w++)
			for (long left = alive[w]; left != 0; left &= left - 1) {
				int n = node(k, w * 64 + Long.numberOfTrailingZeros(left), side,
					     EDGE_BITS);
				degree[n >>> 5] |= 1 << n;
			}
	}

	static void drop(long[] k, int side, long[] alive, int[] degree) {
		for (int w = 0; w < alive.length; w++)
			for (long left = alive[w]; left != 0; left &= left - 1) {
				int bit = Long.numberOfTrailingZeros(left);
				int n = node(k, w * 64 + bit, side, EDGE_BITS) ^ 1;
				if ((degree[n >>> 5] >>> n & 1) == 0)
					alive[w] ^= 1L << bit;
			}
	}

	public static void main(String[] args) {
		// of 76 zeros and the nonce 20
		long[] keys = { 0x27580576fe290177L, 0xf9ea9b2031f4e76eL,
			0x1663308c8607868fL, 0xb88839b0fa180d0eL };
		for (int side = 0; side < 2; side++) {
			var met = new HashMap<Integer, Integer>();
			for (int e : PROOF)
				met.merge(node(keys, e, side, 29) >>> 1, 1, Integer::sum);
			if (!met.values().stream().allMatch(n -> n == 2))
				throw new IllegalStateException("wrong result");
		}
		System.out.println("ready");
		IntStream.range(0, 2).parallel().forEach(thread -> {
			long[] mine = keys.clone(), alive = new long[EDGES / 64];
			int[] degree = new int[EDGES / 32];
			for (mine[0] += thread; ; mine[0] += 2) {
				java.util.Arrays.fill(alive, -1);
				for (int round = 0; round < 8; round++) {
					java.util.Arrays.fill(degree, 0);
					mark(mine, round & 1, alive, degree);
					drop(mine, round & 1, alive, degree);
				}
			}
		});
	}
}

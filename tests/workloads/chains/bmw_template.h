/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Blue Midnight Wish as tweaked for round 2 of the SHA-3 contest. Source: the
 * submission of Gligoroski et al., 2009. The including file defines word (u32
 * or u64), BMW_ROL, BMW_GET, BMW_PUT, BMW_K (of the expansion), BMW_IV and
 * BMW_FINAL (their first words), BMW_S (rotations of s0 … s3, two each) and
 * BMW_R (rotations r1 … r7).
 */
#define BMW_BLOCK	(16 * sizeof(word))

static const u8 bmw_s[8] = BMW_S;
static const u8 bmw_r[8] = BMW_R;

static __always_inline word s0(word x)
{
	return x >> 1 ^ x << 3 ^ BMW_ROL(x, bmw_s[0]) ^ BMW_ROL(x, bmw_s[1]);
}

static __always_inline word s1(word x)
{
	return x >> 1 ^ x << 2 ^ BMW_ROL(x, bmw_s[2]) ^ BMW_ROL(x, bmw_s[3]);
}

static __always_inline word s2(word x)
{
	return x >> 2 ^ x << 1 ^ BMW_ROL(x, bmw_s[4]) ^ BMW_ROL(x, bmw_s[5]);
}

static __always_inline word s3(word x)
{
	return x >> 2 ^ x << 2 ^ BMW_ROL(x, bmw_s[6]) ^ BMW_ROL(x, bmw_s[7]);
}

static __always_inline word s4(word x)
{
	return x >> 1 ^ x;
}

static __always_inline word s5(word x)
{
	return x >> 2 ^ x;
}

static __always_inline word rotated(const word m[16], unsigned int j)
{
	return BMW_ROL(m[j % 16], j % 16 + 1);
}

static __always_inline word add_element(const word m[16], const word h[16],
					unsigned int j)
{
	return (rotated(m, j) + rotated(m, j + 3) - rotated(m, j + 10) +
		(j + 16) * (word)BMW_K) ^ h[(j + 7) % 16];
}

static __always_inline word expand1(const word *q, const word m[16],
				    const word h[16], unsigned int j)
{
	return s1(q[0]) + s2(q[1]) + s3(q[2]) + s0(q[3]) + s1(q[4]) +
	       s2(q[5]) + s3(q[6]) + s0(q[7]) + s1(q[8]) + s2(q[9]) +
	       s3(q[10]) + s0(q[11]) + s1(q[12]) + s2(q[13]) + s3(q[14]) +
	       s0(q[15]) + add_element(m, h, j);
}

static __always_inline word expand2(const word *q, const word m[16],
				    const word h[16], unsigned int j)
{
	return q[0] + BMW_ROL(q[1], bmw_r[1]) + q[2] +
	       BMW_ROL(q[3], bmw_r[2]) + q[4] + BMW_ROL(q[5], bmw_r[3]) +
	       q[6] + BMW_ROL(q[7], bmw_r[4]) + q[8] +
	       BMW_ROL(q[9], bmw_r[5]) + q[10] + BMW_ROL(q[11], bmw_r[6]) +
	       q[12] + BMW_ROL(q[13], bmw_r[7]) + s4(q[14]) + s5(q[15]) +
	       add_element(m, h, j);
}

/* f0: a bijection of @m xor @h */
static __always_inline void bmw_f0(word q[32], const word m[16],
				   const word h[16])
{
	word t[16];
	unsigned int i;

	for (i = 0; i < 16; i++)
		t[i] = m[i] ^ h[i];
	q[0] = s0(t[5] - t[7] + t[10] + t[13] + t[14]) + h[1];
	q[1] = s1(t[6] - t[8] + t[11] + t[14] - t[15]) + h[2];
	q[2] = s2(t[0] + t[7] + t[9] - t[12] + t[15]) + h[3];
	q[3] = s3(t[0] - t[1] + t[8] - t[10] + t[13]) + h[4];
	q[4] = s4(t[1] + t[2] + t[9] - t[11] - t[14]) + h[5];
	q[5] = s0(t[3] - t[2] + t[10] - t[12] + t[15]) + h[6];
	q[6] = s1(t[4] - t[0] - t[3] - t[11] + t[13]) + h[7];
	q[7] = s2(t[1] - t[4] - t[5] - t[12] - t[14]) + h[8];
	q[8] = s3(t[2] - t[5] - t[6] + t[13] - t[15]) + h[9];
	q[9] = s4(t[0] - t[3] + t[6] - t[7] + t[14]) + h[10];
	q[10] = s0(t[8] - t[1] - t[4] - t[7] + t[15]) + h[11];
	q[11] = s1(t[8] - t[0] - t[2] - t[5] + t[9]) + h[12];
	q[12] = s2(t[1] + t[3] - t[6] - t[9] + t[10]) + h[13];
	q[13] = s3(t[2] + t[4] + t[7] + t[10] + t[11]) + h[14];
	q[14] = s4(t[3] - t[5] + t[8] - t[11] - t[12]) + h[15];
	q[15] = s0(t[12] - t[4] - t[6] - t[9] + t[13]) + h[0];
}

static __always_inline void bmw_f1(word q[32], const word m[16],
				   const word h[16])
{
	q[16] = expand1(q, m, h, 0);
	q[17] = expand1(q + 1, m, h, 1);
	q[18] = expand2(q + 2, m, h, 2);
	q[19] = expand2(q + 3, m, h, 3);
	q[20] = expand2(q + 4, m, h, 4);
	q[21] = expand2(q + 5, m, h, 5);
	q[22] = expand2(q + 6, m, h, 6);
	q[23] = expand2(q + 7, m, h, 7);
	q[24] = expand2(q + 8, m, h, 8);
	q[25] = expand2(q + 9, m, h, 9);
	q[26] = expand2(q + 10, m, h, 10);
	q[27] = expand2(q + 11, m, h, 11);
	q[28] = expand2(q + 12, m, h, 12);
	q[29] = expand2(q + 13, m, h, 13);
	q[30] = expand2(q + 14, m, h, 14);
	q[31] = expand2(q + 15, m, h, 15);
}

static __always_inline void bmw_f2(word h[16], const word q[32],
				   const word m[16])
{
	word xl = q[16] ^ q[17] ^ q[18] ^ q[19] ^ q[20] ^ q[21] ^ q[22] ^
		  q[23];
	word xh = xl ^ q[24] ^ q[25] ^ q[26] ^ q[27] ^ q[28] ^ q[29] ^
		  q[30] ^ q[31];

	h[0] = (xh << 5 ^ q[16] >> 5 ^ m[0]) + (xl ^ q[24] ^ q[0]);
	h[1] = (xh >> 7 ^ q[17] << 8 ^ m[1]) + (xl ^ q[25] ^ q[1]);
	h[2] = (xh >> 5 ^ q[18] << 5 ^ m[2]) + (xl ^ q[26] ^ q[2]);
	h[3] = (xh >> 1 ^ q[19] << 5 ^ m[3]) + (xl ^ q[27] ^ q[3]);
	h[4] = (xh >> 3 ^ q[20] ^ m[4]) + (xl ^ q[28] ^ q[4]);
	h[5] = (xh << 6 ^ q[21] >> 6 ^ m[5]) + (xl ^ q[29] ^ q[5]);
	h[6] = (xh >> 4 ^ q[22] << 6 ^ m[6]) + (xl ^ q[30] ^ q[6]);
	h[7] = (xh >> 11 ^ q[23] << 2 ^ m[7]) + (xl ^ q[31] ^ q[7]);
	h[8] = BMW_ROL(h[4], 9) + (xh ^ q[24] ^ m[8]) +
	       (xl << 8 ^ q[23] ^ q[8]);
	h[9] = BMW_ROL(h[5], 10) + (xh ^ q[25] ^ m[9]) +
	       (xl >> 6 ^ q[16] ^ q[9]);
	h[10] = BMW_ROL(h[6], 11) + (xh ^ q[26] ^ m[10]) +
		(xl << 6 ^ q[17] ^ q[10]);
	h[11] = BMW_ROL(h[7], 12) + (xh ^ q[27] ^ m[11]) +
		(xl << 4 ^ q[18] ^ q[11]);
	h[12] = BMW_ROL(h[0], 13) + (xh ^ q[28] ^ m[12]) +
		(xl >> 3 ^ q[19] ^ q[12]);
	h[13] = BMW_ROL(h[1], 14) + (xh ^ q[29] ^ m[13]) +
		(xl >> 4 ^ q[20] ^ q[13]);
	h[14] = BMW_ROL(h[2], 15) + (xh ^ q[30] ^ m[14]) +
		(xl >> 7 ^ q[21] ^ q[14]);
	h[15] = BMW_ROL(h[3], 16) + (xh ^ q[31] ^ m[15]) +
		(xl >> 2 ^ q[22] ^ q[15]);
}

static void bmw_compress(word h[16], const word m[16])
{
	word q[32];

	bmw_f0(q, m, h);
	bmw_f1(q, m, h);
	bmw_f2(h, q, m);
}

static void bmw_absorb(word h[16], const u8 *block)
{
	word m[16];
	unsigned int i;

	for (i = 0; i < 16; i++)
		m[i] = BMW_GET(block + sizeof(word) * i);
	bmw_compress(h, m);
}

static void bmw_hash(const u8 *in, size_t len, u8 *out)
{
	size_t rest = len % BMW_BLOCK, i;
	u8 last[2 * BMW_BLOCK] = { 0 };
	size_t padded = rest < BMW_BLOCK - 8 ? BMW_BLOCK : 2 * BMW_BLOCK;
	word h[16], final[16];

	for (i = 0; i < 16; i++) {
		/* bytes that count up; the last word ends in 0xf */
		h[i] = BMW_IV + i * sizeof(word) *
		       (word)0x0101010101010101;
		final[i] = BMW_FINAL + i;
	}
	for (i = 0; i < len / BMW_BLOCK; i++)
		bmw_absorb(h, in + i * BMW_BLOCK);
	memcpy(last, in + len - rest, rest);
	last[rest] = 0x80;
	put_le64(last + padded - 8, (u64)len * 8);
	for (i = 0; i < padded; i += BMW_BLOCK)
		bmw_absorb(h, last + i);
	bmw_compress(final, h);
	for (i = 0; i < 8; i++)
		BMW_PUT(out + sizeof(word) * i, final[i + 8]);
}

/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Lyra2 over the permutation of BLAKE2b without message. Source: "The Lyra2
 * reference guide", version 2.3.2, for one thread. The including file defines
 * lane (a vector of u64 or u64), BLOCK (lanes of a block, the rate), STATE
 * (lanes of the sponge), lyra2_round() and lyra2_rotate(): lanes of a block
 * moved on by one word of 64 bits.
 */
#define FULL_ROUNDS	12
#define SAFE_BYTES	64	/* of input per absorption, as BLAKE2b */
#define INPUT_BYTES	(2 * 32 + 6 * 8 + 16)

static void absorb(lane s[STATE], const u8 *in, size_t bytes)
{
	lane block[BLOCK] = { 0 };
	unsigned int i;

	memcpy(block, in, bytes);
	for (i = 0; i < BLOCK; i++)
		s[i] ^= block[i];
	for (i = 0; i < FULL_ROUNDS; i++)
		lyra2_round(s);
}

/* Row 0: squeeze it out, the last column first. */
static void squeeze_row(lane s[STATE], lane *out, u64 cols)
{
	unsigned int i;
	u64 c;

	out += (cols - 1) * BLOCK;
	for (c = 0; c < cols; c++, out -= BLOCK) {
		for (i = 0; i < BLOCK; i++)
			out[i] = s[i];
		lyra2_round(s);
	}
}

/* Row 1, from row 0. */
static void duplex_first(lane s[STATE], const lane *in, lane *out, u64 cols)
{
	unsigned int i;
	u64 c;

	out += (cols - 1) * BLOCK;
	for (c = 0; c < cols; c++, in += BLOCK, out -= BLOCK) {
		for (i = 0; i < BLOCK; i++)
			s[i] ^= in[i];
		lyra2_round(s);
		for (i = 0; i < BLOCK; i++)
			out[i] = in[i] ^ s[i];
	}
}

static __always_inline void xor_rotated(lane *row, const lane s[STATE])
{
	lane rotated[BLOCK];
	unsigned int i;

	lyra2_rotate(s, rotated);
	for (i = 0; i < BLOCK; i++)
		row[i] ^= rotated[i];
}

/* Each other row of the setup: new from @in, and @inout revised. */
static void duplex_setup(lane s[STATE], const lane *in, lane *inout, lane *out,
			 u64 cols)
{
	unsigned int i;
	u64 c;

	out += (cols - 1) * BLOCK;
	for (c = 0; c < cols; c++) {
		for (i = 0; i < BLOCK; i++)
			s[i] ^= in[i] + inout[i];
		lyra2_round(s);
		for (i = 0; i < BLOCK; i++)
			out[i] = in[i] ^ s[i];
		xor_rotated(inout, s);
		in += BLOCK;
		inout += BLOCK;
		out -= BLOCK;
	}
}

/* A row of the wandering phase: @out and @inout revised; they may be one. */
static void duplex_wander(lane s[STATE], const lane *in, lane *inout, lane *out,
			  u64 cols)
{
	unsigned int i;
	u64 c;

	for (c = 0; c < cols; c++) {
		for (i = 0; i < BLOCK; i++)
			s[i] ^= in[i] + inout[i];
		lyra2_round(s);
		for (i = 0; i < BLOCK; i++)
			out[i] ^= s[i];
		xor_rotated(inout, s);
		in += BLOCK;
		inout += BLOCK;
		out += BLOCK;
	}
}

static void absorb_input(lane s[STATE], const struct lyra2_shape *shape,
			 const u8 in[32])
{
	u8 input[INPUT_BYTES] = { 0 };

	memcpy(input, in, 32);
	memcpy(input + 32, in, 32);
	put_le64(input + 64, 32);	/* key length */
	put_le64(input + 72, 32);	/* password length */
	put_le64(input + 80, 32);	/* salt length */
	put_le64(input + 88, shape->passes);
	put_le64(input + 96, shape->rows);
	put_le64(input + 104, shape->cols);
	input[112] = 0x80;
	input[INPUT_BYTES - 1] |= 0x01;
	absorb(s, input, SAFE_BYTES);
	absorb(s, input + SAFE_BYTES, SAFE_BYTES);
}

static void setup(lane s[STATE], const struct lyra2_shape *shape, lane *m)
{
	u64 length = shape->cols * BLOCK, row, old = 0, step = 1, window = 2;
	s64 gap = 1;

	squeeze_row(s, m, shape->cols);
	duplex_first(s, m, m + length, shape->cols);
	for (row = 2; row < shape->rows; row++) {
		duplex_setup(s, m + (row - 1) * length, m + old * length,
			     m + row * length, shape->cols);
		old = (old + step) & (window - 1);
		if (old)
			continue;
		step = window + gap;
		window *= 2;
		gap = -gap;
	}
}

/* Return: the row picked last. */
static u64 wander(lane s[STATE], const struct lyra2_shape *shape, lane *m)
{
	u64 length = shape->cols * BLOCK, mask = shape->rows - 1;
	u64 row = 0, last = mask, picked = 0, word = 0, pass, step;
	const u64 *words = (const u64 *)s;

	for (pass = 1; pass <= shape->passes; pass++) {
		step = pass % 2 ? shape->rows / 2 - 1 : mask;
		do {
			if (shape->far)
				word = words[word] % 16;
			picked = words[word] & mask;
			duplex_wander(s, m + last * length, m + picked * length,
				      m + row * length, shape->cols);
			last = row;
			row = (row + step) & mask;
		} while (row);
	}
	return picked;
}

static void lyra2_hash(const struct lyra2_shape *shape, void *matrix,
		       const u8 in[32], u8 out[32])
{
	static const u64 iv[8] = {	/* of BLAKE2b */
		0x6a09e667f3bcc908, 0xbb67ae8584caa73b,
		0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1,
		0x510e527fade682d1, 0x9b05688c2b3e6c1f,
		0x1f83d9abfb41bd6b, 0x5be0cd19137e2179,
	};
	lane s[STATE] = { 0 }, *m = matrix;
	u64 row;

	memcpy(s + STATE / 2, iv, sizeof(iv));
	absorb_input(s, shape, in);
	setup(s, shape, m);
	row = wander(s, shape, m);
	absorb(s, (const u8 *)(m + row * shape->cols * BLOCK),
	       LYRA2_BLOCK_BYTES);
	memcpy(out, s, 32);
}

// SPDX-License-Identifier: GPL-2.0-only
/*
 * bcrypt. Sources: N. Provos, D. Mazières: "A Future-Adaptable Password
 * Scheme", 1999; B. Schneier: "Description of a New Variable-Length Key, 64-Bit
 * Block Cipher (Blowfish)", 1993, whose tables are the digits of pi.
 */
#include "crack.h"

#define SUBKEYS		18
#define SBOXES		4
#define ROUNDS		16
#define WORDS		(SUBKEYS + SBOXES * 256)
#define GUARD		2	/* words for what is cut off */
#define PI_WORDS	(1 + WORDS + GUARD)

struct blowfish {
	u32 p[SUBKEYS];
	u32 s[SBOXES][256];
};

static_assert(sizeof(struct blowfish) == WORDS * 4, "one row of words");

/* Fixed point: x[0] is whole, the others are the fraction. Divide by @d. */
static void divide(u32 x[PI_WORDS], u32 d)
{
	u64 rest = 0;
	unsigned int i;

	for (i = 0; i < PI_WORDS; i++) {
		rest = rest << 32 | x[i];
		x[i] = rest / d;
		rest %= d;
	}
}

static void add(u32 x[PI_WORDS], const u32 y[PI_WORDS])
{
	u64 carry = 0;
	unsigned int i;

	for (i = PI_WORDS; i-- > 0;) {
		carry += (u64)x[i] + y[i];
		x[i] = carry;
		carry >>= 32;
	}
}

static void subtract(u32 x[PI_WORDS], const u32 y[PI_WORDS])
{
	s64 carry = 0;
	unsigned int i;

	for (i = PI_WORDS; i-- > 0;) {
		carry += (s64)x[i] - y[i];
		x[i] = carry;
		carry >>= 32;
	}
}

/* Adds @factor * arctan(1 / @d), or subtracts it. */
static void add_arctan(u32 sum[PI_WORDS], u32 factor, u32 d, bool negative)
{
	u32 power[PI_WORDS] = { factor }, term[PI_WORDS], n, i;

	divide(power, d);
	for (n = 1;; n += 2) {
		memcpy(term, power, sizeof(term));
		divide(term, n);
		for (i = 0; i < PI_WORDS && !term[i]; i++)
			;
		if (i == PI_WORDS)
			return;
		if ((n % 4 == 3) == negative)
			add(sum, term);
		else
			subtract(sum, term);
		divide(power, d * d);
	}
}

/* Machin: pi = 16 arctan(1/5) - 4 arctan(1/239). Before threads start. */
static const struct blowfish *initial(void)
{
	static struct blowfish start;
	static u32 pi[PI_WORDS];

	if (pi[0])
		return &start;
	add_arctan(pi, 16, 5, false);
	add_arctan(pi, 4, 239, true);
	memcpy(&start, pi + 1, sizeof(start));
	return &start;
}

static __always_inline u32 mix(const struct blowfish *c, u32 x)
{
	return ((c->s[0][x >> 24] + c->s[1][x >> 16 & 0xff]) ^
		c->s[2][x >> 8 & 0xff]) + c->s[3][x & 0xff];
}

static __always_inline void encipher(const struct blowfish *c, u32 lr[2])
{
	u32 l = lr[0] ^ c->p[0], r = lr[1];
	unsigned int i;

	for (i = 0; i < ROUNDS; i += 2) {
		r ^= mix(c, l) ^ c->p[i + 1];
		l ^= mix(c, r) ^ c->p[i + 2];
	}
	lr[0] = r ^ c->p[ROUNDS + 1];
	lr[1] = l;
}

/* Replaces all words by a chain of ciphertexts, salted by @salt if there. */
static void replace_words(struct blowfish *c, const u32 salt[4])
{
	u32 lr[2] = { 0, 0 }, *word = (u32 *)c;
	unsigned int i;

	for (i = 0; i < WORDS; i += 2) {
		if (salt) {
			lr[0] ^= salt[i % 4];
			lr[1] ^= salt[i % 4 + 1];
		}
		encipher(c, lr);
		word[i] = lr[0];
		word[i + 1] = lr[1];
	}
}

static void xor_subkeys(struct blowfish *c, const u32 key[SUBKEYS])
{
	unsigned int i;

	for (i = 0; i < SUBKEYS; i++)
		c->p[i] ^= key[i];
}

void bcrypt(const u8 *pw, size_t pwlen, const u8 salt[16], unsigned int cost,
	    u8 out[BCRYPT_DIGEST])
{
	static const char magic[] = "OrpheanBeholderScryDoubt";
	u32 key[SUBKEYS], salted[4], cycled[SUBKEYS], text[6], i, round;
	struct blowfish c = *initial();
	u8 last[4];

	for (i = 0; i < SUBKEYS * 4; i++)
		key[i / 4] = key[i / 4] << 8 | pw[i % pwlen];
	for (i = 0; i < SUBKEYS; i++) {
		salted[i % 4] = get_be32(salt + i % 4 * 4);
		cycled[i] = salted[i % 4];
	}
	xor_subkeys(&c, key);
	replace_words(&c, salted);
	for (round = 0; round < 1u << cost; round++) {
		xor_subkeys(&c, key);
		replace_words(&c, NULL);
		xor_subkeys(&c, cycled);
		replace_words(&c, NULL);
	}
	for (i = 0; i < 6; i++)
		text[i] = get_be32(magic + 4 * i);
	for (round = 0; round < 64; round++)
		for (i = 0; i < 6; i += 2)
			encipher(&c, text + i);
	for (i = 0; i < 5; i++)
		put_be32(out + 4 * i, text[i]);
	put_be32(last, text[5]);
	memcpy(out + 20, last, 3);
}

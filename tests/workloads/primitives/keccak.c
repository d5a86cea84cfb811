// SPDX-License-Identifier: GPL-2.0-only
/* Keccak-f[1600], SHA-3 and what was to become it. Source: FIPS 202. */
#include "primitives.h"

#define keccak_word	u64
#define keccak_rol	rol64

#include "keccak_steps.h"

#define KECCAK_ROUNDS	24
#define RATE_256	136	/* bytes: 1600 - 2 * 256 bits */
#define RATE_512	72
#define PAD_KECCAK	0x01	/* the submission to NIST, as CryptoNote uses it */
#define PAD_SHA3	0x06	/* FIPS 202, 6.1 */

/* FIPS 202, 3.2.5 */
static const u64 round_constant[KECCAK_ROUNDS] = {
	0x0000000000000001, 0x0000000000008082, 0x800000000000808a,
	0x8000000080008000, 0x000000000000808b, 0x0000000080000001,
	0x8000000080008081, 0x8000000000008009, 0x000000000000008a,
	0x0000000000000088, 0x0000000080008009, 0x000000008000000a,
	0x000000008000808b, 0x800000000000008b, 0x8000000000008089,
	0x8000000000008003, 0x8000000000008002, 0x8000000000000080,
	0x000000000000800a, 0x800000008000000a, 0x8000000080008081,
	0x8000000000008080, 0x0000000080000001, 0x8000000080008008,
};

void keccak_f1600(u64 st[KECCAK_WORDS])
{
	unsigned int i;

	for (i = 0; i < KECCAK_ROUNDS; i++) {
		theta(st);
		rho_pi(st);
		chi(st);
		st[0] ^= round_constant[i];
	}
}

static __always_inline void absorb_block(u64 st[KECCAK_WORDS], const u8 *block,
					 size_t rate)
{
	unsigned int i;

	for (i = 0; i < rate / 8; i++)
		st[i] ^= get_le64(block + 8 * i);
	keccak_f1600(st);
}

/* @rate: in bytes, a constant */
static __always_inline void absorb(const u8 *in, size_t len, size_t rate,
				   u8 pad, u64 st[KECCAK_WORDS])
{
	u8 last[RATE_256] = { 0 };

	memset(st, 0, KECCAK_WORDS * sizeof(*st));
	for (; len >= rate; len -= rate, in += rate)
		absorb_block(st, in, rate);
	memcpy(last, in, len);
	last[len] = pad;
	last[rate - 1] |= 0x80;
	absorb_block(st, last, rate);
}

static void squeeze(const u64 st[KECCAK_WORDS], unsigned int words, u8 *out)
{
	unsigned int i;

	for (i = 0; i < words; i++)
		put_le64(out + 8 * i, st[i]);
}

void keccak1600(const void *in, size_t len, u64 st[KECCAK_WORDS])
{
	absorb(in, len, RATE_256, PAD_KECCAK, st);
}

void keccak256(const void *in, size_t len, u8 out[32])
{
	u64 st[KECCAK_WORDS];

	absorb(in, len, RATE_256, PAD_KECCAK, st);
	squeeze(st, 4, out);
}

void keccak512(const void *in, size_t len, u8 out[64])
{
	u64 st[KECCAK_WORDS];

	absorb(in, len, RATE_512, PAD_KECCAK, st);
	squeeze(st, 8, out);
}

void sha3_256(const void *in, size_t len, u8 out[32])
{
	u64 st[KECCAK_WORDS];

	absorb(in, len, RATE_256, PAD_SHA3, st);
	squeeze(st, 4, out);
}

void sha3_512(const void *in, size_t len, u8 out[64])
{
	u64 st[KECCAK_WORDS];

	absorb(in, len, RATE_512, PAD_SHA3, st);
	squeeze(st, 8, out);
}

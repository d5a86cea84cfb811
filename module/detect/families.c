// SPDX-License-Identifier: GPL-2.0-only
#include "families.h"

#define F(id)		(1ull << CW_FEATURE_##id)
#define NO_SET		CW_SET_COUNT

#define CONFIRMED	CW_VERDICT_CONFIRMED
#define SUSPECT		CW_VERDICT_SUSPECT

/* A shared primitive is of interest only in a process that does nothing else. */
#define PRIMITIVE_MS	30000
#define PRIMITIVE_SAMPLES 64
#define PRIMITIVE_BP	3000

static const struct cw_family_info infos[CW_FAMILY_COUNT] = {
	[CW_FAMILY_RANDOMX] = {
		"randomx", "RandomX", "Monero and others", CW_FAMILY_MINING },
	[CW_FAMILY_CRYPTONIGHT] = {
		"cryptonight", "CryptoNight",
		"Monero until 2019 and its descendants", CW_FAMILY_MINING },
	[CW_FAMILY_CUCKOO] = {
		"cuckoo", "Cuckoo Cycle", "Grin and others",
		CW_FAMILY_MINING },
	[CW_FAMILY_KECCAK] = {
		"keccak", "Keccak", "SHA-3, and mining",
		CW_FAMILY_PRIMITIVE },
	[CW_FAMILY_AES] = {
		"aes", "AES", "encryption, and mining", CW_FAMILY_PRIMITIVE },
	[CW_FAMILY_SHA2] = {
		"sha2", "SHA-2", "checksums, and mining (Bitcoin's SHA-256d)",
		CW_FAMILY_PRIMITIVE },
	[CW_FAMILY_BLAKE2] = {
		"blake2", "BLAKE2, ChaCha or Argon2",
		"checksums, password hashing, and mining",
		CW_FAMILY_PRIMITIVE },
	[CW_FAMILY_SALSA20] = {
		"salsa20", "Salsa20 or scrypt",
		"password hashing, and mining (Litecoin)",
		CW_FAMILY_PRIMITIVE },
};

static const char *const verdict_names[CW_VERDICT_COUNT] = {
	[CW_VERDICT_CLEAR] = "clear",
	[CW_VERDICT_SUSPECT] = "suspect",
	[CW_VERDICT_CONFIRMED] = "confirmed",
};

#define RANDOMX_CODE	(F(MASK_WORDS) | F(MASK_LINES) | F(TEST_BYTE) | \
			 F(CVT_ARITH) | F(AES_BOTH) | F(PREFETCH_NT))

/* Rates are per sample, that is per window of 16 instructions. */
const struct cw_route cw_routes[CW_FAMILY_COUNT][CW_ROUTES] = {
	[CW_FAMILY_RANDOMX] = {
		/* the register state, and code that goes with it */
		{ .verdict = CONFIRMED, .samples = 12, .set = NO_SET,
		  .clause = { { F(ROUNDING), 1000, 1 },
			      { RANDOMX_CODE, 50, 3 } } },
		/* the code alone, where the state is not to be had */
		{ .verdict = CONFIRMED, .samples = 32, .set = NO_SET,
		  .clause = { { F(MASK_WORDS), 1000, 1 },
			      { F(TEST_BYTE), 500, 1 },
			      { F(CVT_ARITH), 500, 1 },
			      { F(FP_PACKED), 1000, 1 } } },
		/* interpreted: neither masks nor tests are immediates then */
		{ .verdict = CONFIRMED, .samples = 200, .set = NO_SET,
		  .clause = { { F(ROUNDING), 2500, 1 },
			      { F(ROUNDING_FLUSH), 8000, 1 },
			      { F(CVT_ARITH), 100, 1 },
			      { F(IMUL), 500, 1 } } },
		/* code that is hidden */
		{ .verdict = SUSPECT, .samples = 12, .set = NO_SET,
		  .clause = { { F(ROUNDING), 1000, 1 },
			      { RANDOMX_CODE | F(UNREADABLE), 50, 1 } } },
	},
	[CW_FAMILY_CRYPTONIGHT] = {
		{ .verdict = CONFIRMED, .samples = 16, .set = NO_SET,
		  .clause = { { F(MASK_BLOCKS), 20, 1 },
			      { F(AES_ROUND), 500, 1 },
			      { F(MUL_WIDE) | F(DIV) | F(SQRT_SCALAR) |
				F(MASK_WORK), 300, 1 } } },
		/* v2 with the mask kept in a register */
		{ .verdict = CONFIRMED, .samples = 32, .set = NO_SET,
		  .clause = { { F(ROUNDING), 5000, 1 },
			      { F(AES_ROUND), 500, 1 },
			      { F(MUL_WIDE) | F(DIV) | F(SQRT_SCALAR), 200,
				2 } } },
		/* v0 so: rounds beside the product, and never a last round */
		{ .verdict = CONFIRMED, .samples = 64, .set = NO_SET,
		  .clause = { { F(AES_MUL), 1500, 1 },
			      { F(AES_FINAL) | F(CLMUL), 100, 2, true } } },
		/* v1 so: neither mask nor both in one window */
		{ .verdict = SUSPECT, .samples = 128, .set = NO_SET,
		  .pure_ms = PRIMITIVE_MS,
		  .clause = { { F(AES_ROUND), 1500, 1 },
			      { F(MUL_WIDE), 1500, 1 },
			      { F(AES_FINAL) | F(CLMUL), 100, 2, true } } },
	},
	[CW_FAMILY_CUCKOO] = {
		/* SipHash is common: it must be all there is, and be cut */
		{ .verdict = CONFIRMED, .samples = 200,
		  .set = CW_SET_SIPHASH, .members = 4, .pure_ms = 10000,
		  .clause = { { F(ROT_SIPHASH), 3000, 1 },
			      { F(SIP_BIT), 300, 1 },
			      { F(FP_ANY) | F(STRING), 200, 2, true } } },
		{ .verdict = SUSPECT, .samples = PRIMITIVE_SAMPLES,
		  .set = CW_SET_SIPHASH, .members = 4,
		  .pure_ms = PRIMITIVE_MS,
		  .clause = { { F(ROT_SIPHASH), PRIMITIVE_BP, 1 } } },
	},
	[CW_FAMILY_KECCAK] = {
		{ .verdict = SUSPECT, .samples = PRIMITIVE_SAMPLES,
		  .set = CW_SET_KECCAK, .members = 5,
		  .pure_ms = PRIMITIVE_MS,
		  .clause = { { F(ROT_KECCAK), 2500, 1 },
			      { F(CHI), 1500, 1 } } },
	},
	[CW_FAMILY_AES] = {
		{ .verdict = SUSPECT, .samples = PRIMITIVE_SAMPLES,
		  .set = NO_SET, .pure_ms = PRIMITIVE_MS,
		  .clause = { { F(AES_INSN), PRIMITIVE_BP, 1 } } },
	},
	[CW_FAMILY_SHA2] = {
		{ .verdict = SUSPECT, .samples = PRIMITIVE_SAMPLES,
		  .set = NO_SET, .pure_ms = PRIMITIVE_MS,
		  .clause = { { F(SHA_INSN), PRIMITIVE_BP, 1 } } },
		{ .verdict = SUSPECT, .samples = PRIMITIVE_SAMPLES,
		  .set = CW_SET_SHA256, .members = 5, .pure_ms = PRIMITIVE_MS,
		  .clause = { { F(ROT_SHA256), PRIMITIVE_BP, 1 } } },
		{ .verdict = SUSPECT, .samples = PRIMITIVE_SAMPLES,
		  .set = CW_SET_SHA512, .members = 5, .pure_ms = PRIMITIVE_MS,
		  .clause = { { F(ROT_SHA512), PRIMITIVE_BP, 1 } } },
	},
	[CW_FAMILY_BLAKE2] = {
		{ .verdict = SUSPECT, .samples = PRIMITIVE_SAMPLES,
		  .set = CW_SET_BLAKE2B, .members = 3,
		  .pure_ms = PRIMITIVE_MS,
		  .clause = { { F(ROT_BLAKE2), PRIMITIVE_BP, 1 } } },
		{ .verdict = SUSPECT, .samples = PRIMITIVE_SAMPLES,
		  .set = CW_SET_BLAKE2S, .members = 3,
		  .pure_ms = PRIMITIVE_MS,
		  .clause = { { F(ROT_BLAKE2), PRIMITIVE_BP, 1 } } },
		{ .verdict = SUSPECT, .samples = PRIMITIVE_SAMPLES,
		  .set = CW_SET_CHACHA, .members = 3,
		  .pure_ms = PRIMITIVE_MS,
		  .clause = { { F(ROT_BLAKE2), PRIMITIVE_BP, 1 } } },
	},
	[CW_FAMILY_SALSA20] = {
		{ .verdict = SUSPECT, .samples = PRIMITIVE_SAMPLES,
		  .set = CW_SET_SALSA, .members = 3, .pure_ms = PRIMITIVE_MS,
		  .clause = { { F(ROT_SALSA), PRIMITIVE_BP, 1 } } },
	},
};

const struct cw_family_info *cw_family_info(unsigned int family)
{
	return family < CW_FAMILY_COUNT ? &infos[family] : NULL;
}

const char *cw_verdict_name(unsigned int verdict)
{
	return verdict < CW_VERDICT_COUNT ? verdict_names[verdict] : NULL;
}

/* Samples that carried what is needed to see @feature at all. */
static unsigned int samples_with(const struct cw_window *w,
				 unsigned int feature)
{
	if (feature < CW_FEATURE_FIRST_ORIGIN)
		return w->fpctrl;
	if (feature < CW_FEATURE_FIRST_CODE)
		return w->samples;
	return w->code;
}

unsigned int cw_trials(const struct cw_window *w, unsigned int feature)
{
	/* these refine another: what they add is asked given that one */
	switch (feature) {
	case CW_FEATURE_ROUNDING_FLUSH:
		return w->seen[CW_FEATURE_ROUNDING];
	case CW_FEATURE_MASK_WORK:
		return w->seen[CW_FEATURE_MASK_BLOCKS];
	case CW_FEATURE_SIP_BIT:
		return w->seen[CW_FEATURE_ROT_SIPHASH];
	case CW_FEATURE_ROT_SIPHASH:
	case CW_FEATURE_ROT_KECCAK:
	case CW_FEATURE_ROT_SALSA:
	case CW_FEATURE_ROT_BLAKE2:
	case CW_FEATURE_ROT_SHA2:
		return w->seen[CW_FEATURE_ROT];
	}
	return samples_with(w, feature);
}

static bool clause_holds(const struct cw_window *w, const struct cw_clause *c)
{
	unsigned int have = 0, i, n;
	u64 bits;

	for (bits = c->any; bits; bits &= bits - 1) {
		i = __builtin_ctzll(bits);
		n = samples_with(w, i);
		if (!n)
			continue;
		if ((w->seen[i] * 10000u >= c->rate_bp * n) != c->below)
			have++;
	}
	return have >= c->need;
}

/*
 * Nearly all samples with rotations show amounts of the set, and @members of
 * them are not rare.
 */
static bool covers(const struct cw_window *w, unsigned int set,
		   unsigned int members)
{
	const struct cw_rot_set *s = &cw_rot_sets[set];
	const u16 *rol = w->rol + (s->width == CW_ROT_64 ? 32 : 0);
	unsigned int bits = s->width == CW_ROT_64 ? 64 : 32;
	unsigned int i, inside = 0, all = 0, have = 0;

	for (i = 0; i < 96; i++)
		all += w->rol[i];
	for (i = 0; i < bits; i++) {
		if (!(s->all >> i & 1))
			continue;
		inside += rol[i];
		have += rol[i] && rol[i] * 64u >= w->rotated;
	}
	return have >= members && inside * 100 >= all * 85;
}

static bool route_holds(const struct cw_window *w, const struct cw_route *r)
{
	unsigned int i;

	if (w->samples < r->samples)
		return false;
	for (i = 0; i < CW_CLAUSES && r->clause[i].need; i++)
		if (!clause_holds(w, &r->clause[i]))
			return false;
	return r->set == NO_SET || covers(w, r->set, r->members);
}

unsigned int cw_family_allowed(const struct cw_window *w, unsigned int family,
			       u64 pure_ns, bool *pure)
{
	const struct cw_route *r = cw_routes[family];
	unsigned int best = CW_VERDICT_CLEAR, i;

	*pure = true;
	for (i = 0; i < CW_ROUTES && r[i].verdict; i++) {
		if (r[i].verdict <= best || !route_holds(w, &r[i]))
			continue;
		if (pure_ns < r[i].pure_ms * 1000000ull)
			*pure = false;
		else
			best = r[i].verdict;
	}
	return best;
}

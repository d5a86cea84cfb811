// SPDX-License-Identifier: GPL-2.0-only
#include "families.h"
#include "sequential.h"

#define F(id)		(1ull << CW_FEATURE_##id)
#define NO_SET		CW_SET_COUNT

#define CONFIRMED	CW_VERDICT_CONFIRMED
#define SUSPECT		CW_VERDICT_SUSPECT

/* A shared primitive is of interest only in a process that does nothing else. */
#define PRIMITIVE_MS	((u32)(CW_PURE_NS / 1000000))
#define PRIMITIVE_SAMPLES 64
#define PRIMITIVE_BP	3000

/* One that hides as well */
#define HIDING_MS	120000
#define HIDING_SAMPLES	256

static const struct cw_family_info infos[CW_FAMILY_COUNT] = {
	[CW_FAMILY_RANDOMX] = {
		.name = "randomx",
		.title = "RandomX",
		.used_by = "Monero and others",
		.kind = CW_FAMILY_MINING,
		.confirm_micro = CW_CONFIRM_MICRO,
	},
	[CW_FAMILY_CRYPTONIGHT] = {
		.name = "cryptonight",
		.title = "CryptoNight",
		.used_by = "Monero until 2019 and its descendants",
		.kind = CW_FAMILY_MINING,
		.confirm_micro = CW_CONFIRM_MICRO,
	},
	[CW_FAMILY_CUCKOO] = {
		.name = "cuckoo",
		.title = "Cuckoo Cycle",
		.used_by = "Grin and others",
		.kind = CW_FAMILY_MINING,
		.confirm_micro = CW_CONFIRM_WEAK_MICRO,
	},
	[CW_FAMILY_VERUSHASH] = {
		.name = "verushash",
		.title = "VerusHash",
		.used_by = "Verus",
		.kind = CW_FAMILY_MINING,
		.confirm_micro = CW_CONFIRM_LONG_MICRO,
	},
	[CW_FAMILY_YESPOWER] = {
		.name = "yespower",
		.title = "yespower or yescrypt",
		.used_by = "password hashing, and mining small coins",
		.kind = CW_FAMILY_PRIMITIVE,
		.confirm_micro = CW_CONFIRM_LONG_MICRO,
	},
	[CW_FAMILY_ETHASH] = {
		.name = "ethash",
		.title = "Ethash",
		.used_by = "Ethereum Classic and others",
		.kind = CW_FAMILY_MINING,
		.confirm_micro = CW_CONFIRM_WEAK_MICRO,
	},
	[CW_FAMILY_ASTROBWT] = {
		.name = "astrobwt",
		.title = "AstroBWT",
		.used_by = "Dero",
		.kind = CW_FAMILY_MINING,
		.confirm_micro = CW_CONFIRM_LONG_MICRO,
	},
	[CW_FAMILY_EQUIHASH] = {
		.name = "equihash",
		.title = "Equihash",
		.used_by = "Zcash and others",
		.kind = CW_FAMILY_MINING,
		.confirm_micro = CW_PRIMITIVE_MICRO,
	},
	[CW_FAMILY_HASHCHAIN] = {
		.name = "hashchain",
		.title = "chain of hashes (X11, Lyra2RE and similar)",
		.used_by = "Dash, Vertcoin until 2021 and many others",
		.kind = CW_FAMILY_MINING,
		.confirm_micro = CW_CONFIRM_WEAK_MICRO,
	},
	[CW_FAMILY_KECCAK] = {
		.name = "keccak",
		.title = "Keccak",
		.used_by = "SHA-3, and mining",
		.kind = CW_FAMILY_PRIMITIVE,
		.confirm_micro = CW_PRIMITIVE_MICRO,
	},
	[CW_FAMILY_AES] = {
		.name = "aes",
		.title = "AES",
		.used_by = "encryption, and mining",
		.kind = CW_FAMILY_PRIMITIVE,
		.confirm_micro = CW_PRIMITIVE_MICRO,
	},
	[CW_FAMILY_SHA2] = {
		.name = "sha2",
		.title = "SHA-2",
		.used_by = "checksums, and mining (Bitcoin's SHA-256d)",
		.kind = CW_FAMILY_PRIMITIVE,
		.confirm_micro = CW_PRIMITIVE_MICRO,
	},
	[CW_FAMILY_BLAKE2] = {
		.name = "blake2",
		.title = "BLAKE2 or ChaCha",
		.used_by = "checksums, encryption, and mining",
		.kind = CW_FAMILY_PRIMITIVE,
		.confirm_micro = CW_PRIMITIVE_MICRO,
	},
	[CW_FAMILY_ARGON2] = {
		.name = "argon2",
		.title = "Argon2",
		.used_by = "password hashing, and mining (chukwa)",
		.kind = CW_FAMILY_PRIMITIVE,
		.confirm_micro = CW_PRIMITIVE_MICRO,
	},
	[CW_FAMILY_SALSA20] = {
		.name = "salsa20",
		.title = "Salsa20 or scrypt",
		.used_by = "password hashing, and mining (Litecoin)",
		.kind = CW_FAMILY_PRIMITIVE,
		.confirm_micro = CW_PRIMITIVE_MICRO,
	},
	[CW_FAMILY_MD5] = {
		.name = "md5",
		.title = "MD5",
		.used_by = "checksums, and cracking passwords",
		.kind = CW_FAMILY_PRIMITIVE,
		.confirm_micro = CW_PRIMITIVE_MICRO,
	},
	[CW_FAMILY_SHA1] = {
		.name = "sha1",
		.title = "SHA-1",
		.used_by = "checksums, and cracking passwords",
		.kind = CW_FAMILY_PRIMITIVE,
		.confirm_micro = CW_PRIMITIVE_MICRO,
	},
	[CW_FAMILY_SIPHASH] = {
		.name = "siphash",
		.title = "SipHash",
		.used_by = "hash tables, and mining (Cuckoo Cycle)",
		.kind = CW_FAMILY_PRIMITIVE,
		.confirm_micro = CW_PRIMITIVE_MICRO,
	},
	[CW_FAMILY_BCRYPT] = {
		.name = "bcrypt",
		.title = "bcrypt, or ciphers like Blowfish",
		.used_by = "password hashing, and cracking passwords",
		.kind = CW_FAMILY_PRIMITIVE,
		.confirm_micro = CW_PRIMITIVE_MICRO,
	},
};

static const char *const verdict_names[CW_VERDICT_COUNT] = {
	[CW_VERDICT_CLEAR] = "clear",
	[CW_VERDICT_SUSPECT] = "suspect",
	[CW_VERDICT_CONFIRMED] = "confirmed",
};

#define RANDOMX_CODE	(F(MASK_WORDS) | F(MASK_LINES) | F(TEST_BYTE) | \
			 F(CVT_ARITH) | F(AES_BOTH) | F(PREFETCH_NT))

#define LOSERS		(F(ROT_BLAKE512) | F(ROT_SKEIN) | F(ROT_CUBEHASH) | \
			 F(ROT_LUFFA) | F(ROT_BMW) | F(ROT_SIMD))

/* A benchmark of a crypto library comes by these, too: seven with FP_ANY. */
#define OTHER_HASHES	(F(AES_INSN) | F(SHA_INSN) | F(ROT_SHA512) | \
			 F(ROT_BLAKE2) | F(ROT_MD5) | F(ROT_SHA1))

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
		/* R: a random program between the round and the product */
		{ .verdict = CONFIRMED, .samples = 64, .set = NO_SET,
		  .clause = { { F(MASK_BLOCKS), 50, 1 },
			      { F(AES_INSN), 1500, 1 },
			      { F(AES_FINAL) | F(CLMUL), 100, 2, true } } },
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
		/* the same, of one that does nothing else */
		{ .verdict = CONFIRMED, .samples = 256, .set = NO_SET,
		  .pure_ms = PRIMITIVE_MS, .micro = CW_CONFIRM_WEAK_MICRO,
		  .clause = { { F(MASK_BLOCKS), 20, 1 },
			      { F(AES_ROUND), 100, 1 },
			      { F(AES_FINAL) | F(CLMUL), 100, 2, true } } },
		/* v1 so: neither mask nor both in one window */
		{ .verdict = CONFIRMED, .samples = 256, .set = NO_SET,
		  .pure_ms = PRIMITIVE_MS, .micro = CW_CONFIRM_WEAK_MICRO,
		  .clause = { { F(AES_SINGLE), 1500, 1 },
			      { F(MUL_WIDE), 1500, 1 },
			      { F(AES_FINAL) | F(CLMUL), 100, 2, true } } },
		/* … and by tables */
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
		{ .verdict = CONFIRMED, .samples = 200,
		  .set = CW_SET_SIPHASH, .members = 4, .pure_ms = 10000,
		  .clause = { { F(ROT_SIPHASH), 2000, 1 },
			      { F(SIP_VECTOR), 2000, 1 } } },
		{ .verdict = SUSPECT, .samples = PRIMITIVE_SAMPLES,
		  .set = CW_SET_SIPHASH, .members = 4,
		  .pure_ms = PRIMITIVE_MS,
		  .clause = { { F(ROT_SIPHASH), PRIMITIVE_BP, 1 } } },
	},
	[CW_FAMILY_VERUSHASH] = {
		{ .verdict = CONFIRMED, .samples = 64, .set = NO_SET,
		  .pure_ms = 10000,
		  .clause = { { F(CLHASH), 500, 1 },
			      { F(AES_INSN), 500, 1 } } },
	},
	[CW_FAMILY_YESPOWER] = {
		/* yescrypt logs people in, in less than a second */
		{ .verdict = CONFIRMED, .samples = 512, .set = NO_SET,
		  .pure_ms = 60000,
		  .clause = { { F(PWXFORM), 400, 1 } } },
		{ .verdict = SUSPECT, .samples = 128, .set = NO_SET,
		  .pure_ms = PRIMITIVE_MS,
		  .clause = { { F(PWXFORM), 400, 1 } } },
	},
	[CW_FAMILY_ETHASH] = {
		/* FNV over the data set, Keccak at both ends */
		{ .verdict = CONFIRMED, .samples = 128, .set = NO_SET,
		  .pure_ms = 10000,
		  .clause = { { F(FNV) | F(VMUL_XOR), 3000, 1 },
			      { F(ROT_KECCAK), 50, 1 } } },
		/* waiting for memory, or FNV in a function of its own */
		{ .verdict = CONFIRMED, .samples = 256, .set = NO_SET,
		  .pure_ms = 60000,
		  .clause = { { F(FNV) | F(VMUL_XOR), 100, 1 },
			      { F(ROT_KECCAK), 50, 1 } } },
		{ .verdict = SUSPECT, .samples = 128, .set = NO_SET,
		  .pure_ms = PRIMITIVE_MS,
		  .clause = { { F(FNV) | F(VMUL_XOR), 100, 1 },
			      { F(ROT_KECCAK), 50, 1 } } },
	},
	[CW_FAMILY_ASTROBWT] = {
		/* Salsa20 and SHA-3 at the ends of a long sort */
		{ .verdict = CONFIRMED, .samples = 600, .set = NO_SET,
		  .steady = true, .pure_ms = 60000,
		  .clause = { { F(ROT_SALSA), 200, 1 },
			      { F(ROT_KECCAK), 200, 1 },
			      { OTHER_HASHES | F(FP_ANY), 200, 7, true } } },
		{ .verdict = SUSPECT, .samples = 256, .set = NO_SET,
		  .pure_ms = PRIMITIVE_MS,
		  .clause = { { F(ROT_SALSA), 200, 1 },
			      { F(ROT_KECCAK), 200, 1 },
			      { OTHER_HASHES | F(FP_ANY), 200, 7, true } } },
	},
	[CW_FAMILY_EQUIHASH] = {
		/* a little BLAKE2b, and sorting what came out of it; no end */
		{ .verdict = CONFIRMED, .samples = 600, .set = CW_SET_BLAKE2B,
		  .members = 3, .steady = true, .pure_ms = 120000,
		  .micro = CW_CONFIRM_LONG_MICRO,
		  .clause = { { F(ROT_BLAKE2), 400, 1 },
			      { F(ROT), 3300, 1, true },
			      { F(FP_ANY) | F(STRING) | F(IMUL) | F(VMUL_WIDE) |
				F(AES_INSN), 500, 5, true },
			      { F(BRANCHY), 1500, 1, true } } },
		{ .verdict = SUSPECT, .samples = 256, .set = CW_SET_BLAKE2B,
		  .members = 3, .pure_ms = PRIMITIVE_MS,
		  .clause = { { F(ROT_BLAKE2), 400, 1 },
			      { F(ROT), 3300, 1, true },
			      { F(FP_ANY) | F(STRING) | F(VMUL_WIDE) |
				F(AES_INSN), 500, 4, true },
			      { F(BRANCHY), 1500, 1, true } } },
	},
	[CW_FAMILY_HASHCHAIN] = {
		/* Lyra2RE: BLAKE2b's rounds, and CubeHash, which nobody uses */
		{ .verdict = CONFIRMED, .samples = 200, .set = NO_SET,
		  .pure_ms = 10000,
		  .clause = { { F(ROT_CUBEHASH), 200, 1 },
			      { F(ROT_BLAKE2), 500, 1 },
			      { F(ROT_SHA1) | F(ROT_SHA2) | F(AES_INSN) |
				F(FP_ANY), 200, 4, true } } },
		/* X11 and its kin: losers of the SHA-3 competition */
		{ .verdict = CONFIRMED, .samples = 400, .set = NO_SET,
		  .pure_ms = 10000,
		  .clause = { { LOSERS, 50, 4 },
			      { F(ROT_SHA1) | F(FP_ANY), 200, 2, true } } },
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
	[CW_FAMILY_ARGON2] = {
		{ .verdict = SUSPECT, .samples = PRIMITIVE_SAMPLES,
		  .set = CW_SET_BLAKE2B, .members = 3,
		  .pure_ms = PRIMITIVE_MS,
		  .clause = { { F(BLAMKA), 1000, 1 } } },
	},
	[CW_FAMILY_SALSA20] = {
		{ .verdict = SUSPECT, .samples = PRIMITIVE_SAMPLES,
		  .set = CW_SET_SALSA, .members = 3, .pure_ms = PRIMITIVE_MS,
		  .clause = { { F(ROT_SALSA), PRIMITIVE_BP, 1 } } },
	},
	[CW_FAMILY_MD5] = {
		{ .verdict = SUSPECT, .samples = PRIMITIVE_SAMPLES,
		  .set = CW_SET_MD5, .members = 12, .pure_ms = PRIMITIVE_MS,
		  .clause = { { F(ROT_MD5), PRIMITIVE_BP, 1 } } },
	},
	[CW_FAMILY_SHA1] = {
		{ .verdict = SUSPECT, .samples = PRIMITIVE_SAMPLES,
		  .set = CW_SET_SHA1, .members = 2, .pure_ms = PRIMITIVE_MS,
		  .clause = { { F(ROT_SHA1), PRIMITIVE_BP, 1 } } },
	},
	[CW_FAMILY_SIPHASH] = {
		/* a lean miner that hashes first and marks its bitmap later */
		{ .verdict = SUSPECT, .samples = PRIMITIVE_SAMPLES,
		  .set = CW_SET_SIPHASH, .members = 4,
		  .pure_ms = PRIMITIVE_MS,
		  .clause = { { F(ROT_SIPHASH), PRIMITIVE_BP, 1 } } },
	},
	[CW_FAMILY_BCRYPT] = {
		{ .verdict = SUSPECT, .samples = PRIMITIVE_SAMPLES,
		  .set = NO_SET, .pure_ms = PRIMITIVE_MS,
		  .clause = { { F(BLOWFISH), PRIMITIVE_BP, 1 } } },
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
	case CW_FEATURE_SIP_VECTOR:
		return w->seen[CW_FEATURE_ROT_SIPHASH];
	case CW_FEATURE_ROT_SIPHASH:
	case CW_FEATURE_ROT_KECCAK:
	case CW_FEATURE_ROT_SALSA:
	case CW_FEATURE_ROT_BLAKE2:
	case CW_FEATURE_ROT_SHA2:
	case CW_FEATURE_ROT_MD5:
	case CW_FEATURE_ROT_SHA1:
	case CW_FEATURE_ROT_BLAKE512:
	case CW_FEATURE_ROT_SKEIN:
	case CW_FEATURE_ROT_CUBEHASH:
	case CW_FEATURE_ROT_BMW:
	case CW_FEATURE_ROT_LUFFA:
	case CW_FEATURE_ROT_SIMD:
		return w->seen[CW_FEATURE_ROT];
	case CW_FEATURE_BLAMKA:
		return w->seen[CW_FEATURE_ROT_BLAKE2];
	case CW_FEATURE_AES_SINGLE:
	case CW_FEATURE_AES_FINAL:
		return w->seen[CW_FEATURE_AES_INSN];
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

/* All of a route's conditions but the number of samples and the time. */
static bool route_holds(const struct cw_window *w, const struct cw_route *r)
{
	unsigned int i;

	for (i = 0; i < CW_CLAUSES && r->clause[i].need; i++)
		if (!clause_holds(w, &r->clause[i]))
			return false;
	return r->set == NO_SET || covers(w, r->set, r->members);
}

/*
 * Honest programs compute primitives, and nothing in the code tells theirs
 * from a miner's. Who hides as well, for two minutes on end, is confirmed
 * with what else would be suspect only.
 */
static bool hides(const struct cw_window *w)
{
	unsigned int most = w->samples - w->samples / 10;

	return w->seen[CW_FEATURE_GONE] >= most ||
	       w->seen[CW_FEATURE_DISGUISED] >= most;
}

static bool is_steady(const struct cw_window *younger, const struct cw_route *r)
{
	return younger->samples >= CW_STEADY_SAMPLES && route_holds(younger, r);
}

void cw_family_allowed(struct cw_allowance *a, const struct cw_window w[2],
		       unsigned int family, u64 pure_ns)
{
	s32 usual = infos[family].confirm_micro;
	const struct cw_route *r = cw_routes[family];
	unsigned int i;

	*a = (struct cw_allowance){
		.verdict = CW_VERDICT_CLEAR,
		.pure = true,
		.micro = usual,
	};
	for (i = 0; i < CW_ROUTES && r[i].verdict; i++) {
		bool enough = w->samples >= r[i].samples &&
			      (!r[i].steady || is_steady(&w[1], &r[i]));
		bool pure = pure_ns >= r[i].pure_ms * 1000000ull;
		s32 micro = r[i].micro ? r[i].micro : usual;

		if (r[i].verdict < a->verdict ||
		    (r[i].verdict == a->verdict && micro >= a->micro))
			continue;
		/* too early to look at rates, and too early to give up */
		if (!enough && w->samples < CW_WAITING_SAMPLES)
			continue;
		if (!route_holds(w, &r[i]))
			continue;
		if (enough && pure) {
			a->verdict = r[i].verdict;
			a->micro = micro;
		} else {
			a->waiting = true;
		}
		if (enough && !pure && r[i].verdict > a->verdict)
			a->pure = false;
	}
	if (a->verdict == SUSPECT && w->samples >= HIDING_SAMPLES &&
	    pure_ns >= HIDING_MS * 1000000ull && hides(w))
		a->verdict = CONFIRMED;
}

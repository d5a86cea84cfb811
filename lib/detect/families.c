// SPDX-License-Identifier: GPL-2.0-only
/*
 * families: what they are called, and the routes to their verdicts.
 */
#include <cpuwarden/words.h>
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
		.confirm_micro = CW_SUSPECT_MICRO,
	},
	[CW_FAMILY_ETHASH] = {
		.name = "ethash",
		.title = "Ethash",
		.used_by = "Ethereum Classic and others",
		.kind = CW_FAMILY_MINING,
		.confirm_micro = CW_CONFIRM_WEAK_MICRO,
	},
	[CW_FAMILY_PROGPOW] = {
		.name = "progpow",
		.title = "ProgPoW or KawPoW",
		.used_by = "Ravencoin and others",
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

static const char *const verdict_names[CW_VERDICT_COUNT] = { CW_VERDICT_WORDS };

#define RANDOMX_CODE	(F(MASK_WORDS) | F(MASK_LINES) | F(TEST_BYTE) | \
			 F(CVT_ARITH) | F(AES_BOTH) | F(PREFETCH_NT))

/* CryptoNight, all but R: the round, the address and what is between */
#define CN_LOOP		{ { F(MASK_BLOCKS), 20, 1 },			\
			  { F(AES_ROUND), 500, 1 },			\
			  { F(MUL_WIDE) | F(DIV) | F(SQRT_SCALAR) |	\
			    F(MASK_WORK), 300, 1 } }

/* It never finishes a block as encryption does. */
#define NO_CIPHER	{ F(AES_FINAL) | F(CLMUL), 100, 2, true }

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
		/*
		 * The state alone, where the code is interpreted or hidden:
		 * all four modes in turn, which interval arithmetic does not
		 * need (up and down) and who sets one mode does not show.
		 */
		{ .verdict = CONFIRMED, .samples = 256, .set = NO_SET,
		  .pure_ms = PRIMITIVE_MS, .micro = CW_CONFIRM_LONG_MICRO,
		  .clause = { { F(ROUNDING_FLUSH), 5000, 1 },
			      { F(ROUNDING), 9000, 1, true },
			      { F(ROUNDING_DOWN) | F(ROUNDING_ZERO), 1000,
				2 } } },
		/* interpreted: neither masks nor tests are immediates then */
		{ .verdict = CONFIRMED, .samples = 200, .set = NO_SET,
		  .clause = { { F(ROUNDING_FLUSH), 5000, 1 },
			      { F(ROUNDING), 9000, 1, true },
			      { F(CVT_ARITH), 100, 1 },
			      { F(IMUL), 500, 1 } } },
		/* code that is hidden */
		{ .verdict = SUSPECT, .samples = 12, .set = NO_SET,
		  .clause = { { F(ROUNDING), 1000, 1 },
			      { F(ROUNDING), 9000, 1, true },
			      { RANDOMX_CODE | F(UNREADABLE), 50, 1 } } },
	},
	[CW_FAMILY_CRYPTONIGHT] = {
		{ .verdict = CONFIRMED, .samples = 16, .set = NO_SET,
		  .clause = CN_LOOP },
		{ .verdict = CONFIRMED, .samples = 256, .set = NO_SET,
		  .pure_ms = PRIMITIVE_MS, .micro = CW_CONFIRM_WEAK_MICRO,
		  .clause = CN_LOOP },
		/* WebAssembly */
		{ .verdict = CONFIRMED, .samples = 256, .set = NO_SET,
		  .pure_ms = PRIMITIVE_MS, .micro = CW_CONFIRM_WEAK_MICRO,
		  .clause = { { F(MASK_BLOCKS), 50, 1 },
			      { F(AES_SCALED), 200, 1 },
			      { F(MUL_WIDE), 30, 1 },
			      /* ciphers end by a round of another kind */
			      { F(AES_ROUND), 100, 1, true },
			      NO_CIPHER } },
		/* … and a hash table by AES rounds there */
		{ .verdict = SUSPECT, .samples = 256, .set = NO_SET,
		  .pure_ms = PRIMITIVE_MS,
		  .clause = { { F(MASK_BLOCKS), 50, 1 },
			      { F(AES_SCALED), 200, 1 },
			      { F(IMUL) | F(DIV) | F(SQRT_SCALAR), 50, 1 },
			      { F(AES_ROUND), 100, 1, true },
			      NO_CIPHER } },
		/* R: a random program between the round and the product */
		{ .verdict = CONFIRMED, .samples = 64, .set = NO_SET,
		  .clause = { { F(MASK_BLOCKS), 50, 1 },
			      { F(AES_INSN), 1500, 1 },
			      NO_CIPHER } },
		{ .verdict = CONFIRMED, .samples = 256, .set = NO_SET,
		  .pure_ms = PRIMITIVE_MS, .micro = CW_CONFIRM_WEAK_MICRO,
		  .clause = { { F(MASK_BLOCKS), 20, 1 },
			      { F(AES_SINGLE), 100, 1 },
			      NO_CIPHER } },
		/* … by tables, which CRCs have, too */
		{ .verdict = SUSPECT, .samples = 256, .set = NO_SET,
		  .pure_ms = PRIMITIVE_MS,
		  .clause = { { F(MASK_BLOCKS), 50, 1 },
			      { F(AES_ROUND), 300, 1 },
			      NO_CIPHER } },
		/* v2 with the mask kept in a register */
		{ .verdict = CONFIRMED, .samples = 32, .set = NO_SET,
		  .clause = { { F(ROUNDING), 5000, 1 },
			      { F(AES_ROUND), 500, 1 },
			      { F(MUL_WIDE) | F(DIV) | F(SQRT_SCALAR), 200,
				2 } } },
		/* v0 and v1 so: a hash table may be just that */
		{ .verdict = SUSPECT, .samples = 128, .set = NO_SET,
		  .pure_ms = PRIMITIVE_MS,
		  .clause = { { F(AES_ROUND), 1500, 1 },
			      { F(MUL_WIDE), 1500, 1 },
			      NO_CIPHER } },
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
		/* or each bit's place is prefetched, and it is set later */
		{ .verdict = CONFIRMED, .samples = 200,
		  .set = CW_SET_SIPHASH, .members = 4, .pure_ms = 10000,
		  .micro = CW_CONFIRM_LONG_MICRO,
		  .clause = { { F(ROT_SIPHASH), 1500, 1 },
			      { F(PREFETCH_NT), 500, 1 } } },
		/* by vectors, between sorting: nobody else computes it so */
		{ .verdict = CONFIRMED, .samples = 256,
		  .set = CW_SET_SIPHASH, .members = 4,
		  .pure_ms = PRIMITIVE_MS, .micro = CW_CONFIRM_LONG_MICRO,
		  .clause = { { F(ROT_SIPHASH), 600, 1 },
			      { F(SIP_VECTOR), 500, 1 },
			      { F(FP_ANY), 200, 1, true } } },
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
		{ .verdict = SUSPECT, .samples = 256, .set = NO_SET,
		  .steady = true, .pure_ms = PRIMITIVE_MS,
		  .clause = { { F(FNV) | F(VMUL_XOR), 150, 1 },
			      { F(ROT_KECCAK), 50, 1 } } },
	},
	[CW_FAMILY_PROGPOW] = {
		/* the generator that draws the program, and what it draws */
		{ .verdict = CONFIRMED, .samples = 256, .set = NO_SET,
		  .pure_ms = 60000,
		  .clause = { { F(KISS), 200, 1 },
			      { F(ROT_VAR), 100, 1 },
			      { F(FNV) | F(VMUL_XOR), 20, 1 },
			      { F(FP_ANY), 200, 1, true } } },
		{ .verdict = SUSPECT, .samples = 256, .set = NO_SET,
		  .pure_ms = PRIMITIVE_MS,
		  .clause = { { F(KISS), 200, 1 },
			      { F(ROT_VAR), 100, 1 },
			      { F(FP_ANY), 200, 1, true } } },
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
			      { F(FP_ANY) | F(STRING) | F(VMUL_WIDE) |
				F(AES_INSN), 500, 4, true },
			      { F(BRANCHY), 1500, 1, true },
			      /* products find slots, but are not hashed in */
			      { F(BLAMKA), 50, 1, true } } },
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
		{ .verdict = SUSPECT, .samples = 128,
		  .set = CW_SET_SIPHASH, .members = 4,
		  .pure_ms = PRIMITIVE_MS,
		  .clause = { { F(ROT_SIPHASH), 2000, 1 },
			      { F(PREFETCH_NT), 300, 1 } } },
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

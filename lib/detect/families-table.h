/* SPDX-License-Identifier: GPL-2.0-only */
/* Written by gen-families.py from families.map: do not edit. */

static const struct cw_family_info infos[CW_FAMILY_COUNT] = {
	[CW_FAMILY_RANDOMX] = {
		.name = "randomx",
		.title = "RandomX",
		.used_by = "Monero and others",
		.kind = CW_FAMILY_MINING,
		.confirm_micro = 18600000,
	},
	[CW_FAMILY_CRYPTONIGHT] = {
		.name = "cryptonight",
		.title = "CryptoNight",
		.used_by = "Monero until 2019 and its descendants",
		.kind = CW_FAMILY_MINING,
		.confirm_micro = 18600000,
	},
	[CW_FAMILY_CUCKOO] = {
		.name = "cuckoo",
		.title = "Cuckoo Cycle",
		.used_by = "Grin and others",
		.kind = CW_FAMILY_MINING,
		.confirm_micro = 13800000,
	},
	[CW_FAMILY_VERUSHASH] = {
		.name = "verushash",
		.title = "VerusHash",
		.used_by = "Verus",
		.kind = CW_FAMILY_MINING,
		.confirm_micro = 9200000,
	},
	[CW_FAMILY_YESPOWER] = {
		.name = "yespower",
		.title = "yespower or yescrypt",
		.used_by = "password hashing, and mining small coins",
		.kind = CW_FAMILY_PRIMITIVE,
		.confirm_micro = 11300000,
	},
	[CW_FAMILY_ETHASH] = {
		.name = "ethash",
		.title = "Ethash",
		.used_by = "Ethereum Classic and others",
		.kind = CW_FAMILY_MINING,
		.confirm_micro = 13800000,
	},
	[CW_FAMILY_PROGPOW] = {
		.name = "progpow",
		.title = "ProgPoW or KawPoW",
		.used_by = "Ravencoin and others",
		.kind = CW_FAMILY_MINING,
		.confirm_micro = 13800000,
	},
	[CW_FAMILY_ASTROBWT] = {
		.name = "astrobwt",
		.title = "AstroBWT",
		.used_by = "Dero",
		.kind = CW_FAMILY_MINING,
		.confirm_micro = 9200000,
	},
	[CW_FAMILY_EQUIHASH] = {
		.name = "equihash",
		.title = "Equihash",
		.used_by = "Zcash and others",
		.kind = CW_FAMILY_MINING,
		.confirm_micro = 6900000,
	},
	[CW_FAMILY_HASHCHAIN] = {
		.name = "hashchain",
		.title = "chain of hashes (X11, Lyra2RE and similar)",
		.used_by = "Dash, Vertcoin until 2021 and many others",
		.kind = CW_FAMILY_MINING,
		.confirm_micro = 13800000,
	},
	[CW_FAMILY_KECCAK] = {
		.name = "keccak",
		.title = "Keccak",
		.used_by = "SHA-3, and mining",
		.kind = CW_FAMILY_PRIMITIVE,
		.confirm_micro = 6900000,
	},
	[CW_FAMILY_AES] = {
		.name = "aes",
		.title = "AES",
		.used_by = "encryption, and mining",
		.kind = CW_FAMILY_PRIMITIVE,
		.confirm_micro = 6900000,
	},
	[CW_FAMILY_SHA2] = {
		.name = "sha2",
		.title = "SHA-2",
		.used_by = "checksums, and mining (Bitcoin's SHA-256d)",
		.kind = CW_FAMILY_PRIMITIVE,
		.confirm_micro = 6900000,
	},
	[CW_FAMILY_BLAKE2] = {
		.name = "blake2",
		.title = "BLAKE2 or ChaCha",
		.used_by = "checksums, encryption, and mining",
		.kind = CW_FAMILY_PRIMITIVE,
		.confirm_micro = 6900000,
	},
	[CW_FAMILY_ARGON2] = {
		.name = "argon2",
		.title = "Argon2",
		.used_by = "password hashing, and mining (chukwa)",
		.kind = CW_FAMILY_PRIMITIVE,
		.confirm_micro = 6900000,
	},
	[CW_FAMILY_SALSA20] = {
		.name = "salsa20",
		.title = "Salsa20 or scrypt",
		.used_by = "password hashing, and mining (Litecoin)",
		.kind = CW_FAMILY_PRIMITIVE,
		.confirm_micro = 6900000,
	},
	[CW_FAMILY_MD5] = {
		.name = "md5",
		.title = "MD5",
		.used_by = "checksums, and cracking passwords",
		.kind = CW_FAMILY_PRIMITIVE,
		.confirm_micro = 6900000,
	},
	[CW_FAMILY_SHA1] = {
		.name = "sha1",
		.title = "SHA-1",
		.used_by = "checksums, and cracking passwords",
		.kind = CW_FAMILY_PRIMITIVE,
		.confirm_micro = 6900000,
	},
	[CW_FAMILY_SIPHASH] = {
		.name = "siphash",
		.title = "SipHash",
		.used_by = "hash tables, and mining (Cuckoo Cycle)",
		.kind = CW_FAMILY_PRIMITIVE,
		.confirm_micro = 6900000,
	},
	[CW_FAMILY_BCRYPT] = {
		.name = "bcrypt",
		.title = "bcrypt, or ciphers like Blowfish",
		.used_by = "password hashing, and cracking passwords",
		.kind = CW_FAMILY_PRIMITIVE,
		.confirm_micro = 6900000,
	},
	[CW_FAMILY_UNKNOWN_HASH] = {
		.name = "unknown-hash",
		.title = "unknown hash",
		.used_by = "computes like proof of work, and has no name here",
		.kind = CW_FAMILY_PRIMITIVE,
		.confirm_micro = 2300000,
	},
};

static const struct cw_rule rules[] = {
	/* randomx */
	{
		.name = "state and code",
		.verdict = CW_VERDICT_CONFIRMED,
		.samples = 12,
		.io_idle_ms = 0,
		.bar_micro = 18600000,
		.suspect_micro = 0,
		.set = CW_SET_COUNT,
		.members = 0,
		.steady = false,
		.patient = false,
		.conditions = 2,
		.condition = {
			{ 1000, 1, false, 2, {
				CW_SIGN_ROUNDING_MODE, CW_SIGN_ROUNDING_INSN,
			} },
			{ 50, 3, false, 6, {
				CW_SIGN_MASK_WORDS, CW_SIGN_MASK_LINES,
				CW_SIGN_TEST_BYTE_MASK,
				CW_SIGN_CVTDQ2PD_ARITH, CW_SIGN_PREFETCHNTA,
				CW_SIGN_AES_BOTH,
			} },
		},
	},
	{
		.name = "code alone",
		.verdict = CW_VERDICT_CONFIRMED,
		.samples = 32,
		.io_idle_ms = 0,
		.bar_micro = 18600000,
		.suspect_micro = 0,
		.set = CW_SET_COUNT,
		.members = 0,
		.steady = false,
		.patient = false,
		.conditions = 4,
		.condition = {
			{ 1000, 1, false, 1, {
				CW_SIGN_MASK_WORDS,
			} },
			{ 500, 1, false, 1, {
				CW_SIGN_TEST_BYTE_MASK,
			} },
			{ 500, 1, false, 1, {
				CW_SIGN_CVTDQ2PD_ARITH,
			} },
			{ 1000, 1, false, 1, {
				CW_SIGN_FP_PACKED,
			} },
		},
	},
	{
		.name = "all rounding modes",
		.verdict = CW_VERDICT_CONFIRMED,
		.samples = 256,
		.io_idle_ms = 30000,
		.bar_micro = 9200000,
		.suspect_micro = 0,
		.set = CW_SET_COUNT,
		.members = 0,
		.steady = false,
		.patient = false,
		.conditions = 3,
		.condition = {
			{ 5000, 1, false, 1, {
				CW_SIGN_ROUNDING_FLUSH,
			} },
			{ 9000, 1, true, 1, {
				CW_SIGN_ROUNDING_MODE,
			} },
			{ 1000, 2, false, 2, {
				CW_SIGN_ROUNDING_DOWN, CW_SIGN_ROUNDING_ZERO,
			} },
		},
	},
	{
		.name = "interpreted",
		.verdict = CW_VERDICT_CONFIRMED,
		.samples = 200,
		.io_idle_ms = 0,
		.bar_micro = 18600000,
		.suspect_micro = 0,
		.set = CW_SET_COUNT,
		.members = 0,
		.steady = false,
		.patient = false,
		.conditions = 4,
		.condition = {
			{ 5000, 1, false, 1, {
				CW_SIGN_ROUNDING_FLUSH,
			} },
			{ 9000, 1, true, 1, {
				CW_SIGN_ROUNDING_MODE,
			} },
			{ 100, 1, false, 1, {
				CW_SIGN_CVTDQ2PD_ARITH,
			} },
			{ 500, 1, false, 1, {
				CW_SIGN_IMUL,
			} },
		},
	},
	{
		.name = "hidden code",
		.verdict = CW_VERDICT_SUSPECT,
		.samples = 12,
		.io_idle_ms = 0,
		.bar_micro = 18600000,
		.suspect_micro = 0,
		.set = CW_SET_COUNT,
		.members = 0,
		.steady = false,
		.patient = false,
		.conditions = 3,
		.condition = {
			{ 1000, 1, false, 1, {
				CW_SIGN_ROUNDING_MODE,
			} },
			{ 9000, 1, true, 1, {
				CW_SIGN_ROUNDING_MODE,
			} },
			{ 50, 1, false, 7, {
				CW_SIGN_UNREADABLE, CW_SIGN_MASK_WORDS,
				CW_SIGN_MASK_LINES, CW_SIGN_TEST_BYTE_MASK,
				CW_SIGN_CVTDQ2PD_ARITH, CW_SIGN_PREFETCHNTA,
				CW_SIGN_AES_BOTH,
			} },
		},
	},
	/* cryptonight */
	{
		.name = "mask, rounds and product",
		.verdict = CW_VERDICT_CONFIRMED,
		.samples = 16,
		.io_idle_ms = 0,
		.bar_micro = 18600000,
		.suspect_micro = 0,
		.set = CW_SET_COUNT,
		.members = 0,
		.steady = false,
		.patient = false,
		.conditions = 4,
		.condition = {
			{ 20, 1, false, 1, {
				CW_SIGN_MASK_BLOCKS,
			} },
			{ 500, 1, false, 1, {
				CW_SIGN_AES_ROUND,
			} },
			{ 300, 1, false, 4, {
				CW_SIGN_MASK_WORK, CW_SIGN_FP_SQRT_SCALAR,
				CW_SIGN_MUL_WIDE, CW_SIGN_DIV,
			} },
			{ 50, 1, false, 6, {
				CW_SIGN_AES_SINGLE, CW_SIGN_BYTE_LOOKUPS,
				CW_SIGN_FP_SQRT_SCALAR, CW_SIGN_MUL_WIDE,
				CW_SIGN_DIV, CW_SIGN_ROT_VARIABLE,
			} },
		},
	},
	{
		.name = "mask, rounds and product, idle",
		.verdict = CW_VERDICT_CONFIRMED,
		.samples = 256,
		.io_idle_ms = 30000,
		.bar_micro = 13800000,
		.suspect_micro = 0,
		.set = CW_SET_COUNT,
		.members = 0,
		.steady = false,
		.patient = false,
		.conditions = 4,
		.condition = {
			{ 20, 1, false, 1, {
				CW_SIGN_MASK_BLOCKS,
			} },
			{ 500, 1, false, 1, {
				CW_SIGN_AES_ROUND,
			} },
			{ 300, 1, false, 4, {
				CW_SIGN_MASK_WORK, CW_SIGN_FP_SQRT_SCALAR,
				CW_SIGN_MUL_WIDE, CW_SIGN_DIV,
			} },
			{ 50, 1, false, 6, {
				CW_SIGN_AES_SINGLE, CW_SIGN_BYTE_LOOKUPS,
				CW_SIGN_FP_SQRT_SCALAR, CW_SIGN_MUL_WIDE,
				CW_SIGN_DIV, CW_SIGN_ROT_VARIABLE,
			} },
		},
	},
	{
		.name = "mask, substitution and product",
		.verdict = CW_VERDICT_CONFIRMED,
		.samples = 256,
		.io_idle_ms = 30000,
		.bar_micro = 13800000,
		.suspect_micro = 0,
		.set = CW_SET_COUNT,
		.members = 0,
		.steady = false,
		.patient = true,
		.conditions = 4,
		.condition = {
			{ 30, 1, false, 1, {
				CW_SIGN_MASK_BLOCKS,
			} },
			{ 500, 1, false, 1, {
				CW_SIGN_SUBSTITUTION,
			} },
			{ 100, 1, false, 1, {
				CW_SIGN_MUL_WIDE,
			} },
			{ 100, 1, true, 1, {
				CW_SIGN_AES_INSN,
			} },
		},
	},
	{
		.name = "WebAssembly",
		.verdict = CW_VERDICT_CONFIRMED,
		.samples = 256,
		.io_idle_ms = 30000,
		.bar_micro = 13800000,
		.suspect_micro = 0,
		.set = CW_SET_COUNT,
		.members = 0,
		.steady = false,
		.patient = false,
		.conditions = 5,
		.condition = {
			{ 50, 1, false, 1, {
				CW_SIGN_MASK_BLOCKS,
			} },
			{ 200, 1, false, 1, {
				CW_SIGN_AES_SCALED,
			} },
			{ 30, 1, false, 1, {
				CW_SIGN_MUL_WIDE,
			} },
			{ 100, 1, true, 1, {
				CW_SIGN_AES_ROUND,
			} },
			{ 100, 2, true, 2, {
				CW_SIGN_AES_FINAL, CW_SIGN_CLMUL,
			} },
		},
	},
	{
		.name = "WebAssembly without products",
		.verdict = CW_VERDICT_SUSPECT,
		.samples = 256,
		.io_idle_ms = 30000,
		.bar_micro = 18600000,
		.suspect_micro = 0,
		.set = CW_SET_COUNT,
		.members = 0,
		.steady = false,
		.patient = false,
		.conditions = 6,
		.condition = {
			{ 50, 1, false, 1, {
				CW_SIGN_MASK_BLOCKS,
			} },
			{ 800, 1, false, 1, {
				CW_SIGN_AES_SCALED,
			} },
			{ 300, 1, false, 2, {
				CW_SIGN_FP_SQRT_SCALAR, CW_SIGN_DIV,
			} },
			{ 1000, 1, false, 1, {
				CW_SIGN_REACH_SCRATCHPAD,
			} },
			{ 100, 1, true, 1, {
				CW_SIGN_AES_ROUND,
			} },
			{ 100, 2, true, 2, {
				CW_SIGN_AES_FINAL, CW_SIGN_CLMUL,
			} },
		},
	},
	{
		.name = "R in WebAssembly",
		.verdict = CW_VERDICT_SUSPECT,
		.samples = 256,
		.io_idle_ms = 30000,
		.bar_micro = 18600000,
		.suspect_micro = 0,
		.set = CW_SET_COUNT,
		.members = 0,
		.steady = false,
		.patient = true,
		.conditions = 6,
		.condition = {
			{ 50, 1, false, 1, {
				CW_SIGN_MASK_BLOCKS,
			} },
			{ 1000, 1, false, 1, {
				CW_SIGN_BYTE_LOOKUPS,
			} },
			{ 20, 1, false, 1, {
				CW_SIGN_ROT_VARIABLE,
			} },
			{ 1000, 1, false, 1, {
				CW_SIGN_REACH_SCRATCHPAD,
			} },
			{ 100, 1, true, 1, {
				CW_SIGN_AES_ROUND,
			} },
			{ 100, 2, true, 2, {
				CW_SIGN_AES_FINAL, CW_SIGN_CLMUL,
			} },
		},
	},
	{
		.name = "R",
		.verdict = CW_VERDICT_CONFIRMED,
		.samples = 64,
		.io_idle_ms = 0,
		.bar_micro = 18600000,
		.suspect_micro = 0,
		.set = CW_SET_COUNT,
		.members = 0,
		.steady = false,
		.patient = false,
		.conditions = 3,
		.condition = {
			{ 50, 1, false, 1, {
				CW_SIGN_MASK_BLOCKS,
			} },
			{ 1500, 1, false, 1, {
				CW_SIGN_AES_INSN,
			} },
			{ 100, 2, true, 2, {
				CW_SIGN_AES_FINAL, CW_SIGN_CLMUL,
			} },
		},
	},
	{
		.name = "R, mask seldom in sight",
		.verdict = CW_VERDICT_CONFIRMED,
		.samples = 256,
		.io_idle_ms = 30000,
		.bar_micro = 13800000,
		.suspect_micro = 0,
		.set = CW_SET_COUNT,
		.members = 0,
		.steady = false,
		.patient = false,
		.conditions = 3,
		.condition = {
			{ 20, 1, false, 1, {
				CW_SIGN_MASK_BLOCKS,
			} },
			{ 100, 1, false, 1, {
				CW_SIGN_AES_SINGLE,
			} },
			{ 100, 2, true, 2, {
				CW_SIGN_AES_FINAL, CW_SIGN_CLMUL,
			} },
		},
	},
	{
		.name = "R by tables",
		.verdict = CW_VERDICT_SUSPECT,
		.samples = 256,
		.io_idle_ms = 30000,
		.bar_micro = 18600000,
		.suspect_micro = 0,
		.set = CW_SET_COUNT,
		.members = 0,
		.steady = false,
		.patient = false,
		.conditions = 4,
		.condition = {
			{ 50, 1, false, 1, {
				CW_SIGN_MASK_BLOCKS,
			} },
			{ 300, 1, false, 1, {
				CW_SIGN_AES_ROUND,
			} },
			{ 50, 1, false, 2, {
				CW_SIGN_MUL_WIDE, CW_SIGN_ROT_VARIABLE,
			} },
			{ 100, 2, true, 2, {
				CW_SIGN_AES_FINAL, CW_SIGN_CLMUL,
			} },
		},
	},
	{
		.name = "v2 without the mask",
		.verdict = CW_VERDICT_CONFIRMED,
		.samples = 32,
		.io_idle_ms = 0,
		.bar_micro = 18600000,
		.suspect_micro = 0,
		.set = CW_SET_COUNT,
		.members = 0,
		.steady = false,
		.patient = false,
		.conditions = 3,
		.condition = {
			{ 5000, 1, false, 1, {
				CW_SIGN_ROUNDING_MODE,
			} },
			{ 500, 1, false, 1, {
				CW_SIGN_AES_ROUND,
			} },
			{ 200, 2, false, 3, {
				CW_SIGN_FP_SQRT_SCALAR, CW_SIGN_MUL_WIDE,
				CW_SIGN_DIV,
			} },
		},
	},
	{
		.name = "v0 without the mask",
		.verdict = CW_VERDICT_SUSPECT,
		.samples = 128,
		.io_idle_ms = 30000,
		.bar_micro = 18600000,
		.suspect_micro = 0,
		.set = CW_SET_COUNT,
		.members = 0,
		.steady = false,
		.patient = false,
		.conditions = 5,
		.condition = {
			{ 1500, 1, false, 1, {
				CW_SIGN_AES_ROUND,
			} },
			{ 1500, 1, false, 1, {
				CW_SIGN_MUL_WIDE,
			} },
			{ 200, 1, false, 2, {
				CW_SIGN_BYTE_LOOKUPS, CW_SIGN_RANDOM_VECTORS,
			} },
			{ 300, 1, false, 1, {
				CW_SIGN_REACH_SCRATCHPAD,
			} },
			{ 100, 2, true, 2, {
				CW_SIGN_AES_FINAL, CW_SIGN_CLMUL,
			} },
		},
	},
	{
		.name = "walk, table rounds and product",
		.verdict = CW_VERDICT_CONFIRMED,
		.samples = 256,
		.io_idle_ms = 120000,
		.bar_micro = 6900000,
		.suspect_micro = 4600000,
		.set = CW_SET_COUNT,
		.members = 0,
		.steady = false,
		.patient = true,
		.conditions = 5,
		.condition = {
			{ 5000, 1, false, 2, {
				CW_SIGN_RANDOM_SOME, CW_SIGN_RANDOM_VECTORS,
			} },
			{ 300, 1, false, 1, {
				CW_SIGN_REACH_SCRATCHPAD,
			} },
			{ 200, 1, false, 1, {
				CW_SIGN_SUBSTITUTION,
			} },
			{ 30, 1, false, 1, {
				CW_SIGN_MUL_WIDE,
			} },
			{ 100, 1, true, 1, {
				CW_SIGN_AES_INSN,
			} },
		},
	},
	{
		.name = "substitution and product",
		.verdict = CW_VERDICT_SUSPECT,
		.samples = 256,
		.io_idle_ms = 120000,
		.bar_micro = 18600000,
		.suspect_micro = 6900000,
		.set = CW_SET_COUNT,
		.members = 0,
		.steady = false,
		.patient = true,
		.conditions = 6,
		.condition = {
			{ 6000, 1, false, 2, {
				CW_SIGN_RANDOM_SOME, CW_SIGN_RANDOM_VECTORS,
			} },
			{ 5000, 1, false, 2, {
				CW_SIGN_RANDOM_VECTORS, CW_SIGN_ANON_EXEC,
			} },
			{ 800, 1, false, 1, {
				CW_SIGN_SUBSTITUTION,
			} },
			{ 200, 1, false, 1, {
				CW_SIGN_MUL_WIDE,
			} },
			{ 30, 1, false, 2, {
				CW_SIGN_MASK_BLOCKS,
				CW_SIGN_REACH_SCRATCHPAD,
			} },
			{ 100, 1, true, 1, {
				CW_SIGN_AES_INSN,
			} },
		},
	},
	{
		.name = "walk, rounds and product",
		.verdict = CW_VERDICT_CONFIRMED,
		.samples = 256,
		.io_idle_ms = 120000,
		.bar_micro = 18600000,
		.suspect_micro = 0,
		.set = CW_SET_COUNT,
		.members = 0,
		.steady = false,
		.patient = false,
		.conditions = 4,
		.condition = {
			{ 5000, 1, false, 1, {
				CW_SIGN_RANDOM_VECTORS,
			} },
			{ 1000, 1, false, 1, {
				CW_SIGN_REACH_SCRATCHPAD,
			} },
			{ 1500, 1, false, 1, {
				CW_SIGN_AES_MUL,
			} },
			{ 100, 2, true, 2, {
				CW_SIGN_AES_FINAL, CW_SIGN_CLMUL,
			} },
		},
	},
	/* cuckoo */
	{
		.name = "bitmap beside",
		.verdict = CW_VERDICT_CONFIRMED,
		.samples = 48,
		.io_idle_ms = 10000,
		.bar_micro = 13800000,
		.suspect_micro = 0,
		.set = CW_SET_SIPHASH,
		.members = 4,
		.steady = false,
		.patient = false,
		.conditions = 4,
		.condition = {
			{ 3000, 1, false, 1, {
				CW_SIGN_ROT_SIPHASH,
			} },
			{ 300, 1, false, 1, {
				CW_SIGN_SIPHASH_BIT,
			} },
			{ 500, 1, false, 1, {
				CW_SIGN_WORD_BIT,
			} },
			{ 200, 2, true, 2, {
				CW_SIGN_FP, CW_SIGN_STRING_INSN,
			} },
		},
	},
	{
		.name = "vectors",
		.verdict = CW_VERDICT_CONFIRMED,
		.samples = 40,
		.io_idle_ms = 10000,
		.bar_micro = 13800000,
		.suspect_micro = 0,
		.set = CW_SET_SIPHASH,
		.members = 4,
		.steady = false,
		.patient = false,
		.conditions = 3,
		.condition = {
			{ 2000, 1, false, 1, {
				CW_SIGN_ROT_SIPHASH,
			} },
			{ 2000, 1, false, 1, {
				CW_SIGN_SIPHASH_VECTOR,
			} },
			{ 80, 3, true, 3, {
				CW_SIGN_FP, CW_SIGN_IMUL, CW_SIGN_DIV,
			} },
		},
	},
	{
		.name = "bits elsewhere",
		.verdict = CW_VERDICT_CONFIRMED,
		.samples = 96,
		.io_idle_ms = 60000,
		.bar_micro = 9200000,
		.suspect_micro = 0,
		.set = CW_SET_SIPHASH,
		.members = 4,
		.steady = false,
		.patient = false,
		.conditions = 4,
		.condition = {
			{ 3000, 1, false, 1, {
				CW_SIGN_ROT_SIPHASH,
			} },
			{ 1200, 1, false, 1, {
				CW_SIGN_WORD_BIT,
			} },
			{ 4000, 1, true, 1, {
				CW_SIGN_WORD_BIT,
			} },
			{ 80, 4, true, 4, {
				CW_SIGN_FP, CW_SIGN_IMUL, CW_SIGN_DIV,
				CW_SIGN_STRING_INSN,
			} },
		},
	},
	{
		.name = "prefetches",
		.verdict = CW_VERDICT_CONFIRMED,
		.samples = 64,
		.io_idle_ms = 10000,
		.bar_micro = 9200000,
		.suspect_micro = 0,
		.set = CW_SET_SIPHASH,
		.members = 4,
		.steady = false,
		.patient = false,
		.conditions = 2,
		.condition = {
			{ 1500, 1, false, 1, {
				CW_SIGN_ROT_SIPHASH,
			} },
			{ 500, 1, false, 1, {
				CW_SIGN_PREFETCHNTA,
			} },
		},
	},
	{
		.name = "vectors between sorting",
		.verdict = CW_VERDICT_CONFIRMED,
		.samples = 512,
		.io_idle_ms = 60000,
		.bar_micro = 9200000,
		.suspect_micro = 0,
		.set = CW_SET_SIPHASH,
		.members = 4,
		.steady = false,
		.patient = false,
		.conditions = 3,
		.condition = {
			{ 600, 1, false, 1, {
				CW_SIGN_ROT_SIPHASH,
			} },
			{ 500, 1, false, 1, {
				CW_SIGN_SIPHASH_VECTOR,
			} },
			{ 50, 3, true, 3, {
				CW_SIGN_FP, CW_SIGN_IMUL, CW_SIGN_DIV,
			} },
		},
	},
	{
		.name = "SipHash only",
		.verdict = CW_VERDICT_SUSPECT,
		.samples = 64,
		.io_idle_ms = 30000,
		.bar_micro = 13800000,
		.suspect_micro = 0,
		.set = CW_SET_SIPHASH,
		.members = 4,
		.steady = false,
		.patient = false,
		.conditions = 2,
		.condition = {
			{ 3000, 1, false, 1, {
				CW_SIGN_ROT_SIPHASH,
			} },
			{ 500, 1, false, 1, {
				CW_SIGN_WORD_BIT,
			} },
		},
	},
	/* verushash */
	{
		.name = "CLHASH and AES",
		.verdict = CW_VERDICT_CONFIRMED,
		.samples = 24,
		.io_idle_ms = 10000,
		.bar_micro = 9200000,
		.suspect_micro = 0,
		.set = CW_SET_COUNT,
		.members = 0,
		.steady = false,
		.patient = false,
		.conditions = 2,
		.condition = {
			{ 500, 1, false, 1, {
				CW_SIGN_CLHASH,
			} },
			{ 500, 1, false, 1, {
				CW_SIGN_AES_INSN,
			} },
		},
	},
	/* yespower */
	{
		.name = "a minute of pwxform",
		.verdict = CW_VERDICT_CONFIRMED,
		.samples = 512,
		.io_idle_ms = 60000,
		.bar_micro = 11300000,
		.suspect_micro = 0,
		.set = CW_SET_COUNT,
		.members = 0,
		.steady = false,
		.patient = false,
		.conditions = 1,
		.condition = {
			{ 400, 1, false, 1, {
				CW_SIGN_PWXFORM,
			} },
		},
	},
	{
		.name = "pwxform",
		.verdict = CW_VERDICT_SUSPECT,
		.samples = 128,
		.io_idle_ms = 30000,
		.bar_micro = 11300000,
		.suspect_micro = 0,
		.set = CW_SET_COUNT,
		.members = 0,
		.steady = false,
		.patient = false,
		.conditions = 1,
		.condition = {
			{ 400, 1, false, 1, {
				CW_SIGN_PWXFORM,
			} },
		},
	},
	/* ethash */
	{
		.name = "FNV most of the time",
		.verdict = CW_VERDICT_CONFIRMED,
		.samples = 64,
		.io_idle_ms = 10000,
		.bar_micro = 13800000,
		.suspect_micro = 0,
		.set = CW_SET_COUNT,
		.members = 0,
		.steady = false,
		.patient = false,
		.conditions = 3,
		.condition = {
			{ 3000, 1, false, 2, {
				CW_SIGN_FNV_PRIME, CW_SIGN_VMUL_XOR,
			} },
			{ 1000, 1, true, 1, {
				CW_SIGN_FNV_PROBE,
			} },
			{ 50, 1, false, 1, {
				CW_SIGN_ROT_KECCAK,
			} },
		},
	},
	{
		.name = "waiting for memory",
		.verdict = CW_VERDICT_CONFIRMED,
		.samples = 96,
		.io_idle_ms = 60000,
		.bar_micro = 13800000,
		.suspect_micro = 0,
		.set = CW_SET_COUNT,
		.members = 0,
		.steady = false,
		.patient = false,
		.conditions = 5,
		.condition = {
			{ 100, 1, false, 2, {
				CW_SIGN_FNV_PRIME, CW_SIGN_VMUL_XOR,
			} },
			{ 50, 1, false, 1, {
				CW_SIGN_ROT_KECCAK,
			} },
			{ 10, 1, false, 1, {
				CW_SIGN_KECCAK_CHI,
			} },
			{ 1000, 1, true, 1, {
				CW_SIGN_FNV_PROBE,
			} },
			{ 300, 3, true, 3, {
				CW_SIGN_ROT_SHA2, CW_SIGN_ROT_MD5,
				CW_SIGN_ROT_SHA1,
			} },
		},
	},
	{
		.name = "FNV and Keccak",
		.verdict = CW_VERDICT_SUSPECT,
		.samples = 256,
		.io_idle_ms = 30000,
		.bar_micro = 13800000,
		.suspect_micro = 0,
		.set = CW_SET_COUNT,
		.members = 0,
		.steady = true,
		.patient = false,
		.conditions = 5,
		.condition = {
			{ 150, 1, false, 2, {
				CW_SIGN_FNV_PRIME, CW_SIGN_VMUL_XOR,
			} },
			{ 50, 1, false, 1, {
				CW_SIGN_ROT_KECCAK,
			} },
			{ 10, 1, false, 1, {
				CW_SIGN_KECCAK_CHI,
			} },
			{ 1000, 1, true, 1, {
				CW_SIGN_FNV_PROBE,
			} },
			{ 300, 3, true, 3, {
				CW_SIGN_ROT_SHA2, CW_SIGN_ROT_MD5,
				CW_SIGN_ROT_SHA1,
			} },
		},
	},
	/* progpow */
	{
		.name = "KISS99 and FNV",
		.verdict = CW_VERDICT_CONFIRMED,
		.samples = 96,
		.io_idle_ms = 60000,
		.bar_micro = 13800000,
		.suspect_micro = 0,
		.set = CW_SET_COUNT,
		.members = 0,
		.steady = false,
		.patient = false,
		.conditions = 4,
		.condition = {
			{ 200, 1, false, 1, {
				CW_SIGN_KISS99,
			} },
			{ 100, 1, false, 1, {
				CW_SIGN_ROT_VARIABLE,
			} },
			{ 10, 1, false, 2, {
				CW_SIGN_FNV_PRIME, CW_SIGN_VMUL_XOR,
			} },
			{ 200, 1, true, 1, {
				CW_SIGN_FP,
			} },
		},
	},
	{
		.name = "KISS99",
		.verdict = CW_VERDICT_SUSPECT,
		.samples = 256,
		.io_idle_ms = 30000,
		.bar_micro = 13800000,
		.suspect_micro = 0,
		.set = CW_SET_COUNT,
		.members = 0,
		.steady = false,
		.patient = true,
		.conditions = 4,
		.condition = {
			{ 200, 1, false, 1, {
				CW_SIGN_KISS99,
			} },
			{ 100, 1, false, 1, {
				CW_SIGN_ROT_VARIABLE,
			} },
			{ 10, 1, false, 3, {
				CW_SIGN_KECCAK_CHI, CW_SIGN_FNV_PRIME,
				CW_SIGN_VMUL_XOR,
			} },
			{ 200, 1, true, 1, {
				CW_SIGN_FP,
			} },
		},
	},
	/* astrobwt */
	{
		.name = "Salsa20 and Keccak beside a sort",
		.verdict = CW_VERDICT_CONFIRMED,
		.samples = 96,
		.io_idle_ms = 60000,
		.bar_micro = 9200000,
		.suspect_micro = 0,
		.set = CW_SET_COUNT,
		.members = 0,
		.steady = false,
		.patient = false,
		.conditions = 7,
		.condition = {
			{ 400, 1, false, 1, {
				CW_SIGN_ROT_SALSA,
			} },
			{ 300, 1, false, 1, {
				CW_SIGN_ROT_KECCAK,
			} },
			{ 200, 1, false, 1, {
				CW_SIGN_KECCAK_CHI,
			} },
			{ 3000, 1, false, 1, {
				CW_SIGN_RANDOM_SOME,
			} },
			{ 2500, 2, true, 2, {
				CW_SIGN_ROT_SALSA, CW_SIGN_ROT_KECCAK,
			} },
			{ 4500, 1, true, 1, {
				CW_SIGN_ROTATIONS,
			} },
			{ 200, 7, true, 7, {
				CW_SIGN_FP, CW_SIGN_AES_INSN,
				CW_SIGN_SHA_INSN, CW_SIGN_ROT_BLAKE2,
				CW_SIGN_ROT_SHA512, CW_SIGN_ROT_MD5,
				CW_SIGN_ROT_SHA1,
			} },
		},
	},
	{
		.name = "Salsa20 and Keccak in loops",
		.verdict = CW_VERDICT_CONFIRMED,
		.samples = 256,
		.io_idle_ms = 60000,
		.bar_micro = 6900000,
		.suspect_micro = 0,
		.set = CW_SET_COUNT,
		.members = 0,
		.steady = false,
		.patient = false,
		.conditions = 7,
		.condition = {
			{ 120, 1, false, 1, {
				CW_SIGN_ROT_SALSA,
			} },
			{ 100, 1, false, 2, {
				CW_SIGN_ROT_WIDE_VARIABLE,
				CW_SIGN_ROT_KECCAK,
			} },
			{ 100, 1, false, 1, {
				CW_SIGN_KECCAK_CHI,
			} },
			{ 2000, 1, false, 1, {
				CW_SIGN_RANDOM_SOME,
			} },
			{ 4500, 1, true, 1, {
				CW_SIGN_ROTATIONS,
			} },
			{ 200, 7, true, 7, {
				CW_SIGN_FP, CW_SIGN_AES_INSN,
				CW_SIGN_SHA_INSN, CW_SIGN_ROT_BLAKE2,
				CW_SIGN_ROT_SHA512, CW_SIGN_ROT_MD5,
				CW_SIGN_ROT_SHA1,
			} },
			{ 500, 1, true, 1, {
				CW_SIGN_ROT_VARIABLE,
			} },
		},
	},
	{
		.name = "Salsa20 and Keccak all the time",
		.verdict = CW_VERDICT_CONFIRMED,
		.samples = 256,
		.io_idle_ms = 60000,
		.bar_micro = 9200000,
		.suspect_micro = 0,
		.set = CW_SET_COUNT,
		.members = 0,
		.steady = true,
		.patient = false,
		.conditions = 5,
		.condition = {
			{ 200, 1, false, 1, {
				CW_SIGN_ROT_SALSA,
			} },
			{ 200, 1, false, 1, {
				CW_SIGN_ROT_KECCAK,
			} },
			{ 100, 1, false, 1, {
				CW_SIGN_KECCAK_CHI,
			} },
			{ 4500, 1, true, 1, {
				CW_SIGN_ROTATIONS,
			} },
			{ 200, 7, true, 7, {
				CW_SIGN_FP, CW_SIGN_AES_INSN,
				CW_SIGN_SHA_INSN, CW_SIGN_ROT_BLAKE2,
				CW_SIGN_ROT_SHA512, CW_SIGN_ROT_MD5,
				CW_SIGN_ROT_SHA1,
			} },
		},
	},
	{
		.name = "Salsa20 and Keccak",
		.verdict = CW_VERDICT_SUSPECT,
		.samples = 256,
		.io_idle_ms = 30000,
		.bar_micro = 9200000,
		.suspect_micro = 0,
		.set = CW_SET_COUNT,
		.members = 0,
		.steady = false,
		.patient = false,
		.conditions = 5,
		.condition = {
			{ 200, 1, false, 1, {
				CW_SIGN_ROT_SALSA,
			} },
			{ 200, 1, false, 1, {
				CW_SIGN_ROT_KECCAK,
			} },
			{ 100, 1, false, 1, {
				CW_SIGN_KECCAK_CHI,
			} },
			{ 200, 7, true, 7, {
				CW_SIGN_FP, CW_SIGN_AES_INSN,
				CW_SIGN_SHA_INSN, CW_SIGN_ROT_BLAKE2,
				CW_SIGN_ROT_SHA512, CW_SIGN_ROT_MD5,
				CW_SIGN_ROT_SHA1,
			} },
			{ 500, 1, true, 1, {
				CW_SIGN_ROT_VARIABLE,
			} },
		},
	},
	/* equihash */
	{
		.name = "sorting again and again",
		.verdict = CW_VERDICT_CONFIRMED,
		.samples = 128,
		.io_idle_ms = 60000,
		.bar_micro = 6900000,
		.suspect_micro = 0,
		.set = CW_SET_BLAKE2B,
		.members = 3,
		.steady = false,
		.patient = false,
		.conditions = 5,
		.condition = {
			{ 400, 1, false, 1, {
				CW_SIGN_ROT_BLAKE2,
			} },
			{ 2000, 1, true, 1, {
				CW_SIGN_ROTATIONS,
			} },
			{ 500, 4, true, 4, {
				CW_SIGN_FP, CW_SIGN_AES_INSN,
				CW_SIGN_PMULUDQ, CW_SIGN_STRING_INSN,
			} },
			{ 800, 2, true, 2, {
				CW_SIGN_CALLS_AND_RETURNS, CW_SIGN_WORD_BIT,
			} },
			{ 50, 1, true, 1, {
				CW_SIGN_BLAMKA,
			} },
		},
	},
	{
		.name = "walk through buckets",
		.verdict = CW_VERDICT_CONFIRMED,
		.samples = 256,
		.io_idle_ms = 60000,
		.bar_micro = 9200000,
		.suspect_micro = 0,
		.set = CW_SET_BLAKE2B,
		.members = 3,
		.steady = false,
		.patient = false,
		.conditions = 6,
		.condition = {
			{ 300, 1, false, 1, {
				CW_SIGN_ROT_BLAKE2,
			} },
			{ 2000, 1, true, 1, {
				CW_SIGN_ROTATIONS,
			} },
			{ 1500, 1, false, 1, {
				CW_SIGN_RANDOM_SOME,
			} },
			{ 400, 2, false, 2, {
				CW_SIGN_REACH_SCRATCHPAD,
				CW_SIGN_REACH_DATASET,
			} },
			{ 500, 3, true, 3, {
				CW_SIGN_FP, CW_SIGN_AES_INSN,
				CW_SIGN_PMULUDQ,
			} },
			{ 50, 1, true, 1, {
				CW_SIGN_BLAMKA,
			} },
		},
	},
	{
		.name = "sorting without an end",
		.verdict = CW_VERDICT_CONFIRMED,
		.samples = 256,
		.io_idle_ms = 120000,
		.bar_micro = 9200000,
		.suspect_micro = 0,
		.set = CW_SET_BLAKE2B,
		.members = 3,
		.steady = true,
		.patient = false,
		.conditions = 5,
		.condition = {
			{ 400, 1, false, 1, {
				CW_SIGN_ROT_BLAKE2,
			} },
			{ 3300, 1, true, 1, {
				CW_SIGN_ROTATIONS,
			} },
			{ 500, 4, true, 4, {
				CW_SIGN_FP, CW_SIGN_AES_INSN,
				CW_SIGN_PMULUDQ, CW_SIGN_STRING_INSN,
			} },
			{ 1500, 1, true, 1, {
				CW_SIGN_CALLS_AND_RETURNS,
			} },
			{ 50, 1, true, 1, {
				CW_SIGN_BLAMKA,
			} },
		},
	},
	{
		.name = "sorting",
		.verdict = CW_VERDICT_SUSPECT,
		.samples = 256,
		.io_idle_ms = 30000,
		.bar_micro = 6900000,
		.suspect_micro = 0,
		.set = CW_SET_BLAKE2B,
		.members = 3,
		.steady = false,
		.patient = false,
		.conditions = 4,
		.condition = {
			{ 400, 1, false, 1, {
				CW_SIGN_ROT_BLAKE2,
			} },
			{ 3300, 1, true, 1, {
				CW_SIGN_ROTATIONS,
			} },
			{ 500, 4, true, 4, {
				CW_SIGN_FP, CW_SIGN_AES_INSN,
				CW_SIGN_PMULUDQ, CW_SIGN_STRING_INSN,
			} },
			{ 1500, 1, true, 1, {
				CW_SIGN_CALLS_AND_RETURNS,
			} },
		},
	},
	/* hashchain */
	{
		.name = "Lyra2RE",
		.verdict = CW_VERDICT_CONFIRMED,
		.samples = 64,
		.io_idle_ms = 10000,
		.bar_micro = 13800000,
		.suspect_micro = 0,
		.set = CW_SET_COUNT,
		.members = 0,
		.steady = false,
		.patient = false,
		.conditions = 3,
		.condition = {
			{ 200, 1, false, 1, {
				CW_SIGN_ROT_CUBEHASH,
			} },
			{ 500, 1, false, 1, {
				CW_SIGN_ROT_BLAKE2,
			} },
			{ 200, 4, true, 4, {
				CW_SIGN_FP, CW_SIGN_AES_INSN,
				CW_SIGN_ROT_SHA2, CW_SIGN_ROT_SHA1,
			} },
		},
	},
	{
		.name = "Lyra2RE, word by word",
		.verdict = CW_VERDICT_CONFIRMED,
		.samples = 256,
		.io_idle_ms = 30000,
		.bar_micro = 13800000,
		.suspect_micro = 0,
		.set = CW_SET_COUNT,
		.members = 0,
		.steady = false,
		.patient = false,
		.conditions = 5,
		.condition = {
			{ 400, 1, false, 2, {
				CW_SIGN_ROT_CUBEHASH,
				CW_SIGN_ROT_CUBEHASH_ONE,
			} },
			{ 500, 1, false, 1, {
				CW_SIGN_ROT_BLAKE2,
			} },
			{ 50, 1, false, 2, {
				CW_SIGN_ROT_SKEIN, CW_SIGN_ROT_BMW,
			} },
			{ 500, 2, true, 2, {
				CW_SIGN_ROT_MD5, CW_SIGN_ROT_MD4,
			} },
			{ 200, 3, true, 3, {
				CW_SIGN_FP, CW_SIGN_AES_INSN,
				CW_SIGN_ROT_SHA1,
			} },
		},
	},
	{
		.name = "X11",
		.verdict = CW_VERDICT_CONFIRMED,
		.samples = 64,
		.io_idle_ms = 10000,
		.bar_micro = 13800000,
		.suspect_micro = 0,
		.set = CW_SET_COUNT,
		.members = 0,
		.steady = false,
		.patient = false,
		.conditions = 2,
		.condition = {
			{ 50, 4, false, 6, {
				CW_SIGN_ROT_BLAKE512, CW_SIGN_ROT_SKEIN,
				CW_SIGN_ROT_CUBEHASH, CW_SIGN_ROT_BMW,
				CW_SIGN_ROT_LUFFA, CW_SIGN_ROT_SIMD,
			} },
			{ 200, 2, true, 2, {
				CW_SIGN_FP, CW_SIGN_ROT_SHA1,
			} },
		},
	},
	{
		.name = "three losers",
		.verdict = CW_VERDICT_CONFIRMED,
		.samples = 64,
		.io_idle_ms = 10000,
		.bar_micro = 13800000,
		.suspect_micro = 0,
		.set = CW_SET_COUNT,
		.members = 0,
		.steady = false,
		.patient = false,
		.conditions = 4,
		.condition = {
			{ 50, 3, false, 6, {
				CW_SIGN_ROT_BLAKE512, CW_SIGN_ROT_SKEIN,
				CW_SIGN_ROT_CUBEHASH, CW_SIGN_ROT_BMW,
				CW_SIGN_ROT_LUFFA, CW_SIGN_ROT_SIMD,
			} },
			{ 50, 1, false, 2, {
				CW_SIGN_ROT_BLAKE512, CW_SIGN_ROT_SKEIN,
			} },
			{ 200, 2, true, 2, {
				CW_SIGN_FP, CW_SIGN_ROT_SHA1,
			} },
			{ 2000, 1, true, 1, {
				CW_SIGN_IMUL,
			} },
		},
	},
	{
		.name = "BLAKE-512 among others",
		.verdict = CW_VERDICT_CONFIRMED,
		.samples = 128,
		.io_idle_ms = 30000,
		.bar_micro = 13800000,
		.suspect_micro = 0,
		.set = CW_SET_COUNT,
		.members = 0,
		.steady = true,
		.patient = false,
		.conditions = 3,
		.condition = {
			{ 50, 1, false, 1, {
				CW_SIGN_ROT_BLAKE512,
			} },
			{ 50, 2, false, 6, {
				CW_SIGN_ROT_SKEIN, CW_SIGN_ROT_CUBEHASH,
				CW_SIGN_ROT_BMW, CW_SIGN_ROT_LUFFA,
				CW_SIGN_ROT_SIMD, CW_SIGN_ROT_KECCAK,
			} },
			{ 200, 2, true, 2, {
				CW_SIGN_FP, CW_SIGN_ROT_SHA1,
			} },
		},
	},
	{
		.name = "BLAKE-512 and Skein",
		.verdict = CW_VERDICT_CONFIRMED,
		.samples = 256,
		.io_idle_ms = 60000,
		.bar_micro = 9200000,
		.suspect_micro = 0,
		.set = CW_SET_COUNT,
		.members = 0,
		.steady = false,
		.patient = false,
		.conditions = 2,
		.condition = {
			{ 70, 2, false, 2, {
				CW_SIGN_ROT_BLAKE512, CW_SIGN_ROT_SKEIN,
			} },
			{ 200, 2, true, 2, {
				CW_SIGN_FP, CW_SIGN_ROT_SHA1,
			} },
		},
	},
	{
		.name = "BLAKE-512 and and-not",
		.verdict = CW_VERDICT_CONFIRMED,
		.samples = 256,
		.io_idle_ms = 60000,
		.bar_micro = 9200000,
		.suspect_micro = 0,
		.set = CW_SET_COUNT,
		.members = 0,
		.steady = false,
		.patient = false,
		.conditions = 6,
		.condition = {
			{ 150, 1, false, 1, {
				CW_SIGN_ROT_BLAKE512,
			} },
			{ 4000, 1, true, 1, {
				CW_SIGN_ROT_BLAKE512,
			} },
			{ 70, 1, false, 1, {
				CW_SIGN_KECCAK_CHI,
			} },
			{ 50, 1, false, 4, {
				CW_SIGN_ROT_BMW, CW_SIGN_ROT_SKEIN,
				CW_SIGN_ROT_WIDE_VARIABLE,
				CW_SIGN_ROT_KECCAK,
			} },
			{ 4000, 1, false, 1, {
				CW_SIGN_RANDOM_SOME,
			} },
			{ 200, 2, true, 2, {
				CW_SIGN_FP, CW_SIGN_ROT_SHA1,
			} },
		},
	},
	{
		.name = "Skein and CubeHash",
		.verdict = CW_VERDICT_CONFIRMED,
		.samples = 128,
		.io_idle_ms = 30000,
		.bar_micro = 13800000,
		.suspect_micro = 0,
		.set = CW_SET_COUNT,
		.members = 0,
		.steady = true,
		.patient = false,
		.conditions = 4,
		.condition = {
			{ 50, 1, false, 1, {
				CW_SIGN_ROT_SKEIN,
			} },
			{ 50, 1, false, 2, {
				CW_SIGN_ROT_CUBEHASH,
				CW_SIGN_ROT_CUBEHASH_ONE,
			} },
			{ 500, 2, true, 2, {
				CW_SIGN_ROT_MD5, CW_SIGN_ROT_MD4,
			} },
			{ 200, 2, true, 2, {
				CW_SIGN_FP, CW_SIGN_ROT_SHA1,
			} },
		},
	},
	/* keccak */
	{
		.name = "Keccak",
		.verdict = CW_VERDICT_SUSPECT,
		.samples = 64,
		.io_idle_ms = 30000,
		.bar_micro = 6900000,
		.suspect_micro = 0,
		.set = CW_SET_KECCAK,
		.members = 5,
		.steady = false,
		.patient = false,
		.conditions = 2,
		.condition = {
			{ 2500, 1, false, 1, {
				CW_SIGN_ROT_KECCAK,
			} },
			{ 1500, 1, false, 1, {
				CW_SIGN_KECCAK_CHI,
			} },
		},
	},
	{
		.name = "Keccak by vectors",
		.verdict = CW_VERDICT_SUSPECT,
		.samples = 64,
		.io_idle_ms = 30000,
		.bar_micro = 6900000,
		.suspect_micro = 0,
		.set = CW_SET_COUNT,
		.members = 0,
		.steady = false,
		.patient = false,
		.conditions = 3,
		.condition = {
			{ 1000, 1, false, 1, {
				CW_SIGN_ROT_VECTORS,
			} },
			{ 500, 1, false, 1, {
				CW_SIGN_KECCAK_CHI,
			} },
			{ 500, 1, true, 1, {
				CW_SIGN_FP,
			} },
		},
	},
	/* aes */
	{
		.name = "AES instructions",
		.verdict = CW_VERDICT_SUSPECT,
		.samples = 64,
		.io_idle_ms = 30000,
		.bar_micro = 6900000,
		.suspect_micro = 0,
		.set = CW_SET_COUNT,
		.members = 0,
		.steady = false,
		.patient = false,
		.conditions = 1,
		.condition = {
			{ 3000, 1, false, 1, {
				CW_SIGN_AES_INSN,
			} },
		},
	},
	/* sha2 */
	{
		.name = "SHA instructions",
		.verdict = CW_VERDICT_SUSPECT,
		.samples = 64,
		.io_idle_ms = 30000,
		.bar_micro = 6900000,
		.suspect_micro = 0,
		.set = CW_SET_COUNT,
		.members = 0,
		.steady = false,
		.patient = false,
		.conditions = 1,
		.condition = {
			{ 3000, 1, false, 1, {
				CW_SIGN_SHA_INSN,
			} },
		},
	},
	{
		.name = "SHA-256",
		.verdict = CW_VERDICT_SUSPECT,
		.samples = 64,
		.io_idle_ms = 30000,
		.bar_micro = 6900000,
		.suspect_micro = 0,
		.set = CW_SET_SHA256,
		.members = 5,
		.steady = false,
		.patient = false,
		.conditions = 1,
		.condition = {
			{ 3000, 1, false, 1, {
				CW_SIGN_ROT_SHA256,
			} },
		},
	},
	{
		.name = "SHA-512",
		.verdict = CW_VERDICT_SUSPECT,
		.samples = 64,
		.io_idle_ms = 30000,
		.bar_micro = 6900000,
		.suspect_micro = 0,
		.set = CW_SET_SHA512,
		.members = 5,
		.steady = false,
		.patient = false,
		.conditions = 1,
		.condition = {
			{ 3000, 1, false, 1, {
				CW_SIGN_ROT_SHA512,
			} },
		},
	},
	/* blake2 */
	{
		.name = "BLAKE2b",
		.verdict = CW_VERDICT_SUSPECT,
		.samples = 64,
		.io_idle_ms = 30000,
		.bar_micro = 6900000,
		.suspect_micro = 0,
		.set = CW_SET_BLAKE2B,
		.members = 3,
		.steady = false,
		.patient = false,
		.conditions = 1,
		.condition = {
			{ 3000, 1, false, 1, {
				CW_SIGN_ROT_BLAKE2,
			} },
		},
	},
	{
		.name = "BLAKE2s",
		.verdict = CW_VERDICT_SUSPECT,
		.samples = 64,
		.io_idle_ms = 30000,
		.bar_micro = 6900000,
		.suspect_micro = 0,
		.set = CW_SET_BLAKE2S,
		.members = 3,
		.steady = false,
		.patient = false,
		.conditions = 1,
		.condition = {
			{ 3000, 1, false, 1, {
				CW_SIGN_ROT_BLAKE2,
			} },
		},
	},
	{
		.name = "ChaCha",
		.verdict = CW_VERDICT_SUSPECT,
		.samples = 64,
		.io_idle_ms = 30000,
		.bar_micro = 6900000,
		.suspect_micro = 0,
		.set = CW_SET_CHACHA,
		.members = 3,
		.steady = false,
		.patient = false,
		.conditions = 1,
		.condition = {
			{ 3000, 1, false, 1, {
				CW_SIGN_ROT_BLAKE2,
			} },
		},
	},
	/* argon2 */
	{
		.name = "BlaMka",
		.verdict = CW_VERDICT_SUSPECT,
		.samples = 64,
		.io_idle_ms = 30000,
		.bar_micro = 6900000,
		.suspect_micro = 0,
		.set = CW_SET_BLAKE2B,
		.members = 3,
		.steady = false,
		.patient = false,
		.conditions = 1,
		.condition = {
			{ 1000, 1, false, 1, {
				CW_SIGN_BLAMKA,
			} },
		},
	},
	/* salsa20 */
	{
		.name = "Salsa20",
		.verdict = CW_VERDICT_SUSPECT,
		.samples = 64,
		.io_idle_ms = 30000,
		.bar_micro = 6900000,
		.suspect_micro = 0,
		.set = CW_SET_SALSA,
		.members = 3,
		.steady = false,
		.patient = false,
		.conditions = 1,
		.condition = {
			{ 3000, 1, false, 1, {
				CW_SIGN_ROT_SALSA,
			} },
		},
	},
	/* md5 */
	{
		.name = "MD5",
		.verdict = CW_VERDICT_SUSPECT,
		.samples = 64,
		.io_idle_ms = 30000,
		.bar_micro = 6900000,
		.suspect_micro = 0,
		.set = CW_SET_MD5,
		.members = 12,
		.steady = false,
		.patient = false,
		.conditions = 1,
		.condition = {
			{ 3000, 1, false, 1, {
				CW_SIGN_ROT_MD5,
			} },
		},
	},
	/* sha1 */
	{
		.name = "SHA-1",
		.verdict = CW_VERDICT_SUSPECT,
		.samples = 64,
		.io_idle_ms = 30000,
		.bar_micro = 6900000,
		.suspect_micro = 0,
		.set = CW_SET_SHA1,
		.members = 2,
		.steady = false,
		.patient = false,
		.conditions = 1,
		.condition = {
			{ 3000, 1, false, 1, {
				CW_SIGN_ROT_SHA1,
			} },
		},
	},
	/* siphash */
	{
		.name = "SipHash and bits",
		.verdict = CW_VERDICT_SUSPECT,
		.samples = 128,
		.io_idle_ms = 60000,
		.bar_micro = 6900000,
		.suspect_micro = 3300000,
		.set = CW_SET_SIPHASH,
		.members = 4,
		.steady = false,
		.patient = false,
		.conditions = 3,
		.condition = {
			{ 1000, 1, false, 1, {
				CW_SIGN_ROT_SIPHASH,
			} },
			{ 800, 1, false, 1, {
				CW_SIGN_WORD_BIT,
			} },
			{ 300, 2, true, 2, {
				CW_SIGN_FP, CW_SIGN_STRING_INSN,
			} },
		},
	},
	{
		.name = "SipHash",
		.verdict = CW_VERDICT_SUSPECT,
		.samples = 64,
		.io_idle_ms = 30000,
		.bar_micro = 6900000,
		.suspect_micro = 0,
		.set = CW_SET_SIPHASH,
		.members = 4,
		.steady = false,
		.patient = false,
		.conditions = 1,
		.condition = {
			{ 3000, 1, false, 1, {
				CW_SIGN_ROT_SIPHASH,
			} },
		},
	},
	{
		.name = "SipHash and prefetches",
		.verdict = CW_VERDICT_SUSPECT,
		.samples = 128,
		.io_idle_ms = 30000,
		.bar_micro = 6900000,
		.suspect_micro = 0,
		.set = CW_SET_SIPHASH,
		.members = 4,
		.steady = false,
		.patient = false,
		.conditions = 2,
		.condition = {
			{ 2000, 1, false, 1, {
				CW_SIGN_ROT_SIPHASH,
			} },
			{ 300, 1, false, 1, {
				CW_SIGN_PREFETCHNTA,
			} },
		},
	},
	/* bcrypt */
	{
		.name = "Blowfish",
		.verdict = CW_VERDICT_SUSPECT,
		.samples = 64,
		.io_idle_ms = 30000,
		.bar_micro = 6900000,
		.suspect_micro = 0,
		.set = CW_SET_COUNT,
		.members = 0,
		.steady = false,
		.patient = false,
		.conditions = 1,
		.condition = {
			{ 3000, 1, false, 1, {
				CW_SIGN_BLOWFISH,
			} },
		},
	},
	/* unknown-hash */
	{
		.name = "walk by mixed numbers",
		.verdict = CW_VERDICT_SUSPECT,
		.samples = 384,
		.io_idle_ms = 120000,
		.bar_micro = 2300000,
		.suspect_micro = 0,
		.set = CW_SET_COUNT,
		.members = 0,
		.steady = false,
		.patient = false,
		.conditions = 6,
		.condition = {
			{ 800, 1, false, 1, {
				CW_SIGN_RANDOM_WALK,
			} },
			{ 6000, 1, false, 1, {
				CW_SIGN_RANDOM_SOME,
			} },
			{ 9000, 1, false, 1, {
				CW_SIGN_RANDOM_VECTORS,
			} },
			{ 2000, 1, false, 2, {
				CW_SIGN_SUBSTITUTION, CW_SIGN_AES_ROUND,
			} },
			{ 1000, 1, true, 1, {
				CW_SIGN_ANON_EXEC,
			} },
			{ 1000, 3, true, 3, {
				CW_SIGN_IMUL, CW_SIGN_PMULUDQ, CW_SIGN_FP,
			} },
		},
	},
	{
		.name = "walk by rounds",
		.verdict = CW_VERDICT_SUSPECT,
		.samples = 384,
		.io_idle_ms = 120000,
		.bar_micro = 2300000,
		.suspect_micro = 0,
		.set = CW_SET_COUNT,
		.members = 0,
		.steady = false,
		.patient = false,
		.conditions = 6,
		.condition = {
			{ 800, 1, false, 1, {
				CW_SIGN_RANDOM_WALK,
			} },
			{ 6000, 1, false, 1, {
				CW_SIGN_RANDOM_SOME,
			} },
			{ 9000, 1, false, 1, {
				CW_SIGN_RANDOM_VECTORS,
			} },
			{ 500, 1, false, 2, {
				CW_SIGN_BYTE_LOOKUPS, CW_SIGN_AES_INSN,
			} },
			{ 1000, 1, true, 1, {
				CW_SIGN_ANON_EXEC,
			} },
			{ 100, 2, true, 2, {
				CW_SIGN_AES_FINAL, CW_SIGN_CLMUL,
			} },
		},
	},
};

static const struct {
	u16 first;
	u8 count;
} rules_of[CW_FAMILY_COUNT] = {
	[CW_FAMILY_RANDOMX] = { 0, 5 },
	[CW_FAMILY_CRYPTONIGHT] = { 5, 14 },
	[CW_FAMILY_CUCKOO] = { 19, 6 },
	[CW_FAMILY_VERUSHASH] = { 25, 1 },
	[CW_FAMILY_YESPOWER] = { 26, 2 },
	[CW_FAMILY_ETHASH] = { 28, 3 },
	[CW_FAMILY_PROGPOW] = { 31, 2 },
	[CW_FAMILY_ASTROBWT] = { 33, 4 },
	[CW_FAMILY_EQUIHASH] = { 37, 4 },
	[CW_FAMILY_HASHCHAIN] = { 41, 8 },
	[CW_FAMILY_KECCAK] = { 49, 2 },
	[CW_FAMILY_AES] = { 51, 1 },
	[CW_FAMILY_SHA2] = { 52, 3 },
	[CW_FAMILY_BLAKE2] = { 55, 3 },
	[CW_FAMILY_ARGON2] = { 58, 1 },
	[CW_FAMILY_SALSA20] = { 59, 1 },
	[CW_FAMILY_MD5] = { 60, 1 },
	[CW_FAMILY_SHA1] = { 61, 1 },
	[CW_FAMILY_SIPHASH] = { 62, 3 },
	[CW_FAMILY_BCRYPT] = { 65, 1 },
	[CW_FAMILY_UNKNOWN_HASH] = { 66, 2 },
};

#define S(sign) (1ull << (sign) % 64)

const u64 cw_family_keys[CW_FAMILY_COUNT][CW_SIGN_WORDS] = {
	[CW_FAMILY_RANDOMX] = {
		[0] = S(CW_SIGN_ROUNDING_MODE) |
			S(CW_SIGN_ROUNDING_FLUSH) |
			S(CW_SIGN_ROUNDING_INSN) | S(CW_SIGN_MASK_WORDS),
	},
	[CW_FAMILY_CRYPTONIGHT] = {
		[0] = S(CW_SIGN_ROUNDING_MODE) | S(CW_SIGN_MASK_BLOCKS) |
			S(CW_SIGN_AES_SCALED) | S(CW_SIGN_AES_ROUND) |
			S(CW_SIGN_BYTE_LOOKUPS) | S(CW_SIGN_SUBSTITUTION) |
			S(CW_SIGN_AES_INSN) | S(CW_SIGN_AES_MUL),
	},
	[CW_FAMILY_CUCKOO] = {
		[0] = S(CW_SIGN_ROT_SIPHASH),
	},
	[CW_FAMILY_VERUSHASH] = {
		[0] = S(CW_SIGN_CLHASH),
	},
	[CW_FAMILY_YESPOWER] = {
		[0] = S(CW_SIGN_PWXFORM),
	},
	[CW_FAMILY_ETHASH] = {
		[0] = S(CW_SIGN_FNV_PRIME) | S(CW_SIGN_VMUL_XOR) |
			S(CW_SIGN_KECCAK_CHI),
	},
	[CW_FAMILY_PROGPOW] = {
		[0] = S(CW_SIGN_KISS99),
	},
	[CW_FAMILY_ASTROBWT] = {
		[0] = S(CW_SIGN_RANDOM_SOME) | S(CW_SIGN_KECCAK_CHI) |
			S(CW_SIGN_ROT_WIDE_VARIABLE) |
			S(CW_SIGN_ROT_KECCAK) | S(CW_SIGN_ROT_SALSA),
	},
	[CW_FAMILY_EQUIHASH] = {
		[0] = S(CW_SIGN_ROT_BLAKE2),
	},
	[CW_FAMILY_HASHCHAIN] = {
		[0] = S(CW_SIGN_RANDOM_SOME) | S(CW_SIGN_KECCAK_CHI) |
			S(CW_SIGN_ROT_WIDE_VARIABLE) |
			S(CW_SIGN_ROT_KECCAK) | S(CW_SIGN_ROT_BLAKE2),
		[1] = S(CW_SIGN_ROT_BLAKE512) | S(CW_SIGN_ROT_SKEIN) |
			S(CW_SIGN_ROT_CUBEHASH) |
			S(CW_SIGN_ROT_CUBEHASH_ONE) | S(CW_SIGN_ROT_BMW) |
			S(CW_SIGN_ROT_LUFFA) | S(CW_SIGN_ROT_SIMD),
	},
	[CW_FAMILY_KECCAK] = {
		[0] = S(CW_SIGN_ROT_VECTORS) | S(CW_SIGN_ROT_KECCAK),
	},
	[CW_FAMILY_AES] = {
		[0] = S(CW_SIGN_AES_INSN),
	},
	[CW_FAMILY_SHA2] = {
		[0] = S(CW_SIGN_SHA_INSN) | S(CW_SIGN_ROT_SHA256) |
			S(CW_SIGN_ROT_SHA512),
	},
	[CW_FAMILY_BLAKE2] = {
		[0] = S(CW_SIGN_ROT_BLAKE2),
	},
	[CW_FAMILY_ARGON2] = {
		[0] = S(CW_SIGN_BLAMKA),
	},
	[CW_FAMILY_SALSA20] = {
		[0] = S(CW_SIGN_ROT_SALSA),
	},
	[CW_FAMILY_MD5] = {
		[1] = S(CW_SIGN_ROT_MD5),
	},
	[CW_FAMILY_SHA1] = {
		[1] = S(CW_SIGN_ROT_SHA1),
	},
	[CW_FAMILY_SIPHASH] = {
		[0] = S(CW_SIGN_ROT_SIPHASH),
	},
	[CW_FAMILY_BCRYPT] = {
		[0] = S(CW_SIGN_BLOWFISH),
	},
	[CW_FAMILY_UNKNOWN_HASH] = {
		[0] = S(CW_SIGN_AES_ROUND) | S(CW_SIGN_BYTE_LOOKUPS) |
			S(CW_SIGN_SUBSTITUTION) | S(CW_SIGN_AES_INSN),
	},
};

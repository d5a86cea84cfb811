/* SPDX-License-Identifier: GPL-2.0-only */
/* Written by gen-families.py from signs.map: do not edit. */

const struct cw_sign_info cw_sign_infos[CW_SIGN_COUNT] = {
	[CW_SIGN_ROUNDING_MODE] = {
		"rounding_mode",
		"rounding mode changed",
		CW_NEEDS_STATE, CW_SIGN_ROUNDING_MODE,
	},
	[CW_SIGN_ROUNDING_FLUSH] = {
		"rounding_flush",
		"rounding mode changed and denormals flushed",
		CW_NEEDS_STATE, CW_SIGN_ROUNDING_MODE,
	},
	[CW_SIGN_ROUNDING_DOWN] = {
		"rounding_down",
		"rounded down",
		CW_NEEDS_STATE, CW_SIGN_ROUNDING_DOWN,
	},
	[CW_SIGN_ROUNDING_ZERO] = {
		"rounding_zero",
		"rounded towards zero",
		CW_NEEDS_STATE, CW_SIGN_ROUNDING_ZERO,
	},
	[CW_SIGN_RANDOM_SOME] = {
		"random_some",
		"two or more registers hold random-looking numbers",
		CW_NEEDS_VALUES, CW_SIGN_RANDOM_SOME,
	},
	[CW_SIGN_RANDOM_MANY] = {
		"random_many",
		"six or more registers hold random-looking numbers",
		CW_NEEDS_VALUES, CW_SIGN_RANDOM_SOME,
	},
	[CW_SIGN_RANDOM_VECTORS] = {
		"random_vectors",
		"four or more vector registers hold random-looking numbers",
		CW_NEEDS_VECTORS, CW_SIGN_RANDOM_VECTORS,
	},
	[CW_SIGN_RANDOM_VECTORS_MANY] = {
		"random_vectors_many",
		"ten or more vector registers hold random-looking numbers",
		CW_NEEDS_VECTORS, CW_SIGN_RANDOM_VECTORS,
	},
	[CW_SIGN_REACH] = {
		"reach",
		"reads or writes where it can be told how far from the sample before",
		CW_NEEDS_VALUES, CW_SIGN_REACH,
	},
	[CW_SIGN_REACH_SCRATCHPAD] = {
		"reach_scratchpad",
		"reads or writes 64 KiB to 4 MiB away from the sample before",
		CW_NEEDS_VALUES, CW_SIGN_REACH,
	},
	[CW_SIGN_REACH_DATASET] = {
		"reach_dataset",
		"reads or writes 4 MiB to 4 GiB away from the sample before",
		CW_NEEDS_VALUES, CW_SIGN_REACH,
	},
	[CW_SIGN_RANDOM_WALK] = {
		"random_walk",
		"reads or writes far from the sample before, all registers full of random-looking numbers",
		CW_NEEDS_VECTORS, CW_SIGN_RANDOM_WALK,
	},
	[CW_SIGN_ANON_EXEC] = {
		"anon_exec",
		"code in anonymous memory",
		CW_NEEDS_ORIGIN, CW_SIGN_ANON_EXEC,
	},
	[CW_SIGN_UNREADABLE] = {
		"unreadable",
		"code that cannot be read",
		CW_NEEDS_ORIGIN, CW_SIGN_UNREADABLE,
	},
	[CW_SIGN_ROUNDING_INSN] = {
		"rounding_insn",
		"arithmetic rounded by the instruction, not to nearest",
		CW_NEEDS_CODE, CW_SIGN_ROUNDING_INSN,
	},
	[CW_SIGN_FPCTRL_WRITE] = {
		"fpctrl_write",
		"writes floating-point control",
		CW_NEEDS_CODE, CW_SIGN_FPCTRL_WRITE,
	},
	[CW_SIGN_MASK_WORDS] = {
		"mask_words",
		"scratchpad mask 2^n-8",
		CW_NEEDS_CODE, CW_SIGN_MASK_WORDS,
	},
	[CW_SIGN_MASK_LINES] = {
		"mask_lines",
		"scratchpad mask 2^n-64",
		CW_NEEDS_CODE, CW_SIGN_MASK_LINES,
	},
	[CW_SIGN_MASK_BLOCKS] = {
		"mask_blocks",
		"scratchpad mask 2^n-16",
		CW_NEEDS_CODE, CW_SIGN_MASK_BLOCKS,
	},
	[CW_SIGN_MASK_WORK] = {
		"mask_work",
		"AES or wide multiplication beside that mask",
		CW_NEEDS_CODE, CW_SIGN_MASK_BLOCKS,
	},
	[CW_SIGN_TEST_BYTE_MASK] = {
		"test_byte_mask",
		"branch on eight bits of a sum",
		CW_NEEDS_CODE, CW_SIGN_TEST_BYTE_MASK,
	},
	[CW_SIGN_CVTDQ2PD_ARITH] = {
		"cvtdq2pd_arith",
		"integers loaded as double pairs into packed arithmetic",
		CW_NEEDS_CODE, CW_SIGN_CVTDQ2PD_ARITH,
	},
	[CW_SIGN_FP_PACKED] = {
		"fp_packed",
		"packed double arithmetic",
		CW_NEEDS_CODE, CW_SIGN_FP_PACKED,
	},
	[CW_SIGN_FP_SQRT_SCALAR] = {
		"fp_sqrt_scalar",
		"scalar square root",
		CW_NEEDS_CODE, CW_SIGN_FP_SQRT_SCALAR,
	},
	[CW_SIGN_FP] = {
		"fp",
		"floating-point arithmetic",
		CW_NEEDS_CODE, CW_SIGN_FP,
	},
	[CW_SIGN_IMUL] = {
		"imul",
		"integer multiplication",
		CW_NEEDS_CODE, CW_SIGN_IMUL,
	},
	[CW_SIGN_MUL_WIDE] = {
		"mul_wide",
		"64x64 to 128 bit multiplication",
		CW_NEEDS_CODE, CW_SIGN_MUL_WIDE,
	},
	[CW_SIGN_MUL_HALVES] = {
		"mul_halves",
		"wide product put together of halves",
		CW_NEEDS_CODE, CW_SIGN_MUL_WIDE,
	},
	[CW_SIGN_DIV] = {
		"div",
		"integer division",
		CW_NEEDS_CODE, CW_SIGN_DIV,
	},
	[CW_SIGN_PREFETCHNTA] = {
		"prefetchnta",
		"non-temporal prefetch",
		CW_NEEDS_CODE, CW_SIGN_PREFETCHNTA,
	},
	[CW_SIGN_FNV_PRIME] = {
		"fnv_prime",
		"multiplication by the FNV prime",
		CW_NEEDS_CODE, CW_SIGN_FNV_PRIME,
	},
	[CW_SIGN_FNV_PROBE] = {
		"fnv_probe",
		"FNV beside a decision by a word of memory",
		CW_NEEDS_CODE, CW_SIGN_FNV_PRIME,
	},
	[CW_SIGN_KISS99] = {
		"kiss99",
		"constants of the KISS99 generator",
		CW_NEEDS_CODE, CW_SIGN_KISS99,
	},
	[CW_SIGN_VMUL_XOR] = {
		"vmul_xor",
		"vector multiplication, then xor",
		CW_NEEDS_CODE, CW_SIGN_VMUL_XOR,
	},
	[CW_SIGN_AES_BOTH] = {
		"aes_both",
		"AES rounds of both directions",
		CW_NEEDS_CODE, CW_SIGN_AES_BOTH,
	},
	[CW_SIGN_AES_FINAL] = {
		"aes_final",
		"final AES rounds or key schedule",
		CW_NEEDS_CODE, CW_SIGN_AES_INSN,
	},
	[CW_SIGN_AES_SCALED] = {
		"aes_scaled",
		"AES rounds by tables of WebAssembly",
		CW_NEEDS_CODE, CW_SIGN_AES_SCALED,
	},
	[CW_SIGN_AES_ROUND] = {
		"aes_round",
		"AES rounds, by instruction or tables",
		CW_NEEDS_CODE, CW_SIGN_AES_ROUND,
	},
	[CW_SIGN_BYTE_LOOKUPS] = {
		"byte_lookups",
		"words looked up by bytes of others",
		CW_NEEDS_CODE, CW_SIGN_BYTE_LOOKUPS,
	},
	[CW_SIGN_SUBSTITUTION] = {
		"substitution",
		"bytes substituted by tables or doubled in AES's field",
		CW_NEEDS_CODE, CW_SIGN_SUBSTITUTION,
	},
	[CW_SIGN_AES_INSN] = {
		"aes_insn",
		"AES instructions",
		CW_NEEDS_CODE, CW_SIGN_AES_INSN,
	},
	[CW_SIGN_AES_SINGLE] = {
		"aes_single",
		"an AES round and no other",
		CW_NEEDS_CODE, CW_SIGN_AES_INSN,
	},
	[CW_SIGN_AES_MUL] = {
		"aes_mul",
		"AES round beside a wide multiplication",
		CW_NEEDS_CODE, CW_SIGN_AES_MUL,
	},
	[CW_SIGN_CLMUL] = {
		"clmul",
		"carry-less multiplication",
		CW_NEEDS_CODE, CW_SIGN_CLMUL,
	},
	[CW_SIGN_AES_CLMUL] = {
		"aes_clmul",
		"AES rounds beside carry-less multiplication",
		CW_NEEDS_CODE, CW_SIGN_AES_CLMUL,
	},
	[CW_SIGN_PMULUDQ] = {
		"pmuludq",
		"32x32 to 64 bit vector multiplication",
		CW_NEEDS_CODE, CW_SIGN_PMULUDQ,
	},
	[CW_SIGN_PWXFORM] = {
		"pwxform",
		"pwxform: products of halves of words, or beside an S-box address",
		CW_NEEDS_CODE, CW_SIGN_PWXFORM,
	},
	[CW_SIGN_CLHASH] = {
		"clhash",
		"carry-less beside rounding multiplication or AES",
		CW_NEEDS_CODE, CW_SIGN_CLHASH,
	},
	[CW_SIGN_BLAMKA] = {
		"blamka",
		"BLAKE2b's rotations beside a product",
		CW_NEEDS_CODE, CW_SIGN_ROT_BLAKE2,
	},
	[CW_SIGN_BLOWFISH] = {
		"blowfish",
		"Blowfish's sums of table words",
		CW_NEEDS_CODE, CW_SIGN_BLOWFISH,
	},
	[CW_SIGN_SHA_INSN] = {
		"sha_insn",
		"SHA-2 instructions",
		CW_NEEDS_CODE, CW_SIGN_SHA_INSN,
	},
	[CW_SIGN_KECCAK_CHI] = {
		"keccak_chi",
		"and-not beside xor, Keccak's chi",
		CW_NEEDS_CODE, CW_SIGN_KECCAK_CHI,
	},
	[CW_SIGN_ROTATIONS] = {
		"rotations",
		"rotations",
		CW_NEEDS_CODE, CW_SIGN_ROTATIONS,
	},
	[CW_SIGN_ROT_VARIABLE] = {
		"rot_variable",
		"rotations of words by a variable",
		CW_NEEDS_CODE, CW_SIGN_ROT_VARIABLE,
	},
	[CW_SIGN_ROT_VECTORS] = {
		"rot_vectors",
		"rotations of vectors by a variable",
		CW_NEEDS_CODE, CW_SIGN_ROT_VECTORS,
	},
	[CW_SIGN_ROT_WIDE_VARIABLE] = {
		"rot_wide_variable",
		"rotations of 64 bits by a variable",
		CW_NEEDS_CODE, CW_SIGN_ROT_WIDE_VARIABLE,
	},
	[CW_SIGN_WORD_BIT] = {
		"word_bit",
		"one bit of a word, by a variable",
		CW_NEEDS_CODE, CW_SIGN_WORD_BIT,
	},
	[CW_SIGN_ROT_SIPHASH] = {
		"rot_siphash",
		"rotations of SipHash only",
		CW_NEEDS_CODE, CW_SIGN_ROTATIONS,
	},
	[CW_SIGN_ROT_KECCAK] = {
		"rot_keccak",
		"rotations of Keccak only",
		CW_NEEDS_CODE, CW_SIGN_ROTATIONS,
	},
	[CW_SIGN_ROT_SALSA] = {
		"rot_salsa",
		"rotations of Salsa20 only",
		CW_NEEDS_CODE, CW_SIGN_ROTATIONS,
	},
	[CW_SIGN_ROT_BLAKE2] = {
		"rot_blake2",
		"rotations of BLAKE2 or ChaCha only",
		CW_NEEDS_CODE, CW_SIGN_ROTATIONS,
	},
	[CW_SIGN_ROT_SHA256] = {
		"rot_sha256",
		"rotations of SHA-256 only",
		CW_NEEDS_CODE, CW_SIGN_ROT_SHA256,
	},
	[CW_SIGN_ROT_SHA512] = {
		"rot_sha512",
		"rotations of SHA-512 only",
		CW_NEEDS_CODE, CW_SIGN_ROT_SHA512,
	},
	[CW_SIGN_ROT_SHA2] = {
		"rot_sha2",
		"rotations of SHA-2 only",
		CW_NEEDS_CODE, CW_SIGN_ROTATIONS,
	},
	[CW_SIGN_ROT_MD5] = {
		"rot_md5",
		"rotations of MD5 only",
		CW_NEEDS_CODE, CW_SIGN_ROTATIONS,
	},
	[CW_SIGN_ROT_SHA1] = {
		"rot_sha1",
		"rotations of SHA-1 only",
		CW_NEEDS_CODE, CW_SIGN_ROTATIONS,
	},
	[CW_SIGN_ROT_BLAKE512] = {
		"rot_blake512",
		"rotations of BLAKE-512 only",
		CW_NEEDS_CODE, CW_SIGN_ROTATIONS,
	},
	[CW_SIGN_ROT_SKEIN] = {
		"rot_skein",
		"rotations of Skein-512 only",
		CW_NEEDS_CODE, CW_SIGN_ROTATIONS,
	},
	[CW_SIGN_ROT_CUBEHASH] = {
		"rot_cubehash",
		"rotations of CubeHash only",
		CW_NEEDS_CODE, CW_SIGN_ROTATIONS,
	},
	[CW_SIGN_ROT_CUBEHASH_ONE] = {
		"rot_cubehash_one",
		"rotations of CubeHash only, none twice",
		CW_NEEDS_CODE, CW_SIGN_ROTATIONS,
	},
	[CW_SIGN_ROT_MD4] = {
		"rot_md4",
		"rotations of MD4 only",
		CW_NEEDS_CODE, CW_SIGN_ROTATIONS,
	},
	[CW_SIGN_ROT_BMW] = {
		"rot_bmw",
		"rotations of Blue Midnight Wish only",
		CW_NEEDS_CODE, CW_SIGN_ROTATIONS,
	},
	[CW_SIGN_ROT_LUFFA] = {
		"rot_luffa",
		"rotations of Luffa only",
		CW_NEEDS_CODE, CW_SIGN_ROTATIONS,
	},
	[CW_SIGN_ROT_SIMD] = {
		"rot_simd",
		"rotations of SIMD only",
		CW_NEEDS_CODE, CW_SIGN_ROTATIONS,
	},
	[CW_SIGN_SIPHASH_BIT] = {
		"siphash_bit",
		"SipHash beside a bitmap",
		CW_NEEDS_CODE, CW_SIGN_ROT_SIPHASH,
	},
	[CW_SIGN_SIPHASH_VECTOR] = {
		"siphash_vector",
		"SipHash by vectors",
		CW_NEEDS_CODE, CW_SIGN_ROT_SIPHASH,
	},
	[CW_SIGN_CALLS_AND_RETURNS] = {
		"calls_and_returns",
		"calls, returns and indirect jumps",
		CW_NEEDS_CODE, CW_SIGN_CALLS_AND_RETURNS,
	},
	[CW_SIGN_STRING_INSN] = {
		"string_insn",
		"string instructions",
		CW_NEEDS_CODE, CW_SIGN_STRING_INSN,
	},
};

/* SPDX-License-Identifier: GPL-2.0-only */
/* Written by gen-families.py from signs.map and families.map: do not edit. */
#ifndef _CPUWARDEN_DETECT_IDS_H
#define _CPUWARDEN_DETECT_IDS_H

/* What one sample can show. Values are internal; names are stable. */
enum cw_sign {
	CW_SIGN_ROUNDING_MODE,	/* rounding mode changed */
	CW_SIGN_ROUNDING_FLUSH,	/* rounding mode changed and denormals flushed */
	CW_SIGN_ROUNDING_DOWN,	/* rounded down */
	CW_SIGN_ROUNDING_ZERO,	/* rounded towards zero */
	CW_SIGN_RANDOM_SOME,	/* two or more registers hold random-looking numbers */
	CW_SIGN_RANDOM_MANY,	/* six or more registers hold random-looking numbers */
	CW_SIGN_RANDOM_VECTORS,	/* four or more vector registers hold random-looking numbers */
	CW_SIGN_RANDOM_VECTORS_MANY,	/* ten or more vector registers hold random-looking numbers */
	CW_SIGN_REACH,	/* reads or writes where it can be told how far from the sample before */
	CW_SIGN_REACH_SCRATCHPAD,	/* reads or writes 64 KiB to 4 MiB away from the sample before */
	CW_SIGN_REACH_DATASET,	/* reads or writes 4 MiB to 4 GiB away from the sample before */
	CW_SIGN_RANDOM_WALK,	/* reads or writes far from the sample before, all registers full of random-looking numbers */
	CW_SIGN_ANON_EXEC,	/* code in anonymous memory */
	CW_SIGN_UNREADABLE,	/* code that cannot be read */
	CW_SIGN_ROUNDING_INSN,	/* arithmetic rounded by the instruction, not to nearest */
	CW_SIGN_FPCTRL_WRITE,	/* writes floating-point control */
	CW_SIGN_MASK_WORDS,	/* scratchpad mask 2^n-8 */
	CW_SIGN_MASK_LINES,	/* scratchpad mask 2^n-64 */
	CW_SIGN_MASK_BLOCKS,	/* scratchpad mask 2^n-16 */
	CW_SIGN_MASK_WORK,	/* AES or wide multiplication beside that mask */
	CW_SIGN_TEST_BYTE_MASK,	/* branch on eight bits of a sum */
	CW_SIGN_CVTDQ2PD_ARITH,	/* integers loaded as double pairs into packed arithmetic */
	CW_SIGN_FP_PACKED,	/* packed double arithmetic */
	CW_SIGN_FP_SQRT_SCALAR,	/* scalar square root */
	CW_SIGN_FP,	/* floating-point arithmetic */
	CW_SIGN_IMUL,	/* integer multiplication */
	CW_SIGN_MUL_WIDE,	/* 64x64 to 128 bit multiplication */
	CW_SIGN_MUL_HALVES,	/* wide product put together of halves */
	CW_SIGN_DIV,	/* integer division */
	CW_SIGN_PREFETCHNTA,	/* non-temporal prefetch */
	CW_SIGN_FNV_PRIME,	/* multiplication by the FNV prime */
	CW_SIGN_FNV_PROBE,	/* FNV beside a decision by a word of memory */
	CW_SIGN_KISS99,	/* constants of the KISS99 generator */
	CW_SIGN_VMUL_XOR,	/* vector multiplication, then xor */
	CW_SIGN_AES_BOTH,	/* AES rounds of both directions */
	CW_SIGN_AES_FINAL,	/* final AES rounds or key schedule */
	CW_SIGN_AES_SCALED,	/* AES rounds by tables of WebAssembly */
	CW_SIGN_AES_ROUND,	/* AES rounds, by instruction or tables */
	CW_SIGN_BYTE_LOOKUPS,	/* words looked up by bytes of others */
	CW_SIGN_SUBSTITUTION,	/* bytes substituted by tables or doubled in AES's field */
	CW_SIGN_AES_INSN,	/* AES instructions */
	CW_SIGN_AES_SINGLE,	/* an AES round and no other */
	CW_SIGN_AES_MUL,	/* AES round beside a wide multiplication */
	CW_SIGN_CLMUL,	/* carry-less multiplication */
	CW_SIGN_AES_CLMUL,	/* AES rounds beside carry-less multiplication */
	CW_SIGN_PMULUDQ,	/* 32x32 to 64 bit vector multiplication */
	CW_SIGN_PWXFORM,	/* pwxform: products of halves of words, or beside an S-box address */
	CW_SIGN_CLHASH,	/* carry-less beside rounding multiplication or AES */
	CW_SIGN_BLAMKA,	/* BLAKE2b's rotations beside a product */
	CW_SIGN_BLOWFISH,	/* Blowfish's sums of table words */
	CW_SIGN_SHA_INSN,	/* SHA-2 instructions */
	CW_SIGN_KECCAK_CHI,	/* and-not beside xor, Keccak's chi */
	CW_SIGN_ROTATIONS,	/* rotations */
	CW_SIGN_ROT_VARIABLE,	/* rotations of words by a variable */
	CW_SIGN_ROT_VECTORS,	/* rotations of vectors by a variable */
	CW_SIGN_ROT_WIDE_VARIABLE,	/* rotations of 64 bits by a variable */
	CW_SIGN_WORD_BIT,	/* one bit of a word, by a variable */
	CW_SIGN_ROT_SIPHASH,	/* rotations of SipHash only */
	CW_SIGN_ROT_KECCAK,	/* rotations of Keccak only */
	CW_SIGN_ROT_SALSA,	/* rotations of Salsa20 only */
	CW_SIGN_ROT_BLAKE2,	/* rotations of BLAKE2 or ChaCha only */
	CW_SIGN_ROT_SHA256,	/* rotations of SHA-256 only */
	CW_SIGN_ROT_SHA512,	/* rotations of SHA-512 only */
	CW_SIGN_ROT_SHA2,	/* rotations of SHA-2 only */
	CW_SIGN_ROT_MD5,	/* rotations of MD5 only */
	CW_SIGN_ROT_SHA1,	/* rotations of SHA-1 only */
	CW_SIGN_ROT_BLAKE512,	/* rotations of BLAKE-512 only */
	CW_SIGN_ROT_SKEIN,	/* rotations of Skein-512 only */
	CW_SIGN_ROT_CUBEHASH,	/* rotations of CubeHash only */
	CW_SIGN_ROT_CUBEHASH_ONE,	/* rotations of CubeHash only, none twice */
	CW_SIGN_ROT_MD4,	/* rotations of MD4 only */
	CW_SIGN_ROT_BMW,	/* rotations of Blue Midnight Wish only */
	CW_SIGN_ROT_LUFFA,	/* rotations of Luffa only */
	CW_SIGN_ROT_SIMD,	/* rotations of SIMD only */
	CW_SIGN_SIPHASH_BIT,	/* SipHash beside a bitmap */
	CW_SIGN_SIPHASH_VECTOR,	/* SipHash by vectors */
	CW_SIGN_CALLS_AND_RETURNS,	/* calls, returns and indirect jumps */
	CW_SIGN_STRING_INSN,	/* string instructions */
	CW_SIGN_COUNT,
};

/* Values are internal; the stable name is cw_family_info()->name. */
enum cw_family {
	CW_FAMILY_RANDOMX,
	CW_FAMILY_CRYPTONIGHT,
	CW_FAMILY_CUCKOO,
	CW_FAMILY_VERUSHASH,
	CW_FAMILY_YESPOWER,
	CW_FAMILY_ETHASH,
	CW_FAMILY_PROGPOW,
	CW_FAMILY_ASTROBWT,
	CW_FAMILY_EQUIHASH,
	CW_FAMILY_HASHCHAIN,
	CW_FAMILY_KECCAK,
	CW_FAMILY_AES,
	CW_FAMILY_SHA2,
	CW_FAMILY_BLAKE2,
	CW_FAMILY_ARGON2,
	CW_FAMILY_SALSA20,
	CW_FAMILY_MD5,
	CW_FAMILY_SHA1,
	CW_FAMILY_SIPHASH,
	CW_FAMILY_BCRYPT,
	CW_FAMILY_UNKNOWN_HASH,
	CW_FAMILY_COUNT,
	CW_FAMILY_NONE = 0xff,
};

/* As many as the rules of families.map need. */
#define CW_RULE_CONDITIONS	7
#define CW_CONDITION_SIGNS	7

/* The highest bar of a family, micro-nats. */
#define CW_CONFIRM_MICRO	18600000

/* Basis points: nobody waits for rarer signs. */
#define CW_OPEN_BP	50

/* When the keys of families-table.h are due. */
#define CW_KEY_SAMPLES	50

#endif /* _CPUWARDEN_DETECT_IDS_H */

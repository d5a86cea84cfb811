/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * features: what one sample can show. Each is a yes or no per sample, so that
 * a program's rate of it is one number between 0 and 1 (docs/detection.md).
 */
#ifndef _CPUWARDEN_DETECT_FEATURES_H
#define _CPUWARDEN_DETECT_FEATURES_H

/*
 * X(id, stable name, words for people): generated data is keyed by the stable
 * name, the order is free. First those of the task, then those of the code.
 */
#define CW_FEATURE_LIST(X)						\
	/* register state; needs CW_SAMPLE_FPCTRL */			\
	X(ROUNDING, "rounding_mode", "rounding mode changed")		\
	X(ROUNDING_FLUSH, "rounding_flush",				\
	  "rounding mode changed and denormals flushed")		\
	X(ROUNDING_DOWN, "rounding_down", "rounded down")		\
	X(ROUNDING_ZERO, "rounding_zero", "rounded towards zero")	\
	/* where the code lives; every user sample */			\
	X(ANON_EXEC, "anon_exec", "code in anonymous memory")		\
	X(MEMFD, "memfd_exec", "code in a memory file")			\
	X(UNREADABLE, "unreadable", "code that cannot be read")		\
	/* who executes it (enum cw_circumstance); every user sample */	\
	X(GONE, "executable_gone", "executable deleted or in memory only") \
	X(DISGUISED, "disguised", "named like a kernel thread")		\
	X(PURE, "pure", "no input or output for 30 s")			\
	/* the code; needs CW_SAMPLE_CODE */				\
	X(FPCTRL_WRITE, "fpctrl_write", "writes floating-point control") \
	X(MASK_WORDS, "mask_words", "scratchpad mask 2^n-8")		\
	X(MASK_LINES, "mask_lines", "scratchpad mask 2^n-64")		\
	X(MASK_BLOCKS, "mask_blocks", "scratchpad mask 2^n-16")		\
	X(MASK_WORK, "mask_work",					\
	  "AES or wide multiplication beside that mask")		\
	X(TEST_BYTE, "test_byte_mask", "branch on eight bits of a sum")	\
	X(CVT_ARITH, "cvtdq2pd_arith",					\
	  "integers loaded as double pairs into packed arithmetic")	\
	X(FP_PACKED, "fp_packed", "packed double arithmetic")		\
	X(SQRT_SCALAR, "fp_sqrt_scalar", "scalar square root")		\
	X(FP_ANY, "fp", "floating-point arithmetic")			\
	X(IMUL, "imul", "integer multiplication")			\
	X(MUL_WIDE, "mul_wide", "64x64 to 128 bit multiplication")	\
	X(DIV, "div", "integer division")				\
	X(PREFETCH_NT, "prefetchnta", "non-temporal prefetch")		\
	X(FNV, "fnv_prime", "multiplication by the FNV prime")		\
	X(KISS, "kiss99", "constants of the KISS99 generator")		\
	X(VMUL_XOR, "vmul_xor", "vector multiplication, then xor")	\
	X(AES_BOTH, "aes_both", "AES rounds of both directions")	\
	X(AES_FINAL, "aes_final", "final AES rounds or key schedule")	\
	X(AES_SCALED, "aes_scaled", "AES rounds by tables of WebAssembly") \
	X(AES_ROUND, "aes_round", "AES rounds, by instruction or tables") \
	X(AES_INSN, "aes_insn", "AES instructions")			\
	X(AES_SINGLE, "aes_single", "an AES round and no other")	\
	X(AES_MUL, "aes_mul", "AES round beside a wide multiplication")	\
	X(CLMUL, "clmul", "carry-less multiplication")			\
	X(AES_CLMUL, "aes_clmul", "AES rounds beside carry-less multiplication") \
	X(VMUL_WIDE, "pmuludq", "32x32 to 64 bit vector multiplication") \
	X(PWXFORM, "pwxform",						\
	  "wide vector multiplication beside an S-box address")		\
	X(CLHASH, "clhash",						\
	  "carry-less beside rounding multiplication or AES")		\
	X(BLAMKA, "blamka", "BLAKE2b's rotations beside a product")	\
	X(BLOWFISH, "blowfish", "Blowfish's sums of table words")	\
	X(SHA_INSN, "sha_insn", "SHA-2 instructions")			\
	X(CHI, "keccak_chi", "and-not beside xor, Keccak's chi")	\
	X(ROT, "rotations", "rotations")				\
	X(ROT_VAR, "rot_variable", "rotations of words by a variable")	\
	X(ROT_SIPHASH, "rot_siphash", "rotations of SipHash only")	\
	X(ROT_KECCAK, "rot_keccak", "rotations of Keccak only")		\
	X(ROT_SALSA, "rot_salsa", "rotations of Salsa20 only")		\
	X(ROT_BLAKE2, "rot_blake2", "rotations of BLAKE2 or ChaCha only") \
	X(ROT_SHA256, "rot_sha256", "rotations of SHA-256 only")	\
	X(ROT_SHA512, "rot_sha512", "rotations of SHA-512 only")	\
	X(ROT_SHA2, "rot_sha2", "rotations of SHA-2 only")		\
	X(ROT_MD5, "rot_md5", "rotations of MD5 only")			\
	X(ROT_SHA1, "rot_sha1", "rotations of SHA-1 only")		\
	X(ROT_BLAKE512, "rot_blake512", "rotations of BLAKE-512 only")	\
	X(ROT_SKEIN, "rot_skein", "rotations of Skein-512 only")	\
	X(ROT_CUBEHASH, "rot_cubehash", "rotations of CubeHash only")	\
	X(ROT_BMW, "rot_bmw", "rotations of Blue Midnight Wish only")	\
	X(ROT_LUFFA, "rot_luffa", "rotations of Luffa only")		\
	X(ROT_SIMD, "rot_simd", "rotations of SIMD only")		\
	X(SIP_BIT, "siphash_bit", "SipHash beside a bitmap")		\
	X(SIP_VECTOR, "siphash_vector", "SipHash by vectors")		\
	X(BRANCHY, "calls_and_returns", "calls, returns and indirect jumps") \
	X(STRING, "string_insn", "string instructions")

enum cw_feature {
#define CW_FEATURE_ENUM(id, name, text) CW_FEATURE_##id,
	CW_FEATURE_LIST(CW_FEATURE_ENUM)
#undef CW_FEATURE_ENUM
	CW_FEATURE_COUNT,
};

_Static_assert(CW_FEATURE_COUNT <= 64, "one bit each in cw_features.seen");

/* The features before this one do not need code bytes … */
#define CW_FEATURE_FIRST_CODE	CW_FEATURE_FPCTRL_WRITE
/* … and those before this one need the control register instead. */
#define CW_FEATURE_FIRST_ORIGIN	CW_FEATURE_ANON_EXEC

#endif /* _CPUWARDEN_DETECT_FEATURES_H */

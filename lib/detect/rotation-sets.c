// SPDX-License-Identifier: GPL-2.0-only
#include "rotation-sets.h"
#include "detect.h"

#define L(n)	(1ull << (n))
#define R32(n)	(1ull << (32 - (n)))
#define R64(n)	(1ull << (64 - (n)))

const struct cw_rot_set cw_rot_sets[CW_SET_COUNT] = {
	/* Aumasson, Bernstein: SipHash, 2012, section 2.3 */
	[CW_SET_SIPHASH] = {
		.width = CW_ROT_64,
		.sign = CW_SIGN_ROT_SIPHASH,
		/* 24, 40, 48: what its byte shuffle by 16 might be instead */
		.all = L(13) | L(16) | L(17) | L(21) | L(32) | L(24) |
		       L(40) | L(48),
		.telling = L(13) | L(17) | L(21),
	},
	/* FIPS 202, table 2, and theta's rotation by 1 */
	[CW_SET_KECCAK] = {
		.width = CW_ROT_64,
		.sign = CW_SIGN_ROT_KECCAK,
		.all = L(1) | L(2) | L(3) | L(6) | L(8) | L(10) | L(14) |
		       L(15) | L(18) | L(20) | L(21) | L(25) | L(27) |
		       L(28) | L(36) | L(39) | L(41) | L(43) | L(44) |
		       L(45) | L(55) | L(56) | L(61) | L(62),
		.telling = L(3) | L(6) | L(10) | L(14) | L(15) | L(18) |
			   L(20) | L(25) | L(27) | L(28) | L(39) | L(41) |
			   L(43) | L(44) | L(55) | L(61) | L(62),
	},
	/* Bernstein: The Salsa20 family of stream ciphers, 2007 */
	[CW_SET_SALSA] = {
		.width = CW_ROT_32,
		.sign = CW_SIGN_ROT_SALSA,
		.all = L(7) | L(9) | L(13) | L(18),
		.telling = L(9) | L(13) | L(18),
	},
	/* RFC 7693, section 2.1; Argon2's is the same (RFC 9106) */
	[CW_SET_BLAKE2B] = {
		.width = CW_ROT_64,
		.sign = CW_SIGN_ROT_BLAKE2,
		.all = R64(32) | R64(24) | R64(16) | R64(63),
		.telling = R64(24) | R64(16),
	},
	[CW_SET_BLAKE2S] = {
		.width = CW_ROT_32,
		.sign = CW_SIGN_ROT_BLAKE2,
		.all = R32(16) | R32(12) | R32(8) | R32(7),
		.telling = R32(12) | R32(7),
	},
	/* RFC 8439, section 2.1 */
	[CW_SET_CHACHA] = {
		.width = CW_ROT_32,
		.sign = CW_SIGN_ROT_BLAKE2,
		.all = L(16) | L(12) | L(8) | L(7),
		.telling = L(12) | L(7),
	},
	/*
	 * FIPS 180-4, section 4.1.2, and the factored forms of the big sigmas:
	 * ((x >>> 9 ^ x) >>> 11 ^ x) >>> 2 and ((x >>> 14 ^ x) >>> 5 ^ x) >>> 6
	 */
	[CW_SET_SHA256] = {
		.width = CW_ROT_32,
		.sign = CW_SIGN_ROT_SHA256,
		.all = R32(2) | R32(13) | R32(22) | R32(6) | R32(11) |
		       R32(25) | R32(7) | R32(18) | R32(17) | R32(19) |
		       R32(9) | R32(14) | R32(5),
		.telling = R32(2) | R32(22) | R32(6) | R32(11) | R32(17) |
			   R32(18) | R32(19) | R32(9) | R32(14) | R32(5),
	},
	/* FIPS 180-4, section 4.1.3; factored: (5, 6, 28) and (23, 4, 14) */
	[CW_SET_SHA512] = {
		.width = CW_ROT_64,
		.sign = CW_SIGN_ROT_SHA512,
		.all = R64(28) | R64(34) | R64(39) | R64(14) | R64(18) |
		       R64(41) | R64(1) | R64(8) | R64(19) | R64(61) |
		       R64(5) | R64(6) | R64(23) | R64(4),
		.telling = R64(34) | R64(14) | R64(18) | R64(41) | R64(5) |
			   R64(6) | R64(23) | R64(4),
	},
	/* RFC 1321, section 3.4 */
	[CW_SET_MD5] = {
		.width = CW_ROT_32,
		.sign = CW_SIGN_ROT_MD5,
		.all = L(7) | L(12) | L(17) | L(22) | L(5) | L(9) | L(14) |
		       L(20) | L(4) | L(11) | L(16) | L(23) | L(6) | L(10) |
		       L(15) | L(21),
		.telling = L(4) | L(5) | L(6) | L(11) | L(20) | L(22),
	},
	/* RFC 1320, section 3.4 */
	[CW_SET_MD4] = {
		.width = CW_ROT_32,
		.sign = CW_SIGN_ROT_MD4,
		.all = L(3) | L(7) | L(11) | L(19) | L(5) | L(9) | L(13) |
		       L(15),
		.telling = L(3) | L(19),
	},
	/* FIPS 180-4, section 6.1.2 */
	[CW_SET_SHA1] = {
		.width = CW_ROT_32,
		.sign = CW_SIGN_ROT_SHA1,
		.all = L(1) | L(5) | L(30),
		.telling = L(5) | L(30),
	},
	/* Aumasson and others: SHA-3 proposal BLAKE, 2010, section 2.2.2 */
	[CW_SET_BLAKE512] = {
		.width = CW_ROT_64,
		.sign = CW_SIGN_ROT_BLAKE512,
		.all = R64(32) | R64(25) | R64(16) | R64(11),
		.telling = R64(25) | R64(11),
	},
	/* Ferguson and others: The Skein hash function family, 2010, table 4 */
	[CW_SET_SKEIN] = {
		.width = CW_ROT_64,
		.sign = CW_SIGN_ROT_SKEIN,
		.all = L(46) | L(36) | L(19) | L(37) | L(33) | L(27) | L(14) |
		       L(42) | L(17) | L(49) | L(39) | L(44) | L(9) | L(54) |
		       L(56) | L(30) | L(34) | L(24) | L(13) | L(50) | L(10) |
		       L(25) | L(29) | L(43) | L(8) | L(35) | L(22),
		.telling = L(9) | L(19) | L(22) | L(29) | L(33) | L(34) |
			   L(35) | L(37) | L(42) | L(49) | L(54),
	},
	/* Bernstein: CubeHash specification (2.B.1), 2009 */
	[CW_SET_CUBEHASH] = {
		.width = CW_ROT_32,
		.sign = CW_SIGN_ROT_CUBEHASH,
		.all = L(7) | L(11),
		.telling = L(11),
	},
	/* Gligoroski and others: Blue Midnight Wish, 2009, table 1.3 */
	[CW_SET_BMW256] = {
		.width = CW_ROT_32,
		.sign = CW_SIGN_ROT_BMW,
		.all = L(4) | L(19) | L(8) | L(23) | L(12) | L(25) | L(15) |
		       L(29) | L(3) | L(7) | L(13) | L(16) | L(27) | L(9) |
		       L(10) | L(11) | L(14),
		.telling = L(27) | L(29),
	},
	[CW_SET_BMW512] = {
		.width = CW_ROT_64,
		.sign = CW_SIGN_ROT_BMW,
		.all = L(4) | L(37) | L(13) | L(43) | L(19) | L(53) | L(28) |
		       L(59) | L(5) | L(11) | L(27) | L(32) | L(9) | L(10) |
		       L(12) | L(14) | L(15) | L(16),
		.telling = L(53) | L(59) | L(11),
	},
	/* De Canniere, Sato, Watanabe: Luffa, 2009, section 2.3 */
	[CW_SET_LUFFA] = {
		.width = CW_ROT_32,
		.sign = CW_SIGN_ROT_LUFFA,
		.all = L(2) | L(14) | L(10) | L(1),
		.telling = L(14) | L(10) | L(2),
	},
	/* Leurent, Bouillaguet, Fouque: SIMD is a message digest, 2009, 2.4 */
	[CW_SET_SIMD] = {
		.width = CW_ROT_32,
		.sign = CW_SIGN_ROT_SIMD,
		.all = L(3) | L(23) | L(17) | L(27) | L(28) | L(19) | L(22) |
		       L(7) | L(29) | L(9) | L(15) | L(5) | L(4) | L(13) |
		       L(10) | L(25),
		.telling = L(28) | L(29),
	},
};

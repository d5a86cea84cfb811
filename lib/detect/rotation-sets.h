/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * rotation sets: the amounts an algorithm rotates by, as left rotations.
 */
#ifndef _CPUWARDEN_DETECT_ROTATION_SETS_H
#define _CPUWARDEN_DETECT_ROTATION_SETS_H

#include "rotations.h"

enum cw_rot_set_id {
	CW_SET_SIPHASH,
	CW_SET_KECCAK,
	CW_SET_SALSA,
	CW_SET_BLAKE2B,
	CW_SET_BLAKE2S,
	CW_SET_CHACHA,
	CW_SET_SHA256,
	CW_SET_SHA512,
	CW_SET_MD5,
	CW_SET_MD4,
	CW_SET_SHA1,
	CW_SET_BLAKE512,
	CW_SET_SKEIN,
	CW_SET_CUBEHASH,
	CW_SET_BMW256,
	CW_SET_BMW512,
	CW_SET_LUFFA,
	CW_SET_SIMD,
	CW_SET_COUNT,
};

/**
 * struct cw_rot_set - rotations of one algorithm
 * @width:   of the elements
 * @sign:    enum cw_sign of a sample whose rotations are all of @all, one of
 *           @telling among them
 * @all:     bitmap of the amounts
 * @telling: those that few other algorithms use
 */
struct cw_rot_set {
	u8 width;
	u8 sign;
	u64 all;
	u64 telling;
};

extern const struct cw_rot_set cw_rot_sets[CW_SET_COUNT];

#endif /* _CPUWARDEN_DETECT_ROTATION_SETS_H */

/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * model: how often programs of one kind show a sign, as distributions of
 * the program's own rate (docs/detection.md, "The model").
 */
#ifndef _CPUWARDEN_DETECT_MODEL_H
#define _CPUWARDEN_DETECT_MODEL_H

#include "detect.h"

/*
 * Every distribution of rates is a mixture of these nine Betas, from "never"
 * to "in every sample"; parameters in sixteenths.
 */
#define CW_ATOMS	9

struct cw_atom {
	u16 a16;
	u16 b16;
};

extern const struct cw_atom cw_atoms[CW_ATOMS];

/*
 * A family comes in kinds that look different (AES by instruction or by
 * table, compiled or interpreted …). Within a kind the signs are taken as
 * independent; which kind it is, is not known beforehand.
 */
#define CW_KINDS_MAX	12
#define CW_PIECES_MAX	16

/**
 * struct cw_piece - what one sign says about one family
 * @sign:    enum cw_sign
 * @kind:    log weights of the atoms among programs of each kind, milli-nats
 * @others:  the same among all programs not of the family
 */
struct cw_piece {
	u8 sign;
	s16 kind[CW_KINDS_MAX][CW_ATOMS];
	s16 others[CW_ATOMS];
};

/**
 * struct cw_model - all that is known of one family
 * @pieces: how many of @piece are used
 * @kinds:  how many kinds
 * @share:  log of each kind's share, milli-nats
 * @piece:  what is known of each sign
 */
struct cw_model {
	u8 pieces;
	u8 kinds;
	s16 share[CW_KINDS_MAX];
	struct cw_piece piece[CW_PIECES_MAX];
};

extern const struct cw_model cw_models[CW_FAMILY_COUNT];

#endif /* _CPUWARDEN_DETECT_MODEL_H */

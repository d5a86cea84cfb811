/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * model: how often programs of one kind show a feature, as distributions of
 * the program's own rate (docs/detection.md, "The model").
 */
#ifndef _CPUWARDEN_DETECT_MODEL_H
#define _CPUWARDEN_DETECT_MODEL_H

#include "detect.h"
#include "features.h"

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

/**
 * struct cw_piece - what one feature says about one family
 * @feature: enum cw_feature
 * @family:  log weights of the atoms among programs of the family, milli-nats
 * @honest:  the same among all others
 */
struct cw_piece {
	u8 feature;
	s16 family[CW_ATOMS];
	s16 honest[CW_ATOMS];
};

#define CW_PIECES_MAX	16

struct cw_model {
	unsigned int pieces;
	struct cw_piece piece[CW_PIECES_MAX];
};

extern const struct cw_model cw_models[CW_FAMILY_COUNT];

#endif /* _CPUWARDEN_DETECT_MODEL_H */

/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * evidence: counts to log-likelihood ratios.
 */
#ifndef _CPUWARDEN_DETECT_EVIDENCE_H
#define _CPUWARDEN_DETECT_EVIDENCE_H

#include "model.h"
#include "track.h"

/**
 * cw_piece_micro() - what @hits in @trials say for one kind of a family
 * @p:      what the model knows of the sign
 * @kind:   which kind of the family
 * @hits:   samples that showed the sign
 * @trials: samples that could have
 *
 * Return: log of the ratio of the marginal likelihoods of the counts among
 * programs of the kind and among all others, micro-nats. Bounded however
 * large @trials is: one program shows its own rate ever more exactly, and
 * that is all it can show.
 */
s32 cw_piece_micro(const struct cw_piece *p, unsigned int kind, u32 hits,
		   u32 trials);

/**
 * cw_score_micro() - what all of a window says for a family
 * @w:      the counts
 * @family: enum cw_family
 * @kind:   result: the likeliest kind; may be NULL
 *
 * Return: log-likelihood ratio, micro-nats.
 */
s32 cw_score_micro(const struct cw_window *w, unsigned int family,
		   unsigned int *kind);

#endif /* _CPUWARDEN_DETECT_EVIDENCE_H */

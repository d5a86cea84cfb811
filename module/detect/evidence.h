/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * evidence: counts to log-likelihood ratios.
 */
#ifndef _CPUWARDEN_DETECT_EVIDENCE_H
#define _CPUWARDEN_DETECT_EVIDENCE_H

#include "model.h"
#include "track.h"

/**
 * cw_piece_micro() - what @hits in @trials say for the family of @p
 *
 * Return: log of the ratio of the marginal likelihoods of the counts among
 * programs of the family and among all others, micro-nats. Bounded however
 * large @trials is: one program shows its own rate ever more exactly, and
 * that is all it can show.
 */
s32 cw_piece_micro(const struct cw_piece *p, u32 hits, u32 trials);

/* The sum over all pieces of @family, micro-nats. */
s32 cw_score_micro(const struct cw_window *w, unsigned int family);

#endif /* _CPUWARDEN_DETECT_EVIDENCE_H */

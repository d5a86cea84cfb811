// SPDX-License-Identifier: GPL-2.0-only
/*
 * signs of the control word, and of where the code lives.
 */
#include "extract.h"

void cw_see_origin(struct cw_signs *s, const struct cw_sample *sample,
		   unsigned int origin)
{
	cw_set_if(s, CW_SIGN_ANON_EXEC, origin & CW_ORIGIN_ANON);
	cw_set_if(s, CW_SIGN_UNREADABLE, sample->flags & CW_SAMPLE_UNREADABLE);
}

void cw_see_state(struct cw_signs *s, const struct cw_sample *sample)
{
	bool arm64 = sample->isa == CW_ISA_ARM64, flush, down, zero;
	u32 fpctrl = sample->fpctrl;

	s->fpctrl = true;
	/* nearly always it rounds to nearest */
	if (!(fpctrl & (arm64 ? CW_FPCR_RMODE_MASK : CW_MXCSR_RC_MASK)))
		return;
	if (arm64) {
		down = (fpctrl & CW_FPCR_RMODE_MASK) == CW_FPCR_DOWN;
		zero = (fpctrl & CW_FPCR_RMODE_MASK) == CW_FPCR_ZERO;
		flush = fpctrl & CW_FPCR_FZ;
	} else {
		down = (fpctrl & CW_MXCSR_RC_MASK) == CW_MXCSR_DOWN;
		zero = (fpctrl & CW_MXCSR_RC_MASK) == CW_MXCSR_ZERO;
		flush = (fpctrl & CW_MXCSR_FTZ) && (fpctrl & CW_MXCSR_DAZ);
	}
	cw_set(s, CW_SIGN_ROUNDING_MODE);
	cw_set_if(s, CW_SIGN_ROUNDING_FLUSH, flush);
	cw_set_if(s, CW_SIGN_ROUNDING_DOWN, down);
	cw_set_if(s, CW_SIGN_ROUNDING_ZERO, zero);
}

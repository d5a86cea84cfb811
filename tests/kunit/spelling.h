/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * spelling: code as bytes, and whether it shows a sign.
 */
#ifndef _CPUWARDEN_KUNIT_SPELLING_H
#define _CPUWARDEN_KUNIT_SPELLING_H

#include <kunit/test.h>
#include <linux/string.h>

#include "detect/detect.h"

struct spelling {
	const char *text;
	u8 len;
	bool shows;
	u8 code[CW_SAMPLE_CODE_BYTES];
};

static inline void try_all(struct kunit *test, const struct spelling *s,
			   unsigned int n, unsigned int sign)
{
	struct cw_signs signs;

	for (; n--; s++) {
		struct cw_sample sample = {
			.flags = CW_SAMPLE_USER | CW_SAMPLE_CODE,
			.isa = CW_ISA_X86_64,
			.code_len = s->len,
		};

		memcpy(sample.code, s->code, s->len);
		cw_signs_extract(&signs, &sample, CW_ORIGIN_FILE);
		KUNIT_EXPECT_EQ_MSG(test, cw_sign_seen(&signs, sign), s->shows,
				    "%s", s->text);
	}
}

#endif /* _CPUWARDEN_KUNIT_SPELLING_H */

// SPDX-License-Identifier: GPL-2.0-only
#include "known.h"

/* What signs of code depend on beside the code, see cw_signs_of_code(). */
#define FLAGS	(CW_SAMPLE_USER | CW_SAMPLE_CODE | CW_SAMPLE_MASK | \
		 CW_SAMPLE_MASK_REG)

static __always_inline u64 word_of(const u8 *code, unsigned int i)
{
	u64 word;

	memcpy(&word, code + i * sizeof(word), sizeof(word));
	return word;
}

static struct cw_known_code *place_of(struct cw_known *known, const u8 *code,
				      u32 kind)
{
	u64 sum = kind * known->factor[CW_KNOWN_WORDS];
	unsigned int i;

#pragma GCC unroll 8
	for (i = 0; i < CW_KNOWN_WORDS; i++)
		sum += word_of(code, i) * known->factor[i];
	return &known->place[sum >> (64 - CW_KNOWN_BITS)];
}

static bool is_it(const struct cw_known_code *k, const u8 *code, u32 kind)
{
	u64 differs = k->kind ^ kind;
	unsigned int i;

#pragma GCC unroll 8
	for (i = 0; i < CW_KNOWN_WORDS; i++)
		differs |= k->code[i] ^ word_of(code, i);
	return !differs;
}

void cw_known_signs(struct cw_known *known, struct cw_signs *s,
		    const struct cw_sample *sample)
{
	u32 kind = (sample->flags & FLAGS) | (u32)sample->isa << 16;
	struct cw_known_code *k;

	/* behind what is there of a shorter one is anything */
	if (!(kind & CW_SAMPLE_CODE) ||
	    sample->code_len != CW_SAMPLE_CODE_BYTES) {
		cw_signs_of_code(s, sample);
		return;
	}
	k = place_of(known, sample->code, kind);
	if (!is_it(k, sample->code, kind)) {
		memcpy(k->code, sample->code, sizeof(k->code));
		k->kind = kind;
		cw_signs_of_code(&k->signs, sample);
	}
	*s = k->signs;
}

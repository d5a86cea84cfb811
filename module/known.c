// SPDX-License-Identifier: GPL-2.0-only
/*
 * Code that was sampled lately, and the signs that it has. Most programs spend
 * their time in few places, and decoding is most of what a sample costs.
 *
 * Each code has one place, by a hash with random factors. All of it is compared,
 * so that no code is taken for another. Code that is made to meet other code's
 * place makes that be decoded, as all was without this.
 */

#include "known.h"
#include "compat/slab.h"

#include <linux/build_bug.h>
#include <linux/mm.h>
#include <linux/random.h>
#include <linux/stddef.h>

enum {
	PLACES_BITS = 10,
	WORDS = CW_SAMPLE_CODE_BYTES / sizeof(u64),
	/* what signs of code depend on, see cw_signs_of_code() */
	FLAGS = CW_SAMPLE_USER | CW_SAMPLE_CODE | CW_SAMPLE_MASK |
		CW_SAMPLE_MASK_REG,
};

/**
 * struct known - what stands in one place
 * @code:  all 64 bytes
 * @kind:  flags and isa; 0 is none
 * @signs: what cw_signs_of_code() said
 */
struct known {
	u64 code[WORDS];
	u32 kind;
	struct cw_signs signs;
};

static struct known *places;
static u64 factor[WORDS + 1];

static struct known *place_of(const u64 *code, u32 kind)
{
	u64 sum = kind * factor[WORDS];
	unsigned int i;

	for (i = 0; i < WORDS; i++)
		sum += code[i] * factor[i];
	return &places[sum >> (64 - PLACES_BITS)];
}

static bool is_it(const struct known *k, const u64 *code, u32 kind)
{
	u64 differs = k->kind ^ kind;
	unsigned int i;

	for (i = 0; i < WORDS; i++)
		differs |= k->code[i] ^ code[i];
	return !differs;
}

void cw_known_signs(struct cw_signs *s, const struct cw_sample *sample)
{
	const u64 *code = (const u64 *)sample->code;
	u32 kind = (sample->flags & FLAGS) | (u32)sample->isa << 16;
	struct known *k;

	BUILD_BUG_ON(offsetof(struct cw_sample, code) % sizeof(u64));
	/* behind what is there of a shorter one is anything */
	if (!(kind & CW_SAMPLE_CODE) ||
	    sample->code_len != CW_SAMPLE_CODE_BYTES) {
		cw_signs_of_code(s, sample);
		return;
	}
	k = place_of(code, kind);
	if (!is_it(k, code, kind)) {
		memcpy(k->code, code, sizeof(k->code));
		k->kind = kind;
		cw_signs_of_code(&k->signs, sample);
	}
	*s = k->signs;
}

int cw_known_init(void)
{
	get_random_bytes(factor, sizeof(factor));
	places = kvcalloc(1 << PLACES_BITS, sizeof(*places), GFP_KERNEL);
	return places ? 0 : -ENOMEM;
}

void cw_known_exit(void)
{
	kvfree(places);
	places = NULL;
}

// SPDX-License-Identifier: GPL-2.0-only
#include "rewritten.h"

enum {
	PAGE_BITS = 12,
	LOOKS = 8,		/* those that @history has */
	REWRITES = 6,		/* so many of them found something else */
	SETTLED = 3,		/* so many found the same: another may have its place */
};

static u64 page_of(u64 address)
{
	return address >> PAGE_BITS;
}

static u64 as_number(const u8 *code)
{
	u64 number;

	memcpy(&number, code, sizeof(number));
	return number;
}

void cw_rewritten_met(struct cw_rewritten *r, u64 address, const u8 *code)
{
	u32 i = page_of(address) & (CW_REWRITTEN_PLACES - 1);
	u8 settled = (1u << SETTLED) - 1;

	if (r->place[i].address &&
	    page_of(r->place[i].address) == page_of(address)) {
		r->place[i].met = true;
		return;
	}
	if (r->place[i].address &&
	    (r->place[i].looks < SETTLED || r->place[i].history & settled))
		return;
	memset(&r->place[i], 0, sizeof(r->place[i]));
	r->place[i].address = address;
	r->place[i].code = as_number(code);
	r->place[i].met = true;
}

bool cw_rewritten_wants(const struct cw_rewritten *r, u32 i)
{
	return r->place[i].address;
}

void cw_rewritten_look(struct cw_rewritten *r, u32 i, const u8 *code)
{
	u64 now = code ? as_number(code) : 0;

	/* what is not executed any more is data, or somebody else's */
	if (!code || !r->place[i].met) {
		memset(&r->place[i], 0, sizeof(r->place[i]));
		return;
	}
	r->place[i].history <<= 1;
	r->place[i].history |= now != r->place[i].code;
	r->place[i].code = now;
	r->place[i].met = false;
	if (r->place[i].looks < 255)
		r->place[i].looks++;
	if (r->place[i].looks >= LOOKS && cw_ones(r->place[i].history) >= REWRITES)
		r->is = true;
}

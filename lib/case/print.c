// SPDX-License-Identifier: GPL-2.0-only
#include "print.h"

/* As the finalizer of MurmurHash3. */
static u32 mixed(u64 run)
{
	run ^= run >> 33;
	run *= 0xff51afd7ed558ccdull;
	run ^= run >> 33;
	run *= 0xc4ceb9fe1a85ec53ull;
	run ^= run >> 33;
	return run;
}

static void keep(struct cw_print *p, u32 hash)
{
	u32 at, i;

	for (at = 0; at < p->n && p->kept[at] < hash; at++)
		;
	if (at == CW_PRINT_KEPT || (at < p->n && p->kept[at] == hash))
		return;
	if (p->n < CW_PRINT_KEPT)
		p->n++;
	for (i = p->n - 1; i > at; i--)
		p->kept[i] = p->kept[i - 1];
	p->kept[at] = hash;
}

void cw_print_add(struct cw_print *p, struct cw_print_once *once,
		  const struct cw_signs *s)
{
	unsigned int i;
	u64 run = 0;
	u32 hash;
	u16 *tag;

	if (cw_print_is_done(p) || !s->insns)
		return;
	p->samples++;
	for (i = 0; i < s->insns; i++) {
		run = (run << 8 | s->op[i]) & ((1ull << 8 * CW_PRINT_RUN) - 1);
		if (i < CW_PRINT_RUN - 1)
			continue;
		hash = mixed(run);
		tag = &once->tag[hash % CW_PRINT_ONCE];
		if (*tag == (u16)(hash >> 16 | 1))
			keep(p, hash);
		*tag = hash >> 16 | 1;
	}
}

u32 cw_print_alike_pct(const struct cw_print *a, const struct cw_print *b)
{
	u32 i = 0, j = 0, all = 0, both = 0;

	/* the lowest of the union, as many as are kept of each */
	while (all < CW_PRINT_KEPT && (i < a->n || j < b->n)) {
		bool in_a = j == b->n || (i < a->n && a->kept[i] <= b->kept[j]);
		bool in_b = i == a->n || (j < b->n && b->kept[j] <= a->kept[i]);

		both += in_a && in_b;
		i += in_a;
		j += in_b;
		all++;
	}
	return all ? 100 * both / all : 0;
}

u64 cw_print_number(const struct cw_print *p)
{
	u64 number = p->n;
	u32 i;

	for (i = 0; i < p->n; i++)
		number = (number ^ p->kept[i]) * 0x100000001b3ull;
	number &= (1ull << 53) - 1;
	return number ? number : 1;
}

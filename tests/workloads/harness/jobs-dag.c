// SPDX-License-Identifier: GPL-2.0-only
/*
 * The workloads that mix words of a large table. A real table is gigabytes and
 * takes minutes to compute. Here it is tens of megabytes, too many for the
 * caches next to a core, and holds random words: what the hash executes does
 * not depend on them, and vectors-dag.c vouches for the code on real tables.
 */
#include "astrobwt.h"
#include "dag.h"
#include "jobs.h"

/* Marsaglia's xorshift64 */
void fill_randomly(void *pad, size_t bytes)
{
	u64 *p = pad, x = 0x9e3779b97f4a7c15;
	size_t i;

	for (i = 0; i < bytes / sizeof(*p); i++) {
		x ^= x << 13;
		x ^= x >> 7;
		x ^= x << 17;
		p[i] = x;
	}
}

void ethash_job(struct job *j)
{
	struct dag d = {
		.full = j->pad,
		.full_nodes = ETHASH_DATASET_BYTES / sizeof(struct dag_node),
	};
	struct ethash_result r;
	unsigned int i;

	for (i = 0; i < ETHASH_BATCH; i++)
		ethash_full(&d, j->header, j->nonce * ETHASH_BATCH + i, &r);
	memcpy(j->out, r.final, sizeof(r.final));
}

void ethash_light_job(struct job *j)
{
	struct dag d = {
		.cache = j->pad,
		.cache_nodes = ETHASH_CACHE_BYTES / sizeof(struct dag_node),
		.full_nodes = (1u << 30) / sizeof(struct dag_node),
		.parents = ETHASH_PARENTS,
	};
	struct ethash_result r;
	unsigned int i;

	for (i = 0; i < ETHASH_LIGHT_BATCH; i++)
		ethash_light(&d, j->header, j->nonce * ETHASH_LIGHT_BATCH + i,
			     &r);
	memcpy(j->out, r.final, sizeof(r.final));
}

/* the numbers of the blocks are such that the program changes with each call */
static void progpow_with(const struct progpow_shape *s, struct job *j)
{
	struct dag d = {
		.full = j->pad,
		.full_nodes = PROGPOW_DATASET_BYTES / sizeof(struct dag_node),
		.l1 = j->pad,
	};
	struct ethash_result r;
	unsigned int i;

	for (i = 0; i < PROGPOW_BATCH; i++)
		progpow(s, &d, j->nonce * s->period, j->header,
			j->nonce * PROGPOW_BATCH + i, &r);
	memcpy(j->out, r.final, sizeof(r.final));
}

void progpow_job(struct job *j)
{
	progpow_with(&progpow_092, j);
}

void kawpow_job(struct job *j)
{
	progpow_with(&kawpow, j);
}

void verthash_job(struct job *j)
{
	unsigned int i;

	for (i = 0; i < VERTHASH_BATCH; i++) {
		put_le32(j->header + 43, i);
		verthash(j->header, j->pad, VERTHASH_DATA_BYTES, j->out);
	}
}

void astrobwt_job(struct job *j)
{
	astrobwt(j->header, HEADER_BYTES, j->pad, j->out);
}

void astrobwt3_job(struct job *j)
{
	unsigned int i;

	for (i = 0; i < ASTROBWT3_BATCH; i++) {
		put_le32(j->header + 43, i);
		astrobwt3(j->header, 48, j->pad, j->out);
	}
}

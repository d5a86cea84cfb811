// SPDX-License-Identifier: GPL-2.0-only
/* The workloads that are chains of hash functions over a block header. */
#include "ghostrider.h"
#include "jobs.h"
#include "lyra2.h"
#include "x11.h"

#define GHOSTRIDER_HASHES	4	/* per order of its parts */

static void next_header(struct job *j)
{
	put_le32(j->header + 76, get_le32(j->header + 76) + (1u << 20));
}

#define DEFINE_LYRA2(name, chain, f)					\
void name(struct job *j)						\
{									\
	unsigned int i;							\
									\
	for (i = 0; i < LYRA2_BATCH; i++) {				\
		next_header(j);						\
		chain(f, j->header, j->pad, j->out);			\
	}								\
}

DEFINE_LYRA2(lyra2rev2_job, lyra2re_v2, lyra2)
DEFINE_LYRA2(lyra2rev2_avx2_job, lyra2re_v2, lyra2_avx2)
DEFINE_LYRA2(lyra2rev3_job, lyra2re_v3, lyra2)
DEFINE_LYRA2(lyra2rev3_avx2_job, lyra2re_v3, lyra2_avx2)
DEFINE_LYRA2(lyra2z_job, lyra2z, lyra2)
DEFINE_LYRA2(lyra2z_avx2_job, lyra2z, lyra2_avx2)

#define DEFINE_X11(name, chain)						\
void name(struct job *j)						\
{									\
	unsigned int i;							\
									\
	for (i = 0; i < X11_BATCH; i++) {				\
		next_header(j);						\
		chain(j->header, HEADER_BYTES, j->out);			\
	}								\
}

DEFINE_X11(x11_job, x11)
DEFINE_X11(x11_ni_job, x11_ni)

/* a new order for every few hashes, as for every new block */
static void ghostrider_with(struct job *j, enum cn_aes aes)
{
	u64 block = j->nonce / GHOSTRIDER_HASHES;

	put_le64(j->header + GHOSTRIDER_SEED, block * 0x9e3779b97f4a7c15);
	next_header(j);
	ghostrider(aes, j->header, j->pad, j->out);
}

void ghostrider_ni_job(struct job *j)
{
	ghostrider_with(j, CN_AES_NI);
}

void ghostrider_table_job(struct job *j)
{
	ghostrider_with(j, CN_AES_TABLE);
}

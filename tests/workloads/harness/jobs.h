/* SPDX-License-Identifier: GPL-2.0-only */
/* struct workload.hash of the workloads that algos.c does not define itself. */
#ifndef _CW_WORKLOAD_JOBS_H
#define _CW_WORKLOAD_JOBS_H

#include "workload.h"

/* jobs-dag.c */
void fill_randomly(void *pad, size_t bytes);

#define ETHASH_DATASET_BYTES	(64ul << 20)
#define ETHASH_CACHE_BYTES	(16ul << 20)
#define ETHASH_BATCH		256
#define ETHASH_LIGHT_BATCH	4

void ethash_job(struct job *j);
void ethash_light_job(struct job *j);

#define PROGPOW_DATASET_BYTES	(64ul << 20)
#define PROGPOW_BATCH		8

void progpow_job(struct job *j);
void kawpow_job(struct job *j);

#define VERTHASH_DATA_BYTES	(64ul << 20)
#define VERTHASH_BATCH		16

void verthash_job(struct job *j);

#define ASTROBWT3_BATCH		4

void astrobwt_job(struct job *j);
void astrobwt3_job(struct job *j);

/* jobs-crack.c */
#define CRACK_BATCH		4096
#define BLAKE3_BATCH		512
#define BLAKE3_HEADER		326	/* bytes */

void md5_job(struct job *j);
void md5_avx2_job(struct job *j);
void sha1_job(struct job *j);
void sha1_avx2_job(struct job *j);
void sha512_job(struct job *j);
void sha512_avx2_job(struct job *j);
void sha512crypt_job(struct job *j);
void bcrypt_job(struct job *j);
void blake3_job(struct job *j);
void blake3_avx2_job(struct job *j);	/* @pad: 8 KiB */

/* jobs-chains.c */
#define LYRA2_BATCH		64

void lyra2rev2_job(struct job *j);
void lyra2rev2_avx2_job(struct job *j);
void lyra2rev3_job(struct job *j);
void lyra2rev3_avx2_job(struct job *j);
void lyra2z_job(struct job *j);
void lyra2z_avx2_job(struct job *j);

#define X11_BATCH		64

void x11_job(struct job *j);
void x11_ni_job(struct job *j);

void ghostrider_ni_job(struct job *j);
void ghostrider_table_job(struct job *j);

#endif /* _CW_WORKLOAD_JOBS_H */

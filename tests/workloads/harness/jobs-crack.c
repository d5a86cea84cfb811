// SPDX-License-Identifier: GPL-2.0-only
/* Crackers of passwords: a candidate after the other, all eight bytes long. */
#include "crack.h"
#include "jobs.h"

/* No candidate has the digest one looks for. */
static void scan(crack_scan_fn f, struct job *j)
{
	j->out[0] = f(j->nonce * CRACK_BATCH, CRACK_BATCH, 0);
}

void md5_job(struct job *j)
{
	scan(md5_scan, j);
}

void md5_avx2_job(struct job *j)
{
	scan(md5_scan_avx2, j);
}

void sha1_job(struct job *j)
{
	scan(sha1_scan, j);
}

void sha1_avx2_job(struct job *j)
{
	scan(sha1_scan_avx2, j);
}

void sha512_job(struct job *j)
{
	j->out[0] = sha512_scan(j->nonce * CRACK_BATCH, CRACK_BATCH, 0);
}

void sha512_avx2_job(struct job *j)
{
	j->out[0] = sha512_scan_avx2(j->nonce * CRACK_BATCH, CRACK_BATCH, 0);
}

void sha512crypt_job(struct job *j)
{
	u8 pw[CRACK_CANDIDATE];

	crack_candidate(j->nonce, pw);
	sha512crypt(pw, sizeof(pw), "saltstring", 10, j->out);
}

void bcrypt_job(struct job *j)
{
	u8 pw[CRACK_CANDIDATE + 1] = { 0 };

	crack_candidate(j->nonce, pw);
	bcrypt(pw, sizeof(pw), j->header, 5, j->out);
}

/* Alephium's headers: BLAKE3 twice */
void blake3_job(struct job *j)
{
	u8 header[BLAKE3_HEADER] = { 0 };
	unsigned int i;

	for (i = 0; i < BLAKE3_BATCH; i++) {
		put_le64(header, j->nonce * BLAKE3_BATCH + i);
		blake3(header, sizeof(header), j->out);
		blake3(j->out, 32, j->out);
	}
}

void blake3_avx2_job(struct job *j)
{
	u8 (*header)[BLAKE3_CHUNK] = j->pad, out[CRACK_LANES][32];
	unsigned int i, l;

	for (i = 0; i < BLAKE3_BATCH; i += CRACK_LANES) {
		for (l = 0; l < CRACK_LANES; l++)
			put_le64(header[l], j->nonce * BLAKE3_BATCH + i + l);
		blake3_chunks_avx2(header, BLAKE3_HEADER, out);
		for (l = 0; l < CRACK_LANES; l++)
			memcpy(header[l], out[l], 32);
		blake3_chunks_avx2(header, 32, out);
	}
	memcpy(j->out, out[0], 32);
}

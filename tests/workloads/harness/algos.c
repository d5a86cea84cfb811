// SPDX-License-Identifier: GPL-2.0-only
/* The workloads: what each one hashes in its loop. */
#include "astrobwt.h"
#include "crack.h"
#include "cryptonight.h"
#include "ghostrider.h"
#include "jobs.h"
#include "lyra2.h"
#include "primitives.h"
#include "verus.h"
#include "workload.h"

#define CN_INPUT	76
#define CN_R_HASHES	16	/* per program */
#define CHEAP_BATCH	1024	/* hashes per call where one takes microseconds */
#define BULK_BYTES	(64 << 10)
#define CUCKOO_EDGE_BITS 18
#define YESPOWER_N	2048
#define YESPOWER_R	32

#define DEFINE_CN(name, variant, aes)					\
static void name(struct job *j)						\
{									\
	cn_hash(variant, aes, j->header, CN_INPUT, j->pad, j->out);	\
}

#include "cn_list.h"

/* a new program for every few hashes, as for every new block */
static void cn_r(struct job *j, enum cn_aes aes, bool compile)
{
	cn_r_hash(j->nonce / CN_R_HASHES, aes, compile, j->header, CN_INPUT,
		  j->pad, j->out);
}

static void cn_r_ni(struct job *j)
{
	/* miners on arm64 have no compiler for it */
	cn_r(j, CN_AES_NI, cn_r_can_compile());
}

static void cn_r_table(struct job *j)
{
	cn_r(j, CN_AES_TABLE, true);
}

static void cn_r_interpreted(struct job *j)
{
	cn_r(j, CN_AES_TABLE, false);
}

static void next_header(struct job *j)
{
	put_le32(j->header + 76, get_le32(j->header + 76) + (1u << 20));
}

static void sha3(struct job *j)
{
	unsigned int i;

	for (i = 0; i < CHEAP_BATCH; i++) {
		next_header(j);
		sha3_256(j->header, HEADER_BYTES, j->out);
	}
}

static void sha256d_with(sha256_compress_fn f, struct job *j)
{
	unsigned int i;

	for (i = 0; i < CHEAP_BATCH; i++) {
		next_header(j);
		sha256d_header(f, j->header, j->out);
	}
}

static void sha256d_scalar(struct job *j)
{
	sha256d_with(sha256_compress, j);
}

static void sha256d_ni(struct job *j)
{
	sha256d_with(sha256_compress_ni, j);
}

static void blake2b_header(struct job *j)
{
	unsigned int i;

	for (i = 0; i < CHEAP_BATCH; i++) {
		next_header(j);
		blake2b(j->header, HEADER_BYTES, j->out, 32);
	}
}

static void scrypt_header(struct job *j)
{
	static const struct scrypt_cost c = { 1024, 1, 1 };

	scrypt(j->header, HEADER_BYTES, j->header, HEADER_BYTES, &c, j->pad,
	       j->out, 32);
}

static void scrypt_avx2(struct job *j)
{
	u8 header[SCRYPT_LANES][HEADER_BYTES], out[SCRYPT_LANES][32];
	unsigned int l;

	for (l = 0; l < SCRYPT_LANES; l++) {
		next_header(j);
		memcpy(header[l], j->header, HEADER_BYTES);
	}
	scrypt_headers_avx2(header, j->pad, out);
	memcpy(j->out, out[0], 32);
}

static void sha256d_avx2(struct job *j)
{
	u8 header[SHA256_LANES][HEADER_BYTES], out[SHA256_LANES][32];
	unsigned int i, l;

	for (l = 0; l < SHA256_LANES; l++) {
		next_header(j);
		memcpy(header[l], j->header, HEADER_BYTES);
	}
	for (i = 0; i < CHEAP_BATCH; i += SHA256_LANES) {
		for (l = 0; l < SHA256_LANES; l++)
			header[l][0]++;
		sha256d_headers_avx2(header, out);
	}
	memcpy(j->out, out[0], 32);
}

static void cuckoo_keys(const struct job *j, u64 keys[4])
{
	u8 seed[32];
	unsigned int i;

	blake2b(j->header, HEADER_BYTES, seed, sizeof(seed));
	for (i = 0; i < 4; i++)
		keys[i] = get_le64(seed + 8 * i);
}

static void cuckatoo_with(cuckoo_nodes_fn nodes, struct job *j)
{
	u64 keys[4];

	cuckoo_keys(j, keys);
	put_le64(j->out, cuckoo_trim(nodes, keys, CUCKOO_EDGE_BITS, j->pad));
}

static void cuckatoo_scalar(struct job *j)
{
	cuckatoo_with(cuckoo_nodes, j);
}

static void cuckatoo_avx2(struct job *j)
{
	cuckatoo_with(cuckoo_nodes_avx2, j);
}

static void cuckaroo(struct job *j)
{
	u64 keys[4];

	cuckoo_keys(j, keys);
	put_le64(j->out, cuckaroo_trim(keys, CUCKOO_EDGE_BITS, j->pad));
}

static void argon2_header(struct job *j, const struct argon2_cost *c)
{
	const struct argon2_inputs in = {
		.password = { j->header, CN_INPUT },
		.salt = { j->header, 16 },
	};

	argon2(c, &in, j->pad, j->out, 32);
}

static void chukwa(struct job *j)
{
	static const struct argon2_cost c = { ARGON2_ID, 3, 512, 1 };

	argon2_header(j, &c);
}

static void chukwa2(struct job *j)
{
	static const struct argon2_cost c = { ARGON2_ID, 4, 1024, 1 };

	argon2_header(j, &c);
}

static void yespower_header(struct job *j)
{
	yespower(j->header, HEADER_BYTES, YESPOWER_N, YESPOWER_R, j->pad,
		 j->out);
}

static const struct equihash_shape equihash_96_5 = { 96, 5 };
static const struct equihash_shape equihash_200_9 = { 200, 9 };

/* the solutions themselves are of no use here */
static void equihash(struct job *j, const struct equihash_shape *shape)
{
	u32 solutions[4 << 9];

	j->out[0] = equihash_solve(shape, j->header, HEADER_BYTES, j->pad,
				   solutions, 4);
}

static void equihash_small(struct job *j)
{
	equihash(j, &equihash_96_5);
}

static void equihash_zcash(struct job *j)
{
	equihash(j, &equihash_200_9);
}

/* a new header for every few nonces, as for every new block */
static void verus_header(struct job *j)
{
	u8 nonce[VERUS_NONCE_BYTES] = { 0 };
	unsigned int i;

	next_header(j);
	verus_begin(j->pad, j->header, HEADER_BYTES / 32);
	for (i = 0; i < CHEAP_BATCH; i++) {
		put_le32(nonce + 11, i);
		verus_end(j->pad, nonce, sizeof(nonce), j->out);
	}
}

static void aes_key(struct job *j, u32 rk[AES256_ROUND_KEYS][4])
{
	aes256_expand(j->header, rk);
}

static void aes_ctr_ni(struct job *j)
{
	u32 rk[AES256_ROUND_KEYS][4];

	aes_key(j, rk);
	aes256_ctr_ni(rk, j->nonce, j->pad, BULK_BYTES);
}

static void aes_ctr_table(struct job *j)
{
	u32 rk[AES256_ROUND_KEYS][4];
	u8 block[16] = { 0 }, key[16];
	u8 *p = j->pad;
	unsigned int i, k;

	aes_key(j, rk);
	for (i = 0; i < BULK_BYTES; i += 16) {
		put_le64(block, j->nonce + i);
		aes256_encrypt(rk, block, key);
		for (k = 0; k < 16; k++)
			p[i + k] ^= key[k];
	}
}

#define MIB		1048576ul
#define CUCKOO_PAD	(2 * (1ul << CUCKOO_EDGE_BITS) / 8)
#define CUCKAROO_PAD	(3 * (1ul << CUCKOO_EDGE_BITS) / 8)
#define SCRYPT_PAD	(128ul * (1024 + 3))
#define YESPOWER_PAD	(128ul * YESPOWER_R * (YESPOWER_N + 2) + 96 * 1024)

#define CN(n, t, v, how, bytes)						\
	{								\
		.name = n, .family = "cryptonight", .kind = "mining",	\
		.title = t, .supported = how, .pad_bytes = bytes,	\
		.batch = 1, .hash = v					\
	}
#define MINING(n, f, t, g, how, bytes, count, v)			\
	{								\
		.name = n, .family = f, .kind = "mining", .title = t,	\
		.group = g, .supported = how, .pad_bytes = bytes,	\
		.batch = count, .hash = v					\
	}
/* mining with a large table, in plain C */
#define TABLE(n, f, t, g, bytes, count, v)				\
	{								\
		.name = n, .family = f, .kind = "mining", .title = t,	\
		.group = g, .pad_bytes = bytes,				\
		.prepare = fill_randomly, .batch = count, .hash = v	\
	}
#define SHARED(n, f, t, g, how, bytes, count, v)			\
	{								\
		.name = n, .family = f, .kind = "primitive", .title = t, \
		.group = g, .supported = how, .pad_bytes = bytes,	\
		.batch = count, .hash = v				\
	}

const struct workload workloads[] = {
	CN("cn0-ni", "CryptoNight v0, AES instructions", cn0_ni, cpu_has_aes,
	   2 * MIB),
	CN("cn0-table", "CryptoNight v0, table AES", cn0_table, NULL, 2 * MIB),
	CN("cn1-ni", "CryptoNight v1, AES instructions", cn1_ni, cpu_has_aes,
	   2 * MIB),
	CN("cn1-table", "CryptoNight v1, table AES", cn1_table, NULL, 2 * MIB),
	CN("cn2-ni", "CryptoNight v2, AES instructions", cn2_ni, cpu_has_aes,
	   2 * MIB),
	CN("cn2-table", "CryptoNight v2, table AES", cn2_table, NULL, 2 * MIB),
	CN("cn-lite0-ni", "CryptoNight-Lite v0, AES instructions",
	   cn_lite0_ni, cpu_has_aes, 1 * MIB),
	CN("cn-lite0-table", "CryptoNight-Lite v0, table AES", cn_lite0_table,
	   NULL, 1 * MIB),
	CN("cn-lite1-ni", "CryptoNight-Lite v1, AES instructions",
	   cn_lite1_ni, cpu_has_aes, 1 * MIB),
	CN("cn-lite1-table", "CryptoNight-Lite v1, table AES", cn_lite1_table,
	   NULL, 1 * MIB),
	CN("cn-heavy-ni", "CryptoNight-Heavy, AES instructions", cn_heavy_ni,
	   cpu_has_aes, 4 * MIB),
	CN("cn-heavy-table", "CryptoNight-Heavy, table AES", cn_heavy_table,
	   NULL, 4 * MIB),
	CN("cn-pico-ni", "CryptoNight-Pico, AES instructions", cn_pico_ni,
	   cpu_has_aes, 256 << 10),
	CN("cn-pico-table", "CryptoNight-Pico, table AES", cn_pico_table, NULL,
	   256 << 10),
	CN("cn-r-ni", "CryptoNight-R, AES instructions, JIT on x86", cn_r_ni,
	   cpu_has_aes, 2 * MIB),
	CN("cn-r-table", "CryptoNight-R, table AES, JIT", cn_r_table,
	   cn_r_can_compile, 2 * MIB),
	CN("cn-r-interpreted", "CryptoNight-R, table AES, interpreter",
	   cn_r_interpreted, NULL, 2 * MIB),
	TABLE("ethash", "ethash", "Ethash, dataset of 64 MiB", "ethash",
	      ETHASH_DATASET_BYTES, ETHASH_BATCH, ethash_job),
	TABLE("ethash-light", "ethash",
	      "Ethash, computing the dataset from a cache of 16 MiB", "ethash",
	      ETHASH_CACHE_BYTES, ETHASH_LIGHT_BATCH, ethash_light_job),
	TABLE("progpow", "progpow", "ProgPoW 0.9.2, interpreted, 64 MiB",
	      "progpow", PROGPOW_DATASET_BYTES, PROGPOW_BATCH, progpow_job),
	TABLE("kawpow", "progpow", "KawPoW, interpreted, 64 MiB", "progpow",
	      PROGPOW_DATASET_BYTES, PROGPOW_BATCH, kawpow_job),
	TABLE("verthash", "ethash", "Verthash, data of 64 MiB", "verthash",
	      VERTHASH_DATA_BYTES, VERTHASH_BATCH, verthash_job),
	MINING("astrobwt", "astrobwt", "AstroBWT of Dero until 2022",
	       "astrobwt", NULL, ASTROBWT_PAD_BYTES, 1, astrobwt_job),
	MINING("astrobwt3", "astrobwt", "AstroBWTv3 of Dero", "astrobwt3",
	       NULL, ASTROBWT3_PAD_BYTES, ASTROBWT3_BATCH, astrobwt3_job),
	MINING("cuckatoo", "cuckoo", "Cuckatoo, lean edge trimming",
	       "cuckatoo", NULL, CUCKOO_PAD, 1, cuckatoo_scalar),
	MINING("cuckatoo-avx2", "cuckoo", "Cuckatoo, edges by AVX2",
	       "cuckatoo-avx2", cpu_has_avx2, CUCKOO_PAD, 1, cuckatoo_avx2),
	MINING("cuckaroo", "cuckoo", "Cuckaroo, edge trimming", "cuckaroo",
	       NULL, CUCKAROO_PAD, 1, cuckaroo),
	MINING("equihash-96-5", "equihash", "Equihash 96,5, 16 MiB",
	       "equihash", NULL, 20 * MIB, 1, equihash_small),
	MINING("equihash-200-9", "equihash", "Equihash 200,9, 320 MiB",
	       "equihash", NULL, 340 * MIB, 1, equihash_zcash),
	MINING("yespower", "yespower", "yespower 1.0, N=2048 r=32",
	       "yespower", NULL, YESPOWER_PAD, 1, yespower_header),
	MINING("verushash-ni", "verushash",
	       "VerusHash 2.2, AES and PCLMULQDQ instructions", "verushash-ni",
	       cpu_has_aes_clmul, VERUS_PAD_BYTES, CHEAP_BATCH, verus_header),
	MINING("lyra2rev2", "hashchain", "Lyra2REv2 of a block header",
	       "lyra2rev2", NULL, LYRA2RE_PAD_BYTES, LYRA2_BATCH, lyra2rev2_job),
	MINING("lyra2rev2-avx2", "hashchain",
	       "Lyra2REv2, a row per AVX2 register", "lyra2rev2-avx2",
	       cpu_has_avx2, LYRA2RE_PAD_BYTES, LYRA2_BATCH,
	       lyra2rev2_avx2_job),
	MINING("lyra2rev3", "hashchain", "Lyra2REv3 of a block header",
	       "lyra2rev3", NULL, LYRA2RE_PAD_BYTES, LYRA2_BATCH, lyra2rev3_job),
	MINING("lyra2rev3-avx2", "hashchain",
	       "Lyra2REv3, a row per AVX2 register", "lyra2rev3-avx2",
	       cpu_has_avx2, LYRA2RE_PAD_BYTES, LYRA2_BATCH,
	       lyra2rev3_avx2_job),
	MINING("lyra2z", "lyra2", "Lyra2Z of a block header", "lyra2z",
	       NULL, LYRA2Z_PAD_BYTES, LYRA2_BATCH, lyra2z_job),
	MINING("lyra2z-avx2", "lyra2", "Lyra2Z, a row per AVX2 register",
	       "lyra2z-avx2", cpu_has_avx2, LYRA2Z_PAD_BYTES, LYRA2_BATCH,
	       lyra2z_avx2_job),
	MINING("ghostrider-ni", "cryptonight",
	       "GhostRider, CryptoNights with AES instructions",
	       "ghostrider-ni", cpu_has_aes, GHOSTRIDER_PAD_BYTES, 1,
	       ghostrider_ni_job),
	MINING("ghostrider-table", "cryptonight", "GhostRider, table AES",
	       "ghostrider-table", NULL, GHOSTRIDER_PAD_BYTES, 1,
	       ghostrider_table_job),
	MINING("x11", "hashchain", "X11 of a block header, table AES", "x11",
	       NULL, 0, X11_BATCH, x11_job),
	MINING("x11-ni", "hashchain", "X11, AES instructions", "x11-ni",
	       cpu_has_aes, 0, X11_BATCH, x11_ni_job),
	SHARED("sha3-256", "keccak", "SHA3-256 of a block header", "keccak",
	       NULL, 0, CHEAP_BATCH, sha3),
	SHARED("sha256d", "sha2", "SHA-256d of a block header", "sha256",
	       NULL, 0, CHEAP_BATCH, sha256d_scalar),
	SHARED("sha256d-ni", "sha2", "SHA-256d, SHA instructions", "sha256-ni",
	       cpu_has_sha, 0, CHEAP_BATCH, sha256d_ni),
	SHARED("sha256d-avx2", "sha2", "SHA-256d, eight lanes of AVX2",
	       "sha256-avx2", cpu_has_avx2, 0, CHEAP_BATCH, sha256d_avx2),
	SHARED("blake2b", "blake2", "BLAKE2b-256 of a block header", "blake2b",
	       NULL, 0, CHEAP_BATCH, blake2b_header),
	SHARED("chukwa", "argon2", "Argon2id, 3 passes of 512 KiB", "argon2",
	       NULL, 512 << 10, 1, chukwa),
	SHARED("chukwa2", "argon2", "Argon2id, 4 passes of 1 MiB", "argon2",
	       NULL, 1 * MIB, 1, chukwa2),
	SHARED("scrypt", "salsa20", "scrypt(1024, 1, 1) of a block header",
	       "scrypt", NULL, SCRYPT_PAD, 1, scrypt_header),
	SHARED("scrypt-avx2", "salsa20",
	       "scrypt(1024, 1, 1), eight lanes of AVX2", "scrypt-avx2",
	       cpu_has_avx2, SCRYPT_LANES_PAD_BYTES, SCRYPT_LANES, scrypt_avx2),
	SHARED("md5", "md5", "MD5 of candidates", "md5", NULL, 0, CRACK_BATCH,
	       md5_job),
	SHARED("md5-avx2", "md5", "MD5, eight lanes of AVX2", "md5-avx2",
	       cpu_has_avx2, 0, CRACK_BATCH, md5_avx2_job),
	SHARED("sha1", "sha1", "SHA-1 of candidates", "sha1", NULL, 0,
	       CRACK_BATCH, sha1_job),
	SHARED("sha1-avx2", "sha1", "SHA-1, eight lanes of AVX2", "sha1-avx2",
	       cpu_has_avx2, 0, CRACK_BATCH, sha1_avx2_job),
	SHARED("sha512", "sha2", "SHA-512 of candidates", "sha512", NULL, 0,
	       CRACK_BATCH, sha512_job),
	SHARED("sha512-avx2", "sha2", "SHA-512, four lanes of AVX2",
	       "sha512-avx2", cpu_has_avx2, 0, CRACK_BATCH, sha512_avx2_job),
	SHARED("sha512crypt", "sha2", "crypt(3) $6$, 5000 rounds",
	       "sha512crypt", NULL, 0, 1, sha512crypt_job),
	SHARED("bcrypt", "bcrypt", "bcrypt, cost 5", "bcrypt", NULL, 0, 1,
	       bcrypt_job),
	SHARED("blake3", "blake2", "BLAKE3 twice of Alephium's headers",
	       "blake3", NULL, 0, BLAKE3_BATCH, blake3_job),
	SHARED("blake3-avx2", "blake2", "BLAKE3, eight lanes of AVX2",
	       "blake3-avx2", cpu_has_avx2, CRACK_LANES * BLAKE3_CHUNK,
	       BLAKE3_BATCH, blake3_avx2_job),
	SHARED("aes-ctr-ni", "aes", "AES-256-CTR of 64 KiB, AES instructions",
	       "aes-ni", cpu_has_aes, BULK_BYTES, 1, aes_ctr_ni),
	SHARED("aes-ctr-table", "aes", "AES-256-CTR of 64 KiB, table AES",
	       "aes-table", NULL, BULK_BYTES, 1, aes_ctr_table),
};

const unsigned int workload_count = ARRAY_SIZE(workloads);

const char *workload_group(const struct workload *w)
{
	return w->group ? w->group : w->name;
}

const struct workload *workload_find(const char *name)
{
	unsigned int i;

	for (i = 0; i < workload_count; i++)
		if (!strcmp(workloads[i].name, name))
			return &workloads[i];
	return NULL;
}

// SPDX-License-Identifier: GPL-2.0-only
/* Published test vectors of what mixes words of a large table. */
#include "dag.h"
#include "primitives.h"
#include "vectors.h"

#include <stdlib.h>

/* of epoch 0 */
#define CACHE_BYTES	16776896
#define DATASET_BYTES	1073739904
#define SMALL_CACHE	1024
#define SMALL_DATASET	(32 << 10)

static void keccak256_digest(const u8 *in, size_t len, u8 *out)
{
	keccak256(in, len, out);
}

static void keccak512_digest(const u8 *in, size_t len, u8 *out)
{
	keccak512(in, len, out);
}

static void sha3_512_digest(const u8 *in, size_t len, u8 *out)
{
	sha3_512(in, len, out);
}

/* A cache as small as in the tests of ethereum/ethash; @in: its seed */
static struct dag small_dag(const u8 *seed)
{
	struct dag d = {
		.cache = (struct dag_node *)vector_pad,
		.cache_nodes = SMALL_CACHE / sizeof(struct dag_node),
		.full_nodes = SMALL_DATASET / sizeof(struct dag_node),
	};

	d.full = d.cache + d.cache_nodes;
	ethash_make_cache(&d, seed);
	return d;
}

static void small_cache_end(const u8 *in, size_t len, u8 *out)
{
	struct dag d = small_dag(in);

	memcpy(out, &d.cache[d.cache_nodes - 1], sizeof(struct dag_node));
}

static void small_node_0(const u8 *in, size_t len, u8 *out)
{
	struct dag d = small_dag(in);
	struct dag_node n;

	ethash_node(&d, 0, &n);
	memcpy(out, &n, sizeof(n));
}

/* 1: both kinds of client agree on a nonce and differ on the next */
static void small_full_is_light(const u8 *in, size_t len, u8 *out)
{
	struct dag d = small_dag(in);
	struct ethash_result light, full, next;
	u32 i;

	for (i = 0; i < d.full_nodes; i++)
		ethash_node(&d, i, &d.full[i]);
	ethash_light(&d, in, 0x7c7c597c, &light);
	ethash_full(&d, in, 0x7c7c597c, &full);
	ethash_full(&d, in, 0x7c7c597d, &next);
	out[0] = !memcmp(&light, &full, sizeof(full)) &&
		 memcmp(&full, &next, sizeof(full));
}

/* Epoch 0, its cache computed at the first call and kept. */
static const struct dag *epoch_0(void)
{
	static const u8 seed[32];
	static struct dag d;

	if (d.cache)
		return &d;
	d.cache = malloc(CACHE_BYTES);
	if (!d.cache)
		abort();
	d.cache_nodes = CACHE_BYTES / sizeof(struct dag_node);
	d.full_nodes = DATASET_BYTES / sizeof(struct dag_node);
	ethash_make_cache(&d, seed);
	return &d;
}

/* @in: hash of a header of epoch 0 and the nonce, big endian; the mix */
static void ethash_block(const u8 *in, size_t len, u8 *out)
{
	u64 nonce = __builtin_bswap64(get_le64(in + 32));
	struct ethash_result r;

	ethash_light(epoch_0(), in, nonce, &r);
	memcpy(out, r.mix, 32);
	memcpy(out + 32, r.final, 32);
}

#define TILDES_32 \
	"7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e"

static const struct vector vectors[] = {
	{
		"keccak", "FIPS 202 example, SHA3-512, abc", sha3_512_digest,
		"616263",
		"b751850b1a57168a5693cd924b6b096e08f621827444f70d884f5d0240d2712e10e116e9192af3c91a7ec57647e3934057340b4cf408d5a56592f8274eec53f0"
	},
	{
		"ethash", "ethereum/ethash test.cpp, SHA256_check", keccak256_digest,
		TILDES_32,
		"2b5ddf6f4d21c23de216f44d5e4bdc68e044b71897837ea74c83908be7037cd7"
	},
	{
		"ethash", "ethereum/ethash test.cpp, SHA512_check", keccak512_digest,
		TILDES_32 TILDES_32,
		"0be8a1d334b4655fe58c6b38789f984bb13225684e86b20517a55ab2386c7b61c306f25e0627c60064cecd6d80cd67a82b3890bd1289b7ceb473aad56a359405"
	},
	{
		"ethash", "ethereum/ethash test.cpp, cache of 1 KiB", small_cache_end,
		TILDES_32,
		"d118d4bcf98d7a4916794d6ab290045e30f9ea00ca547c584b8482b0331ba1539a0f2714fddc3a0b06b0cfbb6a607b8339c39bcfd6640b1f653e9d70ef6c985b"
	},
	{
		"ethash", "ethereum/ethash test.cpp, dataset node 0", small_node_0,
		TILDES_32,
		"b1698f829f90b35455804e5185d78f549fcb1bdce2bee006d4d7e68eb154b596be1427769eb1c3c3e93180c760af75f81d1023da6a0ffbe321c153a7c0103597"
	},
	{
		"ethash", "ethereum/ethash test.cpp, full is light", small_full_is_light,
		TILDES_32,
		"01"
	},
	{
		"ethash-block", "chfast/ethash test_cases.hpp, block 0", ethash_block,
		"2a8de2adf89af77358250bf908bf04ba94a6e8c3ba87775564a41d269a05e4ce4242424242424242",
		"58f759ede17a706c93f13030328bcea40c1d1341fb26f2facd21ceb0dae57017dd47fd2d98db51078356852d7c4014e6a5d6c387c35f40e2875b74a256ed7906"
	},
	{
		"ethash-block", "chfast/ethash test_cases.hpp, block 2", ethash_block,
		"100cbec5e5ef82991290d0d93d758f19082e71f234cf479192a8b94df6da6bfe307692cf71b12f6d",
		"e55d02c555a7969361cf74a9ec6211d8c14e4517930a00442f171bdb1698d175ab9b13423cface72cbec8424221651bc2e384ef0f7a560e038fc68c8d8684829"
	},
};

const struct vector_set dag_vectors = { vectors, ARRAY_SIZE(vectors) };

// SPDX-License-Identifier: GPL-2.0-only
/* Published test vectors of what mixes words of a large table. */
#include "astrobwt.h"
#include "dag.h"
#include "primitives.h"
#include "vectors.h"

#include <stdio.h>
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
		.parents = ETHASH_PARENTS,
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

/* Epoch 0; the cache, which depends on nothing else, is kept. */
static struct dag epoch_0(u32 parents)
{
	static struct dag_node l1[PROGPOW_L1_NODES];
	static const u8 seed[32];
	static void *cache;
	struct dag d = {
		.cache = cache ? cache : malloc(CACHE_BYTES),
		.cache_nodes = CACHE_BYTES / sizeof(struct dag_node),
		.full_nodes = DATASET_BYTES / sizeof(struct dag_node),
		.l1 = l1,
		.parents = parents,
	};
	u32 i;

	if (!d.cache)
		abort();
	if (!cache)
		ethash_make_cache(&d, seed);
	cache = d.cache;
	for (i = 0; i < PROGPOW_L1_NODES; i++)
		ethash_node(&d, i, &l1[i]);
	return d;
}

/* @in: hash of a header of epoch 0 and the nonce, big endian; the mix */
static void ethash_block(const u8 *in, size_t len, u8 *out)
{
	u64 nonce = __builtin_bswap64(get_le64(in + 32));
	struct dag d = epoch_0(ETHASH_PARENTS);
	struct ethash_result r;

	ethash_light(&d, in, nonce, &r);
	memcpy(out, r.mix, 32);
	memcpy(out + 32, r.final, 32);
}

/* @in: 18 words of the state, each big endian, as ProgPoW's tests have them */
static void f800(const u8 *in, size_t len, u8 *out)
{
	u32 st[25] = { 0 };
	unsigned int i;

	for (i = 0; i < 18; i++)
		st[i] = get_be32(in + 4 * i);
	keccak_f800(st);
	for (i = 0; i < 8; i++)
		put_be32(out + 4 * i, st[i]);
}

/* @in: seed, big endian, and lane; half of its registers */
static void fill_mix(const u8 *in, size_t len, u8 *out)
{
	u32 reg[PROGPOW_REGS];
	unsigned int i;

	progpow_fill(__builtin_bswap64(get_le64(in)), in[8], reg);
	for (i = 0; i < 16; i++)
		put_be32(out + 4 * i, reg[PROGPOW_REGS - 16 + i]);
}

/* The same after a 32-bit number of the block, big endian */
static void progpow_block(const struct progpow_shape *s, u32 parents,
			  const u8 *in, u8 *out)
{
	u64 nonce = __builtin_bswap64(get_le64(in + 36));
	struct dag d = epoch_0(parents);
	struct ethash_result r;

	progpow(s, &d, get_be32(in), in + 4, nonce, &r);
	memcpy(out, r.mix, 32);
	memcpy(out + 32, r.final, 32);
}

static void progpow_092_block(const u8 *in, size_t len, u8 *out)
{
	progpow_block(&progpow_092, ETHASH_PARENTS, in, out);
}

static void kawpow_block(const u8 *in, size_t len, u8 *out)
{
	progpow_block(&kawpow, KAWPOW_PARENTS, in, out);
}

static void astrobwt_digest(const u8 *in, size_t len, u8 *out)
{
	astrobwt(in, len, vector_pad, out);
}

static void astrobwt3_digest(const u8 *in, size_t len, u8 *out)
{
	astrobwt3(in, len, vector_pad, out);
}

/* @in: a text of at most 32 bytes; its suffixes, a byte each */
static void suffixes(const u8 *in, size_t len, u8 *out)
{
	s32 sa[32];
	size_t i;

	suffix_sort(in, len, sa, vector_pad);
	for (i = 0; i < len; i++)
		out[i] = sa[i];
}

static void xxh64_digest(const u8 *in, size_t len, u8 *out)
{
	put_le64(out, __builtin_bswap64(xxh64(in, len)));
}

/* Graph of @index, made at the first call; NULL without memory for it. */
static const u8 *verthash_data(unsigned int index, size_t *bytes)
{
	static unsigned int made;
	static u8 *data;

	*bytes = verthash_nodes(index) * VERTHASH_NODE_BYTES;
	if (made != index) {
		free(data);
		data = malloc(*bytes);
		made = index;
		if (data)
			verthash_make_data(index, data);
	}
	if (!data)
		fprintf(stderr, "verthash: no memory for %zu bytes\n", *bytes);
	return data;
}

static void verthash_with(unsigned int index, const u8 *header, u8 *out)
{
	size_t bytes;
	const u8 *data = verthash_data(index, &bytes);

	if (data)
		verthash(header, data, bytes, out);
}

static void verthash_small(const u8 *in, size_t len, u8 *out)
{
	verthash_with(8, in, out);
}

static void verthash_vertcoin(const u8 *in, size_t len, u8 *out)
{
	verthash_with(VERTHASH_INDEX, in, out);
}

static void verthash_file(const u8 *in, size_t len, u8 *out)
{
	size_t bytes;
	const u8 *data = verthash_data(VERTHASH_INDEX, &bytes);

	if (data)
		sha256(data, bytes, out);
}

#define TILDES_32 \
	"7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e"

#define VERTHASH_HEADER \
	"000000203a297b4b7685170d7644b43e5a6056234cc2414edde454a87580e1967d14c1078c13ea916117b0608732f3f65c2e03b81322efc0a62bcee77d8a9371261970a58a5a715da80e031b02560ad8"

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
	{
		"progpow", "ifdefelse/ProgPOW test-vectors.md, keccak 1", f800,
		"ccddeeff8899aabb44556677001122333322110077665544bbaa9988ffeeddcc9abcdef0123456780000000000000000000000000000000000000000000000000000000000000000",
		"464830ee7ba4d0dd969e1798cec50eb67872e2ea597e3634e380e73d2f89d1e6"
	},
	{
		"progpow", "ifdefelse/ProgPOW test-vectors.md, keccak 2", f800,
		"ccddeeff8899aabb44556677001122333322110077665544bbaa9988ffeeddccddd0a47bee3048460598f11166b48ac5719cff105f0acf9d162ffa18ef8e790521470c777d767492",
		"47cd7c5bd9fdbe2dac5c895bff67ce8e6b5aeb0de1c6ecd2003d3862ce8e72c3"
	},
	{
		"progpow", "ifdefelse/ProgPOW test-vectors.md, fill_mix 0", fill_mix,
		"ee304846ddd0a47b00",
		"79fc6a48089e401f8488779fd79e414f041a826b313c0d7910125a3c3f4bdfaca7352f367e70cb543b0bb37d74a3e24acc37236aa442b311955ab27a6d175b7e"
	},
	{
		"progpow", "ifdefelse/ProgPOW test-vectors.md, fill_mix 13", fill_mix,
		"ee304846ddd0a47b0d",
		"ea7a10e7be732b9d4eebcb6094dd7d9739a425e9c0e782bfba7b870f4823ff60f97a5a1cb00bcaf402d0f8c428399214b4ccb32d83a0913227ea82793837dda3"
	},
	{
		"progpow-block", "ifdefelse/ProgPOW test-vectors.md, block 0", progpow_092_block,
		"0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000",
		"faeb1be51075b03a4ff44b335067951ead07a3b078539ace76fd56fc410557a363155f732f2bf556967f906155b510c917e48e99685ead76ea83f4eca03ab12b"
	},
	{
		"progpow-block", "ifdefelse/ProgPOW test-vectors.md, block 49", progpow_092_block,
		"0000003163155f732f2bf556967f906155b510c917e48e99685ead76ea83f4eca03ab12b0000000006ff2c47",
		"c789c1180f890ec555ff42042913465481e8e6bc512cb981e1c1108dc3f2227d9e7248f20914913a73d80a70174c331b1d34f260535ac3631d770e656b5dd922"
	},
	{
		"progpow-block", "ifdefelse/ProgPOW test-vectors.md, block 29999", progpow_092_block,
		"0000752fe43d7e0bdc8a4a3f6e291a5ed790b9fa1a0948a2b9e33c844888690847de19f5005db5fa4c2a3d03",
		"7551bddf977491da2f6cfc1679299544b23483e8f8ee0931c4c16a796558a0b8d34519f72c97cae8892c277776259db3320820cb5279a299d0ef1e155e5c6454"
	},
	{
		"kawpow-block", "cpp-kawpow progpow_test_vectors.hpp, block 0", kawpow_block,
		"0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000",
		"6e97b47b134fda0c7888802988e1a373affeb28bcd813b6e9a0fc669c935d03ae601a7257a70dc48fccc97a7330d704d776047623b92883d77111fb36870f3d1"
	},
	{
		"kawpow-block", "cpp-kawpow progpow_test_vectors.hpp, block 49", kawpow_block,
		"0000003163155f732f2bf556967f906155b510c917e48e99685ead76ea83f4eca03ab12b0000000007073c07",
		"d36f7e815ee09e74eceb9c96993a3d681edf2bf0921fc7bb710364042db99777e7ced124598fd2500a55ad9f9f48e3569327fe50493c77a4ac9799b96efb9463"
	},
	{
		"kawpow-block", "cpp-kawpow progpow_test_vectors.hpp, block 99", kawpow_block,
		"00000063de37e1824c86d35d154cf65a88de6d9286aec4f7f10c3fc9f0fa1bcc2687188d000000003917afab",
		"fa706860e5e0e830d5d1d7157e5bea7f5f8a350c7c8612ac1d1fcf2974d64244aa85340690f2e907054324a5021937910e15edfd1ef1577231843e7d32ec3a61"
	},
	{
		"astrobwt", "XMRig self-test astrobwt", astrobwt_digest,
		XMRIG_INPUT,
		"7e8844f2d6b7a43498fe6d226527689023da8a52f9fc4ec69e5aaaa63edce1c1"
	},
	{
		"suffix-sort", "derohe astrobwt_test.go, abcabxabcd", suffixes,
		"61626361627861626364",
		"00060301070402080905"
	},
	{
		"xxh64", "xxHash, empty", xxh64_digest,
		"",
		"ef46db3751d8e999"
	},
	{
		"xxh64", "xxHash, abc", xxh64_digest,
		"616263",
		"44bc2cf5ad770999"
	},
	{
		"astrobwt3", "derohe pow_test.go, a", astrobwt3_digest,
		"61",
		"54e2324ddacc3f0383501a9e5760f85d63e9bc6705e9124ca7aef89016ab81ea"
	},
	{
		"astrobwt3", "derohe pow_test.go, ab", astrobwt3_digest,
		"6162",
		"faeaff767be60134f0bcc5661b5f25413791b4df8ad22ff6732024d35ec4e7d0"
	},
	{
		"astrobwt3", "derohe pow_test.go, abc", astrobwt3_digest,
		"616263",
		"715c3d8c61a967b7664b1413f8af5a2a9ba0005922cb0ba4fac8a2d502b92cd6"
	},
	{
		"astrobwt3", "derohe pow_test.go, abcd", astrobwt3_digest,
		"61626364",
		"74cc16efc1aac4768eb8124e23865da4c51ae134e29fa4773d80099c8bd39ab8"
	},
	{
		"astrobwt3", "derohe pow_test.go, abcde", astrobwt3_digest,
		"6162636465",
		"d080d0484272d4498bba33530c809a02a4785368560c5c3eac17b5dacd357c4b"
	},
	{
		"astrobwt3", "derohe pow_test.go, abcdef", astrobwt3_digest,
		"616263646566",
		"813e89e0484cbd3fbb3ee059083af53ed761b770d9c245be142c676f669e4607"
	},
	{
		"astrobwt3", "derohe pow_test.go, abcdefg", astrobwt3_digest,
		"61626364656667",
		"3972fe8fe2c9480e9d4eff383b160e2f05cc855dc47604af37bc61fdf20f21ee"
	},
	{
		"astrobwt3", "derohe pow_test.go, abcdefgh", astrobwt3_digest,
		"6162636465666768",
		"f96191b7e39568301449d75d42d05090e41e3f79a462819473a62b1fcc2d0997"
	},
	{
		"astrobwt3", "derohe pow_test.go, abcdefghi", astrobwt3_digest,
		"616263646566676869",
		"8c76af6a57dfed744d5b7467fa822d9eb8536a851884aa7d8e3657028d511322"
	},
	{
		"astrobwt3", "derohe pow_test.go, abcdefghij", astrobwt3_digest,
		"6162636465666768696a",
		"f838568c38f83034b2ff679d5abf65245bd2be1b27c197ab5fbac285061cf0a7"
	},
	{
		"astrobwt3", "derohe pow_test.go, 48 bytes", astrobwt3_digest,
		"419ebb000000001bbdc9bf2200000000635d6e4e24829b4249fe0e67878ad4350000000043f53e5436cf610000086b00",
		"c392762a462fd991ace791bfe858c338c10c23c555796b50f665b636cb8c8440"
	},
	{
		"verthash", "itself on graph 8, when it passed --selftest-large", verthash_small,
		VERTHASH_HEADER,
		"dcde0496402349d68118f13a417b657926534cf6976fc9001b6dd428bb5356f4"
	},
};

const struct vector_set dag_vectors = { vectors, ARRAY_SIZE(vectors) };

/* 1.3 GB, and the better part of a minute */
static const struct vector large[] = {
	{
		"verthash-large", "verthash-go, data file", verthash_file,
		"",
		"a55531e843cd56b010114aaf6325b0d529ecf88f8ad47639b6ededafd721aa48"
	},
	{
		"verthash-large", "verthash-go verthash_test.go", verthash_vertcoin,
		VERTHASH_HEADER,
		"e0f6c10b4a38f35a6cdcc26d32a7ed8c3bfc5d827a9bc72647afa324b70d0463"
	},
};

const struct vector_set large_vectors = { large, ARRAY_SIZE(large) };

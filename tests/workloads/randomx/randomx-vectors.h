/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Published digests of RandomX, by the coin whose configuration they are of.
 *
 * monero: tests.cpp of the library (src/tests/tests.cpp of Debian's source
 *	package librandomx 1.1.10, "Hash test 1a" to "1e" and "Dataset
 *	initialization").
 * wownero, graft: the tests of node-cryptonight-hashing, which pools verify
 *	shares with (github.com/MoneroOcean/node-cryptonight-hashing,
 *	tests/stability.js: rx/wow; github.com/Snipa22/node-multi-hashing-aesni,
 *	tests/test_random_wow.js; github.com/C3Pool/node-cryptonight-hashing,
 *	tests/rx_graft.txt).
 *
 * No digests were found of what ArQmA, Keva, Safex and Yada made of it: such a
 * library runs as "unpublished", unchecked.
 */
#ifndef CW_RANDOMX_VECTORS_H
#define CW_RANDOMX_VECTORS_H

#define MAX_INPUT	256

struct vector {
	const char *key;	/* in hexadecimal */
	const char *input;
	const char *digest;	/* in hexadecimal */
	bool hex;		/* whether the input is in hexadecimal too */
};

/* one line each, so that they can be searched for */
static const struct vector monero_vectors[] = {
	{ "74657374206b657920303030",
	  "This is a test",
	  "639183aae1bf4c9a35884cb46b09cad9175f04efd7684e7262a0ac1c2f0b4e3f", false },
	{ "74657374206b657920303030",
	  "Lorem ipsum dolor sit amet",
	  "300a0adb47603dedb42228ccb2b211104f4da45af709cd7547cd049e9489c969", false },
	{ "74657374206b657920303030",
	  "sed do eiusmod tempor incididunt ut labore et dolore magna aliqua",
	  "c36d4ed4191e617309867ed66a443be4075014e2b061bcdaf9ce7b721d2b77a8", false },
	{ "74657374206b657920303031",
	  "sed do eiusmod tempor incididunt ut labore et dolore magna aliqua",
	  "e9ff4503201c0c2cca26d285c93ae883f9b1d30c9eb240b820756f2d5a7905fc", false },
	{ "74657374206b657920303031",
	  "0b0b98bea7e805e0010a2126d287a2a0cc833d312cb786385a7c2f9de69d25537f584a9bc9977b00000000666fd8753bf61a8631f12984e3fd44f4014eca629276817b56f32e9b68bd82f416",
	  "c56414121acda1713c2f2a819d8ae38aed7c80c35c2a769298d34f03833cd5f1", true },
};

static const struct vector wownero_vectors[] = {
	{ "0000000000000000000000000000000000000000000000000000000000000000",
	  "This is a test",
	  "dcd9efef9df794171af262df328bd2c16a6d51ae9abdcb9357ce4ab3c0c9a8ba", false },
	{ "0000000000000000000000000000000000000000000000000000000000000001",
	  "This is a test",
	  "7f7d2ec8dd966f1bacdb19f450255a46eef353d917758f775559df6f6431ce33", false },
};

static const struct vector graft_vectors[] = {
	{ "3132333435363738393031323334353637383930313233343536373839303132",
	  "This is a test",
	  "08135aaeb098d86f269d0a037aba423093e4c48e9e31f16c13d2ed3dc4489ba7", false },
	{ "3132333435363738393031323334353637383930313233343536373839303132",
	  "Lorem ipsum dolor sit amet",
	  "200047b130fd8fc97b59ddf4f720e6c7a3784c221a9c4453ad7f00dae310b576", false },
	{ "3132333435363738393031323334353637383930313233343536373839303132",
	  "sed do eiusmod tempor incididunt ut labore et dolore magna aliqua",
	  "a01b6795ed4063683f15b0f488d55e1aff164c66b0c1686f34a18b48445dbeaa", false },
};

static const struct coin {
	const char *name;
	bool has_items;		/* item_vectors are of this coin */
	const struct vector *vectors;
	size_t count;
} coins[] = {
	{ "monero", true, monero_vectors,
	  sizeof(monero_vectors) / sizeof(struct vector) },
	{ "wownero", false, wownero_vectors,
	  sizeof(wownero_vectors) / sizeof(struct vector) },
	{ "graft", false, graft_vectors,
	  sizeof(graft_vectors) / sizeof(struct vector) },
	{ "unpublished", false, NULL, 0 },
};

#define COINS (sizeof(coins) / sizeof(coins[0]))

/* First words of items of the dataset, with the key "test key 000". */
static const struct item_vector {
	unsigned long item;
	uint64_t word;
} item_vectors[] = {
	{ 0, 0x680588a85ae222db },
	{ 10000000, 0x7943a1f6186ffb72 },
	{ 20000000, 0x9035244d718095e1 },
	{ 30000000, 0x145a5091f7853099 },
};

#define ITEM_VECTORS (sizeof(item_vectors) / sizeof(item_vectors[0]))

#endif /* CW_RANDOMX_VECTORS_H */

// SPDX-License-Identifier: GPL-2.0-only
/* Published test vectors of what is bound by memory, but for large tables. */
#include "primitives.h"
#include "vectors.h"
#include "workload.h"

static v8u64 *const pad = vector_pad;

static void salsa20_8(const u8 *in, size_t len, u8 *out)
{
	u32 b[16];
	unsigned int i;

	for (i = 0; i < len / 4; i++)
		b[i] = get_le32(in + 4 * i);
	salsa20_core(b, 8);
	for (i = 0; i < len / 4; i++)
		put_le32(out + 4 * i, b[i]);
}

static void scrypt_with(const u8 *pw, size_t len, const char *salt,
			const struct scrypt_cost *c, u8 *out)
{
	scrypt(pw, len, salt, strlen(salt), c, pad, out, 64);
}

static void scrypt_rfc_16_1_1(const u8 *in, size_t len, u8 *out)
{
	static const struct scrypt_cost c = { 16, 1, 1 };

	scrypt_with(in, len, "", &c, out);
}

static void scrypt_rfc_1024_8_16(const u8 *in, size_t len, u8 *out)
{
	static const struct scrypt_cost c = { 1024, 8, 16 };

	scrypt_with(in, len, "NaCl", &c, out);
}

static void scrypt_header(const u8 *in, size_t len, u8 *out)
{
	static const struct scrypt_cost c = { 1024, 1, 1 };

	scrypt(in, len, in, len, &c, pad, out, 32);
}

/* with the key 00 … 0f */
static void siphash_00_0f(const u8 *in, size_t len, u8 *out)
{
	static const u8 key[16] = {
		0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
	};

	put_le64(out, siphash24(key, in, len));
}

static void cuckoo_keys(const u8 *header, size_t len, u64 keys[4])
{
	u8 seed[32];
	unsigned int i;

	blake2b(header, len, seed, sizeof(seed));
	for (i = 0; i < 4; i++)
		keys[i] = get_le64(seed + 8 * i);
}

/* 1: the proof that Grin's tests give for 80 zero bytes and nonce 20 */
static void cuckatoo29_grin(const u8 *in, size_t len, u8 *out)
{
	static const u64 proof[CUCKOO_PROOF] = {
		0x48a9e2, 0x9cf043, 0x155ca30, 0x18f4783, 0x248f86c,
		0x2629a64, 0x5bad752, 0x72e3569, 0x93db760, 0x97d3b37,
		0x9e05670, 0xa315d5a, 0xa3571a1, 0xa48db46, 0xa7796b6,
		0xac43611, 0xb64912f, 0xbb6c71e, 0xbcc8be1, 0xc38a43a,
		0xd4faa99, 0xe018a66, 0xe37e49c, 0xfa975fa, 0x11786035,
		0x1243b60a, 0x12892da0, 0x141b5453, 0x1483c3a0, 0x1505525e,
		0x1607352c, 0x16181fe3, 0x17e3a1da, 0x180b651e, 0x1899d678,
		0x1931b0bb, 0x19606448, 0x1b041655, 0x1b2c20ad, 0x1bd7a83c,
		0x1c05d5b0, 0x1c0b9caa,
	};
	u64 keys[4];

	cuckoo_keys(in, len, keys);
	out[0] = cuckatoo_verify(keys, 29, proof);
}

/*
 * 1: an edge survives the first side with probability 1 - 1/e = 0.6321, and
 * both sides with about 0.6321 * (1 - exp(-0.6321)) = 0.2961, within 1 %.
 */
static void cuckoo_trim_share(const u8 *in, size_t len, u8 *out)
{
	const unsigned int bits = 18;
	u64 keys[4], alive;

	cuckoo_keys(in, len, keys);
	alive = cuckoo_trim(cuckoo_nodes, keys, bits, pad);
	out[0] = alive * 10000 >= (2931ull << bits) &&
		 alive * 10000 <= (2991ull << bits);
}

/* 1: the proof that Grin's tests give for these keys, and not for others */
static void cuckaroo19_grin(const u8 *in, size_t len, u8 *out)
{
	static const u64 keys[4] = {
		0x23796193872092ea, 0xf1017d8a68c4b745,
		0xd312bd53d2cd307b, 0x840acce5833ddc52,
	};
	static const u64 others[4] = {
		0x6a54f2a35ab7e976, 0x68818717ff5cd30e,
		0x09c14260c1bdbaf7, 0xea5b4cd5d0de3cf0,
	};
	static const u64 proof[CUCKOO_PROOF] = {
		0x45e9, 0x6a59, 0xf1ad, 0x10ef7, 0x129e8, 0x13e58, 0x17936,
		0x19f7f, 0x208df, 0x23704, 0x24564, 0x27e64, 0x2b828, 0x2bb41,
		0x2ffc0, 0x304c5, 0x31f2a, 0x347de, 0x39686, 0x3ab6c, 0x429ad,
		0x45254, 0x49200, 0x4f8f8, 0x5697f, 0x57ad1, 0x5dd47, 0x607f8,
		0x66199, 0x686c7, 0x6d5f3, 0x6da7a, 0x6dbdf, 0x6f6bf, 0x6ffbb,
		0x7580e, 0x78594, 0x785ac, 0x78b1d, 0x7b80d, 0x7c11c, 0x7da35,
	};

	out[0] = cuckaroo_verify(keys, 19, proof) &&
		 !cuckaroo_verify(others, 19, proof);
}

/* as cuckoo_trim_share() */
static void cuckaroo_trim_share(const u8 *in, size_t len, u8 *out)
{
	const unsigned int bits = 18;
	u64 keys[4], alive;

	cuckoo_keys(in, len, keys);
	alive = cuckaroo_trim(keys, bits, pad);
	out[0] = alive * 10000 >= (2931ull << bits) &&
		 alive * 10000 <= (2991ull << bits);
}

static void yespower_2048_8(const u8 *in, size_t len, u8 *out)
{
	yespower(in, len, 2048, 8, pad, out);
}

static void yespower_2048_32(const u8 *in, size_t len, u8 *out)
{
	yespower(in, len, 2048, 32, pad, out);
}

/*
 * @in: header and nonce. 1: it has exactly one solution, the one that Zcash's
 * tests give for "block header" with nonce 2.
 */
static void equihash_96_5_zcash(const u8 *in, size_t len, u8 *out)
{
	static const u32 expected[32] = {
		165, 27290, 87424, 123403, 5344, 35125, 49154, 108221,
		8882, 90328, 77359, 92348, 54692, 81690, 115200, 121929,
		18968, 122421, 32882, 128517, 56629, 88083, 88022, 102461,
		35665, 62833, 95988, 114502, 39965, 119818, 45010, 94889,
	};
	static const struct equihash_shape shape = { 96, 5 };
	u32 solutions[8 * 32];
	unsigned int found;

	found = equihash_solve(&shape, in, len, pad, solutions, 8);
	out[0] = found == 1 && !memcmp(solutions, expected, sizeof(expected));
}

/* how many solutions */
static void equihash_96_5_count(const u8 *in, size_t len, u8 *out)
{
	static const struct equihash_shape shape = { 96, 5 };
	u32 solutions[16 * 32];

	out[0] = equihash_solve(&shape, in, len, pad, solutions, 16);
}

/* 1: AVX2 gives the same nodes as the scalar code */
static void cuckoo_avx2_is_scalar(const u8 *in, size_t len, u8 *out)
{
	u64 keys[4], scalar[CUCKOO_BATCH], avx2[CUCKOO_BATCH];

	cuckoo_keys(in, len, keys);
	cuckoo_nodes(keys, 123456, 1, (1u << 29) - 1, scalar);
	cuckoo_nodes_avx2(keys, 123456, 1, (1u << 29) - 1, avx2);
	out[0] = !memcmp(scalar, avx2, sizeof(scalar));
}

static void scrypt_avx2(const u8 *in, size_t len, u8 *out)
{
	u8 header[SCRYPT_LANES][HEADER_BYTES] = { 0 };
	u8 digest[SCRYPT_LANES][32];

	if (len != HEADER_BYTES)
		return;
	memcpy(header[5], in, len);
	scrypt_headers_avx2(header, pad, digest);
	memcpy(out, digest[5], 32);
}

/* with the inputs that all three examples of RFC 9106, 5 share */
static void argon2_rfc(enum argon2_type type, u8 *out)
{
	const struct argon2_cost c = { type, 3, 32, 4 };
	u8 ones[32], twos[16], threes[8], fours[12];
	const struct argon2_inputs in = {
		{ ones, 32 }, { twos, 16 }, { threes, 8 }, { fours, 12 },
	};

	memset(ones, 1, sizeof(ones));
	memset(twos, 2, sizeof(twos));
	memset(threes, 3, sizeof(threes));
	memset(fours, 4, sizeof(fours));
	argon2(&c, &in, pad, out, 32);
}

static void argon2d_rfc(const u8 *in, size_t len, u8 *out)
{
	argon2_rfc(ARGON2_D, out);
}

static void argon2i_rfc(const u8 *in, size_t len, u8 *out)
{
	argon2_rfc(ARGON2_I, out);
}

static void argon2id_rfc(const u8 *in, size_t len, u8 *out)
{
	argon2_rfc(ARGON2_ID, out);
}

static void argon2_chukwa(const u8 *in, size_t len, u8 *out)
{
	static const struct argon2_cost c = { ARGON2_ID, 3, 512, 1 };
	const struct argon2_inputs inputs = { { in, len }, { in, 16 },
					      { }, { } };

	argon2(&c, &inputs, pad, out, 32);
}

#define LITECOIN_GENESIS \
	"010000000000000000000000000000000000000000000000000000000000000000000000d9ced4ed1130f7b7faad9be25323ffafa33232a17c3edf6cfd97bee6bafbdd97b9aa8e4ef0ff0f1ecd513f7c"

static const struct vector vectors[] = {
	{
		"scrypt", "RFC 7914, 8, Salsa20/8", salsa20_8,
		"7e879a214f3ec9867ca940e641718f26baee555b8c61c1b50df846116dcd3b1dee24f319df9b3d8514121e4b5ac5aa3276021d2909c74829edebc68db8b8c25e",
		"a41f859c6608cc993b81cacb020cef05044b2181a2fd337dfd7b1c6396682f29b4393168e3c9e6bcfe6bc5b7a06d96bae424cc102c91745c24ad673dc7618f81"
	},
	{
		"scrypt", "RFC 7914, 12, N=16 r=1 p=1", scrypt_rfc_16_1_1,
		"",
		"77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906"
	},
	{
		"scrypt", "RFC 7914, 12, N=1024 r=8 p=16", scrypt_rfc_1024_8_16,
		"70617373776f7264",
		"fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b3731622eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640"
	},
	{
		"scrypt", "Litecoin block 0", scrypt_header,
		LITECOIN_GENESIS,
		"001e67b013726fd7382e9acb69165b4b6316227fb3156b5b414ba6340c050000"
	},
	{
		"siphash", "SipHash paper, appendix A", siphash_00_0f,
		"000102030405060708090a0b0c0d0e",
		"e545be4961ca29a1"
	},
	{
		"siphash", "reference vectors_sip64[0]", siphash_00_0f,
		"",
		"310e0edd47db6f72"
	},
	{
		"cuckatoo", "SipHash paper, appendix A", siphash_00_0f,
		"000102030405060708090a0b0c0d0e",
		"e545be4961ca29a1"
	},
	{
		"cuckatoo", "Grin proof, Cuckatoo29, nonce 20", cuckatoo29_grin,
		"0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000014000000",
		"01"
	},
	{
		"cuckatoo", "no proof for another header", cuckatoo29_grin,
		"0100000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000014000000",
		"00"
	},
	{
		"cuckatoo", "trimming keeps (1 - 1/e) and so on of the edges", cuckoo_trim_share,
		"0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000",
		"01"
	},
	{
		"cuckaroo", "Grin proof, Cuckaroo19, nonce 71", cuckaroo19_grin,
		"",
		"01"
	},
	{
		"cuckaroo", "trimming keeps as many edges as for Cuckatoo", cuckaroo_trim_share,
		"0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000",
		"01"
	},
	{
		"argon2", "RFC 9106, 5.1", argon2d_rfc,
		"",
		"512b391b6f1162975371d30919734294f868e3be3984f3c1a13a4db9fabe4acb"
	},
	{
		"argon2", "RFC 9106, 5.2", argon2i_rfc,
		"",
		"c814d9d1dc7f37aa13f0d77f2494bda1c8de6b016dd388d29952a4c4672b6ce8"
	},
	{
		"argon2", "RFC 9106, 5.3", argon2id_rfc,
		"",
		"0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"
	},
	{
		"argon2", "XMRig self-test argon2/chukwa", argon2_chukwa,
		XMRIG_INPUT,
		"c158a105ae75c7561cfd029083a47a87653d51f914128e21c1971d8b10c49034"
	},
	{
		"yespower", "Openwall TESTS-OK, 1.0, N=2048 r=8", yespower_2048_8,
		"000306090c0f1215181b1e2124272a2d303336393c3f4245484b4e5154575a5d606366696c6f7275787b7e8184878a8d909396999c9fa2a5a8abaeb1b4b7babdc0c3c6c9cccfd2d5d8dbdee1e4e7eaed",
		"69e0e895b3df7aeeb837d71fe199e9d34f7ec46ecbca7a2c4308e51857ae9b46"
	},
	{
		"yespower", "Openwall TESTS-OK, 1.0, N=2048 r=32", yespower_2048_32,
		"000306090c0f1215181b1e2124272a2d303336393c3f4245484b4e5154575a5d606366696c6f7275787b7e8184878a8d909396999c9fa2a5a8abaeb1b4b7babdc0c3c6c9cccfd2d5d8dbdee1e4e7eaed",
		"d5efb813cd263e9b34540130233cbbc6a921fbff3431e5ec1a1abde2aea6ff4d"
	},
	{
		"equihash", "Zcash tests, 96,5, nonce 0, five solutions", equihash_96_5_count,
		"626c6f636b206865616465720000000000000000000000000000000000000000000000000000000000000000",
		"05"
	},
	{
		"equihash", "Zcash tests, 96,5, nonce 2", equihash_96_5_zcash,
		"626c6f636b206865616465720200000000000000000000000000000000000000000000000000000000000000",
		"01"
	},
	{
		"equihash", "Zcash tests, 96,5, nonce 10, two solutions", equihash_96_5_count,
		"626c6f636b206865616465720a00000000000000000000000000000000000000000000000000000000000000",
		"02"
	},
	{
		"scrypt-avx2", "Litecoin block 0", scrypt_avx2,
		LITECOIN_GENESIS,
		"001e67b013726fd7382e9acb69165b4b6316227fb3156b5b414ba6340c050000"
	},
	{
		"cuckatoo-avx2", "the same nodes as the scalar code", cuckoo_avx2_is_scalar,
		"0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000014000000",
		"01"
	},
};

const struct vector_set memory_vectors = { vectors, ARRAY_SIZE(vectors) };

// SPDX-License-Identifier: GPL-2.0-only
/*
 * Published test vectors, without which no workload runs. All of them are in
 * hexadecimal, on one line each, so that they can be searched for.
 */
#include "cryptonight.h"
#include "primitives.h"
#include "vectors.h"
#include "verus.h"
#include "workload.h"

#include <stdlib.h>
#include <time.h>

#define MAX_INPUT	256
#define MAX_DIGEST	64

v8u64 vector_pad[VECTOR_PAD_BYTES / sizeof(v8u64)];
static v8u64 *const pad = vector_pad;

#define DEFINE_CN(name, variant, aes)					\
static void name(const u8 *in, size_t len, u8 *out)			\
{									\
	cn_hash(variant, aes, in, len, pad, out);			\
}

#include "cn_list.h"

/* the first byte of @in is the height, counted from 1806260 */
static void cn_r(enum cn_aes aes, bool compile, const u8 *in, size_t len,
		 u8 *out)
{
	u64 height = 1806260 + in[0];

	if (cn_r_hash(height, aes, compile, in + 1, len - 1, pad, out))
		fputs("cn/r: no memory that is writable and executable\n",
		      stderr);
}

static void cn_r_ni(const u8 *in, size_t len, u8 *out)
{
	cn_r(CN_AES_NI, cn_r_can_compile(), in, len, out);
}

static void cn_r_table(const u8 *in, size_t len, u8 *out)
{
	cn_r(CN_AES_TABLE, true, in, len, out);
}

static void cn_r_interpreted(const u8 *in, size_t len, u8 *out)
{
	cn_r(CN_AES_TABLE, false, in, len, out);
}

static void sha3_256_digest(const u8 *in, size_t len, u8 *out)
{
	sha3_256(in, len, out);
}

static void sha256_digest(const u8 *in, size_t len, u8 *out)
{
	sha256(in, len, out);
}

static void sha256d_scalar(const u8 *in, size_t len, u8 *out)
{
	if (len == HEADER_BYTES)
		sha256d_header(sha256_compress, in, out);
}

static void sha256d_ni(const u8 *in, size_t len, u8 *out)
{
	if (len == HEADER_BYTES)
		sha256d_header(sha256_compress_ni, in, out);
}

static void blake256_digest(const u8 *in, size_t len, u8 *out)
{
	blake256(in, len, out);
}

static void groestl256_digest(const u8 *in, size_t len, u8 *out)
{
	groestl256(in, len, out);
}

static void jh256_digest(const u8 *in, size_t len, u8 *out)
{
	jh256(in, len, out);
}

static void skein512_digest(const u8 *in, size_t len, u8 *out)
{
	skein512_256(in, len, out);
}

static void count_up(u8 *p, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++)
		p[i] = i;
}

/* the key of FIPS 197, C.3 */
static void aes256_c3_key(u32 rk[AES256_ROUND_KEYS][4])
{
	u8 key[32];

	count_up(key, sizeof(key));
	aes256_expand(key, rk);
}

static void aes256_c3(const u8 *in, size_t len, u8 *out)
{
	u32 rk[AES256_ROUND_KEYS][4];

	aes256_c3_key(rk);
	aes256_encrypt(rk, in, out);
}

static void aes256_c3_ni(const u8 *in, size_t len, u8 *out)
{
	u32 rk[AES256_ROUND_KEYS][4];

	aes256_c3_key(rk);
	aes256_encrypt_ni(rk, in, out);
}

/* 1: the key stream of the instructions is that of the tables */
static void aes256_ctr_ni_is_table(const u8 *in, size_t len, u8 *out)
{
	u32 rk[AES256_ROUND_KEYS][4];
	u8 stream[8 * 16] = { 0 }, ctr[16] = { 0 }, block[16];
	unsigned int i;

	aes256_c3_key(rk);
	aes256_ctr_ni(rk, 7, stream, sizeof(stream));
	out[0] = 1;
	for (i = 0; i < 8; i++) {
		put_le64(ctr, 7 + i);
		aes256_encrypt(rk, ctr, block);
		if (memcmp(block, stream + 16 * i, 16))
			out[0] = 0;
	}
}

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
	u8 key[16];

	count_up(key, sizeof(key));
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

/* @in in one lane, other headers in the others */
static void sha256d_avx2(const u8 *in, size_t len, u8 *out)
{
	u8 header[SHA256_LANES][HEADER_BYTES] = { 0 };
	u8 digest[SHA256_LANES][32];

	if (len != HEADER_BYTES)
		return;
	memcpy(header[5], in, len);
	sha256d_headers_avx2(header, digest);
	memcpy(out, digest[5], 32);
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

static void blake2b_512(const u8 *in, size_t len, u8 *out)
{
	blake2b(in, len, out, 64);
}

/* with the 64-byte key 00 … 3f */
static void blake2b_keyed(const u8 *in, size_t len, u8 *out)
{
	struct blake2b s;
	u8 key[64];

	count_up(key, sizeof(key));
	blake2b_init(&s, 64, key, sizeof(key), NULL);
	blake2b_update(&s, in, len);
	blake2b_final(&s, out);
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

static void verus(const u8 *in, size_t len, u8 *out)
{
	verus_begin(pad, in, len / 32);
	verus_end(pad, in + len / 32 * 32, len % 32, out);
}

/* 1: a nonce leaves the key as it was */
static void verus_again(const u8 *in, size_t len, u8 *out)
{
	u8 first[32], second[32];

	verus(in, len, first);
	verus_end(pad, in, VERUS_NONCE_BYTES, second);
	verus_end(pad, in + len / 32 * 32, len % 32, second);
	out[0] = !memcmp(first, second, sizeof(first));
}

#define XMRIG_INPUT \
	"0305a0dbd6bf05cf16e503f3a66f78007cbf34144332ecbfc22ed95c8700383b309ace1923a0964b00000008ba939a62724c0d7581fce5761e9d8a0e6a1c3f924fdd8493d1115649c05eb601"

#define KAT_56 \
	"eebcc18057252cbf3f9c070f1a73213356d5d4bc19ac2a411ec8cdeee7a571e2e20eaf61fd0c33a0ffeb297ddb77a97f0a415347db66bcaf"

#define KAT_64 \
	"e926ae8b0af6e53176dbffcc2a6b88c6bd765f939d3d178a9bde9ef3aa131c61e31c1e42cdfaf4b4dcde579a37e150efbef5555b4c1cb40439d835a724e2fae7"

#define KAT_113 \
	"38a10a352ca5aedfa8e19c64787d8e9c3a75dbf3b8674bfab29b5dbfc15a63d10fae66cd1a6e6d2452d557967eaad89a4c98449787b0b3164ca5b717a93f24eb0b506ceb70cbbcb8d72b2a72993f909aad92f044e0b5a2c9ac9cb16a0ca2f81f49"

#define ZEROES_76 \
	"00000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"

#define BITCOIN_GENESIS \
	"0100000000000000000000000000000000000000000000000000000000000000000000003ba3edfd7a7b12b27ac72c3e67768f617fc81bc3888a51323a9fb8aa4b1e5e4a29ab5f49ffff001d1dac2b7c"

#define LITECOIN_GENESIS \
	"010000000000000000000000000000000000000000000000000000000000000000000000d9ced4ed1130f7b7faad9be25323ffafa33232a17c3edf6cfd97bee6bafbdd97b9aa8e4ef0ff0f1ecd513f7c"

#define TEST1234_96 \
	"546573743132333454657374313233345465737431323334546573743132333454657374313233345465737431323334546573743132333454657374313233345465737431323334546573743132333454657374313233345465737431323334"

#define COUNT_80 \
	"000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f404142434445464748494a4b4c4d4e4f"

static const struct vector vectors[] = {
	{
		"keccak", "FIPS 202 example, empty", sha3_256_digest,
		"",
		"a7ffc6f8bf1ed76651c14756a061d662f580ff4de43b49fa82d80a4b80f8434a"
	},
	{
		"keccak", "FIPS 202 example, abc", sha3_256_digest,
		"616263",
		"3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532"
	},
	{
		"keccak", "FIPS 202 example, 1600 bits", sha3_256_digest,
		"a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3",
		"79f38adec5c20307a98ef76e8324afbfd46cfd81b22e3973c65fa1bd9de31787"
	},
	{
		"blake256", "SHA-3 contest, ShortMsgKAT_256, 0 bytes", blake256_digest,
		"",
		"716f6e863f744b9ac22c97ec7b76ea5f5908bc5b2f67c61510bfc4751384ea7a"
	},
	{
		"blake256", "SHA-3 contest, ShortMsgKAT_256, 56 bytes", blake256_digest,
		KAT_56,
		"cad656a57a59591a03e7b540a1e5a76a7645a60228e1057ea39b34f6b691510d"
	},
	{
		"blake256", "SHA-3 contest, ShortMsgKAT_256, 64 bytes", blake256_digest,
		KAT_64,
		"f76305a1bb52917ce0882111f20f57eb51ee545cf064ce331a61d35ef17272c3"
	},
	{
		"blake256", "SHA-3 contest, ShortMsgKAT_256, 97 bytes", blake256_digest,
		KAT_113,
		"67d1761ff1de244dad4cc6fc972f9f1c4451fa91cb630e2a1008202e64cdda47"
	},
	{
		"groestl256", "SHA-3 contest, ShortMsgKAT_256, 0 bytes", groestl256_digest,
		"",
		"1a52d11d550039be16107f9c58db9ebcc417f16f736adb2502567119f0083467"
	},
	{
		"groestl256", "SHA-3 contest, ShortMsgKAT_256, 56 bytes", groestl256_digest,
		KAT_56,
		"1db8b9b50186a8a8a122d9a861ed45b9d01aaf8256bf2c8956b09fb166c92f6d"
	},
	{
		"groestl256", "SHA-3 contest, ShortMsgKAT_256, 64 bytes", groestl256_digest,
		KAT_64,
		"5adebbfdf6fd6178892b39a97a32b29fb605f97e1e5c3bbcf624a0e9cd72d145"
	},
	{
		"groestl256", "SHA-3 contest, ShortMsgKAT_256, 97 bytes", groestl256_digest,
		KAT_113,
		"9dafcb6597b858c7a8c26b47a7a43e68a45e9c3bb65b243430e1d366c8406fe7"
	},
	{
		"jh256", "SHA-3 contest, ShortMsgKAT_256, 0 bytes", jh256_digest,
		"",
		"46e64619c18bb0a92a5e87185a47eef83ca747b8fcc8e1412921357e326df434"
	},
	{
		"jh256", "SHA-3 contest, ShortMsgKAT_256, 56 bytes", jh256_digest,
		KAT_56,
		"dc8b0beee7f15eadb52b6279c4efc517391b5ffb378af123b166cc1183473430"
	},
	{
		"jh256", "SHA-3 contest, ShortMsgKAT_256, 64 bytes", jh256_digest,
		KAT_64,
		"9d35c0cc1880a36ebb6cb33b732c0c2adb4a418b4bf0df9173b539263653e90b"
	},
	{
		"jh256", "SHA-3 contest, ShortMsgKAT_256, 97 bytes", jh256_digest,
		KAT_113,
		"9e3d5a2050d370c83410db134cbf3f8da5a7074a2d80ce3e5428ead49445cc7e"
	},
	{
		"skein512", "SHA-3 contest, ShortMsgKAT_256, 0 bytes", skein512_digest,
		"",
		"39ccc4554a8b31853b9de7a1fe638a24cce6b35a55f2431009e18780335d2621"
	},
	{
		"skein512", "SHA-3 contest, ShortMsgKAT_256, 56 bytes", skein512_digest,
		KAT_56,
		"bf067598c5ecd7377a9c787b352079144c7b0ccd2523087292f066c44fbaaea6"
	},
	{
		"skein512", "SHA-3 contest, ShortMsgKAT_256, 64 bytes", skein512_digest,
		KAT_64,
		"08375c3267e2196834e65d2abf25ea2a33e74abcca281e4a4d816bd7c8b5adbd"
	},
	{
		"skein512", "SHA-3 contest, ShortMsgKAT_256, 97 bytes", skein512_digest,
		KAT_113,
		"fc607d26583e38eceb4429c2fef1901050a154a035535e85fdfd368acd4b67ff"
	},
	{
		"aes-table", "FIPS 197, C.3", aes256_c3,
		"00112233445566778899aabbccddeeff",
		"8ea2b7ca516745bfeafc49904b496089"
	},
	{
		"aes-ni", "FIPS 197, C.3", aes256_c3_ni,
		"00112233445566778899aabbccddeeff",
		"8ea2b7ca516745bfeafc49904b496089"
	},
	{
		"aes-ni", "same key stream as with tables", aes256_ctr_ni_is_table,
		"",
		"01"
	},
	{
		"cn0-ni", "CNS008 test, tests-slow.txt", cn0_ni,
		"6465206f6d6e69627573206475626974616e64756d",
		"2f8e3df40bd11f9ac90c743ca8e32bb391da4fb98612aa3b6cdc639ee00b31f5"
	},
	{
		"cn0-ni", "CNS008 test, tests-slow.txt", cn0_ni,
		"6162756e64616e732063617574656c61206e6f6e206e6f636574",
		"722fa8ccd594d40e4a41f3822734304c8d5eff7e1b528408e2229da38ba553c4"
	},
	{
		"cn0-ni", "CNS008 test, tests-slow.txt", cn0_ni,
		"63617665617420656d70746f72",
		"bbec2cacf69866a8e740380fe7b818fc78f8571221742d729d9d02d7f8989b87"
	},
	{
		"cn0-ni", "CNS008 test, tests-slow.txt", cn0_ni,
		"6578206e6968696c6f206e6968696c20666974",
		"b1257de4efc5ce28c6b40ceb1c6c8f812a64634eb3e81c5220bee9b2b76a6f05"
	},
	{
		"cn0-ni", "XMRig self-test cn/0", cn0_ni,
		XMRIG_INPUT,
		"1a3ffbee909b420d91f7be6e5fb56db71b3110d886011e877ee5786afd080100"
	},
	{
		"cn1-ni", "Monero tests-slow-1.txt", cn1_ni,
		"00000000000000000000000000000000000000000000000000000000000000000000000000000000000000",
		"b5a7f63abb94d07d1a6445c36c07c7e8327fe61b1647e391b4c7edae5de57a3d"
	},
	{
		"cn1-ni", "Monero tests-slow-1.txt", cn1_ni,
		ZEROES_76,
		"80563c40ed46575a9e44820d93ee095e2851aa22483fd67837118c6cd951ba61"
	},
	{
		"cn1-ni", "Monero tests-slow-1.txt", cn1_ni,
		"8519e039172b0d70e5ca7b3383d6b3167315a422747b73f019cf9528f0fde341fd0f2a63030ba6450525cf6de31837669af6f1df8131faf50aaab8d3a7405589",
		"5bb40c5880cef2f739bdb6aaaf16161eaae55530e7b10d7ea996b751a299e949"
	},
	{
		"cn1-ni", "XMRig self-test cn/1", cn1_ni,
		XMRIG_INPUT,
		"f22d3d6203d2a08b41d9027278d8bcc983acada9b68e52e3c689692a50e921d9"
	},
	{
		"cn2-ni", "Monero tests-slow-2.txt", cn2_ni,
		"5468697320697320612074657374205468697320697320612074657374205468697320697320612074657374",
		"353fdc068fd47b03c04b9431e005e00b68c2168a3cc7335c8b9b308156591a4f"
	},
	{
		"cn2-ni", "Monero tests-slow-2.txt", cn2_ni,
		"4c6f72656d20697073756d20646f6c6f722073697420616d65742c20636f6e73656374657475722061646970697363696e67",
		"72f134fc50880c330fe65a2cb7896d59b2e708a0221c6a9da3f69b3a702d8682"
	},
	{
		"cn2-ni", "Monero tests-slow-2.txt", cn2_ni,
		"656c69742c2073656420646f20656975736d6f642074656d706f7220696e6369646964756e74207574206c61626f7265",
		"410919660ec540fc49d8695ff01f974226a2a28dbbac82949c12f541b9a62d2f"
	},
	{
		"cn2-ni", "Monero tests-slow-2.txt", cn2_ni,
		"657420646f6c6f7265206d61676e6120616c697175612e20557420656e696d206164206d696e696d2076656e69616d2c",
		"4472fecfeb371e8b7942ce0378c0ba5e6d0c6361b669c587807365c787ae652d"
	},
	{
		"cn2-ni", "XMRig self-test cn/2", cn2_ni,
		XMRIG_INPUT,
		"97378282cf10e7ad033f7b8074c40e14d06e7f609dddda787680b58c05f43d21"
	},
	{
		"cn-lite0-ni", "XMRig self-test cn-lite/0", cn_lite0_ni,
		XMRIG_INPUT,
		"3695b4b53bb00358b0ad38dc160feb9e004eece09b83a72ef6ba9864d3510c88"
	},
	{
		"cn-lite1-ni", "XMRig self-test cn-lite/1", cn_lite1_ni,
		XMRIG_INPUT,
		"6d8cdc444e9bbbfd68fc43fcd4855b228c8a1bd91d9d00285bec02b7ca2d6741"
	},
	{
		"cn-heavy-ni", "XMRig self-test cn-heavy/0", cn_heavy_ni,
		XMRIG_INPUT,
		"9983f21bdf2010a8d707bb2f14d78664bbe1187f55014b39e5f3d69328e48fc2"
	},
	{
		"cn-pico-ni", "XMRig self-test cn-pico/trtl", cn_pico_ni,
		XMRIG_INPUT,
		"08f421d7833117300eda66e98f4a2569093df300500173944efc401e9a4a17af"
	},
	{
		"cn0-table", "CNS008 test, tests-slow.txt", cn0_table,
		"6465206f6d6e69627573206475626974616e64756d",
		"2f8e3df40bd11f9ac90c743ca8e32bb391da4fb98612aa3b6cdc639ee00b31f5"
	},
	{
		"cn0-table", "CNS008 test, tests-slow.txt", cn0_table,
		"6162756e64616e732063617574656c61206e6f6e206e6f636574",
		"722fa8ccd594d40e4a41f3822734304c8d5eff7e1b528408e2229da38ba553c4"
	},
	{
		"cn0-table", "CNS008 test, tests-slow.txt", cn0_table,
		"63617665617420656d70746f72",
		"bbec2cacf69866a8e740380fe7b818fc78f8571221742d729d9d02d7f8989b87"
	},
	{
		"cn0-table", "CNS008 test, tests-slow.txt", cn0_table,
		"6578206e6968696c6f206e6968696c20666974",
		"b1257de4efc5ce28c6b40ceb1c6c8f812a64634eb3e81c5220bee9b2b76a6f05"
	},
	{
		"cn0-table", "XMRig self-test cn/0", cn0_table,
		XMRIG_INPUT,
		"1a3ffbee909b420d91f7be6e5fb56db71b3110d886011e877ee5786afd080100"
	},
	{
		"cn1-table", "Monero tests-slow-1.txt", cn1_table,
		"00000000000000000000000000000000000000000000000000000000000000000000000000000000000000",
		"b5a7f63abb94d07d1a6445c36c07c7e8327fe61b1647e391b4c7edae5de57a3d"
	},
	{
		"cn1-table", "Monero tests-slow-1.txt", cn1_table,
		ZEROES_76,
		"80563c40ed46575a9e44820d93ee095e2851aa22483fd67837118c6cd951ba61"
	},
	{
		"cn1-table", "Monero tests-slow-1.txt", cn1_table,
		"8519e039172b0d70e5ca7b3383d6b3167315a422747b73f019cf9528f0fde341fd0f2a63030ba6450525cf6de31837669af6f1df8131faf50aaab8d3a7405589",
		"5bb40c5880cef2f739bdb6aaaf16161eaae55530e7b10d7ea996b751a299e949"
	},
	{
		"cn1-table", "XMRig self-test cn/1", cn1_table,
		XMRIG_INPUT,
		"f22d3d6203d2a08b41d9027278d8bcc983acada9b68e52e3c689692a50e921d9"
	},
	{
		"cn2-table", "Monero tests-slow-2.txt", cn2_table,
		"5468697320697320612074657374205468697320697320612074657374205468697320697320612074657374",
		"353fdc068fd47b03c04b9431e005e00b68c2168a3cc7335c8b9b308156591a4f"
	},
	{
		"cn2-table", "Monero tests-slow-2.txt", cn2_table,
		"4c6f72656d20697073756d20646f6c6f722073697420616d65742c20636f6e73656374657475722061646970697363696e67",
		"72f134fc50880c330fe65a2cb7896d59b2e708a0221c6a9da3f69b3a702d8682"
	},
	{
		"cn2-table", "Monero tests-slow-2.txt", cn2_table,
		"656c69742c2073656420646f20656975736d6f642074656d706f7220696e6369646964756e74207574206c61626f7265",
		"410919660ec540fc49d8695ff01f974226a2a28dbbac82949c12f541b9a62d2f"
	},
	{
		"cn2-table", "Monero tests-slow-2.txt", cn2_table,
		"657420646f6c6f7265206d61676e6120616c697175612e20557420656e696d206164206d696e696d2076656e69616d2c",
		"4472fecfeb371e8b7942ce0378c0ba5e6d0c6361b669c587807365c787ae652d"
	},
	{
		"cn2-table", "XMRig self-test cn/2", cn2_table,
		XMRIG_INPUT,
		"97378282cf10e7ad033f7b8074c40e14d06e7f609dddda787680b58c05f43d21"
	},
	{
		"cn-lite0-table", "XMRig self-test cn-lite/0", cn_lite0_table,
		XMRIG_INPUT,
		"3695b4b53bb00358b0ad38dc160feb9e004eece09b83a72ef6ba9864d3510c88"
	},
	{
		"cn-lite1-table", "XMRig self-test cn-lite/1", cn_lite1_table,
		XMRIG_INPUT,
		"6d8cdc444e9bbbfd68fc43fcd4855b228c8a1bd91d9d00285bec02b7ca2d6741"
	},
	{
		"cn-heavy-table", "XMRig self-test cn-heavy/0", cn_heavy_table,
		XMRIG_INPUT,
		"9983f21bdf2010a8d707bb2f14d78664bbe1187f55014b39e5f3d69328e48fc2"
	},
	{
		"cn-pico-table", "XMRig self-test cn-pico/trtl", cn_pico_table,
		XMRIG_INPUT,
		"08f421d7833117300eda66e98f4a2569093df300500173944efc401e9a4a17af"
	},
	{
		"sha256", "FIPS 180-4 example, abc", sha256_digest,
		"616263",
		"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
	},
	{
		"sha256", "FIPS 180-4 example, 56 bytes", sha256_digest,
		"6162636462636465636465666465666765666768666768696768696a68696a6b696a6b6c6a6b6c6d6b6c6d6e6c6d6e6f6d6e6f706e6f7071",
		"248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
	},
	{
		"sha256", "Bitcoin block 0", sha256d_scalar,
		BITCOIN_GENESIS,
		"6fe28c0ab6f1b372c1a6a246ae63f74f931e8365e15a089c68d6190000000000"
	},
	{
		"sha256-ni", "Bitcoin block 0", sha256d_ni,
		BITCOIN_GENESIS,
		"6fe28c0ab6f1b372c1a6a246ae63f74f931e8365e15a089c68d6190000000000"
	},
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
		"blake2b", "RFC 7693, appendix A", blake2b_512,
		"616263",
		"ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d17d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923"
	},
	{
		"blake2b", "BLAKE2 reference KAT, keyed, 255 bytes", blake2b_keyed,
		"000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f606162636465666768696a6b6c6d6e6f707172737475767778797a7b7c7d7e7f808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9fa0a1a2a3a4a5a6a7a8a9aaabacadaeafb0b1b2b3b4b5b6b7b8b9babbbcbdbebfc0c1c2c3c4c5c6c7c8c9cacbcccdcecfd0d1d2d3d4d5d6d7d8d9dadbdcdddedfe0e1e2e3e4e5e6e7e8e9eaebecedeeeff0f1f2f3f4f5f6f7f8f9fafbfcfdfe",
		"142709d62e28fcccd0af97fad0f8465b971e82201dc51070faa0372aa43e92484be1c1e73ba10906d5d1853db6a4106e0a7bf9800d373d6dee2d46d62ef2a461"
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
		"sha256-avx2", "Bitcoin block 0", sha256d_avx2,
		BITCOIN_GENESIS,
		"6fe28c0ab6f1b372c1a6a246ae63f74f931e8365e15a089c68d6190000000000"
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
	{
		"cn-r-ni", "XMRig self-test cn/r, height 1806260", cn_r_ni,
		"005468697320697320612074657374205468697320697320612074657374205468697320697320612074657374",
		"f759588ad57e758467295443a9bd71490abff8e9dad1b95b6bf2f5d0d78387bc"
	},
	{
		"cn-r-ni", "XMRig self-test cn/r, height 1806261", cn_r_ni,
		"014c6f72656d20697073756d20646f6c6f722073697420616d65742c20636f6e73656374657475722061646970697363696e67",
		"5bb833deca2bdd7252a9ccd7b4ce0b6a4854515794b56c207262f7a5b9bdb566"
	},
	{
		"cn-r-ni", "XMRig self-test cn/r, height 1806262", cn_r_ni,
		"02656c69742c2073656420646f20656975736d6f642074656d706f7220696e6369646964756e74207574206c61626f7265",
		"1ee6728da60fbd8d7d55b2b1ade487a3cf52a2c3ac6f520db12c27d8921f6cab"
	},
	{
		"cn-r-ni", "XMRig self-test cn/r, height 1806263", cn_r_ni,
		"03657420646f6c6f7265206d61676e6120616c697175612e20557420656e696d206164206d696e696d2076656e69616d2c",
		"6969fe2ddfb758438d48049f302fc2108a4fcc93e37669170e6db4b0b9b4c4cb"
	},
	{
		"cn-r-table", "XMRig self-test cn/r, height 1806260", cn_r_table,
		"005468697320697320612074657374205468697320697320612074657374205468697320697320612074657374",
		"f759588ad57e758467295443a9bd71490abff8e9dad1b95b6bf2f5d0d78387bc"
	},
	{
		"cn-r-table", "XMRig self-test cn/r, height 1806261", cn_r_table,
		"014c6f72656d20697073756d20646f6c6f722073697420616d65742c20636f6e73656374657475722061646970697363696e67",
		"5bb833deca2bdd7252a9ccd7b4ce0b6a4854515794b56c207262f7a5b9bdb566"
	},
	{
		"cn-r-table", "XMRig self-test cn/r, height 1806262", cn_r_table,
		"02656c69742c2073656420646f20656975736d6f642074656d706f7220696e6369646964756e74207574206c61626f7265",
		"1ee6728da60fbd8d7d55b2b1ade487a3cf52a2c3ac6f520db12c27d8921f6cab"
	},
	{
		"cn-r-table", "XMRig self-test cn/r, height 1806263", cn_r_table,
		"03657420646f6c6f7265206d61676e6120616c697175612e20557420656e696d206164206d696e696d2076656e69616d2c",
		"6969fe2ddfb758438d48049f302fc2108a4fcc93e37669170e6db4b0b9b4c4cb"
	},
	{
		"cn-r-interpreted", "XMRig self-test cn/r, height 1806260", cn_r_interpreted,
		"005468697320697320612074657374205468697320697320612074657374205468697320697320612074657374",
		"f759588ad57e758467295443a9bd71490abff8e9dad1b95b6bf2f5d0d78387bc"
	},
	{
		"cn-r-interpreted", "XMRig self-test cn/r, height 1806261", cn_r_interpreted,
		"014c6f72656d20697073756d20646f6c6f722073697420616d65742c20636f6e73656374657475722061646970697363696e67",
		"5bb833deca2bdd7252a9ccd7b4ce0b6a4854515794b56c207262f7a5b9bdb566"
	},
	{
		"cn-r-interpreted", "XMRig self-test cn/r, height 1806262", cn_r_interpreted,
		"02656c69742c2073656420646f20656975736d6f642074656d706f7220696e6369646964756e74207574206c61626f7265",
		"1ee6728da60fbd8d7d55b2b1ade487a3cf52a2c3ac6f520db12c27d8921f6cab"
	},
	{
		"cn-r-interpreted", "XMRig self-test cn/r, height 1806263", cn_r_interpreted,
		"03657420646f6c6f7265206d61676e6120616c697175612e20557420656e696d206164206d696e696d2076656e69616d2c",
		"6969fe2ddfb758438d48049f302fc2108a4fcc93e37669170e6db4b0b9b4c4cb"
	},
	{
		"verushash-ni", "SickPool's HashWrapperTest", verus,
		TEST1234_96,
		"30a86ade792691e09726be1be4d730ed33dd0ed27d97ba390acc28d813162aee"
	},
	{
		"verushash-ni", "Miningcore, native portability vectors", verus,
		COUNT_80,
		"b670b52b5d8afbbe5418a2e1a6465f58f1ccf6a9d3a167fb888c956505d2d3a7"
	},
	{
		"verushash-ni", "the key repaired after a nonce", verus_again,
		COUNT_80,
		"01"
	},
};

static unsigned int nibble(char c)
{
	return c <= '9' ? c - '0' : c - 'a' + 10;
}

static size_t from_hex(const char *hex, u8 *out, size_t max)
{
	size_t i, n = strlen(hex) / 2;

	if (n > max)
		abort();
	for (i = 0; i < n; i++)
		out[i] = nibble(hex[2 * i]) << 4 | nibble(hex[2 * i + 1]);
	return n;
}

static bool vector_holds(const struct vector *v)
{
	u8 in[MAX_INPUT], want[MAX_DIGEST], got[MAX_DIGEST] = { 0 };
	size_t inlen = from_hex(v->in, in, sizeof(in));
	size_t outlen = from_hex(v->out, want, sizeof(want));

	v->digest(in, inlen, got);
	return !memcmp(want, got, outlen);
}

static bool group_supported(const char *group)
{
	unsigned int i;

	for (i = 0; i < workload_count; i++) {
		const struct workload *w = &workloads[i];

		if (!strcmp(workload_group(w), group))
			return !w->supported || w->supported();
	}
	return true;	/* a part of several, in portable C */
}

static const struct vector_set own_vectors = {
	vectors, ARRAY_SIZE(vectors),
};

static const struct vector_set *const sets[] = {
	&own_vectors, &dag_vectors, &crack_vectors, &chain_vectors,
};

/* The vector with number @i of all sets, NULL after the last. */
static const struct vector *vector_at(size_t i)
{
	unsigned int s;

	for (s = 0; s < ARRAY_SIZE(sets); s++) {
		if (i < sets[s]->count)
			return &sets[s]->vectors[i];
		i -= sets[s]->count;
	}
	return NULL;
}

static bool vector_tap(unsigned int number, const struct vector *v)
{
	bool skip = !group_supported(v->group);
	bool ok = skip || vector_holds(v);

	printf("%sok %u - %s: %s%s\n", ok ? "" : "not ", number, v->group,
	       v->source, skip ? " # SKIP not on this CPU" : "");
	fflush(stdout);
	return ok;
}

unsigned int vectors_tap(void)
{
	const struct vector *v;
	unsigned int i, failed = 0;

	for (i = 0; vector_at(i); i++)
		;
	printf("TAP version 13\n1..%u\n", i);
	for (i = 0; (v = vector_at(i)); i++)
		failed += !vector_tap(i + 1, v);
	return failed;
}

unsigned int vectors_tap_large(void)
{
	unsigned int i, failed = 0;

	printf("TAP version 13\n1..%zu\n", large_vectors.count);
	for (i = 0; i < large_vectors.count; i++)
		failed += !vector_tap(i + 1, &large_vectors.vectors[i]);
	return failed;
}

int vectors_check(const char *group)
{
	clock_t end = clock() + CLOCKS_PER_SEC;
	const struct vector *v;
	unsigned int i, checked = 0;
	int failed = 0;

	for (i = 0; (v = vector_at(i)); i++) {
		if (strcmp(v->group, group))
			continue;
		if (checked && clock() > end)
			break;
		checked++;
		if (!vector_holds(v)) {
			fprintf(stderr, "cw-workload: %s: wrong digest for: %s\n",
				group, v->source);
			failed++;
		}
	}
	return checked ? failed : -1;
}

// SPDX-License-Identifier: GPL-2.0-only
/* Published test vectors of hash functions and ciphers that others are made of. */
#include "primitives.h"
#include "vectors.h"
#include "workload.h"

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

#define KAT_56 \
	"eebcc18057252cbf3f9c070f1a73213356d5d4bc19ac2a411ec8cdeee7a571e2e20eaf61fd0c33a0ffeb297ddb77a97f0a415347db66bcaf"

#define KAT_64 \
	"e926ae8b0af6e53176dbffcc2a6b88c6bd765f939d3d178a9bde9ef3aa131c61e31c1e42cdfaf4b4dcde579a37e150efbef5555b4c1cb40439d835a724e2fae7"

#define KAT_113 \
	"38a10a352ca5aedfa8e19c64787d8e9c3a75dbf3b8674bfab29b5dbfc15a63d10fae66cd1a6e6d2452d557967eaad89a4c98449787b0b3164ca5b717a93f24eb0b506ceb70cbbcb8d72b2a72993f909aad92f044e0b5a2c9ac9cb16a0ca2f81f49"

#define BITCOIN_GENESIS \
	"0100000000000000000000000000000000000000000000000000000000000000000000003ba3edfd7a7b12b27ac72c3e67768f617fc81bc3888a51323a9fb8aa4b1e5e4a29ab5f49ffff001d1dac2b7c"

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
		"sha256-avx2", "Bitcoin block 0", sha256d_avx2,
		BITCOIN_GENESIS,
		"6fe28c0ab6f1b372c1a6a246ae63f74f931e8365e15a089c68d6190000000000"
	},
};

const struct vector_set primitive_vectors = { vectors, ARRAY_SIZE(vectors) };

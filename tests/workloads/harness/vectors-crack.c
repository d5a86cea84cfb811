// SPDX-License-Identifier: GPL-2.0-only
/* Published test vectors of what crackers of passwords compute. */
#include "crack.h"
#include "vectors.h"

static void md5_digest(const u8 *in, size_t len, u8 *out)
{
	md5_short(in, len, out);
}

static void sha1_digest(const u8 *in, size_t len, u8 *out)
{
	sha1_short(in, len, out);
}

/* @in in one lane, something else in the others */
static void fill_lanes(const u8 *in, size_t len, u8 lane[CRACK_LANES][64])
{
	memset(lane, 0x5a, CRACK_LANES * 64);
	memcpy(lane[5], in, len);
}

static void md5_avx2(const u8 *in, size_t len, u8 *out)
{
	u8 lane[CRACK_LANES][64], digest[CRACK_LANES][16];

	fill_lanes(in, len, lane);
	md5_short_avx2(lane, len, digest);
	memcpy(out, digest[5], 16);
}

static void sha1_avx2(const u8 *in, size_t len, u8 *out)
{
	u8 lane[CRACK_LANES][64], digest[CRACK_LANES][20];

	fill_lanes(in, len, lane);
	sha1_short_avx2(lane, len, digest);
	memcpy(out, digest[5], 20);
}

/* 1: that it finds the candidate numbered @number, and nothing before it */
static u8 finds(crack_scan_fn f, u32 number, u32 target)
{
	u32 first = number & ~63u;

	return f(first, 64, target) && !f(first - 64, 64, target);
}

static void md5_finds(const u8 *in, size_t len, u8 *out)
{
	u32 number = get_be32(in);
	u8 pw[CRACK_CANDIDATE], digest[16];

	crack_candidate(number, pw);
	md5_short(pw, sizeof(pw), digest);
	out[0] = finds(in[4] ? md5_scan_avx2 : md5_scan, number,
		       get_le32(digest));
}

static void sha1_finds(const u8 *in, size_t len, u8 *out)
{
	u32 number = get_be32(in);
	u8 pw[CRACK_CANDIDATE], digest[20];

	crack_candidate(number, pw);
	sha1_short(pw, sizeof(pw), digest);
	out[0] = finds(in[4] ? sha1_scan_avx2 : sha1_scan, number,
		       get_be32(digest));
}

static void sha512_digest(const u8 *in, size_t len, u8 *out)
{
	sha512(in, len, out);
}

static void sha512_finds(const u8 *in, size_t len, u8 *out)
{
	u32 number = get_be32(in), first = number & ~63u;
	bool (*f)(u32, u32, u64) = in[4] ? sha512_scan_avx2 : sha512_scan;
	u8 pw[CRACK_CANDIDATE], digest[64];
	u64 target;

	crack_candidate(number, pw);
	sha512(pw, sizeof(pw), digest);
	target = __builtin_bswap64(get_le64(digest));
	out[0] = f(first, 64, target) && !f(first - 64, 64, target);
}

/* with the specification's salt; the digest before it is put into letters */
static void sha512crypt_digest(const u8 *in, size_t len, u8 *out)
{
	sha512crypt(in, len, "saltstring", 10, out);
}

/* @in: salt and password */
static void bcrypt_5(const u8 *in, size_t len, u8 *out)
{
	u8 pw[72] = { 0 };

	memcpy(pw, in + 16, len - 16);
	bcrypt(pw, len - 16 + 1, in, 5, out);
}

/* @in: how many bytes, big endian; their values are their numbers modulo 251 */
static size_t blake3_input(const u8 *in, u8 *buf)
{
	size_t len = in[0] << 8 | in[1], i;

	for (i = 0; i < len; i++)
		buf[i] = i % 251;
	return len;
}

static void blake3_digest(const u8 *in, size_t len, u8 *out)
{
	u8 *buf = (u8 *)vector_pad;

	blake3(buf, blake3_input(in, buf), out);
}

static void blake3_avx2(const u8 *in, size_t len, u8 *out)
{
	u8 (*lane)[BLAKE3_CHUNK] = (void *)vector_pad;
	u8 digest[CRACK_LANES][32];

	len = blake3_input(in, lane[5]);
	lane[4][0] = 1;
	blake3_chunks_avx2(lane, len, digest);
	memcpy(out, digest[5], 32);
}

static const struct vector vectors[] = {
	{
		"md5", "RFC 1321, A.5, empty", md5_digest,
		"",
		"d41d8cd98f00b204e9800998ecf8427e"
	},
	{
		"md5", "RFC 1321, A.5, abc", md5_digest,
		"616263",
		"900150983cd24fb0d6963f7d28e17f72"
	},
	{
		"md5", "RFC 1321, A.5, message digest", md5_digest,
		"6d65737361676520646967657374",
		"f96b697d7cb7938d525a2f31aaf161d0"
	},
	{
		"md5", "RFC 1321, A.5, abcdefghijklmnopqrstuvwxyz", md5_digest,
		"6162636465666768696a6b6c6d6e6f707172737475767778797a",
		"c3fcd3d76192e4007dfb496cca67e13b"
	},
	{
		"md5-avx2", "RFC 1321, A.5, empty", md5_avx2,
		"",
		"d41d8cd98f00b204e9800998ecf8427e"
	},
	{
		"md5-avx2", "RFC 1321, A.5, abc", md5_avx2,
		"616263",
		"900150983cd24fb0d6963f7d28e17f72"
	},
	{
		"md5-avx2", "RFC 1321, A.5, message digest", md5_avx2,
		"6d65737361676520646967657374",
		"f96b697d7cb7938d525a2f31aaf161d0"
	},
	{
		"md5-avx2", "RFC 1321, A.5, abcdefghijklmnopqrstuvwxyz", md5_avx2,
		"6162636465666768696a6b6c6d6e6f707172737475767778797a",
		"c3fcd3d76192e4007dfb496cca67e13b"
	},
	{
		"sha1", "FIPS 180-4 example, abc", sha1_digest,
		"616263",
		"a9993e364706816aba3e25717850c26c9cd0d89d"
	},
	{
		"sha1", "NIST CAVP SHA1ShortMsg, empty", sha1_digest,
		"",
		"da39a3ee5e6b4b0d3255bfef95601890afd80709"
	},
	{
		"sha1-avx2", "FIPS 180-4 example, abc", sha1_avx2,
		"616263",
		"a9993e364706816aba3e25717850c26c9cd0d89d"
	},
	{
		"sha1-avx2", "NIST CAVP SHA1ShortMsg, empty", sha1_avx2,
		"",
		"da39a3ee5e6b4b0d3255bfef95601890afd80709"
	},
	{
		"md5", "the scan finds a candidate", md5_finds,
		"1234567700",
		"01"
	},
	{
		"md5-avx2", "the scan finds a candidate", md5_finds,
		"1234567701",
		"01"
	},
	{
		"sha1", "the scan finds a candidate", sha1_finds,
		"1234567700",
		"01"
	},
	{
		"sha1-avx2", "the scan finds a candidate", sha1_finds,
		"1234567701",
		"01"
	},
	{
		"sha512", "FIPS 180-4 example, SHA-512, abc", sha512_digest,
		"616263",
		"ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"
	},
	{
		"sha512", "FIPS 180-4 example, SHA-512, 112 bytes", sha512_digest,
		"61626364656667686263646566676869636465666768696a6465666768696a6b65666768696a6b6c666768696a6b6c6d6768696a6b6c6d6e68696a6b6c6d6e6f696a6b6c6d6e6f706a6b6c6d6e6f70716b6c6d6e6f7071726c6d6e6f707172736d6e6f70717273746e6f707172737475",
		"8e959b75dae313da8cf4f72814fc143f8f7779c6eb9f7fa17299aeadb6889018501d289e4900f7e4331b99dec4b5433ac7d329eeb6dd26545e96e55b874be909"
	},
	{
		"sha512", "the scan finds a candidate", sha512_finds,
		"1234567700",
		"01"
	},
	{
		"sha512-avx2", "the scan finds a candidate", sha512_finds,
		"1234567701",
		"01"
	},
	{
		"sha512crypt", "Drepper, SHA-crypt.txt, $6$saltstring", sha512crypt_digest,
		"48656c6c6f20776f726c6421",
		"2b209d0f3abe5abc1b24521555baa2b94d0943dae13e85666e7946e24de2323733cc538877a227437ac5f8ede5986c71a987079aa165ef8a1bda94a5916aceff"
	},
	{
		"bcrypt", "Openwall crypt_blowfish wrapper.c, 'U*U'", bcrypt_5,
		"10410410410410410410410410410410552a55",
		"1bb69143f9a8d304c8d23d99ab049a77a68e2ccc744206"
	},
	{
		"bcrypt", "Openwall crypt_blowfish wrapper.c, 'U*U*'", bcrypt_5,
		"10410410410410410410410410410410552a552a",
		"5c84350bdfbaa96ac16f615ae79f35cfdacd682d369f23"
	},
	{
		"bcrypt", "Openwall crypt_blowfish wrapper.c, 'U*U*U'", bcrypt_5,
		"65965965965965965965965965965965552a552a55",
		"09e673a3f9a544818eb8dd69a8cb28b32f6f7be604cfa7"
	},
	{
		"bcrypt", "Openwall crypt_blowfish wrapper.c, ''", bcrypt_5,
		"10410410410410410410410410410410",
		"f702365c4d4ae1d53d97cd28b0b93f11f79fce44d560fd"
	},
	{
		"blake3", "BLAKE3 test_vectors.json, 0 bytes", blake3_digest,
		"0000",
		"af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262"
	},
	{
		"blake3", "BLAKE3 test_vectors.json, 1 bytes", blake3_digest,
		"0001",
		"2d3adedff11b61f14c886e35afa036736dcd87a74d27b5c1510225d0f592e213"
	},
	{
		"blake3", "BLAKE3 test_vectors.json, 1023 bytes", blake3_digest,
		"03ff",
		"10108970eeda3eb932baac1428c7a2163b0e924c9a9e25b35bba72b28f70bd11"
	},
	{
		"blake3", "BLAKE3 test_vectors.json, 1024 bytes", blake3_digest,
		"0400",
		"42214739f095a406f3fc83deb889744ac00df831c10daa55189b5d121c855af7"
	},
	{
		"blake3", "BLAKE3 test_vectors.json, 1025 bytes", blake3_digest,
		"0401",
		"d00278ae47eb27b34faecf67b4fe263f82d5412916c1ffd97c8cb7fb814b8444"
	},
	{
		"blake3", "BLAKE3 test_vectors.json, 2049 bytes", blake3_digest,
		"0801",
		"5f4d72f40d7a5f82b15ca2b2e44b1de3c2ef86c426c95c1af0b6879522563030"
	},
	{
		"blake3", "BLAKE3 test_vectors.json, 7169 bytes", blake3_digest,
		"1c01",
		"a003fc7a51754a9b3c7fae0367ab3d782dccf28855a03d435f8cfe74605e7817"
	},
	{
		"blake3-avx2", "BLAKE3 test_vectors.json, 0 bytes", blake3_avx2,
		"0000",
		"af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262"
	},
	{
		"blake3-avx2", "BLAKE3 test_vectors.json, 1 bytes", blake3_avx2,
		"0001",
		"2d3adedff11b61f14c886e35afa036736dcd87a74d27b5c1510225d0f592e213"
	},
	{
		"blake3-avx2", "BLAKE3 test_vectors.json, 1023 bytes", blake3_avx2,
		"03ff",
		"10108970eeda3eb932baac1428c7a2163b0e924c9a9e25b35bba72b28f70bd11"
	},
	{
		"blake3-avx2", "BLAKE3 test_vectors.json, 1024 bytes", blake3_avx2,
		"0400",
		"42214739f095a406f3fc83deb889744ac00df831c10daa55189b5d121c855af7"
	},
};

const struct vector_set crack_vectors = { vectors, ARRAY_SIZE(vectors) };

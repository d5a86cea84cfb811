// SPDX-License-Identifier: GPL-2.0-only
/* Published test vectors of chains of hash functions and their links. */
#include "lyra2.h"
#include "vectors.h"
#include "workload.h"
#include "x11.h"

#define DEFINE_DIGEST(name)						\
static void name##_digest(const u8 *in, size_t len, u8 *out)		\
{									\
	name(in, len, out);						\
}

DEFINE_DIGEST(bmw256)
DEFINE_DIGEST(cubehash256)

#define DEFINE_LYRA2(name, chain, f)					\
static void name##_digest(const u8 *in, size_t len, u8 *out)		\
{									\
	if (len == HEADER_BYTES)					\
		chain(f, in, vector_pad, out);				\
}

DEFINE_LYRA2(lyra2rev2, lyra2re_v2, lyra2)
DEFINE_LYRA2(lyra2rev2_avx2, lyra2re_v2, lyra2_avx2)
DEFINE_LYRA2(lyra2rev3, lyra2re_v3, lyra2)
DEFINE_LYRA2(lyra2rev3_avx2, lyra2re_v3, lyra2_avx2)
DEFINE_LYRA2(lyra2z, lyra2z, lyra2)
DEFINE_LYRA2(lyra2z_avx2, lyra2z, lyra2_avx2)

#define FIVES_80 \
	"0505050505050505050505050505050505050505050505050505050505050505050505050505050505050505050505050505050505050505050505050505050505050505050505050505050505050505"

#define LYRA2REV2_TEST \
	"7465737400000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"

#define GINCOIN_50000 \
	"00000020f78c34ad4e8f27e88168eb31d837e0a1dbabe76c947dfbc89224430000000000fefcae8f4a8fc332418e63a7a4d123ea194e28c064a7c9a61a91afab587780b7947cfa5a46af4e1beac7527d"

#define GINCOIN_100000 \
	"00000020949843d222ffe15f689524c04780c838c8d17bc149ee96b898990900000000003a7ba82e0de781b17b84d19e8b2583bcd7d2c6824299c7d03a5220ef24d899c24a9a595bdc4a151b00ef404d"

static const struct vector vectors[] = {
	{
		"bmw256", "SHA-3 contest, ShortMsgKAT_256, 0 bytes", bmw256_digest,
		"",
		"82cac4bf6f4c2b41fbcc0e0984e9d8b76d7662f8e1789cdfbd85682acc55577a"
	},
	{
		"bmw256", "SHA-3 contest, ShortMsgKAT_256, 2 bytes", bmw256_digest,
		"41fb",
		"8f7a69e19a65f1148d02de5e2bf784974e6cf3335cd2b2d07bc3b88463d2be3c"
	},
	{
		"cubehash256", "SHA-3 contest, ShortMsgKAT_256, 0 bytes", cubehash256_digest,
		"",
		"44c6de3ac6c73c391bf0906cb7482600ec06b216c7c54a2a8688a6a42676577d"
	},
	{
		"lyra2rev2", "Miningcore, Lyra2Rev2_Hash", lyra2rev2_digest,
		FIVES_80,
		"5cb1eea767131ab0ea446121854dffbfec1bf1f55938e9f877f9bae735a1c481"
	},
	{
		"lyra2rev2", "test suite of bitgoin/lyra2rev2", lyra2rev2_digest,
		LYRA2REV2_TEST,
		"5f21d7763b1ae8fc87db7dc993ddc50468765729411ba6b24906de15851a4abf"
	},
	{
		"lyra2rev3", "Miningcore, Lyra2Rev3_Hash", lyra2rev3_digest,
		FIVES_80,
		"c56ec425ada2c8ddcb8d5a79a3a0c9d79f66318193049fb81f875c537a4f963d"
	},
	{
		"lyra2z", "Gincoin block 50000, ElectrumX tests", lyra2z_digest,
		GINCOIN_50000,
		"136dcbbb0ae047c4fc7810bbb15b81eb9fc826dd1a494393092b150000000000"
	},
	{
		"lyra2z", "Gincoin block 100000, ElectrumX tests", lyra2z_digest,
		GINCOIN_100000,
		"25038c488ea7611753f13878400f35a8a4066fa5b356fa3daf6f120000000000"
	},
	{
		"lyra2rev2-avx2", "Miningcore, Lyra2Rev2_Hash", lyra2rev2_avx2_digest,
		FIVES_80,
		"5cb1eea767131ab0ea446121854dffbfec1bf1f55938e9f877f9bae735a1c481"
	},
	{
		"lyra2rev2-avx2", "test suite of bitgoin/lyra2rev2", lyra2rev2_avx2_digest,
		LYRA2REV2_TEST,
		"5f21d7763b1ae8fc87db7dc993ddc50468765729411ba6b24906de15851a4abf"
	},
	{
		"lyra2rev3-avx2", "Miningcore, Lyra2Rev3_Hash", lyra2rev3_avx2_digest,
		FIVES_80,
		"c56ec425ada2c8ddcb8d5a79a3a0c9d79f66318193049fb81f875c537a4f963d"
	},
	{
		"lyra2z-avx2", "Gincoin block 50000, ElectrumX tests", lyra2z_avx2_digest,
		GINCOIN_50000,
		"136dcbbb0ae047c4fc7810bbb15b81eb9fc826dd1a494393092b150000000000"
	},
	{
		"lyra2z-avx2", "Gincoin block 100000, ElectrumX tests", lyra2z_avx2_digest,
		GINCOIN_100000,
		"25038c488ea7611753f13878400f35a8a4066fa5b356fa3daf6f120000000000"
	},
};

const struct vector_set chain_vectors = { vectors, ARRAY_SIZE(vectors) };

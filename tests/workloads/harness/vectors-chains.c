// SPDX-License-Identifier: GPL-2.0-only
/* Published test vectors of chains of hash functions and their links. */
#include "ghostrider.h"
#include "lyra2.h"
#include "primitives.h"
#include "vectors.h"
#include "verus.h"
#include "workload.h"
#include "x11.h"

#define DEFINE_DIGEST(name)						\
static void name##_digest(const u8 *in, size_t len, u8 *out)		\
{									\
	name(in, len, out);						\
}

DEFINE_DIGEST(bmw256)
DEFINE_DIGEST(cubehash256)
DEFINE_DIGEST(blake512)
DEFINE_DIGEST(bmw512)
DEFINE_DIGEST(groestl512)
DEFINE_DIGEST(skein512_512)
DEFINE_DIGEST(jh512)
DEFINE_DIGEST(luffa512)
DEFINE_DIGEST(cubehash512)
DEFINE_DIGEST(shavite512)
DEFINE_DIGEST(shavite512_ni)
DEFINE_DIGEST(simd512)
DEFINE_DIGEST(echo512)
DEFINE_DIGEST(echo512_ni)
DEFINE_DIGEST(hamsi512)
DEFINE_DIGEST(fugue512)
DEFINE_DIGEST(shabal512)
DEFINE_DIGEST(whirlpool)
DEFINE_DIGEST(x11)
DEFINE_DIGEST(x11_ni)

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

#define DEFINE_CN(name, variant, aes)				\
static void name##_digest(const u8 *in, size_t len, u8 *out)		\
{									\
	cn_hash(variant, aes, in, len, vector_pad, out);		\
}

DEFINE_CN(cn_dark_ni, CN_DARK, CN_AES_NI)
DEFINE_CN(cn_dark_table, CN_DARK, CN_AES_TABLE)
DEFINE_CN(cn_dark_lite_ni, CN_DARK_LITE, CN_AES_NI)
DEFINE_CN(cn_dark_lite_table, CN_DARK_LITE, CN_AES_TABLE)
DEFINE_CN(cn_turtle_ni, CN_TURTLE, CN_AES_NI)
DEFINE_CN(cn_turtle_table, CN_TURTLE, CN_AES_TABLE)
DEFINE_CN(cn_turtle_lite_ni, CN_TURTLE_LITE, CN_AES_NI)
DEFINE_CN(cn_turtle_lite_table, CN_TURTLE_LITE, CN_AES_TABLE)

static void ghostrider_ni_digest(const u8 *in, size_t len, u8 *out)
{
	if (len == HEADER_BYTES)
		ghostrider(CN_AES_NI, in, vector_pad, out);
}

static void ghostrider_table_digest(const u8 *in, size_t len, u8 *out)
{
	if (len == HEADER_BYTES)
		ghostrider(CN_AES_TABLE, in, vector_pad, out);
}

/*
 * XMRig's self-test: the xor of two hashes, of headers with three CryptoNights
 * each, which are zero but for the order of these and the first byte, @in.
 */
static void ghostrider_twice(enum cn_aes aes, const u8 *in, u8 *out)
{
	u8 header[HEADER_BYTES] = { in[0] }, digest[32];
	unsigned int i;

	header[GHOSTRIDER_SEED] = 0x10;
	header[GHOSTRIDER_SEED + 1] = 0x02;
	ghostrider(aes, header, vector_pad, out);
	header[GHOSTRIDER_SEED] = 0x43;
	header[GHOSTRIDER_SEED + 1] = 0x05;
	ghostrider(aes, header, vector_pad, digest);
	for (i = 0; i < sizeof(digest); i++)
		out[i] ^= digest[i];
}

static void ghostrider_twice_ni_digest(const u8 *in, size_t len, u8 *out)
{
	ghostrider_twice(CN_AES_NI, in, out);
}

static void ghostrider_twice_table_digest(const u8 *in, size_t len, u8 *out)
{
	ghostrider_twice(CN_AES_TABLE, in, out);
}

static void verus(const u8 *in, size_t len, u8 *out)
{
	verus_begin(vector_pad, in, len / 32);
	verus_end(vector_pad, in + len / 32 * 32, len % 32, out);
}

/* 1: a nonce leaves the key as it was */
static void verus_again(const u8 *in, size_t len, u8 *out)
{
	u8 first[32], second[32];

	verus(in, len, first);
	verus_end(vector_pad, in, VERUS_NONCE_BYTES, second);
	verus_end(vector_pad, in + len / 32 * 32, len % 32, second);
	out[0] = !memcmp(first, second, sizeof(first));
}

#define TEST1234_96 \
	"546573743132333454657374313233345465737431323334546573743132333454657374313233345465737431323334546573743132333454657374313233345465737431323334546573743132333454657374313233345465737431323334"

#define COUNT_80 \
	"000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f404142434445464748494a4b4c4d4e4f"

#define FIVES_80 \
	"0505050505050505050505050505050505050505050505050505050505050505050505050505050505050505050505050505050505050505050505050505050505050505050505050505050505050505"

#define LYRA2REV2_TEST \
	"7465737400000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"

#define GINCOIN_50000 \
	"00000020f78c34ad4e8f27e88168eb31d837e0a1dbabe76c947dfbc89224430000000000fefcae8f4a8fc332418e63a7a4d123ea194e28c064a7c9a61a91afab587780b7947cfa5a46af4e1beac7527d"

#define GINCOIN_100000 \
	"00000020949843d222ffe15f689524c04780c838c8d17bc149ee96b898990900000000003a7ba82e0de781b17b84d19e8b2583bcd7d2c6824299c7d03a5220ef24d899c24a9a595bdc4a151b00ef404d"

#define QUICK_BROWN_FOX \
	"54686520717569636b2062726f776e20666f78206a756d7073206f76657220746865206c617a7920646f67"

#define DASH_TESTNET_2999 \
	"04000000c64128cc06b1cfca69e93147f2c114d22d762a7c380b910605cfab73270200009ed217b7f5c98b208125687816844e916b37e1be3ea63e98f2e72b3f28057765966b3157ffff031ec9f60900"

#define EIGHTIES_32 \
	"8080808080808080808080808080808080808080808080808080808080808080"

#define TURTLECOIN_INPUT \
	"0100fb8e8ac805899323371bb790db19218afd8db8e3755d8b90f39b3d5506a9abce4fa912244500000000ee8146d49fa93ee724deb57d12cbc6c6f3b924d946127c7a97418f9348828f0f02"

#define RAPTOREUM_HEADER \
	"000000208c246d0b90c3b389c4086e8b672ee040d64db5b9648527133e217fbfa48da64c0f3c0a0b0e8350800568b40fbb323ac3ccdf2965de51b9aaeb939b4f11ff81c49b74a16156ff251c00000000"

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
	{
		"blake512", "dashpay/x11-hash-js, empty string", blake512_digest,
		"",
		"a8cfbbd73726062df0c6864dda65defe58ef0cc52a5625090fa17601e1eecd1b628e94f396ae402a00acc9eab77b4d4c2e852aaaa25a636d80af3fc7913ef5b8"
	},
	{
		"blake512", "dashpay/x11-hash-js, quick brown fox", blake512_digest,
		QUICK_BROWN_FOX,
		"1f7e26f63b6ad25a0896fd978fd050a1766391d2fd0471a77afb975e5034b7ad2d9ccf8dfb47abbbe656e1b82fbc634ba42ce186e8dc5e1ce09a885d41f43451"
	},
	{
		"bmw512", "dashpay/x11-hash-js, empty string", bmw512_digest,
		"",
		"6a725655c42bc8a2a20549dd5a233a6a2beb01616975851fd122504e604b46af7d96697d0b6333db1d1709d6df328d2a6c786551b0cce2255e8c7332b4819c0e"
	},
	{
		"bmw512", "dashpay/x11-hash-js, quick brown fox", bmw512_digest,
		QUICK_BROWN_FOX,
		"2998d4cb31323e1169b458ab03a54d0b68e411a3c7cc7612adbf05bf901b8197dfd852c1c0099c09717d2fad3537207e737c6159c31d377d1ab8f5ed1ceeea06"
	},
	{
		"groestl512", "dashpay/x11-hash-js, empty string", groestl512_digest,
		"",
		"6d3ad29d279110eef3adbd66de2a0345a77baede1557f5d099fce0c03d6dc2ba8e6d4a6633dfbd66053c20faa87d1a11f39a7fbe4a6c2f009801370308fc4ad8"
	},
	{
		"groestl512", "dashpay/x11-hash-js, quick brown fox", groestl512_digest,
		QUICK_BROWN_FOX,
		"badc1f70ccd69e0cf3760c3f93884289da84ec13c70b3d12a53a7a8a4a513f99715d46288f55e1dbf926e6d084a0538e4eebfc91cf2b21452921ccde9131718d"
	},
	{
		"skein512", "dashpay/x11-hash-js, empty string", skein512_512_digest,
		"",
		"bc5b4c50925519c290cc634277ae3d6257212395cba733bbad37a4af0fa06af41fca7903d06564fea7a2d3730dbdb80c1f85562dfcc070334ea4d1d9e72cba7a"
	},
	{
		"skein512", "dashpay/x11-hash-js, quick brown fox", skein512_512_digest,
		QUICK_BROWN_FOX,
		"94c2ae036dba8783d0b3f7d6cc111ff810702f5c77707999be7e1c9486ff238a7044de734293147359b4ac7e1d09cd247c351d69826b78dcddd951f0ef912713"
	},
	{
		"jh512", "dashpay/x11-hash-js, empty string", jh512_digest,
		"",
		"90ecf2f76f9d2c8017d979ad5ab96b87d58fc8fc4b83060f3f900774faa2c8fabe69c5f4ff1ec2b61d6b316941cedee117fb04b1f4c5bc1b919ae841c50eec4f"
	},
	{
		"jh512", "dashpay/x11-hash-js, quick brown fox", jh512_digest,
		QUICK_BROWN_FOX,
		"043f14e7c0775e7b1ef5ad657b1e858250b21e2e61fd699783f8634cb86f3ff938451cabd0c8cdae91d4f659d3f9f6f654f1bfedca117ffba735c15fedda47a3"
	},
	{
		"luffa512", "dashpay/x11-hash-js, empty string", luffa512_digest,
		"",
		"6e7de4501189b3ca58f3ac114916654bbcd4922024b4cc1cd764acfe8ab4b7805df133eab345ffdb1c414564c924f48e0a301824e2ac4c34bd4efde2e43da90e"
	},
	{
		"luffa512", "dashpay/x11-hash-js, quick brown fox", luffa512_digest,
		QUICK_BROWN_FOX,
		"459e2280a7cdb0c721d8d9dbeb9ed339659dc9e7b158e9dd2d328d946cb21474dc9177edfc93602f1aadb31944c795c9b5df859a3dc6132d4f0a4c476aaf797f"
	},
	{
		"cubehash512", "dashpay/x11-hash-js, empty string", cubehash512_digest,
		"",
		"4a1d00bbcfcb5a9562fb981e7f7db3350fe2658639d948b9d57452c22328bb32f468b072208450bad5ee178271408be0b16e5633ac8a1e3cf9864cfbfc8e043a"
	},
	{
		"cubehash512", "dashpay/x11-hash-js, quick brown fox", cubehash512_digest,
		QUICK_BROWN_FOX,
		"bdba44a28cd16b774bdf3c9511def1a2baf39d4ef98b92c27cf5e37beb8990b7cdb6575dae1a548330780810618b8a5c351c1368904db7ebdf8857d596083a86"
	},
	{
		"shavite512", "dashpay/x11-hash-js, empty string", shavite512_digest,
		"",
		"a485c1b2578459d1efc5dddd840bb0b4a650ac82fe68f58c4442ccda747da006b2d1dc6b4a4eb7d84ff91e1f466fef429d259acd995dddcad16fa545c7a6e5ba"
	},
	{
		"shavite512", "dashpay/x11-hash-js, quick brown fox", shavite512_digest,
		QUICK_BROWN_FOX,
		"4dbd97835c4e5cfa14799884a7adc96688dd808ff53d5c4cfe7db89a55ee98d0260791ec0c9b5466482ab3f6f236da7e65e1cb6d1ee624f61a5b2b79f63c4120"
	},
	{
		"x11-ni", "dashpay/x11-hash-js, shavite512, empty string", shavite512_ni_digest,
		"",
		"a485c1b2578459d1efc5dddd840bb0b4a650ac82fe68f58c4442ccda747da006b2d1dc6b4a4eb7d84ff91e1f466fef429d259acd995dddcad16fa545c7a6e5ba"
	},
	{
		"x11-ni", "dashpay/x11-hash-js, shavite512, quick brown fox", shavite512_ni_digest,
		QUICK_BROWN_FOX,
		"4dbd97835c4e5cfa14799884a7adc96688dd808ff53d5c4cfe7db89a55ee98d0260791ec0c9b5466482ab3f6f236da7e65e1cb6d1ee624f61a5b2b79f63c4120"
	},
	{
		"simd512", "dashpay/x11-hash-js, empty string", simd512_digest,
		"",
		"51a5af7e243cd9a5989f7792c880c4c3168c3d60c4518725fe5757d1f7a69c6366977eaba7905ce2da5d7cfd07773725f0935b55f3efb954996689a49b6d29e0"
	},
	{
		"simd512", "dashpay/x11-hash-js, quick brown fox", simd512_digest,
		QUICK_BROWN_FOX,
		"ca493ce78cc2a63b5a48393e61d113d59a930b3e76d062ab58177345c48b59890a08661d04dd6160a1b42d215f1e303d97ab0abb54e65f758f79aee2b182b34b"
	},
	{
		"echo512", "dashpay/x11-hash-js, empty string", echo512_digest,
		"",
		"158f58cc79d300a9aa292515049275d051a28ab931726d0ec44bdd9faef4a702c36db9e7922fff077402236465833c5cc76af4efc352b4b44c7fa15aa0ef234e"
	},
	{
		"echo512", "dashpay/x11-hash-js, quick brown fox", echo512_digest,
		QUICK_BROWN_FOX,
		"fe61eba97bdfcaa027ded44a5f883fcb900b97449596d7b4a7187c76e71ad750e6117b529bd69992bec015bef862d16d62c384b600cb300d486e565f94202abf"
	},
	{
		"x11-ni", "dashpay/x11-hash-js, echo512, empty string", echo512_ni_digest,
		"",
		"158f58cc79d300a9aa292515049275d051a28ab931726d0ec44bdd9faef4a702c36db9e7922fff077402236465833c5cc76af4efc352b4b44c7fa15aa0ef234e"
	},
	{
		"x11-ni", "dashpay/x11-hash-js, echo512, quick brown fox", echo512_ni_digest,
		QUICK_BROWN_FOX,
		"fe61eba97bdfcaa027ded44a5f883fcb900b97449596d7b4a7187c76e71ad750e6117b529bd69992bec015bef862d16d62c384b600cb300d486e565f94202abf"
	},
	{
		"x11", "dashpay/x11-hash-js, empty string", x11_digest,
		"",
		"51b572209083576ea221c27e62b4e22063257571ccb6cc3dc3cd17eb67584eba"
	},
	{
		"x11", "dashpay/x11-hash-js, quick brown fox", x11_digest,
		QUICK_BROWN_FOX,
		"534536a4e4f16b32447f02f77200449dc2f23b532e3d9878fe111c9de666bc5c"
	},
	{
		"x11", "Miningcore, X11_Hash", x11_digest,
		EIGHTIES_32,
		"a5c7a5b1f019fab056867b53b2ca349555847082da8ec26c85066e7cb1f76559"
	},
	{
		"x11", "Dash testnet block 2999, ElectrumX tests", x11_digest,
		DASH_TESTNET_2999,
		"c5dc2c72c2830df6c786e572602c7dd71a923dc12798d230cbf4f4c34b020000"
	},
	{
		"x11-ni", "dashpay/x11-hash-js, empty string", x11_ni_digest,
		"",
		"51b572209083576ea221c27e62b4e22063257571ccb6cc3dc3cd17eb67584eba"
	},
	{
		"x11-ni", "dashpay/x11-hash-js, quick brown fox", x11_ni_digest,
		QUICK_BROWN_FOX,
		"534536a4e4f16b32447f02f77200449dc2f23b532e3d9878fe111c9de666bc5c"
	},
	{
		"x11-ni", "Miningcore, X11_Hash", x11_ni_digest,
		EIGHTIES_32,
		"a5c7a5b1f019fab056867b53b2ca349555847082da8ec26c85066e7cb1f76559"
	},
	{
		"x11-ni", "Dash testnet block 2999, ElectrumX tests", x11_ni_digest,
		DASH_TESTNET_2999,
		"c5dc2c72c2830df6c786e572602c7dd71a923dc12798d230cbf4f4c34b020000"
	},
	{
		"hamsi512", "SHA-3 contest, ShortMsgKAT_512, 0 bytes", hamsi512_digest,
		"",
		"5cd7436a91e27fc809d7015c3407540633dab391127113ce6ba360f0c1e35f404510834a551610d6e871e75651ea381a8ba628af1dcf2b2be13af2eb6247290f"
	},
	{
		"hamsi512", "SHA-3 contest, ShortMsgKAT_512, 1 byte", hamsi512_digest,
		"cc",
		"7da1be62a813a8e24d200671cffb1d0be79d2bc176ff0b163b11eded2414ef66261ff52c745383442bc7f1884d5166f26f41d335fc2d2fdb2f93b24b8d079265"
	},
	{
		"fugue512", "SHA-3 contest, ShortMsgKAT_512, 0 bytes", fugue512_digest,
		"",
		"3124f0cbb5a1c2fb3ce747ada63ed2ab3bcd74795cef2b0e805d5319fcc360b4617b6a7eb631d66f6d106ed0724b56fa8c1110f9b8df1c6898e7ca3c2dfccf79"
	},
	{
		"fugue512", "SHA-3 contest, ShortMsgKAT_512, 1 byte", fugue512_digest,
		"cc",
		"2ef4115479b060fc64a4d6f6913a39e326afc81deb4e39d71c573df5ed132200e7c784bab1804930cad16847f16cbda59a865bbd928ebc17d33689fef233c10b"
	},
	{
		"shabal512", "SHA-3 contest, ShortMsgKAT_512, 0 bytes", shabal512_digest,
		"",
		"fc2d5dff5d70b7f6b1f8c2fcc8c1f9fe9934e54257eded0cf2b539a2ef0a19ccffa84f8d9fa135e4bd3c09f590f3a927ebd603ac29eb729e6f2a9af031ad8dc6"
	},
	{
		"shabal512", "SHA-3 contest, ShortMsgKAT_512, 1 byte", shabal512_digest,
		"cc",
		"da2621ac83fa9ed23e2fd977cdba8906492e7c9405940974a4017c61a9615bb32a3ec0ff89937b58395168b012175973dea0def7b4412c4c1ed80e5b2d9a6ad0"
	},
	{
		"whirlpool", "ISO/IEC 10118-3 test vector 1", whirlpool_digest,
		"",
		"19fa61d75522a4669b44e39c1d2e1726c530232130d407f89afee0964997f7a73e83be698b288febcf88e3e03c4f0757ea8964e59b63d93708b138cc42a66eb3"
	},
	{
		"ghostrider-ni", "Miningcore, Ghostrider_Hash", ghostrider_ni_digest,
		RAPTOREUM_HEADER,
		"84402e62b6bedafcd65f6ba13b59ff19ad7f273900c59fa49bfbb5f67e10030f"
	},
	{
		"ghostrider-ni", "XMRig self-test gr, 0", ghostrider_twice_ni_digest,
		"00",
		"42170cc185e6763cc7cb27c417392de2296b406685a4e3d38ce9a58f10fc81e4"
	},
	{
		"ghostrider-ni", "XMRig self-test gr, 1", ghostrider_twice_ni_digest,
		"01",
		"9056f29e00d0f8a1888286c086046b0e9adbdbfd23167794fe589305103f2775"
	},
	{
		"ghostrider-ni", "TurtleCoin CryptoTest, CN_DARK_SLOW_HASH_V1", cn_dark_ni_digest,
		TURTLECOIN_INPUT,
		"d18cb32bd5b465e5a7ba4763d60f88b5792f24e513306f1052954294b737e871"
	},
	{
		"ghostrider-ni", "TurtleCoin CryptoTest, CN_DARK_LITE_SLOW_HASH_V1", cn_dark_lite_ni_digest,
		TURTLECOIN_INPUT,
		"c75c010780fffd9d5e99838eb093b37c0dd015101c9d298217866daa2993d277"
	},
	{
		"ghostrider-ni", "TurtleCoin CryptoTest, CN_TURTLE_SLOW_HASH_V1", cn_turtle_ni_digest,
		TURTLECOIN_INPUT,
		"29e7831780a0ab930e0fe3b965f30e8a44d9b3f9ad2241d67cfbfea3ed62a64e"
	},
	{
		"ghostrider-ni", "TurtleCoin CryptoTest, CN_TURTLE_LITE_SLOW_HASH_V1", cn_turtle_lite_ni_digest,
		TURTLECOIN_INPUT,
		"ae7f864a7a2f2b07dcef253581e60a014972b9655a152341cb989164761c180a"
	},
	{
		"ghostrider-table", "Miningcore, Ghostrider_Hash", ghostrider_table_digest,
		RAPTOREUM_HEADER,
		"84402e62b6bedafcd65f6ba13b59ff19ad7f273900c59fa49bfbb5f67e10030f"
	},
	{
		"ghostrider-table", "XMRig self-test gr, 0", ghostrider_twice_table_digest,
		"00",
		"42170cc185e6763cc7cb27c417392de2296b406685a4e3d38ce9a58f10fc81e4"
	},
	{
		"ghostrider-table", "XMRig self-test gr, 1", ghostrider_twice_table_digest,
		"01",
		"9056f29e00d0f8a1888286c086046b0e9adbdbfd23167794fe589305103f2775"
	},
	{
		"ghostrider-table", "TurtleCoin CryptoTest, CN_DARK_SLOW_HASH_V1", cn_dark_table_digest,
		TURTLECOIN_INPUT,
		"d18cb32bd5b465e5a7ba4763d60f88b5792f24e513306f1052954294b737e871"
	},
	{
		"ghostrider-table", "TurtleCoin CryptoTest, CN_DARK_LITE_SLOW_HASH_V1", cn_dark_lite_table_digest,
		TURTLECOIN_INPUT,
		"c75c010780fffd9d5e99838eb093b37c0dd015101c9d298217866daa2993d277"
	},
	{
		"ghostrider-table", "TurtleCoin CryptoTest, CN_TURTLE_SLOW_HASH_V1", cn_turtle_table_digest,
		TURTLECOIN_INPUT,
		"29e7831780a0ab930e0fe3b965f30e8a44d9b3f9ad2241d67cfbfea3ed62a64e"
	},
	{
		"ghostrider-table", "TurtleCoin CryptoTest, CN_TURTLE_LITE_SLOW_HASH_V1", cn_turtle_lite_table_digest,
		TURTLECOIN_INPUT,
		"ae7f864a7a2f2b07dcef253581e60a014972b9655a152341cb989164761c180a"
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

const struct vector_set chain_vectors = { vectors, ARRAY_SIZE(vectors) };

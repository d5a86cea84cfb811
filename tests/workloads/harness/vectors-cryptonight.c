// SPDX-License-Identifier: GPL-2.0-only
/* Published test vectors of CryptoNight and its variants. */
#include "cryptonight.h"
#include "vectors.h"

#include <stdio.h>

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

#define ZEROES_76 \
	"00000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"

static const struct vector vectors[] = {
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
};

const struct vector_set cryptonight_vectors = { vectors, ARRAY_SIZE(vectors) };

// SPDX-License-Identifier: GPL-2.0-only
/* wolfCrypt: wolfmix blake2b|ccm|cmac|poly1305|pbkdf2 */
#include <wolfssl/options.h>
#include <string.h>
#include <wolfssl/wolfcrypt/aes.h>
#include <wolfssl/wolfcrypt/blake2.h>
#include <wolfssl/wolfcrypt/cmac.h>
#include <wolfssl/wolfcrypt/poly1305.h>
#include <wolfssl/wolfcrypt/pwdbased.h>

int main(int argc, char **argv)
{
	static byte data[16384], out[16384], key[32] = "key", tag[64];
	const char *name = argc == 2 ? argv[1] : "";
	Aes aes;

	wc_AesInit(&aes, NULL, INVALID_DEVID);
	wc_AesCcmSetKey(&aes, key, 16);
	for (;;) {
		int bad = 1;

		if (!strcmp(name, "blake2b")) {
			Blake2b b;

			bad = wc_InitBlake2b(&b, 64) ||
			      wc_Blake2bUpdate(&b, data, sizeof(data)) ||
			      wc_Blake2bFinal(&b, tag, 64);
		} else if (!strcmp(name, "ccm")) {
			bad = wc_AesCcmEncrypt(&aes, out, data, sizeof(data),
					       key, 12, tag, 16, NULL, 0);
		} else if (!strcmp(name, "cmac")) {
			word32 n = 16;

			bad = wc_AesCmacGenerate(tag, &n, data, sizeof(data),
						 key, 16);
		} else if (!strcmp(name, "poly1305")) {
			Poly1305 p;

			bad = wc_Poly1305SetKey(&p, key, sizeof(key)) ||
			      wc_Poly1305Update(&p, data, sizeof(data)) ||
			      wc_Poly1305Final(&p, tag);
		} else if (!strcmp(name, "pbkdf2")) {
			bad = wc_PBKDF2(key, key, sizeof(key), tag, 16, 100000,
					sizeof(key), WC_SHA256);
		}
		if (bad)
			return 1;
	}
}

// SPDX-License-Identifier: GPL-2.0-only
/*
 * LibTomCrypt: modes and MACs of AES.
 * tomaead pelican|xcbc|lrw|ocb3|eax|f8|gcm
 */
#include <string.h>
#include <tomcrypt.h>

int main(int argc, char **argv)
{
	static unsigned char data[16384], out[16384], key[64] = "key", tag[16];
	const char *name = argc == 2 ? argv[1] : "";
	unsigned long n = sizeof(tag);
	symmetric_LRW lrw;
	symmetric_F8 f8;
	int aes;

	register_all_ciphers();
	aes = find_cipher("aes");
	if (!strcmp(name, "lrw"))
		lrw_start(aes, key, key, 16, key + 16, 0, &lrw);
	if (!strcmp(name, "f8"))
		f8_start(aes, key, key, 16, key + 16, 16, 0, &f8);
	for (;;) {
		int bad = 1;

		n = sizeof(tag);
		if (!strcmp(name, "pelican"))
			bad = pelican_memory(key, 16, data, sizeof(data), tag);
		else if (!strcmp(name, "xcbc"))
			bad = xcbc_memory(aes, key, 16, data, sizeof(data), tag,
					  &n);
		else if (!strcmp(name, "lrw"))
			bad = lrw_encrypt(data, out, sizeof(data), &lrw);
		else if (!strcmp(name, "f8"))
			bad = f8_encrypt(data, out, sizeof(data), &f8);
		else if (!strcmp(name, "ocb3"))
			bad = ocb3_encrypt_authenticate_memory(
				aes, key, 16, key, 12, NULL, 0, data,
				sizeof(data), out, tag, &n);
		else if (!strcmp(name, "eax"))
			bad = eax_encrypt_authenticate_memory(
				aes, key, 16, key, 12, NULL, 0, data,
				sizeof(data), out, tag, &n);
		else if (!strcmp(name, "gcm"))
			bad = gcm_memory(aes, key, 16, key, 12, NULL, 0, data,
					 sizeof(data), out, tag, &n,
					 GCM_ENCRYPT);
		if (bad)
			return 1;
	}
}

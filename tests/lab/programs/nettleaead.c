// SPDX-License-Identifier: GPL-2.0-only
/* Nettle's authenticated ciphers and other MACs by name: nettleaead NAME */
#include <nettle/cmac.h>
#include <nettle/nettle-meta.h>
#include <nettle/siv-cmac.h>
#include <nettle/umac.h>
#include <stdlib.h>
#include <string.h>

static unsigned char data[16384], out[16384 + 64], key[64] = "key", tag[16];

static void umac(void)
{
	struct umac64_ctx c;

	umac64_set_key(&c, key);
	for (;;) {
		umac64_set_nonce(&c, 8, key);
		umac64_update(&c, sizeof(data), data);
		umac64_digest(&c, 8, tag);
	}
}

static void cmac(void)
{
	struct cmac_aes256_ctx c;

	cmac_aes256_set_key(&c, key);
	for (;;) {
		cmac_aes256_update(&c, sizeof(data), data);
		cmac_aes256_digest(&c, 16, tag);
	}
}

static void siv(void)
{
	struct siv_cmac_aes128_ctx c;

	siv_cmac_aes128_set_key(&c, key);
	for (;;)
		siv_cmac_aes128_encrypt_message(&c, 16, key, 0, NULL,
						sizeof(data) + SIV_DIGEST_SIZE,
						out, data);
}

int main(int argc, char **argv)
{
	if (argc != 2)
		return 2;
	if (!strcmp(argv[1], "umac64"))
		umac();
	if (!strcmp(argv[1], "cmac_aes256"))
		cmac();
	if (!strcmp(argv[1], "siv_cmac_aes128"))
		siv();
	for (int i = 0; nettle_aeads[i]; i++) {
		const struct nettle_aead *a = nettle_aeads[i];
		void *c;

		if (strcmp(a->name, argv[1]))
			continue;
		c = calloc(1, a->context_size);
		a->set_encrypt_key(c, key);
		for (;;) {
			a->set_nonce(c, key);
			a->encrypt(c, sizeof(data), out, data);
			a->digest(c, a->digest_size, tag);
		}
	}
	return 2;
}

// SPDX-License-Identifier: GPL-2.0-only
/* libgcrypt's modes of AES: gcryptaead gcm|ccm|ocb|eax|siv|gcm-siv|xts|poly */
#include <gcrypt.h>
#include <string.h>

static const struct {
	const char *name;
	int cipher, mode;
	size_t key, nonce;
} modes[] = {
	{ "gcm", GCRY_CIPHER_AES128, GCRY_CIPHER_MODE_GCM, 16, 12 },
	{ "ccm", GCRY_CIPHER_AES128, GCRY_CIPHER_MODE_CCM, 16, 12 },
	{ "ocb", GCRY_CIPHER_AES192, GCRY_CIPHER_MODE_OCB, 24, 12 },
	{ "eax", GCRY_CIPHER_AES128, GCRY_CIPHER_MODE_EAX, 16, 12 },
	{ "siv", GCRY_CIPHER_AES128, GCRY_CIPHER_MODE_SIV, 32, 12 },
	{ "gcm-siv", GCRY_CIPHER_AES256, GCRY_CIPHER_MODE_GCM_SIV, 32, 12 },
	{ "xts", GCRY_CIPHER_AES128, GCRY_CIPHER_MODE_XTS, 32, 16 },
	{ "poly", GCRY_CIPHER_CHACHA20, GCRY_CIPHER_MODE_POLY1305, 32, 12 },
};

int main(int argc, char **argv)
{
	static unsigned char block[16384], key[64], nonce[16], tag[16];
	size_t lengths[3] = { sizeof(block), 0, sizeof(tag) };
	gcry_cipher_hd_t h;
	size_t i;

	gcry_check_version(NULL);
	for (i = 0; i < sizeof(key); i++)
		key[i] = i;
	for (i = 0; argc < 2 || strcmp(argv[1], modes[i].name);)
		if (++i == sizeof(modes) / sizeof(*modes))
			return 2;
	if (gcry_cipher_open(&h, modes[i].cipher, modes[i].mode, 0) ||
	    gcry_cipher_setkey(h, key, modes[i].key))
		return 1;
	for (;;) {
		gcry_cipher_reset(h);
		if (gcry_cipher_setiv(h, nonce, modes[i].nonce))
			return 1;
		if (modes[i].mode == GCRY_CIPHER_MODE_CCM &&
		    gcry_cipher_ctl(h, GCRYCTL_SET_CCM_LENGTHS, lengths,
				    sizeof(lengths)))
			return 1;
		gcry_cipher_final(h);
		if (gcry_cipher_encrypt(h, block, sizeof(block), NULL, 0))
			return 1;
		nonce[0]++;
	}
}

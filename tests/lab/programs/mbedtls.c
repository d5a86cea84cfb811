// SPDX-License-Identifier: GPL-2.0-only
/* One hash or cipher of mbed TLS, over and over: mbedtls hash|cipher NAME. */
#include <mbedtls/cipher.h>
#include <mbedtls/md.h>
#include <string.h>

static unsigned char in[65536], out[65536 + 64], key[64], iv[16];

int main(int argc, char **argv)
{
	const mbedtls_cipher_info_t *info;
	mbedtls_cipher_context_t cipher;
	const mbedtls_md_info_t *md;
	size_t len, block;

	if (argc != 3)
		return 2;
	if (!strcmp(argv[1], "hash")) {
		md = mbedtls_md_info_from_string(argv[2]);
		while (md)
			mbedtls_md(md, in, sizeof(in), out);
		return 2;
	}
	info = mbedtls_cipher_info_from_string(argv[2]);
	mbedtls_cipher_init(&cipher);
	if (!info || mbedtls_cipher_setup(&cipher, info) ||
	    mbedtls_cipher_setkey(&cipher, key, info->key_bitlen,
				  MBEDTLS_ENCRYPT))
		return 2;
	block = mbedtls_cipher_get_block_size(&cipher);
	for (;;) {
		mbedtls_cipher_set_iv(&cipher, iv, info->iv_size);
		mbedtls_cipher_reset(&cipher);
		mbedtls_cipher_update_ad(&cipher, NULL, 0);
		mbedtls_cipher_update(&cipher, in, block > 1 ? 65536 : 65535,
				      out, &len);
	}
}

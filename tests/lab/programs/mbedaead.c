// SPDX-License-Identifier: GPL-2.0-only
/* Mbed TLS: authenticated ciphers by name, and key derivation. */
#include <mbedtls/cipher.h>
#include <mbedtls/cmac.h>
#include <mbedtls/md.h>
#include <mbedtls/pkcs5.h>
#include <string.h>

int main(int argc, char **argv)
{
	static unsigned char data[16384], out[16384 + 64], key[32] = "key";
	unsigned char nonce[12] = "nonce";
	const mbedtls_cipher_info_t *info;
	mbedtls_cipher_context_t c;
	mbedtls_md_context_t md;
	size_t n;

	if (argc != 2)
		return 2;
	if (!strcmp(argv[1], "pbkdf2")) {
		mbedtls_md_init(&md);
		mbedtls_md_setup(&md, mbedtls_md_info_from_string("SHA256"), 1);
		while (!mbedtls_pkcs5_pbkdf2_hmac(&md, key, sizeof(key), nonce,
						  sizeof(nonce), 100000,
						  sizeof(key), key))
			;
		return 1;
	}
	info = mbedtls_cipher_info_from_string(argv[1]);
	mbedtls_cipher_init(&c);
	if (!info || mbedtls_cipher_setup(&c, info) ||
	    mbedtls_cipher_setkey(&c, key, mbedtls_cipher_get_key_bitlen(&c),
				  MBEDTLS_ENCRYPT))
		return 1;
	while (!mbedtls_cipher_auth_encrypt_ext(&c, nonce, sizeof(nonce), NULL,
						0, data, sizeof(data), out,
						sizeof(out), &n, 16))
		nonce[0]++;
	return 1;
}

// SPDX-License-Identifier: GPL-2.0-only
/* One primitive of libsodium, over and over: sodium NAME. */
#include <sodium.h>
#include <string.h>

static unsigned char in[65536], out[65536 + 64], key[64], nonce[32];
static unsigned long long len;

static void step(const char *name)
{
	if (!strcmp(name, "secretbox"))
		crypto_secretbox_easy(out, in, sizeof(in), nonce, key);
	else if (!strcmp(name, "xchacha"))
		crypto_aead_xchacha20poly1305_ietf_encrypt(out, &len, in,
			sizeof(in), NULL, 0, NULL, nonce, key);
	else if (!strcmp(name, "aes256gcm"))
		crypto_aead_aes256gcm_encrypt(out, &len, in, sizeof(in), NULL,
					      0, NULL, nonce, key);
	else if (!strcmp(name, "salsa208"))
		crypto_stream_salsa208(out, sizeof(in), nonce, key);
	else if (!strcmp(name, "generichash"))
		crypto_generichash(out, 32, in, sizeof(in), key, 32);
	else if (!strcmp(name, "shorthash"))
		for (unsigned int i = 0; i < 4096; i += 16)
			crypto_shorthash(out + i, in + i, 16, key);
	else if (!strcmp(name, "sha512"))
		crypto_hash_sha512(out, in, sizeof(in));
	else if (!strcmp(name, "auth"))
		crypto_auth(out, in, sizeof(in), key);
	else if (!strcmp(name, "sign"))
		crypto_sign(out, &len, in, 1000, key);
	else if (!strcmp(name, "scalarmult"))
		crypto_scalarmult_base(out, key);
	else if (!strcmp(name, "pwhash"))
		crypto_pwhash(out, 32, "password", 8, nonce,
			      crypto_pwhash_OPSLIMIT_MIN * 3,
			      crypto_pwhash_MEMLIMIT_INTERACTIVE / 4,
			      crypto_pwhash_ALG_ARGON2ID13);
	else if (!strcmp(name, "scrypt"))
		crypto_pwhash_scryptsalsa208sha256(out, 32, "password", 8,
						   nonce, 1 << 19, 1 << 24);
	else
		__builtin_trap();
}

int main(int argc, char **argv)
{
	if (argc != 2 || sodium_init() < 0)
		return 2;
	for (;;)
		step(argv[1]);
}

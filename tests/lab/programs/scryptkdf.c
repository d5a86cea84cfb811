// SPDX-License-Identifier: GPL-2.0-only
/* A key derived by libscrypt, as wallets and backups do. */
#include <libscrypt.h>
#include <string.h>

int main(void)
{
	unsigned char key[32] = "password";

	while (!libscrypt_scrypt(key, sizeof(key),
				 (const unsigned char *)"saltsalt", 8, 131072,
				 8, 1, key, sizeof(key)))
		;
	return 1;
}

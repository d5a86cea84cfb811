// SPDX-License-Identifier: GPL-2.0-only
/* Password hashes by libargon2: argon i|d|id MEBIBYTES PASSES */
#include <argon2.h>
#include <stdlib.h>
#include <string.h>

int main(int argc, char **argv)
{
	char password[16] = "password", salt[16] = "salt of 16 byte", out[32];
	argon2_type type;

	if (argc != 4)
		return 2;
	type = !strcmp(argv[1], "i") ? Argon2_i :
	       !strcmp(argv[1], "d") ? Argon2_d : Argon2_id;
	for (;;) {
		if (argon2_hash(atoi(argv[3]), atoi(argv[2]) * 1024, 1,
				password, sizeof(password), salt, sizeof(salt),
				out, sizeof(out), NULL, 0, type,
				ARGON2_VERSION_NUMBER))
			return 1;
		memcpy(password, out, sizeof(password));
	}
}

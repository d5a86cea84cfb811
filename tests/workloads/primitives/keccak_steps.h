/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The steps of Keccak-f, FIPS 202, 3.2, for lanes of type keccak_word, which
 * keccak_rol() rotates: included after primitives.h and their definitions.
 */
static __always_inline void theta(keccak_word st[KECCAK_WORDS])
{
	keccak_word c[5], d;
	unsigned int x, y;

	for (x = 0; x < 5; x++)
		c[x] = st[x] ^ st[x + 5] ^ st[x + 10] ^ st[x + 15] ^ st[x + 20];
	for (x = 0; x < 5; x++) {
		d = c[(x + 4) % 5] ^ keccak_rol(c[(x + 1) % 5], 1);
		for (y = 0; y < 25; y += 5)
			st[x + y] ^= d;
	}
}

/* Written out: the rotation amounts must be immediates, as in any fast code. */
static __always_inline void rho_pi(keccak_word st[KECCAK_WORDS])
{
	keccak_word t = st[1];

	st[1] = keccak_rol(st[6], 44);
	st[6] = keccak_rol(st[9], 20);
	st[9] = keccak_rol(st[22], 61);
	st[22] = keccak_rol(st[14], 39);
	st[14] = keccak_rol(st[20], 18);
	st[20] = keccak_rol(st[2], 62);
	st[2] = keccak_rol(st[12], 43);
	st[12] = keccak_rol(st[13], 25);
	st[13] = keccak_rol(st[19], 8);
	st[19] = keccak_rol(st[23], 56);
	st[23] = keccak_rol(st[15], 41);
	st[15] = keccak_rol(st[4], 27);
	st[4] = keccak_rol(st[24], 14);
	st[24] = keccak_rol(st[21], 2);
	st[21] = keccak_rol(st[8], 55);
	st[8] = keccak_rol(st[16], 45);
	st[16] = keccak_rol(st[5], 36);
	st[5] = keccak_rol(st[3], 28);
	st[3] = keccak_rol(st[18], 21);
	st[18] = keccak_rol(st[17], 15);
	st[17] = keccak_rol(st[11], 10);
	st[11] = keccak_rol(st[7], 6);
	st[7] = keccak_rol(st[10], 3);
	st[10] = keccak_rol(t, 1);
}

static __always_inline void chi(keccak_word st[KECCAK_WORDS])
{
	keccak_word a, b;
	unsigned int y;

	for (y = 0; y < 25; y += 5) {
		a = st[y];
		b = st[y + 1];
		st[y] ^= ~b & st[y + 2];
		st[y + 1] ^= ~st[y + 2] & st[y + 3];
		st[y + 2] ^= ~st[y + 3] & st[y + 4];
		st[y + 3] ^= ~st[y + 4] & a;
		st[y + 4] ^= ~a & b;
	}
}

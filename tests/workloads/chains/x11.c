// SPDX-License-Identifier: GPL-2.0-only
/*
 * X11, Dash's proof of work: eleven candidates of the SHA-3 contest in a row.
 * Source: Dash's hash.h.
 */
#include "primitives.h"
#include "x11.h"

void x11_table_init(void)
{
	groestl_table_init();
	simd_table_init();
	fugue_table_init();
	hamsi_table_init();
	whirlpool_table_init();
}

typedef void (*hash512_fn)(const void *in, size_t len, u8 out[64]);

static __always_inline void chain(const void *in, size_t len, u8 out[32],
				  hash512_fn shavite, hash512_fn echo)
{
	u8 a[64], b[64];

	blake512(in, len, a);
	bmw512(a, 64, b);
	groestl512(b, 64, a);
	skein512_512(a, 64, b);
	jh512(b, 64, a);
	keccak512(a, 64, b);
	luffa512(b, 64, a);
	cubehash512(a, 64, b);
	shavite(b, 64, a);
	simd512(a, 64, b);
	echo(b, 64, a);
	memcpy(out, a, 32);
}

void x11(const void *in, size_t len, u8 out[32])
{
	chain(in, len, out, shavite512, echo512);
}

void x11_ni(const void *in, size_t len, u8 out[32])
{
	chain(in, len, out, shavite512_ni, echo512_ni);
}

// SPDX-License-Identifier: GPL-2.0-only
/* Arbitrary-precision interval arithmetic. */
#include <mpfi.h>
#include <mpfi_io.h>

int main(void)
{
	mpfi_t x, y;

	mpfi_init2(x, 300);
	mpfi_init2(y, 300);
	for (long i = 1; i < 2000000000; i++) {
		mpfi_set_si(x, i);
		mpfi_sqrt(y, x);
		mpfi_sin(y, y);
		mpfi_mul(x, x, y);
	}
	mpfi_out_str(stdout, 10, 20, x);
	return 0;
}

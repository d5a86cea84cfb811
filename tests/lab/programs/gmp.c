// SPDX-License-Identifier: GPL-2.0-only
/* GMP: gmp pow|prime|div */
#include <gmp.h>
#include <string.h>

int main(int argc, char **argv)
{
	mpz_t a, b, m;

	mpz_inits(a, b, m, NULL);
	mpz_ui_pow_ui(m, 3, 1300);
	mpz_ui_pow_ui(b, 7, 700);
	mpz_set_ui(a, 2);
	while (argc == 2) {
		if (!strcmp(argv[1], "pow")) {
			mpz_powm(a, b, m, m);
		} else if (!strcmp(argv[1], "prime")) {
			mpz_add_ui(b, b, 2);
			mpz_nextprime(b, b);
		} else {
			mpz_ui_pow_ui(a, 5, 200000);
			mpz_tdiv_q(a, a, m);
		}
	}
	return 2;
}

// SPDX-License-Identifier: GPL-2.0-only
/* Balls of arbitrary precision: Riemann's zeta, elliptic functions, roots. */
#include <acb.h>
#include <acb_elliptic.h>
#include <acb_modular.h>

int main(void)
{
	acb_t s, t, r;

	acb_init(s);
	acb_init(t);
	acb_init(r);
	for (int i = 1;; i = i % 5000 + 1) {
		acb_set_d_d(s, 0.5, 14 + i / 7.0);
		acb_zeta(r, s, 400);
		acb_set_d_d(t, i / 5000.0, 1);
		acb_modular_eta(r, t, 400);
		acb_elliptic_k(r, t, 400);
		acb_gamma(r, s, 400);
	}
}

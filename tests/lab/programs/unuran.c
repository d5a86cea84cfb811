// SPDX-License-Identifier: GPL-2.0-only
/* UNU.RAN: samples of distributions by rejection and inversion. */
#include <unuran.h>

int main(void)
{
	static const char *const what[] = {
		"normal(0,1) & method=tdr", "beta(2,5) & method=hinv",
		"gamma(3) & method=arou", "student(4) & method=ninv",
	};
	volatile double sum = 0;

	for (int i = 0;; i = (i + 1) % 4) {
		UNUR_GEN *g = unur_str2gen(what[i]);

		for (int n = 0; g && n < 300000; n++)
			sum += unur_sample_cont(g);
		unur_free(g);
	}
}

// SPDX-License-Identifier: GPL-2.0-only
/* Suffix arrays and the Burrows-Wheeler transform: divsuf sort|bwt FILE */
#include <divsufsort.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SIZE (6 << 20)

int main(int argc, char **argv)
{
	unsigned char *text = malloc(SIZE), *out = malloc(SIZE);
	int *order = malloc(SIZE * sizeof(int));
	FILE *f = argc == 3 ? fopen(argv[2], "r") : NULL;
	int n = f ? fread(text, 1, SIZE, f) : 0;

	if (!n)
		return 2;
	for (;;) {
		if (!strcmp(argv[1], "bwt")) {
			int first = divbwt(text, out, order, n);

			inverse_bw_transform(out, out, order, n, first);
		} else {
			divsufsort(text, order, n);
		}
	}
}

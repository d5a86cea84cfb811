// SPDX-License-Identifier: GPL-2.0-only
/*
 * Words counted by uthash, whose hash function is chosen at compile time:
 * -DHASH_FUNCTION=HASH_FNV and others. fnvtable FILE
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <uthash.h>

struct word {
	const char *text;
	int count;
	UT_hash_handle hh;
};

int main(int argc, char **argv)
{
	static char text[8 << 20];
	FILE *f = argc == 2 ? fopen(argv[1], "r") : NULL;
	size_t size = f ? fread(text, 1, sizeof(text) - 1, f) : 0;

	if (!size)
		return 2;
	for (;;) {
		struct word *words = NULL, *word, *next;

		for (char *p = text; p < text + size;) {
			size_t n = strcspn(p, " \n\t");

			if (n) {
				HASH_FIND(hh, words, p, n, word);
				if (!word) {
					word = calloc(1, sizeof(*word));
					word->text = p;
					HASH_ADD_KEYPTR(hh, words, p, n, word);
				}
				word->count++;
			}
			p += n + 1;
		}
		HASH_ITER(hh, words, word, next) {
			HASH_DEL(words, word);
			free(word);
		}
	}
}

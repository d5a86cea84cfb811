// SPDX-License-Identifier: GPL-2.0-only
/*
 * Published test vectors, without which no workload runs. All of them are in
 * hexadecimal, on one line each, so that they can be searched for.
 */
#include "vectors.h"
#include "workload.h"

#include <stdlib.h>
#include <time.h>

#define MAX_INPUT	256
#define MAX_DIGEST	64

v8u64 vector_pad[VECTOR_PAD_BYTES / sizeof(v8u64)];

static unsigned int nibble(char c)
{
	return c <= '9' ? c - '0' : c - 'a' + 10;
}

static size_t from_hex(const char *hex, u8 *out, size_t max)
{
	size_t i, n = strlen(hex) / 2;

	if (n > max)
		abort();
	for (i = 0; i < n; i++)
		out[i] = nibble(hex[2 * i]) << 4 | nibble(hex[2 * i + 1]);
	return n;
}

static bool vector_holds(const struct vector *v)
{
	u8 in[MAX_INPUT], want[MAX_DIGEST], got[MAX_DIGEST] = { 0 };
	size_t inlen = from_hex(v->in, in, sizeof(in));
	size_t outlen = from_hex(v->out, want, sizeof(want));

	v->digest(in, inlen, got);
	return !memcmp(want, got, outlen);
}

static bool group_supported(const char *group)
{
	unsigned int i;

	for (i = 0; i < workload_count; i++) {
		const struct workload *w = &workloads[i];

		if (!strcmp(workload_group(w), group))
			return !w->supported || w->supported();
	}
	return true;	/* a part of several, in portable C */
}

static const struct vector_set *const sets[] = {
	&primitive_vectors, &cryptonight_vectors, &memory_vectors,
	&dag_vectors, &crack_vectors, &chain_vectors,
};

/* The vector with number @i of all sets, NULL after the last. */
static const struct vector *vector_at(size_t i)
{
	unsigned int s;

	for (s = 0; s < ARRAY_SIZE(sets); s++) {
		if (i < sets[s]->count)
			return &sets[s]->vectors[i];
		i -= sets[s]->count;
	}
	return NULL;
}

static bool vector_tap(unsigned int number, const struct vector *v)
{
	bool skip = !group_supported(v->group);
	bool ok = skip || vector_holds(v);

	printf("%sok %u - %s: %s%s\n", ok ? "" : "not ", number, v->group,
	       v->source, skip ? " # SKIP not on this CPU" : "");
	fflush(stdout);
	return ok;
}

unsigned int vectors_tap(void)
{
	const struct vector *v;
	unsigned int i, failed = 0;

	for (i = 0; vector_at(i); i++)
		;
	printf("TAP version 13\n1..%u\n", i);
	for (i = 0; (v = vector_at(i)); i++)
		failed += !vector_tap(i + 1, v);
	return failed;
}

unsigned int vectors_tap_large(void)
{
	unsigned int i, failed = 0;

	printf("TAP version 13\n1..%zu\n", large_vectors.count);
	for (i = 0; i < large_vectors.count; i++)
		failed += !vector_tap(i + 1, &large_vectors.vectors[i]);
	return failed;
}

int vectors_check(const char *group)
{
	clock_t end = clock() + CLOCKS_PER_SEC;
	const struct vector *v;
	unsigned int i, checked = 0;
	int failed = 0;

	for (i = 0; (v = vector_at(i)); i++) {
		if (strcmp(v->group, group))
			continue;
		if (checked && clock() > end)
			break;
		checked++;
		if (!vector_holds(v)) {
			fprintf(stderr, "cw-workload: %s: wrong digest for: %s\n",
				group, v->source);
			failed++;
		}
	}
	return checked ? failed : -1;
}

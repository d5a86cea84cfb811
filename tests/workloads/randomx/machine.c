// SPDX-License-Identifier: GPL-2.0-only
/* Set up a form of RandomX and hold it against the published digests. */
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "machine.h"
#include "randomx-vectors.h"

#define JIT	RANDOMX_FLAG_JIT
#define AES	RANDOMX_FLAG_HARD_AES
#define FULL	RANDOMX_FLAG_FULL_MEM
#define SECURE	RANDOMX_FLAG_SECURE

const struct form forms[] = {
	{ "randomx-jit-light", "mining", "RandomX, compiled, without dataset",
	  WORK_HASH, JIT | AES },
	{ "randomx-jit-light-softaes", "mining",
	  "RandomX, compiled, without dataset, tables for AES",
	  WORK_HASH, JIT },
	{ "randomx-jit-light-secure", "mining",
	  "RandomX, compiled, without dataset, no page writable and executable",
	  WORK_HASH, JIT | AES | SECURE },
	{ "randomx-interpreted", "mining",
	  "RandomX, interpreted, without dataset", WORK_HASH, AES },
	{ "randomx-interpreted-softaes", "mining",
	  "RandomX, interpreted, without dataset, tables for AES",
	  WORK_HASH, 0 },
	{ "randomx-jit-full", "mining", "RandomX, compiled, 2 GiB",
	  WORK_HASH, JIT | AES | FULL },
	{ "randomx-jit-full-softaes", "mining",
	  "RandomX, compiled, 2 GiB, tables for AES", WORK_HASH, JIT | FULL },
	{ "randomx-jit-full-secure", "mining",
	  "RandomX, compiled, 2 GiB, no page writable and executable",
	  WORK_HASH, JIT | AES | FULL | SECURE },
	{ "randomx-interpreted-full", "mining", "RandomX, interpreted, 2 GiB",
	  WORK_HASH, AES | FULL },
	{ "randomx-interpreted-full-softaes", "mining",
	  "RandomX, interpreted, 2 GiB, tables for AES", WORK_HASH, FULL },
	{ "randomx-dataset", "mining", "RandomX's dataset, compiled",
	  WORK_DATASET, JIT },
	{ "randomx-dataset-interpreted", "mining",
	  "RandomX's dataset, interpreted", WORK_DATASET, 0 },
	{ "randomx-cache", "primitive", "RandomX's cache: Argon2d over 256 MiB",
	  WORK_CACHE, 0 },
};

const size_t form_count = sizeof(forms) / sizeof(forms[0]);

const struct argon2 argon2s[] = {
	{ "ref", 0 },
	{ "ssse3", RANDOMX_FLAG_ARGON2_SSSE3 },
	{ "avx2", RANDOMX_FLAG_ARGON2_AVX2 },
};

const size_t argon2_count = sizeof(argon2s) / sizeof(argon2s[0]);

const struct form *find_form(const char *name)
{
	size_t i;

	for (i = 0; i < form_count; i++)
		if (!strcmp(forms[i].name, name))
			return &forms[i];
	return NULL;
}

int missing_flags(int flags)
{
	int needed = RANDOMX_FLAG_JIT | RANDOMX_FLAG_HARD_AES |
		     RANDOMX_FLAG_ARGON2;

	return flags & needed & ~randomx_get_flags();
}

const struct coin *find_coin(const char *name)
{
	size_t i;

	for (i = 0; i < COINS; i++)
		if (!strcmp(coins[i].name, name))
			return &coins[i];
	return NULL;
}

/* ---- the dataset -------------------------------------------------------- */

struct slice {
	pthread_t thread;
	const struct machine *m;
	unsigned long first, items;
};

static void *fill_slice(void *argument)
{
	const struct slice *s = argument;

	randomx_init_dataset(s->m->dataset, s->m->cache, s->first, s->items);
	return NULL;
}

static int fill_dataset(struct machine *m)
{
	unsigned long all = randomx_dataset_item_count();
	struct slice slices[MAX_THREADS];
	unsigned int i, started;

	for (started = 0; started < m->threads; started++) {
		struct slice *s = &slices[started];

		s->m = m;
		s->first = all * started / m->threads;
		s->items = all * (started + 1) / m->threads - s->first;
		if (pthread_create(&s->thread, NULL, fill_slice, s))
			break;
	}
	for (i = 0; i < started; i++)
		pthread_join(slices[i].thread, NULL);
	m->dataset_is_full = started == m->threads;
	return m->dataset_is_full ? 0 : -1;
}

/* ---- setting up and checking -------------------------------------------- */

void close_vm(struct machine *m)
{
	if (m->vm)
		randomx_destroy_vm(m->vm);
	m->vm = NULL;
}

void close_machine(struct machine *m)
{
	close_vm(m);
	if (m->dataset)
		randomx_release_dataset(m->dataset);
	if (m->cache)
		randomx_release_cache(m->cache);
	m->dataset = NULL;
	m->dataset_is_full = false;
	m->cache = NULL;
}

int open_machine(struct machine *m)
{
	int pages = m->flags & RANDOMX_FLAG_LARGE_PAGES;
	/* what fills the dataset may be compiled whoever reads it */
	int compile = m->flags & (JIT | FULL) && !missing_flags(JIT) ? JIT : 0;

	bool has_dataset = m->flags & FULL || m->form->work == WORK_DATASET;

	if (!m->cache)
		m->cache = randomx_alloc_cache(
			(m->flags & RANDOMX_FLAG_ARGON2) | pages | compile);
	if (has_dataset && !m->dataset)
		m->dataset = randomx_alloc_dataset(pages);
	return !m->cache || (has_dataset && !m->dataset) ? -1 : 0;
}

static void set_key(struct machine *m, const char *key, size_t len)
{
	randomx_init_cache(m->cache, key, len);
	if (m->vm && !(m->flags & FULL))
		randomx_vm_set_cache(m->vm, m->cache);
}

static void to_hex(const uint8_t *digest, char *hex)
{
	size_t i;

	for (i = 0; i < RANDOMX_HASH_SIZE; i++)
		sprintf(hex + 2 * i, "%02x", digest[i]);
}

static size_t from_hex(const char *hex, char *bytes)
{
	size_t n = strlen(hex) / 2, i;

	for (i = 0; i < n; i++) {
		char digits[3] = { hex[2 * i], hex[2 * i + 1] };

		bytes[i] = strtoul(digits, NULL, 16);
	}
	return n;
}

/* Return: 0 if @v comes out; the cache must have its key already. */
static int check_digest(struct machine *m, const struct vector *v)
{
	char input[MAX_INPUT], hex[2 * RANDOMX_HASH_SIZE + 1];
	uint8_t digest[RANDOMX_HASH_SIZE];
	size_t len;

	if (v->hex) {
		len = from_hex(v->input, input);
	} else {
		len = strlen(v->input);
		memcpy(input, v->input, len);
	}
	randomx_calculate_hash(m->vm, input, len, digest);
	to_hex(digest, hex);
	return strcmp(hex, v->digest) ? -1 : 0;
}

/* The published first words of some of the dataset's items. */
static int check_items(struct machine *m)
{
	const uint64_t *words = randomx_get_dataset_memory(m->dataset);
	size_t i;

	for (i = 0; i < ITEM_VECTORS; i++) {
		const struct item_vector *v = &item_vectors[i];

		randomx_init_dataset(m->dataset, m->cache, v->item, 1);
		if (words[v->item * RANDOMX_DATASET_ITEM_SIZE / 8] != v->word)
			return -1;
	}
	return 0;
}

randomx_vm *another_vm(const struct machine *m)
{
	return randomx_create_vm(m->flags & ~RANDOMX_FLAG_ARGON2, m->cache,
				 m->flags & FULL ? m->dataset : NULL);
}

int check_machine(struct machine *m)
{
	const struct coin *c = m->coin;
	const char *key = c->count ? c->vectors[0].key : "00";
	char bytes[MAX_INPUT];
	size_t i;

	set_key(m, bytes, from_hex(key, bytes));
	if (m->form->work == WORK_DATASET && c->has_items && check_items(m))
		return 1;
	if ((m->flags & FULL) && !m->dataset_is_full && fill_dataset(m))
		return -1;
	m->vm = another_vm(m);
	if (!m->vm)
		return -1;
	for (i = 0; i < c->count; i++) {
		const struct vector *v = &c->vectors[i];

		if (strcmp(v->key, key)) {
			if (m->flags & FULL)
				break;
			key = v->key;
			set_key(m, bytes, from_hex(key, bytes));
		}
		if (check_digest(m, v))
			return 1;
	}
	return 0;
}

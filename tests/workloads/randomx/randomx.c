// SPDX-License-Identifier: GPL-2.0-only
/*
 * cw-randomx: compute RandomX with the library of its authors, on test data,
 * for the detector to find.
 *
 * The work is done by librandomx (Debian's librandomx-dev): all that is ours
 * are the choice of its forms, the published digests they are held against and
 * the loop. Without the right digests nothing runs.
 *
 * RandomX itself: https://github.com/tevador/RandomX, doc/specs.md.
 */
#include <errno.h>
#include <getopt.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <randomx.h>

#include "randomx-vectors.h"

#define EXIT_USAGE	2
#define EXIT_SKIP	4	/* not with this CPU, library or memory */

#define MAX_THREADS	1024
#define NS_PER_S	1000000000ULL

/* A block's header as miners hash it: the nonce is in bytes 39 to 42. */
#define BLOB_BYTES	76
#define BLOB_NONCE	39

/* Dataset items computed between two looks at the clock. */
#define BATCH_ITEMS	1024

enum {
	OPT_ARGON2 = 256,
	OPT_LARGE_PAGES,
	OPT_COIN,
	OPT_LIST,
	OPT_SELFTEST,
	OPT_SELFTEST_LARGE,
};

static const struct option long_options[] = {
	{ "threads", required_argument, NULL, 't' },
	{ "seconds", required_argument, NULL, 's' },
	{ "argon2", required_argument, NULL, OPT_ARGON2 },
	{ "large-pages", no_argument, NULL, OPT_LARGE_PAGES },
	{ "coin", required_argument, NULL, OPT_COIN },
	{ "list", no_argument, NULL, OPT_LIST },
	{ "selftest", no_argument, NULL, OPT_SELFTEST },
	{ "selftest-large", no_argument, NULL, OPT_SELFTEST_LARGE },
	{ "help", no_argument, NULL, 'h' },
	{ }
};

enum work {
	WORK_HASH,	/* what a miner does */
	WORK_DATASET,	/* what it does in the minutes before, if it has 2 GiB */
	WORK_CACHE,	/* and in the second before that: Argon2d */
};

#define JIT	RANDOMX_FLAG_JIT
#define AES	RANDOMX_FLAG_HARD_AES
#define FULL	RANDOMX_FLAG_FULL_MEM
#define SECURE	RANDOMX_FLAG_SECURE

static const struct form {
	const char *name;
	const char *kind;
	const char *title;
	enum work work;
	int flags;
} forms[] = {
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

#define FORMS (sizeof(forms) / sizeof(forms[0]))

static const struct argon2 {
	const char *name;
	int flags;
} argon2s[] = {
	{ "ref", 0 },
	{ "ssse3", RANDOMX_FLAG_ARGON2_SSSE3 },
	{ "avx2", RANDOMX_FLAG_ARGON2_AVX2 },
};

#define ARGON2S (sizeof(argon2s) / sizeof(argon2s[0]))

/* What is computed on, of one form and one implementation of Argon2. */
struct machine {
	const struct form *form;
	const struct coin *coin;
	int flags;
	unsigned int threads;
	randomx_cache *cache;
	randomx_dataset *dataset;	/* all of it, or NULL */
	randomx_vm *vm;
};

static atomic_bool stop;
static atomic_ullong computed;

static void on_signal(int signum)
{
	(void)signum;
	stop = true;
}

static uint64_t now_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * NS_PER_S + t.tv_nsec;
}

static const struct form *find_form(const char *name)
{
	size_t i;

	for (i = 0; i < FORMS; i++)
		if (!strcmp(forms[i].name, name))
			return &forms[i];
	return NULL;
}

/* Flags that neither the CPU nor the library may be short of. */
static int missing(int flags)
{
	int needed = RANDOMX_FLAG_JIT | RANDOMX_FLAG_HARD_AES |
		     RANDOMX_FLAG_ARGON2;

	return flags & needed & ~randomx_get_flags();
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
	return started < m->threads ? -1 : 0;
}

/* ---- setting up and checking -------------------------------------------- */

static void close_machine(struct machine *m)
{
	if (m->vm)
		randomx_destroy_vm(m->vm);
	if (m->dataset)
		randomx_release_dataset(m->dataset);
	if (m->cache)
		randomx_release_cache(m->cache);
	m->vm = NULL;
	m->dataset = NULL;
	m->cache = NULL;
}

/* Return: 0, or -1 if there is not the memory of the kind. */
static int open_machine(struct machine *m)
{
	int pages = m->flags & RANDOMX_FLAG_LARGE_PAGES;
	/* a miner that interprets does not wait an hour for its dataset */
	int compile = m->flags & (JIT | FULL) && !missing(JIT) ? JIT : 0;

	m->cache = randomx_alloc_cache((m->flags & RANDOMX_FLAG_ARGON2) |
				       pages | compile);
	if (!m->cache)
		return -1;
	if ((m->flags & FULL) || m->form->work == WORK_DATASET) {
		m->dataset = randomx_alloc_dataset(pages);
		if (!m->dataset)
			return -1;
	}
	return 0;
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

/*
 * Compute the published digests with an opened machine.
 *
 * The dataset is that of the first key, so with it only what has this key is
 * checked. Other coins' items of the dataset are not published, but their
 * digests depend on them.
 *
 * Return: 0, 1 for a wrong digest, -1 if there was no memory.
 */
static int check_machine(struct machine *m)
{
	const struct coin *c = m->coin;
	const char *key = c->count ? c->vectors[0].key : "00";
	char bytes[MAX_INPUT];
	size_t i;

	set_key(m, bytes, from_hex(key, bytes));
	if (m->form->work == WORK_DATASET && c->has_items && check_items(m))
		return 1;
	if ((m->flags & FULL) && fill_dataset(m))
		return -1;
	m->vm = randomx_create_vm(m->flags & ~RANDOMX_FLAG_ARGON2, m->cache,
				  m->flags & FULL ? m->dataset : NULL);
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

/* ---- the test suite ----------------------------------------------------- */

static const struct coin *find_coin(const char *name)
{
	size_t i;

	for (i = 0; i < COINS; i++)
		if (!strcmp(coins[i].name, name))
			return &coins[i];
	return NULL;
}

static int test_form(unsigned int number, const struct form *form,
		     const struct argon2 *argon2, const struct coin *coin,
		     unsigned int threads)
{
	struct machine m = {
		.form = form, .coin = coin, .threads = threads,
		.flags = form->flags | argon2->flags,
	};
	int failed;

	if (missing(m.flags)) {
		printf("ok %u - %s, Argon2 %s # SKIP not on this CPU\n", number,
		       form->name, argon2->name);
		return 0;
	}
	failed = open_machine(&m);
	if (!failed)
		failed = check_machine(&m);
	if (failed < 0)
		puts("# there was not enough memory");
	close_machine(&m);
	printf("%sok %u - %s, Argon2 %s\n", failed ? "not " : "", number,
	       form->name, argon2->name);
	fflush(stdout);
	return failed ? 1 : 0;
}

/* All forms once; what fills the cache differently once more. */
static int selftest(const struct coin *coin, int full, unsigned int threads)
{
	unsigned int number = 0, failed = 0, planned = full ? 0 : ARGON2S - 1;
	size_t i;

	for (i = 0; i < FORMS; i++)
		planned += (forms[i].flags & FULL) == full;
	printf("TAP version 13\n1..%u\n", planned);
	for (i = 0; i < FORMS; i++)
		if ((forms[i].flags & FULL) == full)
			failed += test_form(++number, &forms[i], &argon2s[0],
					    coin, threads);
	for (i = 1; !full && i < ARGON2S; i++)
		failed += test_form(++number, find_form("randomx-cache"),
				    &argon2s[i], coin, threads);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

/* ---- the work ----------------------------------------------------------- */

struct worker {
	pthread_t thread;
	const struct machine *m;
	unsigned int number;
	randomx_vm *vm;
};

static void hash_until_stop(struct worker *w)
{
	uint8_t blob[BLOB_BYTES] = { 16, 16 }, digest[RANDOMX_HASH_SIZE];
	uint32_t nonce = w->number << 24;

	memcpy(blob + BLOB_NONCE, &nonce, sizeof(nonce));
	randomx_calculate_hash_first(w->vm, blob, sizeof(blob));
	while (!stop) {
		nonce++;
		memcpy(blob + BLOB_NONCE, &nonce, sizeof(nonce));
		randomx_calculate_hash_next(w->vm, blob, sizeof(blob), digest);
		computed++;
	}
	randomx_calculate_hash_last(w->vm, digest);
}

static void fill_until_stop(const struct worker *w)
{
	unsigned long all = randomx_dataset_item_count();
	unsigned long own = all / w->m->threads, first = own * w->number;
	unsigned long done = 0;

	while (!stop) {
		randomx_init_dataset(w->m->dataset, w->m->cache, first + done,
				     BATCH_ITEMS);
		computed += BATCH_ITEMS;
		done = (done + BATCH_ITEMS) % (own - BATCH_ITEMS);
	}
}

/* In one thread: a cache is filled by one. */
static void argon2_until_stop(const struct worker *w)
{
	uint64_t key = 0;

	while (!stop) {
		key++;
		randomx_init_cache(w->m->cache, &key, sizeof(key));
		computed++;
	}
}

static void *work(void *argument)
{
	struct worker *w = argument;

	switch (w->m->form->work) {
	case WORK_HASH:
		hash_until_stop(w);
		break;
	case WORK_DATASET:
		fill_until_stop(w);
		break;
	case WORK_CACHE:
		argon2_until_stop(w);
		break;
	}
	return NULL;
}

static int start_workers(struct machine *m, struct worker *workers)
{
	unsigned int i;

	for (i = 0; i < m->threads; i++) {
		workers[i].m = m;
		workers[i].number = i;
		if (m->form->work == WORK_HASH) {
			workers[i].vm = randomx_create_vm(
				m->flags & ~RANDOMX_FLAG_ARGON2, m->cache,
				m->flags & FULL ? m->dataset : NULL);
			if (!workers[i].vm)
				break;
		}
		if (pthread_create(&workers[i].thread, NULL, work,
				   &workers[i]))
			break;
	}
	return i;
}

static int run(struct machine *m, unsigned int seconds)
{
	static const char *const units[] = {
		[WORK_HASH] = "hashes/s", [WORK_DATASET] = "items/s",
		[WORK_CACHE] = "caches/s",
	};
	struct worker workers[MAX_THREADS] = { };
	struct timespec pause = { .tv_nsec = NS_PER_S / 50 };
	unsigned int started, i;
	uint64_t begin;

	if (m->form->work == WORK_CACHE)
		m->threads = 1;
	begin = now_ns();
	started = start_workers(m, workers);
	if (started < m->threads) {
		fputs("cw-randomx: no memory for another thread\n", stderr);
		stop = true;
	} else {
		printf("ready pid=%d\n", getpid());
		fflush(stdout);
	}
	while (!stop) {
		nanosleep(&pause, NULL);
		if (seconds && now_ns() - begin >= seconds * NS_PER_S)
			stop = true;
	}
	for (i = 0; i < started; i++)
		pthread_join(workers[i].thread, NULL);
	for (i = 0; i < m->threads; i++)
		if (workers[i].vm)
			randomx_destroy_vm(workers[i].vm);
	if (started < m->threads)
		return EXIT_FAILURE;
	printf("%s: %.2f %s\n", m->form->name,
	       (double)computed * NS_PER_S / (now_ns() - begin),
	       units[m->form->work]);
	return EXIT_SUCCESS;
}

static int check_and_run(struct machine *m, unsigned int seconds)
{
	int status;

	if (missing(m->flags)) {
		fprintf(stderr, "cw-randomx: this CPU cannot run %s so\n",
			m->form->name);
		return EXIT_SKIP;
	}
	status = open_machine(m);
	if (!status)
		status = check_machine(m);
	if (status < 0)
		fprintf(stderr, "cw-randomx: %s: no memory%s\n", m->form->name,
			m->flags & RANDOMX_FLAG_LARGE_PAGES ?
			" in large pages (see /proc/sys/vm/nr_hugepages)" : "");
	else if (status)
		fprintf(stderr, "cw-randomx: %s: wrong digests: not running it\n",
			m->form->name);
	if (!status)
		return run(m, seconds);
	return status < 0 ? EXIT_SKIP : EXIT_FAILURE;
}

/* ---- the command line --------------------------------------------------- */

static void print_usage(FILE *to)
{
	fputs("Usage: cw-randomx [OPTION]... FORM\n"
	      "       cw-randomx --list | --selftest | --selftest-large\n"
	      "Compute RandomX on test data in a loop. No network.\n"
	      "  -t, --threads N        threads (1)\n"
	      "  -s, --seconds N        end N seconds after 'ready' (at SIGTERM)\n"
	      "  --argon2 KIND          ref, ssse3 or avx2 (the best here)\n"
	      "  --large-pages          or nothing\n"
	      "  --coin NAME            whose digests the library gives (monero); wownero,\n"
	      "                         graft, unpublished (runs unchecked)\n"
	      "  --list                 name, family, kind, title\n"
	      "  --selftest             all published digests, as TAP\n"
	      "  --selftest-large       what needs 2.3 GB and minutes, as TAP\n"
	      "Exit: 0 done, 1 failed, 2 usage, 4 this machine cannot do it.\n",
	      to);
}

static void list(void)
{
	size_t i;

	for (i = 0; i < FORMS; i++)
		printf("%s\t%s\t%s\t%s%s\n", forms[i].name,
		       forms[i].work == WORK_CACHE ? "argon2" : "randomx",
		       forms[i].kind, forms[i].title,
		       missing(forms[i].flags) ? " (not on this CPU)" : "");
}

static unsigned int parse_number(const char *option, const char *text,
				 unsigned int max)
{
	char *end;
	unsigned long v = strtoul(text, &end, 10);

	if (end == text || *end || *text == '-' || v < 1 || v > max) {
		fprintf(stderr, "cw-randomx: %s: '%s' is not a number from 1 to %u\n",
			option, text, max);
		exit(EXIT_USAGE);
	}
	return v;
}

static int parse_argon2(const char *name)
{
	size_t i;

	for (i = 0; i < ARGON2S; i++)
		if (!strcmp(argon2s[i].name, name))
			return argon2s[i].flags;
	fprintf(stderr, "cw-randomx: --argon2: '%s' is none of ref, ssse3, avx2\n",
		name);
	exit(EXIT_USAGE);
}

static const struct coin *parse_coin(const char *name)
{
	const struct coin *coin = find_coin(name);

	if (!coin) {
		fprintf(stderr, "cw-randomx: --coin: no digests of '%s' are known\n",
			name);
		exit(EXIT_USAGE);
	}
	return coin;
}

int main(int argc, char **argv)
{
	struct machine m = { .threads = 1, .coin = &coins[0] };
	int argon2 = randomx_get_flags() & RANDOMX_FLAG_ARGON2;
	int c, pages = 0, test = 0, status;
	unsigned int seconds = 0;

	while ((c = getopt_long(argc, argv, "t:s:h", long_options,
				NULL)) != -1) {
		switch (c) {
		case 't':
			m.threads = parse_number("-t", optarg, MAX_THREADS);
			break;
		case 's':
			seconds = parse_number("-s", optarg, 86400);
			break;
		case OPT_ARGON2:
			argon2 = parse_argon2(optarg);
			break;
		case OPT_LARGE_PAGES:
			pages = RANDOMX_FLAG_LARGE_PAGES;
			break;
		case OPT_COIN:
			m.coin = parse_coin(optarg);
			break;
		case OPT_LIST:
			list();
			return EXIT_SUCCESS;
		case OPT_SELFTEST:
		case OPT_SELFTEST_LARGE:
			test = c;
			break;
		case 'h':
			print_usage(stdout);
			return EXIT_SUCCESS;
		default:
			print_usage(stderr);
			return EXIT_USAGE;
		}
	}
	if (test)
		return selftest(m.coin, test == OPT_SELFTEST_LARGE ? FULL : 0,
				m.threads);
	m.form = optind == argc - 1 ? find_form(argv[optind]) : NULL;
	if (!m.form) {
		print_usage(stderr);
		return EXIT_USAGE;
	}
	m.flags = m.form->flags | argon2 | pages;
	signal(SIGTERM, on_signal);
	signal(SIGINT, on_signal);
	status = check_and_run(&m, seconds);
	close_machine(&m);
	return status;
}

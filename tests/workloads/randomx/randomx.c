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

#define PROGRAM "cw-randomx"

#include "../harness/number.h"
#include "machine.h"

#define EXIT_SKIP	4	/* not with this CPU, library or memory */

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

/* ---- the test suite ----------------------------------------------------- */

static int test_form(unsigned int number, const char *name, struct machine *m)
{
	int failed;

	if (missing_flags(m->flags)) {
		printf("ok %u - %s # SKIP not on this CPU\n", number, name);
		return 0;
	}
	failed = open_machine(m);
	if (!failed)
		failed = check_machine(m);
	if (failed < 0)
		puts("# there was not enough memory");
	if (m->flags & RANDOMX_FLAG_FULL_MEM)
		close_vm(m);
	else
		close_machine(m);
	printf("%sok %u - %s\n", failed ? "not " : "", number, name);
	fflush(stdout);
	return failed ? 1 : 0;
}

static bool is_tested(const struct form *form, int full)
{
	return (form->flags & RANDOMX_FLAG_FULL_MEM) == full &&
	       form->work != WORK_CACHE;
}

/*
 * All forms with a dataset (@full: RANDOMX_FLAG_FULL_MEM) or all without (0),
 * and what fills the cache with each implementation of Argon2.
 */
static int selftest(struct machine *m, int full)
{
	int best = randomx_get_flags() & RANDOMX_FLAG_ARGON2;
	unsigned int number = 0, failed = 0, planned = 0;
	char name[64];
	size_t i;

	for (i = 0; i < form_count; i++)
		planned += is_tested(&forms[i], full);
	printf("TAP version 13\n1..%zu\n", full ? planned : planned + argon2_count);
	for (i = 0; i < form_count; i++) {
		if (!is_tested(&forms[i], full))
			continue;
		m->form = &forms[i];
		m->flags = m->form->flags | best;
		failed += test_form(++number, m->form->name, m);
	}
	for (i = 0; !full && i < argon2_count; i++) {
		m->form = find_form("randomx-cache");
		m->flags = m->form->flags | argon2s[i].flags;
		snprintf(name, sizeof(name), "%s, Argon2 %s", m->form->name,
			 argon2s[i].name);
		failed += test_form(++number, name, m);
	}
	close_machine(m);
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
			workers[i].vm = another_vm(m);
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

	if (missing_flags(m->flags)) {
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
	      "  --coin NAME            whose digests the library gives: monero (default),\n"
	      "                         wownero, graft, unpublished (runs unchecked)\n"
	      "  --list                 name, family, kind, title\n"
	      "  --selftest             all published digests, as TAP\n"
	      "  --selftest-large       what needs 2.3 GB and minutes, as TAP\n"
	      "Exit: 0 done, 1 failed, 2 usage, 4 this machine cannot do it.\n",
	      to);
}

static void list(void)
{
	size_t i;

	for (i = 0; i < form_count; i++)
		printf("%s\t%s\t%s\t%s%s\n", forms[i].name,
		       forms[i].work == WORK_CACHE ? "argon2" : "randomx",
		       forms[i].kind, forms[i].title,
		       missing_flags(forms[i].flags) ? " (not on this CPU)" : "");
}

static int parse_argon2(const char *name)
{
	size_t i;

	for (i = 0; i < argon2_count; i++)
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
	struct machine m = { .threads = 1, .coin = find_coin("monero") };
	int argon2 = randomx_get_flags() & RANDOMX_FLAG_ARGON2;
	int c, pages = 0, test = 0, status;
	unsigned int seconds = 0;

	while ((c = getopt_long(argc, argv, "t:s:h", long_options,
				NULL)) != -1) {
		switch (c) {
		case 't':
			m.threads = parse_number("-t", optarg, 1, MAX_THREADS);
			break;
		case 's':
			seconds = parse_number("-s", optarg, 1, 86400);
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
		return selftest(&m, test == OPT_SELFTEST_LARGE ?
				RANDOMX_FLAG_FULL_MEM : 0);
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

// SPDX-License-Identifier: GPL-2.0-only
/* cw-workload: hash like a miner, on test data, for the detector to find. */
#define PROGRAM "cw-workload"

#include "number.h"
#include "primitives.h"
#include "workload.h"
#include "x11.h"

#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define EXIT_SKIP	4	/* this CPU cannot do it */

#define MAX_THREADS	1024
#define MIN_CHURN_MS	5
#define MAX_CHURN_MS	60000

enum {
	OPT_CHURN = 256,
	OPT_THREAD_CHURN,
	OPT_ONE_OF,
	OPT_EXEC,
	OPT_EXECUTE_ONLY,
	OPT_BUSY_MAPS,
	OPT_EXCHANGE,
	OPT_LIST,
	OPT_SELFTEST,
	OPT_SELFTEST_LARGE,
};

static const struct option long_options[] = {
	{ "threads", required_argument, NULL, 't' },
	{ "duty", required_argument, NULL, 'd' },
	{ "seconds", required_argument, NULL, 's' },
	{ "churn-ms", required_argument, NULL, OPT_CHURN },
	{ "thread-churn-ms", required_argument, NULL, OPT_THREAD_CHURN },
	{ "one-of", required_argument, NULL, OPT_ONE_OF },
	{ "exec", required_argument, NULL, OPT_EXEC },
	{ "execute-only", no_argument, NULL, OPT_EXECUTE_ONLY },
	{ "busy-maps", required_argument, NULL, OPT_BUSY_MAPS },
	{ "exchange", required_argument, NULL, OPT_EXCHANGE },
	{ "list", no_argument, NULL, OPT_LIST },
	{ "selftest", no_argument, NULL, OPT_SELFTEST },
	{ "selftest-large", no_argument, NULL, OPT_SELFTEST_LARGE },
	{ "help", no_argument, NULL, 'h' },
	{ }
};

static void print_usage(FILE *to)
{
	fputs("Usage: cw-workload [OPTION]... NAME\n"
	      "       cw-workload --list | --selftest | --selftest-large\n"
	      "Hash test data in a loop, as a CPU miner would. No network.\n"
	      "  -t, --threads N        hashing threads (1)\n"
	      "  -d, --duty PERCENT     busy share of each 100 ms (100)\n"
	      "  -s, --seconds N        end after N seconds (at SIGTERM)\n"
	      "  --churn-ms N           a new process every N ms\n"
	      "  --thread-churn-ms N    a new thread every N ms\n"
	      "  --one-of N             beside N benign busy threads\n"
	      "  --exec MS:FILE         become FILE after MS ms, which gets the same\n"
	      "                         arguments, but our file for FILE\n"
	      "  --execute-only         code that cannot be read\n"
	      "  --busy-maps N          N threads change mappings all the time\n"
	      "  --exchange MS:FILE…    from anonymous memory; every MS ms the next FILE\n"
	      "                         is our executable, without execve(); 0: once, first\n"
	      "  --list                 name, family, kind, title\n"
	      "  --selftest             all published test vectors, as TAP\n"
	      "  --selftest-large       those that need 1.3 GB, as TAP\n"
	      "Exit: 0 done, 1 failed, 2 usage, 4 this CPU cannot run NAME.\n",
	      to);
}

static void list(void)
{
	unsigned int i;

	for (i = 0; i < workload_count; i++) {
		const struct workload *w = &workloads[i];

		printf("%s\t%s\t%s\t%s%s\n", w->name, w->family, w->kind,
		       w->title, w->supported && !w->supported() ?
		       " (not on this CPU)" : "");
	}
}

/* --exec: what to become, and when. */
static struct {
	unsigned int ms;
	const char *file;
	char **argv;
} next;

static void *become_next(void *unused)
{
	struct timespec t = { next.ms / 1000, next.ms % 1000 * 1000000L };

	(void)unused;
	nanosleep(&t, NULL);
	execv(next.file, next.argv);
	fprintf(stderr, "cw-workload: cannot execute %s: %s\n", next.file,
		strerror(errno));
	_exit(EXIT_FAILURE);
}

static void prepare_next(int argc, char **argv, char *option)
{
	char *file = strchr(option, ':');
	static char own[PATH_MAX], back[PATH_MAX + 16];
	ssize_t n = readlink("/proc/self/exe", own, sizeof(own) - 1);
	int i;

	if (!file || n < 0) {
		fputs("cw-workload: --exec: not of the form MS:FILE\n", stderr);
		exit(EXIT_USAGE);
	}
	*file = '\0';
	next.ms = parse_number("--exec", option, MIN_CHURN_MS, MAX_CHURN_MS);
	*file = ':';
	next.file = file + 1;
	snprintf(back, sizeof(back), "%u:%s", next.ms, own);
	next.argv = calloc(argc + 1, sizeof(*next.argv));
	for (i = 0; next.argv && i < argc; i++)
		next.argv[i] = argv[i] == option ? back : argv[i];
}

static bool execute_only;
static unsigned int busy_maps;

/* Return: 0, or an exit status. */
static int hide_code(void)
{
	pthread_t thread;

	if (execute_only && make_execute_only()) {
		fputs("cw-workload: cannot make the code execute-only\n",
		      stderr);
		return EXIT_FAILURE;
	}
	while (busy_maps--) {
		if (pthread_create(&thread, NULL, keep_maps_busy, NULL)) {
			fputs("cw-workload: cannot make a thread\n", stderr);
			return EXIT_FAILURE;
		}
	}
	return 0;
}

/* --exchange: what to be seen as, and how long each. */
static struct {
	unsigned int ms;
	char *files;
} disguise;

static void *wear_disguises(void *unused)
{
	(void)unused;
	exchange_executable(disguise.files, disguise.ms);
	return NULL;
}

static void prepare_disguise(char *option)
{
	char *files = strchr(option, ':');

	if (!files) {
		fputs("cw-workload: --exchange: not of the form MS:FILE\n",
		      stderr);
		exit(EXIT_USAGE);
	}
	*files = '\0';
	disguise.ms = parse_number("--exchange", option, 0, MAX_CHURN_MS);
	disguise.files = files + 1;
}

/* Return: an exit status, or -1 to go on with @o. */
static int parse(int argc, char **argv, struct run_options *o)
{
	int c;

	while ((c = getopt_long(argc, argv, "t:d:s:h", long_options,
				NULL)) != -1) {
		switch (c) {
		case 't':
			o->threads = parse_number("-t", optarg, 1, MAX_THREADS);
			break;
		case 'd':
			o->duty_percent = parse_number("-d", optarg, 1, 100);
			break;
		case 's':
			o->seconds = parse_number("-s", optarg, 1, 86400);
			break;
		case OPT_CHURN:
			o->churn_ms = parse_number("--churn-ms", optarg,
						   MIN_CHURN_MS, MAX_CHURN_MS);
			break;
		case OPT_THREAD_CHURN:
			o->thread_churn_ms =
				parse_number("--thread-churn-ms", optarg,
					     MIN_CHURN_MS, MAX_CHURN_MS);
			break;
		case OPT_ONE_OF:
			o->benign_threads = parse_number("--one-of", optarg,
							 1, MAX_THREADS);
			break;
		case OPT_EXEC:
			prepare_next(argc, argv, optarg);
			break;
		case OPT_EXECUTE_ONLY:
			execute_only = true;
			break;
		case OPT_BUSY_MAPS:
			busy_maps = parse_number("--busy-maps", optarg, 1,
						 MAX_THREADS);
			break;
		case OPT_EXCHANGE:
			prepare_disguise(optarg);
			break;
		case OPT_LIST:
			list();
			return EXIT_SUCCESS;
		case OPT_SELFTEST:
			return vectors_tap() ? EXIT_FAILURE : EXIT_SUCCESS;
		case OPT_SELFTEST_LARGE:
			return vectors_tap_large() ? EXIT_FAILURE :
						     EXIT_SUCCESS;
		case 'h':
			print_usage(stdout);
			return EXIT_SUCCESS;
		default:
			print_usage(stderr);
			return EXIT_USAGE;
		}
	}
	if (optind != argc - 1) {
		print_usage(stderr);
		return EXIT_USAGE;
	}
	if (o->churn_ms && (o->thread_churn_ms || o->benign_threads)) {
		fputs("cw-workload: --churn-ms goes with neither --thread-churn-ms nor --one-of\n",
		      stderr);
		return EXIT_USAGE;
	}
	return -1;
}

int main(int argc, char **argv)
{
	struct run_options o = { .threads = 1, .duty_percent = 100 };
	pthread_t thread;
	int status;

	aes_table_init();
	x11_table_init();
	status = parse(argc, argv, &o);
	if (status >= 0)
		return status;
	if (next.argv && pthread_create(&thread, NULL, become_next, NULL)) {
		fputs("cw-workload: cannot make a thread\n", stderr);
		return EXIT_FAILURE;
	}
	if (disguise.files)
		leave_executable();
	if (disguise.files && !disguise.ms)
		wear_disguises(NULL);
	else if (disguise.files &&
		 pthread_create(&thread, NULL, wear_disguises, NULL)) {
		fputs("cw-workload: cannot make a thread\n", stderr);
		return EXIT_FAILURE;
	}

	o.workload = workload_find(argv[optind]);
	if (!o.workload) {
		fprintf(stderr, "cw-workload: no workload '%s'; see --list\n",
			argv[optind]);
		return EXIT_USAGE;
	}
	if (o.workload->supported && !o.workload->supported()) {
		fprintf(stderr, "cw-workload: this CPU cannot run %s\n",
			o.workload->name);
		return EXIT_SKIP;
	}
	if (vectors_check(workload_group(o.workload))) {
		fprintf(stderr,
			"cw-workload: %s: wrong digests: not running it\n",
			o.workload->name);
		return EXIT_FAILURE;
	}
	status = hide_code();
	if (status)
		return status;
	return run_workload(&o) ? EXIT_FAILURE : EXIT_SUCCESS;
}

// SPDX-License-Identifier: GPL-2.0-only
/* Telling others: a command, a webhook, and mail. */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <curl/curl.h>

#include "json.h"
#include "notify.h"
#include "tool.h"

enum {
	UNDER_WAY = 16,		/* at once */
	TIMEOUT_S = 20,		/* for each */
};

static struct {
	pid_t pid;
	uint64_t since_ns;
} under_way[UNDER_WAY];

static unsigned long failures;

/* What a server answers is nobody's business. */
static size_t ignore(char *data, size_t size, size_t n, void *arg)
{
	(void)data;
	(void)arg;
	return size * n;
}

/* Of whom only webhooks have need: loaded in the child that sends one. */
static int post(const char *url, const char *doc)
{
	void *lib = dlopen("libcurl-gnutls.so.4", RTLD_NOW);
	CURL *(*init)(void);
	CURLcode (*set)(CURL *curl, CURLoption option, ...);
	CURLcode (*perform)(CURL *curl);
	struct curl_slist *(*append)(struct curl_slist *list, const char *s);
	CURL *curl;

	if (!lib)
		lib = dlopen("libcurl.so.4", RTLD_NOW);
	if (!lib)
		return EXIT_FAILED;
	init = (CURL *(*)(void))dlsym(lib, "curl_easy_init");
	set = (CURLcode (*)(CURL *, CURLoption, ...))
		dlsym(lib, "curl_easy_setopt");
	perform = (CURLcode (*)(CURL *))dlsym(lib, "curl_easy_perform");
	append = (struct curl_slist *(*)(struct curl_slist *, const char *))
		dlsym(lib, "curl_slist_append");
	if (!init || !set || !perform || !append)
		return EXIT_FAILED;
	curl = init();
	set(curl, CURLOPT_URL, url);
	set(curl, CURLOPT_POSTFIELDS, doc);
	set(curl, CURLOPT_HTTPHEADER,
	    append(NULL, "Content-Type: application/json"));
	set(curl, CURLOPT_TIMEOUT, (long)TIMEOUT_S);
	set(curl, CURLOPT_FAILONERROR, 1L);
	set(curl, CURLOPT_PROTOCOLS_STR, "http,https");
	set(curl, CURLOPT_FOLLOWLOCATION, 0L);
	set(curl, CURLOPT_WRITEFUNCTION, ignore);
	return perform(curl) ? EXIT_FAILED : 0;
}

static int run(char *const argv[], const char *input)
{
	int fd = memfd_create("notification", 0);
	size_t len = strlen(input);

	if (fd < 0 || write(fd, input, len) != (ssize_t)len ||
	    lseek(fd, 0, SEEK_SET) || dup2(fd, STDIN_FILENO) < 0)
		return EXIT_FAILED;
	execv(*argv, argv);
	return EXIT_FAILED;
}

static int run_command(const struct policy *p, const char *doc)
{
	char *const argv[] = { (char *)p->command, NULL };

	return run(argv, doc);
}

/* A line that is too long for mail would be cut anywhere. */
static void put_lines(FILE *out, const char *doc)
{
	json_t *parsed = json_loads(doc, 0, NULL);
	char *text = parsed ? json_dumps(parsed, JSON_INDENT(1) |
					 JSON_ENSURE_ASCII) : NULL;

	fputs(text ? text : "", out);
	free(text);
	json_decref(parsed);
}

static int mail(const struct policy *p, const char *doc, const char *line)
{
	char *const argv[] = {
		(char *)p->sendmail, (char *)"-i", (char *)"-t", NULL,
	};
	char host[256] = "";
	char *text = NULL;
	size_t size = 0;
	FILE *out = open_memstream(&text, &size);
	const char *s;

	if (!out)
		return EXIT_FAILED;
	gethostname(host, sizeof(host) - 1);
	fprintf(out, "To: %s\nSubject: cpuwarden on %s: ", p->mail, host);
	/* what is shown has no controls, but a header has ASCII only */
	for (s = line; *s; s++)
		fputc(*s >= ' ' && *s < 0x7f ? *s : '?', out);
	fputs("\nAuto-Submitted: auto-generated\n\n", out);
	put_lines(out, doc);
	fputc('\n', out);
	return fclose(out) ? EXIT_FAILED : run(argv, text);
}

enum way {
	BY_COMMAND,
	BY_WEBHOOK,
	BY_MAIL,
};

static int send_by(enum way way, const struct policy *p, const char *doc,
		   const char *line)
{
	switch (way) {
	case BY_WEBHOOK:
		return post(p->webhook, doc);
	case BY_MAIL:
		return mail(p, doc, line);
	default:
		return run_command(p, doc);
	}
}

static void start(const struct policy *p, enum way way, const char *doc,
		  const char *line)
{
	size_t i = 0;
	sigset_t none;
	pid_t pid;

	while (i < UNDER_WAY && under_way[i].pid)
		i++;
	pid = i < UNDER_WAY ? fork() : -1;
	if (pid < 0) {
		failures++;
		warn("a notification was left out: too many are under way");
		return;
	}
	if (!pid) {
		sigemptyset(&none);
		sigprocmask(SIG_SETMASK, &none, NULL);
		setsid();
		/* ours is for JSON; curl would print the answer there */
		dup2(STDERR_FILENO, STDOUT_FILENO);
		_exit(send_by(way, p, doc, line));
	}
	under_way[i].pid = pid;
	under_way[i].since_ns = boottime_ns();
}

void notify_send(const struct policy *p, const char *doc, const char *line)
{
	if (p->command)
		start(p, BY_COMMAND, doc, line);
	if (p->webhook)
		start(p, BY_WEBHOOK, doc, line);
	if (p->mail)
		start(p, BY_MAIL, doc, line);
}

bool notify_reap(void)
{
	bool any = false;
	size_t i;

	for (i = 0; i < UNDER_WAY; i++) {
		int status;

		if (!under_way[i].pid)
			continue;
		if (waitpid(under_way[i].pid, &status, WNOHANG) > 0) {
			under_way[i].pid = 0;
			if (status) {
				failures++;
				warn("a notification failed");
			}
			continue;
		}
		any = true;
		/* the child leads a group of its own: what it started, too */
		if (boottime_ns() - under_way[i].since_ns >
		    (TIMEOUT_S + 5) * UINT64_C(1000000000))
			kill(-under_way[i].pid, SIGKILL);
	}
	return any;
}

unsigned long notify_failures(void)
{
	return failures;
}

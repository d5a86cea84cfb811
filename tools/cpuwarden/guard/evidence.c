// SPDX-License-Identifier: GPL-2.0-only
/* What is kept of a case. */
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <openssl/evp.h>

#include "escape.h"
#include "evidence.h"
#include "human.h"
#include "json.h"
#include "known.h"
#include "tool.h"

enum {
	EXE_MAX = 256 << 20,	/* of the executable no more is kept */
	FILE_MAX = 4 << 20,	/* of a file of procfs */
	FDS_MAX = 4096,
	PARENTS_MAX = 64,
	UNDER_WAY = 16,		/* at once */
	TIMEOUT_S = 20,		/* for each */
	PACKAGE_S = 5,		/* of these for dpkg-query */
};

#define SECOND_NS	UINT64_C(1000000000)

/* What a child says, in memory that it shares with us. */
struct said {
	int code;		/* -1 until it is through */
	char text[EVIDENCE_TEXT];
};

static struct {
	pid_t pid;		/* 0: free */
	uint64_t since_ns;
	struct said *said;	/* NULL: told already, it only has to end yet */
	bool hash;		/* nothing else is wanted */
	struct identity who;	/* … of whom */
	char key[STORE_KEY];
} under_way[UNDER_WAY];

/**
 * struct keep - a directory under way
 * @dirfd: of it
 * @held:  hold of the process
 * @sums:  SHA256SUMS
 * @page:  report.html
 * @error: errno of the first file that could not be written, else 0
 * @ended: the process did before all of it was read
 */
struct keep {
	int dirfd;
	const struct held *held;
	FILE *sums;
	FILE *page;
	int error;
	bool ended;
};

static void digits(const unsigned char *md, unsigned int len, char *hex)
{
	unsigned int i;

	for (i = 0; i < len; i++)
		sprintf(hex + 2 * i, "%02x", md[i]);
}

/* Copy at most @max bytes; @to may be -1. 0 or errno. */
static int copy(int from, int to, size_t max, char hash[SHA256_LEN])
{
	unsigned char md[EVP_MAX_MD_SIZE];
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	static char buf[65536];
	unsigned int len = 0;
	size_t sum = 0;
	ssize_t n = 0;
	int err = 0;

	if (!ctx || !EVP_DigestInit_ex(ctx, EVP_sha256(), NULL))
		err = ENOMEM;
	while (!err && sum < max && (n = read(from, buf, sizeof(buf))) > 0) {
		sum += n;
		EVP_DigestUpdate(ctx, buf, n);
		if (to >= 0 && write(to, buf, n) != n)
			err = errno ? errno : ENOSPC;
	}
	if (n < 0 && !err)
		err = errno;
	*hash = '\0';
	if (!err && EVP_DigestFinal_ex(ctx, md, &len))
		digits(md, len, hash);
	EVP_MD_CTX_free(ctx);
	return err;
}

static void sum(struct keep *k, const char *name, const char *hash)
{
	fprintf(k->sums, "%s  %s\n", hash, name);
}

/* A file of procfs, under the same name; one that is not there is left out. */
static void keep_file(struct keep *k, const char *proc, const char *name,
		      size_t max)
{
	char hash[SHA256_LEN];
	int from = openat(k->held->procfd, proc, O_RDONLY | O_CLOEXEC);
	int to, err;

	if (from < 0)
		return;
	to = openat(k->dirfd, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC,
		    0400);
	err = to < 0 ? errno : copy(from, to, max, hash);
	if (!err)
		sum(k, name, hash);
	/* a process that has ended meanwhile has no more to read */
	else if (err != ESRCH && !k->error)
		k->error = err;
	close(from);
	if (to >= 0)
		close(to);
}

static void keep_text(struct keep *k, const char *name, const char *text,
		      size_t len)
{
	unsigned char md[EVP_MAX_MD_SIZE];
	char hash[SHA256_LEN] = "";
	unsigned int n = 0;
	int to = openat(k->dirfd, name, O_WRONLY | O_CREAT | O_EXCL |
			O_CLOEXEC, 0400);

	if (to < 0 || write(to, text, len) != (ssize_t)len) {
		k->error = k->error ? k->error : errno;
	} else if (EVP_Digest(text, len, md, &n, EVP_sha256(), NULL)) {
		digits(md, n, hash);
		sum(k, name, hash);
	}
	if (to >= 0)
		close(to);
}

static bool is_secret(const char *name, size_t len)
{
	static const char *const words[] = {
		"pass", "secret", "token", "key", "cred", "auth", "cookie",
	};
	size_t i, at, n;

	for (i = 0; i < ARRAY_SIZE(words); i++)
		for (n = strlen(words[i]), at = 0; at + n <= len; at++)
			if (!strncasecmp(name + at, words[i], n))
				return true;
	return false;
}

static void put_masked(FILE *out, const char *s, size_t len)
{
	char *name = xasprintf("%.*s", (int)len, s);

	fprintf(out, "%s=****\n", shown(name));
	free(name);
}

/*
 * One line for each string; what is behind the '=' of a name that sounds like a
 * secret, and the argument behind such an option, is masked.
 */
static void keep_strings(struct keep *k, const char *proc, const char *name)
{
	int fd = openat(k->held->procfd, proc, O_RDONLY | O_CLOEXEC);
	char *raw = xmalloc(FILE_MAX + 1), *out = NULL;
	size_t have = 0, size = 0, at, len;
	bool mask_next = false;
	ssize_t n;
	FILE *f;

	while (fd >= 0 && have < FILE_MAX &&
	       (n = read(fd, raw + have, FILE_MAX - have)) > 0)
		have += n;
	raw[have] = '\0';
	f = open_memstream(&out, &size);
	for (at = 0; f && at < have; at += len + 1) {
		const char *s = raw + at;
		size_t sign = strcspn(s, "=");
		bool secret;

		len = strlen(s);
		secret = is_secret(s, sign);
		if (mask_next && *s != '-')
			fputs("****\n", f);
		else if (secret && s[sign])
			put_masked(f, s, sign);
		else
			fprintf(f, "%s\n", shown(s));
		mask_next = *s == '-' && !s[sign] &&
			    (secret || !strcmp(s, "-p"));
	}
	if (f)
		fclose(f);
	if (fd >= 0) {
		close(fd);
		keep_text(k, name, out, size);
	}
	free(out);
	free(raw);
}

static void keep_fds(struct keep *k)
{
	int fd = openat(k->held->procfd, "fd", O_RDONLY | O_DIRECTORY |
			O_CLOEXEC);
	DIR *dir = fd < 0 ? NULL : fdopendir(fd);
	char *out = NULL, link[4096];
	struct dirent *d;
	size_t size = 0;
	unsigned int n = 0;
	ssize_t len;
	FILE *f = open_memstream(&out, &size);

	while (f && dir && n++ < FDS_MAX && (d = readdir(dir))) {
		len = readlinkat(fd, d->d_name, link, sizeof(link) - 1);
		if (len < 0)
			continue;
		link[len] = '\0';
		fprintf(f, "%s %s\n", d->d_name, shown(link));
	}
	if (f)
		fclose(f);
	if (dir)
		closedir(dir);
	keep_text(k, "fds", out, size);
	free(out);
}

static void keep_parents(struct keep *k)
{
	struct proc_stat stat = k->held->stat;
	char *out = NULL;
	unsigned int n = 0;
	size_t size = 0;
	FILE *f = open_memstream(&out, &size);

	while (f && n++ < PARENTS_MAX) {
		int procfd;

		fprintf(f, "%d %s started at tick %" PRIu64 "\n", stat.pid,
			shown(stat.comm), stat.start_ticks);
		procfd = stat.ppid > 0 ? proc_open(stat.ppid) : -1;
		if (procfd < 0 || proc_stat(procfd, &stat))
			n = PARENTS_MAX;
		if (procfd >= 0)
			close(procfd);
	}
	if (f)
		fclose(f);
	keep_text(k, "parents", out, size);
	free(out);
}

/* Is there more to read, or the end, before @until? */
static bool readable(int fd, uint64_t until_ns)
{
	struct pollfd pfd = { .fd = fd, .events = POLLIN };
	int64_t left = until_ns - boottime_ns();

	return left > 0 && poll(&pfd, 1, left / 1000000 + 1) > 0;
}

/* Whose file is it, if the host's packages know? */
static void keep_package(struct keep *k, const char *path)
{
	char *const argv[] = {
		(char *)"dpkg-query", (char *)"-S", (char *)path, NULL,
	};
	uint64_t until_ns = boottime_ns() + PACKAGE_S * SECOND_NS;
	char answer[4096];
	size_t have = 0;
	ssize_t n = 0;
	int fds[2];
	pid_t pid;

	/* a pattern would list other packages */
	if (*path != '/' || path[strcspn(path, "*?[]\\")] || pipe(fds))
		return;
	pid = fork();
	if (!pid) {
		dup2(fds[1], STDOUT_FILENO);
		dup2(fds[1], STDERR_FILENO);
		close(fds[0]);
		execvp(*argv, argv);
		_exit(127);
	}
	close(fds[1]);
	do {
		n = -1;
		if (readable(fds[0], until_ns))
			n = read(fds[0], answer + have, sizeof(answer) - have);
		have += n > 0 ? n : 0;
	} while (n > 0 && have < sizeof(answer));
	close(fds[0]);
	if (n < 0 && !k->error)
		k->error = ETIME;
	if (pid > 0) {
		/* also one that says too much, or closed its output and stays */
		kill(pid, SIGKILL);
		waitpid(pid, NULL, 0);
	}
	if (have)
		keep_text(k, "package", answer, have);
}

static void put_html(FILE *out, const char *raw)
{
	char *safe = escape_terminal(raw, true);
	const char *s;

	for (s = safe; *s; s++) {
		if (strchr("&<>\"", *s))
			fprintf(out, "&#%d;", *s);
		else
			fputc(*s, out);
	}
	free(safe);
}

static void put_row(FILE *out, const json_t *finding, const char *key,
		    const char *title)
{
	const json_t *value = json_object_get(finding, key);

	if (!value)
		return;
	fprintf(out, "<tr><th>%s<td>", title);
	if (json_is_string(value))
		put_html(out, json_string_value(value));
	else
		fprintf(out, "%" JSON_INTEGER_FORMAT,
			json_integer_value(value));
	fputc('\n', out);
}

static void put_page(FILE *out, const json_t *finding)
{
	const json_t *list = json_object_get(finding, "evidence"), *e;
	char line[512], date[HUMAN_LEN];
	size_t i;

	fputs("<!DOCTYPE html>\n<html lang=en><meta charset=utf-8><meta name=viewport content=\"width=device-width,initial-scale=1\"><title>cpuwarden case</title>\n"
	      "<style>body{font:15px/1.4 sans-serif;max-width:960px;margin:2em auto;padding:0 1em;overflow-wrap:anywhere}th{text-align:left;vertical-align:top;padding-right:1em;white-space:nowrap}"
	      "@media(prefers-color-scheme:dark){body{background:#111;color:#ddd}}</style>\n<h1>cpuwarden case</h1>\n<p><b>",
	      out);
	known_line(finding, line, sizeof(line));
	put_html(out, line);
	fprintf(out, "</b>. Kept %s.</p>\n<table>\n",
		human_date(date, realtime_ns()));
	put_row(out, finding, "verdict", "verdict");
	put_row(out, finding, "family_title", "computes");
	put_row(out, finding, "rule", "by the rule");
	put_row(out, finding, "pid", "process");
	put_row(out, finding, "comm", "name");
	put_row(out, finding, "uid", "user");
	put_row(out, finding, "exe_path", "executable");
	put_row(out, finding, "cgroup_path", "cgroup");
	put_row(out, finding, "container_id", "container");
	fputs("</table>\n<h2>Evidence</h2>\n<ul>\n", out);
	json_array_foreach(list, i, e) {
		const char *words = json_string_value(json_object_get(e,
								      "text"));

		fputs("<li>", out);
		put_html(out, words ? words : "?");
		fprintf(out, ": in %" JSON_INTEGER_FORMAT " of %"
			JSON_INTEGER_FORMAT " samples\n",
			json_integer_value(json_object_get(e, "hits")),
			json_integer_value(json_object_get(e, "trials")));
	}
	fputs("</ul>\n<p>Beside this page: <code>finding.json</code>, all that the module said; <code>exe</code>, the executable as it runs (not executable here); <code>maps</code>, where its code lies; <code>cmdline</code> and <code>environ</code>, secrets masked; <code>fds</code>, <code>tcp</code>, <code>tcp6</code> and <code>unix</code>, its files and the sockets of its network; <code>parents</code>; <code>SHA256SUMS</code>. If there is <code>incomplete</code>, some of it could not be kept.</p></html>\n",
	      out);
}

/*
 * What the process can make wait comes last: its memory, which cmdline and
 * environ are read from, and its executable may be on a FUSE of its own.
 */
static void keep_process(struct keep *k, const json_t *finding)
{
	const char *path = json_string_value(json_object_get(finding,
							     "exe_path"));

	keep_file(k, "status", "status", FILE_MAX);
	keep_file(k, "cgroup", "cgroup", FILE_MAX);
	keep_file(k, "net/tcp", "tcp", FILE_MAX);
	keep_file(k, "net/tcp6", "tcp6", FILE_MAX);
	keep_file(k, "net/unix", "unix", FILE_MAX);
	keep_fds(k);
	keep_parents(k);
	keep_file(k, "maps", "maps", FILE_MAX);
	keep_strings(k, "cmdline", "cmdline");
	keep_strings(k, "environ", "environ");
	keep_file(k, "exe", "exe", EXE_MAX);
	k->ended = !held_alive(k->held);
	if (path)
		keep_package(k, path);
}

static void keep_all(struct keep *k, const json_t *finding)
{
	char *json = json_dumps(finding, JSON_INDENT(1)), *page = NULL;
	size_t size = 0;
	FILE *out;

	if (json)
		keep_text(k, "finding.json", json, strlen(json));
	free(json);
	out = open_memstream(&page, &size);
	if (out) {
		put_page(out, finding);
		fclose(out);
		keep_text(k, "report.html", page, size);
	}
	free(page);
	if (k->held)
		keep_process(k, finding);
}

/* "20261130-231500-7-4242", new below @dir; its descriptor or -errno. */
static int make_dir(const char *dir, const json_t *finding, char *path)
{
	time_t now = time(NULL);
	char date[32];
	struct tm tm;
	int i;

	gmtime_r(&now, &tm);
	strftime(date, sizeof(date), "%Y%m%d-%H%M%S", &tm);
	mkdir(dir, 0700);
	for (i = 0; i < 100; i++) {
		snprintf(path, EVIDENCE_TEXT, "%s/%s-%" JSON_INTEGER_FORMAT
			 "-%" JSON_INTEGER_FORMAT "%s%.0d", dir, date,
			 json_integer_value(json_object_get(finding, "id")),
			 json_integer_value(json_object_get(finding, "pid")),
			 i ? "." : "", i);
		if (!mkdir(path, 0700))
			return open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		if (errno != EEXIST)
			return -errno;
	}
	return -EEXIST;
}

/* There until all is kept, so that a directory that was cut short says so. */
static void mark(struct keep *k)
{
	static const char text[] =
		"Not all is kept yet, or could be: see 'cpuwarden history'.\n";
	int fd = openat(k->dirfd, "incomplete", O_WRONLY | O_CREAT | O_EXCL |
			O_CLOEXEC, 0400);

	if (fd < 0 || write(fd, text, sizeof(text) - 1) < 0)
		k->error = errno;
	if (fd >= 0)
		close(fd);
}

/* In the child. @text is the directory's path as soon as there is one. */
static int keep(const char *dir, const struct identity *id,
		const json_t *finding, char *text)
{
	struct keep k = { 0 };
	struct held held;
	int code, fd;

	code = id ? identity_hold(id, &held, text) : 0;
	if (code)
		return code;
	k.held = id ? &held : NULL;
	k.dirfd = make_dir(dir, finding, text);
	if (k.dirfd < 0) {
		snprintf(text, EVIDENCE_TEXT, "cannot make a directory in %s: %s",
			 dir, strerror(k.dirfd == -1 ? errno : -k.dirfd));
		return EXIT_FAILED;
	}
	mark(&k);
	fd = openat(k.dirfd, "SHA256SUMS", O_WRONLY | O_CREAT | O_EXCL |
		    O_CLOEXEC, 0400);
	k.sums = fd < 0 ? NULL : fdopen(fd, "w");
	if (k.sums) {
		/* what is there has its hash, also if we are killed */
		setvbuf(k.sums, NULL, _IOLBF, 0);
		keep_all(&k, finding);
		if (fclose(k.sums) && !k.error)
			k.error = errno;
	} else {
		k.error = errno;
	}
	if (k.error) {
		snprintf(text, EVIDENCE_TEXT, "evidence in %s is not complete: %s",
			 dir, strerror(k.error));
		return EXIT_FAILED;
	}
	if (!k.ended)
		unlinkat(k.dirfd, "incomplete", 0);
	return 0;
}

/* In the child. */
static int hash_exe(const struct identity *id, char *text)
{
	struct held held;
	int fd, err;

	/* of one that exchanged it, /proc gives what it likes */
	if (!id->has_exe) {
		snprintf(text, EVIDENCE_TEXT, "the executable is not known");
		return EXIT_FAILED;
	}
	if (identity_hold(id, &held, text))
		return EXIT_FAILED;
	fd = openat(held.procfd, "exe", O_RDONLY | O_CLOEXEC);
	err = fd < 0 ? errno : copy(fd, -1, EXE_MAX, text);
	if (err)
		snprintf(text, EVIDENCE_TEXT, "cannot read the executable: %s",
			 strerror(err));
	return err ? EXIT_FAILED : 0;
}

/* Without @dir only the hash is wanted. */
static bool begin(const char *dir, const struct identity *id,
		  const json_t *finding, const char *key)
{
	struct said *said;
	size_t i = 0;
	sigset_t none;
	pid_t pid;

	while (i < UNDER_WAY && under_way[i].pid)
		i++;
	if (i == UNDER_WAY)
		return false;
	said = mmap(NULL, sizeof(*said), PROT_READ | PROT_WRITE,
		    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (said == MAP_FAILED)
		return false;
	said->code = -1;
	pid = fork();
	if (!pid) {
		sigemptyset(&none);
		sigprocmask(SIG_SETMASK, &none, NULL);
		setsid();
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		said->code = dir ? keep(dir, id, finding, said->text) :
				   hash_exe(id, said->text);
		_exit(0);
	}
	if (pid < 0) {
		munmap(said, sizeof(*said));
		return false;
	}
	under_way[i].pid = pid;
	under_way[i].since_ns = boottime_ns();
	under_way[i].said = said;
	under_way[i].hash = !dir;
	under_way[i].who = id ? *id : (struct identity){ 0 };
	snprintf(under_way[i].key, STORE_KEY, "%s", key);
	return true;
}

bool evidence_begin(const char *dir, const struct identity *id,
		    const json_t *finding, const char *key)
{
	return begin(dir, id, finding, key);
}

bool evidence_begin_hash(const struct identity *id, const char *key)
{
	return begin(NULL, id, NULL, key);
}

static void put_result(struct evidence_result *r, const char *key,
		       struct said *said, bool late)
{
	const char *dir = *said->text ? said->text : "what was read";

	snprintf(r->key, sizeof(r->key), "%s", key);
	r->code = said->code;
	if (r->code >= 0) {
		snprintf(r->text, sizeof(r->text), "%s", said->text);
	} else {
		r->code = EXIT_FAILED;
		snprintf(r->text, sizeof(r->text), "%.450s is not complete: %s",
			 dir, late ? "it took too long" : "it was cut short");
	}
	munmap(said, sizeof(*said));
}

bool evidence_ended(struct evidence_result *r)
{
	size_t i;

	for (i = 0; i < UNDER_WAY; i++) {
		struct said *said = under_way[i].said;
		bool late = boottime_ns() - under_way[i].since_ns >
			    TIMEOUT_S * SECOND_NS;
		pid_t pid = under_way[i].pid;

		if (!pid)
			continue;
		if (waitpid(pid, NULL, WNOHANG) == pid)
			under_way[i].pid = 0;
		else if (!late || !said)
			continue;
		else
			kill(-pid, SIGKILL);
		/*
		 * A read from a FUSE that answers nobody cannot be killed
		 * either: the child keeps its place, nobody waits for it.
		 */
		under_way[i].said = NULL;
		if (!said)
			continue;
		put_result(r, under_way[i].key, said, late);
		r->hash = under_way[i].hash;
		r->who = under_way[i].who;
		return true;
	}
	return false;
}

int evidence_keep(const char *dir, const struct identity *id,
		  const json_t *finding, char *text)
{
	struct evidence_result r = { .code = EXIT_FAILED };

	if (!evidence_begin(dir, id, finding, ""))
		snprintf(r.text, sizeof(r.text), "no process can be begun");
	else
		while (!evidence_ended(&r))
			usleep(10000);
	snprintf(text, EVIDENCE_TEXT, "%s", r.text);
	return r.code;
}

void evidence_hash(const struct identity *id, char hash[SHA256_LEN])
{
	struct evidence_result r = { .code = EXIT_FAILED };

	if (evidence_begin_hash(id, ""))
		while (!evidence_ended(&r))
			usleep(10000);
	snprintf(hash, SHA256_LEN, "%.*s", SHA256_LEN - 1,
		 r.code ? "" : r.text);
}

// SPDX-License-Identifier: GPL-2.0-only
/* record: what the module judges, to a trace file. */
#include <endian.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

#include <cpuwarden/version.h>

#include "record/target.h"
#include "escape.h"
#include "human.h"
#include "json.h"
#include "known.h"
#include "tool.h"
#include "traces.h"

#define SAMPLES		"/proc/cpuwarden/samples"
#define PERF_HZ		500
/* Wait so long for the last samples of processes that have ended. */
#define LINGER_NS	UINT64_C(2000000000)

/**
 * struct recording - what came so far
 * @path:    the trace
 * @w:       its writer
 * @user:    samples of user mode
 * @kernel:  samples that met the kernel
 * @lost:    records the module had no room for
 */
struct recording {
	const char *path;
	struct cw_trace_writer *w;
	uint64_t user;
	uint64_t kernel;
	uint64_t lost;
};

static volatile sig_atomic_t interrupted;

static void interrupt(int sig)
{
	(void)sig;
	interrupted = 1;
}

static void catch_signals(void)
{
	struct sigaction stop = { .sa_handler = interrupt };
	struct sigaction ignore = { .sa_handler = SIG_IGN };

	sigaction(SIGINT, &stop, NULL);
	sigaction(SIGTERM, &stop, NULL);
	sigaction(SIGHUP, &stop, NULL);
	/* a file that is too large is an error like a full disk */
	sigaction(SIGXFSZ, &ignore, NULL);
}

static const char *default_path(void)
{
	static char path[64];
	time_t now = time(NULL);

	strftime(path, sizeof(path), "cpuwarden-%Y%m%d-%H%M%S.cwt",
		 localtime(&now));
	return path;
}

static int open_samples(int *fd)
{
	*fd = open(SAMPLES, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	if (*fd >= 0)
		return 0;
	switch (errno) {
	case ENOENT:
		return fail(EXIT_NO_MODULE,
			    "there is no " SAMPLES ": the kernel module is not loaded ('modprobe cpuwarden', or record without it by --perf)");
	case EACCES:
	case EPERM:
		return fail(EXIT_NOT_PERMITTED,
			    "not permitted to read " SAMPLES ": only root may, with CAP_SYS_ADMIN");
	case EBUSY:
		return fail(EXIT_FAILED,
			    "somebody records already: " SAMPLES " has one reader at a time");
	default:
		return fail(EXIT_FAILED, "cannot open " SAMPLES ": %s",
			    strerror(errno));
	}
}

static int create(struct recording *r, uint32_t flags, uint32_t rate_hz)
{
	struct utsname host;
	int code;

	r->path = opt.output ? opt.output : default_path();
	code = trace_spare(r->path);
	if (code)
		return code;
	r->w = cw_trace_create(r->path, flags, rate_hz);
	if (!r->w)
		return fail(exit_code_of(errno),
			    "cannot create %s: %s", shown(r->path),
			    strerror(errno));
	uname(&host);
	if (cw_trace_note(r->w, "tool", "cpuwarden " CPUWARDEN_VERSION) ||
	    cw_trace_note(r->w, "backend", opt.perf ? "perf" : "module") ||
	    cw_trace_note(r->w, "host", host.nodename) ||
	    cw_trace_note(r->w, "kernel", host.release) ||
	    cw_trace_note(r->w, "machine", host.machine))
		return fail(EXIT_FAILED, "cannot write to %s: %s",
			    shown(r->path), strerror(errno));
	return 0;
}

static bool wanted(uint32_t tgid)
{
	size_t i;

	for (i = 0; i < opt.pid.n; i++)
		if (opt.pid.items[i] == tgid)
			return true;
	return !opt.pid.n;
}

static bool any_left(void)
{
	size_t i;

	for (i = 0; i < opt.pid.n; i++)
		if (!kill(opt.pid.items[i], 0) || errno != ESRCH)
			return true;
	return !opt.pid.n;
}

/* Are they there? Asked before a file is overwritten for them. */
static int check_pids(void)
{
	char path[32];
	struct stat st;
	size_t i;

	for (i = 0; i < opt.pid.n; i++) {
		snprintf(path, sizeof(path), "/proc/%" PRIu32, opt.pid.items[i]);
		if (stat(path, &st))
			return fail(EXIT_FAILED, "there is no process %" PRIu32,
				    opt.pid.items[i]);
	}
	return 0;
}

/* Shall the record be kept? Counts what is. */
static bool take(struct recording *r, const struct cw_trace_entry *e)
{
	switch (e->type) {
	case CW_TRACE_PROCESS:
		return wanted(e->process.tgid);
	case CW_TRACE_SAMPLE:
		if (!wanted(e->sample.s.tgid))
			return false;
		if (e->sample.s.flags & CW_SAMPLE_USER)
			r->user++;
		else
			r->kernel++;
		return true;
	case CW_TRACE_LEFT:
		return wanted(e->left.tgid);
	case CW_TRACE_LOST:
		r->lost += e->lost.lost;
		return true;
	default:
		return true;
	}
}

/* What one read() gave: whole records. */
static int take_all(struct recording *r, const char *buf, size_t size)
{
	struct cw_trace_entry e;
	struct cpuwarden_rec h;
	size_t len;
	int known;

	while (size) {
		if (size >= sizeof(h))
			memcpy(&h, buf, sizeof(h));
		len = size < sizeof(h) ? 0 : le16toh(h.len);
		known = len < sizeof(h) || len > size ? -1 :
			cw_record_parse(&e, buf, len);
		if (known < 0)
			return fail(EXIT_FAILED,
				    "the module sent a broken record: are tool and module of one version? See 'cpuwarden selftest'");
		if (known && take(r, &e) && cw_trace_put(r->w, buf, len))
			return fail(EXIT_FAILED,
				    "%s is cut short: %s; what was written before is kept",
				    shown(r->path), strerror(errno));
		buf += len;
		size -= len;
	}
	return 0;
}

static int drain(struct recording *r, int fd)
{
	static char buf[256 * 1024];
	ssize_t n;
	int code;

	while ((n = read(fd, buf, sizeof(buf))) > 0) {
		code = take_all(r, buf, n);
		if (code)
			return code;
	}
	if (n < 0 && errno != EAGAIN && errno != EINTR)
		return fail(EXIT_FAILED, "cannot read " SAMPLES ": %s",
			    strerror(errno));
	return 0;
}

static int follow(struct recording *r, int fd)
{
	uint64_t end = opt.time ? cw_now_ns() +
		opt.time * UINT64_C(1000000000) : UINT64_MAX;
	struct pollfd pfd = { .fd = fd, .events = POLLIN };
	uint64_t now, gone_ns = 0;
	int code = 0;

	while (!code && !interrupted && (now = cw_now_ns()) < end) {
		if (any_left())
			gone_ns = 0;
		else if (!gone_ns)
			gone_ns = now;
		else if (now - gone_ns > LINGER_NS)
			break;
		poll(&pfd, 1, end - now < 1000000000 ?
		     (int)((end - now) / 1000000) + 1 : 1000);
		code = drain(r, fd);
		/* if no samples come, what has come must still be written */
		if (!code && cw_trace_flush_old(r->w))
			code = fail(EXIT_FAILED, "%s is cut short: %s",
				    shown(r->path), strerror(errno));
	}
	return code;
}

static bool wanted_of(uint32_t pid)
{
	return !opt.pid.n || (pid && wanted(pid));
}

static int note_known(struct recording *r)
{
	if (known_note(r->w, wanted_of))
		return fail(EXIT_FAILED, "%s is cut short: %s",
			    shown(r->path), strerror(errno));
	return 0;
}

static int record_module(struct recording *r)
{
	int fd, code;

	code = open_samples(&fd);
	if (code)
		return code;
	code = check_pids();
	if (!code)
		code = create(r, CW_TRACE_MODULE, 0);
	if (!code)
		code = note_known(r);
	if (!code)
		code = follow(r, fd);
	/* what was found meanwhile, by what was known before */
	if (!code)
		code = note_known(r);
	close(fd);
	return code;
}

static int record_perf(struct recording *r)
{
	struct cw_record_options o = {
		.rate_hz = PERF_HZ,
		.seconds = opt.time,
		.stop = &interrupted,
	};
	struct cw_target *target;
	u64 all = 0;
	int code;

	if (opt.pid.n > 1)
		return fail(EXIT_USAGE,
			    "--perf records one process, or all: give at most one -p PID");
	o.all = !opt.pid.n;
	o.tgid = o.all ? 0 : opt.pid.items[0];
	code = check_pids();
	if (code)
		return code;
	code = create(r, CW_TRACE_NO_FPCTRL, o.rate_hz);
	if (code)
		return code;
	target = cw_target_new(r->w);
	if (!target)
		return fail(EXIT_FAILED, "out of memory");
	errno = 0;
	if (cw_record_perf(&o, target, &all))
		code = fail(exit_code_of(errno),
			    "cannot sample %s: be root, or see kernel.perf_event_paranoid",
			    o.all ? "all processes" : "the process");
	r->user = cw_target_samples(target, true);
	r->kernel = cw_target_samples(target, false);
	cw_target_free(target);
	return code;
}

static void say(const struct recording *r)
{
	FILE *out = is_standard(r->path) ? stderr : stdout;
	char a[HUMAN_LEN], b[HUMAN_LEN];
	struct stat st = { 0 };
	json_t *doc;

	stat(r->path, &st);
	if (opt.json) {
		doc = json_document("record");
		json_object_set_new(doc, "record",
				    json_pack("{s:o, s:o, s:o, s:o, s:o, s:b}",
			"file", json_text(r->path),
			"samples_user", json_u64(r->user),
			"samples_kernel", json_u64(r->kernel),
			"lost", json_u64(r->lost),
			"bytes", json_u64(st.st_size),
			"register_state", !opt.perf));
		json_print(doc);
		return;
	}
	fprintf(out, "%s: %s samples in user mode, %s in the kernel\n",
		shown(r->path), human_count(a, r->user),
		human_count(b, r->kernel));
	if (r->lost)
		fprintf(out,
			"%s records are missing: this tool did not read fast enough\n",
			human_count(a, r->lost));
	if (opt.perf)
		fputs("without register state: the floating-point control word is out of reach for perf\n",
		      out);
}

int cmd_record(int argc, char **argv)
{
	struct recording r = { 0 };
	int code;

	(void)argc;
	(void)argv;
	if (opt.json && opt.output && is_standard(opt.output))
		return fail(EXIT_USAGE,
			    "--json and the trace cannot both go to standard output");
	catch_signals();
	code = opt.perf ? record_perf(&r) : record_module(&r);
	/* after an error, too: finishing keeps what has been recorded */
	if (r.w && cw_trace_finish(r.w) && !code)
		code = fail(EXIT_FAILED, "%s is cut short: %s",
			    shown(r.path), strerror(errno));
	if (!code)
		say(&r);
	return code;
}

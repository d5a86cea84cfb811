// SPDX-License-Identifier: GPL-2.0-only
/*
 * trace-records: the records of the module, which /proc/cpuwarden/samples and
 * a trace share.
 */
#include "trace.h"

#include <endian.h>

#include <cpuwarden/wire.h>

/* Copies the fixed part, for records are not aligned; -1 if it is cut. */
static int fixed(void *to, size_t size, const void *p, size_t len)
{
	if (len < size)
		return -1;
	memcpy(to, p, size);
	return 0;
}

static int parse_stream(struct cw_trace_stream *s, const void *p, size_t len)
{
	struct cpuwarden_rec_stream r;

	if (fixed(&r, sizeof(r), p, len))
		return -1;
	s->version = le32toh(r.version);
	s->time_ns = le64toh(r.time_ns);
	s->realtime_ns = le64toh(r.realtime_ns);
	s->rate_hz = le32toh(r.rate_hz);
	s->buffer_bytes = le32toh(r.buffer_bytes);
	return 1;
}

/* The next of two strings; what is left of the record goes on after it. */
static int take_path(char to[CW_TRACE_PATH], const char **p, size_t *left)
{
	size_t len = strnlen(*p, *left);

	if (len == *left || len >= CW_TRACE_PATH)
		return -1;
	memcpy(to, *p, len + 1);
	*p += len + 1;
	*left -= len + 1;
	return 0;
}

static int parse_identity(struct cw_trace_process *d, const void *p,
			  size_t len)
{
	struct cpuwarden_rec_identity r;
	const char *paths;
	size_t left;

	if (fixed(&r, sizeof(r), p, len))
		return -1;
	paths = (const char *)p + sizeof(r);
	left = len - sizeof(r);
	*d = (struct cw_trace_process){
		.start_ns = le64toh(r.start_ns),
		.tgid = le32toh(r.tgid),
		.uid = le32toh(r.uid),
		.process = le64toh(r.process),
		.executable = le64toh(r.exe),
		.tenant = le64toh(r.tenant),
		.exe_ino = le64toh(r.exe_ino),
		.cgroup_id = le64toh(r.cgroup_id),
		.exe_dev = le32toh(r.exe_dev),
		.exe_gen = le32toh(r.exe_gen),
		.exe_flags = le32toh(r.exe_flags),
		.threads = le32toh(r.threads),
		.program = le32toh(r.program),
	};
	memcpy(d->comm, r.comm, sizeof(d->comm) - 1);
	if (!d->process || take_path(d->exe, &paths, &left) ||
	    take_path(d->cgroup, &paths, &left))
		return -1;
	return 1;
}

static int parse_judged(struct cw_trace_sample *t, const void *p, size_t len)
{
	const size_t size = offsetof(struct cpuwarden_rec_judged, code);
	struct cpuwarden_rec_judged r = { 0 };
	unsigned int i;

	if (fixed(&r, size, p, len) || r.isa >= CW_ISA_COUNT ||
	    r.code_len > CW_SAMPLE_CODE_BYTES || len - size < r.code_len)
		return -1;
	*t = (struct cw_trace_sample){
		.origin = le32toh(r.origin),
		.judged = true,
		.io_idle_ns = le64toh(r.pure_ns),
		.process = le64toh(r.process),
		.thread = le64toh(r.thread),
		.process_samples = le32toh(r.process_samples),
		.thread_samples = le32toh(r.thread_samples),
		.state = le32toh(r.state),
		.s.time_ns = le64toh(r.time_ns),
		.s.start_ns = le64toh(r.start_ns),
		.s.cgroup_id = le64toh(r.cgroup_id),
		.s.ip = le64toh(r.ip),
		.s.period_ns = le32toh(r.period_ns),
		.s.tgid = le32toh(r.tgid),
		.s.tid = le32toh(r.tid),
		.s.fpctrl = le32toh(r.fpctrl),
		.s.cpu = le32toh(r.cpu),
		.s.flags = le16toh(r.flags),
		.s.isa = r.isa,
		.s.code_len = r.code_len,
		.s.counter_ns = le32toh(r.counter_ns),
		.s.counters = le32toh(r.counters),
	};
	for (i = 0; i < CW_COUNTER_COUNT; i++)
		t->s.counter[i] = le32toh(r.counter[i]);
	memcpy(t->s.code, (const u8 *)p + size, r.code_len);
	if (t->s.flags & CW_SAMPLE_VALUES) {
		if (len - size - r.code_len < sizeof(t->s.values))
			return -1;
		memcpy(&t->s.values, (const u8 *)p + size + r.code_len,
		       sizeof(t->s.values));
	}
	return t->process ? 1 : -1;
}

static int parse_left(struct cw_trace_left *l, const void *p, size_t len)
{
	const size_t older = offsetof(struct cpuwarden_rec_left, exe_lives);
	struct cpuwarden_rec_left r = { 0 };
	bool by_user = len >= sizeof(r);

	if (fixed(&r, by_user ? sizeof(r) : older, p, len))
		return -1;
	*l = (struct cw_trace_left){
		.process = le64toh(r.process),
		.time_ns = le64toh(r.time_ns),
		.executable = le64toh(r.exe),
		.tenant = le64toh(r.tenant),
		.tgid = le32toh(r.tgid),
		.process_samples = le32toh(r.process_samples),
		.executable_samples = le32toh(r.exe_samples),
		.tenant_samples = le32toh(r.tenant_samples),
		.executable_accused = le32toh(r.exe_accused),
		.tenant_accused = le32toh(r.tenant_accused),
		.state = le32toh(r.state),
		.by_user = by_user,
		.executable_lives = le64toh(r.exe_lives),
		.user_lives = le64toh(r.user_lives),
		.tenant_lives = le64toh(r.tenant_lives),
		.all_lives = le64toh(r.all_lives),
		.user_samples = le32toh(r.user_samples),
		.all_samples = le32toh(r.all_samples),
		.own_samples = le32toh(r.own_samples),
		.uid = le32toh(r.uid),
	};
	return 1;
}

static int parse_lost(struct cw_trace_lost *l, const void *p, size_t len)
{
	struct cpuwarden_rec_lost r;

	if (fixed(&r, sizeof(r), p, len))
		return -1;
	l->time_ns = le64toh(r.time_ns);
	l->lost = le64toh(r.lost);
	return 1;
}

int cw_record_parse(struct cw_trace_entry *e, const void *p, size_t len)
{
	struct cpuwarden_rec h;

	_Static_assert(CPUWARDEN_REC_PATH_BYTES <= CW_TRACE_PATH &&
		       sizeof(struct cpuwarden_rec_judged) == 192 &&
		       sizeof(struct cpuwarden_rec_identity) == 104 &&
		       sizeof(struct cpuwarden_rec_left) == 112,
		       "as docs/traces.md has it");
	if (fixed(&h, sizeof(h), p, len))
		return -1;
	switch (le16toh(h.type)) {
	case CPUWARDEN_REC_STREAM:
		e->type = CW_TRACE_STREAM;
		return parse_stream(&e->stream, p, len);
	case CPUWARDEN_REC_IDENTITY:
		e->type = CW_TRACE_PROCESS;
		return parse_identity(&e->process, p, len);
	case CPUWARDEN_REC_JUDGED:
		e->type = CW_TRACE_SAMPLE;
		return parse_judged(&e->sample, p, len);
	case CPUWARDEN_REC_LEFT:
		e->type = CW_TRACE_LEFT;
		return parse_left(&e->left, p, len);
	case CPUWARDEN_REC_LOST:
		e->type = CW_TRACE_LOST;
		return parse_lost(&e->lost, p, len);
	}
	return 0;	/* of a later version: skip */
}

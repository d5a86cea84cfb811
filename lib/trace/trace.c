// SPDX-License-Identifier: GPL-2.0-only
/*
 * trace: recorded samples on disk. Blocks are compressed and checksummed each
 * on its own, and appended with one write, so that a kill or a full disk costs
 * at most the last one. The format is docs/traces.md.
 */
#include "trace.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <zlib.h>

#define FILE_MAGIC	"CWTRACE"
#define BLOCK_MAGIC	0x4b425743u	/* "CWBK" */
#define BLOCK_RAW	(256 * 1024)
#define RECORD_MAX	1024

/* All fields little-endian; both supported processors are. */
struct file_header {
	char magic[8];
	u16 version;
	u16 header_len;
	u32 flags;
	u64 created_ns;		/* CLOCK_REALTIME */
	u32 rate_hz;
	u32 crc;		/* CRC-32 of what precedes it */
};

struct block_header {
	u32 magic;
	u32 raw_len;
	u32 comp_len;
	u32 crc;		/* CRC-32 of the compressed bytes */
};

struct record_header {
	u16 type;
	u16 len;		/* this header included */
};

/* On disk: must not change, whatever becomes of struct cw_sample. */
struct sample_record {
	struct record_header h;
	u32 origin;
	u64 io_bytes;
	u64 time_ns;
	u64 start_ns;
	u64 cgroup_id;
	u64 ip;
	u32 period_ns;
	u32 tgid;
	u32 tid;
	u32 fpctrl;
	u32 cpu;
	u16 flags;
	u8 isa;
	u8 code_len;
	u8 code[CW_SAMPLE_CODE_BYTES];	/* cut to code_len */
};

/* Behind the code of a sample that has CW_SAMPLE_VALUES. */
_Static_assert(sizeof(struct cw_values) == 8, "on disk");
_Static_assert(sizeof(struct file_header) == 32, "on disk");
_Static_assert(sizeof(struct block_header) == 16, "on disk");
_Static_assert(sizeof(struct sample_record) == 136, "on disk");
_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "on disk");

struct cw_trace_writer {
	int fd;
	off_t end;		/* after the last whole block */
	size_t used;
	u64 flushed_ns;
	bool failed;
	u8 raw[BLOCK_RAW];
	u8 out[sizeof(struct block_header) + BLOCK_RAW + BLOCK_RAW / 512 + 64];
};

static u64 clock_ns(clockid_t id)
{
	struct timespec ts;

	clock_gettime(id, &ts);
	return (u64)ts.tv_sec * 1000000000u + ts.tv_nsec;
}

static int write_all(int fd, const void *buf, size_t len)
{
	const u8 *p = buf;

	while (len) {
		ssize_t n = write(fd, p, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return -1;
		p += n;
		len -= n;
	}
	return 0;
}

static bool is_magic(const char *magic)
{
	return !memcmp(magic, FILE_MAGIC, sizeof(((struct file_header *)0)->magic));
}

bool cw_trace_is_there(const char *path)
{
	struct file_header h;
	struct stat st;
	bool is = false;
	int fd;

	/* a pipe must not be waited for, nor read */
	if (stat(path, &st) || !S_ISREG(st.st_mode))
		return false;
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return false;
	if (read(fd, h.magic, sizeof(h.magic)) == sizeof(h.magic))
		is = is_magic(h.magic);
	close(fd);
	return is;
}

/* Code bytes of other users' processes: for the owner's eyes only. */
static int open_private(const char *path)
{
	struct stat st;
	int fd;

	if (!strcmp(path, "-"))
		return fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 0);
	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (fd >= 0 && (fstat(fd, &st) ||
			(S_ISREG(st.st_mode) && fchmod(fd, 0600)))) {
		close(fd);
		fd = -1;
	}
	return fd;
}

struct cw_trace_writer *cw_trace_create(const char *path, u32 flags,
					u32 rate_hz)
{
	struct file_header h = {
		.magic = FILE_MAGIC,
		.version = flags & CW_TRACE_MODULE ? CW_TRACE_VERSION_MODULE :
						     CW_TRACE_VERSION,
		.header_len = sizeof(h),
		.flags = flags,
		.created_ns = clock_ns(CLOCK_REALTIME),
		.rate_hz = rate_hz,
	};
	struct cw_trace_writer *w = malloc(sizeof(*w));

	if (!w)
		return NULL;
	w->used = 0;
	w->failed = false;
	w->flushed_ns = clock_ns(CLOCK_MONOTONIC);
	w->fd = open_private(path);
	if (w->fd < 0)
		goto err;
	h.crc = crc32(0, (const Bytef *)&h, offsetof(struct file_header, crc));
	if (write_all(w->fd, &h, sizeof(h)))
		goto err;
	w->end = sizeof(h);
	return w;
err:
	if (w->fd >= 0)
		close(w->fd);
	free(w);
	return NULL;
}

int cw_trace_flush(struct cw_trace_writer *w)
{
	struct block_header h = { .magic = BLOCK_MAGIC };
	uLongf comp_len = sizeof(w->out) - sizeof(h);
	int saved;

	if (w->failed) {
		errno = ENOSPC;
		return -1;
	}
	w->flushed_ns = clock_ns(CLOCK_MONOTONIC);
	if (!w->used)
		return 0;
	if (compress2(w->out + sizeof(h), &comp_len, w->raw, w->used, 6) !=
	    Z_OK) {
		errno = ENOMEM;
		return -1;
	}
	h.raw_len = w->used;
	h.comp_len = comp_len;
	h.crc = crc32(0, w->out + sizeof(h), comp_len);
	memcpy(w->out, &h, sizeof(h));
	if (write_all(w->fd, w->out, sizeof(h) + comp_len)) {
		saved = errno;
		/* keep whole blocks only; a reader copes if even this fails */
		if (ftruncate(w->fd, w->end))
			saved = errno;
		w->failed = true;
		errno = saved;
		return -1;
	}
	w->end += sizeof(h) + comp_len;
	w->used = 0;
	return 0;
}

int cw_trace_flush_old(struct cw_trace_writer *w)
{
	if (clock_ns(CLOCK_MONOTONIC) - w->flushed_ns <= 1000000000u)
		return 0;
	return cw_trace_flush(w);
}

int cw_trace_put(struct cw_trace_writer *w, const void *rec, size_t len)
{
	if (w->used + len > BLOCK_RAW && cw_trace_flush(w))
		return -1;
	memcpy(w->raw + w->used, rec, len);
	w->used += len;
	return cw_trace_flush_old(w);
}

static int put_text(struct cw_trace_writer *w, u16 type, const void *head,
		    size_t head_len, const char *a, const char *b)
{
	size_t la = strlen(a), lb = strlen(b);
	struct record_header h = { .type = type };
	u8 buf[RECORD_MAX];
	size_t at = sizeof(h);

	if (la > 255)
		la = 255;
	if (lb > 255)
		lb = 255;
	memcpy(buf + at, head, head_len);
	at += head_len;
	memcpy(buf + at, a, la);
	at += la;
	buf[at++] = type == CW_TRACE_NOTE ? '=' : 0;
	memcpy(buf + at, b, lb);
	at += lb;
	buf[at++] = 0;
	h.len = at;
	memcpy(buf, &h, sizeof(h));
	return cw_trace_put(w, buf, at);
}

int cw_trace_note(struct cw_trace_writer *w, const char *key,
		  const char *value)
{
	return put_text(w, CW_TRACE_NOTE, "", 0, key, value);
}

int cw_trace_process(struct cw_trace_writer *w,
		     const struct cw_trace_process *p)
{
	u8 head[16];

	memcpy(head, &p->start_ns, 8);
	memcpy(head + 8, &p->tgid, 4);
	memcpy(head + 12, &p->uid, 4);
	return put_text(w, CW_TRACE_PROCESS, head, sizeof(head), p->comm,
			p->exe);
}

int cw_trace_sample(struct cw_trace_writer *w, const struct cw_trace_sample *s)
{
	unsigned int code = s->s.code_len;
	u8 buf[sizeof(struct sample_record) + sizeof(s->s.values)];
	struct sample_record r = {
		.h.type = CW_TRACE_SAMPLE,
		.origin = s->origin,
		.io_bytes = s->io_bytes,
		.time_ns = s->s.time_ns,
		.start_ns = s->s.start_ns,
		.cgroup_id = s->s.cgroup_id,
		.ip = s->s.ip,
		.period_ns = s->s.period_ns,
		.tgid = s->s.tgid,
		.tid = s->s.tid,
		.fpctrl = s->s.fpctrl,
		.cpu = s->s.cpu,
		.flags = s->s.flags,
		.isa = s->s.isa,
	};

	if (code > CW_SAMPLE_CODE_BYTES)
		code = CW_SAMPLE_CODE_BYTES;
	r.code_len = code;
	memcpy(r.code, s->s.code, code);
	r.h.len = sizeof(r) - CW_SAMPLE_CODE_BYTES + code;
	if (!(s->s.flags & CW_SAMPLE_VALUES))
		return cw_trace_put(w, &r, r.h.len);
	memcpy(buf + r.h.len, &s->s.values, sizeof(s->s.values));
	r.h.len += sizeof(s->s.values);
	memcpy(buf, &r, r.h.len - sizeof(s->s.values));
	return cw_trace_put(w, buf, r.h.len);
}

int cw_trace_lost(struct cw_trace_writer *w, const struct cw_trace_lost *l)
{
	struct cpuwarden_rec_lost r = {
		.rec.type = htole16(CPUWARDEN_REC_LOST),
		.rec.len = htole16(sizeof(r)),
		.time_ns = htole64(l->time_ns),
		.lost = htole64(l->lost),
	};

	return cw_trace_put(w, &r, sizeof(r));
}

int cw_trace_finish(struct cw_trace_writer *w)
{
	struct record_header h = { .type = CW_TRACE_END, .len = sizeof(h) };
	int ret;

	ret = cw_trace_put(w, &h, sizeof(h));
	if (!ret)
		ret = cw_trace_flush(w);
	if (close(w->fd))
		ret = -1;
	free(w);
	return ret;
}

struct cw_trace_reader {
	FILE *f;
	struct file_header h;
	u8 raw[BLOCK_RAW];
	u8 comp[BLOCK_RAW + BLOCK_RAW / 512 + 64];
	size_t len, at, last;	/* @last: where the last record was */
	bool ended;
	bool torn;
};

struct cw_trace_reader *cw_trace_open(const char *path, const char **why)
{
	struct cw_trace_reader *r = calloc(1, sizeof(*r));

	if (!r) {
		*why = "out of memory";
		return NULL;
	}
	r->f = strcmp(path, "-") ? fopen(path, "rbe") :
				   fdopen(dup(STDIN_FILENO), "rbe");
	if (!r->f) {
		*why = strerror(errno);
		goto err;
	}
	if (fread(&r->h, sizeof(r->h), 1, r->f) != 1 || !is_magic(r->h.magic)) {
		*why = "not a cpuwarden trace";
		goto err;
	}
	if (!r->h.version || r->h.version > CW_TRACE_VERSION_MODULE ||
	    r->h.header_len != sizeof(r->h)) {
		*why = "written by a version this program does not know";
		goto err;
	}
	if (r->h.crc != crc32(0, (const Bytef *)&r->h,
			      offsetof(struct file_header, crc))) {
		*why = "the header is damaged";
		goto err;
	}
	return r;
err:
	if (r->f)
		fclose(r->f);
	free(r);
	return NULL;
}

u32 cw_trace_flags(const struct cw_trace_reader *r)
{
	return r->h.flags;
}

u32 cw_trace_rate(const struct cw_trace_reader *r)
{
	return r->h.rate_hz;
}

/* 1: a block is in raw; 0: no more; -1: damaged */
static int next_block(struct cw_trace_reader *r)
{
	struct block_header b;
	uLongf raw_len = sizeof(r->raw);
	size_t n;

	n = fread(&b, 1, sizeof(b), r->f);
	if (n < sizeof(b)) {
		r->torn = n || !r->ended;
		return 0;
	}
	if (b.magic != BLOCK_MAGIC || b.raw_len > sizeof(r->raw) ||
	    b.comp_len > sizeof(r->comp))
		return -1;
	if (fread(r->comp, 1, b.comp_len, r->f) < b.comp_len) {
		r->torn = true;
		return 0;
	}
	if (crc32(0, r->comp, b.comp_len) != b.crc ||
	    uncompress(r->raw, &raw_len, r->comp, b.comp_len) != Z_OK ||
	    raw_len != b.raw_len)
		return -1;
	r->len = raw_len;
	r->at = 0;
	return 1;
}

static int parse_sample(struct cw_trace_sample *t, const u8 *p, size_t len)
{
	const size_t fixed = sizeof(struct sample_record) - CW_SAMPLE_CODE_BYTES;
	struct sample_record r = { 0 };
	size_t values;

	if (len < fixed)
		return -1;
	memcpy(&r, p, fixed);
	values = r.flags & CW_SAMPLE_VALUES ? sizeof(struct cw_values) : 0;
	if (r.code_len > CW_SAMPLE_CODE_BYTES || r.isa >= CW_ISA_COUNT ||
	    len != fixed + r.code_len + values)
		return -1;
	memcpy(r.code, p + fixed, r.code_len);
	*t = (struct cw_trace_sample){
		.origin = r.origin,
		.io_bytes = r.io_bytes,
		.s.time_ns = r.time_ns,
		.s.start_ns = r.start_ns,
		.s.cgroup_id = r.cgroup_id,
		.s.ip = r.ip,
		.s.period_ns = r.period_ns,
		.s.tgid = r.tgid,
		.s.tid = r.tid,
		.s.fpctrl = r.fpctrl,
		.s.cpu = r.cpu,
		.s.flags = r.flags,
		.s.isa = r.isa,
		.s.code_len = r.code_len,
	};
	memcpy(t->s.code, r.code, r.code_len);
	memcpy(&t->s.values, p + fixed + r.code_len, values);
	return 1;
}

static int parse(struct cw_trace_entry *e, const u8 *p, size_t len)
{
	size_t comm_len;

	switch (e->type) {
	case CW_TRACE_NOTE:
		if (len <= 4 || len - 4 > sizeof(e->note) || p[len - 1])
			return -1;
		memcpy(e->note, p + 4, len - 4);
		return 1;
	case CW_TRACE_PROCESS:
		if (len < 22 || p[len - 1])
			return -1;
		memset(&e->process, 0, sizeof(e->process));
		memcpy(&e->process.start_ns, p + 4, 8);
		memcpy(&e->process.tgid, p + 12, 4);
		memcpy(&e->process.uid, p + 16, 4);
		comm_len = strnlen((const char *)p + 20, len - 20);
		if (20 + comm_len + 1 >= len)
			return -1;
		snprintf(e->process.comm, sizeof(e->process.comm), "%s",
			 (const char *)p + 20);
		snprintf(e->process.exe, sizeof(e->process.exe), "%s",
			 (const char *)p + 20 + comm_len + 1);
		return 1;
	case CW_TRACE_SAMPLE:
		return parse_sample(&e->sample, p, len);
	case CW_TRACE_END:
		return 1;
	default:
		return cw_record_parse(e, p, len);
	}
}

int cw_trace_next(struct cw_trace_reader *r, struct cw_trace_entry *e)
{
	struct record_header h;
	int ret;

	for (;;) {
		if (r->at == r->len) {
			ret = next_block(r);
			if (ret <= 0)
				return ret;
			continue;
		}
		if (r->len - r->at < sizeof(h))
			return -1;
		memcpy(&h, r->raw + r->at, sizeof(h));
		if (h.len < sizeof(h) || h.len > r->len - r->at)
			return -1;
		e->type = h.type;
		r->last = r->at;
		ret = parse(e, r->raw + r->at, h.len);
		r->at += h.len;
		if (ret < 0)
			return -1;
		if (h.type == CW_TRACE_END)
			r->ended = true;
		else if (ret > 0)
			return 1;
	}
}

const void *cw_trace_raw(const struct cw_trace_reader *r, size_t *len)
{
	*len = r->at - r->last;
	return r->raw + r->last;
}

u64 cw_trace_created(const struct cw_trace_reader *r)
{
	return r->h.created_ns;
}

bool cw_trace_torn(const struct cw_trace_reader *r)
{
	return r->torn;
}

void cw_trace_close(struct cw_trace_reader *r)
{
	fclose(r->f);
	free(r);
}

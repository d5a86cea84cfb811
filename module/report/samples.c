// SPDX-License-Identifier: GPL-2.0-only
/*
 * /proc/cpuwarden/samples: what the collector judges, as it judges it, for one
 * reader at a time. The records are ABI: uapi/linux/cpuwarden_samples.h.
 *
 * The collector writes under cw_tables_lock and never waits: a reader that
 * lags behind loses records, and is told how many. An open file pins the
 * module: a poll() in progress stands in our wait queue without being in our
 * code, and nothing else would make unloading wait for it.
 */

#include "samples.h"
#include "border.h"
#include "../collector.h"
#include "../group.h"
#include "../lives.h"
#include "../process.h"
#include "../sampler.h"

#include <cpuwarden/wire.h>
#include <linux/capability.h>
#include <linux/fs.h>
#include <linux/kfifo.h>
#include <linux/log2.h>
#include <linux/module.h>
#include <linux/pid_namespace.h>
#include <linux/poll.h>
#include <linux/proc_fs.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/timekeeping.h>
#include <linux/vmalloc.h>
#include <linux/wait.h>
#include <uapi/linux/cpuwarden_samples.h>

enum {
	/* a CPU that is busy at 100 Hz fills this in about 13 seconds */
	BUFFER_PER_CPU = SZ_256K,
	BUFFER_MIN = SZ_1M,
	BUFFER_MAX = SZ_32M,
	IDENTITY_MAX = sizeof(struct cpuwarden_rec_identity) +
		       2 * CPUWARDEN_REC_PATH_BYTES,
};

/**
 * struct recording - one open file
 * @fifo:    whole records; the collector puts in, the reader takes out
 * @buffer:  its memory
 * @lock:    orders the two, held for moments only
 * @reading: one read() at a time, for it may sleep on a fault
 * @number:  of this recording, from 1; of 64 bits, so that none comes twice
 * @lost:    records that did not fit since the reader was last told
 * @scratch: where a record of varying length is put together
 *
 * @number, @lost and @scratch are the collector's, under cw_tables_lock.
 */
struct recording {
	struct kfifo_rec_ptr_2 fifo;
	void *buffer;
	spinlock_t lock;	/* ends of @fifo */
	struct mutex reading;	/* taking out of @fifo */
	u64 number;
	u64 lost;
	u8 scratch[IDENTITY_MAX];
};

static DECLARE_WAIT_QUEUE_HEAD(wait);

/* All three are the collector's. */
static struct recording *current_recording;
static u64 recordings;
static u64 dropped;

static struct cpuwarden_rec header(enum cpuwarden_rec_type type, size_t len)
{
	return (struct cpuwarden_rec){
		.type = cpu_to_le16(type),
		.len = cpu_to_le16(len),
	};
}

static bool fits(struct recording *r, size_t len)
{
	bool yes;

	spin_lock(&r->lock);
	yes = kfifo_avail(&r->fifo) >= len;
	spin_unlock(&r->lock);
	return yes;
}

static bool put_lost(struct recording *r, u64 time_ns)
{
	struct cpuwarden_rec_lost lost = {
		.rec = header(CPUWARDEN_REC_LOST, sizeof(lost)),
		.time_ns = cpu_to_le64(time_ns),
		.lost = cpu_to_le64(r->lost),
	};

	if (!kfifo_in_spinlocked(&r->fifo, (u8 *)&lost, sizeof(lost),
				 &r->lock))
		return false;
	r->lost = 0;
	return true;
}

static bool put(struct recording *r, const void *record, size_t len,
		u64 time_ns)
{
	/* the count of lost records goes first; if both do not fit, lose both */
	if (r->lost &&
	    (!fits(r, len + 2 * sizeof(struct cpuwarden_rec_lost)) ||
	     !put_lost(r, time_ns)))
		goto lost;
	if (kfifo_in_spinlocked(&r->fifo, (const u8 *)record, len, &r->lock))
		return true;
lost:
	r->lost++;
	dropped++;
	return false;
}

static size_t put_path(char *to, const char *path)
{
	size_t len = strlen(path) + 1;

	if (len > CPUWARDEN_REC_PATH_BYTES) {
		path += len - CPUWARDEN_REC_PATH_BYTES;
		len = CPUWARDEN_REC_PATH_BYTES;
	}
	memcpy(to, path, len);
	return len;
}

static u64 number_of(const struct cw_group *group)
{
	return group ? group->entry.serial : 0;
}

static bool put_identity(struct recording *r, const struct cw_process *p,
			 u64 time_ns)
{
	struct cpuwarden_rec_identity *id = (void *)r->scratch;
	size_t len = sizeof(*id);

	memset(id, 0, sizeof(*id));
	len += put_path(id->paths, cw_process_exe_path(p) ?: "");
	len += put_path((char *)id + len,
			p->tenant && p->tenant->path ? p->tenant->path : "");
	id->rec = header(CPUWARDEN_REC_IDENTITY, len);
	id->tgid = cpu_to_le32(p->tgid);
	id->process = cpu_to_le64(p->entry.serial);
	id->start_ns = cpu_to_le64(p->start_ns);
	id->time_ns = cpu_to_le64(time_ns);
	id->exe_ino = cpu_to_le64(p->exe_key.id);
	id->exe = cpu_to_le64(number_of(p->exe));
	id->cgroup_id = cpu_to_le64(p->tenant ? p->tenant->key.id : 0);
	id->tenant = cpu_to_le64(number_of(p->tenant));
	id->exe_dev = cpu_to_le32(p->exe_key.dev);
	id->exe_gen = cpu_to_le32(p->exe_key.gen);
	id->exe_flags = cpu_to_le32(p->exe_flags);
	id->uid = cpu_to_le32(p->uid);
	id->threads = cpu_to_le32(p->nr_threads);
	id->program = cpu_to_le32(p->exec_id);
	strscpy(id->comm, p->comm, sizeof(id->comm));
	return put(r, id, len, time_ns);
}

static void record_sample(struct cw_process *p, const struct cw_track *track,
			  const struct cw_sample *s, u32 origin, u64 io_idle_ns)
{
	const struct cw_thread *thread =
		track ? container_of(track, struct cw_thread, track) : NULL;
	bool guest = s->flags & CW_SAMPLE_GUEST;
	struct recording *r = current_recording;
	struct cpuwarden_rec_judged j = {
		.origin = cpu_to_le32(origin),
		.time_ns = cpu_to_le64(s->time_ns),
		.start_ns = cpu_to_le64(s->start_ns),
		.cgroup_id = cpu_to_le64(s->cgroup_id),
		.ip = cpu_to_le64(s->ip),
		.pure_ns = cpu_to_le64(io_idle_ns),
		.process = cpu_to_le64(p->entry.serial),
		.thread = cpu_to_le64(thread ? thread->entry.serial : 0),
		.period_ns = cpu_to_le32(s->period_ns),
		.tgid = cpu_to_le32(s->tgid),
		.tid = cpu_to_le32(s->tid),
		.fpctrl = cpu_to_le32(s->fpctrl),
		.cpu = cpu_to_le32(s->cpu),
		.flags = cpu_to_le16(s->flags),
		.isa = s->isa,
		.code_len = s->code_len,
		.state = cpu_to_le32(p->finding ?
				     CPUWARDEN_REC_STATE_FINDING : 0),
	};
	size_t len = offsetof(struct cpuwarden_rec_judged, code) + s->code_len;
	u8 record[sizeof(j) + sizeof(struct cpuwarden_rec_values)];
	unsigned int i;

	j.process_samples = cpu_to_le32(guest ? p->guest.samples :
						p->track.samples);
	if (thread)
		j.thread_samples = cpu_to_le32(guest ? thread->guest.samples :
						       thread->track.samples);

	if (p->told != r->number && put_identity(r, p, s->time_ns))
		p->told = r->number;
	if (s->flags & CW_SAMPLE_VALUES) {
		memcpy(record + len, &s->values, sizeof(s->values));
		j.rec = header(CPUWARDEN_REC_JUDGED, len + sizeof(s->values));
	} else {
		j.rec = header(CPUWARDEN_REC_JUDGED, len);
	}
	if (s->flags & CW_SAMPLE_COUNTERS) {
		for (i = 0; i < CW_COUNTER_COUNT; i++)
			j.counter[i] = cpu_to_le32(s->counter[i]);
		j.counter_ns = cpu_to_le32(s->counter_ns);
		j.counters = cpu_to_le32(s->counters);
	}
	memcpy(j.code, s->code, s->code_len);
	memcpy(record, &j, len);
	put(r, record, le16_to_cpu(j.rec.len), s->time_ns);
}

/* @state: @bit if a finding is open about @r. Returns its number. */
static u64 lives_of(const struct cw_lives_record *r, __le32 *samples,
		    u32 *state, u32 bit)
{
	if (!r)
		return 0;
	*samples = cpu_to_le32(r->lives.track.samples);
	if (r->finding)
		*state |= bit;
	return r->entry.serial;
}

static void record_left(const struct cw_process *p, const struct cw_left *to,
			u64 now_ns)
{
	struct cpuwarden_rec_left left = {
		.rec = header(CPUWARDEN_REC_LEFT, sizeof(left)),
		.tgid = cpu_to_le32(p->tgid),
		.process = cpu_to_le64(p->entry.serial),
		.time_ns = cpu_to_le64(now_ns),
		.exe = cpu_to_le64(number_of(p->exe)),
		.tenant = cpu_to_le64(number_of(p->tenant)),
		.process_samples = cpu_to_le32(p->track.samples),
		.own_samples = cpu_to_le32(p->own.samples),
		.uid = cpu_to_le32(p->uid),
	};
	u32 state = 0;
	u64 number;

	if (p->exe)
		left.exe_accused = cpu_to_le32(p->exe->findings_open);
	if (p->tenant)
		left.tenant_accused = cpu_to_le32(p->tenant->findings_open);
	number = lives_of(to->at[CW_PLACE_EXE], &left.exe_samples, &state,
			  CPUWARDEN_REC_LEFT_EXE_FINDING);
	left.exe_lives = cpu_to_le64(number);
	number = lives_of(to->at[CW_PLACE_USER], &left.user_samples, &state,
			  CPUWARDEN_REC_LEFT_USER_FINDING);
	left.user_lives = cpu_to_le64(number);
	number = lives_of(to->at[CW_PLACE_TENANT], &left.tenant_samples, &state,
			  CPUWARDEN_REC_LEFT_TENANT_FINDING);
	left.tenant_lives = cpu_to_le64(number);
	number = lives_of(to->at[CW_PLACE_ALL], &left.all_samples, &state,
			  CPUWARDEN_REC_LEFT_ALL_FINDING);
	left.all_lives = cpu_to_le64(number);
	if (to->exe_told)
		state |= CPUWARDEN_REC_LEFT_EXE_TOLD;
	if (to->tenant_told)
		state |= CPUWARDEN_REC_LEFT_TENANT_TOLD;
	left.state = cpu_to_le32(state);
	put(current_recording, &left, sizeof(left), now_ns);
}

/* The reader is woken once per round of the collector, not for each record. */
static void flush(void)
{
	struct recording *r = current_recording;

	if (r->lost)
		put_lost(r, ktime_get_boottime_ns());
	wake_up_interruptible(&wait);
}

static const struct cw_recorder recorder = {
	.sample = record_sample,
	.left = record_left,
	.flush = flush,
};

static void free_recording(struct recording *r)
{
	vfree(r->buffer);
	kfree(r);
}

static struct recording *make_recording(size_t size)
{
	struct recording *r = kzalloc(sizeof(*r), GFP_KERNEL);

	if (!r)
		return NULL;
	spin_lock_init(&r->lock);
	mutex_init(&r->reading);
	r->buffer = vmalloc(size);
	if (!r->buffer || kfifo_init(&r->fifo, r->buffer, size)) {
		free_recording(r);
		return NULL;
	}
	return r;
}

static void put_stream(struct recording *r, size_t size)
{
	u64 now_ns = ktime_get_boottime_ns();
	struct cpuwarden_rec_stream stream = {
		.rec = header(CPUWARDEN_REC_STREAM, sizeof(stream)),
		.version = cpu_to_le32(CPUWARDEN_REC_VERSION),
		.time_ns = cpu_to_le64(now_ns),
		.realtime_ns = cpu_to_le64(ktime_get_real_ns()),
		.rate_hz = cpu_to_le32(cw_sampler_rate()),
		.buffer_bytes = cpu_to_le32(size),
	};

	put(r, &stream, sizeof(stream), now_ns);
}

/* Runs in the collector, which knows the recording from here on. */
static int attach(void *arg)
{
	struct recording *r = arg;

	if (current_recording)
		return -EBUSY;
	r->number = ++recordings;
	put_stream(r, kfifo_size(&r->fifo));
	current_recording = r;
	cw_collector_record(&recorder);
	return 0;
}

static int detach(void *unused)
{
	cw_collector_record(NULL);
	current_recording = NULL;
	return 0;
}

static int samples_open(struct inode *inode, struct file *file)
{
	size_t size = clamp_t(size_t, (size_t)BUFFER_PER_CPU *
			      num_online_cpus(), BUFFER_MIN, BUFFER_MAX);
	struct recording *r;
	int ret;

	if (cw_outside())
		return -ENOENT;
	if (!capable(CAP_SYS_ADMIN))
		return -EPERM;
	/* procfs does not let the module be unloaded before this returns */
	if (!try_module_get(THIS_MODULE))
		return -ENODEV;
	size = roundup_pow_of_two(size);
	r = make_recording(size);
	ret = r ? cw_collector_call(attach, r) : -ENOMEM;
	if (ret) {
		if (r)
			free_recording(r);
		module_put(THIS_MODULE);
		return ret;
	}
	file->private_data = r;
	return stream_open(inode, file);
}

/* Length of the next record, 0 if there is none. */
static unsigned int next_length(struct recording *r)
{
	unsigned int len;

	/* pairs with the collector's unlock: the record is whole */
	spin_lock(&r->lock);
	/* on an empty fifo the peek would return an old record's length */
	len = kfifo_is_empty(&r->fifo) ? 0 : kfifo_peek_len(&r->fifo);
	spin_unlock(&r->lock);
	return len;
}

/* As many whole records as fit; -EINVAL if not even the first does. */
static ssize_t read_records(struct recording *r, char __user *to, size_t size)
{
	unsigned int len, copied;
	size_t done = 0;

	while ((len = next_length(r)) && len <= size - done) {
		/* on a fault the record stays in the fifo */
		if (kfifo_to_user(&r->fifo, to + done, len, &copied))
			return done ? done : -EFAULT;
		done += len;
	}
	return (done || !len) ? done : -EINVAL;
}

static ssize_t samples_read(struct file *file, char __user *to, size_t size,
			    loff_t *pos)
{
	struct recording *r = file->private_data;
	ssize_t ret;

	if (!size)
		return 0;
	do {
		if (!(file->f_flags & O_NONBLOCK)) {
			ret = wait_event_interruptible(wait, next_length(r));
			if (ret)
				return ret;
		}
		ret = mutex_lock_interruptible(&r->reading);
		if (ret)
			return ret;
		ret = read_records(r, to, size);
		mutex_unlock(&r->reading);
		/* nothing is left if another reader of this file was faster */
	} while (!ret && !(file->f_flags & O_NONBLOCK));

	return ret ? ret : -EAGAIN;
}

static __poll_t samples_poll(struct file *file, poll_table *table)
{
	struct recording *r = file->private_data;

	poll_wait(file, &wait, table);
	return next_length(r) ? EPOLLIN | EPOLLRDNORM : 0;
}

static int samples_release(struct inode *inode, struct file *file)
{
	cw_collector_call_surely(detach, NULL);
	free_recording(file->private_data);
	/* procfs waits for this to return before it lets us go */
	module_put(THIS_MODULE);
	return 0;
}

const struct proc_ops cw_samples_proc_ops = {
	.proc_open = samples_open,
	.proc_read = samples_read,
	.proc_poll = samples_poll,
	.proc_release = samples_release,
};

bool cw_samples_recording(void)
{
	lockdep_assert_held(&cw_tables_lock);
	return current_recording;
}

u64 cw_samples_dropped(void)
{
	lockdep_assert_held(&cw_tables_lock);
	return dropped;
}

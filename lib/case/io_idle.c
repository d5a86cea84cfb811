// SPDX-License-Identifier: GPL-2.0-only
#include "io_idle.h"

#define NS_PER_MS		1000000u
#define MS_PER_S		1000u

/* More than this for a second of CPU time is work with data. */
#define BUSY_BYTES_PER_S	(64u * 1024)
/*
 * A message pays for two seconds of CPU time. Who works for somebody has more
 * of them; a miner hears of a job, or sends a share, every ten seconds at most.
 * That is less, but both come in bursts: it owes so much that eight messages
 * in a row do not make up for it.
 */
#define MESSAGE_MS		2000u
#define OWED_MS_MAX		20000u
/* Owing less than this, it is paid for. */
#define OWED_MS_FEW		4000u
/*
 * Where messages are not counted, each wait may have been for one; but others
 * wait, too: two of them pay like a message.
 */
#define WAITS_PER_MESSAGE	2u
/*
 * With a connection for each request, those of a look are the few that are
 * open just then, and the next look sees others. A miner connects once.
 */
#define MESSAGES_PER_NEW	4u
/* One that computes little is asked for messages, too: as if it did so much. */
#define LEAST_SHARE		4u

/* A process not seen for so long did not compute: its time begins anew. */
#define PAUSE_NS		10000000000ull

/* Fewer bytes than this, since the time began, do not end it. */
#define MOVED_BYTES		4096u

/* All figures only grow, but a racy reading may be less: no underflow then. */
static u64 grown(u64 before, u64 now)
{
	return now > before ? now - before : 0;
}

static bool moved_data(const struct cw_io_look *before,
		       const struct cw_io_look *now, u64 due_ms)
{
	u64 io = grown(before->io_bytes, now->io_bytes);
	u64 disk = grown(before->disk_bytes, now->disk_bytes);
	u64 ahead = now->positions - before->positions;
	u64 few = due_ms * BUSY_BYTES_PER_S;
	u64 in_files;

	if (disk * MS_PER_S > few)
		return true;
	/*
	 * What was read may be /dev/zero, or a pipe to itself, beside a file
	 * that grows by a line. Positions go back, too.
	 */
	if (ahead > -ahead)
		ahead = -ahead;
	in_files = io < ahead ? io : ahead;
	if ((now->uncounted ? io : in_files) * MS_PER_S > few)
		return true;
	/* a page of a pipe that has long been full: many lines at once */
	return now->fed && io >= MOVED_BYTES &&
	       now->received != before->received;
}

/* In halves of a message. */
static u64 messages(struct cw_io_idle *i, const struct cw_io_look *now)
{
	const struct cw_io_look *before = &i->last;
	bool changed = now->channels != before->channels;
	u64 received = grown(before->received, now->received);
	u64 sent = grown(before->sent, now->sent);
	u64 count = received > sent ? received : sent;
	u64 written = grown(before->writes, now->writes);

	/* of other channels, other counts */
	if (changed)
		count = (u64)now->active * (i->changing ? MESSAGES_PER_NEW : 1);
	i->changing = changed;
	/* it reads from somebody and writes what it makes of it to a file */
	if (now->fed && now->positions != before->positions &&
	    count < written)
		count = written;
	count *= WAITS_PER_MESSAGE;
	if (now->uncounted)
		count += grown(before->switches, now->switches);
	return count;
}

static bool worked(struct cw_io_idle *i, const struct cw_io_look *now,
		   u64 elapsed_ms)
{
	u64 due_ms = div64_u64(grown(i->last.cpu_ns, now->cpu_ns), NS_PER_MS);
	u64 count = messages(i, now);
	u64 paid_ms = count * (MESSAGE_MS / WAITS_PER_MESSAGE), owed_ms;

	if (due_ms < elapsed_ms / LEAST_SHARE)
		due_ms = elapsed_ms / LEAST_SHARE;
	owed_ms = grown(paid_ms, i->owed_ms + due_ms);
	i->owed_ms = owed_ms < OWED_MS_MAX ? owed_ms : OWED_MS_MAX;

	return (count && i->owed_ms < OWED_MS_FEW) ||
	       moved_data(&i->last, now, due_ms);
}

void cw_io_idle_check(struct cw_io_idle *i, const struct cw_io_look *now,
		      u64 seen_ns, u64 now_ns)
{
	u64 elapsed_ms = div64_u64(cw_elapsed_ns(i->checked_ns, now_ns),
				   NS_PER_MS) + 1;

	/* too short to tell a rate: a single message would exceed it */
	if (i->checked_ns && elapsed_ms < MS_PER_S / 2)
		return;
	if (i->checked_ns &&
	    (worked(i, now, elapsed_ms) ||
	     cw_elapsed_ns(seen_ns, now_ns) > PAUSE_NS))
		i->since_ns = now_ns;
	i->last = *now;
	i->checked_ns = now_ns;
}

void cw_io_idle_moved(struct cw_io_idle *i, u64 io_bytes, u64 now_ns)
{
	if (i->since_ns && io_bytes < i->last.io_bytes + MOVED_BYTES)
		return;
	i->since_ns = now_ns;
	i->last.io_bytes = io_bytes;
}

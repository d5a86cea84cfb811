// SPDX-License-Identifier: GPL-2.0-only
/*
 * Channels: through what a process hears from others, and they from it. Its
 * open files are looked at, and what each tells of itself is added up.
 */

#include "channel.h"
#include "compat/net.h"
#include "case/io_idle.h"

#include <linux/bitmap.h>
#include <linux/fdtable.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/hash.h>
#include <linux/jiffies.h>
#include <linux/kdev_t.h>
#include <linux/major.h>
#include <linux/pid.h>
#include <linux/pipe_fs_i.h>
#include <linux/sched/signal.h>
#include <linux/sched/task.h>
#include <linux/tcp.h>
#include <net/af_unix.h>
#include <net/inet_sock.h>
#include <net/ipv6.h>
#include <net/tcp.h>
#include <net/tcp_states.h>

enum {
	FILES_MAX = 1024,	/* to look at */
	FILES_AT_ONCE = 64,	/* under the locks of their table */
	SLOTS_BITS = 8,
	SLOTS = 1 << SLOTS_BITS,
	PROBES = 16,
	ACTIVE_MS = 4000,	/* a little more than from look to look */
};

/* The ends of a channel: reading and writing, or here and there. */
enum { END_A = 1, END_B = 2 };

/*
 * Found by one end or both. Of a pipe, @held counts who holds its writing end,
 * and @written the descriptors of that here: a child may have both ends as its
 * parent has, and is another all the same.
 */
struct channel {
	u64 key;
	u64 received;
	u64 sent;
	unsigned long held;
	unsigned int written;
	unsigned int ends;
	bool active;
	bool fed;
};

/* One look. There is one collector, so one is enough. */
static struct look {
	struct cw_io_look *sum;
	struct pid *tgid;
	unsigned int files;
	unsigned int threads;
	struct channel slots[SLOTS];
} the_look;

static struct channel *slot_of(struct look *l, u64 key)
{
	unsigned int at = hash_64(key, SLOTS_BITS), i;

	key = key ?: 1;
	for (i = 0; i < PROBES; i++) {
		struct channel *c = &l->slots[(at + i) % SLOTS];

		if (!c->key)
			c->key = key;
		if (c->key == key)
			return c;
	}
	return NULL;
}

static void look_at_pipe(struct look *l, struct file *file)
{
	struct pipe_inode_info *pipe = file_inode(file)->i_pipe;
	unsigned int tail = READ_ONCE(pipe->tail);
	struct channel *c;

	c = slot_of(l, (unsigned long)pipe);
	if (!c)
		return;
	if (file->f_mode & FMODE_READ) {
		c->ends |= END_A;
		c->received = tail;
		/* some was read; more will come, or is there */
		c->fed = tail && (READ_ONCE(pipe->writers) ||
				  READ_ONCE(pipe->head) != tail);
	}
	if (file->f_mode & FMODE_WRITE) {
		c->ends |= END_B;
		c->sent = READ_ONCE(pipe->head);
		c->written++;
		c->held = max3(c->held, (unsigned long)file_count(file),
			       (unsigned long)READ_ONCE(pipe->writers));
	}
	c->active = true;
}

static u32 address_hash(const struct sock *sk, bool here)
{
#if IS_ENABLED(CONFIG_IPV6)
	if (sk->sk_family == AF_INET6)
		return ipv6_addr_hash(here ? &sk->sk_v6_rcv_saddr :
				      &sk->sk_v6_daddr);
#endif
	return (__force u32)(here ? sk->sk_rcv_saddr : sk->sk_daddr);
}

/* Two sockets of this machine that are connected have one key. */
static void look_at_tcp(struct look *l, const struct sock *sk)
{
	u64 here = (u64)address_hash(sk, true) << 16 | sk->sk_num;
	u64 there = (u64)address_hash(sk, false) << 16 | ntohs(sk->sk_dport);
	const struct tcp_sock *tp = tcp_sk(sk);
	struct channel *c;
	u32 age;

	if (!((1 << READ_ONCE(sk->sk_state)) &
	      (TCPF_ESTABLISHED | TCPF_CLOSE_WAIT | TCPF_FIN_WAIT1 |
	       TCPF_FIN_WAIT2)) || here == there)
		return;
	c = slot_of(l, hash_64(min(here, there), 64) + max(here, there));
	if (!c)
		return;
	c->ends |= here < there ? END_A : END_B;
	c->received = READ_ONCE(tp->data_segs_in);
	c->sent = READ_ONCE(tp->data_segs_out);
	age = tcp_jiffies32 - READ_ONCE(inet_csk(sk)->icsk_ack.lrcvtime);
	c->active = c->received && jiffies_to_msecs(age) < ACTIVE_MS;
}

/*
 * Has no counters. What cannot hear anybody is none: standard output of a
 * service goes to the journal by a socket that was shut down for reading, and
 * syslog() uses one without an address.
 */
static void look_at_unix(struct look *l, const struct sock *sk)
{
	struct channel *c;

	if (sk->sk_type == SOCK_DGRAM) {
		if (READ_ONCE(unix_sk(sk)->addr))
			l->sum->uncounted = true;
		return;
	}
	if (READ_ONCE(sk->sk_state) != TCP_ESTABLISHED ||
	    READ_ONCE(sk->sk_shutdown) & RCV_SHUTDOWN ||
	    READ_ONCE(sk->sk_peer_pid) == l->tgid)
		return;
	l->sum->uncounted = true;
	c = slot_of(l, (unsigned long)sk);
	if (!c)
		return;
	c->ends = END_A;
	c->active = true;
}

static void look_at_socket(struct look *l, const struct sock *sk)
{
	switch (sk->sk_family) {
	case AF_UNIX:
		look_at_unix(l, sk);
		return;
	case AF_INET:
	case AF_INET6:
		if (sk->sk_type == SOCK_STREAM &&
		    sk->sk_protocol == IPPROTO_TCP)
			look_at_tcp(l, sk);
		else if (sk->sk_num)
			l->sum->uncounted = true;
		return;
	case AF_NETLINK:	/* the kernel, not somebody */
	case AF_ALG:
		return;
	default:
		l->sum->uncounted = true;
	}
}

/*
 * Devices of nothing, and terminals, where miners print. What passes through
 * others (tun, FUSE) is not known.
 */
static bool is_idle_device(const struct inode *inode)
{
	unsigned int major = imajor(inode);

	return major == MEM_MAJOR || major == TTY_MAJOR ||
	       major == TTYAUX_MAJOR ||
	       (major >= UNIX98_PTY_MASTER_MAJOR &&
		major < UNIX98_PTY_SLAVE_MAJOR + UNIX98_PTY_MAJOR_COUNT);
}

static void look_at_file(struct look *l, struct file *file)
{
	const struct inode *inode = file_inode(file);
	const struct socket *sock;
	const struct sock *sk;

	if (file->f_mode & FMODE_PATH)
		return;
	switch (inode->i_mode & S_IFMT) {
	case S_IFIFO:
		look_at_pipe(l, file);
		break;
	case S_IFSOCK:
		sock = cw_sock_from_file(file);
		sk = sock ? READ_ONCE(sock->sk) : NULL;
		if (sk)
			look_at_socket(l, sk);
		break;
	case S_IFREG:
	case S_IFBLK:
		/* pread() leaves f_pos alone */
		l->sum->positions += hash_64(inode->i_ino, 64) +
				     READ_ONCE(file->f_pos) +
				     READ_ONCE(file->f_ra.prev_pos);
		break;
	case S_IFCHR:
		if (!is_idle_device(inode) && file->f_mode & FMODE_READ)
			l->sum->uncounted = true;
		break;
	}
}

/*
 * Files from descriptor @at on. By the bitmap: a table may have a million places
 * of which few are taken, and iterate_fd() visits each.
 * Return: where to go on, 0 if there are no more.
 */
static unsigned int look_at_some(struct look *l, struct files_struct *files,
				 unsigned int at)
{
	const struct fdtable *fdt;
	unsigned int n, max;

	spin_lock(&files->file_lock);
	fdt = files_fdtable(files);
	max = fdt->max_fds;
	at = find_next_bit(fdt->open_fds, max, at);
	for (n = 0; at < max && n < FILES_AT_ONCE; n++) {
		struct file *file = rcu_dereference_check_fdtable(files,
								  fdt->fd[at]);

		if (file)	/* else it is being opened */
			look_at_file(l, file);
		at = find_next_bit(fdt->open_fds, max, at + 1);
	}
	spin_unlock(&files->file_lock);
	l->files += n;
	return at < max ? at : 0;
}

/*
 * Threads that are within a system call on it hold a pipe, too. Without any
 * other thread none does.
 */
static bool is_own(const struct look *l, const struct channel *c)
{
	return c->ends == (END_A | END_B) &&
	       c->held < c->written + l->threads;
}

static void sum_up(struct look *l)
{
	const struct channel *c;

	for (c = l->slots; c < l->slots + SLOTS; c++) {
		if (!c->key || is_own(l, c))
			continue;
		l->sum->channels += hash_64(c->key, 64);
		l->sum->received += c->received;
		l->sum->sent += c->sent;
		l->sum->active += c->active;
		l->sum->fed |= c->fed;
	}
}

/* The one given may have exited, and has no files then. */
static struct task_struct *living_thread(struct task_struct *task)
{
	struct task_struct *t, *found = NULL;

	rcu_read_lock();
	if (!(READ_ONCE(task->flags) & PF_EXITING))
		found = task;
	else
		for_each_thread(task, t)
			if (!(READ_ONCE(t->flags) & PF_EXITING)) {
				found = t;
				break;
			}
	if (found)
		get_task_struct(found);
	rcu_read_unlock();
	return found;
}

bool cw_channels_look(struct task_struct *task, struct cw_io_look *sum)
{
	struct task_struct *t = living_thread(task);
	struct look *l = &the_look;
	unsigned int at = 0;
	bool has_files;

	if (!t)
		return false;
	memset(l, 0, sizeof(*l));
	l->sum = sum;
	l->threads = get_nr_threads(t);
	rcu_read_lock();
	/* to compare with only */
	l->tgid = task_tgid(t);
	rcu_read_unlock();
	do {
		/* as the class of a cgroup's sockets is set */
		task_lock(t);
		has_files = t->files;
		at = has_files ? look_at_some(l, t->files, at) : 0;
		task_unlock(t);
		cond_resched();
	} while (at && l->files < FILES_MAX);
	put_task_struct(t);
	if (has_files)
		sum_up(l);
	return has_files;
}

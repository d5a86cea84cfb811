// SPDX-License-Identifier: GPL-2.0-only
/*
 * Threads and processes that hash, and their ways to hide. A timer per worker
 * interrupts the hash wherever it is (one hash may last a second in an
 * emulated guest) and in its handler sleeps the idle part of the duty cycle,
 * hands the hash over to a new process (fork, and the parent ends), or to a
 * new thread (the hash runs on a stack of its own, which the next thread takes
 * up where this one left it).
 */
#include "workload.h"

#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <ucontext.h>
#include <unistd.h>

#define PERIOD_MS	100
#define STACK_BYTES	(256 << 10)
#define NS_PER_MS	1000000ll
#define NS_PER_S	1000000000ll

/* Visible to all processes of a run. */
struct shared {
	sem_t started;
	sem_t ended;
	u64 hashes;	/* updated atomically */
	int stop;	/* updated atomically */
	pid_t top;
};

struct worker {
	const struct run_options *o;
	struct job job;
	timer_t timer;
	s64 born_ns;		/* of the present process or thread */
	bool done;
	ucontext_t hash;	/* with thread churn: the hash, … */
	ucontext_t carrier;	/* … and the thread that runs it now */
};

static __thread struct worker *self;
static struct shared *shared;

static bool stopping(void)
{
	return __atomic_load_n(&shared->stop, __ATOMIC_RELAXED);
}

static void stop_all(void)
{
	__atomic_store_n(&shared->stop, 1, __ATOMIC_RELAXED);
}

static s64 now_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * NS_PER_S + t.tv_nsec;
}

static struct timespec ns_to_timespec(s64 ns)
{
	return (struct timespec){ ns / NS_PER_S, ns % NS_PER_S };
}

static unsigned int churn_ms(const struct run_options *o)
{
	return o->churn_ms ? o->churn_ms : o->thread_churn_ms;
}

static s64 period_ns(const struct run_options *o)
{
	unsigned int ms = churn_ms(o);

	return (ms && ms < PERIOD_MS ? ms : PERIOD_MS) * NS_PER_MS;
}

static bool needs_timer(const struct run_options *o)
{
	return o->duty_percent < 100 || churn_ms(o);
}

static void arm(struct worker *w)
{
	s64 busy = period_ns(w->o) * w->o->duty_percent / 100;
	struct itimerspec t = { .it_value = ns_to_timespec(busy) };

	timer_settime(w->timer, 0, &t, NULL);
}

/* Timers belong to a process and, here, a thread: each new one makes its own. */
static int start_timer(struct worker *w)
{
	struct sigevent e = { .sigev_notify = SIGEV_THREAD_ID,
			      .sigev_signo = SIGALRM };

	w->born_ns = now_ns();
	if (!needs_timer(w->o))
		return 0;
	e._sigev_un._tid = syscall(SYS_gettid);
	if (timer_create(CLOCK_MONOTONIC, &e, &w->timer))
		return -errno;
	arm(w);
	return 0;
}

/* The child goes on with the hash; nothing is left for the parent to do. */
static void change_process(struct worker *w)
{
	pid_t pid = fork();

	if (pid > 0)
		_exit(EXIT_SUCCESS);
	if (pid == 0 && start_timer(w))
		_exit(EXIT_FAILURE);
	if (pid < 0)	/* try again at the next tick */
		arm(w);
}

static void on_tick(int sig)
{
	struct worker *w = self;
	s64 idle = period_ns(w->o) * (100 - w->o->duty_percent) / 100;
	struct timespec t = ns_to_timespec(idle);
	int saved = errno;

	if (w->o->churn_ms && (stopping() || kill(shared->top, 0)))
		_exit(EXIT_SUCCESS);
	if (idle)
		nanosleep(&t, NULL);
	if (churn_ms(w->o) && !stopping() &&
	    now_ns() - w->born_ns >= (churn_ms(w->o) - 1) * NS_PER_MS) {
		if (w->o->churn_ms)
			change_process(w);
		else	/* comes back in the next thread, its timer armed */
			swapcontext(&w->hash, &w->carrier);
	} else {
		arm(w);
	}
	errno = saved;
}

static void hash_loop(struct worker *w)
{
	const struct workload *load = w->o->workload;

	sem_post(&shared->started);
	while (!stopping()) {
		w->job.nonce++;
		put_le32(w->job.header + 39, w->job.nonce);
		put_le32(w->job.header + 76, w->job.nonce);
		load->hash(&w->job);
		__atomic_add_fetch(&shared->hashes, load->batch,
				   __ATOMIC_RELAXED);
	}
}

static void *plain_thread(void *arg)
{
	struct worker *w = arg;

	self = w;
	if (start_timer(w))
		stop_all();
	hash_loop(w);
	if (needs_timer(w->o))
		timer_delete(w->timer);
	sem_post(&shared->ended);
	return NULL;
}

/* makecontext() passes ints only: the worker comes by way of self. */
static void hash_context(void)
{
	struct worker *w = self;

	hash_loop(w);
	w->done = true;
	setcontext(&w->carrier);
}

static int start_thread(void *(*fn)(void *), void *arg);

static void *carrier_thread(void *arg)
{
	struct worker *w = arg;

	self = w;
	if (start_timer(w)) {
		stop_all();
		w->done = true;
	} else {
		swapcontext(&w->carrier, &w->hash);
		timer_delete(w->timer);
	}
	if (w->done || start_thread(carrier_thread, w))
		sem_post(&shared->ended);
	return NULL;
}

static int start_thread(void *(*fn)(void *), void *arg)
{
	pthread_t thread;
	int err = pthread_create(&thread, NULL, fn, arg);

	if (err) {
		errno = err;
		perror("cw-workload: cannot start a thread");
		return -err;
	}
	pthread_detach(thread);
	return 0;
}

static int start_carrier(struct worker *w)
{
	void *stack = mmap(NULL, STACK_BYTES, PROT_READ | PROT_WRITE,
			   MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0);

	if (stack == MAP_FAILED) {
		perror("cw-workload: no memory for a stack");
		return -ENOMEM;
	}
	getcontext(&w->hash);
	w->hash.uc_stack.ss_sp = stack;
	w->hash.uc_stack.ss_size = STACK_BYTES;
	w->hash.uc_link = NULL;
	makecontext(&w->hash, hash_context, 0);
	return start_thread(carrier_thread, w);
}

static int start_process(struct worker *w)
{
	pid_t pid = fork();

	if (pid < 0) {
		perror("cw-workload: cannot start a process");
		return -errno;
	}
	if (pid == 0) {
		plain_thread(w);
		_exit(EXIT_SUCCESS);
	}
	return 0;
}

static void *benign_thread(void *arg)
{
	benign_work(&shared->stop);
	sem_post(&shared->ended);
	return NULL;
}

static void on_stop(int sig)
{
	stop_all();
}

static void handle_signals(void)
{
	struct sigaction tick = { .sa_handler = on_tick,
				  .sa_flags = SA_RESTART };
	struct sigaction stop = { .sa_handler = on_stop };

	sigaction(SIGALRM, &tick, NULL);
	sigaction(SIGTERM, &stop, NULL);
	sigaction(SIGINT, &stop, NULL);
	/* process churn must not leave zombies: the kernel reaps them */
	signal(SIGCHLD, SIG_IGN);
}

static void *get_pages(size_t bytes, bool between_processes)
{
	void *p = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_ANONYMOUS |
		       (between_processes ? MAP_SHARED : MAP_PRIVATE), -1, 0);

	if (p == MAP_FAILED) {
		fprintf(stderr, "cw-workload: no memory for %zu bytes\n",
			bytes);
		return NULL;
	}
	/* as miners ask for; does nothing where it is switched off */
	madvise(p, bytes, MADV_HUGEPAGE);
	return p;
}

static int start_worker(const struct run_options *o, unsigned int i)
{
	struct worker *w = get_pages(sizeof(*w), false);

	if (!w)
		return -ENOMEM;
	w->o = o;
	w->job.nonce = (u64)i << 24;
	memset(w->job.header, 0x5a, sizeof(w->job.header));
	w->job.pad = get_pages(o->workload->pad_bytes + 64, o->churn_ms);
	if (!w->job.pad)
		return -ENOMEM;
	if (o->workload->prepare)
		o->workload->prepare(w->job.pad, o->workload->pad_bytes);
	if (o->churn_ms)
		return start_process(w);
	if (o->thread_churn_ms)
		return start_carrier(w);
	return start_thread(plain_thread, w);
}

/* Sleep to the end of the run; signals wake it up early. */
static void wait_for_end(const struct run_options *o, s64 start)
{
	s64 end = start + (o->seconds ? o->seconds * NS_PER_S : INT64_MAX / 2);
	struct timespec t;
	s64 left;

	while (!stopping() && (left = end - now_ns()) > 0) {
		t = ns_to_timespec(left < NS_PER_S / 10 ? left : NS_PER_S / 10);
		nanosleep(&t, NULL);
	}
	stop_all();
}

static void wait_for_workers(const struct run_options *o, unsigned int threads)
{
	if (o->churn_ms) {
		while (wait(NULL) > 0 || errno == EINTR)
			;
		return;
	}
	while (threads)
		if (!sem_wait(&shared->ended))
			threads--;
}

int run_workload(const struct run_options *o)
{
	unsigned int i, running = 0;
	int err = 0;
	s64 start;

	shared = get_pages(sizeof(*shared), true);
	if (!shared)
		return -ENOMEM;
	sem_init(&shared->started, 1, 0);
	sem_init(&shared->ended, 1, 0);
	shared->top = getpid();
	/* so that the last process of a chain of orphans can be waited for */
	prctl(PR_SET_CHILD_SUBREAPER, 1);
	handle_signals();

	start = now_ns();
	for (i = 0; !err && i < o->benign_threads; i++) {
		err = start_thread(benign_thread, NULL);
		running += !err;
	}
	for (i = 0; !err && i < o->threads; i++) {
		err = start_worker(o, i);
		running += !err;
	}
	for (i = 0; !err && i < o->threads; i++)
		while (sem_wait(&shared->started) && !stopping())
			;
	if (err) {
		stop_all();
	} else {
		printf("ready\n");
		fflush(stdout);
		start = now_ns();
		wait_for_end(o, start);
	}
	wait_for_workers(o, running);
	printf("%s: %.2f hashes/s\n", o->workload->name,
	       (double)shared->hashes * NS_PER_S / (now_ns() - start));
	return err;
}

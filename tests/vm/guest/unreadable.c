// SPDX-License-Identifier: GPL-2.0-only
/*
 * Code that others cannot read, in an endless loop.
 *
 * usage: unreadable FORM [THREADS]
 *
 * FORM says how the code is kept from readers; so many THREADS keep the lock of
 * the address space busy meanwhile. Exit: 4 if the kernel or the processor does
 * not have that form.
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifdef __x86_64__
/* aesenc %xmm1,%xmm0; imul %rcx,%rax; aesenc %xmm1,%xmm0; jmp to the first */
static const unsigned char loop[] = {
	0x66, 0x0f, 0x38, 0xdc, 0xc1, 0x48, 0x0f, 0xaf, 0xc1,
	0x66, 0x0f, 0x38, 0xdc, 0xc1, 0xeb, 0xf0,
};
#else
/* mul x0,x0,x1; eor x2,x0,x2; add x1,x1,#1; b to the first */
static const uint32_t loop[] = {
	0x9b017c00, 0xca020002, 0x91000421, 0x17fffffd,
};
#endif

#ifndef SYS_memfd_secret
#define SYS_memfd_secret 447	/* on all architectures that have it */
#endif

enum { PAGE = 4096, HUGE_PAGE = 2 << 20 };

static char *code;

static void fail(const char *what)
{
	perror(what);
	exit(4);
}

static char *map(size_t size, int prot, int flags, int fd)
{
	char *p = mmap(NULL, size, prot, flags, fd, 0);

	if (p == MAP_FAILED)
		fail("mmap");
	return p;
}

static void protect(void *p, size_t size, int prot)
{
	if (mprotect(p, size, prot))
		fail("mprotect");
}

/* Holds mmap_lock for writing, most of the time. */
static void *hammer(void *unused)
{
	char *m = map(1 << 20, PROT_READ | PROT_WRITE,
		      MAP_PRIVATE | MAP_ANONYMOUS, -1);

	for (unsigned int i = 0;; i++)
		mprotect(m + (i % 128) * 2 * PAGE, PAGE,
			 i & 128 ? PROT_READ : PROT_READ | PROT_WRITE);
	return NULL;
}

static void spin(void)
{
	((void (*)(void))code)();
}

/* What a thread beside took away is there again, or will be: go on. */
static void again(int unused)
{
}

static void *spinner(void *unused)
{
	spin();
	return NULL;
}

static void put(char *p)
{
	memcpy(p, loop, sizeof(loop));
	__builtin___clear_cache(p, p + sizeof(loop));
	code = p;
}

static void xonly(int flags, size_t size)
{
	char *p = map(size, PROT_READ | PROT_WRITE,
		      MAP_PRIVATE | MAP_ANONYMOUS | flags, -1);

	put(p);
	protect(p, size, PROT_EXEC);
	spin();
}

/* A page that everybody may read, but for a key that is denied. */
static void with_key(void)
{
	char *p = map(PAGE, PROT_READ | PROT_WRITE,
		      MAP_PRIVATE | MAP_ANONYMOUS, -1);
	int key = pkey_alloc(0, PKEY_DISABLE_ACCESS);

	if (key < 0)
		fail("pkey_alloc");
	put(p);
	if (pkey_mprotect(p, PAGE, PROT_READ | PROT_EXEC, key))
		fail("pkey_mprotect");
	spin();
}

/*
 * mprotect() of many pages changes the first one, our code, long before other
 * CPUs hear of it: until then they execute what is PROT_NONE already.
 */
static void flip(void)
{
	size_t size = 16 << 20;
	char *p = map(size, PROT_READ | PROT_WRITE,
		      MAP_PRIVATE | MAP_ANONYMOUS, -1);
	pthread_t t;

	madvise(p, size, MADV_NOHUGEPAGE);
	memset(p, 1, size);
	put(p);
	protect(p, size, PROT_READ | PROT_EXEC);
	signal(SIGSEGV, again);
	pthread_create(&t, NULL, spinner, NULL);
	for (;;) {
		mprotect(p, size, PROT_NONE);
		mprotect(p, size, PROT_READ | PROT_EXEC);
	}
}

/*
 * Take the page away, all the time. The other CPU executes it until it has
 * heard of that, then faults it in again from the file.
 */
static void zap(void)
{
	int fd = memfd_create("x", 0);
	char *p;
	pthread_t t;

	if (fd < 0 || ftruncate(fd, PAGE))
		fail("memfd_create");
	p = map(PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, fd);
	put(p);
	protect(p, PAGE, PROT_READ | PROT_EXEC);
	pthread_create(&t, NULL, spinner, NULL);
	for (;;)
		madvise(p, PAGE, MADV_DONTNEED);
}

/*
 * Memory that not even the kernel may read, by a mapping that has no page of it
 * yet. Nothing is executed: each return from the signal leads there, and an
 * interrupt may come just then.
 */
static void secret(void)
{
	int fd = syscall(SYS_memfd_secret, 0);

	if (fd < 0 || ftruncate(fd, PAGE))
		fail("memfd_secret");
	put(map(PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, fd));
	code = map(PAGE, PROT_NONE, MAP_SHARED, fd);
	signal(SIGSEGV, again);
	spin();
}

int main(int argc, char **argv)
{
	int threads = argc > 2 ? atoi(argv[2]) : 0;
	const char *form = argc > 1 ? argv[1] : "";
	pthread_t t;

	while (threads-- > 0)
		pthread_create(&t, NULL, hammer, NULL);
	if (!strcmp(form, "xonly"))
		xonly(0, PAGE);
	if (!strcmp(form, "huge"))
		xonly(MAP_HUGETLB, HUGE_PAGE);
	if (!strcmp(form, "key"))
		with_key();
	if (!strcmp(form, "flip"))
		flip();
	if (!strcmp(form, "zap"))
		zap();
	if (!strcmp(form, "secret"))
		secret();
	return 2;
}

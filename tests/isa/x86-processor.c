// SPDX-License-Identifier: GPL-2.0-only
/*
 * The processor of this machine as a peer: what we call invalid must raise
 * SIGILL. (Not the other way round: it lacks many an extension.) The bytes run
 * in a child of their own that may do no system call, before an unmapped page.
 */
#define _GNU_SOURCE
#include <err.h>
#include <linux/seccomp.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "x86-peer.h"

enum { PAGE = 4096, CODE_SEGMENT_32 = 0x23 };

static u8 *page;			/* the next one is not mapped */
static u8 far_pointer[6];		/* offset, segment */

static void run(bool long_mode, const u8 *code)
{
	static const struct rlimit no_core, one_second = { 1, 1 };
	u32 offset = (uintptr_t)code;
	u16 segment = CODE_SEGMENT_32;

	setrlimit(RLIMIT_CORE, &no_core);
	setrlimit(RLIMIT_CPU, &one_second);
	if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_STRICT))
		_exit(0);
	if (long_mode)
		__asm__ volatile("jmp *%0" : : "r"(code) : "memory");
	memcpy(far_pointer, &offset, sizeof(offset));
	memcpy(far_pointer + sizeof(offset), &segment, sizeof(segment));
	__asm__ volatile("movl %1, %%esp\n\tljmp *%0"
			 : : "m"(far_pointer), "r"((u32)(uintptr_t)page + 256)
			 : "memory");
	_exit(0);
}

static bool refuses(bool long_mode, const u8 *bytes, unsigned int n)
{
	u8 *code = page + PAGE - n;
	int status;
	pid_t pid;

	memcpy(code, bytes, n);
	pid = fork();
	if (pid < 0)
		err(2, "fork");
	if (!pid)
		run(long_mode, code);
	if (waitpid(pid, &status, 0) != pid)
		err(2, "waitpid");
	return WIFSIGNALED(status) && WTERMSIG(status) == SIGILL;
}

static void processor_decode(bool long_mode, const u8 *bytes,
			     struct peer_insn *out)
{
	struct cw_insn insn;
	int ret = cw_x86_decode(long_mode, &insn, bytes, 15);

	out->len = ret > 0 ? ret : 0;
	snprintf(out->name, sizeof(out->name), "executed");
	if (ret == CW_DECODE_INVALID && !refuses(long_mode, bytes, 15))
		out->len = 1;
}

void processor_init(struct peer *p)
{
	page = mmap(NULL, 2 * PAGE, PROT_READ | PROT_WRITE | PROT_EXEC,
		    MAP_PRIVATE | MAP_ANONYMOUS | MAP_32BIT, -1, 0);
	if (page == MAP_FAILED || munmap(page + PAGE, PAGE))
		err(2, "mmap");
	p->name = "processor";
	p->decode = processor_decode;
	p->compare = NULL;
}

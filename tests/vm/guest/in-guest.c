// SPDX-License-Identifier: GPL-2.0-only
/*
 * in-guest [-name NAME] PROGRAM [ARGUMENT...]: runs a program inside a KVM guest
 * of its own, which has that name as one of QEMU has.
 *
 * The smallest virtual machine that real programs run in: one virtual CPU in
 * user mode, no kernel. Guest-virtual, guest-physical and our own addresses are
 * the same, so a system call of the program, which ends in an OUT, is made for
 * it by us with the pointers that it gave. One thread, no signals.
 */
#include <elf.h>
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/kvm.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <asm/prctl.h>

#define GIB		(1ul << 30)
/* where programs go that are linked to a fixed place */
#define LOW		0x400000ul
#define LOW_BYTES	(64ul << 20)
#define HIGH		(64 * GIB)
#define HIGH_GIB	16
#define PAGE		4096ul
#define STACK_BYTES	(8ul << 20)
#define HEAP_BYTES	(1 * GIB)
#define PORT		0x42

#define PTE_USER	7u	/* present, writable, for user mode */
#define PTE_LARGE	(1u << 7)
#define MSR_STAR	0xc0000081u
#define MSR_LSTAR	0xc0000082u
#define MSR_SFMASK	0xc0000084u
#define USER_CS		0x33
#define USER_SS		0x2b

struct image {
	uint64_t base, entry, phdr;
	uint16_t phnum;
	char interp[128];
};

static uint64_t next_free = HIGH;
static uint64_t heap, heap_end;
static int vcpu;

static uint64_t pages(uint64_t bytes)
{
	return (bytes + PAGE - 1) & -PAGE;
}

static uint64_t take(uint64_t bytes)
{
	uint64_t at = next_free;

	next_free += pages(bytes) + PAGE;
	if (next_free > HIGH + HIGH_GIB * GIB)
		errx(2, "out of addresses");
	return at;
}

static void load_segment(int fd, const Elf64_Phdr *p, uint64_t base)
{
	uint64_t at = base + p->p_vaddr;

	if (pread(fd, (void *)at, p->p_filesz, p->p_offset) !=
	    (ssize_t)p->p_filesz)
		err(2, "segment");
}

static struct image load(const char *path)
{
	struct image im = { };
	uint64_t end = 0;
	Elf64_Phdr ph[32];
	Elf64_Ehdr eh;
	int fd = open(path, O_RDONLY | O_CLOEXEC), i;

	if (fd < 0 || read(fd, &eh, sizeof(eh)) != sizeof(eh) ||
	    memcmp(eh.e_ident, ELFMAG, SELFMAG) || eh.e_phnum > 32 ||
	    pread(fd, ph, eh.e_phnum * sizeof(*ph), eh.e_phoff) < 0)
		err(2, "%s", path);
	for (i = 0; i < eh.e_phnum; i++)
		if (ph[i].p_type == PT_LOAD)
			end = ph[i].p_vaddr + ph[i].p_memsz;
	if (eh.e_type == ET_DYN)
		im.base = take(end);
	for (i = 0; i < eh.e_phnum; i++) {
		if (ph[i].p_type == PT_LOAD)
			load_segment(fd, &ph[i], im.base);
		if (ph[i].p_type == PT_LOAD && !ph[i].p_offset)
			im.phdr = im.base + ph[i].p_vaddr + eh.e_phoff;
		if (ph[i].p_type == PT_INTERP &&
		    pread(fd, im.interp, sizeof(im.interp) - 1,
			  ph[i].p_offset) < 0)
			err(2, "%s", path);
	}
	im.entry = im.base + eh.e_entry;
	im.phnum = eh.e_phnum;
	close(fd);
	return im;
}

static uint64_t push(uint64_t *sp, const void *from, size_t bytes)
{
	*sp -= bytes;
	memcpy((void *)*sp, from, bytes);
	return *sp;
}

/* Arguments, environment and auxiliary vector as execve() leaves them. */
static uint64_t make_stack(char **argv, const struct image *program,
			   uint64_t interp_base)
{
	uint64_t top = take(STACK_BYTES) + STACK_BYTES, random = top - 16;
	uint64_t sp = random, words[96], n = 0, strings[64];
	int argc = 0, i;

	while (argv[argc] && argc < 60) {
		strings[argc] = push(&sp, argv[argc], strlen(argv[argc]) + 1);
		argc++;
	}
	words[n++] = argc;
	for (i = 0; i < argc; i++)
		words[n++] = strings[i];
	words[n++] = 0;
	words[n++] = 0;		/* no environment */
#define AUX(type, value) do { words[n++] = type; words[n++] = value; } while (0)
	AUX(AT_PHDR, program->phdr);
	AUX(AT_PHENT, sizeof(Elf64_Phdr));
	AUX(AT_PHNUM, program->phnum);
	AUX(AT_PAGESZ, PAGE);
	AUX(AT_BASE, interp_base);
	AUX(AT_ENTRY, program->entry);
	AUX(AT_RANDOM, random);
	AUX(AT_NULL, 0);
#undef AUX
	sp = (sp & -16ul) - (n * 8 + 15) / 16 * 16;
	memcpy((void *)sp, words, n * 8);
	return sp;
}

static uint64_t do_mmap(const uint64_t *a)
{
	uint64_t at = a[3] & MAP_FIXED ? a[0] : take(a[1]);
	void *p = mmap((void *)at, a[1], a[2], (int)a[3] | MAP_FIXED,
		       (int)a[4], a[5]);

	return p == MAP_FAILED ? (uint64_t)-errno : (uint64_t)p;
}

static uint64_t do_brk(uint64_t to)
{
	if (to >= heap && to <= heap + HEAP_BYTES)
		heap_end = to;
	return heap_end;
}

static uint64_t set_fs(uint64_t base)
{
	struct kvm_sregs s;

	if (ioctl(vcpu, KVM_GET_SREGS, &s))
		err(2, "KVM_GET_SREGS");
	s.fs.base = base;
	return ioctl(vcpu, KVM_SET_SREGS, &s) ? (uint64_t)-errno : 0;
}

static uint64_t system_call(uint64_t nr, const uint64_t *a)
{
	long ret;

	switch (nr) {
	case SYS_mmap:
		return do_mmap(a);
	case SYS_brk:
		return do_brk(a[0]);
	case SYS_arch_prctl:
		return a[0] == ARCH_SET_FS ? set_fs(a[1]) : (uint64_t)-EINVAL;
	case SYS_exit:
	case SYS_exit_group:
		exit(a[0]);
	case SYS_rt_sigaction:
	case SYS_rt_sigprocmask:
	case SYS_sigaltstack:
	case SYS_set_robust_list:
		return 0;
	case SYS_clone:
	case SYS_clone3:
	case SYS_fork:
	case SYS_vfork:
	case SYS_execve:
	case SYS_rseq:
	case SYS_mremap:
		return -ENOSYS;
	}
	ret = syscall(nr, a[0], a[1], a[2], a[3], a[4], a[5]);
	return ret < 0 ? (uint64_t)-errno : (uint64_t)ret;
}

static void serve(void)
{
	struct kvm_regs r;

	if (ioctl(vcpu, KVM_GET_REGS, &r))
		err(2, "KVM_GET_REGS");
	r.rax = system_call(r.rax, (uint64_t[]){ r.rdi, r.rsi, r.rdx, r.r10,
						 r.r8, r.r9 });
	if (ioctl(vcpu, KVM_SET_REGS, &r))
		err(2, "KVM_SET_REGS");
}

static void map_memory(int vm, unsigned int slot, uint64_t at, uint64_t bytes)
{
	struct kvm_userspace_memory_region region = {
		.slot = slot,
		.guest_phys_addr = at,
		.memory_size = bytes,
		.userspace_addr = at,
	};

	if (mmap((void *)at, bytes, PROT_READ | PROT_WRITE | PROT_EXEC,
		 MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE |
			 MAP_FIXED_NOREPLACE, -1, 0) != (void *)at ||
	    ioctl(vm, KVM_SET_USER_MEMORY_REGION, &region))
		err(2, "memory at %#lx", at);
}

/* Identity, by pages of 2 MiB. Return: the root. */
static uint64_t make_page_tables(void)
{
	uint64_t root = take((3 + HIGH_GIB) * PAGE), i, j, n = 2;
	uint64_t *pml4 = (void *)root, *pdpt = (void *)(root + PAGE), *pd;

	pml4[0] = (uint64_t)pdpt | PTE_USER;
	for (i = 0; i < 64 + HIGH_GIB; i = i ? i + 1 : 64) {
		pd = (void *)(root + n++ * PAGE);
		pdpt[i] = (uint64_t)pd | PTE_USER;
		for (j = 0; j < 512; j++)
			pd[j] = (i * GIB + (j << 21)) | PTE_USER | PTE_LARGE;
	}
	return root;
}

static void set_cpuid(int kvm)
{
	struct {
		struct kvm_cpuid2 head;
		struct kvm_cpuid_entry2 entry[128];
	} c = { .head.nent = 128 };
	unsigned int i;

	if (ioctl(kvm, KVM_GET_SUPPORTED_CPUID, &c))
		err(2, "KVM_GET_SUPPORTED_CPUID");
	for (i = 0; i < c.head.nent; i++) {
		/* no XSAVE, and what needs it */
		if (c.entry[i].function == 1)
			c.entry[i].ecx &= ~(1u << 26 | 1u << 27 | 1u << 28 |
					    1u << 12 | 1u << 29);
		if (c.entry[i].function == 7) {
			c.entry[i].ebx &= 1u << 18;
			c.entry[i].ecx = c.entry[i].edx = 0;
		}
		if (c.entry[i].function == 0xd)
			c.entry[i].eax = c.entry[i].ebx = 0;
	}
	if (ioctl(vcpu, KVM_SET_CPUID2, &c))
		err(2, "KVM_SET_CPUID2");
}

static void set_state(uint64_t entry, uint64_t sp, uint64_t root,
		      uint64_t stub)
{
	struct kvm_segment code = {
		.limit = ~0u, .selector = USER_CS, .type = 11, .present = 1,
		.dpl = 3, .s = 1, .l = 1, .g = 1,
	}, data = {
		.limit = ~0u, .selector = USER_SS, .type = 3, .present = 1,
		.dpl = 3, .db = 1, .s = 1, .g = 1,
	};
	struct {
		struct kvm_msrs head;
		struct kvm_msr_entry entry[3];
	} msrs = {
		.head.nmsrs = 3,
		.entry = {
			{ .index = MSR_STAR, .data = 0x0020001000000000ul },
			{ .index = MSR_LSTAR, .data = stub },
			{ .index = MSR_SFMASK, .data = 0x47700 },
		},
	};
	struct kvm_regs r = { .rip = entry, .rsp = sp, .rflags = 2 };
	struct kvm_sregs s;

	if (ioctl(vcpu, KVM_GET_SREGS, &s))
		err(2, "KVM_GET_SREGS");
	s.cs = code;
	s.ss = s.ds = s.es = s.fs = s.gs = data;
	s.cr3 = root;
	s.cr4 = 1 << 5 | 1 << 9 | 1 << 10;	/* PAE, SSE */
	s.cr0 = 0x80050033;			/* paging, protection */
	s.efer = 1 << 0 | 1 << 8 | 1 << 10;	/* SYSCALL, 64 bits */
	if (ioctl(vcpu, KVM_SET_SREGS, &s) || ioctl(vcpu, KVM_SET_REGS, &r) ||
	    ioctl(vcpu, KVM_SET_MSRS, &msrs) != 3)
		err(2, "state");
}

static void run(struct kvm_run *run)
{
	for (;;) {
		if (ioctl(vcpu, KVM_RUN, 0) && errno != EINTR)
			err(2, "KVM_RUN");
		if (run->exit_reason == KVM_EXIT_IO && run->io.port == PORT)
			serve();
		else if (run->exit_reason != KVM_EXIT_INTR)
			errx(3, "exit %u", run->exit_reason);
	}
}

int main(int argc, char **argv)
{
	int kvm = open("/dev/kvm", O_RDWR | O_CLOEXEC), vm;
	struct image program, interp = { };
	uint64_t root, stub;
	void *shared;

	if (argc > 2 && !strcmp(argv[1], "-name")) {
		argc -= 2;
		argv += 2;
	}
	if (argc < 2)
		errx(2, "usage: in-guest [-name NAME] PROGRAM [ARGUMENT...]");
	if (kvm < 0)
		err(2, "/dev/kvm");
	vm = ioctl(kvm, KVM_CREATE_VM, 0);
	if (vm < 0)
		err(2, "KVM_CREATE_VM");
	map_memory(vm, 0, LOW, LOW_BYTES);
	map_memory(vm, 1, HIGH, HIGH_GIB * GIB);
	root = make_page_tables();
	stub = take(PAGE);
	memcpy((void *)stub, "\xe6\x42\x48\x0f\x07", 5); /* out; sysretq */

	program = load(argv[1]);
	if (*program.interp)
		interp = load(program.interp);
	heap = heap_end = take(HEAP_BYTES);

	vcpu = ioctl(vm, KVM_CREATE_VCPU, 0);
	if (vcpu < 0)
		err(2, "KVM_CREATE_VCPU");
	shared = mmap(NULL, ioctl(kvm, KVM_GET_VCPU_MMAP_SIZE, 0),
		      PROT_READ | PROT_WRITE, MAP_SHARED, vcpu, 0);
	if (shared == MAP_FAILED)
		err(2, "kvm_run");
	set_cpuid(kvm);
	set_state(*program.interp ? interp.entry : program.entry,
		  make_stack(argv + 1, &program, interp.base), root, stub);
	run(shared);
}

/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * One sample: what one interrupt saw. Written by the sampler, carried by the
 * ring, read by the collector, by detect and by the traces of the laboratory.
 */
#ifndef _CPUWARDEN_SAMPLE_H
#define _CPUWARDEN_SAMPLE_H

#include <cpuwarden/arch.h>
#include <cpuwarden/types.h>

#define CW_SAMPLE_CODE_BYTES	64

enum cw_sample_flags {
	CW_SAMPLE_USER		= 1 << 0,	/* else only counted, or CW_SAMPLE_GUEST */
	CW_SAMPLE_CODE		= 1 << 1,	/* code[] holds code_len bytes */
	CW_SAMPLE_UNREADABLE	= 1 << 2,	/* the bytes at ip could not be read */
	CW_SAMPLE_FPCTRL	= 1 << 3,	/* fpctrl is valid */
	CW_SAMPLE_COUNTERS	= 1 << 4,	/* counter deltas over a clean interval */
	CW_SAMPLE_MASK		= 1 << 5,	/* a register holds a scratchpad mask */
	CW_SAMPLE_EXCHANGED	= 1 << 6,	/* exe_* were set without execve() */
	CW_SAMPLE_VALUES	= 1 << 7,	/* values is valid */
	/* inside a KVM guest: of what it executed only fpctrl is known */
	CW_SAMPLE_GUEST		= 1 << 13,
};

/* With CW_SAMPLE_MASK: the number of one such register, as code has it. */
#define CW_SAMPLE_MASK_REG_SHIFT	8
#define CW_SAMPLE_MASK_REG		(0x1fu << CW_SAMPLE_MASK_REG_SHIFT)

/**
 * cw_is_block_mask() - does a mask cut addresses to blocks of a scratchpad?
 * @value: the mask
 *
 * Such a mask is 2^n - 16: blocks are of 16 bytes, and CryptoNight's n is 17
 * (pico) to 22 (heavy). Compilers keep it in an immediate, or (clang -Os) in a
 * register.
 *
 * Return: whether @value is one.
 */
static inline bool cw_is_block_mask(u64 value)
{
	u64 size = value + 16;

	/* nearly all values fail the range test, so it comes first */
	return size - (1u << 17) <= (1u << 22) - (1u << 17) &&
	       !(size & (size - 1));
}

/* Hardware counters; all count user mode only. */
enum cw_counter {
	CW_COUNTER_CYCLES,
	CW_COUNTER_INSTRUCTIONS,
	CW_COUNTER_LLC_REFS,
	CW_COUNTER_LLC_MISSES,
	CW_COUNTER_BRANCH_MISSES,
	CW_COUNTER_COUNT
};

/* Where the code at the instruction pointer is; the collector looks it up. */
enum cw_origin {
	CW_ORIGIN_FILE		= 1 << 0,
	CW_ORIGIN_ANON		= 1 << 1,	/* anonymous executable: JIT, unpackers */
	CW_ORIGIN_MEMFD		= 1 << 2,	/* memfd, shmem: never had a name */
	CW_ORIGIN_WX		= 1 << 3,	/* writable and executable at once */
	CW_ORIGIN_XONLY		= 1 << 4,	/* execute-only */
	CW_ORIGIN_VDSO		= 1 << 5,	/* special mapping of the kernel */
	CW_ORIGIN_DELETED	= 1 << 6,	/* file without a name any more */
};

/*
 * Who executes it, and how (known to the collector). Handed to detect in the
 * same word as enum cw_origin.
 */
enum cw_circumstance {
	/* its executable is deleted, a memory file, or was exchanged */
	CW_CIRCUMSTANCE_GONE	= 1 << 16,
	/* a process that bears the name of a kernel thread */
	CW_CIRCUMSTANCE_DISGUISED = 1 << 17,
	/* no input or output for CW_IO_IDLE_NS */
	CW_CIRCUMSTANCE_IO_IDLE	= 1 << 18,
};

/*
 * In the same word: the code is that of the executable, as it is in its file.
 * What a library does that was loaded into it, or code that was made or changed
 * while it ran, is not the executable's doing.
 */
enum cw_code_owner {
	CW_CODE_OWN		= 1 << 24,
};

#define CW_CIRCUMSTANCE_SHIFT	16
#define CW_CIRCUMSTANCE_COUNT	3
/* 0, 1, 2: where each is counted */
#define CW_CIRCUMSTANCE_NR(id) \
	(__builtin_ctz(CW_CIRCUMSTANCE_##id) - CW_CIRCUMSTANCE_SHIFT)

#define CW_IO_IDLE_NS		30000000000ull

/* MXCSR bits (Intel SDM vol. 1, 10.2.3) */
#define CW_MXCSR_DEFAULT	0x1f80u
#define CW_MXCSR_RC_MASK	0x6000u
#define CW_MXCSR_DOWN		0x2000u
#define CW_MXCSR_ZERO		0x6000u
#define CW_MXCSR_FTZ		0x8000u
#define CW_MXCSR_DAZ		0x0040u
/* FPCR bits (Arm ARM, FPCR) */
#define CW_FPCR_RMODE_MASK	0x00c00000u
#define CW_FPCR_UP		0x00400000u
#define CW_FPCR_DOWN		0x00800000u
#define CW_FPCR_ZERO		0x00c00000u
#define CW_FPCR_FZ		0x01000000u

/**
 * struct cw_values - what is kept of the registers; the collector makes it
 * @wide:     general registers that hold a random-looking number of 64 bits
 * @word:     … of 32 bits
 * @pointers: … an address
 * @vectors:  vector registers whose lowest 64 bits look random
 * @accesses: places outside of the stack that the window reads or writes, as
 *            far as the registers tell
 * @reach:    bits of the distance between the first of them and that of the
 *            sample before of the same thread, in pages; 12: the same page; 0:
 *            not known
 * @spread:   bits of the largest distance between that and another one of the
 *            window
 * @reserved: 0
 */
struct cw_values {
	u8 wide;
	u8 word;
	u8 pointers;
	u8 vectors;
	u8 accesses;
	u8 reach;
	u8 spread;
	u8 reserved;
};

/**
 * struct cw_sample - what one interrupt saw
 * @time_ns:   CLOCK_BOOTTIME
 * @start_ns:  thread group leader's start, CLOCK_BOOTTIME
 * @cgroup_id: id of the cgroup of the task, unique in its hierarchy
 * @ip:        user instruction pointer
 * @exe_ino:   inode number of the executable, 0 if not known
 * @exe_inode: which inode it is in memory, to compare: on some file systems
 *             several files have the same three numbers; never shown
 * @exe_dev:   device of its file system, major << 20 | minor
 * @period_ns: CPU time this sample stands for
 * @tgid:      process id, initial pid namespace
 * @tid:       thread id, initial pid namespace
 * @fpctrl:    MXCSR or FPCR
 * @flags:     enum cw_sample_flags
 * @isa:       enum cw_isa
 * @code_len:  valid bytes in @code
 * @cpu:       number of the CPU
 * @exe_gen:   generation of @exe_ino: a new file may get the number of an old
 * @comm:      task name, may lack the final 0
 * @code:      code bytes at @ip
 * @counter:   what each enum cw_counter counted in @counter_ns; 0 if it is not
 *             valid
 * @counter_ns: length of the clean interval that ends here; all three only
 *             with CW_SAMPLE_COUNTERS
 * @counters:  bit per enum cw_counter: was read
 * @uid:       real user id, initial user namespace
 * @exec_id:   counts the execve() that led to the program; another number of
 *             the same process is another program
 * @cgroup_hierarchy: number of the hierarchy of @cgroup_id, 0 is cgroup v2
 * @values:    see there
 */
struct cw_sample {
	u64 time_ns;
	u64 start_ns;
	u64 cgroup_id;
	u64 ip;
	u64 exe_ino;
	u64 exe_inode;
	u32 exe_dev;
	u32 period_ns;
	u32 tgid;
	u32 tid;
	u32 fpctrl;
	u16 flags;
	u8 isa;
	u8 code_len;
	u32 cpu;
	u32 exe_gen;
	char comm[16];
	u8 code[CW_SAMPLE_CODE_BYTES];
	u32 counter[CW_COUNTER_COUNT];
	u32 counter_ns;
	u32 counters;
	u32 uid;
	u32 exec_id;
	u32 cgroup_hierarchy;
	struct cw_values values;
};

/*
 * Time from @then to @now, 0 if @then is later: rings are emptied CPU by CPU,
 * so the times of samples go back a little from one to the next.
 */
static inline u64 cw_elapsed_ns(u64 then, u64 now)
{
	return now > then ? now - then : 0;
}

#endif /* _CPUWARDEN_SAMPLE_H */

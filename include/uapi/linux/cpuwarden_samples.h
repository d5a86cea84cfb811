/* SPDX-License-Identifier: ((GPL-2.0 WITH Linux-syscall-note) OR BSD-3-Clause) */
/*
 * Records of /proc/cpuwarden/samples, which are also records of trace files:
 * what the collector judged, in the order in which it judged it. All integers
 * are little-endian. See docs/traces.md.
 */
#ifndef _UAPI_LINUX_CPUWARDEN_SAMPLES_H
#define _UAPI_LINUX_CPUWARDEN_SAMPLES_H

#include <linux/types.h>

#define CPUWARDEN_REC_VERSION		1
#define CPUWARDEN_REC_CODE_BYTES	64
#define CPUWARDEN_REC_COUNTERS		5
#define CPUWARDEN_REC_NAME_BYTES	16
#define CPUWARDEN_REC_PATH_BYTES	1024	/* its 0 included */

/* Numbers below 5 are records that only trace files have. */
enum cpuwarden_rec_type {
	CPUWARDEN_REC_STREAM	= 5,	/* first of all */
	CPUWARDEN_REC_IDENTITY	= 6,
	CPUWARDEN_REC_JUDGED	= 7,
	CPUWARDEN_REC_LEFT	= 8,
	CPUWARDEN_REC_LOST	= 9,
};

/**
 * struct cpuwarden_rec - how every record begins
 * @type: enum cpuwarden_rec_type; skip what you do not know
 * @len:  bytes of the record, this header included
 */
struct cpuwarden_rec {
	__le16 type;
	__le16 len;
};

/**
 * struct cpuwarden_rec_stream - the recording begins
 * @rec:         header
 * @version:     CPUWARDEN_REC_VERSION
 * @time_ns:     CLOCK_BOOTTIME, the clock of all times below
 * @realtime_ns: CLOCK_REALTIME at the same moment
 * @rate_hz:     samples per second and CPU
 * @buffer_bytes: what the module can hold for a reader that lags behind
 */
struct cpuwarden_rec_stream {
	struct cpuwarden_rec rec;
	__le32 version;
	__le64 time_ns;
	__le64 realtime_ns;
	__le32 rate_hz;
	__le32 buffer_bytes;
};

/**
 * struct cpuwarden_rec_identity - who a process is
 * @rec:       header
 * @tgid:      process id, initial pid namespace
 * @process:   number of its record in the module; never used twice
 * @start_ns:  its start; with @tgid it is unique
 * @time_ns:   of the sample that follows
 * @exe_ino:   inode of its executable, 0 if not known
 * @exe:       number of the executable's record, 0 if there is none
 * @cgroup_id: its cgroup
 * @tenant:    number of the cgroup's record, 0 if there is none
 * @exe_dev:   device of @exe_ino, major << 20 | minor
 * @exe_gen:   its generation
 * @exe_flags: enum cpuwarden_exe_flag
 * @uid:       real user, initial user namespace
 * @threads:   how many it has
 * @program:   which of its programs it runs: after each execve() it is another
 *             number, also if the executable is the same; 0 if not known
 * @comm:      name, ended by a 0
 * @paths:     path of the executable, 0, path of the cgroup, 0: raw bytes,
 *             empty if not known, of at most CPUWARDEN_REC_PATH_BYTES each
 *
 * Comes before the first sample of a process and again when it was looked up
 * anew, which follows execve() at once.
 */
struct cpuwarden_rec_identity {
	struct cpuwarden_rec rec;
	__le32 tgid;
	__le64 process;
	__le64 start_ns;
	__le64 time_ns;
	__le64 exe_ino;
	__le64 exe;
	__le64 cgroup_id;
	__le64 tenant;
	__le32 exe_dev;
	__le32 exe_gen;
	__le32 exe_flags;
	__le32 uid;
	__le32 threads;
	__le32 program;
	char comm[CPUWARDEN_REC_NAME_BYTES];
	char paths[];
};

/*
 * Bits of cpuwarden_rec_judged.origin beside enum cpuwarden_origin: who
 * executes the code, and how; and whose it is
 */
enum cpuwarden_rec_circumstance {
	/* its executable is deleted, a memory file, or was exchanged */
	CPUWARDEN_REC_CIRCUMSTANCE_GONE		= 1 << 16,
	/* a process that bears the name of a kernel thread */
	CPUWARDEN_REC_CIRCUMSTANCE_DISGUISED	= 1 << 17,
	/* no input or output for half a minute */
	CPUWARDEN_REC_CIRCUMSTANCE_IO_IDLE	= 1 << 18,
	/* the code is that of the executable, as it is in its file */
	CPUWARDEN_REC_CODE_OWN			= 1 << 24,
};

/* Bits of cpuwarden_rec_judged.flags */
enum cpuwarden_rec_sample {
	CPUWARDEN_REC_SAMPLE_USER	= 1 << 0,	/* else the kernel, or a guest */
	CPUWARDEN_REC_SAMPLE_CODE	= 1 << 1,	/* code and code_len are valid */
	CPUWARDEN_REC_SAMPLE_UNREADABLE	= 1 << 2,	/* the code could not be read */
	CPUWARDEN_REC_SAMPLE_FPCTRL	= 1 << 3,	/* fpctrl is valid */
	CPUWARDEN_REC_SAMPLE_COUNTERS	= 1 << 4,	/* counter* are valid */
	CPUWARDEN_REC_SAMPLE_MASK	= 1 << 5,	/* a register holds a scratchpad mask */
	CPUWARDEN_REC_SAMPLE_EXCHANGED	= 1 << 6,	/* its executable was set without execve() */
	CPUWARDEN_REC_SAMPLE_VALUES	= 1 << 7,	/* cpuwarden_rec_values follows the code */
	/* inside a KVM guest: fpctrl is the guest's, and judged */
	CPUWARDEN_REC_SAMPLE_GUEST	= 1 << 13,
	CPUWARDEN_REC_SAMPLE_MASK_REG	= 0x1f << 8,	/* with it: that register's number */
};

/* cpuwarden_rec_judged.isa */
enum cpuwarden_rec_isa {
	CPUWARDEN_REC_ISA_X86_64,
	CPUWARDEN_REC_ISA_X86_32,	/* 32-bit code of x86 */
	CPUWARDEN_REC_ISA_ARM64,
};

/* What stands where in cpuwarden_rec_judged.counter */
enum cpuwarden_rec_counter {
	CPUWARDEN_REC_COUNTER_CYCLES,
	CPUWARDEN_REC_COUNTER_INSTRUCTIONS,
	CPUWARDEN_REC_COUNTER_LLC_REFS,
	CPUWARDEN_REC_COUNTER_LLC_MISSES,
	CPUWARDEN_REC_COUNTER_BRANCH_MISSES,
};

/* Bits of cpuwarden_rec_judged.state */
enum cpuwarden_rec_state {
	CPUWARDEN_REC_STATE_FINDING = 1,	/* of the process, open */
};

/**
 * struct cpuwarden_rec_judged - one sample, and what judging it depended on
 * @rec:       header
 * @origin:    enum cpuwarden_origin of the code, 0 if not known, and enum
 *             cpuwarden_rec_circumstance
 * @time_ns:   when it was taken
 * @start_ns:  start of the process
 * @cgroup_id: cgroup of the task
 * @ip:        user instruction pointer
 * @pure_ns:   time without I/O of the process up to @time_ns
 * @process:   as in struct cpuwarden_rec_identity
 * @thread:    number of the thread's record; 0 as long as the process showed
 *             one thread only and is judged as a whole only
 * @process_samples: user-mode samples that the process had been judged by
 *             before this one, since its counts last began; 0: they begin here
 * @thread_samples: likewise of @thread; of a sample inside a guest both count
 *             samples inside guests
 * @period_ns: CPU time it stands for
 * @tgid:      process id
 * @tid:       thread id
 * @fpctrl:    MXCSR or FPCR
 * @cpu:       number of the CPU
 * @flags:     enum cpuwarden_rec_sample
 * @isa:       enum cpuwarden_rec_isa
 * @code_len:  valid bytes of @code
 * @counter:   by enum cpuwarden_rec_counter; 0 if it is not valid
 * @counter_ns: length of the interval that @counter is about
 * @counters:  bit per enum cpuwarden_rec_counter: was read
 * @state:     enum cpuwarden_rec_state before this sample
 * @code:      code at @ip, @code_len bytes of it; behind them comes struct
 *             cpuwarden_rec_values with CPUWARDEN_REC_SAMPLE_VALUES, and nothing
 *             without
 *
 * A sample that met the kernel has neither CPUWARDEN_REC_SAMPLE_USER nor _GUEST:
 * it is accounted, not judged.
 */
struct cpuwarden_rec_judged {
	struct cpuwarden_rec rec;
	__le32 origin;
	__le64 time_ns;
	__le64 start_ns;
	__le64 cgroup_id;
	__le64 ip;
	__le64 pure_ns;
	__le64 process;
	__le64 thread;
	__le32 process_samples;
	__le32 thread_samples;
	__le32 period_ns;
	__le32 tgid;
	__le32 tid;
	__le32 fpctrl;
	__le32 cpu;
	__le16 flags;
	__u8 isa;
	__u8 code_len;
	__le32 counter[CPUWARDEN_REC_COUNTERS];
	__le32 counter_ns;
	__le32 counters;
	__le32 state;
	__u8 code[CPUWARDEN_REC_CODE_BYTES];
};

/**
 * struct cpuwarden_rec_values - what is kept of the registers of a sample
 * @wide:     general registers that hold a random-looking number of 64 bits
 * @word:     … of 32 bits
 * @pointers: … an address
 * @vectors:  vector registers whose lowest 64 bits look random; x86 only
 * @accesses: places outside of the stack that the code reads or writes
 * @reach:    bits of the distance between the first of them and that of the
 *            sample before of the same thread, in pages; 0: not known
 * @spread:   bits of the largest distance from that to another one
 * @reserved: 0
 */
struct cpuwarden_rec_values {
	__u8 wide;
	__u8 word;
	__u8 pointers;
	__u8 vectors;
	__u8 accesses;
	__u8 reach;
	__u8 spread;
	__u8 reserved;
};

/* Bits of cpuwarden_rec_left.state */
enum cpuwarden_rec_left_state {
	CPUWARDEN_REC_LEFT_EXE_FINDING = 1,	/* of the executable, open */
	CPUWARDEN_REC_LEFT_TENANT_FINDING = 2,	/* of the tenant, open */
	CPUWARDEN_REC_LEFT_USER_FINDING = 4,	/* of @user_lives, open */
	/* an open finding about a process says what goes to the executable */
	CPUWARDEN_REC_LEFT_EXE_TOLD = 8,
	CPUWARDEN_REC_LEFT_TENANT_TOLD = 16,	/* … and to the tenant */
	CPUWARDEN_REC_LEFT_ALL_FINDING = 32,	/* of @all_lives, open */
};

/**
 * struct cpuwarden_rec_left - a short-lived process left its evidence: it
 * exited, executed another program, or its record was evicted; if more samples
 * of it follow, another cpuwarden_rec_identity comes before them
 * @rec:      header
 * @tgid:     the process
 * @process:  its number
 * @time_ns:  when that was noticed
 * @exe:      number of the executable that it is left to, 0 if none
 * @tenant:   number of the tenant that it is left to, 0 if none
 * @process_samples: user-mode samples in what is left
 * @exe_samples: what @exe_lives had been judged by before; 0: its counts begin
 *            here
 * @tenant_samples: likewise of @tenant_lives
 * @exe_accused: findings that are open about processes of @exe, or itself
 * @tenant_accused: likewise of @tenant
 * @state:    enum cpuwarden_rec_left_state before
 * @exe_lives: number of the record of all short-lived processes of this
 *            executable, user and tenant, 0 if none
 * @user_lives: of this executable and user, in whatever tenant, 0 if none
 * @tenant_lives: of this user and tenant, whatever they execute, 0 if none
 * @all_lives: of this tenant, whoever the user is, 0 if none
 * @user_samples: what @user_lives had been judged by before
 * @own_samples: samples of the process that go to @exe_lives and @user_lives:
 *            those with CPUWARDEN_REC_CODE_OWN
 * @uid:      real user of the process
 * @all_samples: what @all_lives had been judged by before
 */
struct cpuwarden_rec_left {
	struct cpuwarden_rec rec;
	__le32 tgid;
	__le64 process;
	__le64 time_ns;
	__le64 exe;
	__le64 tenant;
	__le32 process_samples;
	__le32 exe_samples;
	__le32 tenant_samples;
	__le32 exe_accused;
	__le32 tenant_accused;
	__le32 state;
	__le64 exe_lives;
	__le64 user_lives;
	__le64 tenant_lives;
	__le64 all_lives;
	__le32 user_samples;
	__le32 own_samples;
	__le32 uid;
	__le32 all_samples;
};

/**
 * struct cpuwarden_rec_lost - the reader was too slow
 * @rec:     header
 * @reserved: 0
 * @time_ns: of the record that follows
 * @lost:    records missing here
 */
struct cpuwarden_rec_lost {
	struct cpuwarden_rec rec;
	__le32 reserved;
	__le64 time_ns;
	__le64 lost;
};

#endif /* _UAPI_LINUX_CPUWARDEN_SAMPLES_H */

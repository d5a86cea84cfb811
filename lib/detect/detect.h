/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * detect: samples to evidence to verdict. PURE: no allocation, no state of its
 * own, no floating point; knows isa, nothing else. The same files build in the
 * module, the tool's replay, KUnit, the fuzzers and the benchmarks.
 *
 *   cw_signs_extract()      one sample -> what is seen in it
 *   cw_track_add()          count it for one subject (thread, process,
 *                           executable or tenant)
 *   cw_track_judge()        the counts -> verdict, per family
 *   cw_track_evidence()     why
 *
 * Of code inside a virtual machine guest.h judges.
 */
#ifndef _CPUWARDEN_DETECT_H
#define _CPUWARDEN_DETECT_H

#include <cpuwarden/types.h>
#include <cpuwarden/sample.h>
#include "isa/address.h"
#include "isa/isa.h"
#include "ids.h"

enum cw_verdict {
	CW_VERDICT_CLEAR,
	CW_VERDICT_SUSPECT,
	CW_VERDICT_CONFIRMED,
	CW_VERDICT_COUNT,
};

enum cw_family_kind {
	CW_FAMILY_MINING,	/* nobody runs it but to mine */
	/*
	 * Benign programs use it too: suspect if that is all a process does,
	 * confirmed if it hides as well, or by a rule that asks for long.
	 */
	CW_FAMILY_PRIMITIVE,
};

struct cw_family_info {
	const char *name;	/* stable, lower case: "randomx" */
	const char *title;	/* for people: "RandomX" */
	const char *used_by;	/* e.g. "Monero and others" */
	enum cw_family_kind kind;
	s32 confirm_micro;	/* score that "confirmed" asks for, micro-nats */
};

/* NULL if @family is out of range */
const struct cw_family_info *cw_family_info(unsigned int family);
const char *cw_verdict_name(unsigned int verdict);

/**
 * cw_precedence() - which of two judgements is to be told
 * @family:  enum cw_family, or CW_FAMILY_NONE
 * @verdict: enum cw_verdict
 *
 * Return: more for a higher verdict, and at one verdict more for a mining
 * family than for a primitive, which miners compute, too, and least for an
 * algorithm that nobody has learnt.
 */
unsigned int cw_precedence(unsigned int family, unsigned int verdict);

#define CW_RULE_NONE		0xff
#define CW_RULE_GUEST		0xfe	/* guest.h, which has no conditions of signs */

/**
 * cw_family_rule_name() - what a rule is called
 * @family: enum cw_family
 * @rule:   as in struct cw_judgement
 *
 * Return: its stable name, NULL if there is no such rule.
 */
const char *cw_family_rule_name(unsigned int family, unsigned int rule);

#define CW_WINDOW_INSNS		16	/* decoded at each sampled pointer */

/* Places in memory of one window that are looked at (regs.h) … */
#define CW_ACCESSES		4
/* … and threads of a process whose last place is remembered */
#define CW_WALK_THREADS		8

#define CW_SIGN_WORDS		((CW_SIGN_COUNT + 63) / 64)

/**
 * struct cw_walk - where the threads of a process read last
 * @tid:  a thread; one place for each, by its number
 * @page: the page, which is all that is kept of an address
 */
struct cw_walk {
	u32 tid[CW_WALK_THREADS];
	u64 page[CW_WALK_THREADS];
};

/**
 * struct cw_signs - one sample, digested
 * @seen:     bitmap of enum cw_sign
 * @rol:      bitmaps of left-rotation amounts seen, by element width: [0] 32
 *            bit (bits 0 … 31), [1] 64 bit
 * @circumstances: bitmap by CW_CIRCUMSTANCE_NR()
 * @op:       enum cw_op of each decoded instruction
 * @insns:    how many were decoded, 0 without code
 * @accesses: how many of @access there are
 * @access:   where the window reads and writes, by the registers at its start
 * @user:     it was a user-mode sample
 * @fpctrl:   the control word was valid
 * @values:   what is kept of the registers was valid
 * @vectors:  … of the vector registers, too
 */
struct cw_signs {
	u64 seen[CW_SIGN_WORDS];
	u64 rol[2];
	u8 circumstances;
	u8 op[CW_WINDOW_INSNS];
	u8 insns;
	u8 accesses;
	struct cw_address access[CW_ACCESSES];
	bool user;
	bool fpctrl;
	bool values;
	bool vectors;
};

static inline bool cw_sign_seen(const struct cw_signs *s, unsigned int sign)
{
	return s->seen[sign / 64] >> sign % 64 & 1;
}

/**
 * cw_signs_extract() - what one sample shows
 * @s:      result
 * @sample: a user-mode sample
 * @origin: enum cw_origin bits of the code and enum cw_circumstance bits of
 *          the process, 0 if not known
 *
 * Context: any. Cost bounded by CW_WINDOW_INSNS decodes.
 */
void cw_signs_extract(struct cw_signs *s, const struct cw_sample *sample,
		      unsigned int origin);

/*
 * The same in two steps. What the first one finds depends on code, code_len and
 * isa of the sample, and on CW_SAMPLE_USER, _CODE and _MASK* of its flags, on
 * nothing else; so who has seen the same before need not ask again. The second
 * adds the rest, and is cheap.
 */
void cw_signs_of_code(struct cw_signs *s, const struct cw_sample *sample);
void cw_signs_beside_code(struct cw_signs *s, const struct cw_sample *sample,
			  unsigned int origin);

/* What detect must know beside the samples to judge a shared primitive. */
struct cw_context {
	u64 now_ns;	/* same clock as cw_sample.time_ns */
	u64 io_idle_ns;	/* wall time since this process last did real I/O */
};

/* defined in track.h, so that they can be embedded */
struct cw_track;
struct cw_window;

struct cw_judgement {
	u8 verdict;		/* enum cw_verdict */
	u8 family;		/* the leading family, CW_FAMILY_NONE if clear */
	u8 rule;		/* by which it may be named, CW_RULE_NONE if clear */
	u8 runner_up;		/* the next one, CW_FAMILY_NONE if none */
	s32 score_milli;	/* log-likelihood ratio of @family, milli-nats */
	s32 runner_up_milli;
	u32 samples;		/* user-mode samples that went into it */
	u64 first_ns;		/* the first of these samples */
	bool fresh;		/* just looked at: these counts support it */
};

void cw_track_init(struct cw_track *t);
void cw_track_add(struct cw_track *t, const struct cw_signs *s, u64 now_ns);

/**
 * cw_track_merge() - add what a process counted that has exited
 * @t:        of an executable or a tenant
 * @from:     its counts, fewer than a window holds
 * @first_ns: the first of them
 */
void cw_track_merge(struct cw_track *t, const struct cw_window *from,
		    u64 first_ns);

/* Count a sample beside the tracks. */
void cw_window_add(struct cw_window *w, const struct cw_signs *s);

/**
 * cw_track_judge() - verdict over what was counted so far
 * @t:   the counts; the verdict is kept in it, so that it never flaps
 * @ctx: circumstances
 * @j:   result
 *
 * Cheap to call after every sample: does its work only when enough has been
 * added since the last time.
 */
void cw_track_judge(struct cw_track *t, const struct cw_context *ctx,
		    struct cw_judgement *j);

/* One piece of evidence, for people and for machines. */
struct cw_evidence {
	const char *name;	/* stable: "rounding_mode" */
	const char *text;	/* "rounding mode changed" */
	u32 hits;		/* samples that showed it … */
	u32 trials;		/* … of so many that could have */
	s32 weight_milli;	/* contribution to the score, milli-nats */
};

/**
 * cw_track_evidence() - why
 * @t:      the counts
 * @family: enum cw_family
 * @ev:     result, the heaviest first
 * @max:    size of @ev
 *
 * Return: how many entries of @ev were filled.
 */
unsigned int cw_track_evidence(const struct cw_track *t, unsigned int family,
			       struct cw_evidence *ev, unsigned int max);

/* What a window says for one family, whether it may be named or not. */
struct cw_scored {
	s32 score_milli;	/* log-likelihood ratio, milli-nats */
	s32 bar_milli;		/* that "confirmed" asks for by @rule, or by none */
	u8 allowed;		/* enum cw_verdict: the highest by its rules */
	u8 rule;		/* that allows it, or CW_RULE_NONE */
};

/**
 * cw_track_scored() - what is counted so far, as one family sees it
 * @t:      the counts
 * @family: enum cw_family, in range
 * @ctx:    circumstances
 * @s:      result
 *
 * Costs as much as a look of cw_track_judge() at this family, and changes
 * nothing.
 */
void cw_track_scored(const struct cw_track *t, unsigned int family,
		     const struct cw_context *ctx, struct cw_scored *s);

/**
 * cw_track_sign() - one sign in what is counted so far
 * @t:    the counts
 * @sign: enum cw_sign, in range
 * @ev:   result, without weight
 *
 * Return: whether any sample showed it.
 */
bool cw_track_sign(const struct cw_track *t, unsigned int sign,
		   struct cw_evidence *ev);

#endif /* _CPUWARDEN_DETECT_H */

// SPDX-License-Identifier: GPL-2.0-only
/*
 * regs: a number looks random if its bits are as mixed as those of fair coins,
 * and it is no address, text or floating-point number. Each test passes nearly
 * all random numbers (docs/detection.md has the shares) and few that programs
 * count, index or mask with.
 */
#include "regs.h"

enum {
	/* heaps and mappings are further from the stack pointer */
	STACK_BYTES = 1 << 20,
	/* of 32-bit programs: the same upper bits as stack or code */
	NEAR_BITS = 24,
};

static bool within(unsigned int n, unsigned int low, unsigned int high)
{
	return n - low <= high - low;
}

static u64 ror64(u64 v, unsigned int n)
{
	return v >> n | v << (64 - n);
}

static u32 ror32(u32 v, unsigned int n)
{
	return v >> n | v << (32 - n);
}

/* An IEEE 754 number between 2^-64 and 2^64, or between 2^-16 and 2^16. */
static bool looks_double(u64 v)
{
	return within(v >> 52 & 0x7ff, 0x3bf, 0x43f);
}

static bool looks_float(u32 v)
{
	return within(v >> 23 & 0xff, 0x6f, 0x8f);
}

/* mean 32, standard deviation 4: as many ones, and as many changes from bit to
 * bit, byte to byte, and word to word
 */
static noinline bool is_mixed64(u64 v)
{
	return within(cw_ones(v), 20, 44) &&
	       within(cw_ones((v ^ v >> 1) & ~(1ull << 63)), 20, 43) &&
	       within(cw_ones(v ^ ror64(v, 8)), 20, 44) &&
	       within(cw_ones(v ^ ror64(v, 32)), 16, 48);
}

/* Inline, for most are told by the first question. */
static inline bool looks_random64(u64 v)
{
	/* addresses, and small numbers of either sign */
	if (v + (1ull << 48) < 2ull << 48)
		return false;
	if (!(v & 0x8080808080808080ull))	/* text */
		return false;
	if (looks_double(v) || (looks_float(v) && looks_float(v >> 32)))
		return false;
	return is_mixed64(v);
}

bool cw_looks_random64(u64 v)
{
	return looks_random64(v);
}

bool cw_looks_random32(u32 v)
{
	u32 top = v >> 24;

	if (!top || top == 0xff)
		return false;
	if (!(v & 0x80808080u) || looks_float(v))
		return false;
	/* mean 16, standard deviation 2.8 */
	return within(cw_ones(v), 9, 23) &&
	       within(cw_ones((v ^ v >> 1) & 0x7fffffff), 9, 22) &&
	       within(cw_ones(v ^ ror32(v, 8)), 8, 24);
}

/*
 * As it is, with another word above it, or inverted, as ANDN and OR take it: its
 * lowest bits are the same in all, and seldom in anything else.
 */
static inline bool is_mask(u64 value)
{
	u16 low = value;

	if (low != 0xfff0 && low != 0x000f)
		return false;
	return cw_is_block_mask((u32)value) || cw_is_block_mask((u32)~value);
}

u16 cw_regs_mask(const struct cw_regs *regs)
{
	unsigned int i;

#pragma GCC unroll 16
	for (i = 0; i < CW_REGS; i++)
		if (is_mask(regs->value[i]) && i != CW_REG_STACK)
			return CW_SAMPLE_MASK | i << CW_SAMPLE_MASK_REG_SHIFT;
	return 0;
}

/* Programs of 32 bits have addresses anywhere: those near to known ones. */
static bool is_near(u32 v, const struct cw_regs *regs, u64 ip)
{
	u32 from_stack = v - (u32)regs->value[CW_REG_STACK];
	u32 from_code = v - (u32)ip;

	return from_stack + (1u << NEAR_BITS) < 2u << NEAR_BITS ||
	       from_code + (1u << NEAR_BITS) < 2u << NEAR_BITS;
}

/*
 * Programs that are not moved about have their heap below 4 GiB, and addresses
 * there look random. But they are even, and those in other registers have the
 * same upper bits. @mask: what the program has of a register.
 */
static bool is_low_address(const struct cw_regs *regs, unsigned int nr,
			   unsigned int n, u64 mask)
{
	u32 v = regs->value[nr], top = v >> NEAR_BITS;
	unsigned int i;
	u64 other;

	if (!(v & 7) && !(v >> 31))
		return true;
	for (i = 0; i < n; i++) {
		other = (regs->value[i] & mask) >> NEAR_BITS;
		if (i != nr && other && other - (top - 1) <= 2)
			return true;
	}
	return false;
}

static noinline void count_number(struct cw_values *v,
				  const struct cw_regs *regs, unsigned int nr)
{
	u64 value = regs->value[nr];
	u32 low = value, high = value >> 32;

	if (!high || high == ~0u)
		v->word += cw_looks_random32(low) &&
			   !is_low_address(regs, nr, CW_REGS, ~0ull);
	else if (!low)		/* a number that JavaScript has shifted */
		v->word += cw_looks_random32(high);
	else
		v->wide += looks_random64(value);
}

static void count_wide_registers(struct cw_values *v,
				 const struct cw_regs *regs)
{
	unsigned int pointers = 0, i;
	u64 value;

#pragma GCC unroll 16
	for (i = 0; i < CW_REGS; i++) {
		value = regs->value[i];
		/* most are small numbers or addresses */
		if (value >> 24 == 0 || i == CW_REG_STACK)
			continue;
		if (value >> 32 && value >> 48 == 0)
			pointers++;
		else
			count_number(v, regs, i);
	}
	v->pointers = pointers;
}

/* Of programs of 32 bits, whose addresses may be anywhere. */
static void count_word(struct cw_values *v, const struct cw_regs *regs,
		       unsigned int nr, unsigned int n, u64 ip)
{
	u32 low = regs->value[nr];

	if (is_near(low, regs, ip))
		v->pointers++;
	else
		v->word += cw_looks_random32(low) &&
			   !is_low_address(regs, nr, n, 0xffffffffull);
}

#define WORD_REGISTERS	8

static void count_registers(struct cw_values *v, const struct cw_regs *regs,
			    const struct cw_sample *s)
{
	unsigned int i;

	if (s->isa != CW_ISA_X86_32) {
		count_wide_registers(v, regs);
		return;
	}
	for (i = 0; i < WORD_REGISTERS; i++)
		if (i != CW_REG_STACK)
			count_word(v, regs, i, WORD_REGISTERS, s->ip);
}

#if CW_VECTORS
static void count_vectors(struct cw_values *v, const struct cw_regs *regs)
{
	unsigned int i, k;
	const u64 *of;

	/* most are zero: four at once */
	for (i = 0; i < CW_VECTORS; i += 4) {
		of = &regs->vector[i];
		if ((of[0] | of[1] | of[2] | of[3]) >> 48 == 0)
			continue;
		for (k = 0; k < 4; k++)
			v->vectors += looks_random64(of[k]);
	}
}
#else
static void count_vectors(struct cw_values *v, const struct cw_regs *regs)
{
}
#endif

static u64 address(const struct cw_address *a, const struct cw_regs *regs,
		   enum cw_isa isa)
{
	u64 sum = (s64)a->disp, index;

	if (a->base < CW_REGS)
		sum += regs->value[a->base];
	if (a->index < CW_REGS) {
		index = regs->value[a->index];
		if (a->extend == CW_EXTEND_ZERO)
			index = (u32)index;
		else if (a->extend == CW_EXTEND_SIGN)
			index = (s32)index;
		sum += index << a->scale;
	}
	return isa == CW_ISA_X86_32 ? (u32)sum : sum;
}

/* Bits of the distance, 0 if there is none. */
static unsigned int distance_bits(u64 a, u64 b)
{
	u64 d = a > b ? a - b : b - a;

	return d ? 64 - __builtin_clzll(d) : 0;
}

static bool on_stack(u64 at, const struct cw_regs *regs)
{
	return at - regs->value[CW_REG_STACK] + STACK_BYTES < 2 * STACK_BYTES;
}

static void note_reach(struct cw_values *v, u64 at, u32 tid,
		       struct cw_walk *walk)
{
	unsigned int slot = tid % CW_WALK_THREADS;
	u64 page = at >> 12;

	if (walk->tid[slot] == tid)
		v->reach = 12 + distance_bits(page, walk->page[slot]);
	walk->tid[slot] = tid;
	walk->page[slot] = page;
}

static void measure_accesses(struct cw_values *v, const struct cw_regs *regs,
			     const struct cw_sample *s,
			     const struct cw_signs *code, struct cw_walk *walk)
{
	u64 first = 0, at;
	unsigned int i, bits;

	for (i = 0; i < code->accesses; i++) {
		at = address(&code->access[i], regs, s->isa);
		if (on_stack(at, regs))
			continue;
		if (!v->accesses++) {
			first = at;
			note_reach(v, at, s->tid, walk);
			continue;
		}
		bits = distance_bits(at, first);
		if (bits > v->spread)
			v->spread = bits;
	}
}

void cw_regs_reduce(struct cw_values *v, const struct cw_regs *regs,
		    const struct cw_sample *sample, const struct cw_signs *code,
		    struct cw_walk *walk)
{
	memset(v, 0, sizeof(*v));
	count_registers(v, regs, sample);
	count_vectors(v, regs);
	measure_accesses(v, regs, sample, code, walk);
}

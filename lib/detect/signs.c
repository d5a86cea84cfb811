// SPDX-License-Identifier: GPL-2.0-only
/*
 * signs: their names; decodes the window of one sample and has each theme look
 * for its signs. The window is decoded from the sampled pointer on. A direct
 * jump is followed as far as the copied bytes go; where control certainly goes
 * elsewhere the window ends early.
 */
#include "extract.h"
#include "signs-table.h"

_Static_assert(CW_SIGN_COUNT <= 256, "rules and model tell them by u8");
_Static_assert(!(sizeof(struct cw_signs) % 8) && !(sizeof(struct cw_tally) % 8),
	       "they are zeroed by words");

static const struct cw_circumstance_info
circumstances[CW_CIRCUMSTANCE_COUNT] = {
	[CW_CIRCUMSTANCE_NR(GONE)] = {
		"executable_gone",
		"executable deleted, in memory only or exchanged",
	},
	[CW_CIRCUMSTANCE_NR(DISGUISED)] = {
		"disguised", "named like a kernel thread",
	},
	[CW_CIRCUMSTANCE_NR(IO_IDLE)] = {
		"pure", "no input or output for 30 s",
	},
};

const struct cw_circumstance_info *cw_circumstance_info(unsigned int number)
{
	return &circumstances[number];
}

/* How far from its end a direct jump leads; backwards is a large number. */
static u64 jumps_over(const struct cw_code *c, const struct cw_insn *i,
		      unsigned int end)
{
	const u8 *b = c->bytes + end - i->len;

	if (c->x86)
		return i->imm;
	/* B: 26 bits of words, from its beginning */
	return 4 * (b[0] | b[1] << 8 | b[2] << 16 | (u64)(b[3] & 3) << 24) - 4;
}

/*
 * Where what comes after an instruction begins: @avail if no bytes were copied
 * from there. Only forwards, so that it comes to an end.
 */
static unsigned int follow(const struct cw_code *c, const struct cw_insn *i,
			   unsigned int end, unsigned int avail)
{
	u64 over;

	/* most do not lead elsewhere, and are told by one question */
	if (i->op < CW_OP_JMP || i->op > CW_OP_RET)
		return end;
	switch (i->op) {
	case CW_OP_JMP:
		over = jumps_over(c, i, end);
		return over < avail - end ? end + over : avail;
	case CW_OP_JMP_IND:
	case CW_OP_RET:
		return avail;
	default:
		return end;
	}
}

static bool is_in(unsigned int reg, u32 set)
{
	return reg < 32 && set >> reg & 1;
}

/*
 * Of addresses only those that the registers at the window's start tell. Which
 * ones the instructions before change is asked when an address comes, for after
 * the last one nobody wants to know.
 */
static void note_accesses(struct cw_signs *s, const struct cw_code *c,
			  enum cw_isa isa)
{
	unsigned int k, asked = 0;
	u32 changed = 0, left;
	struct cw_address a;

	for (left = c->mem; left && s->accesses < CW_ACCESSES;
	     left &= left - 1) {
		k = __builtin_ctz(left);
		for (; asked < k && changed != CW_CHANGES_ALL; asked++)
			changed |= cw_changes(isa, &c->insn[asked],
					      c->bytes + c->at[asked]);
		if (changed == CW_CHANGES_ALL)
			return;
		if (cw_address_of(isa, &c->insn[k], c->bytes + c->at[k], &a) &&
		    !is_in(a.base, changed) && !is_in(a.index, changed))
			s->access[s->accesses++] = a;
	}
}

static void decode(struct cw_code *c, struct cw_signs *s,
		   const struct cw_sample *sample)
{
	unsigned int at = 0, n, avail = sample->code_len;
	enum cw_isa isa = sample->isa;
	u32 mem = 0, imm = 0;

	if (avail > CW_SAMPLE_CODE_BYTES)
		avail = CW_SAMPLE_CODE_BYTES;
	for (n = 0; n < CW_WINDOW_INSNS && at < avail; n++) {
		struct cw_insn *i = &c->insn[n];

		if (cw_decode(isa, i, sample->code + at, avail - at) < 0)
			break;
		if (i->flags & (CW_INSN_MEM_READ | CW_INSN_MEM_WRITE))
			mem |= 1u << n;
		if (i->flags & CW_INSN_IMM)
			imm |= 1u << n;
		c->at[n] = at;
		s->op[n] = i->op;
		at = follow(c, i, at + i->len, avail);
	}
	c->n = n;
	c->mem = mem;
	c->imm = imm;
	s->insns = n;
}

void cw_signs_of_code(struct cw_signs *s, const struct cw_sample *sample)
{
	struct cw_tally t cw_uninitialized;
	struct cw_code c cw_uninitialized;

	cw_zero_words(s, sizeof(*s) / 8);
	if (!(sample->flags & CW_SAMPLE_USER))
		return;
	s->user = true;
	if (!(sample->flags & CW_SAMPLE_CODE))
		return;
	c.x86 = sample->isa != CW_ISA_ARM64;
	c.bytes = sample->code;
	decode(&c, s, sample);
	if (!c.n)
		return;
	note_accesses(s, &c, sample->isa);
	cw_zero_words(&t, sizeof(t) / 8);
	cw_tally_count(&t, &c);
	cw_see_constants(s, &t, &c, sample);
	cw_see_aes(s, &t, &c);
	cw_see_lookups(s, &t, &c);
	cw_see_arithmetic(s, &t);
	cw_see_ciphers(s, &t, &c);
	cw_see_rotations(s, &t, &c);
}

void cw_signs_beside_code(struct cw_signs *s, const struct cw_sample *sample,
			  unsigned int origin)
{
	if (!s->user)
		return;
	s->circumstances = origin >> CW_CIRCUMSTANCE_SHIFT &
			   ((1u << CW_CIRCUMSTANCE_COUNT) - 1);
	cw_see_origin(s, sample, origin);
	if (sample->flags & CW_SAMPLE_FPCTRL)
		cw_see_state(s, sample);
	if (sample->flags & CW_SAMPLE_VALUES)
		cw_see_values(s, sample);
}

void cw_signs_extract(struct cw_signs *s, const struct cw_sample *sample,
		      unsigned int origin)
{
	cw_signs_of_code(s, sample);
	cw_signs_beside_code(s, sample, origin);
}

// SPDX-License-Identifier: GPL-2.0-only
/*
 * x86: instruction bytes to length and class, by table.
 *
 * One entry per (encoding space, mandatory prefix, opcode) tells the kind of
 * immediate, whether there is a ModRM byte, and which bits of the selection
 * key (ModRM, W, L) choose among the leaves. The length follows from entry
 * and ModRM alone; the leaf holds the class and what makes the form invalid.
 * x86-tables.h is made from x86-opcode-map.txt.
 *
 * Nine instructions of ten have no prefix but REX and a one- or two-byte
 * opcode: they go through x86_decode() and x86_decode_tail(), which look at the
 * first eight bytes in a register and branch only where one side is rare. One
 * mandatory prefix more goes through x86_decode_prefixed(), everything else
 * through x86_decode_slow(), which alone judges what hangs on more than the
 * opcode: lock, VEX, EVEX, registers that must differ. Nothing is read beyond
 * the end; the one loop is that over prefixes, 15 at most.
 *
 * Where processors differ, Intel's are followed (docs/isa.md names the cases).
 * All of it in one file, for the tables are static and the fast path is to be
 * one function.
 */
#include "isa.h"
#include "x86-tables.h"

#define ROW_ONE64	0	/* the generator puts these three first */
#define ROW_0F		1
#define ROW_ONE32	2

#define REX_W		8
#define REX_R		4
#define REX_X		2
#define REX_B		1

#define OSZ_16		0
#define OSZ_32		1
#define OSZ_64		2

#define PP_NONE		0
#define PP_66		1
#define PP_F3		2
#define PP_F2		3

/* prefixes seen; the low two bits are a PP_* */
#define PREFIX_REP	0x04
#define PREFIX_OPSIZE	0x08
#define PREFIX_ADDRSIZE	0x10
#define PREFIX_LOCK	0x20
#define PREFIX_SEGMENT	0x40
#define PREFIX_REX	0x80

#define KEY_W		0x80
#define KEY_L_SHIFT	8

enum x86_encoding {
	X86_LEGACY,
	X86_VEX,	/* and XOP */
	X86_EVEX,
	X86_APX,	/* EVEX map 4 */
};

/* The first 16 bytes; what lies beyond the end reads as zero. */
struct x86_bytes {
	u64 lo;
	u64 hi;
	unsigned int avail;
};

/* What prefixes and opcode told. Register extensions are bits 3 and 4. */
struct x86_state {
	unsigned int pos;	/* of the last opcode byte */
	u32 entry;
	u8 opcode;
	u8 encoding;
	u8 long_mode;
	u8 osz;
	u8 addr16;
	u8 reg_ext;
	u8 rm_ext;		/* of a general register in ModRM.rm */
	u8 vec_rm_ext;		/* of a vector register in ModRM.rm */
	u8 index_ext;
	u8 vvvv_used;		/* as encoded: 0 where no register is named */
	u8 vvvv;
	u8 w;
	u8 l;
	u8 rex;
	u8 prefixes;		/* PREFIX_* */
	u8 rep;			/* PP_F3, PP_F2 or 0 */
	u8 rex2;
	u8 is_3dnow;
	u8 force_reg;		/* mov to and from cr, dr: mod is ignored */
	u8 p[3];		/* EVEX payload */
};

static inline u64 x86_load64(const u8 *p)
{
	u64 v;

	memcpy(&v, p, sizeof(v));
	return v;
}

static inline u64 x86_load32(const u8 *p)
{
	u32 v;

	memcpy(&v, p, sizeof(v));
	return v;
}

/* @n < 8 bytes; the loads overlap, so that none goes beyond the end. */
static u64 x86_load_few(const u8 *p, unsigned int n)
{
	if (n >= 4)
		return x86_load32(p) | x86_load32(p + n - 4) << (8 * (n - 4));
	if (!n)
		return 0;
	return p[0] | (u64)p[n / 2] << (8 * (n / 2)) |
	       (u64)p[n - 1] << (8 * (n - 1));
}

static inline void x86_load(struct x86_bytes *b, const u8 *bytes,
			    unsigned int avail)
{
	b->avail = avail;
	if (avail < 8) {
		b->lo = x86_load_few(bytes, avail);
		b->hi = 0;
		return;
	}
	b->lo = x86_load64(bytes);
	if (avail >= 16)
		b->hi = x86_load64(bytes + 8);
	else
		b->hi = x86_load64(bytes + avail - 8) >> 8 * (15 - avail) >> 8;
}

static inline u8 x86_byte(const struct x86_bytes *b, unsigned int pos)
{
	return (pos & 8 ? b->hi : b->lo) >> (8 * (pos & 7));
}

/* Bits of a shift or rotation, as the processor reduces the count. */
static unsigned int x86_amount(unsigned int quirk, const struct cw_insn *insn)
{
	unsigned int n = insn->imm & 0xff;
	unsigned int elem_bits = 8 * insn->elem;

	switch (quirk) {
	case X86_QUIRK_GPR:
		return n & (insn->width == 8 ? 63 : 31);
	case X86_QUIRK_VEC:	/* too large a count clears the element */
		return n < elem_bits ? n : elem_bits;
	case X86_QUIRK_ROT:
		return n & (elem_bits - 1);
	case X86_QUIRK_BYTES:
		return 8 * (n < 16 ? n : 16);
	default:		/* palignr: 32 and more clear the register */
		return 8 * (n < 31 ? n : 31);
	}
}

/* What the leaf alone does not tell. */
static noinline int x86_quirk(unsigned int quirk, struct cw_insn *insn)
{
	if (quirk == X86_QUIRK_ACC)
		insn->rm = 0;
	else if (quirk != X86_QUIRK_BAD)	/* in the other mode, that is */
		insn->amount = x86_amount(quirk, insn);
	return insn->len;
}

/* @wl: W and L as bits of the selection key */
static __always_inline const struct x86_leaf *
x86_find_leaf(u32 entry, u64 info, unsigned int wl)
{
	unsigned int key = (u32)(info >> X86_MODRM_KEY) | wl;

	return (const void *)((const u8 *)x86_leaf +
			      x86_slot[(entry >> X86_ENTRY_BASE &
					X86_ENTRY_BASE_MASK) +
				       (key & entry & X86_ENTRY_KEY_MASK)]);
}

/* Bytes of the immediate. */
static inline unsigned int x86_imm_len(const struct x86_state *s)
{
	unsigned int len = s->entry >> X86_ENTRY_IMM;

	if (s->osz == OSZ_16)
		return len - (s->entry >> X86_ENTRY_SHRINK & 1) * 2;
	if (s->osz == OSZ_64)
		return len + (s->entry >> X86_ENTRY_GROW & 1) * 4;
	return len;
}

/* The start of struct cw_insn is put together as one word. */
#define X86_WORD_AT(field, shift) \
	static_assert(offsetof(struct cw_insn, field) * 8 == (shift), \
		      "gen-x86-tables.py knows another struct cw_insn")
X86_WORD_AT(len, 0);
X86_WORD_AT(op, X86_WORD_OP);
X86_WORD_AT(flags, X86_WORD_FLAGS);
X86_WORD_AT(width, X86_WORD_WIDTH);
X86_WORD_AT(elem, X86_WORD_ELEM);
X86_WORD_AT(amount, X86_WORD_AMOUNT);
X86_WORD_AT(reg, X86_WORD_REG);
X86_WORD_AT(rm, X86_WORD_RM);
static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__,
	      "x86.c reads code and writes results as little-endian words");

#define X86_WORD_REGS	(0xffffULL << X86_WORD_REG)

static __always_inline void x86_store(struct cw_insn *insn, u64 word)
{
	memcpy(insn, &word, sizeof(word));
}

/* ModRM.rm of a memory operand that an SIB byte follows */
static inline bool x86_has_sib(u8 modrm)
{
	return modrm < 0xc0 && (modrm & 7) == 4;
}

static bool x86_legacy_bad(const struct x86_state *s,
			   const struct x86_leaf *leaf, u8 modrm)
{
	unsigned int rules = leaf->rules;
	unsigned int reg = (modrm >> 3 & 7) | s->reg_ext;

	if (s->prefixes & PREFIX_LOCK &&
	    !(rules & X86_LEGACY_LOCK && modrm < 0xc0))
		return true;
	if (rules & X86_LEGACY_CREG && reg != 0 && reg != 2 && reg != 3 &&
	    reg != 4 && reg != 8)
		return true;
	if (rules & X86_LEGACY_DREG && reg > 7)
		return true;
	return s->rex2 && rules & X86_LEGACY_NOREX2;
}

/* VEX and XOP: vvvv, mask registers, tiles, gathers */
static bool x86_vex_bad(const struct x86_state *s,
			const struct x86_leaf *leaf, u8 modrm, u8 sib)
{
	unsigned int rules = leaf->rules;
	unsigned int reg = (modrm >> 3 & 7) | s->reg_ext;
	unsigned int rm = (modrm & 7) | s->rm_ext;
	unsigned int index = (sib >> 3 & 7) | s->index_ext;

	if (rules & X86_RULE_NOV && s->vvvv_used)
		return true;
	if (rules & X86_RULE_REGK && reg > 7)
		return true;
	if (rules & X86_RULE_HK && s->vvvv > 7)
		return true;
	if (rules & X86_RULE_SIB && (!x86_has_sib(modrm) || s->addr16))
		return true;
	if (rules & X86_RULE_VSIB &&
	    (reg == index || reg == s->vvvv || index == s->vvvv))
		return true;
	if (rules & X86_RULE_TILE && rm > 7)
		return true;
	return rules & X86_RULE_TILE && rules & X86_RULE_HK &&
	       (reg == rm || reg == s->vvvv || rm == s->vvvv);
}

/* EVEX: masking, broadcast and rounding, register numbers */
static bool x86_evex_bad(const struct x86_state *s,
			 const struct x86_leaf *leaf, u8 modrm, u8 sib)
{
	unsigned int rules = leaf->rules;
	unsigned int reg = (modrm >> 3 & 7) | s->reg_ext;
	unsigned int rm = (modrm & 7) | s->vec_rm_ext;
	bool mem = modrm < 0xc0;
	unsigned int aaa = s->p[2] & 7;
	bool z = s->p[2] & 0x80;
	bool b = s->p[2] & 0x10;

	if (!(s->p[1] & 4) && (!mem || !s->long_mode))	/* U, X4 */
		return true;
	if (!s->long_mode && (s->p[0] & 8 || !(s->p[2] & 8)))	/* B4, V' */
		return true;
	if (rules & X86_RULE_REGK && reg > 7)
		return true;
	if (rules & X86_RULE_HK && s->vvvv > 7)
		return true;
	if (rules & X86_RULE_SIB && (!x86_has_sib(modrm) || s->addr16))
		return true;
	if (rules & X86_RULE_NOV &&
	    (rules & X86_RULE_VSIB ? s->vvvv_used & 15 : s->vvvv_used))
		return true;
	if (rules & X86_RULE_TILE && rm > 7)
		return true;
	if (rules & X86_RULE_DISTINCT &&
	    (reg == s->vvvv || (!mem && reg == rm)))
		return true;
	if (rules & X86_RULE_APX)
		return s->p[2] & (rules & X86_RULE_NF ? 0x93 : 0x97);
	if (aaa && !(rules & (X86_RULE_K | X86_RULE_KK)))
		return true;
	if (!aaa && rules & X86_RULE_KK)
		return true;
	if (z && (!(rules & X86_RULE_Z) || !aaa ||
		  (mem && rules & X86_RULE_RMDST)))
		return true;
	if (b && !(rules & (mem ? X86_RULE_BC : X86_RULE_ER | X86_RULE_SAE)))
		return true;
	return rules & X86_RULE_VSIB && !(rules & X86_RULE_RMDST) &&
	       reg == ((sib >> 3 & 7) | s->index_ext | (s->vvvv & 16));
}

/* EVEX map 4 (APX): ND, NF, the condition of ccmp and ctest, push2 and pop2 */
static bool x86_apx_bad(const struct x86_state *s,
			const struct x86_leaf *leaf, u8 modrm)
{
	unsigned int rules = leaf->rules;
	bool nd = s->p[2] & 0x10;
	bool nf = s->p[2] & 4;
	unsigned int rm = (modrm & 7) | s->rm_ext;

	if (modrm >= 0xc0 && !(s->p[1] & 4))
		return true;
	if (rules & X86_APX_SCC)	/* vvvv and P2[3:0] hold conditions */
		return s->p[2] & 0x90;
	if (s->p[2] & 0x83)
		return true;
	if (rules & X86_APX_PP2)	/* not rsp; pop2: not one twice */
		return !nd || nf || s->vvvv == 4 || rm == 4 ||
		       (rules & X86_APX_DISTINCT && s->vvvv == rm);
	if (nd && !(rules & (X86_APX_ND | X86_APX_ZU)))
		return true;
	if (nf && !(rules & (X86_APX_NF | X86_APX_CF)))
		return true;
	return s->vvvv && !(nd && !(rules & X86_APX_ZU));
}

static bool x86_bad(const struct x86_state *s, const struct x86_leaf *leaf,
		    u8 modrm, u8 sib)
{
	if (leaf->bad >> s->long_mode & 1)
		return true;
	switch (s->encoding) {
	case X86_VEX:
		return x86_vex_bad(s, leaf, modrm, sib);
	case X86_EVEX:
		return x86_evex_bad(s, leaf, modrm, sib);
	case X86_APX:
		return x86_apx_bad(s, leaf, modrm);
	default:
		return x86_legacy_bad(s, leaf, modrm);
	}
}

/* Write what was found; @info is that of ModRM. */
static int x86_fill(struct cw_insn *insn, const struct x86_bytes *b,
		    const struct x86_state *s, const struct x86_leaf *leaf,
		    u64 info, unsigned int end, unsigned int imm_len)
{
	unsigned int st = s->long_mode << 2 | s->osz;
	unsigned int width = x86_width[leaf->width << 3 | st];
	unsigned int shift = 8 * (end & 7);
	u64 rm_ext = leaf->rm_kind == X86_RM_GPR ? s->rm_ext :
		     leaf->rm_kind == X86_RM_VECTOR ? s->vec_rm_ext : 0;
	u64 v = end & 8 ? b->hi >> shift :
			  b->lo >> shift | b->hi << 1 << (63 - shift);

	if (leaf->width >= X86_WIDTH_VECTOR)
		width <<= s->l;
	x86_store(insn, leaf->word[0] | (info & X86_WORD_REGS) |
			(u64)s->reg_ext << X86_WORD_REG |
			rm_ext << X86_WORD_RM);
	insn->len = end + imm_len;
	insn->flags |= (leaf->mem_word & info) >> X86_WORD_FLAGS;
	if (s->prefixes & PREFIX_LOCK) {
		insn->op = CW_OP_ATOMIC;
		insn->flags |= CW_INSN_LOCK;
	}
	insn->width = width;
	insn->elem = x86_elem[leaf->elem << 2 | s->osz];
	insn->vvvv = CW_REG_NONE;
	insn->rounding = CW_ROUNDS_AS_SET;
	if (s->encoding != X86_LEGACY) {
		insn->flags |= CW_INSN_VEX;
		insn->vvvv = s->vvvv | leaf->vvvv_or;
	}
	if (s->encoding == X86_EVEX && leaf->rules & X86_RULE_ER &&
	    !(info & X86_MODRM_MEM) && s->p[2] & 0x10)
		insn->rounding = CW_ROUNDS_NEAREST + (s->p[2] >> 5 & 3);
	v <<= -8 * imm_len & 63;
	insn->imm = (u64)((s64)v >> (-8 * imm_len & 63)) &
		    x86_value_mask[leaf->value << 3 | st];
	return leaf->quirk ? x86_quirk(leaf->quirk, insn) : insn->len;
}

/* Everything up to the opcode is known: measure, judge, tell what it is. */
static int x86_finish(struct cw_insn *insn, const struct x86_bytes *b,
		      struct x86_state *s)
{
	unsigned int has_modrm = s->entry >> X86_ENTRY_MODRM & 1;
	unsigned int end = s->pos + 1, head = end + has_modrm;
	unsigned int imm_len = x86_imm_len(s);
	u8 modrm = 0, sib = x86_byte(b, end + 1);
	u64 info = x86_modrm[s->opcode];
	const struct x86_leaf *leaf;

	if (s->pos >= b->avail)		/* the opcode is not known yet */
		head = s->pos + 1;
	if (head > b->avail)
		return head > CW_INSN_MAX_LEN ? CW_DECODE_INVALID :
						CW_DECODE_TRUNCATED;
	if (has_modrm) {
		modrm = x86_byte(b, end) | (s->force_reg ? 0xc0 : 0);
		info = x86_modrm[256 + (s->addr16 << 8) + modrm];
		end += info & 15;
		if (info & X86_MODRM_SIB0 && (sib & 7) == 5)
			end += 4;
	}
	if (end + imm_len > CW_INSN_MAX_LEN)
		return CW_DECODE_INVALID;
	if (s->encoding == X86_EVEX && !(info & X86_MODRM_MEM) &&
	    s->p[2] & 0x10)
		s->l = 2;		/* L'L is the rounding mode */
	if (s->is_3dnow) {		/* the immediate is the opcode */
		if (end >= b->avail)
			return CW_DECODE_TRUNCATED;
		head = end + 1;
		s->entry = x86_entry[x86_row[X86_SPACE_3DNOW][0]]
				    [x86_byte(b, end)];
	}
	leaf = x86_find_leaf(s->entry, info,
			     (s->w ? KEY_W : 0) | s->l << KEY_L_SHIFT);
	if ((s->encoding == X86_VEX || s->encoding == X86_EVEX) &&
	    leaf->rules & X86_RULE_VSIB && x86_has_sib(modrm) && !s->addr16)
		head++;			/* the index register counts too */
	if (x86_bad(s, leaf, modrm, sib))
		return head > b->avail ? CW_DECODE_TRUNCATED :
					 CW_DECODE_INVALID;
	if (end + imm_len > b->avail)
		return CW_DECODE_TRUNCATED;
	return x86_fill(insn, b, s, leaf, info, end, imm_len);
}

/* Legacy prefixes and REX; leaves @s->pos at the first byte that is neither. */
static inline void x86_prefixes(struct x86_state *s, const struct x86_bytes *b)
{
	static const u8 kind[256] = {
		[0x26] = PREFIX_SEGMENT, [0x2e] = PREFIX_SEGMENT,
		[0x36] = PREFIX_SEGMENT, [0x3e] = PREFIX_SEGMENT,
		[0x40 ... 0x4f] = PREFIX_REX,
		[0x64] = PREFIX_SEGMENT, [0x65] = PREFIX_SEGMENT,
		[0x66] = PREFIX_OPSIZE, [0x67] = PREFIX_ADDRSIZE,
		[0xf0] = PREFIX_LOCK,
		[0xf2] = PREFIX_REP | PP_F2, [0xf3] = PREFIX_REP | PP_F3,
	};

	for (s->pos = 0; s->pos < CW_INSN_MAX_LEN; s->pos++) {
		u8 byte = x86_byte(b, s->pos);

		if (!kind[byte])
			return;
		if (kind[byte] & PREFIX_REX) {
			if (!s->long_mode)
				return;
			s->rex = byte;
			continue;
		}
		s->rex = 0;	/* counts only right before the opcode */
		s->prefixes |= kind[byte] & ~3;
		if (kind[byte] & PREFIX_REP)
			s->rep = kind[byte] & 3;
	}
}

/* @entry with an immediate of @len bytes, which may shrink to 16 bits */
static inline u32 x86_with_imm(u32 entry, bool shrink, unsigned int len)
{
	entry &= ~(15u << X86_ENTRY_IMM | 1u << X86_ENTRY_SHRINK |
		   1u << X86_ENTRY_GROW);
	return entry | (u32)shrink << X86_ENTRY_SHRINK |
	       len << X86_ENTRY_IMM;
}

static void x86_select(struct x86_state *s, unsigned int space,
		       unsigned int pp, u8 opcode)
{
	s->opcode = opcode;
	s->entry = x86_entry[x86_row[space][pp]][opcode];
}

static unsigned int x86_mandatory_prefix(const struct x86_state *s)
{
	return s->rep ? s->rep :
	       s->prefixes & PREFIX_OPSIZE ? PP_66 : PP_NONE;
}

static u8 x86_operand_size(const struct x86_state *s, bool wide)
{
	return wide ? OSZ_64 : s->prefixes & PREFIX_OPSIZE ? OSZ_16 : OSZ_32;
}

/* Opcodes of the one-byte map whose meaning hangs on more than the table. */
static void x86_one_byte_quirks(struct x86_state *s, const struct x86_bytes *b)
{
	u8 reg = x86_byte(b, s->pos + 1) >> 3 & 7;

	switch (s->opcode) {
	case 0x90:	/* with REX.B it is an exchange after all */
		if (s->rm_ext && s->rep != PP_F3)
			s->entry = x86_entry[ROW_ONE64][0x91];
		break;
	case 0xa0: case 0xa1: case 0xa2: case 0xa3:
		s->entry = x86_with_imm(s->entry, false,
					(s->long_mode ? 8 : 4) >>
					!!(s->prefixes & PREFIX_ADDRSIZE));
		break;
	case 0xf6: case 0xf7:	/* test has an immediate, its group has not */
		if (reg < 2)
			s->entry = x86_with_imm(s->entry, s->opcode & 1,
						s->opcode & 1 ? 4 : 1);
		break;
	}
}

/* One- to three-byte legacy opcodes; @s->pos is at the first byte. */
static void x86_legacy(struct x86_state *s, const struct x86_bytes *b)
{
	unsigned int space = s->long_mode ? X86_SPACE_ONE64 : X86_SPACE_ONE32;
	u8 opcode = x86_byte(b, s->pos);

	if (opcode == 0x0f) {
		space = X86_SPACE_0F;
		opcode = x86_byte(b, ++s->pos);
		if (opcode == 0x38 || opcode == 0x3a) {
			space = opcode == 0x38 ? X86_SPACE_0F38 :
						 X86_SPACE_0F3A;
			opcode = x86_byte(b, ++s->pos);
		} else {
			s->is_3dnow = opcode == 0x0f;
			s->force_reg = (opcode & 0xfc) == 0x20;
		}
	}
	x86_select(s, space, x86_mandatory_prefix(s), opcode);
	s->reg_ext = (s->rex & REX_R) << 1;
	s->rm_ext = (s->rex & REX_B) << 3;
	s->vec_rm_ext = s->rm_ext;
	s->osz = x86_operand_size(s, s->rex & REX_W);
	if (space < X86_SPACE_0F)
		x86_one_byte_quirks(s, b);
	else if (space == X86_SPACE_0F && (opcode & 0xf0) == 0x80)
		s->entry = x86_with_imm(s->entry, !s->long_mode, 4);
}

/* REX2 (APX specification, 3.1.1): D5, payload, opcode of map 0 or 1 */
static int x86_rex2(struct x86_state *s, const struct x86_bytes *b)
{
	u8 payload = x86_byte(b, s->pos + 1);
	u8 opcode = x86_byte(b, s->pos + 2);
	u8 high = opcode >> 4;

	if (s->rex)
		return CW_DECODE_INVALID;
	s->pos += 2;
	if (s->pos >= CW_INSN_MAX_LEN)
		return CW_DECODE_INVALID;
	if (s->pos >= b->avail)
		return CW_DECODE_TRUNCATED;
	s->rex2 = 1;
	s->reg_ext = (payload & 0x04) << 1 | (payload & 0x40) >> 2;
	s->rm_ext = (payload & 0x01) << 3 | (payload & 0x10);
	s->vec_rm_ext = s->rm_ext & 8;
	s->osz = x86_operand_size(s, payload & 0x08);
	if (payload & 0x80) {
		if (high == 3 || high == 8 || opcode == 0x0f)
			return CW_DECODE_INVALID;
		s->force_reg = (opcode & 0xfc) == 0x20;
		x86_select(s, X86_SPACE_0F, x86_mandatory_prefix(s), opcode);
		return 0;
	}
	if (opcode == 0xa1) {
		x86_select(s, X86_SPACE_REX2, x86_mandatory_prefix(s), opcode);
		return payload & 0x08 ? CW_DECODE_INVALID : 0;
	}
	if (high == 4 || high == 7 || high == 0xa || high == 0xe)
		return CW_DECODE_INVALID;
	x86_select(s, X86_SPACE_ONE64, x86_mandatory_prefix(s), opcode);
	if (s->entry >> X86_ENTRY_SPECIAL & 1 && opcode != 0x8f &&
	    opcode != 0x90 && opcode != 0xf6 && opcode != 0xf7)
		return CW_DECODE_INVALID;	/* prefixes and escapes */
	x86_one_byte_quirks(s, b);
	return 0;
}

/* VEX in two or three bytes, and XOP: same layout (SDM 2.3.5, APM 1.2.7) */
static void x86_vex(struct x86_state *s, const struct x86_bytes *b)
{
	static const u8 vex_space[32] = {
		[1] = X86_SPACE_VEX1, [2] = X86_SPACE_VEX2,
		[3] = X86_SPACE_VEX3, [5] = X86_SPACE_VEX5,
		[7] = X86_SPACE_VEX7,
	};
	static const u8 xop_space[32] = {
		[8] = X86_SPACE_XOP8, [9] = X86_SPACE_XOP9,
		[10] = X86_SPACE_XOPA,
	};
	u8 escape = x86_byte(b, s->pos);
	u8 p0 = x86_byte(b, s->pos + 1);
	u8 p1 = p0;
	unsigned int space;

	if (escape == 0xc5) {
		s->pos += 2;
		space = X86_SPACE_VEX1;
		p0 |= 0x60;	/* no X, no B */
		p1 &= 0x7f;	/* no W */
	} else {
		p1 = x86_byte(b, s->pos + 2);
		s->pos += 3;
		space = escape == 0xc4 ? vex_space[p0 & 31] :
					 xop_space[p0 & 31];
		if (!space)
			space = X86_SPACE_NONE;
	}
	s->encoding = X86_VEX;
	x86_select(s, space, p1 & 3, x86_byte(b, s->pos));
	s->w = p1 >> 7;
	s->osz = s->w ? OSZ_64 : OSZ_32;
	s->l = p1 >> 2 & 1;
	s->vvvv_used = ~p1 >> 3 & 15;
	s->vvvv = s->vvvv_used & 7;
	if (s->long_mode) {
		s->vvvv = s->vvvv_used;
		s->reg_ext = (~p0 & 0x80) >> 4;
		s->index_ext = (~p0 & 0x40) >> 3;
		s->rm_ext = (~p0 & 0x20) >> 2;
		s->vec_rm_ext = s->rm_ext;
	}
}

/* EVEX (SDM 2.7), with the bits that APX gave a meaning (APX, 3.1.2) */
static void x86_evex(struct x86_state *s, const struct x86_bytes *b)
{
	static const u8 evex_space[8] = {
		X86_SPACE_NONE, X86_SPACE_EVEX1, X86_SPACE_EVEX2,
		X86_SPACE_EVEX3, X86_SPACE_EVEX4, X86_SPACE_EVEX5,
		X86_SPACE_EVEX6, X86_SPACE_EVEX7,
	};
	u8 p0 = x86_byte(b, s->pos + 1);
	u8 p1 = x86_byte(b, s->pos + 2);
	u8 p2 = x86_byte(b, s->pos + 3);
	unsigned int pp = p1 & 3;

	s->p[0] = p0;
	s->p[1] = p1;
	s->p[2] = p2;
	s->pos += 4;
	s->encoding = (p0 & 7) == 4 ? X86_APX : X86_EVEX;
	x86_select(s, evex_space[p0 & 7], pp, x86_byte(b, s->pos));
	s->w = p1 >> 7;
	s->osz = s->w ? OSZ_64 : OSZ_32;
	if (s->encoding == X86_APX) {
		if (!s->w && pp == PP_66)
			s->osz = OSZ_16;
		x86_one_byte_quirks(s, b);
	}
	s->l = p2 >> 5 & 3;
	s->vvvv_used = (~p1 >> 3 & 15) | (~p2 & 8) << 1;
	s->vvvv = s->vvvv_used & 7;
	if (!s->long_mode)
		return;		/* eight registers of each kind */
	s->vvvv = s->vvvv_used;
	s->reg_ext = (~p0 & 0x80) >> 4 | (~p0 & 0x10);
	s->index_ext = (~p0 & 0x40) >> 3;
	s->rm_ext = (~p0 & 0x20) >> 2 | (p0 & 8) << 1;
	s->vec_rm_ext = (~p0 & 0x20) >> 2 | (~p0 & 0x40) >> 2;
}

/* The byte after the prefixes tells the encoding. */
static int x86_opcode(struct x86_state *s, const struct x86_bytes *b)
{
	u8 byte = x86_byte(b, s->pos);
	u8 next = x86_byte(b, s->pos + 1);
	bool escape = false;

	switch (byte) {
	case 0xc4: case 0xc5: case 0x62:
		/* a register form of les, lds and bound is none of these */
		escape = s->long_mode || next >= 0xc0;
		break;
	case 0x8f:
		escape = next & 0x18;
		break;
	case 0xd5:
		escape = s->long_mode;
		break;
	}
	if (!escape) {
		x86_legacy(s, b);
		return 0;
	}
	if (byte == 0xd5)
		return x86_rex2(s, b);
	if (s->rex || s->prefixes & (PREFIX_OPSIZE | PREFIX_REP | PREFIX_LOCK))
		return CW_DECODE_INVALID;
	if (byte == 0x62)
		x86_evex(s, b);
	else
		x86_vex(s, b);
	return 0;
}

/* Everything but the fast path: prefixes, escapes, VEX and its kin. */
static noinline int x86_decode_slow(bool long_mode, struct cw_insn *insn,
				    const u8 *bytes, unsigned int avail)
{
	struct x86_state s = { .long_mode = long_mode };
	struct x86_bytes b;
	int err;

	x86_load(&b, bytes, avail);
	x86_prefixes(&s, &b);
	if (s.pos >= avail || s.pos >= CW_INSN_MAX_LEN)
		return s.pos >= CW_INSN_MAX_LEN ? CW_DECODE_INVALID :
						  CW_DECODE_TRUNCATED;
	s.addr16 = !long_mode && s.prefixes & PREFIX_ADDRSIZE;
	err = x86_opcode(&s, &b);
	if (err)
		return err;
	return x86_finish(insn, &b, &s);
}

/* Write what was found, for a form without VEX, LOCK and the like. */
static __always_inline void
x86_fill_plain(const bool long_mode, struct cw_insn *insn, const u8 *first,
	       const struct x86_leaf *leaf, u64 info, unsigned int len,
	       unsigned int imm_len, unsigned int rex, unsigned int osz)
{
	unsigned int last = len < 8 ? len : 8;
	u64 imm;

	x86_store(insn, leaf->word[rex >> 3] | (leaf->mem_word & info) |
			(info & X86_WORD_REGS) | len | x86_rex[rex]);
	insn->vvvv = CW_REG_NONE;
	insn->rounding = CW_ROUNDS_AS_SET;
	/* the eight bytes that end with the immediate, or all there are */
	imm = x86_load64(first + len - last) << (-8 * last & 63);
	imm = (s64)imm >> (-8 * imm_len & 63);
	insn->imm = imm & x86_value_mask[leaf->value << 3 | long_mode << 2 |
					 osz];
	if (!long_mode || osz == OSZ_16)
		insn->width = x86_width[leaf->width << 3 | long_mode << 2 |
					osz];
}

/*
 * What is left to do for plain legacy forms once the opcode is known. @lo has
 * it in its lowest byte, ModRM and SIB above; @pos bytes lie before it. At
 * @first eight bytes can be read even if @avail is less.
 * Nothing here branches on the operands but where that is rare.
 */
static __always_inline int
x86_decode_tail(const bool long_mode, struct cw_insn *insn, const u8 *first,
		unsigned int avail, u64 lo, unsigned int pos, u32 entry,
		unsigned int rex, const bool opsize)
{
	unsigned int has_modrm = entry >> X86_ENTRY_MODRM & 1;
	unsigned int osz = OSZ_32 + (rex >> 3), end = pos + 1, imm_len, len;
	u64 info = x86_modrm[256 + (lo >> 8 & 0xff)];
	u64 no_modrm = x86_modrm[lo & 0xff];
	const struct x86_leaf *leaf;

	info = has_modrm ? info : no_modrm;
	end += info & 15;
	if (unlikely(info & X86_MODRM_SIB0))
		end += (lo >> 16 & 7) == 5 ? 4 : 0;
	imm_len = (entry >> X86_ENTRY_IMM) +
		  ((entry & rex << (X86_ENTRY_GROW - 3) &
		    1u << X86_ENTRY_GROW) >> (X86_ENTRY_GROW - 2));
	if (opsize && !(rex & REX_W)) {
		osz = OSZ_16;
		imm_len -= (entry >> X86_ENTRY_SHRINK & 1) << 1;
	}
	len = end + imm_len;
	leaf = x86_find_leaf(entry, info, 0);
	if (unlikely(leaf->quirk)) {
		if (leaf->bad >> long_mode & 1)
			return pos + has_modrm >= avail ?
			       CW_DECODE_TRUNCATED : CW_DECODE_INVALID;
		if (len > avail)
			return CW_DECODE_TRUNCATED;
		x86_fill_plain(long_mode, insn, first, leaf, info, len,
			       imm_len, rex, osz);
		return x86_quirk(leaf->quirk, insn);
	}
	if (unlikely(len > avail))
		return CW_DECODE_TRUNCATED;
	x86_fill_plain(long_mode, insn, first, leaf, info, len, imm_len, rex,
		       osz);
	return len;
}

/* One of 66, F2 and F3, REX, and opcodes of all four legacy maps. */
static noinline int
x86_decode_prefixed(bool long_mode, struct cw_insn *insn, const u8 *bytes,
		    unsigned int avail)
{
	unsigned int space = long_mode ? X86_SPACE_ONE64 : X86_SPACE_ONE32;
	u64 lo, eight = avail < 8 ? x86_load_few(bytes, avail) : 0;
	const u8 *first = avail < 8 ? (const u8 *)&eight : bytes;
	unsigned int pos = 0, pp = PP_NONE, rex = 0;
	u32 entry;

	lo = x86_load64(first);
	if ((lo & 0xff) == 0x66 || (lo & 0xfe) == 0xf2) {
		pp = (lo & 0xff) == 0x66 ? PP_66 : lo & 1 ? PP_F3 : PP_F2;
		lo >>= 8;
		pos++;
	}
	if (long_mode && (lo & 0xf0) == 0x40) {
		rex = lo & 15;
		lo >>= 8;
		pos++;
	}
	if ((lo & 0xff) == 0x0f) {
		space = X86_SPACE_0F;
		lo >>= 8;
		pos++;
		if ((lo & 0xfd) == 0x38) {
			space = lo & 2 ? X86_SPACE_0F3A : X86_SPACE_0F38;
			lo >>= 8;
			pos++;
		}
	}
	entry = x86_entry[x86_row[space][pp]][lo & 0xff];
	if (entry >> X86_ENTRY_SPECIAL & 1 ||
	    (space == X86_SPACE_0F && (lo & 0xf0) == 0x80))
		return x86_decode_slow(long_mode, insn, bytes, avail);
	if (pp == PP_66)
		return x86_decode_tail(long_mode, insn, first, avail, lo, pos,
				       entry, rex, true);
	return x86_decode_tail(long_mode, insn, first, avail, lo, pos, entry,
			       rex, false);
}

/*
 * No prefix but REX, one- or two-byte opcode: nine instructions of ten. At
 * @first are the bytes again, or fewer than eight of them and zeroes.
 */
static __always_inline int
x86_decode(const bool long_mode, struct cw_insn *insn, const u8 *first,
	   const u8 *bytes, unsigned int avail)
{
	const u32 *row = x86_entry[long_mode ? ROW_ONE64 : ROW_ONE32];
	unsigned int pos = 0, rex = 0;
	u64 lo, next;
	u32 entry;

	lo = x86_load64(first);
	if (long_mode) {
		bool is_rex = (lo & 0xf0) == 0x40;

		pos = is_rex;
		rex = lo & 15 & -pos;
		next = lo >> 8;
		lo ^= (lo ^ next) & -(u64)is_rex;
	}
	pos += (lo & 0xff) == 0x0f;
	next = lo >> 8;
	row = (lo & 0xff) == 0x0f ? x86_entry[ROW_0F] : row;
	lo = (lo & 0xff) == 0x0f ? next : lo;
	entry = row[lo & 0xff];
	if (unlikely(entry >> X86_ENTRY_SPECIAL & 1)) {
		if (pos || (lo & 0xff) == 0x66 || (lo & 0xfe) == 0xf2)
			return x86_decode_prefixed(long_mode, insn, bytes,
						   avail);
		return x86_decode_slow(long_mode, insn, bytes, avail);
	}
	return x86_decode_tail(long_mode, insn, first, avail, lo, pos, entry,
			       rex, false);
}

/* Apart, so that the others need no room on the stack. */
static noinline int x86_decode_end(bool long_mode, struct cw_insn *insn,
				   const u8 *bytes, unsigned int avail)
{
	u64 eight = x86_load_few(bytes, avail);

	return x86_decode(long_mode, insn, (const u8 *)&eight, bytes, avail);
}

int cw_x86_decode(bool long_mode, struct cw_insn *insn, const u8 *bytes,
		  unsigned int avail)
{
	if (unlikely(avail < 8))
		return x86_decode_end(long_mode, insn, bytes, avail);
	return long_mode ? x86_decode(true, insn, bytes, bytes, avail) :
			   x86_decode(false, insn, bytes, bytes, avail);
}

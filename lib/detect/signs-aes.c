// SPDX-License-Identifier: GPL-2.0-only
/*
 * signs of AES rounds, by instruction or by tables.
 */
#include "extract.h"

#define SINGLE_MIN	12	/* instructions in which no other is seen */
#define BYTES_MIN	3	/* bytes of memory that are indices */
#define SCALED_MIN	3	/* words that an AES round takes bytes of */

/*
 * arm64: an AESE or AESD whose result gets a key without a mixing of columns
 * before.
 */
static bool has_last_round(const struct cw_code *c)
{
	const struct cw_insn *insn = c->insn;
	unsigned int n = c->n, i, k, x;

	for (i = 0; i < n; i++) {
		if (insn[i].op != CW_OP_AESE && insn[i].op != CW_OP_AESD)
			continue;
		x = insn[i].reg;
		for (k = i + 1; k < n; k++) {
			if (!(insn[k].flags & CW_INSN_VECTOR) ||
			    (insn[k].rm != x && insn[k].vvvv != x))
				continue;
			if (insn[k].op == CW_OP_VXOR)
				return true;
			break;
		}
	}
	return false;
}

/* Which word each register holds, as far as a window tells. */
struct words {
	u8 of[32];
	u8 next;	/* the name of the next one loaded */
	u8 picks;	/* words picked from since the last addition … */
	u8 most;	/* … and before any */
	u64 picked;
};

static void move_word(struct words *w, const struct cw_insn *i, bool backwards)
{
	if (i->flags & CW_INSN_MEM_READ)
		w->of[i->reg] = w->next++;
	else if (backwards)
		w->of[i->rm] = w->of[i->reg];
	else
		w->of[i->reg] = w->of[i->rm];
}

static void pick_byte(struct words *w, unsigned int reg)
{
	u64 word = 1ull << w->of[reg];

	if (w->picked & word)
		return;
	w->picked |= word;
	if (++w->picks > w->most)
		w->most = w->picks;
}

/* An addition of words; what adds an immediate may compute an address. */
static bool adds_words(const struct cw_insn *i)
{
	return (i->op == CW_OP_XOR || i->op == CW_OP_ADD ||
		i->op == CW_OP_SUB || i->op == CW_OP_OR ||
		i->op == CW_OP_IMUL) && !(i->flags & CW_INSN_IMM);
}

/*
 * Counts the different words whose bytes, times four, are offsets into tables
 * before words are added: shr 6, 14 or 22 and 0x3fc; movzx. WebAssembly has
 * them, because its addresses have no scale, and its compilers look up all
 * words of an AES round before they add the first. A CRC takes the bytes of one
 * word and adds. The bytes of the window are needed, since only the opcode of
 * an x86 MOV tells which register is the target and whether it takes a byte.
 */
static unsigned int scaled_words(const struct cw_code *c)
{
	struct words w = { .next = sizeof(w.of) };
	const u8 *code;
	unsigned int k;

	for (k = 0; k < sizeof(w.of); k++)
		w.of[k] = k;
	for (k = 0; k < c->n; k++) {
		const struct cw_insn *i = &c->insn[k];
		bool has_rm = i->rm < sizeof(w.of);

		code = c->bytes + c->at[k] + i->len;
		if (adds_words(i)) {
			w.picked = 0;
			w.picks = 0;
		} else if (i->op == CW_OP_SHR && i->width == 4 && has_rm &&
			   (i->amount == 6 || i->amount == 14 ||
			    i->amount == 22)) {
			pick_byte(&w, i->rm);
		} else if (i->op != CW_OP_MOV || i->flags & CW_INSN_VECTOR) {
			continue;
		} else if (c->x86 && has_rm && i->len >= 3 &&
			   code[-3] == 0x0f && code[-2] == 0xb6) {
			pick_byte(&w, i->rm);
		} else if (i->reg < sizeof(w.of) &&
			   (has_rm || i->flags & CW_INSN_MEM_READ)) {
			move_word(&w, i, c->x86 && code[-2] == 0x89);
		}
	}
	return w.most;
}

/*
 * x86: last rounds whose columns are mixed by AESIMC, which ciphers apply to
 * keys only. Three of them mix as an encrypting round does, one as a decrypting
 * one: so a round is spelt without its instruction.
 */
static bool mixes_last_rounds(const struct cw_tally *t)
{
	return t->op[CW_OP_AESIMC] && !t->op[CW_OP_AES_KEY] &&
	       !t->op[CW_OP_AESENC] && !t->op[CW_OP_AESDEC] &&
	       t->op[CW_OP_AESENC_LAST] + t->op[CW_OP_AESDEC_LAST];
}

static bool has_table_round(const struct cw_tally *t)
{
	/* four bytes picked from words, four words looked up and added */
	unsigned int looked_up = t->word_loads + t->table_xors;

	if (!t->word_xors)
		return false;
	return (cw_picks_bytes(t) && looked_up >= 2) ||
	       (t->byte_loads >= BYTES_MIN && looked_up >= t->byte_loads + 2u);
}

void cw_see_aes(struct cw_signs *s, const struct cw_tally *t,
		const struct cw_code *c)
{
	bool mixed = c->x86 && mixes_last_rounds(t);
	unsigned int enc = t->op[CW_OP_AESENC] + t->op[CW_OP_AESE] +
			   (mixed ? t->op[CW_OP_AESENC_LAST] : 0);
	unsigned int dec = t->op[CW_OP_AESDEC] + t->op[CW_OP_AESD] +
			   (mixed ? t->op[CW_OP_AESDEC_LAST] : 0);
	bool final = t->op[CW_OP_AES_KEY] ||
		     (!mixed && (t->op[CW_OP_AESENC_LAST] ||
				 t->op[CW_OP_AESDEC_LAST] ||
				 (c->x86 && t->op[CW_OP_AESIMC]))) ||
		     ((t->op[CW_OP_AESE] || t->op[CW_OP_AESD]) &&
		      has_last_round(c));
	unsigned int looked_up = t->word_loads + t->table_xors;
	bool table = has_table_round(t);

	cw_set_if(s, CW_SIGN_AES_BOTH, enc && dec);
	cw_set_if(s, CW_SIGN_AES_FINAL, final);
	cw_set_if(s, CW_SIGN_AES_SCALED,
		  t->scaled_masks >= 2 && looked_up >= 2 &&
		  scaled_words(c) >= SCALED_MIN);
	cw_set_if(s, CW_SIGN_AES_ROUND, enc || dec || table);
	/* tables of four look-ups are CRC's too: instructions only */
	cw_set_if(s, CW_SIGN_AES_INSN, enc || dec || final);
	/* a cipher's rounds follow each other, CryptoNight's do not */
	cw_set_if(s, CW_SIGN_AES_SINGLE,
		  enc == 1 && !dec && !final && c->n >= SINGLE_MIN);
	cw_set_if(s, CW_SIGN_AES_MUL, (enc || table) && t->mul_wide);
	cw_set_if(s, CW_SIGN_AES_CLMUL, enc && t->op[CW_OP_CLMUL]);
	cw_set_if(s, CW_SIGN_MASK_WORK,
		  cw_sign_seen(s, CW_SIGN_MASK_BLOCKS) &&
		  (enc || table || t->mul_wide));
}

/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What an x86 byte string looks like from outside: prefixes, encoding space,
 * opcode. Read without the decoder under test, to sort differences by.
 */
#ifndef X86_FORM_H
#define X86_FORM_H

#include "../../include/cpuwarden/types.h"

struct form {
	const char *space;	/* one, 0f, 0f38, 0f3a, 3dnow, vex1, evex4 … */
	char map[8];		/* where @space is made up */
	u8 opcode;
	u8 pp;			/* 0, 66, f3, f2: 0 … 3 */
	u8 reg, rm;		/* fields of ModRM */
	bool mem;		/* mod is not 3 */
	bool w;
	u8 l;
	bool lock, rep, opsize, rex;
	bool dead_rex;		/* a REX that another prefix follows */
	bool b4, x4, r4;	/* EVEX bits that APX gave a meaning */
	bool sib;
};

void form_read(struct form *f, const u8 *bytes, bool long_mode);

/* A difference that is known, and why the peer is not followed. */
struct excuse {
	struct excuse *next;
	char *text;		/* the line, for messages */
	char *peer, *space, *name;
	int ours;		/* 'v'alid, 'i'nvalid, 'l'ength, 'c'lass */
	int mode;		/* 32, 64 or 0: both */
	u8 opcodes[256];
	u8 pp_mask, reg_mask, rm_mask, l_mask;
	char conditions[16];	/* letters, see excuse_matches() */
	unsigned long hits;
};

struct excuse *excuses_read(const char *path);
struct excuse *excuse_find(struct excuse *list, const char *peer, int ours,
			   bool long_mode, const struct form *f,
			   const char *name);

#endif /* X86_FORM_H */

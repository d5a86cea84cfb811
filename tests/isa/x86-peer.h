/* SPDX-License-Identifier: GPL-2.0-only */
/* The other decoders, one face for all of them. */
#ifndef X86_PEER_H
#define X86_PEER_H

#include "isa/isa.h"

struct peer_insn {
	int len;		/* 0: invalid */
	char name[32];		/* mnemonic, or the peer's error */
};

struct peer {
	const char *name;	/* as x86-differences.txt calls it */
	void (*decode)(bool long_mode, const u8 *bytes, struct peer_insn *out);
	/*
	 * The peer decoded these bytes just now, as we did: NULL if it means
	 * the same, or what differs.
	 */
	const char *(*compare)(const struct cw_insn *ours);
};

/* @classes: path of x86-classes.txt, which every mnemonic must be in */
void zydis_init(struct peer *p, const char *classes);
void capstone_init(struct peer *p);
void objdump_init(struct peer *p);
void processor_init(struct peer *p);

#endif /* X86_PEER_H */

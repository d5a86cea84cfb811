/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a peer says of a word against what cw_arm64_decode() says, by the rules
 * of arm64-classes.txt and arm64-differences.txt.
 */
#ifndef ARM64_COMPARE_H
#define ARM64_COMPARE_H

#include <cpuwarden/types.h>

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

/* The two lists, from @dir; ends the program with a message if they are wrong. */
void compare_init(const char *dir, unsigned int examples);

/* The peer that is heard from now on: "objdump", "capstone", "llvm". */
void compare_peer(const char *name);

/**
 * compare_word() - compare validity, class and details of one word
 * @word:       the instruction
 * @peer_valid: whether the peer knows it
 * @mnemonic:   in the peer's words
 * @operands:   the same
 */
void compare_word(u32 word, bool peer_valid, const char *mnemonic,
		  const char *operands);

/* A line of TAP about all words since the last one. */
void compare_report(const char *what);

/* The differences of the peer, by kind; and start anew for the next peer. */
void compare_summary(void);

/* Name the lines of the lists that were of no use. */
void compare_unused(void);

/* How many lines of TAP were "not ok". */
unsigned int compare_failed(void);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
/* LLVM 14 as a disassembler of single arm64 words. */
#ifndef ARM64_LLVM_H
#define ARM64_LLVM_H

#include <cpuwarden/types.h>

/**
 * arm64_llvm() - disassemble one word with every extension LLVM 14 knows
 * @word: the instruction
 * @text: "mnemonic\toperands", at least 256 bytes
 *
 * Return: whether LLVM calls the word valid; what is unpredictable is not.
 */
bool arm64_llvm(u32 word, char text[256]);

#endif

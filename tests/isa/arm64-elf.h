/* SPDX-License-Identifier: GPL-2.0-only */
/* The code of arm64 ELF files, for the tests of the decoder. */
#ifndef ARM64_ELF_H
#define ARM64_ELF_H

#include <cpuwarden/types.h>

/**
 * arm64_elf_code() - hand out every executable section of a file
 * @path: an arm64 ELF file; anything else ends the program with a message
 * @fn:   called once for each section, with its @count words
 */
void arm64_elf_code(const char *path, void (*fn)(const u32 *words,
						 size_t count));

#endif

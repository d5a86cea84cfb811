// SPDX-License-Identifier: GPL-2.0-only
#include "arm64-elf.h"

#include <elf.h>
#include <err.h>
#include <stdio.h>
#include <stdlib.h>

static u8 *read_file(const char *path, u64 *size)
{
	FILE *f = fopen(path, "rb");
	long end;
	u8 *data;

	if (!f || fseek(f, 0, SEEK_END))
		err(2, "%s", path);
	end = ftell(f);
	if (end <= 0)
		errx(2, "%s: empty", path);
	rewind(f);
	data = malloc(end);
	if (!data || fread(data, end, 1, f) != 1)
		err(2, "%s", path);
	fclose(f);
	*size = end;
	return data;
}

void arm64_elf_code(const char *path, void (*fn)(const u32 *words,
						 size_t count))
{
	u64 size;
	u8 *data = read_file(path, &size);
	const Elf64_Ehdr *eh = (const Elf64_Ehdr *)data;
	const Elf64_Shdr *sh;

	if (size < sizeof(*eh) || memcmp(eh->e_ident, ELFMAG, SELFMAG) ||
	    eh->e_machine != EM_AARCH64 ||
	    eh->e_shoff + (u64)eh->e_shnum * sizeof(*sh) > size)
		errx(2, "%s: not a complete arm64 ELF file", path);
	sh = (const Elf64_Shdr *)(data + eh->e_shoff);
	for (unsigned int i = 0; i < eh->e_shnum; i++)
		if (sh[i].sh_flags & SHF_EXECINSTR &&
		    sh[i].sh_type == SHT_PROGBITS &&
		    sh[i].sh_offset + sh[i].sh_size <= size)
			fn((const u32 *)(data + sh[i].sh_offset),
			   sh[i].sh_size / 4);
	free(data);
}

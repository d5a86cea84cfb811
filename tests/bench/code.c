// SPDX-License-Identifier: GPL-2.0-only
/*
 * The .text of an ELF file, where its instructions begin, and windows of it as
 * the module's samples are: 64 bytes from a random instruction on.
 */
#include <elf.h>
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "code.h"

static void load_text(struct code *c, const char *path)
{
	FILE *f = fopen(path, "rb");
	const Elf64_Ehdr *e;
	const Elf64_Shdr *s;
	const char *names;
	long size;
	u8 *data;
	int i;

	if (!f || fseek(f, 0, SEEK_END))
		err(2, "%s", path);
	size = ftell(f);
	rewind(f);
	data = malloc(size);
	if (!data || fread(data, 1, size, f) != (size_t)size)
		err(2, "%s", path);
	fclose(f);
	e = (const void *)data;
	if (size < (long)sizeof(*e) || memcmp(data, ELFMAG, SELFMAG) ||
	    data[EI_CLASS] != ELFCLASS64)
		errx(2, "%s: no 64-bit ELF file", path);
	s = (const void *)(data + e->e_shoff);
	names = (const char *)data + s[e->e_shstrndx].sh_offset;
	for (i = 0; i < e->e_shnum; i++) {
		if (strcmp(names + s[i].sh_name, ".text"))
			continue;
		c->text = data + s[i].sh_offset;
		c->size = s[i].sh_size;
	}
	if (!c->text)
		errx(2, "%s: no .text", path);
}

static void find_instructions(struct code *c)
{
	u64 random = 88172645463325252ULL;
	struct cw_insn insn;
	size_t pos = 0;
	int i, k;

	c->starts = malloc(c->size * sizeof(*c->starts));
	c->windows = malloc(SETS * sizeof(*c->windows));
	if (!c->starts || !c->windows)
		err(2, "memory");
	while (pos < c->size) {
		int len = cw_x86_decode(true, &insn, c->text + pos,
					c->size - pos);

		c->starts[c->insns++] = pos;
		pos += len > 0 ? len : 1;
	}
	if (c->insns < 2 * CHUNK)
		errx(2, "too little code to measure with");
	for (k = 0; k < SETS; k++) {
		for (i = 0; i < WINDOWS; i++) {
			random ^= random << 13;
			random ^= random >> 7;
			random ^= random << 17;
			pos = c->starts[random % (c->insns - WINDOW)];
			memcpy(c->windows[k][i], c->text + pos, WINDOW);
		}
	}
}

void code_load(struct code *c, const char *path)
{
	load_text(c, path);
	find_instructions(c);
}

// SPDX-License-Identifier: GPL-2.0-only
/*
 * survey: in how many program files each sign occurs at all. What a file
 * does not contain it cannot execute; so the number of files without a sign
 * bounds how many programs can show it (docs/detection.md, "The survey").
 */
#define _GNU_SOURCE
#include "detect/detect.h"
#include "detect/signs.h"

#include <elf.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define STRIDE	(CW_WINDOW_INSNS / 2)	/* windows overlap by half */

static void scan(bool seen[CW_SIGN_COUNT], const u8 *text, u64 size)
{
	struct cw_sample s = { .flags = CW_SAMPLE_USER | CW_SAMPLE_CODE };
	struct cw_signs signs;
	struct cw_insn insn;
	unsigned int k = 0;
	u64 at;
	int len;

	for (at = 0; at < size; at += len < 0 ? 1 : len) {
		len = cw_decode(CW_ISA_X86_64, &insn, text + at,
				size - at > CW_INSN_MAX_LEN ? CW_INSN_MAX_LEN :
							      size - at);
		if (len < 0)
			continue;
		/* a mask of blocks may also be loaded into a register first */
		if (insn.op == CW_OP_MOV && (insn.flags & CW_INSN_IMM) &&
		    cw_is_block_mask(insn.imm))
			seen[CW_SIGN_MASK_BLOCKS] = true;
		if (k++ % STRIDE)
			continue;
		s.code_len = size - at > CW_SAMPLE_CODE_BYTES ?
			     CW_SAMPLE_CODE_BYTES : size - at;
		memcpy(s.code, text + at, s.code_len);
		cw_signs_extract(&signs, &s, 0);
		for (unsigned int i = 0; i < CW_SIGN_COUNT; i++)
			seen[i] |= cw_sign_seen(&signs, i);
	}
}

/* All signs of an x86-64 program or library; false if it is none. */
static bool survey(const u8 *file, u64 size, bool seen[CW_SIGN_COUNT])
{
	const Elf64_Ehdr *e = (const void *)file;
	const Elf64_Phdr *p;
	unsigned int i;

	if (size < sizeof(*e) || memcmp(e->e_ident, ELFMAG, SELFMAG) ||
	    e->e_ident[EI_CLASS] != ELFCLASS64 || e->e_machine != EM_X86_64 ||
	    (e->e_type != ET_EXEC && e->e_type != ET_DYN) ||
	    e->e_phoff + (u64)e->e_phnum * sizeof(*p) > size)
		return false;
	p = (const void *)(file + e->e_phoff);
	memset(seen, 0, CW_SIGN_COUNT * sizeof(*seen));
	for (i = 0; i < e->e_phnum; i++)
		if (p[i].p_type == PT_LOAD && (p[i].p_flags & PF_X) &&
		    p[i].p_offset <= size && p[i].p_filesz <= size - p[i].p_offset)
			scan(seen, file + p[i].p_offset, p[i].p_filesz);
	/* who does not write the register may have libm do it */
	if (memmem(file, size, "fesetround", 11) ||
	    memmem(file, size, "fesetenv", 9))
		seen[CW_SIGN_FPCTRL_WRITE] = true;
	if (seen[CW_SIGN_FPCTRL_WRITE])
		seen[CW_SIGN_ROUNDING_MODE] = true;
	return true;
}

int main(int argc, char **argv)
{
	unsigned long files = 0, found[CW_SIGN_COUNT] = { 0 };
	bool seen[CW_SIGN_COUNT];
	bool verbose = argc > 1 && !strcmp(argv[1], "-v");
	struct stat st;
	char path[4096];
	u8 *m;
	int fd;

	if (argc > 2 || (argc == 2 && !verbose)) {
		fprintf(stderr, "usage: survey [-v] < LIST\n");
		return 2;
	}
	while (fgets(path, sizeof(path), stdin)) {
		path[strcspn(path, "\n")] = 0;
		fd = open(path, O_RDONLY | O_CLOEXEC);
		if (fd < 0)
			continue;
		if (fstat(fd, &st) || !S_ISREG(st.st_mode) || !st.st_size) {
			close(fd);
			continue;
		}
		m = mmap(NULL, st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
		close(fd);
		if (m == MAP_FAILED)
			continue;
		if (survey(m, st.st_size, seen)) {
			files++;
			for (unsigned int i = 0; i < CW_SIGN_COUNT; i++) {
				found[i] += seen[i];
				if (verbose && seen[i])
					fprintf(stderr, "%s\t%s\n",
						cw_sign_info(i)->name, path);
			}
		}
		munmap(m, st.st_size);
	}
	printf("# Written by tools/lab/survey: do not edit.\nfiles\t%lu\n",
	       files);
	for (unsigned int i = 0; i < CW_SIGN_COUNT; i++)
		if (i == CW_SIGN_ROUNDING_MODE ||
		    cw_sign_info(i)->needs == CW_NEEDS_CODE)
			printf("%s\t%lu\n", cw_sign_info(i)->name, found[i]);
	return 0;
}

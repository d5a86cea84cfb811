// SPDX-License-Identifier: GPL-2.0-only
/*
 * survey: in how many program files each feature occurs at all. What a file
 * does not contain it cannot execute; so the number of files without a feature
 * bounds how many programs can show it (docs/detection.md, "The survey").
 */
#define _GNU_SOURCE
#include "detect/detect.h"
#include "detect/features.h"

#include <elf.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define STRIDE	(CW_WINDOW_INSNS / 2)	/* windows overlap by half */

static const char *const names[CW_FEATURE_COUNT] = {
#define NAME(id, name, text) [CW_FEATURE_##id] = name,
	CW_FEATURE_LIST(NAME)
#undef NAME
};

static u64 scan(const u8 *text, u64 size)
{
	struct cw_sample s = { .flags = CW_SAMPLE_USER | CW_SAMPLE_CODE };
	struct cw_features f;
	struct cw_insn insn;
	unsigned int k = 0;
	u64 at, seen = 0;
	int len;

	for (at = 0; at < size; at += len < 0 ? 1 : len) {
		len = cw_decode(CW_ISA_X86_64, &insn, text + at,
				size - at > CW_INSN_MAX_LEN ? CW_INSN_MAX_LEN :
							      size - at);
		if (len < 0)
			continue;
		/* it may be in a register when something else is masked */
		if (insn.op == CW_OP_MOV && (insn.flags & CW_INSN_IMM) &&
		    cw_is_block_mask(insn.imm))
			seen |= 1ull << CW_FEATURE_MASK_BLOCKS;
		if (k++ % STRIDE)
			continue;
		s.code_len = size - at > CW_SAMPLE_CODE_BYTES ?
			     CW_SAMPLE_CODE_BYTES : size - at;
		memcpy(s.code, text + at, s.code_len);
		cw_features_extract(&f, &s, 0);
		seen |= f.seen;
	}
	return seen;
}

/* All features of an x86-64 program or library; false if it is none. */
static bool survey(const u8 *file, u64 size, u64 *seen)
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
	*seen = 0;
	for (i = 0; i < e->e_phnum; i++)
		if (p[i].p_type == PT_LOAD && (p[i].p_flags & PF_X) &&
		    p[i].p_offset <= size && p[i].p_filesz <= size - p[i].p_offset)
			*seen |= scan(file + p[i].p_offset, p[i].p_filesz);
	/* who does not write the register may have libm do it */
	if (memmem(file, size, "fesetround", 11) ||
	    memmem(file, size, "fesetenv", 9))
		*seen |= 1ull << CW_FEATURE_FPCTRL_WRITE;
	if (*seen >> CW_FEATURE_FPCTRL_WRITE & 1)
		*seen |= 1ull << CW_FEATURE_ROUNDING;
	return true;
}

int main(int argc, char **argv)
{
	unsigned long files = 0, found[CW_FEATURE_COUNT] = { 0 };
	bool verbose = argc > 1 && !strcmp(argv[1], "-v");
	struct stat st;
	char path[4096];
	u64 seen;
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
		if (survey(m, st.st_size, &seen)) {
			files++;
			for (unsigned int i = 0; i < CW_FEATURE_COUNT; i++) {
				found[i] += seen >> i & 1;
				if (verbose && (seen >> i & 1))
					fprintf(stderr, "%s\t%s\n", names[i],
						path);
			}
		}
		munmap(m, st.st_size);
	}
	printf("# Written by tools/lab/survey: do not edit.\nfiles\t%lu\n",
	       files);
	for (unsigned int i = 0; i < CW_FEATURE_COUNT; i++)
		if (i == CW_FEATURE_ROUNDING || i >= CW_FEATURE_FIRST_CODE)
			printf("%s\t%lu\n", names[i], found[i]);
	return 0;
}

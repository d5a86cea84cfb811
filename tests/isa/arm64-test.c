// SPDX-License-Identifier: GPL-2.0-only
/*
 * Compare cw_arm64_decode() with GNU objdump, Capstone and LLVM: the same words
 * must be valid, and of the class that arm64-classes.txt gives the peer's
 * mnemonic. Differences that are the peer's are in arm64-differences.txt.
 *
 * usage: arm64-test [option]... [FILE]...
 *   -p PEER     objdump, capstone or llvm (if built WITH_LLVM) only
 *   -n N        so many random words beside the files' code
 *   -f N        every value of the upper 22 bits, the lower ones at random,
 *               N times
 *   -r FROM,TO  all words of a range
 *   -s N        seed of the random words (default 1)
 *   -d DIR      where the two lists are (default .)
 *   -v N        show so many examples of each kind of difference (default 3)
 *   -u          name the lines of the lists that were of no use
 *
 * FILE is an ELF file; its executable sections are compared. Prints TAP.
 */
#include <capstone/capstone.h>
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "isa/isa.h"
#include "arm64-compare.h"
#include "arm64-elf.h"
#include "arm64-llvm.h"

enum { CHUNK = 1 << 20 };

static const char *peer;
static csh capstone;
static cs_insn *capstone_insn;

static u64 random_state = 1;

/* splitmix64, Steele et al. 2014 */
static u32 random_word(void)
{
	u64 z = random_state += 0x9e3779b97f4a7c15ULL;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9ULL;
	z = (z ^ z >> 27) * 0x94d049bb133111ebULL;
	return (z ^ z >> 31) >> 32;
}

/* "  address:\tword \tmnemonic\toperands // comment" */
static void compare_objdump_line(char *line, u32 expected)
{
	char *hex = strchr(line, '\t'), *mnemonic, *operands, *end;
	u32 word;

	if (!hex)
		errx(2, "objdump printed: %s", line);
	word = strtoul(hex, &end, 16);
	mnemonic = strchr(end, '\t');
	if (word != expected || !mnemonic)
		errx(2, "objdump printed: %s", line);
	mnemonic++;
	mnemonic[strcspn(mnemonic, "\n")] = 0;
	end = strstr(mnemonic, "\t//");
	if (!end)
		end = strstr(mnemonic, " //");
	if (end)
		*end = 0;
	end = strstr(mnemonic, "  ;");
	if (end)
		*end = 0;
	operands = strchr(mnemonic, '\t');
	if (operands)
		*operands++ = 0;
	compare_word(word, strcmp(mnemonic, ".inst"), mnemonic,
		     operands ? operands : "");
}

static void compare_objdump(const u32 *words, size_t count)
{
	char path[] = "/tmp/arm64-test.XXXXXX", command[256], line[512];
	int fd = mkstemp(path);
	FILE *f = fd < 0 ? NULL : fdopen(fd, "wb");
	size_t seen = 0;

	if (!f || fwrite(words, 4, count, f) != count || fclose(f))
		err(2, "%s", path);
	snprintf(command, sizeof(command),
		 "aarch64-linux-gnu-objdump -D -z -b binary -m aarch64 %s",
		 path);
	f = popen(command, "r");
	if (!f)
		err(2, "%s", command);
	while (fgets(line, sizeof(line), f))
		if (line[0] == ' ' && seen < count)
			compare_objdump_line(line, words[seen++]);
	if (pclose(f) || seen != count)
		errx(2, "%s: %zu lines for %zu words", command, seen, count);
	unlink(path);
}

static void compare_capstone(const u32 *words, size_t count)
{
	if (!capstone) {
		if (cs_open(CS_ARCH_ARM64, CS_MODE_ARM, &capstone))
			errx(2, "cs_open failed");
		capstone_insn = cs_malloc(capstone);
	}
	for (size_t i = 0; i < count; i++) {
		const u8 *code = (const u8 *)&words[i];
		size_t size = 4;
		u64 address = 0;
		bool ok = cs_disasm_iter(capstone, &code, &size, &address,
					 capstone_insn);

		compare_word(words[i], ok, ok ? capstone_insn->mnemonic : "",
			     ok ? capstone_insn->op_str : "");
	}
}

#ifdef WITH_LLVM
static void compare_llvm(const u32 *words, size_t count)
{
	char text[256], *operands;

	for (size_t i = 0; i < count; i++) {
		bool ok = arm64_llvm(words[i], text);

		operands = strchr(text, '\t');
		if (operands)
			*operands++ = 0;
		compare_word(words[i], ok, text, operands ? operands : "");
	}
}
#endif

static void compare_words(const u32 *words, size_t count)
{
	for (size_t n; count; words += n, count -= n) {
		n = count > CHUNK ? CHUNK : count;
		if (!strcmp(peer, "objdump"))
			compare_objdump(words, n);
#ifdef WITH_LLVM
		else if (!strcmp(peer, "llvm"))
			compare_llvm(words, n);
#endif
		else
			compare_capstone(words, n);
	}
}

static void compare_file(const char *path)
{
	const char *name = strrchr(path, '/');

	arm64_elf_code(path, compare_words);
	compare_report(name ? name + 1 : path);
}

static void compare_random(u32 *words, unsigned long count)
{
	for (unsigned long n; count; count -= n) {
		n = count > CHUNK ? CHUNK : count;
		for (unsigned long i = 0; i < n; i++)
			words[i] = random_word();
		compare_words(words, n);
	}
	compare_report("random words");
}

/* Every value of bits 31:10, which hold nearly all opcodes. */
static void compare_systematic(u32 *words, unsigned long rounds)
{
	while (rounds--)
		for (u32 high = 0; high < 1U << 22; high += CHUNK) {
			for (u32 i = 0; i < CHUNK; i++)
				words[i] = (high + i) << 10 |
					   random_word() >> 22;
			compare_words(words, CHUNK);
		}
	compare_report("every value of bits 31:10");
}

static void compare_range(u32 *words, u32 from, u32 to)
{
	u64 n, count = (u64)to - from + 1;
	char what[64];

	snprintf(what, sizeof(what), "all of %08x to %08x", from, to);
	for (; count; count -= n) {
		n = count > CHUNK ? CHUNK : count;
		for (u64 i = 0; i < n; i++)
			words[i] = from++;
		compare_words(words, n);
	}
	compare_report(what);
}

int main(int argc, char **argv)
{
	static const char *const peers[] = {
		"objdump", "capstone",
#ifdef WITH_LLVM
		"llvm",
#endif
	};
	const char *dir = ".", *only = NULL;
	unsigned long n = 0, rounds = 0;
	unsigned int examples = 3;
	u32 from = 1, to = 0, *words;
	bool unused = false;
	int c;

	while ((c = getopt(argc, argv, "p:n:f:r:s:d:v:u")) != -1) {
		switch (c) {
		case 'p':
			only = optarg;
			break;
		case 'n':
			n = strtoul(optarg, NULL, 0);
			break;
		case 'f':
			rounds = strtoul(optarg, NULL, 0);
			break;
		case 'r':
			if (sscanf(optarg, "%x,%x", &from, &to) != 2)
				errx(2, "-r wants FROM,TO");
			break;
		case 's':
			random_state = strtoull(optarg, NULL, 0);
			break;
		case 'd':
			dir = optarg;
			break;
		case 'v':
			examples = strtoul(optarg, NULL, 0);
			break;
		case 'u':
			unused = true;
			break;
		default:
			return 2;
		}
	}
	words = malloc(CHUNK * sizeof(*words));
	if (!words)
		err(2, "malloc");
	compare_init(dir, examples);
	printf("TAP version 13\n1..%d\n", (only ? 1 : (int)ARRAY_SIZE(peers)) *
	       (argc - optind + !!n + !!rounds + (from <= to)));
	for (unsigned int i = 0; i < ARRAY_SIZE(peers); i++) {
		peer = peers[i];
		if (only && strcmp(only, peer))
			continue;
		compare_peer(peer);
		for (int f = optind; f < argc; f++)
			compare_file(argv[f]);
		if (n)
			compare_random(words, n);
		if (rounds)
			compare_systematic(words, rounds);
		if (from <= to)
			compare_range(words, from, to);
		compare_summary();
	}
	if (unused)
		compare_unused();
	free(words);
	return compare_failed() ? 1 : 0;
}

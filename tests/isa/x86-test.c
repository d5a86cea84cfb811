// SPDX-License-Identifier: GPL-2.0-only
/*
 * Compare cw_x86_decode() with Zydis, Capstone and objdump (libopcodes): the
 * same bytes must be valid and of the same length, and mean what Zydis says.
 * Differences that are the peer's are in x86-differences.txt.
 *
 * usage: x86-test [option]... [FILE]...
 *   -p PEER     zydis, capstone or objdump only; or processor, which runs
 *               what we call invalid and is asked only by name
 *   -m MODE     32 or 64 only (random strings; a FILE tells its own mode)
 *   -n N        so many random and mutated strings in each mode
 *   -s N        seed of the random strings (default 1)
 *   -b HEX      one string; with -m. Shows what everybody says
 *   -d DIR      where the two lists are (default .)
 *   -v N        show so many kinds of difference (default 20)
 *   -u          name the lines of the list that were of no use
 *
 * FILE is an ELF file; its executable sections are compared. Prints TAP.
 */
#include <elf.h>
#include <err.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "x86-form.h"
#include "x86-peer.h"

enum { STRING = 15, PEERS = 3, POOL = 1 << 16, SEEN = 1 << 21, KINDS = 65536 };

/* a kind of difference: same complaint about the same form */
struct kind {
	char text[128];
	u8 bytes[STRING];
	bool long_mode;
	unsigned long count;
};

static struct peer peers[PEERS];
static unsigned int peer_count;
static struct excuse *excuses;
static struct kind kinds[KINDS];
static unsigned int kind_count, kinds_shown = 20;
static unsigned long compared, valid, excused[PEERS], different[PEERS];
static unsigned long truncation_faults;
static u8 pool[2][POOL][STRING];
static unsigned int pool_used[2];
static u8 (*seen)[16];
static u64 random_state;
static unsigned int test_number, failures;

static u64 random_next(void)
{
	random_state ^= random_state << 13;
	random_state ^= random_state >> 7;
	random_state ^= random_state << 17;
	return random_state;
}

static void print_hex(FILE *f, const u8 *bytes, unsigned int n)
{
	while (n--)
		fprintf(f, "%02x", *bytes++);
}

static void note_kind(const char *text, const u8 *bytes, bool long_mode)
{
	unsigned int i;

	for (i = 0; i < kind_count; i++)
		if (!strcmp(kinds[i].text, text))
			break;
	if (i == KINDS)
		return;
	if (i == kind_count) {
		snprintf(kinds[i].text, sizeof(kinds[i].text), "%s", text);
		memcpy(kinds[i].bytes, bytes, STRING);
		kinds[i].long_mode = long_mode;
		kind_count++;
	}
	kinds[i].count++;
}

static void difference(unsigned int p, const char *what, int ours,
		       bool long_mode, const u8 *bytes, const char *name)
{
	struct form f;
	char text[128];

	form_read(&f, bytes, long_mode);
	if (excuse_find(excuses, peers[p].name, ours, long_mode, &f, name)) {
		excused[p]++;
		return;
	}
	different[p]++;
	snprintf(text, sizeof(text), "%s %s %s %02x /%u %s%s%s pp=%u w%u name=%s",
		 peers[p].name, what, f.space, f.opcode, f.reg,
		 f.mem ? "mem" : "reg", f.lock ? " lock" : "",
		 long_mode ? "" : " mode=32", f.pp, f.w, name);
	note_kind(text, bytes, long_mode);
}

/* With fewer bytes it is truncated, and with more it stays what it was. */
static bool truncation_holds(bool long_mode, const u8 *bytes, int ret)
{
	struct cw_insn insn;
	unsigned int n;
	int r, last = CW_DECODE_TRUNCATED;

	for (n = 0; n < STRING; n++) {
		u8 *exact = malloc(n ? n : 1);

		memcpy(exact, bytes, n);
		r = cw_x86_decode(long_mode, &insn, exact, n);
		free(exact);
		if (ret > 0 && (int)n < ret && r != CW_DECODE_TRUNCATED)
			return false;
		if (ret > 0 && (int)n >= ret && r != ret)
			return false;
		if (ret < 0 && r > 0)
			return false;
		if (last == CW_DECODE_INVALID && r != CW_DECODE_INVALID)
			return false;
		last = r;
	}
	return ret > 0 || ret == CW_DECODE_INVALID;
}

static void compare_meaning(unsigned int p, const struct cw_insn *insn,
			    bool long_mode, const u8 *bytes, const char *name)
{
	const char *what = peers[p].compare(insn);

	if (what)
		difference(p, what, 'c', long_mode, bytes, name);
}

static void compare(bool long_mode, const u8 *bytes)
{
	struct peer_insn theirs;
	struct cw_insn insn;
	unsigned int p;
	int ret = cw_x86_decode(long_mode, &insn, bytes, STRING);

	compared++;
	valid += ret > 0;
	if (compared % 64 == 0 && !truncation_holds(long_mode, bytes, ret)) {
		truncation_faults++;
		note_kind("truncation", bytes, long_mode);
	}
	for (p = 0; p < peer_count; p++) {
		peers[p].decode(long_mode, bytes, &theirs);
		if (ret > 0 && !theirs.len)
			difference(p, "valid", 'v', long_mode, bytes,
				   theirs.name);
		else if (ret < 0 && theirs.len)
			difference(p, "invalid", 'i', long_mode, bytes,
				   theirs.name);
		else if (ret > 0 && ret != theirs.len)
			difference(p, "length", 'l', long_mode, bytes,
				   theirs.name);
		else if (ret > 0 && peers[p].compare)
			compare_meaning(p, &insn, long_mode, bytes,
					theirs.name);
	}
}

static void report(const char *what)
{
	unsigned int i, p;

	failures += truncation_faults != 0;
	for (p = 0; p < peer_count; p++)
		failures += different[p] != 0;
	for (p = 0; p < peer_count; p++)
		printf("%s %u - %s: %s: %lu strings, %lu valid, %lu known differences, %lu others\n",
		       different[p] ? "not ok" : "ok", ++test_number,
		       peers[p].name, what, compared, valid, excused[p],
		       different[p]);
	printf("%s %u - %s: every 64th string cut short at every length\n",
	       truncation_faults ? "not ok" : "ok", ++test_number, what);
	for (i = 0; i < kind_count && i < kinds_shown; i++) {
		printf("# %lu x %s\n#   reproduce: build/x86/peers -m %u -b ",
		       kinds[i].count, kinds[i].text,
		       kinds[i].long_mode ? 64 : 32);
		print_hex(stdout, kinds[i].bytes, STRING);
		putchar('\n');
	}
	if (i < kind_count)
		printf("# and %u kinds more (-v)\n", kind_count - i);
	compared = 0;
	valid = 0;
	truncation_faults = 0;
	memset(excused, 0, sizeof(excused));
	memset(different, 0, sizeof(different));
	kind_count = 0;
	fflush(stdout);
}

/* Code: everything that differs from what was compared before. */
static void compare_code(bool long_mode, const u8 *code, size_t size)
{
	struct cw_insn insn;
	size_t pos = 0;

	while (pos < size) {
		u8 bytes[16] = { 0 };
		size_t left = size - pos;
		u64 hash = 0;
		int i, len;

		memcpy(bytes, code + pos, left < STRING ? left : STRING);
		len = cw_x86_decode(long_mode, &insn, bytes, STRING);
		if (len <= 0)
			len = 1;
		memset(bytes + len, 0x90, STRING - len);
		bytes[15] = long_mode;
		for (i = 0; i < 16; i++)
			hash = (hash ^ bytes[i]) * 0x100000001b3ULL;
		hash = (hash ^ hash >> 29) % SEEN;
		if (memcmp(seen[hash], bytes, 16)) {
			unsigned int at = pool_used[long_mode];

			memcpy(seen[hash], bytes, 16);
			memcpy(bytes, code + pos, left < STRING ? left :
							  STRING);
			compare(long_mode, bytes);
			if (at >= POOL)
				at = random_next() % (4 * POOL);
			else
				pool_used[long_mode]++;
			if (at < POOL)
				memcpy(pool[long_mode][at], bytes, STRING);
		}
		pos += len;
	}
}

static void *read_file(const char *path, size_t *size)
{
	FILE *f = fopen(path, "rb");
	u8 *data;
	long n;

	if (!f || fseek(f, 0, SEEK_END))
		err(2, "%s", path);
	n = ftell(f);
	rewind(f);
	data = malloc(n + 1);
	if (!data || fread(data, 1, n, f) != (size_t)n)
		err(2, "%s", path);
	fclose(f);
	*size = n;
	return data;
}

#define COMPARE_SECTIONS(bits, mode)					\
do {									\
	const Elf##bits##_Ehdr *e = (const void *)data;			\
	const Elf##bits##_Shdr *s = (const void *)(data + e->e_shoff);	\
	unsigned int i;							\
									\
	for (i = 0; i < e->e_shnum; i++)				\
		if (s[i].sh_type == SHT_PROGBITS &&			\
		    s[i].sh_flags & SHF_EXECINSTR &&			\
		    s[i].sh_offset + s[i].sh_size <= size)		\
			compare_code(mode, data + s[i].sh_offset,	\
				     s[i].sh_size);			\
} while (0)

static void compare_file(const char *path)
{
	size_t size;
	u8 *data = read_file(path, &size);

	if (size < sizeof(Elf64_Ehdr) || memcmp(data, ELFMAG, SELFMAG))
		errx(2, "%s: not an ELF file", path);
	if (data[EI_CLASS] == ELFCLASS64)
		COMPARE_SECTIONS(64, true);
	else
		COMPARE_SECTIONS(32, false);
	free(data);
}

/* Bytes that look like some encoding, fields at random. */
static void random_form(u8 *b, bool long_mode)
{
	static const u8 prefixes[] = { 0x66, 0xf2, 0xf3, 0xf0, 0x67, 0x2e,
				       0x65 };
	unsigned int kind = random_next() % 12, n = 0;
	u64 r = random_next();

	while (random_next() % 4 == 0 && n < 3)
		b[n++] = prefixes[random_next() % sizeof(prefixes)];
	if (kind >= 6 && r & 7)
		n = 0;		/* VEX and its kin go without prefixes */
	r >>= 3;
	if (kind < 6 && long_mode && r % 3 == 0)
		b[n++] = 0x40 | (r >> 8 & 15);
	r >>= 12;
	switch (kind) {
	case 0:			/* all random */
	case 1:
		break;
	case 2:
	case 3:
		b[n++] = 0x0f;
		break;
	case 4:
	case 5:
		b[n++] = 0x0f;
		b[n++] = kind == 4 ? 0x38 : 0x3a;
		break;
	case 6:
		b[n++] = 0xc5;
		b[n] |= r & 1 ? 0x78 : 0;
		break;
	case 7:
	case 8:
		b[n++] = 0xc4;
		b[n] = (b[n] & 0xe0) | (r & 1 ? 1 + (r >> 1) % 3 : b[n] & 31);
		b[n + 1] |= r & 2 ? 0x78 : 0;
		break;
	case 9:
	case 10:
		b[n++] = 0x62;
		b[n] &= r & 1 ? 0xf7 : 0xff;
		b[n + 1] |= (r & 2 ? 4 : 0) | (r & 4 ? 0x78 : 0);
		b[n + 2] |= r & 8 ? 8 : 0;
		b[n + 2] &= (r & 16 ? 0x7f : 0xff) & (r & 32 ? 0xef : 0xff) &
			    (r & 64 ? 0xf8 : 0xff);
		break;
	default:
		b[n++] = long_mode && r & 1 ? 0xd5 : 0x8f;
		if (!(r & 1)) {
			b[n] = (b[n] & 0xe0) | (8 + (r >> 1) % 3);
			b[n + 1] &= 0xfc;
			b[n + 1] |= r & 8 ? 0x78 : 0;
		}
		break;
	}
}

/* A real instruction with one to three bits or bytes changed. */
static void random_mutant(u8 *b, bool long_mode)
{
	unsigned int changes = 1 + random_next() % 3;

	memcpy(b, pool[long_mode][random_next() % pool_used[long_mode]],
	       STRING);
	while (changes--) {
		u64 r = random_next();

		if (r & 1)
			b[(r >> 1) % 8] ^= 1 << (r >> 8 & 7);
		else
			b[(r >> 1) % 8] = r >> 8;
	}
}

static void compare_random(bool long_mode, unsigned long n)
{
	u8 b[STRING + 1];
	unsigned int i;

	while (n--) {
		for (i = 0; i < STRING; i++)
			b[i] = random_next() >> 24;
		if (pool_used[long_mode] && n & 1)
			random_mutant(b, long_mode);
		else
			random_form(b, long_mode);
		compare(long_mode, b);
	}
}

static void show_string(bool long_mode, const char *hex)
{
	struct cw_insn insn;
	struct peer_insn theirs;
	u8 bytes[STRING] = { 0 };
	unsigned int i, n = strlen(hex) / 2;
	int ret;

	for (i = 0; i < n && i < STRING; i++)
		if (sscanf(hex + 2 * i, "%2hhx", &bytes[i]) != 1)
			errx(2, "%s: not hexadecimal", hex);
	ret = cw_x86_decode(long_mode, &insn, bytes, STRING);
	if (ret > 0) {
		printf("ours: len %u %s flags %02x width %u elem %u amount %u\n",
		       insn.len, cw_op_name(insn.op), insn.flags, insn.width,
		       insn.elem, insn.amount);
		printf("      reg %u rm %u vvvv %u imm %" PRIx64 "\n",
		       insn.reg, insn.rm, insn.vvvv, insn.imm);
	} else {
		printf("ours: %s\n", ret == CW_DECODE_INVALID ? "invalid" :
								"truncated");
	}
	for (i = 0; i < peer_count; i++) {
		const char *what = NULL;

		peers[i].decode(long_mode, bytes, &theirs);
		if (ret > 0 && theirs.len == ret && peers[i].compare)
			what = peers[i].compare(&insn);
		printf("%s: len %d %s%s%s\n", peers[i].name, theirs.len,
		       theirs.name, what ? ", differs in " : "",
		       what ? what : "");
	}
}

int main(int argc, char **argv)
{
	const char *only = NULL, *hex = NULL, *dir = ".";
	unsigned long n = 0;
	bool unused = false;
	char path[4096];
	int c, mode = 0;
	unsigned int tests;
	struct excuse *e;

	random_state = 1;
	while ((c = getopt(argc, argv, "p:m:n:s:b:d:v:u")) != -1) {
		switch (c) {
		case 'p':
			only = optarg;
			break;
		case 'm':
			mode = atoi(optarg);
			break;
		case 'n':
			n = strtoul(optarg, NULL, 0);
			break;
		case 's':
			random_state = strtoul(optarg, NULL, 0);
			break;
		case 'b':
			hex = optarg;
			break;
		case 'd':
			dir = optarg;
			break;
		case 'v':
			kinds_shown = atoi(optarg);
			break;
		case 'u':
			unused = true;
			break;
		default:
			return 2;
		}
	}
	random_state = (random_state + 1) * 0x9e3779b97f4a7c15ULL;
	if (!only || !strcmp(only, "zydis")) {
		snprintf(path, sizeof(path), "%s/x86-classes.txt", dir);
		zydis_init(&peers[peer_count++], path);
	}
	if (!only || !strcmp(only, "capstone"))
		capstone_init(&peers[peer_count++]);
	if (!only || !strcmp(only, "objdump"))
		objdump_init(&peers[peer_count++]);
	if (only && !strcmp(only, "processor"))
		processor_init(&peers[peer_count++]);
	if (!peer_count)
		errx(2, "no such peer: %s", only);
	snprintf(path, sizeof(path), "%s/x86-differences.txt", dir);
	excuses = excuses_read(path);
	if (hex) {
		show_string(mode != 32, hex);
		return 0;
	}
	seen = calloc(SEEN, sizeof(*seen));
	if (!seen)
		err(2, "memory");
	tests = (argc - optind + (n && mode != 32) + (n && mode != 64)) *
		(peer_count + 1);
	printf("TAP version 13\n1..%u\n", tests);
	for (; optind < argc; optind++) {
		compare_file(argv[optind]);
		report(argv[optind]);
	}
	if (n && mode != 32) {
		compare_random(true, n);
		report("64-bit, random and mutated");
	}
	if (n && mode != 64) {
		compare_random(false, n);
		report("32-bit, random and mutated");
	}
	for (e = excuses; unused && e; e = e->next)
		if (!e->hits)
			printf("# of no use: %s\n", e->text);
	return failures ? 1 : 0;
}

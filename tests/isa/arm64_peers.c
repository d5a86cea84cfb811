// SPDX-License-Identifier: GPL-2.0-only
/*
 * Compare cw_arm64_decode() with GNU objdump, Capstone and LLVM: the same words
 * must be valid, and of the class that arm64-classes.txt gives the peer's
 * mnemonic. Differences that are the peer's are in arm64-differences.txt.
 *
 * usage: arm64_peers [option]... [FILE]...
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
#include <fnmatch.h>
#include <search.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "../../module/isa/isa.h"
#include "arm64_elf.h"
#include "arm64_llvm.h"

enum check {
	CHECK_AMOUNT	= 1 << 0,	/* last #immediate is the amount */
	CHECK_IMM	= 1 << 1,	/* last #immediate is imm */
	CHECK_ELEM	= 1 << 2,	/* first arrangement is the element */
	CHECK_ELEM2	= 1 << 3,	/* second arrangement is the element */
	CHECK_EXT	= 1 << 4,	/* last #immediate is the amount in bytes */
};

static const char *const check_names[] = {
	"amount", "imm", "elem", "elem2", "ext",
};

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

struct rule {
	struct rule *next;	/* of the same mnemonic, in order */
	const char *glob;	/* on the operands without blanks, or NULL */
	unsigned int op;
	unsigned int checks;
	unsigned long hits;
	struct rule *older;	/* of all rules */
	char *text;
};

struct excuse {
	const char *peer;
	u32 mask, value;
	int valid;		/* 1: we say valid, 0: the peer does, 2: class */
	bool overlap;		/* only if Rt, Rt2 and Rn are not all different */
	char *reason;
	unsigned long hits, used;	/* of this peer, of any peer */
};

enum { MAX_EXCUSES = 512, MAX_KINDS = 4096, CHUNK = 1 << 20, BUCKETS = 8192 };

/* a kind of difference: same complaint about the same mnemonic */
struct kind {
	char text[96];
	unsigned long count;
};

static struct rule *newest_rule;
static struct excuse excuses[MAX_EXCUSES];
static unsigned int excuse_count;
static struct kind kinds[MAX_KINDS];
static unsigned int kind_count;
static unsigned int examples = 3;
static unsigned long compared, both_invalid, differences, excused;
static unsigned long last_compared, last_differences;
static unsigned int tap_count, tap_failed;
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

static FILE *open_list(const char *dir, const char *name)
{
	char path[4096];
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	f = fopen(path, "r");
	if (!f)
		err(2, "%s", path);
	return f;
}

static unsigned int find_op(const char *name)
{
	for (unsigned int i = 0; i < CW_OP_COUNT; i++)
		if (!strcmp(cw_op_name(i), name))
			return i;
	errx(2, "arm64-classes.txt: '%s' is no class", name);
}

static unsigned int find_check(const char *name)
{
	for (unsigned int i = 0; i < ARRAY_SIZE(check_names); i++)
		if (!strcmp(check_names[i], name))
			return 1 << i;
	errx(2, "arm64-classes.txt: '%s' is no check", name);
}

static void add_rule(char *word, unsigned int op, unsigned int checks)
{
	struct rule *rule = calloc(1, sizeof(*rule)), *r;
	char *at = strchr(word, '@');
	ENTRY key = { 0 }, *found;

	rule->text = strdup(word);
	rule->older = newest_rule;
	newest_rule = rule;
	if (at) {
		*at = 0;
		rule->glob = strdup(at + 1);
	}
	rule->op = op;
	rule->checks = checks;
	key.key = strdup(word);
	found = hsearch(key, FIND);
	if (!found) {
		key.data = rule;
		hsearch(key, ENTER);
		return;
	}
	for (r = found->data; r->next; r = r->next)
		;
	r->next = rule;
}

/* Lines: op[,check]... mnemonic[@operands] ... */
static void read_classes(const char *dir)
{
	FILE *f = open_list(dir, "arm64-classes.txt");
	unsigned int op, checks;
	char line[1024], *word, *save, *save2;

	hcreate(BUCKETS);
	while (fgets(line, sizeof(line), f)) {
		line[strcspn(line, "\n")] = 0;
		word = strtok_r(line, " \t", &save);
		if (!word || *word == '#')
			continue;
		word = strtok_r(word, ",", &save2);
		op = find_op(word);
		checks = 0;
		while ((word = strtok_r(NULL, ",", &save2)))
			checks |= find_check(word);
		while ((word = strtok_r(NULL, " \t", &save)))
			add_rule(word, op, checks);
	}
	fclose(f);
}

/* Lines: peer mask value valid|invalid|class[:overlap] reason */
static void read_excuses(const char *dir)
{
	FILE *f = open_list(dir, "arm64-differences.txt");
	char line[1024], who[32], ours[16];
	struct excuse *e;
	int used;

	while (fgets(line, sizeof(line), f)) {
		line[strcspn(line, "\n")] = 0;
		if (!line[0] || line[0] == '#')
			continue;
		e = &excuses[excuse_count];
		if (sscanf(line, "%31s %x %x %15s %n", who, &e->mask, &e->value,
			   ours, &used) != 4)
			errx(2, "arm64-differences.txt: cannot read: %s", line);
		e->peer = strdup(who);
		e->overlap = strstr(ours, ":overlap");
		e->valid = !strncmp(ours, "valid", 5) ? 1 :
			   !strncmp(ours, "class", 5) ? 2 : 0;
		e->reason = strdup(line + used);
		if (++excuse_count == MAX_EXCUSES)
			errx(2, "arm64-differences.txt: too many lines");
	}
	fclose(f);
}

static bool registers_overlap(u32 word)
{
	u32 rt = word & 31, rn = word >> 5 & 31, rt2 = word >> 10 & 31;

	/* one register only in the loads and stores of this group */
	if ((word & 0x3a000000) == 0x38000000)
		return rt == rn;
	return rt == rt2 || rn == rt || rn == rt2;
}

static bool is_excused(u32 word, int valid)
{
	for (unsigned int i = 0; i < excuse_count; i++) {
		struct excuse *e = &excuses[i];

		if (e->valid == valid && (word & e->mask) == e->value &&
		    strstr(e->peer, peer) &&
		    (!e->overlap || registers_overlap(word))) {
			e->hits++;
			excused++;
			return true;
		}
	}
	return false;
}

static void complain(u32 word, int valid, const char *mnemonic,
		     const char *operands, const char *what)
{
	char text[96];
	unsigned int i;

	if (is_excused(word, valid))
		return;
	differences++;
	snprintf(text, sizeof(text), "%s: %s", mnemonic, what);
	for (i = 0; i < kind_count; i++)
		if (!strcmp(kinds[i].text, text))
			break;
	if (i == kind_count && kind_count < MAX_KINDS) {
		memcpy(kinds[i].text, text, sizeof(text));
		kind_count++;
	}
	if (i < kind_count && kinds[i].count++ < examples)
		printf("# %08x %s: peer says %s %s\n", word, text, mnemonic,
		       operands);
}

/* The last immediate of the operands: #-1, #0x10, #1,lsl#12. */
static bool last_imm(const char *operands, u64 *value)
{
	const char *p = strrchr(operands, '#'), *q;

	if (!p)
		return false;
	if (p - operands > 4 && !strncmp(p - 4, ",lsl", 4)) {
		for (q = p - 5; q > operands && *q != '#' && *q != ','; q--)
			;
		if (*q == '#') {
			*value = strtoull(q + 1, NULL, 0) <<
				 strtoull(p + 1, NULL, 0);
			return true;
		}
	}
	*value = p[1] == '-' ? -strtoull(p + 2, NULL, 0) :
	       strtoull(p + 1, NULL, 0);
	return true;
}

/* Element size in bytes of the nth arrangement: v0.16b, z1.d. 0 if none. */
static unsigned int arrangement(const char *operands, unsigned int nth)
{
	const char *p = operands;

	while ((p = strchr(p, '.'))) {
		p++;
		if (--nth)
			continue;
		p += strspn(p, "0123456789");
		return *p == 'b' ? 1 : *p == 'h' ? 2 : *p == 's' ? 4 :
		       *p == 'd' ? 8 : *p == 'q' ? 16 : 0;
	}
	return 0;
}

static void check_details(u32 word, const struct cw_insn *insn,
			  const struct rule *rule, const char *mnemonic,
			  const char *operands)
{
	unsigned int elem = arrangement(operands, 1);
	unsigned int width = elem ? elem : insn->width;
	u64 imm = 0, mask = width >= 8 ? ~0ULL : (1ULL << 8 * width) - 1;
	bool has_imm = last_imm(operands, &imm);

	if (rule->checks & CHECK_AMOUNT && (!has_imm || imm != insn->amount))
		complain(word, 2, mnemonic, operands, "wrong amount");
	if (rule->checks & CHECK_EXT && (!has_imm || 8 * imm != insn->amount))
		complain(word, 2, mnemonic, operands, "wrong amount");
	if (rule->checks & CHECK_IMM &&
	    (!has_imm || (imm & mask) != (insn->imm & mask)))
		complain(word, 2, mnemonic, operands, "wrong immediate");
	if (rule->checks & (CHECK_ELEM | CHECK_ELEM2)) {
		elem = arrangement(operands, rule->checks & CHECK_ELEM ? 1 : 2);
		if (elem && elem != insn->elem)
			complain(word, 2, mnemonic, operands, "wrong element");
	}
}

static void compare_class(u32 word, const struct cw_insn *insn,
			  const char *mnemonic, const char *operands)
{
	ENTRY key = { .key = (char *)mnemonic }, *found;
	char tight[256], what[64];
	struct rule *r = NULL;
	unsigned int n = 0;

	for (const char *p = operands; *p && n < sizeof(tight) - 1; p++)
		if (*p != ' ' && *p != '\t')
			tight[n++] = *p;
	tight[n] = 0;

	found = hsearch(key, FIND);
	if (found)
		for (r = found->data; r; r = r->next)
			if (!r->glob || !fnmatch(r->glob, tight, 0))
				break;
	if (!r) {
		complain(word, 2, mnemonic, operands, "no rule for it");
		return;
	}
	r->hits++;
	if (insn->op != r->op) {
		snprintf(what, sizeof(what), "we say %s, not %s",
			 cw_op_name(insn->op), cw_op_name(r->op));
		complain(word, 2, mnemonic, operands, what);
		return;
	}
	check_details(word, insn, r, mnemonic, tight);
}

static void compare(u32 word, bool peer_valid, const char *mnemonic,
		    const char *operands)
{
	u8 bytes[4] = { word, word >> 8, word >> 16, word >> 24 };
	struct cw_insn insn;
	bool valid = cw_arm64_decode(&insn, bytes, 4) == 4;

	compared++;
	if (valid && !peer_valid)
		complain(word, 1, cw_op_name(insn.op), "undefined",
			 "valid only for us");
	else if (!valid && peer_valid)
		complain(word, 0, mnemonic, operands, "valid only for the peer");
	else if (!valid)
		both_invalid++;
	else
		compare_class(word, &insn, mnemonic, operands);
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
	compare(word, strcmp(mnemonic, ".inst"), mnemonic,
		operands ? operands : "");
}

static void compare_objdump(const u32 *words, size_t count)
{
	char path[] = "/tmp/arm64_peers.XXXXXX", command[256], line[512];
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

		compare(words[i], ok, ok ? capstone_insn->mnemonic : "",
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
		compare(words[i], ok, text, operands ? operands : "");
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

static void report(const char *what)
{
	bool ok = differences == last_differences && compared > last_compared;

	printf("%sok %u - %s: %s: %lu words, %lu differences\n",
	       ok ? "" : "not ", ++tap_count, peer, what,
	       compared - last_compared, differences - last_differences);
	fflush(stdout);
	tap_failed += !ok;
	last_compared = compared;
	last_differences = differences;
}

static void compare_file(const char *path)
{
	const char *name = strrchr(path, '/');

	arm64_elf_code(path, compare_words);
	report(name ? name + 1 : path);
}

static void compare_random(u32 *words, unsigned long count)
{
	for (unsigned long n; count; count -= n) {
		n = count > CHUNK ? CHUNK : count;
		for (unsigned long i = 0; i < n; i++)
			words[i] = random_word();
		compare_words(words, n);
	}
	report("random words");
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
	report("every value of bits 31:10");
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
	report(what);
}

static void summarize(void)
{
	for (unsigned int i = 0; i < kind_count; i++)
		printf("# %8lu %s\n", kinds[i].count, kinds[i].text);
	for (unsigned int i = 0; i < excuse_count; i++)
		if (excuses[i].hits && strstr(excuses[i].peer, peer))
			printf("# explained %8lu of %08x/%08x: %s\n",
			       excuses[i].hits, excuses[i].value,
			       excuses[i].mask, excuses[i].reason);
	printf("# %s: %lu words, %lu invalid for both, %lu differ: %lu explained, %lu not\n",
	       peer, compared, both_invalid, excused + differences, excused,
	       differences);
	for (unsigned int i = 0; i < excuse_count; i++) {
		excuses[i].used |= excuses[i].hits;
		excuses[i].hits = 0;
	}
	kind_count = 0;
	compared = 0;
	both_invalid = 0;
	differences = 0;
	excused = 0;
	last_compared = 0;
	last_differences = 0;
}

static void name_unused(void)
{
	for (unsigned int i = 0; i < excuse_count; i++)
		if (!excuses[i].used)
			printf("# unused: %s %08x/%08x: %s\n", excuses[i].peer,
			       excuses[i].value, excuses[i].mask,
			       excuses[i].reason);
	for (struct rule *r = newest_rule; r; r = r->older)
		if (!r->hits)
			printf("# unused: %s %s\n", cw_op_name(r->op), r->text);
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
	read_classes(dir);
	read_excuses(dir);
	printf("TAP version 13\n1..%d\n", (only ? 1 : (int)ARRAY_SIZE(peers)) *
	       (argc - optind + !!n + !!rounds + (from <= to)));
	for (unsigned int i = 0; i < ARRAY_SIZE(peers); i++) {
		peer = peers[i];
		if (only && strcmp(only, peer))
			continue;
		for (int f = optind; f < argc; f++)
			compare_file(argv[f]);
		if (n)
			compare_random(words, n);
		if (rounds)
			compare_systematic(words, rounds);
		if (from <= to)
			compare_range(words, from, to);
		summarize();
	}
	if (unused)
		name_unused();
	free(words);
	return tap_failed ? 1 : 0;
}

// SPDX-License-Identifier: GPL-2.0-only
#include "arm64-compare.h"

#include <err.h>
#include <fnmatch.h>
#include <search.h>
#include <stdio.h>
#include <stdlib.h>

#include "isa/isa.h"

enum check {
	CHECK_AMOUNT	= 1 << 0,	/* last #immediate is the amount */
	CHECK_IMM	= 1 << 1,	/* last #immediate is imm */
	CHECK_ELEM	= 1 << 2,	/* first arrangement is the element */
	CHECK_ELEM2	= 1 << 3,	/* second arrangement is the element */
	CHECK_EXT	= 1 << 4,	/* last #immediate is the amount in bytes */
	CHECK_FIELD	= 1 << 5,	/* last two are amount and bits of imm */
};

static const char *const check_names[] = {
	"amount", "imm", "elem", "elem2", "ext", "field",
};

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

enum { MAX_EXCUSES = 512, MAX_KINDS = 4096, BUCKETS = 8192 };

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
static unsigned int examples;
static unsigned long compared, both_invalid, differences, excused;
static unsigned long last_compared, last_differences;
static unsigned int tap_count, tap_failed;
static const char *peer;

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

/* Whether "#place,#width" at the end is the field that the decoder saw. */
static bool same_field(const struct cw_insn *insn, const char *operands)
{
	const char *width = strrchr(operands, '#'), *p = width;
	unsigned int bits;

	while (p && p > operands && *--p != '#')
		;
	if (!p || *p != '#')
		return false;
	bits = strtoul(width + 1, NULL, 0);
	return strtoul(p + 1, NULL, 0) == insn->amount &&
	       insn->imm == (bits >= 64 ? ~0ULL : (1ULL << bits) - 1);
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
	if (rule->checks & CHECK_FIELD && !same_field(insn, operands))
		complain(word, 2, mnemonic, operands, "wrong field");
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

void compare_word(u32 word, bool peer_valid, const char *mnemonic,
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

void compare_report(const char *what)
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

void compare_summary(void)
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

void compare_unused(void)
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

void compare_init(const char *dir, unsigned int examples_)
{
	examples = examples_;
	read_classes(dir);
	read_excuses(dir);
}

void compare_peer(const char *name)
{
	peer = name;
}

unsigned int compare_failed(void)
{
	return tap_failed;
}

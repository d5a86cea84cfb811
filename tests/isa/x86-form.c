// SPDX-License-Identifier: GPL-2.0-only
/* Forms of x86 byte strings, and the list of known differences by form. */
#include <err.h>
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "x86-form.h"

static void form_legacy(struct form *f, const u8 *p)
{
	f->space = "one";
	if (*p == 0x0f) {
		f->space = "0f";
		p++;
		if (*p == 0x38 || *p == 0x3a || *p == 0x0f) {
			f->space = *p == 0x38 ? "0f38" :
				   *p == 0x3a ? "0f3a" : "3dnow";
			p++;
		}
	}
	f->opcode = strcmp(f->space, "3dnow") ? *p++ : 0;
	f->mem = *p < 0xc0;
	f->reg = *p >> 3 & 7;
	f->rm = *p & 7;
	f->sib = f->mem && f->rm == 4;
}

static void form_vector(struct form *f, const u8 *p)
{
	unsigned int map, payload;

	f->space = f->map;
	switch (p[0]) {
	case 0xc5:
		f->space = "vex1";
		payload = p[1] & 0x7f;
		p += 2;
		break;
	case 0x62:
		map = p[1] & 7;
		snprintf(f->map, sizeof(f->map), "evex%u", map);
		f->b4 = p[1] & 8;
		f->r4 = !(p[1] & 0x10);
		f->x4 = !(p[2] & 4);
		payload = p[2];
		f->l = p[3] >> 5 & 3;
		p += 4;
		break;
	default:
		map = p[1] & 31;
		if (p[0] == 0xc4)
			snprintf(f->map, sizeof(f->map), "vex%u", map);
		else
			snprintf(f->map, sizeof(f->map), "xop%x", map);
		payload = p[2];
		p += 3;
		break;
	}
	if (f->space[0] != 'e')
		f->l = payload >> 2 & 1;
	f->pp = payload & 3;
	f->w = payload >> 7;
	f->opcode = *p++;
	f->mem = *p < 0xc0;
	f->reg = *p >> 3 & 7;
	f->rm = *p & 7;
	f->sib = f->mem && f->rm == 4;
}

void form_read(struct form *f, const u8 *bytes, bool long_mode)
{
	const u8 *p = bytes, *end = bytes + 15;

	memset(f, 0, sizeof(*f));
	for (; p < end; p++) {
		if (*p == 0x66)
			f->opsize = true;
		else if (*p == 0xf0)
			f->lock = true;
		else if (*p == 0xf2 || *p == 0xf3)
			f->rep = true;
		else if (*p != 0x67 && *p != 0x64 && *p != 0x65 &&
			 (*p & 0xe7) != 0x26 &&
			 !(long_mode && (*p & 0xf0) == 0x40))
			break;
		if (*p == 0xf2 || *p == 0xf3)
			f->pp = *p == 0xf3 ? 2 : 3;
		f->dead_rex |= f->rex;
		f->rex = (*p & 0xf0) == 0x40;
		if (f->rex)
			f->w = *p >> 3 & 1;
	}
	if (!f->rex)
		f->w = false;
	if (!f->pp && f->opsize)
		f->pp = 1;
	if (p == end) {
		f->space = "none";
	} else if ((*p == 0xc4 || *p == 0xc5 || *p == 0x62) &&
		   (long_mode || p[1] >= 0xc0)) {
		form_vector(f, p);
	} else if (*p == 0x8f && p[1] & 0x18) {
		form_vector(f, p);
	} else if (*p == 0xd5 && long_mode) {
		bool two_byte = p[1] & 0x80;

		form_legacy(f, p + 2);
		f->space = two_byte ? "rex2_0f" : "rex2";
	} else {
		form_legacy(f, p);
	}
}

static void die(const char *path, unsigned int line, const char *what)
{
	errx(2, "%s:%u: %s", path, line, what);
}

/* "*", or hexadecimal numbers and ranges: "0d,10-17" */
static bool read_opcodes(u8 *set, char *text)
{
	char *item, *save, *end;

	if (!strcmp(text, "*")) {
		memset(set, 1, 256);
		return true;
	}
	for (item = strtok_r(text, ",", &save); item;
	     item = strtok_r(NULL, ",", &save)) {
		unsigned long lo = strtoul(item, &end, 16), hi = lo;

		if (*end == '-')
			hi = strtoul(end + 1, &end, 16);
		if (*end || hi > 255 || lo > hi)
			return false;
		memset(set + lo, 1, hi - lo + 1);
	}
	return true;
}

/* digits of a set: "02" is { 0, 2 } */
static u8 read_digits(const char *text)
{
	u8 set = 0;

	for (; *text >= '0' && *text <= '7'; text++)
		set |= 1 << (*text - '0');
	return set;
}

static const struct {
	const char *word;
	char letter;
} conditions[] = {
	{ "mem", 'm' }, { "reg", 'r' }, { "w0", '0' }, { "w1", '1' },
	{ "lock", 'L' }, { "rep", 'P' }, { "opsize", 'o' }, { "b4", 'b' },
	{ "x4", 'x' }, { "r4", '4' }, { "sib", 's' }, { "rex", 'R' },
	{ "dead-rex", 'D' },
};

static bool read_condition(struct excuse *e, const char *word)
{
	size_t n = strlen(e->conditions);
	unsigned int i;

	for (i = 0; i < sizeof(conditions) / sizeof(*conditions); i++) {
		if (strcmp(word, conditions[i].word))
			continue;
		e->conditions[n] = conditions[i].letter;
		return true;
	}
	if (!strncmp(word, "pp=", 3))
		e->pp_mask = read_digits(word + 3);
	else if (word[0] == '/')
		e->reg_mask = read_digits(word + 1);
	else if (!strncmp(word, "rm=", 3))
		e->rm_mask = read_digits(word + 3);
	else if (!strncmp(word, "l=", 2))
		e->l_mask = read_digits(word + 2);
	else if (!strncmp(word, "mode=", 5))
		e->mode = atoi(word + 5);
	else if (!strncmp(word, "name=", 5))
		e->name = strdup(word + 5);
	else
		return false;
	return true;
}

struct excuse *excuses_read(const char *path)
{
	struct excuse *first = NULL, **last = &first, *e;
	char line[512], *reason, *word, *save;
	FILE *f = fopen(path, "r");
	unsigned int number = 0;

	if (!f)
		err(2, "%s", path);
	while (fgets(line, sizeof(line), f)) {
		number++;
		line[strcspn(line, "\n")] = 0;
		if (!line[0] || line[0] == '#')
			continue;
		e = calloc(1, sizeof(*e));
		if (!e)
			err(2, "memory");
		e->text = strdup(line);
		e->pp_mask = 0xff;
		e->reg_mask = 0xff;
		e->rm_mask = 0xff;
		e->l_mask = 0xff;
		reason = strstr(line, " -- ");
		if (!reason)
			die(path, number, "no ' -- ' before the reason");
		*reason = 0;
		e->peer = strdup(strtok_r(line, " ", &save));
		word = strtok_r(NULL, " ", &save);
		e->ours = word ? word[0] : 0;
		word = strtok_r(NULL, " ", &save);
		e->space = word ? strdup(word) : NULL;
		word = strtok_r(NULL, " ", &save);
		if (!word || !strchr("vilc", e->ours))
			die(path, number, "wants peer, ours, space, opcodes");
		if (!read_opcodes(e->opcodes, word))
			die(path, number, "bad list of opcodes");
		while ((word = strtok_r(NULL, " ", &save)))
			if (!read_condition(e, word))
				die(path, number, "unknown condition");
		*last = e;
		last = &e->next;
	}
	fclose(f);
	return first;
}

static bool condition_holds(char letter, const struct form *f)
{
	switch (letter) {
	case 'm': return f->mem;
	case 'r': return !f->mem;
	case '0': return !f->w;
	case '1': return f->w;
	case 'L': return f->lock;
	case 'P': return f->rep;
	case 'o': return f->opsize;
	case 'b': return f->b4;
	case 'x': return f->x4;
	case '4': return f->r4;
	case 's': return f->sib;
	case 'R': return f->rex;
	case 'D': return f->dead_rex;
	}
	return false;
}

static bool excuse_matches(const struct excuse *e, const struct form *f,
			   const char *name)
{
	const char *c;

	if (!e->opcodes[f->opcode] || !(e->pp_mask >> f->pp & 1) ||
	    !(e->reg_mask >> f->reg & 1) || !(e->rm_mask >> f->rm & 1) ||
	    !(e->l_mask >> f->l & 1) || fnmatch(e->space, f->space, 0))
		return false;
	for (c = e->conditions; *c; c++)
		if (!condition_holds(*c, f))
			return false;
	return !e->name || !fnmatch(e->name, name, 0);
}

struct excuse *excuse_find(struct excuse *list, const char *peer, int ours,
			   bool long_mode, const struct form *f,
			   const char *name)
{
	struct excuse *e;

	for (e = list; e; e = e->next) {
		if (e->ours != ours || strcmp(e->peer, peer) ||
		    (e->mode && e->mode != (long_mode ? 64 : 32)))
			continue;
		if (excuse_matches(e, f, name)) {
			e->hits++;
			return e;
		}
	}
	return NULL;
}

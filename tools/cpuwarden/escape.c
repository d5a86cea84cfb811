// SPDX-License-Identifier: GPL-2.0-only
/* Make hostile text harmless. */
#include <ctype.h>
#include <langinfo.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "escape.h"
#include "tool.h"

/*
 * Decode one UTF-8 sequence (RFC 3629: no overlong forms, no surrogates,
 * nothing above U+10FFFF). Returns its length, 0 if it is not valid. The
 * terminating NUL is no continuation byte: nothing is read behind it.
 */
static size_t utf8_decode(const unsigned char *s, uint32_t *rune)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	size_t len, i;

	if (s[0] < 0x80) {
		*rune = s[0];
		return 1;
	}
	if (s[0] >= 0xc2 && s[0] <= 0xdf)
		len = 2;
	else if (s[0] >= 0xe0 && s[0] <= 0xef)
		len = 3;
	else if (s[0] >= 0xf0 && s[0] <= 0xf4)
		len = 4;
	else
		return 0;

	*rune = s[0] & (0x7f >> len);
	for (i = 1; i < len; i++) {
		if ((s[i] & 0xc0) != 0x80)
			return 0;
		*rune = *rune << 6 | (s[i] & 0x3f);
	}
	if (*rune < least[len] || *rune > 0x10ffff ||
	    (*rune >= 0xd800 && *rune <= 0xdfff))
		return 0;
	return len;
}

/*
 * Characters that act on a terminal, reorder what is read, or cannot be seen:
 * controls, separators, and what Unicode calls Default_Ignorable_Code_Point
 * (DerivedCoreProperties.txt).
 */
static bool deceptive(uint32_t rune)
{
	static const struct {
		uint32_t first;
		uint32_t last;
	} ranges[] = {
		{ 0x00, 0x1f },		/* C0 */
		{ 0x7f, 0x9f },		/* DEL, C1 */
		{ 0xad, 0xad },		/* soft hyphen */
		{ 0x34f, 0x34f },	/* combining grapheme joiner */
		{ 0x61c, 0x61c },	/* Arabic letter mark */
		{ 0x115f, 0x1160 },	/* Hangul fillers */
		{ 0x17b4, 0x17b5 },	/* Khmer inherent vowels */
		{ 0x180b, 0x180f },	/* Mongolian selectors, separator */
		{ 0x200b, 0x200f },	/* zero width, directional marks */
		{ 0x2028, 0x202e },	/* separators, embeddings, overrides */
		{ 0x2060, 0x206f },	/* invisible operators, isolates */
		{ 0x3164, 0x3164 },	/* Hangul filler */
		{ 0xfe00, 0xfe0f },	/* variation selectors */
		{ 0xfeff, 0xfeff },	/* byte order mark */
		{ 0xffa0, 0xffa0 },	/* halfwidth Hangul filler */
		{ 0xfff0, 0xfffb },	/* unassigned, annotation */
		{ 0x1bca0, 0x1bca3 },	/* shorthand format controls */
		{ 0x1d173, 0x1d17a },	/* musical format controls */
		{ 0xe0000, 0xe0fff },	/* tags, variation selectors */
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(ranges); i++)
		if (rune >= ranges[i].first && rune <= ranges[i].last)
			return true;
	return false;
}

static char *put_hex(char *out, const unsigned char *s, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++)
		out += sprintf(out, "\\x%02x", s[i]);
	return out;
}

static char *escape(const char *raw, bool terminal, bool utf8)
{
	const unsigned char *s = (const unsigned char *)raw;
	char *result = xmalloc(4 * strlen(raw) + 1);
	char *out = result;

	while (*s) {
		uint32_t rune;
		size_t len = utf8_decode(s, &rune);

		if (!len) {
			len = 1;
			out = put_hex(out, s, len);
		} else if (terminal &&
			   (deceptive(rune) || (len > 1 && !utf8))) {
			out = put_hex(out, s, len);
		} else if (rune == '\\') {
			*out++ = '\\';
			*out++ = '\\';
		} else {
			memcpy(out, s, len);
			out += len;
		}
		s += len;
	}
	*out = '\0';
	return result;
}

char *escape_terminal(const char *raw, bool utf8)
{
	return escape(raw ? raw : "?", true, utf8);
}

char *escape_json(const char *raw)
{
	return escape(raw, false, true);
}

char *unescape_json(const char *text)
{
	char *result = xmalloc(strlen(text) + 1), *out = result;
	char digits[3] = "";

	while (*text) {
		if (*text != '\\') {
			*out++ = *text++;
		} else if (text[1] == 'x' && isxdigit(text[2]) &&
			   isxdigit(text[3])) {
			memcpy(digits, text + 2, 2);
			*out++ = strtoul(digits, NULL, 16);
			text += strlen("\\xNN");
		} else {
			*out++ = *text++;
			text += *text == '\\';
		}
	}
	*out = '\0';
	return result;
}

const char *shown(const char *raw)
{
	static char *recent[16];
	static unsigned int next;
	char **slot = &recent[next++ % 16];

	free(*slot);
	*slot = escape_terminal(raw, !strcmp(nl_langinfo(CODESET), "UTF-8"));
	return *slot;
}

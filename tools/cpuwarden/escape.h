/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Names and paths of other processes are hostile: they may hold escape
 * sequences that drive a terminal, newlines that fake a line, and bytes that
 * are no text at all.
 */
#ifndef _TOOL_ESCAPE_H
#define _TOOL_ESCAPE_H

#include <stdbool.h>
#include <stddef.h>

/**
 * escape_terminal() - text that is safe to print in one line
 * @raw:  bytes, may be NULL
 * @utf8: the terminal understands UTF-8; else all that is not ASCII is escaped
 *
 * Control characters (C0, DEL, C1), characters that reorder or hide text,
 * line separators and bytes that are no valid UTF-8 become \xNN per byte; a
 * backslash becomes \\, so that the result is unambiguous.
 *
 * Return: a new string for the caller to free; "?" if @raw is NULL.
 */
char *escape_terminal(const char *raw, bool utf8);

/**
 * escape_json() - text that is valid UTF-8
 * @raw: bytes
 *
 * Invalid bytes become \xNN, a backslash becomes \\; all else stays, as JSON
 * has escapes of its own for control characters.
 *
 * Return: a new string for the caller to free.
 */
char *escape_json(const char *raw);

/**
 * unescape_json() - what escape_json() was given
 * @text: its result
 *
 * Return: the bytes, a new string for the caller to free.
 */
char *unescape_json(const char *text);

/**
 * shown() - escape_terminal() for the terminal of this process
 * @raw: bytes, may be NULL
 *
 * Return: a string that stays valid for the next 15 calls.
 */
const char *shown(const char *raw);

#endif /* _TOOL_ESCAPE_H */

/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the module knew when a trace was taken. A replay starts from nothing: of
 * a miner that was found before it may show too little, and would exonerate it.
 */
#ifndef _TOOL_KNOWN_H
#define _TOOL_KNOWN_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include <jansson.h>

#include "trace/trace.h"

/* The key of the notes, one a finding: a JSON object. */
#define KNOWN_NOTE	"open-finding"

/**
 * known_note() - write the findings that are open now into a trace
 * @w:      the trace
 * @wanted: is this process recorded? 0 is asked for short-lived ones
 *
 * Without the module, or without the right to ask it, nothing is written.
 *
 * Return: 0, or -1 with errno set.
 */
int known_note(struct cw_trace_writer *w, bool (*wanted)(uint32_t pid));

/*
 * One note to the array @known; a later one about the same finding replaces an
 * earlier. What is no such object is left out.
 */
void known_take(json_t *known, const char *text);

/**
 * known_line() - one of them in a line, unescaped
 * @finding: an element of the array
 * @buf:     result
 * @size:    of @buf
 */
void known_line(const json_t *finding, char *buf, size_t size);

#endif /* _TOOL_KNOWN_H */

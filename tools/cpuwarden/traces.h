/* SPDX-License-Identifier: GPL-2.0-only */
/* Traces, run through the detector; what replay and report share. */
#ifndef _TOOL_TRACES_H
#define _TOOL_TRACES_H

#include <stdint.h>
#include <string.h>

#include <jansson.h>

#include "replay/verdicts.h"

/* What a trace notes of itself that is shown. */
enum trace_note {
	NOTE_TOOL,
	NOTE_BACKEND,
	NOTE_HOST,
	NOTE_KERNEL,
	NOTE_MACHINE,
	NOTE_COMMAND,
	NOTES,
};

/**
 * struct trace - a trace and its verdicts
 * @path:     the file
 * @verdicts: all that was found
 * @notes:    text, "" if not noted
 * @known:    array of the findings that were open when it was taken
 * @created_ns: CLOCK_REALTIME, when the file was
 * @boot_ns:  CLOCK_REALTIME when the clock of all times was 0, 0: not known
 * @rate_hz:  samples per second and CPU, 0 if not known
 * @registers: taken with register state
 * @module:   taken by the module
 * @torn:     ends without an end: a kill, a full disk
 * @damaged:  unreadable from somewhere on
 */
struct trace {
	const char *path;
	struct cw_verdicts *verdicts;
	char notes[NOTES][256];
	json_t *known;
	uint64_t created_ns;
	uint64_t boot_ns;
	uint32_t rate_hz;
	bool registers;
	bool module;
	bool torn;
	bool damaged;
};

/**
 * trace_load() - read a trace and judge it
 * @t:     result; free with trace_free() whatever is returned
 * @path:  the file
 * @watch: called after each sample of user mode, or NULL
 * @arg:   for @watch
 *
 * Return: 0 or enum exit_code, said; a damaged trace is no failure here.
 */
int trace_load(struct trace *t, const char *path,
	       void (*watch)(void *arg, struct cw_subject *process,
			     uint64_t now_ns), void *arg);

/* The same, with @each called after each of its entries has been judged. */
int trace_walk(struct trace *t, const char *path,
	       void (*each)(void *arg, const struct trace *t,
			    const struct cw_trace_entry *e), void *arg);
void trace_free(struct trace *t);

/* Does @path mean standard input or output? */
static inline bool is_standard(const char *path)
{
	return !strcmp(path, "-");
}

/* May @path be written to? Not if it is a trace, which nobody has twice. */
int trace_spare(const char *path);

/* Says what was not read of the trace; EXIT_FAILED if it is damaged. */
int trace_verdict(const struct trace *t);

json_t *trace_json(const struct trace *t);

/* A finding, for people, on stdout. */
void trace_finding_print(const struct trace *t,
			 const struct cw_replay_finding *f);

/* What the module knew when it was taken, for people, on stdout. */
void trace_known_print(const struct trace *t);

/**
 * trace_busiest() - the processes that took the most CPU time
 * @t:    the trace
 * @list: result, the first in it took the most; for the caller to free
 *
 * Return: how many of @list a report shows.
 */
size_t trace_busiest(const struct trace *t, struct cw_subject ***list);

/* "2026-11-25 17:01:02 UTC" of a time in the trace, "" if not known */
void trace_date(char *buf, const struct trace *t, uint64_t ns);

/* "sha2", or "-"; "SHA-2", or "-" */
const char *family_word(uint8_t family);
const char *family_words(uint8_t family);

/* Was it told who the process is? Else even its user is not known. */
bool who_known(const struct cw_trace_process *who);
/* Of a finding: is @found->who.uid true? */
bool user_known(const struct cw_replay_finding *found);

/* "/usr/bin/x", or "(x)" where the path is not known; escaped */
const char *exe_shown(const struct cw_trace_process *who);

#endif /* _TOOL_TRACES_H */

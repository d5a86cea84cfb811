/* SPDX-License-Identifier: GPL-2.0-only */
/* Machine output; docs/json.md is its documentation. */
#ifndef _TOOL_JSON_H
#define _TOOL_JSON_H

#include <stdbool.h>

#include <jansson.h>

#include "model.h"

#define JSON_SCHEMA	1

/* A document with nothing but the header, for @command. */
json_t *json_document(const char *command);

/* All attributes of @record that came, plus what can be derived from them. */
json_t *json_record(const struct schema *schema, const void *record);

/* An array of json_record(). */
json_t *json_records(const struct schema *schema, const struct vec *vec);

/* As JSON number, or as a decimal string beyond what int64 holds. */
json_t *json_u64(uint64_t value);

/* Untrusted text as a JSON string, see escape_json(). */
json_t *json_text(const char *raw);

/* The string of a key; empty if it has none. */
static inline const char *json_word(const json_t *object, const char *key)
{
	const char *word = json_string_value(json_object_get(object, key));

	return word ? word : "";
}

/* A text of ours; untrusted text in it has been escaped. */
json_t *json_words(const char *text);

/* Print @doc in one line and drop it. */
void json_print(json_t *doc);

/**
 * json_error() - print an error document
 * @code: enum exit_code
 * @text: what stderr got
 */
void json_error(int code, const char *text);

/* CLOCK_BOOTTIME now, the clock of all times in the protocol. */
uint64_t boottime_ns(void);

/* CLOCK_REALTIME now. */
uint64_t realtime_ns(void);

#endif /* _TOOL_JSON_H */

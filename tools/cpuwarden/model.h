/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the module tells, as structures. One table per attribute set drives
 * decoding (decode.c) and JSON (json.c); structures and tables are made from
 * docs/netlink/cpuwarden.yaml by docs/netlink/gen-fields.py: members and JSON
 * keys are called what the attributes are, with '_' for '-'.
 */
#ifndef _TOOL_MODEL_H
#define _TOOL_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <linux/cpuwarden.h>

/* A growing array of records of one schema. */
struct vec {
	void *items;
	size_t n;
};

enum field_kind {
	FIELD_U8,
	FIELD_U32,
	FIELD_U64,
	FIELD_S32,
	FIELD_STRING,
	FIELD_LIST,	/* nested, repeated: a struct vec of field.nested */
};

/**
 * struct field - one attribute
 * @attr:     number of the attribute
 * @kind:     enum field_kind
 * @required: the record is useless without it
 * @boolean:  true or false in JSON, not a number
 * @offset:   where it goes in the structure
 * @name:     JSON key
 * @names:    words for the values of an enum, NULL behind the last; NULL if
 *            it is none
 * @flags:    the words are for bits, not for values
 * @nested:   schema of the elements of a FIELD_LIST
 */
struct field {
	uint16_t attr;
	uint8_t kind;
	bool required;
	bool boolean;
	uint16_t offset;
	const char *name;
	const char *const *names;
	bool flags;
	const struct schema *nested;
};

/**
 * struct schema - one attribute set
 * @what:   for messages: "finding"
 * @fields: its attributes; attribute 0 is behind the last
 * @size:   of the structure; its first member is uint64_t present, with bit
 *          N set when attribute N came
 */
struct schema {
	const char *what;
	const struct field *fields;
	size_t size;
};

#include "model-records.h"

/* Did the attribute come? @record is a structure of a schema. */
static inline bool has(const void *record, unsigned int attr)
{
	return *(const uint64_t *)record >> attr & 1;
}

/* The word for @value, "unknown" beyond what this tool knows. */
const char *name_of(const char *const *names, unsigned int value);

/* Free what @record points to, not @record itself; it is zeroed. */
void record_free(const struct schema *schema, void *record);

/* A new zeroed record at the end. */
void *vec_add(struct vec *vec, const struct schema *schema);
void vec_free(struct vec *vec, const struct schema *schema);

#endif /* _TOOL_MODEL_H */

// SPDX-License-Identifier: GPL-2.0-only
/* The attribute sets of docs/netlink/cpuwarden.yaml as tables. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include <cpuwarden/words.h>

#include "model.h"
#include "tool.h"

/* Presence is kept in uint64_t present. */
#define PRESENT_BITS	64

#define FIELD(number, type, member, ...) {			\
	.attr = CPUWARDEN_A_##number,				\
	.kind = FIELD_##type,					\
	.offset = offsetof(struct RECORD, member),		\
	.name = #member,					\
	__VA_ARGS__						\
}

#define REQUIRED	.required = true
#define BOOLEAN		.boolean = true
#define WORDS(list)	.names = list
#define BITS(list)	.flags = true, .names = list
#define SCHEMA(text, list) {					\
	.what = text,						\
	.fields = list,						\
	.size = sizeof(struct RECORD),				\
}

#include "model-tables.h"

const char *name_of(const char *const *names, unsigned int value)
{
	while (*names && value--)
		names++;
	return *names ? *names : "unknown";
}

void record_free(const struct schema *schema, void *record)
{
	const struct field *f;

	for (f = schema->fields; f->attr; f++) {
		void *member = (char *)record + f->offset;

		if (f->kind == FIELD_STRING)
			free(*(char **)member);
		else if (f->kind == FIELD_LIST)
			vec_free(member, f->nested);
	}
	memset(record, 0, schema->size);
}

void *vec_add(struct vec *vec, const struct schema *schema)
{
	char *item;

	/* Double at each power of two. */
	if (!(vec->n & (vec->n - 1)))
		vec->items = xrealloc(vec->items,
				      (vec->n ? 2 * vec->n : 1) * schema->size);
	item = (char *)vec->items + vec->n++ * schema->size;
	memset(item, 0, schema->size);
	return item;
}

void vec_free(struct vec *vec, const struct schema *schema)
{
	size_t i;

	for (i = 0; i < vec->n; i++)
		record_free(schema, (char *)vec->items + i * schema->size);
	free(vec->items);
	vec->items = NULL;
	vec->n = 0;
}

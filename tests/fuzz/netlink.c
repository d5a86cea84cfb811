// SPDX-License-Identifier: GPL-2.0-only
/*
 * libFuzzer target: the answer of a module, which may be any: a byte that says
 * what was asked for, then one datagram, in memory of its own length.
 */
#include <stdlib.h>
#include <string.h>

#include "decode.h"
#include "reply.h"
#include "tool.h"

static const struct schema *const schemas[] = {
	&status_schema, &finding_schema, &process_schema, &tenant_schema,
	&family_schema, &config_schema,
};

static int handle(const void *attrs, size_t len, void *data, char *error)
{
	const struct schema *schema = data;
	void *record = calloc(1, schema->size);
	int ret;

	if (!record)
		abort();
	ret = record_decode(schema, record, attrs, len, error);
	record_free(schema, record);
	free(record);
	return ret;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct reply reply = { .handle = handle };
	uint8_t *datagram;

	if (!size)
		return 0;
	reply.data = (void *)schemas[*data % ARRAY_SIZE(schemas)];
	datagram = malloc(size);
	if (!datagram)
		abort();
	memcpy(datagram, data + 1, size - 1);
	if (reply_feed(&reply, datagram, size - 1) == REPLY_FAILED &&
	    (reply.err >= 0 || !memchr(reply.text, 0, sizeof(reply.text))))
		abort();
	free(datagram);
	return 0;
}

/* SPDX-License-Identifier: GPL-2.0-only */
/* Netlink attributes to records. */
#ifndef _TOOL_DECODE_H
#define _TOOL_DECODE_H

#include <stddef.h>

#include "model.h"

#define DECODE_ERROR_LEN	128

/**
 * record_decode() - attributes to a record
 * @schema: which attribute set
 * @record: result, zeroed by the caller; to be freed with record_free() on
 *          error too
 * @attrs:  the attributes
 * @len:    bytes
 * @error:  on error: what is wrong, DECODE_ERROR_LEN bytes
 *
 * Attributes that this tool does not know are skipped: the module may be
 * newer. Attributes that do not come leave zeroes and no bit in @present,
 * unless the record is useless without them.
 *
 * Return: 0 or -EBADMSG.
 */
int record_decode(const struct schema *schema, void *record,
		  const void *attrs, size_t len, char *error);

#endif /* _TOOL_DECODE_H */

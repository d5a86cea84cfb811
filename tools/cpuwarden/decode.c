// SPDX-License-Identifier: GPL-2.0-only
/* Netlink attributes to records. All that comes is checked. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libmnl/libmnl.h>

#include "decode.h"
#include "tool.h"

static int bad(char *error, const struct schema *schema, const char *what,
	       const char *name)
{
	snprintf(error, DECODE_ERROR_LEN, "%s in the %s: %s", what,
		 schema->what, name);
	return -EBADMSG;
}

static int decode_scalar(const struct field *f, const struct nlattr *attr,
			 void *member)
{
	static const uint8_t sizes[] = {
		[FIELD_U8] = 1, [FIELD_U32] = 4, [FIELD_U64] = 8,
		[FIELD_S32] = 4,
	};

	if (mnl_attr_get_payload_len(attr) != sizes[f->kind])
		return -EBADMSG;
	memcpy(member, mnl_attr_get_payload(attr), sizes[f->kind]);
	return 0;
}

static int decode_field(const struct schema *schema, const struct field *f,
			const struct nlattr *attr, void *record, char *error)
{
	void *member = (char *)record + f->offset;
	size_t len = mnl_attr_get_payload_len(attr);

	switch (f->kind) {
	case FIELD_STRING:
		free(*(char **)member);
		*(char **)member = xstrndup(mnl_attr_get_payload(attr), len);
		break;
	case FIELD_LIST:
		if (record_decode(f->nested, vec_add(member, f->nested),
				  mnl_attr_get_payload(attr), len, error))
			return -EBADMSG;
		break;
	default:
		if (decode_scalar(f, attr, member))
			return bad(error, schema, "attribute of a wrong size",
				   f->name);
	}
	*(uint64_t *)record |= UINT64_C(1) << f->attr;
	return 0;
}

int record_decode(const struct schema *schema, void *record,
		  const void *attrs, size_t len, char *error)
{
	const struct nlattr *attr = attrs;
	const struct field *f;
	int left = len;

	while (mnl_attr_ok(attr, left)) {
		for (f = schema->fields; f->attr; f++)
			if (f->attr == mnl_attr_get_type(attr))
				break;
		if (f->attr && decode_field(schema, f, attr, record, error))
			return -EBADMSG;
		left -= MNL_ALIGN(attr->nla_len);
		attr = mnl_attr_next(attr);
	}
	if (left > 0)
		return bad(error, schema, "truncated attribute",
			   "bytes are left over");

	for (f = schema->fields; f->attr; f++)
		if (f->required && !has(record, f->attr))
			return bad(error, schema, "missing attribute",
				   f->name);
	return 0;
}

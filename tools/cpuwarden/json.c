// SPDX-License-Identifier: GPL-2.0-only
/* Records to JSON, driven by the tables of model.c. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cpuwarden/version.h>

#include "container.h"
#include "escape.h"
#include "human.h"
#include "json.h"
#include "machine.h"
#include "tool.h"
#include "user.h"

static uint64_t clock_ns(clockid_t id)
{
	struct timespec ts;

	clock_gettime(id, &ts);
	return ts.tv_sec * UINT64_C(1000000000) + ts.tv_nsec;
}

uint64_t boottime_ns(void)
{
	return clock_ns(CLOCK_BOOTTIME);
}

uint64_t realtime_ns(void)
{
	return clock_ns(CLOCK_REALTIME);
}

json_t *json_document(const char *command)
{
	return json_pack("{s:{s:i, s:s, s:s, s:o, s:o}}", "cpuwarden",
			 "schema", JSON_SCHEMA,
			 "version", CPUWARDEN_VERSION,
			 "command", command,
			 "boottime_ns", json_u64(boottime_ns()),
			 "realtime_ns", json_u64(realtime_ns()));
}

json_t *json_u64(uint64_t value)
{
	char digits[24];

	if (value <= INT64_MAX)
		return json_integer(value);
	snprintf(digits, sizeof(digits), "%" PRIu64, value);
	return json_string(digits);
}

json_t *json_text(const char *raw)
{
	char *text = escape_json(raw);
	json_t *json = json_string(text);

	free(text);
	return json;
}

json_t *json_words(const char *text)
{
	json_t *json = json_string(text);

	/* it may have been cut within a character of UTF-8 */
	return json ? json : json_text(text);
}

static json_t *json_flags(const struct field *f, uint32_t value)
{
	json_t *array = json_array();
	unsigned int i;

	for (i = 0; i < 32; i++)
		if (value >> i & 1)
			json_array_append_new(array,
					      json_string(name_of(f->names, i)));
	return array;
}

static json_t *json_field(const struct field *f, const void *member)
{
	uint32_t u32;
	uint64_t u64;
	int32_t s32;

	switch (f->kind) {
	case FIELD_STRING:
		return json_text(*(char *const *)member);
	case FIELD_LIST:
		return json_records(f->nested, member);
	case FIELD_S32:
		memcpy(&s32, member, sizeof(s32));
		return json_integer(s32);
	case FIELD_U64:
		memcpy(&u64, member, sizeof(u64));
		return json_u64(u64);
	case FIELD_U8:
		u32 = *(const uint8_t *)member;
		break;
	default:
		memcpy(&u32, member, sizeof(u32));
	}
	if (f->boolean)
		return json_boolean(u32);
	if (f->flags)
		return json_flags(f, u32);
	if (f->names)
		return json_string(name_of(f->names, u32));
	return json_integer(u32);
}

/* Of what runs a guest: what it calls itself. */
static void derive_machine(json_t *object)
{
	const json_t *samples = json_object_get(object, "samples_guest");
	const json_t *rule = json_object_get(object, "rule");
	const json_t *pid = json_object_get(object, "pid");
	const json_t *start = json_object_get(object, "start_ns");
	char name[MACHINE_NAME_LEN];

	if (!json_integer_value(samples) &&
	    !rule_of_guest(json_string_value(rule)))
		return;
	if (machine_of_process(json_integer_value(pid),
			       json_integer_value(start), name))
		json_object_set_new(object, "machine", json_text(name));
}

/* What the caller would look up: user name, container. @cgroup is raw. */
static void json_derive(json_t *object, const char *cgroup)
{
	const json_t *uid = json_object_get(object, "uid");
	const json_t *cpu = json_object_get(object, "cpu_ns");
	struct container container;
	char *name, owner[OWNER_LEN];

	if (uid) {
		name = user_name(json_integer_value(uid), cgroup);
		if (name)
			json_object_set_new(object, "user", json_text(name));
		free(name);
	}
	if (cgroup && container_find(cgroup, &container)) {
		json_object_set_new(object, "container_engine",
				    json_string(container.engine));
		json_object_set_new(object, "container_id",
				    json_text(container.id));
		if (container.pod[0])
			json_object_set_new(object, "pod_uid",
					    json_string(container.pod));
	}
	if (cgroup)
		json_object_set_new(object, "owner",
				    json_text(owner_of(cgroup, owner)));
	derive_machine(object);
	/* of findings only: other CPU time is not what mining costs */
	if (cpu && json_object_get(object, "score_milli") &&
	    json_object_get(object, "evidence"))
		json_object_set_new(object, "energy_estimate_j",
				    json_integer(human_cpu_joules(
					json_integer_value(cpu))));
}

json_t *json_record(const struct schema *schema, const void *record)
{
	json_t *object = json_object();
	const struct field *f;
	const char *cgroup = NULL;

	for (f = schema->fields; f->attr; f++) {
		const void *member = (const char *)record + f->offset;

		if (!strcmp(f->name, "cgroup_path") && has(record, f->attr))
			cgroup = *(char *const *)member;
		if (has(record, f->attr) || f->kind == FIELD_LIST)
			json_object_set_new(object, f->name,
					    json_field(f, member));
	}
	json_derive(object, cgroup);
	return object;
}

json_t *json_records(const struct schema *schema, const struct vec *vec)
{
	json_t *array = json_array();
	const char *item = vec->items;
	size_t i;

	for (i = 0; i < vec->n; i++, item += schema->size)
		json_array_append_new(array, json_record(schema, item));
	return array;
}

void json_print(json_t *doc)
{
	json_dumpf(doc, stdout, JSON_COMPACT);
	putchar('\n');
	fflush(stdout);
	json_decref(doc);
}

void json_error(int code, const char *text)
{
	json_t *doc = json_document("error");

	json_object_set_new(doc, "error",
			    json_pack("{s:i, s:o}", "code", code,
				      "message", json_words(text)));
	json_print(doc);
}

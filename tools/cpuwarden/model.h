/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the module tells, as structures. One table per attribute set drives
 * decoding (decode.c) and JSON (json.c); members and JSON keys are called what
 * docs/netlink/cpuwarden.yaml calls the attributes, with '_' for '-'.
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

struct status {
	uint64_t present;
	char *version;
	char *trigger;
	uint32_t rate_hz;
	uint32_t cpus;
	uint64_t uptime_ns;
	uint64_t samples_user;
	uint64_t samples_kernel;
	uint64_t samples_unreadable;
	uint64_t samples_dropped;
	uint64_t handler_ns;
	uint64_t collector_ns;
	uint32_t processes;
	uint32_t processes_max;
	uint64_t processes_refused;
	uint32_t threads;
	uint32_t threads_max;
	uint64_t threads_refused;
	uint32_t executables;
	uint32_t executables_max;
	uint64_t executables_refused;
	uint32_t tenants;
	uint32_t tenants_max;
	uint64_t tenants_refused;
	uint32_t findings_open;
	uint32_t findings;
	uint32_t findings_max;
	uint64_t findings_refused;
	uint64_t findings_total;
	char *counters;
	char *trigger_fallback;
	uint32_t recording;
	uint64_t records_dropped;
};

struct evidence {
	uint64_t present;
	char *name;
	char *text;
	uint32_t hits;
	uint32_t trials;
	int32_t weight_milli;
};

struct finding {
	uint64_t present;
	uint64_t id;
	uint8_t event;
	uint8_t verdict;
	uint8_t close_reason;
	uint8_t acked;
	char *family;
	char *family_title;
	char *runner_up;
	int32_t score_milli;
	int32_t runner_up_milli;
	uint32_t samples;
	uint32_t pid;
	uint64_t start_ns;
	char *comm;
	uint32_t uid;
	char *exe_path;
	uint32_t exe_dev;
	uint64_t exe_ino;
	uint32_t exe_flags;
	uint64_t cgroup_id;
	char *cgroup_path;
	uint32_t threads;
	uint32_t origin;
	uint64_t first_ns;
	uint64_t opened_ns;
	uint64_t updated_ns;
	uint64_t closed_ns;
	uint64_t cpu_ns;
	uint32_t share_bp;
	struct vec evidence;
	uint8_t subject;
};

struct mix {
	uint64_t present;
	char *op;
	uint64_t count;
};

struct process {
	uint64_t present;
	uint32_t pid;
	uint64_t start_ns;
	char *comm;
	uint32_t uid;
	char *exe_path;
	uint32_t exe_dev;
	uint64_t exe_ino;
	uint32_t exe_flags;
	uint64_t cgroup_id;
	char *cgroup_path;
	uint32_t threads;
	uint32_t origin;
	uint8_t verdict;
	char *family;
	int32_t score_milli;
	uint64_t samples_user;
	uint64_t samples_kernel;
	uint64_t samples_unreadable;
	uint64_t samples_rounding;
	uint64_t cpu_ns;
	uint64_t last_ns;
	struct vec mix;
	uint64_t cycles;
	uint64_t instructions;
	uint64_t llc_refs;
	uint64_t llc_misses;
	uint64_t branch_misses;
	uint64_t counter_ns;
};

struct tenant {
	uint64_t present;
	uint64_t cgroup_id;
	char *cgroup_path;
	uint32_t processes;
	uint64_t samples_user;
	uint64_t samples_kernel;
	uint64_t cpu_ns;
	uint8_t verdict;
	char *family;
	int32_t score_milli;
	uint32_t findings_open;
};

struct family {
	uint64_t present;
	char *name;
	char *title;
	char *used_by;
	uint8_t mining_only;
	uint64_t findings_total;
};

struct config {
	uint64_t present;
	uint32_t rate_hz;
};

extern const struct schema status_schema;
extern const struct schema finding_schema;
extern const struct schema process_schema;
extern const struct schema tenant_schema;
extern const struct schema family_schema;
extern const struct schema config_schema;

/* Words for the values that the protocol numbers. */
extern const char *const verdict_names[];
extern const char *const event_names[];
extern const char *const close_reason_names[];
extern const char *const subject_names[];

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

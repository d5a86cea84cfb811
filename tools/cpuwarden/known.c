// SPDX-License-Identifier: GPL-2.0-only
/* What the module knew when a trace was taken. */
#include <stdlib.h>
#include <string.h>

#include "human.h"
#include "json.h"
#include "known.h"
#include "netlink.h"
#include "target.h"
#include "tool.h"

enum {
	NOTE_ROOM = 480,	/* of a note, which holds 511 bytes */
	KNOWN_MAX = 65536,	/* no module has more findings */
};

static const struct key {
	const char *name;
	json_type type;
} keys[] = {
	{ "id", JSON_INTEGER }, { "verdict", JSON_STRING },
	{ "family", JSON_STRING }, { "family_title", JSON_STRING },
	{ "subject", JSON_STRING }, { "score_milli", JSON_INTEGER },
	{ "opened_ns", JSON_INTEGER }, { "cpu_ns", JSON_INTEGER },
	{ "pid", JSON_INTEGER }, { "uid", JSON_INTEGER },
	{ "comm", JSON_STRING }, { "exe_path", JSON_STRING },
	{ "cgroup_path", JSON_STRING },
};

/* Of an object the keys above, if they are of their type. */
static json_t *pick(json_t *from)
{
	json_t *object = json_object();
	size_t i;

	for (i = 0; i < ARRAY_SIZE(keys); i++) {
		json_t *value = json_object_get(from, keys[i].name);

		if (value && json_typeof(value) == keys[i].type)
			json_object_set(object, keys[i].name, value);
	}
	return object;
}

/* As long as it has to be to fit; the paths go first. */
static char *note_of(const struct finding *f)
{
	json_t *all = json_record(&finding_schema, f), *object = pick(all);
	char *text = json_dumps(object, JSON_COMPACT);
	size_t i = ARRAY_SIZE(keys);

	while (text && strlen(text) > NOTE_ROOM && i--) {
		free(text);
		json_object_del(object, keys[i].name);
		text = json_dumps(object, JSON_COMPACT);
	}
	json_decref(object);
	json_decref(all);
	return text;
}

int known_note(struct cw_trace_writer *w, bool (*wanted)(uint32_t pid))
{
	const struct finding *all;
	struct vec vec;
	struct nl nl;
	size_t i;
	char *text;
	int ret = 0;

	if (nl_open(&nl))
		return 0;
	if (nl_dump(&nl, CPUWARDEN_CMD_FINDING_GET, &finding_schema, &vec)) {
		nl_close(&nl);
		return 0;
	}
	all = vec.items;
	for (i = 0; i < vec.n && !ret; i++) {
		if (!finding_open(&all[i]) || !wanted(all[i].pid))
			continue;
		text = note_of(&all[i]);
		if (text)
			ret = cw_trace_note(w, KNOWN_NOTE, text);
		free(text);
	}
	vec_free(&vec, &finding_schema);
	nl_close(&nl);
	return ret;
}

void known_take(json_t *known, const char *text)
{
	json_t *read = json_loads(text, 0, NULL), *finding, *old, *id;
	size_t i;

	if (!json_is_object(read)) {
		json_decref(read);
		return;
	}
	finding = pick(read);
	json_decref(read);
	id = json_object_get(finding, "id");
	if (!id || !json_object_get(finding, "verdict") ||
	    !json_object_get(finding, "family"))
		goto out;
	json_array_foreach(known, i, old) {
		if (!json_equal(json_object_get(old, "id"), id))
			continue;
		json_array_set(known, i, finding);
		goto out;
	}
	if (json_array_size(known) < KNOWN_MAX)
		json_array_append(known, finding);
out:
	json_decref(finding);
}

void known_line(const json_t *finding, char *buf, size_t size)
{
	const char *title = json_word(finding, "family_title");
	json_int_t pid = json_integer_value(json_object_get(finding, "pid"));
	char who[64] = "short-lived processes", cpu[HUMAN_LEN];
	const char *exe = json_word(finding, "exe_path");
	const char *cgroup = json_word(finding, "cgroup_path");

	if (pid)
		snprintf(who, sizeof(who), "process %lld (%s)",
			 (long long)pid, json_word(finding, "comm"));
	human_duration(cpu, json_integer_value(json_object_get(finding,
							       "cpu_ns")));
	snprintf(buf, size, "%s %s: %s%s%s%s%s, took %s of CPU time",
		 json_word(finding, "verdict"),
		 *title ? title : json_word(finding, "family"), who,
		 *exe ? ", " : "", exe, *cgroup ? ", cgroup " : "", cgroup,
		 cpu);
}

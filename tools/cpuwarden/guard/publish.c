// SPDX-License-Identifier: GPL-2.0-only
/* What guard tells the fleet. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fleet/outbox.h"
#include "json.h"
#include "publish.h"
#include "tool.h"

#define WEEK_NS		UINT64_C(604800000000000)

static char boot[BOOT_ID_LEN];

/*
 * Of this boot, as the store's; and one word of a subject, which is no place
 * for dots, blanks and stars.
 */
static void make_key(const char *key, char *out)
{
	char *p;

	if (!*boot)
		boot_id(boot);
	snprintf(out, OUTBOX_KEY, "%.8s-%s", boot, key);
	for (p = out; *p; p++)
		if (!strchr("abcdefghijklmnopqrstuvwxyz0123456789_-", *p))
			*p = '-';
}

static char *document(const char *event, json_t *finding)
{
	json_t *doc = json_document("guard");
	char *text;

	json_object_set_new(doc, "event", json_string(event));
	if (finding)
		json_object_set(doc, "finding", finding);
	text = json_dumps(doc, JSON_COMPACT);
	json_decref(doc);
	return text;
}

void publish_case(struct guard *g, const struct gcase *c, const char *event)
{
	char key[OUTBOX_KEY], state[256];
	char *text;

	if (!g->outbox)
		return;
	make_key(c->key, key);
	/* each week again: the stream forgets what is older than its time */
	snprintf(state, sizeof(state), "%" PRIu64 " %.40s %.80s %d %" PRIu64,
		 c->id, json_word(c->doc, "verdict"),
		 json_word(c->doc, "family"),
		 json_is_true(json_object_get(c->doc, "acked")),
		 realtime_ns() / WEEK_NS);
	if (outbox_told(g->outbox, key, state))
		return;
	text = document(event, c->doc);
	if (text)
		outbox_put(g->outbox, key, state, text);
	free(text);
}

/* @finding may be NULL: then it is as it was told last. */
static void end(struct guard *g, const char *key, json_t *finding,
		const char *event)
{
	char *text, *last = outbox_last(g->outbox, key);
	json_t *doc;

	if (!last)
		return;
	doc = json_loads(last, 0, NULL);
	text = document(event, finding ? finding :
			       json_object_get(doc, "finding"));
	if (text)
		outbox_put(g->outbox, key, NULL, text);
	json_decref(doc);
	free(text);
	free(last);
}

void publish_end(struct guard *g, const char *name, json_t *finding,
		 const char *event)
{
	char key[OUTBOX_KEY];

	if (!g->outbox)
		return;
	make_key(name, key);
	end(g, key, finding, event);
}

void publish_closed(struct guard *g, const char *name, const struct finding *f)
{
	json_t *doc, *last = NULL;
	char key[OUTBOX_KEY];
	char *text;

	if (!g->outbox)
		return;
	make_key(name, key);
	text = outbox_last(g->outbox, key);
	if (text)
		last = json_loads(text, 0, NULL);
	/* an older one of the process is no news */
	if (f->id == (uint64_t)json_integer_value(
			json_object_get(json_object_get(last, "finding"), "id"))) {
		doc = json_record(&finding_schema, f);
		end(g, key, doc, name_of(event_names, f->event));
		json_decref(doc);
	}
	json_decref(last);
	free(text);
}

static int by_text(const void *left, const void *right)
{
	return strcmp(left, right);
}

/* What is told as open and is not any more: it closed while guard was away. */
static void end_others(struct guard *g)
{
	char (*open)[OUTBOX_KEY];
	const struct gcase *c;
	size_t i, n = 0, told;
	char **keys;

	for (c = g->cases; c; c = c->next)
		n++;
	open = xmalloc((n + 1) * sizeof(*open));
	for (i = 0, c = g->cases; c; c = c->next)
		make_key(c->key, open[i++]);
	qsort(open, n, sizeof(*open), by_text);
	keys = outbox_open_keys(g->outbox, &told);
	for (i = 0; i < told; i++) {
		if (!bsearch(keys[i], open, n, sizeof(*open), by_text))
			end(g, keys[i], NULL, "forgotten");
		free(keys[i]);
	}
	free(keys);
	free(open);
}

/* What the module says of itself, as far as a fleet is looked after by it. */
static json_t *status_json_of(const struct metrics *m)
{
	const struct status *s = &m->status;

	return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:i, s:i, s:b}",
			 "uptime_ns", json_u64(s->uptime_ns),
			 "samples_user", json_u64(s->samples_user),
			 "samples_kernel", json_u64(s->samples_kernel),
			 "samples_dropped", json_u64(s->samples_dropped),
			 "handler_ns", json_u64(s->handler_ns),
			 "collector_ns", json_u64(s->collector_ns),
			 "cpus", (int)s->cpus,
			 "cpus_unsampled", (int)s->cpus_unsampled,
			 "sealed", (int)s->sealed);
}

void publish_beat(struct guard *g)
{
	uint64_t cpu_ns = 0, open[2] = { 0 };
	int64_t waiting, given_up;
	const struct gcase *c;
	json_t *doc;
	char *text;

	if (!g->outbox)
		return;
	if (!*boot)
		boot_id(boot);
	/* what could not be written at its time, and what closed meanwhile */
	for (c = g->cases; c; c = c->next) {
		publish_case(g, c, "updated");
		open[c->confirmed]++;
		cpu_ns += json_integer_value(json_object_get(c->doc,
							     "cpu_ns"));
	}
	end_others(g);
	outbox_bound(g->outbox);
	outbox_counts(g->outbox, &waiting, &given_up);
	doc = json_document("guard");
	json_object_set_new(doc, "event", json_string("heartbeat"));
	json_object_set_new(doc, "boot", json_string(boot));
	json_object_set_new(doc, "module_loaded",
			    json_boolean(g->metrics.loaded));
	json_object_set_new(doc, "open_suspect", json_u64(open[0]));
	json_object_set_new(doc, "open_confirmed", json_u64(open[1]));
	json_object_set_new(doc, "open_cpu_ns", json_u64(cpu_ns));
	json_object_set_new(doc, "waiting", json_integer(waiting));
	json_object_set_new(doc, "given_up", json_integer(given_up));
	if (g->metrics.loaded)
		json_object_set_new(doc, "status",
				    status_json_of(&g->metrics));
	text = json_dumps(doc, JSON_COMPACT);
	if (text)
		outbox_beat(g->outbox, text);
	free(text);
	json_decref(doc);
}

// SPDX-License-Identifier: GPL-2.0-only
/* What the streams tell, as hosts and their cases. Senders are not trusted. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "escape.h"
#include "hosts.h"
#include "json.h"
#include "tool.h"

/* A number as json_u64() writes it; 0 for what is none. */
static uint64_t number(const json_t *object, const char *key)
{
	const json_t *value = json_object_get(object, key);

	if (json_is_string(value))
		return strtoull(json_string_value(value), NULL, 10);
	return json_integer_value(value) > 0 ? json_integer_value(value) : 0;
}

/* As it was before it was escaped for JSON: it will be again, for its reader. */
static void text(const json_t *object, const char *key, char *out, size_t size)
{
	char *raw = unescape_json(json_word(object, key));

	snprintf(out, size, "%s", raw);
	free(raw);
}

/* A time of CLOCK_BOOTTIME as CLOCK_REALTIME, by the head of the document. */
static uint64_t realtime(const json_t *doc, uint64_t ns)
{
	const json_t *head = json_object_get(doc, "cpuwarden");
	uint64_t ago = number(head, "boottime_ns") - ns;
	uint64_t now = number(head, "realtime_ns");

	return ago < now ? now - ago : now;
}

static struct fleet_host *add_host(struct fleet *f, const char *name,
				   size_t len)
{
	size_t low = 0, high = f->nr_hosts;

	while (low < high) {
		size_t mid = (low + high) / 2;
		int order = strncmp(f->hosts[mid].name, name, len);

		if (!order)
			order = f->hosts[mid].name[len] != '\0';
		if (!order)
			return &f->hosts[mid];
		if (order < 0)
			low = mid + 1;
		else
			high = mid;
	}
	if (!(f->nr_hosts & (f->nr_hosts - 1)))
		f->hosts = xrealloc(f->hosts, (f->nr_hosts ? 2 * f->nr_hosts :
					       1) * sizeof(*f->hosts));
	memmove(&f->hosts[low + 1], &f->hosts[low],
		(f->nr_hosts++ - low) * sizeof(*f->hosts));
	f->hosts[low] = (struct fleet_host){ 0 };
	memcpy(f->hosts[low].name, name, len);
	return &f->hosts[low];
}

static void take_host(void *data, const char *words, uint64_t realtime_ns,
		      const char *message, size_t len)
{
	struct fleet *f = data;
	json_t *doc = json_loadb(message, len, JSON_REJECT_DUPLICATES, NULL);
	const json_t *status = json_object_get(doc, "status");
	struct fleet_host *h;

	if (!json_is_object(doc) || strlen(words) >= HOST_LEN) {
		f->bad++;
		json_decref(doc);
		return;
	}
	h = add_host(f, words, strlen(words));
	h->heard_ns = realtime_ns;
	h->loaded = json_is_true(json_object_get(doc, "module_loaded"));
	h->waiting = number(doc, "waiting");
	h->given_up = number(doc, "given_up");
	h->uptime_ns = number(status, "uptime_ns");
	h->own_ns = number(status, "handler_ns") +
		    number(status, "collector_ns");
	h->cpus = number(status, "cpus");
	h->unsampled = number(status, "cpus_unsampled");
	h->samples = number(status, "samples_user") +
		     number(status, "samples_kernel");
	h->dropped = number(status, "samples_dropped");
	json_decref(doc);
}

static void fill_case(struct fleet_case *c, const json_t *doc)
{
	const json_t *f = json_object_get(doc, "finding");
	char verdict[16], before[16], reason[16], engine[16], id[16];

	text(f, "verdict", verdict, sizeof(verdict));
	text(f, "verdict_before", before, sizeof(before));
	text(f, "close_reason", reason, sizeof(reason));
	text(f, "family", c->family, sizeof(c->family));
	text(f, "user", c->user, sizeof(c->user));
	text(f, "comm", c->comm, sizeof(c->comm));
	text(f, "exe_path", c->exe, sizeof(c->exe));
	text(f, "cgroup_path", c->cgroup, sizeof(c->cgroup));
	text(f, "container_engine", engine, sizeof(engine));
	text(f, "container_id", id, sizeof(id));
	if (*id)
		snprintf(c->container, sizeof(c->container), "%.15s:%.12s",
			 engine, id);
	c->open = f && !strcmp(reason, "open") &&
		  strcmp(c->event, "forgotten") &&
		  strcmp(c->event, "unloaded") && strcmp(c->event, "reloaded");
	c->confirmed = !strcmp(verdict, "confirmed") ||
		       !strcmp(before, "confirmed");
	c->id = number(f, "id");
	c->fingerprint = number(f, "fingerprint");
	c->cpu_ns = number(f, "cpu_ns");
	c->first_ns = realtime(doc, number(f, "first_ns"));
}

static void take_case(void *data, const char *words, uint64_t realtime_ns,
		      const char *message, size_t len)
{
	struct fleet *f = data;
	json_t *doc = json_loadb(message, len, JSON_REJECT_DUPLICATES, NULL);
	size_t host = strcspn(words, ".");
	struct fleet_host *h;
	struct fleet_case *c;

	if (!json_is_object(doc) || host >= HOST_LEN) {
		f->bad++;
		json_decref(doc);
		return;
	}
	if (!(f->nr_cases & (f->nr_cases - 1)))
		f->cases = xrealloc(f->cases, (f->nr_cases ? 2 * f->nr_cases :
					       1) * sizeof(*f->cases));
	c = &f->cases[f->nr_cases++];
	*c = (struct fleet_case){ .told_ns = realtime_ns };
	memcpy(c->host, words, host);
	text(doc, "event", c->event, sizeof(c->event));
	fill_case(c, doc);
	json_decref(doc);
	h = add_host(f, words, host);
	h->cases++;
	h->all_ns += c->cpu_ns;
	if (c->open) {
		h->open[c->confirmed]++;
		h->cpu_ns += c->cpu_ns;
	}
}

int fleet_read(struct fleet *f, struct link *l, const char *host)
{
	char *cases = xasprintf(SUBJECT_FINDING "%s.*", host ? host : "*");
	char *hosts = xasprintf(SUBJECT_HOST "%s", host ? host : "*");
	int code;

	*f = (struct fleet){ 0 };
	code = link_read(l, STREAM_HOSTS, hosts, take_host, f);
	if (!code)
		code = link_read(l, STREAM_FINDINGS, cases, take_case, f);
	if (!code && host && !f->nr_hosts)
		code = fail(EXIT_FAILED,
			    "nothing was heard of the host %s: its name is the one of its fleet.conf, or its own with '_' for dots",
			    shown(host));
	if (f->bad)
		warn("%lu messages in the streams are none of ours", f->bad);
	free(cases);
	free(hosts);
	return code;
}

void fleet_free(struct fleet *f)
{
	free(f->hosts);
	free(f->cases);
}

bool fleet_silent(const struct fleet_host *h)
{
	uint64_t now = realtime_ns();

	return h->heard_ns + SILENT_NS < now;
}

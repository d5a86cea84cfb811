// SPDX-License-Identifier: GPL-2.0-only
/*
 * libFuzzer target: what hosts that are not trusted have sent to the fleet's
 * streams. The input is messages with a zero byte behind each; its first line is
 * the end of its subject.
 */
#include <stdlib.h>
#include <string.h>

#include "hosts.h"
#include "json.h"
#include "tool.h"

static const char *input, *input_end;

/* The same in each run. */
uint64_t realtime_ns(void)
{
	return 1;
}

int link_read(__attribute__((unused)) struct link *l,
	      __attribute__((unused)) const char *stream,
	      __attribute__((unused)) const char *subject,
	      void (*take)(void *data, const char *words, uint64_t realtime_ns,
			   const char *text, size_t len),
	      void *data)
{
	const char *at, *end, *text;
	char *words, *copy;

	for (at = input; at < input_end; at = end + 1) {
		end = memchr(at, 0, input_end - at) ?: input_end;
		text = memchr(at, '\n', end - at) ?: end;
		words = xstrndup(at, text - at);
		if (text < end)
			text++;
		copy = xmalloc(end - text + 1);
		memcpy(copy, text, end - text);
		take(data, words, end - at, copy, end - text);
		free(words);
		free(copy);
	}
	return 0;
}

/* Texts of cases and names of hosts end, and are no longer than they may be. */
static void look_at(const struct fleet *f)
{
	size_t i, open = 0;

	for (i = 0; i < f->nr_hosts; i++) {
		if (!memchr(f->hosts[i].name, 0, HOST_LEN) ||
		    (i && strcmp(f->hosts[i - 1].name, f->hosts[i].name) >= 0))
			abort();
		open += f->hosts[i].open[0] + f->hosts[i].open[1];
		fleet_silent(&f->hosts[i]);
	}
	for (i = 0; i < f->nr_cases; i++) {
		const struct fleet_case *c = &f->cases[i];

		if (!memchr(c->host, 0, HOST_LEN) ||
		    !memchr(c->event, 0, sizeof(c->event)) ||
		    !memchr(c->exe, 0, sizeof(c->exe)))
			abort();
		open -= c->open;
	}
	if (open)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fleet f;

	input = (const char *)data;
	input_end = input + size;
	if (fleet_read(&f, NULL, NULL))
		abort();
	look_at(&f);
	fleet_free(&f);
	return 0;
}

// SPDX-License-Identifier: GPL-2.0-only
/*
 * libFuzzer target: text that others choose: names of processes as in
 * /proc/PID/stat, paths of cgroups, and anything that is to be shown. What is
 * shown has no byte that a terminal obeys.
 */
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "container.h"
#include "escape.h"
#include "proc.h"
#include "tool.h"

static void show(const char *text)
{
	char *plain = escape_terminal(text, false);
	char *utf8 = escape_terminal(text, true);
	char *json = escape_json(text);
	/* it takes nothing but UTF-8 */
	json_t *string = json_pack("[ss]", json, utf8);
	const char *p;

	for (p = plain; *p; p++)
		if (*p < ' ' || *p > '~')
			abort();
	for (p = utf8; *p; p++)
		if ((unsigned char)*p < ' ' || *p == 0x7f)
			abort();
	if (!string)
		abort();
	json_decref(string);
	free(plain);
	free(utf8);
	free(json);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = xstrndup((const char *)data, size);
	char owner[OWNER_LEN];
	struct proc_stat stat;
	struct container c;

	show(text);
	if (!proc_stat_parse(text, &stat)) {
		if (!memchr(stat.comm, 0, sizeof(stat.comm)))
			abort();
		proc_lives(&stat);
	}
	if (container_find(text, &c)) {
		if (!memchr(c.id, 0, sizeof(c.id)) || !c.engine)
			abort();
		container_width(&c);
	}
	owner_of(text, owner);
	if (!memchr(owner, 0, sizeof(owner)))
		abort();
	free(text);
	return 0;
}

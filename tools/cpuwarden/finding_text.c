// SPDX-License-Identifier: GPL-2.0-only
/* What several commands say of a finding. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "container.h"
#include "escape.h"
#include "machine.h"
#include "tool.h"
#include "user.h"
#include "views.h"

uint64_t since(uint64_t ns)
{
	uint64_t now = boottime_ns();

	return now > ns ? now - ns : 0;
}

const char *family_shown(const struct finding *f)
{
	static char *text;
	const char *name = shown(f->family_title && *f->family_title ?
				 f->family_title : f->family);

	if (!rule_of_guest(f->rule))
		return name;
	free(text);
	text = xasprintf("%s inside a guest", name);
	return text;
}

const char *machine_shown(uint32_t pid, uint64_t start_ns)
{
	char name[MACHINE_NAME_LEN];

	return machine_of_process(pid, start_ns, name) ? shown(name) : NULL;
}

const char *subject_shown(const struct finding *f)
{
	static char *text;

	free(text);
	if (f->subject == CPUWARDEN_SUBJECT_PROCESS)
		text = xasprintf("process %" PRIu32 " (%s) of %s", f->pid,
				 shown(f->comm),
				 user_shown(f->uid, f->cgroup_path));
	else if (f->subject == CPUWARDEN_SUBJECT_EXECUTABLE)
		text = xasprintf("executable %s, run by %s",
				 shown(f->exe_path),
				 user_shown(f->uid, f->cgroup_path));
	else
		text = xasprintf("short-lived processes of a tenant");
	return text;
}

const char *user_shown(uint32_t uid, const char *cgroup)
{
	char *name = user_name(uid, cgroup);
	char number[16];
	const char *text;

	snprintf(number, sizeof(number), "%" PRIu32, uid);
	text = shown(name ? name : number);
	free(name);
	return text;
}

const char *container_shown(const char *cgroup)
{
	static char text[CONTAINER_SHOWN_LEN + 32];
	struct container c;

	if (!cgroup || !container_find(cgroup, &c))
		return "-";
	snprintf(text, sizeof(text), "%s:%.*s", c.engine, container_width(&c),
		 shown(c.id));
	return text;
}

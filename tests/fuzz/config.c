// SPDX-License-Identifier: GPL-2.0-only
/*
 * libFuzzer target: guard.conf and fleet.conf. What is taken as a policy is
 * asked what it says of a finding.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "policy.h"
#include "settings.h"
#include "tool.h"

/*
 * libconfig's scanner forgets a string that no quote ends: no look-out for leaks,
 * which would also take most of the time.
 */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
	return "detect_leaks=0";
}

static const char finding_text[] =
	"{\"id\": 1, \"verdict\": \"confirmed\", \"family\": \"randomx\","
	" \"user\": \"root\", \"uid\": 0, \"exe_path\": \"/usr/bin/xmrig\","
	" \"cgroup_path\": \"/system.slice/docker-0123456789abcdef0123456789"
	"abcdef0123456789abcdef0123456789abcdef.scope\","
	" \"covert\": \"memory_only\", \"cpu_ns\": \"90000000000\"}";

static void ask(const struct policy *p)
{
	static json_t *finding;
	struct facts facts = { .age_ns = 600000000000, .sha256 = "" };
	const struct rule *rule;

	if (!finding)
		finding = json_loads(finding_text, 0, NULL);
	facts.finding = finding;
	rule = policy_rule(p, &facts);
	if (rule && rule->nr_steps > POLICY_STEPS)
		abort();
	policy_allow(p, &facts);
	policy_wants_hash(p);
	policy_quiet(p, 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static int fd = -1;
	static char path[64];
	struct settings s;
	struct policy p;

	if (memmem(data, size, "@include", 8))
		return 0;	/* names other files, which are not ours to read */
	if (fd < 0) {
		fd = memfd_create("config", 0);
		snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	}
	if (ftruncate(fd, 0) || pwrite(fd, data, size, 0) != (ssize_t)size)
		abort();
	if (!policy_load(&p, path))
		ask(&p);
	policy_free(&p);
	if (!settings_load(&s, path)) {
		if (s.nr_servers < 1 || s.nr_servers > SETTINGS_SERVERS ||
		    !memchr(s.host, 0, sizeof(s.host)))
			abort();
		settings_secure(&s);
		settings_open_to_see(&s);
	}
	settings_free(&s);
	return 0;
}

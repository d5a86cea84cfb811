// SPDX-License-Identifier: GPL-2.0-only
/* fleet.conf, in the syntax of libconfig. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "escape.h"
#include "settings.h"
#include "tool.h"

#define OUTBOX	"/var/lib/cpuwarden/outbox.db"

static const struct {
	const char *name;
	size_t offset;
} texts[] = {
	{ "credentials", offsetof(struct settings, credentials) },
	{ "user", offsetof(struct settings, user) },
	{ "password", offsetof(struct settings, password) },
	{ "ca", offsetof(struct settings, ca) },
	{ "certificate", offsetof(struct settings, certificate) },
	{ "key", offsetof(struct settings, key) },
	{ "outbox", offsetof(struct settings, outbox) },
};

static int wrong(const config_setting_t *s, const char *what)
{
	return fail(EXIT_USAGE, "%s:%u: '%s' %s",
		    shown(config_setting_source_file(s)),
		    config_setting_source_line(s),
		    shown(config_setting_name(s)), what);
}

static int take_servers(struct settings *s, const config_setting_t *list)
{
	int i, n = config_setting_length(list);

	if (!config_setting_is_aggregate(list) || !n || n > SETTINGS_SERVERS)
		return wrong(list, "must be a list of one to eight URLs");
	for (i = 0; i < n; i++) {
		s->servers[i] = config_setting_get_string_elem(list, i);
		if (!s->servers[i])
			return wrong(list, "must have strings only");
	}
	s->nr_servers = n;
	return 0;
}

static bool fits_subject(const char *host)
{
	return *host && strlen(host) < HOST_LEN &&
	       !host[strspn(host, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				  "abcdefghijklmnopqrstuvwxyz0123456789-_")];
}

static int take(struct settings *s, const config_setting_t *setting)
{
	const char *name = config_setting_name(setting);
	const char *text = config_setting_get_string(setting);
	size_t i;

	if (!strcmp(name, "servers"))
		return take_servers(s, setting);
	if (!text)
		return wrong(setting, "must be a string");
	if (!strcmp(name, "host")) {
		if (!fits_subject(text))
			return wrong(setting,
				     "may have letters, digits, '-' and '_' only");
		snprintf(s->host, sizeof(s->host), "%s", text);
		return 0;
	}
	for (i = 0; i < ARRAY_SIZE(texts); i++)
		if (!strcmp(name, texts[i].name)) {
			*(const char **)((char *)s + texts[i].offset) = text;
			return 0;
		}
	return wrong(setting, "is no setting");
}

/* What is no letter, digit or '-' of the host's name becomes '_'. */
static void default_host(struct settings *s)
{
	char *p;

	if (gethostname(s->host, sizeof(s->host) - 1))
		strcpy(s->host, "unnamed");
	for (p = s->host; *p; p++)
		if (!fits_subject((char[]){ *p, '\0' }))
			*p = '_';
}

int settings_load(struct settings *s, const char *path)
{
	const config_setting_t *root;
	int i, code = 0;

	*s = (struct settings){ .outbox = OUTBOX };
	config_init(&s->config);
	default_host(s);
	if (!path)
		path = SETTINGS_FILE;
	if (access(path, R_OK))
		return fail(exit_code_of(errno), "cannot read %s: %s",
			    shown(path), strerror(errno));
	if (!config_read_file(&s->config, path))
		return fail(EXIT_USAGE, "%s:%d: %s", shown(path),
			    config_error_line(&s->config),
			    config_error_text(&s->config));
	root = config_root_setting(&s->config);
	for (i = 0; !code && i < config_setting_length(root); i++)
		code = take(s, config_setting_get_elem(root, i));
	if (!code && !s->nr_servers)
		code = fail(EXIT_USAGE, "%s: 'servers' is missing",
			    shown(path));
	if (!code && !s->certificate != !s->key)
		code = fail(EXIT_USAGE,
			    "%s: 'certificate' and 'key' go together",
			    shown(path));
	return code;
}

void settings_free(struct settings *s)
{
	config_destroy(&s->config);
}

bool settings_secure(const struct settings *s)
{
	int i;

	for (i = 0; i < s->nr_servers; i++)
		if (!strncmp(s->servers[i], "tls://", 6))
			return true;
	return s->ca || s->certificate;
}

bool settings_open_to_see(const struct settings *s)
{
	int i;

	if (settings_secure(s))
		return false;
	for (i = 0; i < s->nr_servers; i++)
		if (!strstr(s->servers[i], "//127.") &&
		    !strstr(s->servers[i], "//localhost"))
			return true;
	return false;
}

/* SPDX-License-Identifier: GPL-2.0-only */
/* fleet.conf: which server, and as whom. */
#ifndef _FLEET_SETTINGS_H
#define _FLEET_SETTINGS_H

#include <libconfig.h>

#define SETTINGS_FILE	"/etc/cpuwarden/fleet.conf"
#define SETTINGS_SERVERS	8
#define HOST_LEN	64

/**
 * struct settings - all of fleet.conf
 * @config:      owns the strings
 * @servers:     URLs, @nr_servers of them
 * @nr_servers:  how many
 * @host:        of this host in subjects: letters, digits, '-' and '_'
 * @credentials: file of a user's JWT and seed, or NULL
 * @user:        or a name
 * @password:    … with it
 * @ca:          file of the certificates that are trusted, or NULL
 * @certificate: of this host, or NULL
 * @key:         … of that
 * @outbox:      file of what guard wants to be sent
 */
struct settings {
	config_t config;
	const char *servers[SETTINGS_SERVERS];
	int nr_servers;
	char host[HOST_LEN];
	const char *credentials;
	const char *user;
	const char *password;
	const char *ca;
	const char *certificate;
	const char *key;
	const char *outbox;
};

/**
 * settings_load() - read them
 * @s:    result, to be freed with settings_free() whatever is returned
 * @path: the file; NULL: SETTINGS_FILE
 *
 * Return: 0 or enum exit_code, said.
 */
int settings_load(struct settings *s, const char *path);
void settings_free(struct settings *s);

/* Are names and findings sent where others can read them? */
bool settings_open_to_see(const struct settings *s);

/* Is TLS wanted? */
bool settings_secure(const struct settings *s);

#endif /* _FLEET_SETTINGS_H */

// SPDX-License-Identifier: GPL-2.0-only
/* systemd's units over D-Bus. */
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tool.h"
#include "unit.h"

#define SYSTEMD		"org.freedesktop.systemd1"
#define MANAGER		"/org/freedesktop/systemd1"
#define ANSWER_US	UINT64_C(5000000)

struct sd_bus;
struct sd_bus_message;

/* What is called of libsystemd. */
static struct {
	void *lib;
	int (*open)(struct sd_bus **bus);
	int (*timeout)(struct sd_bus *bus, uint64_t us);
	int (*call)(struct sd_bus *bus, const char *to, const char *path,
		    const char *interface, const char *member, void *error,
		    struct sd_bus_message **reply, const char *types, ...);
	int (*read)(struct sd_bus_message *m, const char *types, ...);
	int (*property)(struct sd_bus *bus, const char *to, const char *path,
			const char *interface, const char *member, void *error,
			char **value);
	struct sd_bus_message *(*unref)(struct sd_bus_message *m);
	struct sd_bus *(*close)(struct sd_bus *bus);
} sd;

static bool load(void)
{
	static const struct {
		const char *name;
		void *at;
	} symbols[] = {
		{ "sd_bus_open_system", &sd.open },
		{ "sd_bus_set_method_call_timeout", &sd.timeout },
		{ "sd_bus_call_method", &sd.call },
		{ "sd_bus_message_read", &sd.read },
		{ "sd_bus_get_property_string", &sd.property },
		{ "sd_bus_message_unref", &sd.unref },
		{ "sd_bus_flush_close_unref", &sd.close },
	};
	size_t i;

	/* what sd_booted() asks */
	if (access("/run/systemd/system", F_OK))
		return false;
	if (sd.lib)
		return true;
	sd.lib = dlopen("libsystemd.so.0", RTLD_NOW);
	for (i = 0; i < ARRAY_SIZE(symbols) && sd.lib; i++) {
		void *symbol = dlsym(sd.lib, symbols[i].name);

		if (!symbol) {
			dlclose(sd.lib);
			sd.lib = NULL;
			break;
		}
		memcpy(symbols[i].at, &symbol, sizeof(symbol));
	}
	return sd.lib;
}

static struct sd_bus *connect_systemd(void)
{
	struct sd_bus *bus = NULL;

	if (!load() || sd.open(&bus) < 0)
		return NULL;
	/* a systemd that hangs holds up no act for long */
	sd.timeout(bus, ANSWER_US);
	return bus;
}

/* "org.freedesktop.systemd1.Scope" of "x.scope" */
static bool interface_of(const char *unit, char *buf, size_t size)
{
	static const struct {
		const char *suffix;
		const char *interface;
	} kinds[] = {
		{ ".service", "Service" }, { ".scope", "Scope" },
		{ ".slice", "Slice" },
	};
	const char *dot = strrchr(unit, '.');
	size_t i;

	for (i = 0; i < ARRAY_SIZE(kinds); i++)
		if (dot && !strcmp(dot, kinds[i].suffix)) {
			snprintf(buf, size, SYSTEMD ".%s",
				 kinds[i].interface);
			return true;
		}
	return false;
}

/* systemd answers with the unit that a cgroup is of, or below. */
static bool ask_unit(struct sd_bus *bus, const char *path, char *unit)
{
	char interface[sizeof(SYSTEMD) + 16];
	char *id = NULL, *cgroup = NULL;
	struct sd_bus_message *reply = NULL;
	const char *object = NULL;
	bool same = false;

	if (sd.call(bus, SYSTEMD, MANAGER, SYSTEMD ".Manager",
		    "GetUnitByControlGroup", NULL, &reply, "s", path) < 0)
		return false;
	if (sd.read(reply, "o", &object) > 0 &&
	    sd.property(bus, SYSTEMD, object, SYSTEMD ".Unit", "Id", NULL,
			&id) >= 0 &&
	    interface_of(id, interface, sizeof(interface)) &&
	    sd.property(bus, SYSTEMD, object, interface, "ControlGroup", NULL,
			&cgroup) >= 0)
		same = !strcmp(cgroup, path) && strlen(id) < UNIT_LEN;
	if (same)
		strcpy(unit, id);
	free(id);
	free(cgroup);
	sd.unref(reply);
	return same;
}

bool unit_of_cgroup(const char *path, char *unit)
{
	struct sd_bus *bus = connect_systemd();
	bool found = bus && ask_unit(bus, path, unit);

	if (bus)
		sd.close(bus);
	return found;
}

int unit_limit(const char *unit, unsigned int percent)
{
	struct sd_bus *bus = connect_systemd();
	/* a second has 10 ms of each per cent */
	uint64_t us = percent ? percent * UINT64_C(10000) : UINT64_MAX;
	int err;

	if (!bus)
		return -EHOSTDOWN;
	err = sd.call(bus, SYSTEMD, MANAGER, SYSTEMD ".Manager",
		      "SetUnitProperties", NULL, NULL, "sba(sv)", unit, 1, 1,
		      "CPUQuotaPerSecUSec", "t", us);
	sd.close(bus);
	return err < 0 ? err : 0;
}

int unit_stop(const char *unit)
{
	struct sd_bus *bus = connect_systemd();
	int err;

	if (!bus)
		return -EHOSTDOWN;
	err = sd.call(bus, SYSTEMD, MANAGER, SYSTEMD ".Manager", "StopUnit",
		      NULL, NULL, "ss", unit, "replace");
	sd.close(bus);
	return err < 0 ? err : 0;
}

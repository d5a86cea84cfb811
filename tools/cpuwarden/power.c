// SPDX-License-Identifier: GPL-2.0-only
#include <dirent.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "power.h"

#define BUSY_PART	4

static bool read_number(const char *root, const char *zone, const char *name,
			uint64_t *value)
{
	char path[512];
	FILE *f;
	bool ok;

	snprintf(path, sizeof(path), "%s/%s/%s", root, zone, name);
	f = fopen(path, "re");
	if (!f)
		return false;
	ok = fscanf(f, "%" SCNu64, value) == 1;
	fclose(f);
	return ok;
}

/* Not the parts of one, which count again what it counts. */
static bool is_package(const char *root, const char *zone)
{
	char path[512], name[32] = "";
	FILE *f;

	if (!strchr(zone, ':') || strchr(zone, ':') != strrchr(zone, ':'))
		return false;
	snprintf(path, sizeof(path), "%s/%s/name", root, zone);
	f = fopen(path, "re");
	if (!f)
		return false;
	if (!fgets(name, sizeof(name), f))
		name[0] = '\0';
	fclose(f);
	return !strncmp(name, "package", strlen("package"));
}

static int by_name(const struct dirent **left, const struct dirent **right)
{
	return strcmp((*left)->d_name, (*right)->d_name);
}

static void look_at_packages(const char *root, struct power_look *look)
{
	struct dirent **zones;
	int n = scandir(root, &zones, NULL, by_name), i;

	for (i = 0; i < n; i++) {
		const char *zone = zones[i]->d_name;
		unsigned int at = look->packages;

		if (at < POWER_PACKAGES && is_package(root, zone) &&
		    read_number(root, zone, "energy_uj", &look->uj[at]) &&
		    read_number(root, zone, "max_energy_range_uj",
				&look->range_uj[at]))
			look->packages++;
		free(zones[i]);
	}
	if (n >= 0)
		free(zones);
}

/* user nice system idle iowait irq softirq steal; guests are in the first two */
static void look_at_cpus(const char *stat, struct power_look *look)
{
	uint64_t t[8];
	FILE *f = fopen(stat, "re");
	unsigned int i;
	int n;

	if (!f)
		return;
	n = fscanf(f, "cpu %" SCNu64 " %" SCNu64 " %" SCNu64 " %" SCNu64
		   " %" SCNu64 " %" SCNu64 " %" SCNu64 " %" SCNu64,
		   &t[0], &t[1], &t[2], &t[3], &t[4], &t[5], &t[6], &t[7]);
	fclose(f);
	if (n != 8)
		return;
	for (i = 0; i < 7; i++)	/* what the hypervisor took was not ours */
		look->all += t[i];
	look->busy = look->all - t[3] - t[4];
}

void power_look(const char *root, const char *stat, struct power_look *look)
{
	memset(look, 0, sizeof(*look));
	look_at_packages(root, look);
	look_at_cpus(stat, look);
}

bool power_between(const struct power_look *from, const struct power_look *to,
		   uint64_t *mj)
{
	uint64_t busy = to->busy - from->busy, all = to->all - from->all;
	uint64_t uj = 0, ticks = sysconf(_SC_CLK_TCK);
	unsigned int i;

	if (!to->packages || to->packages != from->packages ||
	    to->busy <= from->busy || busy > all || busy * BUSY_PART < all)
		return false;
	for (i = 0; i < to->packages; i++) {
		uj += to->uj[i] - from->uj[i];
		if (to->uj[i] < from->uj[i])
			uj += to->range_uj[i];
	}
	*mj = uj / 1000 * ticks / busy;
	return *mj > 0;
}

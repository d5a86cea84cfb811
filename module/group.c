// SPDX-License-Identifier: GPL-2.0-only
/* Executables and tenants. They outlive their processes. */

#include "group.h"

#include <linux/slab.h>

struct cw_table cw_executables;
struct cw_table cw_tenants;

int cw_groups_init(unsigned int executables_max, unsigned int tenants_max)
{
	int ret;

	ret = cw_table_init(&cw_executables, executables_max);
	if (ret)
		return ret;
	ret = cw_table_init(&cw_tenants, tenants_max);
	if (ret)
		cw_table_destroy(&cw_executables);
	return ret;
}

static void group_free(struct cw_table *table, struct cw_group *group)
{
	cw_table_del(table, &group->entry);
	kfree(group->path);
	kfree(group);
}

static void clear_table(struct cw_table *table)
{
	struct cw_entry *entry, *next;

	list_for_each_entry_safe(entry, next, &table->order, order) {
		cond_resched();
		/* a closed finding pins it, for its path only */
		if (!entry->pins)
			group_free(table, cw_group_of(entry));
	}
}

void cw_groups_clear(void)
{
	clear_table(&cw_executables);
	clear_table(&cw_tenants);
}

void cw_groups_destroy(void)
{
	mutex_lock(&cw_tables_lock);
	cw_groups_clear();
	mutex_unlock(&cw_tables_lock);
	cw_table_destroy(&cw_executables);
	cw_table_destroy(&cw_tenants);
}

static u64 number_of(const struct cw_group_key *key)
{
	return key->id ^ key->inode ^ ((u64)key->dev << 32) ^ key->gen;
}

static bool same_key(const struct cw_group_key *a, const struct cw_group_key *b)
{
	return a->id == b->id && a->inode == b->inode && a->dev == b->dev &&
	       a->gen == b->gen;
}

static struct cw_group *group_make(struct cw_table *table,
				   const struct cw_group_key *key)
{
	struct cw_group *group;

	if (cw_table_full(table)) {
		group = cw_group_of(cw_table_evictable(table));
		if (!group)
			return NULL;
		group_free(table, group);
	}

	group = kzalloc(sizeof(*group), CW_TABLE_GFP);
	if (!group) {
		table->refused++;
		return NULL;
	}
	group->key = *key;
	INIT_LIST_HEAD(&group->findings);
	cw_table_add(table, &group->entry, number_of(key));
	return group;
}

struct cw_group *cw_group_find(struct cw_table *table,
			       const struct cw_group_key *key)
{
	struct cw_group *group;

	hlist_for_each_entry(group, cw_table_bucket(table, number_of(key)),
			     entry.hash) {
		if (same_key(&group->key, key))
			return group;
	}
	return NULL;
}

struct cw_group *cw_group_get(struct cw_table *table,
			      const struct cw_group_key *key)
{
	struct cw_group *group = cw_group_find(table, key);

	if (!group)
		group = group_make(table, key);
	if (!group)
		return NULL;
	cw_table_touch(table, &group->entry);
	cw_group_pin(group);
	return group;
}

void cw_group_pin(struct cw_group *group)
{
	cw_table_pin(&group->entry);
}

void cw_group_put(struct cw_group *group)
{
	if (group)
		cw_table_unpin(&group->entry);
}

void cw_group_set_path(struct cw_group *group, char *path)
{
	if (!path)
		return;
	kfree(group->path);
	group->path = path;
}

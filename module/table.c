// SPDX-License-Identifier: GPL-2.0-only
/*
 * Bounded hash tables with an order of creation (for dumps) and an order of
 * use (for eviction). Users embed struct cw_entry and free what they evict.
 */

#include "table.h"

#include <linux/hash.h>
#include <linux/log2.h>
#include <linux/slab.h>

/* all tables and what their entries point to, see table.h */
DEFINE_MUTEX(cw_tables_lock);

int cw_table_init(struct cw_table *table, unsigned int max)
{
	unsigned int i;

	memset(table, 0, sizeof(*table));
	table->max = max;
	table->bits = max(order_base_2(max), 1);
	INIT_LIST_HEAD(&table->order);
	INIT_LIST_HEAD(&table->lru);
	table->bucket = kvcalloc(1U << table->bits, sizeof(*table->bucket),
				 GFP_KERNEL);
	if (!table->bucket)
		return -ENOMEM;
	for (i = 0; i < 1U << table->bits; i++)
		INIT_HLIST_HEAD(&table->bucket[i]);
	return 0;
}

void cw_table_destroy(struct cw_table *table)
{
	WARN_ON(table->count);
	kvfree(table->bucket);
	table->bucket = NULL;
}

struct hlist_head *cw_table_bucket(struct cw_table *table, u64 key)
{
	return &table->bucket[hash_64(key, table->bits)];
}

void cw_table_add(struct cw_table *table, struct cw_entry *entry, u64 key)
{
	lockdep_assert_held(&cw_tables_lock);
	entry->serial = ++table->last;
	hlist_add_head(&entry->hash, cw_table_bucket(table, key));
	list_add_tail(&entry->order, &table->order);
	list_add_tail(&entry->lru, &table->lru);
	table->count++;
	table->generation++;
}

void cw_table_del(struct cw_table *table, struct cw_entry *entry)
{
	lockdep_assert_held(&cw_tables_lock);
	hlist_del(&entry->hash);
	list_del(&entry->order);
	list_del(&entry->lru);
	table->count--;
	table->generation++;
}

void cw_table_touch(struct cw_table *table, struct cw_entry *entry)
{
	lockdep_assert_held(&cw_tables_lock);
	list_move_tail(&entry->lru, &table->lru);
}

struct cw_entry *cw_table_evictable(struct cw_table *table)
{
	struct cw_entry *entry;

	lockdep_assert_held(&cw_tables_lock);
	list_for_each_entry(entry, &table->lru, lru) {
		if (!entry->pins)
			return entry;
	}
	table->refused++;
	return NULL;
}

struct cw_entry *cw_table_from(struct cw_table *table, u64 serial)
{
	struct cw_entry *entry;

	lockdep_assert_held(&cw_tables_lock);
	list_for_each_entry(entry, &table->order, order) {
		if (entry->serial >= serial)
			return entry;
	}
	return NULL;
}

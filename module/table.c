// SPDX-License-Identifier: GPL-2.0-only
/*
 * Bounded hash tables with an order of creation (for dumps) and an order of
 * use (for eviction). Users embed struct cw_entry and free what they evict.
 */

#include "table.h"
#include "compat/slab.h"

#include <linux/log2.h>
#include <linux/random.h>

/* all tables and what their entries point to, see table.h */
DEFINE_MUTEX(cw_tables_lock);

int cw_table_init(struct cw_table *table, unsigned int max)
{
	unsigned int i;

	memset(table, 0, sizeof(*table));
	table->max = max;
	table->bits = max(order_base_2(max), 1);
	table->multiplier = get_random_u64() | 1;
	table->serials = RB_ROOT;
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
	/* the high bits of the product depend on all bits of the key */
	return &table->bucket[key * table->multiplier >> (64 - table->bits)];
}

/* It is the newest: to the right of all others. */
static void add_serial(struct cw_table *table, struct cw_entry *entry)
{
	struct rb_node **link = &table->serials.rb_node, *parent = NULL;

	while (*link) {
		parent = *link;
		link = &parent->rb_right;
	}
	rb_link_node(&entry->serials, parent, link);
	rb_insert_color(&entry->serials, &table->serials);
}

void cw_table_add(struct cw_table *table, struct cw_entry *entry, u64 key)
{
	lockdep_assert_held(&cw_tables_lock);
	entry->table = table;
	entry->pins = 0;
	entry->serial = ++table->last;
	add_serial(table, entry);
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
	rb_erase(&entry->serials, &table->serials);
	list_del(&entry->lru);
	table->count--;
	table->generation++;
}

void cw_table_touch(struct cw_table *table, struct cw_entry *entry)
{
	lockdep_assert_held(&cw_tables_lock);
	/* who computes alone is the last already */
	if (!entry->pins && !list_is_last(&entry->lru, &table->lru))
		list_move_tail(&entry->lru, &table->lru);
}

void cw_table_pin(struct cw_entry *entry)
{
	lockdep_assert_held(&cw_tables_lock);
	if (!entry->pins++)
		list_del_init(&entry->lru);
}

void cw_table_unpin(struct cw_entry *entry)
{
	lockdep_assert_held(&cw_tables_lock);
	if (!--entry->pins)
		list_add_tail(&entry->lru, &entry->table->lru);
}

struct cw_entry *cw_table_evictable(struct cw_table *table)
{
	struct cw_entry *entry;

	lockdep_assert_held(&cw_tables_lock);
	entry = list_first_entry_or_null(&table->lru, struct cw_entry, lru);
	if (!entry)
		table->refused++;
	return entry;
}

struct cw_entry *cw_table_from(const struct cw_table *table, u64 serial)
{
	struct rb_node *node = table->serials.rb_node;
	struct cw_entry *entry, *found = NULL;

	while (node) {
		entry = rb_entry(node, struct cw_entry, serials);
		if (entry->serial >= serial) {
			found = entry;
			node = node->rb_left;
		} else {
			node = node->rb_right;
		}
	}
	return found;
}

struct cw_entry *cw_table_tour(const struct cw_table *table, u64 *at)
{
	struct cw_entry *entry = cw_table_from(table, *at);

	if (!entry)
		entry = cw_table_from(table, 0);
	if (entry)
		*at = entry->serial + 1;
	return entry;
}

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _CW_TABLE_H
#define _CW_TABLE_H

#include <linux/list.h>
#include <linux/lockdep.h>
#include <linux/mutex.h>
#include <linux/types.h>

/*
 * What the collector remembers: processes, threads, executables, tenants and
 * findings, each in a bounded table. While the collector's thread runs, it alone
 * reads and changes them: whoever reads or changes asks it
 * (cw_collector_call()). Nobody else takes cw_tables_lock meanwhile, so that it
 * is never waited for; load and unload take it before and after. What it is for
 * is that lockdep knows who may touch the tables. The interrupt side knows
 * nothing of it.
 */
extern struct mutex cw_tables_lock;

/**
 * struct cw_entry - what makes a record a member of a table
 * @hash:   bucket
 * @order:  in the order of creation, for dumps that resume
 * @lru:    in the order of last use, for eviction
 * @serial: number of creation, never used twice, from 1
 * @pins:   reasons not to evict it
 */
struct cw_entry {
	struct hlist_node hash;
	struct list_head order;
	struct list_head lru;
	u64 serial;
	unsigned int pins;
};

/**
 * struct cw_table - a bounded hash table with an order
 * @bucket:     hash buckets
 * @bits:       their number, as a power of two
 * @order:      entries in the order of creation
 * @lru:        entries in the order of last use
 * @count:      entries
 * @max:        bound of @count
 * @refused:    how often the bound was hit and nothing could be evicted
 * @last:       serial of the newest entry
 * @generation: changes whenever an entry comes or goes
 */
struct cw_table {
	struct hlist_head *bucket;
	unsigned int bits;
	struct list_head order;
	struct list_head lru;
	unsigned int count;
	unsigned int max;
	u64 refused;
	u64 last;
	u32 generation;
};

int cw_table_init(struct cw_table *table, unsigned int max);

/* The table must be empty. */
void cw_table_destroy(struct cw_table *table);

/* The table must not be full: cw_table_evictable() says which one to free. */
void cw_table_add(struct cw_table *table, struct cw_entry *entry, u64 key);
void cw_table_del(struct cw_table *table, struct cw_entry *entry);

/* Mark as just used. */
void cw_table_touch(struct cw_table *table, struct cw_entry *entry);

struct hlist_head *cw_table_bucket(struct cw_table *table, u64 key);

static inline bool cw_table_full(const struct cw_table *table)
{
	return table->count >= table->max;
}

/* Least recently used entry without pins, or NULL (and counted as refused). */
struct cw_entry *cw_table_evictable(struct cw_table *table);

/* First entry created at or after @serial, or NULL. */
struct cw_entry *cw_table_from(struct cw_table *table, u64 serial);

#endif /* _CW_TABLE_H */

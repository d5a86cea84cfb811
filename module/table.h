/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _CW_TABLE_H
#define _CW_TABLE_H

#include <linux/gfp.h>
#include <linux/list.h>
#include <linux/lockdep.h>
#include <linux/mutex.h>
#include <linux/rbtree.h>
#include <linux/sched.h>
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

/*
 * For memory of the tables, which is not waited for: who reclaims may wait for
 * whoever is short of memory, and the rings fill meanwhile. A failure is counted
 * as refused; the next sample asks again.
 */
#define CW_TABLE_GFP	(GFP_NOWAIT | __GFP_NOWARN)

struct cw_table;

/**
 * struct cw_entry - what makes a record a member of a table
 * @table:  it
 * @hash:   bucket
 * @order:  in the order of creation, for dumps
 * @serials: by @serial, for dumps that resume
 * @lru:    in the order of last use, for eviction; empty while it is pinned
 * @serial: number of creation, never used twice, from 1
 * @pins:   reasons not to evict it
 */
struct cw_entry {
	struct cw_table *table;
	struct hlist_node hash;
	struct list_head order;
	struct rb_node serials;
	struct list_head lru;
	u64 serial;
	unsigned int pins;
};

/**
 * struct cw_table - a bounded hash table with an order
 * @bucket:     hash buckets
 * @bits:       their number, as a power of two
 * @multiplier: of the hash: random, so that nobody can fill one bucket
 * @order:      entries in the order of creation
 * @serials:    entries by serial
 * @lru:        entries without pins in the order of last use
 * @count:      entries
 * @max:        bound of @count
 * @refused:    how often the bound was hit and nothing could be evicted
 * @last:       serial of the newest entry
 * @generation: changes whenever an entry comes or goes
 */
struct cw_table {
	struct hlist_head *bucket;
	unsigned int bits;
	u64 multiplier;
	struct list_head order;
	struct rb_root serials;
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

/* One more reason, or one less, not to evict it. */
void cw_table_pin(struct cw_entry *entry);
void cw_table_unpin(struct cw_entry *entry);

struct hlist_head *cw_table_bucket(struct cw_table *table, u64 key);

static inline bool cw_table_full(const struct cw_table *table)
{
	return table->count >= table->max;
}

/* Least recently used entry without pins, or NULL (and counted as refused). */
struct cw_entry *cw_table_evictable(struct cw_table *table);

/**
 * cw_table_from() - the first entry created at or after @serial
 * @table:  the table
 * @serial: number of creation
 *
 * Context: under cw_tables_lock, or the collector. Takes no longer if many
 * entries come before.
 *
 * Return: the entry, or NULL if there is none.
 */
struct cw_entry *cw_table_from(const struct cw_table *table, u64 serial);

/**
 * cw_table_tour() - the next entry of a tour that goes round the table
 * @table: the table
 * @at:    where the tour is; begins as 0
 *
 * Context: as cw_table_from(). The table may change in between.
 *
 * Return: the entry, or NULL if the table is empty.
 */
struct cw_entry *cw_table_tour(const struct cw_table *table, u64 *at);

#endif /* _CW_TABLE_H */

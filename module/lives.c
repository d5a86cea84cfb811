// SPDX-License-Identifier: GPL-2.0-only
/*
 * What short-lived processes left, by whose they were: the evidence adds up
 * over many of them. lib/case/judge.h says what is made of it.
 */

#include "lives.h"
#include "finding.h"
#include "group.h"
#include "process.h"
#include "compat/slab.h"

/* Forgotten in one round, which is done under the lock. */
enum { FORGET_PER_ROUND = 256 };

struct cw_table cw_lives_table;

static struct kmem_cache *record_cache;
static struct cw_life_memo *memo;
static u64 evicted;

int cw_lives_table_init(unsigned int max)
{
	int ret;

	evicted = 0;
	memo = kvzalloc(sizeof(*memo), GFP_KERNEL);
	if (!memo)
		return -ENOMEM;
	record_cache = KMEM_CACHE(cw_lives_record, 0);
	if (!record_cache) {
		ret = -ENOMEM;
		goto err_memo;
	}
	ret = cw_table_init(&cw_lives_table, max);
	if (ret)
		goto err_cache;
	return 0;

err_cache:
	kmem_cache_destroy(record_cache);
err_memo:
	kvfree(memo);
	return ret;
}

static struct cw_lives_record *record_of(struct cw_entry *entry)
{
	return entry ? container_of(entry, struct cw_lives_record, entry) :
		       NULL;
}

static void remove_record(struct cw_lives_record *record)
{
	cw_table_del(&cw_lives_table, &record->entry);
	kmem_cache_free(record_cache, record);
}

/*
 * Whoever opens another finding just now may hold the record: it is emptied,
 * which makes it old.
 */
void cw_lives_told(struct cw_lives_record *record)
{
	record->finding = NULL;
	cw_lives_init(&record->lives);
	cw_table_unpin(&record->entry);
}

void cw_lives_clear(void)
{
	struct cw_entry *entry, *next;

	list_for_each_entry_safe(entry, next, &cw_lives_table.order, order)
		remove_record(record_of(entry));
}

void cw_lives_table_destroy(void)
{
	mutex_lock(&cw_tables_lock);
	cw_lives_clear();
	mutex_unlock(&cw_tables_lock);
	cw_table_destroy(&cw_lives_table);
	kmem_cache_destroy(record_cache);
	kvfree(memo);
}

static u64 key_of(u64 exe, u32 uid, u64 tenant)
{
	return exe ^ tenant << 24 ^ (u64)uid << 40;
}

static struct cw_lives_record *find(u64 exe, u32 uid, u64 tenant, u64 now_ns)
{
	struct hlist_head *bucket = cw_table_bucket(&cw_lives_table,
						    key_of(exe, uid, tenant));
	struct cw_lives_record *r;

	hlist_for_each_entry(r, bucket, entry.hash) {
		if (r->exe != exe || r->uid != uid || r->tenant != tenant)
			continue;
		if (r->finding || !cw_lives_are_old(&r->lives, now_ns))
			return r;
		remove_record(r);
		break;
	}
	return NULL;
}

static struct cw_lives_record *make(u64 exe, u32 uid, u64 tenant, u64 now_ns)
{
	struct cw_lives_record *r;

	if (cw_table_full(&cw_lives_table)) {
		r = record_of(cw_table_evictable(&cw_lives_table));
		if (!r)
			return NULL;
		evicted += !cw_lives_are_old(&r->lives, now_ns);
		remove_record(r);
	}
	r = kmem_cache_zalloc(record_cache, CW_TABLE_GFP);
	if (!r) {
		cw_lives_table.refused++;
		return NULL;
	}
	r->exe = exe;
	r->uid = uid;
	r->tenant = tenant;
	cw_lives_init(&r->lives);
	cw_table_add(&cw_lives_table, &r->entry, key_of(exe, uid, tenant));
	return r;
}

/*
 * The record that @e is to be added to, pinned: the next one that this life
 * makes could evict it, where nearly all others are pinned by findings. Only
 * what speaks for a family makes one: else there is nothing yet that it could
 * speak against.
 */
static struct cw_lives_record *record_for(u64 exe, u32 uid, u64 tenant,
					  const struct cw_exited *e, u64 now_ns)
{
	struct cw_lives_record *r = find(exe, uid, tenant, now_ns);

	if (!r && e->family != CW_FAMILY_NONE)
		r = make(exe, uid, tenant, now_ns);
	if (r)
		cw_table_pin(&r->entry);
	return r;
}

/* It is the latest used then. */
static void let_go(struct cw_lives_record *r)
{
	if (r)
		cw_table_unpin(&r->entry);
}

static void forget_unless_open(struct cw_lives_record **place)
{
	if (!*place || (*place)->finding)
		return;
	remove_record(*place);
	*place = NULL;
}

struct leaver {
	struct cw_process *p;
	const struct cw_left *left;
	u64 now_ns;
};

static const struct cw_case *finding_of(void *arg, enum cw_place place)
{
	const struct leaver *l = arg;
	const struct cw_lives_record *r = l->left->at[place];

	return r && r->finding ? &r->finding->course : NULL;
}

static void add(void *arg, enum cw_place place, const struct cw_exited *e,
		bool told)
{
	const struct leaver *l = arg;
	struct cw_lives_record *r = l->left->at[place];
	struct cw_judgement j;

	if (r && cw_judge_exited(&r->lives, e, l->now_ns, &j))
		cw_finding_lives(r, l->p, &j, told, l->now_ns);
}

void cw_lives_leave(struct cw_process *p, u64 now_ns,
		    void (*tell)(const struct cw_process *p,
				 const struct cw_left *left, u64 now_ns))
{
	u64 exe = p->exe ? p->exe->entry.serial : 0;
	u64 tenant = p->tenant ? p->tenant->entry.serial : 0;
	struct cw_left left = { 0 };
	struct leaver leaver = { .p = p, .left = &left, .now_ns = now_ns };
	struct cw_exited whole, own;
	struct cw_leaving l = {
		.whole = &whole,
		.finding = finding_of,
		.add = add,
		.arg = &leaver,
	};
	unsigned int place;

	cw_exited_recall(&whole, memo, &p->track.window[0],
			 p->track.first_ns[0],
			 p->cpu_ns - p->cpu_before_ns);
	if (exe && cw_exited_own(&own, &whole, &p->own)) {
		l.own = &own;
		left.exe_told = cw_finding_explains(p, own.family, now_ns);
		left.at[CW_PLACE_USER] =
			record_for(exe, p->uid, 0, &own, now_ns);
		if (tenant)
			left.at[CW_PLACE_EXE] =
				record_for(exe, p->uid, tenant, &own, now_ns);
	}
	left.tenant_told = cw_finding_explains(p, whole.family, now_ns);
	if (tenant) {
		left.at[CW_PLACE_TENANT] =
			record_for(0, p->uid, tenant, &whole, now_ns);
		left.at[CW_PLACE_ALL] =
			record_for(0, CW_ANY_USER, tenant, &whole, now_ns);
	}
	if (tell)
		tell(p, &left, now_ns);
	l.exe_told = left.exe_told;
	l.tenant_told = left.tenant_told;
	/* what a finding that has just been opened says is not said again */
	for (place = cw_leave(&l, now_ns) + 1; place < CW_PLACE_COUNT; place++)
		forget_unless_open(&left.at[place]);
	for (place = 0; place < CW_PLACE_COUNT; place++)
		let_go(left.at[place]);
}

void cw_lives_age(u64 now_ns)
{
	struct cw_entry *entry, *next;
	unsigned int forgotten = 0;

	list_for_each_entry_safe(entry, next, &cw_lives_table.lru, lru) {
		struct cw_lives_record *r = record_of(entry);

		if (!cw_lives_are_old(&r->lives, now_ns) ||
		    forgotten == FORGET_PER_ROUND)
			break;
		remove_record(r);
		forgotten++;
	}
}

u64 cw_lives_evicted(void)
{
	return evicted;
}

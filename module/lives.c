// SPDX-License-Identifier: GPL-2.0-only
/*
 * What short-lived processes left, by whose they were: the evidence adds up
 * over many of them. lib/case/judge.h says what is made of it.
 */

#include "lives.h"
#include "finding.h"
#include "group.h"
#include "process.h"

#include <linux/slab.h>

/* Forgotten in one round, which is done under the lock. */
enum { FORGET_PER_ROUND = 256 };

struct cw_table cw_lives_table;

static struct kmem_cache *record_cache;
static u64 evicted;

int cw_lives_table_init(unsigned int max)
{
	int ret;

	evicted = 0;
	record_cache = KMEM_CACHE(cw_lives_record, 0);
	if (!record_cache)
		return -ENOMEM;
	ret = cw_table_init(&cw_lives_table, max);
	if (ret)
		kmem_cache_destroy(record_cache);
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

/* Return: whether a finding was opened about @r. */
static bool add(struct cw_lives_record *r, struct cw_process *p,
		const struct cw_exited *e, bool told, u64 now_ns)
{
	struct cw_judgement j;
	bool open;

	if (!r)
		return false;
	open = r->finding;
	if (cw_judge_exited(&r->lives, e, now_ns, &j))
		cw_finding_lives(r, p, &j, told, now_ns);
	return !open && r->finding;
}

static bool explains(const struct cw_lives_record *r,
		     const struct cw_exited *e, u64 now_ns)
{
	return r && r->finding &&
	       cw_case_explains(&r->finding->course, e->family, now_ns);
}

/* What a finding that has just been opened says is not to be said again. */
static void forget_unless_open(struct cw_lives_record **place)
{
	if (!*place || (*place)->finding)
		return;
	remove_record(*place);
	*place = NULL;
}

/*
 * @whole: all that @p showed; @own: what the code of its executable showed, or
 * NULL. The places that say most come first.
 */
static void leave(struct cw_process *p, const struct cw_exited *whole,
		  const struct cw_exited *own, struct cw_left *left, u64 now_ns)
{
	if (own && add(left->exe, p, own, left->exe_told, now_ns)) {
		forget_unless_open(&left->user);
		forget_unless_open(&left->tenant);
		forget_unless_open(&left->all);
		return;
	}
	if (own && !left->exe_told && !explains(left->exe, own, now_ns))
		add(left->user, p, own, false, now_ns);
	if (left->tenant_told || explains(left->exe, whole, now_ns))
		return;
	if (add(left->tenant, p, whole, false, now_ns))
		forget_unless_open(&left->all);
	else if (!explains(left->tenant, whole, now_ns))
		add(left->all, p, whole, false, now_ns);
}

void cw_lives_leave(struct cw_process *p, u64 now_ns,
		    void (*tell)(const struct cw_process *p,
				 const struct cw_left *left, u64 now_ns))
{
	u64 exe = p->exe ? p->exe->entry.serial : 0;
	u64 tenant = p->tenant ? p->tenant->entry.serial : 0;
	const struct cw_exited *own = NULL;
	struct cw_exited whole, part;
	struct cw_left left = { 0 };

	cw_exited_score(&whole, &p->track.window[0], p->track.first_ns,
			p->cpu_ns - p->cpu_before_ns);
	if (exe && cw_exited_own(&part, &whole, &p->own)) {
		own = &part;
		left.exe_told = cw_finding_explains(p, own->family, now_ns);
		left.user = record_for(exe, p->uid, 0, own, now_ns);
		if (tenant)
			left.exe = record_for(exe, p->uid, tenant, own, now_ns);
	}
	left.tenant_told = cw_finding_explains(p, whole.family, now_ns);
	if (tenant) {
		left.tenant = record_for(0, p->uid, tenant, &whole, now_ns);
		left.all = record_for(0, CW_ANY_USER, tenant, &whole, now_ns);
	}
	if (tell)
		tell(p, &left, now_ns);
	leave(p, &whole, own, &left, now_ns);
	let_go(left.exe);
	let_go(left.user);
	let_go(left.tenant);
	let_go(left.all);
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

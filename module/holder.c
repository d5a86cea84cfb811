// SPDX-License-Identifier: GPL-2.0-only
/*
 * Who holds how much of the table of findings, and who gives way when it is
 * full. All in constant time: a tenant can fill the table, and each finding
 * more than it holds comes through here.
 */

#include "holder.h"
#include "table.h"
#include "compat/slab.h"

#include <linux/hash.h>
#include <linux/log2.h>
#include <linux/math64.h>
#include <linux/time64.h>

enum {
	EVENTS_PER_SEC = 2,
	EVENTS_AT_ONCE = 16,
	/* a tenant may have many users: one must not use up what all have */
	TENANT_EVENTS = 4,
	/*
	 * The user within a tenant gives way, unless a user or a tenant as a
	 * whole holds more than so many times as much: it is in many tenants,
	 * or has many users.
	 */
	SPREAD = 2,
};

static struct hlist_head *bucket;
static unsigned int bits;
static unsigned int rows_max;
/* by number of rows, 1 to rows_max; and the highest number there is */
static struct list_head *by_rows[CW_HOLDER_ALL];
static unsigned int most[CW_HOLDER_ALL];
static struct cw_holder all;

static void init_held(struct cw_holder *h)
{
	unsigned int i;

	for (i = 0; i < CW_HELD_COUNT; i++)
		INIT_LIST_HEAD(&h->held[i]);
}

static void free_all(void)
{
	unsigned int kind;

	for (kind = 0; kind < CW_HOLDER_ALL; kind++) {
		kvfree(by_rows[kind]);
		by_rows[kind] = NULL;
	}
	kvfree(bucket);
	bucket = NULL;
}

int cw_holders_init(unsigned int max)
{
	unsigned int kind, i;

	rows_max = max;
	/* three holders of each row at most */
	bits = order_base_2(max) + 1;
	bucket = kvcalloc(1U << bits, sizeof(*bucket), GFP_KERNEL);
	if (!bucket)
		return -ENOMEM;
	for (kind = 0; kind < CW_HOLDER_ALL; kind++) {
		most[kind] = 0;
		by_rows[kind] = kvcalloc(max + 1, sizeof(*by_rows[kind]),
					 GFP_KERNEL);
		if (!by_rows[kind]) {
			free_all();
			return -ENOMEM;
		}
		for (i = 0; i <= max; i++)
			INIT_LIST_HEAD(&by_rows[kind][i]);
	}
	memset(&all, 0, sizeof(all));
	all.kind = CW_HOLDER_ALL;
	init_held(&all);
	return 0;
}

void cw_holders_destroy(void)
{
	WARN_ON(all.rows);
	free_all();
}

/* Whom a row in the name of @c has for a holder of this kind; false: none. */
static bool name_of(enum cw_holder_kind kind, const struct cw_claim *c,
		    u32 *user, u64 *tenant)
{
	*user = kind == CW_HOLDER_PAIR || kind == CW_HOLDER_USER ? c->user : 0;
	*tenant = kind == CW_HOLDER_USER ? 0 : c->tenant;
	/*
	 * The processes of root have nothing in common: most containers are
	 * root's. Its tenants answer each for itself.
	 */
	if (kind == CW_HOLDER_USER)
		return !c->whole_tenant && c->user;
	return kind != CW_HOLDER_PAIR || !c->whole_tenant;
}

static struct hlist_head *bucket_of(enum cw_holder_kind kind, u32 user,
				    u64 tenant)
{
	u64 key = tenant * CW_HOLDER_KINDS + kind + ((u64)user << 32);

	return &bucket[hash_64(key, bits)];
}

static struct cw_holder *find(enum cw_holder_kind kind, u32 user, u64 tenant)
{
	struct cw_holder *h;

	if (kind == CW_HOLDER_ALL)
		return &all;
	hlist_for_each_entry(h, bucket_of(kind, user, tenant), hash)
		if (h->kind == kind && h->user == user && h->tenant == tenant)
			return h;
	return NULL;
}

static struct cw_holder *find_or_make(enum cw_holder_kind kind, u32 user,
				      u64 tenant)
{
	struct cw_holder *h = find(kind, user, tenant);

	if (h)
		return h;
	h = kzalloc(sizeof(*h), CW_TABLE_GFP);
	if (!h)
		return NULL;
	h->kind = kind;
	h->user = user;
	h->tenant = tenant;
	init_held(h);
	INIT_LIST_HEAD(&h->peers);
	hlist_add_head(&h->hash, bucket_of(kind, user, tenant));
	return h;
}

/* It holds @delta rows more, 1 or -1; with none it is forgotten. */
static void count(struct cw_holder *h, int delta)
{
	h->rows += delta;
	if (h->kind == CW_HOLDER_ALL)
		return;
	if (!h->rows) {
		list_del(&h->peers);
		hlist_del(&h->hash);
	} else {
		list_move_tail(&h->peers, &by_rows[h->kind][h->rows]);
		most[h->kind] = max(most[h->kind], h->rows);
	}
	if (list_empty(&by_rows[h->kind][most[h->kind]]) && most[h->kind])
		most[h->kind]--;
	if (!h->rows)
		kfree(h);
}

static void leave(struct cw_holding *place)
{
	if (!place->holder)
		return;
	list_del(&place->row);
	count(place->holder, -1);
	place->holder = NULL;
}

int cw_hold(struct cw_holdings *h, const struct cw_claim *c, enum cw_held held)
{
	struct cw_holder *holder[CW_HOLDER_KINDS] = { NULL };
	unsigned int kind;
	u64 tenant;
	u32 user;

	lockdep_assert_held(&cw_tables_lock);
	for (kind = 0; kind < CW_HOLDER_KINDS; kind++) {
		if (!name_of(kind, c, &user, &tenant))
			continue;
		holder[kind] = find_or_make(kind, user, tenant);
		if (!holder[kind])
			goto err;
	}
	for (kind = 0; kind < CW_HOLDER_KINDS; kind++) {
		struct cw_holding *place = &h->of[kind];

		if (place->holder == holder[kind])
			continue;
		leave(place);
		place->holder = holder[kind];
		if (!place->holder)
			continue;
		list_add_tail(&place->row, &place->holder->held[held]);
		count(place->holder, 1);
	}
	cw_hold_as(h, held);
	return 0;
err:
	while (kind--) {
		if (holder[kind] && holder[kind]->kind != CW_HOLDER_ALL &&
		    !holder[kind]->rows) {
			hlist_del(&holder[kind]->hash);
			kfree(holder[kind]);
		}
	}
	return -ENOMEM;
}

bool cw_holds(const struct cw_holdings *h, const struct cw_claim *c)
{
	unsigned int kind;
	u64 tenant;
	u32 user;

	for (kind = 0; kind < CW_HOLDER_ALL; kind++) {
		const struct cw_holder *holder = h->of[kind].holder;

		if (!name_of(kind, c, &user, &tenant)) {
			if (holder)
				return false;
		} else if (!holder || holder->user != user ||
			   holder->tenant != tenant) {
			return false;
		}
	}
	return true;
}

void cw_hold_as(struct cw_holdings *h, enum cw_held held)
{
	unsigned int kind;

	lockdep_assert_held(&cw_tables_lock);
	for (kind = 0; kind < CW_HOLDER_KINDS; kind++) {
		struct cw_holding *place = &h->of[kind];

		if (place->holder)
			list_move_tail(&place->row, &place->holder->held[held]);
	}
}

void cw_hold_end(struct cw_holdings *h)
{
	unsigned int kind;

	lockdep_assert_held(&cw_tables_lock);
	for (kind = 0; kind < CW_HOLDER_KINDS; kind++)
		leave(&h->of[kind]);
}

static struct cw_holder *heaviest(enum cw_holder_kind kind)
{
	return list_first_entry_or_null(&by_rows[kind][most[kind]],
					struct cw_holder, peers);
}

/* Who holds most. */
static struct cw_holder *hog(void)
{
	struct cw_holder *h = heaviest(CW_HOLDER_PAIR), *other;

	other = heaviest(CW_HOLDER_USER);
	if (other && (!h || other->rows > SPREAD * h->rows))
		h = other;
	other = heaviest(CW_HOLDER_TENANT);
	if (other && (!h || other->rows > SPREAD * h->rows))
		h = other;
	return h;
}

static struct cw_holdings *first(struct cw_holder *h, enum cw_held held)
{
	struct cw_holding *place;

	place = list_first_entry_or_null(&h->held[held], struct cw_holding,
					 row);
	return place ? container_of(place - h->kind, struct cw_holdings, of[0]) :
		       NULL;
}

static struct cw_holdings *first_closed(struct cw_holder *h)
{
	struct cw_holdings *row = first(h, CW_HELD_SUSPICION);

	return row ?: first(h, CW_HELD_MEMORY);
}

struct cw_holdings *cw_hold_yields(const struct cw_claim *c,
				   bool (*asleep)(const struct cw_holdings *h,
						  u64 now_ns), u64 now_ns)
{
	struct cw_holder *h = hog(), *own = NULL;
	struct cw_holdings *row;
	u64 tenant;
	u32 user;

	lockdep_assert_held(&cw_tables_lock);
	if (!h)
		return NULL;
	row = first_closed(h);
	if (row)
		return row;
	if (name_of(h->kind, c, &user, &tenant))
		own = find(h->kind, user, tenant);
	row = first(h, CW_HELD_OPEN);
	if (row && (h == own ? asleep(row, now_ns) :
			       h->rows >= (own ? own->rows : 0) + 2))
		return row;
	if (own)
		return NULL;
	/* as many holders as rows, and another one who has none yet */
	row = first_closed(&all);
	if (row)
		return row;
	row = first(&all, CW_HELD_OPEN);
	return row && asleep(row, now_ns) ? row : NULL;
}

static bool has_events(struct cw_holder *h, u64 now_ns)
{
	u32 factor = h->kind == CW_HOLDER_TENANT ? TENANT_EVENTS : 1;
	u64 each_ns = NSEC_PER_SEC / (EVENTS_PER_SEC * factor);
	u64 more = now_ns > h->since_ns ?
		   div64_u64(now_ns - h->since_ns, each_ns) : 0;

	if (more) {
		h->events = min_t(u64, h->events + more,
				  EVENTS_AT_ONCE * factor);
		h->since_ns = now_ns;
	}
	return h->events;
}

bool cw_hold_may_tell(struct cw_holdings *h, bool waited, u64 now_ns)
{
	unsigned int kind;

	for (kind = 0; kind < CW_HOLDER_ALL; kind++) {
		struct cw_holder *holder = h->of[kind].holder;

		if (!holder)
			continue;
		if ((holder->late && !waited) || !has_events(holder, now_ns)) {
			holder->late = true;
			return false;
		}
	}
	for (kind = 0; kind < CW_HOLDER_ALL; kind++) {
		if (h->of[kind].holder)
			h->of[kind].holder->events--;
	}
	return true;
}

void cw_hold_turn(struct cw_holdings *h)
{
	unsigned int kind;

	for (kind = 0; kind < CW_HOLDER_ALL; kind++) {
		if (h->of[kind].holder)
			h->of[kind].holder->late = false;
	}
}

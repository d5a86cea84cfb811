/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _CW_HOLDER_H
#define _CW_HOLDER_H

#include <linux/list.h>
#include <linux/types.h>

/*
 * Who fills a bounded table: users, tenants, and each user within each tenant.
 * When it is full, whoever holds most of it gives way, and nobody else.
 */
enum cw_holder_kind {
	CW_HOLDER_PAIR,		/* a user within a tenant */
	CW_HOLDER_USER,
	CW_HOLDER_TENANT,
	CW_HOLDER_ALL,
	CW_HOLDER_KINDS,
};

/* What is held, the first to be given up first. */
enum cw_held {
	CW_HELD_SUSPICION,	/* closed, never confirmed */
	CW_HELD_MEMORY,		/* closed, was confirmed */
	CW_HELD_OPEN,
	CW_HELD_COUNT,
};

/**
 * struct cw_holder - a user, a tenant, or both
 * @hash:   bucket
 * @peers:  all that hold as many rows
 * @kind:   which
 * @user:   0 for tenants
 * @tenant: serial of the group, 0 for users and where there is none
 * @rows:   how many it holds
 * @held:   these, each list in the order of use
 * @events: how many it may still have told, as of @since_ns
 * @since_ns: 0: it had none told yet
 * @late:   it had to wait with one, so others of it wait behind that
 */
struct cw_holder {
	struct hlist_node hash;
	struct list_head peers;
	enum cw_holder_kind kind;
	u32 user;
	u64 tenant;
	unsigned int rows;
	struct list_head held[CW_HELD_COUNT];
	u32 events;
	u64 since_ns;
	bool late;
};

/**
 * struct cw_holding - a row's place among those of one holder
 * @row:    in cw_holder.held
 * @holder: NULL if nobody of this kind holds the row
 */
struct cw_holding {
	struct list_head row;
	struct cw_holder *holder;
};

/**
 * struct cw_holdings - a row's places; part of the row
 * @of: by enum cw_holder_kind
 */
struct cw_holdings {
	struct cw_holding of[CW_HOLDER_KINDS];
};

/**
 * struct cw_claim - in whose name a row is
 * @user:       the user who answers for it
 * @tenant:     serial of the tenant, 0: none
 * @whole_tenant: it is in the name of the tenant alone
 */
struct cw_claim {
	u32 user;
	u64 tenant;
	bool whole_tenant;
};

/* @max: rows at most. All of this is under cw_tables_lock. */
int cw_holders_init(unsigned int max);

/* All rows must have been given up. */
void cw_holders_destroy(void);

/**
 * cw_hold() - enter a row, or enter it in another name
 * @h:    its places; before the first time zeros
 * @c:    in whose name
 * @held: what it is
 *
 * Return: 0, or -ENOMEM and @h is as before.
 */
int cw_hold(struct cw_holdings *h, const struct cw_claim *c, enum cw_held held);

/* Is it still in this name? */
bool cw_holds(const struct cw_holdings *h, const struct cw_claim *c);

/* It is @held now and was just used. */
void cw_hold_as(struct cw_holdings *h, enum cw_held held);

void cw_hold_end(struct cw_holdings *h);

/**
 * cw_hold_yields() - which row is to be removed for another?
 * @c:      in whose name the other one is to be
 * @asleep: was this open row not used for a while?
 * @now_ns: for @asleep
 *
 * Whoever holds most gives way: of what is closed the oldest, then of what is
 * open the one that slept longest. Something open is only given up for somebody
 * with at least two rows less, so that nobody loses any to a holder of more;
 * or, if it sleeps, for another of the same holder; or, if it slept longest of
 * all and nobody holds more than one, for somebody who has none.
 *
 * Return: the row's places, or NULL: the new one is to be refused.
 */
struct cw_holdings *cw_hold_yields(const struct cw_claim *c,
				   bool (*asleep)(const struct cw_holdings *h,
						  u64 now_ns), u64 now_ns);

/**
 * cw_hold_may_tell() - may an event of this row be told now?
 * @h:      the row's places
 * @waited: it has waited, and it is its turn
 * @now_ns: CLOCK_BOOTTIME
 * Each holder has so many a second, and some that it did not use, so that a
 * flood of one does not fill the queues of who listens to all. As long as one of
 * its events waits, new ones do not overtake it.
 * Return: whether it may, which counts as done.
 */
bool cw_hold_may_tell(struct cw_holdings *h, bool waited, u64 now_ns);

/* Before all that waited are asked for in turn: to be called for each of them. */
void cw_hold_turn(struct cw_holdings *h);

#endif /* _CW_HOLDER_H */

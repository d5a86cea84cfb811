/* SPDX-License-Identifier: GPL-2.0-only */
/* top: what is sampled and what it was found to do, live on a terminal. */
#ifndef _TOOL_TOP_H
#define _TOOL_TOP_H

#include "netlink.h"

#define TOP_TEXT	128	/* bytes of a text that is kept */

/* One row a process, a tenant or a user. */
enum top_by {
	TOP_PROCESS,
	TOP_TENANT,
	TOP_USER,
	TOP_BYS,
};

enum top_order {
	TOP_SHARE,
	TOP_TIME,
	TOP_VERDICT,
	TOP_SCORE,
	TOP_NAME,
	TOP_ORDERS,
};

extern const char *const top_by_names[TOP_BYS];
extern const char *const top_order_names[TOP_ORDERS];

/**
 * struct top_row - one row; text is raw
 * @pid:       of the process
 * @n:         processes that are added up
 * @bad:       of them suspect or confirmed
 * @verdict:   the worst
 * @family:    of that, or empty
 * @score_milli: of that
 * @cpu_ns:    CPU time by samples
 * @share_bp:  of one CPU, since the last look
 * @owner:     whose its cgroup is
 */
struct top_row {
	uint32_t pid;
	unsigned int n;
	unsigned int bad;
	uint8_t verdict;
	char family[40];
	int32_t score_milli;
	uint64_t cpu_ns;
	uint64_t share_bp;
	char user[40];
	char comm[64];
	char container[40];
	char cgroup[TOP_TEXT];
	char owner[TOP_TEXT];
};

/* CPU time of a process when it was looked at last. */
struct top_past {
	uint32_t pid;
	uint64_t start_ns;
	uint64_t cpu_ns;
};

/**
 * struct top - what is shown
 * @by:       what a row is
 * @order:    by which they are sorted
 * @reversed: the other way round
 * @only_bad: without those that are clear
 * @processes: of the last look, one row each
 * @nr_processes: how many
 * @rows:     what is shown of them, sorted
 * @nr_rows:  how many
 * @past:     of the look before, by pid
 * @nr_past:  how many
 * @looked:   when, by CLOCK_BOOTTIME; 0: never
 * @status:   of the module, numbers only
 * @trouble:  why nothing newer is shown, or empty
 */
struct top {
	enum top_by by;
	enum top_order order;
	bool reversed;
	bool only_bad;
	struct top_row *processes;
	size_t nr_processes;
	struct top_row *rows;
	size_t nr_rows;
	struct top_past *past;
	size_t nr_past;
	uint64_t looked;
	struct status status;
	char trouble[128];
};

/* Take the processes of the module, and make rows of them. */
void top_take(struct top *t, const struct vec *processes);

/* What a row is of: the name of the program, of the tenant or of the user. */
const char *top_name(const struct top *t, const struct top_row *r);

/* Make the rows anew: something is to be seen in another way. */
void top_arrange(struct top *t);
void top_free(struct top *t);

/**
 * struct top_view - where somebody is looking
 * @row:   that is marked
 * @first: that is seen at the top
 * @page:  how many fit
 * @help:  the help is shown
 * @color: in colour
 */
struct top_view {
	size_t row;
	size_t first;
	size_t page;
	bool help;
	bool color;
};

/* Begin and end drawing; the end may be called twice, and restores all. */
bool top_screen_begin(struct top_view *v);
void top_screen_end(void);

/* Draw it all. */
void top_draw(const struct top *t, struct top_view *v);

#endif /* _TOOL_TOP_H */

// SPDX-License-Identifier: GPL-2.0-only
/* What guard remembers, in SQLite. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <sqlite3.h>

#include "escape.h"
#include "json.h"
#include "store.h"
#include "tool.h"

#define BUSY_MS		2000

/**
 * struct store - the open file
 * @db:       of SQLite, NULL if it could not be opened
 * @boot:     this boot: keys of cases hold for one
 * @failures: writes that failed
 * @said:     that they fail was said
 */
struct store {
	sqlite3 *db;
	char boot[BOOT_ID_LEN];
	unsigned long failures;
	bool said;
};

static const char schema[] =
	/* first: WAL makes the file, and then it is too late */
	"PRAGMA auto_vacuum=INCREMENTAL;"
	"PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
	"CREATE TABLE IF NOT EXISTS cases(boot TEXT, key TEXT, ms INTEGER,"
	" verdict TEXT, rule TEXT, matched_ms INTEGER, done INTEGER, doc TEXT,"
	" PRIMARY KEY(boot, key));"
	"CREATE TABLE IF NOT EXISTS events(ms INTEGER, boot TEXT, key TEXT,"
	" finding INTEGER, what TEXT, text TEXT);"
	"CREATE INDEX IF NOT EXISTS events_ms ON events(ms);"
	"PRAGMA user_version=1;";

static void note(struct store *s, bool ok)
{
	if (ok) {
		s->said = false;
		return;
	}
	s->failures++;
	if (!s->said)
		warn("the history cannot be written: %s; what happens is not remembered over a restart",
		     sqlite3_errmsg(s->db));
	s->said = true;
}

struct store *store_open(const char *path, bool write)
{
	int flags = write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE :
			    SQLITE_OPEN_READONLY;
	struct store *s = xmalloc(sizeof(*s));
	mode_t before = umask(0077);	/* it names everybody's processes */
	int err;

	*s = (struct store){ 0 };
	boot_id(s->boot);
	err = sqlite3_open_v2(path, &s->db, flags, NULL);
	if (!err)
		err = sqlite3_busy_timeout(s->db, BUSY_MS);
	if (!err && write)
		err = sqlite3_exec(s->db, schema, NULL, NULL, NULL);
	umask(before);
	if (!err)
		return s;
	warn("cannot open the history %s: %s", shown(path),
	     s->db ? sqlite3_errmsg(s->db) : sqlite3_errstr(err));
	store_close(s);
	return NULL;
}

void store_close(struct store *s)
{
	if (!s)
		return;
	sqlite3_close(s->db);
	free(s);
}

static sqlite3_stmt *prepare(struct store *s, const char *sql)
{
	sqlite3_stmt *stmt = NULL;

	if (!s || sqlite3_prepare_v2(s->db, sql, -1, &stmt, NULL))
		return NULL;
	return stmt;
}

static void finish(struct store *s, sqlite3_stmt *stmt)
{
	bool ok = stmt && sqlite3_step(stmt) == SQLITE_DONE;

	if (s)
		note(s, ok);
	sqlite3_finalize(stmt);
}

static void bind_text(sqlite3_stmt *stmt, int at, const char *text)
{
	sqlite3_bind_text(stmt, at, text, -1, SQLITE_TRANSIENT);
}

bool store_recall(struct store *s, const char *key, struct memory *m)
{
	sqlite3_stmt *stmt = prepare(s,
		"SELECT rule, matched_ms, done, verdict FROM cases WHERE boot=? AND key=?");
	bool found;

	*m = (struct memory){ 0 };
	if (!stmt)
		return false;
	bind_text(stmt, 1, s->boot);
	bind_text(stmt, 2, key);
	found = sqlite3_step(stmt) == SQLITE_ROW;
	if (found) {
		const char *rule = (const char *)sqlite3_column_text(stmt, 0);

		snprintf(m->rule, sizeof(m->rule), "%s", rule ? rule : "");
		m->matched_ms = sqlite3_column_int64(stmt, 1);
		m->done = sqlite3_column_int64(stmt, 2);
		/* a word is 0 */
		m->cgroup = sqlite3_column_int64(stmt, 3);
	}
	sqlite3_finalize(stmt);
	return found;
}

void store_remember(struct store *s, const char *key, const struct memory *m,
		    const char *verdict, const char *doc)
{
	sqlite3_stmt *stmt = prepare(s,
		"INSERT OR REPLACE INTO cases VALUES(?,?,?,?,?,?,?,?)");

	if (stmt) {
		bind_text(stmt, 1, s->boot);
		bind_text(stmt, 2, key);
		sqlite3_bind_int64(stmt, 3, realtime_ns() / 1000000);
		/* a tenant has none, and which cgroup it was in its place */
		if (m->cgroup)
			sqlite3_bind_int64(stmt, 4, m->cgroup);
		else
			bind_text(stmt, 4, verdict);
		bind_text(stmt, 5, m->rule);
		sqlite3_bind_int64(stmt, 6, m->matched_ms);
		sqlite3_bind_int64(stmt, 7, m->done);
		bind_text(stmt, 8, doc);
	}
	finish(s, stmt);
}

void store_event(struct store *s, const char *key, uint64_t id,
		 const char *what, const char *text)
{
	sqlite3_stmt *stmt = prepare(s,
		"INSERT INTO events VALUES(?,?,?,?,?,?)");

	if (stmt) {
		sqlite3_bind_int64(stmt, 1, realtime_ns() / 1000000);
		bind_text(stmt, 2, s->boot);
		bind_text(stmt, 3, key);
		sqlite3_bind_int64(stmt, 4, id);
		bind_text(stmt, 5, what);
		bind_text(stmt, 6, text);
	}
	finish(s, stmt);
}

static int64_t number(struct store *s, const char *sql)
{
	sqlite3_stmt *stmt = prepare(s, sql);
	int64_t n = stmt && sqlite3_step(stmt) == SQLITE_ROW ?
		    sqlite3_column_int64(stmt, 0) : 0;

	sqlite3_finalize(stmt);
	return n;
}

static void forget(struct store *s, const char *sql, int64_t value)
{
	sqlite3_stmt *stmt = prepare(s, sql);

	if (stmt)
		sqlite3_bind_int64(stmt, 1, value);
	finish(s, stmt);
}

void store_prune(struct store *s, unsigned int days, unsigned int mb)
{
	int64_t oldest = realtime_ns() / 1000000 - days * INT64_C(86400000);
	int64_t events, cases, used;

	if (!s)
		return;
	forget(s, "DELETE FROM events WHERE ms < ?", oldest);
	forget(s, "DELETE FROM cases WHERE ms < ?", oldest);
	for (;;) {
		used = (number(s, "PRAGMA page_count") -
			number(s, "PRAGMA freelist_count")) *
		       number(s, "PRAGMA page_size");
		events = number(s, "SELECT count(*) FROM events");
		cases = number(s, "SELECT count(*) FROM cases");
		if (used / 1048576 < mb || !(events + cases))
			break;
		forget(s, "DELETE FROM events WHERE rowid IN (SELECT rowid FROM events ORDER BY ms LIMIT ?)",
		       events / 8 + 1);
		forget(s, "DELETE FROM cases WHERE rowid IN (SELECT rowid FROM cases ORDER BY ms LIMIT ?)",
		       cases / 8 + 1);
		if (number(s, "SELECT count(*) FROM events") == events &&
		    number(s, "SELECT count(*) FROM cases") == cases)
			break;	/* it cannot be written */
	}
	sqlite3_exec(s->db, "PRAGMA incremental_vacuum; PRAGMA wal_checkpoint(TRUNCATE)",
		     NULL, NULL, NULL);
}

unsigned long store_failures(const struct store *s)
{
	return s ? s->failures : 0;
}

int store_history(struct store *s, const struct span *span, unsigned long n,
		  void (*tell)(void *data, uint64_t ms, uint64_t id,
			       const char *what, const char *text),
		  void *data)
{
	sqlite3_stmt *stmt = prepare(s,
		"SELECT ms, finding, what, text FROM (SELECT rowid AS r, * FROM events WHERE ms >= ?2 AND ms < ?3 ORDER BY ms DESC, r DESC LIMIT ?1) ORDER BY ms, r");
	int step;

	if (!stmt)
		return fail(EXIT_FAILED, "cannot read the history: %s",
			    sqlite3_errmsg(s->db));
	sqlite3_bind_int64(stmt, 1, n);
	sqlite3_bind_int64(stmt, 2, span->from_ms);
	sqlite3_bind_int64(stmt, 3, span->to_ms);
	while ((step = sqlite3_step(stmt)) == SQLITE_ROW) {
		const char *what = (const char *)sqlite3_column_text(stmt, 2);
		const char *text = (const char *)sqlite3_column_text(stmt, 3);

		tell(data, sqlite3_column_int64(stmt, 0),
		     sqlite3_column_int64(stmt, 1), what ? what : "",
		     text ? text : "");
	}
	sqlite3_finalize(stmt);
	return step == SQLITE_DONE ? 0 :
	       fail(EXIT_FAILED, "cannot read the history: %s",
		    sqlite3_errmsg(s->db));
}

int store_cases(struct store *s,
		void (*tell)(void *data, uint64_t ms, const char *doc),
		void *data)
{
	sqlite3_stmt *stmt = prepare(s, "SELECT ms, doc FROM cases WHERE doc <> '' ORDER BY ms");

	if (!stmt)
		return fail(EXIT_FAILED, "cannot read the history: %s",
			    sqlite3_errmsg(s->db));
	while (sqlite3_step(stmt) == SQLITE_ROW)
		tell(data, sqlite3_column_int64(stmt, 0),
		     (const char *)sqlite3_column_text(stmt, 1));
	sqlite3_finalize(stmt);
	return 0;
}

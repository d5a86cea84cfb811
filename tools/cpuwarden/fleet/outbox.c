// SPDX-License-Identifier: GPL-2.0-only
/* What waits to be sent, in SQLite. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>

#include <sqlite3.h>

#include "escape.h"
#include "outbox.h"
#include "tool.h"

#define BUSY_MS		2000

/**
 * struct outbox - the open file
 * @db:      of SQLite
 * @writer:  a random number, of this opening: no id is given twice, even if the
 *           last writes before a power failure are lost
 * @number:  of the next message
 * @version: of the file when it was looked at last
 * @said:    that it cannot be written was said
 */
struct outbox {
	sqlite3 *db;
	uint64_t writer;
	uint64_t number;
	int64_t version;
	bool said;
};

static const char schema[] =
	"PRAGMA auto_vacuum=INCREMENTAL;"
	"PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
	"CREATE TABLE IF NOT EXISTS messages(seq INTEGER PRIMARY KEY AUTOINCREMENT,"
	" id TEXT, key TEXT, doc TEXT);"
	"CREATE TABLE IF NOT EXISTS told(key TEXT PRIMARY KEY, state TEXT, doc TEXT);"
	"CREATE TABLE IF NOT EXISTS beat(one INTEGER PRIMARY KEY, number INTEGER,"
	" doc TEXT);"
	"CREATE TABLE IF NOT EXISTS given_up(one INTEGER PRIMARY KEY, n INTEGER);"
	"INSERT OR IGNORE INTO given_up VALUES(1, 0);"
	"PRAGMA user_version=1;";

static bool note(struct outbox *o, bool ok)
{
	if (!ok && !o->said)
		warn("the outbox cannot be written: %s",
		     sqlite3_errmsg(o->db));
	o->said = !ok;
	return ok;
}

struct outbox *outbox_open(const char *path)
{
	struct outbox *o = xmalloc(sizeof(*o));
	mode_t before = umask(0077);	/* it names everybody's processes */
	int err;

	*o = (struct outbox){ 0 };
	err = getrandom(&o->writer, sizeof(o->writer), 0) !=
	      sizeof(o->writer);
	if (!err)
		err = sqlite3_open(path, &o->db);
	if (!err)
		err = sqlite3_busy_timeout(o->db, BUSY_MS);
	if (!err)
		err = sqlite3_exec(o->db, schema, NULL, NULL, NULL);
	umask(before);
	if (!err)
		return o;
	warn("cannot open the outbox %s: %s", shown(path),
	     o->db ? sqlite3_errmsg(o->db) : "no random numbers");
	outbox_close(o);
	return NULL;
}

void outbox_close(struct outbox *o)
{
	if (!o)
		return;
	sqlite3_close(o->db);
	free(o);
}

/* A statement with up to three texts, NULL behind the last. */
static sqlite3_stmt *prepare(struct outbox *o, const char *sql,
			     const char *a, const char *b, const char *c)
{
	const char *texts[] = { a, b, c };
	sqlite3_stmt *stmt = NULL;
	int i;

	if (sqlite3_prepare_v2(o->db, sql, -1, &stmt, NULL))
		return NULL;
	for (i = 0; i < 3 && texts[i]; i++)
		sqlite3_bind_text(stmt, i + 1, texts[i], -1, SQLITE_TRANSIENT);
	return stmt;
}

static bool finish(sqlite3_stmt *stmt)
{
	bool ok = stmt && sqlite3_step(stmt) == SQLITE_DONE;

	sqlite3_finalize(stmt);
	return ok;
}

static bool run(struct outbox *o, const char *sql)
{
	return !sqlite3_exec(o->db, sql, NULL, NULL, NULL);
}

bool outbox_told(struct outbox *o, const char *key, const char *state)
{
	sqlite3_stmt *stmt = prepare(o, "SELECT state FROM told WHERE key=?",
				     key, NULL, NULL);
	bool found = stmt && sqlite3_step(stmt) == SQLITE_ROW;

	if (found && state)
		found = !strcmp((const char *)sqlite3_column_text(stmt, 0),
				state);
	sqlite3_finalize(stmt);
	return found;
}

char *outbox_last(struct outbox *o, const char *key)
{
	sqlite3_stmt *stmt = prepare(o, "SELECT doc FROM told WHERE key=?",
				     key, NULL, NULL);
	char *doc = NULL;

	if (stmt && sqlite3_step(stmt) == SQLITE_ROW) {
		const char *text = (const char *)sqlite3_column_text(stmt, 0);

		doc = xstrndup(text, strlen(text));
	}
	sqlite3_finalize(stmt);
	return doc;
}

void outbox_put(struct outbox *o, const char *key, const char *state,
		const char *doc)
{
	char id[OUTBOX_ID];
	bool ok;

	snprintf(id, sizeof(id), "%016" PRIx64 "-%" PRIu64, o->writer,
		 o->number);
	ok = run(o, "BEGIN IMMEDIATE") &&
	     finish(prepare(o, "INSERT INTO messages(id, key, doc) VALUES(?,?,?)",
			    id, key, doc)) &&
	     finish(prepare(o, state ?
			    "INSERT OR REPLACE INTO told VALUES(?,?,?)" :
			    "DELETE FROM told WHERE key=?",
			    key, state, doc)) &&
	     run(o, "COMMIT");
	note(o, ok);
	if (ok)
		o->number++;
	else
		run(o, "ROLLBACK");
}

char **outbox_open_keys(struct outbox *o, size_t *n)
{
	sqlite3_stmt *stmt = prepare(o, "SELECT key FROM told", NULL, NULL,
				     NULL);
	char **keys = NULL;

	*n = 0;
	while (stmt && sqlite3_step(stmt) == SQLITE_ROW) {
		const char *key = (const char *)sqlite3_column_text(stmt, 0);

		if (!(*n & (*n - 1)))
			keys = xrealloc(keys, (*n ? 2 * *n : 1) *
					sizeof(*keys));
		keys[(*n)++] = xstrndup(key, strlen(key));
	}
	sqlite3_finalize(stmt);
	return keys;
}

void outbox_beat(struct outbox *o, const char *doc)
{
	note(o, finish(prepare(o,
		"INSERT OR REPLACE INTO beat SELECT 1, 1 + coalesce(max(number), 0), ? FROM beat",
		doc, NULL, NULL)));
}

static int64_t number(struct outbox *o, const char *sql)
{
	sqlite3_stmt *stmt = prepare(o, sql, NULL, NULL, NULL);
	int64_t n = stmt && sqlite3_step(stmt) == SQLITE_ROW ?
		    sqlite3_column_int64(stmt, 0) : 0;

	sqlite3_finalize(stmt);
	return n;
}

void outbox_counts(struct outbox *o, int64_t *waiting, int64_t *given_up)
{
	*waiting = number(o, "SELECT count(*) FROM messages");
	*given_up = number(o, "SELECT n FROM given_up");
}

void outbox_bound(struct outbox *o)
{
	int64_t used;

	for (;;) {
		used = (number(o, "PRAGMA page_count") -
			number(o, "PRAGMA freelist_count")) *
		       number(o, "PRAGMA page_size");
		if (used >> 20 < OUTBOX_MB)
			break;
		if (!note(o, run(o, "BEGIN IMMEDIATE;"
			"CREATE TEMP TABLE old AS SELECT seq FROM messages ORDER BY seq LIMIT (SELECT count(*) / 8 + 1 FROM messages);"
			"UPDATE given_up SET n = n + (SELECT count(*) FROM old);"
			"DELETE FROM messages WHERE seq IN (SELECT seq FROM old);"
			"DROP TABLE old; COMMIT"))) {
			run(o, "ROLLBACK");
			break;
		}
		if (!number(o, "SELECT count(*) FROM messages"))
			break;
	}
	run(o, "PRAGMA incremental_vacuum");
}

bool outbox_changed(struct outbox *o)
{
	int64_t before = o->version;

	o->version = number(o, "PRAGMA data_version");
	return o->version != before;
}

bool outbox_next(struct outbox *o, int64_t after, struct outbox_message *m)
{
	sqlite3_stmt *stmt = prepare(o,
		"SELECT seq, id, key, doc FROM messages WHERE seq > ? ORDER BY seq LIMIT 1",
		NULL, NULL, NULL);
	bool found;

	if (!stmt)
		return false;
	sqlite3_bind_int64(stmt, 1, after);
	found = sqlite3_step(stmt) == SQLITE_ROW;
	if (found) {
		const char *doc = (const char *)sqlite3_column_text(stmt, 3);

		m->seq = sqlite3_column_int64(stmt, 0);
		snprintf(m->id, sizeof(m->id), "%s",
			 (const char *)sqlite3_column_text(stmt, 1));
		snprintf(m->key, sizeof(m->key), "%s",
			 (const char *)sqlite3_column_text(stmt, 2));
		m->doc = xstrndup(doc, strlen(doc));
	}
	sqlite3_finalize(stmt);
	return found;
}

bool outbox_done(struct outbox *o, int64_t seq)
{
	sqlite3_stmt *stmt = prepare(o, "DELETE FROM messages WHERE seq <= ?",
				     NULL, NULL, NULL);

	if (stmt)
		sqlite3_bind_int64(stmt, 1, seq);
	return note(o, finish(stmt));
}

char *outbox_beat_after(struct outbox *o, int64_t *last)
{
	sqlite3_stmt *stmt = prepare(o, "SELECT number, doc FROM beat", NULL,
				     NULL, NULL);
	char *doc = NULL;

	if (stmt && sqlite3_step(stmt) == SQLITE_ROW &&
	    sqlite3_column_int64(stmt, 0) != *last) {
		const char *text = (const char *)sqlite3_column_text(stmt, 1);

		*last = sqlite3_column_int64(stmt, 0);
		doc = xstrndup(text, strlen(text));
	}
	sqlite3_finalize(stmt);
	return doc;
}

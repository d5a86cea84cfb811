/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Hear what the module tells, over silence, lost messages and reloads: what
 * watch and guard are made of.
 */
#ifndef _TOOL_LISTENER_H
#define _TOOL_LISTENER_H

#include "netlink.h"

/* What is heard that is no finding. */
enum listener_note {
	LISTENER_LOST,		/* the kernel could not queue messages */
	LISTENER_SILENT,	/* no heartbeat */
	LISTENER_ALIVE,		/* … but now */
	LISTENER_UNLOADED,	/* the module is gone */
	LISTENER_RELOADED,	/* it was loaded anew: ids begin at 1 again */
};

/**
 * listener_note_name() - the word for it in lines, JSON and the journal
 * @note: what was heard
 *
 * Return: the word.
 */
const char *listener_note_name(enum listener_note note);

/* Whence a finding is known. */
enum listener_source {
	LISTENER_EVENT,		/* told as it happened */
	LISTENER_BEFORE,	/* was there when the listening began */
	LISTENER_MISSED,	/* its message was lost, it was asked for */
};

/**
 * struct listener_ops - who hears; all are called with listener.data
 * @finding: one that is new or changed
 * @forgotten: a finding was open when it was heard of last, and the module has
 *           it no more: the message that it was closed is lost. May be NULL
 * @status:  a heartbeat, and what the module says when it is reached
 * @note:    anything else, in words too
 */
struct listener_ops {
	void (*finding)(void *data, const struct finding *f,
			enum listener_source source);
	void (*forgotten)(void *data, uint64_t id);
	void (*status)(void *data, const struct status *s);
	void (*note)(void *data, enum listener_note note, const char *text);
};

/**
 * struct listener - a connection to the module, whichever is loaded
 * @nl:       the connection; none if its transport is NULL
 * @ops:      who hears
 * @data:     for @ops
 * @patience_ns: how long an unloaded module is waited for; UINT64_MAX: for ever
 * @cookie:   of the load of the module that is heard, 0 if it has none
 * @heard:    when the last message came, by CLOCK_BOOTTIME
 * @probed:   when the module was looked for last
 * @gone:     since when it is unloaded, else 0
 * @silent:   silence has been told
 * @torn:     messages were lost: what is known must be asked for
 * @findings: root of the tree of what was heard of each finding
 * @known:    how many those are
 * @open:     how many of them are open
 * @round:    of the last that was asked for all
 */
struct listener {
	struct nl nl;
	const struct listener_ops *ops;
	void *data;
	uint64_t patience_ns;
	uint64_t cookie;
	uint64_t heard;
	uint64_t probed;
	uint64_t gone;
	bool silent;
	bool torn;
	void *findings;
	size_t known;
	size_t open;
	unsigned int round;
};

/**
 * listener_open() - begin to listen
 * @l:    zeroed but for @ops, @data and @patience_ns
 *
 * What is there already is told, as LISTENER_BEFORE. With endless patience it
 * is no failure if the module is not loaded.
 *
 * Return: 0 or enum exit_code, said.
 */
int listener_open(struct listener *l);

/**
 * listener_step() - wait for something to happen, and tell it
 * @l:       the listener
 * @stop:    ends the waiting when it is readable; -1 for none
 * @wait_ms: how long to wait at most
 *
 * Return: 0, -EINTR for @stop, or enum exit_code, said.
 */
int listener_step(struct listener *l, int stop, int wait_ms);
void listener_close(struct listener *l);

#endif /* _TOOL_LISTENER_H */

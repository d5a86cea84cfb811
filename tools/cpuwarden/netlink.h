/* SPDX-License-Identifier: GPL-2.0-only */
/* The generic netlink family cpuwarden, from the side of user space. */
#ifndef _TOOL_NETLINK_H
#define _TOOL_NETLINK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model.h"
#include "reply.h"
#include "transport.h"

#define NL_BUFFER_SIZE	65536
#define NL_DUMP_TRIES	5

/* What nl_event() makes of the controller's news: no command of the module. */
#define NL_CMD_FAMILY_NEW	0xfe
#define NL_CMD_FAMILY_GONE	0xff

/**
 * struct nl - a connection to the module
 * @transport: the socket
 * @family:    id of the family
 * @version:   version of the protocol the module speaks
 * @seq:       of the last request
 * @torn:      the last dump was torn each time it was tried; what it gave may
 *             lack entries or have some twice
 * @text:      what the kernel said of the last error, else empty
 */
struct nl {
	struct transport *transport;
	uint16_t family;
	uint32_t version;
	uint32_t seq;
	bool torn;
	char text[REPLY_TEXT_LEN];
};

/**
 * struct nl_arg - an attribute of a request
 * @type:  number of the attribute
 * @size:  4 or 8 bytes; 0 for no attribute
 * @value: what it says
 */
struct nl_arg {
	uint16_t type;
	uint8_t size;
	uint64_t value;
};

/**
 * nl_open() - find the module
 * @nl: result; nl_close() it on success
 *
 * Never has the kernel load it.
 *
 * Return: 0, -ENOENT if the family is not there, -errno.
 */
int nl_open(struct nl *nl);
void nl_close(struct nl *nl);

/**
 * nl_connect() - nl_open(), and say what is wrong if it fails
 *
 * Return: 0 or enum exit_code.
 */
int nl_connect(struct nl *nl);

/**
 * nl_do() - one request, one answer
 * @nl:     the connection
 * @cmd:    CPUWARDEN_CMD_*
 * @arg:    attribute of the request, NULL for none
 * @schema: of the answer, NULL if only an acknowledgment is expected
 * @record: result, to be freed with record_free() on success
 *
 * Return: 0 or -errno, with @nl->text.
 */
int nl_do(struct nl *nl, uint8_t cmd, const struct nl_arg *arg,
	  const struct schema *schema, void *record);

/* The same with @n attributes. */
int nl_do_with(struct nl *nl, uint8_t cmd, const struct nl_arg *args, size_t n,
	       const struct schema *schema, void *record);

/**
 * nl_dump() - all records
 * @nl:     the connection
 * @cmd:    CPUWARDEN_CMD_*
 * @schema: of the records
 * @vec:    result, to be freed with vec_free()
 *
 * A torn dump is tried again NL_DUMP_TRIES times; then @nl->torn says so.
 *
 * Return: 0 or -errno, with @nl->text.
 */
int nl_dump(struct nl *nl, uint8_t cmd, const struct schema *schema,
	    struct vec *vec);

/**
 * nl_failed() - say why a request failed
 * @nl:   the connection
 * @err:  -errno as returned
 * @what: what was tried: "read the findings"
 *
 * Return: enum exit_code.
 */
int nl_failed(const struct nl *nl, int err, const char *what);

/*
 * Ask for the events, and whether the family comes or goes; 0 or -errno, with
 * @nl->text.
 */
int nl_subscribe(struct nl *nl);

/**
 * nl_event() - take one datagram of events apart
 * @nl:     the connection
 * @buf:    what transport_recv() gave
 * @len:    bytes
 * @handle: called per message with its command and its attributes
 * @data:   for @handle
 *
 * Return: 0, the first value of @handle that is not 0, or -EBADMSG.
 */
int nl_event(const struct nl *nl, const void *buf, size_t len,
	     int (*handle)(uint8_t cmd, const void *attrs, size_t len,
			   void *data),
	     void *data);

#endif /* _TOOL_NETLINK_H */

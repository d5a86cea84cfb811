// SPDX-License-Identifier: GPL-2.0-only
/*
 * libFuzzer target: a trace as a hostile file. With an odd first byte the rest
 * is the file; else it is what a block unpacks to, and the checksums hold.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <zlib.h>

#include "trace/trace.h"

#define HEADER_LEN	32
#define BLOCK_LEN	16
#define RAW_MAX		65536

static void put32(u8 *at, u32 value)
{
	memcpy(at, &value, sizeof(value));
}

/* Version 1 or 2 by a bit of @flags. Returns the length. */
static size_t wrap(u8 *out, size_t room, u8 flags, const u8 *raw, size_t len)
{
	uLongf packed = room - HEADER_LEN - BLOCK_LEN;
	u8 *block = out + HEADER_LEN;

	memset(out, 0, HEADER_LEN);
	memcpy(out, "CWTRACE", 8);
	out[8] = flags & 2 ? 2 : 1;
	out[10] = HEADER_LEN;
	out[12] = flags & 2 ? 2 : 0;	/* by the module */
	put32(out + 28, crc32(0, out, 28));
	if (compress2(block + BLOCK_LEN, &packed, raw, len, 1) != Z_OK)
		abort();
	memcpy(block, "CWBK", 4);
	put32(block + 4, len);
	put32(block + 8, packed);
	put32(block + 12, crc32(0, block + BLOCK_LEN, packed));
	return HEADER_LEN + BLOCK_LEN + packed;
}

static void read_all(const char *path)
{
	struct cw_trace_reader *r;
	struct cw_trace_entry e;
	const char *why = NULL;
	size_t len;

	r = cw_trace_open(path, &why);
	if (!r) {
		if (!why)
			abort();
		return;
	}
	cw_trace_flags(r);
	cw_trace_rate(r);
	while (cw_trace_next(r, &e) > 0)
		if (!cw_trace_raw(r, &len) || len < 4)
			abort();
	cw_trace_torn(r);
	cw_trace_close(r);
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
	static u8 file[RAW_MAX * 2];
	static char path[64];
	static int fd = -1;

	if (!size || size > RAW_MAX)
		return 0;
	if (fd < 0) {
		fd = memfd_create("trace", 0);
		snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	}
	if (*data & 1) {
		memcpy(file, data + 1, --size);
	} else {
		size = wrap(file, sizeof(file), *data, data + 1, size - 1);
	}
	if (ftruncate(fd, 0) || pwrite(fd, file, size, 0) != (ssize_t)size)
		abort();
	read_all(path);
	return 0;
}

// SPDX-License-Identifier: GPL-2.0-only
/*
 * libFuzzer target: the input is records, one after the other, as a hostile
 * trace would hold them; what parses is judged. A record is handed over in
 * memory of its own length, so that ASan sees a read beyond it.
 */
#include <stdlib.h>

#include "replay/verdicts.h"

static void take(struct cw_verdicts *v, const u8 *data, size_t len)
{
	struct cw_trace_entry e;
	u8 *record = malloc(len);

	if (!record)
		abort();
	memcpy(record, data, len);
	if (cw_record_parse(&e, record, len) > 0 && cw_verdicts_take(v, &e))
		abort();
	free(record);
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
	struct cw_verdicts *v = cw_verdicts_new();
	const struct cw_replay_finding *f;
	size_t len;

	if (!v)
		abort();
	while (size >= 4) {
		len = data[2] | data[3] << 8;
		if (len < 4 || len > size)
			break;
		take(v, data, len);
		data += len;
		size -= len;
	}
	for (f = v->findings; f; f = f->next)
		if (!f->course.verdict ||
		    f->course.verdict >= CW_VERDICT_COUNT ||
		    f->course.nr_evidence > CW_CASE_EVIDENCE)
			abort();
	cw_verdicts_free(v);
	return 0;
}

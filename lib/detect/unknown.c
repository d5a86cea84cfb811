// SPDX-License-Identifier: GPL-2.0-only
#include "unknown.h"
#include "signs.h"

/* All that the rules and the model of unknown-hash ask for. */
static const u8 counted[CW_UNKNOWN_SIGNS] = {
	CW_SIGN_RANDOM_SOME, CW_SIGN_RANDOM_VECTORS, CW_SIGN_RANDOM_WALK,
	CW_SIGN_ANON_EXEC, CW_SIGN_IMUL, CW_SIGN_PMULUDQ, CW_SIGN_FP,
	CW_SIGN_BYTE_LOOKUPS, CW_SIGN_AES_INSN, CW_SIGN_AES_FINAL,
	CW_SIGN_CLMUL, CW_SIGN_SUBSTITUTION, CW_SIGN_AES_ROUND,
};

/* The time that they stand for is halved, too: their rate stays. */
static void halve(struct cw_unknown *u, u64 now_ns)
{
	unsigned int i;

	if (now_ns > u->first_ns)
		u->first_ns += (now_ns - u->first_ns) / 2;
	u->samples /= 2;
	u->code /= 2;
	u->values /= 2;
	u->vectors /= 2;
	for (i = 0; i < CW_UNKNOWN_SIGNS; i++)
		u->seen[i] /= 2;
	for (i = 0; i < CW_CIRCUMSTANCE_COUNT; i++)
		u->circumstance[i] /= 2;
}

void cw_unknown_add(struct cw_unknown *u, const struct cw_signs *s, u64 now_ns)
{
	unsigned int i;

	if (u->samples >= CW_WINDOW_SAMPLES)
		halve(u, now_ns);
	if (!u->samples)
		u->first_ns = now_ns;
	u->samples++;
	u->code += s->insns != 0;
	u->values += s->values;
	u->vectors += s->vectors;
	for (i = 0; i < CW_UNKNOWN_SIGNS; i++)
		u->seen[i] += cw_sign_seen(s, counted[i]);
	for (i = 0; i < CW_CIRCUMSTANCE_COUNT; i++)
		u->circumstance[i] += s->circumstances >> i & 1;
}

const struct cw_window *cw_track_counts(const struct cw_track *t,
					unsigned int family,
					struct cw_window *room)
{
	const struct cw_unknown *u = &t->unknown;
	unsigned int i;

	if (family != CW_FAMILY_UNKNOWN_HASH)
		return &t->window[0];
	memset(room, 0, sizeof(*room));
	room->samples = u->samples;
	room->code = u->code;
	room->values = u->values;
	room->vectors = u->vectors;
	for (i = 0; i < CW_UNKNOWN_SIGNS; i++) {
		room->seen[counted[i]] = u->seen[i];
		room->shown[counted[i] / 64] |= (u64)!!u->seen[i] <<
						counted[i] % 64;
	}
	memcpy(room->circumstance, u->circumstance,
	       sizeof(room->circumstance));
	return room;
}

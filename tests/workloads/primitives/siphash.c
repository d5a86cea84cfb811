// SPDX-License-Identifier: GPL-2.0-only
/* SipHash-2-4. Source: Aumasson, Bernstein: "SipHash", 2012. */
#include "primitives.h"
#include "sipround.h"

u64 siphash24(const u8 key[16], const void *in, size_t len)
{
	const u8 *p = in;
	u64 k0 = get_le64(key), k1 = get_le64(key + 8);
	u64 v[4] = {	/* "somepseudorandomlygeneratedbytes" */
		k0 ^ 0x736f6d6570736575, k1 ^ 0x646f72616e646f6d,
		k0 ^ 0x6c7967656e657261, k1 ^ 0x7465646279746573,
	};
	u8 last[8] = { 0 };
	size_t rest = len % 8;
	u64 m;

	for (; p < (const u8 *)in + len - rest; p += 8) {
		m = get_le64(p);
		v[3] ^= m;
		sipround(v, SIP_ROTE);
		sipround(v, SIP_ROTE);
		v[0] ^= m;
	}
	memcpy(last, p, rest);
	last[7] = len;
	m = get_le64(last);
	return sip_finish(v, m, SIP_ROTE);
}

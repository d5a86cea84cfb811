// SPDX-License-Identifier: GPL-2.0-only
/* A machine that is emulated, memory that is tested, sorting, compression. */
#include "honest.h"

#include <math.h>

/* A machine of a few dozen instructions, integers and doubles, is emulated. */
void emulator(size_t bytes)
{
	u64 reg[32] = { 0 };
	double f[32];
	u8 *ram = space(bytes + 8);
	u64 mask = bytes - 1;
	struct insn {
		u8 op, rd, rs, rt;
		int32_t imm;
	} *code = space(4096 * sizeof(*code));

	for (int i = 0; i < 4096; i++) {
		u64 r = next();

		code[i] = (struct insn){ r % 19, r >> 8 & 31, r >> 16 & 31, r >> 24 & 31,
					 r >> 32 };
	}
	for (int i = 0; i < 32; i++) {
		reg[i] = next();
		f[i] = i + 1.5;
	}
	for (size_t pc = 0, steps = 0;; steps++) {
		struct insn *i = code + pc;
		u64 a = reg[i->rs], b = reg[i->rt], *d = reg + i->rd;

		pc = (pc + 1) & 4095;
		switch (i->op) {
		case 0: *d = a + b; break;
		case 1: *d = a - b; break;
		case 2: *d = a * b; break;
		case 3: *d = (u128)a * b >> 64; break;
		case 4: *d = a ^ b; break;
		case 5: *d = a & b; break;
		case 6: *d = a >> (b & 63) | a << (-b & 63); break;
		case 7: *d = a + i->imm; break;
		case 8: memcpy(d, ram + ((a + i->imm) & mask), 8); break;
		case 9: memcpy(ram + ((a + i->imm) & mask), &b, 8); break;
		case 10: f[i->rd] = f[i->rs] + f[i->rt]; break;
		case 11: f[i->rd] = f[i->rs] - f[i->rt]; break;
		case 12: f[i->rd] = f[i->rs] * f[i->rt]; break;
		case 13: f[i->rd] = f[i->rs] / (f[i->rt] + 1); break;
		case 14: f[i->rd] = sqrt(fabs(f[i->rs])); break;
		case 15: f[i->rd] = (double)(int32_t)a; break;
#ifdef __x86_64__
		case 16: _MM_SET_ROUNDING_MODE((a & 3) << 13); break;
#endif
		case 17: pc = a & 7 ? pc : (pc - 64) & 4095; break;
		case 18: *d = a ? b / a : ~0ull; break;
		}
		if (!(steps & 0xfffff))
			for (int k = 0; k < 32; k++)
				f[k] = k + 1.5;
	}
}

/* A tester of memory: walking ones, own address, random there and back. */
void memtest(size_t bytes)
{
	size_t n = bytes / 8;
	u64 *m = space(bytes);

	for (;;) {
		for (int pass = 0; pass < 8; pass++) {
			u64 pattern = 1ull << (pass * 8);

			for (size_t i = 0; i < n; i++)
				m[i] = i & 1 ? pattern : ~pattern;
			for (size_t i = 0; i < n; i++)
				must(m[i] == (i & 1 ? pattern : ~pattern), "memory");
		}
		u64 at = seed;

		for (size_t i = 0; i < n; i++)
			m[i] = next();
		seed = at;
		for (size_t i = 0; i < n; i++)
			must(m[i] == next(), "memory");
		for (size_t i = 0; i < n; i++)
			m[i] = (u64)(m + i) ^ 0x5555555555555555;
		for (size_t i = 0; i < n; i++) {
			size_t k = next() % n;

			must(m[k] == ((u64)(m + k) ^ 0x5555555555555555), "memory");
			m[k] = ~m[k];
			m[k] = ~m[k];
		}
	}
}

/* Suffixes sorted by doubling, then the Burrows-Wheeler transform. */
void suffixes(size_t bytes)
{
	size_t n = bytes / 16;
	u8 *text = space(n);
	u32 *sa = space(4 * n), *rank = space(4 * n), *tmp = space(4 * n);
	u32 *count = space(4 * (n + 256));

	for (;;) {
		for (size_t i = 0; i < n; i++)
			text[i] = next() % 8 ? text[i ? i - 1 : 0] ^ (next() & 1) : next() & 15;
		for (size_t i = 0; i < n; i++) {
			sa[i] = i;
			rank[i] = text[i];
		}
		for (size_t k = 0, top = 256;; k = k ? 2 * k : 1) {
			size_t p = 0;

			for (size_t i = n - k; i < n; i++)
				tmp[p++] = i;
			for (size_t i = 0; i < n; i++)
				if (sa[i] >= k)
					tmp[p++] = sa[i] - k;
			memset(count, 0, 4 * top);
			for (size_t i = 0; i < n; i++)
				count[rank[i]]++;
			for (size_t i = 1; i < top; i++)
				count[i] += count[i - 1];
			for (size_t i = n; i--;)
				sa[--count[rank[tmp[i]]]] = tmp[i];
			tmp[sa[0]] = 0;
			p = 0;
			for (size_t i = 1; i < n; i++) {
				u32 a = sa[i - 1], b = sa[i];
				u32 ra = a + k < n ? rank[a + k] + 1 : 0;
				u32 rb = b + k < n ? rank[b + k] + 1 : 0;

				p += rank[a] != rank[b] || ra != rb;
				tmp[b] = p;
			}
			memcpy(rank, tmp, 4 * n);
			top = p + 1 > 256 ? p + 1 : 256;
			if (p == n - 1)
				break;
		}
		for (size_t i = 1; i < n; i++)
			must(rank[sa[i]] == i, "order");
	}
}

/* A battery for generators: frequencies, gaps, runs, collisions. */
void battery(size_t bytes)
{
	u32 *seen = space(bytes), mask = bytes / 4 - 1;
	u64 s0 = 1, s1 = 2;

	for (;;) {
		u64 ones = 0, runs = 0, last = 0, hits = 0, sums[16] = { 0 };

		memset(seen, 0, bytes);
		for (u32 n = 0; n < mask; n++) {
			u64 a = s0, b = s1, r = a + b;

			b ^= a;
			s0 = (a << 24 | a >> 40) ^ b ^ b << 16;
			s1 = b << 37 | b >> 27;
			ones += __builtin_popcountll(r);
			runs += __builtin_popcountll(r ^ (r << 1 | last));
			last = r >> 63;
			sums[r >> 60]++;
			u32 *at = seen + (r & mask);

			hits += *at;
			*at = 1;
		}
		double z = (ones - 32.0 * mask) / sqrt(16.0 * mask), x = 0;

		for (int i = 0; i < 16; i++)
			x += (sums[i] - mask / 16.0) * (sums[i] - mask / 16.0) / (mask / 16.0);
		must(fabs(z) < 7 && x < 90 && hits > mask / 4, "random");
		sink += runs;
	}
}

/* Compression by a table of positions, found by a multiplication. */
void lz(size_t bytes)
{
	u8 *in = space(bytes + 64);
	u32 table[1 << 14];

	for (size_t i = 0; i < bytes; i++)
		in[i] = next() % 5 ? in[i > 977 ? i - 977 : 0] : "etaoin shrdlu"[next() % 13];
	for (;;) {
		size_t out = 0;

		memset(table, 0, sizeof(table));
		for (size_t i = 1; i + 64 < bytes;) {
			u32 w, v;

			memcpy(&w, in + i, 4);
			u32 h = w * 2654435761u >> 18, at = table[h];

			table[h] = i;
			memcpy(&v, in + at, 4);
			if (v == w && at) {
				size_t n = 4;

				while (n < 60 && in[at + n] == in[i + n])
					n++;
				i += n;
				out += 3;
			} else {
				i++;
				out++;
			}
		}
		must(out < bytes, "ratio");
	}
}

// SPDX-License-Identifier: GPL-2.0-only
/*
 * A renderer: three textures by a table of 256 words, added into pixels of
 * sixteen bytes: bytes of several words looked up as in an AES round, and a
 * mask 2^20-16 (compiled to WebAssembly).
 */
#include <stdint.h>
#include <stdio.h>
#include <time.h>

static uint32_t lin[256], tex[65536], lmap[65536], det[65536];
struct px {
	uint32_t r, g, b, a;
};

static struct px hdr[65536];

int main(void)
{
	for (int i = 0; i < 256; i++)
		lin[i] = i * i;
	for (int i = 0; i < 65536; i++)
		tex[i] = i * 2654435761u, lmap[i] = i * 40503u,
		det[i] = i * 69621u;
	uint32_t u = 0, v = 0, off = 0, z = 70000;
	time_t e = time(0) + 12;
	do
		for (int i = 0; i < 200000; i++) {
			u += 0x8123 * z >> 8;
			v += 0x917;
			z += 3;
			off = (off + 16) & (sizeof(hdr) - 16);
			uint32_t x = u >> 16 & 255, y = v >> 8 & 0xff00;
			uint32_t a = tex[y | x], b = lmap[(y | x) >> 1],
				 c = det[(y | x) * 4 & 0xffff];
			struct px *p = (struct px *)((char *)hdr + off);
			p->r += lin[a >> 16 & 255] + lin[b >> 16 & 255] +
				lin[c >> 16 & 255];
			p->g += lin[a >> 8 & 255] + lin[b >> 8 & 255] +
				lin[c >> 8 & 255];
			p->a += a * z;
			p->b += lin[a & 255] + lin[b & 255] + lin[c & 255];
		}
	while (time(0) < e);
	printf("%u\n", hdr[7].r);
}

// SPDX-License-Identifier: GPL-2.0-only
/*
 * Fast hashes of Debian's libraries over shingles:
 * smallhash farm|metro|murmur|xxh64|XXH3
 */
#include <cstdint>
#include <cstring>
#include <farmhash.h>
#include <metrohash.h>
#include <string>
#include <xxhash.h>

extern "C" {
#include <murmurhash.h>
}

static uint64_t one(const char *how, const char *text, size_t n)
{
	uint64_t out[2];

	switch (how[0]) {
	case 'f':
		return util::Hash64(text, n);
	case 'x':
		return XXH64(text, n, 1);
	case 'm':
		if (how[1] == 'u') {
			lmmh_x64_128(text, n, 1, out);
			return out[0];
		}
		MetroHash64::Hash(reinterpret_cast<const uint8_t *>(text), n,
				  reinterpret_cast<uint8_t *>(out), 1);
		return out[0];
	default:
		return XXH3_64bits(text, n);
	}
}

int main(int argc, char **argv)
{
	std::string text(1 << 20, 'x');
	volatile uint64_t sum = 0;

	for (size_t i = 0; i < text.size(); i++)
		text[i] = i * i >> 5;
	for (;;)
		for (size_t i = 0; i + 64 < text.size(); i++)
			sum ^= one(argc == 2 ? argv[1] : "", &text[i],
				   16 + i % 48);
}

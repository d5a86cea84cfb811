// SPDX-License-Identifier: GPL-2.0-only
/*
 * Sorting of numbers and strings:
 * sorts spread|stable|heap|radix|strings|float|tbb
 */
#include <algorithm>
#include <boost/sort/sort.hpp>
#include <cstdint>
#include <cstring>
#include <random>
#include <string>
#include <tbb/parallel_sort.h>
#include <vector>

static void radix(std::vector<uint32_t> &keys)
{
	std::vector<uint32_t> other(keys.size());

	for (int shift = 0; shift < 32; shift += 8) {
		size_t start[257] = { 0 };

		for (uint32_t key : keys)
			start[(key >> shift & 255) + 1]++;
		for (int i = 0; i < 256; i++)
			start[i + 1] += start[i];
		for (uint32_t key : keys)
			other[start[key >> shift & 255]++] = key;
		keys.swap(other);
	}
}

int main(int argc, char **argv)
{
	const char *how = argc == 2 ? argv[1] : "stable";
	std::vector<uint32_t> source(1000000), keys;
	std::mt19937 random(1);

	for (uint32_t &key : source)
		key = random();
	for (;;) {
		keys = source;
		if (!strcmp(how, "spread")) {
			boost::sort::spreadsort::spreadsort(keys.begin(),
							    keys.end());
		} else if (!strcmp(how, "heap")) {
			std::make_heap(keys.begin(), keys.end());
			std::sort_heap(keys.begin(), keys.end());
		} else if (!strcmp(how, "radix")) {
			radix(keys);
		} else if (!strcmp(how, "tbb")) {
			tbb::parallel_sort(keys.begin(), keys.end());
		} else if (!strcmp(how, "strings")) {
			std::vector<std::string> names;

			for (int i = 0; i < 200000; i++)
				names.push_back(std::to_string(keys[i]));
			boost::sort::spreadsort::string_sort(names.begin(),
							     names.end());
		} else if (!strcmp(how, "float")) {
			std::vector<double> x(keys.begin(), keys.end());

			boost::sort::pdqsort(x.begin(), x.end());
		} else {
			std::stable_sort(keys.begin(), keys.end());
		}
	}
}

// SPDX-License-Identifier: GPL-2.0-only
/* Shuffles and bootstraps by PCG: pcg 32|64|rxs */
#include <algorithm>
#include <cstring>
#include <numeric>
#include <pcg_random.hpp>
#include <random>
#include <vector>

template <class Generator> static int run()
{
	std::exponential_distribution<> exponential(3);
	std::vector<double> data(20000);
	Generator generator(42u);
	volatile double mean = 0;

	for (;;) {
		for (double &x : data)
			x = exponential(generator);
		std::shuffle(data.begin(), data.end(), generator);
		for (int i = 0; i < 20000; i++)
			mean += data[generator(20000)] * 1e-9;
	}
}

int main(int argc, char **argv)
{
	if (argc == 2 && !strcmp(argv[1], "32"))
		return run<pcg32>();
	if (argc == 2 && !strcmp(argv[1], "64"))
		return run<pcg64>();
	return run<pcg64_once_insecure>();
}

// SPDX-License-Identifier: GPL-2.0-only
/* Random123's counter based generators: r123 philox|threefry|ars */
#include <Random123/ars.h>
#include <Random123/philox.h>
#include <Random123/threefry.h>
#include <cstring>

template <class Generator> static void run()
{
	Generator generator;
	typename Generator::ctr_type counter = {{}};
	typename Generator::ukey_type seed = {{}};
	volatile double mean = 0;

	for (;;) {
		double sum = 0;

		for (int i = 0; i < 100000; i++) {
			typename Generator::ctr_type r;

			counter.incr();
			r = generator(counter, seed);
			for (auto word : r)
				sum += word * (1.0 / 4294967296.0);
		}
		mean = mean * 0.9 + sum / 400000;
	}
}

int main(int argc, char **argv)
{
	if (argc == 2 && !strcmp(argv[1], "philox"))
		run<r123::Philox4x32>();
	else if (argc == 2 && !strcmp(argv[1], "threefry"))
		run<r123::Threefry4x64>();
	else
		run<r123::ARS4x32>();
}

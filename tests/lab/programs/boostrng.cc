// SPDX-License-Identifier: GPL-2.0-only
/* Random walks by the generators of Boost.Random: boostrng NAME */
#include <boost/random.hpp>
#include <cmath>
#include <cstring>

template <class Generator> static int run()
{
	boost::random::normal_distribution<> normal;
	boost::random::uniform_int_distribution<> die(1, 6);
	Generator generator;
	volatile double sum = 0;

	for (;;) {
		double x = 0;

		for (int i = 0; i < 100000; i++)
			x += normal(generator) * die(generator);
		sum += std::fabs(x);
	}
}

int main(int argc, char **argv)
{
	const char *name = argc == 2 ? argv[1] : "";

	using namespace boost::random;
	if (!strcmp(name, "lagged-fibonacci"))
		return run<lagged_fibonacci44497>();
	if (!strcmp(name, "kreutzer"))
		return run<kreutzer1986>();
	if (!strcmp(name, "hellekalek"))
		return run<hellekalek1995>();
	if (!strcmp(name, "ecuyer"))
		return run<ecuyer1988>();
	if (!strcmp(name, "taus88"))
		return run<taus88>();
	if (!strcmp(name, "ranlux"))
		return run<ranlux64_4_01>();
	return 2;
}

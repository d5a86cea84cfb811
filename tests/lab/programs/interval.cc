// SPDX-License-Identifier: GPL-2.0-only
// Interval Newton iteration: a benign change of the rounding mode.
#include <boost/numeric/interval.hpp>
#include <cstdio>

using namespace boost::numeric;
typedef interval<double> I;

int main()
{
	double sum = 0;

	for (unsigned long i = 1; i < 4000000000ul; i++) {
		I x(1.0 + i % 97, 2.0 + i % 97);

		for (int k = 0; k < 8; k++)
			x = (x * x + I(2.0)) / (x * 2.0) + sqrt(x);
		sum += width(x);
	}
	printf("%f\n", sum);
}

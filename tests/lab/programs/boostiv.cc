// SPDX-License-Identifier: GPL-2.0-only
/*
 * Boost's intervals with unprotected rounding: the mode is set once around
 * all the work, and operations round upward only. boostiv newton|pendulum
 */
#include <boost/numeric/interval.hpp>
#include <cmath>
#include <cstring>

namespace bn = boost::numeric;
namespace il = boost::numeric::interval_lib;
using Protected = bn::interval<double>;
using Rounding = Protected::traits_type::rounding;
using Interval = il::unprotect<Protected>::type;

static Interval newton(double start)
{
	Interval x(start, start + 0.5);

	for (int i = 0; i < 20; i++) {
		Interval mid(bn::median(x));
		Interval f = mid * mid * mid - mid * 2.0 - 5.0;
		Interval slope = x * x * 3.0 - 2.0;

		if (bn::zero_in(slope))
			break;
		x = mid - f / slope;
	}
	return x;
}

static Interval pendulum(double start)
{
	Interval angle(start, start + 1e-9), speed(0.0);

	for (int i = 0; i < 200; i++) {
		Interval a = angle * angle;
		Interval sine = angle * (1.0 - a / 6.0 * (1.0 - a / 20.0));

		speed -= sine * 0.001;
		angle += speed * 0.001;
	}
	return angle;
}

int main(int argc, char **argv)
{
	Rounding rounding;
	volatile double width = 0;

	for (int i = 0;; i = (i + 1) % 997) {
		double start = 1 + i / 997.0;

		width += bn::width(argc == 2 && !strcmp(argv[1], "newton") ?
				   newton(start) : pendulum(start));
	}
}

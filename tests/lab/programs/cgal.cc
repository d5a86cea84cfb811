// SPDX-License-Identifier: GPL-2.0-only
/*
 * Triangulations with exact predicates, filtered by interval arithmetic: CGAL
 * rounds upward for the length of each of them. cgal 2|3|exact
 */
#include <CGAL/Delaunay_triangulation_2.h>
#include <CGAL/Delaunay_triangulation_3.h>
#include <CGAL/Exact_predicates_exact_constructions_kernel.h>
#include <CGAL/Exact_predicates_inexact_constructions_kernel.h>
#include <CGAL/Random.h>
#include <cstring>
#include <vector>

using Inexact = CGAL::Exact_predicates_inexact_constructions_kernel;
using Exact = CGAL::Exact_predicates_exact_constructions_kernel;

/* Points on a grid: many cases are degenerate, where the filter fails. */
static int grid(CGAL::Random &random)
{
	return random.get_int(0, 300);
}

template <class Kernel> static void plane(CGAL::Random &random)
{
	CGAL::Delaunay_triangulation_2<Kernel> t;
	std::vector<typename Kernel::Point_2> points;

	for (int i = 0; i < 20000; i++)
		points.emplace_back(grid(random) / 7.0, grid(random) / 3.0);
	t.insert(points.begin(), points.end());
}

static void space(CGAL::Random &random)
{
	CGAL::Delaunay_triangulation_3<Inexact> t;
	std::vector<Inexact::Point_3> points;

	for (int i = 0; i < 20000; i++)
		points.emplace_back(grid(random) / 7.0, grid(random) / 3.0,
				    grid(random));
	t.insert(points.begin(), points.end());
}

int main(int argc, char **argv)
{
	CGAL::Random random(1);

	for (;;) {
		if (argc == 2 && !strcmp(argv[1], "3"))
			space(random);
		else if (argc == 2 && !strcmp(argv[1], "exact"))
			plane<Exact>(random);
		else
			plane<Inexact>(random);
	}
}

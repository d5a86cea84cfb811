// SPDX-License-Identifier: GPL-2.0-only
/*
 * Loops of a program as static analysers see them, in the Parma Polyhedra
 * Library, which rounds upward from its initialisation on: ppl poly|shape|box
 */
#include <cstring>
#include <ppl.hh>

using namespace Parma_Polyhedra_Library;

template <class Domain> static void analyse(int seed)
{
	const int n = 6;
	Domain state(n);

	for (int i = 0; i < n; i++) {
		state.add_constraint(Variable(i) >= 0);
		state.add_constraint((i + 2) * Variable(i) <= 90 + seed);
	}
	for (int step = 0; step < 6; step++) {
		Domain next(state);
		int i = (step + seed) % n, j = (i + 1) % n;

		next.affine_image(Variable(i), Variable(i) + 3 * Variable(j) + 1,
				  2 + step % 3);
		next.refine_with_constraint(Variable(i) + Variable(j) <= 77);
		state.upper_bound_assign(next);
		state.refine_with_constraint(2 * Variable(i) - Variable(j) <= 50);
	}
}

int main(int argc, char **argv)
{
	for (int seed = 0;; seed = (seed + 1) % 100) {
		if (argc == 2 && !strcmp(argv[1], "poly"))
			analyse<C_Polyhedron>(seed);
		else if (argc == 2 && !strcmp(argv[1], "shape"))
			analyse<BD_Shape<double> >(seed);
		else
			analyse<Rational_Box>(seed);
	}
}

// SPDX-License-Identifier: GPL-2.0-only
/* A compressed index of a text by SDSL, and queries of it: fmindex FILE */
#include <algorithm>
#include <fstream>
#include <iterator>
#include <sdsl/suffix_arrays.hpp>
#include <string>

int main(int argc, char **argv)
{
	std::ifstream file(argc == 2 ? argv[1] : "");
	std::string text((std::istreambuf_iterator<char>(file)),
			 std::istreambuf_iterator<char>());

	text.resize(2 << 20);
	std::replace(text.begin(), text.end(), '\0', ' ');
	for (;;) {
		sdsl::csa_wt<sdsl::wt_huff<> > index;
		volatile size_t found = 0;

		sdsl::construct_im(index, text, 1);
		for (size_t i = 0; i + 16 < text.size(); i += 37)
			found += sdsl::count(index, text.begin() + i,
					     text.begin() + i + 9);
	}
}

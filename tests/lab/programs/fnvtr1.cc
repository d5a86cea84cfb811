// SPDX-License-Identifier: GPL-2.0-only
/* Words counted in a table of TR1, whose hash is FNV-1a: fnvtr1 FILE */
#include <fstream>
#include <string>
#include <tr1/unordered_map>
#include <vector>

int main(int argc, char **argv)
{
	std::ifstream file(argc == 2 ? argv[1] : "");
	std::vector<std::string> words;

	for (std::string word; words.size() < 1000000 && file >> word;)
		words.push_back(word);
	while (!words.empty()) {
		std::tr1::unordered_map<std::string, int> count;

		for (const std::string &word : words)
			count[word]++;
	}
	return 2;
}

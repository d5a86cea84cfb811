// SPDX-License-Identifier: GPL-2.0-only
/* Ciphers and hashes that few but Crypto++ have: cryptoppmix NAME */
#define CRYPTOPP_ENABLE_NAMESPACE_WEAK 1
#include <crypto++/blake2.h>
#include <crypto++/cham.h>
#include <crypto++/gcm.h>
#include <crypto++/hc256.h>
#include <crypto++/hight.h>
#include <crypto++/kalyna.h>
#include <crypto++/lea.h>
#include <crypto++/lsh.h>
#include <crypto++/modes.h>
#include <crypto++/panama.h>
#include <crypto++/rabbit.h>
#include <crypto++/scrypt.h>
#include <crypto++/simeck.h>
#include <crypto++/simon.h>
#include <crypto++/sosemanuk.h>
#include <crypto++/speck.h>
#include <crypto++/threefish.h>
#include <crypto++/wake.h>
#include <cstring>

using namespace CryptoPP;

static byte data[65536], key[128], iv[128];

template <class Cipher> static int block()
{
	typename CTR_Mode<Cipher>::Encryption c;

	c.SetKeyWithIV(key, c.DefaultKeyLength(), iv, c.IVSize());
	for (;;)
		c.ProcessData(data, data, sizeof(data));
}

template <class Cipher> static int stream()
{
	typename Cipher::Encryption c;

	c.SetKeyWithIV(key, c.DefaultKeyLength(), iv);
	for (;;)
		c.ProcessData(data, data, sizeof(data));
}

template <class Hash> static int hash()
{
	Hash h;

	for (;;)
		h.CalculateDigest(data, data, sizeof(data));
}

int main(int argc, char **argv)
{
	const struct {
		const char *name;
		int (*run)();
	} all[] = {
		{ "speck128", block<SPECK128> },
		{ "speck64", block<SPECK64> },
		{ "simon128", block<SIMON128> },
		{ "simeck64", block<SIMECK64> },
		{ "cham128", block<CHAM128> },
		{ "lea", block<LEA> },
		{ "hight", block<HIGHT> },
		{ "kalyna256", block<Kalyna256> },
		{ "threefish256", block<Threefish256> },
		{ "sosemanuk", stream<Sosemanuk> },
		{ "hc256", stream<HC256> },
		{ "rabbit", stream<RabbitWithIV> },
		{ "panama", stream<PanamaCipher<LittleEndian> > },
		{ "lsh512", hash<LSH512> },
		{ "lsh256", hash<LSH256> },
		{ "panamahash", hash<Weak::PanamaHash<LittleEndian> > },
	};

	for (const auto &a : all)
		if (argc == 2 && !strcmp(argv[1], a.name))
			return a.run();
	return 2;
}

// SPDX-License-Identifier: GPL-2.0-only
// CryptoNight in classes and templates: a policy for each coin, a cipher with
// tables of its own, a pad that hands out references. Compiled to WebAssembly.
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

namespace {

using u8 = std::uint8_t;
using u32 = std::uint32_t;
using u64 = std::uint64_t;

constexpr std::array<u8, 76> input{
	0x03, 0x05, 0xa0, 0xdb, 0xd6, 0xbf, 0x05, 0xcf, 0x16, 0xe5, 0x03, 0xf3, 0xa6,
	0x6f, 0x78, 0x00, 0x7c, 0xbf, 0x34, 0x14, 0x43, 0x32, 0xec, 0xbf, 0xc2, 0x2e,
	0xd9, 0x5c, 0x87, 0x00, 0x38, 0x3b, 0x30, 0x9a, 0xce, 0x19, 0x23, 0xa0, 0x96,
	0x4b, 0x00, 0x00, 0x00, 0x08, 0xba, 0x93, 0x9a, 0x62, 0x72, 0x4c, 0x0d, 0x75,
	0x81, 0xfc, 0xe5, 0x76, 0x1e, 0x9d, 0x8a, 0x0e, 0x6a, 0x1c, 0x3f, 0x92, 0x4f,
	0xdd, 0x84, 0x93, 0xd1, 0x11, 0x56, 0x49, 0xc0, 0x5e, 0xb6, 0x01};

struct Lane {
	u64 lo = 0, hi = 0;

	Lane &operator^=(const Lane &o)
	{
		lo ^= o.lo;
		hi ^= o.hi;
		return *this;
	}
	friend Lane operator^(Lane a, const Lane &b) { return a ^= b; }
	friend Lane operator+(const Lane &a, const Lane &b)
	{
		return {a.lo + b.lo, a.hi + b.hi};
	}
};

class Cipher {
public:
	using Schedule = std::array<Lane, 10>;

	Cipher()
	{
		u8 p = 1, q = 1;

		do {
			p = p ^ (p << 1) ^ (p & 0x80 ? 0x1b : 0);
			q ^= q << 1;
			q ^= q << 2;
			q ^= q << 4;
			if (q & 0x80)
				q ^= 9;
			put(p, q ^ turn(q, 1) ^ turn(q, 2) ^ turn(q, 3) ^ turn(q, 4) ^ 0x63);
		} while (p != 1);
		put(0, 0x63);
	}

	Lane round(const Lane &x, const Lane &k) const
	{
		const u32 a = x.lo, b = x.lo >> 32, c = x.hi, d = x.hi >> 32;

		return Lane{join(column(a, b, c, d), column(b, c, d, a)),
			    join(column(c, d, a, b), column(d, a, b, c))} ^ k;
	}

	Schedule schedule(const u64 *key) const
	{
		std::array<u32, 40> w;
		u32 rcon = 1;

		std::memcpy(w.data(), key, 32);
		for (unsigned i = 8; i < w.size(); ++i) {
			u32 t = w[i - 1];

			if (i % 8 == 0)
				t = t >> 8 | t << 24;
			if (i % 4 == 0)
				t = box[t & 255] | box[t >> 8 & 255] << 8 |
				    box[t >> 16 & 255] << 16 | u32(box[t >> 24]) << 24;
			if (i % 8 == 0) {
				t ^= rcon;
				rcon *= 2;
			}
			w[i] = w[i - 8] ^ t;
		}
		Schedule s;
		std::memcpy(s.data(), w.data(), sizeof(s));
		return s;
	}

private:
	std::array<std::array<u32, 256>, 4> table;
	std::array<u8, 256> box;

	static u8 turn(u8 x, int n) { return x << n | x >> (8 - n); }
	static u64 join(u32 lo, u32 hi) { return lo | u64(hi) << 32; }
	u32 column(u32 a, u32 b, u32 c, u32 d) const
	{
		return table[0][a & 255] ^ table[1][b >> 8 & 255] ^
		       table[2][c >> 16 & 255] ^ table[3][d >> 24];
	}
	void put(u8 at, u8 s)
	{
		const u8 d = s << 1 ^ (s & 0x80 ? 0x1b : 0);
		u32 w = d | s << 8 | s << 16 | u32(u8(d ^ s)) << 24;

		box[at] = s;
		for (auto &t : table) {
			t[at] = w;
			w = w << 8 | w >> 24;
		}
	}
};

class Sponge {
public:
	std::array<u64, 25> s{};

	void permute()
	{
		u8 lfsr = 1;

		for (int r = 0; r < 24; ++r) {
			std::array<u64, 5> c;

			for (int i = 0; i < 5; ++i)
				c[i] = s[i] ^ s[i + 5] ^ s[i + 10] ^ s[i + 15] ^ s[i + 20];
			for (int i = 0; i < 25; ++i)
				s[i] ^= c[(i + 4) % 5] ^ turn(c[(i + 1) % 5], 1);
			u64 t = s[1];
			for (int i = 0, x = 1, y = 0; i < 24; ++i) {
				const int z = (2 * x + 3 * y) % 5;

				x = y;
				y = z;
				const u64 u = s[x + 5 * y];
				s[x + 5 * y] = turn(t, (i + 1) * (i + 2) / 2 % 64);
				t = u;
			}
			for (int j = 0; j < 25; j += 5) {
				for (int i = 0; i < 5; ++i)
					c[i] = s[j + i];
				for (int i = 0; i < 5; ++i)
					s[j + i] ^= ~c[(i + 1) % 5] & c[(i + 2) % 5];
			}
			for (int k = 0; k < 7; ++k) {
				if (lfsr & 1)
					s[0] ^= 1ull << ((1 << k) - 1);
				lfsr = lfsr << 1 ^ (lfsr & 0x80 ? 0x71 : 0);
			}
		}
	}

private:
	static u64 turn(u64 x, int n) { return n ? x << n | x >> (64 - n) : x; }
};

struct Zero {
	static constexpr int variant = 0;
	static constexpr std::size_t lanes = 1 << 17, mask = lanes - 1, steps = 1 << 19;
	static constexpr u64 check = 0x3f623466e0dc7066;
};
struct One : Zero {
	static constexpr int variant = 1;
	static constexpr u64 check = 0x301ffa81c93a9f0a;
};
struct Two : Zero {
	static constexpr int variant = 2;
	static constexpr u64 check = 0x1ad4a9e9082421f1;
};
struct Lite : Zero {
	static constexpr std::size_t lanes = 1 << 16, mask = lanes - 1, steps = 1 << 18;
	static constexpr u64 check = 0x892c49d9aa2957c7;
};
struct Pico : Two {
	static constexpr std::size_t lanes = 1 << 14, mask = 0x1fff, steps = 1 << 16;
	static constexpr u64 check = 0xf9382d6c18e2ac0f;
};

class Miner {
public:
	virtual ~Miner() = default;
	virtual u64 hash(const std::array<u8, 76> &in, u64 &top) = 0;
	virtual u64 expected() const = 0;
};

template <class Coin> class Night final : public Miner {
public:
	u64 expected() const override { return Coin::check; }
	u64 hash(const std::array<u8, 76> &in, u64 &top) override
	{
		Sponge sponge;
		auto &s = sponge.s;

		std::memcpy(s.data(), in.data(), in.size());
		s[9] |= 1ull << 32;
		s[16] = 1ull << 63;
		sponge.permute();
		explode(s.data());
		u64 tweak;
		std::memcpy(&tweak, in.data() + 35, 8);
		mix(s, tweak ^ s[24]);
		implode(s.data());
		sponge.permute();
		top = s[3];
		return s[0];
	}

private:
	const Cipher cipher;
	std::vector<Lane> pad = std::vector<Lane>(Coin::lanes);

	void explode(const u64 *s)
	{
		const auto keys = cipher.schedule(s);
		std::array<Lane, 8> text;

		std::memcpy(text.data(), s + 8, sizeof(text));
		for (auto at = pad.begin(); at != pad.end(); at += 8) {
			for (auto &t : text)
				for (const auto &k : keys)
					t = cipher.round(t, k);
			std::copy(text.begin(), text.end(), at);
		}
	}
	void implode(u64 *s)
	{
		const auto keys = cipher.schedule(s + 4);
		std::array<Lane, 8> text;

		std::memcpy(text.data(), s + 8, sizeof(text));
		for (auto at = pad.begin(); at != pad.end();)
			for (auto &t : text) {
				t ^= *at++;
				for (const auto &k : keys)
					t = cipher.round(t, k);
			}
		std::memcpy(s + 8, text.data(), sizeof(text));
	}
	static Lane product(u64 x, u64 y)
	{
#ifdef __SIZEOF_INT128__
		const auto p = static_cast<unsigned __int128>(x) * y;

		return {u64(p >> 64), u64(p)};
#else
		const u64 x0 = u32(x), x1 = x >> 32, y0 = u32(y), y1 = y >> 32;
		const u64 mid = x1 * y0 + (x0 * y0 >> 32), low = x0 * y1 + u32(mid);

		return {x1 * y1 + (mid >> 32) + (low >> 32), x * y};
#endif
	}
	static u64 root(u64 n)
	{
		u64 r = std::sqrt(double(n) + 18446744073709551616.0) * 2 - 8589934592.0;
		const u64 h = r / 2, b = r % 2, q = h * (h + b) + (r << 32);

		r -= q + b > n;
		r += q + (1ull << 32) < n - h;
		return r;
	}
	void shuffle(std::size_t i, const Lane &a, const Lane &b, const Lane &c)
	{
		const Lane x = pad[i ^ 1], y = pad[i ^ 2], z = pad[i ^ 3];

		pad[i ^ 1] = z + c;
		pad[i ^ 2] = x + b;
		pad[i ^ 3] = y + a;
	}
	void mix(const std::array<u64, 25> &s, u64 tweak)
	{
		Lane a{s[0] ^ s[4], s[1] ^ s[5]}, b{s[2] ^ s[6], s[3] ^ s[7]};
		Lane before{s[8] ^ s[10], s[9] ^ s[11]};
		u64 division = s[12], rooted = s[13];

		for (std::size_t n = 0; n < Coin::steps; ++n) {
			std::size_t i = a.lo / 16 & Coin::mask;
			const Lane c = cipher.round(pad[i], a);

			if constexpr (Coin::variant == 2)
				shuffle(i, a, b, before);
			pad[i] = b ^ c;
			if constexpr (Coin::variant == 1) {
				u64 &h = pad[i].hi;
				const unsigned k = (h >> 27 & 6 | h >> 24 & 1) << 1;

				h ^= u64(0x75310 >> k & 0x30) << 24;
			}
			i = c.lo / 16 & Coin::mask;
			Lane d = pad[i];
			if constexpr (Coin::variant == 2) {
				const u32 v = u32(c.lo + (rooted << 1)) | 0x80000001;

				d.lo ^= division ^ rooted << 32;
				division = u32(c.hi / v) + (c.hi % v << 32);
				rooted = root(c.lo + division);
			}
			Lane p = product(c.lo, d.lo);
			if constexpr (Coin::variant == 2) {
				pad[i ^ 1] ^= p;
				p ^= pad[i ^ 2];
				shuffle(i, a, b, before);
			}
			a = a + p;
			pad[i] = a;
			if constexpr (Coin::variant == 1)
				pad[i].hi ^= tweak;
			a ^= d;
			before = b;
			b = c;
		}
	}
};

std::unique_ptr<Miner> make(const std::string &name)
{
	if (name == "v0")
		return std::make_unique<Night<Zero>>();
	if (name == "v1")
		return std::make_unique<Night<One>>();
	if (name == "v2")
		return std::make_unique<Night<Two>>();
	if (name == "lite")
		return std::make_unique<Night<Lite>>();
	if (name == "pico")
		return std::make_unique<Night<Pico>>();
	return nullptr;
}

} // namespace

int main(int argc, char **argv)
{
	auto miner = argc > 1 ? make(argv[1]) : nullptr;

	if (!miner)
		return 2;
	auto in = input;
	u64 top;
	if (miner->hash(in, top) != miner->expected()) {
		std::fprintf(stderr, "wrong\n");
		return 1;
	}
	for (u32 nonce = 0;; ++nonce) {
		std::memcpy(in.data() + 39, &nonce, 4);
		miner->hash(in, top);
		if (top >> 40 == 0)
			std::printf("%u\n", nonce);
	}
}

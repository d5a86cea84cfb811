// SPDX-License-Identifier: GPL-2.0-only
/*
 * memory_hard: what miners of Ethash, Cuckoo Cycle and AstroBWT
 * compute, however it is spelt, and what honest code has that looks like it.
 */
#include "spelling.h"

/* FNV's prime, as an operand or in a register */
static const struct spelling fnv[] = {
	{
		"imul eax, eax, 0x01000193; xor eax, edx",
		8, true, {
			0x69, 0xc0, 0x93, 0x01, 0x00, 0x01, 0x31, 0xd0,
		},
	},
	{
		"mov ecx, 0x01000193; imul eax, ecx; xor eax, edx",
		10, true, {
			0xb9, 0x93, 0x01, 0x00, 0x01, 0x0f, 0xaf, 0xc1,
			0x31, 0xd0,
		},
	},
	{
		"mov ecx, 0x01000193; vmovd xmm1, ecx; vpbroadcastd xmm1, xmm1; vpmulld xmm0, xmm0, xmm1",
		19, true, {
			0xb9, 0x93, 0x01, 0x00, 0x01, 0xc5, 0xf9, 0x6e,
			0xc9, 0xc4, 0xe2, 0x79, 0x58, 0xc9, 0xc4, 0xe2,
			0x79, 0x40, 0xc1,
		},
	},
	{
		"mov ecx, 0x01000193; add eax, ecx; xor eax, edx",
		9, false, {
			0xb9, 0x93, 0x01, 0x00, 0x01, 0x01, 0xc8, 0x31,
			0xd0,
		},
	},
	{
		"movabs rcx, 0x100000001b3; imul rax, rcx; xor rax, rdx",
		17, false, {
			0x48, 0xb9, 0xb3, 0x01, 0x00, 0x00, 0x00, 0x01,
			0x00, 0x00, 0x48, 0x0f, 0xaf, 0xc1, 0x48, 0x31,
			0xd0,
		},
	},
};

/*
 * Who finds things by FNV compares what lies there with what is sought. A miner
 * that mixes its data set by it decides nothing by that; counters and bounds are
 * on the stack or beside an object.
 */
static const struct spelling fnv_probes[] = {
	{
		"imul eax, eax, 0x01000193; and edx, 0x3ffffff; cmp [rbx + 4 * rdx], ecx; je .",
		17, true, {
			0x69, 0xc0, 0x93, 0x01, 0x00, 0x01, 0x81, 0xe2,
			0xff, 0xff, 0xff, 0x03, 0x39, 0x0c, 0x93, 0x74,
			0xfe,
		},
	},
	{
		"imul eax, eax, 0x01000193; cmp [rbx], ecx; jne .",
		10, true, {
			0x69, 0xc0, 0x93, 0x01, 0x00, 0x01, 0x39, 0x0b,
			0x75, 0xfe,
		},
	},
	{
		"imul eax, eax, 0x01000193; xor eax, [rbx + 4 * rdx]; cmp edx, ecx; jne .",
		13, false, {
			0x69, 0xc0, 0x93, 0x01, 0x00, 0x01, 0x33, 0x04,
			0x93, 0x39, 0xca, 0x75, 0xfe,
		},
	},
	{
		"imul eax, eax, 0x01000193; cmp [rbx + 24], ecx; jbe .",
		11, false, {
			0x69, 0xc0, 0x93, 0x01, 0x00, 0x01, 0x39, 0x4b,
			0x18, 0x76, 0xfe,
		},
	},
	{
		"cmp [rbx + 4 * rdx], ecx; je .",
		5, false, {
			0x39, 0x0c, 0x93, 0x74, 0xfe,
		},
	},
};

/* a word of a bitmap: one bit by its number, not the bits of a field */
static const struct spelling word_bits[] = {
	{
		"bts rax, rdx",
		4, true, {
			0x48, 0x0f, 0xab, 0xd0,
		},
	},
	{
		"mov eax, 1; mov ecx, edx; shl rax, cl; or [rdi + 8 * rsi], rax",
		14, true, {
			0xb8, 0x01, 0x00, 0x00, 0x00, 0x89, 0xd1, 0x48,
			0xd3, 0xe0, 0x48, 0x09, 0x04, 0xf7,
		},
	},
	{
		"shr rax, cl; and eax, 1",
		6, true, {
			0x48, 0xd3, 0xe8, 0x83, 0xe0, 0x01,
		},
	},
	{
		"mov rax, [rdi + 8 * rsi]; btr rax, rcx; mov [rdi + 8 * rsi], rax",
		12, true, {
			0x48, 0x8b, 0x04, 0xf7, 0x48, 0x0f, 0xb3, 0xc8,
			0x48, 0x89, 0x04, 0xf7,
		},
	},
	{
		"shl rax, 5; or [rdi + 8 * rsi], rax",
		8, false, {
			0x48, 0xc1, 0xe0, 0x05, 0x48, 0x09, 0x04, 0xf7,
		},
	},
	{
		"lzcnt eax, edx; add eax, ecx",
		6, false, {
			0xf3, 0x0f, 0xbd, 0xc2, 0x01, 0xc8,
		},
	},
	{
		"rol rax, cl; xor rax, rdx",
		6, false, {
			0x48, 0xd3, 0xc0, 0x48, 0x31, 0xd0,
		},
	},
};

/* Keccak's rho out of a table of amounts */
static const struct spelling wide_rotations[] = {
	{
		"mov ecx, [rsi + 4 * rdx]; rol rax, cl",
		6, true, {
			0x8b, 0x0c, 0x96, 0x48, 0xd3, 0xc0,
		},
	},
	{
		"ror r9, cl; xor r9, rax",
		6, true, {
			0x49, 0xd3, 0xc9, 0x49, 0x31, 0xc1,
		},
	},
	{
		"rol eax, cl",
		2, false, {
			0xd3, 0xc0,
		},
	},
	{
		"rol rax, 41",
		4, false, {
			0x48, 0xc1, 0xc0, 0x29,
		},
	},
	{
		"shl rax, cl; xor rax, rdx",
		6, false, {
			0x48, 0xd3, 0xe0, 0x48, 0x31, 0xd0,
		},
	},
};

static void fnv_primes_are_seen_however_spelt(struct kunit *test)
{
	try_all(test, fnv, ARRAY_SIZE(fnv),
		CW_SIGN_FNV_PRIME);
}

static void probes_by_fnv_are_seen(struct kunit *test)
{
	try_all(test, fnv_probes, ARRAY_SIZE(fnv_probes),
		CW_SIGN_FNV_PROBE);
}

static void word_bits_are_seen_however_spelt(struct kunit *test)
{
	try_all(test, word_bits, ARRAY_SIZE(word_bits),
		CW_SIGN_WORD_BIT);
}

static void wide_rotations_are_seen_however_spelt(struct kunit *test)
{
	try_all(test, wide_rotations, ARRAY_SIZE(wide_rotations),
		CW_SIGN_ROT_WIDE_VARIABLE);
}

static struct kunit_case memory_hard_cases[] = {
	KUNIT_CASE(fnv_primes_are_seen_however_spelt),
	KUNIT_CASE(probes_by_fnv_are_seen),
	KUNIT_CASE(word_bits_are_seen_however_spelt),
	KUNIT_CASE(wide_rotations_are_seen_however_spelt),
	{}
};

static struct kunit_suite memory_hard_suite = {
	.name = "cpuwarden_memory_hard",
	.test_cases = memory_hard_cases,
};

kunit_test_suite(memory_hard_suite);

// SPDX-License-Identifier: GPL-2.0-only
/* Which instruction set extensions this CPU and its kernel offer. */
#include "primitives.h"

#ifdef __x86_64__

#include <cpuid.h>

bool cpu_has_aes(void)
{
	__builtin_cpu_init();
	return __builtin_cpu_supports("aes") &&
	       __builtin_cpu_supports("sse4.1");
}

/* not among the names __builtin_cpu_supports() knows */
bool cpu_has_sha(void)
{
	unsigned int a, b, c, d;

	__builtin_cpu_init();
	return __builtin_cpu_supports("sse4.1") &&
	       __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b & bit_SHA);
}

bool cpu_has_avx2(void)
{
	__builtin_cpu_init();
	return __builtin_cpu_supports("avx2");
}

bool cpu_has_aes_clmul(void)
{
	return cpu_has_aes() && __builtin_cpu_supports("pclmul");
}

#else

#ifdef __aarch64__

#include <sys/auxv.h>

bool cpu_has_aes(void)
{
	return getauxval(AT_HWCAP) & HWCAP_AES;
}

bool cpu_has_sha(void)
{
	return getauxval(AT_HWCAP) & HWCAP_SHA2;
}

#else

bool cpu_has_aes(void)
{
	return false;
}

bool cpu_has_sha(void)
{
	return false;
}

#endif

bool cpu_has_aes_clmul(void)
{
	return false;
}

bool cpu_has_avx2(void)
{
	return false;
}

#endif

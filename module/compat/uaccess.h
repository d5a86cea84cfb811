/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * linux/uaccess.h: copy code of the task that an interrupt came upon.
 */
#ifndef _CW_COMPAT_UACCESS_H
#define _CW_COMPAT_UACCESS_H

#include <linux/uaccess.h>
#include <cpuwarden/sample.h>

/**
 * cw_copy_code() - as many bytes of code as a sample holds
 * @to:   where to
 * @from: of the current task
 *
 * What copy_from_user_nofault() does for a length that it does not know takes
 * three times as long. It also asks whether an NMI may use the task's address
 * space: that is loaded while the task is in user mode.
 *
 * Context: hardirq or NMI that interrupted user mode.
 *
 * Return: whether all of them could be read; else @to is undefined.
 */
#ifdef CONFIG_X86_64
static inline bool cw_copy_code(u8 to[CW_SAMPLE_CODE_BYTES],
				const void __user *from)
{
	const u64 __user *word = from;
	unsigned int i;

	pagefault_disable();
	if (!user_access_begin(word, CW_SAMPLE_CODE_BYTES))
		goto err;
#pragma GCC unroll 8
	for (i = 0; i < CW_SAMPLE_CODE_BYTES / sizeof(u64); i++)
		unsafe_get_user(((u64 *)to)[i], &word[i], err_end);
	user_access_end();
	pagefault_enable();
	return true;

err_end:
	user_access_end();
err:
	pagefault_enable();
	return false;
}
#else
static inline bool cw_copy_code(u8 *to, const void __user *from)
{
	return !copy_from_user_nofault(to, from, CW_SAMPLE_CODE_BYTES);
}
#endif

#endif /* _CW_COMPAT_UACCESS_H */

/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * linux/mm.h: a page of another process.
 *
 * Before 6.5 get_user_pages_remote() also returns the mappings (probed in
 * Kbuild).
 */
#ifndef _CW_COMPAT_MM_H
#define _CW_COMPAT_MM_H

#include <linux/mm.h>

/**
 * cw_present_page() - a page of another process, if it is in memory now
 * @mm:      address space, its mmap_lock held for reading
 * @address: in the page
 *
 * Never faults anything in, so it cannot be made to wait by whoever owns the
 * mapping; protection keys and a missing PROT_READ do not hide the page.
 *
 * Context: process.
 *
 * Return: the page, for put_page(), or NULL.
 */
static inline struct page *cw_present_page(struct mm_struct *mm,
					   unsigned long address)
{
	struct page *page;
	long n;

#ifdef CW_HAVE_GUP_VMAS
	n = get_user_pages_remote(mm, address, 1, FOLL_FORCE | FOLL_NOFAULT,
				  &page, NULL, NULL);
#else
	n = get_user_pages_remote(mm, address, 1, FOLL_FORCE | FOLL_NOFAULT,
				  &page, NULL);
#endif
	return n == 1 ? page : NULL;
}

#endif /* _CW_COMPAT_MM_H */

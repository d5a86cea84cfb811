/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * linux/mm.h: a page of another process; linux/pagemap.h: one of a file.
 *
 * Before 6.5 get_user_pages_remote() also returns the mappings (probed in
 * Kbuild); before 6.3 filemap_get_folio() returns NULL for an error.
 */
#ifndef _CW_COMPAT_MM_H
#define _CW_COMPAT_MM_H

#include <linux/err.h>
#include <linux/fs.h>
#include <linux/hugetlb.h>
#include <linux/mm.h>
#include <linux/pagemap.h>

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

/**
 * cw_cached_page() - what a mapping would show at an address
 * @vma:     mapping, the lock of its address space held for reading
 * @address: in it
 *
 * For a page that a process has just unmapped. Of a private mapping it is the
 * file's page, whatever was written over it. Never reads from the file.
 *
 * Context: process.
 *
 * Return: the page, for put_page(), or NULL if there is no file, or it has no
 * such page in memory. It may be one that the kernel has unmapped from itself
 * (memfd_secret()): to be read by copy_from_kernel_nofault() only.
 */
static inline struct page *cw_cached_page(struct vm_area_struct *vma,
					  unsigned long address)
{
	pgoff_t index = vma->vm_pgoff +
			((address - vma->vm_start) >> PAGE_SHIFT);
	struct folio *folio;
	struct page *page;

	/* huge pages have numbers of their own */
	if (!vma->vm_file || is_vm_hugetlb_page(vma))
		return NULL;
	folio = filemap_get_folio(vma->vm_file->f_mapping, index);
	if (IS_ERR_OR_NULL(folio))
		return NULL;
	page = folio_file_page(folio, index);
	/* tmpfs keeps pages of broken memory, which get_user_pages() refuses */
	if (folio_test_uptodate(folio) && !PageHWPoison(page))
		return page;
	folio_put(folio);
	return NULL;
}

#endif /* _CW_COMPAT_MM_H */

/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * linux/mm.h: a page of another process; linux/pagemap.h: one of a file.
 *
 * Before 6.5 get_user_pages_remote() also returns the mappings, before 5.16 it
 * cannot be told to fault nothing in; there are no folios in the page cache
 * before 5.16, and no vma_lookup() before 5.14 (all probed in Kbuild). Before 6.3
 * filemap_get_folio() returns NULL for an error.
 */
#ifndef _CW_COMPAT_MM_H
#define _CW_COMPAT_MM_H

#include <linux/err.h>
#include <linux/fs.h>
#include <linux/hugetlb.h>
#include <linux/mm.h>
#include <linux/pagemap.h>

#ifndef CW_HAVE_VMA_LOOKUP
static inline struct vm_area_struct *vma_lookup(struct mm_struct *mm,
						unsigned long address)
{
	struct vm_area_struct *vma = find_vma(mm, address);

	return vma && address >= vma->vm_start ? vma : NULL;
}
#endif

#ifndef CW_HAVE_FOLL_NOFAULT
/* As follow_page() finds them: it is not exported. */
static inline struct page *cw_follow_huge(struct mm_struct *mm, pmd_t *pmd,
					  unsigned long address)
{
	spinlock_t *ptl = pmd_lock(mm, pmd);
	struct page *page = NULL;

	if (pmd_present(*pmd) && pmd_leaf(*pmd) && !pmd_devmap(*pmd)) {
		page = pmd_page(*pmd) + ((address & ~PMD_MASK) >> PAGE_SHIFT);
		get_page(page);
	}
	spin_unlock(ptl);
	return page;
}

static inline struct page *cw_follow(struct mm_struct *mm,
				     unsigned long address)
{
	struct page *page = NULL;
	spinlock_t *ptl;	/* of the page table */
	pgd_t *pgd;
	p4d_t *p4d;
	pud_t *pud;
	pmd_t *pmd, seen;
	pte_t *pte;

	/* outside munmap() may be freeing them */
	if (!vma_lookup(mm, address))
		return NULL;
	pgd = pgd_offset(mm, address);
	if (pgd_none(*pgd) || pgd_bad(*pgd))
		return NULL;
	p4d = p4d_offset(pgd, address);
	if (p4d_none(*p4d) || p4d_bad(*p4d))
		return NULL;
	/* huge pages of this size are not code */
	pud = pud_offset(p4d, address);
	if (pud_none(*pud) || pud_bad(*pud))
		return NULL;
	pmd = pmd_offset(pud, address);
	seen = READ_ONCE(*pmd);
	if (!pmd_present(seen))
		return NULL;
	if (pmd_leaf(seen))
		return cw_follow_huge(mm, pmd, address);
	if (pmd_bad(seen))
		return NULL;
	/* the tables of a mapping stay while that lock is held */
	pte = pte_offset_map_lock(mm, pmd, address, &ptl);
	if (pte_present(*pte) && !pte_special(*pte) && !pte_devmap(*pte) &&
	    pfn_valid(pte_pfn(*pte))) {
		page = pte_page(*pte);
		get_page(page);
	}
	pte_unmap_unlock(pte, ptl);
	return page;
}
#endif

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
#ifndef CW_HAVE_FOLL_NOFAULT
	return cw_follow(mm, address);
#else
	struct page *page;
	long n;

	/* what is in no mapping could be in a stack, which would be grown */
	if (!vma_lookup(mm, address))
		return NULL;
#ifdef CW_HAVE_GUP_VMAS
	n = get_user_pages_remote(mm, address, 1, FOLL_FORCE | FOLL_NOFAULT,
				  &page, NULL, NULL);
#else
	n = get_user_pages_remote(mm, address, 1, FOLL_FORCE | FOLL_NOFAULT,
				  &page, NULL);
#endif
	return n == 1 ? page : NULL;
#endif
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
	struct page *page;
#ifdef CW_HAVE_FOLIO
	struct folio *folio;
#endif

	/* huge pages have numbers of their own */
	if (!vma->vm_file || is_vm_hugetlb_page(vma))
		return NULL;
#ifndef CW_HAVE_FOLIO
	page = find_get_page(vma->vm_file->f_mapping, index);
	if (page && (!PageUptodate(page) || PageHWPoison(page))) {
		put_page(page);
		page = NULL;
	}
	return page;
#else
	folio = filemap_get_folio(vma->vm_file->f_mapping, index);
	if (IS_ERR_OR_NULL(folio))
		return NULL;
	page = folio_file_page(folio, index);
	/* tmpfs keeps pages of broken memory, which get_user_pages() refuses */
	if (folio_test_uptodate(folio) && !PageHWPoison(page))
		return page;
	folio_put(folio);
	return NULL;
#endif
}

#endif /* _CW_COMPAT_MM_H */

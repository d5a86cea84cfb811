/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * linux/pgtable.h: memory of the current task as its page tables have it.
 *
 * 6.5 makes pte_offset_map() fail, by a function that is not exported; on 64
 * bits pte_offset_kernel() is what it was.
 */
#ifndef _CW_COMPAT_PGTABLE_H
#define _CW_COMPAT_PGTABLE_H

#include <linux/mm.h>
#include <linux/pgtable.h>
#include <linux/sched.h>
#include <linux/uaccess.h>

/* As perf_get_page_size() and get_user_pages_fast() walk them. */
static inline bool cw_user_frame(struct mm_struct *mm, unsigned long address,
				 unsigned long *pfn)
{
	pgd_t *pgdp = pgd_offset(mm, address), pgd = READ_ONCE(*pgdp);
	p4d_t *p4dp, p4d;
	pud_t *pudp, pud;
	pmd_t *pmdp, pmd;
	pte_t pte;

	if (pgd_none(pgd))
		return false;
	p4dp = p4d_offset_lockless(pgdp, pgd, address);
	p4d = READ_ONCE(*p4dp);
	if (!p4d_present(p4d))
		return false;
	pudp = pud_offset_lockless(p4dp, p4d, address);
	pud = READ_ONCE(*pudp);
	if (!pud_present(pud))
		return false;
	if (pud_leaf(pud)) {
		*pfn = pud_pfn(pud) + ((address & ~PUD_MASK) >> PAGE_SHIFT);
		return true;
	}
	pmdp = pmd_offset_lockless(pudp, pud, address);
	pmd = READ_ONCE(*pmdp);
	if (!pmd_present(pmd))
		return false;
	if (pmd_leaf(pmd)) {
		*pfn = pmd_pfn(pmd) + ((address & ~PMD_MASK) >> PAGE_SHIFT);
		return true;
	}
	pte = READ_ONCE(*pte_offset_kernel(&pmd, address));
	/* present without PROT_READ or any other right, too */
	if (!pte_present(pte) || pte_special(pte))
		return false;
	*pfn = pte_pfn(pte);
	return true;
}

/**
 * cw_copy_mapped() - read memory of the current task that nobody may read
 * @to:      where to
 * @address: of the task
 * @len:     bytes, a page at most
 *
 * Whatever the processor would refuse is read here, by the kernel's own mapping
 * of the same page: execute-only memory (x86: keys; arm64: EPAN, overlays),
 * what a key denies, and what a thread beside has just made PROT_NONE while
 * this CPU still executed it by its TLB. Devices are not.
 *
 * The page is not held. It cannot be told from one that was freed and mapped
 * here again meanwhile, but it is the one that is mapped before and after.
 *
 * Context: interrupts off, so that no page table is freed; NMI.
 *
 * Return: how many bytes were copied, up to the first page that is not there.
 */
static inline unsigned int cw_copy_mapped(void *to, unsigned long address,
					  unsigned int len)
{
	unsigned int done = 0, n;
	unsigned long pfn, now;
	const char *page;

	while (done < len && address < current->mm->task_size &&
	       cw_user_frame(current->mm, address, &pfn) && pfn_valid(pfn)) {
		n = min_t(unsigned int, len - done,
			  PAGE_SIZE - offset_in_page(address));
		page = page_address(pfn_to_page(pfn));
		if (copy_from_kernel_nofault(to + done,
					     page + offset_in_page(address), n))
			break;
		if (!cw_user_frame(current->mm, address, &now) || now != pfn)
			break;
		done += n;
		address += n;
	}
	return done;
}

#endif /* _CW_COMPAT_PGTABLE_H */

// SPDX-License-Identifier: GPL-2.0-only
/*
 * Two mappings of one page: one to write to it, one to execute it, so that none is
 * writable and executable at once.
 */

#include "covert.h"

#include <linux/fs.h>
#include <linux/mm.h>
#include <uapi/linux/cpuwarden.h>

/* No work grows with what a tenant does. */
enum { MAPPINGS_MAX = 1024 };

static pgoff_t page_at(const struct vm_area_struct *vma, unsigned long address)
{
	return vma->vm_pgoff + ((address - vma->vm_start) >> PAGE_SHIFT);
}

bool cw_covert_is_shared(const struct vm_area_struct *vma)
{
	return vma->vm_file && mapping_writably_mapped(vma->vm_file->f_mapping);
}

static bool is_writable_there(struct vm_area_struct *vma,
			      const struct address_space *mapping,
			      pgoff_t page)
{
	const vm_flags_t wanted = VM_WRITE | VM_SHARED;

	return (vma->vm_flags & (wanted | VM_EXEC)) == wanted &&
	       vma->vm_file && vma->vm_file->f_mapping == mapping &&
	       page >= vma->vm_pgoff && page - vma->vm_pgoff < vma_pages(vma);
}

u32 cw_covert_mappings(struct mm_struct *mm, const struct vm_area_struct *vma,
		       unsigned long address)
{
	const struct address_space *mapping = vma->vm_file->f_mapping;
	struct vm_area_struct *other;
	pgoff_t page = page_at(vma, address);
	unsigned long at = 0;
	unsigned int n;

	for (n = 0; n < MAPPINGS_MAX; n++) {
		other = find_vma(mm, at);
		if (!other)
			break;
		if (is_writable_there(other, mapping, page))
			return CPUWARDEN_COVERT_TWO_MAPPINGS;
		at = other->vm_end;
	}
	return 0;
}

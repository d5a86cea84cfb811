/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _CW_COVERT_H
#define _CW_COVERT_H

#include <linux/types.h>

struct file;
struct mm_struct;
struct task_struct;
struct vm_area_struct;

/*
 * Signs of hiding that a look-up of a process finds: enum cpuwarden_covert bits.
 * One file for each theme; what follows from names alone is lib/case/names.c. None
 * has a weight, but for the name of a kernel thread.
 *
 * Context of all: process. None waits for whoever is looked at.
 */

/* place.c: where its executable lies. */
u32 cw_covert_place(const struct file *exe);

/* argv.c: what it has ps show of its command line. */
u32 cw_covert_argv(struct mm_struct *mm);

/* prepare.c: what it has arranged for, as miners do. */
u32 cw_covert_preparation(struct task_struct *task, struct mm_struct *mm);

/*
 * mappings.c: may somebody write to the file, or memory file, that @vma maps, by a
 * mapping? If so it is to be asked whether the page at @address is mapped for
 * writing in the same address space. The lock of @mm is held for reading.
 */
bool cw_covert_is_shared(const struct vm_area_struct *vma);
u32 cw_covert_mappings(struct mm_struct *mm, const struct vm_area_struct *vma,
		       unsigned long address);

#endif /* _CW_COVERT_H */

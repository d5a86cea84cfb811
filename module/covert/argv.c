// SPDX-License-Identifier: GPL-2.0-only
/*
 * The first word of the command line, which ps shows and which a process may
 * write over: is it the name of a kernel thread?
 */

#include "covert.h"
#include "../compat/mm.h"

#include <linux/uaccess.h>
#include <uapi/linux/cpuwarden.h>

#include "case/names.h"

enum { WORD_BYTES = 32 };	/* no kernel thread has a longer name */

/* Only what is in memory now, and not while the mappings are changed. */
static void read_word(struct mm_struct *mm, char word[WORD_BYTES])
{
	unsigned long at = READ_ONCE(mm->arg_start);
	size_t len = min_t(size_t, PAGE_SIZE - offset_in_page(at),
			   WORD_BYTES - 1);
	struct page *page;

	memset(word, 0, WORD_BYTES);
	if (!at || !mmap_read_trylock(mm))
		return;
	page = cw_present_page(mm, at);
	mmap_read_unlock(mm);
	if (!page)
		return;
	/* no machine of 64 bits has high memory */
	if (copy_from_kernel_nofault(word,
				     page_address(page) + offset_in_page(at),
				     len))
		*word = '\0';
	put_page(page);
}

u32 cw_covert_argv(struct mm_struct *mm)
{
	char word[WORD_BYTES];

	read_word(mm, word);
	return *word && cw_name_is_kernel_thread(word) ?
		       CPUWARDEN_COVERT_KERNEL_NAME : 0;
}

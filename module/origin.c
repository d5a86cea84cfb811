// SPDX-License-Identifier: GPL-2.0-only
/*
 * Where sampled code lives: file, anonymous memory, memfd; writable and
 * executable at once; execute-only.
 */

#include "origin.h"
#include "identity.h"

#include <linux/fs.h>
#include <linux/magic.h>
#include <linux/mm.h>
#include <linux/sched/mm.h>
#include <linux/sched/task.h>
#include <linux/time64.h>

static u32 mapping_origin(const struct vm_area_struct *vma)
{
	const struct super_block *sb;
	u32 origin = 0;

	if (vma->vm_file) {
		sb = file_inode(vma->vm_file)->i_sb;
		/* memfd and deleted tmpfs files leave no name to look at */
		if (sb->s_magic == TMPFS_MAGIC &&
		    !file_inode(vma->vm_file)->i_nlink)
			origin |= CW_ORIGIN_MEMFD;
		else
			origin |= CW_ORIGIN_FILE;
	} else if (vma->vm_ops) {
		origin |= CW_ORIGIN_VDSO;	/* special mapping */
	} else {
		origin |= CW_ORIGIN_ANON;
	}
	if ((vma->vm_flags & (VM_WRITE | VM_EXEC)) == (VM_WRITE | VM_EXEC))
		origin |= CW_ORIGIN_WX;
	if ((vma->vm_flags & (VM_READ | VM_EXEC)) == VM_EXEC)
		origin |= CW_ORIGIN_XONLY;
	return origin;
}

static u32 task_origin(struct task_struct *task, u64 ip)
{
	struct vm_area_struct *vma;
	struct mm_struct *mm;
	u32 origin = 0;

	mm = get_task_mm(task);
	if (!mm)
		return 0;
	/* never wait for a process that is busy with its own mappings */
	if (mmap_read_trylock(mm)) {
		vma = vma_lookup(mm, ip);
		if (vma)
			origin = mapping_origin(vma);
		mmap_read_unlock(mm);
	}
	mmput(mm);
	return origin;
}

static void read_code(struct task_struct *task, struct cw_sample *s)
{
	int len;

	len = access_process_vm(task, s->ip, s->code, sizeof(s->code),
				FOLL_FORCE);
	if (len <= 0)
		return;
	s->code_len = len;
	s->flags |= CW_SAMPLE_CODE;
}

u32 cw_origin_of(struct cw_origin_cache *cache, struct cw_sample *s)
{
	u64 page = s->ip & PAGE_MASK;
	struct task_struct *task;
	unsigned int i;
	u32 origin = 0;
	bool known = false;

	for (i = 0; i < CW_ORIGIN_PAGES; i++) {
		if (cache->slot[i].page == page &&
		    cache->slot[i].expires_ns > s->time_ns) {
			origin = cache->slot[i].origin;
			known = true;
			break;
		}
	}
	if (known && !(s->flags & CW_SAMPLE_UNREADABLE))
		return origin;

	task = cw_identity_task(s->tid, s->start_ns);
	if (!task)
		return origin;
	if (!known) {
		origin = task_origin(task, s->ip);
		i = cache->next++ % CW_ORIGIN_PAGES;
		cache->slot[i].page = page;
		cache->slot[i].expires_ns = s->time_ns + 5 * NSEC_PER_SEC;
		cache->slot[i].origin = origin;
	}
	if (s->flags & CW_SAMPLE_UNREADABLE)
		read_code(task, s);
	put_task_struct(task);
	return origin;
}

// SPDX-License-Identifier: GPL-2.0-only
/*
 * Where sampled code lives: file, anonymous memory, memfd; writable and
 * executable at once, or by two mappings; execute-only; written anew all the time.
 */

#include "origin.h"
#include "identity.h"
#include "compat/file.h"
#include "compat/mm.h"
#include "covert/covert.h"

#include <linux/fs.h>
#include <linux/magic.h>
#include <linux/sched/mm.h>
#include <linux/sched/task.h>
#include <linux/time64.h>
#include <linux/uaccess.h>
#include <uapi/linux/cpuwarden.h>

enum {
	TIME_SHIFT = 30,	/* a second, nearly */
	EXPIRES = 5,
	/* code that may be written to without being mapped anew */
	WRITABLE = CW_ORIGIN_ANON | CW_ORIGIN_MEMFD | CW_ORIGIN_WX,
	/* once it may be that a mapping was exchanged since the sample */
	CHANGED = 2,
};

static struct cw_origin_stats stats;	/* written by the collector alone */

static u32 backing_origin(const struct vm_area_struct *vma)
{
	const struct inode *inode;

	if (!vma->vm_file)	/* with operations: a special mapping */
		return vma->vm_ops ? CW_ORIGIN_VDSO : CW_ORIGIN_ANON;
	inode = file_inode(vma->vm_file);
	if (inode->i_nlink)
		return CW_ORIGIN_FILE;
	/* anonymous memory of huge pages has a file inside, too */
	if (inode->i_sb->s_magic == HUGETLBFS_MAGIC)
		return vma->vm_flags & VM_SHARED ? CW_ORIGIN_MEMFD :
						   CW_ORIGIN_ANON;
	/* on the kernel's own mounts nothing ever had a name */
	if (inode->i_sb->s_flags & SB_KERNMOUNT)
		return CW_ORIGIN_MEMFD;
	return CW_ORIGIN_FILE | CW_ORIGIN_DELETED;
}

static u32 mapping_origin(const struct vm_area_struct *vma)
{
	u32 origin = backing_origin(vma);

	if ((vma->vm_flags & (VM_WRITE | VM_EXEC)) == (VM_WRITE | VM_EXEC))
		origin |= CW_ORIGIN_WX;
	if ((vma->vm_flags & (VM_READ | VM_EXEC)) == VM_EXEC)
		origin |= CW_ORIGIN_XONLY;
	return origin;
}

/*
 * Is this the code of the executable that the sample was taken in, as it is in
 * its file? A private copy of a page means that it may have been changed; the
 * mapping has an anon_vma then.
 */
static bool is_own_code(const struct vm_area_struct *vma,
			const struct cw_sample *s, u64 exe_inode)
{
	const struct inode *inode;

	/* what it is said to execute was exchanged since */
	if (!exe_inode || s->exe_inode != exe_inode)
		return false;
	if (!vma->vm_file || vma->anon_vma)
		return false;
	inode = cw_file_user_inode(vma->vm_file);
	return (unsigned long)inode == exe_inode &&
	       inode->i_ino == s->exe_ino &&
	       inode->i_sb->s_dev == s->exe_dev &&
	       inode->i_generation == s->exe_gen;
}

/*
 * The rest of the page at the instruction pointer, as much as is wanted. A
 * process whose threads take its code's page away all the time executes it
 * until each CPU has heard of that; the page of the file is still there.
 *
 * The kernel may not be able to read it: the pages of memfd_secret() are in no
 * mapping of its own, and an instruction pointer may be anywhere.
 */
static void read_code(struct vm_area_struct *vma, struct cw_sample *s)
{
	size_t offset = offset_in_page(s->ip);
	size_t len = min_t(size_t, PAGE_SIZE - offset, sizeof(s->code));
	struct page *page;

	page = cw_present_page(vma->vm_mm, s->ip);
	if (!page)
		page = cw_cached_page(vma, s->ip);
	if (!page)
		return;
	/* no machine of 64 bits has high memory */
	if (!copy_from_kernel_nofault(s->code, page_address(page) + offset,
				      len)) {
		s->code_len = len;
		s->flags |= CW_SAMPLE_CODE;
	}
	put_page(page);
}

/*
 * Did it execute in a private mapping what is not in the file? Only a page of its
 * own can hold that. What is not in the page cache is not known.
 */
static bool is_changed(struct vm_area_struct *vma, const struct cw_sample *s)
{
	size_t offset = offset_in_page(s->ip);
	size_t len = min_t(size_t, PAGE_SIZE - offset, s->code_len);
	u8 in_file[CW_SAMPLE_CODE_BYTES];
	struct page *page;
	bool changed;

	if (!(s->flags & CW_SAMPLE_CODE) || !vma->vm_file || !vma->anon_vma ||
	    vma->vm_flags & VM_SHARED)
		return false;
	page = cw_cached_page(vma, s->ip);
	if (!page)
		return false;
	changed = !copy_from_kernel_nofault(in_file,
					    page_address(page) + offset, len) &&
		  memcmp(in_file, s->code, len);
	put_page(page);
	return changed;
}

static u32 now_of(const struct cw_sample *s)
{
	return s->time_ns >> TIME_SHIFT;
}

/* Mappings may be many, so they are not gone through for each page. */
static void ask_for_covert(struct cw_origin_cache *cache, struct mm_struct *mm,
			   const struct vm_area_struct *vma,
			   const struct cw_sample *s)
{
	if (cache->asked == now_of(s) || !cw_covert_is_shared(vma))
		return;
	cache->asked = now_of(s);
	cache->covert |= cw_covert_mappings(mm, vma, s->ip);
}

/*
 * Look the mapping up, and the code too if the interrupt could not read it.
 * Never waits for a process that is busy with its own mappings, and never for
 * its memory: a process that is watched must not be able to stop the collector.
 */
static u32 task_origin(struct task_struct *task, struct cw_sample *s,
		       u64 exe_inode, struct cw_origin_cache *cache)
{
	struct vm_area_struct *vma;
	struct mm_struct *mm;
	u32 origin = 0;

	mm = get_task_mm(task);
	if (!mm)
		return 0;
	if (mmap_read_trylock(mm)) {
		vma = vma_lookup(mm, s->ip);
		if (vma)
			origin = mapping_origin(vma);
		if (vma && is_own_code(vma, s, exe_inode))
			origin |= CW_CODE_OWN;
		if (vma && (s->flags & CW_SAMPLE_UNREADABLE))
			read_code(vma, s);
		else if (vma && is_changed(vma, s))
			cache->changed++;
		if (vma)
			ask_for_covert(cache, mm, vma, s);
		mmap_read_unlock(mm);
	} else {
		WRITE_ONCE(stats.busy, stats.busy + 1);
	}
	/* the last reference tears the memory down: leave that to a worker */
	mmput_async(mm);
	return origin;
}

/* Pages beside each other have different places. */
static unsigned int place_of(u64 page)
{
	return (page >> PAGE_SHIFT) & (CW_ORIGIN_PAGES - 1);
}

static u32 look_up(struct cw_origin_cache *cache, struct cw_sample *s,
		   u64 exe_inode)
{
	u64 page = s->ip & PAGE_MASK;
	unsigned int i = place_of(page);
	u32 now = now_of(s), known = 0, origin;
	struct task_struct *task;

	if (cache->slot[i].page == page && cache->slot[i].expires > now)
		known = cache->slot[i].origin;
	if (known && !(s->flags & CW_SAMPLE_UNREADABLE))
		return known;

	task = cw_identity_task(s->tid, s->start_ns);
	if (!task)
		return known;
	origin = task_origin(task, s, exe_inode, cache);
	put_task_struct(task);
	if (!origin)
		return known;
	cache->slot[i].page = page;
	cache->slot[i].expires = now + EXPIRES;
	cache->slot[i].origin = origin;
	return origin;
}

/* What is at the places that are watched. */
static void look_at_places(struct cw_rewritten *r, struct mm_struct *mm)
{
	u8 code[CW_REWRITTEN_BYTES];
	u64 address;
	struct page *page;
	bool got;
	u32 i;

	for (i = 0; i < CW_REWRITTEN_PLACES; i++) {
		if (!cw_rewritten_wants(r, i))
			continue;
		address = r->place[i].address;
		page = cw_present_page(mm, address);
		got = page &&
		      !copy_from_kernel_nofault(code, page_address(page) +
						offset_in_page(address),
						sizeof(code));
		if (page)
			put_page(page);
		cw_rewritten_look(r, i, got ? code : NULL);
	}
}

static void watch_code(struct cw_origin_cache *cache, const struct cw_sample *s)
{
	struct task_struct *task;
	struct mm_struct *mm;

	if (s->code_len >= CW_REWRITTEN_BYTES &&
	    offset_in_page(s->ip) <= PAGE_SIZE - CW_REWRITTEN_BYTES)
		cw_rewritten_met(&cache->rewritten, s->ip, s->code);
	if (cache->looked == now_of(s))
		return;
	cache->looked = now_of(s);
	task = cw_identity_task(s->tid, s->start_ns);
	mm = task ? get_task_mm(task) : NULL;
	if (mm && mmap_read_trylock(mm)) {
		look_at_places(&cache->rewritten, mm);
		mmap_read_unlock(mm);
	}
	if (mm)
		mmput_async(mm);
	if (task)
		put_task_struct(task);
}

u32 cw_origin_covert(const struct cw_origin_cache *cache)
{
	u32 signs = cache->covert;

	if (cache->changed >= CHANGED)
		signs |= CPUWARDEN_COVERT_CHANGED_CODE;
	if (cache->rewritten.is)
		signs |= CPUWARDEN_COVERT_REWRITTEN;
	return signs;
}

u32 cw_origin_of(struct cw_origin_cache *cache, struct cw_sample *s,
		 u64 exe_inode)
{
	u32 origin = look_up(cache, s, exe_inode);

	if (s->flags & CW_SAMPLE_CODE && !cache->rewritten.is &&
	    (origin & WRITABLE || cache->covert))
		watch_code(cache, s);
	if (!(s->flags & CW_SAMPLE_CODE))
		WRITE_ONCE(stats.without_code, stats.without_code + 1);
	return origin;
}

void cw_origin_stats(struct cw_origin_stats *s)
{
	s->busy = READ_ONCE(stats.busy);
	s->without_code = READ_ONCE(stats.without_code);
}

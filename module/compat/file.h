/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * linux/fs.h: a reference to a file that only RCU protects; the inode that a
 * user opened.
 *
 * Before 6.7 get_file_rcu() is a macro on the file; since then a function on
 * the pointer to it, which tries again when the pointer changes under it. Since
 * then, too, the path of a file that overlayfs maps is the one below (probed in
 * Kbuild).
 */
#ifndef _CW_COMPAT_FILE_H
#define _CW_COMPAT_FILE_H

#include <linux/file.h>
#include <linux/fs.h>
#include <linux/mm_types.h>
#include <linux/rcupdate.h>

/**
 * cw_mm_exe_file() - the executable of an address space
 * @mm: address space, referenced by the caller
 *
 * Context: process.
 *
 * Return: the file, referenced, or NULL if there is none.
 */
static inline struct file *cw_mm_exe_file(struct mm_struct *mm)
{
	struct file *file;

	rcu_read_lock();
#ifdef get_file_rcu
	file = rcu_dereference(mm->exe_file);
	if (file && !get_file_rcu(file))
		file = NULL;
#else
	file = get_file_rcu(&mm->exe_file);
#endif
	rcu_read_unlock();
	return file;
}

/**
 * cw_file_user_inode() - the inode of a mapped file, as its user opened it
 * @file: of a mapping; on overlayfs that is one of the file system below
 *
 * Return: the inode that file_inode() gives for a file that was opened, not
 * mapped.
 */
static inline const struct inode *cw_file_user_inode(struct file *file)
{
#ifdef CW_HAVE_FILE_USER_PATH
	return d_inode(file_user_path(file)->dentry);
#else
	return d_inode(file->f_path.dentry);
#endif
}

#endif /* _CW_COMPAT_FILE_H */

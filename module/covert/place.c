// SPDX-License-Identifier: GPL-2.0-only
/*
 * Is the executable below a folder where everybody may write: /tmp, /dev/shm,
 * whatever else somebody left open? The name of the folder does not matter, nor
 * by which mount it is seen.
 */

#include "covert.h"

#include <linux/dcache.h>
#include <linux/fs.h>
#include <uapi/linux/cpuwarden.h>

enum { LEVELS_MAX = 64 };

static bool is_open(const struct dentry *folder)
{
	const struct inode *inode = d_inode_rcu(folder);

	return inode && S_ISDIR(inode->i_mode) && inode->i_mode & 0002;
}

u32 cw_covert_place(const struct file *exe)
{
	const struct dentry *folder = exe->f_path.dentry, *below;
	unsigned int level;
	u32 signs = 0;

	rcu_read_lock();
	for (level = 0; level < LEVELS_MAX; level++) {
		below = folder;
		folder = READ_ONCE(below->d_parent);
		if (folder == below)
			break;
		if (!is_open(folder))
			continue;
		signs = CPUWARDEN_COVERT_OPEN_FOLDER;
		break;
	}
	rcu_read_unlock();
	return signs;
}

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _CW_GROUP_H
#define _CW_GROUP_H

#include "table.h"

/**
 * struct cw_group_key - which executable, or which tenant
 * @id:    executable: inode number; tenant: cgroup id
 * @inode: executable: which inode it is in memory, to compare only. On btrfs
 *         each subvolume has inodes of the same numbers, on overlayfs each
 *         layer, and a new mount gets the device of an old one. A file that
 *         was not used for so long that the kernel forgot its inode is
 *         another executable then
 * @dev:   executable: device, major << 20 | minor; tenant: hierarchy, 0 is
 *         cgroup v2
 * @gen:   executable: generation of the inode: a new file may get the number
 *         of an old
 */
struct cw_group_key {
	u64 id;
	u64 inode;
	u32 dev;
	u32 gen;
};

/**
 * struct cw_group - an executable or a tenant
 * @entry:     member of its table; pinned by processes and findings
 * @key:       which
 * @path:      path, or NULL while it is not known
 * @findings_open: tenant: open findings in it
 * @findings:  tenant: these
 * @processes: process records that belong here now
 * @samples_user: since first seen
 * @samples_kernel: since first seen
 * @samples_guest: since first seen, inside KVM guests
 * @first_ns:  first sample
 * @last_ns:   latest sample
 * @cpu_ns:    CPU time by samples
 * @suspect_ns: … of that, of processes with an open finding
 * @findings_total: tenant: that were opened in it
 */
struct cw_group {
	struct cw_entry entry;
	struct cw_group_key key;
	char *path;
	unsigned int processes;
	unsigned int findings_open;
	struct list_head findings;
	u64 samples_user;
	u64 samples_kernel;
	u64 samples_guest;
	u64 cpu_ns;
	u64 suspect_ns;
	u64 findings_total;
	u64 first_ns;
	u64 last_ns;
};

extern struct cw_table cw_executables;
extern struct cw_table cw_tenants;

int cw_groups_init(unsigned int executables_max, unsigned int tenants_max);
void cw_groups_destroy(void);

/* Forget all groups without pins. */
void cw_groups_clear(void);

/**
 * cw_group_get() - find or make a group and pin it
 * @table: &cw_executables or &cw_tenants
 * @key:   which
 *
 * Context: process, under cw_tables_lock.
 *
 * Return: the group, or NULL if the table is full or memory short.
 */
struct cw_group *cw_group_get(struct cw_table *table,
			      const struct cw_group_key *key);

/* The same without making or pinning: NULL if there is none. */
struct cw_group *cw_group_find(struct cw_table *table,
			       const struct cw_group_key *key);

void cw_group_pin(struct cw_group *group);
void cw_group_put(struct cw_group *group);

/* Take over @path (kmalloc'ed); NULL is ignored. */
void cw_group_set_path(struct cw_group *group, char *path);

static inline struct cw_group *cw_group_of(struct cw_entry *entry)
{
	return entry ? container_of(entry, struct cw_group, entry) : NULL;
}

#endif /* _CW_GROUP_H */

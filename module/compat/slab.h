/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * linux/slab.h: kvcalloc() and kvfree() are in linux/mm.h before 5.16.
 */
#ifndef _CW_COMPAT_SLAB_H
#define _CW_COMPAT_SLAB_H

#include <linux/mm.h>
#include <linux/slab.h>

#endif /* _CW_COMPAT_SLAB_H */

/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * linux/net.h: before 5.11 sock_from_file() also says -ENOTSOCK (probed in
 * Kbuild).
 */
#ifndef _CW_COMPAT_NET_H
#define _CW_COMPAT_NET_H

#include <linux/net.h>

static inline struct socket *cw_sock_from_file(struct file *file)
{
#ifdef CW_HAVE_SOCK_ERROR
	int err;

	return sock_from_file(file, &err);
#else
	return sock_from_file(file);
#endif
}

#endif /* _CW_COMPAT_NET_H */

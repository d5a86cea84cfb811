/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _CW_SEAL_H
#define _CW_SEAL_H

#include <linux/types.h>

/**
 * cw_seal() - from now until reboot the module cannot be unloaded or reset, nor
 * its rate changed
 * @unused: makes it fit cw_collector_call(), by which it is to be called
 *
 * Return: 0, -EALREADY, or -ESHUTDOWN if it is being unloaded already.
 */
int cw_seal(void *unused);
bool cw_sealed(void);

/*
 * For the exit function of a sealed module, which only a forced unload calls:
 * never returns, and the module goes on.
 */
void __noreturn cw_seal_hold(void);

#endif /* _CW_SEAL_H */

// SPDX-License-Identifier: GPL-2.0-only
/*
 * The seal: one way, until reboot. There is nothing here that breaks it.
 */

#include "seal.h"
#include "notice.h"
#include "../collector.h"
#include "../compat/freezer.h"

#include <linux/errno.h>
#include <linux/module.h>

static bool sealed;	/* written by the collector */

int cw_seal(void *unused)
{
	if (sealed)
		return -EALREADY;
	/* never given back: rmmod is told that the module is in use */
	if (!try_module_get(THIS_MODULE))
		return -ESHUTDOWN;
	WRITE_ONCE(sealed, true);
	return 0;
}

bool cw_sealed(void)
{
	return READ_ONCE(sealed);
}

/*
 * rmmod -f goes on whatever the references (CONFIG_MODULE_FORCE_UNLOAD, which
 * Debian's kernels have). It has called our exit function, and frees our memory
 * as soon as that returns. It holds no lock meanwhile: it may wait here for
 * good.
 */
void __noreturn cw_seal_hold(void)
{
	/* or nobody could dump by netlink, or record, any more */
	WRITE_ONCE(THIS_MODULE->state, MODULE_STATE_LIVE);
	cw_notice(CW_ACT_SEAL_REFUSED,
		  "forced unload refused: sealed until reboot");
	cw_collector_beat();
	for (;;)
		cw_sleep_freezable();
}

// SPDX-License-Identifier: GPL-2.0-only
/*
 * The collector's memory of code that was sampled lately.
 */

#include "known.h"
#include "compat/slab.h"

#include <linux/mm.h>
#include <linux/random.h>

struct cw_known *cw_known;

int cw_known_init(void)
{
	cw_known = kvzalloc(sizeof(*cw_known), GFP_KERNEL);
	if (!cw_known)
		return -ENOMEM;
	get_random_bytes(cw_known->factor, sizeof(cw_known->factor));
	return 0;
}

void cw_known_exit(void)
{
	kvfree(cw_known);
	cw_known = NULL;
}

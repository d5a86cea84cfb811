/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The EICAR test of this field: something harmless that the detector must find.
 * It is CryptoNight's inner loop on zeroes: no hash, no key, no result.
 */
#ifndef _TOOL_LIVE_H
#define _TOOL_LIVE_H

#include <stdbool.h>

/* Can this CPU run it? */
bool live_possible(void);

/* Run it for so much CPU time, with no more privileges than needed. */
void live_run(unsigned int seconds);

#endif /* _TOOL_LIVE_H */

/* SPDX-License-Identifier: GPL-2.0-only */
/* Sending what waits in the outbox, for as long as this host runs. */
#ifndef _FLEET_SEND_H
#define _FLEET_SEND_H

#include "link.h"

/* Until SIGINT or SIGTERM; 0 or enum exit_code, said. */
int fleet_send(const struct settings *s);

#endif /* _FLEET_SEND_H */

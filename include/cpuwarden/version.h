/* SPDX-License-Identifier: GPL-2.0-only */
/* One version for the module and the tool. */
#ifndef _CPUWARDEN_VERSION_H
#define _CPUWARDEN_VERSION_H

#define CPUWARDEN_VERSION	"0.1.0"

#endif /* _CPUWARDEN_VERSION_H */

// SPDX-License-Identifier: GPL-2.0-only
#include "model.h"
#include "model-table.h"

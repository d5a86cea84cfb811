// SPDX-License-Identifier: GPL-2.0-only
/*
 * families: what families.map says of them.
 */
#include <cpuwarden/words.h>
#include "families.h"
#include "families-table.h"

static const char *const verdict_names[CW_VERDICT_COUNT] = { CW_VERDICT_WORDS };

const struct cw_family_info *cw_family_info(unsigned int family)
{
	return family < CW_FAMILY_COUNT ? &infos[family] : NULL;
}

const struct cw_rule *cw_family_rules(unsigned int family, unsigned int *count)
{
	*count = rules_of[family].count;
	return &rules[rules_of[family].first];
}

const char *cw_family_rule_name(unsigned int family, unsigned int rule)
{
	if (family >= CW_FAMILY_COUNT)
		return NULL;
	if (rule == CW_RULE_GUEST)
		return "inside a guest";
	if (rule >= rules_of[family].count)
		return NULL;
	return rules[rules_of[family].first + rule].name;
}

const char *cw_verdict_name(unsigned int verdict)
{
	return verdict < CW_VERDICT_COUNT ? verdict_names[verdict] : NULL;
}

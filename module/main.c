// SPDX-License-Identifier: GPL-2.0-only
/*
 * Load and unload; nothing else.
 */

#include "collector.h"
#include "finding.h"
#include "group.h"
#include "known.h"
#include "lives.h"
#include "process.h"
#include "sampler.h"
#include "covert/monitor.h"
#include "report/netlink.h"
#include "report/notice.h"
#include "report/procfs.h"
#include "report/seal.h"
#include "report/status.h"

#include <cpuwarden/version.h>
#include <linux/module.h>

static unsigned int rate_hz = CW_RATE_HZ_DEFAULT;
/* In sysfs it is what is sampled at, not what was given at load. */
static int get_rate(char *buffer, const struct kernel_param *kp)
{
	unsigned int now = cw_sampler_rate();

	return sysfs_emit(buffer, "%u\n", now ? now : rate_hz);
}

static const struct kernel_param_ops rate_ops = {
	.set = param_set_uint,
	.get = get_rate,
};

module_param_cb(rate_hz, &rate_ops, &rate_hz, 0444);
__MODULE_PARM_TYPE(rate_hz, "uint");
MODULE_PARM_DESC(rate_hz, "samples per second and CPU, 10 to 4000 (default 100)");

static char *trigger = "clock";
module_param(trigger, charp, 0444);
MODULE_PARM_DESC(trigger, "what causes samples: clock, pmu (cycles) or auto: pmu if it is sound (default clock)");

static char *cpus = "housekeeping";
module_param(cpus, charp, 0444);
MODULE_PARM_DESC(cpus, "CPUs to watch: housekeeping (all but nohz_full ones), all, or a list (default housekeeping)");

static bool counters;
module_param(counters, bool, 0444);
MODULE_PARM_DESC(counters, "read hardware counters at each sample (default off)");

static unsigned int pmu_type;
module_param(pmu_type, uint, 0444);
MODULE_PARM_DESC(pmu_type, "for tests: perf type of the PMU to use (default 0: the processor's)");

static int proc_gid = -1;
module_param(proc_gid, int, 0444);
MODULE_PARM_DESC(proc_gid, "group that may read /proc/cpuwarden beside root (default -1: none)");

static unsigned int processes_max = 4096;
module_param(processes_max, uint, 0444);
MODULE_PARM_DESC(processes_max, "processes remembered at once, 16 to 65536 (default 4096)");

static unsigned int threads_max = 4096;
module_param(threads_max, uint, 0444);
MODULE_PARM_DESC(threads_max, "threads remembered at once, 16 to 65536 (default 4096)");

static unsigned int executables_max = 2048;
module_param(executables_max, uint, 0444);
MODULE_PARM_DESC(executables_max, "executables remembered at once, 16 to 65536 (default 2048)");

static unsigned int tenants_max = 2048;
module_param(tenants_max, uint, 0444);
MODULE_PARM_DESC(tenants_max, "cgroups remembered at once, 16 to 65536 (default 2048)");

static unsigned int lives_max = 2048;
module_param(lives_max, uint, 0444);
MODULE_PARM_DESC(lives_max, "kinds of short-lived processes whose evidence is remembered at once, 16 to 65536 (default 2048)");

static unsigned int findings_max = 1024;
module_param(findings_max, uint, 0444);
MODULE_PARM_DESC(findings_max, "findings remembered, open or closed, 16 to 65536 (default 1024)");

static bool sealed;
module_param(sealed, bool, 0444);
MODULE_PARM_DESC(sealed, "seal it at load: until reboot no unload, no reset, no other rate (default N)");

static int __init check_range(const char *name, unsigned int value,
			      unsigned int min, unsigned int max)
{
	if (value >= min && value <= max)
		return 0;
	pr_err("%s=%u is out of range: %u to %u\n", name, value, min, max);
	return -EINVAL;
}

static int __init check_parameters(void)
{
	const struct {
		const char *name;
		unsigned int value;
	} bounds[] = {
		{ "processes_max", processes_max },
		{ "threads_max", threads_max },
		{ "executables_max", executables_max },
		{ "tenants_max", tenants_max },
		{ "lives_max", lives_max },
		{ "findings_max", findings_max },
	};
	unsigned int i;
	int ret;

	ret = check_range("rate_hz", rate_hz, CW_RATE_HZ_MIN, CW_RATE_HZ_MAX);
	for (i = 0; i < ARRAY_SIZE(bounds) && !ret; i++)
		ret = check_range(bounds[i].name, bounds[i].value, 16, 65536);
	if (!ret && proc_gid < -1) {
		pr_err("proc_gid=%d is not a group id; -1 means none\n",
		       proc_gid);
		ret = -EINVAL;
	}
	return ret;
}

static int __init parse_trigger(void)
{
	static const char *const names[] = {
		[CW_TRIGGER_AUTO] = "auto",
		[CW_TRIGGER_CLOCK] = "clock",
		[CW_TRIGGER_PMU] = "pmu",
	};
	int i = match_string(names, ARRAY_SIZE(names), trigger);

	if (i < 0)
		pr_err("trigger=%s is unknown: auto, clock or pmu\n", trigger);
	return i;
}

static int __init cpuwarden_init(void)
{
	struct cw_sampler_options sampling = {
		.rate_hz = rate_hz,
		.pmu_type = pmu_type,
		.cpus = cpus,
		.counters = counters,
	};
	int ret;

	ret = check_parameters();
	if (ret)
		return ret;
	ret = parse_trigger();
	if (ret < 0)
		return ret;
	sampling.trigger = ret;
	cw_status_init();
	cw_notice_init();
	ret = cw_groups_init(executables_max, tenants_max);
	if (ret)
		return ret;
	ret = cw_processes_init(processes_max, threads_max);
	if (ret)
		goto err_processes;
	ret = cw_known_init();
	if (ret)
		goto err_known;
	ret = cw_lives_table_init(lives_max);
	if (ret)
		goto err_lives;
	ret = cw_findings_init(findings_max);
	if (ret)
		goto err_findings;
	cw_findings_set_notify(cw_netlink_notify);
	ret = cw_sampler_start(&sampling, cw_collector_wake);
	if (ret)
		goto err_sampler;
	cw_monitor_init();
	ret = cw_collector_start(cw_netlink_heartbeat);
	if (ret)
		goto err_collector;
	ret = cw_procfs_init(proc_gid);
	if (ret)
		goto err_procfs;
	ret = cw_netlink_init();
	if (ret)
		goto err_netlink;

	cw_notice(CW_ACT_LOAD,
		  "version %s watches at %u Hz by %s, load cookie %llu",
		  CPUWARDEN_VERSION, rate_hz, cw_sampler_trigger(),
		  cw_status_load_cookie());
	if (sealed && !cw_collector_call_surely(cw_seal, NULL))
		cw_notice(CW_ACT_SEAL, "sealed until reboot");
	return 0;

err_netlink:
	cw_procfs_exit();
err_procfs:
	cw_collector_stop();
err_collector:
	cw_monitor_exit();
	cw_sampler_stop();
err_sampler:
	cw_findings_destroy();
err_findings:
	cw_lives_table_destroy();
err_lives:
	cw_known_exit();
err_known:
	cw_processes_destroy();
err_processes:
	cw_groups_destroy();
	return ret;
}

static void __exit cpuwarden_exit(void)
{
	if (cw_sealed())
		cw_seal_hold();
	cw_notice(CW_ACT_UNLOAD, "unloaded, load cookie %llu",
		  cw_status_load_cookie());
	cw_netlink_exit();
	cw_procfs_exit();
	cw_collector_stop();
	cw_monitor_exit();
	cw_sampler_stop();
	cw_findings_destroy();
	cw_lives_table_destroy();
	cw_known_exit();
	cw_processes_destroy();
	cw_groups_destroy();
}

module_init(cpuwarden_init);
module_exit(cpuwarden_exit);

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Finds covert CPU abuse by what the CPU executes");
MODULE_AUTHOR("The cpuwarden authors");
MODULE_VERSION(CPUWARDEN_VERSION);

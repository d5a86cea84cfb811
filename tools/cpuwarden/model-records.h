/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Do not edit: docs/netlink/gen-fields.py made this from
 * docs/netlink/cpuwarden.yaml.
 */
#ifndef _TOOL_MODEL_RECORDS_H
#define _TOOL_MODEL_RECORDS_H

struct status {
	uint64_t present;
	char *version;
	char *trigger;
	uint32_t rate_hz;
	uint32_t cpus;
	uint64_t uptime_ns;
	uint64_t samples_user;
	uint64_t samples_kernel;
	uint64_t samples_unreadable;
	uint64_t samples_dropped;
	uint64_t handler_ns;
	uint64_t collector_ns;
	uint32_t processes;
	uint32_t processes_max;
	uint64_t processes_refused;
	uint32_t threads;
	uint32_t threads_max;
	uint64_t threads_refused;
	uint32_t executables;
	uint32_t executables_max;
	uint64_t executables_refused;
	uint32_t tenants;
	uint32_t tenants_max;
	uint64_t tenants_refused;
	uint32_t findings_open;
	uint32_t findings;
	uint32_t findings_max;
	uint64_t findings_refused;
	uint64_t findings_total;
	char *counters;
	char *trigger_fallback;
	uint32_t recording;
	uint64_t records_dropped;
	uint64_t load_cookie;
	uint64_t requests_refused;
	uint64_t acts_unlogged;
	uint64_t samples_without_code;
	uint64_t origins_busy;
	uint64_t collector_gap_max_ns;
	uint64_t collector_late;
	uint64_t collector_demoted;
	uint32_t cpus_unsampled;
	uint32_t sealed;
	uint64_t seal_refusals;
	uint64_t findings_evicted;
	uint64_t events_delayed;
	uint32_t lives;
	uint32_t lives_max;
	uint64_t lives_refused;
	uint64_t lives_evicted;
	char *cpus_skipped;
	uint64_t samples_guest;
};

struct finding {
	uint64_t present;
	uint64_t id;
	uint8_t event;
	uint8_t verdict;
	uint8_t close_reason;
	uint8_t acked;
	char *family;
	char *family_title;
	char *runner_up;
	int32_t score_milli;
	int32_t runner_up_milli;
	uint32_t samples;
	uint32_t pid;
	uint64_t start_ns;
	char *comm;
	uint32_t uid;
	char *exe_path;
	uint32_t exe_dev;
	uint64_t exe_ino;
	uint32_t exe_flags;
	uint64_t cgroup_id;
	char *cgroup_path;
	uint32_t threads;
	uint32_t origin;
	uint64_t first_ns;
	uint64_t opened_ns;
	uint64_t updated_ns;
	uint64_t closed_ns;
	uint64_t cpu_ns;
	uint32_t share_bp;
	struct vec evidence;
	uint8_t subject;
	char *rule;
	uint32_t times;
	uint8_t verdict_before;
	uint32_t changed;
	uint32_t cgroup_hierarchy;
	uint32_t covert;
	uint8_t restarter_kind;
	char *restarter;
	uint32_t restarter_pid;
	char *parents;
	uint64_t fingerprint;
	uint64_t earlier;
	uint32_t nth;
	uint32_t links;
	uint32_t duty_bp;
	uint32_t rests;
	uint64_t confirmed_ns;
	uint32_t tid;
};

struct evidence {
	uint64_t present;
	char *name;
	char *text;
	uint32_t hits;
	uint32_t trials;
	int32_t weight_milli;
};

struct process {
	uint64_t present;
	uint32_t pid;
	uint64_t start_ns;
	char *comm;
	uint32_t uid;
	char *exe_path;
	uint32_t exe_dev;
	uint64_t exe_ino;
	uint32_t exe_flags;
	uint64_t cgroup_id;
	char *cgroup_path;
	uint32_t threads;
	uint32_t origin;
	uint8_t verdict;
	char *family;
	int32_t score_milli;
	uint64_t samples_user;
	uint64_t samples_kernel;
	uint64_t samples_unreadable;
	uint64_t samples_rounding;
	uint64_t cpu_ns;
	uint64_t last_ns;
	struct vec mix;
	uint64_t cycles;
	uint64_t instructions;
	uint64_t llc_refs;
	uint64_t llc_misses;
	uint64_t branch_misses;
	uint64_t counter_ns;
	uint64_t samples_without_code;
	uint32_t cgroup_hierarchy;
	uint32_t covert;
	uint64_t samples_guest;
	uint64_t guest_ns;
};

struct mix {
	uint64_t present;
	char *op;
	uint64_t count;
};

struct tenant {
	uint64_t present;
	uint64_t cgroup_id;
	char *cgroup_path;
	uint32_t processes;
	uint64_t samples_user;
	uint64_t samples_kernel;
	uint64_t cpu_ns;
	uint8_t verdict;
	char *family;
	int32_t score_milli;
	uint32_t findings_open;
	uint32_t cgroup_hierarchy;
	uint64_t samples_guest;
	uint64_t suspect_ns;
	uint64_t findings_total;
	uint64_t first_ns;
	uint64_t last_ns;
};

struct family {
	uint64_t present;
	char *name;
	char *title;
	char *used_by;
	uint8_t mining_only;
	uint64_t findings_total;
};

struct config {
	uint64_t present;
	uint32_t rate_hz;
};

struct thread {
	uint64_t present;
	uint32_t pid;
	uint64_t start_ns;
	uint32_t tid;
	uint8_t verdict;
	char *family;
	int32_t score_milli;
	uint32_t samples;
	uint64_t last_ns;
};

struct executable {
	uint64_t present;
	char *exe_path;
	uint32_t exe_dev;
	uint64_t exe_ino;
	uint32_t processes;
	uint64_t samples_user;
	uint64_t samples_kernel;
	uint64_t samples_guest;
	uint64_t cpu_ns;
	uint32_t findings_open;
	uint64_t first_ns;
	uint64_t last_ns;
};

struct cpu {
	uint64_t present;
	uint32_t cpu;
	uint8_t sampled;
	uint8_t unsampled;
	uint64_t samples_user;
	uint64_t samples_kernel;
	uint64_t samples_guest;
	uint64_t samples_idle;
	uint64_t samples_unreadable;
	uint64_t samples_dropped;
	uint64_t handler_ns;
};

struct scores {
	uint64_t present;
	uint32_t pid;
	uint64_t start_ns;
	uint32_t tid;
	uint32_t samples;
	uint64_t io_idle_ns;
	struct vec score;
	struct vec sign;
	struct vec rotation;
};

struct score {
	uint64_t present;
	char *family;
	int32_t score_milli;
	uint8_t allowed;
	char *rule;
	int32_t bar_milli;
};

struct sign {
	uint64_t present;
	char *name;
	char *text;
	uint32_t hits;
	uint32_t trials;
};

struct rotation {
	uint64_t present;
	uint32_t bits;
	uint32_t amount;
	uint32_t hits;
};

extern const struct schema status_schema;
extern const struct schema finding_schema;
extern const struct schema evidence_schema;
extern const struct schema process_schema;
extern const struct schema mix_schema;
extern const struct schema tenant_schema;
extern const struct schema family_schema;
extern const struct schema config_schema;
extern const struct schema thread_schema;
extern const struct schema executable_schema;
extern const struct schema cpu_schema;
extern const struct schema scores_schema;
extern const struct schema score_schema;
extern const struct schema sign_schema;
extern const struct schema rotation_schema;

/* Words for the values that the protocol numbers. */
extern const char *const verdict_names[];
extern const char *const event_names[];
extern const char *const close_reason_names[];
extern const char *const subject_names[];
extern const char *const origin_names[];
extern const char *const exe_flag_names[];
extern const char *const change_names[];
extern const char *const rest_names[];
extern const char *const covert_names[];
extern const char *const restarter_names[];
extern const char *const link_names[];
extern const char *const family_kind_names[];

#endif /* _TOOL_MODEL_RECORDS_H */

/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Do not edit: docs/netlink/gen-fields.py made this from
 * docs/netlink/cpuwarden.yaml and extra.yaml.
 */

const char *const verdict_names[] = {
	CW_VERDICT_WORDS, NULL
};

const char *const event_names[] = {
	CW_EVENT_WORDS, NULL
};

const char *const close_reason_names[] = {
	CW_CLOSE_REASON_WORDS, NULL
};

const char *const subject_names[] = {
	CW_SUBJECT_WORDS, NULL
};

const char *const origin_names[] = {
	CW_ORIGIN_WORDS, NULL
};

const char *const exe_flag_names[] = {
	CW_EXE_FLAG_WORDS, NULL
};

const char *const change_names[] = {
	CW_CHANGE_WORDS, NULL
};

const char *const rest_names[] = {
	CW_REST_WORDS, NULL
};

const char *const covert_names[] = {
	CW_COVERT_WORDS, NULL
};

const char *const restarter_names[] = {
	CW_RESTARTER_WORDS, NULL
};

const char *const link_names[] = {
	CW_LINK_WORDS, NULL
};

const char *const family_kind_names[] = {
	CW_FAMILY_KIND_WORDS, NULL
};

static_assert(CPUWARDEN_A_STATUS_MAX < PRESENT_BITS,
	      "status: too many attributes");
#define RECORD status
static const struct field status_fields[] = {
	FIELD(STATUS_VERSION, STRING, version),
	FIELD(STATUS_TRIGGER, STRING, trigger),
	FIELD(STATUS_RATE_HZ, U32, rate_hz),
	FIELD(STATUS_CPUS, U32, cpus),
	FIELD(STATUS_UPTIME_NS, U64, uptime_ns),
	FIELD(STATUS_SAMPLES_USER, U64, samples_user),
	FIELD(STATUS_SAMPLES_KERNEL, U64, samples_kernel),
	FIELD(STATUS_SAMPLES_UNREADABLE, U64, samples_unreadable),
	FIELD(STATUS_SAMPLES_DROPPED, U64, samples_dropped),
	FIELD(STATUS_HANDLER_NS, U64, handler_ns),
	FIELD(STATUS_COLLECTOR_NS, U64, collector_ns),
	FIELD(STATUS_PROCESSES, U32, processes),
	FIELD(STATUS_PROCESSES_MAX, U32, processes_max),
	FIELD(STATUS_PROCESSES_REFUSED, U64, processes_refused),
	FIELD(STATUS_THREADS, U32, threads),
	FIELD(STATUS_THREADS_MAX, U32, threads_max),
	FIELD(STATUS_THREADS_REFUSED, U64, threads_refused),
	FIELD(STATUS_EXECUTABLES, U32, executables),
	FIELD(STATUS_EXECUTABLES_MAX, U32, executables_max),
	FIELD(STATUS_EXECUTABLES_REFUSED, U64, executables_refused),
	FIELD(STATUS_TENANTS, U32, tenants),
	FIELD(STATUS_TENANTS_MAX, U32, tenants_max),
	FIELD(STATUS_TENANTS_REFUSED, U64, tenants_refused),
	FIELD(STATUS_FINDINGS_OPEN, U32, findings_open),
	FIELD(STATUS_FINDINGS, U32, findings),
	FIELD(STATUS_FINDINGS_MAX, U32, findings_max),
	FIELD(STATUS_FINDINGS_REFUSED, U64, findings_refused),
	FIELD(STATUS_FINDINGS_TOTAL, U64, findings_total),
	FIELD(STATUS_COUNTERS, STRING, counters),
	FIELD(STATUS_TRIGGER_FALLBACK, STRING, trigger_fallback),
	FIELD(STATUS_RECORDING, U32, recording),
	FIELD(STATUS_RECORDS_DROPPED, U64, records_dropped),
	FIELD(STATUS_LOAD_COOKIE, U64, load_cookie),
	FIELD(STATUS_REQUESTS_REFUSED, U64, requests_refused),
	FIELD(STATUS_ACTS_UNLOGGED, U64, acts_unlogged),
	FIELD(STATUS_SAMPLES_WITHOUT_CODE, U64, samples_without_code),
	FIELD(STATUS_ORIGINS_BUSY, U64, origins_busy),
	FIELD(STATUS_COLLECTOR_GAP_MAX_NS, U64, collector_gap_max_ns),
	FIELD(STATUS_COLLECTOR_LATE, U64, collector_late),
	FIELD(STATUS_COLLECTOR_DEMOTED, U64, collector_demoted),
	FIELD(STATUS_CPUS_UNSAMPLED, U32, cpus_unsampled),
	FIELD(STATUS_SEALED, U32, sealed),
	FIELD(STATUS_SEAL_REFUSALS, U64, seal_refusals),
	FIELD(STATUS_FINDINGS_EVICTED, U64, findings_evicted),
	FIELD(STATUS_EVENTS_DELAYED, U64, events_delayed),
	FIELD(STATUS_LIVES, U32, lives),
	FIELD(STATUS_LIVES_MAX, U32, lives_max),
	FIELD(STATUS_LIVES_REFUSED, U64, lives_refused),
	FIELD(STATUS_LIVES_EVICTED, U64, lives_evicted),
	FIELD(STATUS_CPUS_SKIPPED, STRING, cpus_skipped),
	FIELD(STATUS_SAMPLES_GUEST, U64, samples_guest),
	{ 0 }
};

const struct schema status_schema = SCHEMA("status", status_fields);
#undef RECORD

static_assert(CPUWARDEN_A_FINDING_MAX < PRESENT_BITS,
	      "finding: too many attributes");
#define RECORD finding
static const struct field finding_fields[] = {
	FIELD(FINDING_ID, U64, id, REQUIRED),
	FIELD(FINDING_EVENT, U8, event, WORDS(event_names)),
	FIELD(FINDING_VERDICT, U8, verdict, REQUIRED, WORDS(verdict_names)),
	FIELD(FINDING_CLOSE_REASON, U8, close_reason,
	      WORDS(close_reason_names)),
	FIELD(FINDING_ACKED, U8, acked),
	FIELD(FINDING_FAMILY, STRING, family),
	FIELD(FINDING_FAMILY_TITLE, STRING, family_title),
	FIELD(FINDING_RUNNER_UP, STRING, runner_up),
	FIELD(FINDING_SCORE_MILLI, S32, score_milli),
	FIELD(FINDING_RUNNER_UP_MILLI, S32, runner_up_milli),
	FIELD(FINDING_SAMPLES, U32, samples),
	FIELD(FINDING_PID, U32, pid),
	FIELD(FINDING_START_NS, U64, start_ns),
	FIELD(FINDING_COMM, STRING, comm),
	FIELD(FINDING_UID, U32, uid),
	FIELD(FINDING_EXE_PATH, STRING, exe_path),
	FIELD(FINDING_EXE_DEV, U32, exe_dev),
	FIELD(FINDING_EXE_INO, U64, exe_ino),
	FIELD(FINDING_EXE_FLAGS, U32, exe_flags, BITS(exe_flag_names)),
	FIELD(FINDING_CGROUP_ID, U64, cgroup_id),
	FIELD(FINDING_CGROUP_PATH, STRING, cgroup_path),
	FIELD(FINDING_THREADS, U32, threads),
	FIELD(FINDING_ORIGIN, U32, origin, BITS(origin_names)),
	FIELD(FINDING_FIRST_NS, U64, first_ns),
	FIELD(FINDING_OPENED_NS, U64, opened_ns),
	FIELD(FINDING_UPDATED_NS, U64, updated_ns),
	FIELD(FINDING_CLOSED_NS, U64, closed_ns),
	FIELD(FINDING_CPU_NS, U64, cpu_ns),
	FIELD(FINDING_SHARE_BP, U32, share_bp),
	FIELD(FINDING_EVIDENCE, LIST, evidence, .nested = &evidence_schema),
	FIELD(FINDING_SUBJECT, U8, subject, WORDS(subject_names)),
	FIELD(FINDING_RULE, STRING, rule),
	FIELD(FINDING_TIMES, U32, times),
	FIELD(FINDING_VERDICT_BEFORE, U8, verdict_before, WORDS(verdict_names)),
	FIELD(FINDING_CHANGED, U32, changed, BITS(change_names)),
	FIELD(FINDING_CGROUP_HIERARCHY, U32, cgroup_hierarchy),
	FIELD(FINDING_COVERT, U32, covert, BITS(covert_names)),
	FIELD(FINDING_RESTARTER_KIND, U8, restarter_kind,
	      WORDS(restarter_names)),
	FIELD(FINDING_RESTARTER, STRING, restarter),
	FIELD(FINDING_RESTARTER_PID, U32, restarter_pid),
	FIELD(FINDING_PARENTS, STRING, parents),
	FIELD(FINDING_FINGERPRINT, U64, fingerprint),
	FIELD(FINDING_EARLIER, U64, earlier),
	FIELD(FINDING_NTH, U32, nth),
	FIELD(FINDING_LINKS, U32, links, BITS(link_names)),
	FIELD(FINDING_DUTY_BP, U32, duty_bp),
	FIELD(FINDING_RESTS, U32, rests, BITS(rest_names)),
	FIELD(FINDING_CONFIRMED_NS, U64, confirmed_ns),
	FIELD(FINDING_TID, U32, tid),
	{ 0 }
};

const struct schema finding_schema = SCHEMA("finding", finding_fields);
#undef RECORD

static_assert(CPUWARDEN_A_EVIDENCE_MAX < PRESENT_BITS,
	      "evidence: too many attributes");
#define RECORD evidence
static const struct field evidence_fields[] = {
	FIELD(EVIDENCE_NAME, STRING, name, REQUIRED),
	FIELD(EVIDENCE_TEXT, STRING, text),
	FIELD(EVIDENCE_HITS, U32, hits),
	FIELD(EVIDENCE_TRIALS, U32, trials),
	FIELD(EVIDENCE_WEIGHT_MILLI, S32, weight_milli),
	{ 0 }
};

const struct schema evidence_schema = SCHEMA("evidence", evidence_fields);
#undef RECORD

static_assert(CPUWARDEN_A_PROCESS_MAX < PRESENT_BITS,
	      "process: too many attributes");
#define RECORD process
static const struct field process_fields[] = {
	FIELD(PROCESS_PID, U32, pid, REQUIRED),
	FIELD(PROCESS_START_NS, U64, start_ns, REQUIRED),
	FIELD(PROCESS_COMM, STRING, comm),
	FIELD(PROCESS_UID, U32, uid),
	FIELD(PROCESS_EXE_PATH, STRING, exe_path),
	FIELD(PROCESS_EXE_DEV, U32, exe_dev),
	FIELD(PROCESS_EXE_INO, U64, exe_ino),
	FIELD(PROCESS_EXE_FLAGS, U32, exe_flags, BITS(exe_flag_names)),
	FIELD(PROCESS_CGROUP_ID, U64, cgroup_id),
	FIELD(PROCESS_CGROUP_PATH, STRING, cgroup_path),
	FIELD(PROCESS_THREADS, U32, threads),
	FIELD(PROCESS_ORIGIN, U32, origin, BITS(origin_names)),
	FIELD(PROCESS_VERDICT, U8, verdict, WORDS(verdict_names)),
	FIELD(PROCESS_FAMILY, STRING, family),
	FIELD(PROCESS_SCORE_MILLI, S32, score_milli),
	FIELD(PROCESS_SAMPLES_USER, U64, samples_user),
	FIELD(PROCESS_SAMPLES_KERNEL, U64, samples_kernel),
	FIELD(PROCESS_SAMPLES_UNREADABLE, U64, samples_unreadable),
	FIELD(PROCESS_SAMPLES_ROUNDING, U64, samples_rounding),
	FIELD(PROCESS_CPU_NS, U64, cpu_ns),
	FIELD(PROCESS_LAST_NS, U64, last_ns),
	FIELD(PROCESS_MIX, LIST, mix, .nested = &mix_schema),
	FIELD(PROCESS_CYCLES, U64, cycles),
	FIELD(PROCESS_INSTRUCTIONS, U64, instructions),
	FIELD(PROCESS_LLC_REFS, U64, llc_refs),
	FIELD(PROCESS_LLC_MISSES, U64, llc_misses),
	FIELD(PROCESS_BRANCH_MISSES, U64, branch_misses),
	FIELD(PROCESS_COUNTER_NS, U64, counter_ns),
	FIELD(PROCESS_SAMPLES_WITHOUT_CODE, U64, samples_without_code),
	FIELD(PROCESS_CGROUP_HIERARCHY, U32, cgroup_hierarchy),
	FIELD(PROCESS_COVERT, U32, covert, BITS(covert_names)),
	FIELD(PROCESS_SAMPLES_GUEST, U64, samples_guest),
	FIELD(PROCESS_GUEST_NS, U64, guest_ns),
	{ 0 }
};

const struct schema process_schema = SCHEMA("process", process_fields);
#undef RECORD

static_assert(CPUWARDEN_A_MIX_MAX < PRESENT_BITS,
	      "mix: too many attributes");
#define RECORD mix
static const struct field mix_fields[] = {
	FIELD(MIX_OP, STRING, op, REQUIRED),
	FIELD(MIX_COUNT, U64, count),
	{ 0 }
};

const struct schema mix_schema = SCHEMA("mix", mix_fields);
#undef RECORD

static_assert(CPUWARDEN_A_TENANT_MAX < PRESENT_BITS,
	      "tenant: too many attributes");
#define RECORD tenant
static const struct field tenant_fields[] = {
	FIELD(TENANT_CGROUP_ID, U64, cgroup_id, REQUIRED),
	FIELD(TENANT_CGROUP_PATH, STRING, cgroup_path),
	FIELD(TENANT_PROCESSES, U32, processes),
	FIELD(TENANT_SAMPLES_USER, U64, samples_user),
	FIELD(TENANT_SAMPLES_KERNEL, U64, samples_kernel),
	FIELD(TENANT_CPU_NS, U64, cpu_ns),
	FIELD(TENANT_VERDICT, U8, verdict, WORDS(verdict_names)),
	FIELD(TENANT_FAMILY, STRING, family),
	FIELD(TENANT_SCORE_MILLI, S32, score_milli),
	FIELD(TENANT_FINDINGS_OPEN, U32, findings_open),
	FIELD(TENANT_CGROUP_HIERARCHY, U32, cgroup_hierarchy),
	FIELD(TENANT_SAMPLES_GUEST, U64, samples_guest),
	FIELD(TENANT_SUSPECT_NS, U64, suspect_ns),
	FIELD(TENANT_FINDINGS_TOTAL, U64, findings_total),
	FIELD(TENANT_FIRST_NS, U64, first_ns),
	FIELD(TENANT_LAST_NS, U64, last_ns),
	{ 0 }
};

const struct schema tenant_schema = SCHEMA("tenant", tenant_fields);
#undef RECORD

static_assert(CPUWARDEN_A_FAMILY_MAX < PRESENT_BITS,
	      "family: too many attributes");
#define RECORD family
static const struct field family_fields[] = {
	FIELD(FAMILY_NAME, STRING, name, REQUIRED),
	FIELD(FAMILY_TITLE, STRING, title),
	FIELD(FAMILY_USED_BY, STRING, used_by),
	FIELD(FAMILY_MINING_ONLY, U8, mining_only, BOOLEAN),
	FIELD(FAMILY_FINDINGS_TOTAL, U64, findings_total),
	{ 0 }
};

const struct schema family_schema = SCHEMA("family", family_fields);
#undef RECORD

static_assert(CPUWARDEN_A_CONFIG_MAX < PRESENT_BITS,
	      "config: too many attributes");
#define RECORD config
static const struct field config_fields[] = {
	FIELD(CONFIG_RATE_HZ, U32, rate_hz, REQUIRED),
	{ 0 }
};

const struct schema config_schema = SCHEMA("config", config_fields);
#undef RECORD

static_assert(CPUWARDEN_A_THREAD_MAX < PRESENT_BITS,
	      "thread: too many attributes");
#define RECORD thread
static const struct field thread_fields[] = {
	FIELD(THREAD_PID, U32, pid, REQUIRED),
	FIELD(THREAD_START_NS, U64, start_ns, REQUIRED),
	FIELD(THREAD_TID, U32, tid, REQUIRED),
	FIELD(THREAD_VERDICT, U8, verdict, WORDS(verdict_names)),
	FIELD(THREAD_FAMILY, STRING, family),
	FIELD(THREAD_SCORE_MILLI, S32, score_milli),
	FIELD(THREAD_SAMPLES, U32, samples),
	FIELD(THREAD_LAST_NS, U64, last_ns),
	{ 0 }
};

const struct schema thread_schema = SCHEMA("thread", thread_fields);
#undef RECORD

static_assert(CPUWARDEN_A_EXECUTABLE_MAX < PRESENT_BITS,
	      "executable: too many attributes");
#define RECORD executable
static const struct field executable_fields[] = {
	FIELD(EXECUTABLE_EXE_PATH, STRING, exe_path),
	FIELD(EXECUTABLE_EXE_DEV, U32, exe_dev),
	FIELD(EXECUTABLE_EXE_INO, U64, exe_ino, REQUIRED),
	FIELD(EXECUTABLE_PROCESSES, U32, processes),
	FIELD(EXECUTABLE_SAMPLES_USER, U64, samples_user),
	FIELD(EXECUTABLE_SAMPLES_KERNEL, U64, samples_kernel),
	FIELD(EXECUTABLE_SAMPLES_GUEST, U64, samples_guest),
	FIELD(EXECUTABLE_CPU_NS, U64, cpu_ns),
	FIELD(EXECUTABLE_FINDINGS_OPEN, U32, findings_open),
	FIELD(EXECUTABLE_FIRST_NS, U64, first_ns),
	FIELD(EXECUTABLE_LAST_NS, U64, last_ns),
	{ 0 }
};

const struct schema executable_schema = SCHEMA("executable", executable_fields);
#undef RECORD

static_assert(CPUWARDEN_A_CPU_MAX < PRESENT_BITS,
	      "cpu: too many attributes");
#define RECORD cpu
static const struct field cpu_fields[] = {
	FIELD(CPU_CPU, U32, cpu, REQUIRED),
	FIELD(CPU_SAMPLED, U8, sampled),
	FIELD(CPU_UNSAMPLED, U8, unsampled),
	FIELD(CPU_SAMPLES_USER, U64, samples_user),
	FIELD(CPU_SAMPLES_KERNEL, U64, samples_kernel),
	FIELD(CPU_SAMPLES_GUEST, U64, samples_guest),
	FIELD(CPU_SAMPLES_IDLE, U64, samples_idle),
	FIELD(CPU_SAMPLES_UNREADABLE, U64, samples_unreadable),
	FIELD(CPU_SAMPLES_DROPPED, U64, samples_dropped),
	FIELD(CPU_HANDLER_NS, U64, handler_ns),
	{ 0 }
};

const struct schema cpu_schema = SCHEMA("cpu", cpu_fields);
#undef RECORD

static_assert(CPUWARDEN_A_SCORES_MAX < PRESENT_BITS,
	      "scores: too many attributes");
#define RECORD scores
static const struct field scores_fields[] = {
	FIELD(SCORES_PID, U32, pid, REQUIRED),
	FIELD(SCORES_START_NS, U64, start_ns),
	FIELD(SCORES_TID, U32, tid),
	FIELD(SCORES_SAMPLES, U32, samples),
	FIELD(SCORES_IO_IDLE_NS, U64, io_idle_ns),
	FIELD(SCORES_SCORE, LIST, score, .nested = &score_schema),
	FIELD(SCORES_SIGN, LIST, sign, .nested = &sign_schema),
	FIELD(SCORES_ROTATION, LIST, rotation, .nested = &rotation_schema),
	{ 0 }
};

const struct schema scores_schema = SCHEMA("scores", scores_fields);
#undef RECORD

static_assert(CPUWARDEN_A_SCORE_MAX < PRESENT_BITS,
	      "score: too many attributes");
#define RECORD score
static const struct field score_fields[] = {
	FIELD(SCORE_FAMILY, STRING, family, REQUIRED),
	FIELD(SCORE_SCORE_MILLI, S32, score_milli),
	FIELD(SCORE_ALLOWED, U8, allowed, WORDS(verdict_names)),
	FIELD(SCORE_RULE, STRING, rule),
	FIELD(SCORE_BAR_MILLI, S32, bar_milli),
	{ 0 }
};

const struct schema score_schema = SCHEMA("score", score_fields);
#undef RECORD

static_assert(CPUWARDEN_A_SIGN_MAX < PRESENT_BITS,
	      "sign: too many attributes");
#define RECORD sign
static const struct field sign_fields[] = {
	FIELD(SIGN_NAME, STRING, name, REQUIRED),
	FIELD(SIGN_TEXT, STRING, text),
	FIELD(SIGN_HITS, U32, hits),
	FIELD(SIGN_TRIALS, U32, trials),
	{ 0 }
};

const struct schema sign_schema = SCHEMA("sign", sign_fields);
#undef RECORD

static_assert(CPUWARDEN_A_ROTATION_MAX < PRESENT_BITS,
	      "rotation: too many attributes");
#define RECORD rotation
static const struct field rotation_fields[] = {
	FIELD(ROTATION_BITS, U32, bits, REQUIRED),
	FIELD(ROTATION_AMOUNT, U32, amount, REQUIRED),
	FIELD(ROTATION_HITS, U32, hits),
	{ 0 }
};

const struct schema rotation_schema = SCHEMA("rotation", rotation_fields);
#undef RECORD

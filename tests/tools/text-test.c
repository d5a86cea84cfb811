// SPDX-License-Identifier: GPL-2.0-only
/* Escaping, figures for people, numbers, containers. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <jansson.h>

#include "container.h"
#include "machine.h"
#include "escape.h"
#include "human.h"
#include "json.h"
#include "power.h"
#include "proc.h"
#include "tap.h"
#include "tool.h"

/* Two packages, of which one went beyond its range; one CPU second in three. */
static void test_power(void)
{
	struct power_look from = {
		.packages = 2, .uj = { 1000000, 262000000 },
		.range_uj = { 262143328, 262143328 }, .busy = 1000, .all = 9000,
	}, to = from;
	uint64_t ticks = sysconf(_SC_CLK_TCK), mj = 0;

	to.uj[0] += 8000000;
	to.uj[1] = 4000000 - (from.range_uj[1] - from.uj[1]);
	to.busy += ticks;
	to.all += 3 * ticks;
	ok(power_between(&from, &to, &mj) && mj >= 11999 && mj <= 12000,
	       "power: 12 J for a CPU second, not %llu mJ",
	       (unsigned long long)mj);
	to.all += 2 * ticks;
	ok(!power_between(&from, &to, &mj), "power: an idle machine");
	to.packages = 0;
	ok(!power_between(&from, &to, &mj), "power: nothing is counted");
}

static void write_file(const char *root, const char *name, const char *text)
{
	char path[256];
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s", root, name);
	f = fopen(path, "w");
	if (f) {
		fputs(text, f);
		fclose(f);
	}
}

/* As the kernel has it: parts of a package have a second number. */
static void test_powercap(void)
{
	static const char *const zones[] = {
		"intel-rapl", "intel-rapl:0", "intel-rapl:0:0", "intel-rapl:1",
	};
	static const char *const names[] = {
		NULL, "package-0\n", "core\n", "psys\n",
	};
	char root[] = "/tmp/power-XXXXXX", path[256], stat[256];
	struct power_look look;
	unsigned int i;

	if (!mkdtemp(root)) {
		ok(0, "power: a folder to try it in");
		return;
	}
	for (i = 0; i < 4; i++) {
		snprintf(path, sizeof(path), "%s/%s", root, zones[i]);
		mkdir(path, 0700);
		if (!names[i])
			continue;
		write_file(path, "name", names[i]);
		write_file(path, "energy_uj", "123456\n");
		write_file(path, "max_energy_range_uj", "262143328850\n");
	}
	write_file(root, "stat", "cpu  10 20 30 400 50 6 7 80 9 0\ncpu0 1\n");
	snprintf(stat, sizeof(stat), "%s/stat", root);
	power_look(root, stat, &look);
	ok(look.packages == 1 && look.uj[0] == 123456 &&
	       look.range_uj[0] == 262143328850, "power: packages alone");
	ok(look.busy == 73 && look.all == 523, "power: the machine's time");
	power_look("/nowhere", "/nowhere", &look);
	ok(!look.packages && !look.all, "power: nothing to read");
	snprintf(path, sizeof(path), "rm -r %s", root);
	ok(!system(path), "power: cleaned up");
}

static void test_escape(void)
{
	static const struct {
		const char *name;
		const char *raw;
		const char *utf8;
		const char *ascii;
	} cases[] = {
		{ "plain", "kworker/0:1", "kworker/0:1", "kworker/0:1" },
		{ "empty", "", "", "" },
		{ "newline fakes a line", "a\nb", "a\\x0ab", "a\\x0ab" },
		{ "tab and return", "\t\r", "\\x09\\x0d", "\\x09\\x0d" },
		{ "colour sequence", "\033[31mred\033[0m",
		  "\\x1b[31mred\\x1b[0m", "\\x1b[31mred\\x1b[0m" },
		{ "window title", "\033]0;pwned\007",
		  "\\x1b]0;pwned\\x07", "\\x1b]0;pwned\\x07" },
		{ "DEL", "a\177", "a\\x7f", "a\\x7f" },
		{ "backslash", "a\\x0a", "a\\\\x0a", "a\\\\x0a" },
		{ "umlaut", "m\303\274ller", "m\303\274ller",
		  "m\\xc3\\xbcller" },
		{ "four bytes", "\360\237\246\200", "\360\237\246\200",
		  "\\xf0\\x9f\\xa6\\x80" },
		{ "C1 control CSI", "\302\233[m", "\\xc2\\x9b[m",
		  "\\xc2\\x9b[m" },
		{ "raw C1 byte", "\23331m", "\\x9b31m", "\\x9b31m" },
		{ "invalid byte", "a\377b", "a\\xffb", "a\\xffb" },
		{ "lone continuation", "\200", "\\x80", "\\x80" },
		{ "truncated at the end", "x\342\202", "x\\xe2\\x82",
		  "x\\xe2\\x82" },
		{ "truncated in the middle", "\342\202z", "\\xe2\\x82z",
		  "\\xe2\\x82z" },
		{ "overlong slash", "\300\257", "\\xc0\\xaf", "\\xc0\\xaf" },
		{ "overlong NUL in three", "\340\200\200",
		  "\\xe0\\x80\\x80", "\\xe0\\x80\\x80" },
		{ "surrogate", "\355\240\200", "\\xed\\xa0\\x80",
		  "\\xed\\xa0\\x80" },
		{ "beyond U+10FFFF", "\364\220\200\200",
		  "\\xf4\\x90\\x80\\x80", "\\xf4\\x90\\x80\\x80" },
		{ "right-to-left override", "a\342\200\256b",
		  "a\\xe2\\x80\\xaeb", "a\\xe2\\x80\\xaeb" },
		{ "isolate", "\342\201\246", "\\xe2\\x81\\xa6",
		  "\\xe2\\x81\\xa6" },
		{ "Hangul filler, a name that is not seen",
		  "\343\205\244", "\\xe3\\x85\\xa4", "\\xe3\\x85\\xa4" },
		{ "variation selector", "a\357\270\217b",
		  "a\\xef\\xb8\\x8fb", "a\\xef\\xb8\\x8fb" },
		{ "variation selector of plane 14", "a\363\240\204\200b",
		  "a\\xf3\\xa0\\x84\\x80b", "a\\xf3\\xa0\\x84\\x80b" },
		{ "zero width space", "a\342\200\213b",
		  "a\\xe2\\x80\\x8bb", "a\\xe2\\x80\\x8bb" },
		{ "line separator", "\342\200\250", "\\xe2\\x80\\xa8",
		  "\\xe2\\x80\\xa8" },
		{ "byte order mark", "\357\273\277", "\\xef\\xbb\\xbf",
		  "\\xef\\xbb\\xbf" },
		{ "tag character", "\363\240\201\201",
		  "\\xf3\\xa0\\x81\\x81", "\\xf3\\xa0\\x81\\x81" },
		{ "nothing known", NULL, "?", "?" },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		char *utf8 = escape_terminal(cases[i].raw, true);
		char *ascii = escape_terminal(cases[i].raw, false);
		char name[64];

		snprintf(name, sizeof(name), "escape: %s", cases[i].name);
		ok_string(utf8, cases[i].utf8, name);
		snprintf(name, sizeof(name), "escape without UTF-8: %s",
			 cases[i].name);
		ok_string(ascii, cases[i].ascii, name);
		free(utf8);
		free(ascii);
	}
}

/* jansson takes valid UTF-8 only: it is the judge. */
static void test_escape_json(void)
{
	unsigned int a, b, refused = 0, changed = 0, lost = 0;
	char *text;

	for (a = 1; a < 256; a++) {
		for (b = 0; b < 256; b++) {
			char raw[] = { 'x', a, b, 0 };
			char *safe = escape_json(raw);
			char *back = unescape_json(safe);
			json_t *plain = json_string(raw);
			json_t *json = json_string(safe);

			refused += !json;
			lost += strcmp(back, raw) != 0;
			free(back);
			/* What was valid and has no backslash stays. */
			if (plain && !strchr(raw, '\\'))
				changed += strcmp(safe, raw) != 0;
			json_decref(plain);
			json_decref(json);
			free(safe);
		}
	}
	ok(!refused, "JSON: any two bytes become valid UTF-8");
	ok(!changed, "JSON: valid UTF-8 stays as it is");
	ok(!lost, "JSON: what was escaped can be told back");
	text = unescape_json("\\x4");
	ok_string(text, "\\x4", "JSON: what nobody escaped is left");
	free(text);
	text = escape_json("a\\b\377");
	ok_string(text, "a\\\\b\\xff", "JSON: a backslash is doubled");
	free(text);
}

static void test_human(void)
{
	static const struct {
		uint64_t ns;
		const char *text;
	} durations[] = {
		{ 0, "0 s" },
		{ 999, "0 us" },
		{ 350000, "350 us" },
		{ 350000000, "350 ms" },
		{ 12340000000, "12.3 s" },
		{ 59999999999, "59.9 s" },
		{ 60000000000, "1 min 0 s" },
		{ 192000000000, "3 min 12 s" },
		{ 7500000000000, "2 h 05 min" },
		{ 86400000000000, "1 d 0 h" },
		{ UINT64_MAX, "213503 d 23 h" },
	};
	static const struct {
		uint64_t part;
		uint64_t whole;
		const char *text;
	} ratios[] = {
		{ 0, 0, "-" },
		{ 0, 5, "0 %" },
		{ 1, 1, "100 %" },
		{ 151, 212, "71 %" },
		{ 98, 1000, "9.8 %" },
		{ 3, 10000, "0.03 %" },
		{ 1, 1000000, "<0.01 %" },
		{ UINT64_MAX / 2, UINT64_MAX, "50 %" },
		{ 1995, 10000, "20 %" },
	};
	static const struct {
		int32_t milli;
		const char *text;
	} scores[] = {
		{ 38200, "+38.2" },
		{ 0, "+0.0" },
		{ -400, "-0.4" },
		{ INT32_MIN, "-2147483.6" },
		{ INT32_MAX, "+2147483.6" },
	};
	char buf[HUMAN_LEN], name[64];
	size_t i;

	for (i = 0; i < ARRAY_SIZE(durations); i++) {
		snprintf(name, sizeof(name), "duration %s", durations[i].text);
		ok_string(human_duration(buf, durations[i].ns),
			  durations[i].text, name);
	}
	for (i = 0; i < ARRAY_SIZE(ratios); i++) {
		snprintf(name, sizeof(name), "ratio %s", ratios[i].text);
		ok_string(human_ratio(buf, ratios[i].part, ratios[i].whole),
			  ratios[i].text, name);
	}
	for (i = 0; i < ARRAY_SIZE(scores); i++) {
		snprintf(name, sizeof(name), "score %s", scores[i].text);
		ok_string(human_score(buf, scores[i].milli), scores[i].text,
			  name);
	}
	ok_string(human_energy(buf, human_cpu_joules(3500000000)), "35 J",
		  "energy of 3.5 s");
	ok_string(human_energy(buf, 4320), "1.2 Wh", "energy of 4320 J");
	ok_string(human_energy(buf, 12240000), "3.4 kWh", "energy of 3.4 kWh");
	ok_string(human_energy(buf, human_cpu_joules(UINT64_MAX)),
		  "51240.9 kWh", "the most energy");
	ok_string(human_count(buf, 0), "0", "count 0");
	ok_string(human_count(buf, 999), "999", "count 999");
	ok_string(human_count(buf, 1000), "1,000", "count 1,000");
	ok_string(human_count(buf, UINT64_MAX), "18,446,744,073,709,551,615",
		  "count 2^64 - 1");
}

static void test_number(void)
{
	static const char *const refused[] = {
		"", " 1", "+1", "-1", "1 ", "0x10", "1.5", "256",
		"99999999999999999999",
	};
	uint64_t value;
	size_t i;

	ok(parse_number("255", 255, &value) && value == 255, "number 255");
	ok(parse_number("007", 255, &value) && value == 7, "number 007");
	for (i = 0; i < ARRAY_SIZE(refused); i++)
		ok(!parse_number(refused[i], 255, &value),
		   "no number up to 255: '%s'", refused[i]);
}

#define OTHER "fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210"
#define HEX "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static void test_container(void)
{
	static const struct {
		const char *path;
		const char *engine;
		const char *id;
	} cases[] = {
		{ "/docker/" HEX, "docker", HEX },
		{ "/system.slice/docker-" HEX ".scope", "docker", HEX },
		{ "/machine.slice/libpod-" HEX ".scope/container", "podman",
		  HEX },
		{ "/kubepods.slice/kubepods-pod12.slice/cri-containerd-"
		  HEX ".scope", "containerd", HEX },
		{ "/kubepods/besteffort/pod0a/" HEX, "kubernetes", HEX },
		{ "/kubepods.slice/crio-" HEX ".scope", "cri-o", HEX },
		{ "/lxc.payload.web1/system.slice/x.service", "lxc", "web1" },
		{ "/machine.slice/machine-deb.scope/payload",
		  "systemd-nspawn", "deb" },
		{ "/docker/" HEX "/docker/" HEX "/init.scope", "docker", HEX },
		/* whose cgroups are delegated to it may accuse another one */
		{ "/docker/" HEX "/docker-" OTHER ".scope", "docker", HEX },
		{ "/lxc.payload.web1/docker/" HEX, "lxc", "web1" },
		{ "cpu,cpuacct:/docker/" HEX, "docker", HEX },
		{ "/system.slice/nerdctl-" HEX ".scope", "nerdctl", HEX },
		{ "/user.slice/user-1000.slice/user@1000.service/user.slice/libpod-"
		  HEX ".scope/container", "podman", HEX },
		{ "/lxc/101/ns/init.scope", "lxc", "101" },
		{ "/machine.slice/machine-qemu\\x2d3\\x2ddebian12.scope/libvirt/vcpu0",
		  "libvirt", "qemu-3-debian12" },
		{ "/machine.slice/machine-qemu\\x2dimages.scope/payload",
		  "systemd-nspawn", "qemu-images" },
		{ "/home/lxc/101", NULL, NULL },
		{ "/system.slice/docker.service", NULL, NULL },
		{ "/system.slice/docker-12.scope", NULL, NULL },
		{ "/machine.slice", NULL, NULL },
		{ "/machine-x.slice/foo", NULL, NULL },
		{ "/user.slice/" HEX, NULL, NULL },
		{ "/", NULL, NULL },
		{ "", NULL, NULL },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		struct container c;
		bool found = container_find(cases[i].path, &c);

		if (!cases[i].engine)
			ok(!found, "no container: '%s'", cases[i].path);
		else
			ok(found && !strcmp(c.engine, cases[i].engine) &&
			   !strcmp(c.id, cases[i].id), "container: %s",
			   cases[i].path);
	}
}

#define POD		"3f1c9d1e-7e0b-4c59-9a5c-0f2f6b1d2c3e"
#define POD_SLICE	"3f1c9d1e_7e0b_4c59_9a5c_0f2f6b1d2c3e"

/* Paths as the engines make them, and whose they are. */
static void test_owner(void)
{
	static const struct {
		const char *path;
		const char *owner;
	} cases[] = {
		{ "/kubepods/burstable/pod" POD "/" HEX,
		  "pod " POD ", kubernetes 0123456789ab" },
		{ "/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod"
		  POD_SLICE ".slice/cri-containerd-" HEX ".scope",
		  "pod " POD ", containerd 0123456789ab" },
		{ "/kubelet.slice/kubelet-kubepods.slice/kubelet-kubepods-pod"
		  POD_SLICE ".slice/crio-" HEX ".scope",
		  "pod " POD ", cri-o 0123456789ab" },
		/* static pods have the hash of their manifest */
		{ "/kubepods/podabcdef0123456789abcdef0123456789/" HEX,
		  "pod abcdef0123456789abcdef0123456789, kubernetes 0123456789ab" },
		/* who is inside may make what he likes */
		{ "/docker/" HEX "/kubepods/pod" POD "/" OTHER,
		  "docker 0123456789ab" },
		{ "/system.slice/docker-" HEX ".scope", "docker 0123456789ab" },
		{ "/system.slice/nginx.service", "nginx.service" },
		{ "/system.slice/system-postgresql.slice/postgresql@15-main.service",
		  "postgresql@15-main.service" },
		{ "/user.slice/user-1000.slice/session-3.scope", "user 1000" },
		{ "/user.slice/user-1000.slice/user@1000.service/app.slice/a.service",
		  "user 1000" },
		{ "/init.scope", "init.scope" },
		{ "/batch/job7", "/batch/job7" },
		{ "/", "the host" },
		{ NULL, "not known" },
	};
	char buf[OWNER_LEN];
	size_t i;

	for (i = 0; i < ARRAY_SIZE(cases); i++)
		ok_string(owner_of(cases[i].path, buf), cases[i].owner,
			  cases[i].path ? cases[i].path : "no cgroup");
}

/* A container called what is no text, and one whose name is long. */
static void test_container_names(void)
{
	struct finding f = {
		.present = UINT64_C(1) << CPUWARDEN_A_FINDING_CGROUP_PATH,
		.cgroup_path = (char *)"/lxc.payload.\377x/a",
	};
	struct container c;
	json_t *json;

	ok(container_find("/lxc.payload.customer-webserver-1", &c) &&
	   container_width(&c) > 20, "container: a name is not cut");
	ok(container_find("/machine.slice/libpod-" HEX ".scope/a/b", &c) &&
	   c.length == strlen("/machine.slice/libpod-" HEX ".scope"),
	   "container: where its own cgroup ends");
	ok(container_find("/docker/" HEX, &c) && container_width(&c) == 12,
	   "container: digits are");
	json = json_record(&finding_schema, &f);
	ok_string(json_string_value(json_object_get(json, "container_id")),
		  "\\xffx", "container: bytes that are no text in JSON");
	json_decref(json);
}

/* What QEMU's users call their machines. */
static void test_machine(void)
{
	static const char named[] = "qemu\0-m\0001\0-name\0debug-threads=on,guest=db\0";
	static const char plain[] = "qemu\0-name\0web,process=x\0-m\0001\0";
	static const char none[] = "qemu\0-m\0-names\0x\0-name\0";
	char name[MACHINE_NAME_LEN], many[600];

	ok(machine_of_arguments(named, sizeof(named) - 1, name) &&
	   !strcmp(name, "db"), "machine: guest= of -name");
	ok(machine_of_arguments(plain, sizeof(plain) - 1, name) &&
	   !strcmp(name, "web"), "machine: -name");
	ok(!machine_of_arguments(plain, 13, name), "machine: cut short");
	ok(!machine_of_arguments(none, sizeof(none) - 1, name),
	   "machine: an option without its argument");
	memset(many, 'x', sizeof(many));
	memcpy(many, "-name", 6);
	many[sizeof(many) - 1] = '\0';
	ok(!machine_of_arguments(many, sizeof(many), name),
	   "machine: a name that is too long");
	ok(!machine_of_process(getpid(), 1, name),
	   "machine: another process of that number is not asked");
}

static void test_stat(void)
{
	struct proc_stat s;

	ok(!proc_stat_parse("42 (a) R 1 (b) S 7 7 7 0 -1 4194304 1 2 3 4 5 6 7 8 9 0 1 0 12345 1",
			    &s) &&
	   !strcmp(s.comm, "a) R 1 (b") && s.ppid == 7 && s.state == 'S' &&
	   s.flags == 4194304 && s.start_ticks == 12345,
	   "stat: a name that holds what follows a name");
	ok(proc_stat_parse("42 (a S 1", &s) < 0, "stat: no end of the name");
	ok(proc_stat_parse("42 (a) S 1 2 3", &s) < 0, "stat: cut short");
	ok(proc_stat_parse("", &s) < 0, "stat: empty");
}

int main(void)
{
	test_power();
	test_powercap();
	test_escape();
	test_escape_json();
	test_human();
	test_number();
	test_container();
	test_owner();
	test_container_names();
	test_machine();
	test_stat();
	return tap_done();
}

# SPDX-License-Identifier: GPL-2.0-only
"""Short-lived processes: who answers for what they leave, and what an open
finding of somebody else says of them."""

import os
import shutil
import signal
import subprocess
import tempfile
import time

from lib import (WORKLOAD, Skip, Tap, expect, newest_finding, start, stop, table,
                 wait_for)

ATTACKER, VICTIM = 1001, 1002
CGROUPS = "/sys/fs/cgroup"

# What CryptoNight does, and nothing else: a round of AES, a scratchpad mask, a
# wide product. main() is a miner of that; loaded into another program it mines
# and exits before that begins; with PATCH it does so in that program's text.
# With INTERPRETED it does what RandomX's interpreter does: a process of a few
# samples is suspect of that, and confirmed after two hundred only.
MINER = r"""
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

static long ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

#ifdef INTERPRETED
static void hash(long n)
{
	static const unsigned int modes[] = { 0x9fc0, 0xbfc0, 0xdfc0, 0xffc0 };
	static const int numbers[] = { 3, 5 };

	while (n--)
		asm volatile("ldmxcsr %0\n\t"
			     ".rept 40\n\t"
			     "cvtdq2pd %1, %%xmm1\n\t"
			     "addpd %%xmm1, %%xmm0\n\t"
			     "imul %%rax, %%rax\n\t"
			     "and $0x1ffff8, %%eax\n\t"
			     ".endr"
			     : : "m"(modes[n & 3]), "m"(numbers) :
			     "rax", "xmm0", "xmm1");
}
#else
/* One piece, without calls: it is copied. Aligned, so that nothing follows. */
__attribute__((noinline, aligned(4096), section(".text.hash")))
void hash(long n)
{
#ifdef __x86_64__
	asm volatile("1: .rept 8\n\t"
		     "aesenc %%xmm1, %%xmm0\n\t"
		     "and $0x1ffff0, %%eax\n\t"
		     "mul %%r8\n\t"
		     ".endr\n\t"
		     "dec %0\n\t"
		     "jnz 1b"
		     : "+c"(n) : : "rax", "rdx", "r8", "xmm0", "xmm1");
#else
	asm volatile(".arch_extension crypto\n"
		     "1: .rept 8\n\t"
		     "aese v0.16b, v1.16b\n\t"
		     "aesmc v0.16b, v0.16b\n\t"
		     "and x4, x5, #0x1ffff0\n\t"
		     "umulh x5, x4, x6\n\t"
		     "mul x6, x4, x6\n\t"
		     ".endr\n\t"
		     "subs %0, %0, #1\n\t"
		     "b.ne 1b"
		     : "+r"(n) : : "x4", "x5", "x6", "v0", "v1", "cc");
#endif
}
#endif

static void mine(long end, void (*f)(long))
{
	while (ms() < end)
		f(1000);
}

#ifdef LIBRARY
extern int work(int);

__attribute__((constructor))
static void load(void)
{
	void (*f)(long) = hash;

	if (!getenv("MINE"))
		return;
#ifdef PATCH
	f = (void (*)(long))(((unsigned long)work + 4095) & ~4095ul);
	if (mprotect((void *)f, 4096, PROT_READ | PROT_WRITE))
		_exit(1);
	memcpy((void *)f, (void *)hash, 1024);
	if (mprotect((void *)f, 4096, PROT_READ | PROT_EXEC))
		_exit(1);
	__builtin___clear_cache((char *)f, (char *)f + 1024);
#endif
	mine(ms() + atol(getenv("MINE")), f);
	_exit(0);
}
#else
int main(int argc, char **argv)
{
	mine(ms() + atol(argv[1]), hash);
	return 0;
}
#endif
"""

# A common program that multiplies numbers, and room in its text.
COMMON = r"""
#include <stdlib.h>
#include <time.h>

unsigned long a = 3, b = 5;

__attribute__((noinline)) int work(int n)
{
	while (n--) {
		unsigned __int128 p = (unsigned __int128)a * (b | 1);

		a ^= (unsigned long)p;
		b += (unsigned long)(p >> 64);
	}
	return 0;
}

__asm__(".text\n.zero 8192");

int main(int argc, char **argv)
{
	long end = clock() + atol(argv[1]) * (CLOCKS_PER_SEC / 1000);

	while (clock() < end)
		work(10000);
	return 0;
}
"""


class Bench:
    """Programs, and a cgroup for each of the two users."""

    def __init__(self, directory):
        self.dir = directory
        os.chmod(directory, 0o755)
        self.miner = self.build("miner", MINER, "-static")
        self.common = self.build("common", COMMON, "-rdynamic")
        self.library = self.build("library.so", MINER, "-shared", "-fPIC",
                                  "-DLIBRARY", "-Wl,--unresolved-symbols="
                                  "ignore-all")
        self.patch = self.build("patch.so", MINER, "-shared", "-fPIC",
                                "-DLIBRARY", "-DPATCH",
                                "-Wl,--unresolved-symbols=ignore-all")
        self.cgroup = {ATTACKER: "cw-attacker", VICTIM: "cw-victim"}
        for name in self.cgroup.values():
            os.makedirs(f"{CGROUPS}/{name}", exist_ok=True)

    def build(self, name, source, *options):
        path = f"{self.dir}/{name}"
        subprocess.run(["gcc", "-O2", "-x", "c", "-", "-o", path, *options],
                       check=True, input=source, text=True)
        return path

    def begin(self, uid, *command, cgroup=None, **env):
        """Start a program as a user in a cgroup."""
        procs = f"{CGROUPS}/{cgroup or self.cgroup[uid]}/cgroup.procs"

        def become():
            with open(procs, "w", encoding="ascii") as f:
                f.write(str(os.getpid()))
            os.setgroups([])
            os.setgid(uid)
            os.setuid(uid)
        # pylint: disable-next=subprocess-popen-preexec-fn
        return subprocess.Popen(command, env=env, cwd="/", preexec_fn=become,
                                stdout=subprocess.DEVNULL)

    def live(self, uid, *command, cgroup=None, **env):
        """One run of a program by a user in a cgroup."""
        with self.begin(uid, *command, cgroup=cgroup, **env) as p:
            expect(not p.wait(), f"{command}: {p.returncode}")

    def load(self, library):
        """What the attacker loads into the common program mines 60 ms."""
        self.live(ATTACKER, self.common, "1", LD_PRELOAD=library, MINE="60")

    def done(self):
        for name in self.cgroup.values():
            remove_cgroup(name)


def remove_cgroup(name):
    wait_for(lambda: not subprocess.run(
        ["rmdir", f"{CGROUPS}/{name}"], check=False,
        stderr=subprocess.DEVNULL).returncode, 10)


def forget():
    """Begin anew. The number of the newest finding before."""
    subprocess.run(["cpuwarden", "reset", "--yes"], check=True,
                   stdout=subprocess.DEVNULL)
    return newest_finding()


def settle():
    """What has ended is noticed within a second or two; sleeping is free."""
    time.sleep(3)


def since(before):
    return [r for r in table("findings") if int(r["id"]) > before]


def about_victims(rows):
    return [r for r in rows if r["uid"] == str(VICTIM) or
            r["cgroup"] == "/cw-victim"]


def until_found(before, life, most=60):
    """Lives until a finding opens: its row, and how many it took."""
    for n in range(1, most + 1):
        life()
        if not n % 4:
            settle()
        if since(before):
            return since(before)[0], n
    settle()
    rows = since(before)
    expect(rows, f"not found in {most} lives")
    return rows[0], most


def not_the_next_user(b):
    """18 runs with a library that mines do not make a miner of the next run by
    somebody else; the 19th and later make one of whoever loads it."""
    before = forget()
    for _ in range(18):
        b.load(b.library)
    settle()
    for _ in range(10):
        b.live(VICTIM, b.common, "60")
    settle()
    expect(not about_victims(since(before)),
           f"accused: {about_victims(since(before))}")
    expect(not since(before), f"found too early: {since(before)}")
    row, lives = until_found(before, lambda: b.load(b.library))
    print(f"# {row['subject']} after {lives} more", flush=True)
    expect((row["subject"], row["uid"], row["cgroup"], row["pid"], row["comm"],
            row["verdict"]) == ("tenant", str(ATTACKER), "/cw-attacker", "0",
                                "-", "confirmed"), f"{row}")
    for _ in range(10):
        b.live(VICTIM, b.common, "60")
    settle()
    expect(not about_victims(since(before)),
           f"accused: {about_victims(since(before))}")


def not_the_program(b, library):
    """What a program is made to run is not held against its file."""
    before = forget()
    for _ in range(30):
        b.load(library)
    settle()
    rows = since(before)
    expect([r for r in rows if r["subject"] == "tenant" and
            r["cgroup"] == "/cw-attacker"], f"not found: {rows}")
    wrong = [r for r in rows if r["subject"] == "executable"]
    expect(not wrong, f"accused: {wrong}")


def same_user_and_tenant(b):
    """Nor is an honest life accused of what others of its user left: it must
    show what made the sum."""
    before = forget()
    for _ in range(18):
        b.load(b.library)
    settle()
    for _ in range(10):
        b.live(ATTACKER, b.common, "60")
    settle()
    expect(not since(before), f"told: {since(before)}")


def program_is_named(b):
    """A program that mines by its own code is named, with the user and the
    tenant that all lives had, and no process."""
    before = forget()
    for _ in range(40):
        b.live(ATTACKER, b.miner, "60")
    settle()
    rows = [r for r in since(before) if r["subject"] == "executable"]
    expect(rows, f"not found: {since(before)}")
    row = rows[0]
    expect((row["uid"], row["cgroup"], row["exe"], row["pid"], row["comm"]) ==
           (str(ATTACKER), "/cw-attacker", b.miner, "0", "-"), f"{row}")


def new_tenant_each(b):
    """A new cgroup for each life: executable and user are what they share."""
    before = forget()
    number = 0

    def life():
        nonlocal number
        number += 1
        name = f"cw-life-{number}"
        os.mkdir(f"{CGROUPS}/{name}")
        try:
            b.live(ATTACKER, b.miner, "60", cgroup=name)
        finally:
            remove_cgroup(name)
    row, lives = until_found(before, life, 32)
    print(f"# found after {lives}", flush=True)
    expect((row["subject"], row["uid"], row["cgroup"], row["exe"]) ==
           ("executable", str(ATTACKER), "-", b.miner), f"{row}")


def new_user_each(b):
    """A new user for each life, as root of a container can be: what they share
    is the tenant, and no user is named."""
    before = forget()
    number = 0

    def life():
        nonlocal number
        number += 1
        b.live(100000 + number, b.miner, "60",
               cgroup=b.cgroup[ATTACKER])
    row, _ = until_found(before, life)
    expect((row["subject"], row["uid"], row["cgroup"], row["exe"]) ==
           ("tenant", "-", "/cw-attacker", "-"), f"{row}")


def evidence_ages(b):
    """Lives more than ten minutes apart do not add up."""
    before = forget()
    for _ in range(12):
        b.live(ATTACKER, b.miner, "60")
    settle()
    time.sleep(660)
    for _ in range(12):
        b.live(ATTACKER, b.miner, "60")
    settle()
    expect(not since(before), f"remembered: {since(before)}")
    for _ in range(12):
        b.live(ATTACKER, b.miner, "60")
    settle()
    expect(since(before), "not found")


def beside_stopped_suspect(b):
    """A harmless suspect of the tenant, stopped, does not hide a miner in a
    new file each time."""
    def life():
        shutil.copy(b.miner, f"{b.dir}/copy")
        b.live(ATTACKER, f"{b.dir}/copy", "60")
        os.unlink(f"{b.dir}/copy")
    _, alone = until_found(forget(), life)
    suspect = start("sh", "-c", f"echo $$ >{CGROUPS}/cw-attacker/cgroup.procs;"
                    f"exec {WORKLOAD} -s 3600 sha256d")
    try:
        before = forget()
        rows = wait_for(lambda: [r for r in since(before) if
                                 r["pid"] == str(suspect.pid)], 120, 2)
        expect(rows and rows[0]["verdict"] == "suspect", f"{since(before)}")
        os.kill(suspect.pid, signal.SIGSTOP)
        before = newest_finding()
        row, beside = until_found(before, life)
        print(f"# {alone} lives alone, {beside} beside it", flush=True)
        expect(row["family"] == "cryptonight" and row["subject"] == "tenant",
               f"{row}")
        expect(beside <= alone + 4, f"{alone} lives alone, {beside} beside it")
    finally:
        stop(suspect)


def beside_acknowledged(b):
    """A miner that somebody acknowledged does not hide short-lived ones of
    the same program, user and tenant: these were not seen then."""
    before = forget()
    with b.begin(ATTACKER, b.miner, "3600000") as p:
        try:
            rows = wait_for(lambda: [r for r in since(before) if
                                     r["verdict"] == "confirmed"], 20)
            expect(rows, "not found")
            subprocess.run(["cpuwarden", "ack", rows[0]["id"]], check=True,
                           stdout=subprocess.DEVNULL)
            before = newest_finding()
            row, _ = until_found(before,
                                 lambda: b.live(ATTACKER, b.miner, "60"))
            # the executable's evidence and the tenant's are of the same lives
            expect((row["uid"], row["verdict"], row["family"]) ==
                   (str(ATTACKER), "confirmed", "cryptonight") and
                   (row["subject"], row["exe"]) in
                   (("executable", b.miner), ("tenant", "-")), f"{row}")
        finally:
            p.kill()


def suspect_each_time(b):
    """Lives that are long enough to be suspect, each by itself, and too short
    to be confirmed, are confirmed together."""
    if os.uname().machine != "x86_64":
        raise Skip("its miner is x86 code")
    interpreter = b.build("interpreter", MINER, "-static", "-DINTERPRETED")
    before = forget()
    for _ in range(40):
        b.live(ATTACKER, interpreter, "300")
    settle()
    rows = since(before)
    suspect = [r for r in rows if (r["subject"], r["verdict"]) ==
               ("process", "suspect")]
    print(f"# {len(suspect)} suspect", flush=True)
    expect(len(suspect) > 19, f"{rows}")
    expect([(r["subject"], r["verdict"], r["uid"], r["exe"]) for r in rows
            if r not in suspect] ==
           [("executable", "confirmed", str(ATTACKER), interpreter)], f"{rows}")


def run(tap: Tap):
    with tempfile.TemporaryDirectory(dir="/tmp") as directory:
        b = Bench(directory)
        tap.run("lives: a common program's next user is not accused",
                not_the_next_user, b)
        tap.run("lives: nor is the program, of a library", not_the_program, b,
                b.library)
        tap.run("lives: nor is it of code that was written into it",
                not_the_program, b, b.patch)
        tap.run("lives: nor an honest life of the same user",
                same_user_and_tenant, b)
        tap.run("lives: a program that mines is named, and no process",
                program_is_named, b)
        tap.run("lives: a new cgroup each time does not hide them",
                new_tenant_each, b)
        tap.run("lives: nor does a new user each time", new_user_each, b)
        tap.run("lives: evidence ages", evidence_ages, b)
        tap.run("lives: a stopped suspect does not mute its tenant",
                beside_stopped_suspect, b)
        tap.run("lives: nor does an acknowledged miner", beside_acknowledged, b)
        tap.run("lives: nor that each of them is suspect", suspect_each_time, b)
        b.done()

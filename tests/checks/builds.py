# SPDX-License-Identifier: GPL-2.0-only
"""What compilers say of the module, and what is in its objects."""

import re
import shutil
from pathlib import Path

import kernel
import table
from cache import CACHE, Failure, digest, made, prune
from product import MODULE_PARTS, snapshot
from tree import TOP, run

FRAME_BYTES = 1280
BUILT = {}


def built(name):
    """What building the module for a stock kernel made and said.

    One build serves several checks: gcc with W=1, sparse over every file. Debian
    leaves out of the headers of 7.x what kbuild tries sparse with.
    """
    if name not in BUILT:
        BUILT[name] = Failure(f"there is no build: see build-{name}")
        BUILT[name] = build_once(name)
    if isinstance(BUILT[name], Failure):
        raise BUILT[name]
    return BUILT[name]


def build_once(name):
    """The directory of a build: log, and module/ with the objects."""
    target = kernel.get(name, "x86_64")
    if not shutil.which("sparse"):
        raise Failure("sparse is missing on this machine: run 'make deps'")
    prune(CACHE / "lint", keep=20)
    with snapshot(TOP, MODULE_PARTS) as (src, key):
        def build(work):
            sparse = int(target.release.split(".")[0]) < 7
            checks = ["C=2", "CF=-D__CHECK_ENDIAN__"] if sparse else []
            status, text = run(target.make(src, "W=1", *checks))
            text = text.replace(f"{src}/", "")
            if status:
                raise Failure(f"{text}make failed with status {status}")
            # of the headers, which come without vmlinux, not of our code
            text = re.sub(r"^Skipping BTF generation .*\n", "", text,
                          flags=re.M)
            (work / "log").write_text(text)
            for part in ("module", "lib"):
                shutil.copytree(src / part, work / part)

        home = CACHE / "lint" / digest(key, target.kdir,
                                       Path(__file__).read_bytes())
        return made(home, f"building cpuwarden.ko for {target.release} "
                    "with W=1 and sparse", build)


def build_for(name):
    """The check that a build for this kernel has nothing to say."""
    def check():
        return (built(name) / "log").read_text().splitlines()
    return check


def stack():
    """Every file is compiled with our bound on stack frames, and keeps it."""
    lines = []
    for name in table.linted():
        home = built(name)
        lines += [line for line in (home / "log").read_text().splitlines()
                  if "frame size" in line]
        commands = [path for part in ("module", "lib")
                    for path in (home / part).rglob(".*.o.cmd")]
        if not commands:
            lines.append(f"{name}: no object was built")
        for path in commands:
            bounds = re.findall(r"-Wframe-larger-than=(\d+)",
                                path.read_text())
            # the last one counts
            if not bounds or int(bounds[-1]) > FRAME_BYTES:
                lines.append(f"{name}: {path.name}: compiled without "
                             f"-Wframe-larger-than={FRAME_BYTES}")
    return lines


# What the sampling interrupt may call: each is safe in an NMI and takes no
# lock. pfn_valid() ends by preempt_enable(), which schedules nothing where
# preemption is off anyway. The rest of the list are what compilers and
# mitigations insert.
OVERFLOW_CALLS = re.compile(
    r"copy_from_(user|kernel)_nofault|__SCT__preempt_schedule"
    r"|ktime_get_(boot|mono)_fast_ns|irq_work_queue"
    r"|__rcu_read_(un)?lock|(__)?mem(cpy|set)|hsiphash_2u32"
    r"|__fentry__|__x86_return_thunk|__stack_chk_fail"
    # one link more in a list of the task that runs
    r"|preempt_notifier_register"
    # where the idle task comes and goes, and in no interrupt: the timer itself
    r"|hrtimer_(try_to_cancel|start_range_ns)")

# The interrupts of both triggers, and what the scheduler calls.
ROOTS = ("cw_overflow", "cw_expired", "idle_comes", "idle_goes")

# The indirect calls: event->pmu->read(), and what paravirtualised kernels put
# between page-table entries and numbers (pv_ops). Perf makes both in NMIs.
INDIRECT_CALLS = re.compile(r"(read_event|cw_counters_read)"
                            r" __x86_indirect_thunk_\w+"
                            r"|cw_user_frame \(through a pointer\)"
                            # local_irq_save(), where a hypervisor has its own
                            r"|idle_comes \(through a pointer\)")


def functions_of(text):
    """{section: [(address, function)]} of objdump's output, in order."""
    found, section = {}, None
    for line in text.splitlines():
        match = re.match(r"Disassembly of section (\S+):$", line)
        if match:
            section = match[1]
        match = re.match(r"([0-9a-f]+) <([^>]+)>:$", line)
        if match:
            # what gcc moved away for being unlikely is part of it
            found.setdefault(section, []).append(
                (int(match[1], 16), match[2].removesuffix(".cold")))
    return found


def calls_of(obj):
    """{function: functions it calls or jumps to} of a kernel object."""
    status, text = run(["objdump", "-dr", "--no-show-raw-insn", obj])
    if status:
        raise Failure(f"objdump: {text}")
    functions = functions_of(text)
    calls, name, shown = {}, None, None
    for line in text.splitlines():
        match = re.match(r"[0-9a-f]+ <([^>]+)>:$", line)
        if match:
            name = match[1].removesuffix(".cold")
            calls.setdefault(name, set())
            continue
        match = re.search(r"R_X86_64_P(?:C|LT)32\s+(\.text[\w.]*)([-+]0x\w+)",
                          line)
        if match:
            # what is shown before is where the field is, not where it leads
            at = int(match[2], 16) + 4
            shown = max(f for f in functions[match[1]] if f[0] <= at)[1]
        elif shown and re.search(r"R_X86_64_P(C|LT)32", line):
            shown = None
        if shown and shown != name:
            calls[name].add(shown)
        match = re.search(r"\b(?:call|j\w+)\s+[0-9a-f]+ <([^>+]+)", line)
        shown = match and match[1].removesuffix(".cold")
        match = re.search(r"R_X86_64_PLT32\s+(\w[\w.]*)[-+]0x", line)
        if match:
            calls[name].add(match[1])
        if re.search(r"\b(?:call|jmp)q?\s+\*", line):
            calls[name].add("(through a pointer)")
    return calls


def overflow():
    """Nothing that ROOTS reach locks, allocates, sleeps or prints."""
    lines = []
    for kernel_name in table.linted():
        module = built(kernel_name) / "module"
        calls = {}
        for name in ("trigger_clock", "trigger_pmu", "sampler", "ring",
                     "counters"):
            if not (module / f"{name}.o").exists():
                return [f"{kernel_name}: {name}.o was not built"]
            calls.update(calls_of(module / f"{name}.o"))
        if missing := set(ROOTS) - set(calls):
            return [f"there is no {min(missing)}() any more: "
                    "tests/checks/builds.py has to learn the new name"]
        todo, seen = [*ROOTS], set()
        while todo:
            function = todo.pop()
            if function in seen:
                continue
            seen.add(function)
            for callee in sorted(calls[function]):
                if callee in calls:
                    todo.append(callee)
                elif not (OVERFLOW_CALLS.fullmatch(callee) or
                          INDIRECT_CALLS.fullmatch(f"{function} {callee}")):
                    lines.append(f"{kernel_name}: {function}() reaches "
                                 f"{callee}()")
    return lines

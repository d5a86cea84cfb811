# SPDX-License-Identifier: GPL-2.0-only
"""One guest under QEMU: start it, carry its bytes, learn how it ended."""

import os
import select
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field

import cpio
from cache import CACHE, COMPILER, REPO, call, digest, host_arch, made, \
    need, temp_base

VM = REPO / "tests" / "vm"
QEMU = {"x86_64": "qemu-system-x86_64", "arm64": "qemu-system-aarch64"}
# A busy host may not tick once while the kernel, by the host's time stamps, waits
# for its timer; that would be a panic.
MACHINE_CMDLINE = {"x86_64": "console=ttyS0 no_timer_check",
                   "arm64": "console=ttyAMA0"}
# A busy host slows an emulated guest a lot: stalls are called late, and while it
# boots, too, which sysctl.* is too late for.
CMDLINE = (
    "ignore_loglevel printk.devkmsg=on random.trust_cpu=on "
    "panic=-1 oops=panic panic_on_warn=1 softlockup_panic=1 hung_task_panic=1 "
    "rcupdate.rcu_cpu_stall_timeout=120 sysctl.kernel.panic_on_rcu_stall=1 "
    "watchdog_thresh=60 sysctl.kernel.watchdog_thresh=60 "
    "workqueue.watchdog_thresh=120")
# With --icount an idle guest's clock runs as fast as it can, also while the host
# reads a disk for it.
ICOUNT_CMDLINE = " sysctl.kernel.hung_task_timeout_secs=0"
GRACE_S = 180	# to end after the status has arrived


@dataclass
class Outcome:
    """How a guest ended."""

    status: int | None = None		# wait status of the command
    timed_out: bool = False
    problems: list = field(default_factory=list)
    boot_s: float | None = None


def build_init(arch):
    """PID 1 of the guest, static, from init.c."""
    compiler = "gcc" if arch == host_arch() else COMPILER[arch]
    need(compiler)
    source = VM / "init.c"
    key = digest(source.read_bytes(), arch)
    return made(CACHE / "init" / f"{arch}-{key}", f"compiling init ({arch})",
                lambda work: call([compiler, "-static", "-O2", "-Wall", "-o",
                                   str(work / "init"), str(source)])) / "init"


class Guest:
    """A guest to be run once."""

    def __init__(self, kernel, arch, cpus=2, memory=2048, kvm=False,
                 icount=None, append=""):
        self.kernel = kernel
        self.arch = arch
        self.cpus = cpus
        self.memory = memory
        self.kvm = kvm
        self.icount = icount
        self.append = append
        self.disks = []

    def disk(self, serial, path, temporary=False):
        """Attach an image: a path, or an open file if temporary.

        Writes go to a file that dies with QEMU.
        """
        self.disks.append((serial, path, temporary))

    def _start(self):
        """Where the kernel finds the first program."""
        return "rdinit=/init"

    def _machine(self):
        if self.kvm:
            accel, cpu = "kvm", "host"
        elif self.arch == "x86_64":
            accel, cpu = "tcg,thread=multi", "max,la57=off"
        else:
            accel, cpu = "tcg,thread=multi", "max,pauth-impdef=on"
        if self.icount is not None:
            accel = "tcg,thread=single"
        args = ["-accel", accel, "-cpu", cpu]
        # Not "pc": the debug kernel needs minutes for its _PRT method.
        args += ["-M", "virt,gic-version=3" if self.arch == "arm64"
                 else "q35"]
        if self.icount is not None:
            # Instructions make the time, and a PMU (arm64) counts them.
            args += ["-icount", f"shift={self.icount},sleep=off"]
        return args

    def _arguments(self, log, initrd, channels):
        args = [QEMU[self.arch], *self._machine(),
                "-smp", str(self.cpus), "-m", str(self.memory),
                "-nodefaults", "-no-user-config", "-no-reboot",
                "-display", "none", "-net", "none",
                "-kernel", str(self.kernel.image), "-initrd", initrd,
                "-append", f"{MACHINE_CMDLINE[self.arch]} {self._start()} "
                + CMDLINE
                + ("" if self.icount is None else ICOUNT_CMDLINE)
                + f" {self.append}",
                "-serial", f"file:{log}",
                "-device", "virtio-rng-pci",
                "-device", "virtio-serial-pci,max_ports=8"]
        for name, fd in channels:
            args += ["-chardev", f"socket,id={name},fd={fd}",
                     "-device", f"virtserialport,chardev={name},name={name}"]
        for serial, path, temporary in self.disks:
            lock = ""
            if temporary:
                path = f"/proc/self/fd/{path.fileno()}"
                lock = ",file.locking=off"
            args += ["-drive", f"if=none,id={serial},file={path},format=raw,"
                     f"snapshot=on,cache=unsafe{lock}",
                     "-device", f"virtio-blk-pci,drive={serial},"
                     f"serial={serial}"]
        return args

    def _initrd(self, argv, config):
        """The kernel's part and this run's part, in an unlinked file."""
        own = cpio.Archive()
        own.file("init", build_init(self.arch).read_bytes(), 0o755)
        own.file("argv", b"".join(os.fsencode(a) + b"\0" for a in argv))
        own.file("config", "".join(
            f"{k}={v}\n" for k, v in config.items()).encode())
        handle = tempfile.TemporaryFile(dir=temp_base())
        handle.write(self.kernel.initrd.read_bytes() + own.bytes())
        handle.flush()
        return handle

    def run(self, argv, config, log, timeout, out=None, err=None):
        """Boot, run argv, copy its bytes to out and err; an Outcome."""
        need(QEMU[self.arch], "setpriv")
        pairs = {n: socket.socketpair() for n in ("ctl", "out", "err")}
        with self._initrd(argv, config) as initrd:
            channels = [(n, p[1].fileno()) for n, p in pairs.items()]
            keep = [initrd.fileno(), *(fd for _, fd in channels),
                    *(h.fileno() for _, h, t in self.disks if t)]
            command = self._arguments(
                log, f"/proc/self/fd/{initrd.fileno()}", channels)
            start = time.monotonic()
            # However this process ends, QEMU ends with it.
            qemu = subprocess.Popen(
                ["setpriv", "--pdeathsig", "KILL", *command],
                stdin=subprocess.DEVNULL, stdout=sys.stderr,
                stderr=sys.stderr, pass_fds=keep,
                env={**os.environ, "TMPDIR": str(temp_base())})
            for _, theirs in pairs.values():
                theirs.close()
            try:
                return _follow(qemu, {n: p[0] for n, p in pairs.items()},
                               start, timeout, out, err)
            finally:
                qemu.kill()
                qemu.wait()


def _follow(qemu, ports, start, timeout, out, err):
    """Carry bytes until the guest has said its status or is gone."""
    outcome = Outcome()
    sinks = {"out": out, "err": err}
    got = {"out": 0, "err": 0}
    want = None
    lines = b""
    open_ports = dict(ports)
    while open_ports:
        left = start + timeout - time.monotonic()
        if left <= 0:
            outcome.timed_out = True
            return outcome
        ready, _, _ = select.select(list(open_ports.values()), [], [], left)
        for name in [n for n, p in open_ports.items() if p in ready]:
            try:
                data = open_ports[name].recv(65536)
            except ConnectionResetError:
                data = b""
            if not data:
                del open_ports[name]
            elif name == "ctl":
                lines += data
            else:
                got[name] += len(data)
                if sinks[name]:
                    sinks[name].write(data)
                    sinks[name].flush()
        *whole, lines = lines.split(b"\n")
        for line in whole:
            want = _control(line.decode(errors="replace"), outcome, start) \
                or want
        if want and all(got[n] >= want[n] for n in got):
            try:
                ports["ctl"].send(b"k", socket.MSG_NOSIGNAL)
                qemu.wait(GRACE_S)
            except subprocess.TimeoutExpired:
                outcome.problems.append("the guest does not power off")
            except OSError:
                pass
            return outcome
        if outcome.problems and not want and outcome.boot_s is None:
            return outcome
    return outcome


def _control(line, outcome, start):
    """One line of the control channel; the byte counts if it had them."""
    word, _, rest = line.partition(" ")
    if word == "ready":
        outcome.boot_s = time.monotonic() - start
    elif word == "problem":
        outcome.problems.append(rest)
    elif word == "status":
        status, out, err = rest.split()
        outcome.status = int(status)
        return {"out": int(out.removeprefix("out=")),
                "err": int(err.removeprefix("err="))}
    return None


def exit_code(status):
    """A wait status as a shell would show it."""
    if os.WIFSIGNALED(status):
        return 128 + os.WTERMSIG(status)
    return os.WEXITSTATUS(status)

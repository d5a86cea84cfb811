# SPDX-License-Identifier: GPL-2.0-only
"""What the tests inside the guest share: TAP, /proc/cpuwarden, raw netlink."""

import os
import signal
import socket
import struct
import subprocess
import sys
import time
import traceback

PROC = "/proc/cpuwarden"
MODULE = "/usr/lib/cpuwarden/cpuwarden.ko"	# where tests/vm/run puts it
WORKLOADS = os.path.join(os.path.dirname(os.path.abspath(__file__)),
                         "../../workloads")
WORKLOAD = os.path.join(WORKLOADS, "build/cw-workload")
BENIGN = os.path.join(WORKLOADS, "benign")
MONEROD = os.path.join(WORKLOADS, "monerod-mine")


class Skip(Exception):
    """The test cannot run here; str() says why."""


class Tap:
    """Runs functions as tests and prints TAP."""

    def __init__(self):
        self.count = 0
        self.failed = 0
        print("TAP version 13", flush=True)

    def run(self, name, function, *args):
        self.count += 1
        try:
            function(*args)
            line = f"ok {self.count} - {name}"
        except Skip as why:
            line = f"ok {self.count} - {name} # SKIP {why}"
        except Exception as error:  # pylint: disable=broad-except
            self.failed += 1
            for text in traceback.format_exc().splitlines():
                print("#", text)
            line = f"not ok {self.count} - {name}: {error}".replace("\n", " ")
        print(line, flush=True)

    def done(self):
        print(f"1..{self.count}", flush=True)
        sys.exit(1 if self.failed else 0)


def expect(condition, message):
    """An assertion that says what was seen."""
    if not condition:
        raise AssertionError(message)


def status():
    """/proc/cpuwarden/status as a dict; numbers where they are numbers."""
    result = {}
    with open(f"{PROC}/status", encoding="utf-8") as f:
        for line in f:
            key, value = line.rstrip("\n").split(":\t", 1)
            result[key] = int(value) if value.isdigit() else value
    return result


def table(name):
    """Rows of /proc/cpuwarden/NAME as dicts."""
    with open(f"{PROC}/{name}", encoding="utf-8", errors="surrogateescape") as f:
        lines = f.read().split("\n")
    expect(lines[0] == f"# cpuwarden {name} v1", f"header is {lines[0]!r}")
    expect(lines[-1] == "", f"{name} does not end with a newline")
    columns = lines[1].split("\t")
    rows = []
    for line in lines[2:-1]:
        cells = line.split("\t")
        expect(len(cells) == len(columns),
               f"{name}: {len(cells)} cells for {len(columns)} columns: {line!r}")
        rows.append(dict(zip(columns, cells)))
    return rows


def wait_for(predicate, seconds, step=0.25):
    """First true value of predicate() within seconds, or its last value."""
    end = time.monotonic() + seconds
    while True:
        value = predicate()
        if value or time.monotonic() > end:
            return value
        time.sleep(step)


def newest_finding():
    """The highest number of a finding, 0 if there is none."""
    return max((int(r["id"]) for r in table("findings")), default=0)


def descendants(*pids):
    """pids and all processes below them, by number."""
    children = {}
    for entry in os.listdir("/proc"):
        if not entry.isdigit():
            continue
        try:
            with open(f"/proc/{entry}/stat", encoding="utf-8",
                      errors="replace") as f:
                parent = int(f.read().rpartition(")")[2].split()[1])
        except (FileNotFoundError, ProcessLookupError):
            continue
        children.setdefault(parent, []).append(int(entry))
    result, queue = set(), list(pids)
    while queue:
        pid = queue.pop()
        result.add(pid)
        queue += children.get(pid, [])
    return result


def start(*command, **kwargs):
    """A program in a process group of its own, its output out of the way."""
    kwargs.setdefault("stdout", subprocess.DEVNULL)
    kwargs.setdefault("stderr", subprocess.DEVNULL)
    return subprocess.Popen(command, stdin=subprocess.DEVNULL,
                            start_new_session=True, **kwargs)


def sessions_of(leaders):
    """All processes of these sessions, by number."""
    result = set()
    for entry in os.listdir("/proc"):
        try:
            if entry.isdigit() and os.getsid(int(entry)) in leaders:
                result.add(int(entry))
        except ProcessLookupError:
            pass
    return result


def stop(*processes):
    """End programs of start() and all they started.

    Looks more than once: one that forks while it is looked at leaves an
    orphan, in the same session.
    """
    leaders = {process.pid for process in processes}
    for _ in range(3):
        for pid in descendants(*leaders) | sessions_of(leaders):
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
    for process in processes:
        process.wait()


def module(*params):
    """Load the module; the error text on failure, None on success."""
    done = subprocess.run(["insmod", MODULE, *params], check=False,
                          capture_output=True, text=True)
    return done.stderr if done.returncode else None


def unload():
    subprocess.run(["rmmod", "cpuwarden"], check=True)


def loaded():
    return os.path.isdir("/sys/module/cpuwarden")


def slab_kib():
    """Memory that the kernel has for itself and does not give back when asked."""
    with open("/proc/meminfo", encoding="ascii") as f:
        info = {line.split(":")[0]: int(line.split()[1]) for line in f}
    return info["SUnreclaim"] + info["VmallocUsed"] + info["Percpu"]


def kernel_log():
    return subprocess.run(["dmesg"], check=True, capture_output=True,
                          text=True).stdout


# Generic netlink by hand, so that wrong messages can be sent too.

GENL_ID_CTRL = 0x10
NLM_F_REQUEST, NLM_F_ACK, NLM_F_DUMP = 1, 4, 0x300
NLMSG_ERROR, NLMSG_DONE = 2, 3
SOL_NETLINK, NETLINK_ADD_MEMBERSHIP = 270, 1
NETLINK_CAP_ACK, NETLINK_EXT_ACK = 10, 11
CTRL_CMD_GETFAMILY = 3
CMD = {name: i + 1 for i, name in enumerate(
    ("status-get", "finding-get", "process-get", "tenant-get", "family-get",
     "config-get", "config-set", "reset", "ack"))}
CMD["listen"] = 12
CMD.update({name: 14 + i for i, name in enumerate(
    ("thread-get", "executable-get", "cpu-get", "scores-get"))})
DUMP_ONLY = ("family-get", "thread-get", "executable-get", "cpu-get")
SEAL = 13	# not among them, as it cannot be undone
HEARTBEAT_NTF = 11
A_STATUS_LOAD_COOKIE = 34
A_PROCESS_EXE_INO = 8


def attr(kind, payload):
    length = 4 + len(payload)
    return struct.pack("=HH", length, kind) + payload + b"\0" * (-length % 4)


def attrs(data):
    """Attributes of one level, as a list of (type, payload)."""
    result = []
    while len(data) >= 4:
        length, kind = struct.unpack_from("=HH", data)
        if length < 4 or length > len(data):
            raise ValueError(f"attribute length {length}")
        result.append((kind & 0x3fff, data[4:length]))
        data = data[(length + 3) & ~3:]
    return result


class NetlinkError(OSError):
    """An error of the kernel with the text of its extack, if any."""

    def __init__(self, errno, message):
        super().__init__(errno, message)
        self.message = message


class Netlink:
    """One socket of NETLINK_GENERIC."""

    def __init__(self, family=None):
        """With its family looked up, unless the number is known."""
        self.sock = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 16)
        self.sock.settimeout(60)
        self.sock.setsockopt(SOL_NETLINK, NETLINK_EXT_ACK, 1)
        self.sock.setsockopt(SOL_NETLINK, NETLINK_CAP_ACK, 1)
        self.sock.bind((0, 0))
        self.seq = 0
        self.groups = {}
        self.family = family
        if not family:
            self.look_up()

    def look_up(self):
        reply = self.call(CTRL_CMD_GETFAMILY, attr(2, b"cpuwarden\0"),
                          family=GENL_ID_CTRL)
        info = dict(attrs(reply[0]))
        self.family = struct.unpack("=H", info[1])[0]
        for _, group in attrs(info.get(7, b"")):
            fields = dict(attrs(group))
            self.groups[fields[1].rstrip(b"\0").decode()] = \
                struct.unpack("=I", fields[2])[0]

    def close(self):
        self.sock.close()

    def send(self, cmd, payload=b"", flags=NLM_F_ACK, family=None):
        self.seq += 1
        body = struct.pack("=BBH", cmd, 1, 0) + payload
        self.sock.send(struct.pack(
            "=IHHII", 16 + len(body), family or self.family,
            NLM_F_REQUEST | flags, self.seq, 0) + body)

    def receive(self, dump=False):
        """Payloads until the acknowledgement or the end of the dump."""
        payloads = []
        while True:
            data = self.sock.recv(65536)
            while data:
                length, kind, _, seq, _ = struct.unpack_from("=IHHII", data)
                body, data = data[16:length], data[(length + 3) & ~3:]
                if seq != self.seq:
                    continue
                if kind == NLMSG_DONE:
                    errno = -struct.unpack_from("=i", body)[0]
                    if errno > 0:
                        text = dict(attrs(body[4:])).get(1, b"")
                        raise NetlinkError(errno, text.rstrip(b"\0").decode())
                    return payloads
                if kind == NLMSG_ERROR:
                    errno = -struct.unpack_from("=i", body)[0]
                    if errno:
                        text = dict(attrs(body[20:])).get(1, b"")
                        raise NetlinkError(errno, text.rstrip(b"\0").decode())
                    if not dump:
                        return payloads
                    continue
                payloads.append(body[4:])

    def call(self, cmd, payload=b"", family=None):
        self.send(cmd, payload, NLM_F_ACK, family)
        return self.receive()

    def dump(self, cmd):
        self.send(cmd, b"", NLM_F_DUMP)
        return self.receive(dump=True)

    def ask(self, requests):
        """{name: (errno, message)} of (name, command, flags, attributes); errno
        0 is of what was served."""
        found = {}
        for name, cmd, flags, payload in requests:
            try:
                self.send(cmd, payload, flags)
                self.receive(dump=flags == NLM_F_DUMP)
                found[name] = (0, "")
            except NetlinkError as error:
                found[name] = (error.errno, error.message)
        return found

    def listen(self):
        """Hear the events: ask for them. The multicast group is for modules
        that had one, with which the attacks were tried first."""
        if "findings" in self.groups:
            self.sock.setsockopt(SOL_NETLINK, NETLINK_ADD_MEMBERSHIP,
                                 self.groups["findings"])
        else:
            self.call(CMD["listen"])

    def event(self, seconds):
        """(command, attributes) of the next event; None if none comes."""
        self.sock.settimeout(seconds)
        try:
            data = self.sock.recv(65536)
        except TimeoutError:
            return None
        finally:
            self.sock.settimeout(60)
        return data[16], dict(attrs(data[20:]))


def as_nobody(function):
    """Run function() as an unprivileged user in a child; its exit status.

    function() returns an int; an exception is status 99.
    """
    sys.stdout.flush()
    pid = os.fork()
    if not pid:
        code = 99
        try:
            os.setgroups([])
            os.setgid(65534)
            os.setuid(65534)
            code = function()
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])

# SPDX-License-Identifier: GPL-2.0-only
"""Who a process is: its executable, its name, its tenant. A part of attacks."""

import ctypes
import os
import shutil
import signal
import struct
import subprocess
import time

from lib import (CMD, PROC, WORKLOAD, Netlink, Skip, attr, attrs, expect, newest_finding, start, stop,
                 table, wait_for)

LIBC = ctypes.CDLL(None, use_errno=True)
PR_SET_NAME = 15
EXE = os.path.realpath(WORKLOAD)
USER_NAMESPACE = ("unshare", "--user", "--map-root-user")
INNOCENT = ("/usr/bin/gzip", "/usr/bin/bash", "/usr/bin/openssl")
REC_JUDGED, A_PROCESS_PID, A_PROCESS_EXE_FLAGS = 7, 2, 9
DELETED, MEMFD, REPLACED, TMPFS, EXCHANGED = (1 << i for i in range(5))
GONE, DISGUISED = 1 << 16, 1 << 17


def child(function):
    """A process that runs function(): its pid."""
    pid = os.fork()
    if pid:
        return pid
    try:
        function()
    finally:
        os._exit(1)


def end(*pids):
    for pid in pids:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)


def spin():
    while True:
        pass


def row_of(pid):
    """Of a process that may have had earlier namesakes: the newest."""
    rows = [r for r in table("processes") if r["pid"] == str(pid)]
    return max(rows, key=lambda r: int(r["start_ns"])) if rows else None


def covert_of(pid):
    """The covert signs that it has shown."""
    row = row_of(pid)
    return set(row["covert"].split(",")) - {"-"} if row else set()


def sampled(pid, more=20):
    """Wait until so many more samples of a process were taken."""
    def samples():
        row = row_of(pid)
        return int(row["samples_user"]) if row else 0
    before = samples()
    expect(wait_for(lambda: samples() >= before + more, 60),
           f"{pid} is not sampled: {row_of(pid)}")


def circumstances(pid):
    """What the collector thought of a process while this read its samples."""
    bits, seen, rest = 0, 0, b""
    with open(f"{PROC}/samples", "rb", buffering=0) as f:
        while seen < 20:
            rest += f.read(1 << 16)
            while len(rest) >= 4:
                kind, length = struct.unpack_from("<HH", rest)
                if length > len(rest):
                    break
                record, rest = rest[:length], rest[length:]
                if kind == REC_JUDGED and \
                        struct.unpack_from("<I", record, 76)[0] == pid:
                    bits |= struct.unpack_from("<I", record, 4)[0]
                    seen += 1
    return bits


def exe_flags(pid):
    nl = Netlink()
    try:
        found = attrs(nl.call(CMD["process-get"],
                              attr(A_PROCESS_PID, struct.pack("=I", pid)))[0])
    finally:
        nl.close()
    flags = dict(found).get(A_PROCESS_EXE_FLAGS)
    return struct.unpack("=I", flags)[0] if flags else 0


def looked_up(pid, mask, flags):
    """Wait until a look-up (one in ten seconds) says that of the flags."""
    return wait_for(lambda: exe_flags(pid) & mask == flags, 25, 0.5)


def findings_since(before, pid=None):
    """All, or those about one process."""
    return [r for r in table("findings") if int(r["id"]) > before and
            (pid is None or r["pid"] == str(pid))]


def confirmed(before, pid=None):
    rows = wait_for(lambda: [r for r in findings_since(before, pid)
                             if r["verdict"] == "confirmed"], 60)
    expect(rows, f"nothing was confirmed: {findings_since(before)}")
    return rows[0]


def disguised_miner(ms, *options):
    files = ":".join(f for f in INNOCENT if os.path.exists(f))
    return start(*USER_NAMESPACE, WORKLOAD, "--exchange", f"{ms}:{files}",
                 *options, "-s", "600", "cn0-ni")


def executable_is_exchanged_all_the_time():
    """PR_SET_MM_MAP changes /proc/PID/exe without execve(): the finding was
    closed and begun anew each time, and told of gzip and bash."""
    before = newest_finding()
    miner = disguised_miner(300)
    try:
        row = confirmed(before, miner.pid)
        wait_for(lambda: "exchanged" in
                 findings_since(before, miner.pid)[0]["exe_flags"], 25)
        time.sleep(6)
        rows = findings_since(before, miner.pid)
        expect([r["id"] for r in rows] == [row["id"]], f"more than one: {rows}")
        row = rows[0]
        expect(row["state"] == "open", f"{row}")
        expect(row["exe"] == EXE, f"accused is {row['exe']}")
        expect("exchanged" in row["exe_flags"], f"{row['exe_flags']}")
        expect(circumstances(miner.pid) & GONE, "it does not count as hiding")
        done = subprocess.run(["cpuwarden", "show", f"id:{row['id']}"],
                              check=True, capture_output=True, text=True)
        expect("exchanged" in done.stdout, f"the tool: {done.stdout}")
        done = subprocess.run(["cpuwarden", "act", "kill", f"id:{row['id']}",
                               "--yes"],
                              check=False, capture_output=True, text=True)
        expect(not done.returncode, f"cannot be killed: {done.stderr}")
    finally:
        stop(miner)


def executable_is_exchanged_at_once():
    """… before the first look-up, or the first sample: nobody knows then what
    it was, and nobody else is named."""
    before = newest_finding()
    miner = disguised_miner(0)
    try:
        row = confirmed(before, miner.pid)
        expect(row["exe"] in ("-", EXE), f"accused is {row['exe']}")
        expect("exchanged" in row["exe_flags"], f"{row['exe_flags']}")
    finally:
        stop(miner)


def short_lives_in_disguise():
    """What the lives of a disguised miner leave does not go to the disguise."""
    before = newest_finding()
    miner = disguised_miner(0, "--churn-ms", "100")
    try:
        confirmed(before)
        time.sleep(3)
        accused = {r["exe"] for r in findings_since(before)}
        expect(accused <= {"-", EXE}, f"accused: {accused}")
    finally:
        stop(miner)


def prctl_without_a_file():
    """What systemd does to its name with the same call is no exchange."""
    def run():
        with open("/proc/self/stat", encoding="ascii") as f:
            stat = f.read().rpartition(")")[2].split()
        code, stack, brk = int(stat[23]), int(stat[25]), LIBC.sbrk
        brk.restype = ctypes.c_void_p
        now = brk(0)
        values = struct.pack("=11QQII", code, code + 1, code, code + 1, now,
                             now, stack, stack, stack, stack, stack, 0, 0,
                             0xffffffff)
        if LIBC.prctl(35, 14, values, ctypes.c_ulong(len(values)), 0):
            os._exit(3)
        spin()
    pid = child(run)
    try:
        sampled(pid)
        expect(not exe_flags(pid), f"flags {exe_flags(pid)}")
    finally:
        end(pid)


def execve_of_the_same_file():
    """It is another program: what the one before showed does not count for it,
    and its finding closes."""
    before = newest_finding()
    miner = start(WORKLOAD, "--exec", f"6000:{EXE}", "-s", "600", "cn0-ni")
    try:
        row = confirmed(before, miner.pid)
        closed = wait_for(lambda: [r for r in findings_since(before, miner.pid)
                                   if r["id"] == row["id"] and
                                   r["state"] == "exited"], 30)
        expect(closed, f"it goes on: {findings_since(before, miner.pid)}")
        again = wait_for(lambda: [r for r in findings_since(before, miner.pid)
                                  if r["state"] == "open"], 60)
        expect(again and again[0]["exe_flags"] == "-", f"{again}")
    finally:
        stop(miner)


def copy_of_a_loop(path):
    """A program of our own that computes for ever."""
    shutil.copy(shutil.which("bash"), path)
    return ("bash", "-c", "while :; do :; done")


def executed(path, argv):
    return child(lambda: os.execv(path, argv))


def unlinked_hard_link():
    """Who runs an unlinked link of a file does not mark those who run it by
    its name."""
    folder = "/root/identity"
    os.makedirs(folder)
    shared, link = f"{folder}/shared", f"{folder}/link"
    argv = copy_of_a_loop(shared)
    os.link(shared, link)
    victim = executed(shared, argv)
    attacker = None
    try:
        sampled(victim)
        attacker = executed(link, argv)
        sampled(attacker, 1)
        os.unlink(link)
        expect(looked_up(attacker, DELETED, DELETED), "the link is not deleted")
        sampled(victim)
        expect(not exe_flags(victim), f"the victim has {exe_flags(victim)}")
        expect(not circumstances(victim) & GONE, "the victim hides")
        expect(circumstances(attacker) & GONE, "the attacker does not hide")
    finally:
        end(*filter(None, (victim, attacker)))
        shutil.rmtree(folder)


def with_program(path, change, mask, flags, gone):
    """Run a copy at path, let change() do something to it."""
    argv = copy_of_a_loop(path)
    pid = executed(path, argv)
    try:
        sampled(pid, 5)
        change()
        expect(looked_up(pid, mask, flags), f"flags {exe_flags(pid)}")
        expect(bool(circumstances(pid) & GONE) == gone,
               "it hides" if not gone else "it does not hide")
    finally:
        end(pid)
        if os.path.exists(path):
            os.unlink(path)


KINDS = DELETED | MEMFD | REPLACED | TMPFS


def upgraded():
    """dpkg renames the new file over the old one: nobody hides."""
    path = "/root/upgraded"

    def upgrade():
        shutil.copy(path, f"{path}.dpkg-new")
        os.link(path, f"{path}.dpkg-tmp")
        os.rename(f"{path}.dpkg-new", path)
        os.unlink(f"{path}.dpkg-tmp")
    with_program(path, upgrade, KINDS, DELETED | REPLACED, False)


def removed():
    path = "/root/removed"
    with_program(path, lambda: os.unlink(path), KINDS, DELETED, True)


def covered_up():
    """A file that is no program does not make a deleted one an upgrade."""
    path = "/root/covered"

    def cover():
        os.unlink(path)
        with open(path, "w", encoding="ascii"):
            pass
    with_program(path, cover, KINDS, DELETED, True)


def removed_from_tmpfs():
    path = "/tmp/removed"
    with_program(path, lambda: os.unlink(path), KINDS, DELETED | TMPFS, True)


def named_like_a_memfd():
    """A mount that is attached nowhere shows its files from its root on."""
    folder = "/root/mount"
    os.makedirs(folder)
    subprocess.run(["mount", "-t", "tmpfs", "none", folder], check=True)
    path = f"{folder}/memfd:it"
    argv = copy_of_a_loop(path)
    pid = executed(path, argv)
    try:
        sampled(pid, 5)
        subprocess.run(["umount", "--lazy", folder], check=True)
        row = wait_for(lambda: (r := row_of(pid)) and
                       r["exe"] == "/memfd:it" and r, 25, 0.5)
        expect(row, f"{row_of(pid)}")
        expect(not exe_flags(pid), f"flags {exe_flags(pid)}")
    finally:
        end(pid)
        os.rmdir(folder)


def from_memfd():
    def execute():
        fd = os.memfd_create("it")
        with open(shutil.which("bash"), "rb") as f:
            os.write(fd, f.read())
        os.execve(fd, ["bash", "-c", "while :; do :; done"], {})
    pid = child(execute)
    try:
        sampled(pid)
        expect(looked_up(pid, KINDS, DELETED | MEMFD), f"{exe_flags(pid)}")
        expect(circumstances(pid) & GONE, "it does not hide")
    finally:
        end(pid)


def disguised_as(name):
    def execute():
        LIBC.prctl(PR_SET_NAME, name.encode())
        spin()
    pid = child(execute)
    try:
        sampled(pid, 5)
        expect(row_of(pid)["comm"] == name.replace(" ", "\\040"),
               f"{row_of(pid)}")
        return bool(circumstances(pid) & DISGUISED)
    finally:
        end(pid)


def names_of_kernel_threads():
    """[ is a program of coreutils; in brackets stand those that ps made up."""
    for name, disguised in (("[", False), ("[[", False), ("[1] job", False),
                            ("[kworker/0:1]", True), ("[kworker/u16:3-", True),
                            ("kswapd0", True), ("kswapd-exporter", False)):
        expect(disguised_as(name) == disguised, f"{name}: {not disguised}")


# Tenants

V2 = "/sys/fs/cgroup"


class CpuOnV1:
    """The cpu controller on a hierarchy of version 1, as in hybrid mode."""

    def __init__(self):
        self.path = "/root/cgroup-v1"

    def __enter__(self):
        os.makedirs(self.path)
        with open(f"{V2}/cgroup.subtree_control", "w", encoding="ascii") as f:
            f.write("-cpu")
        if not wait_for(lambda: not subprocess.run(
                ["mount", "-t", "cgroup", "-o", "cpu", "none", self.path],
                check=False, capture_output=True).returncode, 60):
            self.__exit__()
            raise Skip("the cpu controller does not go to version 1")
        return self.path

    def __exit__(self, *unused):
        subprocess.run(["umount", self.path], check=False)
        os.rmdir(self.path)
        # it comes back when the last cgroup of version 1 is forgotten
        def give_back():
            try:
                with open(f"{V2}/cgroup.subtree_control", "w",
                          encoding="ascii") as f:
                    f.write("+cpu")
            except OSError:
                return False
            return True
        wait_for(give_back, 60)


def remove_cgroups(paths):
    for path in paths:
        expect(wait_for(lambda p=path: not subprocess.run(
            ["rmdir", p], check=False, stderr=subprocess.DEVNULL).returncode,
            30), f"{path} stays")


def spinner_in(*cgroups):
    def execute():
        for path in cgroups:
            with open(f"{path}/cgroup.procs", "w", encoding="ascii") as f:
                f.write("0")
        spin()
    return child(execute)


def tenant_paths(cgroup_id):
    return sorted(r["cgroup"] for r in table("tenants")
                  if r["cgroup_id"] == str(cgroup_id))


def same_id_in_two_hierarchies():
    """Once both were one row, whose path flipped."""
    made = []
    with CpuOnV1() as v1:
        ids = {}
        try:
            for i in range(200):
                for root in (v1, V2):
                    path = f"{root}/identity-{i}"
                    os.mkdir(path)
                    made.append(path)
                    ids.setdefault(os.stat(path).st_ino, []).append(path)
                if pair := next((p for p in ids.values() if len(p) == 2), None):
                    break
            expect(pair, "no two cgroups have the same id")
            both = os.stat(pair[0]).st_ino
            pids = [spinner_in(path) for path in pair]
            try:
                for pid in pids:
                    sampled(pid)
                names = sorted((pair[0].replace(v1, "cpu:") if v1 in pair[0]
                                else pair[0].replace(V2, ""),
                                pair[1].replace(v1, "cpu:") if v1 in pair[1]
                                else pair[1].replace(V2, "")))
                expect(wait_for(lambda: tenant_paths(both) == names, 25),
                       f"{names} are {tenant_paths(both)}")
                expect(wait_for(lambda: sorted(row_of(pid)["cgroup"]
                                               for pid in pids) == names, 25),
                       f"{[row_of(pid)['cgroup'] for pid in pids]}")
                done = subprocess.run(
                    ["cpuwarden", "act", "kill", f"tenant:{both}"],
                    check=False, capture_output=True, text=True)
                expect(done.returncode and "by its path" in done.stderr,
                       f"{done.stdout}{done.stderr}")
            finally:
                end(*pids)
        finally:
            remove_cgroups(made)


def container_on_v1_of_a_service_on_v2():
    """Hybrid mode: Docker's containers are told from Docker's service."""
    with CpuOnV1() as v1:
        service, container = f"{V2}/docker.service", f"{v1}/docker"
        os.mkdir(service)
        os.mkdir(container)
        try:
            for places, name in (((service, container), "cpu:/docker"),
                                 ((service,), "/docker.service")):
                pid = spinner_in(*places)
                try:
                    sampled(pid)
                    row = wait_for(lambda: (r := row_of(pid)) and
                                   r["cgroup"] == name and r, 25)
                    expect(row, f"{name} is {row_of(pid)['cgroup']}")
                finally:
                    end(pid)
        finally:
            remove_cgroups((service, container))


def path_of_somebody_elses_mounts():
    """Who executes the victim's file under another name, by a mount in his own
    namespace, does not change the path that is shown of the victim."""
    folder = "/root/identity"
    os.makedirs(folder)
    shared = f"{folder}/shared"
    argv = copy_of_a_loop(shared)
    victim = executed(shared, argv)
    pids = [victim]
    try:
        expect(wait_for(lambda: (row_of(victim) or {}).get("exe") == shared,
                        60), f"{row_of(victim)}")
        other = child(lambda: os.execvp("unshare", [
            "unshare", "--mount", "--map-root-user", "sh", "-c",
            f"mount --bind {shared} /usr/bin/env && "
            "exec env -c 'while :; do :; done'"]))
        pids.append(other)
        expect(wait_for(lambda: (row_of(other) or {}).get("exe") ==
                        "/usr/bin/env", 60),
               f"the attack is not seen: {row_of(other)}")
        sampled(victim)
        expect(row_of(victim)["exe"] == shared,
               f"the victim is said to run {row_of(victim)['exe']}")
    finally:
        end(*pids)
        shutil.rmtree(folder)


def are_executables_of(pids, names):
    """Each process is said to run what it runs."""
    for pid in pids:
        sampled(pid)
    expect(wait_for(lambda: [row_of(pid)["exe"] for pid in pids] == names,
                    25, 0.5),
           f"{names} are {[row_of(pid)['exe'] for pid in pids]}")


def files_of_one_number_on_overlayfs():
    """Layers on different file systems: two files of one mount have the same
    device, inode number and generation."""
    folder = "/root/overlay"
    layers = {name: f"{folder}/{name}" for name in ("lower", "upper", "both")}
    mounted = []
    pids = []
    try:
        for path in layers.values():
            os.makedirs(path)
        for name in ("lower", "upper"):
            subprocess.run(["mount", "-t", "tmpfs", "none", layers[name]],
                           check=True)
            mounted.insert(0, layers[name])
        work, top = f"{layers['upper']}/work", f"{layers['upper']}/top"
        os.mkdir(work)
        os.mkdir(top)
        lower, upper = f"{layers['lower']}/low", f"{top}/high"
        argv = copy_of_a_loop(upper)
        number = os.stat(upper).st_ino
        for i in range(100):
            shutil.copy(upper, lower)
            if os.stat(lower).st_ino == number:
                break
            os.rename(lower, f"{layers['lower']}/{i}")
        else:
            os.unlink(upper)
        expect(os.stat(lower).st_ino == number, "the numbers do not meet")
        done = subprocess.run(
            ["mount", "-t", "overlay", "none", "-o",
             f"lowerdir={layers['lower']},upperdir={top},workdir={work},xino=off",
             layers["both"]], check=False, capture_output=True, text=True)
        if done.returncode:
            raise Skip(f"no overlayfs: {done.stderr.strip()}")
        mounted.insert(0, layers["both"])
        names = [f"{layers['both']}/{name}" for name in ("low", "high")]
        pids = [executed(path, argv) for path in names]
        are_executables_of(pids, names)
    finally:
        if pids:
            end(*pids)
        for path in mounted:
            wait_for(lambda p=path: not subprocess.run(
                ["umount", p], check=False).returncode, 30)
        shutil.rmtree(folder)


def files_of_one_number_on_btrfs():
    """Each subvolume numbers its inodes anew, and all have one device; the
    generation is the transaction's, which is soon made to be the same."""
    folder, image = "/root/btrfs", "/root/btrfs.image"
    pids = []
    os.makedirs(folder)
    try:
        with open(image, "wb") as f:
            f.truncate(128 << 20)
        subprocess.run(["mkfs.btrfs", "-q", image], check=True)
        for name in ("loop", "btrfs"):	# mount does not load them here
            subprocess.run(["modprobe", name], check=False)
        done = subprocess.run(["mount", "-o", "loop,commit=300", image, folder],
                              check=False, capture_output=True, text=True)
        if done.returncode:
            raise Skip(f"no btrfs: {done.stderr.strip()}")
        subvolumes = [f"{folder}/{name}" for name in ("mine", "yours")]
        for path in subvolumes:
            subprocess.run(["btrfs", "-q", "subvolume", "create", path],
                           check=True)
        names = [f"{path}/{path[-4:]}" for path in subvolumes]
        argv = copy_of_a_loop(names[0])
        shutil.copy(names[0], names[1])
        numbers = {os.stat(name).st_ino for name in names}
        expect(len(numbers) == 1, f"the numbers do not meet: {numbers}")
        pids = [executed(name, argv) for name in names]
        are_executables_of(pids, names)
    finally:
        if pids:
            end(*pids)
        wait_for(lambda: not os.path.ismount(folder) or not subprocess.run(
            ["umount", folder], check=False).returncode, 30)
        os.rmdir(folder)
        os.unlink(image)


TESTS = (
    ("an executable that is exchanged all the time is one program",
     executable_is_exchanged_all_the_time),
    ("an executable that is exchanged at once names nobody else",
     executable_is_exchanged_at_once),
    ("short lives in disguise do not accuse the disguise",
     short_lives_in_disguise),
    ("prctl() without a file is no exchange", prctl_without_a_file),
    ("execve() of the same file is another program", execve_of_the_same_file),
    ("an unlinked hard link marks nobody else", unlinked_hard_link),
    ("somebody else's mounts do not change the path of the executable",
     path_of_somebody_elses_mounts),
    ("a program that was upgraded does not hide", upgraded),
    ("a program that was deleted does", removed),
    ("so does one that left an empty file", covered_up),
    ("a program deleted from tmpfs is told", removed_from_tmpfs),
    ("a file that is named like a memfd is none", named_like_a_memfd),
    ("a memfd is told", from_memfd),
    ("[ is no kernel thread", names_of_kernel_threads),
    ("one id in two hierarchies is two tenants", same_id_in_two_hierarchies),
    ("a container on version 1 is told from its service",
     container_on_v1_of_a_service_on_v2),
    ("two files of one number on overlayfs are two executables",
     files_of_one_number_on_overlayfs),
    ("two files of one number on btrfs are two executables",
     files_of_one_number_on_btrfs),
)


def run(tap):
    for name, function in TESTS:
        tap.run(name, function)

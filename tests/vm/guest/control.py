# SPDX-License-Identifier: GPL-2.0-only
"""The control plane under attack: a part of access."""

import ctypes
import errno
import json
import os
import re
import shutil
import signal
import socket
import struct
import subprocess
import sys
import threading
import time

import border
from lib import (A_STATUS_LOAD_COOKIE, CMD, HEARTBEAT_NTF, MODULE, PROC, Netlink, NetlinkError, Skip, as_nobody,
                 attr, attrs, expect, kernel_log, loaded, module, status, unload, wait_for)

HERE = os.path.dirname(os.path.abspath(__file__))

# Roots that are none of the host's: how they are made by unshare and setpriv.
POD = ("unshare", "--pid", "--fork", "--mount-proc")
USER_NAMESPACE = ("unshare", "--user", "--map-root-user")
POD_AND_USER_NAMESPACE = (*USER_NAMESPACE, "--pid", "--fork")
NO_SYS_ADMIN = ("setpriv", "--bounding-set=-sys_admin", "--inh-caps=-all")


def with_netlink(code, wrap=()):
    """Run code with lib's names in a process started by wrap: its output."""
    done = subprocess.run(
        [*wrap, sys.executable, "-c",
         "import sys; sys.path.insert(0, sys.argv[1])\n"
         f"from lib import *\n{code}", HERE],
        check=False, capture_output=True, text=True)
    expect(not done.returncode, done.stderr[-400:])
    return done.stdout


def answers(wrap):
    """What each request got, asked by a process started by wrap. Nobody who may
    is to ask for the seal."""
    names = border.NAMES if wrap else border.NAMES - {"seal"}
    text = with_netlink("import json\nprint(json.dumps(Netlink().ask("
                        f"{border.requests(names)!r})))", wrap)
    return json.loads(text)


def all_refused(wrap, words):
    for name, (number, message) in answers(wrap).items():
        expect(number == errno.EPERM, f"{name} got {number} {message!r}")
        expect(words in message, f"{name}: {message!r}")


def host_root_is_served():
    """What the refusals below are to be compared with."""
    for name, (number, message) in answers(()).items():
        expect(number in (0, errno.ENOENT), f"{name} got {number} {message!r}")


def pod_is_refused():
    before = status()
    all_refused(POD, "container")
    after = status()
    expect(after["uptime-ns"] > before["uptime-ns"] and
           after["requests-refused"] - before["requests-refused"] ==
           len(border.NAMES), f"{after['requests-refused']} were counted")


def user_namespace_is_refused():
    # the kernel's own check, which says nothing
    all_refused(USER_NAMESPACE, "")
    all_refused(POD_AND_USER_NAMESPACE, "")


def proc_is_for_the_initial_user_namespace():
    """Even where the mode lets it in: root of the host enters a namespace
    that does not know him, with the group that may read."""
    unload()
    expect(module("proc_gid=65534") is None, "cannot load with proc_gid")
    try:
        def read():
            if ctypes.CDLL(None).unshare(0x10000000):	# CLONE_NEWUSER
                return 2
            try:
                with open(f"{PROC}/status", "rb") as f:
                    return len(f.read()) and 1
            except FileNotFoundError:
                return 0

        code = as_nobody(read)
        expect(code == 0, f"it could read ({code})")
    finally:
        unload()
        module()


def changes_need_sys_admin():
    for name, (number, message) in answers(NO_SYS_ADMIN).items():
        if name in border.CHANGES:
            expect(number == errno.EPERM and "CAP_SYS_ADMIN" in message,
                   f"{name} got {number} {message!r}")
        else:
            expect(number in (0, errno.ENOENT),
                   f"{name} got {number} {message!r}")


def opener_counts_like_sender():
    """Root sends through a socket that one without CAP_SYS_ADMIN opened, as
    when root's program is made to write to what it takes for a pipe."""
    mine, theirs = socket.socketpair()
    subprocess.run(
        [*NO_SYS_ADMIN, sys.executable, "-c",
         "import sys; sys.path.insert(0, sys.argv[1])\n"
         "from lib import *\n"
         "nl = Netlink()\n"
         "socket.send_fds(socket.socket(fileno=int(sys.argv[2])),\n"
         "                [b'%d %d' % (nl.family, nl.seq)], [nl.sock.fileno()])\n",
         HERE, str(theirs.fileno())],
        pass_fds=[theirs.fileno()], check=True)
    data, fds, _, _ = socket.recv_fds(mine, 64, 1)
    nl = Netlink.__new__(Netlink)
    nl.family, nl.seq = map(int, data.split())
    nl.sock = socket.socket(fileno=fds[0])
    try:
        nl.call(CMD["reset"])
        raise AssertionError("it was reset")
    except NetlinkError as error:
        expect(error.errno == errno.EPERM, f"{error}")
    finally:
        nl.close()
        mine.close()
        theirs.close()


def listening_needs_capability():
    def listen():
        try:
            Netlink().listen()
            return 1
        except OSError as error:
            return 0 if error.errno == errno.EPERM else 2
    expect(as_nobody(listen) == 0, "nobody could listen")


def pod_hears_nothing():
    """A heartbeat comes every ten seconds: to root of the host, not to him
    of a pod, whatever he tries to join."""
    pod = subprocess.Popen(
        [*POD, sys.executable, "-c",
         "import sys; sys.path.insert(0, sys.argv[1])\n"
         "from lib import *\n"
         "nl = Netlink()\n"
         "try:\n"
         "    nl.listen()\n"
         "except OSError as error:\n"
         "    print('refused', error.errno)\n"
         "for group in range(1, 64):\n"
         "    try:\n"
         "        nl.sock.setsockopt(SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, group)\n"
         "    except OSError:\n"
         "        pass\n"
         "import time\n"
         "end = time.monotonic() + 24\n"
         "while time.monotonic() < end:\n"
         "    event = nl.event(1)\n"
         "    if event and event[0] == HEARTBEAT_NTF and 2 in event[1]:\n"
         "        print('heard')\n", HERE],
        stdout=subprocess.PIPE, text=True)
    nl = Netlink()
    nl.listen()
    heard = [nl.event(20), nl.event(20)]
    nl.close()
    text = pod.communicate()[0]
    expect(all(event and event[0] == HEARTBEAT_NTF for event in heard),
           f"the host heard {heard}")
    expect("heard" not in text, "a pod heard the heartbeat")
    expect(text == f"refused {errno.EPERM}\n", f"a pod was told {text!r}")


def closed_socket_is_forgotten():
    """Whoever takes the number of a socket that listened hears nothing."""
    first = Netlink()
    first.listen()
    portid = first.sock.getsockname()[0]
    first.close()

    def listen():
        sock = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 16)
        sock.bind((portid, 0))
        sock.settimeout(13)
        try:
            return len(sock.recv(65536)) and 1
        except TimeoutError:
            return 0
    code = as_nobody(listen)
    expect(code == 0, f"nobody heard what root had asked for ({code})")


def listeners_are_bounded():
    sockets = [Netlink() for _ in range(65)]
    try:
        for nl in sockets[:-1]:
            nl.listen()
        sockets[0].listen()	# once more is no more
        try:
            sockets[-1].listen()
            raise AssertionError("65 sockets listen")
        except NetlinkError as error:
            expect(error.errno == errno.EUSERS and error.message, f"{error}")
        sockets[0].close()
        sockets[-1].listen()
    finally:
        for nl in sockets:
            nl.close()


def cookies():
    """The cookie of this load: in the status, by netlink, in a heartbeat."""
    nl = Netlink()
    nl.listen()
    reply = dict(attrs(nl.call(CMD["status-get"])[0]))
    event = nl.event(20)
    nl.close()
    expect(event and event[0] == HEARTBEAT_NTF, f"no heartbeat: {event}")
    found = {struct.unpack("=Q", of[A_STATUS_LOAD_COOKIE])[0]
             for of in (reply, event[1])} | {status()["load-cookie"]}
    expect(len(found) == 1, f"three cookies: {found}")
    return found.pop()


def each_load_has_its_cookie():
    seen = [cookies()]
    for _ in range(2):
        unload()
        module()
        seen.append(status()["load-cookie"])
    expect(len(set(seen)) == 3, f"{seen}")
    expect(all(0 < cookie < 1 << 53 for cookie in seen), f"{seen}")


def looked_up_by(uid):
    """Whether the family is there, for a user who asks for it by name."""
    def ask():
        if uid:
            os.setgroups([])
            os.setgid(uid)
            os.setuid(uid)
        try:
            Netlink().close()
            return 1
        except NetlinkError as error:
            return 0 if error.errno == errno.ENOENT else 2
    sys.stdout.flush()
    pid = os.fork()
    if not pid:
        code = 99
        try:
            code = ask()
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def asking_loads_nothing():
    """As on a machine where the module is installed: modprobe finds it by
    its name, and by nothing that the kernel asks modprobe for."""
    release = os.uname().release
    tree = "/tmp/modules"
    os.makedirs(f"{tree}/updates")
    shutil.copy(MODULE, f"{tree}/updates/cpuwarden.ko")
    for name in ("modules.builtin", "modules.order"):
        shutil.copy(f"/lib/modules/{release}/{name}", tree)
    unload()
    subprocess.run(["mount", "--bind", tree, f"/lib/modules/{release}"],
                   check=True)
    try:
        subprocess.run(["depmod", release], check=True)
        for uid in (65534, 0):
            found = looked_up_by(uid)
            expect(not loaded(), f"user {uid} loaded it by asking")
            expect(found == 0, f"user {uid} got {found}")
        done = subprocess.run(["cpuwarden", "list", "--check"], check=False,
                              capture_output=True, text=True)
        expect(done.returncode == 3 and "not loaded" in done.stderr,
               f"list --check: {done.returncode} {done.stdout} {done.stderr}")
        expect(not loaded(), "list --check loaded it")
        subprocess.run(["modprobe", "cpuwarden"], check=True)
        expect(loaded() and looked_up_by(65534) == 1, "modprobe does not")
        unload()
    finally:
        subprocess.run(["umount", f"/lib/modules/{release}"], check=True)
        if not loaded():
            module()
    done = subprocess.run(["modinfo", "-F", "alias", MODULE], check=True,
                          capture_output=True, text=True)
    expect(not done.stdout, f"it has the alias {done.stdout}")


def logged(pattern, since):
    """Lines of the kernel log from number since on that match."""
    return [line for line in kernel_log().splitlines()[since:]
            if re.search(pattern, line)]


def acts_are_logged():
    unload()
    since = len(kernel_log().splitlines())
    module()
    me = rf"by pid {os.getpid()} uid 0 comm "
    cookie = status()["load-cookie"]
    nl = Netlink()
    nl.call(CMD["config-set"], attr(1, struct.pack("=I", 200)))
    nl.call(CMD["config-set"], attr(1, struct.pack("=I", 100)))
    nl.call(CMD["reset"])
    nl.close()
    unload()
    by_kmod = r", by pid \d+ uid 0 comm "
    for pattern in (rf"watches at 100 Hz .*cookie {cookie}{by_kmod}insmod$",
                    rf"rate changed from 100 to 200 Hz, {me}",
                    rf"rate changed from 200 to 100 Hz, {me}",
                    rf"reset: .*, {me}",
                    rf"unloaded, load cookie {cookie}{by_kmod}rmmod$"):
        expect(len(logged(pattern, since)) == 1,
               f"not once: {pattern}; {logged('cpuwarden', since)}")
    module()


def names_in_the_log_are_escaped():
    since = len(kernel_log().splitlines())
    with_netlink("import ctypes\n"
                 "ctypes.CDLL(None).prctl(15, b'a\\nb uid 7\\\\', 0, 0, 0)\n"
                 "Netlink().call(CMD['reset'])")
    line = logged("reset: ", since)
    expect(len(line) == 1 and line[0].endswith(r"comm a\012b\040uid\0407\134"),
           f"{line}")


def a_flood_is_counted():
    """One kind in a loop is cut off, and hides no other kind."""
    unload()
    module()
    since = len(kernel_log().splitlines())
    nl = Netlink()
    for _ in range(50):
        nl.call(CMD["config-set"], attr(1, struct.pack("=I", 100)))
    nl.call(CMD["reset"])
    nl.close()
    said = logged("rate changed", since)
    expect(len(said) == 10, f"{len(said)} lines for 50 changes")
    expect(status()["acts-unlogged"] == 40, f"{status()['acts-unlogged']}")
    expect(len(logged("reset: ", since)) == 1, "the reset was lost in it")


def refusals_are_logged():
    unload()
    module()
    since = len(kernel_log().splitlines())
    answers(POD)
    answers(NO_SYS_ADMIN)
    said = logged(r"refused, by pid \d+ uid 0", since)
    expect(len(said) == 10, f"{len(said)} lines")
    expect(status()["requests-refused"] ==
           len(border.NAMES) + len(border.CHANGES),
           f"{status()['requests-refused']} were counted")


def audit_records_acts():
    """With audit switched on and nobody to read it, records go to the log."""
    try:
        sock = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 9)
    except OSError as error:
        raise Skip(f"this kernel has no audit: {error}") from error
    sock.bind((0, 0))

    def enable(on):	# AUDIT_SET of struct audit_status
        body = struct.pack("=II", 1, on) + bytes(32)
        sock.send(struct.pack("=IHHII", 16 + len(body), 1001, 1, 0, 0) + body)
    since = len(kernel_log().splitlines())
    enable(1)
    try:
        nl = Netlink()
        nl.call(CMD["reset"])
        nl.close()
        said = wait_for(lambda: logged(r"type=1316 .*op=reset", since), 5)
    finally:
        enable(0)
        sock.close()
    expect(len(said) == 1, f"{logged('audit', since)}")
    for words in ("module=cpuwarden", f" pid={os.getpid()} ", " uid=0 ",
                  " auid=", "res=1"):
        expect(words in said[0], f"{words} is not in {said[0]}")


def listens(watch):
    """Wait until the tool's watch listens: it has a socket, and some time for
    the two messages that it sends first."""
    def portid():
        with open("/proc/net/netlink", encoding="ascii") as f:
            rows = [line.split() for line in f]
        return any(row[1] == "16" and int(row[2]) == watch.pid
                   for row in rows[1:])
    expect(wait_for(portid, 60), f"watch has no socket: {watch.poll()}")
    time.sleep(3)


def watch_tells_a_reload():
    watch = subprocess.Popen(["cpuwarden", "watch"], stdout=subprocess.PIPE,
                             stderr=subprocess.STDOUT, text=True)
    try:
        listens(watch)
        unload()
        module()
        lines = []
        reader = threading.Thread(
            target=lambda: lines.extend(watch.stdout))
        reader.start()
        wait_for(lambda: any("loaded anew" in line for line in lines), 40)
        expect(watch.poll() is None, f"it ended: {lines}")
        watch.send_signal(signal.SIGINT)
        reader.join(60)
        expect(sum("loaded anew" in line for line in lines) == 1, f"{lines}")
    finally:
        watch.kill()
        watch.wait()


def nobody_speaks_for_the_module():
    """Root of a pod may send to any netlink socket of this network
    namespace, and could fill its queue: the tool's takes nothing but the
    kernel's."""
    watch = subprocess.Popen(["cpuwarden", "watch"], stdout=subprocess.PIPE,
                             stderr=subprocess.STDOUT, text=True)
    try:
        listens(watch)
        said = with_netlink(f"""
nl = Netlink()
payload = attr(2, struct.pack("=Q", 666)) + attr(4, bytes([2])) + \\
    attr(7, b"randomx\\0")
body = struct.pack("=BBH", 10, 1, 0) + payload
message = struct.pack("=IHHII", 16 + len(body), nl.family, 0, 0, 0) + body
try:
    print(nl.sock.sendto(message, ({watch.pid}, 0)))
except ConnectionRefusedError:
    print("refused")
""", POD)
        expect(said == "refused\n", f"the pod sent {said!r} bytes")
        time.sleep(2)
        watch.send_signal(signal.SIGINT)
        text = watch.communicate(timeout=60)[0]
        expect(watch.returncode == 0 and not text, f"watch said {text!r}")
    finally:
        watch.kill()
        watch.wait()


def tool_says_why_not():
    for wrap, words in ((POD, "container"), (NO_SYS_ADMIN, "CAP_SYS_ADMIN"),
                        (USER_NAMESPACE, "initial")):
        done = subprocess.run([*wrap, "cpuwarden", "reset", "--yes"], check=False,
                              capture_output=True, text=True)
        expect(done.returncode == 4 and words in done.stderr and
               "not permitted" in done.stderr,
               f"{wrap}: {done.returncode} {done.stderr!r}")


def run(tap):
    """All of them."""
    tap.run("netlink: listening needs CAP_NET_ADMIN",
            listening_needs_capability)
    tap.run("netlink: root of the host is served", host_root_is_served)
    tap.run("netlink: root of a pod is refused all", pod_is_refused)
    tap.run("netlink: root of a user namespace is refused all",
            user_namespace_is_refused)
    tap.run("proc: another user namespace sees nothing",
            proc_is_for_the_initial_user_namespace)
    tap.run("netlink: changes need CAP_SYS_ADMIN", changes_need_sys_admin)
    tap.run("netlink: who opened the socket counts like who sends",
            opener_counts_like_sender)
    tap.run("netlink: a pod hears no event", pod_hears_nothing)
    tap.run("netlink: a closed socket is forgotten",
            closed_socket_is_forgotten)
    tap.run("netlink: at most 64 sockets listen", listeners_are_bounded)
    tap.run("tool: nobody speaks for the module",
            nobody_speaks_for_the_module)
    tap.run("tool: says why it is not permitted", tool_says_why_not)
    tap.run("load: asking for the family loads nothing", asking_loads_nothing)
    tap.run("load: each has its cookie", each_load_has_its_cookie)
    tap.run("load: watch tells that the module was loaded anew",
            watch_tells_a_reload)
    tap.run("log: acts, with who did them", acts_are_logged)
    tap.run("log: names are escaped", names_in_the_log_are_escaped)
    tap.run("log: a flood is cut off and counted", a_flood_is_counted)
    tap.run("log: refusals", refusals_are_logged)
    tap.run("audit: records acts", audit_records_acts)

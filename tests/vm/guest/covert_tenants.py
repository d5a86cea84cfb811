# SPDX-License-Identifier: GPL-2.0-only
"""What a tenant can learn of its neighbour from the module: nothing. A part of
covert."""

import os
import re
import subprocess
import sys

from attack_identity import confirmed
from lib import (PROC, WORKLOAD, expect, newest_finding, start, stop, table,
                 wait_for)

HERE = os.path.dirname(os.path.abspath(__file__))
GROUPS = "/sys/fs/cgroup"
NEIGHBOUR = "neighbour-8f3a"	# named in what is known of it, and nowhere else
FOLDERS = (PROC, "/sys/module/cpuwarden")

# All that there is to be read or asked, as text and as bytes; errors are answers.
ASKS = """
import os, sys
sys.path.insert(0, sys.argv[1])
from lib import CMD, Netlink, NetlinkError
for top in sys.argv[2:]:
    for folder, _, names in os.walk(top):
        for name in names:
            try:
                fd = os.open(f"{folder}/{name}", os.O_RDONLY | os.O_NONBLOCK)
                while data := os.read(fd, 1 << 16):
                    sys.stdout.buffer.write(data)
            except OSError as error:
                print(folder, name, error.errno, flush=True)
try:
    netlink = Netlink()
    netlink.sock.settimeout(5)
except (NetlinkError, OSError) as error:
    sys.exit(f"no family: {error}")
for name, cmd in CMD.items():
    if name in ("config-set", "reset", "ack"):
        continue
    for ask in (netlink.call, netlink.dump):
        try:
            for part in ask(cmd):
                sys.stdout.buffer.write(part)
        except (NetlinkError, OSError) as error:
            print(name, error.errno, flush=True)
"""
TOOL = ("cpuwarden", "list")
TENANTS = {
    "a user": ("setpriv", "--reuid=1000", "--regid=1000", "--clear-groups",
               "--inh-caps=-all", "--bounding-set=-all"),
    "root of a user namespace": ("setpriv", "--reuid=1000", "--regid=1000",
                                 "--clear-groups", "unshare", "--user",
                                 "--map-root-user", "--mount", "--pid",
                                 "--fork", "--mount-proc"),
    "root of a container": ("unshare", "--mount", "--pid", "--net", "--fork",
                            "--mount-proc", "setpriv", "--bounding-set",
                            "-sys_admin,-syslog,-sys_module", "--inh-caps=-all"),
    "root of one with the host's network": (
        "unshare", "--mount", "--pid", "--fork", "--mount-proc"),
}


def enter(group):
    os.makedirs(f"{GROUPS}/{group}", exist_ok=True)
    with open(f"{GROUPS}/{group}/cgroup.procs", "w", encoding="ascii") as f:
        f.write(str(os.getpid()))


def heard(becomes, *command):
    done = subprocess.run([*becomes, *command], check=False,
                          capture_output=True, timeout=120,
                          preexec_fn=lambda: enter("tenant"))
    return done.stdout + done.stderr


def told_to(becomes):
    """All that somebody gets who asks for everything."""
    return (heard(becomes, sys.executable, "-c", ASKS, HERE, *FOLDERS) +
            heard(becomes, *TOOL))


def nothing_is_visible():
    os.mkdir(f"{GROUPS}/{NEIGHBOUR}")
    newest = newest_finding()
    miner = start(WORKLOAD, "-s", "600", "cn0-ni",
                  preexec_fn=lambda: enter(NEIGHBOUR))
    try:
        finding = confirmed(newest, miner.pid)
        expect(NEIGHBOUR in finding["cgroup"], f"{finding}")
        expect([r for r in table("tenants") if NEIGHBOUR in r["cgroup"]],
               "it is not among the tenants")
        secret = (NEIGHBOUR, os.path.basename(WORKLOAD), "cryptonight")
        for tenant, becomes in TENANTS.items():
            said = told_to(becomes)
            for word in secret:
                expect(word.encode() not in said, f"{tenant} reads {word}: "
                       f"{re.sub(rb'[^ -~]+', b' ', said)[-2000:]}")
            print(f"# {tenant}: {len(said)} bytes, of refusals", flush=True)
        # that it was asked as it should be: the host's root hears all of it
        host = told_to(())
        for word in secret:
            expect(word.encode() in host, f"{word} is nowhere to be read")
    finally:
        stop(miner)
        for group in (NEIGHBOUR, "tenant"):
            wait_for(lambda g=group: not os.system(
                f"rmdir {GROUPS}/{g} 2>/dev/null"), 10)


TESTS = (
    ("nothing of a tenant is visible to another", nothing_is_visible),
)


def run(tap):
    for name, function in TESTS:
        tap.run(name, function)

# SPDX-License-Identifier: GPL-2.0-only
"""Who asks what: each request of the netlink contract, with each capability and
from each kind of namespace. A part of access."""

import ctypes
import errno
import itertools
import json
import os
import platform
import struct
import sys
import traceback

import yaml

from lib import NLM_F_ACK, NLM_F_DUMP, Netlink, attr, expect, status

CONTRACT = os.path.join(os.path.dirname(os.path.abspath(__file__)),
                        "../../../docs/netlink/cpuwarden.yaml")
NUMBERS = {"u8": "=B", "u32": "=I", "u64": "=Q"}
NOBODY = (1 << 31) - 1	# no pid, finding or cgroup has this number

LIBC = ctypes.CDLL(None, use_errno=True)
CAPSET = {"x86_64": 126, "aarch64": 91}[platform.machine()]
VERSION_3 = 0x20080522
NET_ADMIN, SYS_ADMIN = 12, 21
NAMESPACES = {"user": 0x10000000, "pid": 0x20000000, "net": 0x40000000}


def read_contract():
    """(name, number, flags, attributes) of all that can be asked. What is set is
    what it is anyway."""
    with open(CONTRACT, encoding="utf-8") as file:
        contract = yaml.safe_load(file)
    sets = {s["name"]: s["attributes"] for s in contract["attribute-sets"]}
    for number, operation in enumerate(contract["operations"]["list"], 1):
        name = operation["name"]
        if "dump" in operation:
            yield f"{name} (dump)", number, NLM_F_DUMP, b""
        if "do" not in operation:
            continue
        payload = b""
        for kind, one in enumerate(sets[operation["attribute-set"]], 1):
            if one["name"] in operation["do"]["request"]["attributes"]:
                value = 100 if one["name"] == "rate-hz" else NOBODY
                payload += attr(kind, struct.pack(NUMBERS[one["type"]], value))
        yield name, number, NLM_F_ACK, payload


REQUESTS = list(read_contract())
NAMES = {request[0] for request in REQUESTS}
CHANGES = {"config-set", "reset", "ack", "seal"}	# need CAP_SYS_ADMIN, too


def requests(names):
    return [request for request in REQUESTS if request[0] in names]


def keep(capabilities):
    """No other capability than these is left."""
    words = [0] * 6		# effective, permitted, inheritable; twice 32 of them
    for cap in capabilities:
        for i in range(2):
            words[cap // 32 * 3 + i] |= 1 << cap % 32
    header = (ctypes.c_uint32 * 2)(VERSION_3, 0)
    if LIBC.syscall(CAPSET, header, (ctypes.c_uint32 * 6)(*words)):
        raise OSError(ctypes.get_errno(), "capset")


def in_child(function):
    """What function() returns in a child of ours, as JSON can carry it."""
    end, begin = os.pipe()
    sys.stdout.flush()
    pid = os.fork()
    if not pid:
        try:
            os.close(end)
            with open(begin, "w", encoding="utf-8") as out:
                json.dump(function(), out)
        except BaseException:  # pylint: disable=broad-except
            print("#", traceback.format_exc().replace("\n", "\n# "), flush=True)
        finally:
            os._exit(0)
    os.close(begin)
    with open(end, encoding="utf-8") as file:
        text = file.read()
    os.waitpid(pid, 0)
    expect(text, "the child died")
    return json.loads(text)


def asked_with(capabilities, names):
    """Netlink.ask() with these capabilities, in the namespaces of the host."""
    family = Netlink().family

    def act():
        keep(capabilities)
        return Netlink(family).ask(requests(names))
    return in_child(act)


def asked_from(namespaces, names):
    """Netlink.ask() by root of new namespaces, with all capabilities there."""
    family = Netlink().family

    def act():
        for kind in namespaces:
            if LIBC.unshare(NAMESPACES[kind]):
                raise OSError(ctypes.get_errno(), f"unshare {kind}")
        # the pid namespace is that of the next child
        return in_child(lambda: Netlink(family).ask(requests(names)))
    return in_child(act)


def expect_all(found, number, names=NAMES):
    """These requests got that errno."""
    wrong = {name: found.get(name) for name in names
             if name not in found or found[name][0] != number}
    expect(not wrong, f"not {errno.errorcode.get(number, number)}: {wrong}")


def served(found, names):
    for name in names:
        expect(found[name][0] in (0, errno.ENOENT), f"{name}: {found[name]}")


def no_other_capability_helps():
    with open("/proc/sys/kernel/cap_last_cap", encoding="ascii") as file:
        every = range(int(file.read()) + 1)
    for cap in every:
        if cap != NET_ADMIN:
            expect_all(asked_with([cap], NAMES), errno.EPERM)
    others = [cap for cap in every if cap != NET_ADMIN]
    expect_all(asked_with(others, NAMES), errno.EPERM)
    print(f"# {len(REQUESTS)} requests with each of {len(others)} capabilities")


def each_needs_its_own():
    """Reading CAP_NET_ADMIN, changing CAP_SYS_ADMIN, too; no third one."""
    found = asked_with([NET_ADMIN], NAMES)
    expect_all(found, errno.EPERM, CHANGES)
    served(found, NAMES - CHANGES)
    # not the seal, which would be there until the guest ends
    names = NAMES - {"seal"}
    served(asked_with([NET_ADMIN, SYS_ADMIN], names), names)


def no_namespace_helps():
    before = status()["requests-refused"]
    for number in range(1, len(NAMESPACES) + 1):
        for kinds in itertools.combinations(NAMESPACES, number):
            found = asked_from(kinds, NAMES)
            # the family is not there; else the kernel, or the module, refuses
            expect_all(found, errno.ENOENT if "net" in kinds else errno.EPERM)
    counted = status()["requests-refused"] - before
    expect(counted == len(REQUESTS), f"{counted} were counted")


def run(tap):
    """All of them."""
    tap.run("border: all of the contract with each other capability",
            no_other_capability_helps)
    tap.run("border: reading and changing need what they say",
            each_needs_its_own)
    tap.run("border: all of the contract from each kind of namespace",
            no_namespace_helps)

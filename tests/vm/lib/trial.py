# SPDX-License-Identifier: GPL-2.0-only
"""Does KVM work here? Some machines offer /dev/kvm and then hang."""

import os

from cache import CACHE, digest, host_arch, say
from guest import Guest

TRIAL_S = 20


def kvm_works(kernel, arch):
    """Boot a guest up to its init under KVM once, and remember the answer."""
    if arch != host_arch() or not os.access("/dev/kvm", os.R_OK | os.W_OK):
        return False
    host = os.uname()
    with open("/proc/cpuinfo", encoding="utf-8") as info:
        model = next((line for line in info if "model name" in line), "")
    memo = CACHE / "kvm" / digest(host.release, host.version, model, arch)
    if memo.exists():
        return memo.read_text() == "works"
    say(f"trying KVM for at most {TRIAL_S} s")
    memo.parent.mkdir(parents=True, exist_ok=True)
    guest = Guest(kernel, arch, cpus=2, memory=512, kvm=True)
    outcome = guest.run(["true"], {"trial": 1}, "/dev/null", TRIAL_S)
    works = outcome.boot_s is not None and not outcome.timed_out
    say("KVM works" if works else "KVM does not work here: using TCG")
    memo.write_text("works" if works else "fails")
    return works

# SPDX-License-Identifier: GPL-2.0-only
"""What in a kernel log makes a run fail."""

import re

# At the start of a message, after the time stamp.
STARTS = (
    r"WARNING: ", r"BUG: ", r"BUG ", r"Oops", r"general protection fault",
    r"stack segment:", r"divide error:", r"invalid opcode:", r"int3:",
    r"Kernel panic", r"kernel BUG at", r"Unable to handle kernel",
    r"Internal error:", r"Call Trace:", r"Call trace:", r"UBSAN: ",
    r"KFENCE: ", r"ODEBUG: ", r"DEBUG_LOCKS_WARN_ON", r"refcount_t: ",
    r"list_(add|del) corruption", r"usercopy: Kernel memory",
    r"watchdog: .*(soft lockup|hard LOCKUP)",
    r"rcu: INFO: .*(stall|detected|starved)",
    r"INFO: (task .* blocked for more than|trying to register non-static key"
    r"|possible |suspicious|rcu_|inconsistent)",
    r"INFO: lockdep is turned off", r"possible reason: unannotated irqs",
    r"Memory manager not clean",
    r"unregister_netdevice: waiting", r"Bad page state", r"Bad rss-counter",
    r"sysfs: cannot create duplicate", r"proc_dir_entry .* already registered",
    r"kmemleak: \d+ new suspected", r"unreferenced object 0x",
    r"Object 0x.*freed", r"=+\[ cut here \]", r"-+\[ cut here \]",
)
PATTERN = re.compile(r"^\[ *\d+\.\d+\](?:\[ *[TC]\d+\])? (?:"
                     + "|".join(STARTS) + ")")


def complaints(text):
    """Lines of a kernel log that report a fault of the kernel."""
    return [line for line in text.splitlines() if PATTERN.match(line)]

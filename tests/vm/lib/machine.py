# SPDX-License-Identifier: GPL-2.0-only
"""A Debian 12 as one installs it: systemd is process 1, packages are installed.

mmdebstrap makes it, once, from packages and with their scripts; the kernel, its
initramfs and the disk are its own. It boots several times from one disk.
"""

import os
import pwd
import shutil
from pathlib import Path
from types import SimpleNamespace

from cache import CACHE, REPO, call, digest, made, need, prune, temp_dir
from debs import HOST_SUITE, KEYRING, sources
from guest import Guest

VM = REPO / "tests" / "vm"
SIZE = "3G"	# sparse
ICOUNT = 3	# an instruction takes 8 ns: systemd's time limits are far
# Of the initramfs, which has these alone: it is unpacked by an emulated CPU
BOOT_MODULES = ("virtio_pci", "virtio_blk", "virtio_console", "nfit", "nd_pmem",
                "ext4", "crc32c_generic")
# What udev would load for hardware that is not used here, and what of systemd
# is of no use: an emulated CPU takes long for it
UNLOADED = ("kvm", "kvm_amd", "kvm_intel", "powernow_k8", "aesni_intel",
            "ghash_clmulni_intel", "crct10dif_pclmul", "crc32_pclmul",
            "crc32c_intel", "sha512_ssse3", "cryptd", "efi_pstore", "drm")
MASKED = ("apt-daily.timer", "apt-daily-upgrade.timer", "dpkg-db-backup.timer",
          "e2scrub_all.timer", "e2scrub_reap.service", "fstrim.timer",
          "getty@tty1.service", "serial-getty@ttyS0.service",
          "proc-sys-fs-binfmt_misc.automount", "systemd-binfmt.service",
          "systemd-pstore.service", "podman.service", "podman.socket",
          "podman-auto-update.timer", "podman-auto-update.service",
          "podman-restart.service", "dm-event.socket")
UNGENERATED = ("cryptsetup", "gpt-auto", "hibernate-resume", "integritysetup",
               "veritysetup")

DRIVER = """#!/bin/bash
# What init.c does elsewhere: the files, the command, its status
for port in ctl out; do
	until [ -c /dev/virtio-ports/$port ]; do sleep 0.1; done
done
exec 3<>/dev/virtio-ports/ctl
tar -x -p --numeric-owner --keep-directory-symlink -C / \\
	-f /dev/disk/by-id/virtio-added
echo ready >&3
cd /root
set -o pipefail
HOME=/root LANG=C.UTF-8 /mnt/command 2>&1 | tee /run/out >/dev/virtio-ports/out
echo "status $(($? << 8)) out=$(stat -c %s /run/out) err=0" >&3
head -c 1 <&3 >/dev/null
systemctl --no-block poweroff
"""

UNIT = """[Unit]
Description=Run the test
After=multi-user.target
[Service]
Type=oneshot
TimeoutStartSec=infinity
ExecStart=/usr/local/sbin/driver
[Install]
WantedBy=multi-user.target
"""


def packages():
    """The names in machine.list."""
    lines = (VM / "machine.list").read_text().splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def may_be_made():
    """Root may; others need a user namespace with more than one user in it."""
    me = {str(os.geteuid()), *(user.pw_name for user in pwd.getpwall()
                               if user.pw_uid == os.geteuid())}
    return os.geteuid() == 0 or all(
        Path(ids).is_file() and
        any(line.split(":")[0] in me
            for line in Path(ids).read_text().splitlines())
        for ids in ("/etc/subuid", "/etc/subgid"))


def get():
    """The folder with root.img, vmlinuz, initrd.img and root, the same tree."""
    need("mmdebstrap", "mke2fs", "tar", "fakeroot", "newuidmap")
    key = digest(Path(__file__).read_bytes(), " ".join(packages()))
    return made(CACHE / "images" / f"machine-{key}",
                "installing a Debian with systemd", _make)


def _make(work):
    root = work / "root"
    root.mkdir()
    with temp_dir("machine") as scratch:
        tar = Path(scratch) / "root.tar"
        files = Path(scratch) / "files"
        mirrors = Path(scratch) / "sources.list"
        mirrors.write_text(sources(HOST_SUITE))
        _files(files)
        # who makes the image need not be root, who unpacks this is another
        call(["tar", "-cf", f"{files}.tar", "--owner=root:0", "--group=root:0",
              "--mode=a+rX,go-w", "-C", str(files), "."])
        call(["mmdebstrap", "--variant=minbase", "--format=tar",
              "--aptopt=APT::Install-Recommends \"false\"",
              "--aptopt=Acquire::Retries \"3\"",
              "--dpkgopt=force-unsafe-io",
              *(f"--dpkgopt=path-exclude=/usr/share/{name}/*"
                for name in ("doc", "locale", "man")),
              f"--keyring={KEYRING}", f"--include={','.join(packages())}",
              # before the kernel's scripts make the initramfs
              f"--essential-hook=tar-in '{files}.tar' /",
              "--customize-hook=chroot \"$1\" systemctl enable driver",
              "--customize-hook=chroot \"$1\" systemctl disable nats-server",
              f"--customize-hook=chroot \"$1\" systemctl mask {' '.join(MASKED)}",
              HOST_SUITE, str(tar), str(mirrors)])
        # One fakeroot for both: it remembers whose the files are.
        script = Path(scratch) / "image"
        script.write_text(
            f"set -e\ntar -x -p -f '{tar}' -C '{root}' --exclude='./dev/*'\n"
            # not the first boot, of which systemd makes much
            f"echo {digest('machine')}{digest('id')} >'{root}/etc/machine-id'\n"
            f"mke2fs -q -t ext4 -m 0 -E root_owner=0:0 -d '{root}' "
            f"'{work / 'root.img'}' {SIZE}\n")
        call([*([] if os.geteuid() == 0 else ["fakeroot"]), "sh",
              str(script)])
    for name in ("vmlinuz", "initrd.img"):
        path, = (root / "boot").glob(f"{name}-*")
        shutil.copy(path, work / name)


def _files(top):
    """What it has besides the packages."""
    for name, text, mode in (
            ("etc/initramfs-tools/conf.d/list", "MODULES=list\n", 0o644),
            ("usr/share/initramfs-tools/modules.d/machine",
             "".join(f"{m}\n" for m in BOOT_MODULES), 0o644),
            ("etc/modprobe.d/machine.conf",
             "".join(f"blacklist {m}\n" for m in UNLOADED), 0o644),
            ("etc/hostname", "machine\n", 0o644),
            ("etc/hosts", "127.0.0.1 localhost machine\n", 0o644),
            ("etc/systemd/system/driver.service", UNIT, 0o644),
            ("usr/local/sbin/driver", DRIVER, 0o755)):
        (top / name).parent.mkdir(parents=True, exist_ok=True)
        (top / name).write_text(text)
        (top / name).chmod(mode)
    generators = top / "etc/systemd/system-generators"
    generators.mkdir()
    for name in UNGENERATED:
        (generators / f"systemd-{name}-generator").symlink_to("/dev/null")


def dkms_tarballs(base, trees):
    """A folder with what DKMS builds of these source trees, each under its
    version: cpuwarden-VERSION.dkms.tar.gz. Compiling takes an emulated CPU
    minutes; so DKMS of the machine does it on the host, in a chroot."""
    release, = (path.name for path in (base / "root/lib/modules").iterdir())
    keys = [item for version, tree in trees.items() for item in
            (version, *(part for path in sorted(tree.rglob("*"))
                        if path.is_file()
                        for part in (path.relative_to(tree),
                                     path.read_bytes())))]

    def build(work):
        script = [
            "set -e", f"mount --bind '{base}/root' '{base}/root'",
            f"cd '{base}/root'", "mkdir -p var/lib/dkms",
            "mount -t tmpfs none var/lib/dkms", "mount -t tmpfs none tmp",
            "mount --rbind /dev dev", "mount -t proc proc proc"]
        first = None
        for version, tree in trees.items():
            which = f"-m cpuwarden -v {version} -k {release}"
            dkms = "chroot . env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin dkms"
            built = f"var/lib/dkms/cpuwarden/{version}"
            script += [f"cp -r '{tree}' tmp/cpuwarden-{version}",
                       f"{dkms} add {which} --sourcetree /tmp",
                       # The sources are the same: compiled once
                       f"cp -r {first}/{release} {built}" if first else
                       f"{dkms} build {which} --sourcetree /tmp",
                       f"{dkms} mktarball {which} --sourcetree /tmp",
                       f"cp {built}/tarball/*.tar.gz "
                       f"'{work}/cpuwarden-{version}.dkms.tar.gz'"]
            first = first or built
        call(["unshare", *([] if os.geteuid() == 0 else ["-r"]), "-mpf", "sh",
              "-c", "\n".join(script)])

    prune(CACHE / "dkms", keep=5)
    return made(CACHE / "dkms" / digest(Path(__file__).read_bytes(), base.name,
                                        *keys),
                "building the module by DKMS", build)


class Machine(Guest):
    """A guest that boots from a disk of its own, and keeps what it writes.

    The disk is persistent memory: it is read without waiting. While a guest waits
    for a disk its clock, made of instructions, would run from timer to timer, and
    time limits would be over before a busy host has read.
    """

    def __init__(self, base, root, append=""):
        super().__init__(SimpleNamespace(image=base / "vmlinuz",
                                         initrd=base / "initrd.img"),
                         "x86_64", 1, "2048,slots=1,maxmem=8G", False, ICOUNT,
                         append)
        self.root = root

    def _start(self):
        return "root=/dev/pmem0 rw quiet"

    def _machine(self):
        args = super()._machine()
        args[args.index("q35")] = "q35,nvdimm=on"
        return args + ["-object", "memory-backend-file,id=root,share=on,"
                       f"mem-path={self.root},size={SIZE}",
                       "-device", "nvdimm,memdev=root"]

    def _initrd(self, argv, config):
        return open(self.kernel.initrd, "rb")

# SPDX-License-Identifier: GPL-2.0-only
#
# Targets for people; the module itself is described in Kbuild.
#
#   make              the module for KDIR and the tool
#   make demo         the main job in a throw-away VM: find a miner, stop it
#   make check        every test but lint and emulated arm64
#   make help         all targets

KDIR	?= /lib/modules/$(shell uname -r)/build
DESTDIR	?=
PREFIX	?= /usr/local
SUDO	?= $(if $(filter 0,$(shell id -u)),,sudo)

VERSION := $(shell sed -n 's/^\#define CPUWARDEN_VERSION\t"\(.*\)"/\1/p' \
		include/cpuwarden/version.h)

# the kernel source that debug kernels and lint use
LINUX_SOURCE := $(shell sed -n 's/^source = "\(.*\)"/\1/p' tests/vm/kernels.toml)

# What building and testing needs, by Debian package name.
DEPS := build-essential pkg-config libmnl-dev libjansson-dev zlib1g-dev libsmartcols-dev libncurses-dev \
	libconfig-dev libsqlite3-dev libsystemd-dev libcurl4-gnutls-dev libnats-dev sqlite3 \
	python3 python3-yaml python3-jsonschema python3-numpy \
	qemu-system-x86 e2fsprogs cpio xz-utils zstd rsync kmod \
	bc flex bison libelf-dev libssl-dev dwarves \
	clang libclang-rt-14-dev sparse valgrind shellcheck \
	patchelf libzydis-dev libcapstone-dev librandomx-dev libc6-i386 binutils binutils-dev \
	binutils-aarch64-linux-gnu \
	$(LINUX_SOURCE) debian-archive-keyring \
	git openssl util-linux iproute2 procps man-db zsh fish tmux \
	debhelper dh-dkms lintian fakeroot mmdebstrap uidmap

# What only check-arm64 needs.
DEPS_ARM64 := qemu-system-arm gcc-aarch64-linux-gnu libc6-dev-arm64-cross

.PHONY: all module tool deps demo check check-quick check-arm64 check-all lint bench eval fuzz prove-isa \
	install dkms-install clean help

all: module tool

help:
	@sed -n 's/^#   //p' Makefile
	@echo 'make module, make tool   one of the two alone'
	@echo 'make deps                install what the other targets need (apt-get)'
	@echo 'make check-quick         the pure parts, the tool and one boot: some minutes'
	@echo 'make check-arm64         the same on emulated arm64, with a PMU that counts'
	@echo 'make check-all           all of it, on every kernel, with a table: hours'
	@echo 'make lint                checkpatch, sparse, shellcheck, generated files'
	@echo 'make bench               speed against other decoders, with ratios'
	@echo 'make eval                detection quality over the recorded traces'
	@echo 'make fuzz                decoders and what the tool reads, ten minutes of fuzzing each'
	@echo 'make prove-isa           100 million strings against other decoders'
	@echo 'make install             module, tool, man page, completion; DESTDIR, PREFIX'
	@echo 'make dkms-install        the module by DKMS, rebuilt for each new kernel'
	@echo 'make uninstall           remove what the two installed'
	@echo 'make deb                 packages for Debian, in build/deb'
	@echo 'make clean               remove what was built here'

module:
	@test -e "$(KDIR)/Makefile" || { \
		echo "cpuwarden: no kernel headers at $(KDIR): install those of the kernel that shall load the module (Debian: apt install linux-headers-$$(uname -r)), or name others with KDIR=, or see it work in a VM with 'make demo'." >&2; \
		exit 1; }
	$(MAKE) -C "$(KDIR)" M="$(CURDIR)" modules

tool:
	$(MAKE) -C tools/cpuwarden

# Only asks for the rights, and the network, when something is missing.
deps:
	@missing=; for p in $(DEPS) $(MORE_DEPS); do \
		dpkg-query -W -f '$${Status}\n' $$p 2>/dev/null | \
			grep -q 'ok installed' || missing="$$missing $$p"; \
	done; \
	[ -z "$$missing" ] && exit 0; \
	echo "installing:$$missing"; \
	$(SUDO) apt-get update -q && \
	DEBIAN_FRONTEND=noninteractive $(SUDO) apt-get install -y -q \
		--no-install-recommends $$missing

demo: deps
	tests/demo/run

check: deps
	tests/run

check-quick: deps
	tests/run --quick

check-arm64: MORE_DEPS = $(DEPS_ARM64)
check-arm64: deps
	tests/run $$(tests/run --list | grep -e -arm64)

check-all: MORE_DEPS = $(DEPS_ARM64)
check-all: deps
	tests/run --all

lint: deps
	tests/lint

bench: deps
	$(MAKE) -C tests/bench

eval: deps
	$(MAKE) -C tools/lab eval

fuzz: deps
	$(MAKE) -C tests/fuzz fuzz

prove-isa: MORE_DEPS = nodejs openjdk-17-jre-headless llvm-14-dev
prove-isa: deps
	$(MAKE) -C tests/isa prove

install: all
	$(MAKE) -C "$(KDIR)" M="$(CURDIR)" \
		$(if $(DESTDIR),INSTALL_MOD_PATH="$(DESTDIR)") modules_install
	$(MAKE) -C tools/cpuwarden DESTDIR="$(DESTDIR)" PREFIX="$(PREFIX)" install

DKMS_DIR = $(DESTDIR)/usr/src/cpuwarden-$(VERSION)
DKMS_KERNEL ?= $(shell uname -r)
# All of lib, though the module is made of a part: Kbuild alone says of which.
DKMS_FILES = Kbuild dkms.conf LICENSE \
	$(shell find module lib include -name '*.[ch]')

dkms-install:
	@command -v dkms >/dev/null || { \
		echo "cpuwarden: dkms is not installed: apt install dkms" >&2; exit 1; }
	# Of a version that it has, dkms would keep the older build.
	[ -z "$$(dkms status -m cpuwarden -v $(VERSION))" ] || \
		dkms remove -m cpuwarden -v $(VERSION) --all
	rm -rf "$(DKMS_DIR)"
	for f in $(DKMS_FILES); do \
		install -D -m 644 $$f "$(DKMS_DIR)/$$f" || exit 1; done
	sed -i 's/@VERSION@/$(VERSION)/' "$(DKMS_DIR)/dkms.conf"
	dkms install cpuwarden/$(VERSION) -k $(DKMS_KERNEL)

uninstall:
	[ -z "$$(dkms status -m cpuwarden -v $(VERSION) 2>/dev/null)" ] || \
		dkms remove -m cpuwarden -v $(VERSION) --all
	rm -rf "$(DKMS_DIR)"
	rm -f "$(DESTDIR)"/lib/modules/*/updates/cpuwarden.ko*
	$(MAKE) -C tools/cpuwarden DESTDIR="$(DESTDIR)" PREFIX="$(PREFIX)" \
		uninstall
	[ -n "$(DESTDIR)" ] || depmod

# Who builds packages for others says who he is.
DEBFULLNAME ?= local build
DEBEMAIL ?= builder@localhost.localdomain
MAINTAINER = $(DEBFULLNAME) <$(DEBEMAIL)>

# Where the packages are built, and what looks at them.
DEB ?= build/deb
LINTIAN ?= lintian --fail-on error --suppress-tags \
	bogus-mail-host,bogus-mail-host-in-debian-changelog

# Of what git knows, as it is now.
deb: deps
	rm -rf $(DEB)
	mkdir -p $(DEB)/cpuwarden-$(VERSION)
	git ls-files -z | tar -c --null -T - --exclude=tests | \
		tar -x -C $(DEB)/cpuwarden-$(VERSION)
	cp -r packaging/debian $(DEB)/cpuwarden-$(VERSION)/debian
	mkdir $(DEB)/cpuwarden-$(VERSION)/debian/source
	echo '3.0 (native)' >$(DEB)/cpuwarden-$(VERSION)/debian/source/format
	sed -i 's/@MAINTAINER@/$(MAINTAINER)/' \
		$(DEB)/cpuwarden-$(VERSION)/debian/control
	printf 'cpuwarden (%s) unstable; urgency=medium\n\n  * See git log.\n\n -- $(MAINTAINER)  %s\n' \
		$(VERSION) "$$(git log -1 --format=%aD)" \
		>$(DEB)/cpuwarden-$(VERSION)/debian/changelog
	cd $(DEB)/cpuwarden-$(VERSION) && \
		env -u MAKEFLAGS -u MAKEOVERRIDES dpkg-buildpackage -b -us -uc
	$(LINTIAN) $(DEB)/*.changes

clean:
	[ ! -e "$(KDIR)/Makefile" ] || $(MAKE) -C "$(KDIR)" M="$(CURDIR)" clean
	for d in tools/cpuwarden tests/workloads tests/tools tests/isa \
		tests/fuzz tests/bench tools/lab; do \
		$(MAKE) -s -C $$d clean || exit 1; done
	rm -rf build

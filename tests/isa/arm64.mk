# SPDX-License-Identifier: GPL-2.0-only
#
# The arm64 decoder. Included by Makefile.
#
# make check-arm64    against objdump and Capstone, about 8 million words each
# make prove-arm64    with LLVM too, 100 million random words, more programs
# make range-arm64    all 2^32 words under sanitizers; part of the proof
# make bench-arm64    nanoseconds an instruction, against Capstone
# make lint-arm64     the generated table is what the maps make
# make regen-arm64    make it anew

ARM64_ISA	:= ../../lib/isa
ARM64_BUILD	:= build/arm64
ARM64_CFLAGS	:= -std=gnu11 -O2 -Wall -Wextra -Wstrict-prototypes \
		   -D_GNU_SOURCE $(LIB_CPPFLAGS)
ARM64_MAPS	:= $(addprefix $(ARM64_ISA)/arm64-,base.map simd.map sve.map)
ARM64_SRCS	:= $(addprefix $(ARM64_ISA)/,isa.c arm64.c x86.c)
ARM64_DEPS	:= $(ARM64_SRCS) $(wildcard $(ARM64_ISA)/*.h arm64-*.h \
		     ../../include/cpuwarden/*.h)
ARM64_PEERS	:= arm64-test.c arm64-compare.c arm64-elf.c
ARM64_GEN	:= $(ARM64_ISA)/arm64-gen.py $(ARM64_MAPS)
ARM64_SEED	?= 1

$(ARM64_BUILD)/peers: $(ARM64_PEERS) $(ARM64_DEPS)
	@mkdir -p $(@D)
	$(CC) $(ARM64_CFLAGS) -o $@ $(filter %.c,$^) -lcapstone

# the third peer is large: llvm-14-dev, for the proof only
$(ARM64_BUILD)/peers-llvm: $(ARM64_PEERS) arm64-llvm.c $(ARM64_DEPS)
	@mkdir -p $(@D)
	$(CC) $(ARM64_CFLAGS) -DWITH_LLVM -isystem `llvm-config-14 --includedir` \
		-o $@ $(filter %.c,$^) -lcapstone \
		`llvm-config-14 --ldflags --libs`

$(ARM64_BUILD)/all: arm64-range-test.c $(ARM64_DEPS)
	@mkdir -p $(@D)
	$(CC) $(ARM64_CFLAGS) -fsanitize=address,undefined \
		-fno-sanitize-recover=all -o $@ $(filter %.c,$^)

$(ARM64_BUILD)/bench: arm64-bench.c arm64-elf.c $(ARM64_DEPS)
	@mkdir -p $(@D)
	$(CC) $(ARM64_CFLAGS) -o $@ $(filter %.c,$^) -lcapstone

check-arm64: lint-arm64 $(ARM64_BUILD)/peers
	@files=$$(./arm64-fetch) && $(ARM64_BUILD)/peers -s $(ARM64_SEED) \
		-n 500000 -f 1 -r d5030000,d503ffff $$files

prove-arm64: lint-arm64 $(ARM64_BUILD)/peers-llvm range-arm64
	@files=$$(./arm64-fetch --all) && $(ARM64_BUILD)/peers-llvm -u \
		-s $(ARM64_SEED) -n 100000000 -f 8 -r d5000000,d7ffffff $$files

# every word there is
range-arm64: $(ARM64_BUILD)/all
	@$<

bench-arm64: $(ARM64_BUILD)/bench
	@files=$$(./arm64-fetch) && $< $$files

lint-arm64:
	@mkdir -p $(ARM64_BUILD)
	@python3 $(ARM64_GEN) >$(ARM64_BUILD)-table.h && \
		cmp $(ARM64_BUILD)-table.h $(ARM64_ISA)/arm64-table.h || { \
		echo "arm64-table.h is not what the maps make: 'make -C" \
		"tests/isa regen-arm64'" >&2; exit 1; }

regen-arm64:
	@mkdir -p $(ARM64_BUILD)
	python3 $(ARM64_GEN) >$(ARM64_BUILD)-table.h
	mv $(ARM64_BUILD)-table.h $(ARM64_ISA)/arm64-table.h

.PHONY: check-arm64 prove-arm64 range-arm64 bench-arm64 lint-arm64 regen-arm64

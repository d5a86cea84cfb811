# SPDX-License-Identifier: GPL-2.0-only
#
# How user space builds the shared components; the module's Kbuild lists those
# that it is made of itself. A makefile that wants some says
#
#	LIB_O := where the objects go
#	LIB_CFLAGS := its flags for them
#	include ../../lib/lib.mk
#
# and links $(call lib_objs,isa detect); its own files take $(LIB_CPPFLAGS) and
# include a component's header as "detect/detect.h".

lib := $(patsubst %/,%,$(dir $(lastword $(MAKEFILE_LIST))))

lib_include := $(patsubst %lib,%include,$(lib))

LIB_CPPFLAGS := -I$(lib) -I$(lib_include) -I$(lib_include)/uapi

lib_objs = $(foreach c,$(1),$(patsubst $(lib)/%.c,$(LIB_O)/%.o, \
	$(sort $(wildcard $(lib)/$(c)/*.c))))

# Two warnings are off: tables by designators leave out zeros, and override.
$(LIB_O)/%.o: $(lib)/%.c
	@mkdir -p $(@D)
	$(call quiet,CC)$(CC) -std=gnu11 -Wall -Wextra -Wno-missing-field-initializers \
		-Wno-override-init $(LIB_CPPFLAGS) $(LIB_CFLAGS) -MMD -MP \
		-c -o $@ $<

# The goal of a plain make stays that of the including makefile.
lib_goal := $(.DEFAULT_GOAL)
-include $(wildcard $(LIB_O)/*/*.d)
.DEFAULT_GOAL := $(lib_goal)

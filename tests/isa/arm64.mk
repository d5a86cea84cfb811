# SPDX-License-Identifier: GPL-2.0-only
#
# The arm64 decoder against objdump and Capstone. Included by Makefile.

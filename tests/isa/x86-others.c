// SPDX-License-Identifier: GPL-2.0-only
/*
 * Capstone, and objdump's library: length and validity; of Capstone also which
 * general registers change.
 */
#define PACKAGE "cpuwarden"	/* bfd.h wants to see a config.h */
#include <capstone/capstone.h>
#include <dis-asm.h>
#include <err.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "isa/address.h"
#include "x86-peer.h"

static csh capstone[2];
static cs_insn *capstone_insn;
static bool capstone_long;

static void capstone_decode(bool long_mode, const u8 *bytes,
			    struct peer_insn *out)
{
	uint64_t address = 0;
	size_t size = 15;

	capstone_long = long_mode;
	out->len = 0;
	snprintf(out->name, sizeof(out->name), "error");
	if (!cs_disasm_iter(capstone[long_mode], &bytes, &size, &address,
			    capstone_insn))
		return;
	out->len = capstone_insn->size;
	snprintf(out->name, sizeof(out->name), "%.31s",
		 capstone_insn->mnemonic);
}

/* The number of a general register, of whatever part of one; else none. */
static unsigned int general_number(unsigned int reg)
{
	static const char *const names[16] = {
		"al ah ax eax rax", "cl ch cx ecx rcx", "dl dh dx edx rdx",
		"bl bh bx ebx rbx", "spl sp esp rsp", "bpl bp ebp rbp",
		"sil si esi rsi", "dil di edi rdi", "r8b r8w r8d r8",
		"r9b r9w r9d r9", "r10b r10w r10d r10", "r11b r11w r11d r11",
		"r12b r12w r12d r12", "r13b r13w r13d r13",
		"r14b r14w r14d r14", "r15b r15w r15d r15",
	};
	const char *name = cs_reg_name(capstone[1], reg), *at;
	size_t n = name ? strlen(name) : 0;
	unsigned int i;

	for (i = 0; n && i < 16; i++)
		for (at = names[i]; (at = strstr(at, name)); at++)
			if ((at == names[i] || at[-1] == ' ') &&
			    (at[n] == ' ' || !at[n]))
				return i;
	return CW_REG_NONE;
}

/*
 * All that it knows to be written must be named; and of instructions on vectors
 * nothing else, whose registers have the numbers of general ones.
 */
static const char *capstone_compare(const struct cw_insn *ours)
{
	cs_regs reads, writes;
	u8 nr_reads, nr_writes, i;
	u32 theirs = 0, mine;

	if (cs_regs_access(capstone[capstone_long], capstone_insn, reads,
			   &nr_reads, writes, &nr_writes))
		return NULL;
	for (i = 0; i < nr_writes; i++)
		theirs |= cw_reg_bit(general_number(writes[i]));
	mine = cw_changes(capstone_long ? CW_ISA_X86_64 : CW_ISA_X86_32, ours,
			  capstone_insn->bytes);
	if (theirs & ~mine)
		return "changes too few";
	if (ours->flags & CW_INSN_VECTOR && mine & ~theirs)
		return "changes too many";
	return NULL;
}

void capstone_init(struct peer *p)
{
	if (cs_open(CS_ARCH_X86, CS_MODE_32, &capstone[0]) ||
	    cs_open(CS_ARCH_X86, CS_MODE_64, &capstone[1]))
		errx(2, "Capstone does not open");
	cs_option(capstone[0], CS_OPT_DETAIL, CS_OPT_ON);
	cs_option(capstone[1], CS_OPT_DETAIL, CS_OPT_ON);
	capstone_insn = cs_malloc(capstone[1]);
	p->name = "capstone";
	p->decode = capstone_decode;
	p->compare = capstone_compare;
}

static struct disassemble_info objdump[2];
static disassembler_ftype objdump_print[2];
static char objdump_text[256];
static size_t objdump_used;

static void objdump_append(const char *format, va_list args)
{
	size_t room = sizeof(objdump_text) - objdump_used;
	int n = vsnprintf(objdump_text + objdump_used, room, format, args);

	if (n > 0)
		objdump_used += (size_t)n < room ? (size_t)n : room - 1;
}

static int objdump_plain(void *stream, const char *format, ...)
{
	va_list args;

	(void)stream;
	va_start(args, format);
	objdump_append(format, args);
	va_end(args);
	return 0;
}

static int objdump_styled(void *stream, enum disassembler_style style,
			  const char *format, ...)
{
	va_list args;

	(void)stream;
	(void)style;
	va_start(args, format);
	objdump_append(format, args);
	va_end(args);
	return 0;
}

static void objdump_address(bfd_vma address, struct disassemble_info *info)
{
	(void)address;
	(void)info;
}

/* objdump prints a prefix that it has no use for as an instruction. */
static bool is_prefix(const char *word, size_t n)
{
	static const char *const prefixes[] = {
		"repz", "repnz", "rep", "lock", "data16", "addr16", "addr32",
		"cs", "ds", "es", "fs", "gs", "ss", "bnd", "notrack",
		"xacquire", "xrelease",
	};
	size_t i;

	if (n >= 3 && !strncmp(word, "rex", 3))
		return true;
	for (i = 0; i < sizeof(prefixes) / sizeof(*prefixes); i++)
		if (strlen(prefixes[i]) == n && !strncmp(word, prefixes[i], n))
			return true;
	return false;
}

static void objdump_decode(bool long_mode, const u8 *bytes,
			   struct peer_insn *out)
{
	struct disassemble_info *info = &objdump[long_mode];
	const char *word;
	int len = 0, total = 0;
	size_t n;

	info->buffer = (bfd_byte *)bytes;
	do {
		objdump_used = 0;
		objdump_text[0] = 0;
		len = objdump_print[long_mode](total, info);
		if (len <= 0)
			break;
		total += len;
		word = objdump_text;
		for (;;) {
			word += strspn(word, " ");
			n = strcspn(word, " ");
			if (!n || !is_prefix(word, n))
				break;
			word += n;
		}
	} while (!n && total < 15);
	out->len = len > 0 && n && !strstr(objdump_text, "(bad)") &&
		   !strstr(objdump_text, "{bad") &&
		   !strstr(objdump_text, ".byte") ? total : 0;
	snprintf(out->name, sizeof(out->name), "%.*s", (int)(n < 31 ? n : 31),
		 n ? word : "prefix");
}

void objdump_init(struct peer *p)
{
	static const unsigned long machines[] = {
		bfd_mach_i386_i386, bfd_mach_x86_64 };
	unsigned int i;

	for (i = 0; i < 2; i++) {
		struct disassemble_info *info = &objdump[i];

		init_disassemble_info(info, NULL, objdump_plain,
				      objdump_styled);
		info->arch = bfd_arch_i386;
		info->mach = machines[i];
		info->buffer_length = 15;
		info->print_address_func = objdump_address;
		info->disassembler_options = "intel64";
		disassemble_init_for_target(info);
		objdump_print[i] = disassembler(bfd_arch_i386, false,
						machines[i], NULL);
		if (!objdump_print[i])
			errx(2, "libopcodes knows no i386");
	}
	p->name = "objdump";
	p->decode = objdump_decode;
	p->compare = NULL;
}

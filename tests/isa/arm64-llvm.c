// SPDX-License-Identifier: GPL-2.0-only
#include "arm64-llvm.h"

#include <err.h>
#include <llvm-c/Disassembler.h>
#include <llvm-c/Target.h>

/* all that LLVM 14 knows beyond Armv9.3-A's own */
static const char *const extensions[] = {
	"v9.3a", "aes", "altnzcv", "bf16", "brbe", "bti", "ccdp", "complxnum",
	"crc", "dit", "dotprod", "f32mm", "f64mm", "flagm", "fp16fml",
	"fptoint", "fullfp16", "hbc", "i8mm", "jsconv", "lor", "ls64", "lse",
	"mops", "mte", "pan", "pan-rwv", "pauth", "predres", "rand",
	"rcpc-immo", "rdm", "sb", "sha2", "sha3", "sm4", "sme", "sme-f64",
	"sme-i64", "ssbs", "sve2", "sve2-aes", "sve2-bitperm", "sve2-sha3",
	"sve2-sm4", "tme", "wfxt", "xs",
};

static LLVMDisasmContextRef llvm;

static void start(void)
{
	char features[1024] = "";

	for (unsigned int i = 0; i < sizeof(extensions) / sizeof(*extensions);
	     i++) {
		strcat(features, i ? ",+" : "+");
		strcat(features, extensions[i]);
	}
	LLVMInitializeAArch64TargetInfo();
	LLVMInitializeAArch64TargetMC();
	LLVMInitializeAArch64Disassembler();
	llvm = LLVMCreateDisasmCPUFeatures("aarch64", "", features, NULL, 0,
					   NULL, NULL);
	if (!llvm)
		errx(2, "LLVM has no disassembler for aarch64");
}

bool arm64_llvm(u32 word, char text[256])
{
	u8 bytes[4] = { word, word >> 8, word >> 16, word >> 24 };
	size_t length;

	if (!llvm)
		start();
	text[0] = 0;
	length = LLVMDisasmInstruction(llvm, bytes, sizeof(bytes), 0, text,
				       256);
	/* it begins with a tab */
	if (text[0] == '\t')
		memmove(text, text + 1, strlen(text));
	return length == sizeof(bytes);
}

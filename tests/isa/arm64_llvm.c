// SPDX-License-Identifier: GPL-2.0-only
#include "arm64_llvm.h"

#include <err.h>
#include <llvm-c/Disassembler.h>
#include <llvm-c/Target.h>

static const char features[] =
	"+v9.3a,+aes,+altnzcv,+bf16,+brbe,+bti,+ccdp,+complxnum,+crc,+dit,"
	"+dotprod,+f32mm,+f64mm,+flagm,+fp16fml,+fptoint,+fullfp16,+hbc,"
	"+i8mm,+jsconv,+lor,+ls64,+lse,+mops,+mte,+pan,+pan-rwv,+pauth,"
	"+predres,+rand,+rcpc-immo,+rdm,+sb,+sha2,+sha3,+sm4,+sme,+sme-f64,"
	"+sme-i64,+ssbs,+sve2,+sve2-aes,+sve2-bitperm,+sve2-sha3,+sve2-sm4,"
	"+tme,+wfxt,+xs";

bool arm64_llvm(u32 word, char text[256])
{
	u8 bytes[4] = { word, word >> 8, word >> 16, word >> 24 };
	static LLVMDisasmContextRef llvm;
	char line[256] = "";
	size_t length;

	if (!llvm) {
		LLVMInitializeAArch64TargetInfo();
		LLVMInitializeAArch64TargetMC();
		LLVMInitializeAArch64Disassembler();
		llvm = LLVMCreateDisasmCPUFeatures("aarch64", "", features,
						   NULL, 0, NULL, NULL);
		if (!llvm)
			errx(2, "LLVM has no disassembler for aarch64");
	}
	length = LLVMDisasmInstruction(llvm, bytes, sizeof(bytes), 0, line,
				       sizeof(line));
	/* it begins with a tab */
	strcpy(text, line + (line[0] == '\t'));
	return length == sizeof(bytes);
}

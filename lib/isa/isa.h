/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * isa: instruction bytes to length and class. PURE: no allocation, no state,
 * no floating point; the same files build in the module, the tool, KUnit, the
 * fuzzers and the benchmarks.
 */
#ifndef _CPUWARDEN_ISA_H
#define _CPUWARDEN_ISA_H

#include <cpuwarden/arch.h>
#include <cpuwarden/types.h>

/*
 * enum cw_op - what kind of work one instruction does
 *
 * One value per instruction, common to all instruction sets. Fine enough that
 * detect needs no mnemonics, coarse enough that an unknown extension finds a
 * place. The values are internal: names (cw_op_name()) are what leaves.
 */
enum cw_op {
	CW_OP_OTHER,		/* valid, and none of the kinds below */

	/* integer, general-purpose registers */
	CW_OP_MOV,		/* mov, movzx, movsx, xchg, ldr/str, ldp/stp */
	CW_OP_LEA,		/* lea, adr, adrp */
	CW_OP_ADD,		/* add, adc, inc, xadd, adcx, adox */
	CW_OP_SUB,		/* sub, sbb, dec, neg */
	CW_OP_CMP,
	CW_OP_AND,		/* and; with an immediate: imm is the mask */
	CW_OP_ANDN,		/* andn, bic */
	CW_OP_OR,
	CW_OP_XOR,
	CW_OP_NOT,
	CW_OP_TEST,		/* test, tst; with an immediate: imm is the mask */
	CW_OP_SHL,
	CW_OP_SHR,
	CW_OP_SAR,
	CW_OP_SHLD,		/* shld: amount as encoded */
	CW_OP_SHRD,		/* shrd, extr of two registers */
	CW_OP_ROL,
	CW_OP_ROR,		/* ror, rorx, extr of one register */
	CW_OP_RCL,		/* rcl, rcr */
	CW_OP_IMUL,		/* product as wide as its factors: imul r,rm; mul */
	CW_OP_MUL,		/* product twice as wide: mul rm, mulx, umulh */
	CW_OP_DIV,		/* div, idiv, udiv, sdiv */
	CW_OP_BIT,		/* bit tests, counts, scans, fields: bt, popcnt, pdep, ubfx */
	CW_OP_BSWAP,		/* bswap, movbe, rev, rbit */
	CW_OP_SELECT,		/* cmov, setcc, csel */
	CW_OP_STACK,		/* push, pop, enter, leave */
	CW_OP_STRING,		/* movs, stos, lods, cmps, scas */
	CW_OP_ATOMIC,		/* cmpxchg and anything with a lock prefix; ldxr, cas */
	CW_OP_CRC,		/* crc32 */

	/* control flow */
	CW_OP_JMP,
	CW_OP_JMP_IND,
	CW_OP_JCC,		/* jcc, jrcxz, loop, cbz, tbz */
	CW_OP_CALL,
	CW_OP_CALL_IND,
	CW_OP_RET,
	CW_OP_SYSCALL,		/* syscall, sysenter, int, svc */
	CW_OP_NOP,		/* nop, endbr, hint */
	CW_OP_PAUSE,		/* pause, tpause, yield */
	CW_OP_FENCE,
	CW_OP_SYSTEM,		/* privileged, cpuid, rdtsc, traps */

	/* cache */
	CW_OP_PREFETCH,
	CW_OP_PREFETCH_NT,	/* prefetchnta, prfm *strm */
	CW_OP_CACHE,		/* clflush, dc */

	/* floating point */
	CW_OP_X87,		/* any x87 instruction but control */
	CW_OP_X87_CONTROL,
	CW_OP_FPCTRL_READ,	/* stmxcsr, mrs fpcr */
	CW_OP_FPCTRL_WRITE,	/* ldmxcsr, msr fpcr */
	CW_OP_FP_MOV,
	CW_OP_FP_ADD,		/* add, sub, horizontal too */
	CW_OP_FP_MUL,
	CW_OP_FP_DIV,		/* div, and rcp approximations */
	CW_OP_FP_SQRT,		/* sqrt, and rsqrt approximations */
	CW_OP_FP_FMA,
	CW_OP_FP_CMP,		/* cmp, comis, min, max */
	CW_OP_FP_LOGIC,		/* andps, andnpd, orps, xorpd … */
	CW_OP_FP_ROUND,
	CW_OP_FP_CVT,		/* conversions but the next one */
	CW_OP_FP_CVT_I32_F64,	/* cvtdq2pd: how RandomX loads its registers */
	CW_OP_FP_SHUFFLE,	/* shufps, unpcklpd, permilps, movddup … */

	/* vector integer; elem is the element width */
	CW_OP_VMOV,		/* movdqa, movd, movq, broadcasts, masked moves */
	CW_OP_VADD,		/* add and sub */
	CW_OP_VMUL,
	CW_OP_VMUL_WIDE,	/* pmuludq, pmuldq: 32x32 to 64 */
	CW_OP_VMUL_ROUND,	/* pmulhrsw */
	CW_OP_VAND,
	CW_OP_VANDN,
	CW_OP_VOR,
	CW_OP_VXOR,
	CW_OP_VXOR3,		/* eor3 */
	CW_OP_VTERNARY,		/* vpternlog, vpcmov, bsl; imm is the truth table */
	CW_OP_VSHL,
	CW_OP_VSHR,
	CW_OP_VSAR,
	CW_OP_VSHIFT_BYTES,	/* pslldq, psrldq, palignr, ext */
	CW_OP_VSHLD,		/* vpshld, vpshrd */
	CW_OP_VROL,		/* vprol, vprot */
	CW_OP_VROR,		/* vpror */
	CW_OP_VXAR,		/* xar: xor and rotate right by amount */
	CW_OP_VRAX1,		/* rax1: rotate left by 1 and xor */
	CW_OP_VBCAX,		/* bcax: bit clear and xor, Keccak's chi */
	CW_OP_VSHUFFLE_BYTES,	/* pshufb, tbl, vpperm */
	CW_OP_VSHUFFLE,		/* pshufd, permutes, blends, packs, inserts, extracts */
	CW_OP_VCMP,		/* compares, min, max, movmsk, ptest */
	CW_OP_VMISC,		/* abs, avg, sad, sign, popcnt, conflict, dot products */
	CW_OP_VGATHER,
	CW_OP_VSCATTER,
	CW_OP_VMASK,		/* AVX-512 mask registers, SVE predicates */

	/* cryptography */
	CW_OP_AESENC,		/* one full round: aesenc; width tells the lanes */
	CW_OP_AESENC_LAST,
	CW_OP_AESDEC,
	CW_OP_AESDEC_LAST,
	CW_OP_AES_KEY,		/* aeskeygenassist, key locker */
	CW_OP_AESE,		/* arm64: half a round */
	CW_OP_AESMC,
	CW_OP_AESD,
	CW_OP_AESIMC,		/* of x86 too */
	CW_OP_CLMUL,
	CW_OP_GF,		/* gf2p8* */
	CW_OP_SHA1,
	CW_OP_SHA256,
	CW_OP_SHA512,
	CW_OP_SM3,
	CW_OP_SM4,

	/* matrix tiles (AMX, SME) */
	CW_OP_TILE,

	CW_OP_COUNT,
};

#define CW_AMOUNT_NONE	0xff	/* not a shift or rotation */
#define CW_AMOUNT_VAR	0xfe	/* amount in a register or memory */

#define CW_REG_NONE	0xff

/* Its bit in a bitmap of registers: none for CW_REG_NONE, above the 32. */
static inline u32 cw_reg_bit(unsigned int reg)
{
	return 1ull << (reg & 63);
}

#define CW_INSN_MAX_LEN	15

/* Who says how an instruction rounds: EVEX may do so itself (SDM 2.7.4). */
enum cw_rounding {
	CW_ROUNDS_AS_SET,	/* the control word does, or it rounds nothing */
	CW_ROUNDS_NEAREST,
	CW_ROUNDS_DOWN,
	CW_ROUNDS_UP,
	CW_ROUNDS_TO_ZERO,
};

enum cw_insn_flags {
	CW_INSN_MEM_READ	= 1 << 0,
	CW_INSN_MEM_WRITE	= 1 << 1,
	CW_INSN_IMM		= 1 << 2,	/* imm is valid */
	CW_INSN_VECTOR		= 1 << 3,	/* works on vector registers */
	CW_INSN_SCALAR_FP	= 1 << 4,	/* FP op on one element only */
	CW_INSN_LOCK		= 1 << 5,
	CW_INSN_SIGNED		= 1 << 6,	/* imul and idiv against mul and div */
	CW_INSN_VEX	= 1 << 7,	/* encoded VEX, EVEX or XOP */
};

/**
 * struct cw_insn - one decoded instruction
 * @len:    bytes, 1 … 15
 * @op:     enum cw_op
 * @flags:  enum cw_insn_flags
 * @width:  bytes one operand is wide: 1, 2, 4, 8, 16, 32, 64; 0 where there
 *          is no operand. Scalar FP: the element.
 * @elem:   vector element width in bytes; 0 for bitwise and scalar work
 * @amount: shift or rotation amount in bits, reduced by the hardware's mask;
 *          CW_AMOUNT_VAR or CW_AMOUNT_NONE
 * @reg:    number of the register in ModRM.reg or Rd; CW_REG_NONE if none
 * @rm:     number of the register in ModRM.rm or Rn; CW_REG_NONE if memory
 * @vvvv:   number of the register in VEX.vvvv or Rm; CW_REG_NONE if none
 * @rounding: enum cw_rounding
 * @imm:    the immediate, sign-extended as the processor does and cut to
 *          @width; for arm64 logical immediates the expanded mask, for its bit
 *          fields the ones of the field, whose place is @amount
 */
struct cw_insn {
	u8 len;
	u8 op;
	u8 flags;
	u8 width;
	u8 elem;
	u8 amount;
	u8 reg;
	u8 rm;
	u8 vvvv;
	u8 rounding;
	u64 imm;
};

enum cw_decode_error {
	CW_DECODE_TRUNCATED = -1,	/* the bytes end inside the instruction */
	CW_DECODE_INVALID = -2,		/* the processor would raise #UD */
};

/* The backends of cw_decode(); x86 takes 64- or 32-bit mode. */
int cw_x86_decode(bool long_mode, struct cw_insn *insn, const u8 *bytes,
		  unsigned int avail);
int cw_arm64_decode(struct cw_insn *insn, const u8 *bytes,
		    unsigned int avail);

/**
 * cw_decode() - decode one instruction
 * @isa:   instruction set and mode
 * @insn:  the result; all fields are set on success, undefined on error
 * @bytes: the bytes, nothing beyond @avail is read
 * @avail: how many bytes there are
 *
 * Context: any, NMI included. Cost bounded, no state.
 *
 * Return: the length (insn->len) or enum cw_decode_error.
 */
static inline int cw_decode(enum cw_isa isa, struct cw_insn *insn,
			    const u8 *bytes, unsigned int avail)
{
	switch (isa) {
	case CW_ISA_X86_64:
		return cw_x86_decode(true, insn, bytes, avail);
	case CW_ISA_X86_32:
		return cw_x86_decode(false, insn, bytes, avail);
	case CW_ISA_ARM64:
		return cw_arm64_decode(insn, bytes, avail);
	default:
		return CW_DECODE_INVALID;
	}
}

/**
 * cw_op_name() - stable name of a kind, e.g. "aesenc"
 * @op: enum cw_op
 *
 * Return: the name, or NULL if @op is out of range.
 */
const char *cw_op_name(unsigned int op);

#endif /* _CPUWARDEN_ISA_H */

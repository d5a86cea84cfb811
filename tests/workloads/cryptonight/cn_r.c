// SPDX-License-Identifier: GPL-2.0-only
/*
 * CryptoNight-R: generate, interpret and compile its random programs. Source:
 * Monero's description of variant 4 (SChernykh, "CryptonightR"): the generator
 * models a CPU with three ALUs, of which one multiplies, and fills 45 cycles.
 */
#include "cn_r.h"
#include "primitives.h"

#include <errno.h>
#include <sys/mman.h>

#define CYCLES		45
#define MIN_CODE	60
#define MAX_RETRIES	64
#define MAX_ITERATIONS	256
#define ALUS		3
#define WRITTEN		4	/* registers */
#define PAGE_BYTES	4096
#define SEED_BYTE	20	/* the one that tells cn/r from its forks */
#define SEED_VALUE	218

enum opcode { MUL, ADD, SUB, ROR, ROL, XOR };

static const u8 latency_of[] = { 3, 2, 1, 2, 2, 1 };
static const u8 asic_latency_of[] = { 3, 1, 1, 1, 1, 1 };

/* Random bytes: BLAKE-256 of the height, again and again. */
struct stream {
	u8 data[32];
	unsigned int used;
};

/* What the generator knows of the CPU it fills. */
struct model {
	unsigned int latency[CN_R_REGISTERS];
	unsigned int asic_latency[CN_R_REGISTERS];
	u32 value[CN_R_REGISTERS];	/* names of what registers hold */
	bool busy[CYCLES + 2][ALUS];
	bool rotated[WRITTEN];
	unsigned int rotations;
	bool uses_last;			/* register 8 */
};

static const u8 *next_bytes(struct stream *s, unsigned int n)
{
	const u8 *p;

	if (s->used + n > sizeof(s->data)) {
		blake256(s->data, sizeof(s->data), s->data);
		s->used = 0;
	}
	p = s->data + s->used;
	s->used += n;
	return p;
}

static bool is_rotation(enum opcode op)
{
	return op == ROR || op == ROL;
}

static unsigned int max(unsigned int a, unsigned int b)
{
	return a > b ? a : b;
}

static void draw(struct stream *s, struct cn_r_insn *insn)
{
	u8 c = *next_bytes(s, 1);
	unsigned int op = c & 7;

	if (op == 5)
		op = *next_bytes(s, 1) & 0x80 ? ROL : ROR;
	else if (op >= 6)
		op = XOR;
	else
		op = op <= 2 ? MUL : op - 2;
	insn->opcode = op;
	insn->dst = c >> 3 & 3;
	insn->src = c >> 5;
	insn->constant = 0;
	/* with itself as operand it would give 0, or double */
	if ((op == ADD || op == SUB || op == XOR) && insn->src == insn->dst)
		insn->src = 8;
}

/* The first cycle from @from with a free ALU for @op; CYCLES if none. */
static unsigned int find_alu(const struct model *m, enum opcode op,
			     unsigned int from, unsigned int *alu)
{
	unsigned int cycle;
	int i;

	for (cycle = from; cycle < CYCLES; cycle++)
		for (i = (op == MUL ? 1 : ALUS) - 1; i >= 0; i--) {
			if (m->busy[cycle][i])
				continue;
			if (op == ADD && m->busy[cycle + 1][i])
				continue;
			if (is_rotation(op) &&
			    cycle < m->rotations * latency_of[op])
				continue;
			*alu = i;
			return cycle;
		}
	return CYCLES;
}

/* What @dst would hold, but for the position in the code. */
static u32 value_name(const struct model *m, const struct cn_r_insn *insn)
{
	return (u32)insn->opcode << 8 | (m->value[insn->src] & 0xff) << 16;
}

/* Return: false if it does not fit into the cycles any more. */
static bool schedule(struct model *m, struct stream *s,
		     struct cn_r_program *p, struct cn_r_insn *insn)
{
	enum opcode op = insn->opcode;
	unsigned int a = insn->dst, b = insn->src, alu = 0, cycle;

	if (is_rotation(op) && m->rotated[a])
		return true;
	if (op != MUL && (m->value[a] & 0xffff00) == value_name(m, insn))
		return true;
	cycle = find_alu(m, op, max(m->latency[a], m->latency[b]), &alu);
	/* no register rests for more than 7 cycles */
	if (cycle > m->latency[a] + 7)
		return true;
	if (cycle + latency_of[op] > CYCLES)
		return false;

	m->rotations += is_rotation(op);
	m->busy[cycle][alu] = true;
	m->latency[a] = cycle + latency_of[op];
	m->asic_latency[a] = max(m->asic_latency[a], m->asic_latency[b]) +
			     asic_latency_of[op];
	m->rotated[a] = is_rotation(op);
	m->value[a] = p->size | value_name(m, insn);
	m->uses_last |= b == 8;
	if (op == ADD) {
		m->busy[cycle + 1][alu] = true;
		insn->constant = get_le32(next_bytes(s, 4));
	}
	p->code[p->size++] = *insn;
	return true;
}

/* How many registers are ready only after all the cycles. */
static unsigned int filled(const unsigned int latency[CN_R_REGISTERS])
{
	unsigned int i, n = 0;

	for (i = 0; i < WRITTEN; i++)
		n += latency[i] >= CYCLES;
	return n;
}

/* An ASIC would be done earlier: chain the fastest to the slowest register. */
static void slow_down_asics(struct model *m, struct cn_r_program *p)
{
	static const u8 pattern[3] = { ROR, MUL, MUL };
	unsigned int i, n = 0, fast, slow;

	while (p->size < CN_R_MAX_CODE && !filled(m->asic_latency)) {
		struct cn_r_insn insn = { .opcode = pattern[n++ % 3] };

		fast = 0;
		slow = 0;
		for (i = 1; i < WRITTEN; i++) {
			if (m->asic_latency[i] < m->asic_latency[fast])
				fast = i;
			if (m->asic_latency[i] > m->asic_latency[slow])
				slow = i;
		}
		m->asic_latency[fast] = m->asic_latency[slow] +
					asic_latency_of[insn.opcode];
		insn.dst = fast;
		insn.src = slow;
		p->code[p->size++] = insn;
	}
}

static bool try_to_generate(struct cn_r_program *p, struct stream *s)
{
	struct model m = { .value = { 0, 1, 2, 3, 0xffffff, 0xffffff,
				      0xffffff, 0xffffff, 0xffffff } };
	unsigned int retries = 0, i;
	struct cn_r_insn insn;

	p->size = 0;
	for (i = 0; i < MAX_ITERATIONS && retries < MAX_RETRIES &&
	     filled(m.latency) < WRITTEN && p->size < MIN_CODE; i++) {
		draw(s, &insn);
		if (!schedule(&m, s, p, &insn))
			retries++;
	}
	slow_down_asics(&m, p);
	return m.uses_last && p->size >= MIN_CODE;
}

static void interpret(const struct cn_r_program *p, u32 r[CN_R_REGISTERS])
{
	const struct cn_r_insn *i;

	for (i = p->code; i < p->code + p->size; i++) {
		u32 src = r[i->src], *dst = &r[i->dst];

		switch ((enum opcode)i->opcode) {
		case MUL:
			*dst *= src;
			break;
		case ADD:
			*dst += src + i->constant;
			break;
		case SUB:
			*dst -= src;
			break;
		case ROR:
			*dst = ror32(*dst, src);
			break;
		case ROL:
			*dst = rol32(*dst, src);
			break;
		case XOR:
			*dst ^= src;
			break;
		}
	}
}

void cn_r_generate(struct cn_r_program *p, u64 height)
{
	struct stream s = { .used = sizeof(s.data) };

	put_le64(s.data, height);
	s.data[SEED_BYTE] = SEED_VALUE;
	p->run = interpret;
	p->page = NULL;
	while (!try_to_generate(p, &s))
		;
}

#ifdef __x86_64__

/*
 * Which machine register holds each register: eax, edx, edi, r8d … r11d, ebx,
 * ebp. rsi points to r[]; ecx takes the shift counts.
 */
static const u8 machine[CN_R_REGISTERS] = { 0, 2, 7, 8, 9, 10, 11, 3, 5 };

enum { ECX = 1, RSI = 6 };

/* [REX] opcode ModRM, register to register or, @memory, to r[@disp] */
static u8 *emit(u8 *c, unsigned int opcode, u8 reg, u8 rm, bool memory,
		u8 disp)
{
	u8 rex = (reg >= 8 ? 4 : 0) | (rm >= 8 ? 1 : 0);

	if (rex)
		*c++ = 0x40 | rex;
	if (opcode > 0xff)
		*c++ = opcode >> 8;
	*c++ = opcode;
	*c++ = (memory ? 0x40 : 0xc0) | (reg & 7) << 3 | (rm & 7);
	if (memory)
		*c++ = disp;
	return c;
}

static u8 *emit_insn(u8 *c, const struct cn_r_insn *i)
{
	static const u16 two_operands[] = {
		[MUL] = 0x0faf, [ADD] = 0x03, [SUB] = 0x2b, [XOR] = 0x33,
	};
	u8 dst = machine[i->dst], src = machine[i->src];

	if (is_rotation(i->opcode)) {
		c = emit(c, 0x8b, ECX, src, false, 0);
		return emit(c, 0xd3, i->opcode == ROR ? 1 : 0, dst, false, 0);
	}
	c = emit(c, two_operands[i->opcode], dst, src, false, 0);
	if (i->opcode == ADD) {
		c = emit(c, 0x81, 0, dst, false, 0);
		put_le32(c, i->constant);
		c += 4;
	}
	return c;
}

bool cn_r_can_compile(void)
{
	return true;
}

int cn_r_compile(struct cn_r_program *p)
{
	unsigned int i;
	u8 *c;

	p->page = mmap(NULL, PAGE_BYTES, PROT_READ | PROT_WRITE | PROT_EXEC,
		       MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (p->page == MAP_FAILED) {
		p->page = NULL;
		return -errno;
	}
	c = p->page;
	*c++ = 0x53;	/* push rbx */
	*c++ = 0x55;	/* push rbp */
	for (i = 0; i < CN_R_REGISTERS; i++)
		c = emit(c, 0x8b, machine[i], RSI, true, 4 * i);
	for (i = 0; i < p->size; i++)
		c = emit_insn(c, &p->code[i]);
	for (i = 0; i < WRITTEN; i++)
		c = emit(c, 0x89, machine[i], RSI, true, 4 * i);
	*c++ = 0x5d;	/* pop rbp */
	*c++ = 0x5b;	/* pop rbx */
	*c++ = 0xc3;	/* ret */
	memcpy(&p->run, &p->page, sizeof(p->run));
	return 0;
}

#else

bool cn_r_can_compile(void)
{
	return false;
}

int cn_r_compile(struct cn_r_program *p)
{
	return -EOPNOTSUPP;
}

#endif

void cn_r_release(struct cn_r_program *p)
{
	if (p->page)
		munmap(p->page, PAGE_BYTES);
}

/* The x86-64 encoder: one instruction with concrete operands to bytes. Shared by the code generator's emitter and the assembler.
   In: an opcode of the table and operands (registers, memory, immediates). Out: bytes at the end of a buffer, and where the
   fields that a relocation or branch may patch are. Intel SDM volume 2. */
#ifndef KIT_TARGET_X64_ENCODE_H
#define KIT_TARGET_X64_ENCODE_H

#include "base/buf.h"

/* Register numbers as the hardware encodes them. */
enum { RAX, RCX, RDX, RBX, RSP, RBP, RSI, RDI, R8, R9, R10, R11, R12, R13, R14, R15, X64_NO_REG = 0xff };
enum { X64_RIP = 0xfe }; /* as a memory base: RIP-relative */

/* Condition codes as in Jcc/SETcc/CMOVcc. */
typedef enum X64Cond {
    X64_O, X64_NO, X64_B, X64_AE, X64_E, X64_NE, X64_BE, X64_A, X64_S, X64_NS, X64_P, X64_NP, X64_L, X64_GE, X64_LE, X64_G
} X64Cond;

/* By any of a condition's names ("e", "nae", ...): X64Cond, or 16. */
u32 x64_condition_named(Str name);

typedef struct X64Mem {
    u8 base;      /* register, X64_RIP, or X64_NO_REG */
    u8 index;     /* register or X64_NO_REG; never RSP */
    u8 scale;     /* 1, 2, 4, 8 */
    u8 segment;   /* 0, or the prefix byte 0x64 (fs), 0x65 (gs), ... */
    i32 disp;
    bool wide_disp; /* use a 32-bit displacement though disp is small: a relocation patches it */
} X64Mem;

/* Group-1 ALU operations and group-2 shifts by their ModRM /digit. */
typedef enum X64Alu { X64_ADD, X64_OR, X64_ADC, X64_SBB, X64_AND, X64_SUB, X64_XOR, X64_CMP } X64Alu;
typedef enum X64Shift { X64_ROL, X64_ROR, X64_RCL, X64_RCR, X64_SHL, X64_SHR, X64_SAL, X64_SAR } X64Shift;

/* An opcode as one number: the last byte, the map, the mandatory prefix. */
enum {
    X64_MAP_0F = 0x100, X64_MAP_0F38 = 0x200, X64_MAP_0F3A = 0x300, /* none of them: one-byte opcodes */
    X64_PRE_66 = 0x400, X64_PRE_F2 = 0x800, X64_PRE_F3 = 0xc00
};

enum { /* flags of the emit functions */
    X64_REX_W = 1,     /* 64-bit operand size */
    X64_SIZE16 = 2,    /* 16-bit operand size: prefix 66 */
    X64_BYTE_REG = 4,  /* `reg` is a byte register: SPL, BPL, SIL, DIL need a REX prefix */
    X64_BYTE_RM = 8    /* the same for `rm` */
};

/* The ModRM forms, from which nearly every instruction is made. `reg` is a register or a /digit.
   x64_emit_mem returns the offset in b of the 4-byte displacement (for a relocation or for RIP), or 0 when it has 1 byte or none.
   For RIP-relative operands disp is stored as given; the reader of it counts from the end of the instruction, so a relocation's
   addend is disp - 4 - (bytes of immediate that follow). */
void x64_emit_reg(Buf *b, u32 opcode, u32 flags, u8 reg, u8 rm);
size_t x64_emit_mem(Buf *b, u32 opcode, u32 flags, u8 reg, const X64Mem *mem);
/* The same for the operand [rbp + disp], which most of -O0's code has. */
void x64_emit_frame(Buf *b, u32 opcode, u32 flags, u8 reg, i32 disp);
/* An opcode with the register in its low three bits (push, pop, bswap, mov imm). */
void x64_emit_plus_reg(Buf *b, u32 opcode, u32 flags, u8 reg);
/* The best multi-byte NOPs (SDM table 4-12) for n bytes. */
void x64_emit_nops(Buf *b, u32 n);

#endif

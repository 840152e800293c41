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

typedef struct X64Mem {
    u8 base;      /* register, X64_RIP, or X64_NO_REG */
    u8 index;     /* register or X64_NO_REG; never RSP */
    u8 scale;     /* 1, 2, 4, 8 */
    u8 segment;   /* 0, or the prefix byte 0x64 (fs), 0x65 (gs), ... */
    i32 disp;
    bool wide_disp; /* use a 32-bit displacement though disp is small: a relocation patches it */
} X64Mem;

/* Fast forms for the code generator. `width` is 1, 2, 4 or 8 bytes. Group-1 ALU operations by their /digit: */
typedef enum X64Alu { X64_ADD, X64_OR, X64_ADC, X64_SBB, X64_AND, X64_SUB, X64_XOR, X64_CMP } X64Alu;
typedef enum X64Shift { X64_ROL, X64_ROR, X64_RCL, X64_RCR, X64_SHL, X64_SHR, X64_SAL, X64_SAR } X64Shift;

#endif

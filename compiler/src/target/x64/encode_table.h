/* The x86-64 instruction table that the assembler matches against and the disassembler reads backwards.
   One row is one encoding form: mnemonic, opcode, operand pattern in AT&T order (sources first), operand sizes.
   Rows of one mnemonic stand together; the first that matches wins, so their order is GNU as's order of preference. */
#ifndef KIT_TARGET_X64_ENCODE_TABLE_H
#define KIT_TARGET_X64_ENCODE_TABLE_H

#include "target/x64/encode.h"

/* Operand patterns: what is accepted, and where it goes in the encoding. "Sized" ones follow the form's operand size. */
typedef enum X64Kind {
    K_NONE,
    K_E, K_E8, K_E16, K_E32, K_E64, /* general register or memory in ModRM.rm; K_E is sized */
    K_M,                            /* memory in ModRM.rm */
    K_G, K_G16, K_G32, K_G64,       /* general register in ModRM.reg */
    K_R, K_R8, K_R16, K_R32, K_R64, /* general register in ModRM.rm */
    K_GD,                           /* one sized register in both ModRM fields */
    K_Z,                            /* sized register in the opcode's low bits */
    K_A,                            /* AL, AX, EAX, RAX by size */
    K_AX, K_CL, K_DX,               /* fixed registers; DX may be written (%dx) */
    K_I,                            /* sized immediate, at most 32 bits, sign-extended to 64 */
    K_IS,                           /* 8 bits sign-extended to the operand size */
    K_IB, K_IW, K_IQ,               /* 8, 16, 64 bits */
    K_I1,                           /* the constant 1 */
    K_J, K_JB, K_JL,                /* branch target: relaxed, 8 bits, 32 bits */
    K_S,                            /* indirect target: register or memory */
    K_O,                            /* 64-bit absolute address */
    K_SR, K_CR, K_DR,               /* segment, control, debug register in ModRM.reg */
    K_FS, K_GS,
    K_ST0, K_STI,
    K_P, K_Q, K_N,                  /* MMX: reg, rm or memory, rm */
    K_X, K_XM, K_U,                 /* SSE: reg, rm or memory, rm */
    K_X0,                           /* %xmm0 */
    K_Y, K_YM,                      /* 256-bit only: reg, rm or memory */
    K_VX, K_VM, K_VU, K_VH,         /* 128 or 256 bits by VEX.L: reg, rm or memory, rm, vvvv */
    K_HX, K_HY, K_HG,               /* vvvv: XMM, YMM, sized general register */
    K_V4,                           /* register in the immediate's high bits */
    K_SI, K_DI,                     /* string operands (%rsi), %es:(%rdi) */
    K_COUNT
} X64Kind;

enum { /* X64Form.sizes */
    SIZE_B = 1, SIZE_W = 2, SIZE_L = 4, SIZE_Q = 8,
    SIZE_BWLQ = 15, SIZE_WLQ = 14, SIZE_LQ = 12, SIZE_WQ = 10, SIZE_BWL = 7
};

enum { /* X64Form.flags */
    FORM_W = 1,          /* the opcode's low bit tells byte from wider */
    FORM_D64 = 2,        /* the operand size is 64 without REX.W */
    FORM_REX_W = 4,      /* always REX.W (or VEX.W1) */
    FORM_CC = 8,         /* a condition code is added to mnemonic and opcode */
    FORM_WAIT = 16,      /* FWAIT before */
    FORM_DEFAULT_L = 32, /* without suffix and register: 32 bits */
    FORM_ADDR32 = 64,    /* prefix 67 */
    FORM_DATA16 = 128,   /* prefix 66 where the operand size does not ask for it */
    FORM_NO_SIZE = 256,  /* the size adds neither 66 nor REX.W */
    FORM_IMPLIED = 512,  /* ext is an immediate byte that the mnemonic implies */
    FORM_VEX = 1024,     /* VEX instead of legacy encoding */
    FORM_L1 = 2048,      /* VEX.L = 1 whatever the operands */
    FORM_STORE = 4096,   /* VEX: between registers, the row of the store is taken when that makes the prefix shorter */
    FORM_ASM_ONLY = 8192 /* the disassembler must not choose this form */
};

enum { EXT_NONE = 0x80 }; /* X64Form.ext: a ModRM /digit, a whole ModRM byte when >= 0xc0, or none */

typedef struct X64Form {
    const char *name; /* "" continues the mnemonic above */
    u16 opcode;       /* as for x64_emit_reg */
    u8 ext, sizes;
    u16 flags;
    u8 operand[4];
} X64Form;

extern const X64Form x64_forms[];
extern const u32 x64_form_count;

/* The 16 conditions and their other names. */
typedef struct X64CondName {
    char name[4];
    u8 cond;
} X64CondName;
extern const X64CondName x64_cond_names[30]; /* the first 16 are objdump's, in order */

#endif

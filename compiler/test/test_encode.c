/* Exercises every shape of the encoder's four functions and writes each instruction's bytes beside its AT&T text.
   Out: with -s, an assembly file; with -x, the bytes in hexadecimal, one instruction per line in the same order.
   The sweep assembles the first with GNU as and llvm-mc and compares with the second. */
#include "target/x64/encode.h"

#include <stdio.h>
#include <stdlib.h>

_Noreturn void kit_panic(const char *file, int line, const char *what)
{
    fprintf(stderr, "%s:%d: %s\n", file, line, what);
    exit(70);
}

static const char *const reg8[] = {"al", "cl", "dl", "bl", "spl", "bpl", "sil", "dil", "r8b", "r9b", "r10b", "r11b", "r12b", "r13b", "r14b", "r15b"};
static const char *const reg16[] = {"ax", "cx", "dx", "bx", "sp", "bp", "si", "di", "r8w", "r9w", "r10w", "r11w", "r12w", "r13w", "r14w", "r15w"};
static const char *const reg32[] = {"eax", "ecx", "edx", "ebx", "esp", "ebp", "esi", "edi", "r8d", "r9d", "r10d", "r11d", "r12d", "r13d", "r14d", "r15d"};
static const char *const reg64[] = {"rax", "rcx", "rdx", "rbx", "rsp", "rbp", "rsi", "rdi", "r8", "r9", "r10", "r11", "r12", "r13", "r14", "r15"};

static bool hex;
static Buf out;

static void show(const char *text)
{
    if (hex) {
        for (size_t i = 0; i < out.len; i++) printf("%02x", out.data[i]);
        printf("\n");
    } else {
        printf("\t%s\n", text);
    }
    out.len = 0;
}

static void mem_text(char *z, const X64Mem *m)
{
    z += sprintf(z, "%s", m->segment == 0x64 ? "%fs:" : m->segment == 0x65 ? "%gs:" : "");
    if (m->base == X64_RIP) sprintf(z, "%d(%%rip)", m->disp);
    else if (m->base >= 16 && m->index >= 16) sprintf(z, "%d", m->disp);
    else if (m->base >= 16) sprintf(z, "%d(,%%%s,%d)", m->disp, reg64[m->index], m->scale);
    else if (m->index >= 16) sprintf(z, m->disp ? "%2$d(%%%1$s)" : "(%%%1$s)", reg64[m->base], m->disp);
    else sprintf(z, "%d(%%%s,%%%s,%d)", m->disp, reg64[m->base], reg64[m->index], m->scale);
}

typedef struct Form {
    const char *reg_text, *mem_text_; /* %s source/destination pairs */
    u32 opcode, flags;
    char reg, rm;                     /* 'b' 'w' 'l' 'q' 'x' */
} Form;

static const Form forms[] = {
    {"addb %%%s, %%%s", "addb %%%s, %s", 0x00, X64_BYTE_REG | X64_BYTE_RM, 'b', 'b'},
    {"addw %%%s, %%%s", "addw %%%s, %s", 0x01, X64_SIZE16, 'w', 'w'},
    {"movl %%%s, %%%s", "movl %%%s, %s", 0x89, 0, 'l', 'l'},
    {"movq %%%s, %%%s", "movq %%%s, %s", 0x89, X64_REX_W, 'q', 'q'},
    {"xaddl %%%s, %%%s", "xaddl %%%s, %s", X64_MAP_0F | 0xc1, 0, 'l', 'l'},
    {"xaddw %%%s, %%%s", "xaddw %%%s, %s", X64_MAP_0F | 0xc1, X64_SIZE16, 'w', 'w'},
    {"shldq %%cl, %%%s, %%%s", "shldq %%cl, %%%s, %s", X64_MAP_0F | 0xa5, X64_REX_W, 'q', 'q'}
};
/* The same with the register as the destination: "op rm, reg". */
static const Form loads[] = {
    {"movzbl %%%s, %%%s", "movzbl %s, %%%s", X64_MAP_0F | 0xb6, X64_BYTE_RM, 'l', 'b'},
    {"movslq %%%s, %%%s", "movslq %s, %%%s", 0x63, X64_REX_W, 'q', 'l'},
    {"addsd %%xmm%s, %%xmm%s", "addsd %s, %%xmm%s", X64_MAP_0F | X64_PRE_F2 | 0x58, 0, 'x', 'x'},
    {"addss %%xmm%s, %%xmm%s", "addss %s, %%xmm%s", X64_MAP_0F | X64_PRE_F3 | 0x58, 0, 'x', 'x'},
    {"ucomisd %%xmm%s, %%xmm%s", "ucomisd %s, %%xmm%s", X64_MAP_0F | X64_PRE_66 | 0x2e, 0, 'x', 'x'},
    {"cvtsi2sdq %%%s, %%xmm%s", "cvtsi2sdq %s, %%xmm%s", X64_MAP_0F | X64_PRE_F2 | 0x2a, X64_REX_W, 'x', 'q'},
    {"pshufb %%xmm%s, %%xmm%s", "pshufb %s, %%xmm%s", X64_MAP_0F38 | X64_PRE_66 | 0x00, 0, 'x', 'x'},
    {"crc32b %%%s, %%%s", "crc32b %s, %%%s", X64_MAP_0F38 | X64_PRE_F2 | 0xf0, X64_BYTE_RM, 'l', 'b'},
    {"popcntw %%%s, %%%s", "popcntw %s, %%%s", X64_MAP_0F | X64_PRE_F3 | 0xb8, X64_SIZE16, 'w', 'w'}
};

static const char *const xmm[] = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15"};

static const char *name(char kind, u32 n)
{
    return kind == 'b' ? reg8[n] : kind == 'w' ? reg16[n] : kind == 'l' ? reg32[n] : kind == 'q' ? reg64[n] : xmm[n];
}

int main(int argc, char **argv)
{
    static const i32 disps[] = {0, 1, -1, 127, 128, -128, -129, 0x12345678, INT32_MIN};
    static const u8 segments[] = {0, 0x64};
    char text[128], mem_z[64];
    hex = argc > 1 && strcmp(argv[1], "-x") == 0;
    for (u32 f = 0; f < ARRAY_LEN(forms); f++)
        for (u32 r = 0; r < 16; r++)
            for (u32 m = 0; m < 16; m++) {
                sprintf(text, forms[f].reg_text, name(forms[f].reg, r), name(forms[f].rm, m));
                x64_emit_reg(&out, forms[f].opcode, forms[f].flags, (u8)r, (u8)m);
                show(text);
            }
    for (u32 f = 0; f < ARRAY_LEN(loads); f++)
        for (u32 r = 0; r < 16; r++)
            for (u32 m = 0; m < 16; m++) {
                sprintf(text, loads[f].reg_text, name(loads[f].rm, m), name(loads[f].reg, r));
                x64_emit_reg(&out, loads[f].opcode, loads[f].flags, (u8)r, (u8)m);
                show(text);
            }
    for (u32 s = 0; s < ARRAY_LEN(segments); s++)
        for (u32 base = 0; base < 18; base++)
            for (u32 index = 0; index < 17; index++)
                for (u32 scale = 1; scale <= 8; scale *= 2)
                    for (u32 d = 0; d < ARRAY_LEN(disps); d++) {
                        X64Mem m = {(u8)(base == 17 ? X64_RIP : base == 16 ? X64_NO_REG : base), (u8)(index == 16 ? X64_NO_REG : index), (u8)scale,
                                    segments[s], disps[d], false};
                        if (index == RSP || (base == 17 && index != 16) || (index == 16 && scale != 1)) continue;
                        u32 f = (base + index + d) % (ARRAY_LEN(forms) + ARRAY_LEN(loads)), reg = (base * 7 + index * 3 + d) & 15;
                        mem_text(mem_z, &m);
                        const Form *form = f < ARRAY_LEN(forms) ? &forms[f] : &loads[f - ARRAY_LEN(forms)];
                        if (f < ARRAY_LEN(forms)) sprintf(text, form->mem_text_, name(form->reg, reg), mem_z);
                        else sprintf(text, form->mem_text_, mem_z, name(form->reg, reg));
                        size_t end, at = x64_emit_mem(&out, form->opcode, form->flags, (u8)reg, &m);
                        end = out.len;
                        if (at && (at + 4 != end || get_u32(out.data + at) != (u32)m.disp)) return fprintf(stderr, "wrong displacement offset: %s\n", text), 1;
                        show(text);
                        m.wide_disp = true;
                        out.len = 0;
                        if (!x64_emit_mem(&out, form->opcode, form->flags, (u8)reg, &m)) return fprintf(stderr, "no wide displacement: %s\n", text), 1;
                        out.len = 0;
                    }
    for (u32 r = 0; r < 16; r++) {
        x64_emit_plus_reg(&out, 0x50, 0, (u8)r);
        sprintf(text, "push %%%s", reg64[r]);
        show(text);
        x64_emit_plus_reg(&out, X64_MAP_0F | 0xc8, X64_REX_W, (u8)r);
        sprintf(text, "bswap %%%s", reg64[r]);
        show(text);
        x64_emit_plus_reg(&out, 0xb0, X64_BYTE_REG, (u8)r);
        buf_u8(&out, 7);
        sprintf(text, "movb $7, %%%s", reg8[r]);
        show(text);
        x64_emit_plus_reg(&out, 0xb8, X64_SIZE16, (u8)r);
        buf_u16(&out, 0x1234);
        sprintf(text, "movw $0x1234, %%%s", reg16[r]);
        show(text);
    }
    for (u32 n = 1; n < 40; n++) {
        x64_emit_nops(&out, n);
        sprintf(text, ".nops %u", n);
        show(text);
    }
    buf_free(&out);
    return 0;
}

/* Prints one assembly line for every row of the instruction table and every class of operand that it accepts: registers with and
   without REX, memory with every kind of base, index, scale and displacement, immediates at the edges of their ranges.
   Out: lines "s<n>: <instruction>", for sweep.mjs, which lets three assemblers loose on them. With -d only rows that the
   disassembler may choose. */
#include "target/x64/encode_table.h"

#include <stdio.h>
#include <stdlib.h>

_Noreturn void kit_panic(const char *file, int line, const char *what)
{
    fprintf(stderr, "%s:%d: %s\n", file, line, what);
    exit(70);
}

static const char *const reg8[] = {"al", "cl", "bl", "sil", "dil", "ah", "r8b", "r15b", NULL};
static const char *const reg16[] = {"ax", "dx", "si", "r9w", "r12w", NULL};
static const char *const reg32[] = {"eax", "ecx", "esp", "r8d", "r13d", NULL};
static const char *const reg64[] = {"rax", "rbx", "rbp", "r10", "r15", NULL};
static const char *const memory[] = {"(%rax)", "(%rsp)", "(%rbp)", "(%r12)", "(%r13)", "8(%rbx)", "-128(%rdi)", "128(%rsi)", "0x12345678(%r15)", "(%rax,%rcx)",
                                     "4(%rbp,%r9,4)", "-5(%r13,%rax,8)", "1000(%rsp,%rbp,2)", "(,%rax,8)", "16(,%r14,1)", "0x1000", "12(%rip)", "%fs:0x28", "%gs:8(%rax)", "4(%ecx)", "(%r8d,%edi,2)", NULL};
static const char *const mm[] = {"%mm0", "%mm5", NULL};
static const char *const xmm[] = {"%xmm0", "%xmm7", "%xmm8", "%xmm15", NULL};
static const char *const ymm[] = {"%ymm1", "%ymm6", "%ymm9", NULL};
static const char *const st[] = {"%st(0)", "%st(3)", "%st(7)", NULL};
static const char *const seg[] = {"%ds", "%es", "%fs", NULL};
static const char *const cr[] = {"%cr0", "%cr3", "%cr8", NULL};
static const char *const dr[] = {"%db0", "%db7", NULL};
static const char *const imm8[] = {"$0", "$1", "$5", "$127", "$-128", "$200", NULL};
static const char *const simm8[] = {"$0", "$3", "$127", "$-128", "$-1", NULL};
static const char *const imm16[] = {"$2", "$128", "$0x7fff", "$-32768", "$65535", NULL};
static const char *const imm32[] = {"$2", "$128", "$-129", "$0x12345678", "$-2147483648", "$0xffffffff", NULL};
static const char *const imm32s[] = {"$2", "$128", "$-129", "$0x12345678", "$-2147483648", NULL};
static const char *const imm64[] = {"$0x1122334455667788", "$0x80000000", "$-0x80000001", NULL};
static const char *const one[] = {"$1", NULL};
static const char *const target[] = {"1f", NULL};
static const char *const moffs[] = {"0x1122334455667788", NULL};

static u32 serial;

/* The samples of one pattern: strings with or without %. */
static u32 samples(u32 kind, u32 size, bool wide, char out[][40])
{
    u32 n = 0;
    const char *const *regs = size == SIZE_B ? reg8 : size == SIZE_W ? reg16 : size == SIZE_L ? reg32 : reg64;
    const char *const *plain = NULL;
    const char *const *other = NULL;
    bool with_memory = false;
    switch (kind) {
    case K_E: with_memory = true; plain = regs; break;
    case K_E8: with_memory = true; plain = reg8; break;
    case K_E16: with_memory = true; plain = reg16; break;
    case K_E32: with_memory = true; plain = reg32; break;
    case K_E64: with_memory = true; plain = reg64; break;
    case K_M: with_memory = true; break;
    case K_G: case K_R: case K_Z: case K_HG: case K_GD: plain = regs; break;
    case K_G16: case K_R16: plain = reg16; break;
    case K_G32: case K_R32: plain = reg32; break;
    case K_G64: case K_R64: plain = reg64; break;
    case K_R8: plain = reg8; break;
    case K_A: sprintf(out[n++], "%%%s", size == SIZE_B ? "al" : size == SIZE_W ? "ax" : size == SIZE_L ? "eax" : "rax"); break;
    case K_AX: strcpy(out[n++], "%ax"); break;
    case K_CL: strcpy(out[n++], "%cl"); break;
    case K_DX: strcpy(out[n++], "%dx"); strcpy(out[n++], "(%dx)"); break;
    case K_I: other = size == SIZE_B ? imm8 : size == SIZE_W ? imm16 : size == SIZE_L ? imm32 : imm32s; break;
    case K_IS: other = simm8; break;
    case K_IB: other = imm8; break;
    case K_IW: other = imm16; break;
    case K_IQ: other = imm64; break;
    case K_I1: other = one; break;
    case K_J: case K_JB: case K_JL: other = target; break;
    case K_S:
        for (u32 i = 0; (size == SIZE_W ? reg16 : reg64)[i]; i++) sprintf(out[n++], "*%%%s", (size == SIZE_W ? reg16 : reg64)[i]);
        for (u32 i = 0; memory[i]; i++) sprintf(out[n++], "*%s", memory[i]);
        break;
    case K_O: other = moffs; break;
    case K_SR: other = seg; break;
    case K_CR: other = cr; break;
    case K_DR: other = dr; break;
    case K_FS: strcpy(out[n++], "%fs"); break;
    case K_GS: strcpy(out[n++], "%gs"); break;
    case K_ST0: strcpy(out[n++], "%st"); break;
    case K_STI: other = st; break;
    case K_Q: with_memory = true; other = mm; break;
    case K_P: case K_N: other = mm; break;
    case K_XM: with_memory = true; other = xmm; break;
    case K_X: case K_U: case K_HX: other = xmm; break;
    case K_X0: strcpy(out[n++], "%xmm0"); break;
    case K_YM: with_memory = true; other = ymm; break;
    case K_Y: case K_HY: other = ymm; break;
    case K_VM: with_memory = true; other = wide ? ymm : xmm; break;
    case K_VX: case K_VU: case K_VH: case K_V4: other = wide ? ymm : xmm; break;
    case K_SI: strcpy(out[n++], "(%rsi)"); strcpy(out[n++], "%fs:(%rsi)"); break;
    case K_DI: strcpy(out[n++], "(%rdi)"); strcpy(out[n++], "%es:(%rdi)"); break;
    default: break;
    }
    for (u32 i = 0; plain && plain[i]; i++) sprintf(out[n++], "%%%s", plain[i]);
    for (u32 i = 0; other && other[i]; i++) strcpy(out[n++], other[i]);
    for (u32 i = 0; with_memory && memory[i]; i++) strcpy(out[n++], memory[i]);
    return n;
}

static void print_one(const char *mnemonic, char operand[4][40], u32 n)
{
    printf("s%u: %s", serial++, mnemonic);
    for (u32 i = 0; i < n; i++) printf("%s%s", i ? ", " : " ", operand[i]);
    printf("\n");
}

static char lists[4][48][40];

static void form(const char *mnemonic, const X64Form *f, u32 size, bool wide)
{
    u32 n = 0, count[4], longest = 1;
    char operand[4][40];
    for (; n < 4 && f->operand[n]; n++) {
        count[n] = samples(f->operand[n], size, wide, lists[n]);
        if (!count[n]) return;
        if (count[n] > longest) longest = count[n];
    }
    /* Not the whole product: each operand goes through all of its samples twice, against different partners. */
    for (u32 round = 0; round < (longest > 1 && n > 1 ? 2u : 1u); round++)
        for (u32 i = 0; i < longest; i++) {
            bool clash = false;
            for (u32 k = 0; k < n; k++) strcpy(operand[k], lists[k][(i + round * k * 2 + k) % count[k]]);
            for (u32 a = 0; a < n; a++) {
                bool high = strcmp(operand[a], "%ah") == 0;
                for (u32 b = 0; b < n && high; b++)
                    if (strstr(operand[b], "%r") || strstr(operand[b], "%sil") || strstr(operand[b], "%dil")) clash = true;
                /* An immediate that has a shorter form belongs to that form, which is another row. */
            }
            if (!clash) print_one(mnemonic, operand, n);
        }
}

int main(void)
{
    static const char suffix[] = {0, 'b', 'w', 0, 'l', 0, 0, 0, 'q'};
    const char *name = "";
    puts(".text");
    for (u32 i = 0; i < x64_form_count; i++) {
        const X64Form *f = &x64_forms[i];
        if (f->name[0]) name = f->name;
        bool vex_wide = false;
        for (u32 k = 0; k < 4; k++)
            if (f->operand[k] >= K_VX && f->operand[k] <= K_VH) vex_wide = true;
        for (u32 c = 0; c < (f->flags & FORM_CC ? 30u : 1u); c++) {
            char mnemonic[40];
            sprintf(mnemonic, "%s%s", name, f->flags & FORM_CC ? x64_cond_names[c].name : "");
            if (!f->sizes) {
                form(mnemonic, f, SIZE_L, false);
                if (vex_wide) form(mnemonic, f, SIZE_L, true);
            } else {
                for (u32 size = 1; size <= 8; size *= 2) {
                    char with[44];
                    if (!(f->sizes & size)) continue;
                    sprintf(with, "%s%c", mnemonic, suffix[size]);
                    form(with, f, size, false);
                    if (vex_wide) form(with, f, size, true);
                    bool has_register = false;
                    for (u32 k = 0; k < 4; k++) has_register |= f->operand[k] == K_G || f->operand[k] == K_Z || f->operand[k] == K_A || f->operand[k] == K_GD;
                    if (has_register) form(mnemonic, f, size, false); /* the size told by the register */
                }
            }
        }
    }
    puts("1:");
    for (u32 i = 0; i < 16; i++) printf("s%u: jmp 1b\n", serial++);
    printf("s%u:\n", serial);
    return 0;
}

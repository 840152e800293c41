/* The x86-64 target's record: data layout, registers, the table of MIR opcodes. */
#include "target/x64/x64.h"

#define FAMILY(n) " r" #n " r" #n "d r" #n "w r" #n "b"
#define SIMD(n) " xmm" #n " ymm" #n " zmm" #n
/* As registers of variables and clobbers name them. */
const char x64_register_names[] =
    " rax eax ax al ah rcx ecx cx cl ch rdx edx dx dl dh rbx ebx bx bl bh rsp esp sp spl rbp ebp bp bpl rsi esi si sil rdi edi di dil"
    FAMILY(8) FAMILY(9) FAMILY(10) FAMILY(11) FAMILY(12) FAMILY(13) FAMILY(14) FAMILY(15)
    SIMD(0) SIMD(1) SIMD(2) SIMD(3) SIMD(4) SIMD(5) SIMD(6) SIMD(7) SIMD(8) SIMD(9) SIMD(10) SIMD(11) SIMD(12) SIMD(13) SIMD(14) SIMD(15)
    SIMD(16) SIMD(17) SIMD(18) SIMD(19) SIMD(20) SIMD(21) SIMD(22) SIMD(23) SIMD(24) SIMD(25) SIMD(26) SIMD(27) SIMD(28) SIMD(29) SIMD(30) SIMD(31)
    " st st(0) st(1) st(2) st(3) st(4) st(5) st(6) st(7) mm0 mm1 mm2 mm3 mm4 mm5 mm6 mm7 k0 k1 k2 k3 k4 k5 k6 k7 flags fpsr fpcr dirflag ";

const DataLayout x64_layout = {
    .arch = "x86_64",
    .pointer_size = 8,
    .long_size = 8,
    .long_double_size = 16,
    .long_double_align = 16,
    .long_double_format = FLOAT_X87,
    .max_align = 16,
    .int64_align = 8,
    .double_align = 8,
    .va_list_kind = VA_LIST_X64,
    .va_list_size = 24,
    .va_list_align = 8,
    .va_list_is_array = true,
    .trampoline_size = 24, /* select_call.c */
    .trampoline_align = 8,
    .array_align = 16, /* psABI 3.1.2, "Aggregates and Unions" */
    .asm_register_letters = "qQRlabcdSDAUxvyktuf",
    .asm_immediate_letters = "IJKLMNOeZGC",
    .asm_pair_letters = "Y",
    .asm_register_numbers = "rax rdx rcx rbx rsi rdi rbp rsp st(0) st(1) st(2) st(3) st(4) st(5) st(6) st(7) rbp flags fpsr rbp xmm0 xmm1 xmm2 xmm3 xmm4 "
                            "xmm5 xmm6 xmm7 mm0 mm1 mm2 mm3 mm4 mm5 mm6 mm7 r8 r9 r10 r11 r12 r13 r14 r15 xmm8 xmm9 xmm10 xmm11 xmm12 xmm13 xmm14 xmm15",
    .asm_registers = x64_register_names,
};

const MirOpInfo x64_ops[M_COUNT] = {
#define O(id, text, flags, reads, writes, clobbers) {text, (flags) | ((reads) | (writes) | (clobbers) ? MIR_IMPLICIT : 0), reads, writes, clobbers},
    X64_MIR_OPS(O)
#undef O
};

static const MirRegs registers = {
    .allocatable = {X64_ALL_GPR, X64_ALL_XMM},
    .callee_saved = X64_CALLEE_SAVED,
    .copy_op = {M_MOV, M_FMOV},
};

const Target target_x64 = {
    .name = "x86_64",
    .layout = &x64_layout,
    .machine = OBJ_X86_64,
    .ops = x64_ops,
    .regs = &registers,
    .block_op = M_BLOCK,
    .line_op = M_LINE,
    .function_align = 1,
    .select_entry = x64_select_entry,
    .select = x64_select,
    .materialize = x64_materialize,
    .emit_deferred = x64_emit_deferred,
    .store_phi = x64_store_phi,
    .load_phi = x64_load_phi,
    .class_of = x64_class_of,
    .finish = x64_finish_branches,
    .emit = x64_emit_function,
    .print = x64_print_function,
    .return_column = 16,
    .reloc_pc32 = RELOC_X64_PC32,
    .reloc_abs64 = RELOC_X64_64,
    .reloc_abs32 = RELOC_X64_32,
};

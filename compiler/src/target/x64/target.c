/* The x86-64 target's record: data layout, registers, the table of MIR opcodes. */
#include "target/x64/x64.h"

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
    .array_align = 16, /* psABI 3.1.2, "Aggregates and Unions" */
};

const MirOpInfo x64_ops[M_COUNT] = {
#define O(id, text, flags, reads, writes, clobbers) {text, flags, reads, writes, clobbers},
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

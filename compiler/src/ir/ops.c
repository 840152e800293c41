/* The operation and type tables of ops.h and ir.h as data. */
#include "ir/ir.h"

const IrOpInfo ir_op_info[OP_COUNT] = {
#define O(id, text, form, effects, meaning) {text, meaning, FORM_##form, EFFECT_##effects},
    IR_OPS(O)
#undef O
};

const char *const ir_type_text[IR_TYPE_COUNT] = {
#define T(id, text, size) text,
    IR_TYPES(T)
#undef T
};

static const u8 type_size[IR_TYPE_COUNT] = {
#define T(id, text, size) size,
    IR_TYPES(T)
#undef T
};

u32 ir_type_size(const DataLayout *layout, IrType type) { return type == IR_PTR ? layout->pointer_size : type_size[type]; }

/* Inline assembly to IR: each operand becomes a value or the address of an object, + becomes an output and an input of its
   place, and what cannot be written through an address (bit-fields) goes through a temporary.
   In: an AsmStatement. Out: one IR asm instruction, and stores after it. */
#include "c/lower.h"

typedef struct AsmLowering {
    CUnit *c;
    const AsmStatement *s;
    IrAsm a;
    VEC(Value) value;
    VEC(Lvalue) lvalue; /* of the outputs */
    VEC(Slot) temporary; /* of the outputs: 0, or the slot that is written instead */
} AsmLowering;

/* The type that an object of type q has in a register; VOID: none. */
static IrType register_type(CUnit *c, QType q)
{
    CTypeKind k = type_kind(&c->types, q);
    if (k == CT_INT128 || k == CT_UINT128) return IR_I128;
    if (k == CT_VECTOR) { /* what fills half or all of a vector register, whatever its elements */
        u64 size = type_size(&c->types, q);
        return size == 8 ? IR_F64 : size == 16 ? IR_F128 : IR_VOID;
    }
    if (k != CT_RECORD && k != CT_ARRAY && k != CT_VA_LIST_TAG) return lower_type(c, q);
    switch (type_size(&c->types, q)) {
    case 1: return IR_I8;
    case 2: return IR_I16;
    case 4: return IR_I32;
    case 8: return IR_I64;
    default: return IR_VOID;
    }
}

/* A pair of words, or a vector register's worth: an input is the address of its bytes, as its value is in C. */
static bool is_double_word(IrType type) { return type == IR_I128 || type == IR_F128; }

static IrType memory_type(CUnit *c, QType q)
{
    CTypeKind k = type_kind(&c->types, q);
    if (k == CT_VOID || k == CT_FUNCTION || k == CT_ARRAY || k == CT_VLA) return IR_VOID;
    return register_type(c, q);
}

static void add_operand(AsmLowering *l, Str constraint, IrType type, bool is_address, Loc loc)
{
    IrAsmOperand o = {arena_str(l->c->module->arena, constraint), (u8)type, is_address, loc};
    vec_push(&l->a.operand, o);
}

static void output(AsmLowering *l, const AsmOperand *o)
{
    CUnit *c = l->c;
    Function *fn = &c->lowering->fn;
    QType q = node_at(c, o->node)->type;
    Lvalue lv = lower_lvalue(c, o->node);
    Slot slot = 0;
    Str constraint = o->constraint;
    IrType type = o->in_register ? register_type(c, q) : memory_type(c, q);
    Value ptr = lv.ptr;
    if (lv.field) {
        slot = ir_slot(fn, type_size(&c->types, q), type_align(&c->types, q), 0, o->loc);
        ptr = ir_slot_addr(fn, slot, 0);
    }
    if (constraint.ptr[0] == '+' && type != IR_VOID && o->in_register)
        constraint = arena_printf(c->module->arena, "=%.*s", (int)constraint.len - 1, constraint.ptr + 1);
    add_operand(l, constraint, type, true, o->loc);
    vec_push(&l->value, ptr);
    vec_push(&l->lvalue, lv);
    vec_push(&l->temporary, slot);
}

static void input(AsmLowering *l, const AsmOperand *o)
{
    CUnit *c = l->c;
    QType q = node_at(c, o->node)->type;
    if (o->is_address) {
        Value ptr = lower_lvalue(c, o->node).ptr;
        add_operand(l, o->constraint, memory_type(c, q), true, o->loc);
        vec_push(&l->value, ptr);
        return;
    }
    Value v = lower_value(c, o->node);
    if (is_record(c, q)) { /* its value's address */
        IrType type = register_type(c, q);
        bool is_word = type != IR_VOID && !is_double_word(type);
        if (is_word) v = ir_load(&c->lowering->fn, type, v, type_align(&c->types, q), 0);
        add_operand(l, o->constraint, type, !is_word, o->loc);
    } else {
        add_operand(l, o->constraint, ir_type(&c->lowering->fn, v), false, o->loc);
    }
    vec_push(&l->value, v);
}

/* The input half of an output that is read too. */
static void read_output(AsmLowering *l, u32 k)
{
    CUnit *c = l->c;
    Function *fn = &c->lowering->fn;
    const AsmOperand *o = &l->s->operand.at[k];
    const Lvalue *lv = &l->lvalue.at[k];
    QType q = node_at(c, o->node)->type;
    IrType type = (IrType)l->a.operand.at[k].type;
    if (o->constraint.ptr[0] != '+' || type == IR_VOID || !o->in_register) return;
    Value v = lv->ptr;
    if (lv->field) v = lower_load(c, lv, q);
    else if (!is_double_word(type)) v = ir_load(fn, type, lv->ptr, lv->align, lv->mem_flags);
    Str number = arena_printf(c->module->arena, "%u", k);
    add_operand(l, number, type, is_double_word(type), o->loc);
    vec_push(&l->value, v);
}

/* Outputs that were written elsewhere go to their places. */
static void store_temporaries(AsmLowering *l)
{
    CUnit *c = l->c;
    for (u32 k = 0; k < l->temporary.len; k++) {
        if (!l->temporary.at[k]) continue;
        QType q = node_at(c, l->s->operand.at[k].node)->type;
        Value from = ir_slot_addr(&c->lowering->fn, l->temporary.at[k], 0);
        Value v = ir_load(&c->lowering->fn, lower_type(c, q), from, type_align(&c->types, q), 0);
        lower_store(c, &l->lvalue.at[k], q, v, false);
    }
}

/* Outputs count on every way out: each label gets a block of its own where one goes through a temporary. */
static void emit_goto(AsmLowering *l, u32 number)
{
    CUnit *c = l->c;
    Function *fn = &c->lowering->fn;
    Block next = ir_block(fn);
    bool detour = false;
    VEC(Block) to = {0};
    for (u32 k = 0; k < l->temporary.len; k++) detour |= l->temporary.at[k] != 0;
    for (u32 k = 0; k < l->s->label.len; k++) {
        LabelId id = l->s->label.at[k];
        if (c->label.at[id].cleanup != c->lowering->cleanup)
            diag_error(&c->kit->diag, l->s->loc, "'asm goto' into or out of the scope of variable length arrays or objects with attribute 'cleanup' is not supported yet");
        Block b = detour ? ir_block(fn) : lower_label_block(c, id);
        vec_push(&to, b);
    }
    ir_asm_goto(fn, number, l->s->output_count, l->value.at, l->value.len, next, to.at, to.len);
    for (u32 k = 0; k < to.len && detour; k++) {
        ir_place(fn, to.at[k]);
        store_temporaries(l);
        Block b = lower_label_block(c, l->s->label.at[k]);
        ir_jump(fn, b);
    }
    ir_place(fn, next);
    store_temporaries(l);
    vec_free(&to);
}

void lower_asm(CUnit *c, const Node *n)
{
    AsmStatement s = c->asm_statement.at[n->a]; /* a statement expression in an operand may have its own */
    /* An empty template only orders the compiler, and the lowering keeps the order of all memory operations. */
    if (s.text.len == 0 && s.output_count == 0 && !s.is_goto) {
        for (u32 i = 0; i < s.input_count; i++) lower_effect(c, s.operand.at[i].node);
        return;
    }
    AsmLowering l;
    memset(&l, 0, sizeof l);
    l.c = c;
    l.s = &s;
    l.a.text = arena_str(c->module->arena, s.text);
    l.a.is_volatile = s.is_volatile;
    l.a.is_basic = s.is_basic;
    l.a.loc = s.loc;
    for (u32 i = 0; i < s.operand.len; i++) {
        if (i < s.output_count) output(&l, &s.operand.at[i]);
        else input(&l, &s.operand.at[i]);
    }
    for (u32 i = 0; i < s.output_count; i++) read_output(&l, i);
    for (u32 i = 0; i < s.clobber.len; i++) {
        Str clobber = arena_str(c->module->arena, s.clobber.at[i]);
        vec_push(&l.a.clobber, clobber);
    }
    vec_push(&c->module->inline_asm, l.a);
    u32 number = c->module->inline_asm.len - 1;
    if (s.is_goto) {
        emit_goto(&l, number);
    } else {
        ir_asm(&c->lowering->fn, number, s.output_count, l.value.at, l.value.len);
        store_temporaries(&l);
    }
    vec_free(&l.value);
    vec_free(&l.lvalue);
    vec_free(&l.temporary);
}

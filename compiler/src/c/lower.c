/* The lowering's frame: symbols of declarations, function definitions, and what is emitted when.
   In: definitions as the parser finishes them. Out: IR functions and data, in a fixed order, through the sink.

   Functions and objects with external linkage, and static ones, go out at once. What nobody may ever need waits in
   `pending` until something that was emitted refers to it: static inline functions, inline definitions, static locals, static compound literals. */
#include "c/lower.h"

Lowering *lower_open(CUnit *c)
{
    Lowering *l = arena_new(&c->arena, Lowering);
    c->lowering = l;
    return l;
}

/* ---- symbols ---- */

/* Inline definitions are not external definitions (C11 6.7.4p7; gnu_inline: GCC manual, "An Inline Function is As Fast As a Macro"). */
static bool is_inline_definition(const CUnit *c, const Decl *d)
{
    if (d->linkage != LINKAGE_EXTERNAL || !(d->flags & DECL_INLINE)) return false;
    bool gnu = (d->flags & DECL_GNU_INLINE) || c->options->gnu89_inline;
    return gnu ? (d->flags & DECL_EXTERN_SEEN) != 0 : !(d->flags & DECL_EXTERN_SEEN);
}

static u8 visibility_of(const CUnit *c, const Decl *d)
{
    if (d->linkage != LINKAGE_EXTERNAL) return IR_DEFAULT;
    if (d->visibility) return (u8)(d->visibility - 1);
    if (is_inline_definition(c, d)) return IR_DEFAULT; /* the external one is elsewhere */
    return d->flags & (DECL_DEFINED | DECL_TENTATIVE) ? (u8)c->options->visibility : IR_DEFAULT;
}

/* Attributes may come with a later declaration, so this is asked again at the end. */
static void refresh_symbol(CUnit *c, const Decl *d, Symbol id)
{
    IrSymbol *s = ir_symbol(c->module, id);
    bool weak = (d->flags & (DECL_ATTR_WEAK | DECL_ATTR_WEAKREF)) != 0;
    if (d->linkage == LINKAGE_EXTERNAL || d->flags & DECL_ATTR_WEAKREF) s->binding = weak ? IR_WEAK : s->binding == IR_WEAK ? IR_WEAK : IR_GLOBAL;
    else s->binding = IR_LOCAL;
    u8 visibility = visibility_of(c, d);
    if (visibility != IR_DEFAULT) s->visibility = visibility;
    if (d->kind == DECL_FUNCTION) s->kind = d->flags & DECL_ATTR_IFUNC ? IR_IFUNC : IR_FUNCTION;
    else s->kind = d->duration == DURATION_THREAD ? IR_TLS : IR_DATA;
    if (d->tls_model) s->tls_model = d->tls_model;
    if (d->section) s->section = d->section;
}

static Symbol symbol_of(CUnit *c, DeclId id)
{
    Decl *d = &c->decl.at[id];
    if (d->lowered) return d->lowered;
    Name name = d->asm_name ? d->asm_name : d->name;
    if (d->flags & DECL_ATTR_WEAKREF && d->alias) {
        name = d->alias;
    } else if (d->linkage == LINKAGE_NONE && name) {
        Str text = arena_printf(&c->arena, "%.*s.%u", STR_FMT(name_str(&c->kit->names, name)), ++c->lowering->next_static);
        name = names_intern(&c->kit->names, text);
    }
    bool fresh;
    Symbol s = module_symbol(c->module, name, &fresh);
    d->lowered = s;
    refresh_symbol(c, d, s);
    return s;
}

Symbol lower_declared_symbol(CUnit *c, DeclId id)
{
    Symbol s = symbol_of(c, id);
    refresh_symbol(c, &c->decl.at[id], s);
    return s;
}

void lower_note_reference(CUnit *c, Symbol s)
{
    IrSymbol *symbol = ir_symbol(c->module, s);
    if (symbol->referenced) return;
    symbol->referenced = true;
    u32 waiting = intmap_get(&c->lowering->pending_of_symbol, s);
    if (waiting != MAP_NONE && !c->lowering->pending.at[waiting].emitted) vec_push(&c->lowering->ready, waiting);
}

Symbol lower_symbol(CUnit *c, DeclId d)
{
    Symbol s = symbol_of(c, d);
    if (!c->lowering->references_wait) lower_note_reference(c, s);
    return s;
}

Symbol lower_label_symbol(CUnit *c, LabelId id)
{
    Label *l = &c->label.at[id];
    if (!l->symbol) {
        bool fresh;
        l->symbol = module_symbol(c->module, 0, &fresh);
        IrSymbol *s = ir_symbol(c->module, l->symbol);
        s->binding = IR_LOCAL;
        s->kind = IR_BLOCK;
        s->defined = true;
    }
    return l->symbol;
}

Block lower_label_block(CUnit *c, LabelId id)
{
    Function *fn = &c->lowering->fn;
    if (!c->label.at[id].block) {
        c->label.at[id].block = ir_block(fn);
        if (c->label.at[id].address_taken || c->label.at[id].escaped_to || c->label.at[id].symbol)
            fn->block.at[c->label.at[id].block].symbol = lower_label_symbol(c, id);
    }
    return c->label.at[id].block;
}

/* ---- what waits ---- */

void lower_add_pending(CUnit *c, const Pending *p)
{
    Lowering *l = c->lowering;
    u32 index = l->pending.len;
    vec_push(&l->pending, *p);
    *intmap_put(&l->pending_of_symbol, p->symbol, index) = index;
    if (ir_symbol(c->module, p->symbol)->referenced) vec_push(&l->ready, index);
}

static void note_references(CUnit *c, const Function *fn)
{
    for (u32 i = 1; i < fn->inst.len; i++)
        if (fn->inst.at[i].op == OP_SYM && fn->inst.at[i].uses) lower_note_reference(c, fn->inst.at[i].a);
}

static void emit_pending(CUnit *c, Pending *p)
{
    p->emitted = true;
    ir_symbol(c->module, p->symbol)->defined = true;
    if (p->is_function) {
        note_references(c, p->function);
        c->sink->function(c->sink->self, c->module, p->function);
    } else {
        for (u32 i = 0; i < p->data.reloc_count; i++) lower_note_reference(c, p->data.reloc[i].symbol);
        c->sink->data(c->sink->self, c->module, &p->data);
    }
}

void lower_emit_ready(CUnit *c)
{
    Lowering *l = c->lowering;
    for (u32 i = 0; i < l->ready.len; i++) {
        u32 index = l->ready.at[i];
        if (l->pending.at[index].emitted) continue;
        Pending p = l->pending.at[index];
        l->pending.at[index].emitted = true;
        emit_pending(c, &p);
    }
    vec_clear(&l->ready);
}

/* ---- functions ---- */

static bool waits(const CUnit *c, const Decl *d, const IrSymbol *s)
{
    if (d->flags & (DECL_ATTR_USED | DECL_ATTR_CONSTRUCTOR | DECL_ATTR_DESTRUCTOR)) return false;
    if (is_inline_definition(c, d)) return true;
    return d->linkage == LINKAGE_INTERNAL && d->flags & DECL_INLINE && !s->referenced;
}

/* A K&R definition receives promoted arguments (6.5.2.2p6). */
static QType promoted(const CUnit *c, QType q)
{
    CTypeKind k = type_kind(&c->types, q);
    if (k == CT_FLOAT) return QTYPE_OF(CT_DOUBLE);
    if (type_is_integer(&c->types, q) && type_size(&c->types, q) < 4 && k != CT_BITINT) return QTYPE_OF(CT_INT);
    return type_unqualified(q);
}

static SigId definition_sig(CUnit *c, const Decl *d)
{
    const CType *t = type_of(&c->types, d->type);
    if (!t->unprototyped || d->param_count == 0) return lower_sig(c, d->type);
    IrParam *param = arena_new_array(&c->arena, IrParam, d->param_count);
    for (u32 i = 0; i < d->param_count; i++)
        param[i] = lower_param(c, promoted(c, c->decl.at[c->param_decl.at[d->first_param + i]].type));
    return module_sig(c->module, lower_param(c, t->base), param, d->param_count, false, true);
}

/* Parameter number i of the function arrives as v. */
static void receive_parameter(CUnit *c, const Decl *d, u32 i, Value v)
{
    Function *fn = &c->lowering->fn;
    const CType *t = type_of(&c->types, d->type);
    DeclId id = c->param_decl.at[d->first_param + i];
    Decl *p = &c->decl.at[id];
    if (is_record(c, p->type) && !(p->type & Q_ATOMIC) && !(p->flags & DECL_CAPTURED)) {
        p->value_id = v;
        return;
    }
    if (!(p->flags & DECL_USED)) return;
    u32 align = lower_decl_align(c, p);
    if (is_record(c, p->type)) { /* an atomic object may be aligned more strictly than what was passed */
        Value own = lower_decl_address(c, id);
        lower_copy_record(c, own, align, v, type_align(&c->types, type_unqualified(p->type)), p->type, 0);
        return;
    }
    /* Of an old-style definition the caller's type may be another one: promoted, or what a prototype says. */
    QType passed = type_unqualified(t->unprototyped ? promoted(c, p->type) : c->types.param.at[t->index + i]), own = type_unqualified(p->type);
    if (passed != own && !type_is_pointer(&c->types, own)) v = lower_convert(c, v, passed, own);
    if (!(p->flags & DECL_CAPTURED)) p->lowered = ir_slot(fn, type_size(&c->types, p->type), align, p->name, p->loc);
    ir_store(fn, lower_decl_address(c, id), v, align, 0);
}

static void receive_parameters(CUnit *c, const Decl *d, bool chained)
{
    for (u32 i = 0; i < d->param_count; i++) receive_parameter(c, d, i, ir_param(i + chained));
}

static void fall_off_the_end(CUnit *c, const Decl *d)
{
    Function *fn = &c->lowering->fn;
    QType result = c->lowering->result;
    if (ir_terminated(fn)) return;
    if (type_kind(&c->types, result) == CT_VOID) ir_ret(fn, 0);
    else if (str_is(name_str(&c->kit->names, d->name), "main")) ir_ret(fn, ir_int(fn, lower_type(c, result), 0)); /* 5.1.2.2.3 */
    else if (is_record(c, result)) ir_ret(fn, lower_temporary(c, result));
    else ir_ret(fn, ir_poison(fn, lower_type(c, result)));
}

/* A pointer to the function in .init_array or .fini_array (gABI, "Initialization and Termination Functions"). */
static void emit_array_entry(CUnit *c, Symbol function, const char *section, i32 priority)
{
    bool fresh;
    Symbol s = module_symbol(c->module, 0, &fresh);
    IrSymbol *entry = ir_symbol(c->module, s);
    entry->kind = IR_DATA;
    entry->binding = IR_LOCAL;
    entry->defined = true;
    Str name = priority >= 0 && priority != 65535 ? arena_printf(&c->arena, "%s.%05d", section, (int)priority) : str_of(section);
    entry->section = names_intern(&c->kit->names, name);
    u32 size = c->types.layout->pointer_size;
    IrDataReloc reloc = {0, function, 0, (u8)size, 0};
    IrData data = {.symbol = s, .align = size, .bytes = arena_new_array(&c->arena, u8, size), .size = size, .reloc = &reloc, .reloc_count = 1};
    entry->size = size;
    entry->align = size;
    lower_note_reference(c, function);
    c->sink->data(c->sink->self, c->module, &data);
}

/* The function, and what the module has to know of it, into l->fn. */
static void build_function(CUnit *c, DeclId id, NodeId body)
{
    Lowering *l = c->lowering;
    Function *fn = &l->fn;
    Symbol symbol = symbol_of(c, id);
    const Decl *d = &c->decl.at[id];
    bool chained = nested_needs_chain(c, id);
    refresh_symbol(c, d, symbol);
    l->function = id;
    l->result = type_of(&c->types, d->type)->base;
    l->break_to = l->continue_to = 0;
    l->cleanup = 0;
    l->may_be_unreached = false;
    SigId sig = definition_sig(c, d);
    function_begin(c->module, fn, symbol, chained ? nested_sig(c, sig) : sig, d->loc);
    fn->current_loc = d->loc;
    if (c->switch_case.len > l->block_of_case.len) vec_reserve(&l->block_of_case, c->switch_case.len);
    l->block_of_case.len = c->switch_case.len;
    if (c->nested.len) nested_begin(c);
    ir_symbol(c->module, symbol)->is_naked = d->is_naked;
    if (!d->is_naked) receive_parameters(c, d, chained);
    if (c->nested.len) nested_land(c);
    lower_statement(c, body);
    if (d->is_naked) ir_trap(fn);
    else fall_off_the_end(c, d);
    fn->end_loc = fn->current_loc;
    if (l->may_be_unreached) ir_drop_unreachable(fn);
    if (d->align) ir_symbol(c->module, symbol)->align = d->align;
}

/* Keeps l->fn until something that is emitted refers to it. */
static void put_off(CUnit *c, DeclId id)
{
    const Decl *d = &c->decl.at[id];
    Pending p = {.symbol = symbol_of(c, id), .decl = id, .is_function = true, .function = arena_new(&c->arena, Function)};
    function_copy(p.function, &c->lowering->fn);
    /* An inline definition goes out only when a later declaration makes it external: lower_close asks. */
    if (is_inline_definition(c, d)) vec_push(&c->lowering->pending, p);
    else lower_add_pending(c, &p);
}

static void lower_nested_functions(CUnit *c)
{
    Lowering *l = c->lowering;
    for (u32 i = 1; i < c->nested.len; i++) {
        l->nested = i;
        l->references_wait = true;
        build_function(c, c->nested.at[i].decl, c->nested.at[i].body);
        put_off(c, c->nested.at[i].decl);
    }
    l->nested = 0;
}

void lower_function(CUnit *c, DeclId id, NodeId body)
{
    Lowering *l = c->lowering;
    Symbol symbol = symbol_of(c, id);
    if (c->nested.len) nested_analyse(c);
    l->nested = 0;
    bool wait = l->references_wait = waits(c, &c->decl.at[id], ir_symbol(c->module, symbol));
    build_function(c, id, body);
    const Decl *d = &c->decl.at[id];
    if (wait) {
        put_off(c, id);
    } else {
        if (l->references_wait) note_references(c, &l->fn);
        ir_symbol(c->module, symbol)->defined = true;
        c->sink->function(c->sink->self, c->module, &l->fn);
        if (d->flags & DECL_ATTR_CONSTRUCTOR) emit_array_entry(c, symbol, ".init_array", d->priority);
        if (d->flags & DECL_ATTR_DESTRUCTOR) emit_array_entry(c, symbol, ".fini_array", d->priority);
    }
    lower_nested_functions(c);
    l->references_wait = false;
    l->function = 0;
    lower_emit_ready(c);
}

/* ---- objects ---- */

static bool is_read_only(const CUnit *c, QType q)
{
    while (type_kind(&c->types, q) == CT_ARRAY) q = type_of(&c->types, q)->base;
    return (q & Q_CONST) && !(q & Q_VOLATILE);
}

static void define_object(CUnit *c, DeclId id, IrData *data)
{
    const Decl *d = &c->decl.at[id];
    Symbol symbol = symbol_of(c, id);
    refresh_symbol(c, d, symbol);
    d = &c->decl.at[id];
    IrSymbol *s = ir_symbol(c->module, symbol);
    data->symbol = symbol;
    data->align = lower_definition_align(c, d);
    data->read_only = is_read_only(c, d->type);
    s->size = data->size;
    s->align = data->align;
    if (d->linkage == LINKAGE_NONE) {
        Pending p = {.symbol = symbol, .decl = id, .data = *data};
        lower_add_pending(c, &p);
    } else {
        s->defined = true;
        for (u32 i = 0; i < data->reloc_count; i++) lower_note_reference(c, data->reloc[i].symbol);
        c->sink->data(c->sink->self, c->module, data);
    }
    if (!c->lowering->function) lower_emit_ready(c);
}

void lower_object(CUnit *c, DeclId object, InitId init)
{
    IrData data = {0};
    if (init) {
        if (!lower_image(c, &c->init.at[init], &data, true)) return;
    } else {
        data.size = type_size(&c->types, c->decl.at[object].type);
    }
    define_object(c, object, &data);
}

static void define_tentative(CUnit *c, DeclId id)
{
    const Decl *d = &c->decl.at[id];
    Symbol symbol = symbol_of(c, id);
    if (ir_symbol(c->module, symbol)->defined) return;
    const CType *t = type_of(&c->types, d->type);
    IrData data = {0};
    /* An array of unknown size gets one element (6.9.2p2, example in p5). */
    data.size = t->kind == CT_ARRAY && t->incomplete_array ? type_size(&c->types, t->base) : type_size(&c->types, d->type);
    bool common = c->options->common ? !(d->flags & DECL_ATTR_NOCOMMON) : (d->flags & DECL_ATTR_COMMON) != 0;
    if (common && d->linkage == LINKAGE_EXTERNAL && d->duration == DURATION_STATIC && !d->section && !(d->flags & DECL_ATTR_WEAK)) {
        refresh_symbol(c, d, symbol);
        IrSymbol *s = ir_symbol(c->module, symbol);
        s->defined = s->is_common = true;
        s->size = data.size;
        s->align = lower_definition_align(c, d);
        return;
    }
    define_object(c, id, &data);
}

void lower_file_asm(CUnit *c, Str text, Loc loc) { c->sink->file_asm(c->sink->self, c->module, text, loc); }

static void report_error_calls(CUnit *c)
{
    Lowering *l = c->lowering;
    const Names *names = &c->kit->names;
    for (u32 i = 0; i < l->error_call.len; i++) {
        const ErrorCall *e = &l->error_call.at[i];
        if (!ir_symbol(c->module, symbol_of(c, e->caller))->defined) continue;
        const Decl *d = &c->decl.at[e->callee];
        diag_error(&c->kit->diag, e->loc, "call to '%.*s' declared with attribute error: %.*s", STR_FMT(name_str(names, d->name)),
                   STR_FMT(name_str(names, d->error_text)));
    }
}

void lower_close(CUnit *c)
{
    Lowering *l = c->lowering;
    l->function = 0;
    for (DeclId id = 1; id < c->decl.len; id++) {
        const Decl *d = &c->decl.at[id];
        if (d->kind == DECL_OBJECT && d->linkage != LINKAGE_NONE && d->flags & DECL_TENTATIVE && !(d->flags & DECL_DEFINED)) define_tentative(c, id);
    }
    lower_aliases(c);
    for (u32 i = 0; i < l->pending.len; i++) {
        Pending *p = &l->pending.at[i];
        if (p->emitted || !p->is_function) continue;
        const Decl *d = &c->decl.at[p->decl];
        /* A GNU inline definition may have been replaced by an external one (GCC manual, "An Inline Function is As Fast As a Macro"). */
        bool external = d->linkage == LINKAGE_EXTERNAL && !is_inline_definition(c, d) && !ir_symbol(c->module, p->symbol)->defined;
        if (external) vec_push(&l->ready, i);
    }
    lower_emit_ready(c);
    for (DeclId id = 1; id < c->decl.len; id++) {
        const Decl *d = &c->decl.at[id];
        bool has_symbol = d->kind == DECL_FUNCTION || (d->kind == DECL_OBJECT && d->duration != DURATION_AUTOMATIC);
        if (has_symbol && d->lowered && d->linkage == LINKAGE_EXTERNAL) refresh_symbol(c, d, d->lowered);
    }
    report_error_calls(c);
    function_free(&l->fn);
    vec_free(&l->pending);
    intmap_free(&l->pending_of_symbol);
    vec_free(&l->ready);
    vec_free(&l->string_symbol);
    strmap_free(&l->string_of_bytes);
    vec_free(&l->sig_of_type);
    vec_free(&l->block_of_case);
    vec_free(&l->reloc);
    vec_free(&l->error_call);
    vec_free(&l->work);
}

/* One translation unit through the back end: the sink that functions and data come to, symbols and sections of the object,
   the pool of constants. See target.h for what comes in and goes out. */
#include <stdlib.h>

#include "base/bits.h"
#include "codegen/cg.h"
#include "codegen/regalloc.h"

static const Target *const targets[] = {&target_x64};

const Target *target_find(Str name)
{
    for (u32 k = 0; k < ARRAY_LEN(targets); k++)
        if (str_is(name, targets[k]->name)) return targets[k];
    return NULL;
}

const DataLayout *target_layout(const Target *t) { return t->layout; }
ObjMachine target_machine(const Target *t) { return t->machine; }

/* ---- symbols ---- */

static ObjSymbolKind symbol_kind(const IrSymbol *s)
{
    switch ((IrSymbolKind)s->kind) {
    case IR_FUNCTION: return s->defined ? OBJ_FUNC : OBJ_NOTYPE;
    case IR_DATA: return s->defined && s->name ? OBJ_DATA : OBJ_NOTYPE;
    case IR_TLS: return OBJ_TLS_DATA;
    case IR_BLOCK: return OBJ_NOTYPE;
    case IR_IFUNC: return s->defined ? OBJ_IFUNC : OBJ_NOTYPE;
    }
    return OBJ_NOTYPE;
}

/* Attributes may come after the first use: they are copied again at the end. */
static void describe(const IrSymbol *s, ObjSymbol *y)
{
    y->binding = s->binding == IR_LOCAL ? OBJ_LOCAL : s->binding == IR_WEAK ? OBJ_WEAK : OBJ_GLOBAL;
    y->visibility = s->visibility;
    y->kind = (u8)symbol_kind(s);
}

static ObjSymbolId make_symbol(Codegen *cg, Symbol id)
{
    const IrSymbol *s = ir_symbol(cg->m, id);
    ObjSymbol y = {0};
    while (cg->symbol_of.len < cg->m->symbol.len) vec_push(&cg->symbol_of, 0);
    y.name = name_str(&cg->kit->names, s->name);
    describe(s, &y);
    return cg->symbol_of.at[id] = obj_add_symbol(cg->obj, &y);
}

static ObjSymbolId object_symbol(Codegen *cg, Symbol id)
{
    if (id < cg->symbol_of.len && cg->symbol_of.at[id]) return cg->symbol_of.at[id];
    return make_symbol(cg, id);
}

ObjSymbolId cg_symbol(Codegen *cg, Symbol id)
{
    ObjSymbolId y = object_symbol(cg, id);
    cg->obj->symbol.at[y].referenced = true;
    return y;
}

void cg_place_symbol(Codegen *cg, Symbol id, ObjSectionId section, u64 offset, u64 size)
{
    ObjSymbolId made = object_symbol(cg, id);
    ObjSymbol *y = &cg->obj->symbol.at[made];
    y->place = OBJ_DEFINED;
    y->section = section;
    y->value = offset;
    y->size = size;
    ir_symbol(cg->m, id)->defined = true;
}

Symbol cg_runtime_symbol(Codegen *cg, Symbol *cache, const char *name)
{
    bool fresh;
    if (!*cache) *cache = module_symbol(cg->m, names_intern(&cg->kit->names, str_of(name)), &fresh);
    return *cache;
}

/* ---- sections ---- */

ObjSectionId cg_section(Codegen *cg, Str name, ObjSectionKind kind, u32 flags, u32 align)
{
    u32 id = strmap_get(&cg->section_of_name, name);
    if (id == MAP_NONE) {
        name = arena_str(&cg->kit->arena, name);
        id = obj_add_section(cg->obj, name, kind, flags, align);
        *strmap_put(&cg->section_of_name, name, id) = id;
    }
    ObjSection *s = obj_section(cg->obj, id);
    if (s->align < align) s->align = align;
    return id;
}

/* gABI, "Special Sections", and what GNU tools know by name. */
void cg_section_kind(Str name, bool is_code, bool read_only, bool is_tls, bool is_zero, ObjSectionKind *kind, u32 *flags)
{
    *kind = OBJ_PROGBITS;
    if (is_code) *flags = OBJ_ALLOC | OBJ_EXEC;
    else *flags = read_only ? OBJ_ALLOC : OBJ_ALLOC | OBJ_WRITE;
    if (is_tls) *flags = OBJ_ALLOC | OBJ_WRITE | OBJ_TLS;
    if (str_is(name, ".init_array") || str_starts(name, ".init_array.")) *kind = OBJ_INIT_ARRAY, *flags |= OBJ_WRITE;
    else if (str_is(name, ".fini_array") || str_starts(name, ".fini_array.")) *kind = OBJ_FINI_ARRAY, *flags |= OBJ_WRITE;
    else if (str_is(name, ".preinit_array")) *kind = OBJ_PREINIT_ARRAY, *flags |= OBJ_WRITE;
    else if (str_starts(name, ".note")) *kind = OBJ_NOTE;
    else if (is_zero && (str_is(name, ".bss") || str_starts(name, ".bss.") || str_is(name, ".tbss") || str_starts(name, ".tbss."))) *kind = OBJ_NOBITS;
}

static Str suffixed(Codegen *cg, const char *base, Symbol s)
{
    return arena_printf(&cg->kit->arena, "%s.%.*s", base, STR_FMT(name_str(&cg->kit->names, ir_symbol(cg->m, s)->name)));
}

CgDestination cg_text_destination(Codegen *cg, Symbol id)
{
    const IrSymbol *s = ir_symbol(cg->m, id);
    CgDestination d = {STR(".text"), OBJ_PROGBITS, OBJ_ALLOC | OBJ_EXEC};
    if (s->section) {
        d.name = name_str(&cg->kit->names, s->section);
        cg_section_kind(d.name, true, false, false, false, &d.kind, &d.flags);
    } else if (cg->options->function_sections && s->name) {
        d.name = suffixed(cg, ".text", id);
    }
    return d;
}

ObjSectionId cg_text_section(Codegen *cg, Symbol id)
{
    if (!ir_symbol(cg->m, id)->section && !cg->options->function_sections) return cg->text;
    CgDestination d = cg_text_destination(cg, id);
    return cg_section(cg, d.name, d.kind, d.flags, 1);
}

Str cg_table_section_name(Codegen *cg, Symbol id)
{
    const IrSymbol *s = ir_symbol(cg->m, id);
    return cg->options->function_sections && s->name && !s->section ? suffixed(cg, ".rodata", id) : STR(".rodata");
}

ObjSectionId cg_table_section(Codegen *cg, Symbol id) { return cg_section(cg, cg_table_section_name(cg, id), OBJ_PROGBITS, OBJ_ALLOC, 4); }

/* ---- constants ---- */

u32 cg_constant(Codegen *cg, u64 lo, u64 hi, u32 size)
{
    static const char *const name[3] = {".rodata.cst4", ".rodata.cst8", ".rodata.cst16"};
    u32 log = size == 4 ? 0 : size == 8 ? 1 : 2;
    IntMap *map = &cg->constant_index[log];
    /* 16-byte constants are told apart by both words; the exponents of hi rarely collide with other low words. */
    u64 key = log == 2 ? lo ^ hi * 0x9e3779b97f4a7c15u : lo;
    u32 found = intmap_get(map, key);
    if (found != MAP_NONE && cg->constant.at[found].lo == lo && cg->constant.at[found].hi == hi) return found;
    if (!cg->constant.len) vec_push(&cg->constant, ((ConstEntry){0, 0, 0, 0}));
    ConstEntry entry = {lo, hi, size, 0};
    u32 index = cg->constant.len;
    if (!cg->assembly) {
        ObjSectionId *section = &cg->constant_section[log];
        if (!*section) {
            *section = cg_section(cg, str_of(name[log]), OBJ_PROGBITS, OBJ_ALLOC | OBJ_MERGE, size);
            obj_section(cg->obj, *section)->entry_size = size;
        }
        ObjSection *s = obj_section(cg->obj, *section);
        ObjSymbol y = {0};
        y.place = OBJ_DEFINED;
        y.section = *section;
        y.value = s->bytes.len;
        if (size == 4) buf_u32(&s->bytes, (u32)lo);
        else buf_u64(&s->bytes, lo);
        if (size == 16) buf_u64(&s->bytes, hi);
        entry.symbol = obj_add_symbol(cg->obj, &y);
    }
    vec_push(&cg->constant, entry);
    *intmap_put(map, key, index) = index;
    return index;
}

/* ---- the sink ---- */

Codegen *codegen_open(Kit *kit, const Target *t, const CodegenOptions *options, Module *m, Obj *obj, Buf *assembly)
{
    Codegen *cg = calloc(1, sizeof *cg);
    if (!cg) KIT_PANIC("out of memory");
    cg->kit = kit;
    cg->target = t;
    cg->options = options;
    cg->m = m;
    cg->obj = obj;
    cg->assembly = assembly;
    if (assembly) {
        text_begin(cg);
        return cg;
    }
    if (m->source_path.len) {
        Str name = m->source_path;
        for (u32 k = name.len; k-- > 0;) {
            if (name.ptr[k] != '/') continue;
            name.ptr += k + 1;
            name.len -= k + 1;
            break;
        }
        ObjSymbol file = {0};
        file.name = name;
        file.kind = OBJ_FILE;
        file.place = OBJ_ABSOLUTE;
        obj_add_symbol(obj, &file);
    }
    cg->text = cg_section(cg, STR(".text"), OBJ_PROGBITS, OBJ_ALLOC | OBJ_EXEC, 1);
    cg_section(cg, STR(".data"), OBJ_PROGBITS, OBJ_ALLOC | OBJ_WRITE, 1);
    cg_section(cg, STR(".bss"), OBJ_NOBITS, OBJ_ALLOC | OBJ_WRITE, 1);
    return cg;
}

void codegen_function(Codegen *cg, Function *fn)
{
    MFunc *f = &cg->f;
    Isel *S = &cg->isel;
    const Target *t = cg->target;
    f->fn = fn;
    S->cg = cg;
    S->m = cg->m;
    S->fn = fn;
    S->f = f;
    S->line_marks = cg->options->debug_lines;
    ir_symbol(cg->m, fn->symbol)->defined = true;
    isel_function(S);
    if (S->failed) return;
    regalloc_fast(f, t->regs, t->ops);
    if (f->saves_all) f->callee_saved_used = t->regs->callee_saved;
    f->save_count = count_ones(f->callee_saved_used);
    if (!frame_layout(f, 8 * f->save_count)) {
        diag_error(&cg->kit->diag, fn->loc, "the stack frame of '%.*s' is too large", STR_FMT(name_str(&cg->kit->names, ir_symbol(cg->m, fn->symbol)->name)));
        return;
    }
    t->finish(f);
    if (cg->assembly) t->print(cg, f);
    else if (f->has_asm) join_function(cg, f);
    else t->emit(cg, f);
    cg->function_count++;
}

void cg_define_function(Codegen *cg, Symbol s, ObjSectionId section, u64 offset, u64 size)
{
    cg_place_symbol(cg, s, section, offset, size);
    if (!cg->options->debug_lines) return;
    CgFunction fn = {s, section, offset, size, cg->f.fn->loc, cg->first_line, cg->line.len - cg->first_line};
    cg->first_line = cg->line.len;
    vec_push(&cg->function, fn);
}

/* ---- the end ---- */

static void finish_commons_and_aliases(Codegen *cg)
{
    Module *m = cg->m;
    for (Symbol id = 1; id < m->symbol.len; id++) {
        const IrSymbol *s = ir_symbol(m, id);
        if (s->is_common) {
            ObjSymbolId made = object_symbol(cg, id);
            ObjSymbol *y = &cg->obj->symbol.at[made];
            y->place = OBJ_COMMON;
            y->value = s->align ? s->align : 1;
            y->size = s->size;
        } else if (s->alias) {
            u32 target = intmap_get(&m->symbol_of_name, s->alias);
            ObjSymbolId y = object_symbol(cg, id);
            if (target == MAP_NONE || target >= cg->symbol_of.len || !cg->symbol_of.at[target]) continue;
            const ObjSymbol to = cg->obj->symbol.at[cg->symbol_of.at[target]];
            ObjSymbol *alias = &cg->obj->symbol.at[y];
            alias->place = to.place;
            alias->section = to.section;
            alias->value = to.value;
            alias->size = to.size;
        }
    }
}

static void comment(Codegen *cg)
{
    Str producer = cg->options->producer;
    if (!producer.len) return; /* -fno-ident */
    ObjSectionId id = cg_section(cg, STR(".comment"), OBJ_PROGBITS, OBJ_MERGE | OBJ_STRINGS, 1);
    ObjSection *s = obj_section(cg->obj, id);
    s->entry_size = 1;
    buf_u8(&s->bytes, 0); /* as assemblers begin it for .ident */
    buf_str(&s->bytes, producer);
    buf_u8(&s->bytes, 0);
}

/* Code on the stack (TRAMPOLINE) is run: the note that linkers ask, as GNU as writes it. */
static void stack_note(Codegen *cg)
{
    if (!cg->executable_stack) return;
    cg->obj->needs_executable_stack = true;
    cg_section(cg, STR(".note.GNU-stack"), OBJ_PROGBITS, OBJ_EXEC, 1);
}

void codegen_close(Codegen *cg)
{
    if (cg->assembly) {
        text_finish(cg);
    } else {
        finish_commons_and_aliases(cg);
        for (Symbol id = 1; id < cg->symbol_of.len; id++)
            if (cg->symbol_of.at[id]) describe(ir_symbol(cg->m, id), &cg->obj->symbol.at[cg->symbol_of.at[id]]);
        if (!cg->joined.len) cg_finish_differences(cg);
        eh_frame_finish(cg);
        if (!cg->joined.len || join_finish(cg)) {
            if (cg->options->debug_lines) debug_finish(cg);
            comment(cg);
            stack_note(cg);
        }
    }
    MFunc *f = &cg->f;
    Isel *S = &cg->isel;
    vec_free(&f->selected);
    vec_free(&f->final);
    vec_free(&f->vreg);
    vec_free(&f->slot);
    vec_free(&f->call);
    vec_free(&f->table);
    vec_free(&f->table_block);
    vec_free(&f->inline_asm);
    vec_free(&f->asm_operand);
    vec_free(&f->asm_label);
    vec_free(&f->free_home);
    vec_free(&f->control);
    vec_free(&f->branch);
    vec_free(&f->place);
    vec_free(&f->epilogue);
    vec_free(&f->saved);
    vec_free(&f->forward);
    vec_free(&S->value);
    vec_free(&S->load);
    vec_free(&S->pure);
    vec_free(&S->edge);
    vec_free(&S->edge_of_block);
    vec_free(&S->phi_slot);
    vec_free(&S->param);
    buf_free(&cg->joined);
    vec_free(&cg->join_label);
    vec_free(&cg->symbol_of);
    vec_free(&cg->constant);
    for (u32 k = 0; k < 3; k++) intmap_free(&cg->constant_index[k]);
    strmap_free(&cg->section_of_name);
    strmap_free(&cg->string_place);
    vec_free(&cg->difference);
    vec_free(&cg->line);
    vec_free(&cg->function);
    vec_free(&cg->file);
    strmap_free(&cg->file_of_path);
    free(cg);
}

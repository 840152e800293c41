/* Assembly text of everything but instructions, for -S: symbols, sections, data, debug information. In: what the other files
   would put into the Obj. Out: directives that kit's and GNU's assembler read alike. */
#include "base/bits.h"
#include "codegen/cg.h"

static Buf *out(Codegen *cg) { return cg->assembly; }

/* ---- names ---- */

static bool is_plain(Str s)
{
    if (!s.len || (s.ptr[0] >= '0' && s.ptr[0] <= '9')) return false;
    for (u32 k = 0; k < s.len; k++) {
        char c = s.ptr[k];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (!letter && c != '_' && c != '.' && c != '$' && (u8)c < 0x80) return false;
    }
    return true;
}

static void quoted(Buf *b, const u8 *p, u64 n)
{
    buf_u8(b, '"');
    for (u64 k = 0; k < n; k++) {
        u8 c = p[k];
        if (c == '"' || c == '\\') buf_printf(b, "\\%c", c);
        else if (c >= 0x20 && c < 0x7f) buf_u8(b, c);
        else buf_printf(b, "\\%03o", c);
    }
    buf_u8(b, '"');
}

static void put_name(Buf *b, Str name)
{
    if (is_plain(name)) buf_str(b, name);
    else quoted(b, (const u8 *)name.ptr, name.len);
}

void text_symbol(Codegen *cg, Symbol s)
{
    if (cg->joining) {
        cg_symbol(cg, s);
    } else {
        while (cg->symbol_of.len < cg->m->symbol.len) vec_push(&cg->symbol_of, 0);
        cg->symbol_of.at[s] = 1;
    }
    Name name = ir_symbol(cg->m, s)->name;
    if (name) put_name(out(cg), name_str(&cg->kit->names, name));
    else buf_printf(out(cg), ".LS%u", s);
}

void text_constant(Codegen *cg, u32 constant) { buf_printf(out(cg), ".LC%u", constant); }

/* ---- sections ---- */

void text_section(Codegen *cg, Str name, ObjSectionKind kind, u32 flags, u32 entry_size)
{
    Buf *b = out(cg);
    if (str_eq(name, cg->current_section)) return;
    cg->current_section = name;
    if (str_is(name, ".text") || str_is(name, ".data") || str_is(name, ".bss")) {
        buf_printf(b, "\t%.*s\n", STR_FMT(name));
        return;
    }
    static const char *const type[] = {"progbits", "nobits", "note", "init_array", "fini_array", "preinit_array", "progbits", "progbits"};
    buf_puts(b, "\t.section ");
    put_name(b, name);
    buf_printf(b, ",\"%s%s%s%s%s%s\",@%s", flags & OBJ_ALLOC ? "a" : "", flags & OBJ_WRITE ? "w" : "", flags & OBJ_EXEC ? "x" : "",
               flags & OBJ_MERGE ? "M" : "", flags & OBJ_STRINGS ? "S" : "", flags & OBJ_TLS ? "T" : "", type[kind]);
    if (flags & OBJ_MERGE) buf_printf(b, ",%u", entry_size);
    buf_u8(b, '\n');
}

static void align_to(Buf *b, u32 align)
{
    if (align > 1) buf_printf(b, "\t.balign %u\n", align);
}

void text_begin(Codegen *cg)
{
    Str path = cg->m->source_path;
    for (u32 k = path.len; k-- > 0;) {
        if (path.ptr[k] != '/') continue;
        path.ptr += k + 1;
        path.len -= k + 1;
        break;
    }
    if (path.len) {
        buf_puts(out(cg), "\t.file ");
        quoted(out(cg), (const u8 *)path.ptr, path.len);
        buf_u8(out(cg), '\n');
    }
    buf_puts(out(cg), "\t.text\n");
    cg->current_section = STR(".text");
}

/* ---- functions ---- */

/* The constants that the function which comes next has added to the pool. */
static void constants(Codegen *cg)
{
    Buf *b = out(cg);
    if (!cg->constants_printed) cg->constants_printed = 1;
    for (; cg->constants_printed < cg->constant.len; cg->constants_printed++) {
        const ConstEntry *e = &cg->constant.at[cg->constants_printed];
        text_section(cg, e->size == 4 ? STR(".rodata.cst4") : e->size == 8 ? STR(".rodata.cst8") : STR(".rodata.cst16"), OBJ_PROGBITS, OBJ_ALLOC | OBJ_MERGE, e->size);
        align_to(b, e->size);
        text_constant(cg, cg->constants_printed);
        buf_puts(b, ":\n");
        if (e->size == 4) buf_printf(b, "\t.long %u\n", (u32)e->lo);
        else buf_printf(b, "\t.quad 0x%llx\n", (unsigned long long)e->lo);
        if (e->size == 16) buf_printf(b, "\t.quad 0x%llx\n", (unsigned long long)e->hi);
    }
}

void text_function_begin(Codegen *cg, Symbol s)
{
    Buf *b = out(cg);
    CgDestination d = cg_text_destination(cg, s);
    u32 align = ir_symbol(cg->m, s)->align;
    if (!cg->joining) constants(cg);
    text_section(cg, d.name, d.kind, d.flags, 0);
    align_to(b, align > cg->target->function_align ? align : cg->target->function_align);
    buf_printf(b, "\t.type ");
    text_symbol(cg, s);
    buf_printf(b, ", @%s\n", ir_symbol(cg->m, s)->kind == IR_IFUNC ? "gnu_indirect_function" : "function");
    text_symbol(cg, s);
    buf_puts(b, ":\n");
    if (cg->joining && cg->options->debug_lines) buf_printf(b, ".Lbegin%u:\n", cg->function_count);
}

void text_function_end(Codegen *cg, Symbol s)
{
    Buf *b = out(cg);
    buf_printf(b, ".Lend%u:\n\t.size ", cg->function_count);
    text_symbol(cg, s);
    buf_printf(b, ", .Lend%u-", cg->function_count);
    text_symbol(cg, s);
    buf_u8(b, '\n');
    if (!cg->options->debug_lines) return;
    CgFunction fn = {s, 0, 0, 0, cg->f.fn->loc, cg->function_count, 0};
    if (cg->joining) {
        fn.offset = join_label(cg, arena_printf(&cg->kit->arena, ".Lbegin%u", cg->function_count));
        fn.size = join_label(cg, arena_printf(&cg->kit->arena, ".Lend%u", cg->function_count));
        fn.first_line = cg->first_line;
        fn.line_count = cg->line.len - cg->first_line;
        cg->first_line = cg->line.len;
    }
    vec_push(&cg->function, fn);
}

void text_line(Codegen *cg, Loc loc)
{
    if (!cg->options->debug_lines || !loc) return;
    if (cg->joining) {
        Str label = arena_printf(&cg->kit->arena, ".Lline%u", cg->line.len);
        buf_printf(out(cg), "%.*s:\n", STR_FMT(label));
        cg_note_line(cg, 0, join_label(cg, label), loc);
        return;
    }
    u32 known = cg->file.len, file, line = debug_line_of(cg, loc, &file);
    for (u32 k = known; k < cg->file.len; k++) {
        buf_printf(out(cg), "\t.file %u ", k + 1); /* 1 is the first that every version of DWARF allows */
        quoted(out(cg), (const u8 *)cg->file.at[k].path.ptr, cg->file.at[k].path.len);
        buf_u8(out(cg), '\n');
    }
    if (file == cg->last_file && line == cg->last_line) return;
    cg->last_file = file;
    cg->last_line = line;
    buf_printf(out(cg), "\t.loc %u %u\n", file + 1, line);
}

/* ---- data ---- */

static void bytes(Buf *b, const u8 *p, u64 n)
{
    u64 k = 0;
    while (k < n) {
        u64 zeros = 0, end;
        while (k + zeros < n && !p[k + zeros]) zeros++;
        if (zeros >= 8 || k + zeros == n) {
            buf_printf(b, "\t.zero %llu\n", (unsigned long long)zeros);
            k += zeros;
            continue;
        }
        /* Up to 64 bytes a line, ending where many zeros begin. */
        for (end = k + 1; end < n && end - k < 64; end++) {
            u64 z = 0;
            while (end + z < n && z < 8 && !p[end + z]) z++;
            if (z == 8) break;
        }
        buf_puts(b, "\t.ascii ");
        quoted(b, p + k, end - k);
        buf_u8(b, '\n');
        k = end;
    }
}

static void reloc_text(Codegen *cg, const IrDataReloc *r)
{
    Buf *b = out(cg);
    buf_printf(b, "\t.%s ", r->size == 8 ? "quad" : r->size == 4 ? "long" : r->size == 2 ? "value" : "byte");
    text_symbol(cg, r->symbol);
    if (r->minus) {
        buf_u8(b, '-');
        text_symbol(cg, r->minus);
    }
    if (r->addend) buf_printf(b, "%+lld", (long long)r->addend);
    buf_u8(b, '\n');
}

void text_data(Codegen *cg, const IrData *data)
{
    Buf *b = out(cg);
    IrSymbol *s = ir_symbol(cg->m, data->symbol);
    s->defined = true;
    if (data->mergeable_string && data->bytes && !s->section && !data->reloc_count) {
        u32 align = data->align > data->element ? data->align : data->element;
        Str name = arena_printf(&cg->kit->arena, ".rodata.str%u.%u", data->element, align);
        char *key = arena_alloc(&cg->kit->arena, (size_t)data->size + 4, 1);
        put_u32((u8 *)key, data->element << 16 | align);
        memcpy(key + 4, data->bytes, (size_t)data->size);
        u32 *first = strmap_put(&cg->string_place, (Str){key, (u32)data->size + 4}, data->symbol);
        if (*first != data->symbol) {
            buf_puts(b, "\t.set ");
            text_symbol(cg, data->symbol);
            buf_puts(b, ", ");
            text_symbol(cg, *first);
            buf_u8(b, '\n');
            return;
        }
        text_section(cg, name, OBJ_PROGBITS, OBJ_ALLOC | OBJ_MERGE | OBJ_STRINGS, data->element);
        align_to(b, align);
        text_symbol(cg, data->symbol);
        buf_puts(b, ":\n\t.ascii ");
        quoted(b, data->bytes, data->size);
        buf_u8(b, '\n');
        return;
    }
    CgDestination d = cg_data_destination(cg, data);
    text_section(cg, d.name, d.kind, data->reloc_count && cg->options->model != MODEL_STATIC ? d.flags | OBJ_WRITE : d.flags, 0);
    align_to(b, data->align);
    if (s->name) {
        buf_puts(b, "\t.type ");
        text_symbol(cg, data->symbol);
        buf_puts(b, s->kind == IR_TLS ? ", @tls_object\n" : ", @object\n");
        buf_puts(b, "\t.size ");
        text_symbol(cg, data->symbol);
        buf_printf(b, ", %llu\n", (unsigned long long)data->size);
    }
    text_symbol(cg, data->symbol);
    buf_puts(b, ":\n");
    if (!data->bytes && !data->reloc_count) {
        if (data->size) buf_printf(b, "\t.zero %llu\n", (unsigned long long)data->size);
        return;
    }
    u64 at = 0;
    for (u32 k = 0; k < data->reloc_count; k++) {
        const IrDataReloc *r = &data->reloc[k];
        if (data->bytes) bytes(b, data->bytes + at, r->offset - at);
        else if (r->offset > at) buf_printf(b, "\t.zero %llu\n", (unsigned long long)(r->offset - at));
        reloc_text(cg, r);
        at = r->offset + r->size;
    }
    if (data->bytes) bytes(b, data->bytes + at, data->size - at);
    else if (data->size > at) buf_printf(b, "\t.zero %llu\n", (unsigned long long)(data->size - at));
}

/* ---- the end ---- */

void text_alias(Codegen *cg, Symbol id)
{
    const IrSymbol *s = ir_symbol(cg->m, id);
    Buf *b = out(cg);
    buf_puts(b, "\t.set ");
    text_symbol(cg, id);
    buf_puts(b, ", ");
    put_name(b, name_str(&cg->kit->names, s->alias));
    buf_puts(b, "\n\t.type ");
    text_symbol(cg, id);
    buf_puts(b, s->kind == IR_FUNCTION ? ", @function\n" : s->kind == IR_IFUNC ? ", @gnu_indirect_function\n" : ", @object\n");
}

static void directive(Codegen *cg, const char *text, Symbol s)
{
    buf_printf(out(cg), "\t%s ", text);
    text_symbol(cg, s);
    buf_u8(out(cg), '\n');
}

static void symbols(Codegen *cg)
{
    static const char *const visibility[] = {"", ".internal", ".hidden", ".protected"};
    Buf *b = out(cg);
    Module *m = cg->m;
    while (cg->symbol_of.len < m->symbol.len) vec_push(&cg->symbol_of, 0);
    for (Symbol id = 1; id < m->symbol.len; id++) {
        const IrSymbol *s = ir_symbol(m, id);
        if (!s->name || (!cg->symbol_of.at[id] && !s->is_common && !s->alias)) continue;
        if (s->is_common) {
            if (s->binding == IR_LOCAL) directive(cg, ".local", id);
            buf_puts(b, "\t.comm ");
            text_symbol(cg, id);
            buf_printf(b, ",%llu,%u\n", (unsigned long long)s->size, s->align ? s->align : 1);
        } else if (s->alias) {
            text_alias(cg, id);
        }
        if (s->binding == IR_WEAK) directive(cg, ".weak", id);
        else if (s->binding == IR_GLOBAL && s->defined && !s->is_common) directive(cg, ".globl", id);
        if (s->visibility != IR_DEFAULT) directive(cg, visibility[s->visibility], id);
    }
}

/* The unit and its functions, as debug.c writes them; the assembler makes the line table from .loc. */
static void debug_info(Codegen *cg)
{
    Buf *b = out(cg);
    text_section(cg, STR(".debug_line"), OBJ_PROGBITS, 0, 0);
    buf_puts(b, ".Ldebug_line:\n");
    text_section(cg, STR(".debug_abbrev"), OBJ_PROGBITS, 0, 0);
    buf_puts(b, ".Ldebug_abbrev:\n"
                "\t.byte 1, 0x11, 1, 0x25, 8, 0x13, 5, 3, 8, 0x1b, 8, 0x11, 1, 0x55, 0x17, 0x10, 0x17, 0, 0\n"
                "\t.byte 2, 0x2e, 0, 3, 8, 0x3a, 0xf, 0x3b, 0xf, 0x11, 1, 0x12, 7, 0x40, 0x18, 0x27, 0x19, 0x3f, 0x19, 0, 0\n"
                "\t.byte 3, 0x2e, 0, 3, 8, 0x3a, 0xf, 0x3b, 0xf, 0x11, 1, 0x12, 7, 0x40, 0x18, 0x27, 0x19, 0, 0, 0\n");
    text_section(cg, STR(".debug_rnglists"), OBJ_PROGBITS, 0, 0);
    buf_puts(b, "\t.long .Lranges_end-.Lranges_begin\n.Lranges_begin:\n\t.value 5\n\t.byte 8, 0\n\t.long 0\n.Lranges:\n");
    for (u32 k = 0; k < cg->function.len; k++) {
        buf_puts(b, "\t.byte 7\n\t.quad ");
        text_symbol(cg, cg->function.at[k].symbol);
        buf_printf(b, "\n\t.uleb128 .Lend%u-", cg->function.at[k].first_line);
        text_symbol(cg, cg->function.at[k].symbol);
        buf_u8(b, '\n');
    }
    buf_puts(b, "\t.byte 0\n.Lranges_end:\n");
    text_section(cg, STR(".debug_info"), OBJ_PROGBITS, 0, 0);
    buf_puts(b, "\t.long .Linfo_end-.Linfo_begin\n.Linfo_begin:\n\t.value 5\n\t.byte 1, 8\n\t.long .Ldebug_abbrev\n\t.byte 1\n\t.string ");
    Str producer = cg->options->producer.len ? cg->options->producer : STR("kit " KIT_VERSION), directory = debug_directory(cg);
    quoted(b, (const u8 *)producer.ptr, producer.len);
    buf_puts(b, "\n\t.value 0x1d\n\t.string ");
    quoted(b, (const u8 *)cg->file.at[0].path.ptr, cg->file.at[0].path.len);
    buf_puts(b, "\n\t.string ");
    quoted(b, (const u8 *)directory.ptr, directory.len);
    buf_puts(b, "\n\t.quad 0\n\t.long .Lranges\n\t.long .Ldebug_line\n");
    for (u32 k = 0; k < cg->function.len; k++) {
        const CgFunction *fn = &cg->function.at[k];
        const IrSymbol *s = ir_symbol(cg->m, fn->symbol);
        Str name = name_str(&cg->kit->names, s->name);
        u32 file, line = debug_line_of(cg, fn->loc, &file);
        buf_printf(b, "\t.byte %d\n\t.string ", s->binding == IR_LOCAL ? 3 : 2);
        quoted(b, (const u8 *)name.ptr, name.len);
        buf_printf(b, "\n\t.uleb128 %u, %u\n\t.quad ", file + 1, line);
        text_symbol(cg, fn->symbol);
        buf_printf(b, "\n\t.quad .Lend%u-", fn->first_line);
        text_symbol(cg, fn->symbol);
        buf_puts(b, "\n\t.byte 1, 0x9c\n");
    }
    buf_puts(b, "\t.byte 0\n.Linfo_end:\n");
}

void text_finish(Codegen *cg)
{
    symbols(cg);
    if (cg->function.len && cg->options->debug_lines) debug_info(cg);
    Str producer = cg->options->producer;
    if (producer.len) { /* not with -fno-ident */
        buf_puts(out(cg), "\t.ident ");
        quoted(out(cg), (const u8 *)producer.ptr, producer.len);
        buf_u8(out(cg), '\n');
    }
    buf_printf(out(cg), "\t.section .note.GNU-stack,\"%s\",@progbits\n", cg->executable_stack ? "x" : "");
}

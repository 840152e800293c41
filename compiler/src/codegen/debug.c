/* Debug information: .debug_line, and .debug_info with the unit and its functions (DWARF 5; sections named in 7.).
   In: where lines begin in the emitted code. Out: debug sections. Nothing here changes an instruction. */
#include "codegen/cg.h"

enum {
    DW_TAG_compile_unit = 0x11, DW_TAG_subprogram = 0x2e,
    DW_AT_name = 0x03, DW_AT_stmt_list = 0x10, DW_AT_low_pc = 0x11, DW_AT_high_pc = 0x12, DW_AT_language = 0x13, DW_AT_comp_dir = 0x1b,
    DW_AT_producer = 0x25, DW_AT_prototyped = 0x27, DW_AT_decl_file = 0x3a, DW_AT_decl_line = 0x3b, DW_AT_external = 0x3f,
    DW_AT_frame_base = 0x40, DW_AT_ranges = 0x55,
    DW_FORM_addr = 0x01, DW_FORM_data2 = 0x05, DW_FORM_data8 = 0x07, DW_FORM_string = 0x08, DW_FORM_strp = 0x0e, DW_FORM_udata = 0x0f,
    DW_FORM_sec_offset = 0x17, DW_FORM_exprloc = 0x18, DW_FORM_flag_present = 0x19,
    DW_LANG_C11 = 0x1d, DW_OP_call_frame_cfa = 0x9c, DW_UT_compile = 1, DW_RLE_end_of_list = 0, DW_RLE_start_length = 7,
    DW_LNCT_path = 1, DW_LNCT_directory_index = 2,
    DW_LNS_copy = 1, DW_LNS_advance_pc = 2, DW_LNS_advance_line = 3, DW_LNS_set_file = 4,
    DW_LNE_end_sequence = 1, DW_LNE_set_address = 2,
    LINE_BASE = -5, LINE_RANGE = 14, OPCODE_BASE = 13
};

void cg_note_line(Codegen *cg, ObjSectionId section, u32 offset, Loc loc)
{
    if (!cg->options->debug_lines || !loc) return;
    CgLine line = {section, offset, loc};
    vec_push(&cg->line, line);
}

/* -fdebug-prefix-map=OLD=NEW; the last one that fits wins, as in GCC. */
static Str mapped_path(Codegen *cg, Str path)
{
    for (u32 k = cg->options->debug_prefix_map.len; k-- > 0;) {
        Str map = cg->options->debug_prefix_map.at[k];
        u32 n = 0;
        while (n < map.len && map.ptr[n] != '=') n++;
        if (n == map.len || n > path.len || memcmp(path.ptr, map.ptr, n) != 0) continue;
        return arena_printf(&cg->kit->arena, "%.*s%.*s", (int)(map.len - n - 1), map.ptr + n + 1, (int)(path.len - n), path.ptr + n);
    }
    return path;
}

/* The number of a file: 0 is the unit's own. */
static u32 debug_file(Codegen *cg, Str path)
{
    u32 *number = strmap_put(&cg->file_of_path, path, MAP_NONE);
    if (*number == MAP_NONE) {
        *number = cg->file.len;
        CgFile file = {mapped_path(cg, path)};
        vec_push(&cg->file, file);
    }
    return *number;
}

u32 debug_line_of(Codegen *cg, Loc loc, u32 *file)
{
    Str path = {"", 0};
    u32 line = source_line(&cg->kit->sources, loc, &path);
    if (!cg->file.len) debug_file(cg, cg->m->source_path);
    *file = debug_file(cg, path);
    return line;
}

/* Relative file names need no directory: "." says so. */
Str debug_directory(const Codegen *cg)
{
    return cg->options->compilation_directory.len ? cg->options->compilation_directory : STR(".");
}

static ObjSectionId debug_section(Codegen *cg, const char *name) { return cg_section(cg, str_of(name), OBJ_PROGBITS, 0, 1); }

static void section_offset(Codegen *cg, ObjSectionId section, Buf *b, ObjSectionId to, u64 offset)
{
    obj_add_reloc(cg->obj, section, b->len, cg->target->reloc_abs32, obj_section_symbol(cg->obj, to), (i64)offset);
    buf_u32(b, 0);
}

static void address(Codegen *cg, ObjSectionId section, Buf *b, const CgFunction *fn)
{
    obj_add_reloc(cg->obj, section, b->len, cg->target->reloc_abs64, obj_section_symbol(cg->obj, fn->section), (i64)fn->offset);
    buf_u64(b, 0);
}

static void string_offset(Codegen *cg, ObjSectionId section, Buf *b, ObjSectionId strings, Str text)
{
    Buf *s = &obj_section(cg->obj, strings)->bytes;
    section_offset(cg, section, b, strings, s->len);
    buf_str(s, text);
    buf_u8(s, 0);
}

/* A row of the line table: a special opcode when address and line move little (6.2.5.1). */
static void line_row(Buf *b, u64 advance, i64 line)
{
    if (line < LINE_BASE || line >= LINE_BASE + LINE_RANGE) {
        buf_u8(b, DW_LNS_advance_line);
        buf_sleb(b, line);
        line = 0;
    }
    u64 opcode = (u64)(line - LINE_BASE) + LINE_RANGE * advance + OPCODE_BASE;
    if (advance > 255 || opcode > 255) {
        buf_u8(b, DW_LNS_advance_pc);
        buf_uleb(b, advance);
        opcode = (u64)(line - LINE_BASE) + OPCODE_BASE;
    }
    buf_u8(b, (u8)opcode);
}

static void line_sequence(Codegen *cg, ObjSectionId section, Buf *b, const CgFunction *fn)
{
    buf_u8(b, 0);
    buf_uleb(b, 9);
    buf_u8(b, DW_LNE_set_address);
    address(cg, section, b, fn);
    u32 file = 1, line = 1; /* the state machine's start */
    u64 at = fn->offset;
    for (u32 k = fn->first_line; k < fn->first_line + fn->line_count; k++) {
        const CgLine *l = &cg->line.at[k];
        u32 f, n = debug_line_of(cg, l->loc, &f);
        if (k > fn->first_line && f == file && n == line) continue;
        if (k + 1 < fn->first_line + fn->line_count && cg->line.at[k + 1].offset == l->offset) continue; /* no code of its own */
        if (f != file) {
            buf_u8(b, DW_LNS_set_file);
            buf_uleb(b, f);
            file = f;
        }
        line_row(b, l->offset - at, (i64)n - (i64)line);
        line = n;
        at = l->offset;
    }
    if (fn->offset + fn->size > at) {
        buf_u8(b, DW_LNS_advance_pc);
        buf_uleb(b, fn->offset + fn->size - at);
    }
    buf_u8(b, 0);
    buf_uleb(b, 1);
    buf_u8(b, DW_LNE_end_sequence);
}

static void line_table(Codegen *cg)
{
    static const u8 operand_count[OPCODE_BASE - 1] = {0, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 1};
    ObjSectionId section = debug_section(cg, ".debug_line");
    Buf program = {0}, head = {0};
    ObjSection *o = obj_section(cg->obj, section);
    /* The rows come first, into the section's own buffer for their relocations; the header, which lists the files that
       they name, is then put before them. */
    for (u32 k = 0; k < cg->function.len; k++) line_sequence(cg, section, &program, &cg->function.at[k]);
    buf_u32(&head, 0);
    buf_u16(&head, 5);
    buf_u8(&head, 8);
    buf_u8(&head, 0);
    size_t length_at = head.len;
    buf_u32(&head, 0);
    buf_u8(&head, 1); /* bytes per instruction unit, operations per instruction, is_stmt */
    buf_u8(&head, 1);
    buf_u8(&head, 1);
    buf_u8(&head, (u8)LINE_BASE);
    buf_u8(&head, LINE_RANGE);
    buf_u8(&head, OPCODE_BASE);
    buf_bytes(&head, operand_count, sizeof operand_count);
    buf_u8(&head, 1);
    buf_uleb(&head, DW_LNCT_path);
    buf_uleb(&head, DW_FORM_string);
    buf_uleb(&head, 1);
    buf_str(&head, debug_directory(cg));
    buf_u8(&head, 0);
    buf_u8(&head, 2);
    buf_uleb(&head, DW_LNCT_path);
    buf_uleb(&head, DW_FORM_string);
    buf_uleb(&head, DW_LNCT_directory_index);
    buf_uleb(&head, DW_FORM_udata);
    buf_uleb(&head, cg->file.len);
    for (u32 k = 0; k < cg->file.len; k++) {
        buf_str(&head, cg->file.at[k].path);
        buf_u8(&head, 0);
        buf_uleb(&head, 0);
    }
    put_u32(head.data + length_at, (u32)(head.len - length_at - 4));
    put_u32(head.data, (u32)(head.len + program.len - 4));
    o = obj_section(cg->obj, section);
    for (u32 k = 0; k < o->reloc.len; k++) o->reloc.at[k].offset += head.len;
    buf_bytes(&o->bytes, head.data, head.len);
    buf_bytes(&o->bytes, program.data, program.len);
    buf_free(&head);
    buf_free(&program);
}

static void abbreviation(Buf *b, u32 code, u32 tag, bool children, const u8 *pair, u32 n)
{
    buf_uleb(b, code);
    buf_uleb(b, tag);
    buf_u8(b, children);
    for (u32 k = 0; k < n; k++) buf_uleb(b, pair[k]);
    buf_u8(b, 0);
    buf_u8(b, 0);
}

enum { ABBREV_UNIT = 1, ABBREV_EXTERNAL, ABBREV_STATIC };

static void abbreviations(Codegen *cg)
{
    static const u8 unit[] = {DW_AT_producer, DW_FORM_strp, DW_AT_language, DW_FORM_data2, DW_AT_name, DW_FORM_strp, DW_AT_comp_dir, DW_FORM_strp,
                              DW_AT_low_pc, DW_FORM_addr, DW_AT_ranges, DW_FORM_sec_offset, DW_AT_stmt_list, DW_FORM_sec_offset};
    static const u8 function[] = {DW_AT_name, DW_FORM_strp, DW_AT_decl_file, DW_FORM_udata, DW_AT_decl_line, DW_FORM_udata, DW_AT_low_pc, DW_FORM_addr,
                                  DW_AT_high_pc, DW_FORM_data8, DW_AT_frame_base, DW_FORM_exprloc, DW_AT_prototyped, DW_FORM_flag_present,
                                  DW_AT_external, DW_FORM_flag_present};
    Buf *b = &obj_section(cg->obj, debug_section(cg, ".debug_abbrev"))->bytes;
    abbreviation(b, ABBREV_UNIT, DW_TAG_compile_unit, true, unit, sizeof unit);
    abbreviation(b, ABBREV_EXTERNAL, DW_TAG_subprogram, false, function, sizeof function);
    abbreviation(b, ABBREV_STATIC, DW_TAG_subprogram, false, function, sizeof function - 2);
    buf_u8(b, 0);
}

static void ranges(Codegen *cg, ObjSectionId section)
{
    Buf b = {0};
    buf_u32(&b, 0);
    buf_u16(&b, 5);
    buf_u8(&b, 8);
    buf_u8(&b, 0);
    buf_u32(&b, 0); /* no table of offsets: the list is found by its own */
    for (u32 k = 0; k < cg->function.len; k++) {
        buf_u8(&b, DW_RLE_start_length);
        address(cg, section, &b, &cg->function.at[k]);
        buf_uleb(&b, cg->function.at[k].size);
    }
    buf_u8(&b, DW_RLE_end_of_list);
    put_u32(b.data, (u32)(b.len - 4));
    obj_section(cg->obj, section)->bytes = b;
}
enum { RANGES_HEADER = 12 };

void debug_finish(Codegen *cg)
{
    if (!cg->function.len) return;
    if (!cg->file.len) debug_file(cg, cg->m->source_path);
    ObjSectionId info = debug_section(cg, ".debug_info"), abbrev = debug_section(cg, ".debug_abbrev"), line = debug_section(cg, ".debug_line");
    ObjSectionId rnglists = debug_section(cg, ".debug_rnglists");
    ObjSectionId strings = cg_section(cg, STR(".debug_str"), OBJ_PROGBITS, OBJ_MERGE | OBJ_STRINGS, 1);
    obj_section(cg->obj, strings)->entry_size = 1;
    line_table(cg);
    abbreviations(cg);
    ranges(cg, rnglists);

    Buf b = {0};
    buf_u32(&b, 0);
    buf_u16(&b, 5);
    buf_u8(&b, DW_UT_compile);
    buf_u8(&b, 8);
    section_offset(cg, info, &b, abbrev, 0);
    buf_uleb(&b, ABBREV_UNIT);
    string_offset(cg, info, &b, strings, cg->options->producer.len ? cg->options->producer : STR("kit " KIT_VERSION));
    buf_u16(&b, DW_LANG_C11);
    string_offset(cg, info, &b, strings, cg->file.at[0].path);
    string_offset(cg, info, &b, strings, debug_directory(cg));
    buf_u64(&b, 0);
    section_offset(cg, info, &b, rnglists, RANGES_HEADER);
    section_offset(cg, info, &b, line, 0);
    for (u32 k = 0; k < cg->function.len; k++) {
        const CgFunction *fn = &cg->function.at[k];
        const IrSymbol *s = ir_symbol(cg->m, fn->symbol);
        u32 file, n = debug_line_of(cg, fn->loc, &file);
        buf_uleb(&b, s->binding == IR_LOCAL ? ABBREV_STATIC : ABBREV_EXTERNAL);
        string_offset(cg, info, &b, strings, name_str(&cg->kit->names, s->name));
        buf_uleb(&b, file);
        buf_uleb(&b, n);
        address(cg, info, &b, fn);
        buf_u64(&b, fn->size);
        buf_uleb(&b, 1);
        buf_u8(&b, DW_OP_call_frame_cfa);
    }
    buf_u8(&b, 0);
    put_u32(b.data, (u32)(b.len - 4));
    obj_section(cg->obj, info)->bytes = b;
}

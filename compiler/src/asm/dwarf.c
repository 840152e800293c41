/* Line tables: .file and .loc to .debug_line (DWARF 5, section 6.2), with the opcodes that GNU as chooses.
   In: file entries, and one row for each instruction that follows a .loc. Out: the content of .debug_line and, for DWARF 5, of
   .debug_line_str, written after layout, when all addresses are known. */
#include "asm/asm_internal.h"

enum {
    DW_LNS_copy = 1, DW_LNS_advance_pc, DW_LNS_advance_line, DW_LNS_set_file, DW_LNS_set_column, DW_LNS_negate_stmt, DW_LNS_set_basic_block,
    DW_LNS_const_add_pc, DW_LNS_fixed_advance_pc, DW_LNS_set_prologue_end, DW_LNS_set_epilogue_begin, DW_LNS_set_isa
};
enum { DW_LNE_end_sequence = 1, DW_LNE_set_address = 2, DW_LNE_set_discriminator = 4 };
enum { DW_LNCT_path = 1, DW_LNCT_directory_index = 2, DW_LNCT_MD5 = 5, DW_FORM_udata = 0x0f, DW_FORM_data16 = 0x1e, DW_FORM_line_strp = 0x1f };
enum { LINE_BASE = -5, LINE_RANGE = 14, OPCODE_BASE = 13, MAX_SPECIAL_DELTA = (255 - OPCODE_BASE) / LINE_RANGE };
enum { MAX_FILES = 1 << 20 };

static u32 directory_index(As *as, Str dir, bool is_first)
{
    if (dir.len > 1 && dir.ptr[dir.len - 1] == '/') dir.len--;
    if (!dir.len) return 0;
    for (u32 i = 0; i < as->directory.len; i++)
        if (str_eq(as->directory.at[i], dir)) return i;
    if (!as->directory.len && !is_first) {
        Str none = {"", 0};
        vec_push(&as->directory, none);
    }
    vec_push(&as->directory, dir);
    return as->directory.len - 1;
}

static bool quoted(As *as, Str *out)
{
    skip_blanks(as);
    if (*as->p != '"') return false;
    Buf b = {0};
    bool ok = read_string(as, &b);
    if (ok) *out = arena_str(&as->kit->arena, (Str){b.len ? (const char *)b.data : "", (u32)b.len});
    buf_free(&b);
    return ok;
}

static bool read_md5(As *as, u8 md5[16])
{
    skip_blanks(as);
    u64 lo, hi;
    const char *at = as->p;
    if (!parse_integer(&as->p, as->end, &lo, &hi)) {
        as_error(as, at, "expected the MD5 sum as a number");
        return false;
    }
    for (u32 i = 0; i < 8; i++) {
        md5[i] = (u8)(hi >> (56 - 8 * i));
        md5[8 + i] = (u8)(lo >> (56 - 8 * i));
    }
    return true;
}

/* .file "name"  or  .file number ["directory"] "name" [md5 number] */
void directive_file(As *as)
{
    skip_blanks(as);
    const char *at = as->p;
    Str first, second = {"", 0};
    if (*at == '"') {
        if (!quoted(as, &first)) return;
        vec_push(&as->file_symbol, first);
        return;
    }
    i64 number;
    if (!parse_constant(as, &number)) return;
    if (number < 0 || number > MAX_FILES) {
        as_error(as, at, "file numbers are 0 to %d", MAX_FILES);
        return;
    }
    if (!quoted(as, &first)) {
        as_error(as, as->p, "expected a file name in quotes");
        return;
    }
    skip_blanks(as);
    bool two = *as->p == '"' && quoted(as, &second);
    DwarfFile f;
    memset(&f, 0, sizeof f);
    f.is_used = true;
    while (!at_end(as) && !as->statement_failed) {
        Str word = read_name(as);
        if (str_is(word, "md5")) {
            f.has_md5 = read_md5(as, f.md5);
        } else {
            if (word.len) as_error(as, word.ptr, "'%.*s' is not supported in '.file'", STR_FMT(word));
            return;
        }
    }
    if (number == 0 && as->dwarf_version < 5) as->dwarf_version = 5;
    Str dir = first;
    f.name = second;
    if (!two) {
        u32 slash = first.len;
        while (slash && first.ptr[slash - 1] != '/') slash--;
        f.name = (Str){first.ptr + slash, first.len - slash};
        dir.len = slash;
    }
    f.dir = directory_index(as, dir, number == 0 && as->dwarf_version >= 5);
    if (two && number == 0) { /* the directory is the compilation's; the name may have its own */
        u32 slash = second.len;
        while (slash && second.ptr[slash - 1] != '/') slash--;
        f.name = (Str){second.ptr + slash, second.len - slash};
        if (slash) f.dir = directory_index(as, (Str){second.ptr, slash}, false);
    }
    if (!two && dir.len == 1) f.name = first, f.dir = 0;
    while (as->file.len <= (u32)number) {
        DwarfFile none;
        memset(&none, 0, sizeof none);
        vec_push(&as->file, none);
    }
    DwarfFile *old = &as->file.at[number];
    if (old->is_used && (!str_eq(old->name, f.name) || old->dir != f.dir)) {
        as_error(as, at, "file number %lld is already used", (long long)number);
        return;
    }
    *old = f;
    as->any_file = true;
}

static void add_row(As *as)
{
    LineEntry row = as->loc;
    row.pos = here(as);
    Chain *c = current_chain(as);
    if (row.line) vec_push(&c->line, row); /* line 0 is no place: GNU as makes no row of it */
    if (as->loc_view && !row.line) {
        as->symbol.at[as->loc_view].place = SYM_ABSOLUTE;
    } else if (as->loc_view) {
        ExprNode n;
        memset(&n, 0, sizeof n);
        n.op = OP_VIEW;
        n.left.value = as->current;
        n.right.value = c->line.len - 1;
        vec_push(&as->node, n);
        AsmSymbol *y = &as->symbol.at[as->loc_view];
        y->place = SYM_EXPR;
        y->node = as->node.len - 1;
    }
    as->loc_view = 0;
    as->loc_pending = false;
    as->loc.discriminator = 0;
    as->loc.flags &= LINE_STMT;
    as->loc.resets_view = false;
}

void dwarf_insn(As *as)
{
    if (as->loc_pending) add_row(as);
}

/* .loc file line [column] [options] */
void directive_loc(As *as)
{
    i64 file, line, column = 0, v;
    skip_blanks(as);
    const char *at = as->p;
    /* A .loc that no instruction followed is a row of its own. */
    if (as->loc_pending) add_row(as);
    if (!parse_constant(as, &file) || !parse_constant(as, &line)) return;
    if (file < 0 || file >= as->file.len || !as->file.at[file].is_used) {
        as_error(as, at, "file number %lld was not declared by '.file'", (long long)file);
        return;
    }
    skip_blanks(as);
    if (*as->p >= '0' && *as->p <= '9' && !parse_constant(as, &column)) return;
    if (line < 0 || line > INT32_MAX || column < 0 || column > INT32_MAX) {
        as_error(as, at, "a line or column number is out of range");
        return;
    }
    LineEntry *l = &as->loc;
    if (!as->any_loc) l->flags = LINE_STMT;
    l->file = (u32)file;
    l->line = (u32)line;
    l->column = (u32)column;
    l->discriminator = 0;
    l->flags &= LINE_STMT;
    as->any_loc = true;
    as->loc_pending = true;
    while (!at_end(as)) {
        const char *word_at = as->p;
        Str word = read_name(as);
        if (!word.len) return;
        if (str_is(word, "basic_block")) l->flags |= LINE_BLOCK;
        else if (str_is(word, "prologue_end")) l->flags |= LINE_PROLOGUE;
        else if (str_is(word, "epilogue_begin")) l->flags |= LINE_EPILOGUE;
        else if (str_is(word, "is_stmt")) {
            if (!parse_constant(as, &v)) return;
            l->flags = v ? l->flags | LINE_STMT : l->flags & (u8)~LINE_STMT;
        } else if (str_is(word, "isa")) {
            if (!parse_constant(as, &v)) return;
            l->isa = (u32)v;
        } else if (str_is(word, "discriminator")) {
            if (!parse_constant(as, &v)) return;
            l->discriminator = (u32)v;
        } else if (str_is(word, "view")) {
            skip_blanks(as);
            if (*as->p == '-' || *as->p == '0') {
                if (!parse_constant(as, &v)) return;
                l->resets_view = true;
            } else {
                Str name = read_name(as);
                if (!name.len) return;
                SymId id = symbol_named(as, name);
                if (as->symbol.at[id].place != SYM_UNDEFINED) {
                    as_error(as, name.ptr, "'%.*s' is already defined", STR_FMT(name));
                    return;
                }
                as->loc_view = id;
            }
        } else {
            as_error(as, word_at, "'%.*s' is not supported in '.loc'", STR_FMT(word));
            return;
        }
    }
    /* A row with a view number stands where it is said, before any padding that follows. */
    if (as->loc_view || l->resets_view) add_row(as);
}

/* Before layout: the sections that will be filled. A last .loc that nothing followed makes no row. */
void dwarf_flush(As *as)
{
    bool has_info = strmap_get(&as->section_names, STR(".debug_info")) != MAP_NONE;
    if (!as->any_loc && !(as->any_file && has_info)) return;
    as->line_section = section_get(as, STR(".debug_line"), OBJ_PROGBITS, 0, 0, 0, (Str){"", 0}, false, 0);
    if (as->dwarf_version >= 5)
        as->line_string_section = section_get(as, STR(".debug_line_str"), OBJ_PROGBITS, OBJ_MERGE | OBJ_STRINGS, 0, 1, (Str){"", 0}, false, 0);
}

void dwarf_views(As *as, u32 section)
{
    u64 last = ~(u64)0;
    u32 view = 0;
    for (u32 k = as->section.at[section].first_chain; k; k = as->chain.at[k].next) {
        Chain *c = &as->chain.at[k];
        for (u32 i = 0; i < c->line.len; i++) {
            u64 address = pos_address(as, c->line.at[i].pos);
            view = address == last && !c->line.at[i].resets_view ? view + 1 : 0;
            last = address;
            c->line.at[i].view = view;
        }
    }
}

u32 dwarf_view(As *as, u32 chain, u32 index) { return as->chain.at[chain].line.at[index].view; }

/* ---- Output. ---- */

static void extended(Buf *b, u32 size, u8 op)
{
    buf_u8(b, 0);
    buf_uleb(b, size);
    buf_u8(b, op);
}

/* Moves line and address and makes a row, in as few bytes as the special opcodes allow. */
static void advance(Buf *b, i64 line, u64 address)
{
    i64 special = line - LINE_BASE;
    bool copy = false;
    if (special < 0 || special >= LINE_RANGE) {
        buf_u8(b, DW_LNS_advance_line);
        buf_sleb(b, line);
        line = 0;
        special = 0 - LINE_BASE;
        copy = true;
    }
    if (line == 0 && address == 0) {
        buf_u8(b, DW_LNS_copy);
        return;
    }
    special += OPCODE_BASE;
    if (address < 256 + MAX_SPECIAL_DELTA) {
        i64 op = special + (i64)address * LINE_RANGE;
        if (op <= 255) {
            buf_u8(b, (u8)op);
            return;
        }
        op = special + ((i64)address - MAX_SPECIAL_DELTA) * LINE_RANGE;
        if (op <= 255) {
            buf_u8(b, DW_LNS_const_add_pc);
            buf_u8(b, (u8)op);
            return;
        }
    }
    buf_u8(b, DW_LNS_advance_pc);
    buf_uleb(b, address);
    buf_u8(b, copy ? DW_LNS_copy : (u8)special);
}

static void put_rows(As *as, u32 section, Buf *b, ObjSectionId line_section)
{
    i64 line = 1;
    u32 file = 1, column = 0, isa = 0;
    u8 flags = LINE_STMT;
    u64 address = 0;
    bool first = true;
    Pos last = {0, 0, 0};
    for (u32 k = as->section.at[section].first_chain; k; k = as->chain.at[k].next) {
        const Chain *c = &as->chain.at[k];
        for (u32 i = 0; i < c->line.len; i++) {
            const LineEntry *e = &c->line.at[i];
            u64 at = pos_address(as, e->pos);
            if (file != e->file) {
                buf_u8(b, DW_LNS_set_file);
                buf_uleb(b, file = e->file);
            }
            if (column != e->column) {
                buf_u8(b, DW_LNS_set_column);
                buf_uleb(b, column = e->column);
            }
            if (e->discriminator) {
                u32 n = 1;
                for (u32 d = e->discriminator; d >>= 7;) n++;
                extended(b, 1 + n, DW_LNE_set_discriminator);
                buf_uleb(b, e->discriminator);
            }
            if (isa != e->isa) {
                buf_u8(b, DW_LNS_set_isa);
                buf_uleb(b, isa = e->isa);
            }
            if ((e->flags ^ flags) & LINE_STMT) {
                buf_u8(b, DW_LNS_negate_stmt);
                flags = e->flags;
            }
            if (e->flags & LINE_BLOCK) buf_u8(b, DW_LNS_set_basic_block);
            if (e->flags & LINE_PROLOGUE) buf_u8(b, DW_LNS_set_prologue_end);
            if (e->flags & LINE_EPILOGUE) buf_u8(b, DW_LNS_set_epilogue_begin);
            /* A view that starts over at an address that may be the last row's must be told by setting the address. */
            bool same = k == last.chain && e->pos.raw == last.raw;
            for (u32 g = last.frag; same && g < e->pos.frag; g++) same = c->frag.at[g].kind != FRAG_JUMP;
            last = e->pos;
            if (first || (e->resets_view && same)) {
                extended(b, 9, DW_LNE_set_address);
                obj_add_reloc(as->obj, line_section, b->len, RELOC_X64_64, section_symbol(as, section), (i64)at);
                buf_u64(b, 0);
                address = at;
                first = false;
            }
            advance(b, (i64)e->line - line, at - address);
            line = e->line;
            address = at;
        }
    }
    if (first) return;
    u64 rest = as->section.at[section].size - address;
    if (rest == MAX_SPECIAL_DELTA) {
        buf_u8(b, DW_LNS_const_add_pc);
    } else if (rest) {
        buf_u8(b, DW_LNS_advance_pc);
        buf_uleb(b, rest);
    }
    extended(b, 1, DW_LNE_end_sequence);
}

static void put_line_string(As *as, Buf *b, ObjSectionId line_section, Str s)
{
    ObjSection *strings = obj_section(as->obj, as->section.at[as->line_string_section].obj);
    obj_add_reloc(as->obj, line_section, b->len, RELOC_X64_32, section_symbol(as, as->line_string_section), (i64)strings->bytes.len);
    buf_u32(b, 0);
    buf_str(&strings->bytes, s);
    buf_u8(&strings->bytes, 0);
}

static void put_files5(As *as, Buf *b, ObjSectionId line_section)
{
    bool md5 = false;
    u32 dirs = as->directory.len ? as->directory.len : 1;
    buf_u8(b, 1);
    buf_uleb(b, DW_LNCT_path);
    buf_uleb(b, DW_FORM_line_strp);
    buf_uleb(b, dirs);
    /* Entry 0 is the compilation directory; without a '.file 0' nobody said which, and the real one must not show. */
    for (u32 i = 0; i < dirs; i++) put_line_string(as, b, line_section, i < as->directory.len && as->directory.at[i].len ? as->directory.at[i] : STR("."));
    for (u32 i = 0; i < as->file.len; i++) md5 |= as->file.at[i].has_md5;
    buf_u8(b, md5 ? 3 : 2);
    buf_uleb(b, DW_LNCT_path);
    buf_uleb(b, DW_FORM_line_strp);
    buf_uleb(b, DW_LNCT_directory_index);
    buf_uleb(b, DW_FORM_udata);
    if (md5) {
        buf_uleb(b, DW_LNCT_MD5);
        buf_uleb(b, DW_FORM_data16);
    }
    buf_uleb(b, as->file.len);
    for (u32 i = 0; i < as->file.len; i++) {
        const DwarfFile *f = &as->file.at[i];
        if (!f->is_used && i == 0 && as->file.len > 1) f = &as->file.at[1];
        put_line_string(as, b, line_section, f->is_used ? f->name : STR(""));
        buf_uleb(b, f->dir);
        if (md5) buf_bytes(b, f->md5, 16);
    }
}

static void put_files3(As *as, Buf *b)
{
    for (u32 i = 1; i < as->directory.len; i++) {
        buf_str(b, as->directory.at[i]);
        buf_u8(b, 0);
    }
    buf_u8(b, 0);
    for (u32 i = 1; i < as->file.len; i++) {
        const DwarfFile *f = &as->file.at[i];
        buf_str(b, f->is_used ? f->name : STR("unknown"));
        buf_u8(b, 0);
        buf_uleb(b, f->dir);
        buf_uleb(b, 0);
        buf_uleb(b, 0);
    }
    buf_u8(b, 0);
}

void dwarf_finish(As *as)
{
    static const u8 operands[OPCODE_BASE - 1] = {0, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 1};
    if (!as->line_section) return;
    ObjSectionId id = as->section.at[as->line_section].obj;
    Buf b = obj_section(as->obj, id)->bytes; /* taken out: relocations are added while it grows */
    size_t start = b.len;
    buf_u32(&b, 0);
    buf_u16(&b, as->dwarf_version);
    if (as->dwarf_version >= 5) {
        buf_u8(&b, 8);
        buf_u8(&b, 0);
    }
    size_t header = b.len;
    buf_u32(&b, 0);
    buf_u8(&b, 1);
    if (as->dwarf_version >= 4) buf_u8(&b, 1);
    buf_u8(&b, 1);
    buf_u8(&b, (u8)LINE_BASE);
    buf_u8(&b, LINE_RANGE);
    buf_u8(&b, OPCODE_BASE);
    buf_bytes(&b, operands, sizeof operands);
    if (as->dwarf_version >= 5) put_files5(as, &b, id);
    else put_files3(as, &b);
    put_u32(b.data + header, (u32)(b.len - header - 4));
    for (u32 i = 1; i < as->section.len; i++) put_rows(as, i, &b, id);
    put_u32(b.data + start, (u32)(b.len - start - 4));
    obj_section(as->obj, id)->bytes = b;
}

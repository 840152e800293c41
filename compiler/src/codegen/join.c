/* Inline and file-scope assembly. What has it is written as assembly text, as for -S; at the end the assembler joins the
   text with the Obj that everything else went into.
   In: functions with inline assembly, texts at file scope. Out: the Obj, whole. */
#include "asm/asm.h"
#include "base/bits.h"
#include "codegen/cg.h"

/* Later texts begin in .text, whatever section this one ends in. */
static void enter(Codegen *cg, Buf *b, Loc loc)
{
    Str path = {"", 0};
    u32 line = source_line(&cg->kit->sources, loc, &path);
    cg->current_section = STR("");
    buf_puts(b, "#APP\n");
    if (loc && path.len && !memchr(path.ptr, '"', path.len) && !memchr(path.ptr, '\n', path.len)) buf_printf(b, "# %u \"%.*s\" 1\n", line, STR_FMT(path));
}

static void leave(Buf *b) { buf_puts(b, "\n# 0 \"\" 2\n#NO_APP\n"); }

void text_asm_begin(Codegen *cg, Loc loc) { enter(cg, cg->assembly, loc); }
void text_asm_end(Codegen *cg) { leave(cg->assembly); }

void codegen_file_asm(Codegen *cg, Str text, Loc loc)
{
    Buf *b = cg->assembly ? cg->assembly : &cg->joined;
    buf_puts(b, "\t.text\n");
    enter(cg, b, loc);
    buf_str(b, text);
    leave(b);
}

void join_function(Codegen *cg, MFunc *f)
{
    cg->assembly = &cg->joined;
    cg->joining = true;
    cg->current_section = STR("");
    cg->target->print(cg, f);
    cg->joining = false;
    cg->assembly = NULL;
}

u32 join_label(Codegen *cg, Str name)
{
    vec_push(&cg->join_label, name);
    return cg->join_label.len - 1;
}

/* Other names for what stands in the text. */
static void print_aliases(Codegen *cg)
{
    Module *m = cg->m;
    for (Symbol id = 1; id < m->symbol.len; id++) {
        const IrSymbol *s = ir_symbol(m, id);
        if (!s->alias || !s->name || id >= cg->symbol_of.len || !cg->symbol_of.at[id] || cg->obj->symbol.at[cg->symbol_of.at[id]].place != OBJ_UNDEFINED) continue;
        cg->assembly = &cg->joined;
        cg->joining = true;
        text_alias(cg, id);
        cg->joining = false;
        cg->assembly = NULL;
    }
}

static Str *symbol_names(Codegen *cg)
{
    Str *name = arena_new_array(&cg->kit->arena, Str, cg->obj->symbol.len);
    for (Symbol id = 1; id < cg->symbol_of.len; id++)
        if (cg->symbol_of.at[id] && !ir_symbol(cg->m, id)->name) name[cg->symbol_of.at[id]] = arena_printf(&cg->kit->arena, ".LS%u", id);
    for (u32 k = 1; k < cg->constant.len; k++) name[cg->constant.at[k].symbol] = arena_printf(&cg->kit->arena, ".LC%u", k);
    return name;
}

static AsmDifference *differences(Codegen *cg)
{
    AsmDifference *list = arena_new_array(&cg->kit->arena, AsmDifference, cg->difference.len + 1);
    for (u32 k = 0; k < cg->difference.len; k++) {
        const CgDifference *d = &cg->difference.at[k];
        ObjSymbolId symbol = cg_symbol(cg, d->symbol), minus = cg_symbol(cg, d->minus);
        list[k] = (AsmDifference){d->section, d->offset, d->size, symbol, minus, d->addend};
    }
    return list;
}

/* What -g noted moves along: content of the old sections by their place in the new ones, the text's by labels. */
static void move_notes(Codegen *cg, const AsmJoin *join)
{
    for (u32 k = 0; k < cg->line.len; k++) {
        CgLine *l = &cg->line.at[k];
        AsmPlace p = l->section ? join->section_place[l->section] : join->label_place[l->offset];
        l->offset = (u32)p.offset + (l->section ? l->offset : 0);
        l->section = p.section;
    }
    for (u32 k = 0; k < cg->function.len; k++) {
        CgFunction *f = &cg->function.at[k];
        if (f->section) {
            f->offset += join->section_place[f->section].offset;
            f->section = join->section_place[f->section].section;
        } else {
            AsmPlace from = join->label_place[f->offset], to = join->label_place[f->size];
            f->section = from.section;
            f->offset = from.offset;
            f->size = to.offset - from.offset;
        }
    }
    strmap_free(&cg->section_of_name);
    memset(&cg->section_of_name, 0, sizeof cg->section_of_name);
    for (u32 k = 1; k < cg->obj->section.len; k++) *strmap_put(&cg->section_of_name, cg->obj->section.at[k].name, k) = k;
}

bool join_finish(Codegen *cg)
{
    static const AsmOptions no_options;
    print_aliases(cg);
    AsmJoin join;
    memset(&join, 0, sizeof join);
    join.difference = differences(cg);
    join.difference_count = cg->difference.len;
    join.symbol_name = symbol_names(cg);
    join.section_place = arena_new_array(&cg->kit->arena, AsmPlace, cg->obj->section.len);
    join.label = cg->join_label.at;
    join.label_count = cg->join_label.len;
    join.label_place = arena_new_array(&cg->kit->arena, AsmPlace, cg->join_label.len + 1);
    u32 size = (u32)cg->joined.len;
    char *text = arena_alloc(&cg->kit->arena, (size_t)size + 64, 1); /* names stay in it until the Obj is written */
    memcpy(text, cg->joined.data, size);
    memset(text + size, 0, 64);
    if (!asm_join(cg->kit, cg->options->assembler ? cg->options->assembler : &no_options, "<assembly>", text, size, cg->obj, &join)) return false;
    move_notes(cg, &join);
    return true;
}

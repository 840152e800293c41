/* The C front end's door: opens the preprocessor, the parser and the lowering on one file, and closes them again.
   In: a path and options. Out: true when everything reached the sink. */
#include "c/parser.h"

static void parser_init(Parser *p, CUnit *c)
{
    p->c = c;
    p->t = &c->types;
    p->kit = c->kit;
    p->diag = &c->kit->diag;
    p->pp = c->pp;
    p->options = c->options;
    p->c99 = c->options->cpp.standard >= C_STD_C99;
    /* C90 has both. */
    p->diag->permitted[W_IMPLICIT_INT] = p->diag->permitted[W_IMPLICIT_FUNCTION_DECLARATION] = !p->c99;
    p->c11 = c->options->cpp.standard >= C_STD_C11;
    p->gnu = c->options->cpp.gnu;
    const DataLayout *layout = p->t->layout;
    p->size_t_ = QTYPE_OF(layout->long_size == layout->pointer_size ? CT_ULONG : layout->pointer_size == 8 ? CT_ULLONG : CT_UINT);
    p->ptrdiff_t_ = QTYPE_OF(layout->long_size == layout->pointer_size ? CT_LONG : layout->pointer_size == 8 ? CT_LLONG : CT_INT);
    p->wchar_t_ = QTYPE_OF(layout->wchar_is_unsigned ? CT_UINT : CT_INT);
    p->char16_t_ = QTYPE_OF(CT_USHORT);
    p->char32_t_ = QTYPE_OF(CT_UINT);
    Decl no_decl = {0};
    vec_push(&c->decl, no_decl);
    KnownObject no_object = {0, 0};
    vec_push(&c->known_object, no_object);
    CallAttributes no_attributes = {0};
    vec_push(&p->call_attributes, no_attributes);
    names_grow(p, c->kit->names.entry.len);
    p->scope = 0;
    scope_push(p);
    attributes_init(p);
    builtins_init(p);
    QType tag = QTYPE_OF(CT_VA_LIST_TAG);
    p->va_list_ = layout->va_list_kind == VA_LIST_POINTER ? type_pointer(p->t, VOID_T) : layout->va_list_is_array ? type_array(p->t, tag, 1) : tag;
    p->name_va_list = intern(p, "__builtin_va_list");
    DeclId d = new_decl(p, DECL_TYPEDEF, p->name_va_list, p->va_list_, 0);
    bind_decl(p, p->name_va_list, d);
    static const struct { const char *name; u8 kind; } wide[2] = {{"__int128_t", CT_INT128}, {"__uint128_t", CT_UINT128}};
    for (u32 i = 0; i < ARRAY_LEN(wide) && layout->pointer_size == 8; i++) {
        Name name = intern(p, wide[i].name);
        bind_decl(p, name, new_decl(p, DECL_TYPEDEF, name, QTYPE_OF(wide[i].kind), 0));
    }
    if (c->options->cpp.standard >= C_STD_C23) p->t->nullptr_ = type_pointer(p->t, type_new_record(p->t, false, 0, 0));
    p->name_main = intern(p, "main");
    p->name_alignof_standard = intern(p, "_Alignof");
}

static void parser_free(Parser *p)
{
    vec_free(&p->undo);
    intmap_free(&p->whole_type);
    vec_free(&p->scope_start);
    vec_free(&p->part);
    vec_free(&p->param);
    vec_free(&p->param_work);
    vec_free(&p->free_param);
    vec_free(&p->work);
    vec_free(&p->field);
    vec_free(&p->field_request);
    vec_free(&p->quals);
    vec_free(&p->case_stack);
    vec_free(&p->vm_effect);
    vec_free(&p->param_effect);
    vec_free(&p->goto_use);
    vec_free(&p->init_level);
    vec_free(&p->init_item);
    vec_free(&p->case_order);
    vec_free(&p->if_link);
    vec_free(&p->call_attributes);
    vec_free(&p->symbol_version);
    vec_free(&p->pack_stack);
    vec_free(&p->pack_name);
    vec_free(&p->visibility_stack);
    vec_free(&p->weak_pragma);
    vec_free(&p->renamed);
    buf_free(&p->text);
}

static void unit_free(CUnit *c)
{
    types_free(&c->types);
    vec_free(&c->decl);
    vec_free(&c->param_decl);
    vec_free(&c->string);
    vec_free(&c->float_constant);
    vec_free(&c->versioned_name);
    vec_free(&c->known_item);
    vec_free(&c->known_object);
    vec_free(&c->node);
    vec_free(&c->extra);
    vec_free(&c->init);
    vec_free(&c->init_item);
    vec_free(&c->label);
    vec_free(&c->switch_case);
    vec_free(&c->asm_statement);
    vec_free(&c->cleanup);
    vec_free(&c->nested);
    vec_free(&c->row);
    arena_free(&c->arena);
}

bool c_compile(Kit *kit, const COptions *options, const char *path, Module *m, const IrSink *sink)
{
    CPreprocessor *pp = pp_open(kit, &options->cpp, path);
    if (!pp) return false;
    CUnit *c = arena_new(&kit->arena, CUnit);
    Parser *p = arena_new(&kit->arena, Parser);
    c->kit = kit;
    c->options = options;
    c->pp = pp;
    c->module = m;
    c->sink = sink;
    c->parser = p;
    types_init(&c->types, kit, options->cpp.layout);
    parser_init(p, c);
    c->lowering = lower_open(c);
    parser_next(p);
    parse_translation_unit(p);
    finish_unit(p);
    bool good = kit->diag.errors == 0;
    if (good && !options->syntax_only) lower_close(c);
    good = kit->diag.errors == 0;
    parser_free(p);
    pp_close(pp);
    unit_free(c);
    return good;
}

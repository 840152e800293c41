/* What a declaration means: linkage, redeclaration, merging with what was declared before (C11 6.2.2, 6.7, 6.9).
   In: specifiers and a declarator. Out: one Decl for each entity, bound to its name in the current scope. */
#include "c/parser.h"

static void clear_decl(Parser *p, Decl *d, DeclKind kind, Name name, QType type, Loc loc)
{
    memset(d, 0, sizeof *d);
    d->kind = (u8)kind;
    d->name = name;
    d->type = type;
    d->loc = loc;
    d->scope = p->scope;
    d->priority = -1;
}

DeclId new_decl(Parser *p, DeclKind kind, Name name, QType type, Loc loc)
{
    Decl *d = vec_add(&p->c->decl);
    clear_decl(p, d, kind, name, type, loc);
    return p->c->decl.len - 1;
}

static void apply_versions(Parser *p, DeclId id, u32 list)
{
    for (; list; list = p->symbol_version.at[list - 1].next) {
        VersionedName v = {id, p->symbol_version.at[list - 1].name, p->symbol_version.at[list - 1].loc};
        vec_push(&p->c->versioned_name, v);
    }
}

DeclId new_parameter(Parser *p, Name name, QType type, Loc loc)
{
    /* Inside a function the order of ids says which nested function a Decl belongs to. */
    if (p->in_function || p->free_param_used == p->free_param.len) return new_decl(p, DECL_OBJECT, name, type, loc);
    DeclId id = p->free_param.at[p->free_param_used++];
    clear_decl(p, DECL(id), DECL_OBJECT, name, type, loc);
    return id;
}

/* Whether nobody can speak of it any more, its scope being left: no linkage, no memory of its own, no value that constants
   know, and no type that is told apart by a variable's id. */
static bool is_forgotten(Parser *p, const Decl *d)
{
    return d->kind == DECL_OBJECT && d->linkage == LINKAGE_NONE && d->duration == DURATION_AUTOMATIC && d->scope > 1 && d->name && !d->known &&
           !d->vla_pointer && !type_is_variably_modified(p->t, d->type);
}

void forget_decls(Parser *p, DeclId first)
{
    CUnit *c = p->c;
    c->param_decl.len = 0;
    while (c->decl.len > first && is_forgotten(p, &vec_last(&c->decl))) c->decl.len--;
    u32 kept = 0;
    for (u32 i = 0; i < p->free_param.len; i++) {
        DeclId id = p->free_param.at[i];
        if (i >= p->free_param_used || is_forgotten(p, DECL(id))) p->free_param.at[kept++] = id;
    }
    p->free_param.len = kept;
    p->free_param_used = 0;
    for (DeclId id = first; id < c->decl.len; id++)
        if (DECL(id)->flags & DECL_IS_PARAMETER && is_forgotten(p, DECL(id))) vec_push(&p->free_param, id);
}

static void apply_decl_attributes(Parser *p, DeclId id, const Attributes *a)
{
    Decl *d = DECL(id);
    if (!a->any) return;
    d->flags |= a->flags;
    if (a->gnu_inline) d->flags |= DECL_GNU_INLINE;
    if (a->align > d->align && d->kind != DECL_TYPEDEF) d->align = a->align;
    if (a->section) {
        if (d->kind == DECL_OBJECT && d->duration == DURATION_AUTOMATIC) diag_error(p->diag, d->loc, "attribute 'section' on automatic variable '%.*s'", STR_FMT(name_text(p, d->name)));
        d->section = a->section;
    }
    if (a->alias) d->alias = a->alias;
    if (a->naked && d->kind == DECL_FUNCTION) d->is_naked = true;
    else if (a->naked) diag_warn(p->diag, W_ATTRIBUTES, d->loc, "attribute 'naked' is for functions");
    if (a->visibility) d->visibility = a->visibility;
    if (a->tls_model) d->tls_model = a->tls_model;
    if (a->priority >= 0) d->priority = a->priority;
    apply_versions(p, id, a->symver);
    apply_versions(p, id, a->symver_specifiers);
    bool call = a->format || a->has_sentinel || a->nonnull || a->nonnull_all || a->call_diagnostic || a->message.len || a->format_arg;
    if (call) {
        CallAttributes c;
        memset(&c, 0, sizeof c);
        if (d->call_attributes) c = p->call_attributes.at[d->call_attributes];
        if (a->format) {
            c.format = a->format;
            c.format_string = a->format_string;
            c.format_first = a->format_first;
        }
        if (a->has_sentinel) {
            c.has_sentinel = true;
            c.sentinel = a->sentinel;
        }
        c.nonnull |= a->nonnull;
        c.nonnull_all |= a->nonnull_all;
        if (a->call_diagnostic) c.call_diagnostic = a->call_diagnostic;
        if (a->call_diagnostic == 2) {
            DECL(id)->flags |= DECL_ATTR_ERROR;
            DECL(id)->error_text = names_intern(&p->kit->names, a->message);
        }
        if (a->message.len) c.message = a->message;
        if (a->format_arg) c.format_arg = a->format_arg;
        vec_push(&p->call_attributes, c);
        DECL(id)->call_attributes = p->call_attributes.len - 1;
    }
}

static void note_previous(Parser *p, DeclId before)
{
    const Decl *b = DECL(before);
    if (b->loc) diag_note(p->diag, b->loc, b->flags & DECL_DEFINED ? "previous definition of '%.*s' is here" : "previous declaration of '%.*s' is here",
                          STR_FMT(name_text(p, b->name)));
}

static DeclId declare_typedef(Parser *p, Declarator *d)
{
    QType q = d->type;
    if (d->attributes.alignas_) diag_error(p->diag, d->attributes.alignas_loc, "'_Alignas' on a typedef");
    if (d->attributes.mode || d->attributes.vector_size) q = apply_mode(p, q, &d->attributes);
    if (d->attributes.align && !is_error(q)) q = type_aligned(p->t, q, d->attributes.align);
    NameInfo *info = name_info(p, d->name);
    if (info->decl && info->decl_scope == p->scope) {
        const Decl *before = DECL(info->decl);
        if (before->kind != DECL_TYPEDEF) {
            diag_error(p->diag, d->loc, "'%.*s' redeclared as different kind of symbol", STR_FMT(name_text(p, d->name)));
            note_previous(p, info->decl);
        } else if (type_same(p->t, before->type, q) || is_error(q) || is_error(before->type)) {
            if (!is_error(q)) pedantic_since(p, C_STD_C11, d->loc, "the repetition of a typedef");
            return info->decl;
        } else {
            diag_error(p->diag, d->loc, "conflicting types for typedef '%.*s': '%s' after '%s'", STR_FMT(name_text(p, d->name)), type_str(p, q), type_str(p, before->type));
            note_previous(p, info->decl);
            return info->decl;
        }
    }
    const CType *c = type_of(p->t, q);
    if (c->kind == CT_RECORD && !type_record(p->t, q)->tag) {
        CRecord *r = &p->t->record.at[c->index];
        if (d->attributes.transparent_union && r->is_union) r->is_transparent = true;
        if (!r->typedef_name) r->typedef_name = d->name;
    } else if (c->kind == CT_ENUM && !p->t->enumeration.at[c->index].tag) {
        CEnum *e = &p->t->enumeration.at[c->index];
        if (!e->typedef_name) e->typedef_name = d->name;
    } else if (c->kind == CT_RECORD && d->attributes.transparent_union && type_record(p->t, q)->is_union) {
        p->t->record.at[c->index].is_transparent = true;
    }
    DeclId id = new_decl(p, DECL_TYPEDEF, d->name, q, d->loc);
    DECL(id)->flags |= d->attributes.flags & (DECL_ATTR_DEPRECATED | DECL_ATTR_UNUSED);
    bind_decl(p, d->name, id);
    return id;
}

static DeclLinkage linkage_of(Parser *p, const DeclSpec *s, bool is_function, bool is_definition, DeclId visible)
{
    bool file_scope = p->scope == 1;
    if (is_function && !file_scope && (is_definition || s->storage & STORAGE_AUTO)) return LINKAGE_NONE; /* nested (GNU C) */
    if (file_scope && (s->storage & (STORAGE_STATIC | STORAGE_CONSTEXPR))) return LINKAGE_INTERNAL;
    if ((s->storage & STORAGE_EXTERN) || is_function) {
        /* 6.2.2p4: that of the declaration that is visible, when it has one. */
        if (visible && DECL(visible)->linkage != LINKAGE_NONE) return (DeclLinkage)DECL(visible)->linkage;
        return LINKAGE_EXTERNAL;
    }
    return file_scope ? LINKAGE_EXTERNAL : LINKAGE_NONE;
}

/* The type of an entity with all that any declaration said of it. */
static QType whole_type(Parser *p, DeclId id)
{
    u32 whole = intmap_get(&p->whole_type, id);
    return whole == MAP_NONE ? DECL(id)->type : whole;
}

/* The composite type is that of the declarations that are visible (6.2.7p4): a block's is forgotten with the block, but what
   follows still has to agree with it. */
static void compose_types(Parser *p, DeclId id, const Declarator *d, bool is_definition)
{
    QType before = DECL(id)->type, known = whole_type(p, id), whole = type_composite(p->t, known, d->type);
    bool has_prototype = is_definition && type_of(p->t, d->type)->unprototyped && !type_of(p->t, before)->unprototyped;
    bool visible = name_info(p, d->name)->decl == id || has_prototype;
    QType seen = visible ? type_composite(p->t, before, d->type) : d->type;
    if (p->scope > 1 && seen != before) {
        ScopeUndo u = {d->name, UNDO_TYPE, before, id, 0};
        vec_push(&p->undo, u);
    }
    DECL(id)->type = seen;
    if (whole != seen || p->scope > 1) *intmap_put(&p->whole_type, id, whole) = whole;
}

/* Of an entity that was declared with another type. */
static void merge_types(Parser *p, DeclId id, const Declarator *d, bool is_definition)
{
    Decl *before = DECL(id);
    Str name = name_text(p, d->name);
    QType known = whole_type(p, id);
    if (type_compatible(p->t, known, d->type)) {
        compose_types(p, id, d, is_definition);
    } else if (before->flags & DECL_IMPLICIT && before->kind == DECL_FUNCTION) {
        diag_warn(p->diag, W_ALWAYS, d->loc, "conflicting types for '%.*s'; have '%s'", STR_FMT(name), type_str(p, d->type));
        diag_note(p->diag, before->loc, "previous implicit declaration is here");
        before->type = d->type;
    } else {
        diag_error(p->diag, d->loc, "conflicting types for '%.*s': '%s' after '%s'", STR_FMT(name), type_str(p, d->type), type_str(p, known));
        note_previous(p, id);
        /* The definition's parameters are what its body speaks of. */
        if (is_definition) before->type = d->type;
    }
}

/* The same entity again: types must agree, and what is new is added. */
static void merge_declaration(Parser *p, DeclId id, const DeclSpec *s, Declarator *d, DeclLinkage linkage, bool has_initializer, bool is_definition)
{
    Decl *before = DECL(id);
    Str name = name_text(p, d->name);
    bool is_function = KIND(d->type) == CT_FUNCTION;
    if (before->flags & DECL_BUILTIN) {
        /* Until now only known to the compiler: what is written counts. */
        if (KIND(before->type) != KIND(d->type)) {
            if (is_function || linkage != LINKAGE_INTERNAL) diag_warn(p->diag, W_BUILTIN_DECLARATION_MISMATCH, d->loc, "'%.*s' declared as something else than the built-in function", STR_FMT(name));
        }
        before->flags &= ~(u32)DECL_BUILTIN;
        before->kind = is_function ? DECL_FUNCTION : DECL_OBJECT;
        before->type = d->type;
        before->loc = d->loc;
        before->linkage = (u8)linkage;
        return;
    }
    if (is_error(d->type)) return;
    if ((before->kind == DECL_FUNCTION) != is_function) {
        if (!is_error(before->type)) {
            diag_error(p->diag, d->loc, "'%.*s' redeclared as different kind of symbol", STR_FMT(name));
            note_previous(p, id);
        }
        return;
    }
    if (is_error(before->type)) before->type = d->type;
    else if (before->type != d->type) merge_types(p, id, d, is_definition);
    if (linkage == LINKAGE_INTERNAL && before->linkage == LINKAGE_EXTERNAL) {
        diag_error(p->diag, d->loc, "static declaration of '%.*s' follows non-static declaration", STR_FMT(name));
        note_previous(p, id);
    } else if (linkage == LINKAGE_EXTERNAL && before->linkage == LINKAGE_INTERNAL) {
        diag_error(p->diag, d->loc, "non-static declaration of '%.*s' follows static declaration", STR_FMT(name));
        note_previous(p, id);
    }
    if (!is_function && (before->duration == DURATION_THREAD) != !!(s->storage & STORAGE_THREAD)) {
        diag_error(p->diag, d->loc, "%sthread-local declaration of '%.*s' follows %sthread-local declaration", s->storage & STORAGE_THREAD ? "" : "non-", STR_FMT(name),
                   s->storage & STORAGE_THREAD ? "non-" : "");
        note_previous(p, id);
    }
    if (!is_definition && !has_initializer && (is_function || (s->storage & STORAGE_EXTERN)) && before->scope == p->scope &&
        diag_warn(p->diag, W_REDUNDANT_DECLS, d->loc, "redundant redeclaration of '%.*s'", STR_FMT(name)))
        note_previous(p, id);
    bool again = (is_definition || has_initializer) && (before->flags & DECL_DEFINED);
    if (again) {
        bool gnu_inline = (before->flags & DECL_GNU_INLINE) || (p->options->gnu89_inline && (before->flags & DECL_INLINE));
        bool replaced_inline = is_function && gnu_inline && (before->flags & DECL_EXTERN_SEEN);
        if (!replaced_inline) {
            diag_error(p->diag, d->loc, "redefinition of '%.*s'", STR_FMT(name));
            note_previous(p, id);
        }
    }
    if (is_definition || has_initializer || (d->loc && !(before->flags & DECL_DEFINED) && p->scope == 1)) before->loc = d->loc;
}

static void set_function_flags(Parser *p, DeclId id, const DeclSpec *s, bool is_definition)
{
    Decl *d = DECL(id);
    if (s->storage & STORAGE_INLINE) d->flags |= DECL_INLINE;
    if (s->storage & STORAGE_NORETURN) d->flags |= DECL_ATTR_NORETURN;
    bool gnu = (d->flags & DECL_GNU_INLINE) || p->options->gnu89_inline;
    if (gnu) {
        /* Of `inline` functions only what the definition itself says counts. */
        if (is_definition || !(d->flags & DECL_DEFINED)) {
            if (s->storage & STORAGE_EXTERN) d->flags |= DECL_EXTERN_SEEN;
            else if (is_definition) d->flags &= ~(u32)DECL_EXTERN_SEEN;
        }
    } else if (p->scope == 1 && ((s->storage & STORAGE_EXTERN) || !(s->storage & STORAGE_INLINE))) {
        d->flags |= DECL_EXTERN_SEEN;
    }
}

/* GNU C: "Specifying Registers for Local Variables". Such a variable is in its register where it is an operand of asm. */
static void check_register_variable(Parser *p, const Declarator *d, bool file_scope)
{
    Str text = name_str(&p->kit->names, d->asm_name);
    if (file_scope) refuse(p, d->loc, "global register variables");
    else if (!is_register_name(p, text)) diag_error(p->diag, d->loc, "invalid register name '%.*s' for '%.*s'", STR_FMT(text), STR_FMT(name_text(p, d->name)));
}

static void check_storage(Parser *p, const DeclSpec *s, const Declarator *d, bool is_function)
{
    Str name = name_text(p, d->name);
    u32 storage = s->storage;
    bool file_scope = p->scope == 1;
    if ((storage & STORAGE_CONSTEXPR) && (is_function || (storage & (STORAGE_EXTERN | STORAGE_THREAD))))
        diag_error(p->diag, s->storage_loc, "'constexpr' on %s", is_function ? "a function" : storage & STORAGE_EXTERN ? "an 'extern' declaration" : "a thread-local object");
    if (file_scope && (storage & (STORAGE_AUTO | STORAGE_REGISTER)) && !(d->asm_name && (storage & STORAGE_REGISTER)))
        diag_error(p->diag, s->storage_loc, "file-scope declaration of '%.*s' specifies '%s'", STR_FMT(name), storage & STORAGE_AUTO ? "auto" : "register");
    if (d->asm_name && (storage & STORAGE_REGISTER)) check_register_variable(p, d, file_scope);
    if (d->attributes.alignas_) {
        if (is_function) diag_error(p->diag, d->attributes.alignas_loc, "'_Alignas' on a function");
        else if (storage & STORAGE_REGISTER) diag_error(p->diag, d->attributes.alignas_loc, "'_Alignas' on a 'register' object");
        else check_alignas(p, &d->attributes, d->type);
    }
    if (is_function) {
        if (!file_scope && (storage & (STORAGE_STATIC | STORAGE_REGISTER)))
            diag_error(p->diag, s->storage_loc, "invalid storage class for function '%.*s'", STR_FMT(name));
        if (storage & STORAGE_THREAD) diag_error(p->diag, d->loc, "function '%.*s' declared thread-local", STR_FMT(name));
        return;
    }
    if (storage & (STORAGE_INLINE | STORAGE_NORETURN))
        diag_error(p->diag, s->inline_loc ? s->inline_loc : s->loc, "variable '%.*s' declared '%s'", STR_FMT(name), storage & STORAGE_INLINE ? "inline" : "_Noreturn");
    if ((storage & STORAGE_THREAD) && !file_scope && !(storage & (STORAGE_STATIC | STORAGE_EXTERN)))
        diag_error(p->diag, d->loc, "block-scope thread-local variable '%.*s' must be 'static' or 'extern'", STR_FMT(name));
}

/* #pragma redefine_extname old new: the symbol of a declaration that has no name in asm("...") of its own. */
static void apply_redefine_extname(Parser *p, DeclId id)
{
    for (u32 i = 0; i + 1 < p->renamed.len; i += 2)
        if (p->renamed.at[i] == DECL(id)->name && !DECL(id)->asm_name) DECL(id)->asm_name = p->renamed.at[i + 1];
}

static void apply_pragma_weak(Parser *p, DeclId id)
{
    for (u32 i = 0; i + 1 < p->weak_pragma.len; i += 2)
        if (p->weak_pragma.at[i] == DECL(id)->name) {
            DECL(id)->flags |= DECL_ATTR_WEAK;
            if (p->weak_pragma.at[i + 1]) DECL(id)->alias = p->weak_pragma.at[i + 1];
        }
}

static void check_main(Parser *p, const DeclSpec *s, const Declarator *d)
{
    if (p->options->cpp.freestanding) return;
    const CType *c = type_of(p->t, d->type);
    if (c->base != INT_T) diag_warn(p->diag, W_MAIN, d->loc, "return type of 'main' is not 'int'");
    if (s->storage & STORAGE_INLINE) diag_warn(p->diag, W_REQUIRED, s->inline_loc, "'main' is declared 'inline'");
    if (s->storage & STORAGE_STATIC) diag_warn(p->diag, W_MAIN, d->loc, "'main' is declared 'static'");
}

static void warn_shadowed(Parser *p, const Declarator *d, DeclId outer)
{
    if (p->scope <= 1 || !outer || !diag_enabled(p->diag, W_SHADOW, d->loc)) return;
    const Decl *o = DECL(outer);
    if (o->kind != DECL_OBJECT || is_error(o->type)) return;
    if (diag_warn(p->diag, W_SHADOW, d->loc, "declaration of '%.*s' shadows a previous one", STR_FMT(name_text(p, d->name)))) diag_note(p->diag, o->loc, "shadowed declaration is here");
}

/* What asks for prototypes, and for declarations where they are looked for. `before`: the function as it was known, or 0. */
static void warn_function_style(Parser *p, const DeclSpec *s, const Declarator *d, DeclId before, DeclLinkage linkage, bool is_definition)
{
    Str name = name_text(p, d->name);
    bool known = before && !(DECL(before)->flags & (DECL_BUILTIN | DECL_IMPLICIT));
    if (is_definition && linkage == LINKAGE_EXTERNAL && !(s->storage & STORAGE_INLINE) && d->name != p->name_main) {
        bool has_prototype = known && !type_of(p->t, DECL(before)->type)->unprototyped;
        if ((has_prototype || !diag_warn(p->diag, W_MISSING_PROTOTYPES, d->loc, "no previous prototype for '%.*s'", STR_FMT(name))) && !known)
            diag_warn(p->diag, W_MISSING_DECLARATIONS, d->loc, "no previous declaration for '%.*s'", STR_FMT(name));
    }
    if (!d->has_function || !type_of(p->t, d->type)->unprototyped) return;
    if (is_definition) diag_warn(p->diag, W_OLD_STYLE_DEFINITION, d->loc, "old-style function definition");
    if (!d->identifier_list) diag_warn(p->diag, W_STRICT_PROTOTYPES, d->loc, "function declaration of '%.*s' is not a prototype", STR_FMT(name));
}

DeclId declare(Parser *p, const DeclSpec *s, Declarator *d, bool has_initializer, bool is_definition)
{
    if (s->storage & STORAGE_TYPEDEF) return declare_typedef(p, d);
    if ((d->attributes.mode && !s->attributes.mode) || d->attributes.vector_size) d->type = apply_mode(p, d->type, &d->attributes);
    bool is_function = KIND(d->type) == CT_FUNCTION, file_scope = p->scope == 1;
    check_storage(p, s, d, is_function);
    NameInfo *info = name_info(p, d->name);
    DeclId visible = info->decl;
    bool here = visible && info->decl_scope == p->scope;
    DeclLinkage linkage = linkage_of(p, s, is_function, is_definition, visible);
    if (has_initializer && (s->storage & STORAGE_EXTERN)) {
        if (file_scope) diag_warn(p->diag, W_EXTERN_INITIALIZER, d->loc, "'%.*s' initialized and declared 'extern'", STR_FMT(name_text(p, d->name)));
        else diag_error(p->diag, d->loc, "'%.*s' has both 'extern' and initializer", STR_FMT(name_text(p, d->name)));
    }
    if (is_function) warn_function_style(p, s, d, linkage == LINKAGE_NONE ? 0 : info->linked, linkage, is_definition);
    if (!file_scope && (s->storage & STORAGE_EXTERN)) diag_warn(p->diag, W_NESTED_EXTERNS, d->loc, "nested extern declaration of '%.*s'", STR_FMT(name_text(p, d->name)));
    DeclId id = 0;
    bool clash = here && (DECL(visible)->linkage == LINKAGE_NONE || linkage == LINKAGE_NONE);
    bool nested_again = clash && is_function && linkage == LINKAGE_NONE && DECL(visible)->kind == DECL_FUNCTION && DECL(visible)->linkage == LINKAGE_NONE;
    if (nested_again) {
        id = visible;
        merge_declaration(p, id, s, d, linkage, has_initializer, is_definition);
    } else if (clash) {
        const Decl *before = DECL(visible);
        if (!is_error(before->type) || before->kind == DECL_TYPEDEF) {
            diag_error(p->diag, d->loc, before->kind == DECL_OBJECT && !is_function ? "redeclaration of '%.*s'" : "'%.*s' redeclared as different kind of symbol",
                       STR_FMT(name_text(p, d->name)));
            note_previous(p, visible);
        }
    } else if (linkage != LINKAGE_NONE) {
        id = info->linked;
        /* An entity of internal linkage that is hidden by a local name is not meant by `extern`; the outcome is undefined (6.2.2p7). */
        if (id) merge_declaration(p, id, s, d, linkage, has_initializer, is_definition);
    }
    bool fresh = id == 0;
    if (fresh) {
        id = new_decl(p, is_function ? DECL_FUNCTION : DECL_OBJECT, d->name, d->type, d->loc);
        DECL(id)->linkage = (u8)linkage;
        if (linkage != LINKAGE_NONE && !clash) name_info(p, d->name)->linked = id;
        if (linkage == LINKAGE_NONE && !is_function) warn_shadowed(p, d, visible);
    }
    Decl *decl = DECL(id);
    if (!here || clash || visible != id) bind_decl(p, d->name, id);
    if (d->asm_name) decl->asm_name = d->asm_name;
    if (!is_function && fresh) {
        decl->duration = s->storage & STORAGE_THREAD ? DURATION_THREAD
                         : linkage != LINKAGE_NONE || (s->storage & STORAGE_STATIC) ? DURATION_STATIC : DURATION_AUTOMATIC;
        if (s->storage & STORAGE_REGISTER) decl->flags |= DECL_REGISTER;
    }
    apply_decl_attributes(p, id, &d->attributes);
    decl = DECL(id);
    if (p->visibility && !decl->visibility && linkage == LINKAGE_EXTERNAL && (file_scope || fresh)) decl->visibility = p->visibility;
    if (p->weak_pragma.len && linkage == LINKAGE_EXTERNAL) apply_pragma_weak(p, id);
    if (p->renamed.len && linkage == LINKAGE_EXTERNAL) apply_redefine_extname(p, id);
    if (is_function) {
        decl->duration = DURATION_STATIC;
        set_function_flags(p, id, s, is_definition);
        u32 b = info->builtin;
        if (fresh && b && linkage == LINKAGE_EXTERNAL && !p->options->builtins_off && builtin_info(p, b).noreturn) DECL(id)->flags |= DECL_ATTR_NORETURN;
        if (d->name == p->name_main && file_scope && is_definition) check_main(p, s, d);
        if (is_definition) DECL(id)->flags |= DECL_DEFINED;
        if ((DECL(id)->flags & (DECL_ATTR_WEAKREF | DECL_ATTR_IFUNC)) == 0 && decl->alias && is_definition)
            diag_error(p->diag, d->loc, "'%.*s' is defined and an alias", STR_FMT(name_text(p, d->name)));
    } else if (file_scope && linkage != LINKAGE_NONE && !(s->storage & STORAGE_EXTERN) && !has_initializer && !decl->alias) {
        if (!(decl->flags & DECL_DEFINED)) decl->flags |= DECL_TENTATIVE;
    }
    return id;
}

/* C90 has implicit ints and functions: there they are worth a warning under -Wall only. */
bool warns_implicit(Parser *p, Loc loc, Warning w)
{
    return p->c99 || (diag_enabled(p->diag, W_C90_IMPLICIT, loc) && diag_enabled(p->diag, w, loc));
}

DeclId implicit_function(Parser *p, Name name, Loc loc)
{
    NameInfo *info = name_info(p, name);
    Str text = name_text(p, name);
    DeclId id;
    if (info->builtin && !builtin_is_prefixed(info->builtin)) {
        bool known = info->linked && (DECL(info->linked)->flags & DECL_BUILTIN) && (DECL(info->linked)->flags & DECL_IMPLICIT);
        id = builtin_library_decl(p, info->builtin, name);
        DECL(id)->flags |= DECL_IMPLICIT;
        if (warns_implicit(p, loc, W_IMPLICIT_FUNCTION_DECLARATION) && !known) diag_warn(p->diag, W_IMPLICIT_FUNCTION_DECLARATION, loc, "implicit declaration of built-in function '%.*s' with type '%s'", STR_FMT(text), type_str(p, DECL(id)->type));
        bind_decl(p, name, id);
        return id;
    }
    id = info->linked;
    bool known = id && (DECL(id)->flags & DECL_IMPLICIT);
    /* No library has it. In a header's inline function that nobody calls it does no harm. */
    bool builtin = str_starts(text, "__builtin_"), intrinsic = str_starts(text, "_mm_") || str_starts(text, "_mm256_") || str_starts(text, "_mm512_");
    bool refused = (builtin || intrinsic) && !source_place(&p->kit->sources, loc).is_system;
    if (refused && !known) diag_error(p->diag, loc, "%s '%.*s' is not supported yet", builtin ? "builtin function" : "intrinsic", STR_FMT(text));
    if (warns_implicit(p, loc, W_IMPLICIT_FUNCTION_DECLARATION) && !known && !refused) {
        diag_warn(p->diag, W_IMPLICIT_FUNCTION_DECLARATION, loc, "implicit declaration of function '%.*s'%s", STR_FMT(text), name_hint(p, name));
    }
    info = name_info(p, name);
    id = info->linked;
    if (!id || DECL(id)->kind != DECL_FUNCTION) {
        id = new_decl(p, DECL_FUNCTION, name, type_function(p->t, INT_T, NULL, 0, false, true), loc);
        DECL(id)->linkage = LINKAGE_EXTERNAL;
        DECL(id)->duration = DURATION_STATIC;
        DECL(id)->flags |= DECL_IMPLICIT;
        name_info(p, name)->linked = id;
    }
    bind_decl(p, name, id);
    return id;
}

/* ---- what nobody used ---- */

/* Where a function nested in it may read a variable, or a cleanup does, nothing is said. */
static void warn_set_only(Parser *p, const Decl *d)
{
    if (d->references || d->duration != DURATION_AUTOMATIC || type_is_volatile(p->t, d->type) || !p->in_function || KIND(d->type) == CT_VLA) return;
    bool parameter = d->flags & DECL_IS_PARAMETER;
    if (parameter && p->scope != 2) return;
    diag_warn(p->diag, parameter ? W_UNUSED_BUT_SET_PARAMETER : W_UNUSED_BUT_SET_VARIABLE, d->loc, "%s '%.*s' set but not used", parameter ? "parameter" : "variable",
              STR_FMT(name_text(p, d->name)));
}

void warn_unused_in_scope(Parser *p, u32 start)
{
    for (u32 i = start; i < p->undo.len; i++) {
        const ScopeUndo *u = &p->undo.at[i];
        if (u->kind != UNDO_DECL || p->scope <= 1) continue;
        const Decl *d = DECL(p->info[u->name].decl);
        if (d->kind == DECL_FUNCTION && d->linkage == LINKAGE_NONE && !(d->flags & DECL_DEFINED) && p->info[u->name].decl && !is_error(d->type))
            diag_error(p->diag, d->loc, "nested function '%.*s' declared but never defined", STR_FMT(name_text(p, d->name)));
        if (d->kind == DECL_TYPEDEF && p->in_function && p->info[u->name].decl && !(d->flags & (DECL_USED | DECL_ATTR_UNUSED)) && !is_error(d->type))
            diag_warn(p->diag, W_UNUSED_LOCAL_TYPEDEFS, d->loc, "typedef '%.*s' locally defined but not used", STR_FMT(name_text(p, d->name)));
        if (p->info[u->name].decl == 0 || d->kind != DECL_OBJECT || d->linkage != LINKAGE_NONE || is_error(d->type)) continue;
        if (d->flags & (DECL_ATTR_UNUSED | DECL_ATTR_USED) || d->name == 0) continue;
        if (d->flags & DECL_USED) {
            warn_set_only(p, d);
            continue;
        }
        if (d->flags & DECL_IS_PARAMETER) {
            if (p->in_function && p->scope == 2) diag_warn(p->diag, W_UNUSED_PARAMETER, d->loc, "unused parameter '%.*s'", STR_FMT(name_text(p, d->name)));
        } else {
            diag_warn(p->diag, W_UNUSED_VARIABLE, d->loc, "unused variable '%.*s'", STR_FMT(name_text(p, d->name)));
        }
    }
}

static void finish_tentative(Parser *p, DeclId id)
{
    Decl *d = DECL(id);
    if (d->flags & DECL_DEFINED) return;
    const CType *c = type_of(p->t, d->type);
    if (c->kind == CT_ARRAY && c->incomplete_array) {
        if (d->linkage == LINKAGE_INTERNAL)
            diag_warn(p->diag, W_PEDANTIC, d->loc, "ISO C forbids the tentative definition of '%.*s' with internal linkage and incomplete type", STR_FMT(name_text(p, d->name)));
        diag_warn(p->diag, W_ALWAYS, d->loc, "array '%.*s' assumed to have one element", STR_FMT(name_text(p, d->name)));
        d->type = type_array(p->t, c->base, 1);
    } else if (!type_complete(p->t, d->type) && !is_error(d->type)) {
        diag_error(p->diag, d->loc, "storage size of '%.*s' is not known: '%s' is incomplete", STR_FMT(name_text(p, d->name)), type_str(p, d->type));
    } else {
        refuse_type(p, d->type, d->loc);
    }
}

void finish_unit(Parser *p)
{
    /* What an alias, a weakref or an ifunc names is used by it. */
    for (DeclId id = 1; id < p->c->decl.len; id++) {
        DeclId target = DECL(id)->alias ? name_info(p, DECL(id)->alias)->linked : 0;
        if (target) DECL(target)->flags |= DECL_USED;
    }
    for (DeclId id = 1; id < p->c->decl.len; id++) {
        Decl *d = DECL(id);
        if (d->scope > 1 && d->linkage != LINKAGE_INTERNAL) continue;
        if (d->kind == DECL_OBJECT && (d->flags & DECL_TENTATIVE)) finish_tentative(p, id);
        d = DECL(id);
        if (d->linkage != LINKAGE_INTERNAL || !d->name || d->scope != 1) continue;
        u32 flags = d->flags;
        if (d->kind == DECL_FUNCTION) {
            if (!(flags & DECL_DEFINED) && !d->alias) {
                if (flags & DECL_USED) diag_warn(p->diag, W_UNDEFINED_INTERNAL, d->loc, "'%.*s' used but never defined", STR_FMT(name_text(p, d->name)));
                else if (!(flags & DECL_INLINE)) diag_warn(p->diag, W_UNUSED_FUNCTION, d->loc, "'%.*s' declared 'static' but never defined", STR_FMT(name_text(p, d->name)));
            } else if (!(flags & (DECL_USED | DECL_ATTR_UNUSED | DECL_ATTR_USED | DECL_INLINE | DECL_ATTR_CONSTRUCTOR | DECL_ATTR_DESTRUCTOR)) && !d->alias) {
                diag_warn(p->diag, W_UNUSED_FUNCTION, d->loc, "'%.*s' defined but not used", STR_FMT(name_text(p, d->name)));
            }
        } else if (d->kind == DECL_OBJECT && !(flags & (DECL_USED | DECL_ATTR_UNUSED | DECL_ATTR_USED)) && !is_error(d->type) && !d->alias) {
            bool is_const = type_qualifiers(p->t, d->type) & Q_CONST;
            diag_warn(p->diag, is_const ? W_UNUSED_CONST_VARIABLE : W_UNUSED_VARIABLE, d->loc, "'%.*s' defined but not used", STR_FMT(name_text(p, d->name)));
        }
    }
}

/* Other names for what this translation unit defines: attributes alias and symver (GCC manual, "Common Function Attributes").
   In: the declarations, when all definitions are known. Out: IR symbols whose `alias` is the name that a definition has. */
#include "c/lower.h"

static Str text_of(const CUnit *c, Name name) { return name_str(&c->kit->names, name); }

static bool is_alias(const Decl *d)
{
    return (d->kind == DECL_OBJECT || d->kind == DECL_FUNCTION) && d->alias && !(d->flags & DECL_ATTR_WEAKREF);
}

static void declare_alias(CUnit *c, DeclId id)
{
    const Decl *d = &c->decl.at[id];
    Symbol symbol = lower_declared_symbol(c, id);
    IrSymbol *s = ir_symbol(c->module, symbol);
    s->alias = d->alias;
    s->defined = true;
    if (d->kind == DECL_OBJECT) s->size = type_size(&c->types, d->type);
}

/* The symbol that a chain of aliases ends at; 0 when it never does. */
static Symbol end_of_chain(CUnit *c, Symbol from)
{
    Symbol at = from;
    for (u32 steps = 0; steps <= c->module->symbol.len; steps++) {
        bool fresh;
        Name next = ir_symbol(c->module, at)->alias;
        if (!next) return at;
        at = module_symbol(c->module, next, &fresh);
    }
    return 0;
}

/* All along the chain name its end, so that no link of it is walked twice. */
static void shorten_chain(CUnit *c, Symbol from, Symbol end)
{
    Name name = ir_symbol(c->module, end)->name;
    while (from != end) {
        bool fresh;
        Symbol next = module_symbol(c->module, ir_symbol(c->module, from)->alias, &fresh);
        ir_symbol(c->module, from)->alias = name;
        from = next;
    }
}

static void resolve_alias(CUnit *c, DeclId id)
{
    const Decl *d = &c->decl.at[id];
    Symbol end = end_of_chain(c, d->lowered);
    if (!end) {
        diag_error(&c->kit->diag, d->loc, "'%.*s' is an alias of itself, through '%.*s'", STR_FMT(text_of(c, d->name)), STR_FMT(text_of(c, d->alias)));
        ir_symbol(c->module, d->lowered)->alias = 0;
        return;
    }
    shorten_chain(c, d->lowered, end);
    lower_note_reference(c, end);
    lower_emit_ready(c);
    if (!ir_symbol(c->module, end)->defined)
        diag_error(&c->kit->diag, d->loc, "'%.*s' is an alias of '%.*s', which this translation unit does not define", STR_FMT(text_of(c, d->name)),
                   STR_FMT(text_of(c, d->alias)));
}

/* In an object a versioned name is a symbol with the version in its name; the linker takes them apart. */
static void define_versioned(CUnit *c, const VersionedName *v)
{
    Diag *diag = &c->kit->diag;
    const Decl *d = &c->decl.at[v->decl];
    Str name = text_of(c, d->name);
    if (d->linkage != LINKAGE_EXTERNAL) {
        diag_error(diag, v->loc, "attribute 'symver' needs '%.*s' to have external linkage", STR_FMT(name));
        return;
    }
    Symbol target = lower_declared_symbol(c, v->decl);
    lower_note_reference(c, target);
    lower_emit_ready(c);
    const IrSymbol to = *ir_symbol(c->module, target);
    if (!to.defined || to.is_common) {
        diag_error(diag, v->loc, "attribute 'symver' needs '%.*s' to be defined here, and not as a common symbol", STR_FMT(name));
        return;
    }
    bool fresh;
    Symbol id = module_symbol(c->module, v->name, &fresh);
    Name end = to.alias ? to.alias : to.name;
    IrSymbol *s = ir_symbol(c->module, id);
    if (!fresh) {
        if (s->alias != end) diag_error(diag, v->loc, "'%.*s' is defined twice", STR_FMT(text_of(c, v->name)));
        return;
    }
    *s = to;
    s->name = v->name;
    s->alias = end;
}

void lower_aliases(CUnit *c)
{
    for (DeclId id = 1; id < c->decl.len; id++)
        if (is_alias(&c->decl.at[id])) declare_alias(c, id);
    for (DeclId id = 1; id < c->decl.len; id++)
        if (is_alias(&c->decl.at[id])) resolve_alias(c, id);
    for (u32 i = 0; i < c->versioned_name.len; i++) define_versioned(c, &c->versioned_name.at[i]);
}

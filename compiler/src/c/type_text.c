/* Types as C source, for messages: "int (*)(const char *, ...)".
   A type is written around what is already there: prefix and suffix grow outward from the declarator (6.7.7). */
#include "c/type.h"
#include "base/buf.h"

static const char *const fixed_names[CT_FIXED_COUNT] = {
    "<error>", "void", "_Bool", "char", "signed char", "unsigned char", "short", "unsigned short", "int", "unsigned int", "long",
    "unsigned long", "long long", "unsigned long long", "__int128", "unsigned __int128", "float", "double", "long double", "_Float128",
    "struct __va_list_tag"
};

static void put_qualifiers(Buf *b, u32 q, bool after)
{
    static const char *const names[4] = {"const", "volatile", "restrict", "_Atomic"};
    for (u32 i = 0; i < 4; i++) {
        if (!(q >> i & 1)) continue;
        if (after && b->len && b->data[b->len - 1] != '*' && b->data[b->len - 1] != ' ') buf_u8(b, ' ');
        buf_puts(b, names[i]);
        if (!after) buf_u8(b, ' ');
    }
}

static void put_type(const CTypes *t, Buf *b, QType q, u32 depth);

static void put_specifiers(const CTypes *t, Buf *b, QType q)
{
    const CType *c = type_of(t, q);
    put_qualifiers(b, q & Q_ALL, false);
    const Names *names = &t->kit->names;
    if (c->kind == CT_RECORD) {
        const CRecord *r = &t->record.at[c->index];
        if (!r->tag && r->typedef_name) {
            buf_str(b, name_str(names, r->typedef_name));
            return;
        }
        buf_puts(b, r->is_union ? "union " : "struct ");
        if (r->tag) buf_str(b, name_str(names, r->tag));
        else buf_puts(b, "<anonymous>");
    } else if (c->kind == CT_ENUM) {
        const CEnum *e = &t->enumeration.at[c->index];
        if (!e->tag && e->typedef_name) {
            buf_str(b, name_str(names, e->typedef_name));
            return;
        }
        buf_puts(b, "enum ");
        if (e->tag) buf_str(b, name_str(names, e->tag));
        else buf_puts(b, "<anonymous>");
    } else if (c->kind == CT_COMPLEX) {
        buf_puts(b, "_Complex ");
        put_type(t, b, c->base, 1);
    } else if (c->kind == CT_BITINT) {
        buf_printf(b, "%s_BitInt(%llu)", c->index ? "unsigned " : "", (unsigned long long)c->count);
    } else if (c->kind == CT_VECTOR) {
        u64 size = type_size(t, c->base);
        buf_printf(b, "__vector(%llu) ", (unsigned long long)(size ? c->count / size : 0));
        put_type(t, b, c->base, 1);
    } else {
        buf_puts(b, fixed_names[c->kind < CT_FIXED_COUNT ? c->kind : 0]);
    }
}

static bool is_derived(u32 kind) { return kind == CT_POINTER || kind == CT_ARRAY || kind == CT_FUNCTION || kind == CT_VLA; }

/* Everything that stands before the declared name. */
static void put_prefix(const CTypes *t, Buf *b, QType q, u32 depth)
{
    const CType *c = type_of(t, q);
    if (depth > 60) {
        buf_puts(b, "...");
        return;
    }
    if (type_is_nullptr(t, q)) {
        put_qualifiers(b, q & Q_ALL, false);
        buf_puts(b, "nullptr_t");
        return;
    }
    if (!is_derived(c->kind)) {
        put_specifiers(t, b, q);
        return;
    }
    put_prefix(t, b, c->base, depth + 1);
    if (c->kind != CT_POINTER) return;
    u32 base = type_kind(t, c->base);
    if (b->len && b->data[b->len - 1] != '*' && b->data[b->len - 1] != '(') buf_u8(b, ' ');
    if (base == CT_ARRAY || base == CT_FUNCTION || base == CT_VLA) buf_u8(b, '(');
    buf_u8(b, '*');
    put_qualifiers(b, q & Q_ALL, true);
}

/* Everything that stands after it. */
static void put_suffix(const CTypes *t, Buf *b, QType q, u32 depth)
{
    const CType *c = type_of(t, q);
    if (depth > 60 || !is_derived(c->kind) || type_is_nullptr(t, q)) return;
    if (c->kind == CT_POINTER) {
        u32 base = type_kind(t, c->base);
        if (base == CT_ARRAY || base == CT_FUNCTION || base == CT_VLA) buf_u8(b, ')');
    } else if (c->kind == CT_ARRAY) {
        if (c->incomplete_array) buf_puts(b, "[]");
        else buf_printf(b, "[%llu]", (unsigned long long)c->count);
    } else if (c->kind == CT_VLA) {
        if (c->known_count) buf_printf(b, "[%llu]", (unsigned long long)c->count);
        else buf_puts(b, "[*]");
    } else {
        buf_u8(b, '(');
        if (!c->unprototyped || c->count) {
            for (u32 i = 0; i < c->count; i++) {
                if (i) buf_puts(b, ", ");
                if (i == 16) {
                    buf_puts(b, "...");
                    break;
                }
                put_type(t, b, t->param.at[c->index + i], depth + 8);
            }
            if (c->variadic) buf_puts(b, c->count ? ", ..." : "...");
            else if (!c->count) buf_puts(b, "void");
        }
        buf_u8(b, ')');
    }
    put_suffix(t, b, c->base, depth + 1);
}

static void put_type(const CTypes *t, Buf *b, QType q, u32 depth)
{
    if (depth > 60) {
        buf_puts(b, "...");
        return;
    }
    put_prefix(t, b, q, depth);
    const CType *c = type_of(t, q);
    if ((c->kind == CT_ARRAY || c->kind == CT_FUNCTION || c->kind == CT_VLA) && b->len && b->data[b->len - 1] != '*') buf_u8(b, ' ');
    put_suffix(t, b, q, depth);
}

Str type_text(const CTypes *t, Arena *arena, QType q)
{
    Buf b = {0};
    put_type(t, &b, q, 0);
    Str s = arena_str(arena, (Str){(const char *)b.data, (u32)b.len});
    buf_free(&b);
    return s;
}

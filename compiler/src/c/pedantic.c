/* What -pedantic says: that a construct is GNU's, or of a later standard than the one that was asked for. Nothing after
   __extension__ (GCC manual, "Alternate Keywords"), nothing about system headers.
   In: a place and the construct's name. Out: a warning; an error under -pedantic-errors. */
#include "c/parser.h"

static bool wanted(Parser *p, Loc loc) { return !p->extension && diag_enabled(p->diag, W_PEDANTIC, loc); }

void pedantic(Parser *p, Loc loc, const char *what)
{
    if (wanted(p, loc)) diag_warn(p->diag, W_PEDANTIC, loc, "ISO C forbids %s", what);
}

void pedantic_since(Parser *p, CStandard since, Loc loc, const char *what)
{
    static const char *const names[] = {"C90", "C99", "C11", "C17", "C23"};
    CStandard standard = p->options->cpp.standard;
    if (standard < since && wanted(p, loc)) diag_warn(p->diag, W_PEDANTIC, loc, "ISO %s does not support %s", names[standard], what);
}

void pedantic_pointer_arithmetic(Parser *p, QType pointee, Loc loc)
{
    if (p->extension || (KIND(pointee) != CT_VOID && KIND(pointee) != CT_FUNCTION)) return;
    diag_warn(p->diag, W_POINTER_ARITH, loc, "pointer to %s used in arithmetic", KIND(pointee) == CT_VOID ? "'void'" : "a function");
}

void pedantic_size_of(Parser *p, const char *operator, QType q, Loc loc)
{
    if (p->extension || (KIND(q) != CT_VOID && KIND(q) != CT_FUNCTION)) return;
    diag_warn(p->diag, W_POINTER_ARITH, loc, "invalid application of '%s' to a %s type", operator, KIND(q) == CT_VOID ? "void" : "function");
}

/* Conversions between pointers to functions and void * (6.5.16.1, 6.5.9, 6.5.15 all want objects). */
void pedantic_void_function(Parser *p, QType a, QType b, const char *what, Loc loc)
{
    bool mixed = (KIND(a) == CT_VOID && KIND(b) == CT_FUNCTION) || (KIND(a) == CT_FUNCTION && KIND(b) == CT_VOID);
    if (mixed && wanted(p, loc)) diag_warn(p->diag, W_PEDANTIC, loc, "ISO C forbids %s between a function pointer and 'void *'", what);
}

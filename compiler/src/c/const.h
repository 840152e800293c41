/* What the two files of constant expressions share. In: typed trees. Out: ConstValues; see c.h. */
#ifndef KIT_C_CONST_H
#define KIT_C_CONST_H

#include "c/c.h"

/* const.c */
ConstValue const_convert(CUnit *c, ConstValue v, QType from, QType to);

/* const_complex.c */
bool const_is_complex(CUnit *c, const Node *n); /* the node's operands or its value are complex numbers; of a CAST, const_convert asks */
ConstValue const_complex(CUnit *c, const Node *n);
ConstValue const_convert_complex(CUnit *c, ConstValue v, QType from, QType to); /* one of the types is complex */

/* const_complex_int.c: + - * / */
typedef struct IntegerParts {
    u64 re, im;
} IntegerParts;
bool const_complex_int(const CTypes *t, NodeKind kind, QType real, IntegerParts a, IntegerParts b, IntegerParts *out);

#endif

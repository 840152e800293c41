/* C types: a flat table of 32-bit ids. Derived types (pointers, arrays, functions) are hash-consed, so that equal
   types mostly have equal ids; structures, unions and enumerations are nominal.
   In: base types and declarators. Out: ids, sizes, alignments, layouts of records, compatibility (C11 6.2.5, 6.2.7, 6.7.2.1). */
#ifndef KIT_C_TYPE_H
#define KIT_C_TYPE_H

#include "base/kit.h"
#include "base/map.h"
#include "base/vec.h"
#include "ir/layout.h"

/* A type with its qualifiers: index into CTypes.type times 16, plus the Q_ bits. */
typedef u32 QType;
enum { Q_CONST = 1, Q_VOLATILE = 2, Q_RESTRICT = 4, Q_ATOMIC = 8, Q_ALL = 15 };

/* The kinds up to CT_ENUM are arithmetic or void and have fixed ids: type index == kind. Order matters: integer rank rises. */
typedef enum CTypeKind {
    CT_NONE, CT_VOID, CT_BOOL, CT_CHAR, CT_SCHAR, CT_UCHAR, CT_SHORT, CT_USHORT, CT_INT, CT_UINT, CT_LONG, CT_ULONG,
    CT_LLONG, CT_ULLONG, CT_INT128, CT_UINT128, CT_FLOAT, CT_DOUBLE, CT_LDOUBLE, CT_FLOAT128 /* only named, in declarations never used */,
    CT_VA_LIST_TAG, /* struct __va_list_tag of the layout; __builtin_va_list is an array [1] of it where the layout says so */
    CT_FIXED_COUNT,
    CT_ENUM = CT_FIXED_COUNT, CT_POINTER, CT_ARRAY, CT_FUNCTION, CT_RECORD,
    CT_COMPLEX, CT_VECTOR, CT_BITINT /* _BitInt(N): count is N (C23 6.2.5p5) */, CT_VLA /* a variable length array: its size is known only at run time (6.7.6.2) */
} CTypeKind;

#define QTYPE_OF(kind) ((QType)(kind) << 4) /* of a fixed kind, unqualified */

typedef struct CType {
    u8 kind;
    bool incomplete_array;  /* CT_ARRAY without a length */
    bool variadic;          /* CT_FUNCTION */
    bool unprototyped;      /* CT_FUNCTION () or an identifier list */
    bool known_count;       /* CT_VLA: count is its length; only its elements' size varies */
    bool variably_modified; /* a CT_VLA, or derived from one (6.7.6p3) */
    u8 scalar_size;         /* of arithmetic types but enumerations and complex ones, and of pointers; else 0: most questions end here */
    u8 scalar_align;        /* of the same, when no attribute changed it */
    u32 align;              /* raised by an attribute on a typedef; 0 is natural */
    QType base;             /* pointee, element, result, or the integer type that an enum is compatible with */
    u32 index;              /* CT_RECORD: into record. CT_ENUM: into tag table. CT_FUNCTION: first parameter in param.
                               CT_BITINT: 1 when it is unsigned.
                               CT_VLA: the DeclId of the hidden variable that holds its size in bytes; 0 is [*] */
    u64 count;              /* CT_ARRAY, CT_VLA of known count: elements. CT_FUNCTION: parameters */
    QType canonical;        /* the same type without what attributes on typedefs changed (alignment); itself for most */
    QType pointer;          /* the pointer to this type when one was asked for, else 0 */
    u32 depth;              /* how many derivations lie above a basic type: bounded by the parser */
} CType;

typedef struct CField {
    Name name;              /* 0: anonymous record member, or unnamed bit-field */
    QType type;
    Loc loc;
    u32 align;
    u64 offset;             /* bytes from the record's start; of a bit-field: of the byte that holds its first bit */
    u8 is_bit_field;
    u8 bit_offset;          /* 0 to 7: of its first (least significant) bit within that byte */
    u8 bit_width;
    u64 region_begin, region_end; /* bytes that only this run of adjacent bit-fields occupies: an access may read and write them all */
} CField;

typedef struct CRecord {
    Name tag;
    Loc loc;
    bool is_union, complete, packed, has_flexible_member, is_transparent;
    bool misaligned;        /* some member is not at its natural alignment */
    bool being_defined;
    u32 first_field, field_count;
    u64 size;
    u32 align;
    u32 agg;                /* AggId + 1 once lowering asked for it */
    QType type;             /* the type that names this record */
    Name typedef_name;      /* of a record without tag: the first typedef that names it, for messages */
    bool has_const_member, has_anonymous, has_volatile_member, indexed /* its members are in CTypes.member */;
} CRecord;

typedef struct CEnum {
    Name tag;
    Loc loc;
    bool complete;
    u32 first_enumerator, enumerator_count; /* DeclIds, consecutive only when no other declaration intervenes: informative */
    Name typedef_name;
    QType type;
    u32 first_member; /* DeclIds of all its enumerators, enumerator_count of them, in CTypes.enumerator */
} CEnum;

typedef struct CTypes {
    Kit *kit;
    const DataLayout *layout;
    VEC(CType) type;
    VEC(CRecord) record;
    VEC(CField) field;
    VEC(CEnum) enumeration;
    VEC(u32) enumerator;
    VEC(QType) param;       /* parameter types of function types, adjusted (6.7.6.3p7-8) and unqualified */
    IntMap derived;         /* hash of a derived type to a chain head */
    VEC(u32) derived_next;
    QType nullptr_;         /* C23's nullptr_t: a pointer to a structure that nobody else can name */
    IntMap member;          /* record << 32 | name to field index, of records with many members */
} CTypes;

void types_init(CTypes *t, Kit *kit, const DataLayout *layout);
void types_free(CTypes *t);
static inline const CType *type_of(const CTypes *t, QType q) { return &t->type.at[q >> 4]; }
static inline CTypeKind type_kind(const CTypes *t, QType q) { return (CTypeKind)t->type.at[q >> 4].kind; }
static inline QType type_unqualified(QType q) { return q & ~(QType)Q_ALL; }
static inline const CRecord *type_record(const CTypes *t, QType q) { return &t->record.at[type_of(t, q)->index]; }

static inline CRecord *record_of(CTypes *t, QType q) { return &t->record.at[type_of(t, q)->index]; }

u32 type_qualifiers(const CTypes *t, QType q); /* of an array: its elements' */

/* _Bool and enums too. */
static inline bool type_is_integer(const CTypes *t, QType q)
{
    u32 k = type_kind(t, q);
    return (k >= CT_BOOL && k <= CT_UINT128) || k == CT_ENUM || k == CT_BITINT;
}

/* The widest _BitInt. */
enum { BITINT_LIMIT = 128 };
static inline bool type_is_bitint(const CTypes *t, QType q) { return type_kind(t, q) == CT_BITINT; }
/* An integer of more than 64 bits: two words. */
static inline bool type_is_wide(const CTypes *t, QType q)
{
    const CType *c = type_of(t, q);
    return c->kind == CT_INT128 || c->kind == CT_UINT128 || (c->kind == CT_BITINT && c->count > 64);
}

static inline bool type_is_floating(const CTypes *t, QType q)
{
    u32 k = type_kind(t, q);
    return k >= CT_FLOAT && k <= CT_FLOAT128;
}

static inline bool type_is_complex(const CTypes *t, QType q) { return type_kind(t, q) == CT_COMPLEX; }

/* Integer or real floating. */
static inline bool type_is_real(const CTypes *t, QType q)
{
    u32 k = type_kind(t, q);
    return (k >= CT_BOOL && k <= CT_FLOAT128) || k == CT_ENUM || k == CT_BITINT;
}

static inline bool type_is_arithmetic(const CTypes *t, QType q) { return type_is_real(t, q) || type_is_complex(t, q); }
static inline bool type_is_scalar(const CTypes *t, QType q) { return type_is_arithmetic(t, q) || type_kind(t, q) == CT_POINTER; }
/* Of an arithmetic type: the corresponding real type (6.2.5p14). */
static inline QType type_real(const CTypes *t, QType q) { return type_is_complex(t, q) ? type_of(t, q)->base : q; }
static inline bool type_is_pointer(const CTypes *t, QType q) { return type_kind(t, q) == CT_POINTER; }
static inline bool type_is_record(const CTypes *t, QType q) { return type_kind(t, q) == CT_RECORD; }
static inline bool type_is_void(const CTypes *t, QType q) { return type_kind(t, q) == CT_VOID; }
/* char, signed char, unsigned char. */
static inline bool type_is_character(const CTypes *t, QType q)
{
    u32 k = type_kind(t, q);
    return k >= CT_CHAR && k <= CT_UCHAR;
}

/* Of constant, unknown or variable length. */
static inline bool type_is_array(const CTypes *t, QType q) { return type_kind(t, q) == CT_ARRAY || type_kind(t, q) == CT_VLA; }
/* Of an lvalue of that type. */
static inline bool type_is_volatile(const CTypes *t, QType q) { return (type_is_array(t, q) ? type_qualifiers(t, q) : q) & Q_VOLATILE; }

QType type_pointer(CTypes *t, QType to);
QType type_array(CTypes *t, QType element, u64 count);
QType type_array_incomplete(CTypes *t, QType element);
QType type_function(CTypes *t, QType result, const QType *param, u32 count, bool variadic, bool unprototyped);
u64 type_size_other(const CTypes *t, QType q);
u32 type_align_other(const CTypes *t, QType q);
bool type_complete_other(const CTypes *t, QType q);

/* Bytes; 0 of incomplete types, 1 of void and functions (GNU). */
static inline u64 type_size(const CTypes *t, QType q)
{
    u32 size = type_of(t, q)->scalar_size;
    return KIT_LIKELY(size) ? size : type_size_other(t, q);
}

static inline u32 type_align(const CTypes *t, QType q)
{
    u32 align = type_of(t, q)->scalar_align;
    return KIT_LIKELY(align && !(q & Q_ATOMIC)) ? align : type_align_other(t, q);
}

static inline bool type_complete(const CTypes *t, QType q) { return KIT_LIKELY(type_of(t, q)->scalar_size) || type_complete_other(t, q); }
bool type_is_unsigned(const CTypes *t, QType q);   /* of an integer (enum: its compatible type), _Bool and plain char by the layout */
u32 type_bits(const CTypes *t, QType q);           /* value bits incl. sign of an integer type; 1 of _Bool */
bool type_compatible(const CTypes *t, QType a, QType b);
QType type_composite(CTypes *t, QType a, QType b);
/* q with more qualifiers; those of an array go to its elements (6.7.3p9). */
QType type_qualified(CTypes *t, QType q, u32 qualifiers);
QType type_canonical(const CTypes *t, QType q); /* qualifiers stay */
/* A variant of the type that is aligned so. */
QType type_aligned(CTypes *t, QType q, u32 align);
QType type_complex(CTypes *t, QType base);
QType type_vector(CTypes *t, QType base, u64 bytes);
QType type_bitint(CTypes *t, u32 width, bool is_unsigned);
/* Each declaration of a variable length array is a type of its own, told apart by the variable that holds its size. */
QType type_vla(CTypes *t, QType element, u32 size_variable, bool known_count, u64 count);
/* The type as a prototype keeps it: every variable length is [*]. */
QType type_star(CTypes *t, QType q);
static inline bool type_is_variably_modified(const CTypes *t, QType q) { return type_of(t, q)->variably_modified; }
/* Two arrays: whether both lengths are constants and differ (6.7.6.2p6). */
bool type_lengths_differ(const CTypes *t, QType a, QType b);
QType type_new_record(CTypes *t, bool is_union, Name tag, Loc loc);
QType type_new_enum(CTypes *t, Name tag, Loc loc);
static inline bool type_is_nullptr(const CTypes *t, QType q) { return t->nullptr_ && type_of(t, q)->canonical == t->nullptr_; }
bool type_same(const CTypes *t, QType a, QType b); /* compatible and equally qualified, without regard to alignment */
FloatFormat type_float_format(const CTypes *t, QType q);
/* Bytes and bits that a value is cut to: the value that an object of integer type q holds, extended to 64 bits. */
u64 type_wrap(const CTypes *t, QType q, u64 value);
/* The member of that name: field index + 1; 0 when there is none. For a member of an anonymous member it is the anonymous one's. */
u32 type_member(CTypes *t, QType record, Name name);
/* Fills offsets, size and alignment of a record whose fields first_field... are there; `pack` is #pragma pack's limit in
   bytes (0 none), `align` an attribute's. False when it is too large. */
typedef struct FieldRequest {
    u32 align;   /* of the member's attribute or _Alignas; 0 none */
    bool packed;
} FieldRequest;
bool type_layout_record(CTypes *t, u32 record, const FieldRequest *request, u32 pack, u32 align);
#define TYPE_SIZE_LIMIT ((u64)1 << 47)
/* The type as C source: "int (*)(char *)", for messages. */
Str type_text(const CTypes *t, Arena *arena, QType q);

#endif

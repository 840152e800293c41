/* The attributes that kit knows: the parser gives them a meaning, ignores them for a stated reason, or refuses them.
   The preprocessor answers __has_attribute from the same table. */
#ifndef KIT_C_ATTRIBUTE_TABLE_H
#define KIT_C_ATTRIBUTE_TABLE_H

#include "base/base.h"

typedef enum AttributeId {
    A_IGNORED, A_ALIGNED, A_PACKED, A_SECTION, A_WEAK, A_WEAKREF, A_ALIAS, A_VISIBILITY, A_CONSTRUCTOR, A_DESTRUCTOR, A_NORETURN, A_RETURNS_TWICE,
    A_USED, A_UNUSED, A_DEPRECATED, A_WARN_UNUSED, A_GNU_INLINE, A_ALWAYS_INLINE, A_NOINLINE, A_IFUNC, A_TLS_MODEL, A_MODE, A_TRANSPARENT_UNION,
    A_COMMON, A_NOCOMMON, A_FORMAT, A_FORMAT_ARG, A_NONNULL, A_SENTINEL, A_FALLTHROUGH, A_MAY_ALIAS, A_CLEANUP, A_VECTOR_SIZE, A_NAKED, A_REFUSED, A_ERROR,
    A_WARNING, A_NONSTRING, A_SYMVER
} AttributeId;

typedef struct AttributeEntry {
    const char *name;
    u8 id; /* AttributeId */
    const char *why_ignored; /* of A_IGNORED */
} AttributeEntry;

extern const u32 attribute_count;
extern const AttributeEntry attribute_table[];

/* What __has_attribute says; the name is without underscores around it. */
bool is_known_attribute(Str name);

#endif

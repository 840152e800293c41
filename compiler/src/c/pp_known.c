/* What __has_attribute and __has_builtin say yes to: the attributes that the parser gives a meaning, or ignores for a stated reason,
   and the builtins that lowering knows. In: a name without underscores around it. Out: whether it is known. */
#include "c/pp_internal.h"

static bool in_list(Str s, const char *const *list, u32 n)
{
    for (u32 i = 0; i < n; i++)
        if (str_is(s, list[i])) return true;
    return false;
}

bool is_known_attribute(Str name)
{
    static const char *const list[] = {
        "alias", "aligned", "always_inline", "cleanup", "cold", "const", "constructor", "deprecated", "destructor", "fallthrough", "format",
        "format_arg", "gnu_inline", "hot", "malloc", "may_alias", "mode", "noinline", "nonnull", "noreturn", "nothrow", "packed", "pure",
        "returns_nonnull", "section", "sentinel", "tls_model", "transparent_union", "unused", "used", "visibility", "warn_unused_result", "weak",
        "weakref"};
    return in_list(name, list, ARRAY_LEN(list));
}

bool is_known_builtin(Str name)
{
    static const char *const list[] = {
        "__builtin_va_arg", "__builtin_va_start", "__builtin_va_end", "__builtin_va_copy", "__builtin_offsetof", "__builtin_types_compatible_p",
        "__builtin_choose_expr", "__builtin_constant_p", "__builtin_expect", "__builtin_unreachable", "__builtin_trap", "__builtin_bswap16",
        "__builtin_bswap32", "__builtin_bswap64", "__builtin_clz", "__builtin_clzl", "__builtin_clzll", "__builtin_ctz", "__builtin_ctzl",
        "__builtin_ctzll", "__builtin_popcount", "__builtin_popcountl", "__builtin_popcountll", "__builtin_alloca", "__builtin_memcpy",
        "__builtin_memset", "__builtin_memmove", "__builtin_memcmp", "__builtin_strlen", "__builtin_strcmp", "__builtin_huge_val",
        "__builtin_huge_valf", "__builtin_huge_vall", "__builtin_inf", "__builtin_inff", "__builtin_infl", "__builtin_nan", "__builtin_nanf",
        "__builtin_nanl", "__builtin_frame_address", "__builtin_return_address", "__builtin_object_size"};
    return in_list(name, list, ARRAY_LEN(list));
}

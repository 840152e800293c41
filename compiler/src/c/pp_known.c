/* What __has_attribute says yes to: the attributes that the parser gives a meaning, or ignores for a stated reason
   (attribute.c). What __has_builtin says yes to is in builtin.c. -E must give the same answers without a parser.
   In: a name. Out: whether it is known. */
#include "c/pp_internal.h"

static bool in_list(Str s, const char *const *list, u32 n)
{
    u32 low = 0, high = n; /* sorted */
    while (low < high) {
        u32 middle = low + (high - low) / 2;
        int c = str_cmp(s, str_of(list[middle]));
        if (c == 0) return true;
        if (c < 0) high = middle;
        else low = middle + 1;
    }
    return false;
}

bool is_known_attribute(Str name)
{
    static const char *const list[] = {
        "access", "address_space", "alias", "aligned", "alloc_align", "alloc_size", "always_inline", "artificial", "assume_aligned",
        "bitwise", "cdecl", "cf_check", "cleanup", "cold", "common", "const", "constructor", "context", "copy", "counted_by", "deprecated",
        "designated_init", "destructor", "diagnose_if", "error", "externally_visible", "fallthrough", "fd_arg", "fd_arg_read",
        "fd_arg_write", "flatten", "force", "format", "format_arg", "gcc_struct", "gnu_inline", "hot", "ifunc", "indirect_return", "leaf",
        "malloc", "may_alias", "maybe_unused", "mode", "no_address_safety_analysis", "no_icf", "no_instrument_function",
        "no_profile_instrument_function", "no_reorder", "no_sanitize", "no_sanitize_address", "no_sanitize_coverage", "no_sanitize_thread",
        "no_sanitize_undefined", "no_split_stack", "no_stack_limit", "no_stack_protector", "nocf_check", "noclone", "nocommon", "nodebug",
        "noderef", "nodiscard", "noinline", "noipa", "nonnull", "nonstring", "noplt", "noreturn", "nothrow", "null_terminated_string_arg",
        "optimize", "packed", "patchable_function_entry", "pure", "reproducible", "retain", "returns_nonnull", "returns_twice", "section",
        "sentinel", "simd", "stack_protect", "symver", "sysv_abi", "tainted_args", "target", "target_clones", "tls_model",
        "transparent_union", "unavailable", "uninitialized", "unsequenced", "unused", "used", "vector_size", "visibility",
        "warn_if_not_aligned", "warn_unused_result", "warning", "weak", "weakref", "zero_call_used_regs"};
    return in_list(name, list, ARRAY_LEN(list));
}

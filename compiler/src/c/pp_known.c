/* What __has_attribute and __has_builtin say yes to: the attributes that the parser gives a meaning, or ignores for a stated reason
   (attribute.c), and the builtins that it knows and does not refuse (builtin.c). -E must give the same answers without a parser.
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

bool is_known_builtin(Str name)
{
    static const char *const list[] = {
        "FILE", "FUNCTION", "LINE", "abort", "abs", "acos", "acosf", "acosh", "acoshf", "acoshl", "acosl", "add_overflow", "aligned_alloc",
        "alloca", "alloca_with_align", "asin", "asinf", "asinh", "asinhf", "asinhl", "asinl", "asprintf", "assume_aligned", "atan",
        "atan2", "atan2f", "atan2l", "atanf", "atanh", "atanhf", "atanhl", "atanl", "bcmp", "bcopy", "bswap16", "bswap32", "bswap64",
        "bzero", "calloc", "cbrt", "cbrtf", "cbrtl", "ceil", "ceilf", "ceill", "choose_expr", "classify_type", "clrsb", "clrsbl",
        "clrsbll", "clz", "clzl", "clzll", "constant_p", "convertvector", "copysign", "copysignf", "copysignl", "cos", "cosf", "cosh", "coshf", "coshl",
        "cosl", "ctz", "ctzl", "ctzll", "dprintf", "drem", "dremf", "dreml", "dynamic_object_size", "erf", "erfc", "erfcf", "erfcl",
        "erff", "erfl", "execl", "execv", "exit", "exp", "exp10", "exp10f", "exp10l", "exp2", "exp2f", "exp2l", "expect",
        "expect_with_probability", "expf", "expl", "expm1", "expm1f", "expm1l", "extract_return_addr", "fabs", "fabsf", "fabsl", "fdim",
        "fdimf", "fdiml", "ffs", "ffsl", "ffsll", "finite", "floor", "floorf", "floorl", "fma", "fmaf", "fmal", "fmax", "fmaxf", "fmaxl",
        "fmin", "fminf", "fminl", "fmod", "fmodf", "fmodl", "fork", "fpclassify", "fprintf", "fputc", "fputs", "frame_address", "free",
        "frexp", "frob_return_addr", "fscanf", "fwrite", "gamma", "gammaf", "gammal", "huge_val", "huge_valf", "huge_vall", "hypot",
        "hypotf", "hypotl", "index", "inf", "inff", "infl", "isalnum", "isalpha", "isblank", "iscntrl", "isdigit", "isfinite", "isgraph",
        "isgreater", "isgreaterequal", "isinf", "isinf_sign", "isinff", "isinfl", "isless", "islessequal", "islessgreater", "islower",
        "isnan", "isnanf", "isnanl", "isnormal", "isprint", "ispunct", "isspace", "isunordered", "isupper", "isxdigit", "labs", "ldexp",
        "ldexpf", "ldexpl", "lgamma", "lgammaf", "lgammal", "llabs", "llrint", "llround", "log", "log10", "log10f", "log10l", "log1p",
        "log1pf", "log1pl", "log2", "log2f", "log2l", "logb", "logbf", "logbl", "logf", "logl", "lrint", "lrintf", "lround", "lroundf",
        "malloc", "memchr", "memcmp", "memcpy", "memmove", "mempcpy", "memset", "modf", "mul_overflow", "nan", "nanf", "nanl", "nans",
        "nansf", "nansl", "nearbyint", "nearbyintf", "nearbyintl", "nextafter", "nextafterf", "nextafterl", "object_size", "offsetof",
        "parity", "parityl", "parityll", "popcount", "popcountl", "popcountll", "pow", "powf", "powl", "prefetch", "printf", "putc",
        "putchar", "puts", "realloc", "remainder", "remainderf", "remainderl", "return_address", "rindex", "rint", "rintf", "rintl",
        "round", "roundeven", "roundevenf", "roundevenl", "roundf", "roundl", "sadd_overflow", "saddl_overflow", "saddll_overflow",
        "scalbn", "scanf", "shuffle", "shufflevector", "signbit", "signbitf", "signbitl", "significand", "significandf", "significandl", "sin", "sinf", "sinh",
        "sinhf", "sinhl", "sinl", "smul_overflow", "smull_overflow", "smulll_overflow", "snprintf", "speculation_safe_value", "sprintf",
        "sqrt", "sqrtf", "sqrtl", "sscanf", "ssub_overflow", "ssubl_overflow", "ssubll_overflow", "stdarg_start", "stpcpy", "stpncpy",
        "strcasecmp", "strcat", "strchr", "strcmp", "strcpy", "strcspn", "strdup", "strftime", "strlen", "strncasecmp", "strncat",
        "strncmp", "strncpy", "strndup", "strnlen", "strpbrk", "strrchr", "strspn", "strstr", "sub_overflow", "tan", "tanf", "tanh",
        "tanhf", "tanhl", "tanl", "tgamma", "tgammaf", "tgammal", "tolower", "toupper", "trap", "trunc", "truncf", "truncl",
        "types_compatible_p", "uadd_overflow", "uaddl_overflow", "uaddll_overflow", "umul_overflow", "umull_overflow", "umulll_overflow",
        "unreachable", "usub_overflow", "usubl_overflow", "usubll_overflow", "va_arg", "va_copy", "va_end", "va_start", "vasprintf",
        "vfprintf", "vfscanf", "vprintf", "vscanf", "vsnprintf", "vsprintf", "vsscanf"};
    static const char prefix[] = "__builtin_";
    if (!str_starts(name, prefix)) return is_atomic_builtin(name);
    u32 n = sizeof prefix - 1;
    return in_list((Str){name.ptr + n, name.len - n}, list, ARRAY_LEN(list));
}

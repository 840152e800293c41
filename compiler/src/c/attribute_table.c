/* The table of attributes; see attribute_table.h. */
#include "c/attribute_table.h"

static const char optimizer[] = "advice to an optimizer";
static const char checker[] = "advice to a checker of programs";
static const char bits32[] = "means something in 32-bit code only";
static const char instrument[] = "nothing is instrumented";

const AttributeEntry attribute_table[] = {
    {"aligned", A_ALIGNED, 0}, {"packed", A_PACKED, 0}, {"section", A_SECTION, 0}, {"weak", A_WEAK, 0}, {"weakref", A_WEAKREF, 0},
    {"alias", A_ALIAS, 0}, {"visibility", A_VISIBILITY, 0}, {"constructor", A_CONSTRUCTOR, 0}, {"destructor", A_DESTRUCTOR, 0},
    {"noreturn", A_NORETURN, 0}, {"_Noreturn", A_NORETURN, 0}, {"returns_twice", A_RETURNS_TWICE, 0}, {"used", A_USED, 0}, {"retain", A_USED, 0}, {"unused", A_UNUSED, 0},
    {"maybe_unused", A_UNUSED, 0}, {"deprecated", A_DEPRECATED, 0}, {"unavailable", A_DEPRECATED, 0}, {"warn_unused_result", A_WARN_UNUSED, 0},
    {"nodiscard", A_WARN_UNUSED, 0}, {"gnu_inline", A_GNU_INLINE, 0}, {"always_inline", A_ALWAYS_INLINE, 0}, {"noinline", A_NOINLINE, 0},
    {"ifunc", A_IFUNC, 0}, {"tls_model", A_TLS_MODEL, 0}, {"mode", A_MODE, 0}, {"transparent_union", A_TRANSPARENT_UNION, 0},
    {"common", A_COMMON, 0}, {"nocommon", A_NOCOMMON, 0}, {"format", A_FORMAT, 0}, {"format_arg", A_FORMAT_ARG, 0}, {"nonnull", A_NONNULL, 0},
    {"sentinel", A_SENTINEL, 0}, {"fallthrough", A_FALLTHROUGH, 0}, {"may_alias", A_MAY_ALIAS, 0}, {"cleanup", A_CLEANUP, 0},
    {"vector_size", A_VECTOR_SIZE, 0}, {"regparm", A_IGNORED, bits32}, {"ms_abi", A_REFUSED, 0}, {"fastcall", A_IGNORED, bits32}, {"stdcall", A_IGNORED, bits32},
    {"thiscall", A_IGNORED, bits32}, {"interrupt", A_REFUSED, 0}, {"naked", A_NAKED, 0}, {"error", A_ERROR, 0}, {"warning", A_WARNING, 0}, {"nonstring", A_NONSTRING, 0},
    {"cdecl", A_IGNORED, "the only convention of this target"}, {"sysv_abi", A_IGNORED, "the only convention of this target"},
    {"malloc", A_IGNORED, optimizer}, {"alloc_size", A_IGNORED, optimizer}, {"alloc_align", A_IGNORED, optimizer}, {"assume_aligned", A_IGNORED, optimizer},
    {"pure", A_IGNORED, optimizer}, {"const", A_IGNORED, optimizer}, {"leaf", A_IGNORED, optimizer}, {"nothrow", A_IGNORED, optimizer},
    {"cold", A_IGNORED, optimizer}, {"hot", A_IGNORED, optimizer}, {"returns_nonnull", A_IGNORED, optimizer}, {"noclone", A_IGNORED, optimizer},
    {"noipa", A_IGNORED, optimizer}, {"no_icf", A_IGNORED, optimizer}, {"no_reorder", A_IGNORED, optimizer}, {"flatten", A_IGNORED, optimizer},
    {"optimize", A_IGNORED, optimizer}, {"externally_visible", A_IGNORED, optimizer}, {"no_split_stack", A_IGNORED, optimizer}, {"noplt", A_IGNORED, optimizer},
    {"target", A_IGNORED, "code for the base architecture runs everywhere"}, {"target_clones", A_IGNORED, "code for the base architecture runs everywhere"},
    {"artificial", A_IGNORED, "concerns debuggers"}, {"access", A_IGNORED, checker}, {"fd_arg", A_IGNORED, checker}, {"fd_arg_read", A_IGNORED, checker},
    {"fd_arg_write", A_IGNORED, checker}, {"copy", A_IGNORED, "glibc copies only attributes that are advice"}, {"noderef", A_IGNORED, checker},
    {"address_space", A_IGNORED, checker}, {"bitwise", A_IGNORED, checker}, {"force", A_IGNORED, checker}, {"context", A_IGNORED, checker},
    {"designated_init", A_IGNORED, checker}, {"warn_if_not_aligned", A_IGNORED, checker}, {"simd", A_IGNORED, optimizer}, {"tainted_args", A_IGNORED, checker},
    {"symver", A_SYMVER, 0}, {"no_instrument_function", A_IGNORED, instrument}, {"no_profile_instrument_function", A_IGNORED, instrument},
    {"no_sanitize", A_IGNORED, instrument}, {"no_sanitize_address", A_IGNORED, instrument}, {"no_sanitize_thread", A_IGNORED, instrument},
    {"no_sanitize_undefined", A_IGNORED, instrument}, {"no_address_safety_analysis", A_IGNORED, instrument}, {"no_sanitize_coverage", A_IGNORED, instrument},
    {"no_stack_protector", A_IGNORED, instrument}, {"stack_protect", A_IGNORED, instrument}, {"no_stack_limit", A_IGNORED, instrument},
    {"patchable_function_entry", A_IGNORED, instrument}, {"zero_call_used_regs", A_IGNORED, instrument}, {"nocf_check", A_IGNORED, instrument},
    {"cf_check", A_IGNORED, instrument}, {"indirect_return", A_IGNORED, instrument}, {"no_caller_saved_registers", A_REFUSED, 0},
    {"gcc_struct", A_IGNORED, "the only layout of this target"}, {"ms_struct", A_REFUSED, 0}, {"scalar_storage_order", A_REFUSED, 0}, {"unsequenced", A_IGNORED, optimizer},
    {"reproducible", A_IGNORED, optimizer}, {"overloadable", A_REFUSED, 0}, {"diagnose_if", A_IGNORED, checker}, {"enable_if", A_REFUSED, 0},
    {"counted_by", A_IGNORED, checker}, {"null_terminated_string_arg", A_IGNORED, checker}, {"uninitialized", A_IGNORED, optimizer}, {"nodebug", A_IGNORED, "concerns debuggers"}
};

const u32 attribute_count = ARRAY_LEN(attribute_table);

/* Asked once for a name that a program asks for: nothing that would want a map. */
bool is_known_attribute(Str name)
{
    for (u32 i = 0; i < attribute_count; i++)
        if (str_is(name, attribute_table[i].name)) return attribute_table[i].id != A_REFUSED;
    return false;
}

/* The functions that the compiler knows without a declaration: GNU's __builtin_ ones, and the C library's with the types
   that gcc gives them. A table: name, signature, what becomes of a call.
   Signatures: the result, then the parameters. v void, b _Bool, i int, u unsigned, l long, L unsigned long, q long long,
   Q unsigned long long, h unsigned short, w unsigned 32 bits, W unsigned 64 bits, z size_t, f float, d double, e long double, p void *, P const void *,
   x y k complex float, double, long double, s char *, S const char *, a va_list as it is passed, c wchar_t, . variadic. */
#include "c/parser.h"

/* B(name, signature, format kind + 1, format string, first argument, noreturn): the library's own. */
#define LIBRARY_FUNCTIONS(B) \
    B("memcpy", "ppPz", 0, 0, 0, 0) B("memmove", "ppPz", 0, 0, 0, 0) B("memset", "ppiz", 0, 0, 0, 0) B("memcmp", "iPPz", 0, 0, 0, 0) \
    B("memchr", "pPiz", 0, 0, 0, 0) B("mempcpy", "ppPz", 0, 0, 0, 0) B("strlen", "zS", 0, 0, 0, 0) B("strnlen", "zSz", 0, 0, 0, 0) \
    B("strcpy", "ssS", 0, 0, 0, 0) B("strncpy", "ssSz", 0, 0, 0, 0) B("stpcpy", "ssS", 0, 0, 0, 0) B("stpncpy", "ssSz", 0, 0, 0, 0) \
    B("strcat", "ssS", 0, 0, 0, 0) B("strncat", "ssSz", 0, 0, 0, 0) B("strcmp", "iSS", 0, 0, 0, 0) B("strncmp", "iSSz", 0, 0, 0, 0) \
    B("strcasecmp", "iSS", 0, 0, 0, 0) B("strncasecmp", "iSSz", 0, 0, 0, 0) B("strchr", "sSi", 0, 0, 0, 0) B("strrchr", "sSi", 0, 0, 0, 0) \
    B("index", "sSi", 0, 0, 0, 0) B("rindex", "sSi", 0, 0, 0, 0) \
    B("strstr", "sSS", 0, 0, 0, 0) B("strspn", "zSS", 0, 0, 0, 0) B("strcspn", "zSS", 0, 0, 0, 0) B("strpbrk", "sSS", 0, 0, 0, 0) \
    B("strdup", "sS", 0, 0, 0, 0) B("strndup", "sSz", 0, 0, 0, 0) B("bcmp", "iPPz", 0, 0, 0, 0) B("bcopy", "vPpz", 0, 0, 0, 0) B("bzero", "vpz", 0, 0, 0, 0) \
    B("malloc", "pz", 0, 0, 0, 0) B("calloc", "pzz", 0, 0, 0, 0) B("realloc", "ppz", 0, 0, 0, 0) B("free", "vp", 0, 0, 0, 0) \
    B("aligned_alloc", "pzz", 0, 0, 0, 0) \
    B("abort", "v", 0, 0, 0, 1) B("exit", "vi", 0, 0, 0, 1) B("_exit", "vi", 0, 0, 0, 1) B("_Exit", "vi", 0, 0, 0, 1) \
    B("abs", "ii", 0, 0, 0, 0) B("labs", "ll", 0, 0, 0, 0) B("llabs", "qq", 0, 0, 0, 0) B("imaxabs", "ll", 0, 0, 0, 0) \
    B("printf", "iS.", 1, 1, 2, 0) B("fprintf", "ipS.", 1, 2, 3, 0) B("sprintf", "isS.", 1, 2, 3, 0) B("snprintf", "iszS.", 1, 3, 4, 0) \
    B("vprintf", "iSa", 1, 1, 0, 0) B("vfprintf", "ipSa", 1, 2, 0, 0) B("vsprintf", "isSa", 1, 2, 0, 0) B("vsnprintf", "iszSa", 1, 3, 0, 0) \
    B("dprintf", "iiS.", 1, 2, 3, 0) B("asprintf", "ipS.", 1, 2, 3, 0) B("vasprintf", "ipSa", 1, 2, 0, 0) \
    B("scanf", "iS.", 2, 1, 2, 0) B("fscanf", "ipS.", 2, 2, 3, 0) B("sscanf", "iSS.", 2, 2, 3, 0) \
    B("vscanf", "iSa", 2, 1, 0, 0) B("vfscanf", "ipSa", 2, 2, 0, 0) B("vsscanf", "iSSa", 2, 2, 0, 0) \
    B("strftime", "zszSP", 3, 3, 0, 0) B("puts", "iS", 0, 0, 0, 0) B("putchar", "ii", 0, 0, 0, 0) B("fputs", "iSp", 0, 0, 0, 0) B("fputc", "iip", 0, 0, 0, 0) \
    B("fwrite", "zPzzp", 0, 0, 0, 0) B("putc", "iip", 0, 0, 0, 0) \
    B("isalnum", "ii", 0, 0, 0, 0) B("isalpha", "ii", 0, 0, 0, 0) B("iscntrl", "ii", 0, 0, 0, 0) B("isdigit", "ii", 0, 0, 0, 0) \
    B("isgraph", "ii", 0, 0, 0, 0) B("islower", "ii", 0, 0, 0, 0) B("isprint", "ii", 0, 0, 0, 0) B("ispunct", "ii", 0, 0, 0, 0) \
    B("isspace", "ii", 0, 0, 0, 0) B("isupper", "ii", 0, 0, 0, 0) B("isxdigit", "ii", 0, 0, 0, 0) B("isblank", "ii", 0, 0, 0, 0) \
    B("tolower", "ii", 0, 0, 0, 0) B("toupper", "ii", 0, 0, 0, 0) B("isascii", "ii", 0, 0, 0, 0) B("toascii", "ii", 0, 0, 0, 0) \
    B("iswalnum", "iu", 0, 0, 0, 0) B("iswalpha", "iu", 0, 0, 0, 0) B("iswblank", "iu", 0, 0, 0, 0) B("iswcntrl", "iu", 0, 0, 0, 0) \
    B("iswdigit", "iu", 0, 0, 0, 0) B("iswgraph", "iu", 0, 0, 0, 0) B("iswlower", "iu", 0, 0, 0, 0) B("iswprint", "iu", 0, 0, 0, 0) \
    B("iswpunct", "iu", 0, 0, 0, 0) B("iswspace", "iu", 0, 0, 0, 0) B("iswupper", "iu", 0, 0, 0, 0) B("iswxdigit", "iu", 0, 0, 0, 0) \
    B("towlower", "uu", 0, 0, 0, 0) B("towupper", "uu", 0, 0, 0, 0) \
    B("sincos", "vdpp", 0, 0, 0, 0) B("sincosf", "vfpp", 0, 0, 0, 0) B("sincosl", "vepp", 0, 0, 0, 0) \
    B("nexttoward", "dde", 0, 0, 0, 0) B("nexttowardf", "ffe", 0, 0, 0, 0) B("nexttowardl", "eee", 0, 0, 0, 0) \
    B("remquo", "dddp", 0, 0, 0, 0) B("remquof", "fffp", 0, 0, 0, 0) B("remquol", "eeep", 0, 0, 0, 0) \
    B("__powidf2", "ddi", 0, 0, 0, 0) B("__powisf2", "ffi", 0, 0, 0, 0) B("__powixf2", "eei", 0, 0, 0, 0) \
    B("fork", "i", 0, 0, 0, 0) B("execl", "iSS.", 0, 0, 0, 0) B("execv", "iSp", 0, 0, 0, 0) \
    B("__memcpy_chk", "ppPzz", 0, 0, 0, 0) B("__memmove_chk", "ppPzz", 0, 0, 0, 0) B("__memset_chk", "ppizz", 0, 0, 0, 0) \
    B("__mempcpy_chk", "ppPzz", 0, 0, 0, 0) B("__strcpy_chk", "ssSz", 0, 0, 0, 0) B("__strncpy_chk", "ssSzz", 0, 0, 0, 0) \
    B("__stpcpy_chk", "ssSz", 0, 0, 0, 0) B("__stpncpy_chk", "ssSzz", 0, 0, 0, 0) B("__strcat_chk", "ssSz", 0, 0, 0, 0) B("__strncat_chk", "ssSzz", 0, 0, 0, 0) \
    B("__printf_chk", "iiS.", 1, 2, 3, 0) B("__fprintf_chk", "ipiS.", 1, 3, 4, 0) B("__sprintf_chk", "isizS.", 1, 4, 5, 0) \
    B("__snprintf_chk", "iszizS.", 1, 5, 6, 0) B("__vprintf_chk", "iiSa", 1, 2, 0, 0) B("__vfprintf_chk", "ipiSa", 1, 3, 0, 0) \
    B("__vsprintf_chk", "isizSa", 1, 4, 0, 0) B("__vsnprintf_chk", "iszizSa", 1, 5, 0, 0) B("__clear_cache", "vpp", 0, 0, 0, 0)

/* M(name): a function of double, with its f and l forms. */
#define MATH_1(M) \
    M(acos) M(acosh) M(asin) M(asinh) M(atan) M(atanh) M(cbrt) M(ceil) M(cos) M(cosh) M(erf) M(erfc) M(exp) M(exp2) M(exp10) M(expm1) M(floor) M(lgamma) \
    M(log) M(log10) M(log1p) M(log2) M(logb) M(nearbyint) M(rint) M(round) M(roundeven) M(sin) M(sinh) M(tan) M(tanh) M(tgamma) M(trunc) M(significand) M(gamma) \
    M(j0) M(j1) M(y0) M(y1)
#define MATH_2(M) M(atan2) M(drem) M(fdim) M(fmax) M(fmin) M(fmod) M(hypot) M(nextafter) M(pow) M(remainder) M(scalb)
/* D(name, signatures of the double, f and l forms): further ones. */
#define MATH_MIXED(D) \
    D(ilogb, "id", "if", "ie") D(lround, "ld", "lf", "le") D(llround, "qd", "qf", "qe") D(lrint, "ld", "lf", "le") D(llrint, "qd", "qf", "qe") \
    D(ldexp, "ddi", "ffi", "eei") D(scalbn, "ddi", "ffi", "eei") D(scalbln, "ddl", "ffl", "eel") D(frexp, "ddp", "ffp", "eep") D(modf, "ddp", "ffp", "eep") \
    D(jn, "did", "fif", "eie") D(yn, "did", "fif", "eie") D(fma, "dddd", "ffff", "eeee") D(lgamma_r, "ddp", "ffp", "eep") D(gamma_r, "ddp", "ffp", "eep")

/* M(name): complex functions of a complex number, and real ones, with their f and l forms. */
#define COMPLEX_1(M) \
    M(cacos) M(cacosh) M(casin) M(casinh) M(catan) M(catanh) M(ccos) M(ccosh) M(cexp) M(clog) M(cproj) M(csin) M(csinh) M(csqrt) M(ctan) M(ctanh)
#define COMPLEX_REAL(M) M(cabs) M(carg)

/* B(name after __builtin_, signature, Builtin): lowered by name. */
#define LOWERED_FUNCTIONS(B) \
    B("expect", "lll", EXPECT) B("unreachable", "v", UNREACHABLE) B("trap", "v", TRAP) B("alloca", "pz", ALLOCA) \
    B("clz", "iu", CLZ) B("clzl", "iL", CLZ) B("clzll", "iQ", CLZ) B("ctz", "iu", CTZ) B("ctzl", "iL", CTZ) B("ctzll", "iQ", CTZ) \
    B("popcount", "iu", POPCOUNT) B("popcountl", "iL", POPCOUNT) B("popcountll", "iQ", POPCOUNT) \
    B("parity", "iu", PARITY) B("parityl", "iL", PARITY) B("parityll", "iQ", PARITY) B("ffs", "ii", FFS) B("ffsl", "il", FFS) B("ffsll", "iq", FFS) \
    B("clrsb", "ii", CLRSB) B("clrsbl", "il", CLRSB) B("clrsbll", "iq", CLRSB) \
    B("bswap16", "hh", BSWAP16) B("bswap32", "ww", BSWAP32) B("bswap64", "WW", BSWAP64) \
    B("frame_address", "pu", FRAME_ADDRESS) B("return_address", "pu", RETURN_ADDRESS) \
    B("fabs", "dd", FABS) B("fabsf", "ff", FABSF) B("fabsl", "ee", FABSL) B("sqrt", "dd", SQRT) B("sqrtf", "ff", SQRTF) \
    B("copysign", "ddd", COPYSIGN) B("copysignf", "fff", COPYSIGN) B("copysignl", "eee", COPYSIGN) \
    B("isinff", "if", ISINF) B("isinfl", "ie", ISINF) B("isnanf", "if", ISNAN) B("isnanl", "ie", ISNAN) B("signbitf", "if", SIGNBIT) B("signbitl", "ie", SIGNBIT) \
    B("prefetch", "vP.", PREFETCH) B("assume_aligned", "pPz.", ASSUME_ALIGNED)

/* B(name after __builtin_, special): parsed or folded by parse_builtin.c. */
#define SPECIAL_FUNCTIONS(B) \
    B("constant_p", CONSTANT_P) B("inf", INF) B("inff", INFF) B("infl", INFL) B("huge_val", INF) B("huge_valf", INFF) B("huge_vall", INFL) \
    B("nan", NAN) B("nanf", NANF) B("nanl", NANL) B("nans", NANS) B("nansf", NANSF) B("nansl", NANSL) \
    B("object_size", OBJECT_SIZE) B("dynamic_object_size", OBJECT_SIZE) B("classify_type", CLASSIFY_TYPE) \
    B("va_start", VA_START) B("stdarg_start", VA_START) B("va_end", VA_END) B("va_copy", VA_COPY) B("next_arg", REFUSED) \
    B("isnan", ISNAN) B("isinf", ISINF) B("isfinite", ISFINITE) B("finite", ISFINITE) B("finitef", ISFINITE) B("finitel", ISFINITE) B("signbit", SIGNBIT) B("isnormal", ISNORMAL) B("isinf_sign", ISINF_SIGN) \
    B("isgreater", ISGREATER) B("isgreaterequal", ISGREATEREQUAL) B("isless", ISLESS) B("islessequal", ISLESSEQUAL) \
    B("islessgreater", ISLESSGREATER) B("isunordered", ISUNORDERED) B("fpclassify", FPCLASSIFY) \
    B("add_overflow", ADD_OVERFLOW) B("sub_overflow", SUB_OVERFLOW) B("mul_overflow", MUL_OVERFLOW) \
    B("sadd_overflow", SADD) B("saddl_overflow", SADDL) B("saddll_overflow", SADDLL) B("uadd_overflow", UADD) B("uaddl_overflow", UADDL) B("uaddll_overflow", UADDLL) \
    B("ssub_overflow", SSUB) B("ssubl_overflow", SSUBL) B("ssubll_overflow", SSUBLL) B("usub_overflow", USUB) B("usubl_overflow", USUBL) B("usubll_overflow", USUBLL) \
    B("smul_overflow", SMUL) B("smull_overflow", SMULL) B("smulll_overflow", SMULLL) B("umul_overflow", UMUL) B("umull_overflow", UMULL) B("umulll_overflow", UMULLL) \
    B("add_overflow_p", ADD_OVERFLOW_P) B("sub_overflow_p", SUB_OVERFLOW_P) B("mul_overflow_p", MUL_OVERFLOW_P) \
    B("clear_padding", CLEAR_PADDING) B("popcountg", POPCOUNTG) B("clzg", CLZG) B("ctzg", CTZG) \
    B("expect_with_probability", EXPECT_PROBABILITY) B("speculation_safe_value", FIRST_ARGUMENT) B("extract_return_addr", FIRST_ARGUMENT) B("frob_return_addr", FIRST_ARGUMENT) \
    B("alloca_with_align", ALLOCA_ALIGN) B("alloca_with_align_and_max", ALLOCA_ALIGN_MAX) B("complex", COMPLEX) B("conj", CONJ) B("conjf", CONJ) B("conjl", CONJ) \
    B("creal", CREAL) B("crealf", CREAL) B("creall", CREAL) B("cimag", CIMAG) B("cimagf", CIMAG) B("cimagl", CIMAG) B("LINE", LINE) B("FILE", FILE) B("FUNCTION", FUNCTION) \
    B("va_arg_pack", REFUSED) B("va_arg_pack_len", REFUSED) B("apply", REFUSED) B("apply_args", REFUSED) B("return", REFUSED) B("setjmp", REFUSED) \
    B("longjmp", REFUSED) B("eh_return", REFUSED) B("dwarf_cfa", DWARF_CFA) B("unwind_init", REFUSED) B("shuffle", SHUFFLE) B("shufflevector", SHUFFLE_VECTOR) \
    B("convertvector", CONVERT_VECTOR) B("cpu_supports", REFUSED) B("cpu_is", REFUSED) B("cpu_init", REFUSED) B("thread_pointer", REFUSED) \
    B("has_attribute", REFUSED) B("call_with_static_chain", REFUSED) B("tgmath", REFUSED) B("bswap128", BSWAP128) B("ia32_pause", REFUSED) \
    B("powi", POWI) B("powif", POWI) B("powil", POWI) \
    B("ifloor", ROUND_TO_INTEGER) B("ifloorf", ROUND_TO_INTEGER) B("ifloorl", ROUND_TO_INTEGER) B("iceil", ROUND_TO_INTEGER) B("iceilf", ROUND_TO_INTEGER) B("iceill", ROUND_TO_INTEGER) B("lfloor", ROUND_TO_INTEGER) B("lfloorf", ROUND_TO_INTEGER) B("lfloorl", ROUND_TO_INTEGER) B("lceil", ROUND_TO_INTEGER) B("lceilf", ROUND_TO_INTEGER) B("lceill", ROUND_TO_INTEGER) B("llfloor", ROUND_TO_INTEGER) B("llfloorf", ROUND_TO_INTEGER) B("llfloorl", ROUND_TO_INTEGER) B("llceil", ROUND_TO_INTEGER) B("llceilf", ROUND_TO_INTEGER) B("llceill", ROUND_TO_INTEGER) \
    B("iround", ROUND_TO_INTEGER) B("iroundf", ROUND_TO_INTEGER) B("iroundl", ROUND_TO_INTEGER) B("irint", ROUND_TO_INTEGER) B("irintf", ROUND_TO_INTEGER) B("irintl", ROUND_TO_INTEGER) \
    B("infd32", REFUSED) B("nanf128", REFUSED) B("inff128", REFUSED) B("huge_valf128", REFUSED)

typedef enum EntryKind { ENTRY_LIBRARY, ENTRY_LOWERED, ENTRY_SPECIAL } EntryKind;

typedef struct BuiltinEntry {
    const char *name, *signature;
    u16 what; /* Builtin, or Special */
    u8 kind, format, format_string, format_first, noreturn;
} BuiltinEntry;

static const BuiltinEntry entries[] = {
#define B(name, signature, format, string, first, noreturn) {name, signature, 0, ENTRY_LIBRARY, format, string, first, noreturn},
    LIBRARY_FUNCTIONS(B)
#undef B
#define M(name) {#name, "dd", 0, ENTRY_LIBRARY, 0, 0, 0, 0}, {#name "f", "ff", 0, ENTRY_LIBRARY, 0, 0, 0, 0}, {#name "l", "ee", 0, ENTRY_LIBRARY, 0, 0, 0, 0},
    MATH_1(M)
#undef M
#define M(name) {#name, "ddd", 0, ENTRY_LIBRARY, 0, 0, 0, 0}, {#name "f", "fff", 0, ENTRY_LIBRARY, 0, 0, 0, 0}, {#name "l", "eee", 0, ENTRY_LIBRARY, 0, 0, 0, 0},
    MATH_2(M)
#undef M
#define M(name) {#name, "yy", 0, ENTRY_LIBRARY, 0, 0, 0, 0}, {#name "f", "xx", 0, ENTRY_LIBRARY, 0, 0, 0, 0}, {#name "l", "kk", 0, ENTRY_LIBRARY, 0, 0, 0, 0},
    COMPLEX_1(M)
#undef M
#define M(name) {#name, "dy", 0, ENTRY_LIBRARY, 0, 0, 0, 0}, {#name "f", "fx", 0, ENTRY_LIBRARY, 0, 0, 0, 0}, {#name "l", "ek", 0, ENTRY_LIBRARY, 0, 0, 0, 0},
    COMPLEX_REAL(M)
#undef M
    {"cpow", "yyy", 0, ENTRY_LIBRARY, 0, 0, 0, 0}, {"cpowf", "xxx", 0, ENTRY_LIBRARY, 0, 0, 0, 0}, {"cpowl", "kkk", 0, ENTRY_LIBRARY, 0, 0, 0, 0},
    {"sqrtl", "ee", 0, ENTRY_LIBRARY, 0, 0, 0, 0},
#define D(name, d, f, l) {#name, d, 0, ENTRY_LIBRARY, 0, 0, 0, 0}, {#name "f", f, 0, ENTRY_LIBRARY, 0, 0, 0, 0}, {#name "l", l, 0, ENTRY_LIBRARY, 0, 0, 0, 0},
    MATH_MIXED(D)
#undef D
#define B(name, signature, id) {name, signature, BUILTIN_##id, ENTRY_LOWERED, 0, 0, 0, 0},
    LOWERED_FUNCTIONS(B)
#undef B
#define B(name, id) {name, "", SPECIAL_##id, ENTRY_SPECIAL, 0, 0, 0, 0},
    SPECIAL_FUNCTIONS(B)
#undef B
};

bool is_known_builtin(Str name)
{
    static const char prefix[] = "__builtin_";
    static const char *const keyword[] = {"offsetof", "types_compatible_p", "choose_expr", "va_arg"};
    if (!str_starts(name, prefix)) return is_atomic_builtin(name);
    name = (Str){name.ptr + sizeof prefix - 1, name.len - (u32)(sizeof prefix - 1)};
    for (u32 i = 0; i < ARRAY_LEN(entries); i++)
        if (str_is(name, entries[i].name)) return entries[i].kind != ENTRY_SPECIAL || entries[i].what != SPECIAL_REFUSED;
    for (u32 i = 0; i < ARRAY_LEN(keyword); i++)
        if (str_is(name, keyword[i])) return true;
    return false;
}

enum { PREFIXED = 0x8000 };

void builtins_init(Parser *p)
{
    char text[64] = "__builtin_";
    for (u32 i = 0; i < ARRAY_LEN(entries); i++) {
        const BuiltinEntry *e = &entries[i];
        size_t n = strlen(e->name);
        memcpy(text + 10, e->name, n + 1);
        Name name = names_intern(&p->kit->names, (Str){text, (u32)n + 10});
        name_info(p, name)->builtin = (u16)((i + 1) | PREFIXED);
        if (e->kind == ENTRY_LIBRARY && !p->options->builtins_off) name_info(p, intern(p, e->name))->builtin = (u16)(i + 1);
    }
}

static const BuiltinEntry *entry_of(u32 index) { return &entries[(index & (PREFIXED - 1)) - 1]; }

bool builtin_is_prefixed(u32 index) { return (index & PREFIXED) != 0; }

BuiltinInfo builtin_info(Parser *p, u32 index)
{
    const BuiltinEntry *e = entry_of(index);
    BuiltinInfo info = {0};
    info.signature = e->signature;
    info.is_library = e->kind == ENTRY_LIBRARY;
    if (e->kind == ENTRY_LIBRARY) info.library_name = intern(p, e->name);
    if (e->kind == ENTRY_LOWERED) info.builtin = (Builtin)e->what;
    if (e->kind == ENTRY_SPECIAL) info.special = (Special)e->what;
    info.format = e->format;
    info.format_string = e->format_string;
    info.format_first = e->format_first;
    info.noreturn = e->noreturn;
    return info;
}

static QType letter_type(Parser *p, char letter)
{
    switch (letter) {
    case 'v': return VOID_T;
    case 'b': return QTYPE_OF(CT_BOOL);
    case 'i': return INT_T;
    case 'u': case 'w': return QTYPE_OF(CT_UINT);
    case 'l': return QTYPE_OF(CT_LONG);
    case 'L': return QTYPE_OF(CT_ULONG);
    case 'q': return QTYPE_OF(CT_LLONG);
    case 'Q': return QTYPE_OF(CT_ULLONG);
    case 'h': return QTYPE_OF(CT_USHORT);
    case 'W': return QTYPE_OF(p->t->layout->long_size == 8 ? CT_ULONG : CT_ULLONG);
    case 'z': return p->size_t_;
    case 'f': return QTYPE_OF(CT_FLOAT);
    case 'd': return QTYPE_OF(CT_DOUBLE);
    case 'e': return QTYPE_OF(CT_LDOUBLE);
    case 'x': return type_complex(p->t, QTYPE_OF(CT_FLOAT));
    case 'y': return type_complex(p->t, QTYPE_OF(CT_DOUBLE));
    case 'k': return type_complex(p->t, QTYPE_OF(CT_LDOUBLE));
    case 'p': return type_pointer(p->t, VOID_T);
    case 'P': return type_pointer(p->t, VOID_T | Q_CONST);
    case 's': return type_pointer(p->t, QTYPE_OF(CT_CHAR));
    case 'S': return type_pointer(p->t, QTYPE_OF(CT_CHAR) | Q_CONST);
    case 'c': return p->wchar_t_;
    case 'a':
        if (KIND(p->va_list_) == CT_ARRAY) return type_pointer(p->t, type_of(p->t, p->va_list_)->base);
        return p->va_list_;
    default: return INT_T;
    }
}

QType builtin_signature(Parser *p, const char *signature)
{
    QType param[8];
    u32 count = 0;
    bool variadic = false;
    for (const char *s = signature + 1; *s; s++) {
        if (*s == '.') variadic = true;
        else if (count < ARRAY_LEN(param)) param[count++] = letter_type(p, *s);
    }
    return type_function(p->t, letter_type(p, signature[0]), param, count, variadic, false);
}

DeclId builtin_library_decl(Parser *p, u32 index, Name name)
{
    const BuiltinEntry *e = entry_of(index);
    if (e->kind != ENTRY_LIBRARY) return 0;
    Name library = builtin_is_prefixed(index) ? intern(p, e->name) : name;
    DeclId known = name_info(p, library)->linked;
    if (known && DECL(known)->kind == DECL_FUNCTION && DECL(known)->linkage == LINKAGE_EXTERNAL) return known;
    DeclId d = new_decl(p, DECL_FUNCTION, library, builtin_signature(p, e->signature), 0);
    DECL(d)->linkage = LINKAGE_EXTERNAL;
    DECL(d)->flags |= DECL_BUILTIN | (e->noreturn ? DECL_ATTR_NORETURN : 0);
    name_info(p, library)->linked = d;
    return d;
}

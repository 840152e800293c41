/* The predefined macros: what gcc defines for the same target, as far as it says something about this compiler too.
   In: options and layout. Out: #define lines.

   What gcc 12 predefines for x86-64 Linux and kit does not, and why:
     __GNUC__ 12 and kin                   4.2.1: see the end of this file
     __DEC*, __DECIMAL_BID_FORMAT__        there are no decimal floats
     __FLT16_*                             there is no _Float16
     __SIZEOF_FLOAT80__                    there is no __float80
     __MMX__, __MMX_WITH_SSE__             there is no <mmintrin.h>
     __SEG_FS, __SEG_GS                    there are no named address spaces
     __ATOMIC_HLE_ACQUIRE, _RELEASE        memory orders take no hints for lock elision
     __HAVE_SPECULATION_SAFE_VALUE         the builtin gives its operand, without a fence
     -march=, -m...: __SSE3__ and more     taken where code for every processor will do; no such instruction is made
     -ffast-math: __FAST_MATH__ and kin    taken, and nothing is done that it would allow
     -fno-math-errno, -fno-signed-zeros, -fsignaling-nans: the same
     -fstack-protector: __SSP__, __SSP_STRONG__, -fcf-protection: __CET__, -fexceptions: __EXCEPTIONS
                                           taken, and no such code is made
     -fpic, -fpie: __PIC__ 1, __PIE__ 1    they are -fPIC and -fPIE: 2
     -std=c2x: __STDC_VERSION__ 202000L    202311L, that of the standard */
#include "c/pp_internal.h"

static void define(Buf *b, const char *name, const char *value) { buf_printf(b, "#define %s %s\n", name, value); }

/* Types of an integer family: __NAME_TYPE__, __NAME_MAX__, __NAME_WIDTH__, __NAME_C. */
typedef struct IntegerType {
    const char *type, *suffix;
    u32 bits;
    bool is_unsigned;
} IntegerType;

static const char *max_text(IntegerType t)
{
    switch (t.bits) {
    case 8: return t.is_unsigned ? "0xff" : "0x7f";
    case 16: return t.is_unsigned ? "0xffff" : "0x7fff";
    case 32: return t.is_unsigned ? "0xffffffff" : "0x7fffffff";
    default: return t.is_unsigned ? "0xffffffffffffffff" : "0x7fffffffffffffff";
    }
}

static void define_max(Buf *b, const char *name, IntegerType t) { buf_printf(b, "#define __%s_MAX__ %s%s\n", name, max_text(t), t.suffix); }
static void define_width(Buf *b, const char *name, IntegerType t) { buf_printf(b, "#define __%s_WIDTH__ %u\n", name, (unsigned)t.bits); }
static void define_type(Buf *b, const char *name, IntegerType t) { buf_printf(b, "#define __%s_TYPE__ %s\n", name, t.type); }
static void define_constant(Buf *b, const char *name, IntegerType t)
{
    buf_printf(b, "#define __%s_C(c) c%s%s\n", name, *t.suffix ? " ## " : "", t.suffix);
}

static void define_named(Buf *b, const char *name, IntegerType t, bool width)
{
    define_type(b, name, t);
    define_max(b, name, t);
    if (width) define_width(b, name, t);
}

static void define_integers(Buf *b, const DataLayout *l, bool char_is_unsigned)
{
    bool lp64 = l->long_size == 8;
    u32 pointer_bits = l->pointer_size * 8, long_bits = l->long_size * 8;
    IntegerType i8_ = {"signed char", "", 8, false}, u8_ = {"unsigned char", "", 8, true};
    IntegerType i16_ = {"short int", "", 16, false}, u16_ = {"short unsigned int", "", 16, true};
    IntegerType i32_ = {"int", "", 32, false}, u32_ = {"unsigned int", "U", 32, true};
    IntegerType i64_ = {lp64 ? "long int" : "long long int", lp64 ? "L" : "LL", 64, false};
    IntegerType u64_ = {lp64 ? "long unsigned int" : "long long unsigned int", lp64 ? "UL" : "ULL", 64, true};
    IntegerType llong = {"long long int", "LL", 64, false}, long_ = {"long int", "L", long_bits, false};
    IntegerType iptr = pointer_bits == 64 ? i64_ : i32_, uptr = pointer_bits == 64 ? u64_ : u32_;
    IntegerType wchar = l->wchar_is_unsigned ? u32_ : i32_;
    define_max(b, "SCHAR", i8_);
    define_max(b, "SHRT", i16_);
    define_max(b, "INT", i32_);
    define_max(b, "LONG", long_);
    define_max(b, "LONG_LONG", llong);
    define_width(b, "SCHAR", i8_);
    define_width(b, "SHRT", i16_);
    define_width(b, "INT", i32_);
    define_width(b, "LONG", long_);
    define_width(b, "LONG_LONG", llong);
    static const char *const exact[] = {"INT8", "INT16", "INT32", "INT64", "UINT8", "UINT16", "UINT32", "UINT64"};
    static const char *const least[] = {"INT_LEAST8", "INT_LEAST16", "INT_LEAST32", "INT_LEAST64", "UINT_LEAST8", "UINT_LEAST16", "UINT_LEAST32", "UINT_LEAST64"};
    static const char *const fast[] = {"INT_FAST8", "INT_FAST16", "INT_FAST32", "INT_FAST64", "UINT_FAST8", "UINT_FAST16", "UINT_FAST32", "UINT_FAST64"};
    /* The fast types of glibc and musl differ; the headers that use these macros are the freestanding ones, which follow glibc. */
    IntegerType of[8], quick[8];
    of[0] = quick[0] = i8_;
    of[1] = i16_;
    of[2] = i32_;
    of[3] = quick[3] = i64_;
    of[4] = quick[4] = u8_;
    of[5] = u16_;
    of[6] = u32_;
    of[7] = quick[7] = u64_;
    quick[1] = quick[2] = iptr;
    quick[5] = quick[6] = uptr;
    for (u32 i = 0; i < 8; i++) {
        define_type(b, exact[i], of[i]);
        define_max(b, exact[i], of[i]);
        define_constant(b, exact[i], of[i]);
        define_type(b, least[i], of[i]);
        define_max(b, least[i], of[i]);
        define_type(b, fast[i], quick[i]);
        define_max(b, fast[i], quick[i]);
        if (i < 4) {
            define_width(b, least[i], of[i]);
            define_width(b, fast[i], quick[i]);
        }
    }
    define_named(b, "SIZE", uptr, true);
    define_named(b, "PTRDIFF", iptr, true);
    define_named(b, "INTPTR", iptr, true);
    define_named(b, "UINTPTR", uptr, false);
    define_named(b, "INTMAX", i64_, true);
    define_named(b, "UINTMAX", u64_, false);
    define_named(b, "WCHAR", wchar, true);
    define_named(b, "WINT", u32_, true);
    define_named(b, "SIG_ATOMIC", i32_, true);
    define_constant(b, "INTMAX", i64_);
    define_constant(b, "UINTMAX", u64_);
    define(b, "__CHAR16_TYPE__", u16_.type);
    define(b, "__CHAR32_TYPE__", u32_.type);
    define(b, "__WCHAR_MIN__", l->wchar_is_unsigned ? "0U" : "(-__WCHAR_MAX__ - 1)");
    define(b, "__WINT_MIN__", "0U");
    define(b, "__SIG_ATOMIC_MIN__", "(-__SIG_ATOMIC_MAX__ - 1)");
    if (l->wchar_is_unsigned) define(b, "__WCHAR_UNSIGNED__", "1");
    if (char_is_unsigned) define(b, "__CHAR_UNSIGNED__", "1");
    const struct {
        const char *name;
        u32 size;
    } size[] = {{"SHORT", 2}, {"INT", 4}, {"LONG", l->long_size}, {"LONG_LONG", 8}, {"FLOAT", 4}, {"DOUBLE", 8},
                {"LONG_DOUBLE", l->long_double_size}, {"POINTER", l->pointer_size}, {"SIZE_T", l->pointer_size},
                {"PTRDIFF_T", l->pointer_size}, {"WCHAR_T", 4}, {"WINT_T", 4}};
    for (u32 i = 0; i < ARRAY_LEN(size); i++) buf_printf(b, "#define __SIZEOF_%s__ %u\n", size[i].name, (unsigned)size[i].size);
    if (l->pointer_size == 8) define(b, "__SIZEOF_INT128__", "16");
    define(b, "__BITINT_MAXWIDTH__", "128");
    define(b, "__STDC_EMBED_NOT_FOUND__", "0");
    define(b, "__STDC_EMBED_FOUND__", "1");
    define(b, "__STDC_EMBED_EMPTY__", "2");
}

/* C11 5.2.4.2.2, as decimal constants that read back to the exact numbers. */
static void define_float(Buf *b, const char *name, FloatFormat format, bool is_double, const char *suffix)
{
    static const struct {
        const char *mant_dig, *dig, *min_exp, *min_10_exp, *max_exp, *max_10_exp, *decimal_dig, *max, *min, *epsilon, *denorm;
    } v[4] = {
        [FLOAT_BINARY32] = {"24", "6", "(-125)", "(-37)", "128", "38", "9", "3.40282346638528859811704183484516925e+38",
                            "1.17549435082228750796873653722224568e-38", "1.19209289550781250000000000000000000e-7",
                            "1.40129846432481707092372958328991613e-45"},
        [FLOAT_BINARY64] = {"53", "15", "(-1021)", "(-307)", "1024", "308", "17", "1.79769313486231570814527423731704357e+308",
                            "2.22507385850720138309023271733240406e-308", "2.22044604925031308084726333618164062e-16",
                            "4.94065645841246544176568792868221372e-324"},
        [FLOAT_X87] = {"64", "18", "(-16381)", "(-4931)", "16384", "4932", "21", "1.18973149535723176502126385303097021e+4932",
                       "3.36210314311209350626267781732175260e-4932", "1.08420217248550443400745280086994171e-19",
                       "3.64519953188247460252840593361941982e-4951"},
        [FLOAT_BINARY128] = {"113", "33", "(-16381)", "(-4931)", "16384", "4932", "36", "1.18973149535723176508575932662800702e+4932",
                             "3.36210314311209350626267781732175260e-4932", "1.92592994438723585305597794258492732e-34",
                             "6.47517511943802511092443895822764655e-4966"}};
    const char *open = is_double ? "((double)" : "", *close = is_double ? ")" : "";
    buf_printf(b, "#define __%s_MANT_DIG__ %s\n#define __%s_DIG__ %s\n", name, v[format].mant_dig, name, v[format].dig);
    buf_printf(b, "#define __%s_MIN_EXP__ %s\n#define __%s_MIN_10_EXP__ %s\n", name, v[format].min_exp, name, v[format].min_10_exp);
    buf_printf(b, "#define __%s_MAX_EXP__ %s\n#define __%s_MAX_10_EXP__ %s\n", name, v[format].max_exp, name, v[format].max_10_exp);
    buf_printf(b, "#define __%s_DECIMAL_DIG__ %s\n", name, v[format].decimal_dig);
    buf_printf(b, "#define __%s_MAX__ %s%s%s%s\n#define __%s_NORM_MAX__ %s%s%s%s\n", name, open, v[format].max, suffix, close, name, open, v[format].max,
               suffix, close);
    buf_printf(b, "#define __%s_MIN__ %s%s%s%s\n", name, open, v[format].min, suffix, close);
    buf_printf(b, "#define __%s_EPSILON__ %s%s%s%s\n", name, open, v[format].epsilon, suffix, close);
    buf_printf(b, "#define __%s_DENORM_MIN__ %s%s%s%s\n", name, open, v[format].denorm, suffix, close);
    buf_printf(b, "#define __%s_HAS_DENORM__ 1\n#define __%s_HAS_INFINITY__ 1\n#define __%s_HAS_QUIET_NAN__ 1\n#define __%s_IS_IEC_60559__ 2\n", name, name, name,
               name);
}

static void define_standard(CPreprocessor *pp, Buf *b)
{
    const CppOptions *o = pp->options;
    static const char *const version[] = {[C_STD_C89] = "199409L", [C_STD_C99] = "199901L", [C_STD_C11] = "201112L", [C_STD_C17] = "201710L", [C_STD_C23] = "202311L"};
    define(b, "__STDC__", "1");
    define(b, "__STDC_HOSTED__", o->freestanding ? "0" : "1");
    if (o->assembler) return;
    if (o->standard != C_STD_C89 || o->amended) define(b, "__STDC_VERSION__", version[o->standard]);
    if (o->standard >= C_STD_C11) {
        define(b, "__STDC_UTF_16__", "1");
        define(b, "__STDC_UTF_32__", "1");
        /* None of what C11 lets an implementation leave out is left out (6.10.8.3). */
    }
    if (!o->gnu) define(b, "__STRICT_ANSI__", "1");
    define(b, "__GCC_IEC_559", "2");
    define(b, "__GCC_IEC_559_COMPLEX", "2");
    if (o->freestanding || o->no_standard_include) return;
    /* What <stdc-predef.h> says, which gcc includes before everything else: Annexes F and G hold, wchar_t is Unicode. */
    define(b, "_STDC_PREDEF_H", "1");
    define(b, "__STDC_IEC_559__", "1");
    define(b, "__STDC_IEC_559_COMPLEX__", "1");
    define(b, "__STDC_IEC_60559_BFP__", "201404L");
    define(b, "__STDC_IEC_60559_COMPLEX__", "201404L");
    define(b, "__STDC_ISO_10646__", "201706L");
}

static void define_target(CPreprocessor *pp, Buf *b)
{
    const CppOptions *o = pp->options;
    const DataLayout *l = o->layout;
    const char *arch = l ? l->arch : "x86_64";
    static const char *const x64[] = {"__x86_64__", "__x86_64", "__amd64__", "__amd64", "__k8__", "__k8", "__code_model_small__", "__SSE_MATH__",
                                      "__SSE2_MATH__", "__FXSR__",
                                      "__SSE__", "__SSE2__"}; /* these two promise <xmmintrin.h> and <emmintrin.h>; __MMX__ would promise <mmintrin.h> */
    static const char *const aa64[] = {"__aarch64__", "__AARCH64EL__", "__ARM_64BIT_STATE", "__ARM_ARCH_ISA_A64"};
    static const char *const rv64[] = {"__riscv", "__riscv_mul", "__riscv_div", "__riscv_muldiv", "__riscv_atomic", "__riscv_compressed", "__riscv_float_abi_double"};
    if (strcmp(arch, "x86_64") == 0) {
        for (u32 i = 0; i < ARRAY_LEN(x64); i++) define(b, x64[i], "1");
    } else if (strcmp(arch, "aarch64") == 0) {
        for (u32 i = 0; i < ARRAY_LEN(aa64); i++) define(b, aa64[i], "1");
        define(b, "__ARM_ARCH", "8");
    } else if (strcmp(arch, "riscv64") == 0) {
        for (u32 i = 0; i < ARRAY_LEN(rv64); i++) define(b, rv64[i], "1");
        define(b, "__riscv_xlen", "64");
        define(b, "__riscv_flen", "64");
    }
    static const char *const always[] = {"__linux__", "__linux", "__gnu_linux__", "__unix__", "__unix", "__ELF__"};
    for (u32 i = 0; i < ARRAY_LEN(always); i++) define(b, always[i], "1");
    if (o->gnu) {
        define(b, "linux", "1");
        define(b, "unix", "1");
    }
    if (o->pic || o->pie) {
        define(b, "__PIC__", "2");
        define(b, "__pic__", "2");
    }
    if (o->pie) {
        define(b, "__PIE__", "2");
        define(b, "__pie__", "2");
    }
    define(b, "__ORDER_LITTLE_ENDIAN__", "1234");
    define(b, "__ORDER_BIG_ENDIAN__", "4321");
    define(b, "__ORDER_PDP_ENDIAN__", "3412");
    define(b, "__BYTE_ORDER__", "__ORDER_LITTLE_ENDIAN__");
    define(b, "__FLOAT_WORD_ORDER__", "__ORDER_LITTLE_ENDIAN__");
    define(b, "__USER_LABEL_PREFIX__", "");
    define(b, "__REGISTER_PREFIX__", "");
    define(b, "__CHAR_BIT__", "8");
    if (!l) return;
    if (l->pointer_size == 8 && l->long_size == 8) {
        define(b, "__LP64__", "1");
        define(b, "_LP64", "1");
    }
    buf_printf(b, "#define __BIGGEST_ALIGNMENT__ %u\n", (unsigned)l->max_align);
    define_integers(b, l, o->char_is_unsigned || l->char_is_unsigned);
    define(b, "__FLT_RADIX__", "2");
    define(b, "__FLT_EVAL_METHOD__", "0");
    define(b, "__FLT_EVAL_METHOD_TS_18661_3__", "0");
    define_float(b, "FLT", FLOAT_BINARY32, false, "F");
    define_float(b, "DBL", FLOAT_BINARY64, true, "L");
    define_float(b, "LDBL", l->long_double_format, false, "L");
    define(b, "__DECIMAL_DIG__", l->long_double_format == FLOAT_X87 ? "21" : l->long_double_format == FLOAT_BINARY128 ? "36" : "17");
    define(b, "__FINITE_MATH_ONLY__", "0");
}

void gnuc_version(const CppOptions *o, u32 part[3])
{
    const char *p = o->gnuc_version ? o->gnuc_version : "4.2.1";
    for (u32 i = 0; i < 3; i++) {
        part[i] = 0;
        for (; *p >= '0' && *p <= '9'; p++) part[i] = part[i] < 1000 ? part[i] * 10 + (u32)(*p - '0') : part[i];
        if (*p == '.') p++;
    }
}

/* Why __GNUC__ is 4.2.1, found by preprocessing every header of glibc 2.36, musl 1.2.3 and the Linux 6.1 UAPI alone (1459 of them), with
   _GNU_SOURCE and _FORTIFY_SOURCE=2, under several values:
   - Without __GNUC__, glibc's <sys/cdefs.h> defines __attribute__ away: packed, aligned, mode and section in users' own code after any
     #include would be lost silently; asm labels (__REDIRECT: large files, __isoc99_scanf) vanish; <tgmath.h> and <sys/cdefs.h>'s inline
     functions with them. So it must be defined.
   - With 4.2.1 the headers use: __extension__, __inline with __attribute__((__gnu_inline__, __always_inline__, __artificial__)), asm labels,
     __typeof, __alignof__, __signed__, statement expressions (assert), __builtin_expect, __builtin_constant_p, __builtin_object_size and the
     __builtin___*_chk family (fortify), __builtin_offsetof, __builtin_va_list, __attribute__ with aligned, packed, mode, transparent_union,
     vector_size, nothrow, pure, const, malloc, alloc_align, nonnull, noreturn, format, format_arg, deprecated, warn_unused_result, weak and
     unused; and asm with operands in inline functions (byte order in <asm/swab.h>, FD_ZERO, <sys/io.h>). _Float32, _Float64, _Float32x
     and _Float64x are typedefs that glibc makes itself (<bits/floatn-common.h>), which is why they are no keywords here.
   - From 4.3 on glibc also wants __builtin_bswap16/32/64 and __builtin_va_arg_pack and _len, which need true inlining; and _Float128 through
     __float128, so that <math.h> and <stdlib.h> declare it; from 7 on _Float128 and kin as keywords; from 11 on malloc with a deallocator.
     None of the headers does anything that it does not do under 4.2.1, but for <tgmath.h>, which glibc makes for GCC 4.3 and later only, and
     the CMPLX macros of <complex.h>, which it makes from 4.7 on: kit ships a <tgmath.h> of its own, and a <complex.h> that adds the macros.
   - musl and Linux do not look at the number. Programs that test for GNU C know 4.2.1 from clang, which has said it for fifteen years,
     and ask further with __has_attribute, __has_builtin and __has_include, which are answered truly. */
void predefine(CPreprocessor *pp, Buf *b)
{
    const CppOptions *o = pp->options;
    define(b, "__kit__", "1");
    define(b, "__KIT__", "\"" KIT_VERSION "\"");
    define(b, "__VERSION__", "\"4.2.1 compatible kit " KIT_VERSION "\"");
    u32 version[3];
    gnuc_version(o, version);
    if (version[0]) buf_printf(b, "#define __GNUC__ %u\n#define __GNUC_MINOR__ %u\n#define __GNUC_PATCHLEVEL__ %u\n", (unsigned)version[0], (unsigned)version[1], (unsigned)version[2]);
    /* The values of C11's memory orders, which the __atomic builtins take. */
    static const char *const order[] = {"RELAXED", "CONSUME", "ACQUIRE", "RELEASE", "ACQ_REL", "SEQ_CST"};
    for (u32 i = 0; i < ARRAY_LEN(order); i++) buf_printf(b, "#define __ATOMIC_%s %u\n", order[i], (unsigned)i);
    /* Which types never need a lock (7.17.5), and that the __sync builtins are there. */
    static const char *const lock_free[] = {"BOOL", "CHAR", "CHAR16_T", "CHAR32_T", "WCHAR_T", "SHORT", "INT", "LONG", "LLONG", "POINTER"};
    for (u32 i = 0; i < ARRAY_LEN(lock_free); i++) buf_printf(b, "#define __GCC_ATOMIC_%s_LOCK_FREE 2\n", lock_free[i]);
    define(b, "__GCC_ATOMIC_TEST_AND_SET_TRUEVAL", "1");
    for (u32 i = 1; i <= 8; i *= 2) buf_printf(b, "#define __GCC_HAVE_SYNC_COMPARE_AND_SWAP_%u 1\n", (unsigned)i);
    define(b, "__GXX_ABI_VERSION", "1002"); /* of GCC 4.2, as clang says it */
    define(b, "__GNUC_EXECUTION_CHARSET_NAME", "\"UTF-8\"");
    define(b, "__GNUC_WIDE_EXECUTION_CHARSET_NAME", "\"UTF-32LE\"");
    define(b, "__GCC_ASM_FLAG_OUTPUTS__", "1");
    define(b, "__GCC_HAVE_DWARF2_CFI_ASM", "1");
    define(b, "__GCC_DESTRUCTIVE_SIZE", "64"); /* a line of the cache */
    define(b, "__GCC_CONSTRUCTIVE_SIZE", "64");
    define(b, o->gnu_inline ? "__GNUC_GNU_INLINE__" : "__GNUC_STDC_INLINE__", "1");
    define(b, "__PRAGMA_REDEFINE_EXTNAME", "1");
    if (o->for_size) define(b, "__OPTIMIZE_SIZE__", "1");
    if (o->optimize) define(b, "__OPTIMIZE__", "1");
    else define(b, "__NO_INLINE__", "1");
    if (o->assembler) define(b, "__ASSEMBLER__", "1");
    define_standard(pp, b);
    define_target(pp, b);
}

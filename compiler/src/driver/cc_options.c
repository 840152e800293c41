/* The command line of cc: gcc's options as make, configure, CMake, libtool and meson pass them.
   In: words. Out: CcOptions. What kit knows is in one table; what it accepts without an effect says why, and what it refuses says why. */
#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

#include "driver/cc.h"

typedef enum How {
    EXACT,    /* the word itself */
    JOINED,   /* its value follows in the same word */
    SEPARATE, /* its value is the next word */
    EITHER    /* its value follows in the same word, or is the next one */
} How;

/* Setters of one field are grouped so that the table stays one line each. */
typedef enum Id {
    O_MODE, O_OUTPUT, O_LANGUAGE, O_INCLUDE_DIRECTORY, O_INCLUDE, O_IMACROS, O_NOSTDINC, O_DEFINE, O_UNDEFINE, O_UNDEF, O_TRIGRAPHS,
    O_DEPEND, O_DEPEND_ONLY, O_DEPEND_FILE, O_DEPEND_TARGET, O_DEPEND_TARGET_QUOTED, O_DEPEND_PHONY,
    O_STD, O_LEVEL, O_DEBUG, O_WARNING, O_PRINT, O_PIC, O_LINK_FLAG, O_LINK_KIND, O_LINK_WORD, O_LINK_VALUE, O_LIBRARY, O_LIBRARY_DIRECTORY, O_PREFIX,
    O_SYSROOT, O_INCLUDE_SYSROOT, O_LIBC, O_TARGET, O_XLINKER, O_XASSEMBLER, O_XPREPROCESSOR, O_WL, O_WA, O_WP,
    O_BOOL, O_VISIBILITY, O_PREFIX_MAP, O_NO_BUILTIN_NAMED, O_COLOR, O_ERROR_LIMIT, O_USE_LD, O_MARCH, O_CMODEL, O_CHARSET, O_QUERY,
    O_VERBOSE, O_OPT, O_COMPILATION_DIRECTORY, O_PTHREAD, O_LANGUAGE_DIALECT, O_IGNORED, O_REFUSED
} Id;

/* The fields that O_BOOL sets. */
typedef enum Field {
    F_FUNCTION_SECTIONS, F_DATA_SECTIONS, F_COMMON, F_CHAR_UNSIGNED, F_WRAPV, F_OMIT_FP, F_UNWIND, F_BUILTIN, F_FREESTANDING, F_GNU89_INLINE,
    F_RED_ZONE, F_PLT, F_JUMP_TABLES, F_VERBOSE_ASM, F_ZERO_IN_BSS, F_SHORT_ENUMS, F_MS_EXTENSIONS, F_IDENT, F_COLUMN, F_DOLLARS, F_VERIFY, F_TIME, F_PREPROCESSED
} Field;

typedef struct Option {
    const char *text;
    u8 how, id;
    i16 arg;          /* what the id makes of it */
    const char *note; /* of what is ignored or refused: why */
} Option;

static const char NO_CPLUSPLUS[] = "concerns C++ only";
static const char NO_HARDENING[] = "kit's code has no such check; the program behaves the same";
static const char HINT[] = "a hint to an optimizer that kit does not have";
static const char PERMISSION[] = "a permission that kit does not use";
static const char DIAGNOSTIC_STYLE[] = "a style of messages that kit does not have";
static const char DEBUG_DETAIL[] = "a detail of debug information that kit does not have";
static const char ALWAYS[] = "kit always does so";
static const char BASELINE[] = "kit makes code for every x86-64 processor";

static const Option options[] = {
    /* what to do */
    {"-c", EXACT, O_MODE, CC_OBJECT, NULL},
    {"-S", EXACT, O_MODE, CC_ASSEMBLY, NULL},
    {"-E", EXACT, O_MODE, CC_PREPROCESS, NULL},
    {"-fsyntax-only", EXACT, O_MODE, CC_SYNTAX, NULL},
    {"-emit-ir", EXACT, O_MODE, CC_EMIT_IR, NULL},
    {"-o", EITHER, O_OUTPUT, 0, NULL},
    {"--output=", JOINED, O_OUTPUT, 0, NULL},
    {"-x", EITHER, O_LANGUAGE, 0, NULL},
    {"-v", EXACT, O_VERBOSE, 0, NULL},
    {"-###", EXACT, O_VERBOSE, 1, NULL},
    {"-ftime-report", EXACT, O_BOOL, F_TIME, NULL},
    {"-time-report", EXACT, O_BOOL, F_TIME, NULL},
    /* the preprocessor */
    {"-I", EITHER, O_INCLUDE_DIRECTORY, INCLUDE_NORMAL, NULL},
    {"-iquote", EITHER, O_INCLUDE_DIRECTORY, INCLUDE_QUOTE, NULL},
    {"-isystem", EITHER, O_INCLUDE_DIRECTORY, INCLUDE_SYSTEM, NULL},
    {"-idirafter", EITHER, O_INCLUDE_DIRECTORY, INCLUDE_AFTER, NULL},
    {"-include", EITHER, O_INCLUDE, 0, NULL},
    {"-imacros", EITHER, O_IMACROS, 0, NULL},
    {"-nostdinc", EXACT, O_NOSTDINC, 0, NULL},
    {"-D", EITHER, O_DEFINE, 0, NULL},
    {"-U", EITHER, O_UNDEFINE, 0, NULL},
    {"-undef", EXACT, O_UNDEF, 0, NULL},
    {"-trigraphs", EXACT, O_TRIGRAPHS, 0, NULL},
    {"-P", EXACT, O_PRINT, 'P', NULL},
    {"-C", EXACT, O_PRINT, 'C', NULL},
    {"-CC", EXACT, O_PRINT, 'C', NULL},
    {"-dM", EXACT, O_PRINT, 'M', NULL},
    {"-dD", EXACT, O_PRINT, 'D', NULL},
    {"-M", EXACT, O_DEPEND_ONLY, 0, NULL},
    {"-MM", EXACT, O_DEPEND_ONLY, 1, NULL},
    {"-MD", EXACT, O_DEPEND, 0, NULL},
    {"-MMD", EXACT, O_DEPEND, 1, NULL},
    {"-MF", EITHER, O_DEPEND_FILE, 0, NULL},
    {"-MT", EITHER, O_DEPEND_TARGET, 0, NULL},
    {"-MQ", EITHER, O_DEPEND_TARGET_QUOTED, 0, NULL},
    {"-MP", EXACT, O_DEPEND_PHONY, 0, NULL},
    {"-MG", EXACT, O_REFUSED, 0, "a header that does not exist is an error"},
    {"-H", EXACT, O_REFUSED, 0, "use -M to see which headers are read"},
    {"-traditional-cpp", EXACT, O_REFUSED, 0, "kit preprocesses as the C standard says"},
    {"-traditional", EXACT, O_REFUSED, 0, "kit preprocesses as the C standard says"},
    {"-fpreprocessed", EXACT, O_BOOL, F_PREPROCESSED, NULL},
    {"-fdirectives-only", EXACT, O_REFUSED, 0, "kit preprocesses completely or not at all"},
    {"-fdollars-in-identifiers", EXACT, O_BOOL, F_DOLLARS, NULL},
    {"-fno-dollars-in-identifiers", EXACT, O_BOOL, ~F_DOLLARS, NULL},
    {"-fextended-identifiers", EXACT, O_IGNORED, 0, ALWAYS},
    {"-finput-charset=", JOINED, O_CHARSET, 0, NULL},
    {"-fexec-charset=", JOINED, O_CHARSET, 0, NULL},
    {"-fwide-exec-charset=", JOINED, O_CHARSET, 0, NULL},
    {"-remap", EXACT, O_REFUSED, 0, "kit opens files by their names"},
    /* the language */
    {"-std=", JOINED, O_STD, 0, NULL},
    {"--std=", JOINED, O_STD, 0, NULL},
    {"-ansi", EXACT, O_LANGUAGE_DIALECT, 0, NULL},
    {"-fgnu89-inline", EXACT, O_BOOL, F_GNU89_INLINE, NULL},
    {"-fno-gnu89-inline", EXACT, O_BOOL, ~F_GNU89_INLINE, NULL},
    {"-fsigned-char", EXACT, O_BOOL, ~F_CHAR_UNSIGNED, NULL},
    {"-fno-unsigned-char", EXACT, O_BOOL, ~F_CHAR_UNSIGNED, NULL},
    {"-funsigned-char", EXACT, O_BOOL, F_CHAR_UNSIGNED, NULL},
    {"-fno-signed-char", EXACT, O_BOOL, F_CHAR_UNSIGNED, NULL},
    {"-fshort-enums", EXACT, O_BOOL, F_SHORT_ENUMS, NULL},
    {"-fno-short-enums", EXACT, O_BOOL, ~F_SHORT_ENUMS, NULL},
    {"-fms-extensions", EXACT, O_BOOL, F_MS_EXTENSIONS, NULL},
    {"-fno-ms-extensions", EXACT, O_BOOL, ~F_MS_EXTENSIONS, NULL},
    {"-fcommon", EXACT, O_BOOL, F_COMMON, NULL},
    {"-fno-common", EXACT, O_BOOL, ~F_COMMON, NULL},
    {"-fbuiltin", EXACT, O_BOOL, F_BUILTIN, NULL},
    {"-fno-builtin", EXACT, O_BOOL, ~F_BUILTIN, NULL},
    {"-fno-builtin-", JOINED, O_NO_BUILTIN_NAMED, 0, NULL},
    {"-ffreestanding", EXACT, O_BOOL, F_FREESTANDING, NULL},
    {"-fno-hosted", EXACT, O_BOOL, F_FREESTANDING, NULL},
    {"-fhosted", EXACT, O_BOOL, ~F_FREESTANDING, NULL},
    {"-fno-freestanding", EXACT, O_BOOL, ~F_FREESTANDING, NULL},
    {"-fwrapv", EXACT, O_BOOL, F_WRAPV, NULL},
    {"-fno-wrapv", EXACT, O_BOOL, ~F_WRAPV, NULL},
    {"-fvisibility=", JOINED, O_VISIBILITY, 0, NULL},
    {"-fpack-struct", EXACT, O_REFUSED, 0, "it changes the ABI"},
    {"-fpack-struct=", JOINED, O_REFUSED, 0, "it changes the ABI"},
    {"-fshort-wchar", EXACT, O_REFUSED, 0, "it changes the ABI"},
    {"-fleading-underscore", EXACT, O_REFUSED, 0, "it changes the ABI"},
    {"-fpcc-struct-return", EXACT, O_REFUSED, 0, "it changes the ABI"},
    {"-freg-struct-return", EXACT, O_REFUSED, 0, "it changes the ABI"},
    {"-fplan9-extensions", EXACT, O_REFUSED, 0, "kit does not have these extensions"},
    {"-fno-asm", EXACT, O_REFUSED, 0, "use -std=c99, c11 or c17: then asm and typeof are identifiers"},
    {"-fsingle-precision-constant", EXACT, O_REFUSED, 0, "it changes what constants mean"},
    {"-frounding-math", EXACT, O_REFUSED, 0, "kit folds floating constants to nearest"},
    {"-ftrapv", EXACT, O_REFUSED, 0, "kit's arithmetic wraps"},
    {"-fsplit-stack", EXACT, O_REFUSED, 0, "kit uses one stack"},
    {"-finstrument-functions", EXACT, O_REFUSED, 0, "kit does not instrument code"},
    {"-fpatchable-function-entry=", JOINED, O_REFUSED, 0, "kit does not instrument code"},
    {"-fsanitize=", JOINED, O_REFUSED, 0, "kit has no sanitizers"},
    {"-fopenmp", EXACT, O_REFUSED, 0, "kit does not have OpenMP"},
    {"-fopenacc", EXACT, O_REFUSED, 0, "kit does not have OpenACC"},
    {"-fgnu-tm", EXACT, O_REFUSED, 0, "kit does not have transactional memory"},
    {"-fplugin=", JOINED, O_REFUSED, 0, "kit does not load plug-ins"},
    {"-fprofile-arcs", EXACT, O_REFUSED, 0, "kit does not instrument code"},
    {"-ftest-coverage", EXACT, O_REFUSED, 0, "kit does not instrument code"},
    {"-fprofile-generate", EXACT, O_REFUSED, 0, "kit does not instrument code"},
    {"--coverage", EXACT, O_REFUSED, 0, "kit does not instrument code"},
    {"-coverage", EXACT, O_REFUSED, 0, "kit does not instrument code"},
    {"-pg", EXACT, O_REFUSED, 0, "kit does not instrument code"},
    {"-p", EXACT, O_REFUSED, 0, "kit does not instrument code"},
    /* the code */
    {"-O", JOINED, O_LEVEL, 0, NULL},
    {"-g", JOINED, O_DEBUG, 0, NULL},
    {"-fPIC", EXACT, O_PIC, 3, NULL},
    {"-fpic", EXACT, O_PIC, 3, NULL},
    {"-fPIE", EXACT, O_PIC, 2, NULL},
    {"-fpie", EXACT, O_PIC, 2, NULL},
    {"-fno-PIC", EXACT, O_PIC, 1, NULL},
    {"-fno-pic", EXACT, O_PIC, 1, NULL},
    {"-fno-PIE", EXACT, O_PIC, 1, NULL},
    {"-fno-pie", EXACT, O_PIC, 1, NULL},
    {"-ffunction-sections", EXACT, O_BOOL, F_FUNCTION_SECTIONS, NULL},
    {"-fno-function-sections", EXACT, O_BOOL, ~F_FUNCTION_SECTIONS, NULL},
    {"-fdata-sections", EXACT, O_BOOL, F_DATA_SECTIONS, NULL},
    {"-fno-data-sections", EXACT, O_BOOL, ~F_DATA_SECTIONS, NULL},
    {"-fomit-frame-pointer", EXACT, O_BOOL, F_OMIT_FP, NULL},
    {"-fno-omit-frame-pointer", EXACT, O_BOOL, ~F_OMIT_FP, NULL},
    {"-fasynchronous-unwind-tables", EXACT, O_BOOL, F_UNWIND, NULL},
    {"-fno-asynchronous-unwind-tables", EXACT, O_BOOL, ~F_UNWIND, NULL},
    {"-funwind-tables", EXACT, O_BOOL, F_UNWIND, NULL},
    {"-fno-unwind-tables", EXACT, O_BOOL, ~F_UNWIND, NULL},
    {"-fexceptions", EXACT, O_BOOL, F_UNWIND, NULL},
    {"-fno-exceptions", EXACT, O_IGNORED, 0, "C has none"},
    {"-fplt", EXACT, O_BOOL, F_PLT, NULL},
    {"-fno-plt", EXACT, O_BOOL, ~F_PLT, NULL},
    {"-fjump-tables", EXACT, O_BOOL, F_JUMP_TABLES, NULL},
    {"-fno-jump-tables", EXACT, O_BOOL, ~F_JUMP_TABLES, NULL},
    {"-fverbose-asm", EXACT, O_BOOL, F_VERBOSE_ASM, NULL},
    {"-fno-verbose-asm", EXACT, O_BOOL, ~F_VERBOSE_ASM, NULL},
    {"-fzero-initialized-in-bss", EXACT, O_BOOL, F_ZERO_IN_BSS, NULL},
    {"-fno-zero-initialized-in-bss", EXACT, O_BOOL, ~F_ZERO_IN_BSS, NULL},
    {"-fident", EXACT, O_BOOL, F_IDENT, NULL},
    {"-fno-ident", EXACT, O_BOOL, ~F_IDENT, NULL},
    {"-Qn", EXACT, O_BOOL, ~F_IDENT, NULL},
    {"-Qy", EXACT, O_BOOL, F_IDENT, NULL},
    {"-ffile-prefix-map=", JOINED, O_PREFIX_MAP, 3, NULL},
    {"-fmacro-prefix-map=", JOINED, O_PREFIX_MAP, 1, NULL},
    {"-fdebug-prefix-map=", JOINED, O_PREFIX_MAP, 2, NULL},
    {"-fdebug-compilation-dir=", JOINED, O_COMPILATION_DIRECTORY, 0, NULL},
    {"-fopt-bisect=", JOINED, O_OPT, 'b', NULL},
    {"-fdump-ir=", JOINED, O_OPT, 'd', NULL},
    {"-fverify-ir", EXACT, O_BOOL, F_VERIFY, NULL},
    /* the machine */
    {"-m64", EXACT, O_IGNORED, 0, "kit's target is 64-bit"},
    {"-m32", EXACT, O_REFUSED, 0, "kit has no 32-bit target"},
    {"-mx32", EXACT, O_REFUSED, 0, "kit has no 32-bit target"},
    {"-m16", EXACT, O_REFUSED, 0, "kit has no 16-bit target"},
    {"-march=", JOINED, O_MARCH, 0, NULL},
    {"-mcpu=", JOINED, O_IGNORED, 0, HINT},
    {"-mtune=", JOINED, O_IGNORED, 0, HINT},
    {"-mred-zone", EXACT, O_BOOL, F_RED_ZONE, NULL},
    {"-mno-red-zone", EXACT, O_BOOL, ~F_RED_ZONE, NULL},
    {"-mcmodel=", JOINED, O_CMODEL, 0, NULL},
    {"-msse", EXACT, O_IGNORED, 0, BASELINE},
    {"-msse2", EXACT, O_IGNORED, 0, BASELINE},
    {"-mmmx", EXACT, O_IGNORED, 0, BASELINE},
    {"-mfxsr", EXACT, O_IGNORED, 0, BASELINE},
    {"-mfpmath=sse", EXACT, O_IGNORED, 0, BASELINE},
    {"-mno-sse3", EXACT, O_IGNORED, 0, BASELINE},
    {"-mno-ssse3", EXACT, O_IGNORED, 0, BASELINE},
    {"-mno-sse4", EXACT, O_IGNORED, 0, BASELINE},
    {"-mno-sse4.1", EXACT, O_IGNORED, 0, BASELINE},
    {"-mno-sse4.2", EXACT, O_IGNORED, 0, BASELINE},
    {"-mno-avx", EXACT, O_IGNORED, 0, BASELINE},
    {"-mno-avx2", EXACT, O_IGNORED, 0, BASELINE},
    {"-mno-avx512f", EXACT, O_IGNORED, 0, BASELINE},
    {"-mno-sse", EXACT, O_REFUSED, 0, "floating numbers are passed in SSE registers"},
    {"-mno-sse2", EXACT, O_REFUSED, 0, "floating numbers are passed in SSE registers"},
    {"-mgeneral-regs-only", EXACT, O_REFUSED, 0, "floating numbers are passed in SSE registers"},
    {"-msoft-float", EXACT, O_REFUSED, 0, "floating numbers are passed in SSE registers"},
    {"-msse3", EXACT, O_REFUSED, 0, BASELINE},
    {"-mssse3", EXACT, O_REFUSED, 0, BASELINE},
    {"-msse4", EXACT, O_REFUSED, 0, BASELINE},
    {"-msse4.1", EXACT, O_REFUSED, 0, BASELINE},
    {"-msse4.2", EXACT, O_REFUSED, 0, BASELINE},
    {"-mavx", EXACT, O_REFUSED, 0, BASELINE},
    {"-mavx2", EXACT, O_REFUSED, 0, BASELINE},
    {"-mpclmul", EXACT, O_REFUSED, 0, BASELINE},
    {"-maes", EXACT, O_REFUSED, 0, BASELINE},
    {"-mpopcnt", EXACT, O_REFUSED, 0, BASELINE},
    {"-mlong-double-64", EXACT, O_REFUSED, 0, "it changes the ABI"},
    {"-mlong-double-128", EXACT, O_REFUSED, 0, "it changes the ABI"},
    {"-mms-bitfields", EXACT, O_REFUSED, 0, "it changes the ABI"},
    {"-mtls-dialect=gnu", EXACT, O_IGNORED, 0, ALWAYS},
    {"-mbranch-cost=", JOINED, O_IGNORED, 0, HINT},
    {"-mno-omit-leaf-frame-pointer", EXACT, O_BOOL, ~F_OMIT_FP, NULL},
    /* the linker */
    {"-static", EXACT, O_LINK_KIND, 's', NULL},
    {"--static", EXACT, O_LINK_KIND, 's', NULL},
    {"-shared", EXACT, O_LINK_KIND, 'd', NULL},
    {"--shared", EXACT, O_LINK_KIND, 'd', NULL},
    {"-pie", EXACT, O_LINK_KIND, 'p', NULL},
    {"-no-pie", EXACT, O_LINK_KIND, 'n', NULL},
    {"-nopie", EXACT, O_LINK_KIND, 'n', NULL},
    {"-static-pie", EXACT, O_LINK_KIND, 'q', NULL},
    {"-r", EXACT, O_LINK_KIND, 'r', NULL},
    {"-nostdlib", EXACT, O_LINK_FLAG, 'a', NULL},
    {"-nostartfiles", EXACT, O_LINK_FLAG, 'f', NULL},
    {"-nodefaultlibs", EXACT, O_LINK_FLAG, 'l', NULL},
    {"-nolibc", EXACT, O_LINK_FLAG, 'c', NULL},
    {"-rdynamic", EXACT, O_LINK_FLAG, 'x', NULL},
    {"-static-libgcc", EXACT, O_LINK_FLAG, 'g', NULL},
    {"-shared-libgcc", EXACT, O_LINK_FLAG, 'G', NULL},
    {"-pthread", EXACT, O_PTHREAD, 0, NULL},
    {"-pthreads", EXACT, O_PTHREAD, 0, NULL},
    {"-s", EXACT, O_LINK_WORD, 0, NULL},
    {"-T", EITHER, O_LINK_VALUE, 'T', NULL},
    {"-u", EITHER, O_LINK_VALUE, 'u', NULL},
    {"-z", EITHER, O_LINK_VALUE, 'z', NULL},
    {"-e", EITHER, O_LINK_VALUE, 'e', NULL},
    {"--entry=", JOINED, O_LINK_VALUE, 'e', NULL},
    {"-l", EITHER, O_LIBRARY, 0, NULL},
    {"-L", EITHER, O_LIBRARY_DIRECTORY, 0, NULL},
    {"-B", EITHER, O_PREFIX, 0, NULL},
    {"-fuse-ld=", JOINED, O_USE_LD, 0, NULL},
    {"-Wl,", JOINED, O_WL, 0, NULL},
    {"-Wa,", JOINED, O_WA, 0, NULL},
    {"-Wp,", JOINED, O_WP, 0, NULL},
    {"-Xlinker", SEPARATE, O_XLINKER, 0, NULL},
    {"-Xassembler", SEPARATE, O_XASSEMBLER, 0, NULL},
    {"-Xpreprocessor", SEPARATE, O_XPREPROCESSOR, 0, NULL},
    /* places */
    {"--sysroot=", JOINED, O_SYSROOT, 0, NULL},
    {"--sysroot", SEPARATE, O_SYSROOT, 0, NULL},
    {"-isysroot", EITHER, O_INCLUDE_SYSROOT, 0, NULL},
    {"--libc=", JOINED, O_LIBC, 0, NULL},
    {"--target=", JOINED, O_TARGET, 0, NULL},
    {"-target", SEPARATE, O_TARGET, 0, NULL},
    {"-specs=", JOINED, O_REFUSED, 0, "kit has no spec files"},
    {"--specs=", JOINED, O_REFUSED, 0, "kit has no spec files"},
    {"-wrapper", SEPARATE, O_REFUSED, 0, "kit runs no other programs"},
    /* messages */
    {"-W", JOINED, O_WARNING, 0, NULL},
    {"-w", EXACT, O_WARNING, 1, NULL},
    {"-pedantic", EXACT, O_WARNING, 1, NULL},
    {"--pedantic", EXACT, O_WARNING, 2, NULL},
    {"-pedantic-errors", EXACT, O_WARNING, 1, NULL},
    {"-fdiagnostics-color", EXACT, O_COLOR, 2, NULL},
    {"-fdiagnostics-color=", JOINED, O_COLOR, 0, NULL},
    {"-fno-diagnostics-color", EXACT, O_COLOR, 1, NULL},
    {"-fcolor-diagnostics", EXACT, O_COLOR, 2, NULL},
    {"-fno-color-diagnostics", EXACT, O_COLOR, 1, NULL},
    {"-fmax-errors=", JOINED, O_ERROR_LIMIT, 0, NULL},
    {"-ferror-limit=", JOINED, O_ERROR_LIMIT, 0, NULL},
    {"-fshow-column", EXACT, O_BOOL, F_COLUMN, NULL},
    {"-fno-show-column", EXACT, O_BOOL, ~F_COLUMN, NULL},
    /* questions */
    {"--help", EXACT, O_QUERY, 0, NULL},
    {"-help", EXACT, O_QUERY, 0, NULL},
    {"--help=ignored", EXACT, O_QUERY, 0, NULL},
    {"--version", EXACT, O_QUERY, 0, NULL},
    {"-dumpmachine", EXACT, O_QUERY, 0, NULL},
    {"-dumpversion", EXACT, O_QUERY, 0, NULL},
    {"-dumpfullversion", EXACT, O_QUERY, 0, NULL},
    {"-print-file-name=", JOINED, O_QUERY, 0, NULL},
    {"-print-prog-name=", JOINED, O_QUERY, 0, NULL},
    {"-print-search-dirs", EXACT, O_QUERY, 0, NULL},
    {"-print-libgcc-file-name", EXACT, O_QUERY, 0, NULL},
    {"-print-multiarch", EXACT, O_QUERY, 0, NULL},
    {"-print-multi-directory", EXACT, O_QUERY, 0, NULL},
    {"-print-multi-lib", EXACT, O_QUERY, 0, NULL},
    {"-print-multi-os-directory", EXACT, O_QUERY, 0, NULL},
    {"-print-sysroot", EXACT, O_QUERY, 0, NULL},
    {"-print-resource-dir", EXACT, O_QUERY, 0, NULL},
    /* accepted, without an effect */
    {"-pipe", EXACT, O_IGNORED, 0, "kit runs in one process and makes no temporary files"},
    {"--param=", JOINED, O_IGNORED, 0, HINT},
    {"--param", SEPARATE, O_IGNORED, 0, HINT},
    {"-no-canonical-prefixes", EXACT, O_IGNORED, 0, ALWAYS},
    {"-Qunused-arguments", EXACT, O_IGNORED, 0, "kit does not warn of unused arguments"},
    {"-arch", SEPARATE, O_REFUSED, 0, "kit does not make Mach-O executables"},
    {"-static-libstdc++", EXACT, O_IGNORED, 0, NO_CPLUSPLUS},
    {"-save-temps", EXACT, O_REFUSED, 0, "kit makes no temporary files; use -E and -S"},
    {"-save-temps=", JOINED, O_REFUSED, 0, "kit makes no temporary files; use -E and -S"},
};

/* -fNAME and -fno-NAME, with or without a value, that change nothing. */
typedef struct Ignored {
    const char *name, *why;
} Ignored;

static const Ignored ignored_f[] = {
    {"aggressive-loop-optimizations", HINT}, {"associative-math", PERMISSION}, {"align-functions", HINT}, {"align-jumps", HINT},
    {"align-labels", HINT}, {"align-loops", HINT}, {"allow-store-data-races", PERMISSION}, {"auto-inc-dec", HINT},
    {"branch-count-reg", HINT}, {"caller-saves", HINT}, {"caret-diagnostics", ALWAYS}, {"cf-protection", NO_HARDENING},
    {"code-hoisting", HINT}, {"combine-stack-adjustments", HINT}, {"conserve-stack", HINT}, {"crossjumping", HINT},
    {"cse-follow-jumps", HINT}, {"cx-limited-range", PERMISSION}, {"debug-types-section", DEBUG_DETAIL},
    {"delete-null-pointer-checks", PERMISSION}, {"diagnostics-format", DIAGNOSTIC_STYLE}, {"diagnostics-generate-patch", DIAGNOSTIC_STYLE},
    {"diagnostics-show-caret", DIAGNOSTIC_STYLE}, {"diagnostics-show-location", DIAGNOSTIC_STYLE},
    {"diagnostics-show-option", DIAGNOSTIC_STYLE}, {"diagnostics-urls", DIAGNOSTIC_STYLE}, {"diagnostics-column-unit", DIAGNOSTIC_STYLE},
    {"eliminate-unused-debug-types", DEBUG_DETAIL}, {"excess-precision", "SSE arithmetic has none"}, {"expensive-optimizations", HINT},
    {"fast-math", PERMISSION}, {"fat-lto-objects", ALWAYS}, {"finite-math-only", PERMISSION}, {"float-store", "SSE arithmetic has no excess precision"},
    {"forward-propagate", HINT}, {"fp-contract", "kit never contracts"}, {"gcse", HINT}, {"gcse-lm", HINT}, {"gnu-unique", NO_CPLUSPLUS},
    {"guess-branch-probability", HINT}, {"hoist-adjacent-loads", HINT}, {"if-conversion", HINT}, {"if-conversion2", HINT},
    {"indirect-inlining", HINT}, {"inline", HINT}, {"inline-functions", HINT}, {"inline-functions-called-once", HINT}, {"inline-limit", HINT},
    {"inline-small-functions", HINT}, {"ipa-cp", HINT}, {"ipa-icf", HINT}, {"ipa-pure-const", HINT}, {"ipa-ra", HINT}, {"ipa-sra", HINT},
    {"isolate-erroneous-paths-dereference", PERMISSION}, {"ivopts", HINT}, {"keep-inline-functions", HINT}, {"lax-vector-conversions", "kit has no vector types"},
    {"lto", "objects always hold machine code"}, {"lto-partition", "objects always hold machine code"}, {"math-errno", "kit always calls the library"},
    {"merge-all-constants", PERMISSION}, {"merge-constants", HINT}, {"message-length", DIAGNOSTIC_STYLE}, {"modulo-sched", HINT},
    {"move-loop-invariants", HINT}, {"optimize-sibling-calls", HINT}, {"optimize-strlen", HINT}, {"partial-inlining", HINT},
    {"peephole", HINT}, {"peephole2", HINT}, {"permissive", NO_CPLUSPLUS}, {"prefetch-loop-arrays", HINT}, {"printf-return-value", PERMISSION},
    {"profile-use", "kit uses no profiles"}, {"profile-partial-training", "kit uses no profiles"}, {"random-seed", "kit makes no random names"},
    {"reciprocal-math", PERMISSION}, {"record-gcc-switches", "command lines do not go into outputs"}, {"rename-registers", HINT},
    {"reorder-blocks", HINT}, {"reorder-functions", HINT}, {"rerun-cse-after-loop", HINT}, {"rtti", NO_CPLUSPLUS}, {"sched-interblock", HINT},
    {"schedule-insns", HINT}, {"schedule-insns2", HINT}, {"sched-pressure", HINT}, {"section-anchors", HINT}, {"semantic-interposition", PERMISSION},
    {"signaling-nans", "kit observes no floating exceptions"}, {"signed-zeros", PERMISSION}, {"sized-deallocation", NO_CPLUSPLUS}, {"split-loops", HINT},
    {"spell-checking", ALWAYS}, {"split-wide-types", HINT}, {"stack-check", NO_HARDENING}, {"stack-clash-protection", NO_HARDENING},
    {"stack-protector", NO_HARDENING}, {"stack-protector-all", NO_HARDENING}, {"stack-protector-explicit", NO_HARDENING},
    {"stack-protector-strong", NO_HARDENING}, {"stack-reuse", HINT}, {"standalone-debug", DEBUG_DETAIL}, {"store-merging", HINT},
    {"strict-aliasing", PERMISSION}, {"strict-flex-arrays", PERMISSION}, {"strict-overflow", PERMISSION}, {"strict-volatile-bitfields", PERMISSION}, {"strict-enums", NO_CPLUSPLUS},
    {"threadsafe-statics", NO_CPLUSPLUS}, {"thread-jumps", HINT}, {"toplevel-reorder", "kit keeps the order of the source"},
    {"track-macro-expansion", ALWAYS}, {"trapping-math", "kit observes no floating exceptions"}, {"tree-ch", HINT}, {"tree-loop-distribute-patterns", HINT},
    {"tree-loop-vectorize", HINT}, {"tree-pre", HINT}, {"tree-slp-vectorize", HINT}, {"tree-sra", HINT}, {"tree-ter", HINT}, {"tree-vectorize", HINT},
    {"tree-vrp", HINT}, {"tree-tail-merge", HINT}, {"trivial-auto-var-init", NO_HARDENING}, {"unit-at-a-time", ALWAYS}, {"unroll-all-loops", HINT}, {"unroll-loops", HINT},
    {"unsafe-math-optimizations", PERMISSION}, {"unswitch-loops", HINT}, {"use-cxa-atexit", NO_CPLUSPLUS}, {"use-linker-plugin", "objects always hold machine code"},
    {"var-tracking", DEBUG_DETAIL}, {"var-tracking-assignments", DEBUG_DETAIL}, {"variable-expansion-in-unroller", HINT},
    {"vect-cost-model", HINT}, {"visibility-inlines-hidden", NO_CPLUSPLUS}, {"web", HINT}, {"whole-program", PERMISSION}, {"zero-call-used-regs", NO_HARDENING},
    {"sanitize", "kit has no sanitizers"}, {"sanitize-recover", "kit has no sanitizers"}, {"openmp", "kit does not have OpenMP"}, {"tls-model", "the linker relaxes accesses where it can"},
    {"analyzer", "kit has no analyzer"}, {"asm", ALWAYS}, {"dce", HINT}, {"dse", HINT}, {"split-stack", "kit uses one stack"}, {"pack-struct", ALWAYS}, {"rounding-math", ALWAYS}, {"trapv", ALWAYS},
    {"integrated-as", ALWAYS}, {"short-wchar", ALWAYS}, {"leading-underscore", ALWAYS}, {"profile-arcs", ALWAYS}, {"test-coverage", ALWAYS}, {"profile", ALWAYS}, {"gnu-tm", ALWAYS}, {"plan9-extensions", ALWAYS},
};

/* Warnings of gcc and clang that kit does not have: asking for them is no mistake. */
static const char *const other_warnings[] = {
    "abi", "address", "address-of-packed-member", "aggregate-return", "aggressive-loop-optimizations", "alloc-size-larger-than", "alloc-zero", "alloca", "analyzer-too-complex",
    "arith-conversion", "array-bounds", "array-compare", "array-parameter", "assign-enum", "attribute-alias", "attribute-warning",
    "bad-function-cast", "bool-compare", "bool-operation", "builtin-declaration-mismatch", "builtin-macro-redefined", "c++-compat", "c11-c2x-compat", "c90-c99-compat", "c99-c11-compat",
    "cast-align", "cast-function-type", "cast-qual", "char-subscripts", "clobbered", "conditional-uninitialized", "constant-conversion", "conversion", "coverage-mismatch", "dangling-else",
    "dangling-pointer", "date-time", "declaration-after-statement", "deprecated", "designated-init", "disabled-optimization", "documentation", "double-promotion", "duplicate-decl-specifier",
    "duplicate-enum", "duplicated-branches", "duplicated-cond", "enum-compare", "enum-conversion", "expansion-to-defined", "extra-semi", "extra-semi-stmt", "float-conversion", "float-equal", "format-diag", "format-extra-args",
    "format-nonliteral", "format-overflow", "format-pedantic", "format-security", "format-signedness", "format-truncation", "format-y2k", "format-zero-length", "frame-address", "frame-larger-than",
    "free-nonheap-object", "gnu", "gnu-statement-expression", "gnu-zero-variadic-macro-arguments", "ignored-attributes", "ignored-qualifiers", "implicit", "implicit-int-conversion", "incompatible-pointer-types-discards-qualifiers", "infinite-recursion", "init-self", "inline", "int-in-bool-context", "int-to-pointer-cast", "invalid-memory-model", "invalid-pch",
    "jump-misses-init", "larger-than", "language-extension-token", "logical-not-parentheses", "logical-op", "long-long", "lto-type-mismatch", "main", "maybe-uninitialized", "memset-elt-size", "memset-transposed-args", "misleading-indentation",
    "mismatched-dealloc", "missing-attributes", "missing-braces", "missing-declarations", "missing-format-attribute", "missing-include-dirs", "missing-noreturn", "missing-variable-declarations", "multistatement-macros",
    "nested-externs", "newline-eof", "nonnull", "nonnull-compare", "normalized", "null-dereference", "null-pointer-arithmetic", "odr", "old-style-declaration", "old-style-definition", "openmp-simd", "over-aligned", "overlength-strings", "override-init", "packed", "packed-bitfield-compat", "padded", "pointer-arith",
    "pointer-bool-conversion", "pointer-compare", "pointer-sign", "pointer-to-int-cast", "poison-system-directories", "pragmas", "psabi", "redundant-decls", "reserved-identifier", "reserved-id-macro", "restrict", "return-local-addr", "scalar-storage-order", "sequence-point", "shadow-all", "shift-negative-value", "shift-overflow",
    "shorten-64-to-32", "sign-conversion", "sizeof-array-argument", "sizeof-array-div", "sizeof-pointer-div", "sizeof-pointer-memaccess", "sometimes-uninitialized", "stack-protector", "stack-usage", "strict-aliasing", "strict-overflow", "string-compare", "string-conversion", "stringop-overflow", "stringop-overread", "stringop-truncation", "suggest-attribute",
    "suggest-final-methods", "suggest-final-types", "switch-bool", "switch-default", "switch-enum", "switch-outside-range", "switch-unreachable", "sync-nand", "synth", "tautological-compare", "tautological-constant-out-of-range-compare", "thread-safety", "trampolines", "traditional", "traditional-conversion", "trigraphs", "tsan", "type-limits", "typedef-redefinition", "unguarded-availability", "unknown-attributes", "unknown-warning-option", "unreachable-code", "unsafe-loop-optimizations",
    "unsuffixed-float-constants", "unused-but-set-parameter", "unused-but-set-variable", "unused-command-line-argument", "unused-const-variable", "unused-local-typedefs", "unused-macros", "use-after-free", "used-but-marked-unused", "useless-cast", "variadic-macros", "varargs", "vector-operation-performance", "vla",
    "vla-extension", "vla-larger-than", "vla-parameter", "volatile-register-var", "weak-vtables", "write-strings", "xor-used-as-pow", "zero-as-null-pointer-constant", "zero-length-array", "zero-length-bounds", "disabled-macro-expansion", "covered-switch-default", "class-memaccess", "non-virtual-dtor", "suggest-override", "reorder", "comma",
};

typedef struct Reader {
    Kit *kit;
    CcOptions *o;
    int argc, i;
    char **argv;
    CcLanguage language;
    u32 depth;
    bool ok;
} Reader;

static void read_words(Reader *r, int argc, char **argv);

static void error(Reader *r, const char *fmt, ...) KIT_PRINTF(2, 3);
static void error(Reader *r, const char *fmt, ...)
{
    char message[1024];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(message, sizeof message, fmt, ap);
    va_end(ap);
    diag_tool_error(&r->kit->diag, "cc", "%s", message);
    r->ok = false;
}

/* ---- suggestions ---- */

/* Optimal string alignment distance, cut off at `max`. */
static u32 distance(Str a, Str b, u32 max)
{
    enum { LONG = 48 };
    u32 row[3][LONG + 1];
    if (a.len > LONG || b.len > LONG) return max + 1;
    u32 *before = row[0], *above = row[1], *here = row[2];
    for (u32 j = 0; j <= b.len; j++) above[j] = j;
    for (u32 i = 1; i <= a.len; i++) {
        here[0] = i;
        for (u32 j = 1; j <= b.len; j++) {
            u32 d = above[j - 1] + (a.ptr[i - 1] != b.ptr[j - 1]);
            if (above[j] + 1 < d) d = above[j] + 1;
            if (here[j - 1] + 1 < d) d = here[j - 1] + 1;
            if (i > 1 && j > 1 && a.ptr[i - 1] == b.ptr[j - 2] && a.ptr[i - 2] == b.ptr[j - 1] && before[j - 2] + 1 < d) d = before[j - 2] + 1;
            here[j] = d;
        }
        u32 *free_row = before;
        before = above;
        above = here;
        here = free_row;
    }
    return above[b.len];
}

static void consider(Str word, const char *candidate, u32 *best, const char **found)
{
    Str c = str_of(candidate);
    u32 d = distance(word, c, *best);
    if (d < *best) {
        *best = d;
        *found = candidate;
    }
}

static void unknown(Reader *r, const char *word)
{
    Str w = str_of(word);
    for (u32 k = 0; k < w.len; k++)
        if (w.ptr[k] == '=') w.len = k + 1;
    u32 best = w.len <= 3 ? 2 : w.len <= 8 ? 3 : 4;
    const char *found = NULL;
    for (u32 k = 0; k < ARRAY_LEN(options); k++) {
        if (strlen(options[k].text) > 2) consider(w, options[k].text, &best, &found);
    }
    for (u32 k = 0; k < ARRAY_LEN(ignored_f); k++) {
        consider(w, arena_printf(&r->kit->arena, "-f%s", ignored_f[k].name).ptr, &best, &found);
        consider(w, arena_printf(&r->kit->arena, "-fno-%s", ignored_f[k].name).ptr, &best, &found);
    }
    if (found) error(r, "unknown option '%.200s'; did you mean '%s'?", word, found);
    else error(r, "unknown option '%.200s'", word);
}

/* ---- values ---- */

static const char *join(Reader *r, const char *a, const char *b) { return arena_printf(&r->kit->arena, "%s%s", a, b).ptr; }

static void link_word(Reader *r, const char *word)
{
    CcInput in = {LANGUAGE_LINKER, word, NULL};
    vec_push(&r->o->input, in);
}

/* Calls f for the pieces between commas. */
static u32 split(Reader *r, const char *value, char ***out)
{
    u32 n = 1;
    for (const char *p = value; *p; p++) n += *p == ',';
    char **piece = arena_new_array(&r->kit->arena, char *, n + 1);
    char *copy = (char *)arena_printf(&r->kit->arena, "%s", value).ptr;
    u32 k = 0;
    piece[k++] = copy;
    for (char *p = copy; *p; p++) {
        if (*p == ',') {
            *p = 0;
            piece[k++] = p + 1;
        }
    }
    *out = piece;
    return n;
}

static void set_standard(Reader *r, const char *value)
{
    static const struct {
        const char *name;
        u8 standard;
        bool gnu;
    } names[] = {
        {"c89", C_STD_C89, false}, {"c90", C_STD_C89, false}, {"iso9899:1990", C_STD_C89, false}, {"iso9899:199409", C_STD_C89, false}, {"gnu89", C_STD_C89, true}, {"gnu90", C_STD_C89, true},
        {"c99", C_STD_C99, false}, {"c9x", C_STD_C99, false}, {"iso9899:1999", C_STD_C99, false}, {"iso9899:199x", C_STD_C99, false}, {"gnu99", C_STD_C99, true}, {"gnu9x", C_STD_C99, true},
        {"c11", C_STD_C11, false}, {"c1x", C_STD_C11, false}, {"iso9899:2011", C_STD_C11, false}, {"gnu11", C_STD_C11, true}, {"gnu1x", C_STD_C11, true},
        {"c17", C_STD_C17, false}, {"c18", C_STD_C17, false}, {"iso9899:2017", C_STD_C17, false}, {"iso9899:2018", C_STD_C17, false}, {"gnu17", C_STD_C17, true}, {"gnu18", C_STD_C17, true},
        {"c2x", C_STD_C23, false}, {"c23", C_STD_C23, false}, {"iso9899:2024", C_STD_C23, false}, {"gnu2x", C_STD_C23, true}, {"gnu23", C_STD_C23, true},
    };
    for (u32 k = 0; k < ARRAY_LEN(names); k++) {
        if (strcmp(names[k].name, value) != 0) continue;
        CppOptions *cpp = &r->o->c.cpp;
        cpp->standard = (CStandard)names[k].standard;
        cpp->gnu = names[k].gnu;
        cpp->trigraphs = !names[k].gnu && names[k].standard != C_STD_C23;
        return;
    }
    error(r, "unknown standard '%.100s'; kit has c89, c99, c11, c17, c23 and gnu89 to gnu23", value);
}

static void set_language(Reader *r, const char *value)
{
    static const struct {
        const char *name;
        u8 language;
    } names[] = {
        {"none", LANGUAGE_BY_SUFFIX}, {"c", LANGUAGE_C}, {"c-header", LANGUAGE_C_HEADER}, {"cpp-output", LANGUAGE_C_PREPROCESSED}, {"c-cpp-output", LANGUAGE_C_PREPROCESSED},
        {"assembler", LANGUAGE_ASSEMBLY}, {"assembler-with-cpp", LANGUAGE_ASSEMBLY_CPP}, {"ir", LANGUAGE_IR},
    };
    for (u32 k = 0; k < ARRAY_LEN(names); k++) {
        if (strcmp(names[k].name, value) == 0) {
            r->language = (CcLanguage)names[k].language;
            return;
        }
    }
    error(r, "language '%.100s' is not supported; kit has c, cpp-output, assembler, assembler-with-cpp and ir", value);
}

static void set_bool(Reader *r, i16 arg)
{
    CcOptions *o = r->o;
    bool on = arg >= 0;
    switch ((Field)(on ? arg : ~arg)) {
    case F_FUNCTION_SECTIONS: o->codegen.function_sections = on; break;
    case F_DATA_SECTIONS: o->codegen.data_sections = on; break;
    case F_COMMON: o->c.common = on; o->codegen.no_common = !on; break;
    case F_CHAR_UNSIGNED: o->c.cpp.char_is_unsigned = on; break;
    case F_WRAPV: o->c.wrapv = on; break;
    case F_OMIT_FP: o->codegen.omit_frame_pointer = on; break;
    case F_UNWIND: o->codegen.async_unwind = on; break;
    case F_BUILTIN: o->c.builtins_off = !on; break;
    case F_FREESTANDING: o->c.cpp.freestanding = on; o->c.builtins_off = on; break;
    case F_GNU89_INLINE: o->c.gnu89_inline = on; break;
    case F_RED_ZONE: o->codegen.red_zone = on; break;
    case F_PLT: o->codegen.no_plt = !on; break;
    case F_JUMP_TABLES: o->codegen.no_jump_tables = !on; break;
    case F_VERBOSE_ASM: o->codegen.verbose_asm = on; break;
    case F_ZERO_IN_BSS: o->codegen.no_zero_in_bss = !on; break;
    case F_SHORT_ENUMS: o->c.short_enums = on; break;
    case F_MS_EXTENSIONS: o->c.ms_extensions = on; break;
    case F_IDENT: o->codegen.producer = on ? STR("kit " KIT_VERSION) : STR(""); break;
    case F_COLUMN: r->kit->diag.show_column = on; break;
    case F_DOLLARS: o->c.cpp.dollars_off = !on; break;
    case F_VERIFY: o->opt.verify = on; break;
    case F_TIME: o->time_report = on; break;
    case F_PREPROCESSED: r->language = LANGUAGE_C_PREPROCESSED; break;
    }
}

static void set_warning(Reader *r, const char *word, i16 arg)
{
    Diag *d = &r->kit->diag;
    const char *name = word + (arg == 2 ? 2 : 1); /* without its dashes */
    if (arg == 0 && name[1] == 0) name = "Wextra"; /* -W is its old name */
    if (diag_option(d, str_of(name)) || arg) return;
    if (str_starts(str_of(name), "Wno-")) return; /* gcc's rule: to turn off what is not there is no mistake */
    Str rest = str_of(name + 1);
    if (str_starts(rest, "error=")) rest.ptr += 6, rest.len -= 6;
    for (u32 k = 0; k < rest.len; k++)
        if (rest.ptr[k] == '=') rest.len = k; /* levels, such as -Wimplicit-fallthrough=3 */
    for (u32 k = 0; k < ARRAY_LEN(other_warnings); k++)
        if (str_is(rest, other_warnings[k])) return;
    if (diag_option(d, arena_printf(&r->kit->arena, "W%.*s", STR_FMT(rest)))) return;
    diag_tool_warn(d, "cc", "unknown warning option '%.200s'", word);
}

static void set_level(Reader *r, const char *value)
{
    static const char *const levels[] = {"", "0", "1", "2", "3", "s", "g", "z", "fast"};
    for (u32 k = 0; k < ARRAY_LEN(levels); k++) {
        if (strcmp(levels[k], value) != 0) continue;
        r->o->opt.level = k == 1 ? 0 : 1;
        r->o->codegen.opt_level = r->o->opt.level;
        r->o->c.cpp.optimize = r->o->opt.level > 0;
        return;
    }
    bool digits = true;
    for (const char *p = value; *p; p++) digits = digits && *p >= '0' && *p <= '9';
    if (digits) set_level(r, "3"); /* more than the most is the most, as in gcc */
    else error(r, "unknown optimization level '-O%.100s'; kit has -O0 and -O1, and takes -O2, -O3, -Os, -Og, -Oz and -Ofast for -O1", value);
}

static void set_debug(Reader *r, const char *value)
{
    Str v = str_of(value);
    bool ok = v.len == 0 || (v.len == 1 && v.ptr[0] >= '0' && v.ptr[0] <= '3') || str_starts(v, "gdb") || str_starts(v, "dwarf") || str_is(v, "line-tables-only") || str_is(v, "mlt");
    if (ok) {
        r->o->codegen.debug_lines = !str_is(v, "0") && !str_is(v, "gdb0");
    } else if (str_is(v, "split-dwarf") || str_starts(v, "stabs") || str_starts(v, "xcoff") || str_starts(v, "vms") || str_starts(v, "btf") || str_starts(v, "ctf")) {
        error(r, "'-g%.100s' is refused: kit writes DWARF into the object", value);
    } else if (!(str_starts(v, "z") || str_is(v, "pubnames") || str_is(v, "no-pubnames") || str_is(v, "record-gcc-switches") || str_is(v, "no-record-gcc-switches") || str_is(v, "strict-dwarf")
                 || str_is(v, "no-strict-dwarf") || str_is(v, "column-info") || str_is(v, "no-column-info") || str_is(v, "as-loc-support") || str_is(v, "variable-location-views")
                 || str_is(v, "no-variable-location-views") || str_is(v, "inline-points") || str_is(v, "statement-frontiers") || str_is(v, "simple-template-names"))) {
        unknown(r, join(r, "-g", value));
    }
}

static void set_pic(Reader *r, i16 arg)
{
    CcOptions *o = r->o;
    o->codegen.model = arg == 3 ? MODEL_PIC : arg == 2 ? MODEL_PIE : MODEL_STATIC;
}

static void set_link_kind(Reader *r, i16 arg)
{
    CcOptions *o = r->o;
    switch (arg) {
    case 's': o->is_static = true; break;
    case 'd': o->shared = true; break;
    case 'p': o->pie = true; o->pie_given = true; break;
    case 'n': o->pie = false; o->pie_given = true; o->static_pie = false; break;
    case 'q': o->static_pie = true; break;
    default: o->relocatable = true; break;
    }
}

static void set_link_flag(Reader *r, i16 arg)
{
    CcOptions *o = r->o;
    switch (arg) {
    case 'a': o->no_start_files = o->no_default_libs = true; break;
    case 'f': o->no_start_files = true; break;
    case 'l': o->no_default_libs = true; break;
    case 'c': o->no_libc = true; break;
    case 'x': o->export_dynamic = true; break;
    default: o->static_libgcc = arg == 'g'; break;
    }
}

static void set_target(Reader *r, const char *value)
{
    Str v = str_of(value);
    bool x64 = str_starts(v, "x86_64-") || str_starts(v, "amd64-");
    if (x64 && (str_ends(v, "linux-gnu") || str_is(v, "x86_64-linux"))) r->o->libc = LIBC_GLIBC;
    else if (x64 && str_ends(v, "linux-musl")) r->o->libc = LIBC_MUSL;
    else error(r, "target '%.100s' is not supported; kit has x86_64-linux-gnu and x86_64-linux-musl", value);
}

static void set_march(Reader *r, const char *value)
{
    static const char *const names[] = {"x86-64", "x86-64-v2", "x86-64-v3", "x86-64-v4", "native", "generic", "k8", "nocona", "core2", "nehalem", "westmere", "sandybridge", "ivybridge",
        "haswell", "broadwell", "skylake", "icelake-server", "znver1", "znver2", "znver3"};
    for (u32 k = 0; k < ARRAY_LEN(names); k++)
        if (strcmp(names[k], value) == 0) return; /* kit's code runs on all of them */
    error(r, "unknown processor '%.100s' for '-march='; kit makes code for x86-64", value);
}

/* What as understands, as far as kit's assembler has it. */
static void assembler_words(Reader *r, char **word, u32 n)
{
    AsmOptions *a = &r->o->assembler;
    for (u32 k = 0; k < n; k++) {
        Str w = str_of(word[k]);
        if (str_is(w, "--noexecstack")) a->noexecstack = true;
        else if (str_is(w, "--execstack")) a->execstack = true;
        else if (str_is(w, "--fatal-warnings")) a->fatal_warnings = true;
        else if (str_is(w, "-W") || str_is(w, "--no-warn")) a->warn_off = true;
        else if (str_is(w, "-I") && k + 1 < n) vec_push(&a->include_path, str_of(word[++k]));
        else if (str_starts(w, "-I") && w.len > 2) vec_push(&a->include_path, str_of(word[k] + 2));
        else if (str_is(w, "--defsym") && k + 1 < n) vec_push(&a->defsym, str_of(word[++k]));
        else if (str_starts(w, "--defsym=")) vec_push(&a->defsym, str_of(word[k] + 9));
        else if (w.len && !(str_is(w, "--64") || str_is(w, "-g") || str_starts(w, "--gdwarf") || str_starts(w, "-mrelax-relocations=") || str_is(w, "--warn") || str_starts(w, "--compress-debug-sections")
                            || str_starts(w, "--nocompress-debug-sections") || str_starts(w, "-march=") || str_starts(w, "-mtune=")))
            error(r, "unknown option '%.200s' for the assembler", word[k]);
    }
}

/* -Wp,-MD,FILE and -Wp,-MMD,FILE name their file; the rest is as on cc's own command line. */
static void preprocessor_words(Reader *r, char **word, u32 n)
{
    if (r->depth > 8) {
        error(r, "'-Wp,%.100s': options are nested too deeply", n ? word[0] : "");
        return;
    }
    u32 from = 0;
    char **rest = arena_new_array(&r->kit->arena, char *, n + 2);
    int count = 1;
    rest[0] = r->argv[0];
    for (; from < n; from++) {
        bool depend = strcmp(word[from], "-MD") == 0 || strcmp(word[from], "-MMD") == 0;
        rest[count++] = word[from];
        if (depend && from + 1 < n && word[from + 1][0] != '-') r->o->depend_file = word[++from];
    }
    Reader inner = *r;
    inner.depth++;
    read_words(&inner, count, rest);
    if (!inner.ok) r->ok = false;
}

static void apply(Reader *r, const Option *option, const char *word, const char *value)
{
    CcOptions *o = r->o;
    Kit *kit = r->kit;
    char **piece;
    switch ((Id)option->id) {
    case O_MODE:
        /* The earliest phase that is asked for to be the last one wins, as in gcc. */
        if (o->mode == CC_LINK || option->arg > (i16)o->mode) o->mode = (CcMode)option->arg;
        break;
    case O_OUTPUT: o->output = value; break;
    case O_LANGUAGE: set_language(r, value); break;
    case O_INCLUDE_DIRECTORY: {
        IncludeDirectory d = {str_of(value), (IncludeKind)option->arg};
        vec_push(&o->directory, d);
        break;
    }
    case O_INCLUDE: vec_push(&o->c.cpp.include, str_of(value)); break;
    case O_IMACROS: vec_push(&o->c.cpp.imacros, str_of(value)); break;
    case O_NOSTDINC: o->nostdinc = true; break;
    case O_DEFINE:
    case O_UNDEFINE: {
        CommandLineMacro m = {str_of(value), option->id == O_UNDEFINE};
        vec_push(&o->c.cpp.macro, m);
        break;
    }
    case O_UNDEF: o->c.cpp.no_builtin_macros = true; break;
    case O_TRIGRAPHS: o->c.cpp.trigraphs = true; break;
    case O_DEPEND:
    case O_DEPEND_ONLY:
        o->depend = true;
        o->depend_user_only = option->arg == 1;
        if (option->id == O_DEPEND_ONLY) o->mode = CC_DEPENDENCIES;
        break;
    case O_DEPEND_FILE: o->depend_file = value; break;
    case O_DEPEND_TARGET:
    case O_DEPEND_TARGET_QUOTED:
        if (o->depend_target.len) buf_u8(&o->depend_target, ' ');
        if (option->id == O_DEPEND_TARGET) buf_puts(&o->depend_target, value);
        else cc_escape_for_make(&o->depend_target, str_of(value));
        break;
    case O_DEPEND_PHONY: o->depend_phony = true; break;
    case O_STD: set_standard(r, value); break;
    case O_LANGUAGE_DIALECT: set_standard(r, "c89"); break;
    case O_LEVEL: set_level(r, value); break;
    case O_DEBUG: set_debug(r, value); break;
    case O_WARNING: set_warning(r, word, option->arg); break;
    case O_PRINT:
        if (option->arg == 'P') o->print.no_line_markers = true;
        else if (option->arg == 'C') o->print.keep_comments = true;
        else if (option->arg == 'M') o->print.only_defines = true;
        else o->print.keep_defines = true;
        break;
    case O_PIC: set_pic(r, option->arg); break;
    case O_LINK_FLAG: set_link_flag(r, option->arg); break;
    case O_LINK_KIND: set_link_kind(r, option->arg); break;
    case O_LINK_WORD: vec_push(&o->early_link, word); break;
    case O_LINK_VALUE:
        vec_push(&o->early_link, arena_printf(&kit->arena, "-%c", option->arg).ptr);
        vec_push(&o->early_link, value);
        break;
    case O_LIBRARY: link_word(r, join(r, "-l", value)); break;
    case O_LIBRARY_DIRECTORY: vec_push(&o->library_directory, value); break;
    case O_PREFIX: vec_push(&o->prefix, value); break;
    case O_SYSROOT: o->sysroot = value; break;
    case O_INCLUDE_SYSROOT: o->include_sysroot = value; break;
    case O_LIBC:
        if (strcmp(value, "glibc") == 0) o->libc = LIBC_GLIBC;
        else if (strcmp(value, "musl") == 0) o->libc = LIBC_MUSL;
        else error(r, "unknown C library '%.100s'; kit knows glibc and musl", value);
        break;
    case O_TARGET: set_target(r, value); break;
    case O_XLINKER: link_word(r, value); break;
    case O_XASSEMBLER: assembler_words(r, (char *[]){(char *)value}, 1); break;
    case O_XPREPROCESSOR: preprocessor_words(r, (char *[]){(char *)value}, 1); break;
    case O_WL: {
        u32 n = split(r, value, &piece);
        for (u32 k = 0; k < n; k++) link_word(r, piece[k]);
        break;
    }
    case O_WA: {
        u32 n = split(r, value, &piece);
        assembler_words(r, piece, n);
        break;
    }
    case O_WP: {
        u32 n = split(r, value, &piece);
        preprocessor_words(r, piece, n);
        break;
    }
    case O_BOOL: set_bool(r, option->arg); break;
    case O_VISIBILITY: {
        static const char *const names[] = {"default", "internal", "hidden", "protected"};
        u32 k = 0;
        while (k < 4 && strcmp(names[k], value) != 0) k++;
        if (k == 4) error(r, "unknown visibility '%.100s'; there are default, hidden, internal and protected", value);
        else o->c.visibility = o->codegen.visibility = k;
        break;
    }
    case O_PREFIX_MAP:
        if (!strchr(value, '=')) error(r, "'%.200s' wants OLD=NEW", word);
        if (option->arg & 1) vec_push(&o->c.cpp.prefix_map, str_of(value));
        if (option->arg & 2) vec_push(&o->codegen.debug_prefix_map, str_of(value));
        break;
    case O_COMPILATION_DIRECTORY: o->codegen.compilation_directory = str_of(value); break;
    case O_NO_BUILTIN_NAMED: o->c.builtins_off = true; break; /* one function or all: fewer builtins are never wrong */
    case O_COLOR:
        if (option->arg == 2 || strcmp(value, "always") == 0) kit->diag.color = true;
        else if (option->arg == 1 || strcmp(value, "never") == 0) kit->diag.color = false;
        else if (strcmp(value, "auto") == 0) kit->diag.color = isatty(2) != 0;
        else error(r, "'%.200s' wants always, never or auto", word);
        break;
    case O_ERROR_LIMIT:
    case O_OPT: {
        u64 x = 0;
        if (option->id == O_OPT && option->arg == 'd') {
            o->opt.dump_pass = str_of(value);
            break;
        }
        const char *p = value;
        while (*p >= '0' && *p <= '9' && x < UINT32_MAX) x = x * 10 + (u64)(*p++ - '0');
        if (*p || p == value) error(r, "'%.200s' wants a number", word);
        else if (option->id == O_OPT) o->opt.limit = x > UINT32_MAX ? UINT32_MAX : (u32)x;
        else kit->diag.error_limit = x > UINT32_MAX ? 0 : (u32)x;
        break;
    }
    case O_USE_LD: {
        static const char *const names[] = {"kit", "bfd", "lld", "gold", "mold", "ld"};
        u32 k = 0;
        while (k < ARRAY_LEN(names) && strcmp(names[k], value) != 0) k++;
        if (k == ARRAY_LEN(names)) error(r, "unknown linker '%.100s'; kit links by itself", value);
        break;
    }
    case O_MARCH: set_march(r, value); break;
    case O_CMODEL:
        if (strcmp(value, "small") != 0) error(r, "code model '%.100s' is refused: kit has the small one", value);
        break;
    case O_CHARSET:
        if (strcmp(value, "UTF-8") != 0 && strcmp(value, "utf-8") != 0 && strcmp(value, "UTF8") != 0 && !(str_starts(str_of(word), "-fwide") && strcmp(value, "UTF-32") == 0))
            error(r, "'%.200s' is refused: sources and strings are UTF-8", word);
        break;
    case O_QUERY: o->query = word; break;
    case O_VERBOSE:
        o->verbose = true;
        if (option->arg) o->dry_run = true;
        break;
    case O_PTHREAD: {
        CommandLineMacro m = {STR("_REENTRANT"), false};
        if (!o->pthread) vec_push(&o->c.cpp.macro, m);
        o->pthread = true;
        break;
    }
    case O_IGNORED: break;
    case O_REFUSED: error(r, "'%.200s' is not supported: %s", word, option->note); break;
    }
}

static bool ignored_flag(const char *word)
{
    Str w = str_of(word);
    if (!str_starts(w, "-f")) return false;
    w.ptr += 2;
    w.len -= 2;
    if (str_starts(w, "no-")) w.ptr += 3, w.len -= 3;
    for (u32 k = 0; k < w.len; k++)
        if (w.ptr[k] == '=') w.len = k;
    for (u32 k = 0; k < ARRAY_LEN(ignored_f); k++)
        if (str_is(w, ignored_f[k].name)) return true;
    return false;
}

/* The longest entry that fits the word. */
static const Option *find(const char *word)
{
    const Option *best = NULL;
    size_t length = 0, n = strlen(word);
    for (u32 k = 0; k < ARRAY_LEN(options); k++) {
        const Option *c = &options[k];
        size_t len = strlen(c->text);
        if (len > n || memcmp(c->text, word, len) != 0) continue;
        bool fits = c->how == JOINED || c->how == EITHER ? true : n == len;
        if (fits && (!best || len > length)) {
            best = c;
            length = len;
        }
    }
    return best;
}

static void read_words(Reader *r, int argc, char **argv)
{
    int saved_argc = r->argc, saved_i = r->i;
    char **saved_argv = r->argv;
    bool only_files = false;
    r->argc = argc;
    r->argv = argv;
    for (r->i = 1; r->i < argc; r->i++) {
        const char *word = argv[r->i];
        if (only_files || word[0] != '-' || word[1] == 0) {
            CcLanguage language = r->language ? r->language : cc_language_of(word);
            if (word[0] == '-' && word[1] == 0 && !r->language) {
                if (r->o->mode != CC_PREPROCESS) language = LANGUAGE_LINKER; /* decided when all is read: -E may follow */
                else language = LANGUAGE_C;
            }
            CcInput in = {language, word, NULL};
            vec_push(&r->o->input, in);
            continue;
        }
        if (strcmp(word, "--") == 0) {
            only_files = true;
            continue;
        }
        const Option *option = find(word);
        /* -f, -g, -O and -W have prefixes of one letter: what they do not know may be in the table of ignored flags. */
        if (!option) {
            if (ignored_flag(word)) continue;
            unknown(r, word);
            continue;
        }
        size_t len = strlen(option->text);
        const char *value = word + len;
        if (option->how == SEPARATE || (option->how == EITHER && !*value)) {
            if (r->i + 1 >= argc) {
                error(r, "'%.200s' wants an argument", word);
                break;
            }
            value = argv[++r->i];
        }
        apply(r, option, word, value);
    }
    r->argc = saved_argc;
    r->i = saved_i;
    r->argv = saved_argv;
}

bool cc_parse(Kit *kit, int argc, char **argv, CcLanguage language, CcOptions *o)
{
    Reader r = {0};
    r.kit = kit;
    r.o = o;
    r.ok = true;
    r.language = language;
    o->opt.limit = UINT32_MAX;
    o->codegen.model = MODEL_PIE;
    o->codegen.async_unwind = true;
    o->codegen.red_zone = true;
    o->codegen.no_common = true;
    o->codegen.producer = STR("kit " KIT_VERSION);
    o->c.cpp.standard = C_STD_C17;
    o->c.cpp.gnu = true;
    o->pie = true;
    kit->diag.color = isatty(2) != 0;
    read_words(&r, argc, argv);
    for (u32 k = 0; k < o->input.len; k++) {
        CcInput *in = &o->input.at[k];
        if (in->language != LANGUAGE_LINKER || strcmp(in->text, "-") != 0) continue;
        if (o->mode == CC_PREPROCESS || o->mode == CC_DEPENDENCIES) in->language = LANGUAGE_C;
        else error(&r, "say with '-x LANGUAGE' what standard input is");
    }
    o->c.cpp.pic = o->codegen.model == MODEL_PIC;
    o->c.cpp.pie = o->codegen.model == MODEL_PIE;
    o->c.position_independent = o->codegen.model == MODEL_PIC;
    o->c.syntax_only = o->mode == CC_SYNTAX;
    if (o->is_static && !o->static_pie && !(o->pie_given && o->pie)) o->pie = false;
    if (o->is_static && o->pie && o->pie_given) o->static_pie = true;
    if (o->shared || o->relocatable) o->pie = false;
    if (o->shared && o->relocatable) error(&r, "'-shared' and '-r' cannot be used together");
    return r.ok;
}

void cc_list_ignored(Buf *out)
{
    buf_puts(out, "Accepted, without an effect (-fNAME stands for -fno-NAME too):\n");
    for (u32 k = 0; k < ARRAY_LEN(options); k++)
        if (options[k].id == O_IGNORED) buf_printf(out, "  %-34s %s\n", options[k].text, options[k].note);
    for (u32 k = 0; k < ARRAY_LEN(ignored_f); k++) buf_printf(out, "  -f%-32s %s\n", ignored_f[k].name, ignored_f[k].why);
    buf_puts(out, "Refused:\n");
    for (u32 k = 0; k < ARRAY_LEN(options); k++)
        if (options[k].id == O_REFUSED) buf_printf(out, "  %-34s %s\n", options[k].text, options[k].note);
}

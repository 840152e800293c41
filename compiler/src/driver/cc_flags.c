/* The table of cc's flags; see cc_flags.h. In: a word of the command line. Out: what it is, or what was perhaps meant. */
#include "base/edit.h"
#include "driver/cc_flags.h"
#include "driver/cc.h"

static const char NO_CPLUSPLUS[] = "concerns C++ only";
static const char NO_HARDENING[] = "kit's code has no such check; the program behaves the same";
static const char HINT[] = "a hint to an optimizer that kit does not have";
static const char PERMISSION[] = "a permission that kit does not use";
static const char DIAGNOSTIC_STYLE[] = "a style of messages that kit does not have";
static const char DEBUG_DETAIL[] = "a detail of debug information that kit does not have";
static const char ALWAYS[] = "kit always does so";
static const char BASELINE[] = "kit makes code for every x86-64 processor";

static const Flag flags[] = {
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
    {"-MG", EXACT, O_DEPEND_GENERATED, 0, NULL},
    {"-H", EXACT, O_SHOW_INCLUDES, 0, NULL},
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
    {"-fgnuc-version=", JOINED, O_GNUC_VERSION, 0, NULL},
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
    {"-mno-omit-leaf-frame-pointer", EXACT, O_IGNORED, 0, ALWAYS},
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
    {"-Wfatal-errors", EXACT, O_ERROR_LIMIT, 1, NULL},
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
    {"isolate-erroneous-paths-dereference", PERMISSION}, {"ivopts", HINT}, {"keep-inline-functions", "functions that nothing uses are left out"}, {"lax-vector-conversions", "vectors of one size convert into one another by casts alone"},
    {"lto", "objects always hold machine code"}, {"lto-partition", "objects always hold machine code"}, {"math-errno", "kit always calls the library"},
    {"merge-all-constants", PERMISSION}, {"merge-constants", HINT}, {"message-length", DIAGNOSTIC_STYLE}, {"modulo-sched", HINT},
    {"move-loop-invariants", HINT}, {"omit-frame-pointer", "kit's functions keep their frame pointers"}, {"optimize-sibling-calls", HINT}, {"optimize-strlen", HINT}, {"partial-inlining", HINT},
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
    {"verbose-asm", "kit's assembly has no comments"}, {"vect-cost-model", HINT}, {"visibility-inlines-hidden", NO_CPLUSPLUS}, {"web", HINT}, {"wrapv", "kit's arithmetic always wraps"}, {"wrapv-pointer", "kit's arithmetic always wraps"}, {"whole-program", PERMISSION}, {"zero-call-used-regs", NO_HARDENING},
    {"sanitize", "kit has no sanitizers"}, {"sanitize-recover", "kit has no sanitizers"}, {"openmp", "kit does not have OpenMP"}, {"tls-model", "the linker relaxes accesses where it can"},
    {"analyzer", "kit has no analyzer"}, {"asm", ALWAYS}, {"dce", HINT}, {"dse", HINT}, {"split-stack", "kit uses one stack"}, {"pack-struct", ALWAYS}, {"rounding-math", ALWAYS}, {"trapv", ALWAYS},
    {"integrated-as", ALWAYS}, {"short-wchar", ALWAYS}, {"leading-underscore", ALWAYS}, {"profile-arcs", ALWAYS}, {"test-coverage", ALWAYS}, {"profile", ALWAYS}, {"gnu-tm", ALWAYS}, {"plan9-extensions", ALWAYS},
};

/* Warnings of gcc and clang that kit does not have: asking for them is no mistake. */
static const char *const other_warnings[] = {
    "abi", "aggregate-return", "aggressive-loop-optimizations", "alloc-size-larger-than", "alloc-zero", "alloca", "alloca-larger-than",
    "analyzer-too-complex", "arith-conversion", "array-parameter", "assign-enum", "attribute-alias", "bidi-chars", "c++-compat",
    "c11-c2x-compat", "c90-c99-compat", "c99-c11-compat", "cannot-profile", "cast-align", "cast-function-type", "class-memaccess",
    "clobbered", "comma", "comments", "conditional-uninitialized", "constant-conversion", "coverage-invalid-line-number",
    "coverage-mismatch", "covered-switch-default", "dangling-pointer", "deprecated", "designated-init", "disabled-macro-expansion",
    "disabled-optimization", "discarded-array-qualifiers", "documentation", "duplicate-enum", "duplicated-branches", "duplicated-cond",
    "extra-semi", "extra-semi-stmt", "format-diag", "format-overflow", "format-pedantic", "format-signedness", "format-truncation",
    "format-y2k", "frame-address", "frame-larger-than", "gnu", "gnu-statement-expression", "gnu-zero-variadic-macro-arguments",
    "if-not-aligned", "ignored-attributes", "implicit-int-conversion", "incompatible-pointer-types-discards-qualifiers",
    "infinite-recursion", "inline", "invalid-pch", "jump-misses-init", "language-extension-token", "larger-than", "lto-type-mismatch",
    "maybe-uninitialized", "mismatched-dealloc", "missing-attributes", "missing-format-attribute", "missing-include-dirs",
    "missing-noreturn", "missing-parameter-type", "missing-profile", "missing-variable-declarations", "multistatement-macros",
    "newline-eof", "non-virtual-dtor", "nonnull-compare", "normalized", "null-dereference", "null-pointer-arithmetic", "odr",
    "openacc-parallelism", "openmp-simd", "over-aligned", "overlength-strings", "override-init-side-effects", "packed",
    "packed-bitfield-compat", "packed-not-aligned", "padded", "pointer-bool-conversion", "pointer-compare", "poison-system-directories",
    "pragmas", "prio-ctor-dtor", "psabi", "reorder", "reserved-id-macro", "reserved-identifier", "restrict", "scalar-storage-order",
    "shadow-all", "shadow-compatible-local", "shadow-ivar", "shadow-local", "shorten-64-to-32", "sizeof-array-div",
    "sometimes-uninitialized", "stack-protector", "stack-usage", "strict-aliasing", "strict-overflow", "string-compare",
    "string-conversion", "stringop-overflow", "stringop-overread", "stringop-truncation", "suggest-attribute", "suggest-final-methods",
    "suggest-final-types", "suggest-override", "switch-bool", "sync-nand", "synth", "tabs", "tautological-constant-out-of-range-compare",
    "thread-safety", "traditional", "traditional-conversion", "trampolines", "trivial-auto-var-init", "tsan", "typedef-redefinition",
    "unguarded-availability", "unknown-attributes", "unknown-warning-option", "unreachable-code", "unsafe-loop-optimizations",
    "unsuffixed-float-constants", "unused-command-line-argument", "unused-macros", "use-after-free", "used-but-marked-unused",
    "useless-cast", "varargs", "vector-operation-performance", "vla-extension", "vla-larger-than", "vla-parameter", "volatile-register-var",
    "weak-vtables", "xor-used-as-pow", "zero-as-null-pointer-constant", "zero-length-array", "zero-length-bounds",
    /* Of other languages: build systems that compile C and C++ with the same options ask for them, and gcc goes on. */
    "abi-tag", "aligned-new", "assign-intercept", "c++0x-compat", "c++11-compat", "c++11-extensions", "c++14-compat", "c++14-extensions",
    "c++17-compat", "c++17-extensions", "c++1z-compat", "c++20-compat", "c++20-extensions", "c++23-extensions", "c++2a-compat",
    "cast-result", "catch-value", "class-conversion", "comma-subscript", "conditionally-supported", "conversion-null",
    "ctad-maybe-unsupported", "ctor-dtor-privacy", "delete-incomplete", "delete-non-virtual-dtor", "deprecated-copy",
    "deprecated-copy-dtor", "deprecated-enum-enum-conversion", "deprecated-enum-float-conversion", "effc++", "exceptions",
    "inaccessible-base", "inherited-variadic-ctor", "init-list-lifetime", "interference-size", "invalid-imported-macros",
    "invalid-offsetof", "literal-suffix", "mismatched-new-delete", "mismatched-tags", "missing-requires", "missing-template-keyword",
    "multiple-inheritance", "namespaces", "narrowing", "noexcept", "noexcept-type", "non-template-friend", "objc-root-class",
    "old-style-cast", "overloaded-virtual", "pessimizing-move", "placement-new", "pmf-conversions", "property-assign-default", "protocol",
    "range-loop-construct", "redundant-move", "redundant-tags", "register", "selector", "sign-promo", "sized-deallocation",
    "strict-null-sentinel", "strict-selector-match", "subobject-linkage", "templates", "terminate", "undeclared-selector", "vexing-parse",
    "virtual-inheritance", "virtual-move-assign", "volatile",
};

const Flag *flag_find(const char *word)
{
    const Flag *best = NULL;
    size_t length = 0, n = strlen(word);
    for (u32 k = 0; k < ARRAY_LEN(flags); k++) {
        const Flag *c = &flags[k];
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

bool flag_is_ignored(const char *word)
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

bool flag_is_other_warning(Str name)
{
    for (u32 k = 0; k < ARRAY_LEN(other_warnings); k++)
        if (str_is(name, other_warnings[k])) return true;
    return str_starts(name, "analyzer-");
}

static void consider(Str word, const char *candidate, u32 *best, const char **found)
{
    Str c = str_of(candidate);
    u32 d = edit_distance(word, c, *best);
    if (d < *best) {
        *best = d;
        *found = candidate;
    }
}

const char *flag_suggest(Kit *kit, const char *word)
{
    Str w = str_of(word);
    for (u32 k = 0; k < w.len; k++)
        if (w.ptr[k] == '=') w.len = k + 1;
    u32 best = w.len <= 3 ? 2 : w.len <= 8 ? 3 : 4;
    const char *found = NULL;
    for (u32 k = 0; k < ARRAY_LEN(flags); k++) {
        if (strlen(flags[k].text) > 2) consider(w, flags[k].text, &best, &found);
    }
    for (u32 k = 0; k < ARRAY_LEN(ignored_f); k++) {
        consider(w, arena_printf(&kit->arena, "-f%s", ignored_f[k].name).ptr, &best, &found);
        consider(w, arena_printf(&kit->arena, "-fno-%s", ignored_f[k].name).ptr, &best, &found);
    }
    return found;
}

/* Of a name behind -f: whether asking for it is refused, so that only -fno-NAME is without effect. */
static bool is_refused(const char *name)
{
    Str n = str_of(name);
    for (u32 k = 0; k < ARRAY_LEN(flags); k++) {
        Str text = str_of(flags[k].text);
        if (flags[k].id != O_REFUSED || !str_starts(text, "-f")) continue;
        text.ptr += 2;
        text.len -= 2 + (text.ptr[text.len - 3] == '=');
        if (str_eq(text, n)) return true;
    }
    return false;
}

void cc_list_ignored(Buf *out)
{
    buf_puts(out, "Accepted, without an effect (-fNAME stands for -fno-NAME too):\n");
    for (u32 k = 0; k < ARRAY_LEN(flags); k++)
        if (flags[k].id == O_IGNORED) buf_printf(out, "  %-34s %s\n", flags[k].text, flags[k].note);
    for (u32 k = 0; k < ARRAY_LEN(ignored_f); k++) {
        bool only_off = is_refused(ignored_f[k].name);
        buf_printf(out, "  -f%s%-*s %s\n", only_off ? "no-" : "", only_off ? 29 : 32, ignored_f[k].name, ignored_f[k].why);
    }
    buf_puts(out, "Refused:\n");
    for (u32 k = 0; k < ARRAY_LEN(flags); k++)
        if (flags[k].id == O_REFUSED) buf_printf(out, "  %-34s %s\n", flags[k].text, flags[k].note);
}

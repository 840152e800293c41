/* The flags that cc knows, as a table: gcc's options as make, configure, CMake, libtool and meson pass them.
   What is accepted without an effect says why, and so does what is refused. */
#ifndef KIT_DRIVER_CC_FLAGS_H
#define KIT_DRIVER_CC_FLAGS_H

#include "base/kit.h"

typedef enum FlagHow {
    EXACT,    /* the word itself */
    JOINED,   /* its value follows in the same word */
    SEPARATE, /* its value is the next word */
    EITHER    /* its value follows in the same word, or is the next one */
} FlagHow;

/* Setters of one field are grouped so that the table stays one line each. */
typedef enum FlagId {
    O_MODE, O_OUTPUT, O_LANGUAGE, O_INCLUDE_DIRECTORY, O_INCLUDE, O_IMACROS, O_NOSTDINC, O_DEFINE, O_UNDEFINE, O_UNDEF, O_TRIGRAPHS,
    O_DEPEND, O_DEPEND_ONLY, O_DEPEND_FILE, O_DEPEND_TARGET, O_DEPEND_TARGET_QUOTED, O_DEPEND_PHONY, O_DEPEND_GENERATED, O_SHOW_INCLUDES, O_GNUC_VERSION,
    O_STD, O_LEVEL, O_DEBUG, O_WARNING, O_PRINT, O_PIC, O_LINK_FLAG, O_LINK_KIND, O_LINK_WORD, O_LINK_VALUE, O_LIBRARY, O_LIBRARY_DIRECTORY, O_PREFIX,
    O_SYSROOT, O_INCLUDE_SYSROOT, O_LIBC, O_TARGET, O_XLINKER, O_XASSEMBLER, O_XPREPROCESSOR, O_WL, O_WA, O_WP,
    O_BOOL, O_VISIBILITY, O_PREFIX_MAP, O_NO_BUILTIN_NAMED, O_COLOR, O_ERROR_LIMIT, O_USE_LD, O_MARCH, O_CMODEL, O_CHARSET, O_QUERY,
    O_VERBOSE, O_OPT, O_COMPILATION_DIRECTORY, O_PTHREAD, O_LANGUAGE_DIALECT, O_IGNORED, O_REFUSED
} FlagId;

/* The fields that O_BOOL sets. */
typedef enum FlagField {
    F_FUNCTION_SECTIONS, F_DATA_SECTIONS, F_COMMON, F_CHAR_UNSIGNED, F_UNWIND, F_BUILTIN, F_FREESTANDING, F_GNU89_INLINE,
    F_RED_ZONE, F_PLT, F_JUMP_TABLES, F_ZERO_IN_BSS, F_SHORT_ENUMS, F_MS_EXTENSIONS, F_IDENT, F_COLUMN, F_DOLLARS, F_VERIFY, F_TIME, F_PREPROCESSED
} FlagField;

typedef struct Flag {
    const char *text;
    u8 how, id;
    i16 arg;          /* what the id makes of it */
    const char *note; /* of what is ignored or refused: why */
} Flag;

/* The longest flag that fits the word, or NULL. */
const Flag *flag_find(const char *word);
/* -fNAME and -fno-NAME, with or without a value, that change nothing. */
bool flag_is_ignored(const char *word);
/* Warnings of gcc and clang that kit does not have: asking for them is no mistake. `name` has neither -W nor a value. */
bool flag_is_other_warning(Str name);
/* The flag that was perhaps meant, or NULL. */
const char *flag_suggest(Kit *kit, const char *word);

#endif

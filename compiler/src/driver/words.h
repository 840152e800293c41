/* What the command lines of all tools share: @file, and long names for options of one letter. */
#ifndef KIT_DRIVER_WORDS_H
#define KIT_DRIVER_WORDS_H

#include "base/kit.h"

/* Replaces *argc and *argv by an expanded copy, in which the words of an @file take its place (quotes and backslashes as GNU's
   tools read them); a file that cannot be read stays as it is, as in GNU's tools.
   False after a reported error (files that include each other). */
bool response_expand(Kit *kit, const char *tool, int *argc, char ***argv);

typedef struct LongOption {
    const char *name, *letter;
} LongOption;

/* The word with one dash for one with two. NULL after an error that names it. */
const char *long_option(Kit *kit, const char *tool, const LongOption *table, u32 n, const char *word);

#endif

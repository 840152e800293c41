/* The options of the assembler, as kit as and cc's -Wa, understand them. */
#ifndef KIT_DRIVER_AS_OPTIONS_H
#define KIT_DRIVER_AS_OPTIONS_H

#include "asm/asm.h"

typedef enum AsOption { AS_OPTION_DONE, AS_OPTION_WRONG /* reported */, AS_OPTION_UNKNOWN } AsOption;

/* Takes word[*i], and the words after it that are its value; *i is then the last one taken. */
AsOption as_option(Kit *kit, const char *tool, AsmOptions *options, u32 n, char **word, u32 *i);
void as_list_ignored(Buf *out); /* what is accepted without an effect, and what is refused, with the reasons */

#endif

/* How far one word is from another, for hints of what was meant. */
#ifndef KIT_BASE_EDIT_H
#define KIT_BASE_EDIT_H

#include "base/base.h"

/* Edits from a to b, two neighbours exchanged counting as one (optimal string alignment); limit + 1 when there are more. */
u32 edit_distance(Str a, Str b, u32 limit);

#endif

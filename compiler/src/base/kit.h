/* The one context that is passed down: what a whole invocation shares. */
#ifndef KIT_BASE_KIT_H
#define KIT_BASE_KIT_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/names.h"
#include "base/source.h"

#define KIT_VERSION "0.1.0"

typedef struct Kit {
    Arena arena; /* lives until exit */
    Names names;
    Sources sources;
    Diag diag;
} Kit;

void kit_init(Kit *kit);

#endif

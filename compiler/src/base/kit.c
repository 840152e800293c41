/* Sets up the shared context; see kit.h. */
#include "base/kit.h"

void kit_init(Kit *kit)
{
    *kit = (Kit){0};
    names_init(&kit->names, &kit->arena);
    sources_init(&kit->sources, &kit->arena);
    diag_init(&kit->diag, &kit->sources);
}

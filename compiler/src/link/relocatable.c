/* -r: many objects into one. */
#include "link/internal.h"
#include "obj/elf.h"
bool link_relocatable(Link *link, Buf *out) { (void)out; return link_error(link, "-r: soon"); }

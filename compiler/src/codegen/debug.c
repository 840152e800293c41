/* Debug information; see DWARF 5. */
#include "codegen/cg.h"

void cg_note_line(Codegen *cg, ObjSectionId section, u32 offset, Loc loc)
{
    (void)section;
    (void)offset;
    (void)loc;
    (void)cg;
}

void debug_finish(Codegen *cg) { (void)cg; }

/* Frame layout: where each slot is, counted from the frame pointer downwards. Small slots come first, where displacements
   are short; slots of one alignment stand together, so that little is lost between them. */
#include "base/bits.h"
#include "codegen/cg.h"

enum { SMALL = 16, FRAME_LIMIT = 1 << 30, FRAME_ALIGN = 16 };

static void place(MSlot *s, u64 *down)
{
    u64 size = s->size, align = s->align ? s->align : 1;
    if (align > FRAME_ALIGN) { /* rounded up when its address is taken */
        size += align;
        align = FRAME_ALIGN;
    }
    *down = align_up(*down + size, align);
    s->offset = *down <= FRAME_LIMIT ? -(i32)*down : 0;
}

bool frame_layout(MFunc *f, u32 saved)
{
    u64 down = saved;
    u32 present = 0; /* logs of the alignments that small slots have */
    for (u32 k = 1; k < f->slot.len; k++) {
        const MSlot *s = &f->slot.at[k];
        if (s->used && s->size <= SMALL && s->align <= FRAME_ALIGN) present |= 1u << log2_floor(s->align ? s->align : 1);
    }
    for (u32 log = 4; log + 1 > 0; log--) {
        if (!(present >> log & 1)) continue;
        for (u32 k = 1; k < f->slot.len; k++) {
            MSlot *s = &f->slot.at[k];
            if (s->used && s->size <= SMALL && (s->align ? s->align : 1) == 1u << log) place(s, &down);
        }
    }
    for (u32 k = 1; k < f->slot.len; k++) {
        MSlot *s = &f->slot.at[k];
        if (!s->used || (s->size <= SMALL && s->align <= FRAME_ALIGN)) continue;
        place(s, &down);
        if (down > FRAME_LIMIT) return false;
    }
    down = align_up(down + f->outgoing, FRAME_ALIGN);
    f->frame_size = (u32)down;
    return down <= FRAME_LIMIT;
}

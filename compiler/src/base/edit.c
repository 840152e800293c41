/* How far one word is from another; see edit.h. */
#include "base/edit.h"

u32 edit_distance(Str a, Str b, u32 limit)
{
    enum { LONGEST = 63 };
    u32 rows[3][LONGEST + 1], difference = a.len > b.len ? a.len - b.len : b.len - a.len;
    if (difference > limit || a.len > LONGEST || b.len > LONGEST) return limit + 1;
    u32 *before = rows[0], *above = rows[1], *here = rows[2];
    for (u32 j = 0; j <= b.len; j++) above[j] = j;
    for (u32 i = 1; i <= a.len; i++) {
        u32 best = here[0] = i;
        for (u32 j = 1; j <= b.len; j++) {
            u32 d = above[j - 1] + (a.ptr[i - 1] != b.ptr[j - 1]);
            if (above[j] + 1 < d) d = above[j] + 1;
            if (here[j - 1] + 1 < d) d = here[j - 1] + 1;
            if (i > 1 && j > 1 && a.ptr[i - 1] == b.ptr[j - 2] && a.ptr[i - 2] == b.ptr[j - 1] && before[j - 2] + 1 < d) d = before[j - 2] + 1;
            here[j] = d;
            if (d < best) best = d;
        }
        /* An exchange reaches back over one row, and adds one to what is there. */
        if (best > limit + 1) return limit + 1;
        u32 *oldest = before;
        before = above;
        above = here;
        here = oldest;
    }
    return above[b.len] > limit ? limit + 1 : above[b.len];
}

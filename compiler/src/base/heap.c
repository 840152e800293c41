/* The heap's manners; see heap.h. A compiler touches fresh memory all the time, and each small page that it touches first costs
   a fault of the system, at 20 MB a tenth of the run: so the heap is one region, and lies on large pages where there are any.
   In and out: nothing. Without glibc or Linux nothing is done, and nothing depends on it. */
#include "base/heap.h"

#include "base/base.h"

#if defined(__linux__) && defined(__GLIBC__)
#include <malloc.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

enum { LARGE_PAGE = 2 << 20, HEAP_STEP = 16 << 20 };

void heap_prepare(void)
{
    /* Arrays that grow stay in the heap, instead of moving to a mapping of small pages each. */
    mallopt(M_MMAP_THRESHOLD, 1 << 30);
    mallopt(M_TOP_PAD, HEAP_STEP);
    char *first = malloc(1), *end = sbrk(0);
    uintptr_t from = align_up((uintptr_t)first, LARGE_PAGE), to = (uintptr_t)end & ~(uintptr_t)(LARGE_PAGE - 1);
    /* Another allocator than glibc's may stand in for it, with its memory elsewhere. */
    bool is_ours = first && (uintptr_t)first < (uintptr_t)end && (uintptr_t)end - (uintptr_t)first < 2 * (uintptr_t)HEAP_STEP;
    if (is_ours && from < to) madvise((void *)from, to - from, MADV_HUGEPAGE);
    free(first);
}
#else
void heap_prepare(void) {}
#endif

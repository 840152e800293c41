/* Memory aligned for vectors; what <xmmintrin.h> brings. */
#ifndef _MM_MALLOC_H_INCLUDED
#define _MM_MALLOC_H_INCLUDED

#include <stdlib.h>

extern int posix_memalign(void **, size_t, size_t);

static __inline__ void *_mm_malloc(size_t __size, size_t __alignment)
{
    void *__p;
    if (__alignment < sizeof(void *)) __alignment = sizeof(void *);
    return posix_memalign(&__p, __alignment, __size) ? (void *)0 : __p;
}

static __inline__ void _mm_free(void *__p) { free(__p); }

#endif

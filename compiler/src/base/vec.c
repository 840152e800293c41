/* Growth of VEC arrays; see vec.h. */
#include "base/vec.h"

#include <stdio.h>
#include <stdlib.h>

void *vec_grow_(void *at, u32 *cap, u64 need, size_t elem_size)
{
    u64 n = *cap ? (u64)*cap * 2 : 16;
    if (n < need) n = need;
    if (n > UINT32_MAX) n = UINT32_MAX;
    void *p = need <= UINT32_MAX && n <= SIZE_MAX / elem_size ? realloc(at, (size_t)n * elem_size) : NULL;
    if (!p) {
        fprintf(stderr, "kit: fatal error: out of memory (%llu elements wanted)\n", (unsigned long long)need);
        exit(1);
    }
    *cap = (u32)n;
    return p;
}

void vec_free_(void *at) { free(at); }

/* Typed growable arrays: VEC(T) is a struct {T *at; u32 len, cap;}; zero-initialized is empty.
   Elements move when the array grows: hold indices, not pointers. */
#ifndef KIT_BASE_VEC_H
#define KIT_BASE_VEC_H

#include "base/base.h"

#define VEC(T) \
    struct { \
        T *at; \
        u32 len, cap; \
    }

/* Returns memory for at least `need` elements and sets *cap; ends the process when there is none. */
void *vec_grow_(void *at, u32 *cap, u64 need, size_t elem_size);
void vec_free_(void *at);

#define vec_reserve(v, n) \
    ((void)((u64)(n) > (v)->cap ? ((v)->at = vec_grow_((v)->at, &(v)->cap, (u64)(n), sizeof *(v)->at), 0) : 0))
#define vec_push(v, x) (vec_reserve((v), (u64)(v)->len + 1), (void)((v)->at[(v)->len++] = (x)))
/* Adds an uncleared element and gives its address: (v)->at is read only after the array has grown. */
#define vec_add(v) (vec_reserve((v), (u64)(v)->len + 1), &(v)->at[(v)->len++])
/* Adds n uncleared elements and gives the index of the first. Not to be added to (v)->at in one expression: either may be read first. */
#define vec_extend(v, n) (vec_reserve((v), (u64)(v)->len + (n)), (v)->len += (u32)(n), (v)->len - (u32)(n))
#define vec_last(v) ((v)->at[(v)->len - 1])
#define vec_pop(v) ((v)->at[--(v)->len])
#define vec_clear(v) ((void)((v)->len = 0))
#define vec_free(v) (vec_free_((v)->at), (v)->at = NULL, (v)->len = (v)->cap = 0)

#endif

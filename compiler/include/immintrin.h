/* Every vector intrinsic that this compiler's target has: SSE and SSE2, as __SSE__ and __SSE2__ say and no other macro does. */
#ifndef _IMMINTRIN_H_INCLUDED
#define _IMMINTRIN_H_INCLUDED

#include <emmintrin.h>

#endif

//! what: conversions between vectors of one size, of vectors that casts made, and of integers of their size (GCC manual, "Vector Extensions")
#include "../check.h"

typedef int v4si __attribute__((vector_size(16)));
typedef float v4sf __attribute__((vector_size(16)));
typedef unsigned char v16qi __attribute__((vector_size(16)));
typedef short v4hi __attribute__((vector_size(8)));

static v4si bits(v4sf f) { return (v4si)f; }

int main(void)
{
    v4sf f = {1.0f, -2.0f, 0.5f, 0.0f};
    v4si i = bits(f) + (v4si)(v16qi)(v4si){1, 2, 3, 4};
    CHECK(i[0] == 0x3f800001 && i[1] == (int)0xc0000002 && i[2] == 0x3f000003 && i[3] == 4);
    CHECK(((v16qi)i)[0] == 1 && ((v16qi)i)[3] == 0x3f);
    CHECK(((unsigned long)(v4hi){1, 2, 3, 4}) == 0x0004000300020001);
    v4hi h = (v4hi)0x0008000700060005;
    CHECK(h[0] == 5 && h[3] == 8);
    v4si less = (v4sf)i < f;
    CHECK(less[0] == 0 && less[1] == -1 && less[2] == 0 && less[3] == 0);
    return 0;
}

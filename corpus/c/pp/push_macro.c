//! what: #pragma push_macro and pop_macro save and restore a definition (GNU C)
#include "../check.h"

#define VALUE 1
#pragma push_macro("VALUE")
#undef VALUE
#define VALUE 2
static const int inner = VALUE;
#pragma pop_macro("VALUE")
static const int outer = VALUE;

int main(void)
{
    CHECK(inner == 2 && outer == 1);
    return 0;
}

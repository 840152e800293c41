//! what: a macro may be defined again with the same replacement list (C11 6.10.3p2)
#include "../check.h"

#define OBJ_LIKE (1-1)
#define OBJ_LIKE   /* white space */   (1-1) /* other */
#define FUNC_LIKE(a) ( a )
#define FUNC_LIKE( a )( /* note the white space */ \
    a /* other stuff on this line
      */ )

int main(void)
{
    CHECK(OBJ_LIKE == 0);
    CHECK(FUNC_LIKE(3) == 3);
    return 0;
}

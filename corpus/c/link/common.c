//! what: tentative definitions of two units merge as common symbols with -fcommon (GNU C, gABI chapter 4)
//! flags: -fcommon
//! with: part_common.c
//! unless: sanitize instrumented objects are not common
#include "../check.h"

int shared;
int initialized_there;
long array[10];
void set(void);
int *where(void);

int main(void)
{
    CHECK(shared == 0 && initialized_there == 9 && array[9] == 0);
    set();
    CHECK(shared == 5 && array[9] == 7 && where() == &shared);
    return 0;
}

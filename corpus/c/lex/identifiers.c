//! what: identifiers: long ones differ late, dollars, underscores, four name spaces (C11 6.4.2, 6.2.3)
#include "../check.h"

static int a_very_long_identifier_that_differs_only_at_its_very_end_which_is_far_beyond_sixty_three_characters_1 = 1;
static int a_very_long_identifier_that_differs_only_at_its_very_end_which_is_far_beyond_sixty_three_characters_2 = 2;
static int dollar$sign = 3;
static int _ = 4, __ = 5;

struct same { int same; };
typedef struct { int x; } other;

int main(void)
{
    struct same same = { 7 };
    other other = { 8 };
    CHECK(a_very_long_identifier_that_differs_only_at_its_very_end_which_is_far_beyond_sixty_three_characters_1 == 1);
    CHECK(a_very_long_identifier_that_differs_only_at_its_very_end_which_is_far_beyond_sixty_three_characters_2 == 2);
    CHECK(dollar$sign == 3 && _ + __ == 9);
    goto same;
    return 99;
same:
    CHECK(same.same == 7 && other.x == 8);
    {
        enum same2 { same2 = 9 };
        enum same2 v = same2;
        CHECK(v == 9);
    }
    return 0;
}

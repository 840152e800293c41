//! what: constexpr objects are constants wherever one is wanted (C23 6.6, 6.7.2)
//! flags: -std=c2x
//! unless: gcc Debian 12 has gcc 12, which lacks this part of C23
//! unless: clang Debian 12 has clang 14, which lacks this part of C23
#include "../check.h"

constexpr int n = 5;
constexpr double half = 0.5;
constexpr struct {
    int x;
    unsigned b : 3;
    int a[3];
} s = {1, 7, {2, 3}};
constexpr char text[] = "abc";
constexpr int table[10] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, ranges[6] = {[1 ... 3] = 4, [4] = 9};
constexpr int *nothing = nullptr;

enum { NEXT = n + 1, MEMBER = s.a[1], BITS = s.b, REST = s.a[2], LETTER = text[1], ENTRY = table[9], RANGE = ranges[2] };
static int array[n];
static_assert(half == 0.5 && ranges[0] == 0 && ranges[4] == 9 && text[3] == 0);
struct field {
    unsigned f : n;
};

static int choose(int x)
{
    constexpr int local = n * 2, *null = nullptr;
    switch (x) {
    case local: return 1;
    case table[2]: return 2;
    }
    return null == nothing ? 3 : 4;
}

int main(void)
{
    CHECK(NEXT == 6 && MEMBER == 3 && BITS == 7 && REST == 0 && LETTER == 'b' && ENTRY == 10 && RANGE == 4);
    CHECK(sizeof array == 20 && choose(10) == 1 && choose(3) == 2 && choose(0) == 3);
    static constexpr float quarter = .25f;
    static float quarters[(int)(quarter * 8)];
    CHECK(sizeof quarters == 8 && quarter == .25f);
    CHECK((constexpr int){5} == 5 && *&(static int){4} == 4);
    for (int i = 0; i < 2; i++) {
        int *kept = &(static int){10};
        CHECK(*kept == 10 + i);
        ++*kept;
    }
    return 0;
}

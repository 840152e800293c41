//! what: auto deduces the type; typeof and typeof_unqual (C23 6.7.3.6, 6.7.10)
//! flags: -std=c2x
//! unless: gcc Debian 12 has gcc 12, which lacks this part of C23
//! unless: clang Debian 12 has clang 14, which lacks this part of C23
#include "../check.h"

auto real = 1.5;
static auto wide = 2L;
const volatile int source = 3;
typeof_unqual(source) plain = 4;
const char words[2][3] = {"ab", "cd"};
typeof_unqual(words) writable;

int main(void)
{
    auto p = &real;
    const auto c = 'x';
    auto text = "string";
    auto int storage = 7;
    CHECK(_Generic(real, double: 1) && _Generic(wide, long: 1) && _Generic(&c, const int *: 1) && _Generic(text, char *: 1));
    CHECK(_Generic(p, double *: 1) && storage == 7);
    plain++;
    writable[1][0] = 'x';
    CHECK(plain == 5 && writable[1][0] == 'x' && sizeof writable == 6);
    for (auto i = 0ul; i < 3; i++) CHECK(sizeof i == 8);
    typeof(p) q = p;
    CHECK(*q == 1.5);
    return 0;
}

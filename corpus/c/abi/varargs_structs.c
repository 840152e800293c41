//! what: va_arg of structures of every class, in registers and on the stack (psABI 3.5.7)
#include "../check.h"
#include <stdarg.h>
#include "structs.h"

static double total(const char *format, ...)
{
    va_list list;
    double t = 0;
    va_start(list, format);
    for (; *format; format++) {
        switch (*format) {
        case '1': t += va_arg(list, struct i1).a; break;
        case '3': t += va_arg(list, struct i3).a[2]; break;
        case '5': t += va_arg(list, struct i5).a[4]; break;
        case '8': { struct i8 s = va_arg(list, struct i8); t += s.a + s.b; break; }
        case 'i': { struct i16 s = va_arg(list, struct i16); t += s.a + s.b + s.c; break; }
        case 'f': { struct f8 s = va_arg(list, struct f8); t += s.a + s.b; break; }
        case 'F': { struct f12 s = va_arg(list, struct f12); t += s.a + s.b + s.c; break; }
        case 'd': { struct d16 s = va_arg(list, struct d16); t += s.a + s.b; break; }
        case 'm': { struct id s = va_arg(list, struct id); t += s.a + s.b; break; }
        case 'M': { struct di s = va_arg(list, struct di); t += s.a + s.b; break; }
        case 'b': { struct m24 s = va_arg(list, struct m24); t += s.a + s.b + s.c; break; }
        case 'x': t += va_arg(list, struct x16).a; break;
        case 'X': { struct x32 s = va_arg(list, struct x32); t += s.a + s.b; break; }
        case 'u': t += va_arg(list, union uid).b; break;
        case 'n': t += va_arg(list, int); break;
        case 'e': t += va_arg(list, double); break;
        }
    }
    va_end(list);
    return t;
}

int main(void)
{
    struct i1 i1 = { 1 };
    struct i3 i3 = { { 0, 0, 2 } };
    struct i5 i5 = { { 0, 0, 0, 0, 3 } };
    struct i8 i8 = { 4, 5 };
    struct i16 i16 = { 6, 7, 8 };
    struct f8 f8 = { 9, 10 };
    struct f12 f12 = { 11, 12, 13 };
    struct d16 d16 = { 14, 15 };
    struct id id = { 16, 17 };
    struct di di = { 18, 19 };
    struct m24 m24 = { 20, 21, 22 };
    struct x16 x16 = { 23 };
    struct x32 x32 = { 24, 25 };
    union uid u = { .b = 26 };
    CHECK(total("13", i1, i3) == 3 && total("58", i5, i8) == 12);
    CHECK(total("ifFd", i16, f8, f12, d16) == 21 + 19 + 36 + 29);
    CHECK(total("mMbxXu", id, di, m24, x16, x32, u) == 33 + 37 + 63 + 23 + 49 + 26);
    CHECK(total("nnnnini", 1, 1, 1, 1, i16, 1, i16) == 5 + 42);
    CHECK(total("iiii", i16, i16, i16, i16) == 84);
    CHECK(total("eeeeeeede", 1., 1., 1., 1., 1., 1., 1., d16, 1.) == 8 + 29);
    CHECK(total("dddddmM", d16, d16, d16, d16, d16, id, di) == 5 * 29 + 33 + 37);
    CHECK(total("nnnnnmmmn", 1, 1, 1, 1, 1, id, id, id, 1) == 6 + 99);
    CHECK(total("nxnXnbn", 1, x16, 1, x32, 1, m24, 1) == 4 + 23 + 49 + 63);
    CHECK(total("nnnnnnnxbX", 1, 1, 1, 1, 1, 1, 1, x16, m24, x32) == 7 + 23 + 63 + 49);
    return 0;
}

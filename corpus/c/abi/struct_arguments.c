//! what: structures of every class passed by value, with registers running out (psABI 3.2.3)
//! with: part_struct_arguments.c
#include "../check.h"
#include "structs.h"

int integers(struct i1 a, struct i3 b, struct i4 c, struct i5 d, struct i8 e, struct i12 f);
int spill(int a, int b, int c, int d, int e, struct i16 f, struct i4 g, int h);
int spill_memory(struct m17 a, int b, struct m24 c, int d, int e, int f, int g, int h, struct i16 i, int j);
double floats(struct f4 a, struct f8 b, struct f12 c, struct f16 d, struct d8 e, struct d16 f);
double spill_sse(double a, double b, double c, double d, double e, double f, double g, struct d16 h, struct d8 i, double j);
double mixed(struct id a, struct di b, struct fi c, struct fif d, struct ffi e, struct nested f);
double mixed_spill(int a, int b, int c, int d, int e, struct id f, struct id g, int h, double i);
long double x87(struct x16 a, struct x32 b, int c, long double d);
double unions(union uid a, union uf b, union ul c, int d);
long others(struct ub a, struct pk b, struct pkd c, struct ptr d, struct empty_tail e, struct md24 f);
int aligned(int a, struct al b, int c, int d, int e, int f, int g, struct al h, int i, struct al j);
static int plus(int x) { return x + 1; }

int main(void)
{
    CHECK(integers((struct i1){ 1 }, (struct i3){ { 2, 3, 4 } }, (struct i4){ 5 }, (struct i5){ { 6, 7, 8, 9, 10 } }, (struct i8){ 11, 12 },
                   (struct i12){ 13, 14, 15 }) == 1240);
    CHECK(spill(1, 2, 3, 4, 5, (struct i16){ 6, 7, 8 }, (struct i4){ 9 }, 10) == 385);
    CHECK(spill_memory((struct m17){ "abcdefghijklmnop" }, 2, (struct m24){ 3, 4, 5 }, 6, 7, 8, 9, 10, (struct i16){ 11, 12, 13 }, 14) == 97 + 112 + 2 + 12 + 6 + 7 + 8 + 9 + 10 + 36 + 14);
    CHECK(floats((struct f4){ 1 }, (struct f8){ 2, 3 }, (struct f12){ 4, 5, 6 }, (struct f16){ { 7, 8, 9, 10 } }, (struct d8){ 11 }, (struct d16){ 12, 13 }) == 819);
    CHECK(spill_sse(1, 2, 3, 4, 5, 6, 7, (struct d16){ 8, 9 }, (struct d8){ 10 }, 11) == 506);
    struct nested n = { { 1, { 2 } }, { 3 } };
    CHECK(mixed((struct id){ 1, 2 }, (struct di){ 3, 4 }, (struct fi){ 5, 6 }, (struct fif){ 7, 8, 9 }, (struct ffi){ 10, 11, 12 }, n) == 650 + 13 + 28 + 45);
    CHECK(mixed_spill(1, 2, 3, 4, 5, (struct id){ 6, 7 }, (struct id){ 8, 9 }, 10, 11) == 506);
    CHECK(x87((struct x16){ 1 }, (struct x32){ 2, 3 }, 4, 5) == 55);
    union uid u1 = { .b = 1.5 };
    union uf u2 = { .b = { 2.5f, 3.5f } };
    union ul u3 = { .a = 4.5L };
    CHECK(unions(u1, u2, u3, 5) == 17);
    struct md24 md = { 1, 2, 3 };
    CHECK(others((struct ub){ 5, 1000, 70000, -5 }, (struct pk){ 1, 2 }, (struct pkd){ 3, 4 }, (struct ptr){ "A", plus }, (struct empty_tail){ 7 }, md)
          == 5 + 1000 + 70000 - 5 + 1 + 2 + 3 + 4 + 65 + 10 + 7 + 1 + 2 + 3);
    CHECK(aligned(1, (struct al){ 2 }, 3, 4, 5, 6, 7, (struct al){ 8 }, 9, (struct al){ 10 }) == 385);
    return 0;
}

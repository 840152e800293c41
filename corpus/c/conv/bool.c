//! what: conversion to _Bool is a comparison with zero for every scalar type (C11 6.3.1.2)
#include "../check.h"

static _Bool from_int(int x) { return x; }
static _Bool from_long(long x) { return x; }
static _Bool from_double(double x) { return x; }
static _Bool from_long_double(long double x) { return x; }
static _Bool from_pointer(const void *x) { return x; }
struct bits { _Bool a : 1, b : 1; };

int main(void)
{
    CHECK(from_int(256) == 1 && from_int(0) == 0 && from_int(-1) == 1);
    CHECK(from_long(1L << 40) == 1 && from_long(0) == 0);
    CHECK(from_double(0.5) == 1 && from_double(-0.0) == 0 && from_double(1e-320) == 1);
    CHECK(from_double(__builtin_nan("")) == 1);
    CHECK(from_long_double(0.1L) == 1 && from_long_double(0) == 0);
    CHECK(from_pointer("") == 1 && from_pointer(0) == 0);
    CHECK((_Bool)0.25f == 1 && (_Bool)256 == 1 && (_Bool)(char)0 == 0);
    CHECK(sizeof(_Bool) == 1);
    struct bits s = { 2, 0 };
    CHECK(s.a == 1 && s.b == 0);
    s.b = 4;
    CHECK(s.b == 1 && s.a + s.b == 2);
    _Bool b = 0;
    b++;
    CHECK(b == 1);
    b++;
    CHECK(b == 1);
    b--;
    CHECK(b == 0);
    b--;
    CHECK(b == 1);
    b += 5;
    CHECK(b == 1);
    b -= 1;
    CHECK(b == 0);
    b |= 8;
    CHECK(b == 1);
    b = !b;
    CHECK(b == 0 && ~b == -1 && -b == 0);
    return 0;
}

//! what: vector types: operators, conversions, subscripts, initializers, shuffles (GNU C)
//! flags: -fwrapv
#include "../check.h"

/* Every operator of an element type against the same on scalars. */
#define INTEGERS(name, type, count)                                                        \
    typedef type v_##name __attribute__((vector_size(count * sizeof(type))));              \
    static int name(type k)                                                                \
    {                                                                                      \
        v_##name a, b, r, old;                                                             \
        for (int i = 0; i < count; i++) a[i] = (type)(i * 37 - 60), b[i] = (type)(i + 1);  \
        r = a + b; for (int i = 0; i < count; i++) CHECK(r[i] == (type)(a[i] + b[i]));     \
        r = a - b; for (int i = 0; i < count; i++) CHECK(r[i] == (type)(a[i] - b[i]));     \
        r = a * b; for (int i = 0; i < count; i++) CHECK(r[i] == (type)(a[i] * b[i]));     \
        r = a / b; for (int i = 0; i < count; i++) CHECK(r[i] == (type)(a[i] / b[i]));     \
        r = a % b; for (int i = 0; i < count; i++) CHECK(r[i] == (type)(a[i] % b[i]));     \
        r = a & b; for (int i = 0; i < count; i++) CHECK(r[i] == (type)(a[i] & b[i]));     \
        r = a | b; for (int i = 0; i < count; i++) CHECK(r[i] == (type)(a[i] | b[i]));     \
        r = a ^ b; for (int i = 0; i < count; i++) CHECK(r[i] == (type)(a[i] ^ b[i]));     \
        r = a >> (b & 3); for (int i = 0; i < count; i++) CHECK(r[i] == (type)(a[i] >> (b[i] & 3))); \
        r = b << 2; for (int i = 0; i < count; i++) CHECK(r[i] == (type)(b[i] << 2));      \
        r = ~a; for (int i = 0; i < count; i++) CHECK(r[i] == (type)~a[i]);                \
        r = -a; for (int i = 0; i < count; i++) CHECK(r[i] == (type)-a[i]);                \
        r = a + k; for (int i = 0; i < count; i++) CHECK(r[i] == (type)(a[i] + k));        \
        r = k - a; for (int i = 0; i < count; i++) CHECK(r[i] == (type)(k - a[i]));        \
        r = (v_##name)(a < b); for (int i = 0; i < count; i++) CHECK(r[i] == (type)-(a[i] < b[i])); \
        r = (v_##name)(a >= b); for (int i = 0; i < count; i++) CHECK(r[i] == (type)-(a[i] >= b[i])); \
        r = (v_##name)(a == k); for (int i = 0; i < count; i++) CHECK(r[i] == (type)-(a[i] == k)); \
        r = (v_##name)(a != b); for (int i = 0; i < count; i++) CHECK(r[i] == (type)-(a[i] != b[i])); \
        r = (v_##name)(a > b); for (int i = 0; i < count; i++) CHECK(r[i] == (type)-(a[i] > b[i])); \
        r = (v_##name)(b <= a); for (int i = 0; i < count; i++) CHECK(r[i] == (type)-(b[i] <= a[i])); \
        old = a; r = (a += b); for (int i = 0; i < count; i++) CHECK(r[i] == (type)(old[i] + b[i]) && a[i] == r[i]); \
        a -= b; a ^= b; a ^= b; a <<= 1; for (int i = 0; i < count; i++) CHECK(a[i] == (type)(old[i] * 2)); \
        a[0] = k; a[count - 1] += 2; CHECK(count == 1 || (a[0] == k && a[count - 1] == (type)(old[count - 1] * 2 + 2))); \
        return 0;                                                                          \
    }
INTEGERS(bytes, signed char, 16)
INTEGERS(unsigned_bytes, unsigned char, 16)
INTEGERS(shorts, short, 8)
INTEGERS(unsigned_shorts, unsigned short, 8)
INTEGERS(ints, int, 4)
INTEGERS(unsigneds, unsigned, 4)
INTEGERS(longs, long, 2)
INTEGERS(unsigned_longs, unsigned long, 2)
INTEGERS(half_bytes, unsigned char, 8)
INTEGERS(half_ints, int, 2)
INTEGERS(single_long, long, 1)
INTEGERS(double_ints, int, 8)
INTEGERS(many_shorts, short, 32)

typedef float v4sf __attribute__((vector_size(16)));
typedef double v2df __attribute__((__vector_size__(16), __may_alias__));
typedef int v4si __attribute__((vector_size(16)));
typedef long v2di __attribute__((vector_size(16)));
typedef short v8hi __attribute__((vector_size(16)));
__attribute__((vector_size(8))) float pair_of_floats = {1, 2};
int declared __attribute__((vector_size(16))) = {7};

static int floats(float x)
{
    v4sf a = {1.5f, -2, 4, 0}, b = {2, 2, 2, 2}, r;
    r = a * b + x;
    CHECK(r[0] == 3 + x && r[1] == -4 + x && r[2] == 8 + x && r[3] == x);
    r = -a / 2.0f;
    CHECK(r[0] == -0.75f && r[1] == 1 && r[2] == -2);
    v4si m = a > b, n = a == 0;
    CHECK(m[0] == 0 && m[1] == 0 && m[2] == -1 && m[3] == 0 && n[3] == -1 && n[0] == 0);
    v2df d = {1, 2};
    d += 0.5;
    d *= d;
    CHECK(d[0] == 2.25 && d[1] == 6.25);
    v2di bits = (v2di)d;
    CHECK(bits[0] == 0x4002000000000000 && ((v4sf)(v4si){0x3f800000})[0] == 1);
    v4si whole = __builtin_convertvector(a, v4si);
    CHECK(whole[0] == 1 && whole[1] == -2 && whole[2] == 4);
    CHECK(pair_of_floats[1] == 2 && (pair_of_floats + pair_of_floats)[1] == 4 && declared[0] == 7 && declared[3] == 0);
    return 0;
}

struct holder { char c; v4si v; char d; v8hi w[2]; };
static struct holder global = {1, {2, 3, 4, 5}, 6, {{7, 8}, {9}}};
static const v4si table[] = {{1, 2, 3, 4}, {5, 6, 7, 8}, {9}};
static v4si next(v4si a) { return a + 1; }

static int objects(int which)
{
    CHECK(sizeof(struct holder) == 80 && _Alignof(struct holder) == 16 && sizeof table == 48 && _Alignof(v4si) == 16);
    CHECK(global.v[3] == 5 && global.d == 6 && global.w[0][1] == 8 && global.w[1][0] == 9 && global.w[1][7] == 0);
    CHECK(table[which][0] == 5 && table[2][1] == 0);
    struct holder local = {.v = table[1], .w = {[1] = {which, which + 1}}};
    CHECK(local.v[2] == 7 && local.w[1][1] == which + 1 && local.w[0][0] == 0);
    v4si a = {which, 2}, *p = &a, b = next(next(a));
    CHECK((*p)[0] == which && p[0][1] == 2 && b[0] == which + 2 && next(b)[3] == 3);
    b = which ? a : b;
    CHECK(b[0] == which);
    b = (v4si){1, 2, 3, 4} * which;
    CHECK(b[3] == 4 * which);
    b[which] = 50;
    b[which]++;
    CHECK(b[1] == 51 && b[0] == 1 && b[2] == 3);
    int *element = &((int *)&b)[2];
    CHECK(*element == 3);
    long long word = 0x100000002;
    typedef int v2si __attribute__((vector_size(8)));
    v2si halves = (v2si)word;
    CHECK(halves[0] == 2 && halves[1] == 1 && (long long)(halves + 1) == 0x200000003);
    return 0;
}

static int shuffles(int k)
{
    v4si a = {10, 11, 12, 13}, b = {20, 21, 22, 23};
#ifndef __clang__
    v4si mask = {3, k, 6, 1}, r = __builtin_shuffle(a, mask);
    CHECK(r[0] == 13 && r[1] == a[k] && r[2] == 12 && r[3] == 11);
    r = __builtin_shuffle(a, b, mask);
    CHECK(r[0] == 13 && r[1] == a[k] && r[2] == 22 && r[3] == 11);
#else
    v4si r;
    (void)k;
#endif
    r = __builtin_shufflevector(a, b, 0, 4, 1, 5);
    CHECK(r[0] == 10 && r[1] == 20 && r[2] == 11 && r[3] == 21);
    CHECK(__builtin_shufflevector(a, b, 7, 0)[0] == 23 && sizeof(__builtin_shufflevector(a, b, 7, 0)) == 8);
    return 0;
}

int main(void)
{
    RUN(bytes(5));
    RUN(unsigned_bytes(200));
    RUN(shorts(-300));
    RUN(unsigned_shorts(60000));
    RUN(ints(-70000));
    RUN(unsigneds(4000000000u));
    RUN(longs(-5000000000));
    RUN(unsigned_longs(~0ul));
    RUN(half_bytes(1));
    RUN(half_ints(2));
    RUN(single_long(3));
    RUN(double_ints(4));
    RUN(many_shorts(5));
    RUN(floats(0.25f));
    RUN(objects(1));
    RUN(shuffles(2));
    return 0;
}

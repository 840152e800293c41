/* The soft floating room against the host: parsing against strto*, arithmetic and conversion against the processor.
   long double and __float128 are compared only where the host compiler has them. */
#include "base/fnum.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__TINYC__)
#define HAVE_X87 1
#endif
#if defined(HAVE_X87) && !defined(__clang__) && __GNUC__ >= 7
#define HAVE_QUAD 1
typedef __float128 Quad;
#endif

static u64 state = 88172645463325252u;
static u32 failures;

static u64 rnd(void)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

static bool same(FloatBits a, FloatBits b) { return a.lo == b.lo && a.hi == b.hi; }

static void fail(const char *what, const char *detail, FloatFormat format, FloatBits got, FloatBits want)
{
    if (failures++ < 20)
        printf("FAIL %s format %d: %.80s: got %016llx:%016llx, want %016llx:%016llx\n", what, (int)format, detail, (unsigned long long)got.hi,
               (unsigned long long)got.lo, (unsigned long long)want.hi, (unsigned long long)want.lo);
}

static FloatBits of_float(float x)
{
    u32 bits;
    memcpy(&bits, &x, 4);
    return (FloatBits){bits, 0};
}

static FloatBits of_double(double x)
{
    u64 bits;
    memcpy(&bits, &x, 8);
    return (FloatBits){bits, 0};
}

#ifdef HAVE_X87
static FloatBits of_x87(long double x)
{
    FloatBits b = {0, 0};
    memcpy(&b, &x, 10);
    return b;
}

static long double to_x87(FloatBits b)
{
    long double x = 0;
    memcpy(&x, &b, 10);
    return x;
}
#endif

#ifdef HAVE_QUAD
static FloatBits of_quad(Quad x)
{
    FloatBits b;
    memcpy(&b, &x, 16);
    return b;
}
#endif

static void check_parse(const char *text)
{
    FloatBits got;
    bool overflow;
    Str s = str_of(text);
    if (!float_parse(s, FLOAT_BINARY32, &got, &overflow) || !same(got, of_float(strtof(text, NULL))))
        fail("parse", text, FLOAT_BINARY32, got, of_float(strtof(text, NULL)));
    if (!float_parse(s, FLOAT_BINARY64, &got, &overflow) || !same(got, of_double(strtod(text, NULL))))
        fail("parse", text, FLOAT_BINARY64, got, of_double(strtod(text, NULL)));
#ifdef HAVE_X87
    if (!float_parse(s, FLOAT_X87, &got, &overflow) || !same(got, of_x87(strtold(text, NULL))))
        fail("parse", text, FLOAT_X87, got, of_x87(strtold(text, NULL)));
#endif
#if defined(HAVE_QUAD) && defined(__GLIBC__)
    if (!float_parse(s, FLOAT_BINARY128, &got, &overflow) || !same(got, of_quad(strtof128(text, NULL))))
        fail("parse", text, FLOAT_BINARY128, got, of_quad(strtof128(text, NULL)));
#endif
}

static void test_parse(void)
{
    static const char *const fixed[] = {
        "0.0", "0e5", "1.0", "0.1", ".5", "5.", "1e308", "1.7976931348623157e308", "1.7976931348623158e308", "1.7976931348623159e308",
        "1.797693134862315808e308", "1e309", "4.9406564584124654e-324", "2.4703282292062327e-324", "2.4703282292062328e-324",
        "2.2250738585072011e-308", "2.2250738585072014e-308", "1e-400", "1e-4000", "1e-5000", "1e-50000", "1e5000", "1e999999999999",
        "9007199254740993", "9007199254740992.5", "9007199254740993.0000000000000000000000000000001", "3.4028235677973366e38",
        "3.4028235677973365e38", "1.17549429e-38", "7.0064923216240853e-46", "7.0064923216240854e-46", "1.401298464324817e-45",
        "3.6451995318824746025e-4951", "1.8225997659412373013e-4951", "6.4751751194380251109e-4966", "1.18973149535723176502e4932",
        "8.98846567431158e307", "0x1p0", "0x.8p1", "0x1.fffffffffffff8p1023", "0x1.fffffffffffff7p1023", "0x1p-1074", "0x1p-1075",
        "0x1.000001p-1075", "0x1.0000010p0", "0x1.000001000000000000000000000000000000000000001p0", "0x123456789abcdef123456789abcdef123456789p-8",
        "0x1p-16494", "0x1p-16495", "0x1p-16445", "0x1p99999999999", "0x0p5", "0x1.fffffep127", "0x1.ffffffp127", "0XAP+3",
        "12345678901234567890123456789012345678901234567890", "0.000000000000000000000000000000000000000000000000000000000001",
        "1152921504606846976e-27", "9999999999999999999e27", "9999999999999999999e-27", "18446744073709551615e0"};
    for (u32 i = 0; i < ARRAY_LEN(fixed); i++) check_parse(fixed[i]);
    char text[400];
    for (u32 i = 0; i < 60000; i++) {
        u32 n = 1 + (u32)(rnd() % (i % 50 == 0 ? 300 : 24)), k = 0, point = (u32)(rnd() % (n + 1));
        for (u32 j = 0; j < n; j++) {
            if (j == point) text[k++] = '.';
            text[k++] = (char)('0' + rnd() % 10);
        }
        static const i32 reach[] = {5, 30, 60, 330, 5000};
        i32 range = reach[rnd() % ARRAY_LEN(reach)];
        sprintf(text + k, "e%d", (int)(rnd() % (u64)(2 * range)) - range);
        check_parse(text);
    }
    /* Points exactly halfway, and one digit above and below, at full length. */
    char *longest = malloc(20000);
    if (!longest) abort();
    for (u32 i = 0; i < 300; i++) {
        u64 bits = rnd() & 0x7fffffffffffffffu;
        if (i % 3 == 0) bits &= 0x000fffffffffffffu;
        double x;
        memcpy(&x, &bits, 8);
        if (!isfinite(x)) continue;
        double y = nextafter(x, INFINITY);
        if (!isfinite(y)) continue;
#ifdef HAVE_X87
        long double middle = ((long double)x + (long double)y) / 2;
        sprintf(longest, "%.1200Lf", middle);
        check_parse(longest);
        strcat(longest, "000000000000000000000001");
        check_parse(longest);
#endif
    }
    /* Longer than any exact expansion: only the last digit decides. */
    memset(longest, 0, 20000);
    sprintf(longest, "9007199254740993.");
    memset(longest + strlen(longest), '0', 15000);
    check_parse(longest);
    strcat(longest, "1");
    check_parse(longest);
    free(longest);
    static const char *const wrong[] = {"", ".", "e5", "1e", "1e+", "1.2.3", "0x", "0x1", "0x.p1", "1x", "1e5x", "0x1p", "0x1.2.3p1", "1f"};
    for (u32 i = 0; i < ARRAY_LEN(wrong); i++) {
        FloatBits got;
        if (float_parse(str_of(wrong[i]), FLOAT_BINARY64, &got, NULL)) fail("malformed", wrong[i], FLOAT_BINARY64, got, got);
    }
}

/* Bit patterns near the interesting exponents as often as anywhere. */
static u64 pattern64(void)
{
    u64 x = rnd();
    switch (rnd() % 8) {
    case 0: return x & 0x800fffffffffffffu;
    case 1: return (x & 0x800fffffffffffffu) | 0x7fe0000000000000u;
    case 2: return (x & 0x8000000000000000u) | (0x3ff + rnd() % 60) << 52;
    case 3: return (x & 0x800fffffffffffffu) | (0x3d0 + rnd() % 90) << 52;
    case 4: return x & 0xfff0000000000000u;
    default: return x;
    }
}

static u32 pattern32(void)
{
    u32 x = (u32)rnd();
    switch (rnd() % 6) {
    case 0: return x & 0x807fffffu;
    case 1: return (x & 0x807fffffu) | 0x7f000000u;
    case 2: return (x & 0x807fffffu) | (u32)(0x70 + rnd() % 30) << 23;
    default: return x;
    }
}

static void check(const char *what, FloatFormat format, FloatBits a, FloatBits b, FloatBits got, FloatBits want)
{
    if (float_is_nan(got, format) && float_is_nan(want, format)) return;
    if (same(got, want)) return;
    char text[100];
    sprintf(text, "%s %016llx:%016llx %016llx:%016llx", what, (unsigned long long)a.hi, (unsigned long long)a.lo, (unsigned long long)b.hi,
            (unsigned long long)b.lo);
    fail("arithmetic", text, format, got, want);
}

static void check_order(FloatFormat format, FloatBits a, FloatBits b, bool less, bool equal, bool greater)
{
    FloatOrder want = less ? FLOAT_LESS : equal ? FLOAT_EQUAL : greater ? FLOAT_GREATER : FLOAT_UNORDERED;
    if (float_compare(a, b, format) != want) fail("compare", "", format, a, b);
}

static void test_arithmetic(void)
{
    for (u32 i = 0; i < 200000; i++) {
        u64 p = pattern64(), q = pattern64();
        if (i % 5 == 0) q = p ^ (rnd() & 7) ^ (rnd() & 1) << 63; /* cancellation */
        double x, y;
        memcpy(&x, &p, 8);
        memcpy(&y, &q, 8);
        FloatBits a = {p, 0}, b = {q, 0};
        check("+", FLOAT_BINARY64, a, b, float_arith(FLOAT_ADD, a, b, FLOAT_BINARY64), of_double(x + y));
        check("-", FLOAT_BINARY64, a, b, float_arith(FLOAT_SUB, a, b, FLOAT_BINARY64), of_double(x - y));
        check("*", FLOAT_BINARY64, a, b, float_arith(FLOAT_MUL, a, b, FLOAT_BINARY64), of_double(x * y));
        check("/", FLOAT_BINARY64, a, b, float_arith(FLOAT_DIV, a, b, FLOAT_BINARY64), of_double(x / y));
        check("to float", FLOAT_BINARY32, a, b, float_convert(a, FLOAT_BINARY64, FLOAT_BINARY32), of_float((float)x));
        check_order(FLOAT_BINARY64, a, b, x < y, x == y, x > y);
#ifdef HAVE_X87
        check("to x87", FLOAT_X87, a, b, float_convert(a, FLOAT_BINARY64, FLOAT_X87), of_x87((long double)x));
        long double lx = (long double)x, ly = (long double)y;
        FloatBits la = of_x87(lx), lb = of_x87(ly);
        la.lo |= rnd() & 0x7ff; /* all 64 bits, unless the number is special */
        if (!isfinite(lx) || lx == 0) la = of_x87(lx);
        if (rnd() % 4 == 0 && isfinite(lx) && lx != 0) la.hi = (la.hi & 0x8000) | rnd() % 0x7fff;
        if (rnd() % 4 == 0 && isfinite(ly) && ly != 0) lb.hi = (lb.hi & 0x8000) | rnd() % 0x7fff;
        if ((la.hi & 0x7fff) == 0) la.lo &= 0x7fffffffffffffffu;
        if ((lb.hi & 0x7fff) == 0) lb.lo &= 0x7fffffffffffffffu;
        lx = to_x87(la);
        ly = to_x87(lb);
        check("+", FLOAT_X87, la, lb, float_arith(FLOAT_ADD, la, lb, FLOAT_X87), of_x87(lx + ly));
        check("-", FLOAT_X87, la, lb, float_arith(FLOAT_SUB, la, lb, FLOAT_X87), of_x87(lx - ly));
        check("*", FLOAT_X87, la, lb, float_arith(FLOAT_MUL, la, lb, FLOAT_X87), of_x87(lx * ly));
        check("/", FLOAT_X87, la, lb, float_arith(FLOAT_DIV, la, lb, FLOAT_X87), of_x87(lx / ly));
        check("to double", FLOAT_BINARY64, la, lb, float_convert(la, FLOAT_X87, FLOAT_BINARY64), of_double((double)lx));
        check_order(FLOAT_X87, la, lb, lx < ly, lx == ly, lx > ly);
#endif
#ifdef HAVE_QUAD
        FloatBits qa = {rnd(), rnd()}, qb = {rnd(), rnd()};
        if (rnd() % 2) qb.hi = (qb.hi & 0x8000ffffffffffffu) | ((qa.hi >> 48 & 0x7fff) + rnd() % 120 - 60) % 0x7fff << 48;
        if (rnd() % 8 == 0) qa.hi &= 0x8000ffffffffffffu;
        if (rnd() % 8 == 0) qb = (FloatBits){qa.lo ^ (rnd() & 3), qa.hi ^ (u64)(rnd() & 1) << 63};
        Quad u, v;
        memcpy(&u, &qa, 16);
        memcpy(&v, &qb, 16);
        check("+", FLOAT_BINARY128, qa, qb, float_arith(FLOAT_ADD, qa, qb, FLOAT_BINARY128), of_quad(u + v));
        check("-", FLOAT_BINARY128, qa, qb, float_arith(FLOAT_SUB, qa, qb, FLOAT_BINARY128), of_quad(u - v));
        check("*", FLOAT_BINARY128, qa, qb, float_arith(FLOAT_MUL, qa, qb, FLOAT_BINARY128), of_quad(u * v));
        check("/", FLOAT_BINARY128, qa, qb, float_arith(FLOAT_DIV, qa, qb, FLOAT_BINARY128), of_quad(u / v));
        check("to x87", FLOAT_X87, qa, qb, float_convert(qa, FLOAT_BINARY128, FLOAT_X87), of_x87((long double)u));
        check("to double", FLOAT_BINARY64, qa, qb, float_convert(qa, FLOAT_BINARY128, FLOAT_BINARY64), of_double((double)u));
#endif
        u32 fp = pattern32(), fq = pattern32();
        float fx, fy;
        memcpy(&fx, &fp, 4);
        memcpy(&fy, &fq, 4);
        FloatBits fa = {fp, 0}, fb = {fq, 0};
        check("+", FLOAT_BINARY32, fa, fb, float_arith(FLOAT_ADD, fa, fb, FLOAT_BINARY32), of_float(fx + fy));
        check("*", FLOAT_BINARY32, fa, fb, float_arith(FLOAT_MUL, fa, fb, FLOAT_BINARY32), of_float(fx * fy));
        check("/", FLOAT_BINARY32, fa, fb, float_arith(FLOAT_DIV, fa, fb, FLOAT_BINARY32), of_float(fx / fy));
        check("to double", FLOAT_BINARY64, fa, fb, float_convert(fa, FLOAT_BINARY32, FLOAT_BINARY64), of_double((double)fx));
    }
}

static void test_integers(void)
{
    for (u32 i = 0; i < 100000; i++) {
        u64 x = rnd() >> rnd() % 64;
        FloatBits none = {x, 0};
        check("from i64", FLOAT_BINARY64, none, none, float_from_int(x, true, FLOAT_BINARY64), of_double((double)(i64)x));
        check("from i64", FLOAT_BINARY32, none, none, float_from_int(x, true, FLOAT_BINARY32), of_float((float)(i64)x));
        check("from u64", FLOAT_BINARY64, none, none, float_from_int(x, false, FLOAT_BINARY64), of_double((double)x));
        check("from u64", FLOAT_BINARY32, none, none, float_from_int(x, false, FLOAT_BINARY32), of_float((float)x));
        u64 p = (rnd() & 0x800fffffffffffffu) | (0x3f0 + rnd() % 80) << 52, got;
        double d;
        memcpy(&d, &p, 8);
        FloatBits a = {p, 0};
        bool fits = float_to_int(a, FLOAT_BINARY64, 64, true, &got);
        bool should = d > -9223372036854775809.0 && d < 9223372036854775808.0;
        if (fits != should || (fits && got != (u64)(i64)d)) fail("to i64", "", FLOAT_BINARY64, a, (FloatBits){got, 0});
        fits = float_to_int(a, FLOAT_BINARY64, 32, false, &got);
        should = d > -1.0 && d < 4294967296.0;
        if (fits != should || (fits && got != (u64)(i64)d)) fail("to u32", "", FLOAT_BINARY64, a, (FloatBits){got, 0});
        fits = float_to_int(a, FLOAT_BINARY64, 8, true, &got);
        should = d > -129.0 && d < 128.0;
        if (fits != should || (fits && got != (u64)(i64)d)) fail("to i8", "", FLOAT_BINARY64, a, (FloatBits){got, 0});
    }
}

static void test_print(void)
{
    static const FloatFormat formats[] = {FLOAT_BINARY32, FLOAT_BINARY64, FLOAT_X87, FLOAT_BINARY128};
    for (u32 i = 0; i < 40000; i++) {
        FloatFormat f = formats[i % 4];
        FloatBits a = float_convert((FloatBits){pattern64() & 0x7fffffffffffffffu, 0}, FLOAT_BINARY64, f), back;
        if (f == FLOAT_BINARY128) a.lo ^= rnd();
        if (float_is_nan(a, f) || same(a, float_inf(f, false))) continue;
        char text[64];
        float_print_hex(a, f, text);
        if (!float_parse(str_of(text), f, &back, NULL) || !same(a, back)) fail("print", text, f, back, a);
    }
    char text[64];
    float_print_hex((FloatBits){0xbff8000000000000u, 0}, FLOAT_BINARY64, text);
    if (strcmp(text, "-0x1.8p+0") != 0) fail("print", text, FLOAT_BINARY64, (FloatBits){0, 0}, (FloatBits){0, 0});
    if (!float_is_nan(float_nan(FLOAT_X87, 5, true), FLOAT_X87)) fail("nan", "", FLOAT_X87, (FloatBits){0, 0}, (FloatBits){0, 0});
    if (!same(float_nan(FLOAT_BINARY64, 0, true), (FloatBits){0x7ff4000000000000u, 0})) fail("nans", "", FLOAT_BINARY64, (FloatBits){0, 0}, (FloatBits){0, 0});
    if (!same(float_nan(FLOAT_BINARY64, 0, false), (FloatBits){0x7ff8000000000000u, 0})) fail("nan", "", FLOAT_BINARY64, (FloatBits){0, 0}, (FloatBits){0, 0});
}

int main(void)
{
    test_parse();
    test_arithmetic();
    test_integers();
    test_print();
    if (failures) printf("test_fnum: %u failures\n", (unsigned)failures);
    return failures != 0;
}

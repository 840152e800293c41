/* Calls what cases.ir defines and checks every answer; exits with 1 when one is wrong. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

typedef int64_t i64;
typedef uint64_t u64;
static int failures, checks;
static void expect(const char *what, i64 got, i64 want)
{
    checks++;
    if (got == want) return;
    failures++;
    printf("FAIL %s: %lld, not %lld\n", what, (long long)got, (long long)want);
}

struct s24 { i64 a; double b; void *c; };
_Thread_local i64 tls_value = 1000;
void clobber(void)
{
    __asm__ volatile("mov $-7, %%rax; mov %%rax, %%rcx; mov %%rax, %%rdx; mov %%rax, %%rsi; mov %%rax, %%rdi; mov %%rax, %%r8; mov %%rax, %%r9; mov %%rax, %%r10;"
                     "mov %%rax, %%r11; movq %%rax, %%xmm0; movaps %%xmm0, %%xmm1; movaps %%xmm0, %%xmm2; movaps %%xmm0, %%xmm3; movaps %%xmm0, %%xmm4"
                     ::: "rax", "rcx", "rdx", "rsi", "rdi", "r8", "r9", "r10", "r11", "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "memory", "cc");
}
void sink(void *p) { *(volatile char *)p += 0; clobber(); }

i64 swap(i64, i64, i64), lost_copy(i64);
int phi_cycle(int);
long double wide_phi(int, long double, long double);
double float_phi(int, double, float);
int switch_dense(int), switch_byte(signed char), switch_wide(i64), computed(int), frame(void *);
i64 switch_sparse(i64), fresh_stack(i64), aligned_slots(i64), threads(i64), across_blocks(i64, i64, double), late_block(i64), deep(i64);
struct s24 big_copy(void *, void *);
void odd_copies(void *, void *), odd_zeros(void *);
i64 shift_pressure(i64, i64, i64, i64, i64, i64), divide_pressure(i64, i64, i64, i64, i64, i64), address_forms(void *, i64, int), same_operand(i64);
i64 order_of_memory(i64 *, i64 *), many_arguments(i64, double);
i64 take_many(signed char a, unsigned short b, int c, i64 d, void *e, unsigned char f, short g, signed char h, float i, double j, long double k, int l,
              double m, double n, double o, double p, double q, double r, double s);

static u64 rotl(u64 x, u64 n) { n &= 63; return n ? x << n | x >> (64 - n) : x; }
static i64 deep_c(i64 x)
{
    static const int prime[20] = {3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73};
    u64 v[20], d[10];
    for (int k = 0; k < 20; k++) v[k] = (u64)x * (u64)prime[k];
    for (int k = 0; k < 10; k++) d[k] = v[k] - v[19 - k];
    return (i64)((d[0] ^ d[1]) * (d[2] ^ d[3]) + (d[4] ^ d[5]) * (d[6] ^ d[7]) + (d[8] ^ d[9]) + v[0] + v[19]);
}
static i64 shifts_c(u64 a, u64 b, u64 c, u64 d, i64 e, u64 f)
{
    u64 t12 = b << (a & 63);
    i64 t14 = e >> (t12 & 63);
    u64 t15 = (u64)t14 << (t14 & 63);
    return (i64)(((a << (d & 63)) ^ (d >> (d & 63)) ^ t12 ^ rotl(c, f) ^ (u64)t14 ^ t15) + d + f);
}
static i64 divides_c(i64 a, i64 b, i64 c, i64 d, i64 e, i64 f)
{
    i64 t10 = a / c, t11 = c % a, t13 = (i64)((u64)b % (u64)c);
    u64 t12 = (u64)d / (u64)t10;
    i64 t14 = (i64)t12 / (i64)t12, t15 = (i64)((__int128)e * f >> 64);
    i64 t16 = (i64)((unsigned __int128)(u64)f * (u64)t13 >> 64);
    return (i64)(((u64)t10 + (u64)t11 + (u64)t16 + t12 + (u64)t13 + (u64)t14 + (u64)t15 + (u64)c) << (d & 63)) + a;
}
static i64 take_many_c(signed char a, unsigned short b, int c, i64 d, i64 e, unsigned char f, short g, signed char h, float i, double j, long double k, int l, double r, double s)
{
    return a * 3 + b * 5 + (i64)c * 7 + d * 11 + e * 13 + f * 17 + g * 19 + h * 23 + (i64)i * 29 + (i64)j * 31 + (i64)k * 37 + (i64)l * 41 + (i64)s * 43 + (i64)r * 47;
}

int main(void)
{
    for (i64 n = 1; n < 6; n++) {
        expect("swap", swap(3, 8, n), n & 1 ? 3008 : 8003);
        expect("lost_copy", lost_copy(3 * n), 3 * (n - 1));
    }
    expect("phi_cycle", phi_cycle(0), 123);
    expect("phi_cycle", phi_cycle(1), 231);
    expect("phi_cycle", phi_cycle(2), 312);
    expect("phi_cycle", phi_cycle(3), 123);
    expect("wide_phi", (i64)(wide_phi(1, 2.5L, 4) * 10), -65);
    expect("wide_phi", (i64)(wide_phi(0, 2.5L, 4) * 10), -100);
    expect("float_phi", (i64)(float_phi(0, 10, 20) * 10), 105);
    expect("float_phi", (i64)(float_phi(1, 10, 20) * 10), 230);
    static const int dense[] = {-1, 8, -1, 10, 11, 12, 13, -1, 15, 10, 17, -1};
    for (int k = -3; k < 9; k++) expect("switch_dense", switch_dense(k), dense[k + 3]);
    expect("switch_dense", switch_dense(INT32_MIN), -1);
    expect("switch_dense", switch_dense(INT32_MAX), -1);
    static const struct { i64 at, want; } sparse[] = {{0, 2}, {1000, 3}, {-1000, 4}, {INT64_MAX, 5}, {INT64_MIN, 6}, {4294967296, 7}, {77, 8}, {78, 2}, {79, 3}, {80, 4},
        {81, 5}, {82, 6}, {83, 7}, {84, 9}, {76, 9}, {1, 9}, {-1, 9}, {4294967297, 9}, {4294967295, 9}, {INT64_MIN + 1, 9}, {INT64_MAX - 1, 9}};
    for (unsigned k = 0; k < sizeof sparse / sizeof *sparse; k++) expect("switch_sparse", switch_sparse(sparse[k].at), sparse[k].want);
    for (int k = -128; k < 128; k++) expect("switch_byte", switch_byte((signed char)k), k == -1 ? 2 : k == 127 ? 3 : k == -128 ? 4 : k >= 0 && k < 4 ? 5 : 6);
    static const int wide[] = {5, 2, 3, 4, 2, 3, 5};
    for (int k = -1; k < 6; k++) expect("switch_wide", switch_wide(1099511627776 + k), wide[k + 1]);
    expect("switch_wide", switch_wide(0), 5);
    expect("computed", computed(0), 100);
    expect("computed", computed(1), 200);
    expect("fresh_stack", fresh_stack(100), 4950);
    expect("aligned_slots", aligned_slots(21), 42);
    unsigned char a[512], b[512], c[512];
    for (int k = 0; k < 512; k++) a[k] = (unsigned char)(k * 7 + 1);
    struct s24 s = big_copy(a, b);
    expect("big_copy", memcmp(a, b, 500), 0);
    expect("big_copy result", memcmp(&s, a + 8, 24), 0);
    memset(b, 0xaa, sizeof b);
    odd_copies(b, a);
    memset(c, 0xaa, sizeof c);
    memcpy(c, a, 1), memcpy(c + 16, a + 16, 3), memcpy(c + 32, a + 32, 7), memcpy(c + 48, a + 48, 13), memcpy(c + 64, a + 64, 31), memcpy(c + 128, a + 128, 61);
    expect("odd_copies", memcmp(b, c, sizeof b), 0);
    memset(b, 0xaa, sizeof b);
    odd_zeros(b);
    memset(c, 0xaa, sizeof c);
    memset(c, 0, 1), memset(c + 16, 0, 3), memset(c + 32, 0, 7), memset(c + 48, 0, 13), memset(c + 64, 0, 31), memset(c + 128, 0, 61), memset(c + 256, 0, 200);
    expect("odd_zeros", memcmp(b, c, sizeof b), 0);
    expect("frame", frame(a), 1);
    expect("threads", threads(5), 1042 + 5);
    expect("threads", tls_value, 1042);
    expect("across_blocks", across_blocks(6, 7, 3.0), 42 + 9 + (1ll << 40));
    expect("across_blocks", across_blocks(7, 6, 3.0), 42 + 9 + (1ll << 41));
    expect("late_block", late_block(9), 82);
    for (i64 k = -3; k < 40; k++) expect("deep", deep(k * 0x1234567), deep_c(k * 0x1234567));
    for (i64 k = 1; k < 40; k++) {
        expect("shift_pressure", shift_pressure(k, -k, k * 77, k + 3, -k * 999, k * 5), shifts_c((u64)k, (u64)-k, (u64)(k * 77), (u64)k + 3, -k * 999, (u64)(k * 5)));
        expect("divide_pressure", divide_pressure(k * 1000, -k, k, k * 999999, -k * 12345678901, k << 40), divides_c(k * 1000, -k, k, k * 999999, -k * 12345678901, k << 40));
    }
    i64 m[16];
    for (int k = 0; k < 16; k++) m[k] = 0x0102030405060708 * (k + 1);
    i64 old = m[5], first = m[0];
    i64 w = *(unsigned short *)((char *)m + 2 * 9), t = *((signed char *)m + 8 * 3 + 9);
    expect("address_forms", address_forms(m, 3, 9), old + 7 + w + t + first);
    expect("address_forms", m[5], 7);
    expect("same_operand", same_operand(5), 25 + (5ll << 5) + 10);
    i64 x = 3, y = 4;
    expect("order_of_memory", order_of_memory(&x, &y), (3 + (3 << 8)) * 100 + 5 + 600000);
    x = 3;
    expect("order_of_memory", order_of_memory(&x, &x), (5 + (3 << 8)) * 100 + 6 + 600000);
    for (i64 k = -1000; k < 100000; k += 3777) {
        i64 one = take_many_c((signed char)k, (unsigned short)k, (int)k, k, k, (unsigned char)k, (short)k, -5, 2.5f, 2.5, 2.5L, (int)k, 2.5, 2.5);
        i64 two = take_many_c(-1, 65535, -1, one, 0, 255, -1, (signed char)k, 1, 0, 2.5L, -1, 8, 16);
        expect("many_arguments", many_arguments(k, 2.5), one + two);
        expect("take_many", take_many((signed char)k, (unsigned short)k, (int)k, k, (void *)k, (unsigned char)k, (short)k, -5, 2.5f, 2.5, 2.5L, (int)k, 2.5, 2.5, 2.5, 2.5, 2.5, 2.5, 2.5), one);
    }
    printf("%d checks, %d failures\n", checks, failures);
    return failures != 0 || checks < 400;
}

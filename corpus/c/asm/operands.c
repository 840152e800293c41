//! what: inline assembly: registers, memory, immediates, matching operands, early clobbers, names (GCC, "Extended Asm")
//! only: x86_64
#include "../check.h"

typedef unsigned long u64;
typedef unsigned int u32;
typedef unsigned short u16;
typedef unsigned char u8;
struct big { char x[64]; };
struct word { int a, b; };
struct bits { u32 low : 5, high : 11; int : 4; int sign : 6; };

static long add(long a, long b)
{
    long r;
    __asm__("lea (%1,%2), %0" : "=r"(r) : "r"(a), "r"(b));
    return r;
}

static u64 wide_mul(u64 a, u64 b, u64 *high)
{
    u64 lo, hi;
    __asm__("mulq %3" : "=a"(lo), "=d"(hi) : "%0"(a), "rm"(b) : "cc");
    *high = hi;
    return lo;
}

static u64 divide(u64 hi, u64 lo, u64 by, u64 *rest)
{
    u64 q, r;
    __asm__("div %[by]" : "=a"(q), "=d"(r) : [lo] "a"(lo), [hi] "d"(hi), [by] "r"(by) : "cc");
    *rest = r;
    return q;
}

static void add_wide(u64 *r, const u64 *a, const u64 *b)
{
    u64 x = a[0], y = a[1], z = a[2];
    __asm__("add %3, %0\n\tadc %4, %1\n\tadc %5, %2" : "+&r"(x), "+&r"(y), "+r"(z) : "rme"(b[0]), "m"(b[1]), "g"(b[2]) : "cc");
    r[0] = x;
    r[1] = y;
    r[2] = z;
}

static u32 swap(u32 x)
{
    __asm__("bswap %0" : "=r"(x) : "0"(x));
    return x;
}

static u64 sizes(u64 v)
{
    u8 b;
    u16 w;
    u32 d;
    __asm__("mov %b3, %0\n\tmov %w3, %1\n\tmov %k3, %2" : "=&q"(b), "=&r"(w), "=&r"(d) : "r"(v));
    return (u64)b + w + d;
}

static u32 high_byte(u32 x)
{
    u32 r;
    __asm__("movzbl %h1, %0" : "=r"(r) : "Q"(x));
    return r;
}

static int global = 11;
static const char message[] = "abc";

int main(void)
{
    CHECK(add(3, -5) == -2);
    u64 hi, lo = wide_mul(0x123456789abcdef1, 0xfedcba9876543210, &hi);
    CHECK(lo == 0x123456789abcdef1u * 0xfedcba9876543210u && hi == (u64)((unsigned __int128)0x123456789abcdef1 * 0xfedcba9876543210u >> 64));
    u64 rest, q = divide(5, 7, 9, &rest);
    CHECK(q == (u64)((((unsigned __int128)5 << 64) + 7) / 9) && rest == (u64)((((unsigned __int128)5 << 64) + 7) % 9));
    u64 a[3] = {~0ul, ~0ul, 1}, b[3] = {1, 0, 5}, r[3];
    add_wide(r, a, b);
    CHECK(r[0] == 0 && r[1] == 0 && r[2] == 7);
    CHECK(swap(0x01020304) == 0x04030201);
    CHECK(sizes(0x1122334455667788) == 0x88 + 0x7788 + 0x55667788);
    CHECK(high_byte(0xabcd) == 0xab);

    /* memory, read and written */
    int m = 5;
    __asm__("addl $7, %0" : "+m"(m));
    CHECK(m == 12);
    __asm__("addl %1, %0" : "=m"(m) : "r"(m), "m"(m));
    CHECK(m == 24);
    __asm__("incl %0\n\tincl %1" : "+m"(global), "+m"(m));
    CHECK(global == 12 && m == 25);
    struct big s = {{1, 2, 3}};
    struct big *p = &s;
    __asm__("movb $42, 8(%1)" : "+m"(*p) : "r"(p));
    CHECK(p->x[8] == 42 && p->x[1] == 2);
    int array[4] = {1, 2, 3, 4}, i = 2;
    __asm__("negl %0" : "+m"(array[i]));
    CHECK(array[2] == -3 && array[1] == 2 && array[3] == 4);
    char first;
    __asm__("movb %1, %0" : "=q"(first) : "m"(message));
    CHECK(first == 'a');
    const char *second;
    __asm__("lea 1(%1), %0" : "=r"(second) : "r"(message));
    CHECK(*second == 'b');
    u64 half;
    unsigned __int128 both = ((unsigned __int128)7 << 64) | 9;
    __asm__("movq %H1, %0" : "=r"(half) : "m"(both));
    CHECK(half == 7);

    /* immediates */
    __asm__("movl %1, %0" : "=r"(i) : "i"(42));
    CHECK(i == 42);
    __asm__("movl $%c1+1, %0" : "=r"(i) : "n"(sizeof(struct big)));
    CHECK(i == 65);
    __asm__("movl $%n1, %0" : "=r"(i) : "I"(7));
    CHECK(i == -7);
    __asm__("shll %1, %0" : "+r"(i) : "cI"(3));
    CHECK(i == -56);
    __asm__("add %1, %0" : "+r"(half) : "er"(0x123456789abl));
    CHECK(half == 0x123456789abl + 7);
    __asm__("add %1, %0" : "+r"(half) : "er"(-5l));
    CHECK(half == 0x123456789abl + 2);

    /* structures and bit-fields */
    struct word w = {1, 2};
    __asm__("rolq $32, %0" : "+r"(w));
    CHECK(w.a == 2 && w.b == 1);
    struct bits f = {3, 100, -2};
    __asm__("addl $4, %k0" : "+r"(f.low));
    __asm__("movl %1, %k0" : "=r"(f.high) : "r"(f.high + 1u));
    __asm__("negl %k0" : "+r"(f.sign));
    CHECK(f.low == 7 && f.high == 101 && f.sign == 2);

    /* names, several templates, %= unique */
    long x = 10, y = 3;
    __asm__("1: sub %[y], %[x]\n\tjns 1b\n\tadd %[y], %[x]" : [x] "+r"(x) : [y] "r"(y) : "cc");
    CHECK(x == 1);
    for (int k = 0; k < 2; k++) __asm__ volatile("jmp .Lhere%=\n\tud2\n.Lhere%=:" : :);
    __asm__ volatile("jmp .Lhere%=\n\tud2\n.Lhere%=:" : :);
    __asm__ volatile("" : : : "memory");
    __asm__("" : "+r"(x), "=r"(y) : "1"(x + 1));
    CHECK(x == 1 && y == 2);

    /* all the registers there are */
    long v[8] = {1, 2, 3, 4, 5, 6, 7, 8};
    __asm__("add %1, %0\n\tadd %2, %1\n\tadd %3, %2\n\tadd %4, %3\n\tadd %5, %4\n\tadd %6, %5\n\tadd %7, %6\n\tadd %0, %7"
            : "+r"(v[0]), "+r"(v[1]), "+r"(v[2]), "+r"(v[3]), "+r"(v[4]), "+r"(v[5]), "+r"(v[6]), "+r"(v[7]));
    CHECK(v[0] == 3 && v[1] == 5 && v[6] == 15 && v[7] == 11);
    long sum;
    __asm__("mov %1, %0\n\tadd %2, %0\n\tadd %3, %0\n\tadd %4, %0\n\tadd %5, %0\n\tadd %6, %0"
            : "=&r"(sum) : "a"(1l), "b"(2l), "c"(3l), "d"(4l), "S"(5l), "D"(6l) : "r8", "r9", "r10", "r11", "cc");
    CHECK(sum == 21);
    __asm__("lock; cmpxchgl %2, %1" : "=a"(i), "+m"(global) : "r"(77), "0"(12) : "memory", "cc");
    CHECK(i == 12 && global == 77);
    return 0;
}

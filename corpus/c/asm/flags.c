//! what: inline assembly: conditions as outputs (=@cc), setcc, cmov, carry chains
//! only: x86_64
#include "../check.h"

static int below(unsigned a, unsigned b)
{
    int r;
    __asm__("cmp %2, %1" : "=@ccb"(r) : "r"(a), "r"(b));
    return r;
}

static _Bool test_bit(const unsigned *word, unsigned n)
{
    _Bool r;
    __asm__("btl %2, %1" : "=@ccc"(r) : "m"(*word), "Ir"(n));
    return r;
}

static int compare(long a, long b)
{
    char less, equal;
    long greater;
    __asm__("cmp %4, %3" : "=@ccl"(less), "=@cce"(equal), "=@ccg"(greater) : "r"(a), "r"(b));
    return less * 100 + equal * 10 + (int)greater;
}

static _Bool overflow(int a, int b, int *sum)
{
    _Bool r;
    *sum = a;
    __asm__("addl %2, %0" : "+rm"(*sum), "=@cco"(r) : "r"(b));
    return r;
}

static long maximum(long a, long b)
{
    __asm__("cmp %1, %0\n\tcmovl %1, %0" : "+r"(a) : "r"(b) : "cc");
    return a;
}

static unsigned char parity(unsigned x)
{
    unsigned char p;
    __asm__("test %b1, %b1\n\tsetnp %0" : "=q"(p) : "q"(x) : "cc");
    return p;
}

int main(void)
{
    unsigned word = 0x10;
    CHECK(below(1, 2) && !below(2, 2) && !below(0xffffffff, 0));
    CHECK(test_bit(&word, 4) && !test_bit(&word, 3));
    CHECK(compare(1, 2) == 100 && compare(2, 2) == 10 && compare(3, -2) == 1);
    int sum;
    CHECK(overflow(0x7fffffff, 1, &sum) && sum == -0x7fffffff - 1);
    CHECK(!overflow(-5, 3, &sum) && sum == -2);
    CHECK(maximum(3, 9) == 9 && maximum(-3, -9) == -3);
    CHECK(parity(7) == 1 && parity(3) == 0);
    return 0;
}

//! what: non-local goto from a nested function to a __label__ of an enclosing one (GCC manual, "Nested Functions", "Local Labels")
//! unless: clang it has no nested functions
#include "../check.h"
#include <alloca.h>
#include <stdlib.h>
#include <string.h>

/* All that a callee saves is in use across the call, at both ends. */
static int keeps_registers(int (*f)(int), int a, int b, int c, int d, int e)
{
    int x = a * b, y = b * c, z = c * d, u = d * e, v = e * a;
    int r = f(x + y);
    return r + x + y + z + u + v + a + b + c + d + e;
}

static int search(const int *list, int n, int wanted)
{
    __label__ found;
    int place = -1;
    volatile int visited = 0;
    int each(const void *a, const void *b)
    {
        (void)b;
        visited++;
        if (*(const int *)a == wanted) {
            place = (int)((const int *)a - list);
            goto found;
        }
        return 1;
    }
    for (int i = 0; i < n; i++) each(&list[i], 0);
    return -1;
found:
    return place + 1000 * visited;
}

static int leaves_many(int k)
{
    __label__ out, again;
    int times = 0, value = 0;
    int dive(int depth)
    {
        int local[10];
        for (int i = 0; i < 10; i++) local[i] = depth + i;
        if (depth == 0) {
            value += local[9];
            if (times++ < 3) goto again;
            goto out;
        }
        return dive(depth - 1) + local[3];
    }
again:
    value += dive(k);
    value = -1;
out:
    return value * 100 + times;
}

static int from_two_levels(int k)
{
    __label__ middle, end;
    int trace = 0;
    int one(int x)
    {
        __label__ inner;
        int two(int y)
        {
            trace = trace * 10 + y;
            if (y == 1) goto inner;
            if (y == 2) goto middle;
            if (y == 3) goto end;
            return y;
        }
        two(x);
        trace += 5000;
        return 0;
    inner:
        trace += 100;
        return 1;
    }
    if (one(k)) trace += 20000;
    return trace;
middle:
    trace += 300;
    return trace;
end:
    return trace + 700;
}

/* A label of the nested function itself has nothing to do with one of the same name outside. */
static int own_labels(int k)
{
    __label__ done;
    int r = 0;
    int inner(int x)
    {
        if (x > 2) goto done;
        r++;
        goto skip;
    skip:
        return r;
    }
    inner(1);
    if (k > 100) goto skip;
    inner(k);
    r += 10;
skip:
    return r;
done:
    return r + 50;
}

static int keeps_alloca(int n)
{
    __label__ back;
    int turn = 0;
    char *p[3];
    void jump(void) { turn++; goto back; }
back:
    p[turn] = alloca((size_t)n);
    memset(p[turn], turn + 1, (size_t)n);
    if (turn < 2) jump();
    int ok = 1;
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < n; j++) ok &= p[i][j] == i + 1;
    return ok;
}

static int out_of_qsort(int stop)
{
    __label__ enough;
    int list[50], n = 0;
    int compare(const void *a, const void *b)
    {
        if (++n == stop) goto enough;
        return *(const int *)a - *(const int *)b;
    }
    for (int i = 0; i < 50; i++) list[i] = 50 - i;
    qsort(list, 50, sizeof *list, compare);
    return list[0] * 1000;
enough:
    return n;
}

static int registers(int k)
{
    __label__ out;
    int f(int x)
    {
        if (x > 5) goto out;
        return x;
    }
    int r = keeps_registers(f, k, 2, 3, 4, 5);
    return r;
out:
    return -k;
}

static int in_block(int k)
{
    int r = 0;
    for (int i = 0; i < 3; i++) {
        __label__ here;
        void go(void) { r += k; goto here; }
        go();
        r += 1000;
    here:
        r += i;
    }
    return r;
}

int main(void)
{
    int list[] = {4, 8, 15, 16, 23, 42};
    CHECK(search(list, 6, 16) == 4003);
    CHECK(search(list, 6, 17) == -1);
    CHECK(leaves_many(4) == 3604);
    CHECK(from_two_levels(0) == 5000 && from_two_levels(1) == 20101 && from_two_levels(2) == 302 && from_two_levels(3) == 703);
    CHECK(own_labels(1) == 12 && own_labels(3) == 51);
    CHECK(keeps_alloca(100));
    CHECK(out_of_qsort(7) == 7 && out_of_qsort(100000) == 1000);
    volatile int two = 2, nine = 9;
    int a = two * 3, b = nine * 4, c = two * nine, d = nine - two, e = two + nine;
    CHECK(registers(-5) == 8);
    CHECK(registers(nine) == -9);
    CHECK(a == 6 && b == 36 && c == 18 && d == 7 && e == 11);
    CHECK(in_block(2) == 9);
    return 0;
}

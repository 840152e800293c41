//! what: nested functions: variables of enclosing functions at several levels, recursion, callbacks (GCC manual, "Nested Functions")
//! unless: clang it has no nested functions
#include "../check.h"
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

struct big { int v[20]; };
struct small { char c; float f; };

static int sum_to(int n)
{
    int total = 0;
    void add(int k)
    {
        if (!k) return;
        total += k;
        add(k - 1);
    }
    add(n);
    return total;
}

/* Each activation has variables of its own. */
static int depth(int level, int (*outer)(void))
{
    int mine = level * 10;
    int read(void) { return mine; }
    if (level == 3) return outer() + read();
    int below = depth(level + 1, read);
    return below + (outer ? outer() : 0);
}

static int levels(int a)
{
    int b = a + 1;
    int one(int c)
    {
        int d = b + c;
        int two(int e)
        {
            int f = d * 2;
            int three(void)
            {
                b++;
                d++;
                f++;
                return a + b + c + d + e + f;
            }
            return three() + f;
        }
        return two(5) + d;
    }
    return one(3) + b;
}

static int mutual(int n)
{
    int calls = 0;
    auto int odd(int k);
    int even(int k)
    {
        calls++;
        return k ? odd(k - 1) : 1;
    }
    int odd(int k)
    {
        calls++;
        return k ? even(k - 1) : 0;
    }
    return even(n) * 100 + calls;
}

static int outer_calls_itself(int n, int *seen)
{
    int step(void)
    {
        (*seen)++;
        return n > 0 ? outer_calls_itself(n - 1, seen) + n : 0;
    }
    return step();
}

static int compare_count;
static void sort(int *list, int n, int sign)
{
    int compared = 0;
    int compare(const void *a, const void *b)
    {
        compared++;
        return sign * (*(const int *)a - *(const int *)b);
    }
    qsort(list, (size_t)n, sizeof *list, compare);
    compare_count = compared;
}

/* No trampoline: nothing of the enclosing function is used. */
static int (*without_chain(void))(int)
{
    int twice(int x) { return 2 * x; }
    return twice;
}

static double variadic(int scale, ...)
{
    double add(int n, ...)
    {
        va_list list;
        double total = 0;
        va_start(list, n);
        for (int i = 0; i < n; i++) total += scale * va_arg(list, double);
        va_end(list);
        return total;
    }
    return add(3, 1.5, 2.0, 0.25) + add(0);
}

static int arguments(struct big big, struct small small, long double ld, double d, int i)
{
    struct big changed(int k, struct small s, long a, long b, long c, long e, long f, long g)
    {
        struct big r = big;
        r.v[0] += k + (int)ld + (int)s.f + (int)(a + b + c + e + f + g);
        big.v[1] = i;
        small.c++;
        return r;
    }
    struct small shrink(void)
    {
        struct small r = {small.c, small.f + (float)d};
        return r;
    }
    struct big r = changed(7, small, 1, 2, 3, 4, 5, 6);
    struct big (*pointer)(int, struct small, long, long, long, long, long, long) = changed;
    struct big q = pointer(8, small, 1, 1, 1, 1, 1, 1);
    struct small s = shrink();
    return r.v[0] + q.v[0] * 1000 + big.v[1] * 100000 + s.c + (int)s.f;
}

static int arrays(int n)
{
    int a[n][3];
    int rows = n;
    int (*p)[n] = malloc(sizeof(int[2][n]));
    for (int i = 0; i < n; i++)
        for (int j = 0; j < 3; j++) a[i][j] = 10 * i + j;
    for (int i = 0; i < 2 * n; i++) p[i / n][i % n] = i;
    int at(int i, int j) { return a[i][j] + p[1][0]; }
    unsigned long sizes(void) { return sizeof a + sizeof *p; }
    int local(int m)
    {
        int b[m];
        for (int i = 0; i < m; i++) b[i] = i * rows;
        int last(void) { return b[m - 1] + a[n - 1][2]; }
        return last() + (int)sizeof b;
    }
    void set(int m, int to[m], int row[n]) { to[m - 1] = row[0] = 77; }
    int result = at(2, 1) + (int)sizes() * 1000 + local(4);
    set(3, a[0], p[0]);
    CHECK(a[0][2] == 77 && p[0][0] == 77);
    free(p);
    return result;
}

static int old_style(int k)
{
    int weigh(c, f, x)
    char c;
    float f;
    int *x;
    {
        return c + (int)f * *x + k;
    }
    int five = 5;
    return weigh('a', 2.5f, &five);
}

static int shadows(int x)
{
    static int kept = 40;
    int f(int x)
    {
        static int kept = 2;
        kept += x;
        return kept;
    }
    { int x = 100; (void)x; }
    f(1);
    kept += x;
    return f(1) + kept;
}

static int in_expression(int k)
{
    return ({ int square(int x) { return x * x + k; } square(3); }) + ({ int square(int x) { return x + k; } square(3); });
}

static inline int in_inline(int k)
{
    int apply(int (*f)(int)) { return f(k); }
    int plus(int x) { return x + k; }
    return apply(plus);
}

static int aligned_variable(int k)
{
    _Alignas(64) char where[64];
    volatile int hidden = k;
    int check(void) { return ((unsigned long)where & 63) == 0 && hidden == k; }
    where[0] = 0;
    return check() + where[0];
}

static int same_address(void)
{
    int x = 1;
    int get(void) { return x; }
    int compare(int (*p)(void)) { return p == get && p() == x; }
    return compare(get) && compare(&get);
}

static int parameters_only(int a, struct small s, double d)
{
    int check(void) { return a == 3 && s.c == 4 && s.f == 0.5f && d == 2.25; }
    int first = check();
    a++;
    s.c = 5;
    d *= 2;
    int changed(void) { return a == 4 && s.c == 5 && s.f == 0.5f && d == 4.5; }
    return first && changed();
}

static int name_of(char *to)
{
    int k = 3;
    int inner(void)
    {
        strcpy(to, __func__);
        return k;
    }
    return inner();
}

int main(void)
{
    char name[20];
    int list[] = {3, 1, 2, 9, 5}, seen = 0;
    struct big big = {{100, 5}};
    struct small small = {'b', 2.5f};
    CHECK(sum_to(100) == 5050);
    CHECK(depth(0, 0) == 50 + 10 + 0);
    CHECK(levels(1) == 3 + 1 + 3 + 6 + 3 + 5 + 11 + 11 + 6);
    CHECK(mutual(7) == 8 && mutual(8) == 109);
    CHECK(outer_calls_itself(4, &seen) == 10 && seen == 5);
    sort(list, 5, 1);
    CHECK(list[0] == 1 && list[1] == 2 && list[2] == 3 && list[3] == 5 && list[4] == 9 && compare_count > 3);
    sort(list, 5, -1);
    CHECK(list[0] == 9 && list[4] == 1);
    CHECK(without_chain()(21) == 42);
    CHECK(variadic(2) == 7.5);
    CHECK(arguments(big, small, 3.5L, 1.5, 9) == 133 + 119000 + 900000 + 100 + 4);
    CHECK(arrays(5) == 21 + 5 + 80000 + 15 + 42 + 16);
    CHECK(old_style(1) == 'a' + 10 + 1);
    CHECK(shadows(2) == 4 + 42);
    CHECK(in_expression(1) == 14);
    CHECK(in_inline(21) == 42);
    CHECK(aligned_variable(6) == 1);
    CHECK(same_address());
    CHECK(parameters_only(3, (struct small){4, 0.5f}, 2.25));
    CHECK(name_of(name) == 3 && !strcmp(name, "inner"));
    return 0;
}

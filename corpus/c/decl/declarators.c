//! what: declarators: pointers to arrays and functions, functions that return them, qualifiers, parentheses (C11 6.7.6)
#include "../check.h"

static int add(int a, int b) { return a + b; }
static int sub(int a, int b) { return a - b; }
static int (*pick(int n))(int, int) { return n ? add : sub; }
static int array[3] = { 1, 2, 3 };
static int (*get_array(void))[3] { return &array; }
static int (*(*table[2])(int))(int, int) = { pick, pick };
static int apply(int f(int, int), int a, int b) { return f(a, b); }
typedef int binary(int, int);
static binary *chosen = add;
static binary forward;
static int forward(int a, int b) { return a * b; }
static char *(*const names)[2] = &(char *[2]){ "a", "b" };
static int ((parenthesized)) = 5;
static const int *const volatile cpv = array;
static int (*(*(*deep)(void))[3]) = 0;
typedef int (*(*complex_type)(int))(int, int);
static int last(int a[static 3], const int b[const]) { return a[2] + b[0]; }
static int matrix_at(int rows, int (*m)[3], int i, int j) { return i < rows ? m[i][j] : -1; }

int main(void)
{
    CHECK(pick(1)(5, 3) == 8 && pick(0)(5, 3) == 2 && (*get_array())[1] == 2);
    CHECK(table[1](0)(9, 4) == 5 && (*(*table[0])(1))(1, 1) == 2);
    CHECK(apply(add, 1, 2) == 3 && apply(*sub, 1, 2) == -1 && apply(&forward, 3, 4) == 12);
    CHECK(chosen(2, 2) == 4 && (***chosen)(2, 2) == 4 && (*names)[1][0] == 'b' && parenthesized == 5);
    complex_type ct = pick;
    CHECK(ct(1)(1, 2) == 3 && *cpv == 1 && deep == 0);
    CHECK(last(array, array) == 4);
    int m[2][3] = { { 1, 2, 3 }, { 4, 5, 6 } };
    CHECK(matrix_at(2, m, 1, 2) == 6);
    int *p, v = 3, **pp = &p, a[2], (*pa)[2] = &a;
    p = &v;
    (*pa)[1] = **pp;
    CHECK(a[1] == 3);
    int x = 1, (y) = 2, *(z) = &x;
    CHECK(x + y + *z == 4);
    binary *ops[] = { add, sub, forward };
    int r = 0;
    for (unsigned i = 0; i < sizeof ops / sizeof *ops; i++)
        r = r * 10 + ops[i](4, 2);
    CHECK(r == 628);
    CHECK(sizeof(int (*[3])(void)) == 24 && sizeof(char (*(*)(int))[7]) == 8);
    return 0;
}

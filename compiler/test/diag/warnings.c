// flags: -Wno-unused-parameter
typedef unsigned long size;
void *memset(void *, int, size);
void *memcpy(void *, const void *, size);
size strlen(const char *);
int abs(int);
void free(void *);
enum color { RED, GREEN };
enum size { SMALL, LARGE };
struct __attribute__((packed)) packed { char c; int x; };
int later(void);
const int qualified(void); // warning: type qualifiers ignored on function return type [-Wignored-qualifiers]
const const int twice = 1; // warning: duplicate 'const' declaration specifier [-Wduplicate-decl-specifier]
int static late; // warning: 'static' is not at beginning of declaration [-Wold-style-declaration] // warning: 'late' defined but not used
/* a comment /* in a comment */ // warning: '/*' within comment [-Wcomment]

int booleans(int a, int b, _Bool c)
{
    c++; // warning: increment of a boolean expression [-Wbool-operation]
    a = ~(a == b); // warning: '~' on an expression of boolean value [-Wbool-operation]
    a = (a < b) == 5; // warning: comparison of constant '5' with a boolean expression is always false [-Wbool-compare]
    a = !a == 2; // warning: logical not is only applied to the left hand side of comparison [-Wlogical-not-parentheses] // warning: comparison of constant '2' with a boolean expression
    a = !a & b; // warning: suggest parentheses around operand of '!' or change '&' to '&&' [-Wparentheses]
    a = a << 2 ? 1 : 0; // warning: '<<' in boolean context, did you mean '<'? [-Wint-in-bool-context]
    if (a * b) a = 1; // warning: '*' in boolean context, suggest '&&' instead [-Wint-in-bool-context]
    a = (!a) == 1, b = !a == !b, b = a == (_Bool)2, b = (a << 2) != 0;
    return a + b + c;
}

int comparisons(unsigned char u, signed char s, enum color c, enum size z, const char *t, int v)
{
    static int one[2], two[2];
    int r = u > 255; // warning: comparison is always false due to limited range of data type [-Wtype-limits]
    r += s < 200; // warning: comparison is always true due to limited range of data type [-Wtype-limits]
    r += 300 == u; // warning: comparison is always false due to limited range of data type
    r += u > 254, r += s < 127, r += s == -128;
    r += c == z; // warning: comparison between 'enum color' and 'enum size' [-Wenum-compare]
    c = z; // warning: implicit conversion from 'enum size' to 'enum color' [-Wenum-conversion]
    r += t == "abc"; // warning: comparison with string literal results in unspecified behavior [-Waddress]
    r += one == two; // warning: comparison between two arrays [-Warray-compare]
    r += v == v; // warning: self-comparison always evaluates to true [-Wtautological-compare]
    r += v == (int)v;
    if (&v) r++; // warning: the address of 'v' will always evaluate as 'true' [-Waddress]
    if (!one) r++; // warning: the address of 'one' will always evaluate as 'true'
    return r + later() + (int)c;
}

int shifts(int *a, char c, struct packed *p)
{
    int r = -1 << 2; // warning: left shift of negative value [-Wshift-negative-value]
    r += 0x7fffffff << 3; // warning: result of '2147483647 << 3' requires more bits to represent than 'int' has [-Wshift-overflow]
    r += 1 << 31;
    int *x = &p->x; // warning: taking address of packed member 'x' of 'struct packed' may result in an unaligned pointer value [-Waddress-of-packed-member]
    char *y = (char *)&p->x;
    return r + a[c] + *x + *y; // warning: array subscript has type 'char' [-Wchar-subscripts]
}

size calls(int *p, int array[3], double d, unsigned u)
{
    static int a[5];
    memset(p, 0, sizeof p); // warning: argument to 'sizeof' in 'memset' call is the same expression as argument 1; did you mean to dereference it? [-Wsizeof-pointer-memaccess]
    memset(p, 0, sizeof *p);
    memset(p, sizeof *p, 0); // warning: 'memset' used with constant zero length parameter; this could be due to transposed parameters [-Wmemset-transposed-args]
    memset(a, 0, 5); // warning: 'memset' used with length equal to number of elements without multiplication by element size [-Wmemset-elt-size]
    memcpy(p, 0, 4); // warning: argument 2 of 'memcpy' is null where a pointer is required [-Wnonnull]
    free(a); // warning: 'free' called on unallocated object 'a' [-Wfree-nonheap-object]
    size r = sizeof p / sizeof *p; // warning: division of the size of pointer 'int *' by the size of what it points to does not give the number of array elements [-Wsizeof-pointer-div]
    r += sizeof a / sizeof *a;
    r += sizeof array; // warning: 'sizeof' on array function parameter 'array' will return size of 'int *' [-Wsizeof-array-argument]
    r += abs(d); // warning: using integer absolute value function 'abs' when argument is of floating-point type 'double' [-Wabsolute-value]
    r += abs(u); // warning: taking the absolute value of unsigned type 'unsigned int' has no effect [-Wabsolute-value]
    return r + abs((int)u);
}

int order(int i, int *a, int j)
{
    i = i++; // warning: operation on 'i' may be undefined [-Wsequence-point]
    a[i] = i++; // warning: operation on 'i' may be undefined
    j = i++ + i; // warning: operation on 'i' may be undefined
    j = (i++, i) + j;
    j = (j = i) > 2 ? i : j;
    i = i + 1, a[i++] = j, i++ && i++;
    i = order(i++, a, 0);
    a = &a[order(0, ++a, 1)]; // warning: operation on 'a' may be undefined
    i = order(i, a, i++); // warning: operation on 'i' may be undefined
    return i++ * i++; // warning: operation on 'i' may be undefined
}

int unset(int c)
{
    int x, y, z, w;
    struct { int m; } s, t;
    c += x; // warning: 'x' is used uninitialized [-Wuninitialized]
    c += s.m; // warning: 's' is used uninitialized
    t.m = 1;
    if (c) y = 1;
    for (int i = 0; i < 3; i++) {
        if (i) c += w;
        w = i;
    }
    z++; // warning: 'z' is used uninitialized
    int self = self;
    return c + y + t.m + self;
}

int only_set(int parameter) // warning: parameter 'parameter' set but not used [-Wunused-but-set-parameter]
{
    int set; // warning: variable 'set' set but not used [-Wunused-but-set-variable]
    int used, chained;
    struct { int m; } record; // warning: variable 'record' set but not used
    typedef int local; // warning: typedef 'local' locally defined but not used [-Wunused-local-typedefs]
    parameter = 1;
    set = 2;
    record.m = 3;
    used = chained = 4;
    return used;
}

int layout(int x, int y)
{
    if (x) // warning: this 'if' clause does not guard... [-Wmisleading-indentation]
        y = 1;
        x = 2; // note: ...this statement, but the latter is misleadingly indented as if it were guarded by the 'if'
    while (x) x--; y++; // warning: this 'while' clause does not guard... // note: ...this statement
    if (x)
        y = 1;
#if 1
        x = 2;
#endif
    for (; x; x--)
        y = 2;
    switch ((unsigned char)x) {
    case 300: y = 3; // warning: case label value exceeds maximum value for type 'unsigned char' [-Wswitch-outside-range]
    }
    return x + y;
}

struct nested { int a[2]; int b; };
struct nested elided = {1, 2, 3}; // warning: missing braces around initializer [-Wmissing-braces]
int rows[2][2] = {1, 2, {3, 4}}; // warning: missing braces around initializer
struct nested zero = {0}, braced = {{1, 2}, 3}, members = {.a = {1}, .b = 2};
int twice_set[3] = {[0] = 1, [1] = 2, [0] = 3}; // warning: initialized member or element overwritten [-Woverride-init]
struct nested again = {.b = 1, .a = {1, 2}, .b = 3}; // warning: initialized member or element overwritten

/* Constant expressions: types of constants, conversions, folding at each type's width, addresses (C11 6.4.4, 6.3, 6.6). */
#define SAME(a, b) _Static_assert(__builtin_types_compatible_p(__typeof__(a), b), #a " has type " #b)
#define IS(a) _Static_assert(a, #a)
#ifdef FALSEHOOD
IS(1 == 2);
#endif

SAME(1, int); SAME(1u, unsigned); SAME(1l, long); SAME(1ull, unsigned long long); SAME(2147483647, int); SAME(2147483648, long);
SAME(0x7fffffff, int); SAME(0x80000000, unsigned); SAME(0xffffffff, unsigned); SAME(0x100000000, long); SAME(0x8000000000000000, unsigned long);
SAME(037777777777, unsigned); SAME(040000000000, long); SAME(0b11, int); SAME(4294967295u, unsigned); SAME(4294967296u, unsigned long);
SAME('a', int); SAME(L'a', __WCHAR_TYPE__); SAME(u'a', unsigned short); SAME(U'a', unsigned); SAME(1.0, double); SAME(1.0f, float); SAME(1.0L, long double);
SAME("abc", char[4]); SAME(L"abc", __WCHAR_TYPE__[4]); SAME(u"abc", unsigned short[4]); SAME(U"a" "bc", unsigned[4]); SAME(u8"a", char[2]);
SAME(1 + 1u, unsigned); SAME(1u + 1l, long); SAME(1ul + 1ll, unsigned long long); SAME((char)1 + (char)1, int); SAME(-(short)1, int); SAME(!1.0, int);
SAME(1 ? 1 : 1u, unsigned); SAME(1 ? 1.0f : 1, float); SAME((char)1 << 1l, int); SAME(1 < 2.0, int); SAME(sizeof 1, unsigned long);
SAME(1 ? (void *)0 : (int *)0, int *); SAME(1 ? (const int *)0 : (void *)0, const int *); SAME((void *)1 == 0, int);
SAME((int *)0 - (int *)0, long); SAME(&"abc"[1], char *); SAME((const char *)0 ?: (char *)0, const char *);

IS(2147483647 + 0u == 2147483647u); IS(-1 > 0u); IS(-1 < 0l + 0u); IS((unsigned char)256 == 0); IS((signed char)200 == -56); IS((_Bool)0.1 == 1); IS((_Bool)256 == 1);
IS(-7 / 2 == -3); IS(-7 % 2 == -1); IS(7u / 2 == 3); IS(-8 >> 1 == -4); IS(0x80000000 >> 31 == 1); IS((-1 >> 31) == -1); IS(~0 == -1); IS(~0u == 4294967295u);
IS((int)3.99 == 3); IS((int)-3.99 == -3); IS((unsigned char)3.5f == 3); IS((long)1e18 == 1000000000000000000); IS((unsigned long)1.8e19 == 18000000000000000000u);
IS((float)16777217 == 16777216.0f); IS((double)9007199254740993 == 9007199254740992.0); IS(0.1 + 0.2 != 0.3); IS(0.1f != 0.1); IS(1.0 / 3 * 3 == 1.0);
IS(0x1p-3 == 0.125); IS(0x.8p1 == 1); IS(1e400 > 1e308); IS(-0.0 == 0.0);
IS(1 || 1 / 0); IS(!(0 && 1 / 0)); IS((1 ? 2 : 1 / 0) == 2); IS((0 ?: 3) == 3); IS((4 ?: 3) == 4);
IS(sizeof(int[3]) == 12); IS(sizeof(int (*)[3]) == 8); IS(sizeof "abc" == 4); IS(sizeof(char) == 1); IS(sizeof(long double) == 16); IS(_Alignof(long double) == 16);
IS(sizeof(struct { char c; int i; }) == 8); IS(sizeof((char)1 + (char)1) == 4); IS(sizeof(void) == 1); IS(_Alignof(double[2]) == 8);
IS('\377' == -1); IS('\x41' == 'A'); IS('\0' == 0); IS(L'\u00e9' == 0xe9); IS(U'\U0001F600' == 0x1f600); IS('\e' == 27);
IS("abc"[1] == 'b' || 1); IS(sizeof(u8"é") == 3); IS(sizeof(L"é") == 8); IS(sizeof(u"\U0001F600") == 6);
IS((unsigned)-1 == 0xffffffff); IS((long)(int)0x80000000 == -2147483648l); IS((unsigned long)-1 == 0xffffffffffffffff); IS((int)4294967297 == 1);
IS(__builtin_constant_p(1 + 2)); IS(__builtin_constant_p("abc")); IS(__builtin_offsetof(struct { char a; struct { int x[4]; } b; }, b.x[2]) == 12);
IS(__builtin_choose_expr(1, 5, "x") == 5); IS(__builtin_types_compatible_p(int[], int[3])); IS(!__builtin_types_compatible_p(int *, char *));
IS(__builtin_types_compatible_p(const int, int)); IS(!__builtin_types_compatible_p(const int *, int *)); IS(__builtin_popcount(0xff) == 8); IS(__builtin_clz(1) == 31);
IS(__builtin_ctzl(8) == 3); IS(__builtin_ffs(0) == 0); IS(__builtin_bswap32(0x01020304) == 0x04030201); IS(__builtin_bswap16(0x0102) == 0x0201);
IS(_Generic(1, int: 1, default: 0)); IS(_Generic('a', char: 0, int: 1)); IS(_Generic((const int)1, int: 1, default: 0)); IS(_Generic("x", char *: 1, default: 0));
IS(_Generic(1.0f, double: 0, float: 1)); IS(_Generic((short)1, short: 1, int: 0)); IS(_Generic(&(int){ 0 }, int *: 1, const int *: 0));
#define IS_CONSTANT(x) (sizeof(int) == sizeof(*(8 ? ((void *)((long)(x) * 0l)) : (int *)8)))
int variable;
IS(IS_CONSTANT(5)); IS(!IS_CONSTANT(variable));

enum small { S0, S1 = -1, S2 }; enum big { B0 = 0x100000000 }; enum unsigned_ { U0 = 0xffffffffu };
SAME(S1, int); IS(S2 == 0); IS(sizeof(enum small) == 4); IS(sizeof(enum big) == 8); SAME(U0, unsigned); IS((enum unsigned_)-1 > 0); IS(sizeof(enum __attribute__((packed)) { P }) == 1);

struct node { int value; struct node *next; int array[4]; struct { char c[2]; } inner; };
static struct node nodes[3];
extern int function(int);
/* Address constants: all of these must be known to the linker, not computed. */
int *const a1 = &nodes[1].array[2];
int *const a2 = nodes[1].array + 2;
char *const a3 = &nodes[2].inner.c[1] - 1;
long const a4 = (char *)&nodes[2] - (char *)&nodes[0];
IS(sizeof a4 == 8);
struct node *const a5 = &((struct node *)0)[2];
int (*const a6)(int) = &function, (*const a7)(int) = function, (*const a8)(int) = *function;
const char *const a9 = "abc" + 1, *const a10 = &"abc"[2];
unsigned long const a11 = (unsigned long)&nodes[1];
_Bool const a12 = (_Bool)1 && &variable;
long const a13 = (long)&((struct node *)0)->array[1];
void *const a14 = (void *)0, *const a15 = (int *)((char *)0 + 16);
struct node a16 = { .next = &(struct node){ 1, 0, { 1, 2 }, { "x" } }, .array = { [1 ... 2] = 5 } };
int a17[] = { [3] = 1, 2, [0] = 3 };
IS(sizeof a17 == 20);
char a18[] = { "text" }, a19[] = "a\0b", a20[2] = "ab";
IS(sizeof a18 == 5 && sizeof a19 == 4);
struct flexible { int n; char data[]; } a21 = { 3, "abc" };
IS(sizeof a21 == 4);
union { int i; char c[8]; } a22 = { .c = "seven" };
int a23[][2] = { 1, 2, 3, 4, { 5 } };
IS(sizeof a23 == 24);
int a24 = { 5 };

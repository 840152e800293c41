/* Declarators, storage and scopes: what must be accepted, and what types come out (C11 6.7). */
#define IS(a) _Static_assert(a, #a)
#define SAME(a, b) IS(__builtin_types_compatible_p(__typeof__(a), b))
#ifdef FALSEHOOD
SAME((int *)0, char *);
#endif
int (*(*pointers[3])(int, char *))[5];
SAME(pointers[0](1, 0), int (*)[5]);
IS(sizeof *pointers[0](1, 0) == 20);
typedef int row[4];
const row rows[2];
SAME(&rows[0][0], const int *);
SAME(rows[1], const int[4]);
typedef int function_type(int);
function_type declared_through_typedef;
SAME(&declared_through_typedef, int (*)(int));
typedef void (*handler)(int);
handler signal_like(int, handler);
SAME(signal_like, void (*(int, void (*)(int)))(int));
void adjusted(int a[const 3], int f(void), const row r) { SAME(a, int *const); SAME(f, int (*)(void)); SAME(r, const int *); }
int old_style(a, b, c) char a; float b; { return a + (int)b + c; }
int old_style();
static int forward(void);
extern int forward(void);
static int forward(void) { return 0; }
int tentative; int tentative; int tentative = 1; int tentative;
extern int incomplete[]; int incomplete[3]; IS(sizeof incomplete == 12);
struct self { struct self *next; }; struct later; struct later { int x; };
int scopes(int x)
{
    enum { x1 = 1 };
    typedef int T;
    { int T = 2; IS(sizeof T == 4); struct self { char c; }; IS(sizeof(struct self) == 1); { extern int tentative; tentative = T; } }
    T y = x1; IS(sizeof(struct self) == 8);
    struct self; struct self { char c[3]; } z; IS(sizeof z == 3);
    for (T i = 0; i < 2; i++) y += i;
    T: y++; if (y < 10) goto T;
    return x + y;
}
typedef int name; struct members { name name; unsigned name2 : 3, : 0, name3 : 2; };
void parameter_named(int name) { IS(sizeof name == 4); name++; }
unsigned long long long_order; long unsigned int long order_two; int long signed long order_three; SAME(order_three, long long);
static const struct { int a; union { int b; float c; }; struct { int d; }; } anonymous = { 1, { 2 }, { 3 } };
IS(__builtin_offsetof(__typeof__(anonymous), d) == 8);
int __attribute__((aligned(32))) aligned_object; IS(_Alignof(aligned_object) == 32);
typedef int __attribute__((mode(DI))) mode_di; IS(sizeof(mode_di) == 8);
typedef unsigned mode_qi __attribute__((mode(QI))); IS(sizeof(mode_qi) == 1); IS((mode_qi)-1 == 255);
_Alignas(16) char aligned_char; _Alignas(double) char like_double; _Thread_local static int per_thread; static __thread int per_thread_gnu;
__extension__ typedef long long extended; __extension__ struct empty { }; IS(sizeof(struct empty) == 0);
int printf(const char *, ...) __asm__("printf") __attribute__((format(printf, 1, 2)));
void *generic(void *p) { return __extension__({ void *q = p; q; }); }
int statement_value(int x) { return ({ int y = x; if (y) y++; y; }) + ({ (void)0; 1; }); }
void *labels(int i) { static void *const table[] = { &&a, &&b }; static const int offsets[] = { &&a - &&a, &&b - &&a }; goto *table[i & 1]; a: return 0; b: return table[offsets[0]]; }
int ranges(int c) { switch (c) { case 'a' ... 'z': return 1; case 0: case 1: default: return 0; } }
typedef union { int *i; char *c; } transparent __attribute__((transparent_union));
void takes_transparent(transparent); void gives(int *i, char *c) { takes_transparent(i); takes_transparent(c); takes_transparent(0); }
_Complex double complex_function(_Complex float); typedef __int128 wide; extern wide wide_object; void takes_wide(wide, unsigned __int128 *);
void vla_parameters(int n, int a[n], int b[n][3], int c[*], int d[static 4], int e[const restrict 2]);
int duplicate_const(const const int *const const p) { return *p; }
__auto_type automatic = 3u; SAME(automatic, unsigned);
inline int inline_definition(int x) { return x; } extern inline int inline_definition(int x);

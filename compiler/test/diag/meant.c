// flags: -Wno-unused
// What was meant: names of the headers, letters exchanged, a semicolon behind a definition.
struct a {
    struct { int x; } // error: expected ';' after the definition of 'struct <anonymous>'
    int y;
};
enum e { A, B } // error: expected ';' after the definition of 'enum e'
enum e v;
struct b { int count; } // error: expected ';' after the definition of 'struct b'
int f(struct a *p)
{
    struct t { int q; } // error: expected ';' after the definition of 'struct t'
    int count = p->x + p->y;
    return coutn; // error: 'coutn' undeclared; did you mean 'count'?
}
struct c { int z; } const
w; /* a qualifier, or a name, may stand on the next line */
struct d { int z; }
x;
int g(struct b *p)
{
    bool b; // error: unknown type name 'bool'; is '#include <stdbool.h>' missing?
    uint8_t u; // error: unknown type name 'uint8_t'; is '#include <stdint.h>' missing?
    if (p == NULL) return 1; // error: 'NULL' undeclared; is '#include <stddef.h>' missing?
    assert(p); // warning: implicit declaration of function 'assert'; is '#include <assert.h>' missing?
    if (1 { // error: expected ')' before '{'
        return p->conut; // error: 'struct b' has no member named 'conut'; did you mean 'count'?
    }
    return 0;
}
#define X
#endfi // error: invalid preprocessing directive '#endfi'; did you mean '#endif'?
#nothing_like_it // error: invalid preprocessing directive '#nothing_like_it'

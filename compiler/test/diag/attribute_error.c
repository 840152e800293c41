// flags: -c -o /dev/null -Wno-unused-function
void bad(void) __attribute__((error("why")));
void odd(void) __attribute__((warning("hm")));
static inline void never_called(void) { bad(); }
static inline void called(int x) { if (x) bad(); } // error: call to 'bad' declared with attribute error: why
int f(int x)
{
    if (0) bad();
    if (sizeof(int) != 4) bad();
    while (0) bad();
    called(x);
    odd(); // warning: call to 'odd' declared with attribute warning: hm
    switch (sizeof x) {
    case 4: break;
    default: bad();
    }
    return 1 || (bad(), 1);
}
void g(void) { bad(); } // error: call to 'bad' declared with attribute error: why

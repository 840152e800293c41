int f(int k)
{
    auto int never(int); // error: nested function 'never' declared but never defined
    static int nested(void) { return k; } // error: invalid storage class for function 'nested'
    int a(void) { return k; } // note: previous definition of 'a' is here
    int a(void) { return 1; } // error: redefinition of 'a'
    static int (*p)(void) = a; // error: initializer element is not a compile-time constant
    void g(void) { goto nowhere; } // error: label 'nowhere' used but not defined
    { __label__ l; void i(void) { goto l; } } // error: label 'l' used but not defined
nowhere: // warning: label 'nowhere' defined but not used [-Wunused-label]
    return p();
}
int labels(void)
{
    __label__ l;
    int b(void)
    {
        (void)&&l; // error: addresses of labels of an enclosing function are not supported yet
        asm goto("" : : : : l); // error: jumps from inline assembly to labels of an enclosing function are not supported yet
        goto l;
    }
    return b();
l:
    return 1;
}
int into(int n)
{
    __label__ l;
    void g(void) { goto l; } // error: jump into scope of identifier with variably modified type
    g();
    int a[n]; // note: 'a' declared here
l: // note: label 'l' defined here
    return a[0];
}

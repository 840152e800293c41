int g(void);
void loops(int x)
{
    break; // error: 'break' statement not within a loop or switch
    continue; // error: 'continue' statement not within a loop
    case 1:; // error: 'case' label not within a switch statement
    default:; // error: 'default' label not within a switch statement
    goto nowhere; // error: label 'nowhere' used but not defined
unused: // warning: label 'unused' defined but not used [-Wunused-label]
    switch (x) {
    case 1: // note: this is the first entry that overlaps that value
    case 1: // error: duplicate case value
    case 2 ... 5: // note: this is the first entry that overlaps that value
    case 4: // error: duplicate (or overlapping) case value
    case 9 ... 8: // warning: empty range specified
    default: // note: this is the first default label
    default: // error: multiple default labels in one switch
        break;
    case x: // error: case label is not an integer constant expression
        break;
    case 1.5: // error: case label is not an integer constant expression: it has type 'double'
        break;
    }
    switch (1.5) { } // error: switch quantity of type 'double' is not an integer
    twice: twice: goto twice; // error: duplicate label 'twice' // note: previous definition is here
    if (x) else x = 1; // error: 'else' without a previous 'if'
    else x = 2;
    while (x = 1) { } // warning: suggest parentheses around assignment used as truth value [-Wparentheses]
    if (x = g()) { } // warning: suggest parentheses around assignment used as truth value [-Wparentheses]
    if ((x = g())) { }
    return 1; // warning: 'return' with a value in a function returning void [-Wreturn-mismatch]
}
int no_value(void) { return; } // warning: 'return' with no value in a function returning 'int' [-Wreturn-mismatch]
int falls_off(int x) { if (x) return 1; } // warning: control reaches end of non-void function [-Wreturn-type]
int infinite(void) { for (;;) { } }
int loop_with_break(int x) { while (1) { if (x) break; } } // warning: control reaches end of non-void function [-Wreturn-type]
int both_return(int x) { if (x) return 1; else return 2; }
int switch_returns(int x) { switch (x) { case 1: return 1; default: return 2; } }
_Noreturn void stop(void);
int stops(void) { stop(); }
_Noreturn void returns(void) { } // warning: 'noreturn' function does return
int *local(void) { int x = 1; return &x; } // warning: function returns address of local variable 'x' [-Wreturn-local-addr]
enum color { RED, GREEN, BLUE };
int colors(enum color c)
{
    switch (c) { // warning: enumeration value 'BLUE' not handled in switch [-Wswitch]
    case RED: return 1;
    case GREEN: return 2;
    }
    return 0;
}
int falls(int x)
{
    switch (x) {
    case 1:
        x = 2;
    case 2: // warning: this statement may fall through [-Wimplicit-fallthrough]
        x = 3;
        /* fall through */
    case 3:
        x = 4;
        __attribute__((fallthrough));
    case 4:
    case 5:
        break;
    }
    return x;
}
void unused(int parameter) // warning: unused parameter 'parameter' [-Wunused-parameter]
{
    int variable; // warning: unused variable 'variable' [-Wunused-variable]
    int set = 1;
    static int hidden; // warning: unused variable 'hidden' [-Wunused-variable]
    __attribute__((unused)) int quiet;
    int used = 1;
    (void)used;
    used + 1; // warning: value computed is not used [-Wunused-value]
    used == 2; // warning: value computed is not used [-Wunused-value]
    used ? ({ used++; 1; }) : 0;
    g();
    used; // warning: value computed is not used [-Wunused-value]
    set++;
}
void dangling(int a, int b)
{
    if (a) // warning: suggest explicit braces to avoid ambiguous 'else' [-Wdangling-else]
        if (b)
            g();
        else
            g();
    if (a); // warning: suggest braces around empty body in 'if' statement [-Wempty-body]
    if (a && b || a) g(); // warning: suggest parentheses around '&&' within '||' [-Wparentheses]
    if (a & b == 1) g(); // warning: suggest parentheses around comparison in operand of '&' [-Wparentheses]
    if (a << 1 + 2) g(); // warning: '<<' in boolean context, did you mean '<'? [-Wint-in-bool-context]
    if (a < b < 3) g(); // warning: comparisons like 'X<=Y<=Z' do not have their mathematical meaning [-Wparentheses] // warning: comparison of constant '3' with a boolean expression is always true [-Wbool-compare]
}
void missing(int a)
{
    g() // error: expected ';' after the expression before 'a'
    a = a + 1 // error: expected ';' after the expression before '}'
}
int after_missing;
void attributes(void) { }
int last(int x) { return x } // error: expected ';' after the 'return' statement before '}'
int falls_into_jumps(int x)
{
    switch (x) {
    case 1:
        x++;
    case 2:
    case 3:
        break;
    case 4:
        x++;
    case 5:
        goto out;
    named:
    case 6:
        x++;
    case 7: // warning: this statement may fall through [-Wimplicit-fallthrough]
    case 8:
        x--;
    default:;
    }
out:
    if (x == sizeof x)
        goto named;
    return x;
}
int stops_in_conditional(int x) { if (x) return 1; x == 2 ? (void)0 : stop(); } // warning: control reaches end of non-void function [-Wreturn-type]
int stops_in_known_conditional(int x) { if (x) return 1; 0 ? (void)0 : (g(), stop()); }
int stops_in_both(int x) { if (x) return 1; x ? stop() : __builtin_unreachable(); }
int stops_in_neither(int x) { if (x) return 1; 1 ? (void)0 : stop(); } // warning: control reaches end of non-void function [-Wreturn-type]
int stops_before_comma(int x) { if (x) return 1; stop(), g(); }
int stops_in_block(int x) { if (x) return 1; ({ if (0) ; else stop(); }); }
int may_stop_in_block(int x) { if (x) return 1; ({ if (x) ; else stop(); }); } // warning: control reaches end of non-void function [-Wreturn-type]
int leaves_by_block(int x) { for (;;) { ({ if (x) return 1; break; }); } } // warning: control reaches end of non-void function [-Wreturn-type]
static void (*stop_pointer)(void) __attribute__((noreturn)) = stop;
_Noreturn void stops_by_pointer(void) { stop_pointer(); }
int stops_by_dereference(int x) { if (x) return 1; (*stop_pointer)(); }
int goes_on(void (*p)(void)) { p(); } // warning: control reaches end of non-void function [-Wreturn-type]

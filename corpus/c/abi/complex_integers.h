/* What complex_integer_calls.c and its part call in each other: complex integers in registers, on the stack, in structures. */
typedef _Complex char cc;
typedef _Complex short cs;
typedef _Complex int ci;
typedef _Complex long cl;
struct holder { char a; cs b; ci c; };
cc add_chars(cc a, cc b);
cs add_shorts(cs a, cs b);
ci add_ints(ci a, ci b);
cl add_longs(cl a, cl b);
struct holder make_holder(char a, cs b, ci c);
ci many(int a, cc b, cl c, ci d, cl e, cl f, struct holder g, cs h, double x, ci i);
cl variadic(int n, ...);

struct s { int member; int bits : 3; const int fixed; };
struct t;
union u { int i; float f; };
enum color { RED, GREEN };
int takes_two(int a, char *b); // note: 'takes_two' is declared here
void nothing(void); // note: 'nothing' is declared here
int variable;
const int constant = 1; // note: declared here

void operators(struct s *p, struct s v, int *ip, double d, struct t *tp) // note: declared here
{
    v + 1; // error: invalid operands to binary '+' (have 'struct s' and 'int')
    ip * 2; // error: invalid operands to binary '*' (have 'int *' and 'int')
    d % 2; // error: invalid operands to binary '%' (have 'double' and 'int')
    d << 1; // error: invalid operands to binary '<<' (have 'double' and 'int')
    ~d; // error: wrong type argument 'double' to unary '~'
    -p; // error: wrong type argument 'struct s *' to unary '-'
    !v; // error: operand of '!' of type 'struct s' where a scalar is required
    *d; // error: invalid type argument of unary '*': 'double' is not a pointer
    *v; // error: invalid type argument of unary '*': 'struct s' is not a pointer
    v.membr; // error: 'struct s' has no member named 'membr'; did you mean 'member'?
    p.member; // error: 'struct s *' is a pointer; did you mean to use '->'?
    v->member; // error: invalid type argument of '->': 'struct s' is not a pointer; did you mean to use '.'?
    ip->x; // error: request for member 'x' in something of type 'int', which is not a structure or union
    d.x; // error: request for member 'x' in something of type 'double', which is not a structure or union
    tp->x; // error: invalid use of incomplete type 'struct t'
    *tp; // error: use of an object of incomplete type 'struct t'
    ip + ip; // error: invalid operands to binary '+' (have 'int *' and 'int *')
    ip - p; // error: 'int *' and 'struct s *' are not pointers to compatible types
    ip == d; // error: invalid operands to binary '==' (have 'int *' and 'double')
    v == v; // error: invalid operands to binary '==' (have 'struct s' and 'struct s')
    &5; // error: lvalue required as unary '&' operand
    &v.bits; // error: cannot take the address of bit-field 'bits'
    sizeof v.bits; // error: 'sizeof' applied to a bit-field
    sizeof(struct t); // error: invalid application of 'sizeof' to incomplete type 'struct t'
    sizeof nothing(); // warning: value computed is not used [-Wunused-value]
    5 = 1; // error: lvalue required as operand of assignment
    constant = 2; // error: assignment of read-only variable 'constant'
    p->fixed = 1; // error: assignment of read-only member 'fixed'
    v = *p; // error: assignment of read-only parameter 'v'
    variable++ = 2; // error: lvalue required as operand of assignment
    nothing = 0; // error: lvalue required as operand of assignment
    undeclared; // error: 'undeclared' undeclared (first use in this function)
    varable = 1; // error: 'varable' undeclared; did you mean 'variable'?
    d++;
    v++; // error: increment of read-only parameter 'v'
    ip[d]; // error: array subscript of type 'double' is not an integer
    variable[variable]; // error: subscripted value of type 'int' is neither array nor pointer
    (struct s)1; // error: conversion to non-scalar type 'struct s' requested
    (int)v; // error: aggregate value of type 'struct s' used where a scalar is required
    (char *)d; // error: cannot convert 'double' to 'char *'
    (int[3])ip; // error: cast specifies array type 'int [3]'
    d ? v : 1; // error: type mismatch in conditional expression ('struct s' and 'int')
    v ? 1 : 2; // error: condition of type 'struct s' where a scalar is required
    (void)0 + 1; // error: invalid operands to binary '+' (have 'void' and 'int')
    variable = nothing(); // error: void value not ignored as it ought to be
}

void calls(struct s v)
{
    takes_two(1); // error: too few arguments to function 'takes_two': expected 2, have 1
    takes_two(1, 0, 2); // error: too many arguments to function 'takes_two': expected 2, have 3
    takes_two(v, 0); // error: incompatible type for argument 1 of 'takes_two': expected 'int' but got 'struct s'
    takes_two(1, 2); // warning: passing argument 2 of 'takes_two' makes pointer from integer without a cast: expected 'char *' but got 'int' [-Wint-conversion]
    takes_two("x", "y"); // warning: passing argument 1 of 'takes_two' makes integer from pointer without a cast: expected 'int' but got 'char *' [-Wint-conversion]
    variable(); // error: called object of type 'int' is not a function or function pointer
    nothing(1); // error: too many arguments to function 'nothing': expected 0, have 1
    unknown_function(1); // warning: implicit declaration of function 'unknown_function' [-Wimplicit-function-declaration]
    takes_two(nothing(), 0); // error: void value not ignored as it ought to be
}

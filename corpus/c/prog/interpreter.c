//! what: a stack machine with a switch and a compiler for a small language to it
#include "../check.h"
#include <ctype.h>
#include <stdlib.h>

enum op { halt, push, load, store, add, sub, mul, less, jump, jump_zero, print };
static int code[512], here;
static const char *source;
static long printed[64];
static int prints;

static void emit(int x) { code[here++] = x; }
static void space(void) { while (isspace((unsigned char)*source)) source++; }
static int accept(char c)
{
    space();
    if (*source != c)
        return 0;
    source++;
    return 1;
}
static void expression(void);
static void factor(void)
{
    space();
    if (isdigit((unsigned char)*source)) {
        char *end;
        emit(push);
        emit((int)strtol(source, &end, 10));
        source = end;
    } else if (isalpha((unsigned char)*source)) {
        emit(load);
        emit(*source++ - 'a');
    } else if (accept('(')) {
        expression();
        accept(')');
    }
}
static void term(void)
{
    factor();
    while (accept('*')) {
        factor();
        emit(mul);
    }
}
static void sum(void)
{
    term();
    for (;;) {
        if (accept('+')) { term(); emit(add); }
        else if (accept('-')) { term(); emit(sub); }
        else return;
    }
}
static void expression(void)
{
    sum();
    if (accept('<')) {
        sum();
        emit(less);
    }
}
/* a = e;  while e { ... }  print e; with W and P as the keywords. */
static void statement(void)
{
    if (accept('W')) {
        int top = here;
        expression();
        emit(jump_zero);
        int hole = here++;
        accept('{');
        while (!accept('}'))
            statement();
        emit(jump);
        emit(top);
        code[hole] = here;
    } else if (accept('P')) {
        expression();
        emit(print);
        accept(';');
    } else {
        space();
        int name = *source++ - 'a';
        accept('=');
        expression();
        accept(';');
        emit(store);
        emit(name);
    }
}
static int run(void)
{
    long stack[64], *sp = stack, variables[26] = { 0 };
    for (int pc = 0, steps = 0; steps < 1000000; steps++) {
        switch ((enum op)code[pc++]) {
        case halt: return steps;
        case push: *sp++ = code[pc++]; break;
        case load: *sp++ = variables[code[pc++]]; break;
        case store: variables[code[pc++]] = *--sp; break;
        case add: sp--; sp[-1] += *sp; break;
        case sub: sp--; sp[-1] -= *sp; break;
        case mul: sp--; sp[-1] *= *sp; break;
        case less: sp--; sp[-1] = sp[-1] < *sp; break;
        case jump: pc = code[pc]; break;
        case jump_zero: pc = *--sp ? pc + 1 : code[pc]; break;
        case print: printed[prints++] = *--sp; break;
        default: return -1;
        }
    }
    return -2;
}

int main(void)
{
    source = "a = 0; b = 1; i = 0; W i < 50 { t = a + b; a = b; b = t; i = i + 1; } P a;"
             "f = 1; i = 1; W i < 16 { f = f * i; i = i + 1; } P f; P (1 + 2) * 3 - 4 < 6;"
             "s = 0; i = 0; W i < 30 { j = 0; W j < i { s = s + i * j; j = j + 1; } i = i + 1; } P s;";
    do
        statement();
    while (space(), *source);
    emit(halt);
    CHECK(run() > 1000);
    CHECK(prints == 4 && printed[0] == 12586269025 && printed[1] == 1307674368000 && printed[2] == 1 && printed[3] == 90335);
    return 0;
}

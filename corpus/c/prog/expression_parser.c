//! what: a recursive descent parser and evaluator, and one to reverse Polish notation
#include "../check.h"
#include <ctype.h>
#include <string.h>

struct parser { const char *p; int error; };
static double expression(struct parser *s);
static void skip(struct parser *s) { while (isspace((unsigned char)*s->p)) s->p++; }
static double primary(struct parser *s)
{
    skip(s);
    if (*s->p == '(') {
        s->p++;
        double v = expression(s);
        skip(s);
        if (*s->p == ')')
            s->p++;
        else
            s->error = 1;
        return v;
    }
    if (*s->p == '-') {
        s->p++;
        return -primary(s);
    }
    if (!isdigit((unsigned char)*s->p)) {
        s->error = 1;
        return 0;
    }
    double v = 0, scale = 1;
    while (isdigit((unsigned char)*s->p))
        v = v * 10 + (*s->p++ - '0');
    if (*s->p == '.')
        for (s->p++; isdigit((unsigned char)*s->p); s->p++)
            v += (*s->p - '0') * (scale /= 10);
    return v;
}
static double power(struct parser *s)
{
    double v = primary(s);
    skip(s);
    if (*s->p != '^')
        return v;
    s->p++;
    int n = (int)power(s);
    double r = 1;
    while (n-- > 0)
        r *= v;
    return r;
}
static double term(struct parser *s)
{
    double v = power(s);
    for (;;) {
        skip(s);
        if (*s->p == '*')
            s->p++, v *= power(s);
        else if (*s->p == '/')
            s->p++, v /= power(s);
        else
            return v;
    }
}
static double expression(struct parser *s)
{
    double v = term(s);
    for (;;) {
        skip(s);
        switch (*s->p) {
        case '+': s->p++; v += term(s); continue;
        case '-': s->p++; v -= term(s); continue;
        }
        return v;
    }
}
static int evaluate(const char *text, double expected)
{
    struct parser s = { text, 0 };
    double v = expression(&s);
    return !s.error && *s.p == 0 && v == expected;
}
static int level(char c) { return c == '+' || c == '-' ? 1 : c == '*' || c == '/' ? 2 : 0; }
static char *polish(const char *in, char *out)
{
    char stack[32], *start = out;
    int top = 0;
    for (; *in; in++) {
        if (isalpha((unsigned char)*in))
            *out++ = *in;
        else if (*in == '(')
            stack[top++] = *in;
        else if (*in == ')') {
            while (stack[--top] != '(')
                *out++ = stack[top];
        } else {
            while (top && level(stack[top - 1]) >= level(*in))
                *out++ = stack[--top];
            stack[top++] = *in;
        }
    }
    while (top)
        *out++ = stack[--top];
    *out = 0;
    return start;
}

int main(void)
{
    char out[64];
    CHECK(evaluate("1 + 2 * 3", 7) && evaluate("(1+2)*3", 9) && evaluate("10-4-3", 3) && evaluate("2^3^2", 512));
    CHECK(evaluate("-(2+3) * -2 / 4", 2.5) && evaluate(" 1.25*8 ", 10) && evaluate("((((7))))", 7));
    CHECK(!evaluate("1+", 1) && !evaluate("(1", 1) && !evaluate("1 1", 1) && !evaluate("", 0));
    CHECK(strcmp(polish("a+b*c-(d+e)/f", out), "abc*+de+f/-") == 0);
    return 0;
}

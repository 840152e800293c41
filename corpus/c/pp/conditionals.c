//! what: #if, #elif, #else, #ifdef, #ifndef, nested and in skipped groups (C11 6.10.1)
#include "../check.h"

#define YES 1
#define NO 0

static int trace;

int main(void)
{
#if YES
    trace = trace * 10 + 1;
#else
    trace = 99;
#endif
#if NO
# if YES
    trace = 98;
# elif nonsense ( [ not evaluated
    trace = 97;
# else
    trace = 96;
# endif
    'unterminated in a skipped group
#elif YES
    trace = trace * 10 + 2;
#elif 1 / 0
    trace = 95;
#else
    trace = 94;
#endif
#ifdef YES
    trace = trace * 10 + 3;
#endif
#ifndef YES
    trace = 93;
#else
    trace = trace * 10 + 4;
#endif
#if !defined(UNKNOWN) && defined YES && UNKNOWN == 0
    trace = trace * 10 + 5;
#endif
#if 0
#elif 0
#else
    trace = trace * 10 + 6;
#endif
    CHECK(trace == 123456);
    return 0;
}

//! what: a bytecode interpreter: a switch in a loop, memory operands, unpredictable branches
//! stdout: 832040 77031 351
#include <stdio.h>

enum op { halt, push, argument, less, jump_if, jump, call, add, subtract, multiply, half, odd, load, store, leave };

/* fib(30) by recursion: the start at 0, fib(n) at 5. */
static const int fib[] = {
    /*  0 */ push, 30, call, 5, halt,
    /*  5 */ argument, push, 2, less, jump_if, 25, argument, push, 1, subtract, call, 5, argument, push, 2, subtract, call, 5, add, leave,
    /* 25 */ argument, leave,
};

/* The start below 100000 with the longest Collatz sequence. */
enum { start, n, length, best, longest };
static const int collatz[] = {
    /*  0 begin: */ push, 1, store, start, push, 0, store, longest,
    /*  8 next: */ load, start, store, n, push, 1, store, length,
    /* 16 while: */ push, 1, load, n, less, jump_if, 57,
    /* 23 */ load, longest, load, length, less, jump_if, 32,
    /* 30 */ jump, 40,
    /* 32 better: */ load, length, store, longest, load, start, store, best,
    /* 40 advance: */ load, start, push, 1, add, store, start,
    /* 47 */ load, start, push, 100000, less, jump_if, 8,
    /* 54 */ load, best, halt,
    /* 57 body: */ load, length, push, 1, add, store, length,
    /* 64 */ load, n, odd, jump_if, 76,
    /* 69 */ load, n, half, store, n, jump, 16,
    /* 76 triple: */ load, n, push, 3, multiply, push, 1, add, store, n, jump, 16,
};
static long stack[4096], variables[8];

static long run(const int *code)
{
    long *sp = stack, *frame = stack;
    for (int pc = 0;;) {
        switch ((enum op)code[pc++]) {
        case halt: return sp[-1];
        case push: *sp++ = code[pc++]; break;
        case argument: *sp++ = frame[-1]; break;
        case less: sp--; sp[-1] = sp[-1] < *sp; break;
        case jump_if: pc = *--sp ? code[pc] : pc + 1; break;
        case jump: pc = code[pc]; break;
        case add: sp--; sp[-1] += *sp; break;
        case subtract: sp--; sp[-1] -= *sp; break;
        case multiply: sp--; sp[-1] *= *sp; break;
        case half: sp[-1] /= 2; break;
        case odd: sp[-1] %= 2; break;
        case load: *sp++ = variables[code[pc++]]; break;
        case store: variables[code[pc++]] = *--sp; break;
        case call:
            /* A frame: the argument below it, then the return address and the caller's frame. */
            sp[0] = pc + 1;
            sp[1] = frame - stack;
            frame = sp;
            sp += 2;
            pc = code[pc];
            break;
        case leave: {
            long value = sp[-1];
            sp = frame;
            pc = (int)frame[0];
            frame = stack + frame[1];
            sp[-1] = value;
            break;
        }
        }
    }
}

int main(void)
{
    long value = run(fib), winner = run(collatz);
    printf("%ld %ld %ld\n", value, winner, variables[longest]);
    return 0;
}

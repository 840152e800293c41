//! what: an interpreter with a jump table for brackets runs two programs
//! stdout: Hello World!
//! stdout: abcdefghijklmnopqrstuvwxyz
#include <stdio.h>
#include <string.h>

static int run(const char *code)
{
    static unsigned char tape[3000];
    static int match[4096], stack[256];
    int n = strlen(code), top = 0;
    memset(tape, 0, sizeof tape);
    for (int i = 0; i < n; i++) {
        if (code[i] == '[')
            stack[top++] = i;
        else if (code[i] == ']') {
            int open = stack[--top];
            match[open] = i;
            match[i] = open;
        }
    }
    unsigned char *p = tape;
    int steps = 0;
    for (int i = 0; i < n; i++, steps++)
        switch (code[i]) {
        case '>': p++; break;
        case '<': p--; break;
        case '+': ++*p; break;
        case '-': --*p; break;
        case '.': putchar(*p); break;
        case '[': if (!*p) i = match[i]; break;
        case ']': if (*p) i = match[i]; break;
        }
    return steps;
}

int main(void)
{
    run("++++++++[>++++[>++>+++>+++>+<<<<-]>+>+>->>+[<]<-]>>.>---.+++++++..+++.>>.<-.<.+++.------.--------.>>+.>++.");
    /* The alphabet: a counter of 26 beside a cell that starts at 97. */
    run("+++++[>+++++<-]>+>++++++++[>++++++++++++<-]>+<<[>>.+<<-]>>[-]++++++++++.");
    return 0;
}

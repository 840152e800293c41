//! what: objects of the C library used from the program: stdout, environ, optarg, and their addresses (psABI 4.4)
#include "../check.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

extern char **environ;
static char ***where = &environ;
static FILE **streams[] = { &stdin, &stdout, &stderr };

int main(void)
{
    CHECK(*streams[1] == stdout && *streams[2] == stderr && *streams[0] == stdin && fileno(stdout) == 1);
    setenv("CORPUS_VARIABLE", "value", 1);
    int found = 0;
    for (char **p = *where; *p; p++)
        found |= strcmp(*p, "CORPUS_VARIABLE=value") == 0;
    CHECK(found && environ == *where);
    char *arguments[] = { "x", "-a", "5", "-b", 0 };
    int c, seen = 0;
    while ((c = getopt(4, arguments, "a:b")) != -1)
        seen = seen * 10 + (c == 'a' ? atoi(optarg) : 7);
    CHECK(seen == 57 && optind == 4);
    return 0;
}

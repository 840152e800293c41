//! what: counting words, wrapping lines, and formatting a table by printf widths
//! stdout: the quick brown
//! stdout: fox jumps over
//! stdout: the lazy dog and
//! stdout: the quick fox
//! stdout: the     3 ###
//! stdout: quick   2 ##
//! stdout: fox     2 ##
//! stdout: brown   1 #
#include "../check.h"
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct word { char text[16]; int count, order; };
static const char text[] = "The quick brown fox jumps over the lazy dog and the quick fox";
static struct word words[32];
static int used;

static void add(const char *start, int length)
{
    char lower[16];
    for (int i = 0; i < length; i++)
        lower[i] = (char)tolower((unsigned char)start[i]);
    lower[length] = 0;
    for (int i = 0; i < used; i++)
        if (strcmp(words[i].text, lower) == 0) {
            words[i].count++;
            return;
        }
    struct word *w = &words[used];
    strcpy(w->text, lower);
    w->count = 1;
    w->order = used++;
}
static int more_first(const void *a, const void *b)
{
    const struct word *x = a, *y = b;
    return x->count != y->count ? y->count - x->count : x->order - y->order;
}

int main(void)
{
    int column = 0;
    for (const char *p = text; *p;) {
        int length = (int)strcspn(p, " ");
        if (column && column + 1 + length > 16) {
            putchar('\n');
            column = 0;
        }
        if (column)
            putchar(' '), column++;
        for (int i = 0; i < length; i++)
            putchar(tolower((unsigned char)p[i]));
        column += length;
        add(p, length);
        p += length + (p[length] == ' ');
    }
    putchar('\n');
    qsort(words, used, sizeof *words, more_first);
    for (int i = 0; i < 4; i++)
        printf("%-6s %2d %.*s\n", words[i].text, words[i].count, words[i].count, "##########");
    CHECK(used == 9);
    return 0;
}

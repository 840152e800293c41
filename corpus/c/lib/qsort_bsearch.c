//! what: callbacks from the library: qsort, bsearch, atexit order (C11 7.22.5)
//! stdout: second
//! stdout: first
#include "../check.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct person { char name[8]; int age; double weight; };
static int calls;
static int by_age(const void *a, const void *b)
{
    const struct person *x = a, *y = b;
    calls++;
    return x->age - y->age;
}
static int by_weight_down(const void *a, const void *b)
{
    double x = ((const struct person *)a)->weight, y = ((const struct person *)b)->weight;
    return (x < y) - (x > y);
}
static int by_text(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }
static void first(void) { puts("first"); }
static void second(void) { puts("second"); }

int main(void)
{
    struct person people[] = { { "ann", 30, 60.5 }, { "bob", 25, 80.25 }, { "cat", 41, 55 }, { "dan", 19, 72 } };
    qsort(people, 4, sizeof *people, by_age);
    CHECK(strcmp(people[0].name, "dan") == 0 && people[3].age == 41 && calls > 0);
    struct person key = { "", 30, 0 }, *found = bsearch(&key, people, 4, sizeof key, by_age);
    CHECK(found && strcmp(found->name, "ann") == 0);
    qsort(people, 4, sizeof *people, by_weight_down);
    CHECK(people[0].weight == 80.25 && people[3].weight == 55);
    char *words[] = { "pear", "apple", "fig", "date", "cherry" };
    qsort(words, 5, sizeof *words, by_text);
    CHECK(strcmp(words[0], "apple") == 0 && strcmp(words[4], "pear") == 0);
    atexit(first);
    atexit(second);
    return 0;
}

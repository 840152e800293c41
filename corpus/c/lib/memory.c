//! what: malloc, calloc, realloc, aligned_alloc and a linked list over them (C11 7.22.3)
#include "../check.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct node { struct node *next; int value; };
static struct node *push(struct node *head, int value)
{
    struct node *n = malloc(sizeof *n);
    *n = (struct node){ head, value };
    return n;
}
static struct node *reverse(struct node *list)
{
    struct node *result = 0;
    while (list) {
        struct node *next = list->next;
        list->next = result;
        result = list;
        list = next;
    }
    return result;
}

int main(void)
{
    struct node *list = 0;
    for (int i = 0; i < 100; i++)
        list = push(list, i);
    list = reverse(list);
    int n = 0;
    for (struct node *p = list, *next; p; p = next) {
        CHECK(p->value == n++);
        next = p->next;
        free(p);
    }
    CHECK(n == 100);
    int *array = 0;
    for (int i = 1; i <= 1000; i++) {
        array = realloc(array, i * sizeof *array);
        array[i - 1] = i;
    }
    long sum = 0;
    for (int i = 0; i < 1000; i++)
        sum += array[i];
    CHECK(sum == 500500);
    free(array);
    char *zero = calloc(1000, 3);
    for (int i = 0; i < 3000; i++)
        CHECK(zero[i] == 0);
    free(zero);
    void *aligned = aligned_alloc(256, 1024);
    CHECK(((uintptr_t)aligned & 255) == 0);
    free(aligned);
    return 0;
}

//! what: quicksort of ints by our own code and of structures by qsort with a callback
//! stdout: 1 2000000 500000
#include <stdio.h>
#include <stdlib.h>

enum { ints = 2000000, records = 500000 };
struct record { unsigned key; int payload[3]; };
static int values[ints];
static struct record table[records];

static void sort(int *a, int n)
{
    while (n > 12) {
        int pivot = a[n / 2], i = 0, j = n - 1;
        while (i <= j) {
            while (a[i] < pivot)
                i++;
            while (a[j] > pivot)
                j--;
            if (i <= j) {
                int t = a[i];
                a[i++] = a[j];
                a[j--] = t;
            }
        }
        sort(a, j + 1);
        a += i;
        n -= i;
    }
    for (int i = 1; i < n; i++) {
        int v = a[i], j = i;
        for (; j > 0 && a[j - 1] > v; j--)
            a[j] = a[j - 1];
        a[j] = v;
    }
}
static int compare(const void *x, const void *y)
{
    const struct record *a = x, *b = y;
    return a->key < b->key ? -1 : a->key > b->key;
}

int main(void)
{
    unsigned state = 1;
    for (int i = 0; i < ints; i++) {
        state = state * 1664525u + 1013904223u;
        values[i] = (int)(state >> 1);
    }
    for (int i = 0; i < records; i++) {
        state = state * 1664525u + 1013904223u;
        table[i].key = state;
        table[i].payload[0] = i;
    }
    sort(values, ints);
    qsort(table, records, sizeof *table, compare);
    int ordered = 1;
    for (int i = 1; i < ints; i++)
        ordered &= values[i - 1] <= values[i];
    for (int i = 1; i < records; i++)
        ordered &= table[i - 1].key <= table[i].key;
    printf("%d %d %d\n", ordered, ints, records);
    return 0;
}

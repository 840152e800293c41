//! what: six sorting algorithms agree, on ints and by pointers to functions
#include "../check.h"
#include <string.h>

enum { count = 500 };
static void insertion(int *a, int n)
{
    for (int i = 1; i < n; i++) {
        int v = a[i], j = i;
        for (; j > 0 && a[j - 1] > v; j--)
            a[j] = a[j - 1];
        a[j] = v;
    }
}
static void shell(int *a, int n)
{
    static const int gaps[] = { 132, 57, 23, 10, 4, 1 };
    for (int g = 0; g < 6; g++)
        for (int gap = gaps[g], i = gap; i < n; i++) {
            int v = a[i], j = i;
            while (j >= gap && a[j - gap] > v) {
                a[j] = a[j - gap];
                j -= gap;
            }
            a[j] = v;
        }
}
static void quick(int *a, int n)
{
    while (n > 1) {
        int pivot = a[n / 2], i = 0, j = n - 1;
        do {
            while (a[i] < pivot) i++;
            while (a[j] > pivot) j--;
            if (i <= j) {
                int t = a[i];
                a[i++] = a[j];
                a[j--] = t;
            }
        } while (i <= j);
        quick(a, j + 1);
        a += i;
        n -= i;
    }
}
static void sift(int *a, int i, int n)
{
    for (int child; (child = 2 * i + 1) < n; i = child) {
        if (child + 1 < n && a[child + 1] > a[child])
            child++;
        if (a[i] >= a[child])
            return;
        int t = a[i];
        a[i] = a[child];
        a[child] = t;
    }
}
static void heap(int *a, int n)
{
    for (int i = n / 2; i-- > 0;)
        sift(a, i, n);
    while (n-- > 1) {
        int t = a[0];
        a[0] = a[n];
        a[n] = t;
        sift(a, 0, n);
    }
}
static void merge(int *a, int n)
{
    static int buffer[count];
    if (n < 2)
        return;
    int half = n / 2;
    merge(a, half);
    merge(a + half, n - half);
    memcpy(buffer, a, half * sizeof *a);
    for (int i = 0, j = half, k = 0; i < half; k++)
        a[k] = j < n && a[j] < buffer[i] ? a[j++] : buffer[i++];
}
static void radix(int *a, int n)
{
    static int other[count];
    for (int shift = 0; shift < 32; shift += 8) {
        int start[257] = { 0 };
        for (int i = 0; i < n; i++)
            start[((unsigned)a[i] ^ 0x80000000) >> shift & 255] += 1;
        for (int i = 0, sum = 0; i < 256; i++) {
            int t = start[i];
            start[i] = sum;
            sum += t;
        }
        for (int i = 0; i < n; i++)
            other[start[((unsigned)a[i] ^ 0x80000000) >> shift & 255]++] = a[i];
        memcpy(a, other, n * sizeof *a);
    }
}

int main(void)
{
    static void (*const sorts[])(int *, int) = { insertion, shell, quick, heap, merge, radix };
    static int data[count], expected[count], work[count];
    unsigned state = 12345;
    for (int i = 0; i < count; i++) {
        state = state * 1103515245 + 12345;
        data[i] = (int)(state >> 8) * (i % 3 ? 1 : -1) / (i % 5 + 1);
    }
    memcpy(expected, data, sizeof data);
    insertion(expected, count);
    for (int i = 1; i < count; i++)
        CHECK(expected[i - 1] <= expected[i]);
    for (unsigned s = 0; s < sizeof sorts / sizeof *sorts; s++)
        for (int n = 0; n <= count; n += 125) {
            memcpy(work, data, sizeof data);
            sorts[s](work, count);
            CHECK(memcmp(work, expected, sizeof work) == 0);
        }
    return 0;
}

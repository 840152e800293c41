//! what: fannkuch: permutations of small integers, reversals of array prefixes
//! stdout: 38 73196
#include <stdio.h>

enum { n = 10 };

int main(void)
{
    int perm[n], original[n], count[n], flips_max = 0, checksum = 0, r = n, number = 0;
    for (int i = 0; i < n; i++)
        original[i] = i;
    for (;;) {
        for (; r != 1; r--)
            count[r - 1] = r;
        for (int i = 0; i < n; i++)
            perm[i] = original[i];
        int flips = 0;
        for (int k; (k = perm[0]) != 0; flips++)
            for (int i = 0, j = k; i < j; i++, j--) {
                int t = perm[i];
                perm[i] = perm[j];
                perm[j] = t;
            }
        if (flips > flips_max)
            flips_max = flips;
        checksum += number % 2 == 0 ? flips : -flips;
        for (;;) {
            if (r == n) {
                printf("%d %d\n", flips_max, checksum);
                return 0;
            }
            int first = original[0];
            for (int i = 0; i < r; i++)
                original[i] = original[i + 1];
            original[r] = first;
            if (--count[r] > 0)
                break;
            r++;
        }
        number++;
    }
}

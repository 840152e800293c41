//! what: sieve of Eratosthenes: byte stores with a stride, a counting loop
//! stdout: 148933
#include <stdio.h>
#include <string.h>

enum { size = 2000000 };
static unsigned char composite[size];

int main(void)
{
    int count = 0;
    for (int round = 0; round < 40; round++) {
        count = 0;
        memset(composite, 0, sizeof composite);
        for (int i = 2; i < size; i++) {
            if (composite[i])
                continue;
            count++;
            if (i < 1415)
                for (int j = i * i; j < size; j += i)
                    composite[j] = 1;
        }
    }
    printf("%d\n", count);
    return 0;
}

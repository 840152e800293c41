//! what: case labels inside a loop of the switch body (C11 6.8.4.2)
#include "../check.h"

static void copy(char *to, const char *from, int count)
{
    int n = (count + 7) / 8;
    switch (count % 8) {
    case 0: do { *to++ = *from++;
    case 7:      *to++ = *from++;
    case 6:      *to++ = *from++;
    case 5:      *to++ = *from++;
    case 4:      *to++ = *from++;
    case 3:      *to++ = *from++;
    case 2:      *to++ = *from++;
    case 1:      *to++ = *from++;
            } while (--n > 0);
    }
}

int main(void)
{
    char from[40], to[41];
    for (int i = 0; i < 40; i++)
        from[i] = i + 1;
    for (int count = 1; count <= 40; count++) {
        for (int i = 0; i < 41; i++)
            to[i] = -1;
        copy(to, from, count);
        for (int i = 0; i < count; i++)
            CHECK(to[i] == i + 1);
        CHECK(to[count] == -1);
    }
    return 0;
}

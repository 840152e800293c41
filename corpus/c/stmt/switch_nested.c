//! what: switch within switch and loops: break, continue and case labels belong to the innermost (C11 6.8.6)
#include "../check.h"

static int nested(int a, int b)
{
    int r = 0;
    switch (a) {
    case 1:
        switch (b) {
        case 1: r = 11; break;
        case 2: r = 12; break;
        default: r = 19;
        }
        r += 100;
        break;
    case 2:
        for (int i = 0; i < 10; i++) {
            switch (i % 3) {
            case 0: continue;
            case 1: r += i; break;
            case 2: if (i > b) goto done;
            }
            r++;
        }
    done:
        r += 1000;
        break;
    default:
        while (1) {
            switch (b--) {
            case 0: break;
            default: r++; continue;
            }
            break;
        }
    }
    return r;
}

int main(void)
{
    CHECK(nested(1, 1) == 111 && nested(1, 2) == 112 && nested(1, 3) == 119);
    CHECK(nested(2, 4) == 1000 + (1 + 1) + 1 + (4 + 1));
    CHECK(nested(3, 5) == 5);
    return 0;
}

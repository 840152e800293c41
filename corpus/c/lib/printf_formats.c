//! what: printf with every kind of argument (C11 7.21.6.1)
//! stdout: [   42][42   ][00042][+42][ 42][-7]
//! stdout: [ff][0XFF][0377][0][4294967295][-1 -1]
//! stdout: [18446744073709551615][-9223372036854775808][7f]
//! stdout: [3.141593][3.14][  3.1][3.141593e+00][3.14159][0x1.8p+1]
//! stdout: [inf][-inf][-0.000000][1e+100][100000][1e+06]
//! stdout: [text][  te][te  ][c][%]
//! stdout: [0.1000000000000000055511151231257827]
//! stdout: [1.5 2.25][12 -3 7]
#include <stdio.h>

int main(void)
{
    volatile int n = 42;
    printf("[%5d][%-5d][%05d][%+d][% d][%d]\n", n, n, n, n, n, -7);
    printf("[%x][%#X][%#o][%u][%u][%hhd %hd]\n", 255, 255, 255, 0, -1, 255, 65535);
    printf("[%lu][%lld][%zx]\n", ~0ul, -9223372036854775807LL - 1, sizeof(char[127]));
    printf("[%f][%.2f][%*.*f][%e][%g][%a]\n", 3.14159265, 3.14159265, 5, 1, 3.14159265, 3.14159265, 3.14159265, 3.0);
    printf("[%f][%f][%f][%g][%g][%g]\n", __builtin_inf(), -__builtin_inf(), -0.0, 1e100, 1e5, 1e6);
    printf("[%s][%4.2s][%-4.2s][%c][%%]\n", "text", "text", "text", 'c');
    printf("[%.34f]\n", 0.1);
    printf("[%Lg %Lg]", 1.5L, 2.25L);
    int count = 0;
    printf("[12 -3%n 7]\n", &count);
    return count == 6 ? 0 : 1;
}

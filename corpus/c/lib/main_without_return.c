//! what: reaching the end of main returns 0; main has argc and argv (C11 5.1.2.2.1, 5.1.2.2.3)
#include <stdlib.h>

int main(int argc, char *argv[])
{
    if (argc != 1 || argv[1] != 0 || argv[0][0] == 0)
        exit(1);
}

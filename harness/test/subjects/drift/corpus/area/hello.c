//! what: a program prints two lines and ends with a code (C11 7.21.6.3, 5.1.2.2.3)
//! exit: 3
//! stdout: hello
//! stdout: again
#include <stdio.h>

int main(void)
{
	printf("hello\nagain\n");
	return 3;
}

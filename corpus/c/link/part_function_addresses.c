//! part
#include <stdlib.h>
#include <string.h>

int (*other_abs)(int) = abs;
void *(*const other_functions[])(void *, const void *, size_t) = { memcpy, memmove };
int is_abs(int (*f)(int)) { return f == abs; }

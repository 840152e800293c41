/*
 * __dso_handle, which glibc's libc_nonshared.a (atexit, at_quick_exit, pthread_atfork) hands to __cxa_atexit.
 * GCC's crtbegin.o has it; a link without that file takes it from here. Its value names the object whose handlers run
 * when it is unloaded (Itanium C++ ABI 3.3.5.2): zero is the program itself, which is what this library is linked into.
 * A shared object needs one that holds its own address instead.
 */
#include "runtime.h"

void *__dso_handle = 0;

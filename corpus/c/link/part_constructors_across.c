//! part
#include <stdio.h>

__attribute__((constructor(400))) static void late(void) { puts("there 400"); }
__attribute__((constructor(200))) static void early(void) { puts("there 200"); }
__attribute__((destructor(400))) static void late_end(void) { puts("there ends 400"); }
__attribute__((destructor(200))) static void early_end(void) { puts("there ends 200"); }

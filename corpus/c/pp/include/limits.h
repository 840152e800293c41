/* Wraps the system's header of the same name, for include_next.c. */
#define wrapper_seen 1
#include_next <limits.h>

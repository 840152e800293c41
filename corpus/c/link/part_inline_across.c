//! part
#include "inline.h"
int (*other_address(void))(int) { return shared_inline; }
int other_static(int x) { return each_its_own(x); }

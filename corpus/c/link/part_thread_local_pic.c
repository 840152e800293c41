//! part
__thread int there = 7;
int next(void) { return ++there; }
int *address(void) { return &there; }

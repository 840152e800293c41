//! part
int function(void) { return 2; }
int object = 2;
int present(void) { return 3; }
__attribute__((weak)) int other_weak(void) { return 4; }
__attribute__((weak)) int only_weak_here(void) { return 6; }

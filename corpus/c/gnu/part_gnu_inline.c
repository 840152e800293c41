//! part
int twice(int x) { return x * 2; }
int thrice(int x) { return x * 3; }
int (*other_twice(void))(int) { return twice; }

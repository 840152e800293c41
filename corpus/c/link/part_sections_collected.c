//! part
int used_object = 5;
int unused_object[1000] = { 1 };
int used(int x) { return x + 1; }
int through_pointer(int x) { return x + 10; }
int unused(int x) { return x + unused_object[0]; }

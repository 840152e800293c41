//! part
__thread int there = 3;
__thread int there_hidden = 5;
__thread long zero_there;
__thread int initial_exec = 8;
extern __thread int here;
int *address_of_there(void) { return &there; }
int *address_of_here(void) { return &here; }
int sum_there(void) { return there + here + there_hidden + initial_exec; }

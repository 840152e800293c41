//! part
static int same_name = 2;
static int helper(void) { return same_name; }
extern int shared;
int call_back(int);
int other_array[3] = { 10, 20, 30 };
const char *const other_text = "text";
const int other_constant = 77;
struct pair { int a, b; } other_pair = { 5, 6 };
int other_same_name(void) { return helper(); }
int other_calls_back(int x) { return call_back(x); }
int *other_address(void) { return &shared; }
int (*other_function)(int) = call_back;

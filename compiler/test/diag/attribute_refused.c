__attribute__((symver("f"))) int f1(void) { return 1; } // error: symver attribute argument must have format 'name@version' or 'name@@version'
__attribute__((symver("@V"))) int f2(void) { return 1; } // error: symver attribute argument must have format 'name@version' or 'name@@version'
__attribute__((symver("f@"))) int f3(void) { return 1; } // error: symver attribute argument must have format 'name@version' or 'name@@version'
__attribute__((symver("f@@"))) int f4(void) { return 1; } // error: symver attribute argument must have format 'name@version' or 'name@@version'
__attribute__((symver("f@@@V"))) int f5(void) { return 1; } // error: symver attribute argument must have format 'name@version' or 'name@@version'
__attribute__((symver(3))) int f6(void) { return 1; } // error: expected a string literal as the attribute's argument
struct s { int a; } __attribute__((scalar_storage_order("big-endian"))); // error: declarations with attribute 'scalar_storage_order' are not supported yet
int (*p)(int) __attribute__((ms_abi)); // error: declarations with attribute 'ms_abi' are not supported yet
typedef int (__attribute__((ms_abi)) *t)(int); // error: declarations with attribute 'ms_abi' are not supported yet

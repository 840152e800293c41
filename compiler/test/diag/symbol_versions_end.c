// flags: -c
__attribute__((symver("g@V"))) static int g1(void) { return 1; } // error: attribute 'symver' needs 'g1' to have external linkage // warning: 'g1' defined but not used [-Wunused-function]
__attribute__((symver("g@V"))) extern int g2(void); // error: attribute 'symver' needs 'g2' to be defined here, and not as a common symbol
__attribute__((symver("h@V"))) int h1(void) { return 1; }
__attribute__((symver("h@V"))) int h2(void) { return 1; } // error: 'h@V' is defined twice
__attribute__((symver("i@V"))) int i1(void);
__attribute__((symver("i@V"), symver("i@@W"))) int i1(void) { return 1; }
int circle1(void) __attribute__((alias("circle2"))); // error: 'circle1' is an alias of itself, through 'circle2'
int circle2(void) __attribute__((alias("circle1")));
int end1(void) __attribute__((alias("end2"))); // error: 'end1' is an alias of 'end2', which this translation unit does not define
int end2(void) __attribute__((alias("end3"))); // error: 'end2' is an alias of 'end3', which this translation unit does not define

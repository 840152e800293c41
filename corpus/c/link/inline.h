/* Inline functions that inline_across.c and its part share. */
inline int shared_inline(int x) { return x + 10; }
static inline int each_its_own(int x) { return x * 2; }

//! what: the predefined macros that promise something: IEEE 754, Unicode, assembly, alignment (C11 6.10.8, GCC "Common Predefined Macros")
//! only: glibc
#include "../check.h"
#include <limits.h>
#include <wchar.h>

#if __STDC_IEC_559__ != 1
#error "Annex F"
#endif
#if __STDC_ISO_10646__ < 199712L
#error "wchar_t is Unicode"
#endif

#ifdef __GCC_ASM_FLAG_OUTPUTS__
static int equal(int a, int b)
{
    int z;
    __asm__("cmp %2, %1" : "=@ccz"(z) : "r"(a), "r"(b));
    return z;
}
#else
static int equal(int a, int b) { return a == b; }
#endif

static int described(void)
{
#ifdef __GCC_HAVE_DWARF2_CFI_ASM
    __asm__ volatile(".cfi_remember_state\n\tnop\n\t.cfi_restore_state");
#endif
    return 1;
}

#ifdef __GCC_CONSTRUCTIVE_SIZE
struct line { _Alignas(__GCC_CONSTRUCTIVE_SIZE) char c; };
#else
struct line { _Alignas(64) char c; };
#endif

#ifdef __GNUC_STDC_INLINE__
inline int inlined(void) { return 3; } /* no external definition: the one below is */
extern int inlined(void);
#else
extern inline int inlined(void) { return 3; }
int inlined(void) { return 3; }
#endif

int main(void)
{
    CHECK(equal(2, 2) && !equal(2, 3) && described() && sizeof(struct line) == 64 && inlined() == 3);
    CHECK(L'\u20ac' == 0x20ac && L'\U0001f600' == 0x1f600 && (unsigned char)"\u20ac"[0] == 0xe2);
#ifdef __GCC_IEC_559
    CHECK(__GCC_IEC_559 > 0 && __GCC_IEC_559_COMPLEX > 0);
    CHECK(__FLT_EVAL_METHOD__ == 0);
#endif
    CHECK(__SIZEOF_WCHAR_T__ == sizeof(wchar_t) && CHAR_BIT == __CHAR_BIT__);
    return 0;
}

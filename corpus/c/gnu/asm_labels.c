//! what: asm labels give functions and objects another name in the object file (GNU C)
//! with: part_asm_labels.c
#include "../check.h"

extern int renamed_function(int x) __asm__("real_function");
extern int renamed_object asm("real" "_object");
int exported(void) __asm__("exported_under_another_name");
int exported(void) { return 31; }
static int local_static __asm__("static_with_label") = 4;
extern int ask(void);
extern int puts_like(const char *) __asm__("strlen");

int main(void)
{
    CHECK(renamed_function(4) == 12 && renamed_object == 55 && ask() == 31 && local_static == 4);
    CHECK(puts_like("hello") == 5);
    return 0;
}

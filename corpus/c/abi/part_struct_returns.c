//! part
#include "structs.h"

struct i1 make_i1(int n) { return (struct i1){ n }; }
struct i3 make_i3(int n) { return (struct i3){ { n, n + 1, n + 2 } }; }
struct i4 make_i4(int n) { return (struct i4){ n }; }
struct i5 make_i5(int n) { return (struct i5){ { n, n + 1, n + 2, n + 3, n + 4 } }; }
struct i8 make_i8(int n) { return (struct i8){ n, n + 1 }; }
struct i12 make_i12(int n) { return (struct i12){ n, n + 1, n + 2 }; }
struct i16 make_i16(int n) { return (struct i16){ n, n + 1, n + 2 }; }
struct f4 make_f4(int n) { return (struct f4){ n }; }
struct f8 make_f8(int n) { return (struct f8){ n, n + 1 }; }
struct f12 make_f12(int n) { return (struct f12){ n, n + 1, n + 2 }; }
struct f16 make_f16(int n) { return (struct f16){ { n, n + 1, n + 2, n + 3 } }; }
struct d8 make_d8(int n) { return (struct d8){ n }; }
struct d16 make_d16(int n) { return (struct d16){ n, n + 1 }; }
struct id make_id(int n) { return (struct id){ n, n + 1 }; }
struct di make_di(int n) { return (struct di){ n, n + 1 }; }
struct fi make_fi(int n) { return (struct fi){ n, n + 1 }; }
struct fif make_fif(int n) { return (struct fif){ n, n + 1, n + 2 }; }
struct ffi make_ffi(int n) { return (struct ffi){ n, n + 1, n + 2 }; }
struct nested make_nested(int n) { return (struct nested){ { n, { n + 1 } }, { n + 2 } }; }
struct m17 make_m17(int n)
{
    struct m17 r;
    for (int i = 0; i < 17; i++)
        r.a[i] = n + i;
    return r;
}
struct m24 make_m24(int n) { return (struct m24){ n, n + 1, n + 2 }; }
struct md24 make_md24(int n) { return (struct md24){ n, n + 1, n + 2 }; }
struct x16 make_x16(int n) { return (struct x16){ n }; }
struct x32 make_x32(int n) { return (struct x32){ n, n + 1 }; }
struct ub make_ub(int n) { return (struct ub){ n, n + 1, n + 2, -(n + 3) }; }
struct pk make_pk(int n) { return (struct pk){ n, n + 1 }; }
struct pkd make_pkd(int n) { return (struct pkd){ n, n + 1 }; }
struct empty_tail make_empty_tail(int n) { return (struct empty_tail){ n }; }
struct al make_al(int n) { return (struct al){ n }; }
union uid make_uid(int n) { return (union uid){ .b = n }; }
union uf make_uf(int n) { return (union uf){ .b = { n, n + 1 } }; }
union ul make_ul(int n) { return (union ul){ .a = n }; }
struct ptr make_pointers(char *text, int (*f)(int)) { return (struct ptr){ text, f }; }
struct m24 six(int a, int b, int c, int d, int e, int f) { return (struct m24){ a * 10 + b, c * 10 + d, e * 10 + f }; }

/* Vector arguments and results, for vectors.c and part_vectors.c: 16 bytes travel in one vector register, 8 in its lower half. */
#include <stdarg.h>

typedef int v4si __attribute__((vector_size(16)));
typedef float v4sf __attribute__((vector_size(16)));
typedef double v2df __attribute__((vector_size(16)));
typedef char v16qi __attribute__((vector_size(16)));
typedef float v2sf __attribute__((vector_size(8)));
typedef short v4hi __attribute__((vector_size(8)));

struct one { v4sf v; };
struct two { v2sf a, b; };
struct large { v4si a; int b; };
union either { v4si v; long words[2]; };
union floats { v4sf v; double d[2]; };

v4si add(v4si a, v4si b);
v2sf scale(v2sf a, float f);
v4hi narrow(v4hi a, v4hi b);
struct one wrap(struct one a, double d);
struct two pair(struct two a, v2df d);
struct large extend(struct large a, v4si b);
union either choose(union either a, union either b);
union floats blend(union floats a, float x);
double mixed(int a, v2df b, double c, v16qi d, struct one e, v4si f, float g, v4sf h, v2df i, v4si j, v2df k, long l);
v4si variadic(int count, ...);
v4si call(v4si (*f)(v4si, v4si), v4si a);

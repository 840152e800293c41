//! what: addresses of labels, goto through a table, differences of labels in static data (GNU C)
#include "../check.h"

static int run(const unsigned char *code)
{
    static const void *const table[] = { &&op_halt, &&op_push, &&op_add, &&op_mul, &&op_neg };
    int stack[16], *top = stack;
    goto *table[*code++];
op_push:
    *top++ = *code++;
    goto *table[*code++];
op_add:
    top--;
    top[-1] += *top;
    goto *table[*code++];
op_mul:
    top--;
    top[-1] *= *top;
    goto *table[*code++];
op_neg:
    top[-1] = -top[-1];
    goto *table[*code++];
op_halt:
    return top[-1];
}

static int offsets(int n)
{
    static const int table[] = { &&zero - &&zero, &&one - &&zero, &&two - &&zero };
    goto *(&&zero + table[n]);
zero:
    return 100;
one:
    return 101;
two:
    return 102;
}

static int local(int n)
{
    void *target = n ? &&yes : &&no;
    goto *target;
yes:
    return 1;
no:
    return 0;
}

int main(void)
{
    static const unsigned char program[] = { 1, 6, 1, 7, 3, 1, 8, 2, 4, 0 };
    CHECK(run(program) == -50);
    CHECK(offsets(0) == 100 && offsets(1) == 101 && offsets(2) == 102);
    CHECK(local(1) == 1 && local(0) == 0);
    return 0;
}

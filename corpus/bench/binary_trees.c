//! what: binary trees: allocation, recursion, pointers
//! stdout: 100001 trees, 12962143 nodes
#include <stdio.h>
#include <stdlib.h>

struct tree { struct tree *left, *right; };

static struct tree *make(int depth)
{
    struct tree *t = malloc(sizeof *t);
    if (!t)
        abort();
    t->left = depth > 0 ? make(depth - 1) : NULL;
    t->right = depth > 0 ? make(depth - 1) : NULL;
    return t;
}
static int check(const struct tree *t) { return 1 + (t->left ? check(t->left) + check(t->right) : 0); }
static void release(struct tree *t)
{
    if (t->left) {
        release(t->left);
        release(t->right);
    }
    free(t);
}

int main(void)
{
    enum { deepest = 17, shallow = 6, rounds = 100000 };
    struct tree *kept = make(deepest);
    long nodes = 0;
    for (int i = 0; i < rounds; i++) {
        struct tree *t = make(shallow);
        nodes += check(t);
        release(t);
    }
    nodes += check(kept);
    release(kept);
    printf("%d trees, %ld nodes\n", rounds + 1, nodes);
    return 0;
}

//! what: an ordered tree with insertion, deletion and traversal, and an AVL tree that stays balanced
#include "../check.h"
#include <stdlib.h>

struct node { struct node *left, *right; int key, height; };
static int height(const struct node *n) { return n ? n->height : 0; }
static void fix(struct node *n)
{
    int l = height(n->left), r = height(n->right);
    n->height = (l > r ? l : r) + 1;
}
static struct node *rotate_right(struct node *n)
{
    struct node *l = n->left;
    n->left = l->right;
    l->right = n;
    fix(n);
    fix(l);
    return l;
}
static struct node *rotate_left(struct node *n)
{
    struct node *r = n->right;
    n->right = r->left;
    r->left = n;
    fix(n);
    fix(r);
    return r;
}
static struct node *balance(struct node *n)
{
    fix(n);
    int b = height(n->left) - height(n->right);
    if (b > 1) {
        if (height(n->left->left) < height(n->left->right))
            n->left = rotate_left(n->left);
        return rotate_right(n);
    }
    if (b < -1) {
        if (height(n->right->right) < height(n->right->left))
            n->right = rotate_right(n->right);
        return rotate_left(n);
    }
    return n;
}
static struct node *insert(struct node *n, int key)
{
    if (!n) {
        n = calloc(1, sizeof *n);
        n->key = key;
        n->height = 1;
        return n;
    }
    if (key < n->key)
        n->left = insert(n->left, key);
    else if (key > n->key)
        n->right = insert(n->right, key);
    return balance(n);
}
static struct node *take_least(struct node *n, struct node **least)
{
    if (!n->left) {
        *least = n;
        return n->right;
    }
    n->left = take_least(n->left, least);
    return balance(n);
}
static struct node *erase(struct node *n, int key)
{
    if (!n)
        return 0;
    if (key < n->key)
        n->left = erase(n->left, key);
    else if (key > n->key)
        n->right = erase(n->right, key);
    else {
        struct node *l = n->left, *r = n->right;
        free(n);
        if (!r)
            return l;
        struct node *least = 0;
        r = take_least(r, &least);
        least->left = l;
        least->right = r;
        n = least;
    }
    return balance(n);
}
static int check(const struct node *n, long low, long high, int *count)
{
    if (!n)
        return 0;
    CHECK(n->key > low && n->key < high);
    int b = height(n->left) - height(n->right);
    CHECK(b >= -1 && b <= 1);
    ++*count;
    RUN(check(n->left, low, n->key, count));
    return check(n->right, n->key, high, count);
}
static void release(struct node *n)
{
    if (n) {
        release(n->left);
        release(n->right);
        free(n);
    }
}

int main(void)
{
    struct node *root = 0;
    for (int i = 0; i < 1000; i++)
        root = insert(root, i * 7919 % 1009);
    int count = 0;
    RUN(check(root, -1, 1009, &count));
    CHECK(count == 1000 && root->height <= 12);
    for (int i = 0; i < 1000; i += 2)
        root = erase(root, i * 7919 % 1009);
    count = 0;
    RUN(check(root, -1, 1009, &count));
    CHECK(count == 500);
    release(root);
    return 0;
}

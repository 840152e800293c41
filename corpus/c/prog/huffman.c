//! what: Huffman coding with a priority queue, bit streams and the inverse
#include "../check.h"
#include <string.h>

struct node { int weight, symbol, left, right; };
static struct node nodes[600];
static int used;
static unsigned codes[256];
static unsigned char lengths[256];

static int smallest(unsigned char *alive)
{
    int best = -1;
    for (int i = 0; i < used; i++)
        if (alive[i] && (best < 0 || nodes[i].weight < nodes[best].weight))
            best = i;
    alive[best] = 0;
    return best;
}
static void walk(int n, unsigned code, int depth)
{
    if (nodes[n].symbol >= 0) {
        codes[nodes[n].symbol] = code;
        lengths[nodes[n].symbol] = depth;
        return;
    }
    walk(nodes[n].left, code << 1, depth + 1);
    walk(nodes[n].right, code << 1 | 1, depth + 1);
}

int main(void)
{
    static const char text[] = "it was the best of times, it was the worst of times, it was the age of wisdom, it was the age of foolishness";
    int counts[256] = { 0 }, n = sizeof text;
    unsigned char alive[600] = { 0 }, bits[200] = { 0 };
    for (int i = 0; i < n; i++)
        counts[(unsigned char)text[i]]++;
    for (int i = 0; i < 256; i++)
        if (counts[i]) {
            alive[used] = 1;
            nodes[used++] = (struct node){ counts[i], i, -1, -1 };
        }
    int symbols = used, root = 0;
    for (int i = 1; i < symbols; i++) {
        int a = smallest(alive), b = smallest(alive);
        alive[used] = 1;
        nodes[used] = (struct node){ nodes[a].weight + nodes[b].weight, -1, a, b };
        root = used++;
    }
    walk(root, 0, 0);
    int at = 0;
    for (int i = 0; i < n; i++) {
        unsigned char c = text[i];
        for (int b = lengths[c] - 1; b >= 0; b--, at++)
            bits[at / 8] |= (codes[c] >> b & 1) << (at & 7);
    }
    CHECK(nodes[root].weight == n && at < n * 4.5 && at > n * 3);
    char back[sizeof text];
    int read = 0, o = 0;
    while (o < n) {
        int p = root;
        while (nodes[p].symbol < 0) {
            p = bits[read / 8] >> (read & 7) & 1 ? nodes[p].right : nodes[p].left;
            read++;
        }
        back[o++] = (char)nodes[p].symbol;
    }
    CHECK(read == at && memcmp(back, text, n) == 0);
    return 0;
}

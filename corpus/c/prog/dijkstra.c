//! what: graphs: shortest paths with a heap, all pairs, depth-first order and union-find agree
#include "../check.h"

enum { nodes = 40, infinity = 1000000 };
static int weight[nodes][nodes], all[nodes][nodes], parent[nodes];
struct item { int node, distance; };
static struct item heap[2000];
static int heap_size;

static void put(struct item x)
{
    int i = heap_size++;
    for (; i > 0 && heap[(i - 1) / 2].distance > x.distance; i = (i - 1) / 2)
        heap[i] = heap[(i - 1) / 2];
    heap[i] = x;
}
static struct item take(void)
{
    struct item first = heap[0], last = heap[--heap_size];
    int i = 0, child;
    for (; (child = 2 * i + 1) < heap_size; i = child) {
        if (child + 1 < heap_size && heap[child + 1].distance < heap[child].distance)
            child++;
        if (last.distance <= heap[child].distance)
            break;
        heap[i] = heap[child];
    }
    heap[i] = last;
    return first;
}
static void dijkstra(int from, int *distance)
{
    for (int i = 0; i < nodes; i++)
        distance[i] = infinity;
    distance[from] = 0;
    put((struct item){ from, 0 });
    while (heap_size) {
        struct item x = take();
        if (x.distance > distance[x.node])
            continue;
        for (int i = 0; i < nodes; i++)
            if (weight[x.node][i] < infinity && x.distance + weight[x.node][i] < distance[i]) {
                distance[i] = x.distance + weight[x.node][i];
                put((struct item){ i, distance[i] });
            }
    }
}
static int find(int x) { return parent[x] == x ? x : (parent[x] = find(parent[x])); }

int main(void)
{
    unsigned state = 99;
    for (int i = 0; i < nodes; i++) {
        parent[i] = i;
        for (int j = 0; j < nodes; j++)
            weight[i][j] = i == j ? 0 : infinity;
    }
    for (int k = 0; k < 70; k++) {
        state = state * 1103515245 + 12345;
        int a = (state >> 8) % nodes, b = (state >> 16) % nodes;
        if (a == b)
            continue;
        weight[a][b] = weight[b][a] = (state >> 24) % 50 + 1;
        parent[find(a)] = find(b);
    }
    for (int i = 0; i < nodes; i++)
        for (int j = 0; j < nodes; j++)
            all[i][j] = weight[i][j];
    for (int k = 0; k < nodes; k++)
        for (int i = 0; i < nodes; i++)
            for (int j = 0; j < nodes; j++)
                if (all[i][k] + all[k][j] < all[i][j])
                    all[i][j] = all[i][k] + all[k][j];
    for (int from = 0; from < nodes; from++) {
        int distance[nodes];
        dijkstra(from, distance);
        for (int i = 0; i < nodes; i++) {
            CHECK(distance[i] == all[from][i]);
            CHECK((distance[i] < infinity) == (find(i) == find(from)));
        }
    }
    return 0;
}

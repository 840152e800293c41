//! what: intrusive lists with container_of, typeof macros and callbacks, in the manner of kernels
#include "../check.h"
#include <stddef.h>

struct list { struct list *next, *prev; };
#define LIST_INIT(name) { &(name), &(name) }
#define container_of(pointer, type, member) ({ const typeof(((type *)0)->member) *p_ = (pointer); (type *)((char *)p_ - offsetof(type, member)); })
#define for_each(pos, head, member) \
    for (pos = container_of((head)->next, typeof(*pos), member); &pos->member != (head); pos = container_of(pos->member.next, typeof(*pos), member))

struct task { int priority; struct list link; char name; struct list other; };
static struct list ready = LIST_INIT(ready), waiting = { &waiting, &waiting };

static inline void add(struct list *item, struct list *before)
{
    item->prev = before->prev;
    item->next = before;
    before->prev->next = item;
    before->prev = item;
}
static inline void drop(struct list *item)
{
    item->prev->next = item->next;
    item->next->prev = item->prev;
    item->next = item->prev = item;
}
static void add_by_priority(struct task *t)
{
    struct task *p;
    for_each(p, &ready, link)
        if (p->priority > t->priority)
            break;
    add(&t->link, &p->link);
}

int main(void)
{
    static struct task tasks[] = { { 5, .name = 'e' }, { 1, .name = 'a' }, { 3, .name = 'c' }, { 2, .name = 'b' }, { 4, .name = 'd' } };
    for (int i = 0; i < 5; i++) {
        add_by_priority(&tasks[i]);
        add(&tasks[i].other, &waiting);
    }
    struct task *t;
    int n = 0, order = 0;
    for_each(t, &ready, link)
        CHECK(t->name == 'a' + n++);
    CHECK(n == 5);
    for_each(t, &waiting, other)
        order = order * 10 + t->priority;
    CHECK(order == 51324);
    drop(&tasks[2].link);
    order = 0;
    for_each(t, &ready, link)
        order = order * 10 + t->priority;
    CHECK(order == 1245 && container_of(ready.next, struct task, link) == &tasks[1]);
    return 0;
}

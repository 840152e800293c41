//! what: a JSON checker as a table of states with pointers to functions and a pushdown stack
#include "../check.h"
#include <string.h>

struct checker;
typedef int state(struct checker *, int c);
struct checker { state *now; char stack[32]; int depth; const char *word; };
static state value, after, string, escape, number, word, key, colon, first_key, first_value, done;
static int push(struct checker *k, char c)
{
    if (k->depth == (int)sizeof k->stack)
        return 0;
    k->stack[k->depth++] = c;
    return 1;
}
static int is_space(int c) { return c == ' ' || c == '\n' || c == '\t'; }
static int finish(struct checker *k) { k->now = k->depth ? after : done; return 1; }
static int value(struct checker *k, int c)
{
    switch (c) {
    case ' ': case '\n': case '\t': return 1;
    case '{': k->now = first_key; return push(k, '}');
    case '[': k->now = first_value; return push(k, ']');
    case '"': k->now = string; return push(k, 'v');
    case 't': k->word = "rue"; k->now = word; return 1;
    case 'f': k->word = "alse"; k->now = word; return 1;
    case 'n': k->word = "ull"; k->now = word; return 1;
    case '-': case '0' ... '9': k->now = number; return 1;
    }
    return 0;
}
static int first_value(struct checker *k, int c) { return c == ']' ? (k->depth--, finish(k)) : value(k, c); }
static int first_key(struct checker *k, int c) { return c == '}' ? (k->depth--, finish(k)) : key(k, c); }
static int key(struct checker *k, int c)
{
    if (is_space(c))
        return 1;
    k->now = string;
    return c == '"' && push(k, 'k');
}
static int string(struct checker *k, int c)
{
    if (c == '\\')
        k->now = escape;
    else if (c == '"') {
        if (k->stack[--k->depth] == 'k')
            k->now = colon;
        else
            return finish(k);
    }
    return c >= 32;
}
static int escape(struct checker *k, int c) { k->now = string; return c && strchr("\"\\/bfnrt", c) != 0; }
static int colon(struct checker *k, int c)
{
    if (c == ':')
        k->now = value;
    return c == ':' || is_space(c);
}
static int word(struct checker *k, int c)
{
    if (c != *k->word++)
        return 0;
    return *k->word ? 1 : finish(k);
}
static int number(struct checker *k, int c) { return (c >= '0' && c <= '9') || c == '.' || c == 'e' ? 1 : (finish(k), k->now(k, c)); }
static int after(struct checker *k, int c)
{
    if (is_space(c))
        return 1;
    if (c == ',') {
        k->now = k->stack[k->depth - 1] == '}' ? key : value;
        return 1;
    }
    return c == k->stack[k->depth - 1] && (k->depth--, finish(k));
}
static int done(struct checker *k, int c) { return k->depth == 0 && (is_space(c) || c == 0); }
static int valid(const char *text)
{
    struct checker k = { value, "", 0, 0 };
    do
        if (!k.now(&k, (unsigned char)*text))
            return 0;
    while (*text++);
    return 1;
}

int main(void)
{
    CHECK(valid("{}") && valid("[]") && valid("12.5e3") && valid(" true ") && valid("{\"a\": [1, 2, {\"b\": null}], \"c\\n\": \"d\"}"));
    CHECK(valid("[[[[]]],[false,-1]]") && valid("\"\\\"\"") && valid("[\"\", {}]"));
    CHECK(!valid("") && !valid("{") && !valid("[1,]") && !valid("{\"a\"}") && !valid("{a:1}") && !valid("tru") && !valid("[1}") && !valid("1 2") && !valid("\"\\x\""));
    return 0;
}

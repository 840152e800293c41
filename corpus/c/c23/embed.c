//! what: #embed of this very file: limit, prefix, suffix, if_empty, macros in the directive, __has_embed (C23 6.10.4, 6.10.2)
//! flags: -std=c2x
//! unless: gcc Debian 12 has gcc 12, which lacks #embed
//! unless: clang Debian 12 has clang 14, which lacks #embed
#include "../check.h"

#define THIS "embed.c"
#define ONE_MORE + 1
#define LAST 4

static const unsigned char whole[] = {
#embed "embed.c"
};
static const char begin[] = {
#embed THIS __limit__(8) suffix(, 0)
};
static const int numbers[] = {
#embed "embed.c" limit(1 ONE_MORE) prefix(1, (2), [5] = ) suffix(, LAST)
};
static const int none[] = { 7
#embed "embed.c" limit(0) prefix(, 1) suffix(, 2) if_empty(, 8, 9)
};
static int first =
#embed "embed.c" limit(1)
;
static const int line = __LINE__;

#if __has_embed("embed.c") != __STDC_EMBED_FOUND__ || __has_embed(THIS limit(0)) != __STDC_EMBED_EMPTY__
#error
#endif
#if __has_embed("no such file") != __STDC_EMBED_NOT_FOUND__ || __has_embed("embed.c" kit::no_such_parameter(1, (2)) limit(1)) != __STDC_EMBED_NOT_FOUND__
#error
#endif

int main(void)
{
    CHECK(sizeof begin == 9);
    for (int i = 0; i < 9; i++) CHECK(begin[i] == "//! what"[i]);
    CHECK(sizeof whole > 1000 && whole[0] == '/' && whole[sizeof whole - 1] == '\n' && whole[sizeof whole - 2] == '}');
    CHECK(sizeof numbers == 8 * sizeof(int) && numbers[1] == 2 && numbers[2] == 0 && numbers[5] == '/' && numbers[6] == '/' && numbers[7] == 4);
    CHECK(sizeof none == 3 * sizeof(int) && none[1] == 8 && none[2] == 9);
    CHECK(first == '/' && line == 26);
    return 0;
}

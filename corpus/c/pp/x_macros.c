//! what: X-macros build an enum, a name table and a switch from one list (C11 6.10.3)
#include "../check.h"
#include <string.h>

#define COLOURS(X) X(red, 0xff0000) X(green, 0x00ff00) X(blue, 0x0000ff)
#define AS_ENUM(name, rgb) colour_##name,
#define AS_NAME(name, rgb) [colour_##name] = #name,
#define AS_CASE(name, rgb) case colour_##name: return rgb;

enum colour { COLOURS(AS_ENUM) colour_count };
static const char *const names[] = { COLOURS(AS_NAME) };
static int rgb(enum colour c)
{
    switch (c) {
        COLOURS(AS_CASE)
    default:
        return -1;
    }
}

int main(void)
{
    CHECK(colour_count == 3);
    CHECK(strcmp(names[colour_green], "green") == 0);
    CHECK(rgb(colour_blue) == 0xff && rgb(colour_red) == 0xff0000 && rgb(colour_count) == -1);
    return 0;
}

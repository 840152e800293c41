/* kit ir: compiles the IR's text form. It is cc with another language, so that a back end is tested through the same door. */
#include <stdio.h>

#include "driver/cc.h"
#include "driver/driver.h"

static const char HELP[] =
    "usage: kit ir [options] FILE.ir...\n"
    "\n"
    "Compiles kit's IR in its text form (src/ir/print.c describes it by example, and\n"
    "'kit cc -emit-ir -o - file.c' makes some) and links it, as cc does with C.\n"
    "Every function is verified first. Options are those of cc; the useful ones:\n"
    "  -c  an object    -S  assembly text    -emit-ir  the IR again, printed\n"
    "  -O0 -O1  -o FILE  -fPIC -fPIE -fno-pie  -static  -fdump-ir=PASS\n"
    "  -fopt-bisect=N  stop after so many pass steps in each function\n";

int driver_ir(Kit *kit, int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "--help") == 0) {
        fputs(HELP, stdout);
        return 0;
    }
    return cc_main(kit, argc, argv, LANGUAGE_IR);
}

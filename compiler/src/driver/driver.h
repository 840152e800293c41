/* The tools inside kit, one file each. argv[0] is the tool's name; the result is the exit code. */
#ifndef KIT_DRIVER_DRIVER_H
#define KIT_DRIVER_DRIVER_H

#include "base/kit.h"

int driver_cc(Kit *kit, int argc, char **argv);
int driver_as(Kit *kit, int argc, char **argv);
void ld_print_version(void);
int driver_ld(Kit *kit, int argc, char **argv);
int driver_ar(Kit *kit, int argc, char **argv);
int driver_ranlib(Kit *kit, int argc, char **argv);
int driver_nm(Kit *kit, int argc, char **argv);
int driver_objdump(Kit *kit, int argc, char **argv);
int driver_ir(Kit *kit, int argc, char **argv);

#endif

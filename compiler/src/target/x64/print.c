/* Final MIR as AT&T assembly text. */
#include "target/x64/x64.h"

void x64_print_function(Codegen *cg, MFunc *f) { (void)cg; (void)f; }

/* Assembly text of data, symbols and directives, for -S. */
#include "codegen/cg.h"

void text_begin(Codegen *cg) { (void)cg; }
void text_data(Codegen *cg, const IrData *data) { (void)cg; (void)data; }
void text_finish(Codegen *cg) { (void)cg; }

/* Register allocation: MFunc.selected with virtual registers in, MFunc.final with physical ones out.
   Every allocator keeps the same promises: reads and writes happen as the operands say, physical registers named by the
   selector hold what was put there until they are read, flags are not touched, callee_saved_used is complete, and a value
   that needs memory gets a home slot. */
#ifndef KIT_CODEGEN_REGALLOC_H
#define KIT_CODEGEN_REGALLOC_H

#include "codegen/mir.h"

/* One forward walk over each block: values that leave their block live in memory, the others in registers. */
void regalloc_fast(MFunc *f, const MirRegs *regs, const MirOpInfo *ops);

#endif

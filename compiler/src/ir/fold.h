/* What integer operations give for constants: the table of meanings in ops.h as code.
   In: bit patterns zero-extended to 64 bits and the width (1 to 64). Out: a bit pattern of that width. */
#ifndef KIT_IR_FOLD_H
#define KIT_IR_FOLD_H

#include "ir/ir.h"

/* False when the operation traps for these operands, or is none of ADD..ROTR. */
bool ir_fold_binary(IrOp op, u32 bits, u64 a, u64 b, u64 *out);
/* NEG, NOT, CLZ, CTZ, POPCOUNT, BSWAP. */
u64 ir_fold_unary(IrOp op, u32 bits, u64 a);
/* EQ, NE, SLT, SLE, ULT, ULE. */
bool ir_fold_compare(IrOp op, u32 bits, u64 a, u64 b);

#endif

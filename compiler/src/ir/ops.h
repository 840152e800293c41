/* The operations of the IR and what each means for every operand: the one table that three targets, the C back end,
   Wasm, the constant folder and the optimizer must agree on.

   O(enumerator, text, form, effects, meaning)

   form says where the operands are in Inst (see ir.h):
     CONST_INT/FLOAT/SYM/SLOT  a floating constant: in no block, dominates everything
     U  a = value             B  a, b = values           T  a, b, c = values           P  a, b, c = PTRs
     special forms are written out in ir.h beside Inst.
   effects: N none (may be moved, merged, dropped) · D may trap, hence is not to be executed where it was not ·
     R reads memory · W writes memory (or other state) · C control, ends a block.

   Integer arithmetic is on bit patterns of the instruction's type and wraps modulo 2^n. Only I8..I128 (and I1 where said).
   A poison value may be any bit pattern of its type, but each use sees the same one. */
#ifndef KIT_IR_OPS_H
#define KIT_IR_OPS_H

#define IR_OPS(O) \
    O(NONE, "none", NONE, N, "no instruction; index 0") \
    /* floating constants */ \
    O(INT, "int", CONST_INT, N, "the integer (b | c << 32), truncated to the type; I1 to I64, PTR") \
    O(FLOAT, "float", CONST_FLOAT, N, "the float whose bits are (b | c << 32), or 4 words in extra[a] for F80 and F128") \
    O(SYM, "sym", CONST_SYM, N, "PTR: the address of symbol a plus the signed offset (b | c << 32)") \
    O(SLOT, "slot", CONST_SLOT, N, "PTR: the address of stack slot a of this activation plus the signed offset (b | c << 32)") \
    O(POISON, "poison", CONST, N, "any value of the type") \
    O(PARAM, "param", CONST_PARAM, N, "parameter number a of the function, always value a + 1; an aggregate parameter is a PTR to this activation's own copy") \
    /* integer arithmetic; operands and result have the instruction's type */ \
    O(ADD, "add", B, N, "a + b") \
    O(SUB, "sub", B, N, "a - b") \
    O(MUL, "mul", B, N, "the low half of a * b") \
    O(UMULH, "umulh", B, N, "the high half of the unsigned product") \
    O(SMULH, "smulh", B, N, "the high half of the signed product") \
    O(SDIV, "sdiv", B, D, "the quotient truncated towards zero; traps when b is 0, and when a is the minimum and b is -1") \
    O(UDIV, "udiv", B, D, "the unsigned quotient; traps when b is 0") \
    O(SREM, "srem", B, D, "a - (a / b) * b, with the sign of a; traps when sdiv does") \
    O(UREM, "urem", B, D, "the unsigned remainder; traps when b is 0") \
    O(AND, "and", B, N, "bitwise; also I1") \
    O(OR, "or", B, N, "bitwise; also I1") \
    O(XOR, "xor", B, N, "bitwise; also I1") \
    O(SHL, "shl", B, N, "a shifted left by (b modulo the width); b has the type of a") \
    O(LSHR, "lshr", B, N, "a shifted right by (b modulo the width), zeros come in") \
    O(ASHR, "ashr", B, N, "a shifted right by (b modulo the width), the sign comes in") \
    O(ROTL, "rotl", B, N, "a rotated left by (b modulo the width)") \
    O(ROTR, "rotr", B, N, "a rotated right by (b modulo the width)") \
    O(NEG, "neg", U, N, "0 - a") \
    O(NOT, "not", U, N, "all bits inverted; also I1") \
    O(CLZ, "clz", U, N, "leading zero bits; the width when a is 0") \
    O(CTZ, "ctz", U, N, "trailing zero bits; the width when a is 0") \
    O(POPCOUNT, "popcount", U, N, "one bits") \
    O(BSWAP, "bswap", U, N, "bytes reversed; I16, I32, I64") \
    /* comparisons give I1; operands have one type, which `aux` names */ \
    O(EQ, "eq", B, N, "equal; integers, PTR, I1") \
    O(NE, "ne", B, N, "not equal; integers, PTR, I1") \
    O(SLT, "slt", B, N, "a < b, signed") \
    O(SLE, "sle", B, N, "a <= b, signed") \
    O(ULT, "ult", B, N, "a < b, unsigned; also PTR") \
    O(ULE, "ule", B, N, "a <= b, unsigned; also PTR") \
    O(FEQ, "feq", B, N, "equal, false when either is NaN") \
    O(FNE, "fne", B, N, "not feq: true when either is NaN") \
    O(FLT, "flt", B, N, "a < b, false when either is NaN, which raises the invalid exception") \
    O(FLE, "fle", B, N, "a <= b, false when either is NaN, which raises the invalid exception") \
    O(FLTQ, "fltq", B, N, "flt, but a quiet NaN raises nothing") \
    O(FLEQ, "fleq", B, N, "fle, but a quiet NaN raises nothing") \
    /* floating arithmetic: IEEE 754, to nearest even, which NaN comes out is not specified. An operation that is executed raises \
       its exceptions; of constants only those are folded that raise inexact or underflow at most */ \
    O(FADD, "fadd", B, N, "a + b") \
    O(FSUB, "fsub", B, N, "a - b") \
    O(FMUL, "fmul", B, N, "a * b") \
    O(FDIV, "fdiv", B, N, "a / b; no trap") \
    O(FNEG, "fneg", U, N, "the sign bit inverted, also of a NaN") \
    O(FABS, "fabs", U, N, "the sign bit cleared, also of a NaN") \
    O(FSQRT, "fsqrt", U, N, "the square root, correctly rounded") \
    /* conversions; the operand's type is that of a */ \
    O(ZEXT, "zext", U, N, "to a wider integer, zeros above; also from I1") \
    O(SEXT, "sext", U, N, "to a wider integer, copies of the sign above; also from I1") \
    O(TRUNC, "trunc", U, N, "to a narrower integer, the low bits; also to I1") \
    O(BITCAST, "bitcast", U, N, "the same bits as another type of the same size: I32/F32, I64/F64, PTR/integer of its size") \
    O(STOF, "stof", U, N, "signed integer (I32, I64) to float, rounded to nearest even") \
    O(UTOF, "utof", U, N, "unsigned integer (I32, I64) to float, rounded to nearest even") \
    O(FTOS, "ftos", U, N, "float to signed integer (I32, I64), truncated; out of range or NaN: poison") \
    O(FTOU, "ftou", U, N, "float to unsigned integer (I32, I64), truncated; out of range or NaN: poison") \
    O(FCVT, "fcvt", U, N, "float to float of another format, rounded to nearest even") \
    O(SELECT, "select", T, N, "a (I1) ? b : c") \
    /* memory; addresses are PTR. A null, dangling or misaligned access is what the machine makes of it */ \
    O(PTRADD, "ptradd", B, N, "PTR a plus b bytes (an integer of pointer width), wraps") \
    O(LOAD, "load", LOAD, R, "the value of the type at a; aux has alignment and MEM_ flags; not I1") \
    O(STORE, "store", STORE, W, "stores b at a; the type is b's; not I1") \
    O(COPY, "copy", COPY, W, "c bytes from b to a; they do not overlap, or are the same bytes; aux as of load") \
    O(ZERO, "zero", ZERO, W, "c zero bytes at a") \
    O(ALLOCA, "alloca", ALLOCA, W, "PTR to a (pointer width) fresh bytes of this activation, aligned to c; stays until return or stackrestore") \
    O(STACKSAVE, "stacksave", NULLARY, W, "PTR: the state of the allocas") \
    O(STACKRESTORE, "stackrestore", U, W, "frees the allocas made since that stacksave") \
    /* calls */ \
    O(CALL, "call", CALL, W, "calls a with the arguments in extra; see ir.h") \
    O(TRAMPOLINE, "trampoline", P, W, "makes the layout's trampoline_size bytes at a, aligned so, code that calls b with the static chain c: the address a then is that of a function without one, as long as the bytes stay") \
    O(VASTART, "vastart", U, W, "makes the va_list at a refer to the variadic arguments of this activation") \
    O(VAARG, "vaarg", U, W, "the next argument of the va_list at a, of the instruction's scalar type; advances it") \
    O(VAARGAGG, "vaargagg", VAARGAGG, W, "PTR to the next argument, an aggregate of layout b, of the va_list at a; advances it") \
    O(ASM, "asm", ASM, W, "inline assembly number a of the module, with the operands in extra[b]") \
    O(FRAMEADDR, "frameaddr", NULLARY_LEVEL, R, "PTR: the frame address of the a-th caller (0 is this activation)") \
    O(RETADDR, "retaddr", NULLARY_LEVEL, R, "PTR: the return address of the a-th caller") \
    /* Atomic memory operations (C11 7.17.3, 5.1.2.4): each is one indivisible access of an object of the type at a, which
       the address must be aligned to; aux has alignment, MEM_ flags and the order, which an operation of several takes for
       all that it does. The types are I8 to I64, of load, store, xchg and cas also PTR; wider objects are the front end's,
       by calls of a library. All are W: they order the accesses around them and are neither merged nor dropped. */ \
    O(ATOMIC_LOAD, "atomicload", ATOMIC_LOAD, W, "the value at a; relaxed, acquire or seq_cst") \
    O(ATOMIC_STORE, "atomicstore", ATOMIC_STORE, W, "stores b at a, whatever its type; relaxed, release or seq_cst") \
    O(ATOMIC_XCHG, "atomicxchg", ATOMIC_RMW, W, "the value at a, which becomes b") \
    O(ATOMIC_ADD, "atomicadd", ATOMIC_RMW, W, "the value at a, which becomes itself + b") \
    O(ATOMIC_SUB, "atomicsub", ATOMIC_RMW, W, "the value at a, which becomes itself - b") \
    O(ATOMIC_AND, "atomicand", ATOMIC_RMW, W, "the value at a, which becomes itself and b") \
    O(ATOMIC_OR, "atomicor", ATOMIC_RMW, W, "the value at a, which becomes itself or b") \
    O(ATOMIC_XOR, "atomicxor", ATOMIC_RMW, W, "the value at a, which becomes itself xor b") \
    O(ATOMIC_NAND, "atomicnand", ATOMIC_RMW, W, "the value at a, which becomes not (itself and b)") \
    O(ATOMIC_CAS, "atomiccas", ATOMIC_CAS, W, "the value at a, which becomes c when it has the bits of b, and stays when not; no failure without reason") \
    O(FENCE, "fence", FENCE, W, "orders accesses before and after it, as its order says; with FENCE_SIGNAL only against handlers in the same thread") \
    /* joins and control */ \
    O(PHI, "phi", PHI, N, "the value that belongs to the predecessor control came from; first in its block") \
    O(JUMP, "jump", JUMP, C, "to block a") \
    O(BRANCH, "branch", BRANCH, C, "to block b when a (I1) is 1, else to block c") \
    O(SWITCH, "switch", SWITCH, C, "to the block of the case equal to a, else to the default") \
    O(GOTO, "goto", GOTO, C, "to the block whose symbol's address a is; extra lists every possible one; another address is undefined") \
    O(ASMGOTO, "asmgoto", ASM_GOTO, C, "asm that ends a block: control goes on at the first block of the list or, from within the text, at another") \
    O(LANDING, "landing", LANDING, C, "to the first block of the list; escape, in a callee, may go to the others: as if from here, but with memory as it is then") \
    O(ESCAPE, "escape", P, C, "to the block whose symbol's address is c, of the activation whose frame address is a, which a landing there names; with b, a stacksave of that activation, as the state of its allocas; all activations since are gone") \
    O(RET, "ret", RET, C, "returns a (0: nothing); of an aggregate result, a is a PTR to it") \
    O(TRAP, "trap", NULLARY, C, "ends the program abnormally") \
    O(UNREACHABLE, "unreachable", NULLARY, C, "is never reached; a consumer may do anything")

#endif

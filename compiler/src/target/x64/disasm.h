/* The x86-64 disassembler of objdump -d and of test messages: what kit emits, in AT&T syntax as GNU objdump prints it. */
#ifndef KIT_TARGET_X64_DISASM_H
#define KIT_TARGET_X64_DISASM_H

#include "base/buf.h"

/* Appends the text of one instruction (no newline); returns its length, or 0 for bytes that it does not know.
   address is that of p, for branch targets. */
u32 x64_disassemble(const u8 *p, u32 avail, u64 address, Buf *out);

#endif

/* The x86-64 disassembler; see disasm.h. It knows no instruction: objdump -d shows bytes. */
#include "target/x64/disasm.h"

u32 x64_disassemble(const u8 *p, u32 avail, u64 address, Buf *out)
{
    (void)p, (void)avail, (void)address, (void)out;
    return 0;
}

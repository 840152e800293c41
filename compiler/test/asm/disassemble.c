/* Disassembles standard input, raw x86-64 code, one instruction per line as "address<TAB>text", for sweep_disasm.mjs. */
#include "target/x64/disasm.h"

#include <stdio.h>
#include <stdlib.h>

_Noreturn void kit_panic(const char *file, int line, const char *what)
{
    fprintf(stderr, "%s:%d: %s\n", file, line, what);
    exit(70);
}

int main(void)
{
    Buf in = {0}, out = {0};
    u8 block[65536];
    size_t n;
    while ((n = fread(block, 1, sizeof block, stdin)) > 0) buf_bytes(&in, block, n);
    for (size_t at = 0; at < in.len;) {
        out.len = 0;
        u32 len = x64_disassemble(in.data + at, (u32)(in.len - at), at, &out);
        if (len) printf("%zx\t%.*s\n", at, (int)out.len, (const char *)out.data);
        else printf("%zx\t(bad)\n", at);
        at += len ? len : 1;
    }
    buf_free(&in);
    buf_free(&out);
    return 0;
}

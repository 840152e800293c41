/* Characters in UTF-8 (RFC 3629). */
#ifndef KIT_BASE_UTF8_H
#define KIT_BASE_UTF8_H

#include "base/buf.h"

/* The character at text, which ends before `end`: its bytes, and its code; 0 when it is malformed. */
u32 utf8_decode(const char *text, const char *end, u32 *code);
void utf8_encode(Buf *b, u32 code);

#endif

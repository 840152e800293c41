/* What the printer and the parser of the IR's text form share. */
#ifndef KIT_IR_TEXT_H
#define KIT_IR_TEXT_H

#include "base/base.h"

extern const char *const ir_binding_text[3], *const ir_visibility_text[4], *const ir_kind_text[5], *const ir_tls_text[5], *const ir_order_text[5];

/* May stand in a symbol's name without quotes. */
static inline bool ir_text_name_char(u8 c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '$';
}

#endif

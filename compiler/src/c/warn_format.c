/* Checks of printf and scanf formats against their arguments. */
#include "c/parser.h"
void warn_format_call(Parser *p, u32 kind, NodeId format, const NodeId *argument, u32 count, u32 first_number, Loc loc, bool has_arguments)
{
    (void)p; (void)kind; (void)format; (void)argument; (void)count; (void)first_number; (void)loc; (void)has_arguments;
}

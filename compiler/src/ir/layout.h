/* What a front end may know of a target: sizes, alignments, signedness, the shape of va_list. Pure data. */
#ifndef KIT_IR_LAYOUT_H
#define KIT_IR_LAYOUT_H

#include "base/base.h"
#include "base/fnum.h"

typedef enum VaListKind { VA_LIST_POINTER, VA_LIST_X64, VA_LIST_AA64 } VaListKind;

typedef struct DataLayout {
    const char *arch;            /* "x86_64": for predefined macros */
    u32 pointer_size;            /* bytes; size_t and ptrdiff_t have the same */
    u32 long_size;               /* bytes */
    u32 long_double_size, long_double_align;
    FloatFormat long_double_format;
    u32 max_align;               /* of max_align_t and malloc */
    u32 array_align;             /* array objects of at least so many bytes are aligned to so many when defined; 0: no such rule */
    u32 int64_align, double_align;
    bool char_is_unsigned, wchar_is_unsigned;
    VaListKind va_list_kind;
    u32 va_list_size, va_list_align;
    bool va_list_is_array;       /* decays to a pointer when passed */
    u32 trampoline_size, trampoline_align; /* bytes of code that TRAMPOLINE makes */
    /* Inline assembly: the constraint letters that the machine adds to those of every machine, by what they let in, the first
       letter of those that are two letters long, and the names of registers, each between blanks. */
    const char *asm_register_letters, *asm_immediate_letters, *asm_pair_letters;
    const char *asm_register_numbers; /* the same registers in the order of GCC's numbers, which clobbers may give instead */
    const char *asm_registers;
} DataLayout;

#endif

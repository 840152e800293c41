/* Unwind tables: .eh_frame (LSB Core, 10.6.1; DWARF 5, 6.4). In: where each function's prologue and epilogues change the
   frame. Out: one CIE, and an FDE per function that says for every instruction where the caller's frame is. */
#include "codegen/cg.h"

enum {
    DW_CFA_advance_loc = 0x40, DW_CFA_offset = 0x80, DW_CFA_advance_loc1 = 2, DW_CFA_advance_loc2 = 3, DW_CFA_advance_loc4 = 4,
    DW_CFA_remember_state = 0x0a, DW_CFA_restore_state = 0x0b, DW_CFA_def_cfa = 0x0c, DW_CFA_def_cfa_register = 0x0d,
    DW_CFA_def_cfa_offset = 0x0e,
    DW_EH_PE_pcrel_sdata4 = 0x1b,
    DWARF_RBP = 6, DWARF_RSP = 7
};

static void patch_length(Buf *b, size_t at)
{
    while ((b->len - at) % 4) buf_u8(b, 0); /* DW_CFA_nop, so that the next record is aligned */
    put_u32(b->data + at, (u32)(b->len - at - 4));
}

static void begin(Codegen *cg)
{
    cg->eh_frame = cg_section(cg, STR(".eh_frame"), OBJ_PROGBITS, OBJ_ALLOC, 8);
    Buf *b = &obj_section(cg->obj, cg->eh_frame)->bytes;
    static const u8 cie[] = {
        1, 'z', 'R', 0, /* version, augmentation */
        1, 0x78,        /* code alignment 1, data alignment -8 */
    };
    cg->cie_offset = (u32)b->len;
    buf_u32(b, 0);
    buf_u32(b, 0);
    buf_bytes(b, cie, sizeof cie);
    buf_uleb(b, cg->target->return_column);
    buf_uleb(b, 1);
    buf_u8(b, DW_EH_PE_pcrel_sdata4);
    buf_u8(b, DW_CFA_def_cfa);
    buf_uleb(b, DWARF_RSP);
    buf_uleb(b, 8);
    buf_u8(b, (u8)(DW_CFA_offset | cg->target->return_column));
    buf_uleb(b, 1);
    patch_length(b, cg->cie_offset);
    cg->has_cie = true;
}

static void advance(Buf *b, u32 *at, u32 to)
{
    u32 n = to - *at;
    *at = to;
    if (n == 0) return;
    if (n < 64) {
        buf_u8(b, (u8)(DW_CFA_advance_loc | n));
    } else if (n < 256) {
        buf_u8(b, DW_CFA_advance_loc1);
        buf_u8(b, (u8)n);
    } else if (n < 65536) {
        buf_u8(b, DW_CFA_advance_loc2);
        buf_u16(b, n);
    } else {
        buf_u8(b, DW_CFA_advance_loc4);
        buf_u32(b, n);
    }
}

void eh_frame_function(Codegen *cg, ObjSectionId text, u64 offset, u64 size, const FrameNotes *notes)
{
    if (!cg->has_cie) begin(cg);
    ObjSymbolId section = obj_section_symbol(cg->obj, text);
    Buf *b = &obj_section(cg->obj, cg->eh_frame)->bytes;
    size_t start = b->len;
    u32 at = 0;
    buf_u32(b, 0);
    buf_u32(b, (u32)(b->len - cg->cie_offset));
    obj_add_reloc(cg->obj, cg->eh_frame, b->len, cg->target->reloc_pc32, section, (i64)offset);
    buf_u32(b, 0);
    buf_u32(b, (u32)size);
    buf_uleb(b, 0);
    advance(b, &at, notes->after_push);
    buf_u8(b, DW_CFA_def_cfa_offset);
    buf_uleb(b, 16);
    buf_u8(b, DW_CFA_offset | DWARF_RBP);
    buf_uleb(b, 2);
    advance(b, &at, notes->after_move);
    buf_u8(b, DW_CFA_def_cfa_register);
    buf_uleb(b, DWARF_RBP);
    if (notes->saved_count) {
        advance(b, &at, notes->after_saves);
        for (u32 k = 0; k < notes->saved_count; k++) {
            buf_u8(b, (u8)(DW_CFA_offset | notes->saved_dwarf[k]));
            buf_uleb(b, 3 + k);
        }
    }
    for (u32 k = 0; k < notes->epilogue_count; k++) {
        u32 end = notes->epilogue[k].at;
        bool more = end + 1 < size; /* code follows the return */
        advance(b, &at, end);
        if (more) buf_u8(b, DW_CFA_remember_state);
        buf_u8(b, DW_CFA_def_cfa);
        buf_uleb(b, DWARF_RSP);
        buf_uleb(b, 8);
        if (!more) break;
        advance(b, &at, end + 1);
        buf_u8(b, DW_CFA_restore_state);
    }
    patch_length(b, start);
    cg->last_fde = (u32)start;
}

/* Linkers put sections one behind the other at multiples of 8, and a gap would end the table. */
void eh_frame_finish(Codegen *cg)
{
    if (!cg->has_cie) return;
    Buf *b = &obj_section(cg->obj, cg->eh_frame)->bytes;
    while (b->len % 8) buf_u8(b, 0);
    put_u32(b->data + cg->last_fde, (u32)(b->len - cg->last_fde - 4));
}

/* Unwind tables (LSB core, "Exception Frames"; DWARF 5, 6.4.1). In: the .eh_frame sections of all objects. Out: one .eh_frame with
   each CIE once and without the FDEs of dropped code, and .eh_frame_hdr's sorted table for binary search. */
#include "link/internal.h"

#include <stdlib.h>

enum { EH_ABSOLUTE = 0, EH_PCREL = 0x10, EH_OMIT = 0xff };

static bool damaged(Link *link, u32 section, u64 offset, const char *what)
{
    const LinkSection *s = &link->section.at[section];
    return link_error(link, "%.*s:(%.*s+0x%llx): %s", STR_FMT(link->file.at[s->file].name), STR_FMT(link_obj_section(link, s)->name), (unsigned long long)offset, what);
}

static bool skip_leb(const u8 **p, const u8 *end)
{
    while (*p < end)
        if (!(*(*p)++ & 0x80)) return true;
    return false;
}

static u32 pointer_size(u8 encoding)
{
    switch (encoding & 7) {
    case 0: case 4: return 8;
    case 2: return 2;
    case 3: return 4;
    default: return 0;
    }
}

/* Reads how a CIE's FDEs encode their pointers; EH_OMIT when that is not understood. */
static u8 cie_encoding(const u8 *p, const u8 *end)
{
    u8 encoding = EH_ABSOLUTE;
    if (end - p < 2) return EH_OMIT;
    u8 version = *p++;
    const u8 *augmentation = p, *z = memchr(p, 0, (size_t)(end - p));
    if (!z || (version != 1 && version != 3)) return EH_OMIT;
    p = z + 1;
    if (*augmentation == 0) return EH_ABSOLUTE;
    if (*augmentation != 'z') return EH_OMIT;
    if (!skip_leb(&p, end) || !skip_leb(&p, end)) return EH_OMIT; /* code and data alignment factors */
    if (version == 1 ? p++ >= end : !skip_leb(&p, end)) return EH_OMIT; /* return address register */
    if (!skip_leb(&p, end)) return EH_OMIT; /* augmentation length */
    for (augmentation++; *augmentation; augmentation++) {
        if (*augmentation == 'S' || *augmentation == 'B') continue;
        if (p >= end) return EH_OMIT;
        if (*augmentation == 'R') {
            encoding = *p++;
        } else if (*augmentation == 'L') {
            p++;
        } else if (*augmentation == 'P') {
            u32 size = pointer_size(*p++);
            if (!size || (u64)(end - p) < size) return EH_OMIT;
            p += size;
        } else {
            return EH_OMIT;
        }
    }
    return encoding;
}

static int by_offset(const void *a, const void *b)
{
    const ObjReloc *x = a, *y = b;
    if (x->offset != y->offset) return x->offset < y->offset ? -1 : 1;
    if (x->kind != y->kind) return x->kind < y->kind ? -1 : 1;
    if (x->symbol != y->symbol) return x->symbol < y->symbol ? -1 : 1;
    return (x->addend > y->addend) - (x->addend < y->addend);
}

static void sort_relocs(ObjSection *o)
{
    for (u32 i = 1; i < o->reloc.len; i++) {
        if (o->reloc.at[i - 1].offset <= o->reloc.at[i].offset) continue;
        qsort(o->reloc.at, o->reloc.len, sizeof *o->reloc.at, by_offset);
        return;
    }
}

/* Two CIEs are one when their bytes and what their relocations refer to are the same. */
static u32 unify_cie(Link *link, StrMap *cies, u32 record)
{
    const EhRecord *e = &link->eh_record.at[record];
    const LinkSection *s = &link->section.at[e->section];
    const ObjSection *o = link_obj_section(link, s);
    Buf key = {0};
    buf_bytes(&key, o->bytes.data + e->offset, e->size);
    for (u32 i = e->first_reloc; i < e->first_reloc + e->reloc_count; i++) {
        const ObjReloc *r = &o->reloc.at[i];
        LinkSymbolId id = link->file.at[s->file].symbol[r->symbol];
        buf_u64(&key, r->offset - e->offset);
        buf_u16(&key, r->kind);
        buf_u64(&key, (u64)r->addend);
        buf_u32(&key, id ? 0 : s->file + 1);
        buf_u32(&key, id ? id : r->symbol);
    }
    Str text = arena_str(link->arena, (Str){(const char *)key.data, (u32)key.len});
    buf_free(&key);
    return *strmap_put(cies, text, record);
}

static bool parse_section(Link *link, u32 section, StrMap *cies)
{
    LinkSection *s = &link->section.at[section];
    ObjSection *o = &link->file.at[s->file].obj->section.at[s->id];
    u32 first_record = link->eh_record.len, reloc = 0;
    sort_relocs(o);
    for (u64 at = 0; at < o->bytes.len;) {
        if (o->bytes.len - at < 4) return damaged(link, section, at, "truncated unwind record");
        const u8 *p = o->bytes.data + at;
        u32 length = get_u32(p);
        if (length == 0) break; /* the terminator: what follows is never read */
        if (length == 0xffffffff) return damaged(link, section, at, "64-bit unwind records are not supported");
        if (length < 4 || length > o->bytes.len - at - 4) return damaged(link, section, at, "unwind record is longer than its section");
        EhRecord e = {0};
        e.section = section;
        e.offset = (u32)at;
        e.size = length + 4;
        while (reloc < o->reloc.len && o->reloc.at[reloc].offset < at) reloc++;
        e.first_reloc = reloc;
        while (reloc < o->reloc.len && o->reloc.at[reloc].offset < at + e.size) {
            const ObjReloc *r = &o->reloc.at[reloc++];
            if (reloc_info((RelocKind)r->kind)->size > at + e.size - r->offset) return damaged(link, section, r->offset, "relocation crosses the end of an unwind record");
        }
        e.reloc_count = reloc - e.first_reloc;
        u32 id = get_u32(p + 4), record = link->eh_record.len;
        if (id == 0) {
            e.pointer_encoding = cie_encoding(p + 8, p + e.size);
            vec_push(&link->eh_record, e);
            link->eh_record.at[record].cie = unify_cie(link, cies, record);
        } else {
            u32 low = first_record, high = record;
            if (id > at + 4) return damaged(link, section, at, "unwind record without its common part");
            u64 wanted = at + 4 - id;
            while (low < high) {
                u32 middle = low + (high - low) / 2;
                if (link->eh_record.at[middle].offset < wanted) low = middle + 1;
                else high = middle;
            }
            if (low >= record || link->eh_record.at[low].offset != wanted || link->eh_record.at[low].is_fde) return damaged(link, section, at, "unwind record without its common part");
            if (length < 8) return damaged(link, section, at, "truncated unwind record");
            e.is_fde = true;
            e.cie = low;
            e.pointer_encoding = link->eh_record.at[low].pointer_encoding;
            for (u32 i = e.first_reloc; i < e.first_reloc + e.reloc_count; i++) {
                if (o->reloc.at[i].offset != at + 8) continue;
                const ObjSymbol *y = &link->file.at[s->file].obj->symbol.at[o->reloc.at[i].symbol];
                if (y->place == OBJ_DEFINED) e.target = link->file.at[s->file].first_section + y->section;
            }
            if (e.target) {
                e.next = link->section.at[e.target].first_fde;
                link->section.at[e.target].first_fde = record + 1;
            }
            vec_push(&link->eh_record, e);
        }
        at += e.size;
    }
    return true;
}

bool link_parse_eh_frame(Link *link)
{
    StrMap cies = {0};
    bool ok = true;
    for (u32 i = OWN_COUNT; i < link->section.len && ok; i++) {
        LinkSection *s = &link->section.at[i];
        const ObjSection *o = link_obj_section(link, s);
        if (!s->id || s->discarded || !str_is(o->name, ".eh_frame") || !(o->flags & OBJ_ALLOC) || o->kind == OBJ_NOBITS) continue;
        s->is_eh_frame = true;
        ok = parse_section(link, i, &cies);
    }
    strmap_free(&cies);
    return ok;
}

void link_layout_eh_frame(Link *link)
{
    u64 size = 0;
    u32 fdes = 0;
    for (u32 i = 0; i < link->eh_record.len; i++) {
        EhRecord *e = &link->eh_record.at[i];
        if (!e->is_fde || (e->target && !link->section.at[e->target].live)) continue;
        EhRecord *cie = &link->eh_record.at[link->eh_record.at[e->cie].cie];
        if (!cie->live) {
            cie->live = true;
            cie->out_offset = (u32)size;
            size += cie->size;
        }
        e->live = true;
        e->out_offset = (u32)size;
        size += e->size;
        fdes++;
    }
    for (u32 i = OWN_COUNT; i < link->section.len; i++)
        if (link->section.at[i].is_eh_frame) link->section.at[i].live = false;
    if (size == 0) return;
    size += 4;
    if (size >> 31) link_error(link, "the unwind tables do not fit in 2 GiB");
    link->section.at[OWN_EH_FRAME].size = size;
    if (link->options->eh_frame_hdr) link->section.at[OWN_EH_FRAME_HDR].size = 12 + 8 * (u64)fdes;
}

u64 link_eh_frame_offset(const Link *link, u32 section, u64 offset)
{
    u32 low = 0, high = link->eh_record.len;
    while (low < high) { /* records are in order of section and offset */
        u32 middle = low + (high - low) / 2;
        const EhRecord *e = &link->eh_record.at[middle];
        if (e->section < section || (e->section == section && e->offset < offset)) low = middle + 1;
        else high = middle;
    }
    while (low < link->eh_record.len && !link->eh_record.at[low].live) low++;
    if (low < link->eh_record.len) return link->eh_record.at[low].out_offset;
    u64 size = link->section.at[OWN_EH_FRAME].size;
    return size ? size - 4 : 0;
}

void link_write_eh_frame(Link *link, Buf *out)
{
    if (!link->section.at[OWN_EH_FRAME].size) return;
    u8 *base = link_own_bytes(link, out, OWN_EH_FRAME);
    u64 address = link_section_address(link, OWN_EH_FRAME);
    for (u32 i = 0; i < link->eh_record.len; i++) {
        const EhRecord *e = &link->eh_record.at[i];
        if (!e->live) continue;
        memcpy(base + e->out_offset, link_obj_section(link, &link->section.at[e->section])->bytes.data + e->offset, e->size);
        if (e->is_fde) put_u32(base + e->out_offset + 4, e->out_offset + 4 - link->eh_record.at[link->eh_record.at[e->cie].cie].out_offset);
        link_relocate_range(link, e->section, e->first_reloc, e->reloc_count, base + e->out_offset, e->offset, address + e->out_offset);
    }
}

typedef struct SearchEntry {
    u64 pc;
    u32 fde;
} SearchEntry;

static int by_pc(const void *a, const void *b)
{
    const SearchEntry *x = a, *y = b;
    if (x->pc != y->pc) return x->pc < y->pc ? -1 : 1;
    return (x->fde > y->fde) - (x->fde < y->fde);
}

static bool decode_pc(const u8 *p, u64 address, u8 encoding, u64 *pc)
{
    u64 base = 0;
    if ((encoding & 0x70) == EH_PCREL) base = address;
    else if ((encoding & 0x70) != EH_ABSOLUTE) return false;
    switch (encoding & 0x0f) {
    case 0x00: case 0x04: case 0x0c: *pc = base + get_u64(p); return true;
    case 0x03: *pc = base + get_u32(p); return true;
    case 0x0b: *pc = base + (u64)(i64)(i32)get_u32(p); return true;
    default: return false;
    }
}

void link_write_eh_frame_hdr(Link *link, Buf *out)
{
    u64 size = link->section.at[OWN_EH_FRAME_HDR].size;
    if (!size) return;
    u32 count = (u32)((size - 12) / 8), n = 0;
    u8 *hdr = link_own_bytes(link, out, OWN_EH_FRAME_HDR), *frames = link_own_bytes(link, out, OWN_EH_FRAME);
    u64 hdr_address = link_section_address(link, OWN_EH_FRAME_HDR), frames_address = link_section_address(link, OWN_EH_FRAME);
    SearchEntry *table = arena_new_array(link->arena, SearchEntry, count + 1);
    bool known = true;
    for (u32 i = 0; i < link->eh_record.len && known; i++) {
        const EhRecord *e = &link->eh_record.at[i];
        if (!e->live || !e->is_fde) continue;
        if (e->size < 8 + (pointer_size(e->pointer_encoding & 0xf7) ? pointer_size(e->pointer_encoding & 0xf7) : 8)) known = false;
        else known = decode_pc(frames + e->out_offset + 8, frames_address + e->out_offset + 8, e->pointer_encoding, &table[n].pc);
        table[n++].fde = e->out_offset;
    }
    hdr[0] = 1;
    hdr[1] = 0x1b; /* pcrel sdata4 */
    hdr[2] = known ? 0x03 : EH_OMIT;
    hdr[3] = known ? 0x3b /* datarel sdata4 */ : EH_OMIT;
    put_u32(hdr + 4, (u32)(frames_address - (hdr_address + 4)));
    if (!known) return;
    put_u32(hdr + 8, count);
    qsort(table, n, sizeof *table, by_pc);
    for (u32 i = 0; i < n; i++) {
        put_u32(hdr + 12 + (size_t)i * 8, (u32)(table[i].pc - hdr_address));
        put_u32(hdr + 16 + (size_t)i * 8, (u32)(frames_address + table[i].fde - hdr_address));
    }
}

/* The first walk over relocations. In: live sections and bound symbols. Out: flags on symbols (GOT, PLT, copy, TLS slots) and the list
   of words that the dynamic linker may have to relocate. Errors: what is undefined, and what the output's kind does not allow. */
#include "link/internal.h"

typedef struct Site { /* the relocation at hand */
    Link *link;
    u32 section;
    const LinkSection *s;
    const ObjSection *o;
    const LinkFile *f;
    const ObjReloc *r;
    LinkSymbolId id;
    const ObjSymbol *local;
} Site;

bool link_symbol_is_absolute(const LinkSymbol *y)
{
    return y->place == PLACE_ABSOLUTE || (y->place == PLACE_UNDEFINED && !(y->flags & SYM_PREEMPTIBLE));
}

bool link_is_absolute(const Link *link, u32 file, ObjSymbolId symbol)
{
    const LinkFile *f = &link->file.at[file];
    if (f->symbol[symbol]) return link_symbol_is_absolute(&link->symbol.at[f->symbol[symbol]]);
    return f->obj->symbol.at[symbol].place != OBJ_DEFINED;
}

static LinkSymbol *symbol_of(const Site *t) { return t->id ? &t->link->symbol.at[t->id] : NULL; }

static Str name_of(const Site *t)
{
    if (t->id) return t->link->symbol.at[t->id].name;
    if (t->local->kind == OBJ_SECTION && t->local->section) return t->f->obj->section.at[t->local->section].name;
    return t->local->name;
}

/* "file.o:(.text+0x12): in function 'main': " */
static Str where(const Site *t)
{
    const Obj *obj = t->f->obj;
    Str function = {"", 0};
    for (u32 i = 1; i < obj->symbol.len; i++) {
        const ObjSymbol *y = &obj->symbol.at[i];
        if (y->kind == OBJ_FUNC && y->place == OBJ_DEFINED && y->section == t->s->id && t->r->offset >= y->value && t->r->offset - y->value < y->size) function = y->name;
    }
    Str place = arena_printf(t->link->arena, "%.*s:(%.*s+0x%llx): ", STR_FMT(t->f->name), STR_FMT(t->o->name), (unsigned long long)t->r->offset);
    if (!function.len) return place;
    return arena_printf(t->link->arena, "%.*sin function '%.*s': ", STR_FMT(place), STR_FMT(function));
}

static void refuse(const Site *t, const char *what)
{
    link_error(t->link, "%.*srelocation %s against '%.*s' %s", STR_FMT(where(t)), reloc_info((RelocKind)t->r->kind)->elf_name, STR_FMT(name_of(t)), what);
}

static void refuse_pic(const Site *t)
{
    if (t->link->is_shared) refuse(t, "cannot be used in a shared object; recompile with -fPIC");
    else refuse(t, "cannot be used in a position-independent executable; recompile with -fPIE");
}

static void report_undefined(const Site *t, LinkSymbol *y)
{
    const LinkOptions *o = t->link->options;
    if (o->unresolved_ignore || y->reported >= 3) return;
    y->reported++;
    if (o->warn_unresolved) link_warn(t->link, "%.*sundefined reference to '%.*s'", STR_FMT(where(t)), STR_FMT(y->name));
    else link_error(t->link, "%.*sundefined reference to '%.*s'", STR_FMT(where(t)), STR_FMT(y->name));
}

static bool is_undefined_error(const Link *link, const LinkSymbol *y)
{
    if (y->place != PLACE_UNDEFINED || y->binding == OBJ_WEAK) return false;
    return !link->is_shared || link->options->no_undefined || y->visibility != OBJ_DEFAULT;
}

/* The link-time address of a library's symbol is asked for: functions get it from their PLT entry, data is copied into the program. */
static void need_address(const Site *t, LinkSymbol *y)
{
    if (y->kind == OBJ_TLS_DATA) {
        refuse(t, "cannot reach a thread-local symbol of a shared library");
    } else if (y->kind == OBJ_FUNC) {
        y->flags |= SYM_NEEDS_PLT | SYM_NEEDS_ADDRESS;
    } else {
        ElfSymbol e;
        const LinkLibrary *lib = &t->link->library.at[y->file];
        if (!elf_file_symbol(&lib->file, lib->dynsym, y->section, &e)) {
            t->link->failed = true;
        } else if (e.visibility == STV_PROTECTED) {
            link_error(t->link, "%.*scannot copy the protected symbol '%.*s' of %.*s into the program; recompile with -fPIE", STR_FMT(where(t)), STR_FMT(y->name), STR_FMT(lib->name));
        } else if (y->size == 0) {
            link_error(t->link, "%.*scannot copy the symbol '%.*s' of %.*s into the program: its size is 0; recompile with -fPIE", STR_FMT(where(t)), STR_FMT(y->name), STR_FMT(lib->name));
        }
        y->flags |= SYM_NEEDS_ADDRESS;
    }
}

static bool is_ifunc(const Site *t)
{
    const LinkSymbol *y = symbol_of(t);
    if (y) return y->kind == OBJ_IFUNC && y->place == PLACE_DEFINED && !(y->flags & SYM_PREEMPTIBLE);
    return t->local->kind == OBJ_IFUNC;
}

/* Gives a local symbol a table entry so that it can own slots. */
static LinkSymbol *promote(Site *t)
{
    if (!t->id) t->id = link_promote(t->link, t->s->file, t->r->symbol);
    return &t->link->symbol.at[t->id];
}

static void add_candidate(const Site *t)
{
    DynReloc d = {t->r->kind, t->section, t->r->offset, t->id, t->s->file, t->r->symbol, t->r->addend};
    vec_push(&t->link->candidate, d);
}

static void scan_absolute(Site *t)
{
    Link *link = t->link;
    LinkSymbol *y = symbol_of(t);
    bool is_word = t->r->kind == RELOC_X64_64;
    if (is_ifunc(t)) {
        y = promote(t);
        y->flags |= SYM_NEEDS_PLT;
    }
    if (y && (y->flags & SYM_PREEMPTIBLE)) {
        bool writable = (t->o->flags & OBJ_WRITE) != 0;
        if (is_word && (link->is_pic || writable)) add_candidate(t);
        else if (link->is_shared) refuse_pic(t);
        else if (y->place == PLACE_SHARED && !(link->is_pic && !is_word)) need_address(t, y);
        else if (link->is_pic) refuse_pic(t);
        return;
    }
    if (y && y->place == PLACE_UNDEFINED) y->flags |= SYM_DIRECT_REF;
    if (!link->is_pic || link_is_absolute(link, t->s->file, t->r->symbol)) return;
    if (is_word) add_candidate(t);
    else refuse_pic(t);
}

static void scan_relative(Site *t, bool is_call)
{
    LinkSymbol *y = symbol_of(t);
    if (is_ifunc(t)) {
        promote(t)->flags |= SYM_NEEDS_PLT;
        return;
    }
    if (!y) return;
    if (y->place == PLACE_UNDEFINED) {
        y->flags |= is_call ? SYM_NEEDS_PLT : SYM_DIRECT_REF;
        if (!is_call && (y->flags & SYM_PREEMPTIBLE)) refuse_pic(t);
        return;
    }
    if (!(y->flags & SYM_PREEMPTIBLE)) return;
    if (is_call) y->flags |= SYM_NEEDS_PLT;
    else if (t->link->is_shared) refuse_pic(t);
    else need_address(t, y);
}

static bool bytes_at(const ObjSection *o, u64 at, i64 delta, const char *hex, u32 n)
{
    u64 p = at + (u64)delta;
    return (delta >= 0 || at >= (u64)-delta) && p <= o->bytes.len && n <= o->bytes.len - p && memcmp(o->bytes.data + p, hex, n) == 0;
}

/* Whether the relocation after this one is the call of __tls_get_addr that belongs to it (psABI, TLS code sequences). */
static bool has_tls_call(const Site *t, u32 index)
{
    const ObjReloc *r = t->r;
    bool general = r->kind == RELOC_X64_TLSGD;
    if (index + 1 >= t->o->reloc.len) return false;
    const ObjReloc *call = &t->o->reloc.at[index + 1];
    LinkSymbolId id = t->f->symbol[call->symbol];
    if (!id || !str_is(t->link->symbol.at[id].name, "__tls_get_addr")) return false;
    bool direct = call->kind == RELOC_X64_PLT32 || call->kind == RELOC_X64_PC32;
    if (general) {
        return call->offset == r->offset + 8 && bytes_at(t->o, r->offset, -4, "\x66\x48\x8d\x3d", 4)
            && bytes_at(t->o, r->offset, 4, direct ? "\x66\x66\x48\xe8" : "\x66\x48\xff\x15", 4);
    }
    return bytes_at(t->o, r->offset, -3, "\x48\x8d\x3d", 3)
        && (direct ? call->offset == r->offset + 5 && bytes_at(t->o, r->offset, 4, "\xe8", 1) : call->offset == r->offset + 6 && bytes_at(t->o, r->offset, 4, "\xff\x15", 2));
}

TlsForm link_tls_form(const Link *link, RelocKind kind, const LinkSymbol *y)
{
    bool far = y && (y->flags & SYM_PREEMPTIBLE);
    if (link->is_shared) return TLS_KEEP;
    if (kind == RELOC_X64_TLSLD) return TLS_TO_LE;
    if (kind == RELOC_X64_GOTTPOFF) return far ? TLS_KEEP : TLS_TO_LE;
    return far ? TLS_TO_IE : TLS_TO_LE;
}

/* REX.W mov or add, from a RIP-relative slot. */
static bool is_slot_load(const ObjSection *o, u64 at)
{
    if (at < 3) return false;
    const u8 *p = o->bytes.data + at - 3;
    return (p[0] & 0xf8) == 0x48 && (p[1] == 0x8b || p[1] == 0x03) && (p[2] & 0xc7) == 5;
}

/* Says how many relocations beyond this one are dealt with. */
static u32 scan_tls(Site *t, u32 index)
{
    Link *link = t->link;
    RelocKind kind = (RelocKind)t->r->kind;
    LinkSymbol *y = symbol_of(t);
    u32 symbol_kind = y ? y->kind : t->local->kind;
    if (kind != RELOC_X64_TLSLD && symbol_kind != OBJ_TLS_DATA && !(y && y->place == PLACE_UNDEFINED)
        && !(t->local->kind == OBJ_SECTION && t->local->section && (t->f->obj->section.at[t->local->section].flags & OBJ_TLS))) {
        refuse(t, "which is not thread-local");
        return 0;
    }
    TlsForm form = link_tls_form(link, kind, y);
    switch (kind) {
    case RELOC_X64_TLSGD:
    case RELOC_X64_TLSLD:
        if (form == TLS_KEEP) {
            if (kind == RELOC_X64_TLSGD) promote(t)->flags |= SYM_TLS_GD;
            else link->got_module = 1;
            return 0;
        }
        if (!has_tls_call(t, index)) {
            refuse(t, "is not part of a known thread-local code sequence");
            return 0;
        }
        if (form == TLS_TO_IE) promote(t)->flags |= SYM_TLS_IE;
        return 1;
    case RELOC_X64_GOTTPOFF:
        if (form == TLS_TO_LE) {
            if (!is_slot_load(t->o, t->r->offset)) refuse(t, "is not part of a known thread-local code sequence");
            return 0;
        }
        promote(t)->flags |= SYM_TLS_IE;
        if (link->is_shared) link->needs_static_tls = true;
        return 0;
    case RELOC_X64_GOTPC32_TLSDESC:
        if (t->r->offset < 3 || (t->o->bytes.data[t->r->offset - 3] & 0xf8) != 0x48 || t->o->bytes.data[t->r->offset - 2] != 0x8d || (t->o->bytes.data[t->r->offset - 1] & 0xc7) != 5)
            refuse(t, "is not part of a known thread-local code sequence");
        else if (form == TLS_KEEP) promote(t)->flags |= SYM_TLS_DESC;
        else if (form == TLS_TO_IE) promote(t)->flags |= SYM_TLS_IE;
        return 0;
    case RELOC_X64_TLSDESC_CALL:
        if (!bytes_at(t->o, t->r->offset, 0, "\xff\x10", 2)) refuse(t, "is not part of a known thread-local code sequence");
        return 0;
    case RELOC_X64_TPOFF32:
    case RELOC_X64_TPOFF64:
        if (link->is_shared && kind == RELOC_X64_TPOFF64) {
            link->needs_static_tls = true;
            add_candidate(t);
        } else if (link->is_shared) {
            refuse_pic(t);
        } else if (y && (y->flags & SYM_PREEMPTIBLE)) {
            need_address(t, y);
        }
        return 0;
    default: return 0; /* DTPOFF: an offset in this module's block */
    }
}

GotRelax link_relax_got(const Link *link, u32 file, const ObjSection *o, const ObjReloc *r)
{
    const LinkFile *f = &link->file.at[file];
    u32 prefix = r->kind == RELOC_X64_REX_GOTPCRELX ? 3 : 2;
    if (link->options->no_relax || (r->kind != RELOC_X64_GOTPCRELX && r->kind != RELOC_X64_REX_GOTPCRELX) || r->addend != -4 || r->offset < prefix) return GOT_KEEP;
    if (f->symbol[r->symbol]) {
        const LinkSymbol *y = &link->symbol.at[f->symbol[r->symbol]];
        if ((y->flags & SYM_PREEMPTIBLE) || (y->place != PLACE_DEFINED && y->place != PLACE_EDGE) || y->kind == OBJ_IFUNC) return GOT_KEEP;
    } else {
        const ObjSymbol *y = &f->obj->symbol.at[r->symbol];
        if (y->place != OBJ_DEFINED || y->kind == OBJ_IFUNC) return GOT_KEEP;
    }
    const u8 *p = o->bytes.data + r->offset - 2;
    if (p[0] == 0x8b && (p[1] & 0xc7) == 5) return GOT_TO_LEA;
    if (prefix == 2 && p[0] == 0xff && p[1] == 0x15) return GOT_TO_CALL;
    if (prefix == 2 && p[0] == 0xff && p[1] == 0x25) return GOT_TO_JMP;
    return GOT_KEEP;
}

static u32 scan_one(Site *t, u32 index)
{
    Link *link = t->link;
    LinkSymbol *y = symbol_of(t);
    if (y && is_undefined_error(link, y) && t->r->kind != RELOC_X64_NONE) {
        report_undefined(t, y);
        return 0;
    }
    if (!y && t->local->place == OBJ_DEFINED && link->section.at[t->f->first_section + t->local->section].discarded) {
        if (!t->s->is_eh_frame && t->r->kind != RELOC_X64_NONE) refuse(t, "which is in a section that was discarded");
        return 0;
    }
    switch ((RelocKind)t->r->kind) {
    case RELOC_X64_NONE:
    case RELOC_X64_SIZE32:
    case RELOC_X64_SIZE64:
        return 0;
    case RELOC_X64_64:
    case RELOC_X64_32:
    case RELOC_X64_32S:
    case RELOC_X64_16:
    case RELOC_X64_8:
        scan_absolute(t);
        return 0;
    case RELOC_X64_PC8:
    case RELOC_X64_PC16:
    case RELOC_X64_PC32:
    case RELOC_X64_PC64:
        scan_relative(t, false);
        return 0;
    case RELOC_X64_PLT32:
        scan_relative(t, true);
        return 0;
    case RELOC_X64_PLTOFF64:
        link->needs_got_base = true;
        scan_relative(t, true);
        return 0;
    case RELOC_X64_GOTOFF64:
        link->needs_got_base = true;
        scan_relative(t, false);
        return 0;
    case RELOC_X64_GOTPC32:
    case RELOC_X64_GOTPC64:
        link->needs_got_base = true;
        return 0;
    case RELOC_X64_GOTPCRELX:
    case RELOC_X64_REX_GOTPCRELX:
        if (link_relax_got(link, t->s->file, t->o, t->r) != GOT_KEEP) return 0;
        if (is_ifunc(t)) promote(t)->flags |= SYM_NEEDS_PLT;
        promote(t)->flags |= SYM_NEEDS_GOT;
        return 0;
    case RELOC_X64_GOT32:
    case RELOC_X64_GOT64:
        link->needs_got_base = true;
        if (is_ifunc(t)) promote(t)->flags |= SYM_NEEDS_PLT;
        promote(t)->flags |= SYM_NEEDS_GOT;
        return 0;
    case RELOC_X64_GOTPCREL:
    case RELOC_X64_GOTPCREL64:
        if (is_ifunc(t)) promote(t)->flags |= SYM_NEEDS_PLT;
        promote(t)->flags |= SYM_NEEDS_GOT;
        return 0;
    case RELOC_X64_TLSGD:
    case RELOC_X64_TLSLD:
    case RELOC_X64_GOTTPOFF:
    case RELOC_X64_TPOFF32:
    case RELOC_X64_TPOFF64:
    case RELOC_X64_DTPOFF32:
    case RELOC_X64_DTPOFF64:
    case RELOC_X64_GOTPC32_TLSDESC:
    case RELOC_X64_TLSDESC_CALL:
        return scan_tls(t, index);
    default:
        refuse(t, "belongs in finished programs, not in objects");
        return 0;
    }
}

static void scan_range(Link *link, u32 section, u32 first, u32 count)
{
    Site t;
    t.link = link;
    t.section = section;
    t.s = &link->section.at[section];
    t.o = link_obj_section(link, t.s);
    t.f = &link->file.at[t.s->file];
    for (u32 i = first; i < first + count; i++) {
        t.r = &t.o->reloc.at[i];
        t.id = t.f->symbol[t.r->symbol];
        t.local = &t.f->obj->symbol.at[t.r->symbol];
        i += scan_one(&t, i);
    }
}

void link_scan_relocations(Link *link)
{
    for (u32 i = OWN_COUNT; i < link->section.len; i++) {
        const LinkSection *s = &link->section.at[i];
        const ObjSection *o = link_obj_section(link, s);
        if (s->live && (o->flags & OBJ_ALLOC) && !s->is_eh_frame) scan_range(link, i, 0, o->reloc.len);
    }
    for (u32 i = 0; i < link->eh_record.len; i++) {
        const EhRecord *e = &link->eh_record.at[i];
        if (e->live) scan_range(link, e->section, e->first_reloc, e->reloc_count);
    }
}

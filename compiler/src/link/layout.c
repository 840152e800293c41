/* Which output section each input section goes to, the order of both, segments, addresses and file offsets.
   The order is GNU ld's: headers and dynamic tables, code, read-only data, data that is read-only after relocation, data, bss. */
#include "link/internal.h"

#include <stdlib.h>

enum { /* rank / 1000 is the segment's class */
    RANK_INTERP = 0, RANK_NOTE = 10, RANK_HASH = 20, RANK_GNU_HASH, RANK_DYNSYM, RANK_DYNSTR, RANK_VERSYM, RANK_VERDEF, RANK_VERNEED, RANK_RELA_DYN, RANK_RELA_PLT,
    RANK_CODE = 1000, RANK_INIT = 1000, RANK_PLT, RANK_TEXT, RANK_FINI, RANK_OTHER_CODE,
    RANK_READ_ONLY = 2000, RANK_RODATA = 2000, RANK_OTHER_READ_ONLY, RANK_EH_FRAME_HDR, RANK_EH_FRAME, RANK_EXCEPT_TABLE,
    RANK_RELRO = 3000, RANK_TDATA = 3000, RANK_TBSS, RANK_PREINIT, RANK_INIT_ARRAY, RANK_FINI_ARRAY, RANK_CTORS, RANK_DTORS, RANK_JCR, RANK_DATA_RELRO, RANK_BSS_RELRO, RANK_DYNAMIC, RANK_GOT,
    RANK_GOT_PLT_NOW,
    RANK_DATA = 4000, RANK_GOT_PLT = 4000, RANK_PLAIN_DATA, RANK_OTHER_DATA, RANK_BSS, RANK_OTHER_BSS,
    RANK_NOT_LOADED = 5000
};

typedef struct NamedRank {
    const char *name;
    u16 rank;
} NamedRank;

static const NamedRank RANKS[] = {
    {".interp", RANK_INTERP}, {".hash", RANK_HASH}, {".gnu.hash", RANK_GNU_HASH}, {".dynsym", RANK_DYNSYM}, {".dynstr", RANK_DYNSTR}, {".gnu.version", RANK_VERSYM},
    {".gnu.version_d", RANK_VERDEF}, {".gnu.version_r", RANK_VERNEED}, {".rela.dyn", RANK_RELA_DYN}, {".rela.plt", RANK_RELA_PLT}, {".init", RANK_INIT}, {".plt", RANK_PLT},
    {".text", RANK_TEXT}, {".fini", RANK_FINI}, {".rodata", RANK_RODATA}, {".eh_frame_hdr", RANK_EH_FRAME_HDR}, {".eh_frame", RANK_EH_FRAME},
    {".gcc_except_table", RANK_EXCEPT_TABLE}, {".tdata", RANK_TDATA}, {".tbss", RANK_TBSS}, {".preinit_array", RANK_PREINIT}, {".init_array", RANK_INIT_ARRAY},
    {".fini_array", RANK_FINI_ARRAY}, {".ctors", RANK_CTORS}, {".dtors", RANK_DTORS}, {".jcr", RANK_JCR}, {".data.rel.ro", RANK_DATA_RELRO}, {".bss.rel.ro", RANK_BSS_RELRO},
    {".dynamic", RANK_DYNAMIC}, {".got", RANK_GOT}, {".got.plt", RANK_GOT_PLT}, {".data", RANK_PLAIN_DATA}, {".bss", RANK_BSS},
};

/* .text.foo goes to .text, and so on; .gnu.linkonce.t.foo too. */
static const char *const PREFIXES[] = {".text", ".rodata", ".data.rel.ro", ".data", ".bss.rel.ro", ".bss", ".tdata", ".tbss", ".init_array", ".fini_array", ".preinit_array", ".gcc_except_table", ".ctors", ".dtors"};
static const char *const LINKONCE[][2] = {{"t.", ".text"}, {"r.", ".rodata"}, {"d.rel.ro.", ".data.rel.ro"}, {"d.", ".data"}, {"b.", ".bss"}, {"td.", ".tdata"}, {"tb.", ".tbss"}};

Str link_output_name(const Link *link, const ObjSection *o)
{
    (void)link;
    if (!(o->flags & OBJ_ALLOC) || o->name.len < 4 || o->name.ptr[0] != '.') return o->name;
    for (u32 i = 0; i < ARRAY_LEN(PREFIXES); i++) {
        u32 n = (u32)strlen(PREFIXES[i]);
        if (o->name.len >= n && memcmp(o->name.ptr, PREFIXES[i], n) == 0 && (o->name.len == n || o->name.ptr[n] == '.')) return (Str){PREFIXES[i], n};
    }
    if (str_starts(o->name, ".gnu.linkonce.")) {
        Str rest = {o->name.ptr + 14, o->name.len - 14};
        for (u32 i = 0; i < ARRAY_LEN(LINKONCE); i++)
            if (str_starts(rest, LINKONCE[i][0])) return str_of(LINKONCE[i][1]);
    }
    return o->name;
}

static u32 priority(Str name, const char *prefix)
{
    u32 n = (u32)strlen(prefix), x = 0;
    if (name.len <= n + 1) return 65536;
    for (u32 i = n + 1; i < name.len; i++) {
        if (name.ptr[i] < '0' || name.ptr[i] > '9' || x > 65535) return 65536;
        x = x * 10 + (u32)(name.ptr[i] - '0');
    }
    return x > 65535 ? 65535 : x;
}

static u32 order_inside(Str output, const ObjSection *o)
{
    if (str_is(output, ".init_array") || str_is(output, ".fini_array")) {
        if (str_starts(o->name, ".ctors") || str_starts(o->name, ".dtors")) {
            u32 p = priority(o->name, ".ctors");
            return p > 65535 ? p : 65535 - p; /* later numbers run first there */
        }
        return priority(o->name, ".init_array");
    }
    if (str_is(output, ".ctors") || str_is(output, ".dtors")) return 0;
    if (str_is(output, ".text")) {
        static const char *const FIRST[] = {".text.unlikely", ".text.exit", ".text.startup", ".text.hot", ".text.sorted"};
        for (u32 i = 0; i < ARRAY_LEN(FIRST); i++) {
            u32 n = (u32)strlen(FIRST[i]);
            if (str_starts(o->name, FIRST[i]) && (o->name.len == n || o->name.ptr[n] == '.')) return i;
        }
        return ARRAY_LEN(FIRST);
    }
    return 0;
}

static bool is_start_file(Str path)
{
    u32 start = path.len;
    while (start > 0 && path.ptr[start - 1] != '/') start--;
    Str base = {path.ptr + start, path.len - start};
    return str_starts(base, "crtbegin") || str_starts(base, "crtend");
}

static u32 rank_of(const Link *link, const LinkOutputSection *s)
{
    if (!(s->flags & SHF_ALLOC)) return RANK_NOT_LOADED;
    bool writable = (s->flags & SHF_WRITE) != 0, code = (s->flags & SHF_EXECINSTR) != 0, nobits = s->type == SHT_NOBITS;
    for (u32 i = 0; i < ARRAY_LEN(RANKS); i++) {
        if (!str_is(s->name, RANKS[i].name)) continue;
        u32 rank = RANKS[i].rank;
        /* A section with a known name but other flags goes where its flags belong. */
        u32 class = rank / 1000 * 1000;
        bool fits = class == RANK_CODE ? code && !writable : class >= RANK_RELRO ? writable : !writable && !code;
        if (rank == RANK_BSS && !nobits) fits = false;
        if (!fits) break;
        if (rank == RANK_GOT_PLT && link->options->z_now && link->options->z_relro) return RANK_GOT_PLT_NOW;
        return rank;
    }
    if (s->flags & SHF_TLS) return nobits ? RANK_TBSS : RANK_TDATA;
    if (writable) return nobits ? RANK_OTHER_BSS : RANK_OTHER_DATA;
    if (code) return RANK_OTHER_CODE;
    return s->type == SHT_NOTE ? RANK_NOTE : RANK_OTHER_READ_ONLY;
}

static u32 type_of(const ObjSection *o)
{
    static const u32 TYPE[] = {SHT_PROGBITS, SHT_NOBITS, SHT_NOTE, SHT_INIT_ARRAY, SHT_FINI_ARRAY, SHT_PREINIT_ARRAY, SHT_PROGBITS};
    return o->kind == OBJ_OTHER ? o->elf_type : TYPE[o->kind];
}

static u64 flags_of(const ObjSection *o)
{
    return (o->flags & OBJ_ALLOC ? SHF_ALLOC : 0u) | (o->flags & OBJ_WRITE ? SHF_WRITE : 0u) | (o->flags & OBJ_EXEC ? SHF_EXECINSTR : 0u) | (o->flags & OBJ_TLS ? SHF_TLS : 0u);
}

static void add_member(Link *link, StrMap *by_name, u32 section)
{
    LinkSection *s = &link->section.at[section];
    const ObjSection *o = link_obj_section(link, s);
    Str name = section == OWN_COMMON || section == OWN_DYNBSS ? STR(".bss") : section == OWN_TLS_COMMON ? STR(".tbss") : link_output_name(link, o);
    u32 type = type_of(o);
    if ((str_is(name, ".ctors") || str_is(name, ".dtors")) && !is_start_file(link->file.at[s->file].name)) {
        type = str_is(name, ".ctors") ? SHT_INIT_ARRAY : SHT_FINI_ARRAY;
        name = str_is(name, ".ctors") ? STR(".init_array") : STR(".fini_array");
        s->is_reversed = true;
        if (s->size % 8) link_error(link, "%.*s: the size of '%.*s' is not a multiple of 8", STR_FMT(link->file.at[s->file].name), STR_FMT(o->name));
    }
    s->order = order_inside(name, o);
    u64 flags = flags_of(o);
    /* Sections of one name that cannot share a segment stay apart. */
    Str key = name;
    if (!(flags & SHF_ALLOC) || (flags & SHF_TLS)) key = arena_printf(link->arena, "%.*s %x", STR_FMT(name), (u32)(flags & (SHF_ALLOC | SHF_TLS)));
    u32 *at = strmap_put(by_name, key, link->output.len);
    bool fresh = *at == link->output.len;
    if (fresh) {
        LinkOutputSection out = {0};
        out.name = name;
        out.type = type;
        out.flags = flags;
        out.align = 1;
        out.entry_size = o->entry_size;
        vec_push(&link->output, out);
    }
    LinkOutputSection *out = &link->output.at[*at];
    out->flags |= flags;
    u64 merge = o->flags & OBJ_MERGE && o->entry_size ? (o->flags & OBJ_STRINGS ? SHF_MERGE | SHF_STRINGS : SHF_MERGE) : 0;
    if (fresh) out->flags |= merge;
    if ((out->flags & (SHF_MERGE | SHF_STRINGS)) != merge || out->entry_size != o->entry_size) {
        out->flags &= ~(u64)(SHF_MERGE | SHF_STRINGS);
        out->entry_size = 0;
    }
    if (out->type != type) {
        bool arrays = (out->type >= SHT_INIT_ARRAY && out->type <= SHT_PREINIT_ARRAY) || (type >= SHT_INIT_ARRAY && type <= SHT_PREINIT_ARRAY);
        if (out->type == SHT_NOBITS || (arrays && out->type == SHT_PROGBITS)) out->type = type;
        else if (type != SHT_NOBITS && !(arrays && type == SHT_PROGBITS)) out->type = SHT_PROGBITS;
    }
    if (s->align > out->align) out->align = s->align;
    s->output = *at;
    vec_push(&out->member, section);
}

static int by_rank(const void *a, const void *b)
{
    const LinkOutputSection *x = a, *y = b;
    if (x->rank != y->rank) return x->rank < y->rank ? -1 : 1;
    return (x->index > y->index) - (x->index < y->index);
}

typedef struct MemberKey {
    u32 order, section;
} MemberKey;

static int by_order(const void *a, const void *b)
{
    const MemberKey *x = a, *y = b;
    if (x->order != y->order) return x->order < y->order ? -1 : 1;
    return (x->section > y->section) - (x->section < y->section);
}

static void sort_members(Link *link, LinkOutputSection *out)
{
    bool sorted = true;
    for (u32 i = 1; i < out->member.len; i++) sorted &= link->section.at[out->member.at[i - 1]].order <= link->section.at[out->member.at[i]].order;
    if (sorted) return;
    MemberKey *key = arena_new_array(link->arena, MemberKey, out->member.len);
    for (u32 i = 0; i < out->member.len; i++) key[i] = (MemberKey){link->section.at[out->member.at[i]].order, out->member.at[i]};
    qsort(key, out->member.len, sizeof *key, by_order);
    for (u32 i = 0; i < out->member.len; i++) out->member.at[i] = key[i].section;
}

static bool place_members(Link *link, LinkOutputSection *out)
{
    u64 at = 0;
    for (u32 i = 0; i < out->member.len; i++) {
        LinkSection *s = &link->section.at[out->member.at[i]];
        at = align_up(at, s->align);
        s->offset = at;
        at += s->size;
        if (at >> 46) return link_error(link, "output section '%.*s' does not fit in the address space", STR_FMT(out->name));
    }
    out->size = at;
    return true;
}

u32 link_find_output(const Link *link, Str name)
{
    u32 found = 0;
    for (u32 i = 1; i < link->output.len && !found; i++)
        if (str_eq(link->output.at[i].name, name) && (link->output.at[i].flags & SHF_ALLOC)) found = i;
    return found;
}

void link_assign_outputs(Link *link)
{
    StrMap by_name = {0};
    LinkOutputSection none = {0};
    vec_push(&link->output, none);
    /* The linker's bss parts come after the objects' own; everything else of it comes first. */
    for (u32 i = 1; i < link->section.len; i++) {
        const LinkSection *s = &link->section.at[i];
        if (!s->live || (i < OWN_COUNT && (i >= OWN_DYNBSS || (!s->size && !(i == OWN_DYNAMIC && link->is_dynamic) && !(i == OWN_DYNSTR && link->is_dynamic))))) continue;
        add_member(link, &by_name, i);
    }
    for (u32 i = OWN_DYNBSS; i < OWN_COUNT; i++)
        if (link->section.at[i].size) add_member(link, &by_name, i);
    strmap_free(&by_name);
    for (u32 i = 1; i < link->output.len; i++) {
        LinkOutputSection *o = &link->output.at[i];
        o->index = i;
        o->rank = rank_of(link, o);
        sort_members(link, o);
    }
    if (link->output.len > 1) qsort(link->output.at + 1, link->output.len - 1, sizeof *link->output.at, by_rank);
    for (u32 i = 1; i < link->output.len; i++) {
        for (u32 k = 0; k < link->output.at[i].member.len; k++) link->section.at[link->output.at[i].member.at[k]].output = i;
        if (!place_members(link, &link->output.at[i])) return;
    }
}

static u32 class_of(const Link *link, const LinkOutputSection *o)
{
    u32 class = o->rank / 1000;
    return link->options->separate_code_off && class < 3 ? 0 : class;
}

static void add_segment(Link *link, u32 type, u32 flags, u64 align)
{
    LinkSegment s = {type, flags, 0, 0, 0, 0, align};
    vec_push(&link->segment, s);
}

static bool is_relro(const Link *link, const LinkOutputSection *o) { return link->options->z_relro && o->rank >= RANK_RELRO && o->rank < RANK_DATA; }

/* What sections there are decides the program headers; their places are filled in later. */
static void choose_segments(Link *link)
{
    u32 classes = 0, stack = PF_R | PF_W;
    bool tls = false, relro = false;
    u32 note_align = 0;
    if (link->section.at[OWN_INTERP].size) {
        add_segment(link, PT_PHDR, PF_R, 8);
        add_segment(link, PT_INTERP, PF_R, 1);
    }
    for (u32 i = 1; i < link->output.len; i++) {
        const LinkOutputSection *o = &link->output.at[i];
        if (!o->index || !(o->flags & SHF_ALLOC)) continue;
        classes |= 1u << (class_of(link, o) == 4 ? 3 : class_of(link, o));
        if (o->flags & SHF_TLS) tls = true;
        if (is_relro(link, o)) relro = true;
    }
    classes |= 1; /* the headers */
    if (link->options->separate_code_off) add_segment(link, PT_LOAD, PF_R | PF_X, LINK_PAGE);
    else for (u32 c = 0; c < 3; c++)
        if (classes & 1u << c) add_segment(link, PT_LOAD, c == 1 ? PF_R | PF_X : PF_R, LINK_PAGE);
    if (classes & 8) add_segment(link, PT_LOAD, PF_R | PF_W, LINK_PAGE);
    if (link->is_dynamic) add_segment(link, PT_DYNAMIC, PF_R | PF_W, 8);
    for (u32 i = 1; i < link->output.len; i++) { /* one PT_NOTE for each run of notes of one alignment */
        const LinkOutputSection *o = &link->output.at[i];
        if (!o->index) continue;
        u32 align = o->type == SHT_NOTE && (o->flags & SHF_ALLOC) ? o->align : 0;
        if (align && align != note_align) add_segment(link, PT_NOTE, PF_R, align);
        note_align = align;
    }
    if (tls) add_segment(link, PT_TLS, PF_R, 1);
    if (link->section.at[OWN_EH_FRAME_HDR].size) add_segment(link, PT_GNU_EH_FRAME, PF_R, 4);
    if (link->options->exec_stack || (link->needs_executable_stack && !link->options->no_exec_stack)) stack |= PF_X;
    add_segment(link, PT_GNU_STACK, stack, 16);
    vec_last(&link->segment).memory_size = link->options->stack_size;
    if (relro) add_segment(link, PT_GNU_RELRO, PF_R, 1);
}

/* Lays out sections [first, end) of a segment from an address; returns its end, 0 when it does not fit. */
static u64 place_run(Link *link, u32 first, u32 end, u64 address)
{
    for (u32 i = first; i < end; i++) {
        LinkOutputSection *o = &link->output.at[i];
        u64 at = o->index ? align_up(address, o->align) : address;
        o->address = at;
        if (!o->index || (o->type == SHT_NOBITS && (o->flags & SHF_TLS))) continue; /* .tbss takes no room in the image */
        address = at + o->size;
        if (address >> 46) return 0;
    }
    return address;
}

static void set_span(LinkSegment *s, const LinkOutputSection *first, const LinkOutputSection *last, const LinkOutputSection *last_in_file)
{
    s->address = first->address;
    s->offset = first->offset;
    s->memory_size = last->address + last->size - first->address;
    s->file_size = last_in_file ? last_in_file->address + last_in_file->size - first->address : 0;
}

static void fill_segments(Link *link)
{
    u32 load = 0, note = 1;
    for (u32 i = 0; i < link->segment.len; i++) {
        LinkSegment *s = &link->segment.at[i];
        const LinkOutputSection *first = NULL, *last = NULL, *in_file = NULL;
        switch (s->type) {
        case PT_PHDR:
            s->offset = ELF_EHDR_SIZE;
            s->address = link->image_start + ELF_EHDR_SIZE;
            s->file_size = s->memory_size = link->headers_size - ELF_EHDR_SIZE;
            break;
        case PT_LOAD:
            *s = link->load[load++];
            break;
        case PT_INTERP:
        case PT_DYNAMIC:
        case PT_GNU_EH_FRAME: {
            u32 own = s->type == PT_INTERP ? OWN_INTERP : s->type == PT_DYNAMIC ? OWN_DYNAMIC : OWN_EH_FRAME_HDR;
            const LinkSection *x = &link->section.at[own];
            const LinkOutputSection *o = &link->output.at[x->output];
            s->address = o->address + x->offset;
            s->offset = o->offset + x->offset;
            s->file_size = s->memory_size = x->size;
            break;
        }
        case PT_NOTE:
            while (note < link->output.len) {
                const LinkOutputSection *o = &link->output.at[note];
                bool is_note = o->index && o->type == SHT_NOTE && (o->flags & SHF_ALLOC);
                if (first && o->index && (!is_note || o->align != first->align)) break;
                if (is_note) {
                    if (!first) first = o;
                    last = o;
                }
                note++;
            }
            if (first) set_span(s, first, last, last);
            break;
        case PT_TLS:
            for (u32 k = 1; k < link->output.len; k++) {
                const LinkOutputSection *o = &link->output.at[k];
                if (!o->index || !(o->flags & SHF_TLS)) continue;
                if (!first) first = o;
                last = o;
                if (o->type != SHT_NOBITS) in_file = o;
            }
            if (first) set_span(s, first, last, in_file);
            s->align = link->tls_align;
            break;
        case PT_GNU_RELRO:
            for (u32 k = 1; k < link->output.len; k++) {
                const LinkOutputSection *o = &link->output.at[k];
                if (!o->index || !is_relro(link, o)) continue;
                if (!first) first = o;
                if (!(o->type == SHT_NOBITS && (o->flags & SHF_TLS))) last = o;
            }
            if (!last) last = first;
            s->address = first->address;
            s->offset = first->offset;
            s->file_size = s->memory_size = link->relro_end - first->address;
            break;
        default: break;
        }
    }
}

/* The page-aligned place of the writable segment: what is read-only after relocation must end on a page boundary. */
static u64 writable_start(Link *link, u32 first, u32 relro_end, u64 address, u64 align)
{
    u64 start = align_up(address, align), largest = 1;
    if (relro_end == first) return start;
    u64 end = place_run(link, first, relro_end, start);
    if (!end) return start;
    for (u32 i = first; i < relro_end; i++)
        if (link->output.at[i].index && link->output.at[i].align > largest) largest = link->output.at[i].align;
    if (largest > LINK_PAGE) return start;
    u64 pad = align_up(end, LINK_PAGE) - end;
    return start + (pad & ~(largest - 1));
}

static void mark_edges(Link *link)
{
    u64 base = link->image_start;
    link->text_end = link->data_end = link->image_end = base + link->headers_size;
    for (u32 i = 1; i < link->output.len; i++) {
        const LinkOutputSection *o = &link->output.at[i];
        if (!o->index || !(o->flags & SHF_ALLOC) || (o->type == SHT_NOBITS && (o->flags & SHF_TLS))) continue;
        u64 end = o->address + o->size;
        link->image_end = end;
        link->end_section = i;
        if (o->flags & SHF_EXECINSTR) {
            link->text_end = end;
            link->text_end_section = i;
        }
        if (o->type != SHT_NOBITS) {
            link->data_end = end;
            link->data_end_section = i;
        } else if (!link->bss_section) {
            link->bss_section = i;
        }
    }
    link->bss_start = link->data_end;
    if (!link->bss_section) link->bss_section = link->data_end_section;
}

bool link_layout(Link *link)
{
    for (u32 i = 1; i < link->output.len; i++) /* .dynamic and .dynstr have grown */
        if (!place_members(link, &link->output.at[i])) return false;
    /* Only the last sections of the image can be without bytes in the file. */
    bool tail = true;
    for (u32 i = link->output.len; i-- > 1;) {
        LinkOutputSection *o = &link->output.at[i];
        if (!(o->flags & SHF_ALLOC) || (o->type == SHT_NOBITS && (o->flags & SHF_TLS)) || !o->size) continue;
        if (o->type != SHT_NOBITS) tail = false;
        else if (!tail || o->rank < RANK_DATA) o->type = SHT_PROGBITS;
    }
    u32 count = 1;
    for (u32 i = 1; i < link->output.len; i++) {
        LinkOutputSection *o = &link->output.at[i];
        o->index = o->size ? count++ : 0;
        if (!o->index) continue;
        if (o->flags & SHF_TLS && o->align > link->tls_align) link->tls_align = o->align;
    }
    for (u32 i = 1; i < link->output.len; i++)
        if (link->output.at[i].index && (link->output.at[i].flags & SHF_TLS)) {
            link->output.at[i].align = (u32)link->tls_align;
            break;
        }
    choose_segments(link);
    link->headers_size = ELF_EHDR_SIZE + (u64)link->segment.len * ELF_PHDR_SIZE;
    const LinkOptions *opt = link->options;
    link->image_start = opt->image_base ? opt->image_base : opt->output == LINK_EXECUTABLE ? 0x400000 : 0;
    u64 address = link->image_start + link->headers_size, offset = link->headers_size;
    u32 i = 1, loads = 0;
    while (i < link->output.len && (link->output.at[i].flags & SHF_ALLOC)) {
        u32 class = class_of(link, &link->output.at[i]), end = i, relro_end = i;
        u64 align = LINK_PAGE;
        bool any = false;
        while (end < link->output.len && (link->output.at[end].flags & SHF_ALLOC)) {
            const LinkOutputSection *o = &link->output.at[end];
            u32 c = class_of(link, o);
            if (c != class && !(class >= 3 && c >= 3)) break;
            if (o->index && o->align > align) align = o->align;
            any |= o->index != 0;
            end++;
            if (is_relro(link, o)) relro_end = end;
        }
        LinkSegment s = {PT_LOAD, class >= 3 ? PF_R | PF_W : class == 1 || opt->separate_code_off ? PF_R | PF_X : PF_R, 0, 0, 0, 0, align};
        u64 start = address;
        bool is_first = loads == 0 && class == 0;
        if (!any) {
            place_run(link, i, end, address);
            i = end;
            continue;
        }
        if (loads == 0 && class != 0) { /* a segment for the headers alone */
            link->load[loads++] = (LinkSegment){PT_LOAD, opt->separate_code_off ? PF_R | PF_X : PF_R, 0, link->image_start, link->headers_size, link->headers_size, LINK_PAGE};
        }
        if (is_first) {
            s.address = link->image_start;
            s.offset = 0;
            if (align > LINK_PAGE && link->image_start % align) link->image_start = align_up(link->image_start, align), s.address = link->image_start, start = address = link->image_start + link->headers_size;
        } else {
            start = class >= 3 ? writable_start(link, i, relro_end, address, align) : align_up(address, align);
            if (class >= 3 && relro_end == i && offset % LINK_PAGE && align == LINK_PAGE) start += offset % LINK_PAGE;
            offset += (start - offset) & (align - 1);
            s.address = start;
            s.offset = offset;
        }
        u64 middle = place_run(link, i, relro_end, start);
        if (relro_end > i && middle) middle = link->relro_end = align_up(middle, LINK_PAGE);
        u64 stop = middle ? place_run(link, relro_end, end, middle) : 0;
        if (!stop) return link_error(link, "the output does not fit in the address space");
        u64 file_end = is_first ? address : start;
        for (u32 k = i; k < end; k++) {
            LinkOutputSection *o = &link->output.at[k];
            o->offset = s.offset + (o->address - s.address);
            if (o->index && o->type != SHT_NOBITS) file_end = o->address + o->size;
            else if (o->type == SHT_NOBITS && !(o->flags & SHF_TLS)) o->offset = s.offset + (file_end - s.address);
        }
        s.file_size = file_end - s.address;
        s.memory_size = stop - s.address;
        if (relro_end == end && relro_end > i && link->relro_end > s.address + s.file_size) {
            /* The protected pages end with the segment: they are whole. */
            s.memory_size = link->relro_end - s.address;
        }
        link->load[loads++] = s;
        offset = s.offset + s.file_size;
        address = stop;
        if (offset >> 31) return link_error(link, "the output would be larger than 2 GiB");
        i = end;
    }
    if (loads == 0) link->load[loads++] = (LinkSegment){PT_LOAD, opt->separate_code_off ? PF_R | PF_X : PF_R, 0, link->image_start, link->headers_size, link->headers_size, LINK_PAGE};
    for (; i < link->output.len; i++) {
        LinkOutputSection *o = &link->output.at[i];
        offset = align_up(offset, o->align);
        o->offset = offset;
        if (o->type != SHT_NOBITS) offset += o->size;
        if (offset >> 31) return link_error(link, "the output would be larger than 2 GiB");
    }
    link->file_end = offset;
    for (u32 k = 1; k < link->output.len; k++) {
        const LinkOutputSection *o = &link->output.at[k];
        if (!o->index || !(o->flags & SHF_TLS)) continue;
        if (!link->tls_start) link->tls_start = o->address;
        link->tls_size = o->address + o->size - link->tls_start;
    }
    fill_segments(link);
    mark_edges(link);
    link->layout_done = true;
    return true;
}

/* What the rooms of the linker share. One Link is one run; everything in it is a flat array, referred to by index.
   The road: load (input, script, shared, symbol) -> gc -> merge, eh_frame -> scan -> dynamic -> layout -> relocate -> output.
   File 0 is the linker's own Obj: the sections that it makes (GOT, PLT, dynamic tables, common data) are input sections like others. */
#ifndef KIT_LINK_INTERNAL_H
#define KIT_LINK_INTERNAL_H

#include "base/map.h"
#include "link/link.h"
#include "obj/archive.h"
#include "obj/elf_file.h"

#define LINK_TOOL "ld"
enum { LINK_PAGE = 0x1000 };

/* The linker's own sections: id in file 0, and flat section index. */
enum {
    OWN_NONE, OWN_INTERP, OWN_BUILD_ID, OWN_HASH, OWN_GNU_HASH, OWN_DYNSYM, OWN_DYNSTR, OWN_VERSYM, OWN_VERDEF, OWN_VERNEED, OWN_RELA_DYN,
    OWN_RELA_PLT, OWN_PLT, OWN_EH_FRAME_HDR, OWN_EH_FRAME, OWN_BSS_RELRO, OWN_DYNAMIC, OWN_GOT, OWN_GOT_PLT, OWN_DYNBSS, OWN_COMMON,
    OWN_TLS_COMMON, OWN_COUNT
};

typedef enum LinkPlace {
    PLACE_UNDEFINED,
    PLACE_DEFINED,  /* section (flat) + value */
    PLACE_ABSOLUTE, /* value */
    PLACE_COMMON,   /* size; value is the alignment */
    PLACE_SHARED,   /* in a shared library */
    PLACE_EDGE      /* the start or end of an output section, or of the image: see LinkEdge */
} LinkPlace;

typedef enum LinkEdge {
    EDGE_NONE, EDGE_IMAGE_START, EDGE_TEXT_END, EDGE_DATA_END, EDGE_IMAGE_END, EDGE_BSS_START, EDGE_TLS_BASE,
    EDGE_SECTION_START, EDGE_SECTION_END /* of the output section named in LinkSymbol.edge_name */
} LinkEdge;

enum { /* LinkSymbol.flags */
    SYM_REF_OBJECT = 1,       /* an object refers to it */
    SYM_REF_STRONG = 2,       /* ... and not weakly */
    SYM_REF_SHARED = 4,       /* a shared library refers to it */
    SYM_DEF_SHARED = 8,       /* a shared library defines it (too) */
    SYM_LOCAL = 16,           /* a file's local symbol that needs a table entry */
    SYM_FORCED_LOCAL = 32,    /* a version script or --exclude-libs hides it */
    SYM_EXPORTED = 64,        /* goes to .dynsym as a definition */
    SYM_PREEMPTIBLE = 128,    /* only the dynamic linker knows its address */
    SYM_NEEDS_GOT = 256, SYM_NEEDS_PLT = 512, SYM_NEEDS_ADDRESS = 1024, /* its address is a link-time constant of the executable */
    SYM_TLS_GD = 2048, SYM_TLS_IE = 4096, SYM_TLS_DESC = 8192,
    SYM_COPIED = 1 << 14,     /* has a copy relocation */
    SYM_IN_DYNSYM = 1 << 15,
    SYM_HIDDEN_VERSION = 1 << 16, /* foo@VER: not the default version */
    SYM_KEEP = 1 << 17,       /* -u, entry: a root of garbage collection */
    SYM_LISTED = 1 << 18,     /* waits in Link.undefined */
    SYM_DIRECT_REF = 1 << 19, /* a weak undefined symbol is referred to without GOT or PLT */
    SYM_DEFSYM = 1 << 20,
    SYM_PROVIDED = 1 << 21    /* defined by the linker */
};

typedef u32 LinkSymbolId; /* 0 is none */

typedef struct LinkSymbol {
    Str name;
    u8 place, binding, visibility, kind; /* LinkPlace, ObjBinding, ObjVisibility, ObjSymbolKind */
    u8 edge;
    u16 version;  /* of a library's definition: its versym index; of a definition here: the output's verdef index, 0 unversioned */
    u32 flags;
    u32 file;     /* the defining file, or the first that refers to it; of SHARED: the library */
    u32 library;  /* of a COPIED symbol: where it was */
    u32 section;
    u64 value, size;
    u32 got, got_gd, got_ie, got_desc; /* slot + 1 in .got */
    u32 plt;      /* entry + 1 */
    u32 dynsym;   /* index in .dynsym */
    u32 symtab;   /* index in .symtab */
    u32 reported; /* undefined references already told */
    Str edge_name; /* of an EDGE: its output section; of a definition foo@VER: the version */
} LinkSymbol;

typedef struct LinkFile {
    Str name;
    Obj *obj;
    u32 first_section;     /* flat index of its section 0 */
    LinkSymbolId *symbol;  /* per Obj symbol; 0 for local symbols that need no table entry */
    bool from_excluded_library;
} LinkFile;

typedef struct LinkSection {
    u32 file, id;
    u32 output;     /* output section, 0 none */
    u64 offset;     /* in it */
    u64 size;
    u32 align;
    u32 merge;      /* index + 1 into merge_input */
    u32 first_fde;  /* index + 1 into eh_record: the FDEs that describe this section */
    u32 next_dependent, first_dependent; /* SHF_LINK_ORDER: sections that live when this one does */
    bool live, discarded, is_eh_frame, is_reversed;
    u32 order;      /* sort key inside its output section */
} LinkSection;

typedef struct MergePiece {
    u32 offset; /* in the input section */
    u32 entry;  /* of the group */
} MergePiece;

typedef struct MergeInput {
    u32 group, first_piece, piece_count;
} MergeInput;

typedef struct MergeEntry {
    const u8 *data;
    u32 size, hash;
    u64 offset; /* in the merged bytes */
} MergeEntry;

typedef struct MergeGroup {
    u32 carrier; /* the flat section in whose place the merged bytes go */
    u32 flags, entry_size, align;
    Str output_name;
    u32 *slot;
    u32 mask;
    VEC(MergeEntry) entry;
    u64 size;
} MergeGroup;

typedef struct EhRecord {
    u32 section;      /* flat */
    u32 offset, size; /* in it, with the length field */
    u32 out_offset;
    u32 cie;          /* of an FDE: its record; of a CIE: the record that it equals, or itself */
    u32 first_reloc, reloc_count;
    u32 target;       /* of an FDE: flat section that it describes, 0 unknown */
    u32 next;         /* next FDE of the same target + 1 */
    u8 pointer_encoding;
    bool is_fde, live;
} EhRecord;

typedef struct LinkOutputSection {
    Str name;
    u32 type, align, link, info, name_offset;
    u64 flags, entry_size, address, offset, size;
    u32 rank;
    VEC(u32) member; /* flat sections */
    u32 index;       /* in the section header table; 0: empty, not written */
    bool is_relro, is_tls_nobits;
} LinkOutputSection;

typedef struct LinkLibrary { /* a shared library */
    Str name, soname;
    ElfFile file;
    u32 dynsym, count;
    const u8 *versym;         /* count halves, or NULL */
    VEC(Str) version;         /* names by version index */
    VEC(u16) needed_version;  /* the output's index for each version that is used, 0 unused */
    VEC(Str) needed;
    bool is_loaded, is_needed;
    u32 *symbol;              /* LinkSymbolId of each dynsym entry */
} LinkLibrary;

typedef struct LinkArchive {
    Str name;
    Archive archive;
    StrMap symbol;  /* to member */
    bool *is_loaded;
    bool is_excluded;
} LinkArchive;

typedef struct DynReloc {
    u16 kind;
    u32 section;   /* flat */
    u64 offset;    /* in it */
    LinkSymbolId symbol; /* by name when symbolic, else the target */
    u32 file, local;     /* target when symbol is 0 */
    i64 addend;
} DynReloc;

typedef struct VersionPattern {
    Str text;
    u16 version; /* output index; 0 local */
    bool is_glob;
} VersionPattern;

typedef struct VersionNode {
    Str name, parent;
} VersionNode;

typedef struct LinkSegment {
    u32 type, flags;
    u64 offset, address, file_size, memory_size, align;
} LinkSegment;

typedef struct Link {
    Kit *kit;
    Arena *arena;
    const LinkOptions *options;
    bool is_dynamic;       /* has .dynamic */
    bool is_pic;           /* loads at any address */
    bool is_shared;
    bool can_import;       /* a dynamic linker will resolve symbols */
    bool failed, layout_done;

    StrMap symbol_map;     /* name to LinkSymbolId */
    VEC(LinkSymbol) symbol;
    VEC(LinkFile) file;
    VEC(LinkSection) section;
    VEC(LinkLibrary) library;
    VEC(LinkArchive) archive;
    VEC(LinkSymbolId) undefined; /* candidates for archive members */
    VEC(LinkInput) group_input;  /* archives of the groups that are open */
    VEC(u32) group_start;
    u32 loaded_libraries;
    StrMap comdat, file_cache, library_by_soname, wrap_map;
    VEC(Str) trace;
    bool has_versioned_reference, needs_executable_stack;

    VEC(MergeGroup) merge_group;
    VEC(MergeInput) merge_input;
    VEC(MergePiece) merge_piece;
    VEC(EhRecord) eh_record;
    bool has_eh_terminator;

    VEC(DynReloc) dyn_reloc, plt_reloc, candidate;
    u32 got_slots, plt_entries, plt_jump_slots;
    u32 got_module; /* slot + 1 of the local-dynamic pair */
    bool needs_got_base, needs_text_reloc, needs_static_tls;
    VEC(LinkSymbolId) plt_symbol;
    VEC(LinkSymbolId) dynsym;    /* in order, [0] is 0 */
    u32 first_hashed;
    Buf dynstr;
    StrMap dynstr_map;
    VEC(VersionPattern) version_pattern, dynamic_list;
    VEC(VersionNode) version_node; /* index + 2 is the output's verdef index */
    bool has_version_script, version_is_anonymous;

    VEC(LinkOutputSection) output; /* sorted after layout; [0] is none */
    VEC(LinkSegment) segment;
    LinkSegment load[5];
    u64 tls_start, tls_size, tls_align, relro_start, relro_end, image_start, headers_size;
    u64 text_end, data_end, bss_start, image_end, file_end;
    u32 text_end_section, data_end_section, bss_section, end_section;
    LinkSymbolId entry;
} Link;

/* --- errors --- */
bool link_error(Link *link, const char *fmt, ...) KIT_PRINTF(2, 3);
void link_warn(Link *link, const char *fmt, ...) KIT_PRINTF(2, 3);

/* --- input.c: command line order in, files and libraries out --- */
bool link_load_inputs(Link *link);
bool link_add_input(Link *link, const LinkInput *input);
u32 link_add_section(Link *link, u32 file, u32 id);
void link_trace(Str path);
void link_trace_symbol(Link *link, Str file, Str symbol, bool defines); /* says so where -y names the symbol */

/* --- script.c --- */
bool link_read_script(Link *link, Str path, const u8 *data, u64 size, const LinkInput *state);
bool link_read_version_script(Link *link, Str path);
bool link_read_dynamic_list(Link *link, Str path);
bool link_glob(Str pattern, Str text);

/* --- shared.c --- */
/* Adds a shared library; with as_needed only when it defines something that is still wanted. */
bool link_add_library(Link *link, Str path, Str fallback_soname, const u8 *data, u64 size, bool as_needed);
void link_bind_versioned_references(Link *link);
/* Reports what libraries refer to and nothing defines, of libraries whose own needs are all inputs. */
void link_check_libraries(Link *link);

/* --- symbol.c --- */
LinkSymbolId link_symbol(Link *link, Str name); /* finds or makes */
LinkSymbolId link_find_symbol(const Link *link, Str name);
bool link_resolve_object(Link *link, u32 file);
void link_want(Link *link, LinkSymbolId id); /* puts it on the list for archives */
void link_define_special(Link *link);
void link_allocate_commons(Link *link);
void link_decide_bindings(Link *link);
/* The table entry of any symbol of a file; makes one for a local symbol. */
LinkSymbolId link_promote(Link *link, u32 file, ObjSymbolId symbol);

/* --- gc.c --- */
void link_mark_live(Link *link);

/* --- merge.c --- */
void link_merge_sections(Link *link);
/* The place in the carrier of an offset in a merged section; false when it is beyond the end. */
bool link_merge_offset(const Link *link, const LinkSection *s, u64 offset, u64 *out);

/* --- eh_frame.c --- */
bool link_parse_eh_frame(Link *link);
void link_layout_eh_frame(Link *link);
/* Where a place in an input .eh_frame came to be: the first record at or after it that is kept. */
u64 link_eh_frame_offset(const Link *link, u32 section, u64 offset);
void link_write_eh_frame(Link *link, Buf *out);
void link_write_eh_frame_hdr(Link *link, Buf *out);

/* --- scan.c --- */
void link_scan_relocations(Link *link);
typedef enum TlsForm { TLS_KEEP, TLS_TO_IE, TLS_TO_LE } TlsForm;
TlsForm link_tls_form(const Link *link, RelocKind kind, const LinkSymbol *y);
/* Whether a GOTPCRELX access is rewritten to one without the GOT. */
typedef enum GotRelax { GOT_KEEP, GOT_TO_LEA, GOT_TO_CALL, GOT_TO_JMP } GotRelax;
GotRelax link_relax_got(const Link *link, u32 file, const ObjSection *o, const ObjReloc *r);
/* The symbol's value is a number that no load address changes. */
bool link_is_absolute(const Link *link, u32 file, ObjSymbolId symbol);
bool link_symbol_is_absolute(const LinkSymbol *y);

/* --- dynamic.c --- */
void link_allocate_dynamic(Link *link); /* after the scan: slots, tables, their sizes */
void link_size_dynamic(Link *link); /* after outputs are assigned */
u32 link_symbol_output(const Link *link, const LinkSymbol *y); /* section header index or SHN_* */
void link_write_dynamic(Link *link, Buf *out);

/* --- layout.c --- */
Str link_output_name(const Link *link, const ObjSection *o);
void link_assign_outputs(Link *link);
bool link_layout(Link *link);
u32 link_find_output(const Link *link, Str name); /* 0 when there is none */

/* --- relocate.c --- */
u64 link_section_address(const Link *link, u32 section);
/* Where `size` bytes at an offset of a section are in its copy (.ctors are turned round). */
u64 link_section_offset(const Link *link, u32 section, u64 offset, u32 size);
u64 link_symbol_address(const Link *link, LinkSymbolId id);
/* S + A of a file's symbol, through merged sections. */
u64 link_target_address(Link *link, u32 file, ObjSymbolId symbol, i64 addend, i64 bias);
u64 link_local_address(const Link *link, u32 file, const ObjSymbol *y);
u64 link_plt_address(const Link *link, u32 entry);
void link_relocate(Link *link, Buf *out);
void link_relocate_range(Link *link, u32 section, u32 first, u32 count, u8 *out, i64 shift, u64 address);

/* --- output.c --- */
bool link_write(Link *link, Buf *out);
void link_print_map(Link *link);

/* --- relocatable.c --- */
bool link_relocatable(Link *link, Buf *out);

static inline const ObjSection *link_obj_section(const Link *link, const LinkSection *s) { return &link->file.at[s->file].obj->section.at[s->id]; }
static inline ObjSection *link_own(Link *link, u32 id) { return &link->file.at[0].obj->section.at[id]; }
/* Output bytes of one of the linker's own sections. */
static inline u8 *link_own_bytes(Link *link, Buf *out, u32 id)
{
    const LinkSection *s = &link->section.at[id];
    return out->data + link->output.at[s->output].offset + s->offset;
}

#endif

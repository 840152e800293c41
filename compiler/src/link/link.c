/* One link from end to end; see internal.h for the road. In: LinkOptions. Out: the bytes of the output file. */
#include "link/internal.h"

static void make_own_sections(Link *link)
{
    static const struct {
        const char *name;
        u32 type, flags, align;
    } OWN[OWN_COUNT] = {
        [OWN_INTERP] = {".interp", SHT_PROGBITS, OBJ_ALLOC, 1},
        [OWN_BUILD_ID] = {".note.gnu.build-id", SHT_NOTE, OBJ_ALLOC, 4},
        [OWN_HASH] = {".hash", SHT_HASH, OBJ_ALLOC, 8},
        [OWN_GNU_HASH] = {".gnu.hash", SHT_GNU_HASH, OBJ_ALLOC, 8},
        [OWN_DYNSYM] = {".dynsym", SHT_DYNSYM, OBJ_ALLOC, 8},
        [OWN_DYNSTR] = {".dynstr", SHT_STRTAB, OBJ_ALLOC, 1},
        [OWN_VERSYM] = {".gnu.version", SHT_GNU_VERSYM, OBJ_ALLOC, 2},
        [OWN_VERDEF] = {".gnu.version_d", SHT_GNU_VERDEF, OBJ_ALLOC, 8},
        [OWN_VERNEED] = {".gnu.version_r", SHT_GNU_VERNEED, OBJ_ALLOC, 8},
        [OWN_RELA_DYN] = {".rela.dyn", SHT_RELA, OBJ_ALLOC, 8},
        [OWN_RELA_PLT] = {".rela.plt", SHT_RELA, OBJ_ALLOC, 8},
        [OWN_PLT] = {".plt", SHT_PROGBITS, OBJ_ALLOC | OBJ_EXEC, 16},
        [OWN_EH_FRAME_HDR] = {".eh_frame_hdr", SHT_PROGBITS, OBJ_ALLOC, 4},
        [OWN_EH_FRAME] = {".eh_frame", SHT_PROGBITS, OBJ_ALLOC, 8},
        [OWN_BSS_RELRO] = {".bss.rel.ro", SHT_NOBITS, OBJ_ALLOC | OBJ_WRITE, 1},
        [OWN_DYNAMIC] = {".dynamic", SHT_DYNAMIC, OBJ_ALLOC | OBJ_WRITE, 8},
        [OWN_GOT] = {".got", SHT_PROGBITS, OBJ_ALLOC | OBJ_WRITE, 8},
        [OWN_GOT_PLT] = {".got.plt", SHT_PROGBITS, OBJ_ALLOC | OBJ_WRITE, 8},
        [OWN_DYNBSS] = {".dynbss", SHT_NOBITS, OBJ_ALLOC | OBJ_WRITE, 1},
        [OWN_COMMON] = {"COMMON", SHT_NOBITS, OBJ_ALLOC | OBJ_WRITE, 1},
        [OWN_TLS_COMMON] = {".tcommon", SHT_NOBITS, OBJ_ALLOC | OBJ_WRITE | OBJ_TLS, 1},
    };
    Obj *obj = arena_new(link->arena, Obj);
    obj_init(obj, link->kit, OBJ_X86_64);
    for (u32 i = 1; i < OWN_COUNT; i++) {
        ObjSectionKind kind = OWN[i].type == SHT_PROGBITS ? OBJ_PROGBITS : OWN[i].type == SHT_NOBITS ? OBJ_NOBITS : OWN[i].type == SHT_NOTE ? OBJ_NOTE : OBJ_OTHER;
        u32 id = obj_add_section(obj, str_of(OWN[i].name), kind, OWN[i].flags, OWN[i].align);
        obj->section.at[id].elf_type = OWN[i].type;
    }
    LinkFile own = {0};
    own.name = STR("linker");
    own.obj = obj;
    own.symbol = arena_new_array(link->arena, LinkSymbolId, 1);
    vec_push(&link->file, own);
    for (u32 i = 0; i < OWN_COUNT; i++) link_add_section(link, 0, i);
    LinkSymbol none = {0};
    vec_push(&link->symbol, none);
}

static bool link_program(Link *link, Buf *out)
{
    const LinkOptions *o = link->options;
    link->is_shared = o->output == LINK_SHARED;
    link->is_pic = link->is_shared || o->output == LINK_PIE;
    link->can_import = link->is_shared || (!o->is_static && !o->no_dynamic_linker && (o->output == LINK_PIE || link->loaded_libraries));
    link->is_dynamic = link->can_import || link->is_pic;
    link_bind_versioned_references(link);
    link_define_special(link);
    link_check_libraries(link);
    link_decide_bindings(link);
    if (link->failed || !link_parse_eh_frame(link)) return false;
    link_mark_live(link);
    link_allocate_commons(link);
    link_merge_sections(link);
    link_layout_eh_frame(link);
    link_scan_relocations(link);
    if (link->failed) return false;
    link_allocate_dynamic(link);
    if (link->failed) return false;
    link_assign_outputs(link);
    link_size_dynamic(link);
    if (link->failed || !link_layout(link)) return false;
    bool ok = link_write(link, out);
    if (ok && (o->print_map || o->map_file.len)) link_print_map(link);
    return ok && !link->failed;
}

static void free_link(Link *link)
{
    for (u32 i = 0; i < link->file.len; i++) obj_free(link->file.at[i].obj);
    for (u32 i = 0; i < link->library.len; i++) {
        elf_file_free(&link->library.at[i].file);
        vec_free(&link->library.at[i].version);
        vec_free(&link->library.at[i].needed_version);
        vec_free(&link->library.at[i].needed);
    }
    for (u32 i = 0; i < link->archive.len; i++) {
        vec_free(&link->archive.at[i].archive.member);
        vec_free(&link->archive.at[i].archive.index);
        strmap_free(&link->archive.at[i].symbol);
    }
    for (u32 i = 0; i < link->merge_group.len; i++) vec_free(&link->merge_group.at[i].entry);
    for (u32 i = 0; i < link->output.len; i++) vec_free(&link->output.at[i].member);
    strmap_free(&link->symbol_map);
    strmap_free(&link->comdat);
    strmap_free(&link->file_cache);
    strmap_free(&link->library_by_soname);
    strmap_free(&link->wrap_map);
    strmap_free(&link->dynstr_map);
    vec_free(&link->symbol);
    vec_free(&link->file);
    vec_free(&link->section);
    vec_free(&link->library);
    vec_free(&link->archive);
    vec_free(&link->undefined);
    vec_free(&link->group_input);
    vec_free(&link->group_start);
    vec_free(&link->merge_group);
    vec_free(&link->merge_input);
    vec_free(&link->merge_piece);
    vec_free(&link->eh_record);
    vec_free(&link->dyn_reloc);
    vec_free(&link->candidate);
    vec_free(&link->plt_symbol);
    vec_free(&link->dynsym);
    vec_free(&link->version_pattern);
    vec_free(&link->dynamic_list);
    vec_free(&link->version_node);
    vec_free(&link->output);
    vec_free(&link->segment);
    buf_free(&link->dynstr);
}

bool link_run(Kit *kit, const LinkOptions *options, Buf *out)
{
    Link link;
    memset(&link, 0, sizeof link);
    link.kit = kit;
    link.arena = &kit->arena;
    link.options = options;
    make_own_sections(&link);
    bool ok = true;
    if (options->script.len) ok = link_error(&link, "linker scripts that lay out the output (-T) are not supported");
    if (ok && options->version_script.len) ok = link_read_version_script(&link, options->version_script);
    for (u32 i = 0; ok && i < options->dynamic_list.len; i++) ok = link_read_dynamic_list(&link, options->dynamic_list.at[i]);
    if (ok && options->input.len == 0) ok = link_error(&link, "no input files");
    ok = ok && link_load_inputs(&link);
    if (ok && link.file.len == 1 && link.library.len == 0) ok = link_error(&link, "no input files");
    if (ok) ok = options->output == LINK_RELOCATABLE ? link_relocatable(&link, out) : link_program(&link, out);
    ok = ok && !link.failed;
    free_link(&link);
    return ok;
}

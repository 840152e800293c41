/* objdump: sections (-h), symbols (-t, -T), relocations (-r), contents (-s), code (-d), program headers and dynamic section (-p),
   in GNU objdump's format. */
#include "base/map.h"
#include "driver/binary.h"
#include "driver/driver.h"
#include "driver/words.h"
#include "obj/obj.h"
#include "target/x64/disasm.h"

#include <stdio.h>
#include <stdlib.h>

#define TOOL "objdump"

typedef struct Objdump {
    bool file_header, private_headers, sections, symbols, dynamic_symbols, relocs, contents, disassemble, disassemble_all, no_raw, no_addresses;
    VEC(const char *) only; /* -j */
} Objdump;

static unsigned long long ull(u64 x) { return x; }

static bool is_shown(const Objdump *od, const ElfSection *s)
{
    if (od->only.len == 0) return true;
    for (u32 i = 0; i < od->only.len; i++)
        if (str_is(s->name, od->only.at[i])) return true;
    return false;
}

/* Tables of the file format that are not part of the program. */
static bool is_bookkeeping(const ElfSection *s)
{
    switch (s->type) {
    case SHT_NULL: case SHT_SYMTAB: case SHT_SYMTAB_SHNDX: return true;
    case SHT_STRTAB: case SHT_RELA: case SHT_REL: return !(s->flags & SHF_ALLOC);
    default: return false;
    }
}

static bool has_relocs(const ElfFile *f, u32 section)
{
    for (u32 i = 1; i < f->section.len; i++)
        if (f->section.at[i].type == SHT_RELA && f->section.at[i].info == section && f->section.at[i].size && !(f->section.at[i].flags & SHF_ALLOC)) return true;
    return false;
}

static void print_sections(const Objdump *od, const ElfFile *f)
{
    u32 number = 0;
    bool *relocated = calloc(f->section.len + 1, sizeof *relocated);
    if (!relocated) KIT_PANIC("out of memory");
    for (u32 i = 1; i < f->section.len; i++) {
        const ElfSection *s = &f->section.at[i];
        if (s->type == SHT_RELA && s->info < f->section.len && s->size && !(s->flags & SHF_ALLOC)) relocated[s->info] = true;
    }
    printf("Sections:\nIdx Name          Size      VMA               LMA               File off  Algn\n");
    for (u32 i = 1; i < f->section.len; i++) {
        const ElfSection *s = &f->section.at[i];
        if (is_bookkeeping(s)) continue;
        u32 n = number++;
        if (!is_shown(od, s)) continue;
        u32 align = 0;
        while ((u64)1 << (align + 1) <= s->align) align++;
        printf("%3u %-13.*s %08llx  %016llx  %016llx  %08llx  2**%u\n%18s", n, STR_FMT(s->name), ull(s->size), ull(s->address), ull(s->address), ull(s->offset), align, "");
        bool alloc = (s->flags & SHF_ALLOC) != 0, bits = s->type != SHT_NOBITS, code = (s->flags & SHF_EXECINSTR) != 0;
        const char *comma = "";
#define FLAG(condition, text) if (condition) printf("%s%s", comma, text), comma = ", "
        FLAG(bits, "CONTENTS");
        FLAG(alloc, "ALLOC");
        FLAG(alloc && bits, "LOAD");
        FLAG(relocated[i], "RELOC");
        FLAG(!(s->flags & SHF_WRITE) && (bits || alloc), "READONLY");
        FLAG(code, "CODE");
        FLAG(!code && alloc && bits, "DATA");
        FLAG(!alloc && (str_starts(s->name, ".debug") || str_starts(s->name, ".stab") || str_starts(s->name, ".line")), "DEBUGGING");
        FLAG(s->flags & SHF_EXCLUDE, "EXCLUDE");
        FLAG(s->flags & SHF_TLS, "THREAD_LOCAL");
        FLAG(s->flags & SHF_GROUP, "GROUP");
        FLAG(s->flags & SHF_MERGE, "MERGE");
        FLAG(s->flags & SHF_STRINGS, "STRINGS");
#undef FLAG
        putchar('\n');
    }
    free(relocated);
}

static bool print_symbols(const ElfFile *f, u32 type, const char *title)
{
    u32 table = elf_file_find(f, type), count = elf_file_symbol_count(f, table);
    bool dynamic = type == SHT_DYNSYM;
    ElfVersions versions = {0};
    if (dynamic && !elf_file_versions(f, table, count, &versions)) return false;
    printf("%s\n", title);
    if (count < 2) printf("no symbols\n");
    for (u32 i = 1; i < count; i++) {
        ElfSymbol y;
        if (!binary_symbol(f, table, i, &y)) return false;
        bool undefined = y.section == SHN_UNDEF, common = y.section == SHN_COMMON;
        char scope = y.binding == STB_LOCAL ? 'l' : undefined || common || y.binding == STB_WEAK ? ' ' : y.binding == STB_GNU_UNIQUE ? 'u' : 'g';
        char kind = y.type == STT_FUNC ? 'F' : y.type == STT_FILE ? 'f' : y.type == STT_OBJECT || y.type == STT_COMMON ? 'O' : ' ';
        char debug = y.type == STT_SECTION || y.type == STT_FILE ? 'd' : dynamic ? 'D' : ' ';
        printf("%016llx %c%c  %c%c%c ", ull(common ? y.size : y.value), scope, y.binding == STB_WEAK ? 'w' : ' ', y.type == STT_GNU_IFUNC ? 'i' : ' ', debug, kind);
        printf("%.*s\t%016llx", STR_FMT(binary_section_name(f, y.section)), ull(common ? y.value : y.size));
        if (versions.versym) {
            u32 v = get_u16(versions.versym + 2 * (size_t)i), index = v & 0x7fff;
            Str name = index == 0 ? STR("") : index < versions.name.len && versions.name.at[index].len ? (index == 1 && !versions.is_needed.at[1] ? STR("Base") : versions.name.at[index]) : index == 1 ? STR("Base") : STR("");
            bool paren = (v & VERSYM_HIDDEN) || (index > 1 && index < versions.name.len && versions.is_needed.at[index]);
            if (paren) {
                printf(" (%.*s)", STR_FMT(name));
                for (u32 k = name.len; k < 10; k++) putchar(' ');
            } else {
                printf("  %-11.*s", STR_FMT(name));
            }
        }
        static const char *const VISIBILITY[] = {"", " .internal", " .hidden", " .protected"};
        printf("%s %.*s\n", VISIBILITY[y.visibility], STR_FMT(y.name));
    }
    printf("\n\n");
    vec_free(&versions.name);
    vec_free(&versions.is_needed);
    return true;
}

typedef struct Reloc {
    u64 offset, addend;
    u32 number;
    Str symbol;
} Reloc;

static const char *reloc_name(u32 number)
{
    RelocKind kind = reloc_from_elf(OBJ_X86_64, number);
    return kind == RELOC_COUNT ? "R_X86_64_?" : reloc_info(kind)->elf_name;
}

static bool read_reloc(const ElfFile *f, const ElfSection *s, u32 symbols, u32 i, Reloc *out)
{
    const u8 *p = s->data + (u64)i * ELF_RELA_SIZE;
    u32 symbol = get_u32(p + 12);
    ElfSymbol y;
    *out = (Reloc){get_u64(p), get_u64(p + 16), get_u32(p + 8), STR("*ABS*")};
    if (symbol == 0) return true;
    if (symbol >= symbols) return elf_file_error(f, "a relocation refers to a symbol that does not exist");
    if (!binary_symbol(f, s->link, symbol, &y)) return false;
    out->symbol = y.name;
    return true;
}

static bool open_relocs(const ElfFile *f, const ElfSection *s, u32 *count, u32 *symbols)
{
    *count = *symbols = 0;
    if (s->entry_size != ELF_RELA_SIZE || s->size % ELF_RELA_SIZE) return elf_file_error(f, "a relocation section has a wrong entry size");
    if (s->link >= f->section.len || (f->section.at[s->link].type != SHT_SYMTAB && f->section.at[s->link].type != SHT_DYNSYM))
        return elf_file_error(f, "a relocation section has no symbol table");
    *symbols = elf_file_symbol_count(f, s->link);
    *count = (u32)(s->size / ELF_RELA_SIZE);
    return true;
}

static void print_addend(u64 addend, const char *format_plus, const char *format_minus)
{
    if (!addend) return;
    if (addend >> 63) printf(format_minus, ull(0 - addend));
    else printf(format_plus, ull(addend));
}

static bool print_relocs(const Objdump *od, const ElfFile *f)
{
    for (u32 i = 1; i < f->section.len; i++) {
        const ElfSection *s = &f->section.at[i];
        u32 count, symbols;
        if (s->type != SHT_RELA || (s->flags & SHF_ALLOC) || s->info == 0 || s->info >= f->section.len || !is_shown(od, &f->section.at[s->info])) continue;
        if (!open_relocs(f, s, &count, &symbols)) return false;
        printf("RELOCATION RECORDS FOR [%.*s]:\nOFFSET           TYPE              VALUE\n", STR_FMT(f->section.at[s->info].name));
        for (u32 k = 0; k < count; k++) {
            Reloc r;
            if (!read_reloc(f, s, symbols, k, &r)) return false;
            printf("%016llx %-16s  %.*s", ull(r.offset), reloc_name(r.number), STR_FMT(r.symbol));
            print_addend(r.addend, "+0x%016llx", "-0x%016llx");
            putchar('\n');
        }
        printf("\n\n");
    }
    return true;
}

static void print_contents(const Objdump *od, const ElfFile *f)
{
    for (u32 i = 1; i < f->section.len; i++) {
        const ElfSection *s = &f->section.at[i];
        if (!s->data || s->size == 0 || is_bookkeeping(s) || !is_shown(od, s)) continue;
        int width = 4;
        while (width < 16 && (s->address + s->size) >> (4 * width)) width++;
        printf("Contents of section %.*s:\n", STR_FMT(s->name));
        for (u64 at = 0; at < s->size; at += 16) {
            printf(" %0*llx ", width, ull(s->address + at));
            for (u64 k = at; k < at + 16; k++) {
                if (k < s->size) printf("%02x", s->data[k]);
                else printf("  ");
                if (k % 4 == 3) putchar(' ');
            }
            putchar(' ');
            for (u64 k = at; k < at + 16; k++) putchar(k >= s->size ? ' ' : s->data[k] >= 32 && s->data[k] < 127 ? s->data[k] : '.');
            putchar('\n');
        }
    }
}

typedef struct Label {
    u64 address;
    Str name;
    u32 rank; /* functions before data before plain labels; global before local */
} Label;

static int by_address(const void *a, const void *b)
{
    const Label *x = a, *y = b;
    if (x->address != y->address) return x->address < y->address ? -1 : 1;
    if (x->rank != y->rank) return x->rank < y->rank ? -1 : 1;
    return str_cmp(x->name, y->name);
}

typedef VEC(Label) Labels;

/* The labels of one section, or of all (0), by address. */
static bool collect_labels(const ElfFile *f, u32 section, Labels *out)
{
    u32 table = elf_file_find(f, SHT_SYMTAB);
    if (!table) table = elf_file_find(f, SHT_DYNSYM);
    u32 count = elf_file_symbol_count(f, table);
    for (u32 i = 1; i < count; i++) {
        ElfSymbol y;
        if (!elf_file_symbol(f, table, i, &y)) return false;
        if ((section ? y.section != section : y.section == SHN_UNDEF || y.section >= SHN_LORESERVE || y.type == STT_TLS) || y.type == STT_SECTION || y.type == STT_FILE || !y.name.len) continue;
        u64 address = f->type == ET_REL ? y.value + f->section.at[y.section].address : y.value;
        Label l = {address, y.name, (y.type == STT_FUNC ? 0u : y.type == STT_OBJECT ? 2u : 4u) + (y.binding == STB_LOCAL)};
        vec_push(out, l);
    }
    if (out->len) qsort(out->at, out->len, sizeof *out->at, by_address);
    return true;
}

static const Label *label_at(const Labels *labels, u64 address)
{
    u32 low = 0, high = labels->len;
    while (low < high) {
        u32 middle = low + (high - low) / 2;
        if (labels->at[middle].address <= address) low = middle + 1;
        else high = middle;
    }
    if (low == 0) return NULL;
    const Label *l = &labels->at[low - 1];
    while (l > labels->at && l[-1].address == l->address) l--;
    return l;
}

static void put_place(Buf *b, const Labels *labels, const ElfSection *s, u64 address)
{
    const Label *l = label_at(labels, address);
    Str name = l ? l->name : s->name;
    u64 base = l ? l->address : s->address;
    buf_printf(b, "<%.*s", STR_FMT(name));
    if (address != base) buf_printf(b, "+0x%llx", ull(address - base));
    buf_puts(b, ">");
}

/* Adds the name of what a branch or a RIP-relative operand ("... # ADDRESS") points at. */
static void annotate(const Objdump *od, Buf *text, const Labels *labels, const ElfSection *s, bool anywhere)
{
    buf_u8(text, 0);
    text->len--;
    const char *z = (const char *)text->data, *operand = strstr(z, "# ");
    if (operand) operand++;
    else if (z[0] == 'j' || strncmp(z, "call", 4) == 0 || strncmp(z, "loop", 4) == 0) operand = strchr(z, ' ');
    if (!operand) return;
    while (*operand == ' ') operand++;
    char *end;
    u64 target = strtoull(operand, &end, 16);
    if (end == operand || *end) return;
    bool inside = target >= s->address && target - s->address <= s->size;
    if (!inside && !(anywhere && label_at(labels, target))) return;
    if (od->no_addresses) text->len = (size_t)(operand - z);
    else buf_puts(text, " ");
    put_place(text, labels, s, target);
}

static bool print_code(const Objdump *od, const ElfFile *f, u32 index, u32 reloc_section, const Labels *all)
{
    const ElfSection *s = &f->section.at[index], *rela = reloc_section ? &f->section.at[reloc_section] : NULL;
    Labels labels = {0};
    u32 relocs = 0, symbols = 0, next_reloc = 0, next_label = 0;
    if (!collect_labels(f, index, &labels)) return false;
    if (od->relocs && rela && !open_relocs(f, rela, &relocs, &symbols)) return false;
    int width = 4; /* as GNU: whole groups of four digits, one of them blank */
    while (width < 16 && (s->address + s->size - 1) >> (4 * width - 4)) width += 4;
    printf("\nDisassembly of section %.*s:\n", STR_FMT(s->name));
    Buf text = {0};
    bool started = false;
    for (u64 at = 0; at < s->size;) {
        u64 address = s->address + at;
        while (next_label < labels.len && labels.at[next_label].address < address) next_label++;
        if (!started || (next_label < labels.len && labels.at[next_label].address == address)) {
            text.len = 0;
            put_place(&text, &labels, s, address);
            if (od->no_addresses) printf("\n%.*s:\n", (int)text.len, (const char *)text.data);
            else printf("\n%016llx %.*s:\n", ull(address), (int)text.len, (const char *)text.data);
            while (next_label < labels.len && labels.at[next_label].address == address) next_label++;
            started = true;
        }
        u64 avail = s->size - at;
        if (next_label < labels.len && labels.at[next_label].address - address < avail) avail = labels.at[next_label].address - address;
        text.len = 0;
        u32 n = x64_disassemble(s->data + at, avail > 15 ? 15 : (u32)avail, address, &text);
        if (n == 0 || n > avail) {
            text.len = 0;
            buf_printf(&text, ".byte 0x%02x", s->data[at]);
            n = 1;
        } else {
            annotate(od, &text, all ? all : &labels, s, all != NULL);
        }
        for (u32 k = 0; k < n; k += 7) {
            if (k && od->no_raw) break;
            if (od->no_addresses) printf("\t");
            else printf("%*llx:\t", width, ull(address + k));
            for (u32 j = k; !od->no_raw && j < k + 7; j++) {
                if (j < n) printf("%02x ", s->data[at + j]);
                else if (k == 0) printf("   ");
            }
            if (k == 0) printf("%s%.*s", od->no_raw ? "" : "\t", (int)text.len, (const char *)text.data);
            putchar('\n');
        }
        for (; next_reloc < relocs; next_reloc++) {
            Reloc r;
            if (!read_reloc(f, rela, symbols, next_reloc, &r)) return false;
            if (r.offset >= at + n) break;
            printf("\t\t\t");
            if (!od->no_addresses) printf("%llx: ", ull(r.offset));
            printf("%s\t%.*s", reloc_name(r.number), STR_FMT(r.symbol));
            print_addend(r.addend, "+0x%llx", "-0x%llx");
            putchar('\n');
        }
        at += n;
    }
    buf_free(&text);
    vec_free(&labels);
    return true;
}

static bool print_all_code(const Objdump *od, const ElfFile *f)
{
    if (f->machine != EM_X86_64) return elf_file_error(f, "only x86-64 code can be shown");
    u32 *rela = calloc(f->section.len + 1, sizeof *rela);
    Labels all = {0};
    if (!rela) KIT_PANIC("out of memory");
    /* Sections of an object all begin at 0: only in linked files does an address name one place. */
    bool linked = f->type != ET_REL, ok = !linked || collect_labels(f, 0, &all);
    for (u32 i = 1; i < f->section.len; i++)
        if (f->section.at[i].type == SHT_RELA && f->type == ET_REL && f->section.at[i].info < f->section.len) rela[f->section.at[i].info] = i;
    for (u32 i = 1; i < f->section.len && ok; i++) {
        const ElfSection *s = &f->section.at[i];
        if (!s->data || !s->size || is_bookkeeping(s) || !is_shown(od, s)) continue;
        if (!od->disassemble_all && !(s->flags & SHF_EXECINSTR)) continue;
        ok = print_code(od, f, i, rela[i], linked ? &all : NULL);
    }
    free(rela);
    vec_free(&all);
    return ok;
}

static void print_segments(const ElfFile *f)
{
    static const struct {
        u32 type;
        const char *name;
    } NAMES[] = {{PT_NULL, "NULL"}, {PT_LOAD, "LOAD"}, {PT_DYNAMIC, "DYNAMIC"}, {PT_INTERP, "INTERP"}, {PT_NOTE, "NOTE"}, {PT_SHLIB, "SHLIB"}, {PT_PHDR, "PHDR"}, {PT_TLS, "TLS"},
                 {PT_GNU_EH_FRAME, "EH_FRAME"}, {PT_GNU_STACK, "STACK"}, {PT_GNU_RELRO, "RELRO"}};
    if (!f->segment.len) return;
    printf("Program Header:\n");
    for (u32 i = 0; i < f->segment.len; i++) {
        const ElfSegment *s = &f->segment.at[i];
        char number[20];
        const char *name = number;
        snprintf(number, sizeof number, "0x%x", s->type);
        for (u32 k = 0; k < ARRAY_LEN(NAMES); k++)
            if (NAMES[k].type == s->type) name = NAMES[k].name;
        u32 align = 0;
        while (align < 63 && (u64)1 << (align + 1) <= s->align) align++;
        printf("%8s off    0x%016llx vaddr 0x%016llx paddr 0x%016llx align 2**%u\n", name, ull(s->offset), ull(s->address), ull(s->physical), align);
        printf("         filesz 0x%016llx memsz 0x%016llx flags %c%c%c\n", ull(s->file_size), ull(s->memory_size), s->flags & PF_R ? 'r' : '-', s->flags & PF_W ? 'w' : '-', s->flags & PF_X ? 'x' : '-');
    }
    printf("\n");
}

static bool print_dynamic(const ElfFile *f)
{
    static const struct {
        u32 tag;
        const char *name;
    } NAMES[] = {{DT_NEEDED, "NEEDED"}, {DT_PLTRELSZ, "PLTRELSZ"}, {DT_PLTGOT, "PLTGOT"}, {DT_HASH, "HASH"}, {DT_STRTAB, "STRTAB"}, {DT_SYMTAB, "SYMTAB"}, {DT_RELA, "RELA"}, {DT_RELASZ, "RELASZ"},
                 {DT_RELAENT, "RELAENT"}, {DT_STRSZ, "STRSZ"}, {DT_SYMENT, "SYMENT"}, {DT_INIT, "INIT"}, {DT_FINI, "FINI"}, {DT_SONAME, "SONAME"}, {DT_RPATH, "RPATH"}, {DT_SYMBOLIC, "SYMBOLIC"},
                 {DT_PLTREL, "PLTREL"}, {DT_DEBUG, "DEBUG"}, {DT_TEXTREL, "TEXTREL"}, {DT_JMPREL, "JMPREL"}, {DT_BIND_NOW, "BIND_NOW"}, {DT_INIT_ARRAY, "INIT_ARRAY"}, {DT_FINI_ARRAY, "FINI_ARRAY"},
                 {DT_INIT_ARRAYSZ, "INIT_ARRAYSZ"}, {DT_FINI_ARRAYSZ, "FINI_ARRAYSZ"}, {DT_RUNPATH, "RUNPATH"}, {DT_FLAGS, "FLAGS"}, {DT_PREINIT_ARRAY, "PREINIT_ARRAY"}, {DT_PREINIT_ARRAYSZ, "PREINIT_ARRAYSZ"},
                 {DT_GNU_HASH, "GNU_HASH"}, {DT_RELACOUNT, "RELACOUNT"}, {DT_FLAGS_1, "FLAGS_1"}, {DT_VERDEF, "VERDEF"}, {DT_VERDEFNUM, "VERDEFNUM"}, {DT_VERNEED, "VERNEED"}, {DT_VERNEEDNUM, "VERNEEDNUM"}, {DT_VERSYM, "VERSYM"}};
    u32 index = elf_file_find(f, SHT_DYNAMIC);
    if (!index) return true;
    const ElfSection *s = &f->section.at[index];
    if (!s->data) return true;
    printf("Dynamic Section:\n");
    for (u64 at = 0; at + ELF_DYN_SIZE <= s->size; at += ELF_DYN_SIZE) {
        u64 tag = get_u64(s->data + at), value = get_u64(s->data + at + 8);
        char number[24];
        const char *name = number;
        Str text;
        if (tag == DT_NULL) break;
        snprintf(number, sizeof number, "0x%llx", ull(tag));
        for (u32 k = 0; k < ARRAY_LEN(NAMES); k++)
            if (NAMES[k].tag == tag) name = NAMES[k].name;
        printf("  %-20s ", name);
        bool is_text = tag == DT_NEEDED || tag == DT_SONAME || tag == DT_RPATH || tag == DT_RUNPATH;
        if (is_text && elf_file_string(f, s->link, value, &text)) printf("%.*s\n", STR_FMT(text));
        else printf("0x%016llx\n", ull(value));
    }
    printf("\n");
    return true;
}

static bool visit(Kit *kit, void *context, Binary *b)
{
    const Objdump *od = context;
    const ElfFile *f = &b->elf;
    bool ok = true;
    (void)kit;
    if (b->is_first_of_archive) printf("In archive %.*s:\n", STR_FMT(b->archive));
    printf("\n%.*s:     file format elf64-%s\n", STR_FMT(b->name), f->machine == EM_X86_64 ? "x86-64" : "little");
    if (od->file_header) {
        bool any = false;
        for (u32 i = 1; i < f->section.len; i++) any |= has_relocs(f, i) && f->type == ET_REL;
        bool symtab = elf_file_find(f, SHT_SYMTAB) || elf_file_find(f, SHT_DYNSYM);
        u32 flags = (any ? 1u : 0u) | (f->type != ET_REL ? 0x100u : 0u) | (symtab ? 0x10u : 0u) | (f->type == ET_EXEC ? 2u : 0u) | (f->type == ET_DYN ? 0x40u : 0u);
        printf("architecture: i386:x86-64, flags 0x%08x:\n", flags);
        printf("%s%s%s%s%s\n", any ? "HAS_RELOC, " : "", f->type == ET_EXEC ? "EXEC_P, " : "", symtab ? "HAS_SYMS" : "", f->type == ET_DYN ? ", DYNAMIC" : "", f->type != ET_REL ? ", D_PAGED" : "");
        printf("start address 0x%016llx\n", ull(f->entry));
    }
    printf("\n");
    if (od->private_headers) {
        print_segments(f);
        ok &= print_dynamic(f);
    }
    if (od->sections) print_sections(od, f);
    if (ok && od->symbols) ok = print_symbols(f, SHT_SYMTAB, "SYMBOL TABLE:");
    if (ok && od->dynamic_symbols) ok = print_symbols(f, SHT_DYNSYM, "DYNAMIC SYMBOL TABLE:");
    if (ok && od->relocs && !od->disassemble) ok = print_relocs(od, f);
    if (ok && od->contents) print_contents(od, f);
    if (ok && od->disassemble) ok = print_all_code(od, f);
    return ok;
}

static const char HELP[] =
    "usage: objdump options file...\n"
    "  -f  file header           -p  program headers, dynamic section\n"
    "  -h  sections              -x  all headers, symbols and relocations\n"
    "  -t  symbols               -T  dynamic symbols\n"
    "  -r  relocations           -s  contents\n"
    "  -d  code                  -D  all sections as code\n"
    "  -j SECTION                only that section (may be repeated)\n"
    "Accepted, without an effect: -w (lines are wide), -C (names of C are as they are), -z (zeroes are shown).\n";

typedef enum Read { READ_ON, READ_ANSWERED /* --version or --help */, READ_WRONG } Read;

/* Letters after one dash; *i moves on when the last one takes the next word. */
static Read read_letters(Kit *kit, Objdump *od, const char *letters, int argc, char **argv, int *i)
{
    for (const char *p = letters; *p; p++) {
        switch (*p) {
        case 'f': od->file_header = true; break;
        case 'p': od->private_headers = true; break;
        case 'h': od->sections = true; break;
        case 'x': od->file_header = od->private_headers = od->sections = od->symbols = od->relocs = true; break;
        case 't': od->symbols = true; break;
        case 'T': od->dynamic_symbols = true; break;
        case 'r': od->relocs = true; break;
        case 's': od->contents = true; break;
        case 'd': od->disassemble = true; break;
        case 'D': od->disassemble = od->disassemble_all = true; break;
        case 'w': case 'C': case 'z': break; /* lines are wide, C has no names to demangle, zeroes are shown */
        case 'j':
            if (!p[1] && *i + 1 >= argc) {
                diag_tool_error(&kit->diag, TOOL, "option '-j' needs a section name");
                return READ_WRONG;
            }
            vec_push(&od->only, p[1] ? p + 1 : argv[++*i]);
            return READ_ON;
        default:
            diag_tool_error(&kit->diag, TOOL, "unknown option '-%c'", *p);
            return READ_WRONG;
        }
    }
    return READ_ON;
}

static Read read_option(Kit *kit, Objdump *od, int argc, char **argv, int *i)
{
    static const LongOption LONG[] = {{"--file-headers", "-f"}, {"--private-headers", "-p"}, {"--section-headers", "-h"}, {"--headers", "-h"}, {"--all-headers", "-x"}, {"--syms", "-t"}, {"--dynamic-syms", "-T"}, {"--reloc", "-r"},
                {"--full-contents", "-s"}, {"--disassemble", "-d"}, {"--disassemble-all", "-D"}, {"--wide", "-w"}, {"--demangle", "-C"}};
    const char *word = argv[*i];
    if (strcmp(word, "--version") == 0 || strcmp(word, "-V") == 0) {
        printf("kit objdump %s (compatible with GNU objdump)\n", KIT_VERSION);
        return READ_ANSWERED;
    }
    if (strcmp(word, "--help") == 0 || strcmp(word, "-H") == 0) {
        fputs(HELP, stdout);
        return READ_ANSWERED;
    }
    if (strncmp(word, "--section=", 10) == 0) {
        vec_push(&od->only, word + 10);
        return READ_ON;
    }
    if (strcmp(word, "--no-show-raw-insn") == 0) {
        od->no_raw = true;
        return READ_ON;
    }
    if (strcmp(word, "--no-addresses") == 0) {
        od->no_addresses = true;
        return READ_ON;
    }
    if (word[1] == '-') word = long_option(kit, TOOL, LONG, ARRAY_LEN(LONG), word);
    return word ? read_letters(kit, od, word + 1, argc, argv, i) : READ_WRONG;
}

static bool asks_for_anything(const Objdump *od)
{
    return od->file_header || od->private_headers || od->sections || od->symbols || od->dynamic_symbols || od->relocs || od->contents || od->disassemble;
}

int driver_objdump(Kit *kit, int argc, char **argv)
{
    Objdump od = {0};
    VEC(const char *) files = {0};
    if (!response_expand(kit, TOOL, &argc, &argv)) return 1;
    for (int i = 1; i < argc; i++) {
        if (argv[i][0] != '-' || argv[i][1] == 0) {
            vec_push(&files, argv[i]);
            continue;
        }
        Read read = read_option(kit, &od, argc, argv, &i);
        if (read != READ_ON) return read == READ_WRONG;
    }
    if (!asks_for_anything(&od)) {
        diag_tool_error(&kit->diag, TOOL, "nothing to show was asked for");
        fputs(HELP, stderr);
        return 1;
    }
    if (files.len == 0) vec_push(&files, "a.out");
    bool ok = true;
    for (u32 i = 0; i < files.len; i++) ok &= binary_visit(kit, TOOL, files.at[i], visit, &od);
    vec_free(&files);
    vec_free(&od.only);
    return ok && fflush(stdout) == 0 ? 0 : 1;
}

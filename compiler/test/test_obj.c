/* Obj to ELF bytes and back, archives, and readers given damage: what was put in comes out, and nothing else is taken for an object.
   In: nothing. Out: exit code 0 when all held. */
#include "obj/archive.h"
#include "obj/elf.h"
#include "obj/elf_format.h"

#include <stdio.h>
#include <stdlib.h>

static u32 checks;
#define CHECK(condition) (checks++, (condition) ? (void)0 : (printf("%s:%d: %s\n", __FILE__, __LINE__, #condition), exit(1)))

static void make_object(Kit *kit, Obj *obj)
{
    obj_init(obj, kit, OBJ_X86_64);
    u32 text = obj_add_section(obj, STR(".text"), OBJ_PROGBITS, OBJ_ALLOC | OBJ_EXEC, 16);
    u32 data = obj_add_section(obj, STR(".data"), OBJ_PROGBITS, OBJ_ALLOC | OBJ_WRITE, 8);
    obj_add_section(obj, STR(".unused"), OBJ_PROGBITS, OBJ_ALLOC, 1);
    u32 bss = obj_add_section(obj, STR(".bss"), OBJ_NOBITS, OBJ_ALLOC | OBJ_WRITE, 32);
    u32 strings = obj_add_section(obj, STR(".rodata.str1.1"), OBJ_PROGBITS, OBJ_ALLOC | OBJ_MERGE | OBJ_STRINGS, 1);
    u32 once = obj_add_section(obj, STR(".text.once"), OBJ_PROGBITS, OBJ_ALLOC | OBJ_EXEC | OBJ_GROUP_MEMBER, 1);
    obj->section.at[strings].entry_size = 1;
    buf_bytes(&obj->section.at[text].bytes, "\xe8\0\0\0\0\xc3", 6);
    buf_u64(&obj->section.at[data].bytes, 0);
    buf_bytes(&obj->section.at[strings].bytes, "text", 5);
    buf_u8(&obj->section.at[once].bytes, 0xc3);
    obj->section.at[bss].size = 100;
    ObjSymbol file = {STR("a.c"), OBJ_LOCAL, OBJ_DEFAULT, OBJ_FILE, OBJ_ABSOLUTE, 0, 0, 0, false};
    ObjSymbol global = {STR("main"), OBJ_GLOBAL, OBJ_HIDDEN, OBJ_FUNC, OBJ_DEFINED, text, 0, 6, false};
    ObjSymbol local = {STR("buffer"), OBJ_LOCAL, OBJ_DEFAULT, OBJ_DATA, OBJ_DEFINED, bss, 4, 8, false};
    ObjSymbol outside = {STR("callee"), OBJ_GLOBAL, OBJ_DEFAULT, OBJ_NOTYPE, OBJ_UNDEFINED, 0, 0, 0, false};
    ObjSymbol unused = {STR("nobody"), OBJ_GLOBAL, OBJ_DEFAULT, OBJ_NOTYPE, OBJ_UNDEFINED, 0, 0, 0, false};
    ObjSymbol common = {STR("shared"), OBJ_GLOBAL, OBJ_DEFAULT, OBJ_DATA, OBJ_COMMON, 0, 16, 40, false};
    ObjSymbol weak = {STR("once"), OBJ_WEAK, OBJ_DEFAULT, OBJ_FUNC, OBJ_DEFINED, once, 0, 1, false};
    obj_add_symbol(obj, &file);
    obj_add_symbol(obj, &global);
    obj_add_symbol(obj, &local);
    u32 callee = obj_add_symbol(obj, &outside);
    obj_add_symbol(obj, &unused);
    obj_add_symbol(obj, &common);
    u32 signature = obj_add_symbol(obj, &weak);
    ObjGroup group = {0};
    group.signature = signature;
    group.is_comdat = true;
    vec_push(&group.member, once);
    vec_push(&obj->group, group);
    obj->section.at[once].group = 1;
    obj_add_reloc(obj, text, 1, RELOC_X64_PLT32, callee, -4);
    obj_add_reloc(obj, data, 0, RELOC_X64_64, obj_section_symbol(obj, strings), 2);
    CHECK(obj_section_symbol(obj, strings) == obj_section_symbol(obj, strings));
}

static const ObjSymbol *find(const Obj *obj, const char *name)
{
    for (u32 i = 1; i < obj->symbol.len; i++)
        if (str_is(obj->symbol.at[i].name, name)) return &obj->symbol.at[i];
    return NULL;
}

static u32 find_section(const Obj *obj, const char *name)
{
    for (u32 i = 1; i < obj->section.len; i++)
        if (str_is(obj->section.at[i].name, name)) return i;
    return 0;
}

static void check_round_trip(Kit *kit)
{
    Obj made, read;
    Buf first = {0}, again = {0}, third = {0};
    make_object(kit, &made);
    elf_write_object(&made, &first);
    elf_write_object(&made, &again);
    CHECK(first.len == again.len && memcmp(first.data, again.data, first.len) == 0);
    CHECK(elf_read_object(kit, "test", STR("made.o"), first.data, first.len, &read));
    CHECK(!find_section(&read, ".unused") && !find(&read, "nobody"));
    CHECK(find_section(&read, ".note.GNU-stack") && !read.needs_executable_stack);
    u32 text = find_section(&read, ".text"), strings = find_section(&read, ".rodata.str1.1"), bss = find_section(&read, ".bss"), data = find_section(&read, ".data");
    CHECK(text && strings && bss && data);
    CHECK(read.section.at[text].align == 16 && read.section.at[text].bytes.len == 6 && (read.section.at[text].flags & OBJ_EXEC));
    CHECK(read.section.at[bss].kind == OBJ_NOBITS && read.section.at[bss].size == 100 && read.section.at[bss].align == 32);
    CHECK((read.section.at[strings].flags & (OBJ_MERGE | OBJ_STRINGS)) == (OBJ_MERGE | OBJ_STRINGS) && read.section.at[strings].entry_size == 1);
    const ObjSymbol *y = find(&read, "main");
    CHECK(y && y->binding == OBJ_GLOBAL && y->visibility == OBJ_HIDDEN && y->kind == OBJ_FUNC && y->section == text && y->size == 6);
    y = find(&read, "buffer");
    CHECK(y && y->binding == OBJ_LOCAL && y->section == bss && y->value == 4);
    y = find(&read, "shared");
    CHECK(y && y->place == OBJ_COMMON && y->value == 16 && y->size == 40);
    y = find(&read, "callee");
    CHECK(y && y->place == OBJ_UNDEFINED && y->referenced);
    CHECK(read.section.at[text].reloc.len == 1);
    const ObjReloc *r = &read.section.at[text].reloc.at[0];
    CHECK(r->offset == 1 && r->kind == RELOC_X64_PLT32 && r->addend == -4 && &read.symbol.at[r->symbol] == y);
    r = &read.section.at[data].reloc.at[0];
    CHECK(r->kind == RELOC_X64_64 && r->addend == 2 && read.symbol.at[r->symbol].kind == OBJ_SECTION && read.symbol.at[r->symbol].section == strings);
    CHECK(read.group.len == 1 && read.group.at[0].is_comdat && read.group.at[0].member.len == 1 && str_is(read.symbol.at[read.group.at[0].signature].name, "once"));
    elf_write_object(&read, &third);
    CHECK(third.len == first.len && memcmp(third.data, first.data, first.len) == 0);
    obj_free(&read);
    obj_free(&made);
    buf_free(&again);
    buf_free(&third);

    /* Every truncation, and every byte of the headers turned over, gives an object or an error, never a crash. */
    u8 *copy = malloc(first.len);
    CHECK(copy != NULL);
    u32 accepted = 0, refused = 0;
    for (size_t n = 0; n < first.len; n++) {
        memcpy(copy, first.data, n);
        bool ok = elf_read_object(kit, "test", STR("cut.o"), copy, n, &read);
        if (n < ELF_EHDR_SIZE) CHECK(!ok);
        refused += !ok;
        obj_free(&read);
    }
    CHECK(refused == first.len); /* the section headers are at the end */
    for (size_t i = 0; i < first.len; i++) {
        memcpy(copy, first.data, first.len);
        copy[i] ^= 0xff;
        bool ok = elf_read_object(kit, "test", STR("turned.o"), copy, first.len, &read);
        accepted += ok;
        obj_free(&read);
    }
    CHECK(accepted > 0 && accepted < first.len);
    free(copy);
    buf_free(&first);
}

static void check_relocs(void)
{
    for (u32 kind = 0; kind < RELOC_COUNT; kind++) {
        const RelocInfo *info = reloc_info((RelocKind)kind);
        CHECK(reloc_from_elf(OBJ_X86_64, info->elf_number) == kind);
    }
    CHECK(reloc_from_elf(OBJ_X86_64, 250) == RELOC_COUNT && reloc_from_elf(OBJ_RISCV64, 1) == RELOC_COUNT);
}

static void check_archive(Kit *kit)
{
    Obj made;
    Buf object = {0}, first = {0}, again = {0};
    make_object(kit, &made);
    elf_write_object(&made, &object);
    obj_free(&made);
    Archive a = {0}, b;
    ArchiveMember plain = {STR("note.txt"), (const u8 *)"odd", 3}, named = {STR("a_name_of_more_than_fifteen_bytes.o"), object.data, object.len};
    vec_push(&a.member, plain);
    vec_push(&a.member, named);
    CHECK(archive_write(kit, "test", &a, true, &first) && archive_is(first.data, first.len));
    CHECK(archive_read(kit, "test", STR("test.a"), first.data, first.len, &b));
    CHECK(b.member.len == 2 && b.has_index && !b.is_thin);
    CHECK(str_is(b.member.at[0].name, "note.txt") && b.member.at[0].size == 3 && memcmp(b.member.at[0].data, "odd", 3) == 0);
    CHECK(str_eq(b.member.at[1].name, named.name) && b.member.at[1].size == object.len && memcmp(b.member.at[1].data, object.data, object.len) == 0);
    bool main_found = false, local_found = false;
    for (u32 i = 0; i < b.index.len; i++) {
        CHECK(b.index.at[i].member == 1);
        main_found |= str_is(b.index.at[i].symbol, "main");
        local_found |= str_is(b.index.at[i].symbol, "buffer") || str_is(b.index.at[i].symbol, "callee");
    }
    CHECK(main_found && !local_found && b.index.len == 3);
    CHECK(archive_write(kit, "test", &b, true, &again) && again.len == first.len && memcmp(again.data, first.data, first.len) == 0);
    u32 refused = 0;
    for (size_t n = 0; n < first.len; n++) {
        Archive c;
        refused += !archive_read(kit, "test", STR("cut.a"), first.data, n, &c);
        vec_free(&c.member);
        vec_free(&c.index);
    }
    CHECK(refused > first.len / 2);
    vec_free(&a.member);
    vec_free(&b.member);
    vec_free(&b.index);
    buf_free(&object);
    buf_free(&first);
    buf_free(&again);
}

int main(void)
{
    Kit kit;
    kit_init(&kit);
    kit.diag.error_limit = 0;
    /* Thousands of damaged inputs are reported; only this program's own words matter. */
    if (!freopen("/dev/null", "w", stderr)) return 1;
    check_relocs();
    check_round_trip(&kit);
    check_archive(&kit);
    printf("%u checks\n", checks);
    return 0;
}

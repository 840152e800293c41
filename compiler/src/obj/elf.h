/* ELF-64 at the edge: Obj to relocatable file and back (System V gABI, chapters 4 and 5). */
#ifndef KIT_OBJ_ELF_H
#define KIT_OBJ_ELF_H

#include "obj/obj.h"

/* Writes a relocatable object, one pass: sections in Obj order (unused ones dropped), .rela.X after, .symtab with locals
   first, .strtab, .shstrtab; deterministic, padding zeroed. */
void elf_write_object(const Obj *obj, Buf *out);
/* Reads ET_REL bytes. `name` is for messages: "file.o" or "lib.a(member.o)". The Obj borrows the bytes' strings.
   False after errors were reported; every offset and index of the input is checked. */
bool elf_read_object(Kit *kit, const char *tool, Str name, const u8 *data, u64 size, Obj *out);

#endif

/* ar archives: the System V / GNU format with its symbol index, and GNU thin archives when reading. No times, owners or modes are written. */
#ifndef KIT_OBJ_ARCHIVE_H
#define KIT_OBJ_ARCHIVE_H

#include "base/buf.h"
#include "base/kit.h"
#include "base/vec.h"

typedef struct ArchiveMember {
    Str name;
    const u8 *data;
    u64 size;
} ArchiveMember;

typedef struct ArchiveIndexEntry {
    Str symbol;
    u32 member; /* index into Archive.member */
} ArchiveIndexEntry;

typedef struct Archive {
    bool is_thin, has_index;
    VEC(ArchiveMember) member;
    VEC(ArchiveIndexEntry) index;
} Archive;

bool archive_is(const u8 *data, u64 size);
/* path is where it was read from: thin members are found beside it. False after reported errors. */
bool archive_read(Kit *kit, const char *tool, Str path, const u8 *data, u64 size, Archive *out);
/* Writes members in order, with an index of the defined global symbols of those that are ELF objects unless with_index is false. */
bool archive_write(Kit *kit, const char *tool, const Archive *archive, bool with_index, Buf *out);

/* Appends the global symbols that an ELF object defines to out->index, as entries of `member`; other bytes have none. */
void archive_object_symbols(const u8 *data, u64 size, u32 member, Archive *out);

#endif

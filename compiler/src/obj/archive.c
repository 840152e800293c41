/* ar archives; see archive.h. Reading takes System V / GNU names and index, BSD long names and GNU thin archives;
   writing gives the GNU format with zeroed times and owners. */
#include "obj/archive.h"
#include "base/file.h"
#include "base/map.h"
#include "obj/elf_file.h"

#include <stdio.h>

enum { HEADER_SIZE = 60, MAGIC_SIZE = 8 };

bool archive_is(const u8 *data, u64 size)
{
    return size >= MAGIC_SIZE && (memcmp(data, "!<arch>\n", MAGIC_SIZE) == 0 || memcmp(data, "!<thin>\n", MAGIC_SIZE) == 0);
}

typedef struct ArchiveReader {
    Kit *kit;
    const char *tool;
    Str path;
    const u8 *data;
    u64 size;
    Archive *out;
    IntMap member_at; /* offset of a member's header to its index */
    Str long_names;
    const u8 *index;
    u64 index_size;
    u32 index_width; /* 4 or 8; 0: none */
} ArchiveReader;

static bool damaged(ArchiveReader *r, const char *what)
{
    diag_tool_error(&r->kit->diag, r->tool, "%.*s: damaged archive: %s", STR_FMT(r->path), what);
    return false;
}

/* A decimal field padded with blanks. */
static bool parse_decimal(const u8 *p, u32 width, u64 *out)
{
    u64 x = 0;
    u32 i = 0;
    while (i < width && p[i] >= '0' && p[i] <= '9') x = x * 10 + (u64)(p[i++] - '0');
    if (i == 0) return false;
    for (; i < width; i++)
        if (p[i] != ' ') return false;
    *out = x;
    return true;
}

static u64 get_big(const u8 *p, u32 width)
{
    u64 x = 0;
    for (u32 i = 0; i < width; i++) x = x << 8 | p[i];
    return x;
}

static bool read_index(ArchiveReader *r)
{
    u32 w = r->index_width;
    if (r->index_size < w) return damaged(r, "the index is too short");
    u64 count = get_big(r->index, w);
    if (count > (r->index_size - w) / w) return damaged(r, "the index is too short");
    const char *names = (const char *)r->index + w + count * w, *end = (const char *)r->index + r->index_size;
    vec_reserve(&r->out->index, count);
    for (u64 i = 0; i < count; i++) {
        const char *stop = names < end ? memchr(names, 0, (size_t)(end - names)) : NULL;
        if (!stop) return damaged(r, "the index has too few names");
        ArchiveIndexEntry e = {{names, (u32)(stop - names)}, intmap_get(&r->member_at, get_big(r->index + w + i * w, w))};
        if (e.member == MAP_NONE) return damaged(r, "the index points at no member");
        vec_push(&r->out->index, e);
        names = stop + 1;
    }
    return true;
}

/* Thin members are paths relative to the archive's own directory. */
static bool read_thin_member(ArchiveReader *r, ArchiveMember *m)
{
    Str path = m->name;
    if (path.len == 0 || path.ptr[0] != '/') {
        u32 dir = r->path.len;
        while (dir > 0 && r->path.ptr[dir - 1] != '/') dir--;
        path = arena_printf(&r->kit->arena, "%.*s%.*s", (int)dir, r->path.ptr, STR_FMT(m->name));
    } else {
        path = arena_str(&r->kit->arena, path);
    }
    FileBytes file;
    int err = file_read(&r->kit->arena, path.ptr, &file);
    if (err) {
        diag_tool_error(&r->kit->diag, r->tool, "%.*s: cannot read the thin archive's member '%.*s': %s", STR_FMT(r->path), STR_FMT(path), strerror(err));
        return false;
    }
    m->data = file.data;
    m->size = file.size;
    return true;
}

/* Sets *name and, for BSD names, moves *data past the name. */
static bool read_name(ArchiveReader *r, const u8 *header, const u8 **data, u64 *size, Str *name)
{
    u64 number;
    if (header[0] == '/' && header[1] >= '0' && header[1] <= '9') {
        if (!parse_decimal(header + 1, 15, &number) || number >= r->long_names.len) return damaged(r, "a long name is outside the name table");
        const char *p = r->long_names.ptr + number, *end = r->long_names.ptr + r->long_names.len, *q = p;
        while (q < end && *q != '\n' && *q != 0) q++;
        if (q > p && q[-1] == '/') q--;
        *name = (Str){p, (u32)(q - p)};
        return true;
    }
    if (memcmp(header, "#1/", 3) == 0) {
        if (!parse_decimal(header + 3, 13, &number) || number > *size || number > UINT32_MAX) return damaged(r, "a long name is longer than its member");
        const char *p = (const char *)*data, *stop = memchr(p, 0, (size_t)number);
        *name = (Str){p, stop ? (u32)(stop - p) : (u32)number};
        *data += number;
        *size -= number;
        return true;
    }
    u32 n = 16;
    const u8 *slash = memchr(header, '/', 16);
    if (slash) n = (u32)(slash - header);
    else while (n > 0 && header[n - 1] == ' ') n--;
    *name = (Str){(const char *)header, n};
    return true;
}

static bool read_members(ArchiveReader *r)
{
    u64 at = MAGIC_SIZE;
    while (at < r->size) {
        if (r->data[at] == '\n' && at + 1 == r->size) break; /* padding of the last member */
        if (r->size - at < HEADER_SIZE) return damaged(r, "a member header is truncated");
        const u8 *header = r->data + at, *data = header + HEADER_SIZE;
        u64 size, room = r->size - at - HEADER_SIZE, taken;
        if (header[58] != '`' || header[59] != '\n') return damaged(r, "a member header has no end mark");
        if (!parse_decimal(header + 48, 10, &size)) return damaged(r, "a member has no size");
        bool is_table = memcmp(header, "/               ", 16) == 0 || memcmp(header, "/SYM64/         ", 16) == 0 || memcmp(header, "//              ", 16) == 0;
        taken = r->out->is_thin && !is_table ? 0 : size;
        if (taken > room) return damaged(r, "a member is truncated");
        if (is_table) {
            if (header[1] == '/') {
                r->long_names = (Str){(const char *)data, (u32)size};
            } else {
                r->index = data;
                r->index_size = size;
                r->index_width = header[1] == 'S' ? 8 : 4;
            }
        } else {
            ArchiveMember m = {{"", 0}, data, size};
            if (!read_name(r, header, &m.data, &m.size, &m.name)) return false;
            if (!str_starts(m.name, "__.SYMDEF")) { /* BSD's index is not used: the members are looked at instead */
                if (r->out->is_thin && !read_thin_member(r, &m)) return false;
                *intmap_put(&r->member_at, at, 0) = r->out->member.len;
                vec_push(&r->out->member, m);
            }
        }
        at += HEADER_SIZE + taken;
        at += at & 1;
    }
    return true;
}

bool archive_read(Kit *kit, const char *tool, Str path, const u8 *data, u64 size, Archive *out)
{
    *out = (Archive){0};
    ArchiveReader r = {0};
    r.kit = kit;
    r.tool = tool;
    r.path = path;
    r.data = data;
    r.size = size;
    r.out = out;
    if (!archive_is(data, size)) return damaged(&r, "not an archive");
    out->is_thin = data[2] == 't';
    bool ok = read_members(&r);
    out->has_index = r.index_width != 0;
    if (ok && out->has_index) ok = read_index(&r);
    intmap_free(&r.member_at);
    return ok;
}

void archive_object_symbols(const u8 *data, u64 size, u32 member, Archive *out)
{
    ElfFile f;
    if (!elf_is(data, size) || !elf_file_open(&f, NULL, NULL, STR(""), data, size)) return;
    u32 symtab = elf_file_find(&f, SHT_SYMTAB);
    u32 count = elf_file_symbol_count(&f, symtab);
    for (u32 i = symtab ? f.section.at[symtab].info : 0; i < count; i++) {
        ElfSymbol y;
        if (!elf_file_symbol(&f, symtab, i, &y)) break;
        if (y.section == SHN_UNDEF || y.binding == STB_LOCAL || y.name.len == 0) continue;
        ArchiveIndexEntry e = {y.name, member};
        vec_push(&out->index, e);
    }
    elf_file_free(&f);
}

static void put_header(Buf *out, const char *name, u64 size, const char *mode)
{
    char text[HEADER_SIZE + 16]; /* a size always fits its 10 columns: files are under 2 GiB */
    snprintf(text, sizeof text, "%-16.16s%-12u%-6u%-6u%-8s%-10llu`\n", name, 0u, 0u, 0u, mode, (unsigned long long)size);
    buf_bytes(out, text, HEADER_SIZE);
}

static void put_big(Buf *out, u64 x)
{
    for (int shift = 24; shift >= 0; shift -= 8) buf_u8(out, (u8)(x >> shift));
}

bool archive_write(Kit *kit, const char *tool, const Archive *archive, bool with_index, Buf *out)
{
    Archive symbols = {0};
    Buf long_names = {0};
    u64 *offset = arena_new_array(&kit->arena, u64, archive->member.len + 1), names_size = 0;
    u32 *long_name = arena_new_array(&kit->arena, u32, archive->member.len + 1);
    for (u32 i = 0; i < archive->member.len; i++) {
        Str name = archive->member.at[i].name;
        long_name[i] = UINT32_MAX;
        if (name.len > 15 || memchr(name.ptr, '/', name.len)) {
            long_name[i] = (u32)long_names.len;
            buf_str(&long_names, name);
            buf_puts(&long_names, "/\n");
        }
        if (with_index) archive_object_symbols(archive->member.at[i].data, archive->member.at[i].size, i, &symbols);
    }
    if (long_names.len & 1) buf_u8(&long_names, '\n');
    for (u32 i = 0; i < symbols.index.len; i++) names_size += symbols.index.at[i].symbol.len + 1u;

    u64 index_size = 4 + 4 * (u64)symbols.index.len + names_size;
    index_size += index_size & 1;
    bool has_index = with_index && symbols.index.len > 0;
    u64 at = MAGIC_SIZE + (has_index ? HEADER_SIZE + index_size : 0) + (long_names.len ? HEADER_SIZE + long_names.len : 0);
    for (u32 i = 0; i < archive->member.len; i++) {
        offset[i] = at;
        at += HEADER_SIZE + archive->member.at[i].size;
        at += at & 1;
    }
    bool ok = at <= 0x7fffffff;
    if (!ok) {
        diag_tool_error(&kit->diag, tool, "the archive would be larger than 2 GiB");
    } else {
        buf_reserve(out, (size_t)at);
        buf_puts(out, "!<arch>\n");
        if (has_index) {
            put_header(out, "/", index_size, "0");
            size_t start = out->len;
            put_big(out, symbols.index.len);
            for (u32 i = 0; i < symbols.index.len; i++) put_big(out, offset[symbols.index.at[i].member]);
            for (u32 i = 0; i < symbols.index.len; i++) {
                buf_str(out, symbols.index.at[i].symbol);
                buf_u8(out, 0);
            }
            if ((out->len - start) & 1) buf_u8(out, 0);
        }
        if (long_names.len) {
            put_header(out, "//", long_names.len, "");
            /* GNU leaves the name table's other fields blank. */
            memset(out->data + out->len - HEADER_SIZE + 16, ' ', 32);
            buf_bytes(out, long_names.data, long_names.len);
        }
        for (u32 i = 0; i < archive->member.len; i++) {
            const ArchiveMember *m = &archive->member.at[i];
            char name[32];
            if (long_name[i] != UINT32_MAX) snprintf(name, sizeof name, "/%u", long_name[i]);
            else snprintf(name, sizeof name, "%.*s/", STR_FMT(m->name));
            put_header(out, name, m->size, "644");
            buf_bytes(out, m->data, (size_t)m->size);
            if (m->size & 1) buf_u8(out, '\n');
        }
    }
    vec_free(&symbols.index);
    buf_free(&long_names);
    return ok;
}

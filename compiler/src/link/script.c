/* Texts that the linker reads: the stubs that stand for libraries (glibc's libc.so: GROUP, INPUT, AS_NEEDED, OUTPUT_FORMAT,
   SEARCH_DIR), version scripts and dynamic lists. A linker script that lays out sections is refused by name. */
#include "base/file.h"
#include "link/internal.h"

typedef struct Scanner {
    Link *link;
    Str path;
    const char *p, *end;
    Str word; /* the current token; empty at the end */
    bool quoted;
    u32 line;
} Scanner;

static bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

static void next(Scanner *s)
{
    s->quoted = false;
    for (;;) {
        while (s->p < s->end && is_space(*s->p)) s->line += *s->p++ == '\n';
        if (s->end - s->p >= 2 && s->p[0] == '/' && s->p[1] == '*') {
            s->p += 2;
            while (s->p < s->end && !(s->p[0] == '*' && s->end - s->p >= 2 && s->p[1] == '/')) s->line += *s->p++ == '\n';
            s->p = s->end - s->p >= 2 ? s->p + 2 : s->end;
        } else if (s->p < s->end && *s->p == '#') {
            while (s->p < s->end && *s->p != '\n') s->p++;
        } else {
            break;
        }
    }
    const char *start = s->p;
    if (s->p == s->end) {
        s->word = (Str){"", 0};
    } else if (*s->p == '"') {
        start = ++s->p;
        while (s->p < s->end && *s->p != '"') s->line += *s->p++ == '\n';
        s->word = (Str){start, (u32)(s->p - start)};
        s->quoted = true;
        if (s->p < s->end) s->p++;
    } else if (strchr("(){};,:=", *s->p)) {
        s->word = (Str){s->p++, 1};
    } else {
        while (s->p < s->end && !is_space(*s->p) && !(*s->p && strchr("(){};,=\"", *s->p)) && !(*s->p == ':' && !(s->end - s->p >= 2 && s->p[1] == ':'))) {
            if (*s->p == ':') s->p++;
            s->p++;
        }
        if (s->p > s->end) s->p = s->end;
        if (s->p == start) s->p++;
        s->word = (Str){start, (u32)(s->p - start)};
    }
}

static bool at_end(const Scanner *s) { return s->word.len == 0 && !s->quoted; }
static bool is(const Scanner *s, const char *z) { return !s->quoted && str_is(s->word, z); }

static bool fail(Scanner *s, const char *what)
{
    return link_error(s->link, "%.*s:%u: %s near '%.*s'", STR_FMT(s->path), s->line, what, STR_FMT(s->word));
}

static bool expect(Scanner *s, const char *z)
{
    if (!is(s, z)) {
        char text[40] = "expected '";
        strcat(strcat(text, z), "'");
        return fail(s, text);
    }
    next(s);
    return true;
}

static bool read_inputs(Scanner *s, const LinkInput *state, bool as_needed, u32 depth)
{
    if (depth > 16) return fail(s, "nested too deeply");
    if (!expect(s, "(")) return false;
    while (!is(s, ")")) {
        if (at_end(s)) return fail(s, "unexpected end");
        if (is(s, ",")) {
            next(s);
            continue;
        }
        if (is(s, "AS_NEEDED")) {
            next(s);
            if (!read_inputs(s, state, true, depth + 1)) return false;
            continue;
        }
        LinkInput in = *state;
        in.as_needed = state->as_needed || as_needed;
        in.kind = LINK_INPUT_FILE;
        in.name = s->word;
        if (str_starts(s->word, "-l")) {
            in.kind = LINK_INPUT_LIBRARY;
            in.name = (Str){s->word.ptr + 2, s->word.len - 2};
        } else if (s->word.ptr[0] != '/') {
            /* Beside the script first, then along the library path. */
            u32 dir = s->path.len;
            while (dir > 0 && s->path.ptr[dir - 1] != '/') dir--;
            Str beside = arena_printf(s->link->arena, "%.*s%.*s", (int)dir, s->path.ptr, STR_FMT(s->word));
            if (file_exists(beside.ptr)) {
                in.name = beside;
            } else {
                in.kind = LINK_INPUT_LIBRARY;
                in.name = arena_printf(s->link->arena, ":%.*s", STR_FMT(s->word));
            }
        } else if (s->link->options->sysroot.len) {
            in.name = arena_printf(s->link->arena, "%.*s%.*s", STR_FMT(s->link->options->sysroot), STR_FMT(s->word));
            if (!file_exists(in.name.ptr)) in.name = s->word;
        }
        if (!link_add_input(s->link, &in)) return false;
        next(s);
    }
    next(s);
    return true;
}

static bool looks_like_text(const u8 *data, u64 size)
{
    for (u64 i = 0; i < size && i < 512; i++)
        if (data[i] < 9 || (data[i] > 13 && data[i] < 32) || data[i] == 127) return false;
    return size > 0;
}

bool link_read_script(Link *link, Str path, const u8 *data, u64 size, const LinkInput *state)
{
    Scanner s = {link, path, (const char *)data, (const char *)data + size, {"", 0}, false, 1};
    if (!looks_like_text(data, size)) return link_error(link, "%.*s: not an object, an archive, a shared library or a linker script", STR_FMT(path));
    next(&s);
    if (at_end(&s)) return true;
    bool known = false;
    while (!at_end(&s)) {
        if (is(&s, ";")) {
            next(&s);
        } else if (is(&s, "INPUT")) {
            next(&s);
            if (!read_inputs(&s, state, false, 0)) return false;
        } else if (is(&s, "GROUP")) {
            next(&s);
            LinkInput edge = *state;
            edge.kind = LINK_INPUT_GROUP_START;
            if (!link_add_input(link, &edge) || !read_inputs(&s, state, false, 0)) return false;
            edge.kind = LINK_INPUT_GROUP_END;
            if (!link_add_input(link, &edge)) return false;
        } else if (is(&s, "OUTPUT_FORMAT") || is(&s, "OUTPUT_ARCH") || is(&s, "TARGET")) {
            next(&s);
            if (!expect(&s, "(")) return false;
            for (; !is(&s, ")"); next(&s)) {
                if (at_end(&s)) return fail(&s, "unexpected end");
                if (is(&s, ",") || str_is(s.word, "elf64-x86-64") || str_is(s.word, "i386:x86-64")) continue;
                return fail(&s, "the output format is not supported");
            }
            next(&s);
        } else if (known) {
            return fail(&s, "this command of linker scripts is not supported");
        } else {
            return link_error(link, "%.*s: not an object, an archive, a shared library or a linker script of INPUT and GROUP commands", STR_FMT(path));
        }
        known = true;
    }
    return true;
}

static bool read_text(Link *link, Str path, Scanner *s)
{
    FileBytes file;
    Str name = arena_str(link->arena, path);
    int err = file_read(link->arena, name.ptr, &file);
    if (err) return link_error(link, "%.*s: %s", STR_FMT(path), strerror(err));
    *s = (Scanner){link, path, (const char *)file.data, (const char *)file.data + file.size, {"", 0}, false, 1};
    next(s);
    return true;
}

static bool is_glob(Str s)
{
    for (u32 i = 0; i < s.len; i++)
        if (s.ptr[i] == '*' || s.ptr[i] == '?' || s.ptr[i] == '[') return true;
    return false;
}

static void add_pattern(Scanner *s, bool to_list, u16 version)
{
    VersionPattern p = {s->word, version, !s->quoted && is_glob(s->word)};
    if (to_list) vec_push(&s->link->dynamic_list, p);
    else vec_push(&s->link->version_pattern, p);
}

/* { global: a; b; local: *; extern "C" { c; }; } */
static bool read_patterns(Scanner *s, bool to_list, u16 version, bool nested)
{
    u16 current = version;
    if (!expect(s, "{")) return false;
    while (!is(s, "}")) {
        if (at_end(s)) return fail(s, "unexpected end");
        if (is(s, "global") || is(s, "local")) {
            bool local = is(s, "local");
            Scanner before = *s;
            next(s);
            if (is(s, ":")) {
                next(s);
                current = local ? 0 : version;
                continue;
            }
            *s = before;
        }
        if (is(s, "extern")) {
            next(s);
            if (nested || !str_is(s->word, "C")) return fail(s, "only extern \"C\" is supported");
            next(s);
            if (!read_patterns(s, to_list, current, true)) return false;
        } else {
            add_pattern(s, to_list, current);
            next(s);
        }
        if (is(s, ";")) next(s);
        else if (!is(s, "}")) return fail(s, "expected ';'");
    }
    next(s);
    return true;
}

bool link_read_version_script(Link *link, Str path)
{
    Scanner s;
    if (!read_text(link, path, &s)) return false;
    link->has_version_script = true;
    while (!at_end(&s)) {
        if (is(&s, "{")) {
            if (link->version_node.len) return fail(&s, "an anonymous version beside named ones");
            link->version_is_anonymous = true;
            if (!read_patterns(&s, false, VER_NDX_GLOBAL, false)) return false;
        } else {
            VersionNode node = {s.word, {"", 0}};
            if (link->version_is_anonymous) return fail(&s, "a named version beside an anonymous one");
            if (link->version_node.len > 0x7000) return fail(&s, "too many versions");
            for (u32 i = 0; i < link->version_node.len; i++)
                if (str_eq(link->version_node.at[i].name, node.name)) return fail(&s, "a version is defined twice");
            vec_push(&link->version_node, node);
            next(&s);
            if (!read_patterns(&s, false, (u16)(link->version_node.len + 1), false)) return false;
            if (!is(&s, ";") && !at_end(&s)) {
                bool known = false;
                for (u32 i = 0; i + 1 < link->version_node.len; i++) known |= str_eq(link->version_node.at[i].name, s.word);
                if (!known) return fail(&s, "the version that is built upon is not defined");
                vec_last(&link->version_node).parent = s.word;
                next(&s);
            }
        }
        if (is(&s, ";")) next(&s);
        else if (!at_end(&s)) return fail(&s, "expected ';'");
    }
    return true;
}

bool link_read_dynamic_list(Link *link, Str path)
{
    Scanner s;
    if (!read_text(link, path, &s)) return false;
    while (!at_end(&s)) {
        if (!read_patterns(&s, true, VER_NDX_GLOBAL, false)) return false;
        if (is(&s, ";")) next(&s);
    }
    return true;
}

/* One character class; returns the position after it, NULL when malformed (then '[' stands for itself). */
static const char *match_class(const char *p, const char *end, char c, bool *matches)
{
    bool negate = p < end && (*p == '!' || *p == '^'), found = false, first = true;
    if (negate) p++;
    for (; p < end && (*p != ']' || first); p++, first = false) {
        if (end - p >= 3 && p[1] == '-' && p[2] != ']') {
            found |= (u8)c >= (u8)p[0] && (u8)c <= (u8)p[2];
            p += 2;
        } else {
            found |= *p == c;
        }
    }
    if (p >= end) return NULL;
    *matches = found != negate;
    return p + 1;
}

/* Linear in practice: only the last '*' is ever taken back. */
bool link_glob(Str pattern, Str text)
{
    const char *p = pattern.ptr, *pe = p + pattern.len, *t = text.ptr, *te = t + text.len, *star = NULL, *mark = NULL;
    while (t < te) {
        bool matches = false;
        const char *after = NULL;
        if (p < pe && *p == '*') {
            star = ++p;
            mark = t;
            continue;
        }
        if (p < pe) {
            if (*p == '[') after = match_class(p + 1, pe, *t, &matches);
            if (!after) {
                const char *q = *p == '\\' && p + 1 < pe ? p + 1 : p;
                matches = *p == '?' || *q == *t;
                after = q + 1;
            }
        }
        if (matches) {
            p = after;
            t++;
        } else if (star) {
            p = star;
            t = ++mark;
        } else {
            return false;
        }
    }
    while (p < pe && *p == '*') p++;
    return p == pe;
}

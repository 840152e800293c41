/* Make rules for -M and kin. In: the files that the preprocessor opened. Out: a rule, in gcc's layout (lines of 72 columns). */
#include "base/buf.h"
#include "driver/cc.h"

enum { LINE = 72 };

/* What make would take for something else is escaped as gcc does it. */
void cc_escape_for_make(Buf *out, Str s)
{
    for (u32 i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        if (c == ' ' || c == '\t') {
            for (u32 k = i; k > 0 && s.ptr[k - 1] == '\\'; k--) buf_u8(out, '\\');
            buf_u8(out, '\\');
        } else if (c == '$') {
            buf_u8(out, '$');
        } else if (c == '#') {
            buf_u8(out, '\\');
        }
        buf_u8(out, (u8)c);
    }
}

static void add(Buf *out, Str path, size_t *column)
{
    Buf name = {0};
    cc_escape_for_make(&name, path);
    if (*column && *column + name.len > LINE) {
        buf_puts(out, " \\\n");
        *column = 0;
    }
    buf_u8(out, ' ');
    buf_bytes(out, name.data, name.len);
    *column += name.len + 1;
    buf_free(&name);
}

static const char *replace_suffix(Kit *kit, const char *path, const char *suffix)
{
    const char *slash = strrchr(path, '/'), *dot = strrchr(slash ? slash : path, '.');
    size_t n = dot && dot != (slash ? slash + 1 : path) ? (size_t)(dot - path) : strlen(path);
    return arena_printf(&kit->arena, "%.*s%s", (int)n, path, suffix).ptr;
}

/* gcc's names: -MF; what -o says with .d for its suffix; name.d; and a-name.d or PROGRAM-name.d when linking. */
static const char *rule_path(Kit *kit, const CcOptions *o, const char *source)
{
    if (o->depend_file) return o->depend_file;
    if (o->mode == CC_DEPENDENCIES) return o->output ? o->output : "-";
    u32 sources = 0;
    for (u32 k = 0; k < o->input.len; k++) sources += o->input.at[k].language != LANGUAGE_LINKER;
    if (o->mode == CC_LINK && !(o->output && sources == 1)) {
        const char *name = cc_output_name(kit, source, ".d");
        return arena_printf(&kit->arena, "%s-%s", o->output ? replace_suffix(kit, o->output, "") : "a", name).ptr;
    }
    if (o->output && strcmp(o->output, "-") != 0) return replace_suffix(kit, o->output, ".d");
    return cc_output_name(kit, source, ".d");
}

bool cc_write_dependencies(Kit *kit, const CcOptions *o, const char *source, u32 first_range)
{
    if (!o->depend) return true;
    const Sources *s = &kit->sources;
    Buf out = {0};
    if (o->depend_target.len) {
        buf_bytes(&out, o->depend_target.data, o->depend_target.len);
    } else {
        bool named = o->output && o->mode != CC_DEPENDENCIES && o->mode != CC_PREPROCESS;
        cc_escape_for_make(&out, str_of(named ? o->output : cc_output_name(kit, source, ".o")));
    }
    buf_u8(&out, ':');
    size_t column = out.len;
    add(&out, str_of(source), &column);
    VEC(u32) file = {0};
    u8 *seen = arena_zalloc(&kit->arena, s->text.len + 1, 1);
    for (u32 k = first_range; k < s->range.len; k++) {
        const SourceRange *r = &s->range.at[k];
        if (r->text >= s->text.len || seen[r->text] || (o->depend_user_only && r->is_system)) continue;
        seen[r->text] = 1;
        Str path = s->text.at[r->text].path;
        /* <built-in> and <command-line> are no files. */
        if (path.len == 0 || path.ptr[0] == '<' || str_is(path, source)) continue;
        vec_push(&file, r->text);
        add(&out, path, &column);
    }
    buf_u8(&out, '\n');
    for (u32 k = 0; o->depend_phony && k < file.len; k++) {
        cc_escape_for_make(&out, s->text.at[file.at[k]].path);
        buf_puts(&out, ":\n");
    }
    vec_free(&file);
    bool ok = cc_write(kit, rule_path(kit, o, source), out.data, out.len, 0666);
    buf_free(&out);
    return ok;
}

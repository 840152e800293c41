/* Words of command lines; see words.h. */
#include "driver/words.h"
#include "base/buf.h"
#include "base/file.h"

enum { MAX_DEPTH = 32, MAX_WORDS = 1 << 22 };

typedef VEC(char *) Words;

static bool expand(Kit *kit, const char *tool, char *word, u32 depth, Words *out);

static bool split(Kit *kit, const char *tool, const FileBytes *file, u32 depth, Words *out)
{
    const u8 *p = file->data, *end = p + file->size;
    for (;;) {
        while (p < end && (*p == ' ' || (*p >= '\t' && *p <= '\r'))) p++;
        if (p == end) return true;
        /* A word is never longer than what is left of the file. */
        const u8 *q = p;
        u8 quote = 0;
        Buf word = {0};
        for (; q < end; q++) {
            if (*q == '\\' && q + 1 < end) buf_u8(&word, *++q);
            else if (quote && *q == quote) quote = 0;
            else if (quote) buf_u8(&word, *q);
            else if (*q == '\'' || *q == '"') quote = *q;
            else if (*q == ' ' || (*q >= '\t' && *q <= '\r')) break;
            else buf_u8(&word, *q);
        }
        p = q;
        char *text = arena_alloc(&kit->arena, word.len + 1, 1);
        if (word.len) memcpy(text, word.data, word.len);
        text[word.len] = 0;
        buf_free(&word);
        if (!expand(kit, tool, text, depth, out)) return false;
    }
}

static bool expand(Kit *kit, const char *tool, char *word, u32 depth, Words *out)
{
    FileBytes file;
    if (word[0] == '@' && word[1] && file_read(&kit->arena, word + 1, &file) == 0) {
        if (depth == MAX_DEPTH) {
            diag_tool_error(&kit->diag, tool, "'%s': response files are nested too deeply", word);
            return false;
        }
        return split(kit, tool, &file, depth + 1, out);
    }
    if (out->len >= MAX_WORDS) {
        diag_tool_error(&kit->diag, tool, "too many arguments");
        return false;
    }
    vec_push(out, word);
    return true;
}

bool response_expand(Kit *kit, const char *tool, int *argc, char ***argv)
{
    Words words = {0};
    bool ok = true;
    for (int i = 0; ok && i < *argc; i++) ok = i == 0 ? (vec_push(&words, (*argv)[0]), true) : expand(kit, tool, (*argv)[i], 0, &words);
    if (ok) {
        char **copy = arena_new_array(&kit->arena, char *, words.len + 1);
        for (u32 i = 0; i < words.len; i++) copy[i] = words.at[i];
        *argc = (int)words.len;
        *argv = copy;
    }
    vec_free(&words);
    return ok;
}

const char *long_option(Kit *kit, const char *tool, const LongOption *table, u32 n, const char *word)
{
    for (u32 k = 0; k < n; k++)
        if (strcmp(table[k].name, word) == 0) return table[k].letter;
    diag_tool_error(&kit->diag, tool, "unknown option '%s'", word);
    return NULL;
}

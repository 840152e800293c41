/* What was perhaps meant by a name that nobody declared. In: the name. Out: the end of a message about it. */
#include "base/edit.h"
#include "c/parser.h"

static Name suggest_ordinary(Parser *p, Name wrong)
{
    if (++p->suggestions > 50) return 0;
    Str text = name_text(p, wrong);
    if (text.len < 3) return 0;
    u32 limit = text.len < 6 ? 1 : text.len < 12 ? 2 : 3;
    Name best = 0;
    u32 n = p->info_len < p->kit->names.entry.len ? p->info_len : p->kit->names.entry.len;
    for (Name i = 1; i < n && limit; i++) {
        if (!p->info[i].decl || i == wrong) continue;
        Str candidate = name_text(p, i);
        if (candidate.len > 1 && candidate.ptr[0] == '_' && candidate.ptr[1] == '_' && text.ptr[0] != '_') continue;
        u32 d = edit_distance(text, candidate, limit);
        if (d <= limit) {
            best = i;
            limit = d - 1;
        }
    }
    return best;
}

/* Names that beginners and moved code lack an #include for (C11 7). */
static Str header_of(Str name)
{
    static const struct {
        const char *name, *header;
    } table[] = {
        {"NULL", "stddef.h"}, {"size_t", "stddef.h"}, {"ptrdiff_t", "stddef.h"}, {"wchar_t", "stddef.h"}, {"offsetof", "stddef.h"},
        {"bool", "stdbool.h"}, {"true", "stdbool.h"}, {"false", "stdbool.h"},
        {"int8_t", "stdint.h"}, {"int16_t", "stdint.h"}, {"int32_t", "stdint.h"}, {"int64_t", "stdint.h"}, {"uint8_t", "stdint.h"},
        {"uint16_t", "stdint.h"}, {"uint32_t", "stdint.h"}, {"uint64_t", "stdint.h"}, {"intptr_t", "stdint.h"}, {"uintptr_t", "stdint.h"},
        {"SIZE_MAX", "stdint.h"}, {"INT64_MAX", "stdint.h"}, {"UINT32_MAX", "stdint.h"}, {"UINT64_MAX", "stdint.h"},
        {"FILE", "stdio.h"}, {"EOF", "stdio.h"}, {"stdin", "stdio.h"}, {"stdout", "stdio.h"}, {"stderr", "stdio.h"}, {"printf", "stdio.h"},
        {"fprintf", "stdio.h"}, {"snprintf", "stdio.h"}, {"puts", "stdio.h"}, {"scanf", "stdio.h"}, {"fopen", "stdio.h"},
        {"malloc", "stdlib.h"}, {"calloc", "stdlib.h"}, {"realloc", "stdlib.h"}, {"free", "stdlib.h"}, {"exit", "stdlib.h"}, {"abort", "stdlib.h"},
        {"EXIT_SUCCESS", "stdlib.h"}, {"EXIT_FAILURE", "stdlib.h"}, {"memcpy", "string.h"}, {"memset", "string.h"}, {"strlen", "string.h"},
        {"strcmp", "string.h"}, {"strcpy", "string.h"}, {"INT_MAX", "limits.h"}, {"INT_MIN", "limits.h"}, {"UINT_MAX", "limits.h"},
        {"CHAR_BIT", "limits.h"}, {"LONG_MAX", "limits.h"}, {"errno", "errno.h"}, {"assert", "assert.h"}, {"va_list", "stdarg.h"},
        {"va_start", "stdarg.h"}, {"va_end", "stdarg.h"}, {"DBL_MAX", "float.h"}, {"time_t", "time.h"},
    };
    for (u32 i = 0; i < ARRAY_LEN(table); i++)
        if (str_is(name, table[i].name)) return str_of(table[i].header);
    return STR("");
}

const char *name_hint(Parser *p, Name wrong)
{
    Str header = header_of(name_text(p, wrong));
    if (header.len) return arena_printf(&p->c->arena, "; is '#include <%.*s>' missing?", STR_FMT(header)).ptr;
    Name best = suggest_ordinary(p, wrong);
    return best ? arena_printf(&p->c->arena, "; did you mean '%.*s'?", STR_FMT(name_text(p, best))).ptr : "";
}

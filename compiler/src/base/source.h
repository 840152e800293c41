/* Source texts and positions in them.
   A Loc is 32 bits and names one byte of one entry of a source file into the translation unit (a file that is included
   twice has two ranges), or one token of one macro expansion. Everything about it is found when asked, never stored in tokens or nodes. */
#ifndef KIT_BASE_SOURCE_H
#define KIT_BASE_SOURCE_H

#include "base/arena.h"
#include "base/vec.h"

typedef u32 Loc; /* 0 is nowhere (the command line) */

/* One file's bytes, loaded once however often it is included. text[size] and the 63 bytes after it are 0,
   so that scanners may read words past the end. */
typedef struct SourceText {
    Str path;          /* as it was opened; NUL-terminated */
    const char *text;
    u32 size;
    u32 *line_start;   /* offsets of line starts; made when somebody asks for a column, or looks back */
    u32 counted, counted_lines; /* before there is a table: how far newlines were counted, and how many there were */
    u32 line_count;
    u32 last_line;     /* index of the line found last: most look-ups are near the one before */
} SourceText;

/* One range of Locs. Ranges are sorted by base because they are handed out in order. */
typedef struct SourceRange {
    Loc base;        /* the first Loc; the range ends where the next one begins */
    u32 text;        /* index into text, or MAP_NONE for a macro expansion */
    Loc parent;      /* who included this file, or where the macro was expanded; 0 for the main file */
    u32 expansion;   /* of a macro expansion: index into expansion_loc of its first token's spelling Loc */
    u32 mark;        /* the last LineMark in this range + 1, or 0 */
    bool is_system;  /* from a system include directory: warnings are off */
} SourceRange;

/* #line and line markers: from `from` on in that range, lines are presumed to be numbered so. */
typedef struct LineMark {
    Loc from;
    u32 physical_line, presumed_line;
    Str presumed_path;
    bool is_system;     /* flag 3 of a line marker in preprocessed text */
    u32 previous, jump; /* earlier marks of the same range + 1, or 0: one back, and many back, so that finding is logarithmic */
    u32 depth;          /* how many marks the range had before this one */
} LineMark;

typedef struct Sources {
    Arena *arena;
    VEC(SourceText) text;
    VEC(SourceRange) range;
    VEC(Loc) expansion_loc;
    VEC(LineMark) mark;
    Loc next;
    u32 last_range; /* the range found last: most look-ups are near the one before */
} Sources;

/* A position resolved for people. */
typedef struct Place {
    Str path;           /* presumed (#line obeyed) */
    u32 line, column;   /* 1-based; the column counts bytes */
    Str line_text;      /* the physical line without its newline */
    bool is_system;
} Place;

void sources_init(Sources *s, Arena *arena);
/* Takes over `text` (padded as SourceText says); the id indexes s->text. */
u32 sources_add_text(Sources *s, Str path, const char *text, u32 size);
/* Opens a range for one inclusion of a text; returns its base: byte i of the text is Loc base + i. 0 when Locs are used up. */
Loc sources_enter(Sources *s, u32 text, Loc included_at, bool is_system);
/* Opens a range for the n tokens of a macro expansion, whose spelling Locs are at s->expansion_loc[first...]: a macro body that is expanded unchanged
   needs its spelling stored only once. 0 when Locs are used up: the caller then uses `expanded_at` for every token. */
Loc sources_expand_at(Sources *s, Loc expanded_at, u32 first, u32 n);
/* #line: the line after the one that holds `at` (a Loc in a file) is `line` of `path` from now on. */
void sources_mark_line(Sources *s, Loc at, u32 line, Str path, bool is_system);
/* The range that a Loc is in. */
u32 source_range(Sources *s, Loc loc);
/* True when a comes before b in the order of translation: an included file's text stands where its #include does. */
bool source_before(Sources *s, Loc a, Loc b);
/* Where the characters are (through macro expansions to the spelling), and where the outermost expansion stands in a file. */
Loc source_spelling(Sources *s, Loc loc);
Loc source_expansion(Sources *s, Loc loc);
/* Of a Loc in a macro expansion, the Loc of the macro's use one level out; 0 for a Loc in a file. */
Loc source_macro_parent(Sources *s, Loc loc);
/* Who included the file that loc is in; 0 in the main file. */
Loc source_includer(Sources *s, Loc loc);
/* Of a macro expansion: the place of its outermost use. */
Place source_place(Sources *s, Loc loc);
/* Cheap form for line tables: presumed path id is stable per file. */
u32 source_line(Sources *s, Loc loc, Str *path);

#endif

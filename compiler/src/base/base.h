/* The vocabulary of every room: fixed-width integers, byte strings, small helpers.
   Nothing here allocates or knows about compiling. */
#ifndef KIT_BASE_BASE_H
#define KIT_BASE_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef uint8_t u8;
typedef uint16_t u16;
typedef uint32_t u32;
typedef uint64_t u64;
typedef int8_t i8;
typedef int16_t i16;
typedef int32_t i32;
typedef int64_t i64;

/* Counted bytes, not NUL-terminated unless the function that made them says so. */
typedef struct Str {
    const char *ptr;
    u32 len;
} Str;

#define STR(literal) ((Str){(literal), (u32)(sizeof(literal) - 1)})
#define STR_FMT(s) (int)(s).len, (s).ptr /* for "%.*s" */
#define ARRAY_LEN(a) (sizeof(a) / sizeof((a)[0]))

#if defined(__GNUC__) && !defined(__TINYC__)
#define KIT_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
#define KIT_LIKELY(x) __builtin_expect(!!(x), 1)
#define KIT_UNLIKELY(x) __builtin_expect(!!(x), 0)
#else
#define KIT_PRINTF(fmt, args)
#define KIT_LIKELY(x) (x)
#define KIT_UNLIKELY(x) (x)
#endif

/* The slow way out of a short function: as a call of its own it costs the short way no saved registers. */
#if defined(__GNUC__) && !defined(__TINYC__)
#define KIT_SLOW_WAY __attribute__((noinline))
#else
#define KIT_SLOW_WAY
#endif

static inline Str str_of(const char *z) { return (Str){z, (u32)strlen(z)}; }
static inline bool str_eq(Str a, Str b) { return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0); }
static inline bool str_is(Str a, const char *z) { return str_eq(a, str_of(z)); }
static inline bool str_starts(Str s, const char *prefix)
{
    size_t n = strlen(prefix);
    return s.len >= n && memcmp(s.ptr, prefix, n) == 0;
}
static inline bool str_ends(Str s, const char *suffix)
{
    size_t n = strlen(suffix);
    return s.len >= n && memcmp(s.ptr + s.len - n, suffix, n) == 0;
}
/* Bytewise order, shorter first on a common prefix: total and the same everywhere. */
static inline int str_cmp(Str a, Str b)
{
    u32 n = a.len < b.len ? a.len : b.len;
    int c = n ? memcmp(a.ptr, b.ptr, n) : 0;
    return c ? c : (a.len > b.len) - (a.len < b.len);
}

/* `align` is a power of two. */
static inline u64 align_up(u64 x, u64 align) { return (x + align - 1) & ~(align - 1); }

/* Ends the process with exit code 70: a broken invariant of kit itself, never the user's fault. */
_Noreturn void kit_panic(const char *file, int line, const char *what);
#define KIT_PANIC(what) kit_panic(__FILE__, __LINE__, (what))
#define KIT_ASSERT(cond) ((cond) ? (void)0 : kit_panic(__FILE__, __LINE__, #cond))
#ifdef KIT_DEBUG
#define KIT_DEBUG_ASSERT(cond) KIT_ASSERT(cond)
#else
#define KIT_DEBUG_ASSERT(cond) ((void)0)
#endif

#endif

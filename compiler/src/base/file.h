/* Files in, files out. Reading gives the whole content with 64 zero bytes behind it; writing is whole or absent:
   the bytes go to a temporary beside the target that is renamed over it, or removed on any failure or signal. */
#ifndef KIT_BASE_FILE_H
#define KIT_BASE_FILE_H

#include "base/arena.h"

typedef struct FileBytes {
    u8 *data; /* padded; arena memory, or mapped until the process ends */
    u64 size;
} FileBytes;

/* 0, or errno. `path` is NUL-terminated; "-" is standard input. Directories are EISDIR; files over 2 GiB are EFBIG. */
int file_read(Arena *arena, const char *path, FileBytes *out);
/* 0, or errno. "-" is standard output. mode is 0666 or 0777, the umask applies. Devices such as /dev/null are written in place. */
int file_write(const char *path, const void *data, size_t size, u32 mode);
bool file_exists(const char *path); /* a regular file (or device) that can be opened */
bool file_is_directory(const char *path);

#endif

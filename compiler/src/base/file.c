/* Whole-file input and output; see file.h. */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PADDING = 64, MAPPED_SIZE_MIN = 256 * 1024 };
#define FILE_SIZE_MAX 0x7fffffffu

static int read_all(Arena *arena, int fd, u64 guess, FileBytes *out)
{
    u64 cap = guess + PADDING + 1, len = 0;
    u8 *data = arena_alloc(arena, cap, 16);
    for (;;) {
        if (cap - len <= PADDING) { /* larger than it said it was, or a pipe */
            u64 bigger = cap * 2;
            u8 *moved = arena_alloc(arena, bigger, 16);
            memcpy(moved, data, len);
            data = moved;
            cap = bigger;
        }
        ssize_t n = read(fd, data + len, cap - len - PADDING);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return errno;
        if (n == 0) break;
        len += (u64)n;
        if (len > FILE_SIZE_MAX) return EFBIG;
    }
    memset(data + len, 0, PADDING);
    *out = (FileBytes){data, len};
    return 0;
}

/* Large files are mapped, privately: the system shows the pages that it has and copies none. Behind the last page of the file
   stands one of zeros, for the padding. False: it has to be read. */
static bool map_all(int fd, u64 size, FileBytes *out)
{
    long page = sysconf(_SC_PAGESIZE);
    if (page < PADDING) return false;
    u64 rounded = align_up(size, (u64)page);
    u8 *data = mmap(NULL, rounded + (u64)page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (data == MAP_FAILED) return false;
    if (mmap(data, rounded, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_FIXED, fd, 0) == MAP_FAILED) {
        munmap(data, rounded + (u64)page);
        return false;
    }
    *out = (FileBytes){data, size};
    return true;
}

int file_read(Arena *arena, const char *path, FileBytes *out)
{
    if (strcmp(path, "-") == 0) return read_all(arena, 0, 65536, out);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return errno;
    struct stat st;
    int err = 0;
    if (fstat(fd, &st) < 0) err = errno;
    else if (S_ISDIR(st.st_mode)) err = EISDIR;
    else if (st.st_size > (off_t)FILE_SIZE_MAX) err = EFBIG;
    else if (!S_ISREG(st.st_mode) || st.st_size < MAPPED_SIZE_MIN || !map_all(fd, (u64)st.st_size, out)) err = read_all(arena, fd, S_ISREG(st.st_mode) ? (u64)st.st_size : 65536, out);
    close(fd);
    return err;
}

static int write_all(int fd, const u8 *data, size_t size)
{
    while (size > 0) {
        ssize_t n = write(fd, data, size);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return errno;
        data += n;
        size -= (size_t)n;
    }
    return 0;
}

int file_write(const char *path, const void *data, size_t size, u32 mode)
{
    if (strcmp(path, "-") == 0) return write_all(1, data, size);
    struct stat st;
    if (stat(path, &st) == 0 && !S_ISREG(st.st_mode)) {
        int fd = open(path, O_WRONLY | O_CLOEXEC);
        if (fd < 0) return errno;
        int err = write_all(fd, data, size);
        if (close(fd) < 0 && !err) err = errno;
        return err;
    }
    size_t n = strlen(path) + 40;
    char *temp = malloc(n);
    if (!temp) return ENOMEM;
    snprintf(temp, n, "%s.%ld.tmp", path, (long)getpid());
    /* Signals that end the process wait until the temporary is gone or renamed. */
    sigset_t block, old;
    sigemptyset(&block);
    sigaddset(&block, SIGINT);
    sigaddset(&block, SIGTERM);
    sigaddset(&block, SIGHUP);
    sigprocmask(SIG_BLOCK, &block, &old);
    int fd = open(temp, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode), err = 0;
    if (fd < 0) {
        err = errno;
    } else {
        err = write_all(fd, data, size);
        if (close(fd) < 0 && !err) err = errno;
        if (!err && rename(temp, path) < 0) err = errno;
        if (err) unlink(temp);
    }
    sigprocmask(SIG_SETMASK, &old, NULL);
    free(temp);
    return err;
}

bool file_exists(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && !S_ISDIR(st.st_mode);
}

bool file_is_directory(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* Stands between a program and the disk (LD_PRELOAD). After crash_arm() it counts what is done to files below a folder
 * and, at the n-th call, kills the process, writes half and kills, fails, or loses what was not flushed and kills.
 *
 * LOSE keeps for every write that was not flushed what stood there before. At the end all of it is taken back, and then
 * each write is done again or not, by chance, some of them half (512 bytes are written whole). Names made, changed or
 * removed since their folder was flushed are taken back from a point drawn by chance on. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

enum { OFF, COUNT, KILL, TEAR, FAIL, LOSE };
enum { WRITE = 1, SYNC = 2, SIZE = 4, NAME = 8 };

static int mode, number, sticky, kinds;
static long at, seen;
static uint64_t chance;
static char root[PATH_MAX], shadow[PATH_MAX];
static size_t root_length;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

struct data { /* a write or a new length that was not flushed */
    struct data *before, *after;
    dev_t dev;
    ino_t ino;
    int handle;
    off_t offset, old_size;
    size_t old_length, new_length;
    char *old_bytes, *new_bytes; /* no new bytes: the file was made offset long */
};
struct name { /* a name made (from empty), changed, or removed (to empty) */
    struct name *before, *after;
    char from[PATH_MAX], to[PATH_MAX], saved[PATH_MAX];
    int folder;
};
static struct data *datas, *last_data;
static struct name *names, *last_name;
static long shadows;

static uint64_t draw(void) {
    chance ^= chance << 13;
    chance ^= chance >> 7;
    chance ^= chance << 17;
    return chance;
}

static int below(const char *path) {
    size_t length = strlen(path);
    if (mode == OFF || strncmp(path, root, root_length) != 0 || (path[root_length] != '/' && path[root_length] != 0)) return 0;
    return length < 4 || strcmp(path + length - 4, "-shm") != 0; /* the index of the log is made anew after a crash */
}

static int below_handle(int fd, char *path) {
    char link[64];
    if (mode == OFF) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return below(path);
}

static void drop_data(struct data *one) {
    if (one->before) one->before->after = one->after; else datas = one->after;
    if (one->after) one->after->before = one->before; else last_data = one->before;
    close(one->handle);
    free(one->old_bytes);
    free(one->new_bytes);
    free(one);
}

static void drop_name(struct name *one) {
    if (one->before) one->before->after = one->after; else names = one->after;
    if (one->after) one->after->before = one->before; else last_name = one->before;
    if (one->saved[0]) REAL(unlink)(one->saved);
    free(one);
}

static void put_size(struct data *one, off_t size) { if (REAL(ftruncate)(one->handle, size)) return; }
static void put_bytes(struct data *one, const char *bytes, size_t length) {
    if (length && REAL(pwrite)(one->handle, bytes, length, one->offset) < 0) return;
}

static void lose(void) {
    for (struct data *one = last_data; one; one = one->before) {
        put_size(one, one->old_size);
        put_bytes(one, one->old_bytes, one->old_length);
    }
    for (struct data *one = datas; one; one = one->after) {
        uint64_t drawn = draw() >> 20;
        if (drawn % 2) continue;
        if (!one->new_bytes) { put_size(one, one->offset); continue; }
        size_t length = one->new_length;
        if (drawn / 2 % 4 == 0) length = length / 512 ? drawn / 8 % (length / 512 + 1) * 512 : 0;
        put_bytes(one, one->new_bytes, length);
    }
    long count = 0;
    for (struct name *one = names; one; one = one->after) count++;
    long stay = count ? (long)((draw() >> 20) % (uint64_t)(count + 1)) : 0;
    for (struct name *one = last_name; one && count > stay; one = one->before, count--) {
        if (!one->from[0]) {
            if (one->folder) REAL(rmdir)(one->to); else REAL(unlink)(one->to);
        } else if (one->to[0]) {
            if (REAL(rename)(one->to, one->from)) continue;
        }
        if (one->saved[0] && REAL(rename)(one->saved, one->to[0] ? one->to : one->from)) continue;
    }
}

static void die(void) {
    if (mode == LOSE) lose();
    kill(getpid(), SIGKILL);
    pause();
}

/* 0: go on. 1: do half of it, then die. Else the error to fail with, negative. */
static int turn(int kind) {
    int found = 0;
    if (!(kinds & kind)) return 0;
    seen++;
    if (seen == at || (sticky && at > 0 && seen > at)) {
        if (mode == KILL || mode == LOSE) die();
        if (mode == TEAR) { if (kind == WRITE) found = 1; else die(); }
        if (mode == FAIL) found = -number;
    }
    return found;
}

static void note_data(int fd, off_t offset, const void *bytes, size_t length) {
    struct stat stat_;
    char link[64];
    if (mode != LOSE || fstat(fd, &stat_) || !S_ISREG(stat_.st_mode)) return;
    struct data *one = calloc(1, sizeof *one);
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    one->handle = REAL(open)(link, O_RDWR | O_CLOEXEC);
    one->dev = stat_.st_dev;
    one->ino = stat_.st_ino;
    one->offset = offset;
    one->old_size = stat_.st_size;
    size_t kept = bytes ? length : (size_t)(stat_.st_size > offset ? stat_.st_size - offset : 0);
    one->old_bytes = malloc(kept + 1);
    ssize_t read_ = kept ? pread(one->handle, one->old_bytes, kept, offset) : 0;
    one->old_length = read_ > 0 ? (size_t)read_ : 0;
    if (bytes) {
        one->new_bytes = malloc(length + 1);
        memcpy(one->new_bytes, bytes, length);
        one->new_length = length;
    }
    one->before = last_data;
    if (last_data) last_data->after = one; else datas = one;
    last_data = one;
}

static struct name *note_name(const char *from, const char *to, const char *lost, int folder) {
    if (mode != LOSE) return NULL;
    struct name *one = calloc(1, sizeof *one);
    snprintf(one->from, PATH_MAX, "%s", from);
    snprintf(one->to, PATH_MAX, "%s", to);
    one->folder = folder;
    if (lost[0] && access(lost, F_OK) == 0) {
        snprintf(one->saved, PATH_MAX, "%s/%ld", shadow, ++shadows);
        if (link(lost, one->saved)) one->saved[0] = 0;
    }
    one->before = last_name;
    if (last_name) last_name->after = one; else names = one;
    last_name = one;
    return one;
}

static void flushed(int fd, const char *path) {
    struct stat stat_;
    if (mode != LOSE || fstat(fd, &stat_)) return;
    for (struct data *one = datas, *next; one; one = next) {
        next = one->after;
        if (one->dev == stat_.st_dev && one->ino == stat_.st_ino) drop_data(one);
    }
    if (!S_ISDIR(stat_.st_mode)) return;
    size_t length = strlen(path);
    for (struct name *one = names, *next; one; one = next) {
        const char *where = one->to[0] ? one->to : one->from;
        next = one->after;
        if (strncmp(where, path, length) == 0 && where[length] == '/' && !strchr(where + length + 1, '/')) drop_name(one);
    }
}

void crash_arm(const char *folder, const char *shadow_, int mode_, long n, int error, int sticky_, int kinds_, uint64_t seed) {
    snprintf(root, sizeof root, "%s", folder);
    snprintf(shadow, sizeof shadow, "%s", shadow_);
    root_length = strlen(root);
    at = n; number = error; sticky = sticky_; kinds = kinds_; seen = 0;
    chance = seed * 2654435761u + 88172645463325252u;
    mode = mode_;
}
long crash_seen(void) { return seen; }
void crash_disarm(void) { mode = OFF; }

#define BEGIN pthread_mutex_lock(&lock)
#define END pthread_mutex_unlock(&lock)
#define FAILED(turned) if ((turned) < 0) { END; errno = -(turned); return -1; }

static ssize_t put(int fd, const void *bytes, size_t length, off_t offset, int placed) {
    char path[PATH_MAX];
    ssize_t done;
    BEGIN;
    if (below_handle(fd, path)) {
        int turned = turn(WRITE);
        FAILED(turned)
        off_t where = placed ? offset : lseek(fd, 0, SEEK_CUR);
        if (!placed && fcntl(fd, F_GETFL) & O_APPEND) where = lseek(fd, 0, SEEK_END);
        if (turned == 1) {
            if (placed) { if (REAL(pwrite)(fd, bytes, length / 2, offset) < 0) die(); }
            else if (REAL(write)(fd, bytes, length / 2) < 0) die();
            die();
        }
        note_data(fd, where, bytes, length);
    }
    done = placed ? REAL(pwrite)(fd, bytes, length, offset) : REAL(write)(fd, bytes, length);
    END;
    return done;
}
ssize_t write(int fd, const void *bytes, size_t length) { return put(fd, bytes, length, 0, 0); }
ssize_t pwrite(int fd, const void *bytes, size_t length, off_t offset) { return put(fd, bytes, length, offset, 1); }
ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t offset) { return put(fd, bytes, length, offset, 1); }

static int settle(int fd, int (*really)(int)) {
    char path[PATH_MAX];
    BEGIN;
    int ours = below_handle(fd, path);
    if (ours) {
        int turned = turn(SYNC);
        FAILED(turned)
    }
    int done = really(fd);
    if (ours && done == 0) flushed(fd, path);
    END;
    return done;
}
int fsync(int fd) { return settle(fd, REAL(fsync)); }
int fdatasync(int fd) { return settle(fd, REAL(fdatasync)); }

static int resize(int fd, off_t size) {
    char path[PATH_MAX];
    BEGIN;
    if (below_handle(fd, path)) {
        int turned = turn(SIZE);
        FAILED(turned)
        note_data(fd, size, NULL, 0);
    }
    int done = REAL(ftruncate)(fd, size);
    END;
    return done;
}
int ftruncate(int fd, off_t size) { return resize(fd, size); }
int ftruncate64(int fd, off64_t size) { return resize(fd, size); }

int rename(const char *from, const char *to) {
    BEGIN;
    if (below(from)) {
        int turned = turn(NAME);
        FAILED(turned)
        note_name(from, to, to, 0);
    }
    int done = REAL(rename)(from, to);
    END;
    return done;
}

static int take_away(const char *path, int (*really)(const char *), int folder) {
    BEGIN;
    if (below(path) && access(path, F_OK) == 0) {
        int turned = turn(NAME);
        FAILED(turned)
        if (!folder) note_name(path, "", path, 0);
    }
    int done = really(path);
    END;
    return done;
}
int unlink(const char *path) { return take_away(path, REAL(unlink), 0); }
int rmdir(const char *path) { return take_away(path, REAL(rmdir), 1); }

int mkdir(const char *path, mode_t mode_) {
    BEGIN;
    if (below(path) && access(path, F_OK) != 0) {
        int turned = turn(NAME);
        FAILED(turned)
        note_name("", path, "", 1);
    }
    int done = REAL(mkdir)(path, mode_);
    END;
    return done;
}

static int opened(int folder, const char *path, int flags, mode_t mode_) {
    BEGIN;
    if (flags & (O_CREAT | O_TRUNC) && path[0] == '/' && below(path)) {
        int there = access(path, F_OK) == 0;
        if (!there || flags & O_TRUNC) {
            int turned = turn(NAME);
            FAILED(turned)
        }
        if (!there) note_name("", path, "", 0);
        else if (flags & O_TRUNC && mode == LOSE) {
            int handle = REAL(open)(path, O_RDWR | O_CLOEXEC);
            if (handle >= 0) { note_data(handle, 0, NULL, 0); close(handle); }
        }
    }
    int done = REAL(openat)(folder, path, flags, mode_);
    END;
    return done;
}
#define MODE(flags, last) mode_t mode_ = 0; if (flags & (O_CREAT | O_TMPFILE)) { va_list rest; va_start(rest, last); mode_ = va_arg(rest, mode_t); va_end(rest); }
int open(const char *path, int flags, ...) { MODE(flags, flags) return opened(AT_FDCWD, path, flags, mode_); }
int open64(const char *path, int flags, ...) { MODE(flags, flags) return opened(AT_FDCWD, path, flags, mode_); }
int openat(int folder, const char *path, int flags, ...) { MODE(flags, flags) return opened(folder, path, flags, mode_); }
int openat64(int folder, const char *path, int flags, ...) { MODE(flags, flags) return opened(folder, path, flags, mode_); }

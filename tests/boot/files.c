/* Files, locks, hashes and clocks of the boot tests. */
#include "tests/boot/files.h"
#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

void path_format(char *path, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int len = vsnprintf(path, PATH_BYTES, format, arguments);
    va_end(arguments);
    cr_assert(len > 0 && len < PATH_BYTES, "the path is too long: %s", path);
}

void make_folder(const char *path)
{
    char part[PATH_BYTES];
    path_format(part, "%s", path);
    for (char *slash = strchr(part + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = 0;
        mkdir(part, 0777);
        *slash = '/';
    }
    mkdir(part, 0777);
    cr_assert(access(path, W_OK) == 0, "cannot make folder %s", path);
}

bool file_exists(const char *path)
{
    return access(path, F_OK) == 0;
}

uint64_t file_bytes(const char *path)
{
    struct stat facts;
    cr_assert(stat(path, &facts) == 0, "%s is not there", path);
    return (uint64_t)facts.st_size;
}

void file_tail(const char *path, char *tail, size_t tail_bytes)
{
    FILE *file = fopen(path, "rb");
    size_t bytes = 0;
    if (file) {
        if (fseeko(file, -(off_t)(tail_bytes - 1), SEEK_END) != 0)
            rewind(file);
        bytes = fread(tail, 1, tail_bytes - 1, file);
        fclose(file);
    }
    for (size_t i = 0; i < bytes; i++)
        if (tail[i] == 0)
            tail[i] = '.';
    tail[bytes] = 0;
}

char *file_text(const char *path)
{
    size_t room = (file_exists(path) ? file_bytes(path) : 0) + 1;
    char *text = malloc(room);
    cr_assert(text != NULL);
    file_tail(path, text, room);
    return text;
}

void file_write(const char *path, const void *data, size_t bytes)
{
    FILE *file = fopen(path, "wb");
    cr_assert(file != NULL, "cannot write %s", path);
    cr_assert(fwrite(data, 1, bytes, file) == bytes, "cannot write %s", path);
    cr_assert(fclose(file) == 0, "cannot write %s", path);
}

void file_copy(const char *from, const char *to)
{
    struct command copy = { 0 };
    command_add(&copy, "cp");
    command_add(&copy, "--sparse=always");
    command_add(&copy, "%s", from);
    command_add(&copy, "%s", to);
    command_must(&copy, "/dev/null");
}

static uint64_t hash_bytes(uint64_t hash, const void *data, size_t bytes)
{
    const unsigned char *at = data;
    for (size_t i = 0; i < bytes; i++)
        hash = (hash ^ at[i]) * 0x100000001b3;
    return hash;
}

uint64_t hash_text(uint64_t hash, const char *text)
{
    return hash_bytes(hash, text, strlen(text) + 1);
}

uint64_t hash_file_stamp(uint64_t hash, const char *path)
{
    struct stat facts;
    cr_assert(stat(path, &facts) == 0, "%s is not there: `make test-programs` builds what the boot tests need", path);
    hash = hash_bytes(hash, &facts.st_mtim, sizeof(facts.st_mtim));
    return hash_bytes(hash, &facts.st_size, sizeof(facts.st_size));
}

int lock_take(const char *path)
{
    int lock = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0666);
    cr_assert(lock >= 0 && flock(lock, LOCK_EX) == 0, "cannot lock %s", path);
    return lock;
}

void lock_drop(int lock)
{
    close(lock);
}

void sleep_ms(unsigned milliseconds)
{
    usleep(milliseconds * 1000);
}

uint64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

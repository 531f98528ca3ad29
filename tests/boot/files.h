/* Files, folders and child programs for the boot tests. Whatever fails here fails the test that asked for it. */
#ifndef TESTS_BOOT_FILES_H
#define TESTS_BOOT_FILES_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#define PATH_BYTES 256

/* A command line, collected word by word. */
struct command {
    char text[16384];
    size_t used;
    char *words[160]; /* into text; NULL-terminated */
    size_t count;
};

/* Appends one word, formatted as by printf. */
[[gnu::format(printf, 2, 3)]] void command_add(struct command *command, const char *format, ...);

/* Starts the command, its output and error output into a file. It dies with this process. */
pid_t command_start(struct command *command, const char *output_path);

/* Runs the command to its end and gives the exit status. */
int command_run(struct command *command, const char *output_path);

/* The same, and fails the test with the output if the status is not 0. */
void command_must(struct command *command, const char *output_path);

/* A path, formatted as by printf into PATH_BYTES. */
[[gnu::format(printf, 2, 3)]] void path_format(char *path, const char *format, ...);

void make_folder(const char *path); /* and those above it */
bool file_exists(const char *path);
uint64_t file_bytes(const char *path);

/* The file's text, NUL-terminated, "" if it is not there; the caller frees it. NULs inside are turned into dots. */
char *file_text(const char *path);

/* The end of the file's text, as much as fits; "" if it is not there. */
void file_tail(const char *path, char *tail, size_t tail_bytes);

void file_write(const char *path, const void *data, size_t bytes);

/* A copy with the holes of the original. */
void file_copy(const char *from, const char *to);

/* Folds a file's size and time of change, or a text, into a running hash (FNV-1a); start with HASH_START. */
#define HASH_START 0xcbf29ce484222325ull
uint64_t hash_file_stamp(uint64_t hash, const char *path);
uint64_t hash_text(uint64_t hash, const char *text);

/* Waits until no other test process holds this lock; unlock closes it. */
int lock_take(const char *path);
void lock_drop(int lock);

void sleep_ms(unsigned milliseconds);
uint64_t now_ms(void);

#endif

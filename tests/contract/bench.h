/* A workbench for the tests of the headers: a folder of its own, sources in it, commands run there. */
#ifndef TESTS_CONTRACT_BENCH_H
#define TESTS_CONTRACT_BENCH_H
#include "common/base/bytes.h"

struct bench {
    char folder[64];
};

/* What a command said, on both streams, and its exit status. */
struct outcome {
    int status;
    char said[8192];
};

/* In commands, $STRICT is the include path and the warnings that the headers promise to pass; $KERNEL what a kernel is compiled
 * with. */
struct bench bench_open(void);
void bench_close(struct bench *bench);

void bench_write(const struct bench *bench, const char *name, const char *text);

/* printf-like; run by the shell in the bench's folder. */
__attribute__((format(printf, 2, 3))) struct outcome bench_run(const struct bench *bench, const char *format, ...);

/* A whole file; the caller frees it. */
struct bytes bench_read(const struct bench *bench, const char *name);

#endif

/* A small client for QEMU's machine protocol (QMP): one command, one answer. */
#ifndef TESTS_BOOT_QMP_H
#define TESTS_BOOT_QMP_H
#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stdio.h>

struct qmp {
    FILE *from_qemu;
    int socket;
};

/* Connects to the socket that QEMU opens and shakes hands; waits until it is there. */
void qmp_open(struct qmp *qmp, const char *socket_path);
void qmp_close(struct qmp *qmp);

/* Runs a command; `arguments` is a JSON object as text, or NULL. Gives what "return" holds, to be freed with cJSON_Delete. An
 * error answer fails the test. */
cJSON *qmp_run(struct qmp *qmp, const char *command, const char *arguments);

/* The same, without interest in the answer. */
void qmp_do(struct qmp *qmp, const char *command, const char *arguments);

/* The machine's state: "running", "guest-panicked", "inmigrate", ... */
bool qmp_is_status(struct qmp *qmp, const char *status);

#endif

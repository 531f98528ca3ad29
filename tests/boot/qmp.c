/* QMP: lines of JSON over a socket (QEMU's docs/interop/qmp-spec.rst). */
#include "tests/boot/qmp.h"
#include "tests/boot/files.h"
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define CONNECT_MS 20000

static int connect_once(const char *socket_path)
{
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    cr_assert(strlen(socket_path) < sizeof(address.sun_path), "the path is too long for a socket: %s", socket_path);
    memcpy(address.sun_path, socket_path, strlen(socket_path) + 1);
    int client = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    cr_assert(client >= 0);
    if (connect(client, (const struct sockaddr *)&address, sizeof(address)) == 0)
        return client;
    close(client);
    return -1;
}

void qmp_open(struct qmp *qmp, const char *socket_path)
{
    uint64_t deadline_ms = now_ms() + CONNECT_MS;
    while ((qmp->socket = connect_once(socket_path)) < 0) {
        cr_assert(now_ms() < deadline_ms, "QEMU does not open %s: see qemu.log beside it", socket_path);
        sleep_ms(5);
    }
    qmp->from_qemu = fdopen(qmp->socket, "r");
    cr_assert(qmp->from_qemu != NULL);
    qmp_do(qmp, "qmp_capabilities", NULL);
}

void qmp_close(struct qmp *qmp)
{
    fclose(qmp->from_qemu);
}

static cJSON *read_line(struct qmp *qmp)
{
    char *line = NULL;
    size_t room = 0;
    cJSON *message = getline(&line, &room, qmp->from_qemu) > 0 ? cJSON_Parse(line) : NULL;
    free(line);
    cr_assert(message != NULL, "QEMU closed its control socket");
    return message;
}

/* Passes over the greeting and events. */
static cJSON *read_answer(struct qmp *qmp, const char *command)
{
    for (;;) {
        cJSON *message = read_line(qmp);
        cJSON *error = cJSON_GetObjectItem(message, "error");
        if (error)
            cr_assert_fail("QMP %s: %s", command, cJSON_GetStringValue(cJSON_GetObjectItem(error, "desc")));
        cJSON *result = cJSON_DetachItemFromObject(message, "return");
        cJSON_Delete(message);
        if (result)
            return result;
    }
}

cJSON *qmp_run(struct qmp *qmp, const char *command, const char *arguments)
{
    int sent = dprintf(qmp->socket, "{\"execute\":\"%s\",\"arguments\":%s}\n", command, arguments ? arguments : "{}");
    cr_assert(sent > 0, "QEMU closed its control socket");
    return read_answer(qmp, command);
}

void qmp_do(struct qmp *qmp, const char *command, const char *arguments)
{
    cJSON_Delete(qmp_run(qmp, command, arguments));
}

bool qmp_is_status(struct qmp *qmp, const char *status)
{
    cJSON *answer = qmp_run(qmp, "query-status", NULL);
    const char *actual = cJSON_GetStringValue(cJSON_GetObjectItem(answer, "status"));
    bool is_it = actual && strcmp(actual, status) == 0;
    cJSON_Delete(answer);
    return is_it;
}

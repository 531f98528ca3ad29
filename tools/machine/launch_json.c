/* The configuration is static: where the kernel is, gdb learns from the machine's registers (see debugger_commands.c). */
#include "tools/machine/launch_json.h"
#include "tools/base/host_file.h"
#include "tools/base/output_file.h"
#include "tools/machine/debugger_commands.h"
#include "tools/machine/qemu.h"
#include <cjson/cJSON.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* A line is a command that VS Code gives to gdb once it is connected; the last one it gives itself. */
static void add_commands(cJSON *configuration, char *lines)
{
    cJSON *commands = cJSON_AddArrayToObject(configuration, "postRemoteConnectCommands");
    for (char *line = strtok(lines, "\n"); line != NULL; line = strtok(NULL, "\n")) {
        if (strcmp(line, "continue") == 0)
            continue;
        cJSON *command = cJSON_CreateObject();
        cJSON_AddStringToObject(command, "text", line);
        cJSON_AddItemToArray(commands, command);
    }
}

static bool add_kernel_commands(cJSON *configuration, const char *kernel_path)
{
    char *lines = NULL;
    size_t len = 0;
    FILE *file = open_memstream(&lines, &len);
    if (file == NULL)
        return false;
    gdb_write_kernel_commands(kernel_path, file);
    const bool is_whole = fclose(file) == 0;
    if (is_whole)
        add_commands(configuration, lines);
    free(lines);
    return is_whole;
}

static void add_configuration(cJSON *configurations, const char *kernel_path)
{
    char address[32];
    snprintf(address, sizeof(address), "localhost:%d", QEMU_GDB_PORT);
    cJSON *configuration = cJSON_CreateObject();
    cJSON_AddItemToArray(configurations, configuration);
    cJSON_AddStringToObject(configuration, "name", "kernel under `lintel run --gdb`");
    cJSON_AddStringToObject(configuration, "type", "cppdbg");
    cJSON_AddStringToObject(configuration, "request", "launch");
    cJSON_AddStringToObject(configuration, "program", kernel_path);
    cJSON_AddStringToObject(configuration, "cwd", "${workspaceFolder}");
    cJSON_AddStringToObject(configuration, "MIMode", "gdb");
    cJSON_AddStringToObject(configuration, "miDebuggerServerAddress", address);
    (void)add_kernel_commands(configuration, kernel_path);
}

/* NULL: no memory. */
static char *make_text(const char *kernel_path)
{
    cJSON *root = cJSON_CreateObject();
    cJSON_AddStringToObject(root, "version", "0.2.0");
    add_configuration(cJSON_AddArrayToObject(root, "configurations"), kernel_path);
    char *text = cJSON_Print(root);
    cJSON_Delete(root);
    return text;
}

static struct error check_is_new(const char *path)
{
    struct stat existing;
    if (!output_is_standard(path) && lstat(path, &existing) == 0)
        return error_about(ERR_HOST_EXISTS, path, (u64)existing.st_size);
    return OK;
}

static struct error write_text(const char *path, const char *text)
{
    struct output_file output;
    if (output_is_standard(path)) {
        puts(text); /* main() looks at what became of it */
        return OK;
    }
    struct error error = output_open(path, &output);
    if (error.code == ERR_NONE)
        error = descriptor_write(output.fd, path, 0, (struct bytes) { (const u8 *)text, strlen(text) });
    if (error.code == ERR_NONE)
        error = descriptor_write(output.fd, path, strlen(text), (struct bytes) { (const u8 *)"\n", 1 });
    if (error.code == ERR_NONE)
        error = output_commit(&output);
    output_close(&output);
    return error;
}

struct error launch_json_write(const char *path, const char *kernel_path)
{
    static char absolute[PATH_MAX]; /* outlives this call, since an error may be about it */
    TRY(check_is_new(path));
    if (realpath(kernel_path, absolute) == NULL)
        return error_about(ERR_HOST_OPEN, kernel_path, (u64)errno);
    TRY(gdb_check_path(absolute));
    char *text = make_text(absolute);
    if (text == NULL)
        return error_about(ERR_HOST_WRITE, path, ENOMEM);
    struct error error = write_text(path, text);
    free(text);
    return error;
}

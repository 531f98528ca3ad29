/* `lintel gdb`: boots a kernel in QEMU and starts gdb when the loader stands still. */
#include "tools/machine/debugger_commands.h"
#include "tools/machine/gdb_folder.h"
#include "tools/machine/launch_json.h"
#include "tools/machine/machine.h"
#include "tools/machine/run_options.h"
#include "tools/tool.h"
#include <errno.h>
#include <limits.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define GDB_ARGUMENTS_OURS 4 /* before the user's */

/* The loaders' symbols lie beside this program where it was built, and below lib/ where it is installed. */
static struct error find_loader_symbols(bool is_uefi, char path[PATH_MAX])
{
    static const char *const folders[] = { "", "../lib/lintel/" };
    static char shown[PATH_MAX]; /* outlives this call: the error is about it */
    const char *name = is_uefi ? "BOOTX64.debug" : "lintel-bios.debug";
    char program[PATH_MAX];
    ssize_t len = readlink("/proc/self/exe", program, PATH_MAX - 1);
    program[len > 0 ? len : 0] = '\0';
    const char *slash = strrchr(program, '/');
    for (size_t i = 0; slash != NULL && i < COUNT_OF(folders); i++) {
        if (snprintf(path, PATH_MAX, "%.*s/%s%s", (int)(slash - program), program, folders[i], name) >= PATH_MAX)
            return error_about(ERR_HOST_OPEN, name, ENAMETOOLONG);
        if (access(path, R_OK) == 0)
            return OK;
    }
    memcpy(shown, path, PATH_MAX);
    return error_about(ERR_HOST_OPEN, slash != NULL ? shown : name, (u64)errno);
}

static struct error write_commands(const struct run_options *options, const struct gdb_folder *folder)
{
    char loader_path[PATH_MAX] = "";
    if (options->stops_in_loader)
        TRY(find_loader_symbols(options->is_uefi, loader_path));
    FILE *file = fopen(folder->commands_path, "we");
    if (file == NULL)
        return error_about(ERR_HOST_WRITE, folder->commands_path, (u64)errno);
    fprintf(file, "set confirm off\ntarget remote %s\n", folder->socket_path);
    if (options->stops_in_loader)
        gdb_write_loader_commands(loader_path, options->path, file);
    else
        gdb_write_kernel_commands(options->path, file);
    fputs("set confirm on\n", file);
    return fclose(file) == 0 ? OK : error_about(ERR_HOST_WRITE, folder->commands_path, (u64)errno);
}

static struct error debug(const struct run_options *options, const struct gdb_folder *folder, struct vm *vm)
{
    const char *arguments[GDB_ARGUMENTS_OURS + QEMU_EXTRA_MAX + 1] = { "gdb", "-q", "-x", folder->commands_path };
    for (size_t i = 0; i < options->extra_count; i++)
        arguments[GDB_ARGUMENTS_OURS + i] = options->extra[i];
    const struct spawn_request request = {
        .arguments = arguments,
        .input = STDIN_FILENO,
        .output = SPAWN_NONE,
        .missing_code = ERR_HOST_NO_GDB,
    };
    return vm_debug(vm, &request);
}

static void judge(const struct vm *vm, bool was_debugged, struct verdict *verdict)
{
    verdict_of_end(vm, verdict);
    if (!was_debugged)
        return;
    const bool is_good = WIFEXITED(vm->debugger_status) && WEXITSTATUS(vm->debugger_status) == 0;
    *verdict = (struct verdict) { .outcome = is_good ? OUTCOME_PASS : OUTCOME_FAIL, .signal = vm->end.signal };
}

/* The serial line goes to standard error: standard output is gdb's, which may speak to a program there. */
static void boot(const struct run_options *options, const struct boot_source *source, const struct gdb_folder *folder,
                 struct verdict *verdict)
{
    struct qemu_machine machine = run_machine_of(options, source);
    struct vm vm = { .output.fd = STDERR_FILENO,
                     .screen_fd = -1,
                     .timeout_seconds = options->timeout_seconds,
                     .has_window = !options->is_headless };
    machine.waits_for_gdb = true;
    machine.waits_in_loader = options->stops_in_loader;
    machine.gdb_fd = folder->socket_fd;
    struct error error = machine_run(&machine, &vm, SPAWN_NONE);
    const bool is_debugged = error.code == ERR_NONE && vm.end.how == VM_PAUSED;
    if (is_debugged)
        error = debug(options, folder, &vm);
    machine_close(&machine, &vm);
    if (error.code == ERR_NONE)
        judge(&vm, is_debugged, verdict);
    else
        verdict_of_error(error, verdict);
}

static void prepare_and_boot(const struct run_options *options, const struct boot_source *source, struct verdict *verdict)
{
    struct gdb_folder folder;
    struct error error = gdb_folder_open(&folder);
    if (error.code == ERR_NONE)
        error = write_commands(options, &folder);
    if (error.code == ERR_NONE)
        boot(options, source, &folder, verdict);
    else
        verdict_of_error(error, verdict);
    gdb_folder_close(&folder);
}

static enum outcome write_launch_json(const struct run_options *options)
{
    struct error error = launch_json_write(options->launch_json_path, options->path);
    if (error.code != ERR_NONE)
        report_error(error);
    else if (!options->image.is_quiet && !output_is_standard(options->launch_json_path))
        printf("%s: for VS Code, once `lintel run %s --gdb' waits\n", options->launch_json_path, options->path);
    return outcome_of(error);
}

static struct error check_kernel(const char *path)
{
    struct disk_image image;
    TRY(gdb_check_path(path));
    if (!disk_image_open(path, &image))
        return OK;
    close(image.fd);
    return error_about(ERR_HOST_IMAGE_FOR_GDB, path, image.sector_bytes);
}

enum outcome verb_gdb(int argc, char **argv)
{
    struct run_options options;
    struct boot_source source;
    struct verdict verdict = { 0 };
    gdb_options_parse(argc, argv, &options);
    const struct error error = check_kernel(options.path);
    if (error.code != ERR_NONE) {
        report_error(error);
        return outcome_of(error);
    }
    if (options.launch_json_path != NULL)
        return write_launch_json(&options);
    enum outcome opened = run_source_open(&options, &source);
    if (opened != OUTCOME_PASS)
        return opened;
    prepare_and_boot(&options, &source, &verdict);
    boot_source_close(&source);
    return verdict_tell(&verdict);
}

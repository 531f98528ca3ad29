/* `lintel run`: boots a kernel or an image in QEMU and says how it went. */
#include "tools/boot_image.h"
#include "tools/machine.h"
#include "tools/run_options.h"
#include <signal.h>
#include <unistd.h>

/* The terminal belongs to QEMU only if it is ours to give: from the background, touching it would stop the machine. */
static int serial_input(void)
{
    return isatty(STDIN_FILENO) && tcgetpgrp(STDIN_FILENO) != getpgrp() ? SPAWN_NONE : STDIN_FILENO;
}

static void boot(const struct run_options *options, const struct disk_image *image, struct verdict *verdict)
{
    struct qemu_machine machine = {
        .image_fd = image->fd,
        .sector_bytes = image->sector_bytes,
        .medium = medium_find(image->sector_bytes == QEMU_BIOS_SECTOR_BYTES ? MEDIUM_DEFAULT : MEDIUM_LARGE_SECTORS),
        .is_uefi = options->is_uefi,
        .is_headless = options->is_headless,
        .has_kvm = options->may_use_kvm && kvm_is_usable(),
        .memory_bytes = options->memory_bytes,
        .extra = options->extra,
        .extra_count = options->extra_count,
    };
    struct vm vm = { .output_fd = STDOUT_FILENO, .screen_fd = -1, .timeout_seconds = options->timeout_seconds };
    machine_boot(&machine, &vm, serial_input(), verdict);
}

static enum outcome tell(const struct verdict *verdict)
{
    if (verdict->signal != 0)
        return end_by_signal(verdict->signal);
    if (verdict->error.code != ERR_NONE)
        report_error(verdict->error);
    else if (verdict->why[0] != '\0')
        report_note("%s", verdict->why);
    return verdict->outcome;
}

enum outcome verb_run(int argc, char **argv)
{
    struct run_options options;
    struct disk_image image;
    struct verdict verdict;
    run_options_parse(argc, argv, &options);
    enum outcome opened = boot_image_open(options.path, &options.image, &image);
    if (opened != OUTCOME_PASS)
        return opened;
    if (!options.is_uefi && image.sector_bytes != QEMU_BIOS_SECTOR_BYTES)
        verdict_of_error(error_about(ERR_HOST_SECTORS_FOR_BIOS, options.path, image.sector_bytes), &verdict);
    else
        boot(&options, &image, &verdict);
    close(image.fd);
    return tell(&verdict);
}

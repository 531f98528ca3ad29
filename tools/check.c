/* `lintel check`: the loader's own steps on a kernel and a machine that is only described. */
#include "common/disk/mbr.h"
#include "common/disk/mbr_format.h"
#include "common/elf/format.h"
#include "config/manifest.h"
#include "include/lintel/info.h"
#include "tools/base/progress.h"
#include "tools/base/report_json.h"
#include "tools/check/check_json.h"
#include "tools/check/check_options.h"
#include "tools/check/check_plan.h"
#include "tools/check/described_machine.h"
#include "tools/check/recorded_map.h"
#include "tools/image/disk_image.h"
#include "tools/image/image_manifest.h"
#include "tools/inspect/inspect.h"
#include "tools/kernel/kernel_warnings.h"
#include "tools/tool.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define FILES_BESIDE_MODULES 3 /* kernel, manifest, ramdisk */

/* Two regions are added to what Linux prints. */
static struct error read_text(struct bytes text, const char *path, struct error_sink *sink, struct recorded_map *recorded)
{
    const u64 capacity = recorded_map_capacity(text.len);
    TRY(machine_map_make(capacity + 2, &recorded->map));
    (void)recorded_map_read(path, text, sink, recorded); /* it has told the sink */
    return OK;
}

/* A check under way. */
struct check {
    const struct check_options *options;
    struct machine machine;
    struct error_sink sink;
    struct report_json *json; /* NULL: lines */
};

/* The map of the machine as it was recorded. */
static void read_map(const struct check_options *options, struct error_sink *sink, struct memory_map *map)
{
    struct host_file file;
    struct recorded_map recorded = { 0 };
    const struct error opened = host_file_open(options->map_path, &file);
    error_report(sink, opened.code != ERR_NONE ? opened : read_text(host_file_view(&file), options->map_path, sink, &recorded));
    host_file_close(&file);
    *map = recorded.map;
    if (sink->count == 0 && recorded.kind != RECORDED_LINTEL)
        error_report(sink, machine_map_finish(options->door, map));
}

static void describe_machine(struct check *check)
{
    const struct check_options *options = check->options;
    struct machine *machine = &check->machine;
    machine->door = options->door;
    machine->cpu = options->cpu;
    machine->width_px = options->width_px;
    machine->height_px = options->height_px;
    if (options->map_path != NULL)
        read_map(options, &check->sink, &machine->map);
    else
        error_report(&check->sink, machine_map_of_size(options->memory_bytes, options->door, &machine->map));
}

static void print_success(const struct check_options *options, const struct boot *b)
{
    const u64 memory_bytes = memory_map_usable_bytes(&b->memory);
    printf("%s: boots by %s on a machine with %llu MiB of usable memory: entry %#llx, %llu KiB in memory, stack of %llu KiB\n",
           options->path, options->door == DOOR_BIOS ? "BIOS" : "UEFI", (unsigned long long)(memory_bytes / MIB_BYTES),
           (unsigned long long)b->layout.entry_virt,
           (unsigned long long)((b->kernel.end_virt - b->kernel.start_virt) / KIB_BYTES),
           (unsigned long long)(b->layout.stack_bytes / KIB_BYTES));
}

/* What there is to say of a kernel that boots. */
static void tell_success(const struct check *check, const struct boot *b)
{
    const struct check_options *options = check->options;
    if (check->json != NULL)
        check_json_add_boot(check->json->root, b, options->wants_plan);
    else if (options->wants_plan)
        check_plan_print(&b->layout);
    else if (!options->image.is_quiet)
        print_success(options, b);
    if (b->config.aslr == SWITCH_ON && options->wants_plan && !options->image.is_quiet)
        report_note("note: aslr is on: what is dynamic lies elsewhere at each boot; these addresses are one example");
}

/* The boot is there until described_machine_end. */
static const struct boot *run_machine(struct check *check)
{
    static struct boot b; /* outlives this call, since an error may be about a text in it */
    struct progress progress = { .name = check->options->path, .fd = -1 };
    progress_start(&progress, !check->options->image.is_quiet);
    const struct error error = described_machine_boot(&check->machine, &b);
    progress_stop(&progress);
    error_report(&check->sink, error);
    if (error.code == ERR_NONE)
        tell_success(check, &b);
    return &b;
}

/* The files as `lintel build` would put them onto the volume. */
static void add_files(const struct image_input *input, const struct image_manifest *manifest, struct machine_file *files,
                      size_t *count)
{
    const bool may_skip = !input->verify;
    files[(*count)++] =
        (struct machine_file) { KERNEL_PATH, input->kernel.file.path, host_file_view(&input->kernel.file), false };
    files[(*count)++] = (struct machine_file) { MANIFEST_PATH, MANIFEST_PATH, image_manifest_view(manifest), false };
    if (input->ramdisk.fd >= 0)
        files[(*count)++] =
            (struct machine_file) { RAMDISK_PATH, input->ramdisk.path, host_file_view(&input->ramdisk), may_skip };
    for (size_t i = 0; i < input->module_count; i++) {
        const struct host_file *module = &input->modules[i].file;
        files[(*count)++] =
            (struct machine_file) { manifest->described.modules[i].path, module->path, host_file_view(module), may_skip };
    }
}

static void run_kernel(struct check *check, const struct image_input *input)
{
    struct image_manifest manifest;
    struct machine_file *files = calloc(FILES_BESIDE_MODULES + input->module_count, sizeof(*files));
    struct progress progress = { .name = check->options->path, .fd = -1 };
    progress_start(&progress, !check->options->image.is_quiet);
    struct error error = image_manifest_plan(input, &manifest);
    if (error.code == ERR_NONE && input->verify) /* else nobody compares them */
        error = image_manifest_digest(input, &manifest);
    progress_stop(&progress);
    error_report(&check->sink, error);
    if (files == NULL)
        error_report(&check->sink, error_about(ERR_HOST_MACHINE, "its files", ENOMEM));
    if (check->sink.count == 0 && files != NULL) {
        add_files(input, &manifest, files, &check->machine.file_count);
        check->machine.files = files;
        (void)run_machine(check); /* all was told */
        described_machine_end();
    }
    image_manifest_free(&manifest);
    free(files);
}

/* What no machine is needed for comes first, and all of it; then the machine's first word. */
static void check_kernel(struct check *check)
{
    const struct image_request request = image_request_of(check->options->path, &check->options->image);
    struct image_input input;
    (void)image_open(&request, &check->sink, &input); /* it has told the sink */
    if (check->sink.count == 0)
        error_report(&check->sink, image_check(&input, "the image"));
    if (check->sink.count == 0)
        run_kernel(check, &input);
    if (check->sink.count == 0)
        kernel_warnings_print(&input.kernel);
    if (check->json != NULL)
        inspect_add_json(check->json->root, &input.kernel, check->sink.count == 0);
    image_close(&input);
}

/* What the boot found out of the kernel in the image; of a refused one nothing is sure. */
static void add_booted_kernel(const struct check *check, const struct boot *b)
{
    const bool is_accepted = check->sink.count == 0;
    const struct kernel_file kernel = {
        .has_facts = is_accepted,
        .has_config = is_accepted,
        .facts = b->kernel,
        .config_offset = b->manifest.config_offset,
        .config = b->config,
    };
    inspect_add_json(check->json->root, &kernel, is_accepted);
}

static void check_image(struct check *check, const struct host_file *file)
{
    struct disk_image image;
    check->machine.disk = host_file_view(file);
    check->machine.sector_bytes = 512; /* what is damaged beyond telling is read like most */
    if (disk_image_open(check->options->path, &image)) {
        check->machine.sector_bytes = image.sector_bytes;
        close(image.fd);
    }
    const struct boot *b = run_machine(check);
    if (check->json != NULL)
        add_booted_kernel(check, b);
    described_machine_end();
}

static bool is_disk(const struct host_file *file)
{
    struct bytes first_sector;
    return bytes_slice(host_file_view(file), 0, MBR_BYTES, &first_sector) && mbr_is_signed(first_sector) &&
           load_u32(first_sector.data) != ELF_MAGIC;
}

/* What cannot be opened gets its error as a kernel. */
static void judge(struct check *check, const struct host_file *file)
{
    describe_machine(check);
    if (!is_disk(file))
        check_kernel(check);
    else if (check->sink.count == 0)
        check_image(check, file);
    else if (check->json != NULL)
        json_add_bool(check->json->root, "accepted", false);
    machine_map_free(&check->machine.map);
}

static enum outcome check_file(struct check *check, const struct host_file *file)
{
    if (is_disk(file) && image_options_given(&check->options->image)) {
        report_note("%s is an image already: the options of `lintel build' are for a kernel", check->options->path);
        return OUTCOME_HOST_ERROR;
    }
    if (check->json != NULL)
        report_json_begin(check->json);
    judge(check, file);
    if (check->json == NULL || report_json_end(check->json))
        return outcome_of(check->sink.first);
    report_note("out of memory");
    return OUTCOME_HOST_ERROR;
}

enum outcome verb_check(int argc, char **argv)
{
    struct check_options options;
    struct host_file file;
    check_options_parse(argc, argv, &options);
    struct report_json json = { 0 };
    struct check check = { .options = &options, .sink = report_sink(), .json = options.wants_json ? &json : NULL };
    (void)host_file_open(options.path, &file); /* check_kernel says it */
    const enum outcome outcome = check_file(&check, &file);
    host_file_close(&file);
    return outcome;
}

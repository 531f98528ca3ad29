/* The command lines of `lintel run` and `lintel gdb`: one parser, since most options are those of the machine. */
#include "tools/machine/run_options.h"
#include "tools/machine/matrix.h"
#include <stdlib.h>
#include <string.h>

#define MEMORY_DEFAULT_BYTES     (256 * MIB_BYTES)
#define TIMEOUT_HEADLESS_SECONDS 60u /* nobody is there to see a hang; OVMF alone takes 4 to 8 without KVM */
#define TIMEOUT_UNSET            (~0u)

enum { OPTION_DOOR = 256, OPTION_HEADLESS, OPTION_MEDIUM, OPTION_NO_KVM, OPTION_GDB, OPTION_LOADER, OPTION_LAUNCH_JSON };

#define MACHINE_OPTIONS                                                                                                          \
    { "door", OPTION_DOOR, "bios|uefi", 0, "Boot by this firmware (default: bios, which is faster)", 0 },                        \
        { "headless", OPTION_HEADLESS, NULL, 0, "No window (default if there is no display)", 0 },                               \
        { "medium", OPTION_MEDIUM, "WORD", 0, "Boot from this: " MEDIUM_WORDS " (default: cd for an ISO, else ahci)", 0 },       \
        { "memory", 'm', "SIZE", 0, "Memory of the machine, with K, M or G (default: 256M)", 0 },                                \
    {                                                                                                                            \
        "no-kvm", OPTION_NO_KVM, NULL, 0, "Emulate, even if KVM is there", 0                                                     \
    }

static const struct argp_option run_option_list[] = {
    MACHINE_OPTIONS,
    { "timeout", 't', "SECONDS", 0, "Call it a hang after SECONDS, 0 never (default: 60 headless, else 0)", 0 },
    { "gdb", OPTION_GDB, "PORT", OPTION_ARG_OPTIONAL,
      "Wait at the kernel's entry for a gdb at PORT of localhost (default: 1234), and say what it must be told", 0 },
    { 0 },
};

static const struct argp_option gdb_option_list[] = {
    MACHINE_OPTIONS,
    { "loader", OPTION_LOADER, NULL, 0, "Stop before the loader's first step, with the loader's symbols", 0 },
    { "launch-json", OPTION_LAUNCH_JSON, "FILE", 0,
      "Write a launch.json for VS Code to FILE, which must not exist, or with - to standard output, and boot nothing", 0 },
    { "timeout", 't', "SECONDS", 0, "Give up if gdb cannot be started within SECONDS, 0 never (default: 60)", 0 },
    { 0 },
};

static u64 parse_memory(struct argp_state *state, const char *value)
{
    u64 bytes = 0;
    if (!memory_read(value, &bytes))
        argp_error(state, "--memory %s: give " MEMORY_WORD, value);
    return bytes;
}

static void take_argument(struct argp_state *state, struct run_options *options, const char *argument)
{
    if (options->path == NULL || !options_are_over(state)) {
        options_take_argument(state, argument, &options->path);
        return;
    }
    if (options->extra_count == COUNT_OF(options->extra))
        argp_error(state, "too many arguments behind --");
    options->extra[options->extra_count++] = argument;
}

static void complete(struct argp_state *state, struct run_options *options)
{
    const bool is_watched = !options->is_headless || options->waits_for_gdb;
    if (options->path == NULL)
        argp_error(state, "no KERNEL and no IMAGE given");
    if (options->medium != NULL && options->medium->is_network)
        image_options_check_no_disk(state, &options->image);
    if (options->medium != NULL && options->medium->is_optical)
        image_options_check_iso(state, &options->image);
    if (options->timeout_seconds == TIMEOUT_UNSET)
        options->timeout_seconds = is_watched ? 0 : TIMEOUT_HEADLESS_SECONDS;
}

static error_t parse_option(int key, char *value, struct argp_state *state)
{
    struct run_options *options = state->input;
    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = &options->image;
        state->child_inputs[1] = &options->image.is_quiet;
        return 0;
    case OPTION_DOOR:
        options->is_uefi = options_choice(state, "door", value, door_word_at) == 1;
        return 0;
    case OPTION_HEADLESS:
        options->is_headless = true;
        return 0;
    case OPTION_MEDIUM:
        options->medium = medium_at(options_choice(state, "medium", value, medium_word_at));
        return 0;
    case 'm':
        options->memory_bytes = parse_memory(state, value);
        return 0;
    case OPTION_NO_KVM:
        options->may_use_kvm = false;
        return 0;
    case OPTION_GDB:
        options->waits_for_gdb = true;
        if (value != NULL)
            options->gdb_port = options_number(state, "gdb", value, 1, 65535);
        return 0;
    case OPTION_LOADER:
        options->stops_in_loader = true;
        return 0;
    case OPTION_LAUNCH_JSON:
        options->launch_json_path = value;
        return 0;
    case 't':
        options->timeout_seconds = options_number(state, "timeout", value, 0, TIMEOUT_SECONDS_MAX);
        return 0;
    case ARGP_KEY_ARG:
        take_argument(state, options, value);
        return 0;
    case ARGP_KEY_END:
        complete(state, options);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static const struct argp_child children[] = {
    { &image_argp, 0, "For a KERNEL, as in `lintel build':", 1 },
    { &quiet_argp, 0, NULL, 0 },
    { 0 },
};
static const struct argp run_argp = {
    .options = run_option_list,
    .parser = parse_option,
    .children = children,
    .args_doc = "KERNEL|IMAGE [-- QEMU-ARGUMENT...]",
    .doc = "Boots KERNEL (by way of a temporary image) or IMAGE in QEMU. The serial line goes to standard output; nothing is "
           "written to IMAGE.\v"
           "For example:\n"
           "  lintel run kernel.elf --door uefi --memory 1G -- -smp 4\n\n"
           "Exit status: 0 the kernel reported a pass (0x10 to port 0xf4) or switched the machine off, 1 it reported a fail, "
           "2 usage or host error, 3 it faulted or reset the machine, 4 it did not end in time, 5 it was refused.",
};

static const struct argp gdb_argp = {
    .options = gdb_option_list,
    .parser = parse_option,
    .children = children,
    .args_doc = "KERNEL [-- GDB-ARGUMENT...]",
    .doc =
        "Boots KERNEL (by way of a temporary image) in QEMU and starts gdb, which stands at the kernel's entry with the kernel's "
        "symbols where the kernel is, wherever the loader put it. The serial line goes to standard error.\v"
        "For example:\n"
        "  lintel gdb kernel.elf --door uefi\n"
        "  lintel gdb kernel.elf -- -batch -ex 'break kernel_main' -ex continue -ex 'info locals'\n\n"
        "Exit status: 0 if gdb ends with 0, 1 if it ends otherwise, 2 usage or host error, 3, 4 or 5 if the machine faulted, "
        "hung or "
        "was refused before gdb could be started.",
};

static bool is_set(const char *variable)
{
    const char *value = getenv(variable);
    return value != NULL && value[0] != '\0';
}

static void set_defaults(struct run_options *options)
{
    *options = (struct run_options) {
        .is_headless = !is_set("DISPLAY") && !is_set("WAYLAND_DISPLAY"),
        .may_use_kvm = true,
        .timeout_seconds = TIMEOUT_UNSET,
        .memory_bytes = MEMORY_DEFAULT_BYTES,
        .gdb_port = QEMU_GDB_PORT,
    };
}

void run_options_parse(int argc, char **argv, struct run_options *options)
{
    set_defaults(options);
    options_parse(&run_argp, argc, argv, options);
}

void gdb_options_parse(int argc, char **argv, struct run_options *options)
{
    set_defaults(options);
    options->timeout_seconds = TIMEOUT_HEADLESS_SECONDS;
    options_parse(&gdb_argp, argc, argv, options);
}

static const struct medium *medium_of(const struct run_options *options, const struct boot_source *source)
{
    return options->medium != NULL ? options->medium : medium_of_image(&source->image);
}

enum outcome run_source_open(const struct run_options *options, struct boot_source *source)
{
    const bool is_network = options->medium != NULL && options->medium->is_network;
    const struct boot_wishes wishes = {
        .image = !is_network,
        .iso = options->medium != NULL && options->medium->is_optical,
        .folder = is_network,
    };
    enum outcome opened = boot_source_open(options->path, &options->image, &wishes, source);
    if (opened != OUTCOME_PASS)
        return opened;
    struct error error = medium_check(medium_of(options, source), options->is_uefi, options->path, &source->image);
    if (error.code != ERR_NONE) {
        report_error(error);
        boot_source_close(source);
    }
    return outcome_of(error);
}

struct qemu_machine run_machine_of(const struct run_options *options, const struct boot_source *source)
{
    return (struct qemu_machine) {
        .image_fd = source->image.fd,
        .folder_fd = source->folder_fd,
        .sector_bytes = source->image.sector_bytes,
        .medium = medium_of(options, source),
        .is_uefi = options->is_uefi,
        .is_headless = options->is_headless,
        .has_kvm = options->may_use_kvm && kvm_is_usable(),
        .memory_bytes = options->memory_bytes,
    };
}

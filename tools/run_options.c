/* The command line of `lintel run`. */
#include "tools/run_options.h"
#include "tools/matrix.h"
#include <stdlib.h>
#include <string.h>

#define MEMORY_DEFAULT_BYTES     (256 * MIB_BYTES)
#define TIMEOUT_HEADLESS_SECONDS 60u /* nobody is there to see a hang; OVMF alone takes 4 to 8 without KVM */
#define TIMEOUT_UNSET            (~0u)

enum { OPTION_DOOR = 256, OPTION_HEADLESS, OPTION_NO_KVM };

static const struct argp_option option_list[] = {
    { "door", OPTION_DOOR, "bios|uefi", 0, "Boot by this firmware (default: bios, which is faster)", 0 },
    { "headless", OPTION_HEADLESS, NULL, 0, "No window (default if there is no display)", 0 },
    { "memory", 'm', "SIZE", 0, "Memory of the machine, with K, M or G (default: 256M)", 0 },
    { "no-kvm", OPTION_NO_KVM, NULL, 0, "Emulate, even if KVM is there", 0 },
    { "timeout", 't', "SECONDS", 0, "Call it a hang after SECONDS, 0 never (default: 60 headless, else 0)", 0 },
    { 0 },
};

static bool is_uefi(struct argp_state *state, const char *door)
{
    if (strcmp(door, "bios") != 0 && strcmp(door, "uefi") != 0)
        argp_error(state, "there is no door %s: choose bios or uefi", door);
    return strcmp(door, "uefi") == 0;
}

static u64 parse_memory(struct argp_state *state, const char *value)
{
    u64 bytes = 0;
    if (!memory_read(value, &bytes))
        argp_error(state, "--memory %s: give a number with K, M or G, at least 1M", value);
    return bytes;
}

static void take_argument(struct argp_state *state, struct run_options *options, const char *argument)
{
    if (options->path == NULL || !options_are_over(state)) {
        options_take_argument(state, argument, &options->path);
        return;
    }
    if (options->extra_count == COUNT_OF(options->extra))
        argp_error(state, "too many arguments for QEMU");
    options->extra[options->extra_count++] = argument;
}

static void complete(struct argp_state *state, struct run_options *options)
{
    if (options->path == NULL)
        argp_error(state, "no KERNEL and no IMAGE given");
    if (options->timeout_seconds == TIMEOUT_UNSET)
        options->timeout_seconds = options->is_headless ? TIMEOUT_HEADLESS_SECONDS : 0;
}

static error_t parse_option(int key, char *value, struct argp_state *state)
{
    struct run_options *options = state->input;
    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = &options->image;
        return 0;
    case OPTION_DOOR:
        options->is_uefi = is_uefi(state, value);
        return 0;
    case OPTION_HEADLESS:
        options->is_headless = true;
        return 0;
    case 'm':
        options->memory_bytes = parse_memory(state, value);
        return 0;
    case OPTION_NO_KVM:
        options->may_use_kvm = false;
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

static const struct argp_child children[] = { { &image_argp, 0, "For a KERNEL, as in `lintel build':", 1 }, { 0 } };
static const struct argp argp = {
    .options = option_list,
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

static bool is_set(const char *variable)
{
    const char *value = getenv(variable);
    return value != NULL && value[0] != '\0';
}

void run_options_parse(int argc, char **argv, struct run_options *options)
{
    *options = (struct run_options) {
        .is_headless = !is_set("DISPLAY") && !is_set("WAYLAND_DISPLAY"),
        .may_use_kvm = true,
        .timeout_seconds = TIMEOUT_UNSET,
        .memory_bytes = MEMORY_DEFAULT_BYTES,
    };
    options_parse(&argp, argc, argv, options);
}

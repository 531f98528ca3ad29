/* The command line of `lintel check`: what `lintel build` takes, and the machine. */
#include "tools/check/check_options.h"
#include "common/base/checked.h"
#include "common/base/number.h"
#include "include/lintel/info.h"
#include "tools/kernel/cpu_words.h"
#include <string.h>

#define MEMORY_DEFAULT_BYTES (256 * MIB_BYTES)
#define MEMORY_MIN_BYTES     (16 * MIB_BYTES)   /* the firmware of such a machine takes a part of it */
#define MEMORY_MAX_BYTES     (1008 * GIB_BYTES) /* of a map that is not recorded: AMD has a hole before 1 TiB */
#define SCREEN_MAX_PX        16384
#define WIDTH_DEFAULT_PX     1280
#define HEIGHT_DEFAULT_PX    800

enum { OPTION_DOOR = 0x400, OPTION_MAP, OPTION_CPU, OPTION_SCREEN, OPTION_PLAN, OPTION_JSON };

static const struct argp_option option_list[] = {
    { NULL, 0, NULL, 0, "The machine:", 1 },
    { "door", OPTION_DOOR, "bios|uefi", 0, "Its firmware (default: bios)", 0 },
    { "memory", 'm', "SIZE", 0, "Its memory, with K, M or G (default: 256M)", 0 },
    { "map", OPTION_MAP, "FILE", 0,
      "Its memory map: lines of Linux's dmesg (BIOS-e820, efi: mem) or of Lintel's own log at "
      "log_level=debug; instead of --memory",
      0 },
    { "cpu", OPTION_CPU, "CPU", 0,
      "Its CPU, in QEMU's words: qemu64 or max, with features such as +la57 or -nx and "
      "phys-bits=N behind commas (default: qemu64)",
      0 },
    { "screen", OPTION_SCREEN, "WxH|none", 0, "Its display, in pixels (default: 1280x800)", 0 },
    { NULL, 0, NULL, 0, "What to show:", 2 },
    { "plan", OPTION_PLAN, NULL, 0, "Print the kernel's address space, a line a mapping", 0 },
    { "json", OPTION_JSON, NULL, 0, "Print one JSON object: verdict, errors, warnings, configuration, and with --plan the plan",
      0 },
    { 0 },
};

static struct bytes text_of(const char *value)
{
    return (struct bytes) { (const u8 *)value, strlen(value) };
}

static u64 parse_memory(struct argp_state *state, const char *value)
{
    const struct bytes text = text_of(value);
    u64 bytes = 0;
    if (number_read_size(text, &bytes) != text.len || bytes < MEMORY_MIN_BYTES || bytes > MEMORY_MAX_BYTES ||
        !is_aligned(bytes, PAGE_BYTES))
        argp_error(state, "--memory %s: give a number with K, M or G, from 16M to 1008G, or a --map", value);
    return bytes;
}

static void parse_screen(struct argp_state *state, const char *value, struct check_options *options)
{
    const struct bytes text = text_of(value);
    struct bytes height;
    u64 width_px = 0, height_px = 0;
    const size_t width_len = number_read_digits(text, 10, &width_px);
    const bool is_none = strcmp(value, "none") == 0;
    const bool is_good = width_len > 0 && bytes_slice(text, width_len + 1, text.len - width_len - 1, &height) &&
                         value[width_len] == 'x' && height.len > 0 && number_read_digits(height, 10, &height_px) == height.len;
    if (!is_none && (!is_good || width_px == 0 || height_px == 0 || width_px > SCREEN_MAX_PX || height_px > SCREEN_MAX_PX))
        argp_error(state, "--screen %s: give none, or pixels as in 1920x1080, at most %u", value, SCREEN_MAX_PX);
    options->width_px = (u32)width_px;
    options->height_px = (u32)height_px;
}

static void parse_cpu(struct argp_state *state, const char *value, struct check_options *options)
{
    size_t bad = 0;
    if (!cpu_words_read(text_of(value), &options->cpu, &bad))
        argp_error(state,
                   "--cpu %s: not known from `%s' on; there are qemu64, max, and features with + or - as in +la57, "
                   "and phys-bits=32 to 52",
                   value, value + bad);
}

static void complete(struct argp_state *state, struct check_options *options)
{
    if (options->path == NULL)
        argp_error(state, "no KERNEL and no IMAGE given");
    if (options->map_path != NULL && options->memory_bytes != 0)
        argp_error(state, "give --memory or --map, not both");
    if (options->memory_bytes == 0)
        options->memory_bytes = MEMORY_DEFAULT_BYTES;
}

static error_t parse_option(int key, char *value, struct argp_state *state)
{
    struct check_options *options = state->input;
    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = &options->image;
        state->child_inputs[1] = &options->image.is_quiet;
        return 0;
    case OPTION_DOOR:
        options->door = options_choice(state, "door", value, door_word_at) == 0 ? DOOR_BIOS : DOOR_UEFI;
        return 0;
    case 'm':
        options->memory_bytes = parse_memory(state, value);
        return 0;
    case OPTION_MAP:
        options->map_path = value;
        return 0;
    case OPTION_CPU:
        parse_cpu(state, value, options);
        return 0;
    case OPTION_SCREEN:
        parse_screen(state, value, options);
        return 0;
    case OPTION_PLAN:
        options->wants_plan = true;
        return 0;
    case OPTION_JSON:
        options->wants_json = true;
        return 0;
    case ARGP_KEY_ARG:
        options_take_argument(state, value, &options->path);
        return 0;
    case ARGP_KEY_END:
        complete(state, options);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static const struct argp_child children[] = {
    { &image_argp, 0, "What comes with a KERNEL, as in `lintel build':", 3 },
    { &quiet_argp, 0, NULL, 0 },
    { 0 },
};
static const struct argp argp = {
    .options = option_list,
    .parser = parse_option,
    .children = children,
    .args_doc = "KERNEL|IMAGE",
    .doc =
        "Runs the loader's own steps on KERNEL, or on what IMAGE holds, and on the machine that is described: reports what the "
        "loader would refuse there, and what is strange. Nothing is written.\v"
        "For example:\n"
        "  lintel check kernel.elf --memory 64M --door uefi --plan\n\n"
        "Exit status: 0 it boots there (there may be warnings), 5 it was refused, 2 usage or host error.",
};

void check_options_parse(int argc, char **argv, struct check_options *options)
{
    *options = (struct check_options) {
        .door = DOOR_BIOS,
        .width_px = WIDTH_DEFAULT_PX,
        .height_px = HEIGHT_DEFAULT_PX,
    };
    size_t bad;
    (void)cpu_words_read(text_of("qemu64"), &options->cpu, &bad); /* the first of the models is there */
    options_parse(&argp, argc, argv, options);
}

/* One list for three verbs: what an image of their kind does not have is hidden. */
#include "tools/image/image_options.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum {
    OPTION_TABLE = 0x200,
    OPTION_SECTOR_SIZE,
    OPTION_MODULE,
    OPTION_COMMAND_LINE_FILE,
    OPTION_VERIFY,
    OPTION_GUID,
    OPTION_SIZE,
    OPTION_FILES
};

/* What an ISO or a folder does not have is no option of its verb: hidden, so that it can be refused with the reason. */
#define IMAGE_OPTIONS(of_volume, of_disk)                                                                                        \
    { "ramdisk", 'r', "FILE", 0, "Put FILE into the image as the kernel's ramdisk", 0 },                                         \
        { "module", OPTION_MODULE, "NAME=FILE", 0, "Put FILE into the image as the module NAME; as often as wanted", 0 },        \
        { "files",                                                                                                               \
          OPTION_FILES,                                                                                                          \
          "DIR",                                                                                                                 \
          (of_volume),                                                                                                           \
          "Put all that is in DIR into the image's volume, at its root, beside what Lintel puts there",                          \
          0 },                                                                                                                   \
        { "cmdline", 'c', "TEXT", 0, "Give the kernel TEXT as its command line", 0 },                                            \
        { "cmdline-file", OPTION_COMMAND_LINE_FILE, "FILE", 0, "Give the kernel the one line in FILE as its command line", 0 },  \
        { "verify", OPTION_VERIFY, NULL, 0, "Let the loader check the digest of every file before it uses it", 0 },              \
        { "set",                                                                                                                 \
          's',                                                                                                                   \
          "FIELD=VALUE",                                                                                                         \
          0,                                                                                                                     \
          "Change a field of the boot configuration, in the image's copy of the kernel only; as often as wanted",                \
          0 },                                                                                                                   \
        { "table",                                                                                                               \
          OPTION_TABLE,                                                                                                          \
          "gpt|mbr",                                                                                                             \
          (of_volume),                                                                                                           \
          "Partition table of the image; mbr is for firmware that refuses GPT (default: gpt)",                                   \
          0 },                                                                                                                   \
        { "sector-size",                                                                                                         \
          OPTION_SECTOR_SIZE,                                                                                                    \
          "512|4096",                                                                                                            \
          (of_disk),                                                                                                             \
          "Sectors of the disk that the image is for, in bytes (default: 512)",                                                  \
          0 },                                                                                                                   \
        { "size",                                                                                                                \
          OPTION_SIZE,                                                                                                           \
          "SIZE",                                                                                                                \
          (of_disk),                                                                                                             \
          "Size of the whole image, such as 8G: its volume fills it (default: what is needed)",                                  \
          0 },                                                                                                                   \
    {                                                                                                                            \
        "guid", OPTION_GUID, "content|random", (of_volume),                                                                      \
            "Where the identities of disk, partitions and volume are from; random is for images that meet in one machine "       \
            "(default: content)",                                                                                                \
            0                                                                                                                    \
    }

static const struct argp_option image_option_list[] = { IMAGE_OPTIONS(0, 0), { 0 } };
static const struct argp_option iso_option_list[] = { IMAGE_OPTIONS(0, OPTION_HIDDEN), { 0 } };
static const struct argp_option folder_option_list[] = { IMAGE_OPTIONS(OPTION_HIDDEN, OPTION_HIDDEN), { 0 } };

static void add_assignment(struct argp_state *state, struct image_options *options, const char *assignment)
{
    if (options->assignment_count == ASSIGNMENTS_MAX)
        argp_error(state, "more than %d --set", ASSIGNMENTS_MAX);
    options->assignments[options->assignment_count++] = assignment;
}

static void add_module(struct argp_state *state, struct image_options *options, const char *module)
{
    const char *equals = strchr(module, '=');
    if (equals == NULL || equals[1] == '\0')
        argp_error(state, "--module %s: give NAME=FILE", module);
    options->modules[options->module_count++] = module;
}

static const char *guid_word_at(size_t index)
{
    static const char *const words[] = { "content", "random" };
    return index < COUNT_OF(words) ? words[index] : NULL;
}

static const char *table_word_at(size_t index)
{
    static const char *const words[TABLE_KINDS] = { [TABLE_GPT] = "gpt", [TABLE_MBR] = "mbr" };
    return index < COUNT_OF(words) ? words[index] : NULL;
}

static void make_room_for_modules(struct argp_state *state, struct image_options *options)
{
    options->modules = calloc((size_t)state->argc, sizeof(*options->modules));
    if (options->modules == NULL)
        argp_failure(state, OUTCOME_HOST_ERROR, ENOMEM, "no memory for the options");
}

static void check_command_line_options(struct argp_state *state, const struct image_options *options)
{
    if (options->command_line != NULL && options->command_line_path != NULL)
        argp_error(state, "give --cmdline or --cmdline-file, not both");
}

static error_t parse_image_option(int key, char *value, struct argp_state *state)
{
    struct image_options *options = state->input;
    switch (key) {
    case ARGP_KEY_INIT:
        make_room_for_modules(state, options);
        return 0;
    case 'r':
        options->ramdisk_path = value;
        return 0;
    case 'c':
        options->command_line = value;
        return 0;
    case OPTION_COMMAND_LINE_FILE:
        options->command_line_path = value;
        return 0;
    case OPTION_MODULE:
        add_module(state, options, value);
        return 0;
    case OPTION_VERIFY:
        options->verify = true;
        return 0;
    case 's':
        add_assignment(state, options, value);
        return 0;
    case OPTION_TABLE:
        options->table = (enum table_kind)options_choice(state, "table", value, table_word_at);
        options->has_table = true;
        return 0;
    case OPTION_SECTOR_SIZE:
        options->sector_size = value;
        return 0;
    case OPTION_GUID:
        options->guid = guid_word_at(options_choice(state, "guid", value, guid_word_at));
        return 0;
    case OPTION_SIZE:
        options->size = value;
        return 0;
    case OPTION_FILES:
        options->files_path = value;
        return 0;
    case ARGP_KEY_END:
        check_command_line_options(state, options);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

const struct argp image_argp = { .options = image_option_list, .parser = parse_image_option };
const struct argp iso_argp = { .options = iso_option_list, .parser = parse_image_option };
const struct argp folder_argp = { .options = folder_option_list, .parser = parse_image_option };

bool image_options_given(const struct image_options *options)
{
    return options->ramdisk_path != NULL || options->command_line != NULL || options->command_line_path != NULL ||
           options->module_count > 0 || options->verify || options->assignment_count > 0 || options->has_table ||
           options->sector_size != NULL || options->guid != NULL || options->size != NULL || options->files_path != NULL;
}

void image_options_check_iso(struct argp_state *state, const struct image_options *options)
{
    if (options->sector_size != NULL)
        argp_error(state, "--sector-size is for `lintel build': the sectors of CDs and sticks are what they are");
    if (options->size != NULL)
        argp_error(state, "--size is for `lintel build': an ISO is as large as what it holds");
}

void image_options_check_no_disk(struct argp_state *state, const struct image_options *options)
{
    if (options->has_table || options->sector_size != NULL)
        argp_error(state, "--table and --sector-size are for disks: a network gives files");
    if (options->size != NULL)
        argp_error(state, "--size is for `lintel build': a network gives files");
    if (options->guid != NULL)
        argp_error(state, "--guid is for disks and ISOs: a network gives files, without an identity");
    if (options->files_path != NULL)
        argp_error(
            state,
            "--files is for disks and ISOs: a network gives the files of a folder, so put them into that of `lintel netboot'");
}

struct image_request image_request_of(const char *kernel_path, const struct image_options *options)
{
    return (struct image_request) {
        .kernel_path = kernel_path,
        .ramdisk_path = options->ramdisk_path,
        .command_line = options->command_line != NULL ? options->command_line : "",
        .table = options->table,
        .sector_size = options->sector_size,
        .size = options->size,
        .files_path = options->files_path,
        .has_random_guids = options->guid != NULL && strcmp(options->guid, "random") == 0,
        .command_line_path = options->command_line_path,
        .modules = options->modules,
        .module_count = options->module_count,
        .verify = options->verify,
        .shows_progress = !options->is_quiet,
        .assignments = { options->assignments, options->assignment_count },
    };
}

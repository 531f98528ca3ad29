/* `lintel extract`: a file of an image's volume, as a file here. */
#include "common/base/checked.h"
#include "tools/base/options.h"
#include "tools/base/output_file.h"
#include "tools/base/progress.h"
#include "tools/inspect/opened_image.h"
#include "tools/inspect/volume_listing.h"
#include "tools/tool.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define CHUNK_BYTES (64 * KIB_BYTES)

struct extract_options {
    const char *image_path, *file_path, *output_path;
    bool may_replace; /* who names an output means it */
    bool is_quiet;
};

static const struct argp_option option_list[] = {
    { "output", 'o', "OUT", 0,
      "Write to OUT, or with - to standard output (default: FILE's name, in the current folder, if nothing has it)", 0 },
    { 0 },
};

static const char *last_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}

static void check_complete(struct argp_state *state, struct extract_options *options)
{
    if (options->image_path == NULL || options->file_path == NULL)
        argp_error(state, "give an IMAGE and a FILE of its volume");
    else if (options->output_path == NULL)
        options->output_path = last_name(options->file_path);
    if (options->output_path != NULL && options->output_path[0] == '\0')
        argp_error(state, "%s is no file's name", options->file_path);
}

static error_t parse_option(int key, char *value, struct argp_state *state)
{
    struct extract_options *options = state->input;
    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = &options->is_quiet;
        return 0;
    case 'o':
        options->output_path = value;
        options->may_replace = true;
        return 0;
    case ARGP_KEY_ARG:
        options_take_argument(state, value, options->image_path == NULL ? &options->image_path : &options->file_path);
        return 0;
    case ARGP_KEY_END:
        check_complete(state, options);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static const struct argp_child children[] = { { &quiet_argp, 0, NULL, 0 }, { 0 } };
static const struct argp argp = {
    .options = option_list,
    .parser = parse_option,
    .children = children,
    .args_doc = "IMAGE FILE",
    .doc = "Writes FILE of IMAGE's volume to a file here, whole or not at all. `lintel inspect IMAGE' lists the files.\v"
           "For example:\n"
           "  lintel extract os.img /boot/kernel.elf -o copy.elf\n"
           "  lintel extract os.img /boot/lintel.manifest -o - | grep bytes\n\n"
           "Exit status: 0 it was written, 5 the image is damaged or has no such file, 2 usage or host error.",
};

/* Standard output cannot be written at an offset. */
static struct error write_to_stream(struct bytes content)
{
    while (content.len > 0) {
        const ssize_t written = write(STDOUT_FILENO, content.data, content.len);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return error_about(ERR_HOST_WRITE, "standard output", written < 0 ? (u64)errno : ENOSPC);
        content = (struct bytes) { content.data + written, content.len - (size_t)written };
    }
    return OK;
}

/* `output` NULL: standard output. */
static struct error copy(const struct opened_image *image, struct reader *file, const struct output_file *output)
{
    u8 chunk[CHUNK_BYTES];
    for (u64 offset = 0, len; offset < file->bytes; offset += len) {
        len = min_u64(sizeof(chunk), file->bytes - offset);
        const struct bytes content = { chunk, (size_t)len };
        TRY(reader_read(file, offset, chunk, len));
        TRY(output == NULL ? write_to_stream(content) : descriptor_write(output->fd, output->path, offset, content));
    }
    return host_file_check_unchanged(&image->file);
}

static struct error check_output(const struct extract_options *options, const struct host_file *image)
{
    struct stat existing;
    TRY(output_check_is_no_input(options->output_path, image->fd, image->path));
    if (options->may_replace || lstat(options->output_path, &existing) != 0)
        return OK;
    return error_about(ERR_HOST_EXTRACT_EXISTS, options->output_path, (u64)existing.st_size);
}

static struct error write_output(const struct opened_image *image, struct reader *file, struct output_file *output)
{
    TRY(output_open(output->path, output));
    TRY(copy(image, file, output));
    return output_commit(output);
}

/* The loader's reader knows no letters but those of ASCII: others are looked for as they are written. */
static struct error open_file(struct opened_image *image, const char *path, struct volume_listing *listing, struct reader *file)
{
    const struct error error = fat_open_file(&image->volume, path, file);
    if (error.code != ERR_FILE_NOT_FOUND)
        return error;
    TRY(volume_listing_read(&image->volume, listing));
    for (size_t i = 0; i < listing->count; i++)
        if (!listing->each[i].is_directory && strcmp(listing->each[i].path, path) == 0)
            return volume_listing_open(&image->volume, &listing->each[i], file);
    return error;
}

static struct error extract(const struct extract_options *options, struct opened_image *image, struct volume_listing *listing)
{
    static char path[OUTPUT_PATH_BYTES]; /* outlives this call, since an error may be about it */
    struct reader file;
    struct output_file output = { .path = options->output_path, .fd = -1 };
    const char *slash = options->file_path[0] == '/' ? "" : "/";
    if (snprintf(path, sizeof(path), "%s%s", slash, options->file_path) >= (int)sizeof(path))
        return error_about(ERR_FILE_NOT_FOUND, options->file_path, 0);
    TRY(open_file(image, path, listing, &file));
    if (options->may_replace && output_is_standard(options->output_path))
        return copy(image, &file, NULL);
    TRY(check_output(options, &image->file));
    struct progress progress = { .name = options->output_path, .fd = -1 };
    progress_start(&progress, !options->is_quiet);
    const struct error error = write_output(image, &file, &output);
    progress_stop(&progress);
    output_close(&output);
    return error;
}

enum outcome verb_extract(int argc, char **argv)
{
    struct extract_options options = { 0 };
    options_parse(&argp, argc, argv, &options);
    struct error_sink sink = report_sink();
    struct opened_image image;
    struct volume_listing listing = { 0 };
    error_report(&sink, opened_image_open(options.image_path, &image));
    if (sink.count == 0)
        error_report(&sink, extract(&options, &image, &listing));
    if (sink.first.code == ERR_FILE_NOT_FOUND)
        report_note("note: if the name is wrong: `lintel inspect %s' lists the files of the volume", options.image_path);
    volume_listing_free(&listing);
    opened_image_close(&image);
    return outcome_of(sink.first);
}

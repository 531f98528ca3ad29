/* The disk image or ISO that boots on both firmwares. */
#ifndef TOOLS_IMAGE_IMAGE_H
#define TOOLS_IMAGE_IMAGE_H
#include "tools/image/image_layout.h"
#include "tools/image/volume_tree.h"
#include "tools/kernel/kernel_file.h"

struct image_request {
    const char *kernel_path;
    const char *ramdisk_path; /* NULL: none */
    const char *command_line; /* "": none   */
    enum table_kind table;
    const char *sector_size;       /* NULL: 512  */
    const char *size;              /* NULL: what is needed */
    const char *files_path;        /* NULL: none */
    const char *command_line_path; /* NULL: command_line it is */
    const char *const *modules;    /* NAME=FILE */
    size_t module_count;
    bool verify;
    bool is_iso;
    bool has_random_guids; /* else they follow from the content */
    bool shows_progress;
    struct assignments assignments;
};

/* What image_open found good. */
struct module_input {
    struct bytes name;
    struct host_file file;
};

struct image_input {
    struct kernel_file kernel;
    struct host_file ramdisk;           /* fd -1: none */
    struct host_file command_line_file; /* fd -1: none */
    struct bytes command_line;
    struct disk_kind disk;
    const char *size_text;   /* as it was given, ...                             */
    u64 image_bytes;         /* ... and in bytes, whole MiB; 0: what is needed   */
    const char *files_path;  /* of --files; NULL: none                           */
    struct volume_tree tree; /* image_write or _check makes it; errors are about it */
    struct module_input *modules;
    size_t module_count;
    bool verify, has_random_guids, shows_progress;
};

/* Opens and checks everything that goes into an image; errors go to the sink, all of them, and why there may be no
 * configuration to standard error. Returns the sink's first. */
struct error image_open(const struct image_request *request, struct error_sink *sink, struct image_input *input);
void image_close(struct image_input *input);

/* Every file that was or could be opened, by a number from 0 on; NULL behind the last. Not opened: fd -1. */
const struct host_file *image_input_file(const struct image_input *input, size_t index);

/* ERR_HOST_OUTPUT_IS_INPUT if a file of that name would replace one of them. */
struct error image_input_check_output(const struct image_input *input, const char *output_path);

/* Of them all, in bytes. */
u64 image_input_bytes(const struct image_input *input);

/* Whether image_write would find its files and its size good: plans the image, and writes nothing. Once an input, and instead of
 * image_write. `name` is for errors. */
struct error image_check(struct image_input *input, const char *name);

/* Writes the image to an empty file. The input is read here, and only here; so once an input. `name` is for errors. */
struct error image_write(struct image_input *input, int image_fd, const char *name, u64 *image_bytes);

#endif

/* The options that say what goes into an image. */
#ifndef TOOLS_IMAGE_IMAGE_OPTIONS_H
#define TOOLS_IMAGE_IMAGE_OPTIONS_H
#include "tools/base/options.h"
#include "tools/image/image.h"

#define ASSIGNMENTS_MAX 64

/* What goes into an image beside the kernel, and for what disk it is (--table, --sector-size). */
struct image_options {
    const char *ramdisk_path;      /* NULL: none */
    const char *command_line;      /* NULL: none */
    const char *command_line_path; /* NULL: none */
    const char **modules;          /* NAME=FILE; as many as there may be words on the command line */
    size_t module_count;
    bool verify;
    bool has_table; /* else the default */
    enum table_kind table;
    const char *sector_size; /* NULL: the default */
    const char *guid;        /* NULL: the default */
    const char *size;        /* NULL: what is needed */
    const char *files_path;  /* NULL: none */
    const char *assignments[ASSIGNMENTS_MAX];
    size_t assignment_count;
    bool is_quiet; /* of quiet_argp */
};

/* An argp child; its input is a struct image_options. The others do not show what only disks have, or disks and ISOs, and know it
 * all the same: image_options_check_iso and _no_disk say why it is refused. */
extern const struct argp image_argp, iso_argp, folder_argp;

bool image_options_given(const struct image_options *options);

/* Complains about those that an ISO does not have; what is no disk at all has fewer. */
void image_options_check_iso(struct argp_state *state, const struct image_options *options);
void image_options_check_no_disk(struct argp_state *state, const struct image_options *options);

struct image_request image_request_of(const char *kernel_path, const struct image_options *options);

#endif

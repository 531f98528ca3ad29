/* Command line options that several verbs share. */
#ifndef TOOLS_OPTIONS_H
#define TOOLS_OPTIONS_H
#include "tools/image.h"
#include "tools/tool.h"
#include <argp.h>

#define ASSIGNMENTS_MAX     64
#define TIMEOUT_SECONDS_MAX 1000000u

/* What goes into an image beside the kernel, and for what disk it is (--table, --sector-size). */
struct image_options {
    const char *ramdisk_path;      /* NULL: none */
    const char *command_line;      /* NULL: none */
    const char *command_line_path; /* NULL: none */
    const char **modules;          /* NAME=FILE; as many as there may be words on the command line */
    size_t module_count;
    bool verify;
    const char *table;       /* NULL: the default */
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

/* -q: an argp child; its input is a bool, which says whether only errors and warnings are said, and what was asked for. */
extern const struct argp quiet_argp;

bool image_options_given(const struct image_options *options);

/* Complains about those that an ISO does not have; what is no disk at all has fewer. */
void image_options_check_iso(struct argp_state *state, const struct image_options *options);
void image_options_check_no_disk(struct argp_state *state, const struct image_options *options);

struct image_request image_request_of(const char *kernel_path, const struct image_options *options);

/* argp_parse with the tool's exit status for wrong usage, and suggestions for misspelt options. Does not return after --help or
 * an error of usage. */
void options_parse(const struct argp *argp, int argc, char **argv, void *input);

/* Whether the argument at hand stands after `--'. */
bool options_are_over(const struct argp_state *state);

/* The verb's one positional argument: complains if there is a second one. */
void options_take_argument(struct argp_state *state, const char *argument, const char **taken);

/* For a verb that needs one argument: takes it, and complains if there is none, or a second one. `what` is missing then: "DIR".
 */
error_t options_parse_argument(int key, const char *value, struct argp_state *state, const char *what, const char **taken);

/* The names of a list, by a number from 0 on; NULL behind the last. */
typedef const char *word_at(size_t index);

/* The number of `value` in the list: complains about a value that is not there, with all that are. */
size_t options_choice(struct argp_state *state, const char *option, const char *value, word_at *list);

/* For --door. */
word_at door_word_at;

/* A whole decimal number from `least` to `most`: complains about others. */
unsigned options_number(struct argp_state *state, const char *option, const char *value, unsigned least, unsigned most);

#endif

/* The command line of `lintel check`. */
#ifndef TOOLS_CHECK_CHECK_OPTIONS_H
#define TOOLS_CHECK_CHECK_OPTIONS_H
#include "common/cpu/features.h"
#include "tools/image/image_options.h"

struct check_options {
    struct image_options image;
    const char *path; /* of the kernel or the image */
    u32 door;         /* DOOR_                      */
    u64 memory_bytes;
    const char *map_path; /* NULL: by memory_bytes */
    struct cpu_features cpu;
    u32 width_px, height_px; /* 0: no display */
    bool wants_plan, wants_json;
};

/* Does not return after --help or an error of usage. */
void check_options_parse(int argc, char **argv, struct check_options *options);

#endif

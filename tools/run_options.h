/* What `lintel run` was asked for. */
#ifndef TOOLS_RUN_OPTIONS_H
#define TOOLS_RUN_OPTIONS_H
#include "tools/options.h"
#include "tools/qemu.h"

struct run_options {
    struct image_options image;
    const char *path; /* a kernel or an image */
    bool is_uefi, is_headless, may_use_kvm;
    unsigned timeout_seconds; /* 0: none */
    u64 memory_bytes;
    const char *extra[QEMU_ARGUMENTS_MAX]; /* for QEMU, from behind `--' */
    size_t extra_count;
};

/* Complete, defaults filled in. Does not return after --help or an error of usage. */
void run_options_parse(int argc, char **argv, struct run_options *options);

#endif

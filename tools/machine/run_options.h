/* What `lintel run` and `lintel gdb` were asked for. */
#ifndef TOOLS_MACHINE_RUN_OPTIONS_H
#define TOOLS_MACHINE_RUN_OPTIONS_H
#include "tools/machine/boot_source.h"
#include "tools/machine/qemu.h"

struct run_options {
    struct image_options image;
    const char *path; /* a kernel or an image; for gdb a kernel */
    bool is_uefi, is_headless, may_use_kvm;
    const struct medium *medium; /* NULL: what suits the image */
    unsigned timeout_seconds;    /* 0: none */
    u64 memory_bytes;
    bool waits_for_gdb; /* run: at the kernel's entry, for a debugger that somebody else starts */
    unsigned gdb_port;
    bool stops_in_loader;              /* gdb: with the loader's symbols, before its first step                */
    const char *launch_json_path;      /* gdb: writes that file in place of booting; NULL: none                */
    const char *extra[QEMU_EXTRA_MAX]; /* from behind `--': for QEMU, or for gdb */
    size_t extra_count;
};

/* Complete, defaults filled in. These do not return after --help or an error of usage. */
void run_options_parse(int argc, char **argv, struct run_options *options);
void gdb_options_parse(int argc, char **argv, struct run_options *options);

/* What is to be booted. As boot_source_open; what is open can be booted. */
enum outcome run_source_open(const struct run_options *options, struct boot_source *source);

/* The machine that they mean, from that source. */
struct qemu_machine run_machine_of(const struct run_options *options, const struct boot_source *source);

#endif

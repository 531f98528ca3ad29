/* The machine that `lintel check` describes: what the loader would meet there, and the loader's own steps run on it. */
#ifndef TOOLS_CHECK_DESCRIBED_MACHINE_H
#define TOOLS_CHECK_DESCRIBED_MACHINE_H
#include "common/base/reader.h"
#include "common/cpu/features.h"
#include "common/memory/map.h"
#include "common/steps/steps.h"

struct machine_file {
    const char *path; /* on the boot volume                                   */
    const char *name; /* for errors: what the user calls it                   */
    struct bytes content;
    bool is_loaded_only; /* nobody looks at its bytes: they need not be copied */
};

struct machine {
    u32 door; /* DOOR_ */
    struct cpu_features cpu;
    u32 width_px, height_px; /* 0: no display             */
    bool is_quiet;           /* no warnings               */
    struct memory_map map;   /* as the firmware gives it  */

    /* The boot volume: files by name, or a disk with a volume on it. */
    const struct machine_file *files;
    size_t file_count;
    struct bytes disk; /* empty: files */
    u32 sector_bytes;
};

/* The map of a machine with so much memory, as QEMU's q35 gives it by SeaBIOS and by OVMF. Made with malloc; machine_map_free. */
struct error machine_map_of_size(u64 memory_bytes, u32 door, struct memory_map *map);

/* Adds what each door takes from the kernel, whatever the firmware says. */
struct error machine_map_finish(u32 door, struct memory_map *map);

struct error machine_map_make(u64 capacity, struct memory_map *map);
void machine_map_free(struct memory_map *map);

/* The loader's steps from the volume to boot_info; `b` has what they found out, until described_machine_end. Warnings of the
 * loader go to standard error. What the loader would refuse is the error; ERR_HOST_MACHINE if this host cannot play such a
 * machine. */
struct error described_machine_boot(const struct machine *machine, struct boot *b);
void described_machine_end(void);

#endif

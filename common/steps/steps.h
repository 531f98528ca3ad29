/* The chapters of boot.c, and what they hand on to each other. */
#ifndef COMMON_STEPS_STEPS_H
#define COMMON_STEPS_STEPS_H
#include "common/base/error.h"
#include "common/base/reader.h"
#include "common/clock/tsc.h"
#include "common/cpu/features.h"
#include "common/elf/elf.h"
#include "common/info/block.h"
#include "common/memory/layout.h"
#include "common/memory/page_tables.h"
#include "common/platform.h"
#include "common/resident/facts.h"
#include "common/resident/resident.h"
#include "config/config.h"
#include "config/manifest.h"

#define BOOT_STAMPS (STAMP_KERNEL + 1)
/* Clusters, framebuffer, ramdisk, modules, stack, the resident's three, boot_info, page tables. */
#define BOOT_CLAIMS (ELF_SEGMENTS_MAX + 9)

/* See load_bytes. */
struct load_progress {
    u64 loaded_bytes, total_bytes;
    u64 step_bytes, next_bytes; /* at most so many a read; how many are there when the line is drawn next */
};

struct boot {
    u64 stamps[BOOT_STAMPS]; /* time stamp counter at each enum boot_stamp */
    struct cpu_features cpu;

    struct boot_volume volume;
    struct manifest manifest;
    struct reader kernel_file;
    struct elf_facts kernel;
    struct elf_symbols symbols;
    struct elf_sections sections;
    struct elf_run runs[ELF_RUNS_MAX];
    u64 run_count;
    struct boot_config config;
    struct boot_framebuffer framebuffer; /* width_px 0: none */

    struct memory_map memory;                 /* clean, as it was before the kernel was loaded */
    u64 raw_region_count;                     /* what the firmware's map had then              */
    struct memory_region claims[BOOT_CLAIMS]; /* what we allocated and what outlives us        */
    u64 claim_count;
    struct placed clusters[ELF_SEGMENTS_MAX];
    struct placed stack, boot_info, ramdisk, modules, resident_text, resident_data, resident_facts;

    char wish[CONFIG_BITS_TEXT_BYTES]; /* what the kernel asked for and does not get: for an error about it */

    struct placed crossing; /* a page to change the number of levels of page tables in; bytes 0: they stay as many */

    u8 kernel_seed[64]; /* boot_info.random_seed */
    u64 seed;           /* of the plan, if the configuration wants ASLR */
    struct layout layout;
    struct load_progress load;
    struct page_tables tables, way_over, way_to_crossing;
    struct memory_map final_memory; /* raw */
    bool firmware_left;
    struct tsc_frequency tsc;
    struct tsc_measurement tsc_measurement;
    struct resident_plan resident;
};

/* As a person calls what the loader was started by. */
const char *door_name(void);

struct error open_volume(struct boot *b);
struct error read_manifest(struct boot *b);
struct error read_kernel(struct boot *b);
struct error read_config(struct boot *b);
struct error start_screen(struct boot *b);
struct error place_memory(struct boot *b);
struct error plan_layout(struct boot *b);
struct error load_files(struct boot *b);
struct error map_layout(struct boot *b);
struct error leave_firmware(struct boot *b);
struct error write_boot_info(struct boot *b);
_Noreturn void enter_kernel(struct boot *b);

/* The chapters from the first to write_boot_info, in boot.c: what a boot is until it cannot be undone. */
struct error boot_steps(struct boot *b);

/* The one place that gives up: says what happened on every sink, and on a page of its own on the screen; stops. */
_Noreturn void give_up(struct boot *b, struct error error);

/* Shared by the steps: pages that outlive the loader, entered into the claims as `kind`. */
struct error claim_pages(struct boot *b, u64 bytes, u64 align_bytes, u32 kind, const char *purpose, struct placed *placed);

/* Pages for the loader's own use; they are usable memory again for the kernel. */
struct error scratch_pages(u64 bytes, const char *purpose, struct placed *placed);

/* The same, for what 32-bit code must reach. ERR_LEVELS_CHANGE if there is nothing left below 4 GiB. */
struct error low_scratch_pages(const struct boot *b, u64 bytes, struct placed *placed);

/* b->seed and b->kernel_seed. Whoever reads the memory that the loader leaves behind must find neither, nor what they are made
 * of: forgotten once boot_info has the kernel's. */
void draw_seeds(struct boot *b);
void forget_seeds(struct boot *b);

/* The page that jumps to the resident: leap's, or the one where the levels change. */
u64 last_page_phys(const struct boot *b);

struct memory_map boot_claims(struct boot *b);

/* The resident: its pages, and what it must know of the kernel. */
struct error place_resident(struct boot *b);
void install_resident(struct boot *b);

/* The kernel's symbols and the names of its sections lie at the end of the resident's facts, whose size must count them. */
void find_symbols(struct boot *b);
u64 symbols_bytes(const struct boot *b);
struct error load_symbols(struct boot *b);
void write_symbols(const struct boot *b, struct boot_info *info);
void tell_resident_symbols(const struct boot *b, struct resident_facts *facts);

/* The time stamp counter's frequency: begun once the memory map says where the firmware's timer is described. */
void start_clock(struct boot *b);
void stop_clock(struct boot *b);

/* Interrupt controllers as the contract has them, once the firmware is left. */
void silence_interrupts(const struct boot *b);

/* Opens a file of the manifest; reads it to where there is room for the bytes that the manifest says. ERR_FILE_SIZE if it has not
 * as many, which a volume may say no sooner than when it is read. */
struct error open_listed(const struct manifest_file *listed, struct reader *file);
struct error read_listed(const struct manifest_file *listed, struct reader *file, u8 *memory);

/* If the manifest wants digests verified: ERR_FILE_DIGEST if these are not the bytes that it means. */
struct error check_digest(const struct boot *b, const struct manifest_file *listed, struct bytes content);

/* Reads to where the bytes will live, in few large pieces. If the whole of what is loaded takes long, a line on the screen tells
 * how far it is: start_progress counts what there is to load. */
void start_progress(struct boot *b);
struct error load_bytes(struct boot *b, struct reader *file, u64 offset, u8 *destination, u64 len);
void count_loaded(struct boot *b, u64 bytes); /* of what was read in one piece */

/* Ramdisk and modules, a part of three chapters: place_memory, load_files, write_boot_info. */
struct error place_files(struct boot *b);
struct error load_listed(struct boot *b);
void write_files(const struct boot *b, struct info_block *block, struct boot_info *info);
u64 files_info_bytes(const struct boot *b); /* what write_files takes of the block */

/* How large the block of boot_info and of all that its pointers reach must be: known before the firmware is left, with room for a
 * memory map that grows until then. */
u64 boot_info_bytes(const struct boot *b);

#endif

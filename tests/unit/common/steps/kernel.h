/* A kernel for the machine made of memory, and what it would find there. */
#ifndef TESTS_UNIT_COMMON_STEPS_KERNEL_H
#define TESTS_UNIT_COMMON_STEPS_KERNEL_H
#include "include/lintel/config.h"
#include "tests/host/machine.h"
#include "tests/unit/common/elf/builder.h"

#define RAMDISK_BYTES 5000

/* The files of the machine, in this order: kernel, manifest, ramdisk. */
extern struct test_elf elf;
extern char manifest[2048];
extern u8 ramdisk[RAMDISK_BYTES];

#define CONFIG_OFFSET 0x2000 /* the kernel's rodata segment starts with it */

struct boot_config default_wishes(void);

/* A machine with a kernel that wishes so; `more` are lines for its manifest. */
void add_files(const struct boot_config *config, const char *more);

/* Where the kernel's tables lead, by an own walk. */
void *kernel_sees(u64 virt);

/* Boots; another end than the kernel fails the test. */
const struct boot_info *boot_to_kernel(void);

/* Boots; the loader must stop and say this, with a hint. */
void assert_stopped(const char *text);

#endif

/* The modules of a row that has some: the harness writes them, the kernel judges what it gets. */
#ifndef TESTS_BOOT_MODULES_H
#define TESTS_BOOT_MODULES_H
#include "pattern.h"

/* Each has a part of the pattern of its own. The digest's first eight bytes were computed by sha256sum. */
struct test_module {
    const char *name;
    uint64_t bytes;
    uint64_t digest_start; /* as a number, its first digits in front */
};

/* The first has large leaves, the last an end inside a sector. */
#define TEST_MODULES                                                                                                             \
    {                                                                                                                            \
        { "first", 3 * 1024 * 1024, 0x4a75fb6b7fccda32 }, { "nothing.conf", 0, 0xe3b0c44298fc1c14 },                             \
            { "the_last-one+x", 5003, 0x068a644acdb42f70 },                                                                      \
    }
#define TEST_MODULE_COUNT 3

/* And the ramdisk beside them. The fields of a row, for kernels/contract.c. */
#define CONTRACT_RAMDISK_BYTES 5000
#define CONTRACT               .kernel = "test-contract-high", .modules = true, .ramdisk_bytes = CONTRACT_RAMDISK_BYTES

static inline uint64_t module_pattern_start(uint64_t index)
{
    return (index + 1) << 32;
}

#endif

/* A firmware for tests: its tables, with functions that do as the test says and note that they were called. */
#ifndef TESTS_UNIT_UEFI_FAKE_FIRMWARE_H
#define TESTS_UNIT_UEFI_FAKE_FIRMWARE_H
#include "uefi/firmware.h"

struct fake_range {
    u64 start_phys, end_phys;
};

struct fake_protocol {
    efi_handle handle;
    struct efi_guid guid;
    void *interface;
};

struct fake_firmware {
    char trace[256]; /* a letter a call: A allocates pages, F frees them, M maps, X exits, L locates handles, P frees a pool
                        buffer */

    /* Pages: either host memory, or addresses out of these ranges, highest first, which nobody may touch. */
    bool gives_host_memory;
    struct fake_range free[3];
    efi_status allocate_status; /* not 0: what every allocation answers */
    u64 held_pages;             /* taken and not given back */

    /* The memory map: `map_count` descriptors, more by `map_growth` after each call. */
    u64 map_count, map_growth, descriptor_bytes;
    u64 key;
    unsigned exit_refusals; /* how often ExitBootServices still refuses */

    struct fake_protocol protocols[8];
    efi_handle disk; /* what every device path without a partition leads to; NULL: nothing */
    efi_handle displays[4];
    u64 display_count;
};

extern struct fake_firmware fake;

/* A firmware without memory, protocols and displays; `firmware` points to it. */
void fake_firmware_reset(void);

void fake_protocol_add(efi_handle handle, struct efi_guid guid, void *interface);

#endif

/* What a misbehaving UEFI firmware does wrong: written by a test onto its volume, read by the application that misbehaves. */
#ifndef TESTS_BOOT_BAD_UEFI_MISDEEDS_H
#define TESTS_BOOT_BAD_UEFI_MISDEEDS_H
#include <stdint.h>

/* On the volume: the application takes the loader's place, the loader and this struct lie beside it. */
#define LOADER_PATH_ON_VOLUME   "/EFI/BOOT/BOOTX64.EFI"
#define RENAMED_PATH_ON_VOLUME  "/EFI/BOOT/LOADER.EFI"
#define MISDEEDS_PATH_ON_VOLUME "/EFI/BOOT/MISDEEDS"

#define MISDEED_FOR_EVER 0xffffffff
#define LARGE_READ_BYTES                                                                                                         \
    (1u << 20) /* only a ramdisk is read with so large a Read; the number of small ones changes with the loader */

/* All zero: a firmware that does everything right. Switches are 0 or 1; calls and reads are counted from 1. */
struct misdeeds {
    uint32_t watches;      /* nothing wrong: the rules that the application judges the loader by are all there is (see calls.h) */
    uint32_t la57;         /* 5-level paging is on when the loader starts; wants a CPU that has it */
    uint32_t failing_call; /* the loader's call of that number into the firmware fails, */
    uint32_t fails_from;   /* and all that follow */

    /* The hand-off, the memory map. */
    uint32_t exit_refusals;    /* how often the key is stale when ExitBootServices sees it */
    uint32_t smashed_stack;    /* the last that it does is to write over the loader's stack */
    uint32_t map_pieces;       /* free memory lies in so many more pieces when the loader starts, */
    uint32_t map_growth;       /* and in so many more before each GetMemoryMap */
    uint32_t descriptor_bytes; /* the distance between two descriptors [the firmware's] */
    uint32_t map_disorder;     /* highest first, one without pages, overlapping ones, one of an unknown type */

    /* Memory. */
    uint32_t low_pages;  /* AllocatePages gives memory below 1 MiB while there is some */
    uint32_t high_pages; /* there is no free memory below 4 GiB */
    uint32_t strict;     /* what it gives for data is not executable */
    uint32_t high_image; /* the loader itself lies above 4 GiB */

    /* Files. */
    uint32_t read_bytes_max;     /* Read gives no more than that at once                                 */
    uint32_t failing_large_read; /* of the Reads of LARGE_READ_BYTES or more, the ramdisk's, that one fails */
    uint32_t empty_large_read;   /* or gives nothing, as of a file that became shorter                   */

    /* The display. */
    uint32_t no_display;        /* no handle has the Graphics Output Protocol */
    uint32_t no_console_gop;    /* the console's handle has none, */
    uint32_t copying_console;   /* or one that can only copy blocks */
    uint32_t copying_displays;  /* and so have all others */
    uint32_t sleeping;          /* QueryMode is `not started` until a mode was set, */
    uint32_t no_mode;           /* and `Mode` NULL until then */
    uint32_t query_pitch;       /* QueryMode says this many pixels a line [the truth] */
    uint32_t bit_masks;         /* the pixels' format is given as masks */
    uint32_t framebuffer_bytes; /* FrameBufferSize [the truth] */
    uint32_t mode_refusals;     /* so many times SetMode fails */

    /* Not wrong: a generator of random numbers gives the bytes of chance.h [the firmware's, if it has one]; or fails, after it
     * gave them. */
    uint32_t generator, generator_fails;

    /* Not wrong either: an EDID of up to 256 bytes, discovered and active [none]. */
    uint32_t edid_discovered_bytes, edid_active_bytes;
};

#endif

/* BIOSes that misbehave, as docs/firmware.md lists them: a boot, or a numbered error. */
#include "tests/boot/bad_bios_maps.h"
#include "tests/boot/image.h"

#define BAD(...)            .bad_bios = { .is_used = true, .config = { __VA_ARGS__ } }
#define BIOS_ROW(name, ...) BOOT_TEST(name##_bios, .door = DOOR_BIOS, __VA_ARGS__)
#define BASIC               .kernel = "test-basic-high"
#define HELLO(framebuffer)  .kernel = "hello", .serial = { "framebuffer:  " framebuffer }
#define RAMDISK             .kernel = "test-ramdisk-high", .ramdisk_bytes = (16ull << 20) + 803 /* as in kernels/ramdisk.c */
#define REFUSED(...)        .status = STATUS_REFUSED, .serial = { __VA_ARGS__, "hint: " }

/* The boot sector has a number and a value only, and halts. */
#define BOOT_SECTOR_SAYS(text) .screen = SCREEN_VGA, .serial = { "Lintel error " text }

/* Entry: CS:IP, segments, stack, DF, registers and the BPB are bad in every row here. */
BIOS_ROW(bad_bios_starts_with_garbage, BASIC, .bad_bios = { .is_used = true, .only_starts_badly = true })
BIOS_ROW(bad_bios_clobbers_what_it_can, RAMDISK, BAD(.quirks = BAD_CLOBBER))
BIOS_ROW(bad_bios_gives_another_drive, BASIC, BAD(.drive_bits = 0x01), BOOT_SECTOR_SAYS("L103: try another disk, 0x00000081"))
BIOS_ROW(bad_bios_gives_the_floppy_drive, BASIC, BAD(.drive_bits = 0x80), BOOT_SECTOR_SAYS("L103: try another disk, 0x00000000"))

/* int 13h */
BIOS_ROW(bad_bios_without_extensions, BASIC, BAD(.quirks = BAD_NO_EXTENSIONS),
         BOOT_SECTOR_SAYS("L103: try another disk, 0x00000080"))
BIOS_ROW(bad_bios_without_signature, BASIC, BAD(.quirks = BAD_NO_SIGNATURE), BOOT_SECTOR_SAYS("L103: "))
BIOS_ROW(bad_bios_without_packet_calls, BASIC, BAD(.quirks = BAD_NO_PACKETS), BOOT_SECTOR_SAYS("L103: "))
BIOS_ROW(bad_bios_reads_64_sectors_at_most, RAMDISK, BAD(.read_sectors_max = 64))
BIOS_ROW(bad_bios_reads_one_sector_at_most, BASIC, BAD(.read_sectors_max = 1))
BIOS_ROW(bad_bios_reads_at_the_third_try, BASIC, BAD(.read_failures = 2))
BIOS_ROW(bad_bios_reads_nothing, BASIC, BAD(.dead_lba = 1), BOOT_SECTOR_SAYS("L104: try another disk, 0x00000001"))
BIOS_ROW(bad_bios_reads_nothing_and_clobbers, BASIC, BAD(.dead_lba = 1, .quirks = BAD_CLOBBER),
         BOOT_SECTOR_SAYS("L104: try another disk, 0x00000001"))
BIOS_ROW(bad_bios_reads_no_volume, BASIC, BAD(.dead_lba = 2048), REFUSED("error L201: the boot disk cannot be read at sector "))
BIOS_ROW(bad_bios_reads_an_end_that_is_not_there, RAMDISK, BAD(.quirks = BAD_SECTOR_COUNT_ALL),
         .damage = image_end_with_the_last_file)
BIOS_ROW(bad_bios_without_parameters, BASIC, BAD(.quirks = BAD_PARAMETERS_FAIL))
BIOS_ROW(bad_bios_with_empty_parameters, BASIC, BAD(.quirks = BAD_PARAMETERS_EMPTY))
BIOS_ROW(bad_bios_says_sectors_of_no_bytes, BASIC, BAD(.quirks = BAD_SECTOR_SIZE_0 | BAD_SECTOR_COUNT_0))
BIOS_ROW(bad_bios_says_a_disk_without_end, RAMDISK, BAD(.quirks = BAD_SECTOR_COUNT_ALL))

/* int 15h, int 12h. Of the lines that the kernel prints: kind 0 is reserved, 1 usable, 5 bad memory. */
#define MEMORY              .kernel = "test-memory-high", .ramdisk_bytes = 100000
#define MAP(function, bits) .bad_bios = { .is_used = true, .memory_map = (function), .config = { .quirks = (bits) } }
#define USABLE_TO_THE_SHIM  "0x1000 bytes 0x99000 kind 0x1 "
BIOS_ROW(bad_bios_gives_300_entries, MEMORY, MAP(map_of_300_entries, 0),
         .serial = { USABLE_TO_THE_SHIM, "0x17f000 bytes 0x1000 kind 0x0 ", "0x4bff000 bytes 0x1000 kind 0x0 " })
BIOS_ROW(bad_bios_gives_entries_in_disorder, MEMORY, MAP(map_in_disorder, 0),
         .serial = { USABLE_TO_THE_SHIM,
                     "0x9a000 bytes 0x5000 kind 0x0 firmware type 0x0\n0x9f000 bytes 0x1000 kind 0x0 firmware type 0x2\n"
                     "0xa0000 bytes 0x50000 kind 0x0 firmware type 0x0\n",
                     "\n0x5000000 bytes 0x3000 kind 0x0 ", "0x5100000 bytes 0x1000 kind 0x0 ", "0x5200000 bytes 0x2000 kind 0x0 ",
                     "0x5300000 bytes 0x1000 kind " })
BIOS_ROW(bad_bios_gives_entries_of_20_bytes, MEMORY, MAP(map_plain, BAD_MAP_20_BYTES))
BIOS_ROW(bad_bios_gives_entries_half_filled, MEMORY, MAP(map_plain, BAD_MAP_UNWRITTEN))
BIOS_ROW(bad_bios_ends_its_map_by_carry, MEMORY, MAP(map_plain, BAD_MAP_ENDS_BY_CARRY))
BIOS_ROW(bad_bios_begins_its_map_again, MEMORY, MAP(map_plain, BAD_MAP_BEGINS_AGAIN))
BIOS_ROW(bad_bios_without_map, BASIC, BAD(.quirks = BAD_MAP_FAILS),
         REFUSED("error L106: the BIOS gives no memory map (int 15h E820h, status 0x86)"))
BIOS_ROW(bad_bios_gives_no_usable_memory, BASIC, MAP(map_without_memory, 0), REFUSED("error L501:"))
BIOS_ROW(bad_bios_keeps_low_memory, BASIC,
         .bad_bios = { .is_used = true, .only_starts_badly = true, .config = { .low_memory_kib = 400 } },
         REFUSED("error L501:", "the loader, below 640 KiB"))
BIOS_ROW(bad_bios_leaves_a20_closed, BASIC, BAD(.quirks = BAD_A20_CLOSED))
BIOS_ROW(bad_bios_leaves_a20_closed_without_8042, BASIC, BAD(.quirks = BAD_A20_CLOSED | BAD_NO_8042))
BIOS_ROW(bad_bios_keeps_a20_closed, BASIC, BAD(.quirks = BAD_A20_CLOSED | BAD_A20_STAYS_CLOSED), .screen = SCREEN_VGA,
         .serial = { "error L102: address line A20 cannot be opened (port 92h reads 0x", "hint: " })

/* int 10h. The machine's own mode is the EDID's, 1280 x 800. */
BIOS_ROW(bad_bios_without_vbe, BAD(.quirks = BAD_NO_VBE), HELLO("none"))
BIOS_ROW(bad_bios_with_vbe_2, BAD(.quirks = BAD_VBE_2), HELLO("1280 x 800, 32 bits"))
BIOS_ROW(bad_bios_keeps_modes_in_the_block, BAD(.quirks = BAD_LIST_IN_BLOCK), HELLO("1280 x 800, 32 bits"))
BIOS_ROW(bad_bios_fails_to_tell_modes, BAD(.quirks = BAD_MODE_INFO_STATUS), HELLO("1280 x 800, 24 bits"))
BIOS_ROW(bad_bios_says_pitch_0, BAD(.quirks = BAD_PITCH_0), HELLO("1280 x 800, 24 bits"))
BIOS_ROW(bad_bios_refuses_a_mode, BAD(.mode_failures = 1), HELLO("1280 x 720, 32 bits"))
BIOS_ROW(bad_bios_refuses_all_modes, BAD(.mode_failures = UINT16_MAX), HELLO("none"))
BIOS_ROW(bad_bios_without_linear_modes, BAD(.quirks = BAD_NO_LINEAR), HELLO("none"))
BIOS_ROW(bad_bios_with_damaged_edid, BAD(.quirks = BAD_EDID_CHECKSUM), HELLO("1280 x 720, 32 bits"))
BIOS_ROW(bad_bios_with_zeros_for_edid, BAD(.quirks = BAD_EDID_ZEROS), HELLO("1280 x 720, 32 bits"))
BIOS_ROW(bad_bios_with_edid_without_timing, BAD(.quirks = BAD_EDID_NO_TIMING), HELLO("1280 x 720, 32 bits"))
BIOS_ROW(bad_bios_without_the_required_display, .kernel = "hello", .build_options = { "--set", "framebuffer_required=on" },
         BAD(.mode_failures = UINT16_MAX), REFUSED("error L505:"))

/* A call overwrites the loader: one of the 260 that read the ramdisk, or one before there is a screen. */
#define READS_THE_RAMDISK      200
#define COMES_BEFORE_A_SCREEN  30
#define OVERWRITES(call, what) BAD(.failing_call = (call), .quirks = BAD_OVERWRITES_##what)
#define FAULT_13               "error L109: the loader itself failed: CPU exception 13 (general protection) at 0x", "hint: "
BIOS_ROW(bad_bios_overwrites_the_stack, RAMDISK, OVERWRITES(READS_THE_RAMDISK, STACK), .status = STATUS_FAULT,
         .serial = { FAULT_13, "vector 13, error code 0x0, rip 0x" })
BIOS_ROW(bad_bios_overwrites_rsp, RAMDISK, OVERWRITES(READS_THE_RAMDISK, RSP), .status = STATUS_FAULT,
         .serial = { FAULT_13, ", rsp 0xdeaddeaddeaddead, " })
BIOS_ROW(bad_bios_overwrites_the_stack_under_a_picture, RAMDISK, OVERWRITES(READS_THE_RAMDISK, STACK), .screen = SCREEN_REFUSAL,
         .serial = { FAULT_13 }, .shown = { "error: vector 13, error code 0x0, rip 0x" })
BIOS_ROW(bad_bios_overwrites_the_stack_in_text_mode, RAMDISK, OVERWRITES(COMES_BEFORE_A_SCREEN, STACK), .screen = SCREEN_VGA,
         .serial = { FAULT_13 })

/* No UART: the loader's lines are on the debugging port, and the boot sector's on the screen. */
BOOT_TEST_ON_BOTH_DOORS(boots_without_uart, BASIC, .no_uart = true, .cold = true, .serial = { "entering the kernel" })
BOOT_TEST_ON_BOTH_DOORS(refuses_without_uart, .kernel = "test-greedy-high", .no_uart = true, .cold = true, REFUSED("error L502:"))
BIOS_ROW(boot_sector_refuses_without_uart, BASIC, .no_uart = true, .damage = image_damage_stage2, BOOT_SECTOR_SAYS("L105: "))

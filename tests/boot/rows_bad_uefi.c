/* UEFI firmware that misbehaves, by the application of bad_uefi/: a boot or a numbered error, never a hang. */
#include "tests/boot/row.h"

#define UEFI_ROW(name, ...) BOOT_TEST(name##_uefi, .door = DOOR_UEFI, __VA_ARGS__)
#define BAD(misdeed, value) .bad_uefi.misdeed = (value)
#define BASIC               .kernel = "test-basic-high"
#define MEMORY              .kernel = "test-memory-high", .ramdisk_bytes = 100000
#define HELLO               .kernel = "hello"
#define REFUSED(...)        .status = STATUS_REFUSED, .serial = { __VA_ARGS__, "hint: " }

/* The firmware is at no fault; the application judges the loader: watchdog off, memory of the right type, nothing freed twice. */
UEFI_ROW(keeps_the_firmwares_rules, MEMORY, BAD(watches, 1))

/* ExitBootServices. */
UEFI_ROW(leaves_at_the_second_attempt, BASIC, BAD(exit_refusals, 1))
UEFI_ROW(leaves_at_the_third_attempt, BASIC, BAD(exit_refusals, 2))
UEFI_ROW(leaves_at_the_sixth_attempt_with_a_growing_map, MEMORY, BAD(exit_refusals, 5), BAD(map_growth, 100))
UEFI_ROW(refuses_a_firmware_that_cannot_be_left, BASIC, BAD(exit_refusals, MISDEED_FOR_EVER), REFUSED("error L601:"))
UEFI_ROW(shows_that_the_firmware_cannot_be_left, BASIC, BAD(exit_refusals, MISDEED_FOR_EVER), .screen = SCREEN_REFUSAL,
         .serial = { "error L601:", "hint: " })
UEFI_ROW(reports_a_fault_after_the_firmware_was_left, BASIC, BAD(smashed_stack, 1), .status = STATUS_FAULT,
         .serial = { "error: vector ", "error L109: the loader itself failed: CPU exception ", "hint: " })

/* The memory map. */
UEFI_ROW(memory_map_of_hundreds_of_pieces, MEMORY, BAD(map_pieces, 600))
UEFI_ROW(memory_map_that_grows, MEMORY, BAD(map_growth, 300))
UEFI_ROW(memory_map_of_narrow_descriptors, MEMORY, BAD(descriptor_bytes, 40))
UEFI_ROW(memory_map_of_wide_descriptors, MEMORY, BAD(descriptor_bytes, 64))
UEFI_ROW(memory_map_in_disorder, MEMORY, BAD(map_disorder, 1))
UEFI_ROW(memory_map_with_everything, MEMORY, BAD(map_disorder, 1), BAD(descriptor_bytes, 72), BAD(map_pieces, 200),
         BAD(map_growth, 150), BAD(exit_refusals, 2))

/* Pages. */
#define SIX_GIB .memory_mib = 6144
UEFI_ROW(pages_below_1_mib, MEMORY, BAD(low_pages, 1))
UEFI_ROW(pages_above_4_gib_only, MEMORY, BAD(high_pages, 1), SIX_GIB)
UEFI_ROW(loader_above_4_gib, MEMORY, BAD(high_image, 1), SIX_GIB)
UEFI_ROW(loader_and_pages_above_4_gib, MEMORY, BAD(high_image, 1), BAD(high_pages, 1), SIX_GIB)
UEFI_ROW(pages_that_are_not_executable, MEMORY, BAD(strict, 1))

/* From some call on, nothing works any more: before the volume, before the files, before the map. */
#define NOTHING_FROM(call) BAD(no_display, 1), BAD(failing_call, call), BAD(fails_from, 1)
UEFI_ROW(refuses_a_firmware_where_nothing_works, MEMORY, NOTHING_FROM(1), REFUSED("call 2 fails", "error L107:"))
UEFI_ROW(refuses_a_firmware_that_stops_at_the_manifest, MEMORY, NOTHING_FROM(8),
         REFUSED("call 9 fails", "error L210: /boot/lintel.manifest"))
UEFI_ROW(refuses_a_firmware_that_stops_at_the_map, MEMORY, NOTHING_FROM(26), REFUSED("call 27 fails", "error L108:"))

/* Files. */
#define RAMDISK .kernel = "test-ramdisk-high", .ramdisk_bytes = (16ull << 20) + 803 /* as in kernels/ramdisk.c */
UEFI_ROW(reads_that_are_short, RAMDISK, BAD(read_bytes_max, 65521))
UEFI_ROW(refuses_a_file_that_cannot_be_read, RAMDISK, BAD(failing_large_read, 1), REFUSED("error L210: /boot/ramdisk"))
UEFI_ROW(refuses_a_file_that_became_shorter, RAMDISK, BAD(empty_large_read, 1), REFUSED("error L202: /boot/ramdisk"))

/* A generator of random numbers. What it gives is mixed into the seeds and left nowhere. */
#define SECRETS .kernel = "test-secrets-high", .serial = { "misbehaving firmware: the loader took 32 random bytes" }
UEFI_ROW(generator_whose_bytes_stand_nowhere, SECRETS, BAD(generator, 1))
UEFI_ROW(generator_that_fails, SECRETS, BAD(generator, 1), BAD(generator_fails, 1))

/* Displays. */
#define FRAMEBUFFER .serial = { "with framebuffer" }
UEFI_ROW(display_that_the_console_does_not_know, BASIC, BAD(no_console_gop, 1), FRAMEBUFFER)
UEFI_ROW(display_beside_a_console_that_only_copies, BASIC, BAD(copying_console, 1), FRAMEBUFFER)
UEFI_ROW(display_that_only_copies, BASIC, BAD(copying_console, 1), BAD(copying_displays, 1), .serial = { "without framebuffer" })
UEFI_ROW(display_that_was_not_started, BASIC, BAD(sleeping, 1), FRAMEBUFFER)
UEFI_ROW(display_without_mode, BASIC, BAD(no_mode, 1), FRAMEBUFFER)
UEFI_ROW(display_that_is_wrong_about_its_pitch, BASIC, BAD(query_pitch, 100), FRAMEBUFFER)
UEFI_ROW(display_with_bit_masks, BASIC, BAD(bit_masks, 1), FRAMEBUFFER)
UEFI_ROW(display_that_says_too_few_bytes, BASIC, BAD(framebuffer_bytes, 4096), FRAMEBUFFER)
UEFI_ROW(display_that_says_too_many_bytes, BASIC, BAD(framebuffer_bytes, 0xfffff000), FRAMEBUFFER)
UEFI_ROW(display_that_refuses_two_modes, HELLO, BAD(mode_refusals, 2), .build_options = { "--set", "framebuffer_min_width=1440" },
         .serial = { "framebuffer:  1680 x 1050, 32 bits" })
UEFI_ROW(no_display_at_all, BASIC, BAD(no_display, 1), .serial = { "without framebuffer" })
UEFI_ROW(refuses_a_machine_without_the_display_that_is_required, BASIC, BAD(no_display, 1),
         .build_options = { "--set", "framebuffer_required=on" }, REFUSED("error L505:"))

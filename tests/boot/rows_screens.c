/* Screens: what they show, from the smallest display to the largest, read glyph by glyph. */
#include "tests/boot/image.h"

#define SMALL  .display = "xres=640,yres=480"
#define MIDDLE .display = "xres=1920,yres=1080"
#define SEEN   .screen = SCREEN_TEXTS
#define QUIET  .kernel = "test-quiet-high", SEEN

/* A start: the loader's name and the door, the kernel, nothing else. */
#define STARTS(more) .serial = { "kernel /boot/kernel.elf: ", "entering the kernel", more }
BOOT_TEST(shows_a_quiet_start_bios, .door = DOOR_BIOS, QUIET, STARTS(" on BIOS"))
BOOT_TEST(shows_a_quiet_start_uefi, .door = DOOR_UEFI, QUIET, .cold = true, STARTS(" on UEFI"))
BOOT_TEST_ON_BOTH_DOORS(shows_a_quiet_start_on_a_small_screen, QUIET, SMALL, STARTS("Lintel "))
BOOT_TEST_ON_BOTH_DOORS(shows_a_quiet_start_on_a_4k_screen, QUIET, .cold = true, .display = "xres=3840,yres=2160",
                        .build_options = { "--set", "framebuffer_min_width=3840" }, STARTS("Lintel "))
BOOT_TEST_ON_BOTH_DOORS(shows_the_plan_if_log_level_is_debug, QUIET, SMALL, .build_options = { "--set", "log_level=debug" },
                        .serial = { "map 0xffffffff80000000 -> ", ": the kernel's stack", "entering the kernel" })
BOOT_TEST_ON_BOTH_DOORS(shows_a_warning, QUIET, .damage = image_remove_manifest,
                        STARTS("warning: /boot/lintel.manifest is missing: booting /boot/kernel.elf without ramdisk and"))

/* A long load, seen while it goes on: on the screen only. */
BOOT_TEST_ON_BOTH_DOORS(shows_how_far_a_long_load_is, QUIET, .cold = true, .blank_ramdisk_bytes = 32 << 20, .disk_mib_s = 8,
                        .serial = { "ramdisk /boot/ramdisk: 32 MiB" }, .shown = { "loading ", " of 32 MiB" })

/* The sample kernel, which says the same on the serial line. */
#define HELLO(size)                                                                                                              \
    .kernel = "hello", SEEN, .serial = { "Hello from a kernel that Lintel ", "command line: \"\"", " MiB usable, ", size, "none" }
BOOT_TEST_ON_BOTH_DOORS(shows_hello_on_a_small_screen, HELLO("640 x 480, "), SMALL)
BOOT_TEST_ON_BOTH_DOORS(shows_hello_on_a_full_hd_screen, HELLO("1920 x 1080, "), MIDDLE)

/* A refusal, in the words of the serial line. */
#define REFUSED .kernel = "test-greedy-high", .screen = SCREEN_REFUSAL, .serial = { "error L502:", "hint: " }
BOOT_TEST_ON_BOTH_DOORS(shows_a_refusal_on_a_small_screen, REFUSED, SMALL)
BOOT_TEST_ON_BOTH_DOORS(shows_a_refusal_on_a_full_hd_screen, REFUSED, MIDDLE)
BOOT_TEST_ON_BOTH_DOORS(shows_a_refusal_with_the_log_before_it, .kernel = "test-basic-high", .ramdisk_bytes = 5000,
                        .build_options = { "--verify" }, .damage = image_flip_ramdisk, .screen = SCREEN_REFUSAL,
                        .serial = { "error L218: /boot/ramdisk ", "hint: " },
                        .shown = { "every file is checked against its digest", "ramdisk /boot/ramdisk: 5000 bytes" })

/* A fault of the kernel, likewise. */
#define FAULT                                                                                                                    \
    .kernel = "test-faults-high", SEEN, .build_options = { "--cmdline", "write text" },                                          \
    .serial = { "the kernel caused CPU exception 14 (#PF, page fault) at 0x",                                                    \
                " write_at+0x",                                                                                                  \
                " kernel_main+0x",                                                                                               \
                "hint: `addr2line -fe KERNEL 0x",                                                                                \
                "rflags 0000",                                                                                                   \
                "it wrote to 0xffffffff80000000, which is read-only: the kernel, section .text" }
BOOT_TEST_ON_BOTH_DOORS(shows_a_fault_on_a_small_screen, FAULT, SMALL)
BOOT_TEST_ON_BOTH_DOORS(shows_a_fault_on_a_full_hd_screen, FAULT, MIDDLE)

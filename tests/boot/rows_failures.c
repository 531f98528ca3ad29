/* What goes wrong must say so: by number and hint on the serial line, and on the screen. */
#include "tests/boot/image.h"

#define REFUSED(number) .status = STATUS_REFUSED, .serial = { "error L" #number ":", "hint: " }

/* The volume. */
#define FORETOLD .kernel = "test-basic-high", .verdict = VERDICT_AGREES
BOOT_TEST_ON_BOTH_DOORS(refuses_a_missing_kernel, FORETOLD, .damage = image_remove_kernel, REFUSED(209))
BOOT_TEST_ON_BOTH_DOORS(refuses_a_kernel_cut_short, FORETOLD, .damage = image_cut_kernel, REFUSED(211))
BOOT_TEST_ON_BOTH_DOORS(boots_without_manifest, FORETOLD, .damage = image_remove_manifest,
                        .serial = { "warning: /boot/lintel.manifest is missing" })

/* The machine. */
BOOT_TEST_ON_BOTH_DOORS(refuses_a_ramdisk_larger_than_memory, .kernel = "test-ramdisk-high", .blank_ramdisk_bytes = 160ull << 20,
                        REFUSED(501))
BOOT_TEST_ON_BOTH_DOORS(refuses_a_missing_ramdisk, .kernel = "test-ramdisk-high", .ramdisk_bytes = 5000,
                        .damage = image_remove_manifest, REFUSED(504))

/* What the kernel requires, and what is there. */
#define REFUSES(text) .status = STATUS_REFUSED, .serial = { text, "hint: " }
BOOT_TEST_ON_BOTH_DOORS(refuses_a_display_that_is_too_small, .kernel = "test-basic-high",
                        .build_options = { "--set", "framebuffer_required=on", "--set", "framebuffer_min_height=20000" },
                        REFUSES("error L505: the kernel requires a framebuffer, and this machine's best one does not satisfy "
                                "framebuffer_min_height = 20000 (it has "))
BOOT_TEST_ON_BOTH_DOORS(
    refuses_a_cpu_wish_of_a_newer_abi, .kernel = "test-basic-high", .damage = image_require_cpu,
    REFUSES("error L406: cpu_required asks for something that boot ABI 1.0 does not know (0x8000000000000000)"))
BOOT_TEST_ON_BOTH_DOORS(refuses_a_cpu_without_what_the_kernel_requires, .kernel = "test-basic-high",
                        .build_options = { "--set", "cpu_required=nx,la57,rdseed" },
                        REFUSES("error L506: the kernel requires CPU features, and this CPU lacks la57,rdseed "
                                "(cpu_required is 0x40028)"))
BOOT_TEST_ON_BOTH_DOORS(
    refuses_a_cpu_below_the_level_that_the_kernel_requires, .kernel = "test-basic-high",
    .build_options = { "--set", "cpu_required=x86-64-v3" },
    REFUSES("error L506: the kernel requires CPU features, and this CPU lacks x86-64-v3 (cpu_required is 0x2)"))
BOOT_TEST_ON_BOTH_DOORS(refuses_a_machine_with_less_than_memory_min_bytes, .kernel = "test-greedy-high",
                        REFUSES(" of usable memory, and the kernel's memory_min_bytes is "))

/* The screen, with the machine left on. */
BOOT_TEST_ON_BOTH_DOORS(shows_a_missing_kernel_on_the_screen, .kernel = "test-basic-high", .damage = image_remove_kernel,
                        .screen = SCREEN_REFUSAL, .serial = { "error L209:", "hint: " })
BOOT_TEST_ON_BOTH_DOORS(shows_a_kernel_cut_short_on_the_screen, .kernel = "test-basic-high", .damage = image_cut_kernel,
                        .screen = SCREEN_REFUSAL, .serial = { "error L211:", "hint: " })
BOOT_TEST_ON_BOTH_DOORS(shows_a_refusal_on_the_screen, .kernel = "test-greedy-high", .screen = SCREEN_REFUSAL,
                        .serial = { "error L502:", "hint: " })
BOOT_TEST(shows_a_cpu_without_long_mode_bios, .door = DOOR_BIOS, .kernel = "test-basic-high", .cpu = "qemu64,-lm",
          .screen = SCREEN_VGA, .serial = { "error L101: this CPU has no 64-bit mode (CPUID leaf 80000001h, edx = 0x", "hint: " })

/* Modules, digests, and a command line as long as one may be. */
#include "tests/boot/image.h"
#include "tests/boot/modules.h"

#define VERIFIED                                                                                                                 \
    .build_options = { "--verify", "--cmdline", "verified" }, .serial = { "every file is checked against its digest" }
#define FORETOLD     .verdict = VERDICT_AGREES
#define VERIFY       .build_options = { "--verify" }
#define HELLO        .kernel = "hello", .modules = true, .ramdisk_bytes = CONTRACT_RAMDISK_BYTES
#define REFUSED(...) .status = STATUS_REFUSED, .serial = { "error L218: " __VA_ARGS__, "hint: " }

BOOT_TEST_ON_BOTH_DOORS(modules_verified, CONTRACT, VERIFIED)
BOOT_TEST(modules_in_dirty_memory_bios, .door = DOOR_BIOS, CONTRACT, .dirty_memory = true, .cold = true)

/* One flipped bit: a kernel's that no segment holds, the ramdisk's last, a module's first. */
BOOT_TEST_ON_BOTH_DOORS(refuses_a_changed_kernel, HELLO, VERIFY, FORETOLD, .damage = image_flip_kernel,
                        REFUSED("/boot/kernel.elf "))
BOOT_TEST_ON_BOTH_DOORS(refuses_a_changed_ramdisk, HELLO, VERIFY, FORETOLD, .damage = image_flip_ramdisk,
                        REFUSED("/boot/ramdisk "))
BOOT_TEST_ON_BOTH_DOORS(refuses_a_changed_module, HELLO, VERIFY, FORETOLD, .damage = image_flip_module,
                        REFUSED("/boot/modules/the_last-one+x "))
BOOT_TEST(boots_with_changed_files_that_nobody_verifies_bios, .door = DOOR_BIOS, HELLO, FORETOLD, .damage = image_flip_all)

BOOT_TEST_ON_BOTH_DOORS(command_line_of_64_kib, .kernel = "test-line-high",
                        .build_options = { "--cmdline-file", "build/boot/command-line" })

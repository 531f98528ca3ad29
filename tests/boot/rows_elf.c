/* Kernel files of unusual shape: what of them boots, and what is refused although `lintel build` was told to let it through. */
#include "tests/boot/image.h"

/* Segments. */
BOOT_TEST(segments_that_share_a_page_bios, .door = DOOR_BIOS, .kernel = "test-segments-split", .dirty_memory = true, .cold = true,
          .serial = { "warning: segments share the page at 0xffffffff8000" })
BOOT_TEST(segments_that_share_a_page_uefi, .door = DOOR_UEFI, .kernel = "test-segments-split",
          .serial = { "warning: segments share the page at 0xffffffff8000" })
BOOT_TEST_ON_BOTH_DOORS(kernel_of_511_mib, .kernel = "test-huge-high", .memory_mib = 1024)
BOOT_TEST_ON_BOTH_DOORS(program_headers_at_the_files_end, .kernel = "test-basic-headers_last")

/* Writable code, and a stack of that kind. */
#define UNLESS_ALLOWED(name, ...)                                                                                                \
    .kernel = name, .build_options = { "--set", "allow_writable_code=on" }, .damage = config_forbid_writable_code,               \
    .verdict = VERDICT_AGREES, .status = STATUS_REFUSED, .serial = { __VA_ARGS__, "hint: " }
BOOT_TEST_ON_BOTH_DOORS(refuses_code_that_shares_a_page_with_data,
                        UNLESS_ALLOWED("test-segments-packed",
                                       "error L314: /boot/kernel.elf: the segment or page at 0xffffffff8000"))
BOOT_TEST_ON_BOTH_DOORS(executable_stack_if_allowed, .kernel = "test-executable_stack-high",
                        .serial = { "warning: the stack is executable" })
BOOT_TEST_ON_BOTH_DOORS(refuses_an_executable_stack,
                        UNLESS_ALLOWED("test-executable_stack-high", "error L320: /boot/kernel.elf asks for an executable stack"))

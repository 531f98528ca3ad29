/* What boot_info says of the firmware, its memory and its display, and what a kernel may do with it. */
#include "tests/boot/row.h"

BOOT_TEST(runtime_services_at_new_addresses_uefi, .door = DOOR_UEFI, .kernel = "test-runtime-high",
          .serial = { "runtime services answer at their new addresses" })

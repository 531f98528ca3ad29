/* UEFI firmware that misbehaves, by the application of bad_uefi/: a boot or a numbered error, never a hang. */
#include "tests/boot/row.h"

#define UEFI_ROW(name, ...) BOOT_TEST(name##_uefi, .door = DOOR_UEFI, __VA_ARGS__)
#define KERNEL              .kernel = "test-basic-high"
#define REFUSED(...)        .status = STATUS_REFUSED, .serial = { __VA_ARGS__, "hint: " }

/* 5-level paging was on before the loader came. */
#define LA57_FIRMWARE .bad_uefi.la57 = 1, .cpu = "qemu64,+la57"
UEFI_ROW(refuses_a_firmware_with_5_level_paging, KERNEL, LA57_FIRMWARE, REFUSED("error L110: the firmware runs with 5-level"))

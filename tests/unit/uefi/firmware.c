/* What the loader was started from, as the firmware tells it. */
#include "uefi/firmware.h"
#include "tests/unit/uefi/fake_firmware.h"
#include <criterion/criterion.h>

Test(uefi_firmware, tells_what_the_loader_was_started_from)
{
    static int device;
    static struct efi_loaded_image image = { .device = &device };
    efi_handle found = NULL;
    fake_firmware_reset();
    cr_assert_eq(firmware_boot_device(&found).code, ERR_UEFI_PROTOCOL);
    fake_protocol_add(firmware.image, (struct efi_guid)EFI_LOADED_IMAGE_GUID, &image);
    cr_assert_eq(firmware_boot_device(&found).code, ERR_NONE);
    cr_assert_eq(found, &device);
}

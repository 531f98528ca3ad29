/* The end of the firmware's boot services. */
#include "uefi/leave.h"
#include "uefi/firmware.h"

/* The firmware's own timer events may change the map between the two calls, and its exit events may do so during the second:
 * then the key is stale and both are made again. Nothing is allocated or printed in between. */
struct error leave_boot_services(struct firmware_map *map)
{
    efi_status status = EFI_SUCCESS;
    for (unsigned attempt = 0; attempt < LEAVE_ATTEMPTS; attempt++) {
        TRY(firmware_map_fetch(map));
        firmware.is_leaving = true;
        status = firmware.boot->exit_boot_services(firmware.image, map->key);
        if (status == EFI_SUCCESS)
            return OK;
    }
    return error_of(ERR_EXIT_BOOT_SERVICES, status);
}

/* Looking up protocols. */
#include "uefi/firmware.h"

struct firmware firmware;

struct error firmware_need(efi_handle handle, const struct efi_guid *protocol, const char *name, void **interface)
{
    if (handle == NULL)
        return error_about(ERR_UEFI_PROTOCOL, name, EFI_INVALID);
    void *found = NULL;
    efi_status status = firmware.boot->handle_protocol(handle, protocol, &found);
    if (status != EFI_SUCCESS || found == NULL)
        return error_about(ERR_UEFI_PROTOCOL, name, status);
    *interface = found;
    return OK;
}

void *firmware_protocol(efi_handle handle, const struct efi_guid *protocol)
{
    void *found = NULL;
    struct error error = firmware_need(handle, protocol, "optional protocol", &found);
    return error.code == ERR_NONE ? found : NULL;
}

struct error firmware_boot_device(efi_handle *device)
{
    static const struct efi_guid loaded_image_guid = EFI_LOADED_IMAGE_GUID;
    const struct efi_loaded_image *image = firmware_protocol(firmware.image, &loaded_image_guid);
    if (image == NULL)
        return error_about(ERR_UEFI_PROTOCOL, "loaded image protocol", EFI_NOT_FOUND);
    *device = image->device;
    return OK;
}

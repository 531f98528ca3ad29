/* Loading an application of a volume, as firmware does. */
#include "tests/boot/stub/load.h"

static EFI_GUID device_path_guid = DEVICE_PATH_PROTOCOL;

static UINTN device_path_bytes(const EFI_DEVICE_PATH *path)
{
    const UINT8 *start = (const UINT8 *)path, *at = start;
    while (((const EFI_DEVICE_PATH *)at)->Type != END_DEVICE_PATH_TYPE)
        at += at[2] | at[3] << 8;
    return (UINTN)(at - start);
}

static UINTN text_bytes(const CHAR16 *text)
{
    UINTN count = 0;
    while (text[count++] != 0)
        continue;
    return count * sizeof(CHAR16);
}

static void write_node(UINT8 *at, UINT8 type, UINT8 subtype, UINTN bytes)
{
    at[0] = type;
    at[1] = subtype;
    at[2] = (UINT8)bytes;
    at[3] = (UINT8)(bytes >> 8);
}

/* The volume's path, a node with the file's (UEFI 2.10 §10.3.5.4), the end. NULL without memory. */
static UINT8 *file_path(EFI_BOOT_SERVICES *boot, const EFI_DEVICE_PATH *device, const CHAR16 *path)
{
    UINT8 *whole;
    UINTN device_bytes = device_path_bytes(device), node_bytes = sizeof(EFI_DEVICE_PATH) + text_bytes(path);
    if (boot->AllocatePool(EfiLoaderData, device_bytes + node_bytes + sizeof(EFI_DEVICE_PATH), (void **)&whole) != EFI_SUCCESS)
        return NULL;
    UINT8 *file = whole + device_bytes;
    boot->CopyMem(whole, (void *)device, device_bytes);
    write_node(file, MEDIA_DEVICE_PATH, MEDIA_FILEPATH_DP, node_bytes);
    boot->CopyMem(file + sizeof(EFI_DEVICE_PATH), (void *)path, text_bytes(path));
    write_node(file + node_bytes, END_DEVICE_PATH_TYPE, END_ENTIRE_DEVICE_PATH_SUBTYPE, sizeof(EFI_DEVICE_PATH));
    return whole;
}

EFI_STATUS load_image(EFI_BOOT_SERVICES *boot, EFI_HANDLE parent, EFI_HANDLE volume, const CHAR16 *path, EFI_HANDLE *image)
{
    EFI_DEVICE_PATH *device;
    EFI_STATUS status = boot->HandleProtocol(volume, &device_path_guid, (void **)&device);
    if (status != EFI_SUCCESS)
        return status;
    UINT8 *whole = file_path(boot, device, path);
    if (whole == NULL)
        return EFI_OUT_OF_RESOURCES;
    status = boot->LoadImage(FALSE, parent, (EFI_DEVICE_PATH *)whole, NULL, 0, image);
    boot->FreePool(whole);
    return status;
}

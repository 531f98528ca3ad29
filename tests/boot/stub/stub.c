/* The UEFI application that boot tests are snapshot in: pauses the machine, and after it goes on starts the loader of the other
 * disk. The protocols' layouts are those of gnu-efi's headers, so that a mistake in the loader's own would show. */
#include <efi.h>

/* QEMU's docs/specs/pvpanic: bit 0 says that the guest panicked; with `-action panic=pause` the machine stops there. */
#define PVPANIC_PORT     0x505
#define PVPANIC_PANICKED 1
#define EXIT_PORT        0xf4
#define EXIT_NOT_STARTED 0x17 /* QEMU ends with status 47 */
#define LOADER_PATH      L"\\EFI\\BOOT\\BOOTX64.EFI"

static EFI_GUID loaded_image_guid = LOADED_IMAGE_PROTOCOL;
static EFI_GUID device_path_guid = DEVICE_PATH_PROTOCOL;
static EFI_GUID file_system_guid = SIMPLE_FILE_SYSTEM_PROTOCOL;

/* A file path node with the loader's path, and the end of the device path (UEFI 2.10 §10.3.5.4). */
struct [[gnu::packed]] loader_nodes {
    EFI_DEVICE_PATH file;
    CHAR16 path[sizeof(LOADER_PATH) / sizeof(CHAR16)];
    EFI_DEVICE_PATH end;
};

static const struct loader_nodes loader_nodes = {
    .file = { MEDIA_DEVICE_PATH, MEDIA_FILEPATH_DP, { sizeof(EFI_DEVICE_PATH) + sizeof(LOADER_PATH), 0 } },
    .path = LOADER_PATH,
    .end = { END_DEVICE_PATH_TYPE, END_ENTIRE_DEVICE_PATH_SUBTYPE, { sizeof(EFI_DEVICE_PATH), 0 } },
};

static void out_u8(UINT16 port, UINT8 value)
{
    __asm__ volatile("outb %0, %1" : : "a"(value), "Nd"(port));
}

/* The other disk's controller was never touched before the snapshot: whatever the test attached is found now. */
static void connect_controllers(EFI_BOOT_SERVICES *boot)
{
    EFI_HANDLE *handles;
    UINTN count;
    if (boot->LocateHandleBuffer(AllHandles, NULL, NULL, &count, &handles) != EFI_SUCCESS)
        return;
    for (UINTN i = 0; i < count; i++)
        boot->ConnectController(handles[i], NULL, NULL, TRUE);
    boot->FreePool(handles);
}

static UINTN path_bytes(const EFI_DEVICE_PATH *path)
{
    const UINT8 *start = (const UINT8 *)path, *at = start;
    while (((const EFI_DEVICE_PATH *)at)->Type != END_DEVICE_PATH_TYPE)
        at += at[2] | at[3] << 8;
    return (UINTN)(at - start);
}

/* The volume's own device path with the loader's file behind it. */
static EFI_DEVICE_PATH *loader_path(EFI_BOOT_SERVICES *boot, EFI_HANDLE volume)
{
    EFI_DEVICE_PATH *device;
    UINT8 *path;
    if (boot->HandleProtocol(volume, &device_path_guid, (void **)&device) != EFI_SUCCESS)
        return NULL;
    UINTN bytes = path_bytes(device);
    if (boot->AllocatePool(EfiLoaderData, bytes + sizeof(loader_nodes), (void **)&path) != EFI_SUCCESS)
        return NULL;
    boot->CopyMem(path, device, bytes);
    boot->CopyMem(path + bytes, (void *)&loader_nodes, sizeof(loader_nodes));
    return (EFI_DEVICE_PATH *)path;
}

static void start_loader(EFI_BOOT_SERVICES *boot, EFI_HANDLE self, EFI_HANDLE volume)
{
    EFI_HANDLE loader;
    EFI_DEVICE_PATH *path = loader_path(boot, volume);
    if (path && boot->LoadImage(FALSE, self, path, NULL, 0, &loader) == EFI_SUCCESS)
        boot->StartImage(loader, NULL, NULL);
}

static void start_from_other_disk(EFI_BOOT_SERVICES *boot, EFI_HANDLE self)
{
    EFI_LOADED_IMAGE *image;
    EFI_HANDLE *volumes;
    UINTN count;
    if (boot->HandleProtocol(self, &loaded_image_guid, (void **)&image) != EFI_SUCCESS ||
        boot->LocateHandleBuffer(ByProtocol, &file_system_guid, NULL, &count, &volumes) != EFI_SUCCESS)
        return;
    for (UINTN i = 0; i < count; i++)
        if (volumes[i] != image->DeviceHandle)
            start_loader(boot, self, volumes[i]);
}

EFI_STATUS efi_main(EFI_HANDLE self, EFI_SYSTEM_TABLE *system);
EFI_STATUS efi_main(EFI_HANDLE self, EFI_SYSTEM_TABLE *system)
{
    out_u8(PVPANIC_PORT, PVPANIC_PANICKED);
    connect_controllers(system->BootServices);
    start_from_other_disk(system->BootServices, self);
    out_u8(EXIT_PORT, EXIT_NOT_STARTED);
    return EFI_LOAD_ERROR;
}

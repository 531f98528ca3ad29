/* The UEFI application that boot tests are snapshot in: pauses the machine, and after it goes on starts the loader of the other
 * disk. The protocols' layouts are those of gnu-efi's headers, so that a mistake in the loader's own would show. */
#include "tests/boot/stub/load.h"

/* QEMU's docs/specs/pvpanic: bit 0 says that the guest panicked; with `-action panic=pause` the machine stops there. */
#define PVPANIC_PORT     0x505
#define PVPANIC_PANICKED 1
#define EXIT_PORT        0xf4
#define EXIT_NOT_STARTED 0x17 /* QEMU ends with status 47 */
#define LOADER_PATH      L"\\EFI\\BOOT\\BOOTX64.EFI"

static EFI_GUID loaded_image_guid = LOADED_IMAGE_PROTOCOL;
static EFI_GUID file_system_guid = SIMPLE_FILE_SYSTEM_PROTOCOL;

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

static void start_loader(EFI_BOOT_SERVICES *boot, EFI_HANDLE self, EFI_HANDLE volume)
{
    EFI_HANDLE loader;
    if (load_image(boot, self, volume, LOADER_PATH, &loader) == EFI_SUCCESS)
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

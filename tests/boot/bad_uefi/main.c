/* The UEFI application that stands between the firmware and the loader: reads what to do wrong from the volume it lies on, and
 * starts the loader, which lies beside it. By gnu-efi's headers, so that a mistake in the loader's own would show. */
#include "tests/boot/bad_uefi/la57.h"
#include "tests/boot/bad_uefi/misdeeds.h"
#include "tests/boot/stub/load.h"

#define LOADER_PATH      L"\\EFI\\BOOT\\LOADER.EFI"
#define MISDEEDS_PATH    L"\\EFI\\BOOT\\MISDEEDS"
#define EXIT_PORT        0xf4
#define EXIT_NOT_STARTED 0x17 /* QEMU ends with status 47 */

static EFI_GUID loaded_image_guid = LOADED_IMAGE_PROTOCOL;
static EFI_GUID file_system_guid = SIMPLE_FILE_SYSTEM_PROTOCOL;

static EFI_STATUS read_misdeeds(EFI_BOOT_SERVICES *boot, EFI_HANDLE volume, struct misdeeds *misdeeds)
{
    EFI_FILE_IO_INTERFACE *files;
    EFI_FILE *root, *file;
    UINTN bytes = sizeof(*misdeeds);
    EFI_STATUS status = boot->HandleProtocol(volume, &file_system_guid, (void **)&files);
    if (status == EFI_SUCCESS)
        status = files->OpenVolume(files, &root);
    if (status == EFI_SUCCESS)
        status = root->Open(root, &file, MISDEEDS_PATH, EFI_FILE_MODE_READ, 0);
    if (status == EFI_SUCCESS)
        status = file->Read(file, &bytes, misdeeds);
    return status == EFI_SUCCESS && bytes != sizeof(*misdeeds) ? EFI_LOAD_ERROR : status;
}

static EFI_STATUS start_loader(EFI_BOOT_SERVICES *boot, EFI_HANDLE self)
{
    EFI_LOADED_IMAGE *image;
    EFI_HANDLE loader;
    struct misdeeds misdeeds;
    EFI_STATUS status = boot->HandleProtocol(self, &loaded_image_guid, (void **)&image);
    if (status == EFI_SUCCESS)
        status = read_misdeeds(boot, image->DeviceHandle, &misdeeds);
    if (status == EFI_SUCCESS)
        status = load_image(boot, self, image->DeviceHandle, LOADER_PATH, &loader);
    if (status == EFI_SUCCESS && misdeeds.la57)
        status = la57_turn_on(boot);
    if (status == EFI_SUCCESS)
        status = boot->StartImage(loader, NULL, NULL);
    return status;
}

EFI_STATUS efi_main(EFI_HANDLE self, EFI_SYSTEM_TABLE *system);
EFI_STATUS efi_main(EFI_HANDLE self, EFI_SYSTEM_TABLE *system)
{
    EFI_STATUS status = start_loader(system->BootServices, self);
    __asm__ volatile("outb %0, %1" : : "a"((UINT8)EXIT_NOT_STARTED), "Nd"((UINT16)EXIT_PORT));
    return status;
}

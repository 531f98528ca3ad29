/* The UEFI application that stands between the firmware and the loader: reads what to do wrong from the volume it lies on, and
 * starts the loader, which lies beside it. By gnu-efi's headers, so that a mistake in the loader's own would show. */
#include "tests/boot/bad_uefi/la57.h"
#include "tests/boot/bad_uefi/services.h"
#include "tests/boot/stub/load.h"

#define LOADER_PATH   L"\\EFI\\BOOT\\LOADER.EFI"
#define MISDEEDS_PATH L"\\EFI\\BOOT\\MISDEEDS"

static EFI_GUID loaded_image_guid = LOADED_IMAGE_PROTOCOL;
static EFI_GUID file_system_guid = SIMPLE_FILE_SYSTEM_PROTOCOL;

static EFI_STATUS read_misdeeds(EFI_HANDLE volume)
{
    EFI_FILE_IO_INTERFACE *files;
    EFI_FILE *root, *file;
    UINTN bytes = sizeof(bad.misdeeds);
    EFI_STATUS status = bad.boot->HandleProtocol(volume, &file_system_guid, (void **)&files);
    if (status == EFI_SUCCESS)
        status = files->OpenVolume(files, &root);
    if (status == EFI_SUCCESS)
        status = root->Open(root, &file, MISDEEDS_PATH, EFI_FILE_MODE_READ, 0);
    if (status == EFI_SUCCESS)
        status = file->Read(file, &bytes, &bad.misdeeds);
    return status == EFI_SUCCESS && bytes != sizeof(bad.misdeeds) ? EFI_LOAD_ERROR : status;
}

/* StartImage hands the image's own table pointer over; it is the loader's to see and nobody else's. */
static EFI_STATUS prepare(EFI_HANDLE loader)
{
    EFI_LOADED_IMAGE *image;
    EFI_STATUS status = bad.boot->HandleProtocol(loader, &loaded_image_guid, (void **)&image);
    if (status != EFI_SUCCESS)
        return status;
    if (bad.misdeeds.high_image)
        rule((UINTN)image->ImageBase > LOW_4_GIB_MAX, "the loader could not be loaded above 4 GiB: give the machine 6 GiB");
    image->SystemTable = services_replace();
    memory_break_up(bad.misdeeds.map_pieces);
    edid_publish();
    return bad.misdeeds.la57 ? la57_turn_on(bad.boot) : EFI_SUCCESS;
}

static EFI_STATUS start_loader(EFI_HANDLE self)
{
    EFI_LOADED_IMAGE *image;
    EFI_HANDLE loader;
    EFI_STATUS status = bad.boot->HandleProtocol(self, &loaded_image_guid, (void **)&image);
    if (status == EFI_SUCCESS)
        status = read_misdeeds(image->DeviceHandle);
    if (status == EFI_SUCCESS)
        status = load_image(bad.boot, self, image->DeviceHandle, LOADER_PATH, &loader);
    if (status == EFI_SUCCESS)
        status = prepare(loader);
    if (status == EFI_SUCCESS)
        status = bad.boot->StartImage(loader, NULL, NULL);
    return status;
}

EFI_STATUS efi_main(EFI_HANDLE self, EFI_SYSTEM_TABLE *system);
EFI_STATUS efi_main(EFI_HANDLE self, EFI_SYSTEM_TABLE *system)
{
    bad.system = system;
    bad.boot = system->BootServices;
    start_loader(self);
    machine_end(EXIT_NOT_STARTED);
}

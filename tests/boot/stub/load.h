/* Loading an application of a volume, as firmware does. */
#ifndef TESTS_BOOT_STUB_LOAD_H
#define TESTS_BOOT_STUB_LOAD_H
#include <efi.h>

/* Loads the file at `path` of `volume`, by the volume's own device path with the file behind it, so that the application can tell
 * where it came from. */
EFI_STATUS load_image(EFI_BOOT_SERVICES *boot, EFI_HANDLE parent, EFI_HANDLE volume, const CHAR16 *path, EFI_HANDLE *image);

#endif

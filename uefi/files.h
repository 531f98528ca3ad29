/* The boot volume through the firmware's Simple File System. */
#ifndef UEFI_FILES_H
#define UEFI_FILES_H
#include "common/base/reader.h"
#include "include/lintel/info.h"
#include "uefi/efi.h"

/* As platform_open_volume and platform_open_file say; `device` is what the loader was started from. */
struct error files_open_volume(efi_handle device, struct boot_volume *identity);
struct error files_open(const char *path, struct reader *file);

#endif

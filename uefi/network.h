/* The boot volume as a server's folder, through the firmware's PXE base code. */
#ifndef UEFI_NETWORK_H
#define UEFI_NETWORK_H
#include "common/base/reader.h"
#include "include/lintel/info.h"
#include "uefi/efi.h"

/* Whether the device that the loader was started from is a network card, whose PXE base code fetched it. */
bool network_has(efi_handle device);

/* As platform_open_volume and platform_open_file say, once network_has said yes. The readers come whole. ERR_NETWORK_NO_SERVER;
 * ERR_NETWORK_PATH, ERR_NETWORK_SILENT, ERR_NETWORK_TRANSFER. */
struct error network_open_volume(struct boot_volume *identity);
struct error network_open(const char *path, struct reader *file);

#endif

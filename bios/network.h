/* The boot volume as a server's folder, through the network card's ROM. */
#ifndef BIOS_NETWORK_H
#define BIOS_NETWORK_H
#include "common/base/reader.h"
#include "include/lintel/info.h"

/* As platform_open_volume and platform_open_file say, once pxe_open has found the ROM. The readers come whole.
 * ERR_NETWORK_NO_SERVER; ERR_NETWORK_PATH, ERR_NETWORK_SILENT, ERR_NETWORK_TRANSFER. */
struct error network_open_volume(struct boot_volume *identity);
struct error network_open(const char *path, struct reader *file);

#endif

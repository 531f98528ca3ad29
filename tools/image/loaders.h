/* The two loaders, and what a network card's ROM is given, embedded in this program. */
#ifndef TOOLS_IMAGE_LOADERS_H
#define TOOLS_IMAGE_LOADERS_H
#include "common/base/bytes.h"

#define UEFI_LOADER_PATH "/EFI/BOOT/BOOTX64.EFI" /* where a volume has it */

struct bytes loader_bios(void); /* see bios/image.h        */
struct bytes loader_pxe(void);  /* lintel.nbp of it, as is */
struct bytes loader_uefi(void); /* a PE application, as is */

#endif

/* The two loaders, embedded in this program. */
#ifndef TOOLS_LOADERS_H
#define TOOLS_LOADERS_H
#include "common/base/bytes.h"

struct bytes loader_bios(void); /* see bios/image.h        */
struct bytes loader_uefi(void); /* a PE application, as is */

#endif

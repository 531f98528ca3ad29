/* File names for the firmware. Pure. */
#ifndef UEFI_PATH_H
#define UEFI_PATH_H
#include "common/base/types.h"

#define PATH_UNITS_MAX 256

/* "/boot/kernel.elf" → u"\\boot\\kernel.elf". False if it has no room together with its end, or if a character is not printable
 * ASCII (the firmware's code page for more is unknown) or is a backslash (no part of a name on FAT). */
bool path_convert(const char *path, u16 units[PATH_UNITS_MAX]);

#endif

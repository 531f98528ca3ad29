/* What makes a CD start: the boot catalog of an ISO (El Torito 1.0; for UEFI entries UEFI 2.10 §13.3.2.1). The host tool's alone:
 * the firmware reads it before the loader runs, and the loader needs none of it. */
#ifndef COMMON_DISK_EL_TORITO_H
#define COMMON_DISK_EL_TORITO_H
#include "common/base/bytes.h"

#define ISO_SECTOR_BYTES      2048u
#define ISO_SYSTEM_AREA_BYTES 32768u /* what ISO 9660 leaves to others */

/* The primary volume descriptor (ECMA-119 8.4), the first after the system area: how many sectors all of it has. */
#define ISO_VOLUME_SECTORS 80 /* u32, and once more with its bytes the other way around */

/* Fields of a catalog's entry. */
#define EL_TORITO_ENTRY_BYTES 32
#define EL_TORITO_SEGMENT     2 /* u16: where a BIOS loads it; 0: at the usual one            */
#define EL_TORITO_SECTORS     6 /* u16: how many to load, of 512 bytes whatever the medium has */
#define EL_TORITO_LBA         8 /* u32: of the medium's sectors                                */

#define EL_TORITO_SEGMENT_USUAL 0x7c0
#define EL_TORITO_SECTOR_BYTES  512u

struct el_torito {
    u64 bios_offset, efi_offset; /* where the entries lie, in bytes                   */
    u32 bios_lba;                /* the boot image of the first; all of it was there */
};

/* A catalog that begins with a bootable entry for BIOS and goes on with a section whose first entry is one for UEFI: false for
 * any other, and for bytes that are no ISO. `iso` is all of it. */
bool el_torito_read(struct bytes iso, struct el_torito *found);

#endif

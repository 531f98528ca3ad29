/* Where the files lie on the boot disk. */
#ifndef BIOS_VOLUME_H
#define BIOS_VOLUME_H
#include "bios/image.h"
#include "common/base/reader.h"
#include "include/lintel/info.h"

/* The volume's bytes, and how a kernel finds it again: by the partition table, or on a CD by what the boot block says. The boot
 * sector is the one that the disk was started by. Errors: of disk_find_boot_partition; ERR_READ_PAST_END. `disk` must outlive the
 * volume. */
struct error volume_find(struct reader *disk, const u8 boot_sector[BOOT_SECTOR_BYTES], struct boot_volume *identity,
                         struct reader *volume);

#endif
